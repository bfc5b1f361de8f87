"""What a batch says when it is over, and what ``--open`` opens."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from deckgen.cli import main

SPEC = """\
title: Prøve
data: {groups: groups.csv}
decks: {one_per: code, from: groups, file: "{{ code }}.pptx"}
slides:
  - {kind: section, title: "{{ name }}"}
"""
GROUPS = "code;name\n0301;Oslo\n1103;Stavanger\n"


@pytest.fixture
def opened(project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was opened; a batch of two decks stands ready in the folder."""
    found: list[str] = []
    monkeypatch.setattr(click, "launch", found.append)
    project(SPEC, **{"groups.csv": GROUPS})
    monkeypatch.chdir(tmp_path)
    return found


def said(*options: str) -> str:
    result = CliRunner().invoke(main, ["build", "deck.yaml", *options])
    assert result.exit_code == 0, result.output
    return re.sub(r"\d+\.\d s", "… s", result.output.splitlines()[-1])


def test_a_batch_says_where_its_decks_went(opened: list[str]) -> None:
    assert said() == "2 built in deck, … s"
    assert said() == "2 unchanged in deck, … s"
    assert said("-o", "fylker") == "2 built in fylker, … s"
    assert json.loads(said("-o", "fylker", "--format", "json"))["folder"] == "fylker"
    assert opened == []


def test_of_several_decks_their_folder_is_opened_also_when_none_was_made(opened: list[str]) -> None:
    said("--open")
    said("--open")
    assert opened == ["deck", "deck"]


def test_a_single_deck_is_opened_itself(opened: list[str], project: Callable[..., Path]) -> None:
    project("title: Prøve\nslides:\n  - {kind: section, title: En}\n")
    said("--open")
    assert opened == ["deck.pptx"]
