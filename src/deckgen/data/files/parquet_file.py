"""The bytes of a Parquet file → its cells, by DuckDB, which reads them from a file of their own and sees no other."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from deckgen.data.cells import Cells
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.plain_table import EXACT, cells_of_values
from deckgen.data.files.statistical import MOST_CELLS
from deckgen.data.sql.duck import connect, quoted_name
from deckgen.errors import Mark, Problems, fail

MOST_BYTES = 500_000_000  # of all texts together

# What DuckDB calls them → a number, or a text, which is "" where nothing is there.
_NUMBER, _TEXT = "{0}::double", "coalesce({0}::varchar, '')"
_TIME = "coalesce(regexp_replace({0}::timestamp::varchar, ' 00:00:00$', ''), '')"
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")
_AS_CELLS = {
    **dict.fromkeys((*_WHOLE, "DOUBLE", "DECIMAL"), _NUMBER),
    **dict.fromkeys(("VARCHAR", "DATE", "TIME", "TIME WITH TIME ZONE", "TIME_NS", "UUID", "INTERVAL", "ENUM", '"NULL"'), _TEXT),
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S"), _TIME),  # UTC
    "BOOLEAN": "case when {0} then 'SANN' when not {0} then 'USANN' else '' end",
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
    whole: list[str] = []
    for name, kind, *_ in connection.execute("describe select * from read_parquet(?)", [path]).fetchall():
        known = kind.partition("(")[0]
        if known not in _AS_CELLS or kind.endswith("]"):
            problems.warning("column-left-out", Mark(source.file), column=name, kind=kind)
            continue
        taken[name] = _AS_CELLS[known].format(quoted_name(name))
        whole += [name] if known in _WHOLE[3:5] or known in _WHOLE[8:] else []
    if not taken:
        return [], []
    ((rows,),) = connection.execute("select sum(num_rows) from parquet_file_metadata(?)", [path]).fetchall()
    if rows * len(taken) > MOST_CELLS or _bytes(connection, path, taken.values()) > MOST_BYTES:
        fail("parquet-too-large", mark, file=source.file, cells=MOST_CELLS)
    for name in _too_long(connection, path, whole):
        taken[name] = _TEXT.format(quoted_name(name))
    asked = ", ".join(f"{how} as c{at}" for at, how in enumerate(taken.values()))
    found = connection.execute(f"select {asked} from read_parquet(?)", [path]).fetchnumpy()  # noqa: S608 - quoted
    return list(taken), [found[f"c{at}"].tolist() for at in range(len(taken))]


def _bytes(connection: Any, path: str, taken: Iterable[str]) -> int:
    """How much its texts are when each is written out: one that is repeated may stand once in the file."""
    texts = [f"coalesce(sum(strlen({how})), 0)" for how in taken if not how.endswith("::double")]
    if not texts:
        return 0
    ((held,),) = connection.execute(f"select {' + '.join(texts)} from read_parquet(?)", [path]).fetchall()  # noqa: S608
    return int(held)


def _too_long(connection: Any, path: str, whole: Sequence[str]) -> list[str]:
    """Those columns of whole numbers in which one is too long for a float to hold: they are codes."""
    if not whole:
        return []
    most = [f"max(abs({quoted_name(name)}::hugeint))" for name in whole]
    (found,) = connection.execute(f"select {', '.join(most)} from read_parquet(?)", [path]).fetchall()  # noqa: S608 - quoted
    return [name for name, number in zip(whole, found, strict=True) if number is not None and number >= EXACT]


def _why(said: str, path: str) -> str:
    """DuckDB's own words, without the file that the reader made."""
    return " ".join(said.split("\n\nLINE")[0].split()).replace(f" '{path}'", "").replace(path, "the file").rstrip(".")
