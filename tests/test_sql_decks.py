"""Decks whose figures come by a query: made again when an input changed, the same each time, and told by trace."""

import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deckgen.cli import main

pytest.importorskip("duckdb")

SPEC = """\
title: Tetthet
data:
  people: {file: people.csv, source: SSB}
  areas: {file: areas.csv, source: Kartverket}
  other: other.csv
  density:
    sql: |
      select code, sum(people) / any_value(area) as density
      from people join areas using (code)
      group by code
  counties: counties.csv
decks: {one_per: code, from: counties, file: "{{ code }}.pptx"}
slides:
  - {kind: table, title: Innbyggere per kvadratkilometer, from: density, whole: yes, show: [code, density]}
  - {kind: table, title: Annet, from: other, show: [what]}
"""
FILES = {
    "people.csv": "code;people;sex\n0301;300;K\n0301;400;M\n1101;9;K\n1101;5;M\n",
    "areas.csv": "code;area;mayor\n0301;35;Ap\n1101;7;H\n",
    "other.csv": "code;what\n0301;ja\n1101;nei\n",
    "counties.csv": "code\n0301\n1101\n",
}


@pytest.fixture
def folder(project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project(SPEC, **FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def deckgen(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == status, result.output
    return result


def made() -> dict[str, list[str]]:
    """The decks that a build makes again, and why."""
    events = map(json.loads, deckgen("build", "deck.yaml", "--format", "json").output.splitlines())
    return {event["group"]: event["reasons"] for event in events if event["event"] == "built"}


def both(why: str) -> dict[str, list[str]]:
    return {"0301": [why], "1101": [why]}


def test_a_build_notices_that_an_input_of_the_query_changed(folder):
    assert made() == both("not made before")
    assert made() == {}
    (folder / "people.csv").write_text(FILES["people.csv"].replace("400", "401"))
    assert made() == both("people.csv: 1 row changed (row 3)")
    (folder / "areas.csv").write_text(FILES["areas.csv"].replace("35", "36"))
    assert made() == both("areas.csv: 1 row changed (row 2)")
    (folder / "people.csv").write_text(FILES["people.csv"].replace("400", "401") + "1101;1;K\n")
    assert made() == both("people.csv: 1 row added (row 6)")
    assert made() == {}


def test_what_the_query_does_not_read_makes_nothing_again(folder):
    made()
    (folder / "areas.csv").write_text(FILES["areas.csv"].replace("Ap", "H"))
    assert made() == {}


def test_a_query_that_is_changed_makes_its_decks_again(folder):
    made()
    (folder / "deck.yaml").write_text(SPEC.replace("sum(people)", "max(people)"), "utf-8")
    assert made() == both("deck.yaml changed")


def test_repeats_are_the_same_bytes(folder):
    deckgen("build", "deck.yaml", "--output", "one")
    deckgen("build", "deck.yaml", "--output", "two", "--jobs", "2")
    for name in ("0301.pptx", "1101.pptx"):
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()


def test_figures_do_not_depend_on_the_order_of_rows(folder):
    deckgen("build", "deck.yaml", "--output", "one")
    header, *rows = FILES["people.csv"].splitlines()
    (folder / "people.csv").write_text("\n".join([header, *reversed(rows)]) + "\n")
    deckgen("build", "deck.yaml", "--output", "two")
    assert (
        numbers("one/0301.pptx")
        == numbers("two/0301.pptx")
        == [(["0301", "density"], "20", 20.0), (["1101", "density"], "2", 2.0)]
    )


def numbers(deck: str) -> list[tuple]:
    return [(event["place"], event["shown"], event["number"]) for event in traced(deck)]


def traced(deck: str) -> list[dict]:
    lines = map(json.loads, deckgen("trace", deck, "--format", "json").output.splitlines())
    return [event for event in lines if event["event"] == "number"]


def test_trace_names_the_query_and_its_inputs(folder):
    deckgen("build", "deck.yaml")
    found, _ = traced("deck/0301.pptx")
    assert (found["dataset"], found["shown"], found["state"]) == ("density", "20", "same")
    assert found["steps"] == [
        "sql select code, sum(people) / any_value(area) as density from people join areas using (code) group by code",
        "density",
    ]
    assert [(source["dataset"], source["file"], source["rows"]) for source in found["sources"]] == [
        ("areas", "areas.csv", [[2, 3]]),
        ("people", "people.csv", [[2, 5]]),
    ]
    assert found["sources"][0]["cells"] == [
        {"row": 2, "code": "0301", "area": "35"},
        {"row": 3, "code": "1101", "area": "7"},
    ]


def test_the_data_command_shows_what_a_query_gives(folder):
    said = deckgen("data", "deck.yaml", "density").output
    assert "density: made from people, areas; 2 rows, 2 columns\n  source: SSB; Kartverket\n" in said
    assert "  step: sql select code, sum(people) / any_value(area) as density from people" in said


def test_the_source_line_names_the_sources_of_all_inputs(folder):
    deckgen("build", "deck.yaml")
    from pptx import Presentation

    slide = Presentation("deck/0301.pptx").slides[0]
    assert "Kilde: SSB; Kartverket" in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_a_query_in_a_circle_is_refused(folder):
    (folder / "deck.yaml").write_text(SPEC.replace("from people join", "from density d, people join"), "utf-8")
    assert (
        "the dataset density is made from itself: density → density [dataset-cycle]"
        in deckgen("build", "deck.yaml", status=2).output
    )


def test_without_duckdb_the_extra_is_named_and_other_decks_are_made(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    said = deckgen("build", "deck.yaml", status=2).output
    assert "deck.yaml:8:7: error: sql: needs DuckDB, which is not installed here [extra-missing]" in said
    assert 'install it with: pip install "deckgen[sql]"' in said
    (folder / "deck.yaml").write_text(re.sub(r"  - \{kind: table, title: Innb.*\n", "", SPEC), "utf-8")
    assert made() == both("not made before")


def test_the_slide_says_that_missing_figures_are_left_out(folder):
    (folder / "people.csv").write_text(FILES["people.csv"].replace("300", ":"))
    said = deckgen("build", "deck.yaml").output
    assert (
        "the query uses the column people of people, where numbers are missing (1); SQL leaves them out of sums [sql-missing]"
    ) in said
    from pptx import Presentation

    slide = Presentation("deck/0301.pptx").slides[0]
    lines = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert "Kilde: SSB; Kartverket. Tall som mangler, er ikke regnet med." in lines
