"""Numbers worked out from data, in the texts of slides that show no data: declared once for all slides, or by a slide."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deckgen.cli import main
from deckgen.powerpoint.read import read_presentation
from deckgen.powerpoint.view import TextView

PROJECTS = "kode;prosjekt;kommune\n01;Bane;Moss\n01;Bane;Våler\n01;Havn;Moss\n02;Skole;Asker\n"
NEED = "kode;år;årsverk\n01;2012;100,5\n01;2040;130\n02;2012;200\n02;2040;:\n"
COUNTIES = "kode;fylke\n01;Østfold\n02;Akershus\n03;Oslo\n"
DATA = {"projects.csv": PROJECTS, "need.csv": NEED, "counties.csv": COUNTIES}

SINGLE = """\
title: Tall
data: {projects: projects.csv, need: need.csv}
numbers:
  prosjekter: {from: projects, distinct: prosjekt}
  før: {from: need, filter: {kode: "01", år: 2012}, sum: årsverk}
  etter: {from: need, filter: {kode: "01", år: 2040}, sum: årsverk}
slides:
  - kind: bullets
    title: "{{ prosjekter }} prosjekter"
    numbers: {kommuner: {from: projects, distinct: kommune}}
    text: "- I {{ kommuner }} kommuner, {{ (etter - før) | number(1) }} årsverk mer"
  - kind: table
    title: "{{ nå | number(1) }} av {{ alle | number(1) }}"
    from: need
    filter: {kode: "01"}
    show: [år, årsverk]
    numbers: {nå: {sum: årsverk, filter: {år: 2012}}, alle: {sum: årsverk}}
"""
GROUPS = """\
title: "{{ fylke }}"
data: {projects: projects.csv, counties: counties.csv}
decks: {one_per: kode, from: counties, file: "{{ kode }}.pptx"}
numbers:
  egne: {from: projects, distinct: prosjekt}
  alle: {from: projects, distinct: prosjekt, whole: yes}
slides:
  - {kind: bullets, title: Prosjekter, text: "- {{ egne }} av {{ alle }}"}
