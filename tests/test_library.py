"""``import deckgen``: what it gives, and that it costs nothing before it is used."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import deckgen

SPEC = """
title: Prøve
slides:
  - kind: bullets
    title: Innhold
    text: "- Ett punkt"
"""


def test_every_name_that_is_promised_is_there():
    for name in deckgen.__all__:
        assert getattr(deckgen, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'deckgen' has no attribute 'bulid'"):
        _ = deckgen.bulid


def test_a_deck_is_built_and_read_back(project: Callable[..., Path], tmp_path: Path):
    built = deckgen.build_deck(project(SPEC), tmp_path / "prøve.pptx")
    assert (built.slides, built.written, built.warnings) == (1, True, ())
    assert deckgen.read(built.file).slides[0].title == "Innhold"
    assert deckgen.lint(built.file) == ()
    assert not deckgen.build_deck(project(SPEC), tmp_path / "prøve.pptx").written


def test_errors_say_themselves(project: Callable[..., Path], tmp_path: Path):
    with pytest.raises(deckgen.DeckgenError) as caught:
        deckgen.build_deck(project(SPEC.replace("bullets", "bulets")), tmp_path / "x.pptx")
    assert [problem.code for problem in caught.value.problems] == ["unknown-kind"]
    assert str(caught.value).startswith('deck.yaml:4:11: error: there is no slide kind "bulets" [unknown-kind]\n')


def test_importing_it_imports_none_of_what_is_heavy():
    heavy = ("pandas", "matplotlib", "openpyxl", "lxml", "pydantic", "jinja2", "PIL", "click")
    program = f"import sys, deckgen; print(*(name for name in {heavy} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
