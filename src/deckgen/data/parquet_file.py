"""The bytes of a Parquet file → its cells, by DuckDB, which reads them from a file of their own and sees no other."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deckgen.data.cells import Cells
from deckgen.data.dataset import SourceSpec
from deckgen.data.duck import connect, quoted_name
from deckgen.data.plain_table import cells_of_values
from deckgen.data.statistical import MOST_CELLS
from deckgen.errors import Mark, Problems, fail

MOST_BYTES = 500_000_000  # of all texts together

# What DuckDB calls them → what makes of them a value that a cell can hold.
_SAME, _TEXT, _TIME = "{0}", "{0}::varchar", "{0}::timestamp"
_AS_CELLS = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), _SAME),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"), _SAME),
    **dict.fromkeys(("DOUBLE", "DECIMAL", "BOOLEAN", "VARCHAR", "DATE", "TIMESTAMP", "TIME"), _SAME),
    **dict.fromkeys(("TIMESTAMP WITH TIME ZONE", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S"), _TIME),  # UTC
    **dict.fromkeys(("TIME WITH TIME ZONE", "TIME_NS", "UUID", "INTERVAL", "ENUM", '"NULL"'), _TEXT),
    "FLOAT": "{0}::varchar::double",  # 0.1, not the 0.10000000149011612 that a double makes of it
}


def read_parquet(data: bytes, source: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """Raises DeckgenError for a file that is none, is broken or too large, and where DuckDB is missing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        connection = connect(mark, f"{source.file}: a Parquet file", "parquet", file=path)
        import duckdb

        try:
            path.write_bytes(data)
            names, columns = _read(connection, str(path), source, mark, problems)
        except (duckdb.OutOfMemoryException, MemoryError):
            fail("parquet-too-large", mark, file=source.file, cells=MOST_CELLS)
        except duckdb.Error as error:
            fail("parquet-broken", mark, file=source.file, why=_why(str(error), str(path)))
        finally:
            connection.close()
    return cells_of_values(names, columns, source.file, problems)


def _read(connection: Any, path: str, source: SourceSpec, mark: Mark, problems: Problems) -> tuple[list[str], list[list[Any]]]:
    """The columns that a table can show; others are warned of, and not unpacked."""
    taken: dict[str, str] = {}
    for name, kind, *_ in connection.execute("describe select * from read_parquet(?)", [path]).fetchall():
        if how := _AS_CELLS.get(kind.partition("(")[0]) if not kind.endswith("]") else None:
            taken[name] = how.format(quoted_name(name))
        else:
            problems.warning("column-left-out", Mark(source.file), column=name, kind=kind)
    if not taken:
        return [], []
    ((rows,),) = connection.execute("select sum(num_rows) from parquet_file_metadata(?)", [path]).fetchall()
    if rows * len(taken) > MOST_CELLS or _bytes(connection, path, taken.values()) > MOST_BYTES:
        fail("parquet-too-large", mark, file=source.file, cells=MOST_CELLS)
    found = connection.execute(f"select {', '.join(taken.values())} from read_parquet(?)", [path])  # noqa: S608 - quoted
    columns: list[list[Any]] = [[] for _ in taken]
    while part := found.fetchmany(10_000):
        for column, values in zip(columns, zip(*part, strict=True), strict=True):
            column.extend(values)
    return list(taken), columns


def _bytes(connection: Any, path: str, taken: Iterable[str]) -> int:
    """How much its texts are when each is written out: one that is repeated may stand once in the file."""
    sums = [f"coalesce(sum(strlen({how}::varchar)), 0)" for how in taken]
    ((held,),) = connection.execute(f"select {' + '.join(sums)} from read_parquet(?)", [path]).fetchall()  # noqa: S608 - quoted
    return int(held)


def _why(said: str, path: str) -> str:
    """DuckDB's own words, without the file that the reader made."""
    return " ".join(said.split("\n\nLINE")[0].split()).replace(f" '{path}'", "").replace(path, "the file").rstrip(".")
