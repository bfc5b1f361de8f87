"""The bytes of an SQLite database → the cells of one of its tables, or of a query over them. SQLite comes with Python.

The database is opened in memory, so that no file can be written or joined to it; what a query may do is judged by SQLite
itself, action by action.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Any, TypeAlias

from deckgen.data.cells import Cells
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.plain_table import cells_of_values
from deckgen.data.sql.answers import Answer, collect, is_ordered, is_select
from deckgen.data.sql.duck import quoted_name
from deckgen.errors import Mark, Problems, closest, fail

SECONDS = 30.0
MEMORY = 2_000_000_000  # bytes, the database itself included; of all SQLite in this process, for so it is counted
LONGEST = 1_000_000  # bytes of a text, also of those that a query works on
_STEPS = 10_000  # of SQLite's machine, between looks at the clock

_MAGIC = b"SQLite format 3\0"
_VERSIONS = slice(18, 20)  # of the file's header: 1, or 2 where changes are written to a file beside it first

# By name; whatever else a query calls is refused: clocks, chance, files, extensions, and what blows a value up.
_NAMES = """
    abs avg ceil ceiling coalesce concat concat_ws count cume_dist dense_rank exp first_value floor format group_concat glob
    ifnull iif instr lag last_value lead length like ln log log10 log2 lower ltrim max min mod nth_value ntile nullif
    percent_rank pow power printf rank replace round row_number rtrim sign sqrt string_agg substr substring sum total trim
    trunc typeof unicode upper
"""
_FUNCTIONS = frozenset(_NAMES.split())

_ACTIONS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_CHANGES = {
    sqlite3.SQLITE_INSERT: "a change of {0}",
    sqlite3.SQLITE_UPDATE: "a change of {0}",
    sqlite3.SQLITE_DELETE: "a change of {0}",
    sqlite3.SQLITE_PRAGMA: "pragma {0}",
}
_Judge: TypeAlias = Callable[[int, str | None, str | None, str | None, str | None], int]


def read_sqlite(data: bytes, source: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """Raises DeckgenError for a file that is none or is broken, a table that is not there, and a query that is refused."""
    if not data.startswith(_MAGIC):
        fail("sqlite-broken", mark, file=source.file, why="it is no such file")
    connection = sqlite3.connect(":memory:")
    connection.execute(f"pragma hard_heap_limit = {MEMORY}")
    refused: list[str] = []
    try:
        connection.deserialize(data[: _VERSIONS.start] + b"\1\1" + data[_VERSIONS.stop :])
        query = _query(connection, source, mark)
        answer = _run(connection, query, refused, ordered=not source.query or is_ordered(query))
    except sqlite3.Error as error:
        if refused:
            fail("sqlite-refused", mark, what=refused[0])
        if isinstance(error, sqlite3.OperationalError) and "interrupted" in str(error):
            fail("sql-too-slow", mark, seconds=f"{SECONDS:g}")
        code = "sqlite-query" if source.query else "sqlite-broken"
        fail(code, mark, file=source.file, why=" ".join(str(error).split()))
    except UnicodeDecodeError:
        fail("sqlite-broken", mark, file=source.file, why="it holds a text that is not UTF-8")
    except MemoryError:
        fail("answer-too-large", mark, file=source.file)
    finally:
        connection.close()
    if answer is None:
        fail("answer-too-large", mark, file=source.file)
    return cells_of_values(answer.names, answer.columns, source.file, problems)


def _query(connection: sqlite3.Connection, source: SourceSpec, mark: Mark) -> str:
    """What is asked of the database: the spec's query, or all of the table that it names, or of the only one."""
    if source.query:
        if not is_select(source.query):
            fail("query-not-select", mark)
        return source.query
    found = connection.execute("select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite\\_%' "
                               "escape '\\' order by name").fetchall()  # fmt: skip
    tables = tuple(str(name) for (name,) in found)
    if source.table and source.table not in tables:
        fail("no-such-table", mark, file=source.file, table=source.table, tables=tables, nearest=closest(source.table, tables))
    if not source.table and len(tables) != 1:
        fail("table-not-named", mark, file=source.file, tables=tables)
    return f"select * from {quoted_name(source.table or tables[0])}"  # noqa: S608 - quoted


def _run(connection: sqlite3.Connection, query: str, refused: list[str], *, ordered: bool) -> Answer | None:
    """None where it gives more than can be held."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100)
    connection.execute("pragma temp_store = memory")
    connection.execute("pragma trusted_schema = off")
    connection.set_authorizer(_judge(refused))
    end = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    found: Any = connection.execute(query)
    return collect(found.fetchmany, [str(column[0]) for column in found.description or ()], ordered=ordered)


def _judge(refused: list[str]) -> _Judge:
    def judge(action: int, first: str | None, second: str | None, database: str | None, _inner: str | None) -> int:
        if action in _ACTIONS and not (action == sqlite3.SQLITE_READ and database == "temp"):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS:
            return sqlite3.SQLITE_OK
        refused.append(_CHANGES.get(action, "{0}").format((second if action == sqlite3.SQLITE_FUNCTION else first) or "this"))
        return sqlite3.SQLITE_DENY

    return judge
