"""A query over datasets → a dataset, by DuckDB in process: one thread, no files, no hosts, bounded time and memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from math import isfinite, isnan, nan
from threading import Timer
from typing import TYPE_CHECKING, Any

from deckgen.data.dataset import Dataset, combined
from deckgen.data.sql_query import Query, parse_query
from deckgen.data.table import Column, Parent, Table
from deckgen.errors import DeckgenError, Mark, Problem, Problems, fail
from deckgen.fields import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SECONDS = 30.0
MEMORY = "1GB"
MOST_ROWS = 2_000_000

_NUMBERS = re.compile(r"(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|FLOAT|DOUBLE|DECIMAL\(\d+,\s?\d+\))$")
_LINE = re.compile(r"\n\s*LINE (\d+): (.*)\n( *)\^")


class Whole(Parent):
    """A parent of which every row may rest on every row: which, only the query's plan knows."""

    __slots__ = ()

    def rows_of(self, rows: Iterable[int]) -> set[int]:
        return set(range(len(self.table.rows))) if any(True for _ in rows) else set()


@dataclass(frozen=True, slots=True)
class _Result:
    names: tuple[str, ...]
    types: tuple[str, ...]
    columns: Sequence[Sequence[Any]]


def query_datasets(
    name: str,
    source: Source,
    names: Collection[str],
    dataset: Callable[[Source], Dataset],
    problems: Problems,
    seconds: float = SECONDS,
) -> Dataset:
    """The rows that the query gives. ``names`` are the datasets that there are, ``dataset`` gives one of them.

    Raises DeckgenError for a query that does not hold, is refused, or takes more than its time or memory.
    """
    connection = _connect(source.mark)
    try:
        query = parse_query(source, names, connection)
        inputs = tuple(dataset(Source(table, source.mark)) for table in query.tables)
        _warn_of_missing(query, inputs, problems)
        for each in inputs:
            _register(each, connection)
        result = _run(query, connection, seconds)
    finally:
        connection.close()
    return _dataset(name, query, inputs, result)


def _connect(mark: Mark) -> DuckDBPyConnection:
    try:
        import duckdb
    except ImportError:
        fail("extra-missing", mark, what="sql:", package="DuckDB", extra="sql")
    config: dict[str, Any] = {
        "threads": 1,
        "memory_limit": MEMORY,
        "temp_directory": "",  # what does not fit in memory is refused, not written to a disk
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,  # variables of this program are no tables
        "preserve_insertion_order": True,
    }
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("set enable_external_access = false")  # after temp_directory, which cannot be set any more then
    return connection


def _register(dataset: Dataset, connection: DuckDBPyConnection) -> None:
    """A table of the dataset's columns: numbers as DOUBLE, texts as VARCHAR; NULL is what is missing or empty."""
    import pandas  # pyright: ignore[reportMissingTypeStubs]

    frame = pandas.DataFrame(index=range(len(dataset)))
    casts: list[str] = []
    for at, column in enumerate(dataset.columns):
        if dataset.is_number(column):
            frame[f"c{at}"] = dataset.numbers(column)
        else:
            frame[f"c{at}"] = pandas.Series([cell or None for cell in dataset.cells(column)], dtype=object)
        kind = "DATE" if dataset.table.columns[column].is_date else "DOUBLE" if dataset.is_number(column) else "VARCHAR"
        casts.append(f"c{at}::{kind} as {_quoted(column)}")
    connection.register("_frame", frame)
    connection.execute(f"create table {_quoted(dataset.name)} as select {', '.join(casts)} from _frame")  # noqa: S608 - quoted
    connection.unregister("_frame")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _run(query: Query, connection: DuckDBPyConnection, seconds: float) -> _Result:
    import duckdb

    connection.execute("set lock_configuration = true")
    timer = Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        found = connection.execute(query.text)
        names = tuple(str(column[0]) for column in found.description or ())
        types = tuple(str(column[1]) for column in found.description or ())
        rows = found.fetchmany(MOST_ROWS + 1)
    except duckdb.InterruptException:
        fail("sql-too-slow", query.mark, seconds=f"{seconds:g}")
    except (duckdb.OutOfMemoryException, MemoryError):
        fail("sql-too-large", query.mark, limit=MEMORY)
    except duckdb.Error as error:
        raise _wrong(query, str(error)) from None
    finally:
        timer.cancel()
    if len(rows) > MOST_ROWS:
        fail("sql-too-many-rows", query.mark, limit=MOST_ROWS)
    return _Result(names, types, list(zip(*rows, strict=True)) if rows else [()] * len(names))


def _wrong(query: Query, message: str) -> DeckgenError:
    """What DuckDB says, at the place in the spec that it shows."""
    said = " ".join(message.split("\n\nLINE")[0].split())
    mark = query.mark
    if met := _LINE.search(message):
        line = int(met[1]) - 1
        ahead = len(f"LINE {met[1]}: ")
        column = max(len(met[3]) - ahead, 0)
        is_whole = not met[2].startswith("...")  # DuckDB shows a part of a long line
        mark = Mark(mark.file, mark.line + line if mark.line else 0, mark.column + column if mark.column and is_whole else 0)
    return DeckgenError((Problem("sql-wrong", (("reason", said),), mark),))


def _warn_of_missing(query: Query, inputs: Iterable[Dataset], problems: Problems) -> None:
    """SQL leaves out what is missing where it adds up, and knows no symbols."""
    for each in inputs:
        for name in each.columns:
            if not each.is_number(name) or not query.uses(name):
                continue
            missing = sum(map(isnan, each.numbers(name)))
            if missing:
                problems.warning("sql-missing", query.mark, dataset=each.name, column=name, count=missing)


def _dataset(name: str, query: Query, inputs: tuple[Dataset, ...], result: _Result) -> Dataset:
    used = [tuple(column for column in each.columns if query.uses(column)) for each in inputs]
    ways = tuple((at, column) for at, each in enumerate(inputs) for column in used[at] or each.columns[:1])
    columns: dict[str, Column] = {}
    for column, kind, cells in zip(result.names, result.types, result.columns, strict=True):
        if column in columns:
            fail("sql-column-twice", query.mark, column=column)
        columns[column] = _column(column, kind, cells, ways, query)
    parents = tuple(Whole(each.table, keys=used[at] or each.columns[:1], dataset=each.name) for at, each in enumerate(inputs))
    length = len(result.columns[0]) if result.columns else 0
    provenance = combined(each.provenance for each in inputs)
    return Dataset(
        name, Table(columns, range(1, length + 1), parents=parents), provenance, (f"sql {' '.join(query.text.split())}",)
    )


def _column(name: str, kind: str, cells: Sequence[Any], ways: tuple[tuple[int, str], ...], query: Query) -> Column:
    if _NUMBERS.match(kind):
        numbers = [nan if cell is None or not isfinite(cell) else float(cell) for cell in cells]
        return Column(numbers, True, made_from=ways)
    if kind == "DATE":
        return Column(["" if cell is None else cell.isoformat() for cell in cells], made_from=ways, is_date=True)
    if kind in ("VARCHAR", '"NULL"', "NULL"):
        return Column(["" if cell is None else str(cell) for cell in cells], made_from=ways)
    if kind == "TIMESTAMP":
        return Column(["" if cell is None else cell.isoformat(" ", "minutes") for cell in cells], made_from=ways)
    if kind == "BOOLEAN":
        return Column(["" if cell is None else "SANN" if cell else "USANN" for cell in cells], made_from=ways)
    fail("sql-column-kind", query.mark, column=name, kind=kind)
