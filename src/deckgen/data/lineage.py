"""A cell of a table → the rows and columns of files that it was worked out from, however many steps lie between.

Steps note only which rows of their inputs each row of the result has (``Parent``); the way back is gone when somebody asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from deckgen.data.table import Parent, Table
from deckgen.model import Rows

_ANY = frozenset({0})  # rows of a table of which each rests on the same: one stands for all


@dataclass(frozen=True, slots=True)
class Lineage:
    """The origin of the numbers at ``positions`` of a column; without a column, of the rows as such.

    Pickled, it becomes what it has found: a worker need not send whole tables back.
    """

    table: Table
    column: str | None
    positions: tuple[int, ...]

    def sources(self) -> tuple[Rows, ...]:
        table, column, positions = self.table, self.column, set(self.positions)
        while not table.rests_on_all and (way := _only_way(table, column)) is not None:
            parent, column = way
            table, positions = parent.table, parent.rows_of(positions)
            if parent.dataset:
                return _kept(table, column, frozenset(positions))
        return _kept(table, column, _ANY) if positions and table.rests_on_all else _sources(table, column, positions)

    def __reduce__(self) -> tuple[type[Found], tuple[tuple[Rows, ...]]]:
        return Found, (self.sources(),)


@dataclass(frozen=True, slots=True)
class Found:
    """An origin whose rows have been found."""

    rows: tuple[Rows, ...]

    def sources(self) -> tuple[Rows, ...]:
        return self.rows


Joined: TypeAlias = tuple[Table, set[int], set[str], set[str]]  # a dataset's table, rows, columns, those joined on


@dataclass(slots=True)
class Used:
    """What cells depend on: positions and columns of tables as read, and of other datasets that were joined, by name."""

    read: dict[Table, tuple[set[int], set[str]]] = field(default_factory=dict[Table, tuple[set[int], set[str]]])
    joined: dict[str, Joined] = field(default_factory=dict[str, Joined])


def used_rows(table: Table, columns: Iterable[str], positions: Iterable[int]) -> Used:
    """What these cells depend on. That is more than they were worked out from: also what decided which rows there are, and in
    which order. It ends at datasets that were joined: what many decks have in common is looked into once.
    """
    used = Used()
    _gather(table, frozenset(columns), set(positions), used)
    return used


def told(found: dict[Table, tuple[set[int], set[str]]]) -> tuple[Rows, ...]:
    """Positions in tables as read → rows of their files, in the order of datasets."""
    sources: list[Rows] = []
    for table, (positions, columns) in found.items():
        file = table.file
        assert file is not None  # only tables as read are found
        rows = tuple(sorted([table.rows[position] for position in positions]))
        ranks = tuple(sorted([file.content.ranks[position] for position in positions]))
        whole = file.content.fingerprint
        sources.append(Rows(file.dataset, file.file, file.sheet, whole, rows, ranks, tuple(sorted(columns))))
    if len(sources) > 1:
        sources.sort(key=lambda source: (source.dataset, source.file, source.sheet))
    return tuple(sources)


def _only_way(table: Table, column: str | None) -> tuple[Parent, str | None] | None:
    """The one parent that the column came from, and its name there; None where there are several, or none."""
    if not table.parents:
        return None
    if column is None:
        return table.parents[0], None
    ways = table.columns[column].made_from
    return (table.parents[ways[0][0]], ways[0][1]) if len(ways) == 1 else None


def _kept(table: Table, column: str | None, positions: frozenset[int]) -> tuple[Rows, ...]:
    """Looked for once: a country's number stands in the deck of each of its municipalities."""
    key = (column, positions)
    if key not in table.sources:
        table.sources[key] = (
            _sources(table, column, positions)
            if table.rests_on_all
            else Lineage(table, column, tuple(sorted(positions))).sources()
        )
    return table.sources[key]


def _sources(table: Table, column: str | None, positions: Collection[int]) -> tuple[Rows, ...]:
    found: dict[Table, tuple[set[int], set[str]]] = {}
    _trace(table, column, positions, found)
    return told(found)


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


def _gather(table: Table, columns: frozenset[str], positions: set[int], used: Used) -> None:
    if not table.parents:
        _note(table, columns, positions, used.read)
        return
    for number, parent in enumerate(table.parents):
        wanted = {origin for column in columns for way, origin in table.columns[column].made_from if way == number}
        wanted.update(parent.keys)
        behind = parent.rows_of(positions)
        if parent.dataset and behind:
            _, rows, names, on = used.joined.setdefault(parent.dataset, (parent.table, set(), set(), set()))
            rows.update(behind)
            names.update(wanted)
            on.update(parent.keys)
        elif number == 0 or (wanted and behind):
            _gather(parent.table, frozenset(wanted), behind, used)


def _note(
    table: Table, columns: Iterable[str], positions: Iterable[int], found: dict[Table, tuple[set[int], set[str]]]
) -> None:
    if table.file is None:
        return  # made in a program, by nobody's file
    rows, names = found.setdefault(table, (set(), set()))
    rows.update(positions)
    names.update(columns)