"""

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def project_folder(project: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def deckgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def texts(file: str) -> list[list[str]]:
    return [
        [shape.content.plain for shape in slide.shapes if isinstance(shape.content, TextView) and shape.content.plain]
        for slide in read_presentation(Path(file)).slides
    ]


def messages(result: Result) -> list[str]:
    return [line for line in result.output.splitlines() if line.startswith("deck.yaml:")]


def test_slides_without_data_print_numbers_of_any_dataset(project: Write):
    project(SINGLE, **DATA)
    assert deckgen("build", "deck.yaml").exit_code == 0
    first, second = texts("deck.pptx")
    assert first[:2] == ["3 prosjekter", "I 3 kommuner, 29,5 årsverk mer"]
    assert second[0] == "100,5 av 230,5"


def test_a_number_worked_out_of_two_is_traced_to_the_rows_of_both(project: Write):
    project(SINGLE, **DATA)
    deckgen("build", "deck.yaml")
    events = [json.loads(line) for line in deckgen("trace", "deck.pptx", "--format", "json").output.splitlines()]
    (more,) = [each for each in events if each["event"] == "number" and each["shown"] == "29,5"]
    assert more["sources"][0]["rows"] == [[2, 3]]
    assert more["steps"][-1] == "130 - 100.5"
    assert [step for step in more["steps"] if "år = " in step] == ["filter år = 2040", "filter år = 2012"]


def test_numbers_are_cut_to_the_group_of_each_deck_unless_they_are_whole(project: Write):
    project(GROUPS, **DATA)
    assert deckgen("build", "deck.yaml").exit_code == 0
    assert [texts(f"deck/{key}.pptx")[0][1] for key in ("01", "02", "03")] == ["2 av 3", "1 av 3", "0 av 3"]


def test_a_row_that_only_a_number_rests_on_makes_its_decks_stale(project: Write):
    project(GROUPS, **DATA)
    deckgen("build", "deck.yaml")
    project(GROUPS, **{**DATA, "projects.csv": PROJECTS.replace("Skole", "Gate")})
    assert deckgen("status", "deck.yaml").output.splitlines() == [
        "01  01.pptx: projects.csv: 1 row changed (row 5)",
        "02  02.pptx: projects.csv: 1 row changed (row 5)",
        "03  03.pptx: projects.csv: 1 row changed (row 5)",
    ]


def test_what_is_wrong_with_numbers_is_told_at_once(project: Write):
    wrong = SINGLE.replace("from: projects, distinct: kommune", "distinct: kommune").replace(
        "distinct: prosjekt}", "distinct: prosjket}"
    )
    project(wrong.replace('{from: need, filter: {kode: "01", år: 2012}', "{from: ned, filter: {år: 2012}"), **DATA)
    assert messages(deckgen("build", "deck.yaml")) == [
        'deck.yaml:4:42: error: the dataset projects has no column "prosjket" [unknown-column]',
        'deck.yaml:5:15: error: there is no dataset "ned" [unknown-dataset]',
        "deck.yaml:10:25: error: nothing says from which dataset the number kommuner is worked out [number-without-data]",
    ]


def test_a_dataset_that_no_group_can_be_cut_by_is_refused(project: Write):
    project(GROUPS, **{**DATA, "projects.csv": PROJECTS.replace("kode;", "nr;")})
    assert any("[not-cut]" in line for line in messages(deckgen("build", "deck.yaml")))


def test_a_missing_number_prints_its_symbol_and_is_told(project: Write):
    project(
        SINGLE.replace('"01", år: 2040', '"02", år: 2040').replace("{{ (etter - før) | number(1) }}", "{{ etter }}"), **DATA
    )
    result = deckgen("build", "deck.yaml")
    assert texts("deck.pptx")[0][1] == "I 3 kommuner, : årsverk mer"
    assert any("[number-unexplained]" in line for line in messages(result))


def test_example_figures_in_a_text_are_told(project: Write):
    project(SINGLE.replace("projects: projects.csv", "projects: {file: projects.csv, example: yes}"), **DATA)
    assert [line.partition(" ")[2] for line in messages(deckgen("build", "deck.yaml"))] == [
        "warning: prosjekter is worked out from example figures, and nothing on the slide says so [number-example]",
        "warning: kommuner is worked out from example figures, and nothing on the slide says so [number-example]",
    ]


def test_a_dataset_that_only_numbers_use_is_used(project: Write):
    project(SINGLE, **DATA)
    assert "dataset-unused" not in deckgen("build", "deck.yaml").output
    used = deckgen("data", "deck.yaml", "projects").output
    assert "    number prosjekter\n    line 8: bullets" in used


@pytest.mark.parametrize("name", ["deck", "antall rader", "alle"])
def test_a_number_has_a_name_of_its_own_that_a_hole_can_hold(project: Write, name: str):
    project(SINGLE.replace("prosjekter: {from", f"{name}: {{from") + "values: {alle: 1}\n", **DATA)
    (line,) = [line for line in messages(deckgen("build", "deck.yaml")) if line.startswith("deck.yaml:4:")]
    assert line.endswith(f'error: no number can be called "{name}" [number-name]')


def test_a_chart_of_real_figures_that_prints_an_example_is_told(project: Write):
    project(
        SINGLE.replace("projects: projects.csv", "projects: {file: projects.csv, example: yes}").replace(
            "{{ nå | number(1) }} av", "{{ prosjekter }},"
        ),
        **DATA,
    )
    (line,) = [line for line in messages(deckgen("build", "deck.yaml")) if line.startswith("deck.yaml:12:")]
    assert line.endswith("prosjekter is worked out from example figures, and nothing on the slide says so [number-example]")
