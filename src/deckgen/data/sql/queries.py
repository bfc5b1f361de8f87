"""A query over datasets → a dataset, by DuckDB in process: one thread, no files, no hosts, bounded time and memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import isfinite, isnan, nan
from threading import Timer
from typing import TYPE_CHECKING, Any

from deckgen.data.dataset import Dataset, Remark, combined
from deckgen.data.sql.determined import TOO_WIDE, WIDEST_TEXT, determined
from deckgen.data.sql.duck import MEMORY, connect, quoted_name
from deckgen.data.sql.query import Query, parse_query
from deckgen.data.table import Column, Parent, Table
from deckgen.errors import DeckgenError, Mark, Problem, Problems, fail
from deckgen.fields import Source
from deckgen.model import PRELIMINARY
from deckgen.text.holes import locate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SECONDS = 30.0
MOST_CELLS = 10_000_000  # that a query gives
MOST_TEXT = 200_000_000  # characters in them
_AT_ONCE = 10_000  # rows

_NUMBERS = re.compile(r"(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|FLOAT|DOUBLE|DECIMAL\(\d+,\s?\d+\))$")
_TEXTS = ("VARCHAR", '"NULL"', "NULL", "BOOLEAN")
_DATES = ("DATE", "TIMESTAMP")
_MIDNIGHT = " 00:00:00"
_DESCRIBE = "describe\n"  # on a line of its own: see _wrong
_LINE = re.compile(r"\n\s*LINE (\d+): (.*)\n( *)\^")


@dataclass(frozen=True, slots=True)
class _Output:
    """A column that the query gives: its name, DuckDB's type of it, and what it holds."""

    name: str
    kind: str
    cells: list[Any]


def query_datasets(
    name: str,
    source: Source,
    names: Collection[str],
    dataset: Callable[[Source], Dataset],
    problems: Problems,
    seconds: float = SECONDS,
) -> Dataset:
    """The rows that the query gives. ``names`` are the datasets that there are, ``dataset`` gives one of them.

    The rows are in the order of the query's ORDER BY, and then of all columns from the left. Raises DeckgenError for a query
    that does not hold, is refused, or takes more than its time or memory.
    """
    connection = connect(source.mark, "sql:", "sql", MEMORY)
    try:
        with _bounded(source, connection, seconds):
            query = parse_query(source, names, connection)
        inputs = tuple(replace(dataset(Source(table, source.mark)), name=table) for table in query.tables)
        if query.rows - {column.lower() for each in inputs for column in each.columns}:
            query = replace(query, all_columns=True)
        with _bounded(source, connection, seconds):
            for each in inputs:
                _register(each, query, connection)
            connection.execute("set lock_configuration = true")
            outputs = _outputs(query, connection)
            _run(query, outputs, connection)
    finally:
        connection.close()
    return _dataset(name, query, inputs, outputs).remarked(*_remarks(query, inputs, problems))


def _register(dataset: Dataset, query: Query, connection: DuckDBPyConnection) -> None:
    """A table of the dataset's columns: numbers as DOUBLE, texts as VARCHAR; NULL is what is missing or empty.

    Columns that the query does not name are there, for what DuckDB says of a misspelt one, and empty.
    """
    import numpy

    _refuse_alike(dataset, query.mark)
    arrays: dict[str, Any] = {"row": numpy.arange(len(dataset))}
    made: list[str] = []
    for at, column in enumerate(dataset.columns):
        is_number = dataset.is_number(column)
        kind = "DATE" if dataset.table.columns[column].is_date else "DOUBLE" if is_number else "VARCHAR"
        if query.uses(column):
            cells: list[Any] = dataset.numbers(column) if is_number else [cell or None for cell in dataset.cells(column)]
            arrays[f"c{at}"] = numpy.array(cells, dtype=float if is_number else object)
        held = f"c{at}" if query.uses(column) else "NULL"
        made.append(f"{held}::{kind} as {quoted_name(column)}")
    connection.register("_arrays", arrays)
    connection.execute(f"create table {quoted_name(dataset.name)} as select {', '.join(made)} from _arrays")  # noqa: S608 - quoted
    connection.unregister("_arrays")


def _refuse_alike(dataset: Dataset, mark: Mark) -> None:
    seen: dict[str, str] = {}
    for column in dataset.columns:
        if (other := seen.setdefault(column.lower(), column)) != column:
            fail("sql-columns-alike", mark, dataset=dataset.name, column=column, other=other)


@contextmanager
def _bounded(source: Source, connection: DuckDBPyConnection, seconds: float) -> Generator[None]:
    """What DuckDB complains of meanwhile, as errors of the spec; it is stopped when the time is up."""
    import duckdb

    mark = source.mark
    timer = Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException:
        fail("sql-too-slow", mark, seconds=f"{seconds:g}")
    except (duckdb.OutOfMemoryException, MemoryError):
        fail("sql-too-large", mark, limit=MEMORY)
    except duckdb.SerializationException:
        fail("sql-too-deep", mark)
    except duckdb.Error as error:
        if TOO_WIDE in str(error):
            fail("sql-text-too-wide", mark, limit=WIDEST_TEXT)
        raise _wrong(source, str(error)) from None
    finally:
        timer.cancel()


