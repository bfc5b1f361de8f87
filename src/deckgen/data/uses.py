"""What somebody used of a dataset → what that means of the files behind it; and digests of it, to tell later what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from deckgen.data.cells import shown
from deckgen.data.dataset import Dataset
from deckgen.data.lineage import used_rows
from deckgen.data.select import filter_rows
from deckgen.data.table import Column, Table
from deckgen.errors import Mark

FETCHED = 0  # stands for a row: slides tell when the figures were fetched
Conditions = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Use:
    """Columns of a file that were looked at in the rows behind some of a dataset's rows.

    ``conditions`` are on the dataset's columns: each with the values that a row may have, or its criteria; ``looked_at``
    are its columns that were used. ``columns`` are the file's, as it was read as the dataset ``read_as``, which is
    ``dataset`` itself where that was not made by steps.
    """

    dataset: str
    conditions: Conditions
    looked_at: tuple[str, ...]
    read_as: str
    file: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """Columns of another dataset that are used, in the rows that meet conditions."""

    dataset: str
    conditions: Conditions
    columns: frozenset[str]


def uses_of(dataset: Dataset, conditions: Conditions, columns: Iterable[str]) -> tuple[tuple[Use, ...], tuple[Demand, ...]]:
    """The uses, one for each file behind the dataset, of these columns of the rows that meet the conditions.

    What it takes of datasets that were joined is told as demands on them, which many may share.
    """
    kept = _cut(dataset, conditions)
    looked_at = tuple(sorted(kept.keys.union(columns)))
    used = used_rows(kept.table, looked_at, kept.absolute(range(len(kept))))
    uses: list[Use] = []
    for table, (_, names) in used.read.items():
        assert table.file is not None  # only tables as read are found
        uses.append(Use(dataset.name, conditions, looked_at, table.file.dataset, table.file.file, tuple(sorted(names))))
    demands = [
        Demand(name, _conditions(table, rows, on), frozenset(names)) for name, (table, rows, names, on) in used.joined.items()
    ]
    return tuple(sorted(uses, key=lambda use: use.read_as)), tuple(sorted(demands, key=lambda demand: demand.dataset))


def row_digests(dataset: Dataset, use: Use) -> tuple[tuple[int, str], ...]:
    """The rows of the file that the use takes up in the dataset as it is now: each row's number and a digest of its cells.

    A cell counts with its column's name and sort. A column that is not there any more counts as gone. Row 0, the first, says
    when the file was fetched, where it was.
    """
    conditions = tuple((column, values) for column, values in use.conditions if column in dataset.columns)
    kept = _cut(dataset, conditions)
    looked_at = [column for column in use.looked_at if column in kept.columns]
    used = used_rows(kept.table, looked_at, kept.absolute(range(len(kept))))
    for table, (positions, _) in used.read.items():
        if table.file is not None and table.file.dataset == use.read_as:
            rows = sorted(positions)
            fetched = ((FETCHED, table.file.fetched),) if table.file.fetched else ()
            return (*fetched, *zip([table.rows[at] for at in rows], _digests(table, use.columns, rows), strict=True))
    return ()


def _conditions(table: Table, rows: set[int], on: Iterable[str]) -> Conditions:
    """What picks these rows out of the table: none where they are all of it, else the codes that they were joined on."""
    if len(rows) == len(table.rows):
        return ()
    return tuple((column, tuple(sorted({shown(table.columns[column].cells[row]) for row in rows}))) for column in sorted(on))


def _cut(dataset: Dataset, conditions: Conditions) -> Dataset:
    return filter_rows(dataset, {column: list(values) for column, values in conditions}, Mark(""))


def _digests(table: Table, columns: tuple[str, ...], positions: list[int]) -> list[str]:
    """A digest a row."""
    said = [_said(name, table.columns.get(name), positions) for name in columns]
    return [blake2b("\0\0".join(row).encode(), digest_size=8).hexdigest() for row in zip(*said, strict=True)]


def _said(name: str, column: Column | None, positions: list[int]) -> list[str]:
    """What a column says in each row: its name and sort, the cell, and why it is missing."""
    if column is None:
        return [f"{name}\0"] * len(positions)
    cells, symbols = column.cells, column.symbols
    if column.is_number:
        return [f"{name}\0number\0{shown(cells[at])}\0{symbols.get(at, '')}" for at in positions]
    return [f"{name}\0text\0{cells[at]}\0{symbols.get(at, '')}" for at in positions]
