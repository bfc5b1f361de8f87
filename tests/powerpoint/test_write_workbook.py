"""A chart's workbook: what openpyxl reads in it is what the chart shows, cell by cell, whatever the words and numbers."""

import io
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from charting import CARE, SHARE, THREE, TOTAL, YEARS, caches, cells, chart, find, part, samples, sheet, values
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from deckgen.model import Chart, Series, Value
from deckgen.powerpoint.write.cells import column_name
from deckgen.powerpoint.write.chart import MAX_SERIES
from deckgen.powerpoint.write.workbook import workbook

# --- the same as the chart ---


@pytest.mark.parametrize("name", samples())
def test_every_reference_of_a_chart_leads_to_what_its_cache_holds(name: str) -> None:
    sample = samples()[name]
    found = caches(sample)
    assert len(found) >= 3 * len(sample.series)
    for reference, points in found:
        assert [held if held != "#N/A" else None for held in cells(sample, reference)] == [read(point) for point in points]


def read(point: str | None) -> object:
    try:
        return None if point is None else float(point) if point not in YEARS else point
    except ValueError:
        return point


# What openpyxl cannot give back is left out: texts of nothing, and "x005F_", which it takes away wherever it stands.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
).filter(lambda text: "x005F_" not in text)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), names=st.lists(TEXTS, min_size=1, max_size=3), categories=st.lists(TEXTS, min_size=1, max_size=4))
def test_any_words_and_numbers_stand_in_their_cells(data: st.DataObject, names: list[str], categories: list[str]) -> None:
    rows = st.lists(NUMBERS, min_size=len(categories), max_size=len(categories))
    series = tuple(Series(name, tuple(map(Value, data.draw(rows)))) for name in names)
    page = sheet(Chart("column", tuple(categories), series, "nb", corner="hjørne"))
    assert [cell.value for cell in page["A"]] == ["hjørne", *categories]
    for column, each in enumerate(series, 2):
        assert page.cell(1, column).value == each.name
        read = [page.cell(row, column).value for row in range(2, 2 + len(categories))]
        assert read == [value.number for value in each.values]


@pytest.mark.parametrize(
    "text", ["=1+1", "0301", "+47", "@SUM(A1)", "<&\"'>]]>", " to  ord ", "_x0041_", "🌲", "1E3", "true", "#N/A"]
)
def test_text_is_text(text: str) -> None:
    sample = replace(chart("column", part(text, 1, 2, 3)), categories=(text, "b", "c"), corner=text)
    for page in (sheet(sample), sheet(sample, formulas=True)):
        for name in ("A1", "A2", "B1"):
            assert (page[name].value, page[name].data_type) == (text, "s")


def test_a_category_that_is_typed_anew_stays_a_text() -> None:
    page = sheet(chart())
    assert [page[f"A{row}"].number_format for row in (2, 3, 4)] == ["@"] * 3


def test_missing_values_leave_their_cells_empty() -> None:
    page = sheet(chart("line", Series("a", (Value(1.0), Value(None, ":"), Value(0.0)))))
    assert [page[f"B{row}"].value for row in (2, 3, 4)] == [1, None, 0]


def test_numbers_are_shown_as_on_the_chart_and_kept_whole() -> None:
    sample = chart("column_line", part("a", 1 / 3, 1e-7, 1e300), replace(SHARE, second_axis=True), second_number_format="0.0%")
    page = sheet(sample)
    assert [page[f"B{row}"].value for row in (2, 3, 4)] == [1 / 3, 1e-7, 1e300]
    assert [page[f"{column}2"].number_format for column in "BC"] == ["#,##0", "0.0%"]


def test_shares_are_reckoned_from_values_that_are_shown_as_they_are() -> None:
    assert sheet(samples()["doughnut"])["B2"].number_format == "General"


def test_the_header_is_bold_and_columns_are_as_wide_as_their_words() -> None:
    page = sheet(replace(chart(), categories=("2012", "2020", "et langt navn på noe"), corner="year"))
    assert [page[f"{column}1"].font.bold for column in "ABCD"] == [True] * 4
    assert not page["A2"].font.bold
    assert [page.column_dimensions[column].width for column in "ABCD"] == [23, 18, 13, 12]


def test_the_sheet_has_the_name_that_the_chart_gives() -> None:
    for name in ("Data", "It's <&\"> 🌲", "Årsverk 2012", "A1"):
        sample = chart(sheet=name)
        assert sheet(sample).title == name
        assert all(cells(sample, reference) for reference, _ in caches(sample))


@pytest.mark.parametrize("name", ["", "x" * 32, "🌲" * 16, "a/b", "a[1]", "'a", "a'", "History"])
def test_a_name_that_excel_does_not_take_is_refused(name: str) -> None:
    for write in (workbook, caches):
        with pytest.raises(ValueError, match="Excel takes no sheet named"):
            write(chart(sheet=name))


