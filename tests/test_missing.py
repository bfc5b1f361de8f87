"""Missing numbers keep their meaning through to the slide: never zero, a gap in every chart, a note that says why."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pptx
import pytest
from click.testing import CliRunner
from lxml import etree

from deckgen.build import build_deck
from deckgen.cli import main
from deckgen.errors import DeckgenError
from deckgen.model import CHART_KINDS

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HEAD = "template: DEPMAL\ntitle: Prøve\ndata: {d: {file: d.csv, symbols: [., .., ..., ':', '-']}}\n"
NEED = "år;tjeneste;verk\n2012;Skole;1\n2013;Skole;:\n2014;Skole;3\n2012;Omsorg;4\n2013;Omsorg;5\n2014;Omsorg;6\n"
ONE = "år;verk\n2012;1\n2013;:\n2014;3\n"


class Built:
    def __init__(self, file: Path, warnings: set[str]) -> None:
        self.file, self.warnings = file, warnings
        (self.slide,) = pptx.Presentation(str(file)).slides

    @property
    def texts(self) -> str:
        return "\n".join(shape.text_frame.text for shape in self.slide.shapes if shape.has_text_frame)

    @property
    def chart(self) -> etree._Element:
        return etree.fromstring(zipfile.ZipFile(self.file).read("ppt/charts/chart1.xml"))

    def cached(self) -> list[list[float | None]]:
        """What each series shows, as PowerPoint draws it from the file."""
        found = []
        for values in self.chart.iter(C + "val", C + "yVal"):
            count = int(next(values.iter(C + "ptCount")).get("val"))
            line: list[float | None] = [None] * count
            for point in values.iter(C + "pt"):
                line[int(point.get("idx"))] = float(point.find(C + "v").text)
            found.append(line)
        return found

    def held(self) -> list[list[float | str | None]]:
        """What the workbook holds, column by column, without the categories."""
        archive = zipfile.ZipFile(self.file)
        name = next(name for name in archive.namelist() if name.endswith(".xlsx"))
        sheet = openpyxl.load_workbook(io.BytesIO(archive.read(name)), data_only=True).active
        return [[cell.value for cell in column[1:]] for column in [*sheet.columns][1:]]

    def table(self) -> list[list[str]]:
        (found,) = [shape.table for shape in self.slide.shapes if shape.has_table]
        return [[cell.text for cell in row.cells] for row in found.rows]


@pytest.fixture
def built(project: Callable[..., Path]) -> Callable[..., Built]:
    def build(slide: str, data: str = NEED, head: str = HEAD, **files: str) -> Built:
        spec = project(f"{head}slides:\n  - {{title: Tittel, from: d, {slide}}}\n", **{"d.csv": data, **files})
        made = build_deck(spec, spec.with_suffix(".pptx"))
        return Built(made.file, {problem.code for problem in made.warnings})

    return build


def fields(kind: str) -> str:
    """A chart of that kind, of the data that suit it."""
    more = {
        "scatter": "x: år, values: verk",
        "pie": "categories: år, values: verk, missing: skip",
        "doughnut": "categories: år, values: verk, missing: skip",
        "column_line": "categories: år, series: tjeneste, values: verk, lines: Skole",
    }
    return f"kind: chart, chart: {kind}, {more.get(kind, 'categories: år, series: tjeneste, values: verk')}"


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_every_kind_of_chart_leaves_a_gap_and_says_why(built: Callable[..., Built], kind: str) -> None:
    single = kind in ("pie", "doughnut", "scatter")
    made = built(fields(kind), ONE if single else NEED)
    assert next(made.chart.iter(C + "dispBlanksAs")).get("val") == "gap"
    assert not [*made.chart.iter(C + "areaChart")]  # in which PowerPoint leaves none
    expected = [[1, None, 3]] if single else [[1, None, 3], [4, 5, 6]]
    if kind.endswith("_100"):
        expected = [[1, None, 3], [4, None, 6]]  # no share of a whole that is not known
    if kind == "column_line":
        expected.reverse()  # columns first
    assert made.cached() == expected
    assert made.held() == expected
    assert "vises ikke av konfidensialitetshensyn" in made.texts


@pytest.mark.parametrize("kind", ["area", "stacked_area"])
@pytest.mark.parametrize("render", ["native", "picture"])
def test_an_area_that_could_leave_no_gap_is_drawn_as_the_nearest_kind_that_can(built, kind: str, render: str) -> None:
    assert "area-with-gaps" in built(f"{fields(kind)}, render: {render}").warnings
    assert "area-with-gaps" not in built(f"{fields(kind)}, render: {render}", NEED.replace(":", "2")).warnings


@pytest.mark.parametrize(
    ("symbol", "nb", "nn", "en"),
    [
        (".", "tall kan ikke forekomme", "tal kan ikkje førekome", "not applicable"),
        ("..", "tallgrunnlag mangler", "talgrunnlag manglar", "data not available"),
        ("...", "tallgrunnlag mangler foreløpig", "talgrunnlag manglar førebels", "data not yet available"),
        (":", "vises ikke av konfidensialitetshensyn", "blir ikkje vist av omsyn til konfidensialitet", "confidential"),
    ],
)
def test_each_symbol_is_explained_in_the_decks_language_below_a_chart_and_shown_in_a_table(built, symbol, nb, nn, en) -> None:
    data = NEED.replace(":", symbol)
    for language, why, gap, mark in (
        ("nb", nb, "Tall mangler der diagrammet er tomt: {}.", "Manglende tall: {} {}."),
        ("nn", nn, "Tal manglar der diagrammet er tomt: {}.", "Manglande tal: {} {}."),
        ("en", en, "Figures are missing at the gaps: {}.", "Missing figures: {} {}."),
    ):
        head = f"{HEAD}language: {language}\n"
        assert gap.format(why) in built(fields("column"), data, head).texts
        table = built("kind: table, rows: år, columns: tjeneste, values: verk", data, head)
        assert table.table()[2] == ["2013", symbol, "5"]
        assert mark.format(symbol, why) in table.texts


def test_an_empty_cell_is_a_gap_of_which_nothing_is_said(built) -> None:
    made = built(fields("line"), NEED.replace(":", ""))
    assert "Tall mangler der diagrammet er tomt.\n" in made.texts + "\n"


def test_gaps_of_several_reasons_are_named_and_so_are_parts_that_a_stack_lacks(built) -> None:
    data = NEED.replace(";5", ";..")
    assert (
        "Tall mangler der diagrammet er tomt: Skole 2013 (vises ikke av konfidensialitetshensyn); Omsorg 2013 "
        "(tallgrunnlag mangler)." in built(fields("column"), data).texts
    )
    stacked = built(fields("stacked_column") + ", totals: true")
    assert (
        "Manglende tall: Skole 2013 (vises ikke av konfidensialitetshensyn). Summen mangler fordi en del mangler."
        in stacked.texts
    )
    assert stacked.cached() == [[1, None, 3], [4, 5, 6], [5, None, 9]]
    assert stacked.held()[2] == [5, "#N/A", 9]


def test_a_note_without_room_says_less_and_never_stops_the_build(built) -> None:
    data = NEED.replace(";5", ";..").replace(";6", ";...").replace(";4", ";.")
    slide = fields("column")
    said = "Tall mangler der diagrammet er tomt"
    lengths = {  # from where most is said to where nothing is said of why
        f"{said}: Skole 2013 (vises ikke av konfidensialitetshensyn)": False,
        f"{said}: Skole 2013 (konfidensielt)": False,
        f"{said}: konfidensielt; ikke mulig; mangler; mangler foreløpig.": False,
        f"{said}.": True,
    }
    met: list[str] = []
    for words in range(0, 60, 3):
        made = built(f'{slide}, source: "{"Statistikk " * words}x"', data)
        (begun,) = [each for each in lengths if each in made.texts]
        assert ("line-shortened" in made.warnings) is lengths[begun]
        met.append(begun)
        if lengths[begun]:
            break
    assert met == sorted(met, key=[*lengths].index)
    assert set(met) == {*lengths}


# --- nil and preliminary figures ---


def test_nil_is_zero_in_sums_and_charts_and_keeps_its_sign_in_tables(built) -> None:
    data = NEED.replace(":", "-")
    assert built(fields("stacked_column")).warnings == set()
    assert built(fields("stacked_column"), data).cached() == [[1, 0, 3], [4, 5, 6]]
    table = built("kind: table, rows: år, columns: tjeneste, values: verk, totals: true", data)
    assert table.table()[2:] == [["2013", "-", "5"], ["2014", "3", "6"], ["Sum", "4", "15"]]
    assert "Tegn i tabellen: - null." in table.texts
    assert built("kind: table, show: [år, verk]", "år;verk\n2012;-\n2013;-\n").table()[1:] == [["2012", "-"], ["2013", "-"]]


@pytest.mark.parametrize(
    ("language", "said"), [("nb", "Foreløpige tall"), ("nn", "Førebels tal"), ("en", "Preliminary figures")]
)
def test_preliminary_figures_are_shown_and_the_note_says_which_they_are(built, language: str, said: str) -> None:
    data = NEED.replace(":", "2*").replace(";5", ";1 005,5 *")
    head = f"{HEAD}language: {language}\n"
    made = built(fields("column"), data, head)
    assert made.cached() == [[1, 2, 3], [4, 1005.5, 6]]
    assert f"{said}: 2013." in made.texts
    one = built(fields("column"), NEED.replace(":", "2*"), head)
    assert f"{said}: Skole 2013." in one.texts


def test_a_table_marks_preliminary_figures_and_sums_of_them(built) -> None:
    table = built("kind: table, rows: år, columns: tjeneste, values: verk, totals: true", NEED.replace(":", "2*"))
    assert table.table()[2:] == [["2013", "2*", "5"], ["2014", "3", "6"], ["Sum", "6*", "15"]]
    assert "Tegn i tabellen: * foreløpig tall." in table.texts


# --- sums over a missing part ---


def test_a_sum_over_a_missing_part_is_missing_unless_the_spec_says_otherwise_and_then_the_slide_says_so(built) -> None:
    summed = "kind: chart, chart: column, categories: tjeneste, values: verk, aggregate: sum"
    assert built(summed).cached() == [[None, 15]]
    made = built(f"{summed}, missing: skip")
    assert made.cached() == [[4, 15]]
    assert "Tall som mangler, er ikke regnet med: Skole." in made.texts


def test_totals_that_leave_parts_out_say_so(built) -> None:
    made = built(fields("stacked_column") + ", totals: true, missing: skip")
    assert made.cached()[2] == [5, 5, 9]
    assert "Tall som mangler, er ikke regnet med." in made.texts
    assert "Summen mangler" not in made.texts
    table = built("kind: table, rows: år, columns: tjeneste, values: verk, totals: true, missing: skip")
    assert table.table()[-1] == ["Sum", "4", "15"]
    assert "Tall som mangler, er ikke regnet med." in table.texts


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Tall som mangler, er ikke regnet med: Skole."),
        ("nn", "Tal som manglar, er ikkje rekna med: Skole."),
        ("en", "Missing figures are not counted: Skole."),
    ],
)
def test_a_step_that_leaves_parts_out_is_said_on_the_slide_that_shows_its_sums(built, language: str, said: str) -> None:
    head = f"{HEAD}language: {language}\n".replace("data: {d:", "data: {raw:").replace(
        "}}\n", "}, d: {from: raw, steps: [{group: {by: tjeneste, sum: verk, missing: skip}}, {sort: tjeneste}]}}\n"
    )
    made = built("kind: chart, chart: column, categories: tjeneste, values: verk", head=head)
    assert made.cached() == [[15, 4]]
    assert said in made.texts
    strict = built("kind: chart, chart: column, categories: tjeneste, values: verk", head=head.replace(", missing: skip", ""))
    assert strict.cached() == [[15, None]]


def test_a_pie_of_which_a_part_is_missing_is_said_in_words(built) -> None:
    made = built("kind: chart, chart: pie, categories: år, values: verk", ONE)
    assert "Andelene kan ikke regnes ut, fordi tall mangler: 2013 (vises ikke av konfidensialitetshensyn)." in made.texts
    assert made.warnings == {"shares-unknown"}
    drawn = built("kind: chart, chart: pie, categories: år, values: verk, missing: skip", ONE)
    assert "Manglende tall: 2013 (vises ikke av konfidensialitetshensyn)." in drawn.texts


# --- what texts print ---


def test_a_title_prints_the_symbol_of_a_missing_sum_and_the_note_explains_it(built) -> None:
    numbers = "numbers: {verk: {sum: verk}}, kind: chart, chart: column, categories: år, values: verk"
    made = built(f'{numbers}, heading: "{{{{ verk }}}} årsverk"', ONE)
    assert ": årsverk" in made.texts
    assert "Manglende tall: : vises ikke av konfidensialitetshensyn." in made.texts
    skipping = built(f'{numbers.replace("sum: verk", "sum: verk, missing: skip")}, heading: "{{{{ verk }}}} årsverk"', ONE)
    assert "4 årsverk" in skipping.texts
    assert "Tall som mangler, er ikke regnet med." in skipping.texts


def test_what_is_said_of_numbers_in_a_title_is_said_once(built) -> None:
    numbers = "numbers: {verk: {sum: verk}}, kind: chart, chart: column, categories: år, values: verk"
    title = 'heading: "{{ verk }} årsverk"'
    made = built(f"{numbers}, {title}, filter: {{år: {{not: 2014}}}}", "år;verk\n2012;1\n2013;2*\n2014;3\n")
    assert made.texts.endswith("3 årsverk\nForeløpige tall: 2013.")
    other = numbers.replace("values: verk", "values: n")
    made = built(f"{other}, {title}", "år;verk;n\n2012;1;1\n2013;2*;1\n")
    assert made.texts.endswith("3 årsverk\nNoen tall er foreløpige.")


@pytest.mark.parametrize("hole", ["verk", "verk | number(1)", "verk + 1", "1000 * verk / 2", "0 - verk", "-verk"])
def test_what_is_worked_out_from_a_missing_number_prints_its_symbol(built, hole: str) -> None:
    numbers = "numbers: {verk: {sum: verk}}, kind: table, show: [år, verk]"
    assert "(:)" in built(f'{numbers}, heading: "({{{{ {hole} }}}})"', ONE).texts


@pytest.mark.parametrize(
    ("hole", "code"),
    [
        ("verk", "hole-empty"),
        ("verk + 1", "hole-empty"),
        ("verk | plural('a', 'b')", "value-missing"),
        ("verk > 1", "cannot-compare"),
    ],
)
def test_a_missing_number_without_a_symbol_is_refused_in_a_text_and_never_printed_as_zero_or_none(built, hole, code) -> None:
    numbers = "numbers: {verk: {sum: verk}}, kind: table, show: [år, verk]"
    with pytest.raises(DeckgenError) as refused:
        built(f'{numbers}, heading: "({{{{ {hole} }}}})"', ONE.replace(":", ""))
    assert [problem.code for problem in refused.value.problems] == [code]


# --- points without a number ---


def test_points_of_a_scatter_without_a_number_are_counted(built) -> None:
    data = "x;y\n1;2\n:;3\n4;..\n5;6\n"
    made = built("kind: chart, chart: scatter, x: x, values: y", data)
    assert made.cached() == [[2, None, None, 6]]
    assert (
        "Punkter som mangler fordi et tall mangler: 2 (vises ikke av konfidensialitetshensyn; tallgrunnlag mangler)."
        in made.texts
    )


def test_a_year_that_is_marked_as_preliminary_goes_on_saying_so(built) -> None:
    data = NEED.replace("2014", "2014*").replace(":", "2")
    made = built(fields("column"), data)
    assert "Foreløpige tall: 2014." in made.texts
    table = built("kind: table, rows: år, columns: tjeneste, values: verk", data)
    assert table.table()[-1][0] == "2014*"
    assert "Tegn i tabellen: * foreløpig tall." in table.texts
    declared = HEAD.replace("symbols:", "columns: {år: whole}, symbols:")
    assert built(fields("column"), data, declared).warnings == {"figures-marked"}


def test_columns_headed_by_a_preliminary_year_hold_preliminary_figures(built) -> None:
    head = HEAD.replace("}}\n", ", steps: [{unpivot: {except: sted, name: år, values: verk}}]}}\n")
    made = built(
        "kind: chart, chart: column, categories: år, series: sted, values: verk", "sted;2012;2013*\nOs;1;2\nSel;3;:\n", head
    )
    assert made.cached() == [[1, 2], [3, None]]
    assert [point.text for point in next(made.chart.iter(C + "cat")).iter(C + "v")] == ["2012", "2013"]
    assert "Foreløpige tall: Os 2013." in made.texts


BATCH = """
template: DEPMAL
title: Prøve
data: {d: d.csv}
decks: {one_per: sted, from: d, file: "{{ sted }}.pptx"}
slides:
  - {kind: table, title: "{{ 2 * verk }} årsverk", from: d, show: [verk]}
