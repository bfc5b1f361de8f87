"""A cell of a table → the rows and columns of files that it was worked out from, however many steps lie between.

Steps note only which rows of their inputs each row of the result has (``Parent``); the way back is gone when somebody asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from deckgen.data.table import Table
from deckgen.model import Rows


@dataclass(frozen=True, slots=True)
class Lineage:
    """The origin of the numbers at ``positions`` of a column; without a column, of the rows as such.

    Pickled, it becomes what it has found: a worker need not send whole tables back.
    """

    table: Table
    column: str | None
    positions: tuple[int, ...]

    def sources(self) -> tuple[Rows, ...]:
        found: dict[Table, tuple[set[int], set[str]]] = {}
        _trace(self.table, self.column, self.positions, found)
        return told(found)

    def __reduce__(self) -> tuple[type[Found], tuple[tuple[Rows, ...]]]:
        return Found, (self.sources(),)


@dataclass(frozen=True, slots=True)
class Found:
    """An origin whose rows have been found."""

    rows: tuple[Rows, ...]

    def sources(self) -> tuple[Rows, ...]:
        return self.rows


def used_rows(table: Table, columns: Iterable[str], positions: Iterable[int]) -> dict[Table, tuple[set[int], set[str]]]:
    """The tables as read that these cells depend on: positions and columns of each.

    That is more than the cells were worked out from: also what decided which rows there are, and in which order.
    """
    found: dict[Table, tuple[set[int], set[str]]] = {}
    _gather(table, frozenset(columns), set(positions), found)
    return found


def told(found: dict[Table, tuple[set[int], set[str]]]) -> tuple[Rows, ...]:
    """Positions in tables as read → rows of their files, in the order of datasets."""
    sources: list[Rows] = []
    for table, (positions, columns) in found.items():
        file = table.file
        assert file is not None  # only tables as read are found
        rows = tuple(sorted(table.rows[position] for position in positions))
        sources.append(Rows(file.dataset, file.file, file.sheet, file.fingerprint, rows, tuple(sorted(columns))))
    return tuple(sorted(sources, key=lambda source: (source.dataset, source.file, source.sheet)))


def _trace(table: Table, column: str | None, positions: Collection[int], found: dict[Table, tuple[set[int], set[str]]]) -> None:
    if not positions:
        return
    if not table.parents:
        _note(table, {column} if column else (), positions, found)
        return
    ways = ((0, None),) if column is None else table.columns[column].made_from
    for number, origin in ways:
        parent = table.parents[number]
        _trace(parent.table, origin, parent.rows_of(positions), found)


def _gather(table: Table, columns: frozenset[str], positions: set[int], found: dict[Table, tuple[set[int], set[str]]]) -> None:
    if not table.parents:
        _note(table, columns, positions, found)
        return
    for number, parent in enumerate(table.parents):
        wanted = {origin for column in columns for way, origin in table.columns[column].made_from if way == number}
        wanted.update(parent.keys)
        behind = parent.rows_of(positions)
        if number == 0 or (wanted and behind):
            _gather(parent.table, frozenset(wanted), behind, found)


def _note(
    table: Table, columns: Iterable[str], positions: Iterable[int], found: dict[Table, tuple[set[int], set[str]]]
) -> None:
    if table.file is None:
        return  # made in a program, by nobody's file
    rows, names = found.setdefault(table, (set(), set()))
    rows.update(positions)
    names.update(columns)
