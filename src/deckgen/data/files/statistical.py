"""Figures by dimensions, as statistics offices pass them on → a long table with a column for each measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import prod

from deckgen.data.cells import CONTROL, VALUE, Cell, Cells, Dimension, StatisticalCube, tidy_name
from deckgen.errors import Mark, Problems, fail

MOST_CELLS = 20_000_000  # of the table that is made; statistics offices hand out at most 800 000 figures at once

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def check_size(sizes: Sequence[int], file: str, mark: Mark) -> int:
    """How many figures there must be. Raises DeckgenError where the table of them would be too large to hold."""
    count = prod(sizes)
    if count * max(len(sizes), 1) > MOST_CELLS:
        fail("cube-too-large", mark, file=file, figures=count, dimensions=len(sizes))
    return count


def cells_of(cube: StatisticalCube, file: str, problems: Problems) -> Cells:
    """The cube as a long table. Rows count from 1, in the order of the figures.

    A dimension is a column of labels under its own label; where the codes are others, they have a column of their own.
    """
    here = Mark(file)
    spread = cube.measures
    stay = [dimension for place, dimension in enumerate(cube.dimensions) if place != spread]
    count = prod(len(dimension.codes) for dimension in stay)
    names: list[str] = []
    columns: list[list[Cell]] = []
    run = count
    labels = _different([tidy_name(each.label) or each.code for each in stay], [each.code for each in stay])
    for dimension, name in zip(stay, labels, strict=True):
        run //= max(len(dimension.codes), 1)
        for title, cells in _sides(dimension, name):
            names.append(title)
            columns.append(_repeated(cells, run, count))
    taken = frozenset(names)
    units = [""] * len(names)
    for name, figures, unit in _measures(cube):
        names.append(f"{name} ({VALUE})" if name in taken else name)
        columns.append(figures)
        units.append(unit)
    _refuse(names, columns, here, file, problems)
    return Cells(
        tuple(names),
        tuple(columns),
        range(1, count + 1),
        lambda row, _: Mark(file, place=f"row {row}"),
        numerals=False,
        units=tuple(units),
        symbols=cube.symbols,
        cube=cube,
    )


def _sides(dimension: Dimension, name: str) -> list[tuple[str, Sequence[Cell]]]:
    """The columns of a dimension: its labels, and its codes where they say something else. Years are numbers."""
    if dimension.codes == dimension.labels and all(map(_YEAR.fullmatch, dimension.codes)):
        return [(name, [float(code) for code in dimension.codes])]
    sides: list[tuple[str, Sequence[Cell]]] = [(name, dimension.labels)]
    if dimension.codes != dimension.labels:
        sides.append((f"{name} code", dimension.codes))
    return sides


def _repeated(cells: Sequence[Cell], run: int, count: int) -> list[Cell]:
    """Each cell ``run`` times, and all of it again until there are ``count``."""
    once = [cell for cell in cells for _ in range(run)]
    return once * (count // len(once)) if once else []


def _measures(cube: StatisticalCube) -> list[tuple[str, list[Cell], str]]:
    """The columns of figures, each with its name and its unit."""
    if cube.measures is None:
        return [(tidy_name(cube.name) or VALUE, list(cube.figures), "")]
    measures = cube.dimensions[cube.measures]
    names = _different([tidy_name(label) for label in measures.labels], measures.codes)
    each = list(zip(names, (tidy_name(unit) for unit in measures.units or [""] * len(names)), strict=True))
    within = prod(len(dimension.codes) for dimension in cube.dimensions[cube.measures + 1 :])
    if within == 1:
        return [(name, list(cube.figures[at :: len(names)]), unit) for at, (name, unit) in enumerate(each)]
    whole = within * len(names)
    starts = range(0, len(cube.figures), whole)
    return [
        (name, [cell for start in starts for cell in cube.figures[start + at * within : start + (at + 1) * within]], unit)
        for at, (name, unit) in enumerate(each)
    ]


def _different(names: Sequence[str], codes: Sequence[str]) -> list[str]:
    """The names; with their codes, where several are the same or one is missing."""
    return [
        name if name and names.count(name) == 1 else f"{name} ({code})".strip() for name, code in zip(names, codes, strict=True)
    ]


def _refuse(names: Sequence[str], columns: Sequence[list[Cell]], here: Mark, file: str, problems: Problems) -> None:
    if again := [name for at, name in enumerate(names) if name in names[:at]]:
        problems.error("variables-alike", here, column=again[0])
    if wrong := [name for name in names if CONTROL.search(name)]:
        fail("control-character-in-header", here, columns=tuple(map(repr, wrong)))
    for name, column in zip(names, columns, strict=True):
        for cell in dict.fromkeys(cell for cell in column if isinstance(cell, str)):
            if found := CONTROL.search(cell):
                row = column.index(cell) + 1
                mark = Mark(file, place=f"row {row}")
                problems.error("control-character-in-cell", mark, row=row, column=name, character=f"U+{ord(found[0]):04X}")
