"""A dataset: a table of texts and numbers, why numbers are missing, and where all of it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Literal, TypeAlias, TypeVar, cast

from deckgen.data.lineage import Lineage
from deckgen.data.table import Cells, Column, Parent, Table, linked
from deckgen.errors import Mark

T = TypeVar("T")
# "date": day first, kept as ISO 8601 text. "code 4": a code of four digits, which gets back the zeros that a number had lost
ColumnType: TypeAlias = Literal["text", "number", "whole", "date", "code", "code 2", "code 4", "code 6", "code 8"]

# Statistics Norway's marks for a number that is not there: cannot occur, missing, missing for now, confidential.
STANDARD_SYMBOLS = (".", "..", "...", ":")


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """What a spec says of a file. "" and 0 are: find it."""

    file: str  # as the spec writes it
    sheet: str = ""
    range: str = ""  # "A3:F60"
    delimiter: str = ""
    encoding: str = ""
    decimal: Literal["", ",", "."] = ""
    header_row: int = 0  # counts from 1, as Excel shows it; the first of several
    header_end: int = 0  # the last of several
    last_row: int = 0  # of the table
    header_between: str = " "  # what stands between the parts of a name from several rows
    names: tuple[tuple[str, str], ...] = ()  # columns' letters, as Excel shows them, and their names instead of the file's
    columns: tuple[tuple[str, ColumnType], ...] = ()
    symbols: tuple[str, ...] = STANDARD_SYMBOLS  # cells that stand for a missing number; "-" among them is zero
    source: str = ""  # who published it, as the source line prints it: "Kommunevise framskrivinger, KRD"
    licence: str = ""
    note: str = ""
    example: bool = False
    language: str = ""  # of a PC-Axis file in several
    table: str = ""  # of a database
    query: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict[str, Mark], compare=False)  # where each of these stands

    def at(self, option: str, otherwise: Mark) -> Mark:
        """Where the spec says this of the file."""
        return self.marks.get(option, otherwise)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a slide is to say of how its figures were worked out: a sentence of ``language.words``, and what fills its holes."""

    key: str
    holes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a dataset came from. ``fingerprint`` is the SHA-256 of the file's bytes, in hexadecimal.

    A dataset made of several has their files and texts together, and a fingerprint of theirs. ``example``: its figures, or some
    that they were worked out from, are made up to show how things look. ``remarks`` are told below charts and tables.
    """

    file: str
    sheet: str = ""
    source: str = ""
    licence: str = ""
    fingerprint: str = ""
    note: str = ""
    example: bool = False
    fetched: str = ""  # when a statistics bank gave it, in ISO 8601, UTC
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """A table, or some of its rows. Its functions never change it; they return another.

    Columns are of two sorts: text (every cell a str, "" where empty) and numbers (floats, NaN where missing). ``positions``
    are the rows of ``table`` that it has, None for all. ``keys`` are the columns by which they were chosen or put in order.
    ``seen`` is where somebody keeps count of the columns that are looked at: see ``watched``.
    """

    name: str
    table: Table
    provenance: Provenance = Provenance("")
    steps: tuple[str, ...] = ()
    positions: Sequence[int] | None = None
    keys: frozenset[str] = frozenset()
    seen: set[str] | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.table.rows if self.positions is None else self.positions)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.table.columns)

    @property
    def rows(self) -> list[int]:
        """The rows' numbers in the file; in a table that no file holds, counted from 1."""
        return _chosen(self.table.rows, self.positions)

    @property
    def place(self) -> str:
        """What its rows are rows of, for messages."""
        return self.provenance.file or self.name

    @property
    def symbols(self) -> dict[str, dict[int, str]]:
        """Why numbers are missing, and what is said of those that are there: column → row's number → symbol."""
        found: dict[str, dict[int, str]] = {}
        for name, column in self.table.columns.items():
            if column.symbols and (
                symbols := {self.table.rows[p]: column.symbols[p] for p in self._all if p in column.symbols}
            ):
                found[name] = symbols
        return found

    @property
    def _all(self) -> Sequence[int]:
        return range(len(self.table.rows)) if self.positions is None else self.positions

    def is_number(self, column: str) -> bool:
        return self.table.columns[column].is_number

    def is_date(self, column: str) -> bool:
        return self.table.columns[column].is_date

    def unit(self, column: str) -> str:
        """What its numbers are counted in, where that is known: "%"."""
        return self.table.columns[column].unit

    def cells(self, column: str) -> Cells:
        """A cell a row: texts, or numbers with NaN for what is missing."""
        return self._column(column).listed(self.positions)

    def numbers(self, column: str) -> list[float]:
        """The cells of a column of numbers."""
        return cast(list[float], self.cells(column))

    def codes(self, column: str) -> tuple[Sequence[int], Cells]:
        """For each row which of the column's cells it has, -1 for a missing number; and the cells, in the order of the data."""
        as_read = self._column(column).cells
        if self.positions is None and not isinstance(as_read, list) and as_read.is_distinct:
            return as_read.codes.data, as_read.different
        cells = self.cells(column)
        different = [cell for cell in dict.fromkeys(cells) if cell == cell]  # NaN alone differs from itself
        places = {cell: code for code, cell in enumerate(different)}
        return [*map(places.get, cells, repeat(-1))], cast(Cells, different)

    def symbol(self, column: str, position: int) -> str:
        """Why the number at this position is missing, "" for an empty cell; or what is said of it."""
        symbols = self.table.columns[column].symbols
        return symbols.get(self._all[position], "") if symbols else ""

    def where(self, column: str, wanted: Iterable[str | float]) -> list[int]:
        """The positions of the rows that have one of these cells, in their order."""
        if self.positions is not None:
            met = set(wanted)
            return [position for position, cell in enumerate(self.cells(column)) if cell in met]
        self._column(column)
        places = self.table.places(column)
        found = [places[cell] for cell in dict.fromkeys(wanted) if cell in places]
        return list(found[0]) if len(found) == 1 else sorted(position for each in found for position in each)

    def take(self, positions: Sequence[int], *steps: str, by: Iterable[str] = ()) -> Dataset:
        """The rows at these positions, in this order, with the steps that chose them, and the columns they were chosen by."""
        keys = self.keys.union(by) if by else self.keys
        steps = (*self.steps, *steps)
        return Dataset(self.name, self.table, self.provenance, steps, self.absolute(positions), keys, self.seen)

    def watched(self, seen: set[str]) -> Dataset:
        """The same, telling ``seen`` of each column that is looked at, in this dataset and in what is taken from it."""
        return replace(self, seen=seen)

    def lineage(self, column: str | None, positions: Iterable[int]) -> Lineage:
        """The rows of files behind the column's cells at these positions; without a column, behind the rows as such."""
        return Lineage(
            self.table, column, tuple(positions if self.positions is None else map(self.positions.__getitem__, positions))
        )

    def derived(self, columns: Mapping[str, Column], *steps: str, more: Sequence[Parent] = ()) -> Dataset:
        """The same rows with other columns, whose ``made_from`` name columns of this one as those of parent 0.

        ``more`` are the parents from 1 on.
        """
        parent = Parent(self.table, self.positions, keys=tuple(sorted(self.keys)))
        table = Table(dict(columns), _chosen(self.table.rows, self.positions), parents=(parent, *more))
        return replace(self, table=table, positions=None, keys=frozenset[str](), steps=(*self.steps, *steps))

    def settled(self) -> Dataset:
        """The same rows as a table of their own, where a cut is a look-up."""
        return self if self.positions is None else self.derived({name: self.kept(name) for name in self.columns})

    def gathered(
        self,
        groups: Sequence[Sequence[int]],
        columns: Mapping[str, Column],
        by: Iterable[str],
        *steps: str,
        more: Sequence[Parent] = (),
    ) -> Dataset:
        """A row for each group of positions: parent 0 of the columns' ``made_from``. ``more`` are the parents from 1 on."""
        parent = linked(self.table, map(self.absolute, groups), sorted(self.keys.union(by)))
        table = Table(dict(columns), range(1, len(groups) + 1), parents=(parent, *more))
        provenance = replace(self.provenance, file="")  # the rows stand in no file as they are
        return replace(
            self, table=table, positions=None, keys=frozenset[str](), steps=(*self.steps, *steps), provenance=provenance
        )

    def absolute(self, positions: Sequence[int]) -> Sequence[int]:
        """Positions in the dataset → rows of its table."""
        return positions if self.positions is None else [self.positions[position] for position in positions]

    def together_with(self, *others: Dataset) -> Dataset:
        """The same, coming from where the others come from too."""
        sources = (self.provenance, *(other.provenance for other in others))
        return replace(self, provenance=combined(sources))

    def remarked(self, *remarks: Remark) -> Dataset:
        """The same, of which slides are to say this too."""
        together = tuple(dict.fromkeys((*self.provenance.remarks, *remarks)))
        return replace(self, provenance=replace(self.provenance, remarks=together))

    def kept(self, column: str) -> Column:
        """One of its columns as it stands, for ``derived``."""
        return self._column(column).at(self.positions, ((0, column),))

    def _column(self, column: str) -> Column:
        if self.seen is not None:
            self.seen.add(column)
        return self.table.columns[column]


def combined(sources: Iterable[Provenance]) -> Provenance:
    """Where something comes from that was made of several."""
    each = tuple(sources)
    prints = sorted({source.fingerprint for source in each})
    return Provenance(
        "",
        "",
        _listed(source.source for source in each),
        _listed(source.licence for source in each),
        prints[0] if len(prints) == 1 else hashlib.sha256("".join(prints).encode()).hexdigest(),
        _listed(source.note for source in each),
        any(source.example for source in each),
        fetched=min((source.fetched for source in each if source.fetched), default=""),  # the oldest
        remarks=tuple(dict.fromkeys(remark for source in each for remark in source.remarks)),
    )


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def number_column(
    numbers: list[float],
    symbols: Mapping[int, str] | None = None,
    made_from: tuple[tuple[int, str], ...] = (),
    unit: str = "",
) -> Column:
    """A column of numbers, and what is said of them; marks of numbers that are there go only where one is."""
    told = {at: symbol for at, symbol in (symbols or {}).items() if symbol}
    return Column(numbers, True, told, made_from, unit)


def _chosen(items: Sequence[T], positions: Sequence[int] | None) -> list[T]:
    return list(items) if positions is None else [items[position] for position in positions]
