"""A sheet's cells that hold something → its table: where it lies, its columns' names, and what is odd about it.

What a cell holds and shows is the business of each kind of workbook; all else is the same in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from deckgen.data.cells import Cell, Cells, Layout, name_columns, rename_columns, shown, tidy_name
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.layout import (
    LOOKED_AT,
    Row,
    column_letter,
    find_header,
    find_last,
    join_header,
    tell_layout,
    texts_of,
)
from deckgen.errors import Mark, Problems, closest, fail

T = TypeVar("T")

LISTED = 10  # rows or areas that a warning lists
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576

_RANGE = re.compile(r"([A-Z]{1,3})?([0-9]{1,7})?(?::([A-Z]{1,3})?([0-9]{1,7})?)?")
_ROWS_END = re.compile(r":\$?[A-Za-z]*\$?[0-9]+$")  # a range that says where it ends


class Area(NamedTuple):
    """Rows and columns count from 1; the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{column_letter(self.left - 1)}{self.top}:{column_letter(self.right - 1)}{self.bottom}"


class Odd(NamedTuple):
    """A cell that shows another quantity than it holds: its place, what it holds, and how it shows that."""

    row: int
    column: int
    value: str
    format: str


@dataclass(slots=True)
class Grid(Generic[T]):
    """A sheet's cells that hold something, by row and column, both counted from 1.

    ``raw`` is what a cell holds, by which the table is found. ``show`` is what it shows, of the column of this name; faults go
    to the problems, and what is odd to the grid's ``odd``.
    """

    cells: dict[tuple[int, int], T]
    title: str
    spec: SourceSpec
    raw: Callable[[T], Cell]
    show: Callable[[Grid[T], int, int, str, Problems], Cell]
    merged: Sequence[Area] = ()
    hidden_rows: Collection[int] = frozenset()
    hidden_columns: Collection[int] = frozenset()
    around: set[int] = field(default_factory=set[int])  # rows with cells that are no part of the table
    odd: dict[str, Odd] = field(default_factory=dict[str, Odd])  # by column

    def keep(self, layout: Layout) -> None:
        """Only the table's own cells."""
        self.around = {row for row, _ in self.cells if not layout.first <= row <= layout.last}
        self.cells = {(row, column): cell for (row, column), cell in self.cells.items() if row not in self.around}

    def mark(self, row: int, column: int) -> Mark:
        return Mark(self.spec.file, place=f"{self.title}!{column_letter(column - 1)}{row}")

    def shown(self, row: int, column: int, name: str, problems: Problems) -> Cell:
        """What one sees in the cell; "" where it is empty."""
        return self.show(self, row, column, name, problems) if (row, column) in self.cells else ""

    def spread_labels(self, header: int) -> None:
        """A text in cells that are merged downwards below the header is what one sees beside each of their rows."""
        rows = {row for row, _ in self.cells}
        labels = [area for area in self.merged if area.left == area.right and area.top > header and self._is_label(area)]
        for area in labels:
            cell = self.cells[area.top, area.left]
            self.cells |= {(row, area.left): cell for row in range(area.top, area.bottom + 1) if row in rows}
        self.merged = [area for area in self.merged if area not in labels]

    def _is_label(self, area: Area) -> bool:
        cell = self.cells.get((area.top, area.left))
        return cell is not None and isinstance(self.raw(cell), str)


def choose_sheet(names: Sequence[str], visible: Callable[[], Sequence[str]], spec: SourceSpec, mark: Mark) -> str:
    """The sheet that the spec names, or the only one of those that are ``visible`` and hold anything."""

    if spec.sheet:
        if spec.sheet not in names:
            near = closest(spec.sheet, names, 0.5)
            fail("sheet-missing", spec.at("sheet", mark), sheet=spec.sheet, file=spec.file, sheets=tuple(names), nearest=near)
        return spec.sheet
    found = tuple(visible())
    if len(found) > 1:
        fail("sheet-not-named", mark, file=spec.file, sheets=found)
    if not found:
        fail("data-file-empty", mark, file=spec.file)
    return found[0]


def area_of(spec: SourceSpec, mark: Mark) -> Area:
    """The range of the spec; the whole sheet where it gives none.

    >>> area_of(SourceSpec("t.xlsx", range="B3:F60"), Mark("deck.yaml"))
    Area(top=3, left=2, bottom=60, right=6)
    """
    if not spec.range:
        return Area(1, 1, LAST_ROW, LAST_COLUMN)
    match = _RANGE.fullmatch(spec.range.replace("$", "").upper())
    if match is None or not any(match.groups()):
        fail("range-unreadable", spec.at("range", mark), range=spec.range)
    left, top, right, bottom = match.groups()
    if ":" not in spec.range:
        right, bottom = left, top
    area = Area(int(top or 1), _number(left) if left else 1, int(bottom or LAST_ROW), _number(right) if right else LAST_COLUMN)
    if not (0 < area.top <= area.bottom and area.left <= area.right):
        fail("range-unreadable", spec.at("range", mark), range=spec.range)
    return area


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def find_layout(grid: Grid[T], mark: Mark) -> Layout:
    """Where the table is in the sheet, or in the range of it that the spec gives. All other cells are let go."""
    spec = grid.spec
    if not grid.cells:
        fail("data-file-empty", mark, file=f"{spec.file}, {grid.title}")
    filled: dict[int, list[int]] = {}
    for row, column in grid.cells:
        filled.setdefault(row, []).append(column)
    numbers = sorted(filled)

    def raw(row: int) -> Row:
        return {column: grid.raw(grid.cells[row, column]) for column in filled[row]}

    if spec.header_row:
        first, header = spec.header_row, max(spec.header_row, spec.header_end)
        if header > numbers[-1]:
            fail("header-row-beyond", spec.at("header_row", mark), row=header, rows=numbers[-1], file=spec.file)
        if header not in filled:
            fail("header-row-empty", spec.at("header_row", mark), row=header, file=spec.file, sheet=grid.title)
    else:
        first, header = find_header([(row, raw(row)) for row in numbers[:LOOKED_AT]], spec.symbols)
    body = [row for row in numbers if row > header]
    last = spec.last_row or (body or numbers)[-1]
    if body and not _is_end_given(spec):
        last = find_last(body, raw, spec.symbols, header)
    above = texts_of(raw(row) for row in numbers if row < first)
    layout = Layout(first, header, last, above, texts_of(raw(row) for row in numbers if row > last))
    grid.keep(layout)
    return layout