# --- totals ---


def test_totals_are_formulas_with_the_charts_own_values() -> None:
    sample = samples()["stacked_column"]
    assert [sheet(sample)[f"E{row}"].value for row in (2, 3, 4)] == [118.5, 124.8, 140.6]
    assert sheet(sample, formulas=True)["E3"].value == "=IF(COUNT(B3:D3)=3,SUM(B3:D3),NA())"


def test_a_total_is_missing_where_a_part_is() -> None:
    sample = chart("stacked_column", part("a", 1, None, 3), part("b", 1, 2, 3), part("t", 2, None, 6, role="total"))
    page = sheet(sample)
    assert (page["D3"].value, page["D3"].data_type) == ("#N/A", "e")
    assert sheet(sample, formulas=True)["D3"].value == "=IF(COUNT(B3:C3)=2,SUM(B3:C3),NA())"
    assert find(sample, "//c:lineChart//c:val//c:pt/@idx") == ["0", "2"]


def test_a_total_that_is_not_the_sum_of_its_parts_is_the_number_that_it_is() -> None:
    sample = chart("stacked_column", part("a", 1, 2, None), part("b", 1, 2, 3), part("t", 2.5, 4, 5, role="total"))
    page = sheet(sample, formulas=True)
    assert [page[f"D{row}"].value for row in (2, 3, 4)] == [2.5, "=IF(COUNT(B3:C3)=2,SUM(B3:C3),NA())", 5]


def test_a_total_that_is_withheld_stays_empty() -> None:
    sample = chart("stacked_column", part("a", 1, 2, 3), part("t", None, 2, 3, role="total"))
    assert sheet(sample, formulas=True)["C2"].value is None


def test_a_total_named_before_its_parts_stands_after_them() -> None:
    page = sheet(chart("stacked_column", TOTAL, *THREE))
    assert [cell.value for cell in page[1]][1:] == ["Pleie og omsorg", "Grunnskole", "Barnehage", "Totalt"]


# --- scatters ---


def test_series_with_the_same_x_share_their_column() -> None:
    xs = values(1, 2)
    page = sheet(Chart("scatter", (), (part("a", 3, 4, xs=xs), part("b", 5, 6, xs=xs)), "nb", corner="x"))
    assert [[cell.value for cell in row] for row in page] == [["x", "a", "b"], [1, 3, 5], [2, 4, 6]]


def test_series_with_x_of_their_own_have_a_block_each() -> None:
    series = part("a", 3, 4, xs=values(1, 2)), part("b", 5, xs=values(9)), part("c", 6, xs=values(9))
    page = sheet(Chart("scatter", (), series, "nb", category_title="Folketal"))
    assert [[cell.value for cell in row] for row in page] == [
        ["Folketal", "a", "Folketal", "b", "c"],
        [1, 3, 9, 5, 6],
        [2, 4, None, None, None],
    ]


# --- the file ---


def test_the_same_chart_gives_the_same_bytes() -> None:
    for sample in samples().values():
        assert workbook(sample) == workbook(replace(sample))


def test_the_file_holds_nothing_but_what_a_workbook_needs() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(chart()))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "[Content_Types].xml",
            "_rels/.rels",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/worksheets/sheet1.xml",
            "xl/styles.xml",
            "xl/sharedStrings.xml",
        ]


def test_a_text_stands_once_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(replace(chart(), corner="Grunnskole")))) as archive:
        assert archive.read("xl/sharedStrings.xml").count(b"Grunnskole") == 1


def test_the_workbook_is_valid(tmp_path: Path) -> None:
    """openxml-audit misses a theme; Excel, Microsoft's validator and the standard ask for none."""
    for name, sample in samples().items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(workbook(sample))
        wrong = [error.description for error in OpenXmlValidator().validate(path).errors]
        assert [description for description in wrong if "/theme'" not in description] == []


def test_the_most_series_have_a_column_each() -> None:
    page = openpyxl.load_workbook(io.BytesIO(workbook(chart("column", *[part("a", *CARE)] * MAX_SERIES)))).active
    assert page.max_column == MAX_SERIES + 1
    assert page.dimensions == f"A1:{column_name(MAX_SERIES)}4"


@given(st.integers(0, 16_383))
def test_columns_are_named_as_excel_names_them(column: int) -> None:
    assert column_name(column) == openpyxl.utils.get_column_letter(column + 1)


def test_column_names_follow_each_other() -> None:
    names = [column_name(column) for column in range(800)]
    assert all((len(a), a) < (len(b), b) for a, b in pairwise(names))


def test_a_text_longer_than_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="32768 characters: a cell has 32767 at most"):
        workbook(chart("column", part("x" * 32_768, 1, 2, 3)))
