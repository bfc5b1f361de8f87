"""Titles above a table and notes below it; names in several rows. What is taken for the table is said."""

import pytest

from deckgen.data.files.layout import find_header, find_last, join_header
from deckgen.errors import Problems

SYMBOLS = (".", "..", "...", ":")


def header(*rows: tuple) -> tuple[int, int]:
    """Of rows from 1; None is an empty cell, and a row of none is empty."""
    filled = [(number, {at: cell for at, cell in enumerate(row) if cell is not None}) for number, row in enumerate(rows, 1)]
    return find_header([(number, row) for number, row in filled if row], SYMBOLS)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("a", "b"), ("x", 1.0)], (1, 1)),
        ([("Tittel",), (), ("a", "b"), ("x", 1.0)], (3, 3)),
        ([("Tittel",), ("a", "b"), ("x", "y")], (2, 2)),
        ([("Tittel", None, None, "Spørring:"), (), (None, "2020", "2021"), ("Os", "1", "2")], (3, 3)),
        ([(None, "Menn", None), (None, 2020.0, 2021.0), ("Os", 1.0, 2.0)], (1, 2)),
        ([(None, "Menn", None), ("Sted", 2020.0, 2021.0), ("Os", ":", "..")], (1, 2)),
        ([("Tittel",), (None, 2020.0), ("Østfold",), ("Moss", 5.0)], (2, 2)),
        ([("Tittel",), (None, "2020"), (), ("Moss", "70,9%")], (2, 2)),
        ([("Moss", 5.0), ("Os", 6.0, 7.0)], (1, 1)),
        ([("Sum av Beløp", "Kolonneetiketter"), ("Radetiketter", "A", "B"), ("Os", 1.0, 2.0)], (2, 2)),
        ([(None, "Verdier"), ("Radetiketter", "Antall av A", "Sum av B"), ("Os", 1.0, 2.0)], (2, 2)),
        ([("Sted", "n", "m"), (None, "(antall)", "(prosent)"), ("Os", 1.0, 2.0)], (1, 2)),
        ([("Kode", "Sted", "m"), (None, "Ukjent"), ("01", "Os", 2.0)], (1, 1)),
        ([("Sted", "Antall"), ("navn", "2021", "2022"), ("Os", 1.0, 2.0)], (1, 2)),
    ],
)
def test_the_header_is_what_names_the_columns(rows, found):
    assert header(*rows) == found


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ({2: ("Os", "1"), 3: ("Sel", "2")}, 3),
        ({2: ("Os", "1"), 4: ("Sist endret",), 5: ("i går",)}, 2),
        ({2: ("Os", "1"), 3: ("Kilde: SSB",)}, 2),
        ({2: ("Os", "1"), 3: ("* foreløpige tall",)}, 2),
        ({2: ("2020", "1"), 3: ("Alle tall er runde",)}, 2),
        ({2: ("Os", "1"), 3: ("Sel",)}, 3),
        ({2: ("Os", "1"), 4: (None, "..")}, 4),
        ({2: ("Os",), 4: ("Sel",)}, 4),
    ],
)
def test_notes_below_a_table_are_no_part_of_it(rows, last):
    filled = {number: {at: cell for at, cell in enumerate(row) if cell is not None} for number, row in rows.items()}
    assert find_last(list(rows), filled.__getitem__, SYMBOLS) == last


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ({1: ("År", "Søkere"), 2: ("2021", "1"), 4: ("Tabell 2",), 5: ("År", "Tildelt"), 6: ("2021", "2")}, 2),
        ({1: ("Fylke", 2021.0), 2: ("Oslo", 1.0), 4: ("Kvinner",), 5: ("Fylke", 2021.0), 6: ("Oslo", 2.0)}, 2),
        ({1: ("Fylke", 2021.0), 2: ("Oslo", 1.0), 4: ("Agder", 2021.0), 5: ("Troms", 2.0)}, 5),
        ({1: ("Skole", "n"), 2: ("a", "1"), 4: ("Private",), 5: ("b", "2")}, 5),
        ({1: ("Skole", "Merknad"), 2: ("a", "ok"), 4: ("b", "sen"), 5: ("c", "ny")}, 5),
    ],
)
def test_a_second_table_below_an_empty_row_is_no_part_of_the_first(rows, last):
    filled = {number: dict(enumerate(row)) for number, row in rows.items()}
    assert find_last(list(rows)[1:], filled.__getitem__, SYMBOLS, 1) == last


def test_a_second_table_is_told_with_its_title(read):
    problems = Problems()
    dataset = read("år;søkere\n2021;5\n2022;6\n;\nTabell 2;\når;tildelt\n2021;1\n", problems=problems)
    assert (dataset.cells("år"), dataset.cells("søkere")) == ([2021, 2022], [5, 6])
    assert dict(problems.found[0].data)["below"] == ('"Tabell 2"', '"år tildelt"', '"2021 1"')


