"""Dates and per cent: as Norwegians write them, and as Excel shows them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.data.dates import read_dates
from deckgen.data.files.number_formats import as_per_cent
from deckgen.errors import Problems


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=1))
def test_a_date_is_the_same_day_however_it_is_written(days: list[date]):
    iso = [day.isoformat() for day in days]
    assert read_dates(iso) == iso
    assert read_dates([f"{day.day}.{day.month}.{day.year}" for day in days]) == iso
    assert read_dates([f"{day:%d/%m/%Y}" for day in days], declared=True) == iso


def test_dates_of_all_forms_in_one_column_are_found(read):
    dataset = read("dag;n\n8.4.2013;1\n09.04.2013;2\n10. april 2013;3\n11 April 2013;4\n2013-04-12;5\n;6\n")
    days = [(date(2013, 4, 8) + timedelta(at)).isoformat() for at in range(5)]
    assert dataset.cells("dag") == [*days, ""]
    assert dataset.table.columns["dag"].is_date


def test_a_column_with_one_cell_that_is_no_date_is_text(read):
    assert read("dag\n8.4.2013\n31.2.2013\n").cells("dag") == ["8.4.2013", "31.2.2013"]


def test_a_day_above_twelve_says_that_days_come_first_in_the_whole_column(read):
    assert read("dag\n05/06/2013\n25/06/2013\n").cells("dag") == ["2013-06-05", "2013-06-25"]


def test_months_first_are_never_read_row_by_row(read, told):
    assert read("dag\n04/05/2013\n04/25/2013\n").cells("dag") == ["04/05/2013", "04/25/2013"]
    assert told("dag\n04/05/2013\n04/25/2013\n", columns=(("dag", "date"),)) == [
        "data/t.csv:3: error: row 3, column dag (A): 04/25/2013 is not a date [not-a-date]"
    ]


@pytest.mark.parametrize(
    ("cell", "why"),
    [("05/06/2013", "either the day or the month may come first"), ("8.4.13", "two-digit years")],
)
def test_dates_that_may_be_other_days_are_refused_unless_declared(read, told, cell: str, why: str):
    content = f"dag\n{cell}\n"
    assert told(content) == [
        f"data/t.csv:2: error: row 2, column dag: {cell} may be read as different days ({why}) [dates-unclear]"
    ]
    assert read(content, columns=(("dag", "text"),)).cells("dag") == [cell]
    assert read(content, columns=(("dag", "date"),)).cells("dag")[0][:4] == "2013"


def test_a_date_cell_of_excel_beside_one_typed_as_text_is_not_guessed(sheet, told):
    (message,) = told(sheet(("dag",), (date(2013, 4, 8),), ("05/06/2013",)))
    assert message.endswith(
        "05/06/2013 may be read as different days (either the day or the month may come first) [dates-unclear]"
    )


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_per_cent_are_exact(number: int, decimals: int):
    assert as_per_cent(number / 10 ** (decimals + 2)) == number / 10**decimals


def test_per_cent_are_read_as_excel_shows_them(read, sheet):
    book = sheet(("andel", "navn"), (0.709, "a"), (0.1 + 0.2, "b"), ("..", "c"))
    for cell in ("A2", "A3"):
        book.active[cell].number_format = "0.0%"
    column = read(book).table.columns["andel"]
    assert (column.cells[:2], column.unit, column.symbols) == ([70.9, 30.0], "%", {2: ".."})
    declared = read(book, columns=(("andel", "number"),)).table.columns["andel"]
    csv = read("andel;navn\n70,9%;a\n30,0 %;b\n..;c\n", columns=(("andel", "number"),)).table.columns["andel"]
    assert declared.cells[:2] == csv.cells[:2] == [70.9, 30.0]
    assert declared.unit == csv.unit == "%"


def test_per_cent_too_large_for_a_number_are_never_an_infinite_number(read, sheet):
    book = sheet(("andel",), (1e307,), (0.5,))
    for cell in ("A2", "A3"):
        book.active[cell].number_format = "0%"
    assert read(book).cells("andel") == ["1e+307", "50 %"]


def test_a_column_partly_shown_as_per_cent_is_refused_unless_declared(read, sheet, told):
    book = sheet(("andel",), (0.709,), (0.5,))
    book.active["A2"].number_format = "0.0 %"
    (message,) = told(book)
    assert message.endswith("column andel: Excel shows 70,9 % in row 2 as per cent, and 0,5 in row 3 without [percent-mixed]")
    assert read(book, columns=(("andel", "number"),)).cells("andel") == [70.9, 0.5]


def test_a_number_that_excel_shows_in_thousands_is_read_and_told(read, sheet):
    book = sheet(("sum",), (1234567,))
    book.active["A2"].number_format = "#,##0,"
    problems = Problems()
    assert read(book, problems=problems).cells("sum") == [1234567]
    (warning,) = problems.warnings
    assert (warning.code, warning.mark.place) == ("shown-otherwise", "Ark1!A2")
    assert dict(warning.data) == {"row": 2, "column": "sum", "value": "1234567", "format": "#,##0,"}
