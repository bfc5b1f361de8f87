<<<<<<< HEAD
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
=======
"""How many decimals are shown: as many as are asked for, none, or enough to tell small numbers apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.build import composed, prepare
from deckgen.errors import Problems
from deckgen.kinds.decimals import decimals_of
from deckgen.model import Chart, Table, Value

SMALL = st.floats(min_value=1e-4, max_value=0.999)


@given(st.lists(SMALL, min_size=1), st.integers(0, 5))
def test_what_is_asked_for_is_shown(numbers: list[float], asked: int) -> None:
    assert decimals_of(asked, map(Value, numbers)) == asked


@given(st.lists(SMALL, min_size=1))
def test_numbers_below_one_are_never_all_shown_as_nothing(numbers: list[float]) -> None:
    places = decimals_of(None, map(Value, numbers))
    assert places >= 1
    assert round(max(numbers), places) > 0


@given(st.lists(st.floats(min_value=1, max_value=1e9), min_size=1), st.lists(SMALL))
def test_numbers_from_one_on_have_no_decimals(large: list[float], small: list[float]) -> None:
    assert decimals_of(None, map(Value, [*large, *small])) == 0
    assert decimals_of(None, [Value(None), Value(0.0)]) == 0


def shown(project, slide: str, data: str, kind: type):
    """The one chart or table of a slide."""
    head = "template: DEPMAL\ntitle: A\ndata: {d: d.csv}\nslides:\n"
    spec = project(f"{head}  - {{title: B, from: d, {slide}}}\n", **{"d.csv": data})
    plan = prepare(spec, {}, Problems())
    (slide,) = composed(plan, plan.groups[0], Problems()).deck.slides
    (content,) = [shape.content for shape in slide.shapes if isinstance(shape.content, kind)]
    return content


def test_whole_numbers_beside_others_in_a_table_have_no_decimals(project) -> None:
    data = "sted;folk;rate;andel\nOs;1200;2,5;0,821\nSel;900;3;0,0105\n"
    for decimals, expected in (("", ["1 200", "3", "0,82"]), (", decimals: 1", ["1 200", "2,5", "0,8"])):
        table = shown(project, f"kind: table, show: [sted, folk, rate, andel]{decimals}", data, Table)
        assert [cell.text.replace("\u00a0", " ") for cell in table.rows[0].cells][1:] == expected


@pytest.mark.parametrize(
    ("fields", "formats"),
    [
        ("column_line, lines: andel, second_axis: true, values: [verk, andel]", ("#,##0", "#,##0.00")),
        ("column, values: andel", ("#,##0.00", "#,##0")),
        ("column, values: andel, decimals: 0", ("#,##0", "#,##0")),
        ("column, values: verk", ("#,##0", "#,##0")),
    ],
)
def test_each_axis_of_a_chart_has_the_decimals_of_its_numbers(project, fields: str, formats: tuple[str, str]) -> None:
    data = "år;verk;andel\n2012;11000;0,48\n2013;12000;0,612\n"
    chart = shown(project, f"kind: chart, categories: år, chart: {fields}", data, Chart)
    assert (chart.number_format, chart.second_number_format) == formats


@pytest.mark.parametrize(("xs", "written"), [((2012, 2013), "General"), ((12_000, 45_000), "#,##0"), ((0.5, 2), "General")])
def test_large_numbers_along_the_other_axis_of_a_scatter_are_grouped_and_years_are_not(project, xs, written: str) -> None:
    data = "x;y\n" + "".join(f"{x};1\n".replace(".", ",") for x in xs)
    chart = shown(project, "kind: chart, chart: scatter, x: x, values: y", data, Chart)
    assert chart.x_format == written
>>>>>>> 33094f9 (Numbers below 1 have decimals of themselves and whole numbers in a table none; texts of a table wrap to as many lines as it takes; a scatter's large numbers are grouped)
