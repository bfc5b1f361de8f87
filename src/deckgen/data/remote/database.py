"""A question to a database server → its answer as a document that is kept in the project and read from there.

The server is one that the project declares; the password comes from the environment and is told nowhere. What is asked is one
SELECT, in a transaction that reads alone where the server has such, and that is taken back in any case.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite, isnan
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

from deckgen.data.sql.answers import Answer, collect, is_ordered, is_select
from deckgen.errors import Mark, Problem, fail
from deckgen.fields import Source

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection

SECONDS = 60  # for the whole answer, where the server can be told
PATIENCE = 10  # seconds for a connection

# By the scheme of an address: SQLAlchemy's name of it, the port that need not be declared, and the package that speaks it.
_SERVERS = {
    "postgresql": ("postgresql+psycopg", 5432, "psycopg"),
    "postgresql+psycopg": ("postgresql+psycopg", 5432, "psycopg"),
    "mysql+pymysql": ("mysql+pymysql", 3306, "pymysql"),
    "mariadb+pymysql": ("mariadb+pymysql", 3306, "pymysql"),
    "mssql+pyodbc": ("mssql+pyodbc", 1433, "pyodbc"),
    "oracle+oracledb": ("oracle+oracledb", 1521, "oracledb"),
}
_OPTIONS = {"sslmode": re.compile(r"[a-z-]+"), "charset": re.compile(r"\w+"), "driver": re.compile(r"[\w .]+")}
_NAME = re.compile(r"[\w-]+")
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class DatabaseQuestion:
    """What a spec asks of a server: all of a table, or a query; and the environment variable that holds the password."""

    database: Source
    table: Source | None
    query: Source | None
    password_in: Source | None = None

    @property
    def told(self) -> dict[str, str]:
        """It in plain values, to be kept with the answer and compared later."""
        asked = {"query": self.query.text} if self.query else {"table": self.table.text if self.table else ""}
        return {"database": self.database.text, **asked}

    @property
    def url(self) -> str:
        """The server's address, for people."""
        return self.database.text


@dataclass(frozen=True, slots=True)
class _Server:
    drivername: str
    package: str
    user: str
    host: str
    port: int | None
    database: str
    options: dict[str, str]

    def url(self, password: str | None) -> URL:
        from sqlalchemy.engine import URL

        name = self.user or None
        return URL.create(self.drivername, name, password, self.host, self.port, self.database, self.options)


def check_database(database: Source) -> None:
    """Raises DeckgenError for an address that no server has, and for one that holds a password. It needs no SQLAlchemy."""
    _server(database)


def ask_database(question: DatabaseQuestion, hosts: Sequence[str]) -> dict[str, Any]:
    """The answer. Raises DeckgenError: UnansweredError where it may come another time."""
    server = _server(question.database)
    usual = _SERVERS[urlsplit(question.database.text).scheme][1]
    host = server.host if server.port in (None, usual) else f"{server.host}:{server.port}"
    if host.lower() not in {each.strip().lower() for each in hosts}:
        fail("host-not-declared", question.database.mark, host=host, line=f"hosts: [{', '.join([*hosts, host])}]")
    if question.query and not is_select(question.query.text):
        fail("query-not-select", question.query.mark)
    password = _password(question.password_in)
    answer = _answer(question, server, password)
    if answer is None:
        fail("answer-too-large", question.database.mark, file=host)
    return _document(answer, question.database.mark)


def _server(database: Source) -> _Server:
    """The parts of the address, each of a shape that says nothing else to a driver."""

    def refuse(why: str) -> NoReturn:
        fail("database-address", database.mark, why=why)

    try:
        parts = urlsplit(database.text)
        port = parts.port
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        refuse("it is no address")
    if parts.password is not None:
        refuse("it holds a password, which everybody would see who reads the file")
    if parts.scheme == "sqlite":
        refuse("SQLite has no server; write its file under `file:`")
    if parts.scheme not in _SERVERS:
        refuse(f"{parts.scheme or 'it'} is not one of {', '.join(_SERVERS)}")
    name, user = unquote(parts.path.removeprefix("/")), unquote(parts.username or "")
    if not _HOST.fullmatch(parts.hostname or ""):
        refuse("it names no host")
    if not _NAME.fullmatch(name):
        refuse("it names no database")
    if parts.fragment or (user and not re.fullmatch(r"[\w.@\\-]+", user)):
        refuse("it holds a character that none has")
    for option, value in options.items():
        if option not in _OPTIONS or not _OPTIONS[option].fullmatch(value):
            refuse(f"{option} is not among what may be said there: {', '.join(_OPTIONS)}")
    drivername, _, package = _SERVERS[parts.scheme]
    return _Server(drivername, package, user, parts.hostname or "", port, name, options)


