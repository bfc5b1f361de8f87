"""What a spec says of data, pictures and numbers reaches the slide; each word that a message sends one to is there."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pptx
import pytest
from click.testing import CliRunner
from PIL import Image
from pptx.presentation import Presentation

from deckgen.cli import main
from deckgen.kinds import kinds

Shown = Callable[..., Presentation]

TABLE = """\
title: Prøve
data:
  need: {{file: {file}{more}}}
slides:
  - {{kind: table, title: Behov, from: need, show: [sted, tall]}}
"""


@pytest.fixture
def shown(project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """The deck that a spec makes; where it makes none, what is said instead."""

    def built(spec: str, *options: str, **files: str | bytes) -> Presentation:
        project(spec, **files)
        monkeypatch.chdir(tmp_path)
        result = CliRunner().invoke(main, ["build", "deck.yaml", *options])
        assert result.exit_code == 0, result.output
        return pptx.Presentation("deck.pptx")

    return built


def cells(deck: Presentation) -> list[list[str]]:
    (table,) = [shape.table for shape in deck.slides[0].shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_marks_of_missing_numbers_are_those_that_the_dataset_names(shown: Shown) -> None:
    deck = shown(
        TABLE.format(file="need.csv", more=', symbols: [x, "-"], columns: {tall: number}'),
        **{"need.csv": "sted;tall\nOs;3\nSel;x\nEid;-\n"},
    )
    assert cells(deck) == [["sted", "tall"], ["Os", "3"], ["Sel", "x"], ["Eid", "-"]]


def test_a_table_in_a_part_of_a_sheet_is_named_by_its_range(shown: Shown) -> None:
    book = openpyxl.Workbook()
    for row in (["Tall for 2012"], [], ["sted", "tall"], ["Os", 3], ["Sel", 4], ["Sum", 7]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    deck = shown(TABLE.format(file="need.xlsx", more=", range: A3:B5"), **{"need.xlsx": stream.getvalue()})
    assert cells(deck) == [["sted", "tall"], ["Os", "3"], ["Sel", "4"]]


def test_a_range_is_not_for_csv(project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(TABLE.format(file="need.csv", more=", range: A1:B2"), **{"need.csv": "sted;tall\nOs;3\n"})
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["build", "deck.yaml"])
    assert result.output.splitlines()[0] == "deck.yaml:3:33: error: range: is not for a CSV file [option-not-here]"


@pytest.mark.parametrize("decimal", ["comma", "point"])
def test_the_sign_before_decimals_is_named_as_the_message_says(shown: Shown, decimal: str) -> None:
    deck = shown(
        TABLE.format(file="need.csv", more=f", decimal: {decimal}"),
        **{"need.csv": "sted;tall\nOs;1.234\nSel;5.678\n"},
    )
    assert cells(deck)[1] == ["Os", "1\xa0234" if decimal == "comma" else "1"]


def test_several_rows_for_a_cell_of_a_table_are_added_up_where_it_is_asked_for(shown: Shown) -> None:
    spec = """\
title: Prøve
data: {need: need.csv}
slides:
  - {kind: table, title: Behov, from: need, rows: sted, columns: år, values: tall, aggregate: sum}
"""
    deck = shown(spec, **{"need.csv": "sted;år;tall\nOs;i fjor;3\nOs;i fjor;4\nOs;i år;5\n"})
    assert cells(deck) == [["sted", "i fjor", "i år"], ["Os", "7", "5"]]


@pytest.mark.parametrize(("options", "expected"), [((), "42,9 av 0301"), (("--set", "part=3.5"), "50,0 av 0301")])
def test_values_of_the_spec_and_the_command_line_are_calculated_with(
    shown: Shown, options: tuple[str, ...], expected: str
) -> None:
    spec = """\
title: Prøve
values: {part: 3, whole: 7, code: "0301"}
slides:
  - {kind: section, title: "{{ (100 * part / whole) | number(1) }} av {{ code }}"}
"""
    assert shown(spec, *options).slides[0].shapes.title.text == expected


def test_values_of_a_repetition_are_calculated_with(shown: Shown) -> None:
    spec = """\
title: Prøve
slides:
  - repeat: [{part: 1}, {part: 2}]
    slides:
      - {kind: section, title: "{{ part * 10 }}"}
"""
    assert [slide.shapes.title.text for slide in shown(spec).slides] == ["10", "20"]


def test_a_pictures_file_alone_is_read_and_asked_for_its_alternative_text(
    project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (1600, 1200), "navy").save(stream, "PNG")
    spec = "title: Prøve\nslides:\n  - {kind: picture, hidden_title: Fyr, picture: bilde.png}\n"
    project(spec, **{"bilde.png": stream.getvalue()})
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["build", "deck.yaml"])
    first, *_, last = result.output.splitlines()[:4]
    assert first == 'deck.yaml:3:49: error: the picture "bilde.png" has no alternative text [alt-missing]'
    assert last == "  say in a sentence what it shows (alt: …), or mark it with decorative: yes if it says nothing"


def test_the_kinds_are_listed_in_the_order_of_the_guide() -> None:
    assert list(kinds()) == [
        "title",
        "section",
        "bullets",
        "text",
        "picture",
        "chart",
        "table",
        "project_list",
        "learning_points",
        "blank",
    ]


CHART = """\
title: Prøve
data: {{need: need.csv}}
slides:
  - {{kind: chart, title: Behov, from: need, chart: {kind}, categories: sted, {more}}}
"""
NUMBERS = "sted;a;b;c;d\nOs;30;31;32;33\nSel;40;41;42;43\nEid;50;51;52;53\n"


def series_of(deck: Presentation) -> dict[str, str]:
    """The theme colour of each series, or of its line."""
    (chart,) = [shape.chart for shape in deck.slides[0].shapes if shape.has_chart]
    found: dict[str, str] = {}
    for plot in chart.plots:
        for series in plot.series:
            found[series.name] = series._element.xpath("string(c:spPr//a:schemeClr/@val)")
    return found


@pytest.mark.parametrize(
    ("values", "lines", "expected"),
    [
        ("[a, b]", "b", {"a": "accent1", "b": "accent3"}),
        ("[a, b]", "a", {"b": "accent1", "a": "accent3"}),
        ("[a, b, c]", "[b, c]", {"a": "accent1", "b": "accent3", "c": "accent4"}),
        ("[a, b, c, d]", "d", {"a": "accent1", "b": "accent2", "c": "accent3", "d": "accent4"}),
    ],
)
def test_a_line_over_columns_is_in_a_colour_that_is_seen_over_them(
    shown: Shown, values: str, lines: str, expected: dict[str, str]
) -> None:
    spec = CHART.format(kind="column_line", more=f"values: {values}, lines: {lines}")
    assert series_of(shown(spec, **{"need.csv": NUMBERS})) == expected


def test_each_slice_of_a_pie_has_a_label_that_can_be_read_on_it(shown: Shown) -> None:
    deck = shown(CHART.format(kind="pie", more="values: a"), **{"need.csv": NUMBERS})
    (chart,) = [shape.chart for shape in deck.slides[0].shapes if shape.has_chart]
    labels = chart.plots[0].series[0]._element.xpath("c:dLbls/c:dLbl")
    assert [label.xpath("string(c:idx/@val)") for label in labels] == ["2"]  # the orange slice
    assert labels[0].xpath("string(c:txPr//a:schemeClr/@val)") == "tx1"
    assert chart._chartSpace.xpath("string(//c:dLbls/c:txPr//a:schemeClr/@val)") == "bg1"
