"""How many decimals are shown where nothing is said; and numbers that would seem to be nothing are told."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from lxml import etree

from deckgen.build import build_deck
from deckgen.errors import Problem

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHARES = "fylke;andel;antall\nOslo;0,274;1000\nAgder;0,031;20,5\n"
MIXED = "fylke;n\nOslo;47,6\nAgder;0,04\nTroms;0\n"


@pytest.fixture
def built(project: Callable[..., Path]):
    def build(slide: str, data: str) -> tuple[Path, tuple[Problem, ...]]:
        head = "template: DEPMAL\ntitle: Prøve\ndata: {d: d.csv}\n"
        spec = project(f"{head}slides:\n  - {{title: Tittel, from: d, {slide}}}\n", **{"d.csv": data})
        made = build_deck(spec, spec.with_suffix(".pptx"))
        return made.file, tuple(made.warnings)

    return build


def formats(file: Path) -> set[str]:
    chart = etree.fromstring(zipfile.ZipFile(file).read("ppt/charts/chart1.xml"))
    return {format_.get("formatCode") for format_ in chart.iter(C + "numFmt")}


def cells(file: Path) -> list[list[str]]:
    (slide,) = pptx.Presentation(str(file)).slides
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in table.rows][1:]


def test_numbers_that_are_all_less_than_one_keep_their_decimals(built):
    file, warnings = built("kind: chart, chart: column, categories: fylke, values: andel", SHARES)
    assert ("#,##0.000" in formats(file), warnings) == (True, ())
    file, warnings = built("kind: table, show: [fylke, andel, antall]", SHARES)
    assert (cells(file), warnings) == ([["Oslo", "0,274", "1\xa0000"], ["Agder", "0,031", "21"]], ())


def test_no_more_than_three_decimals_are_shown_unasked(built):
    file, warnings = built("kind: table, show: [fylke, n]", "fylke;n\nOslo;0,123456\nAgder;0,0001\n")
    assert cells(file) == [["Oslo", "0,123"], ["Agder", "0,000"]]
    assert [dict(problem.data) for problem in warnings] == [{"count": 1, "number": "0,0001", "decimals": 4}]


@pytest.mark.parametrize("slide", ["kind: chart, chart: column, categories: fylke, values: n", "kind: table, show: [fylke, n]"])
def test_a_number_that_would_show_as_zero_beside_others_is_told_with_what_to_write(built, slide):
    _, (told,) = built(slide, MIXED)
    assert (told.code, dict(told.data)) == ("shown-as-zero", {"count": 1, "number": "0,04", "decimals": 2})
    for said in ("decimals: 2", "decimals: 0"):
        assert built(f"{slide}, {said}", MIXED)[1] == ()


def test_zero_itself_shows_as_zero(built):
    assert built("kind: table, show: [fylke, n]", "fylke;n\nOslo;0\nAgder;5,5\n")[1] == ()


def test_whole_numbers_beside_others_in_a_table_have_no_decimals(built):
    file, _ = built("kind: table, show: [sted, folk, rate], decimals: 1", "sted;folk;rate\nOs;1200;2,5\nSel;900;3\n")
    assert cells(file) == [["Os", "1\xa0200", "2,5"], ["Sel", "900", "3,0"]]


def test_each_axis_of_a_chart_has_the_decimals_of_its_numbers(built):
    chart = "kind: chart, chart: column_line, categories: år, values: [verk, andel], lines: andel, second_axis: true"
    file, _ = built(chart, "år;verk;andel\n2012;11000;0,48\n2013;12000;0,612\n")
    assert {"#,##0", "#,##0.0"} <= formats(file)  # the columns' labels, and the second axis, of steps of 0.2


@pytest.mark.parametrize(
    ("xs", "written"), [(("2012", "2013"), "General"), (("12000", "45000"), "#,##0"), (("0,5", "2"), "General")]
)
def test_large_numbers_along_the_other_axis_of_a_scatter_are_grouped_and_years_are_not(built, xs, written):
    file, _ = built("kind: chart, chart: scatter, x: x, values: y", "x;y\n" + "".join(f"{x};1\n" for x in xs))
    chart = etree.fromstring(zipfile.ZipFile(file).read("ppt/charts/chart1.xml"))
    assert [axis.find(C + "numFmt").get("formatCode") for axis in chart.iter(C + "valAx")] == [written, "#,##0"]