def _outputs(query: Query, connection: DuckDBPyConnection) -> list[_Output]:
    """The columns that the query gives, still empty; what is wrong with its names and types is found here."""
    described = connection.execute(f"{_DESCRIBE}{query.text}").fetchall()
    outputs: dict[str, _Output] = {}
    for name, kind, *_ in described:
        if name in outputs:
            fail("sql-column-twice", query.mark, column=name)
        if not _NUMBERS.match(kind) and kind not in (*_TEXTS, *_DATES):
            fail("sql-column-kind", query.mark, column=name, kind=kind)
        outputs[name] = _Output(name, kind, [])
    return list(outputs.values())


def _run(query: Query, outputs: list[_Output], connection: DuckDBPyConnection) -> None:
    """Fill the columns, some rows at a time, so that no more than the limit is ever held."""
    try:
        text = determined(query.tree, len(outputs), connection)
    except RecursionError:
        fail("sql-too-deep", query.mark)
    except ValueError:
        fail("sql-wrong", query.mark, reason="it cannot be put in order")
    found = connection.execute(text)
    held = 0
    while rows := found.fetchmany(_AT_ONCE):
        for output, cells in zip(outputs, zip(*rows, strict=True), strict=True):
            read = _read(output.kind, cells)
            output.cells.extend(read)
            held += 0 if _NUMBERS.match(output.kind) else sum(map(len, map(str, read)))
        if len(outputs[0].cells) * len(outputs) > MOST_CELLS or held > MOST_TEXT:
            fail("sql-result-too-large", query.mark, cells=MOST_CELLS, characters=MOST_TEXT)


def _read(kind: str, cells: Sequence[Any]) -> list[float] | list[str]:
    """DuckDB's values as a table has them: NaN or "" for NULL."""
    if _NUMBERS.match(kind):
        return [nan if cell is None or not isfinite(cell) else float(cell) for cell in cells]
    if kind == "BOOLEAN":
        return ["" if cell is None else "SANN" if cell else "USANN" for cell in cells]
    if kind == "TIMESTAMP":
        return ["" if cell is None else cell.isoformat(" ", "seconds") for cell in cells]
    return ["" if cell is None else str(cell) for cell in cells]


def _wrong(source: Source, message: str) -> DeckgenError:
    """What DuckDB says, at the place in the spec that it shows."""
    mark = source.mark
    said = " ".join(message.split("\n\nLINE")[0].split()).partition(" Candidate functions:")[0].rstrip(".")
    met = _LINE.search(message)
    if met and int(met[1]) > 1:  # what goes wrong later goes wrong in another text, of one line
        lines = source.text.split("\n")[: int(met[1]) - 2]  # below _DESCRIBE
        column = len(met[3]) - len(f"LINE {met[1]}: ")
        is_whole = not met[2].startswith("...")  # DuckDB shows a part of a long line
        mark = locate(source.text, mark, sum(len(line) + 1 for line in lines) + (max(column, 0) if is_whole else 0))
    return DeckgenError((Problem("sql-wrong", (("reason", said),), mark),))


def _remarks(query: Query, inputs: Iterable[Dataset], problems: Problems) -> tuple[Remark, ...]:
    """What slides are to say, since SQL leaves out what is missing where it adds up, and knows no symbols; with warnings."""
    found: dict[Remark, None] = {}
    for each in inputs:
        for name in filter(query.uses, each.columns):
            if not each.is_number(name):
                continue
            told = {"dataset": each.name, "column": name}
            if missing := sum(map(isnan, each.numbers(name))):
                problems.warning("sql-missing", query.mark, **told, count=missing)
                if query.adds_up(name):
                    found[Remark("left_out")] = None
            if marked := sum(PRELIMINARY in symbol for symbol in each.symbols.get(name, {}).values()):
                problems.warning("sql-preliminary", query.mark, **told, count=marked)
                found[Remark("some_preliminary")] = None
    return tuple(found)


def _dataset(name: str, query: Query, inputs: tuple[Dataset, ...], outputs: Sequence[_Output]) -> Dataset:
    used = [tuple(column for column in each.columns if query.uses(column)) or each.columns[:1] for each in inputs]
    ways = tuple((at, column) for at, columns in enumerate(used) for column in columns)
    parents = tuple(Parent(each.table, keys=used[at], dataset=each.name, all_rows=True) for at, each in enumerate(inputs))
    columns = {output.name: _column(output, ways) for output in outputs}
    table = Table(columns, range(1, len(outputs[0].cells) + 1), parents=parents)
    return Dataset(name, table, combined(each.provenance for each in inputs), (f"sql {' '.join(query.text.split())}",))


def _column(output: _Output, ways: tuple[tuple[int, str], ...]) -> Column:
    cells = output.cells
    if output.kind == "TIMESTAMP" and all(not cell or cell.endswith(_MIDNIGHT) for cell in cells):
        return Column([cell.removesuffix(_MIDNIGHT) for cell in cells], made_from=ways, is_date=True)
    return Column(cells, bool(_NUMBERS.match(output.kind)), made_from=ways, is_date=output.kind == "DATE")
