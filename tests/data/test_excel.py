"""Excel workbooks: what Excel shows is what is read, or is told."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from deckgen.errors import Problems


def test_a_number_shown_with_zeros_before_it_is_a_code(read, sheet):
    book = sheet(("Kommune", "Kode", "Antall"), ("Oslo", 301, 5), ("Time", 1121, 6.5))
    for cell in ("B2", "B3"):
        book.active[cell].number_format = "0000"
    dataset = read(book)
    assert dataset.cells("Kode") == ["0301", "1121"]
    assert dataset.cells("Antall") == [5, 6.5]
    assert dataset.provenance.sheet == "Ark1"


def test_one_cell_shown_with_zeros_makes_the_column_text(read, sheet):
    book = sheet(("Nummerert",), (301,), (1121,))
    book.active["A2"].number_format = "0000"
    assert read(book).cells("Nummerert") == ["0301", "1121"]


def test_numbers_stored_as_text_stay_text_until_declared(read, sheet):
    book = sheet(("a", "b"), ("1,5", 1), ("10 000", "2"))
    assert read(book).cells("a") == ["1,5", "10 000"]
    assert read(book).cells("b") == ["1", "2"]
    declared = read(book, columns=(("a", "number"), ("b", "number")))
    assert declared.cells("a") == [1.5, 10000]
    assert declared.cells("b") == [1, 2]


def test_dates_times_and_truths_are_texts(read, sheet):
    book = sheet(("a", "b", "c", "d"), (date(2013, 4, 8), datetime(2013, 4, 8, 13, 30), time(9, 5), True))
    dataset = read(book)
    assert [dataset.cells(column)[0] for column in "abcd"] == ["2013-04-08", "2013-04-08 13:30", "09:05", "SANN"]


def test_text_is_text(read, sheet):
    words = ["NA", "None", "1. mai", "to\nlinjer", "  Os\xa0", "{{ 7*7 }}", "_x000D_x"]
    book = sheet(("navn",), *((word,) for word in words))
    formula = book.active.cell(len(words) + 2, 1, "=1+1")
    formula.data_type = "s"
    assert read(book).cells("navn") == ["NA", "None", "1. mai", "to\nlinjer", "Os", "{{ 7*7 }}", "x", "=1+1"]


def test_symbols_in_a_column_of_numbers_are_missing(read, sheet):
    dataset = read(sheet(("a",), (1,), ("..",), (None,), (":",)))
    assert dataset.symbols == {"a": {3: "..", 5: ":"}}
    assert dataset.rows == [2, 3, 5]


def test_rows_and_columns_around_the_table_are_nothing(read):
    book = Workbook()
    for place, value in {"C4": "navn", "D4": "tall", "C5": "Os", "D5": 1, "C7": "Sel", "D7": 2}.items():
        book.active[place] = value
    book.active["A1048576"].number_format = "0.0"
    dataset = read(book)
    assert dataset.cells("navn") == ["Os", "Sel"]
    assert dataset.rows == [5, 7]


def test_a_range_and_a_header_row_are_kept_to(read, sheet):
    book = sheet(("Tittel", None, None), ("a", "b", "c"), (1, 2, 3), (4, 5, 6), ("Fotnote",))
    assert read(book, range="$a$2:b4").columns == ("a", "b")
    assert read(book, header_row=2, range="A1:C4").cells("c") == [3, 6]


def test_the_one_sheet_that_shows_something_is_read(read, sheet):
    book = sheet(("a",), (1,))
    book.create_sheet("Tom")
    hidden = book.create_sheet("Gjemt")
    hidden.append(("b",))
    hidden.sheet_state = "hidden"
    assert read(book).columns == ("a",)
    assert read(book, sheet="Gjemt").columns == ("b",)


def test_several_sheets_are_not_guessed_among(told, sheet):
    book = sheet(("a",), (1,), title="Pulje 1")
    book.create_sheet("Pulje 2").append(("b",))
    assert told(book) == ["deck.yaml:7:9: error: data/t.xlsx has several sheets, and the spec names none [sheet-not-named]"]
    assert told(book, sheet="Pulje2") == ['deck.yaml:7:9: error: data/t.xlsx has no sheet "Pulje2" [sheet-missing]']


def test_the_nearest_sheet_is_offered(read, sheet):
    from deckgen.errors import DeckgenError

    with pytest.raises(DeckgenError, match='did you mean "Pulje 2"') as refused:
        read(sheet(("a",), title="Pulje 2"), sheet="Pulje  2")
    assert "its sheets: Pulje 2" in str(refused.value)


def test_errors_control_characters_and_wrong_cells_are_told_by_cell_all_at_once(told, sheet):
    book = sheet(("navn", "tall"), ("Os", "#N/A"), ("Se_x0007_l", 2), ("Vågå", "tre"))
    book.active["B2"].data_type = "e"
    assert told(book, columns=(("tall", "number"),)) == [
        "data/t.xlsx (Ark1!A3): error: row 3, column navn: the cell holds a control character (U+0007) "
        "[control-character-in-cell]",
        "data/t.xlsx (Ark1!B2): error: row 2, column tall: the cell shows #N/A [excel-error-in-cell]",
        'data/t.xlsx (Ark1!B4): error: row 4, column tall (B): "tre" is not a number [not-a-number]',
    ]


def test_formulas_that_excel_never_calculated_are_told(told, sheet):
    assert told(sheet(("a", "b"), (1, "=A2+1"))) == [
        "data/t.xlsx (Ark1!B2): error: data/t.xlsx holds formulas whose results were never calculated "
        "[formulas-without-results]"
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"not a zip", "data/t.xlsx is not an Excel workbook, or is damaged [workbook-broken]"),
        (b"PK\x05\x06" + bytes(18), "data/t.xlsx is not an Excel workbook, or is damaged [workbook-broken]"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "data/t.xlsx is protected with a password [workbook-encrypted]",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "data/t.xlsx is in Excel's format from before 2007 [workbook-old]"),
    ],
)
def test_what_is_no_workbook_is_told_in_one_line(told, data: bytes, message: str):
    assert told(data, name="t.xlsx") == [f"deck.yaml:7:9: error: {message}"]


def test_an_empty_sheet_an_empty_header_and_a_wrong_range_are_told(told, sheet):
    assert told(Workbook(), sheet="Sheet") == ["deck.yaml:7:9: error: data/t.xlsx, Sheet holds no cells [data-file-empty]"]
    assert told(sheet(("a",), (1,)), header_row=5) == [
        "deck.yaml:7:9: error: row 5 is to hold the names of the columns, and data/t.xlsx has 2 rows [header-row-beyond]"
    ]
    assert told(sheet(("a",), (), (1,)), header_row=2) == [
        "deck.yaml:7:9: error: row 2 of the sheet Ark1 in data/t.xlsx is empty, so it is no header [header-row-empty]"
    ]
    assert told(sheet(("a",)), range="hele arket") == [
        'deck.yaml:7:9: error: "hele arket" is no range of cells [range-unreadable]'
    ]
    assert told(sheet(("a", None), (1, 2))) == [
        "data/t.xlsx (Ark1!B1): error: the header has no name for columns that hold cells: column 2 [column-without-name]"
    ]


def test_what_excel_hides_or_merges_is_said(read, sheet):
    book = sheet(("a", "b"), ("x", 1), ("y", 2), ("y", 3))
    book.active.row_dimensions[4].hidden = True
    problems = Problems()
    assert len(read(book, problems=problems)) == 3
    assert [(problem.code, dict(problem.data)) for problem in problems.warnings] == [
        ("hidden-rows", {"count": 1, "rows": ("4",)})
    ]
    book = sheet(("a", "b"), ("x", 1), ("y", None), ("z", 3))
    book.active.merge_cells("B2:B3")
    problems = Problems()
    read(book, problems=problems)
    assert [(problem.code, dict(problem.data)) for problem in problems.warnings] == [("merged-cells", {"areas": ("B2:B3",)})]


def test_a_label_in_cells_merged_downwards_is_that_of_each_of_their_rows(read, sheet):
    book = sheet(
        ("fylke", "år", "n"), ("Agder", 2021, 1), (None, 2022, 2), ("Oslo", 2021, 3), (None, 2022, 4), (None, None, None)
    )
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("A4:A6")
    assert read(book).cells("fylke") == ["Agder", "Agder", "Oslo", "Oslo"]


def test_a_table_beside_the_first_is_told_and_a_range_says_what_is_meant(read, sheet):
    book = sheet(("år", "n", None, "fylke", "m"), (2021, 1, None, "Oslo", 5), (2022, 2, None, "Agder", 6))
    problems = Problems()
    assert len(read(book, problems=problems).columns) == 4
    (told,) = problems.found
    assert (told.code, str(told.mark), dict(told.data)) == (
        "table-beside",
        "data/t.xlsx (Ark1!D1)",
        {"column": "D", "left": "A:B", "whole": "A:E"},
    )
    assert read(book, range="A:B").columns == ("år", "n")
    assert len(read(book, range="A:E").columns) == 4
    assert len(read(sheet(("a", "b", None, "c"), ("x", 1, None, 2))).columns) == 3  # a narrow column between numbers


def test_years_that_are_numbers_name_columns_as_they_are_shown(read, sheet):
    assert read(sheet(("region", 2012, 2013), ("Os", 1, 2))).columns == ("region", "2012", "2013")


def test_preliminary_figures_are_numbers_that_say_so(read, sheet):
    dataset = read(
        sheet(("sted", "n", "kode"), ("Os", 1, "a"), ("Sel", "2*", "b*"), ("Ås", "1 234,5 *", "c"), ("Vik", "..", "d"))
    )
    assert dataset.cells("n")[:3] == [1, 2, 1234.5]
    assert dataset.symbols == {"n": {3: "*", 4: "*", 5: ".."}}
    assert dataset.cells("kode") == ["a", "b*", "c", "d"]
    assert read(sheet(("sted", "n"), ("Os", 1), ("Sel", "*"))).cells("n") == ["1", "*"]  # which is no figure
