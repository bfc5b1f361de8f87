"""A source line of two lines takes its room from the chart or table above, and from nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

import deckgen
from deckgen.model import Frame
from deckgen.powerpoint.view import ShapeView, SlideView

SPEC = """
title: Prøve
data:
  need: {{file: need.csv, source: "{source}"}}
slides:
  - {{kind: chart, title: Behov, heading: Årsverk, from: need, chart: column, categories: sted, values: årsverk}}
  - {{kind: table, title: Behov, heading: Årsverk, from: need, show: [sted, årsverk]}}
"""
DATA = "sted;årsverk\nFrøya;118,5\nHitra;2\n"
LINE = 217_000  # EMU: 14 points at PowerPoint's line height, rounded up


def shapes(slide: SlideView) -> dict[str, ShapeView]:
    return {"Kilde" if "Kilde" in shape.name else shape.name: shape for shape in slide.shapes}


def build(project: Callable[..., Path], tmp_path: Path, source: str) -> tuple[SlideView, ...]:
    built = deckgen.build_deck(project(SPEC.format(source=source), **{"need.csv": DATA}), tmp_path / "deck.pptx")
    assert built.warnings == ()
    assert deckgen.lint(built.file) == ()
    return deckgen.read(built.file).slides


def frames(project: Callable[..., Path], tmp_path: Path, source: str, name: str, slide: int) -> tuple[Frame, Frame]:
    there = shapes(build(project, tmp_path, source)[slide])
    above, below = there[name].frame, there["Kilde"].frame
    assert above is not None
    assert below is not None
    return above, below


@pytest.mark.parametrize(("name", "slide"), [("Diagram", 0), ("Tabell", 1)])
def test_what_stands_above_gives_way_by_what_the_line_grows(
    name: str, slide: int, project: Callable[..., Path], tmp_path: Path
) -> None:
    above, below = frames(project, tmp_path, "Kort", name, slide)
    lower, higher = frames(project, tmp_path, "Kommunevise framskrivinger av behovet for årsverk " * 3, name, slide)
    more = higher.height - below.height
    assert 0 < more <= LINE
    assert (higher.x, higher.y + higher.height, higher.width) == (below.x, below.y + below.height, below.width)
    assert (lower.x, lower.y, lower.width) == (above.x, above.y, above.width)
    if name == "Diagram":  # a table is as high as its rows
        assert above.height - lower.height == more


def test_three_lines_are_refused_with_the_length_that_fits(project: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(deckgen.DeckgenError) as caught:
        build(project, tmp_path, "Kommunevise framskrivinger av behovet for årsverk " * 6)
    assert {problem.code for problem in caught.value.problems} == {"title-too-long"}
    assert "the source line" in str(caught.value)
