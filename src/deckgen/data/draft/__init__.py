"""A file of data → the few lines of a spec that read it, each guess with a comment that says so."""

from __future__ import annotations

from deckgen.data.columns import type_columns
from deckgen.data.dataset import SourceSpec
from deckgen.data.draft.frame import find_frame
from deckgen.data.draft.lines import lines_of, lines_of_cube
from deckgen.data.draft.made import Draft
from deckgen.data.draft.steps import add_steps
from deckgen.data.draft.types import add_types
from deckgen.errors import Problems
from deckgen.messages import sentence

__all__ = ["draft"]


def draft(data: bytes, file: str) -> str:
    """The lines, to stand under ``data:``. ``file`` is the path that the spec is to give. Raises DeckgenError."""
    made = Draft(SourceSpec(file))
    cells = find_frame(data, made)
    if cells.cube is not None:
        return "\n".join(lines_of_cube(cells, cells.cube, made)) + "\n"
    if cells.layout is not None:  # else a table that says itself where it begins and what its columns hold
        add_types(cells, made)
        add_steps(cells, made)
        problems = Problems()
        type_columns(cells, made.spec, problems)
        made.notes += [f"still to say: {sentence(problem)}" for problem in problems.errors]
    return "\n".join(lines_of(made, cells)) + "\n"
