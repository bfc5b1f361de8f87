"""``deckgen data``: what was read, told for people and programs; and drafts of the lines that read a new file."""

import json
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from deckgen.cli import main
from deckgen.data.draft import draft

SPEC = """
title: Veger
data:
  roads:
    file: data/roads.csv
    source: Vegvesenet
    columns: {share: number}
  large:
    from: roads
    steps:
      - sort: {by: km, descending: yes}
slides:
  - kind: table
    title: Vegar
    from: roads
"""
ROADS = "code;km;share\n0301;1,5;10%\n1103;..;5,5%\n1506;;\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "deckgen.yaml").write_text("", "utf-8")
    (tmp_path / "deck.yaml").write_text(SPEC, "utf-8")
    (tmp_path / "data" / "roads.csv").write_text(ROADS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, status: int = 0) -> str:
    ran = CliRunner().invoke(main, ["data", *arguments])
    assert ran.exit_code == status, ran.output
    return ran.output


def test_a_dataset_is_shown_with_its_types_symbols_first_rows_and_uses(project: Path):
    lines = run("deck.yaml", "roads").splitlines()
    assert lines[0] == "roads: data/roads.csv; 3 rows, 3 columns"
    assert lines[1] == "  source: Vegvesenet"
    assert lines[2].startswith("  SHA-256 ")
    assert lines[3:] == [
        "  column  type       different  empty  symbols",
        "  code    text       3",
        "  km      number     1          1      .. ×1",
        "  share   number, %  2          1",
        "  first rows",
        "    row  code  km   share",
        "    2    0301  1,5  10",
        "    3    1103  ..   5,5",
        "    4    1506",
        "  used by",
        "    dataset large, which is made from it",
        '    line 13: table, "Vegar"',
        "",
    ]


def test_programs_get_an_event_for_each_dataset(project: Path):
    roads, large = [json.loads(line) for line in run("deck.yaml", "--format", "json").splitlines()]
    assert roads["columns"][1] == {
        "name": "km",
        "type": "number",
        "unit": "",
        "different": 1,
        "empty": 1,
        "symbols": {"..": 1},
    }
    assert roads["first"][0] == {"row": 2, "cells": ["0301", "1,5", "10"]}
    assert (large["made_from"], large["steps"], large["used_by"]) == (["roads"], ["sort km descending"], [])


def test_a_dataset_that_is_at_fault_does_not_hide_the_others(project: Path):
    (project / "deck.yaml").write_text(SPEC.replace("by: km", "by: kilometer"), "utf-8")
    output = run("deck.yaml", status=2)
    assert "[unknown-column]" in output
    assert "roads: data/roads.csv" in output
    assert "[unknown-dataset]" in run("deck.yaml", "road", status=2)


def test_a_draft_stands_under_data_with_the_path_of_the_project(project: Path):
    output = run("deck.yaml", "--draft", "data/roads.csv")
    assert output == run("data/roads.csv", "--draft")
    assert output.splitlines()[:5] == [
        "data:",
        "  roads:",
        "    file: data/roads.csv",
        "    columns:",
        "      share: number  # per cent",
    ]
    assert run("--draft", "data/roads.csv", "--format", "json").startswith('{"event": "draft", "file": "')


def test_no_spec_and_no_file_are_told():
    assert "Missing argument 'SPEC'" in run(status=2)
    assert "[data-file-unreadable]" in run("nothing.csv", "--draft", status=2)


def test_a_file_outside_the_project_is_to_be_copied_in(project: Path):
    (project / "data" / "deckgen.yaml").write_text("", "utf-8")
    (project / "other").mkdir()
    (project / "other" / "deckgen.yaml").write_text("", "utf-8")
    (project / "other" / "deck.yaml").write_text(SPEC, "utf-8")
    lines = run("other/deck.yaml", "--draft", "data/roads.csv").splitlines()
    assert lines[0] == "# copy the file into the project's folder first, as data/roads.csv"
    assert lines[3] == "    file: data/roads.csv"


def drafted(text: str) -> list[str]:
    return draft(text.encode(), "t.csv").splitlines()[2:-1]


def test_codes_that_lost_their_zeros_are_declared():
    assert drafted("kommunenr;antall\n301;5\n1103;6\n") == [
        "  columns:",
        '    kommunenr: "code 4"  # guessed: codes that lost their zeros as numbers',
    ]


def test_a_dash_among_numbers_is_a_guess_that_is_said():
    assert drafted("a;b\nx;5\ny;-\n") == [
        '  symbols: [".", "..", "...", ":", "-"]  # guessed: "-" in b is zero, as in official statistics'
    ]


def test_a_sum_and_notes_are_left_out_and_names_quoted_where_yaml_wants_it():
    text = dedent("""\
        Tittel, etter fylke
        ;Antall: alle;
        01 Østfold;5
        02 Akershus;6
        ;;
        * rettet
        """)
    assert drafted(text) == [
        '  header_row: 2  # above it: "Tittel, etter fylke"',
        '  last_row: 4  # below it: "* rettet"',
        "  names: {A: fylke}  # columns that have no name in the file; from the title",
        "  steps:",
        "    - split: {column: fylke, into: [fylke_code, fylke]}  # a code and a name in one cell",
    ]
