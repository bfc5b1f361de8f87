"""Tables: columns of cells, and for what steps made, which rows of which other tables each row was made from.

A table is never changed. Datasets are views of tables: some of their rows, in some order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, cast

from deckgen.data.content import Content
from deckgen.model import Rows

if TYPE_CHECKING:
    from deckgen.data.coded import Coded

Cells: TypeAlias = list[str] | list[float]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Cells of one sort: texts, "" where empty; or numbers, NaN where missing.

    ``symbols`` says why a number is missing, by position, and what is said of one that is there (see ``Value``); a missing
    number without one is an empty cell. ``made_from`` are the columns that the cells were worked out from: which parent of the
    table, and the column's name there.
    """

    cells: Cells | Coded[str] | Coded[float]
    is_number: bool = False
    symbols: Mapping[int, str] = field(default_factory=dict[int, str])
    made_from: tuple[tuple[int, str], ...] = ()
    unit: str = ""  # as the spec declares it; "%" where the cells were written so
    is_date: bool = False  # texts that are dates in ISO 8601, or empty

    def at(self, positions: Sequence[int] | None, made_from: tuple[tuple[int, str], ...]) -> Column:
        """The cells at these positions (None: all of them), as a column that was made from others."""
        if positions is None:
            return Column(self.cells, self.is_number, self.symbols, made_from, self.unit, self.is_date)
        cells = self.listed(positions)
        if not self.symbols:
            return Column(cells, self.is_number, {}, made_from, self.unit, self.is_date)
        symbols = {at: self.symbols[position] for at, position in enumerate(positions) if position in self.symbols}
        return Column(cells, self.is_number, symbols, made_from, self.unit, self.is_date)

    def listed(self, positions: Sequence[int] | None) -> Cells:
        """The cells at these positions (None: all of them), in their order."""
        if not isinstance(self.cells, list):
            return self.cells.listed(positions)
        cells = cast(list[str], self.cells)  # or floats: one or the other
        return [*cells] if positions is None else [cells[position] for position in positions]


@dataclass(frozen=True, slots=True)
class FileRows:
    """The file whose rows a table holds, and the name of the dataset that it was read as."""

    dataset: str
    file: str
    sheet: str
    content: Content
    fetched: str = ""  # when a statistics bank gave it
    letters: tuple[tuple[str, str], ...] = ()  # of the columns, as Excel shows them, by their names


@dataclass(frozen=True, slots=True, eq=False)
class Parent:
    """A table that another was made from.

    ``positions`` are rows of ``table``, one for each row of the other, None where the rows are the same; with ``starts``, each
    row has those from its own start up to the next one's. ``keys`` are the columns that decided which rows these are.
    ``dataset`` names the table where it is another dataset of the spec, whose rows many rows may share. With ``all_rows``, each
    row may rest on every row of the table: which, only a query's plan knows.
    """

    table: Table
    positions: Sequence[int] | None = None
    starts: Sequence[int] | None = None
    keys: tuple[str, ...] = ()
    dataset: str = ""
    all_rows: bool = False

    def rows_of(self, rows: Iterable[int]) -> set[int]:
        """The parent's rows behind these rows."""
        if self.all_rows:
            return set(range(len(self.table.rows))) if any(True for _ in rows) else set()
        if self.positions is None:
            return set(rows)
        if self.starts is None:
            return {self.positions[row] for row in rows}
        return {
            position for row in rows for position in self.positions[self.starts[row] : self.starts[row + 1]]
        }  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """``rows`` are the rows' numbers, for messages: in the file where they stand in one, else from 1.

    A table as read has a ``file``; one that a step made has ``parents``.
    """

    columns: Mapping[str, Column]
    rows: Sequence[int]
    file: FileRows | None = None
    parents: tuple[Parent, ...] = ()
    sources: dict[tuple[str | None, frozenset[int]], tuple[Rows, ...]] = field(
        default_factory=dict[tuple[str | None, frozenset[int]], tuple[Rows, ...]], repr=False
    )  # lineage.py keeps there what many ask for
    _places: dict[str, dict[str | float, list[int]]] = field(
        default_factory=dict[str, dict[str | float, list[int]]], repr=False
    )

    @property
    def rests_on_all(self) -> bool:
        """Whether each row rests on every row of every parent."""
        return bool(self.parents) and all(parent.all_rows for parent in self.parents)

    def places(self, column: str) -> Mapping[str | float, Sequence[int]]:
        """Where each of the column's cells stands, missing numbers left out. Worked out once, then kept: a cut is a look-up."""
        if column not in self._places:
            found: dict[str | float, list[int]] = {}
            for position, cell in enumerate(self.columns[column].cells):
                if cell == cell:  # NaN alone differs from itself
                    found.setdefault(cell, []).append(position)
            self._places[column] = found
        return self._places[column]


def linked(table: Table, rows: Iterable[Sequence[int]], keys: Iterable[str] = (), dataset: str = "") -> Parent:
    """A parent of which each row has any number of rows."""
    positions: list[int] = []
    starts = [0]
    for each in rows:
        positions.extend(each)
        starts.append(len(positions))
    return Parent(table, positions, starts, tuple(keys), dataset)