def _is_end_given(spec: SourceSpec) -> bool:
    return spec.last_row > 0 or bool(_ROWS_END.search(spec.range))


def cells_of_grid(grid: Grid[T], layout: Layout, problems: Problems) -> Cells:
    """The table, its columns named."""
    spec = grid.spec
    grid.spread_labels(layout.header)
    columns = sorted({column for _, column in grid.cells})
    rows = sorted({row for row, _ in grid.cells if row > layout.header})
    here = Mark(spec.file, place=grid.title)
    tell_layout(layout, (spec.header_row > 0, _is_end_given(spec)), here, problems)
    letters = tuple(column_letter(column - 1) for column in columns)
    header = _header(grid, layout, columns, problems)
    rename_columns(header, letters, spec.names, here, problems)
    bodies = [[grid.shown(row, column, name, problems) for row in rows] for name, column in zip(header, columns, strict=True)]
    filled = [any(cell != "" for cell in body) for body in bodies]
    indices = name_columns(header, filled, lambda index: grid.mark(layout.header, columns[index]), problems, letters)
    placed = [columns[index] for index in indices]
    _warn_of_the_next(grid, layout, placed, [bodies[index] for index in indices], problems)
    _warn_of_the_unseen(grid, layout, rows, placed, problems)
    return Cells(
        tuple(header[index] for index in indices),
        tuple(bodies[index] for index in indices),
        rows,
        lambda row, index: grid.mark(row, placed[index]),
        numerals=False,
        sheet=grid.title,
        layout=layout,
        letters=tuple(letters[index] for index in indices),
    )


def _header(grid: Grid[T], layout: Layout, columns: list[int], problems: Problems) -> list[str]:
    """The columns' names, from one row or several, in which cells may be merged over those to their right."""
    rows = range(layout.first, layout.header + 1)
    named = [
        {column: shown(grid.shown(row, column, "", problems)) for column in columns if (row, column) in grid.cells}
        for row in rows
    ]
    ends = [{area.left: area.right for area in grid.merged if area.top <= row <= area.bottom} for row in rows]
    return [tidy_name(name) for name in join_header(named, columns, grid.spec.header_between, ends)]


def _warn_of_the_next(
    grid: Grid[T], layout: Layout, columns: list[int], bodies: Sequence[Sequence[Cell]], problems: Problems
) -> None:
    """A column of labels right of an empty column may be the first of another table. A range says whether it is."""
    if grid.spec.range:
        return
    for place, column in enumerate(columns[1:], 1):
        if column > columns[place - 1] + 1 and column - 1 not in grid.hidden_columns and _are_labels(bodies[place]):
            first, end, last = (column_letter(each - 1) for each in (columns[0], columns[place - 1], columns[-1]))
            mark = grid.mark(layout.header, column)
            told = {"column": column_letter(column - 1), "left": f"{first}:{end}", "whole": f"{first}:{last}"}
            problems.warning("table-beside", mark, **told)
            return


def _are_labels(body: Sequence[Cell]) -> bool:
    """Whether cells are texts or years, of which the first column of a table may be."""
    there = [cell for cell in body if cell != ""]
    return bool(there) and all(isinstance(cell, str) or (float(cell).is_integer() and 1900 <= cell < 2100) for cell in there)


def _warn_of_the_unseen(grid: Grid[T], layout: Layout, rows: list[int], columns: list[int], problems: Problems) -> None:
    """What is read though the workbook hides it, and what is not read though it seems to stand there."""
    here = Mark(grid.spec.file, place=grid.title)
    if hidden := [row for row in (layout.header, *rows) if row in grid.hidden_rows]:
        problems.warning("hidden-rows", here, count=len(hidden), rows=tuple(map(str, hidden[:LISTED])))
    if away := [column_letter(column - 1) for column in columns if column in grid.hidden_columns]:
        problems.warning("hidden-columns", here, count=len(away), columns=tuple(away[:LISTED]))
    for name, odd in grid.odd.items():
        mark = grid.mark(odd.row, odd.column)
        problems.warning("shown-otherwise", mark, row=odd.row, column=name, value=odd.value, format=odd.format)
    body, across = set(rows), set(columns)
    merged = [
        str(area)
        for area in sorted(grid.merged)
        if _counted(body, area.top, area.bottom) * _counted(across, area.left, area.right) > 1
    ]
    if merged:
        problems.warning("merged-cells", here, areas=tuple(merged[:LISTED]))


def _counted(numbers: set[int], first: int, last: int) -> int:
    return sum(number in numbers for number in range(first, last + 1))