"""


def test_a_number_that_a_deck_of_a_batch_lacks_prints_its_symbol_or_is_refused_and_never_leaves_an_empty_place(
    project, monkeypatch
) -> None:
    spec = project(BATCH, **{"d.csv": "sted;verk\nOs;3\nSel;:\nVik;\n"})
    monkeypatch.chdir(spec.parent)
    ran = CliRunner().invoke(main, ["build", "deck.yaml"])
    assert ran.exit_code == 1
    assert "[hole-empty]" in ran.output
    titles = {
        file.stem: pptx.Presentation(str(file)).slides[0].shapes.title.text_frame.text for file in Path("deck").glob("*.pptx")
    }
    assert titles == {"Os": "6 årsverk", "Sel": ": årsverk"}


# --- empty cells, and symbols that nobody declared ---


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Tall mangler i tomme celler."),
        ("nn", "Tal manglar i tomme celler."),
        ("en", "Figures are missing in empty cells."),
    ],
)
def test_an_empty_cell_of_a_table_stays_empty_and_the_note_says_that_a_figure_is_missing(
    built, language: str, said: str
) -> None:
    head = f"{HEAD}language: {language}\n"
    table = built("kind: table, rows: år, columns: tjeneste, values: verk", NEED.replace(":", ""), head)
    assert table.table()[2] == ["2013", "", "5"]
    assert said in table.texts
    as_it_stands = built("kind: table, show: [år, verk]", "år;verk\n2012;1\n2013;\n", head)
    assert as_it_stands.table()[2] == ["2013", ""]
    assert said in as_it_stands.texts


def test_an_empty_cell_among_words_is_no_missing_figure(built) -> None:
    assert "Tall mangler" not in built("kind: table, show: [sted, note]", "sted;note\nOs;\nSel;ny\n").texts


def test_numbers_that_are_text_because_of_a_symbol_that_is_not_declared_are_told(built) -> None:
    head = "template: DEPMAL\ntitle: Prøve\ndata: {d: d.csv}\n"
    data = "sted;verk;note\nOs;1;-\nSel;-;ny\nVik;:;\n"
    assert built("kind: table, show: [sted, verk, note]", data, head).warnings == {"symbols-undeclared"}
    assert built("kind: table, show: [sted, note]", data, head).warnings == set()
    assert built("kind: table, show: [sted, verk, note]", data).warnings == set()


@pytest.mark.parametrize(("number", "codes"), [("1", []), ("1*", ["number-unexplained"]), (":", ["number-unexplained"])])
def test_a_number_of_which_something_must_be_said_is_told_where_its_slide_has_no_line_for_it(project, number, codes) -> None:
    slide = "from: d, kind: learning_points, theme: år, point: år, together: true, numbers: {verk: {sum: verk}}"
    for title, expected in (("'{{ verk }} årsverk'", codes), ("Uten tall", [])):
        spec = project(f"{HEAD}slides:\n  - {{title: {title}, {slide}}}\n", **{"d.csv": f"år;verk\n2012;{number}\n"})
        assert [problem.code for problem in build_deck(spec, spec.with_suffix(".pptx")).warnings] == expected


def test_a_pie_that_cannot_be_drawn_keeps_its_heading_and_its_source(built) -> None:
    made = built("kind: chart, chart: pie, categories: år, values: verk, heading: Andeler, source: SSB", ONE)
    sentence = "Andelene kan ikke regnes ut, fordi tall mangler: 2013 (vises ikke av konfidensialitetshensyn)."
    assert made.texts.split("\n")[1:] == ["Andeler", sentence, "Kilde: SSB"]


def test_a_preliminary_number_of_a_group_that_a_text_prints_is_told(project, monkeypatch) -> None:
    spec = project(BATCH, **{"d.csv": "sted;verk\nOs;3*\nSel;4\n"})
    monkeypatch.chdir(spec.parent)
    ran = CliRunner().invoke(main, ["build", "deck.yaml"])
    assert ran.output.count("[name-preliminary]") == 1
    assert "verk of Os is a preliminary figure" in ran.output