def _password(named: Source | None) -> str | None:
    if named is None:
        return None
    if not _NAME.fullmatch(named.text) or not (password := os.environ.get(named.text)):
        fail("password-missing", named.mark, name=named.text)
    return password


def _answer(question: DatabaseQuestion, server: _Server, password: str | None) -> Answer | None:
    mark = question.database.mark
    try:
        from sqlalchemy import create_engine
        from sqlalchemy.exc import SQLAlchemyError
        from sqlalchemy.pool import NullPool
    except ImportError:
        fail("extra-missing", mark, what="database:", package="SQLAlchemy", extra="database")
    try:
        engine = create_engine(server.url(password), poolclass=NullPool, connect_args=_patience(server), hide_parameters=True)
    except (ImportError, SQLAlchemyError):
        fail("extra-missing", mark, what=f"a database at {urlsplit(question.database.text).scheme}:", package=server.package,
             extra="database")  # fmt: skip
    try:
        with engine.connect() as connection:
            return _rows(connection, question)
    except SQLAlchemyError as error:
        _unanswered(error, question, server, password)
    finally:
        engine.dispose()


def _patience(server: _Server) -> dict[str, Any]:
    match server.package:
        case "psycopg" | "pymysql":
            return {"connect_timeout": PATIENCE}
        case "pyodbc":
            return {"timeout": PATIENCE}
        case _:
            return {"tcp_connect_timeout": float(PATIENCE)}


def _rows(connection: Connection, question: DatabaseQuestion) -> Answer | None:
    """In a transaction of its own, which is rolled back."""
    dialect = connection.dialect
    if dialect.name == "postgresql":
        connection = connection.execution_options(postgresql_readonly=True)
        connection.exec_driver_sql(f"set local statement_timeout = {SECONDS * 1000}")
    elif dialect.name in ("mysql", "mariadb"):
        connection.exec_driver_sql("set session transaction read only")
        connection.rollback()  # which is so from the next one on
    if question.query:
        text, ordered = question.query.text.strip().rstrip(";"), is_ordered(question.query.text)
    else:
        assert question.table is not None  # the spec has one of the two
        quoted = ".".join(map(dialect.identifier_preparer.quote_identifier, question.table.text.split(".")))
        text, ordered = f"select * from {quoted}", False  # noqa: S608 - quoted
    found = connection.execution_options(stream_results=True, no_parameters=True).exec_driver_sql(text)
    answer = collect(found.fetchmany, list(found.keys()), ordered=ordered)
    found.close()
    connection.rollback()
    return answer


def _unanswered(error: Exception, question: DatabaseQuestion, server: _Server, password: str | None) -> NoReturn:
    """What the server or its driver says, on one line. A fault of the query is one of the spec; all else may go better."""
    from sqlalchemy.exc import OperationalError

    from deckgen.data.remote.web import UnansweredError

    said = " ".join(str(getattr(error, "orig", None) or error).split())
    said = said.replace(password, "…") if password else said
    told = (("host", server.host), ("why", said))
    if isinstance(error, OperationalError):
        raise UnansweredError((Problem("database-unanswered", told, question.database.mark),)) from None
    asked = question.query or question.table or question.database
    fail("database-query", asked.mark, host=server.host, why=said)


# --- the answer as it is kept ---


def _document(answer: Answer, mark: Mark) -> dict[str, Any]:
    """Names and columns in plain values; what no table can show is named, and left out."""
    names: list[str] = []
    columns: list[list[Any]] = []
    left_out: list[list[str]] = []
    for name, column in zip(answer.names, answer.columns, strict=True):
        kind = next((type(value).__name__ for value in column if not isinstance(value, _PLAIN)), "")
        if kind:
            left_out.append([name, kind])
            continue
        names.append(name)
        columns.append([_plain(value, name, row, mark) for row, value in enumerate(column, 1)])
    return {"deckgen": "table", "names": names, "columns": columns, "left_out": left_out}


_PLAIN = (type(None), str, bool, int, float, Decimal, date, datetime, time, timedelta, UUID)


def _plain(value: Any, name: str, row: int, mark: Mark) -> str | float | bool | None:
    if isinstance(value, float | Decimal):
        number = float(value)
        if isnan(number):
            return None
        if not isfinite(number):
            fail("number-infinite", mark, row=row, column=name)
        return number
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta | UUID) else value