def test_a_name_spans_the_empty_cells_to_its_right():
    rows = [{1: "2020", 3: "2021"}, {0: "Sted", 1: "Menn", 2: "Kvinner", 3: "Menn", 4: "Kvinner"}]
    assert join_header(rows, range(5), " ") == ["Sted", "2020 Menn", "2020 Kvinner", "2021 Menn", "2021 Kvinner"]


def test_a_merged_name_spans_what_it_is_merged_over():
    rows = [{1: "2020"}, {0: "Sted", 1: "Menn", 2: "Kvinner", 3: "Merknad"}]
    assert join_header(rows, range(4), ", ", [{1: 2}, {}]) == ["Sted", "2020, Menn", "2020, Kvinner", "Merknad"]


def test_a_lower_span_ends_where_an_upper_one_does():
    rows = [{1: "M", 3: "K"}, {1: "15–74"}, {1: "a", 2: "b", 3: "a", 4: "b"}]
    assert join_header(rows, range(1, 5), " ") == ["M 15–74 a", "M 15–74 b", "K a", "K b"]


def test_what_is_found_is_said_and_what_is_given_is_not(read):
    data = "Folk, etter sted;;\n;;\n;2020;\n;Menn;Kvinner\nOs;1;2\nSel;:;4\n;;\nKilde:;;\nSSB;;\n"
    problems = Problems()
    dataset = read(data, problems=problems, names=(("a", "sted"),))
    assert dataset.columns == ("sted", "2020 Menn", "2020 Kvinner")
    assert dataset.rows == [5, 6]
    assert dataset.symbols == {"2020 Menn": {6: ":"}}
    assert [(problem.code, dict(problem.data)) for problem in problems.found] == [
        (
            "table-found",
            {"header": "3-4", "last": 6, "above": ('"Folk, etter sted"',), "below": ('"Kilde:"', '"SSB"')},
        )
    ]
    assert read(data, header_row=3, header_end=4, last_row=6, names=(("A", "sted"),)).rows == [5, 6]


def test_a_title_with_commas_parts_no_columns(read):
    problems = Problems()
    assert read("Folk, etter år, kjønn\n\nsted;tall\nOs;1\n", problems=problems).columns == ("sted", "tall")
    assert [problem.code for problem in problems.found] == ["table-found"]


def test_a_letter_beyond_the_table_names_nothing(told):
    assert told("a;b\n1;2\n", names=(("C", "c"),)) == [
        "data/t.csv:1: error: the table has no column C to name [no-such-letter]"
    ]


def test_codes_get_their_zeros_back_by_their_number_of_digits(read, told, sheet):
    assert read("a\n301\n1121\nrest\n", columns=(("a", "code 4"),)).cells("a") == ["0301", "1121", "rest"]
    assert read(sheet(("a",), ("01",), (10,)), columns=(("a", "code 2"),)).cells("a") == ["01", "10"]
    assert told("a\n30100\n", columns=(("a", "code 4"),)) == [
        "data/t.csv:2: error: row 2, column a: 30100 has more than 4 digits [code-too-long]"
    ]
    assert told("a\n0301\n03O1\nK-1103\n", columns=(("a", "code 4"),)) == [
        "data/t.csv:3: error: row 3, column a: 03O1 is not a code of 4 digits [code-not-digits]",
        "data/t.csv:4: error: row 4, column a: K-1103 is not a code of 4 digits [code-not-digits]",
    ]


def test_percentages_are_numbers_where_the_spec_says_so(read, told):
    data = "a;b\nx;70,9%\ny;..\nz;5 %\n"
    assert read(data).cells("b") == ["70,9%", "..", "5 %"]
    dataset = read(data, columns=(("b", "number"),))
    assert dataset.cells("b")[::2] == [70.9, 5]
    assert (dataset.symbols, dataset.table.columns["b"].unit) == ({"b": {3: ".."}}, "%")
    assert len(told("b\n5%\n6\n", columns=(("b", "number"),))) == 1


def test_hidden_columns_are_said(read, sheet):
    book = sheet(("a", "b"), ("x", 1))
    book.active.column_dimensions["B"].hidden = True
    problems = Problems()
    assert read(book, problems=problems).columns == ("a", "b")
    assert [(problem.code, dict(problem.data)) for problem in problems.found] == [
        ("hidden-columns", {"count": 1, "columns": ("B",)})
    ]


def test_a_name_is_read_as_keyboards_write_it_and_without_what_cannot_be_seen(read):
    assert read("a\u030ar;\ufefffylke\u200b \n2012;Oslo\n").columns == ("år", "fylke")
