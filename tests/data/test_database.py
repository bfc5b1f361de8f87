"""Database servers: what is asked and kept, which addresses are refused, and that no password is told."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import codes_of, rows
from postgres import PASSWORD, connect, server

from deckgen.cli import main
from deckgen.compose.asking import Asker
from deckgen.compose.declared import Declared
from deckgen.data.remote.database import DatabaseQuestion, ask_database, check_database
from deckgen.data.remote.web import UnansweredError
from deckgen.errors import DeckgenError, Mark, Problems
from deckgen.fields import Source
from deckgen.spec import load_spec

sqlalchemy = pytest.importorskip("sqlalchemy")
pytest.importorskip("psycopg")

MARK = Mark("deck.yaml", 4, 15)
ASKED = Mark("deck.yaml", 5, 12)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with server() as found:
        yield found


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAT_PASSWORD", PASSWORD)


def ask(port: int, query: str = "", table: str = "", hosts=None, address: str = "", password_in: str = "STAT_PASSWORD"):
    address = address or f"postgresql://ole@127.0.0.1:{port}/stat"
    question = DatabaseQuestion(
        Source(address, MARK),
        Source(table, ASKED) if table else None,
        Source(query, ASKED) if query else None,
        Source(password_in, ASKED) if password_in else None,
    )
    return ask_database(question, [f"127.0.0.1:{port}"] if hosts is None else hosts)


def refused(*arguments, **options) -> str:
    with pytest.raises(DeckgenError) as error:
        ask(*arguments, **options)
    assert PASSWORD not in str(error.value)
    return str(error.value)


# --- what is asked, of a server that runs


def test_a_query_is_answered_with_plain_values_sorted_by_their_columns(port):
    found = ask(port, "select code, year, man_years, ratio, day, changed, ok, note from need")
    assert found == {
        "deckgen": "table",
        "names": ["code", "year", "man_years", "ratio", "day", "changed", "ok", "note"],
        "columns": [
            ["0301", "0301", "1103"],
            [2012, 2020, 2020],
            [12.0, None, 47.5],
            [0.2, None, 0.1],
            ["2024-04-09", None, "2024-04-08"],
            ["2024-04-09", None, "2024-04-08 12:30:00"],
            [False, None, True],
            [None, "NA", "100 % :x"],
        ],
        "left_out": [],
    }


def test_the_order_that_a_query_says_is_kept(port):
    assert ask(port, "select code, year from need order by year desc, code desc;")["columns"] == [
        ["1103", "0301", "0301"],
        [2020, 2020, 2012],
    ]


def test_a_table_is_taken_whole_also_of_a_schema(port):
    assert ask(port, table="stab.Ansatte")["columns"] == [[1, 3]]
    assert ask(port, table="need")["left_out"] == [["tags", "list"]]


def test_per_cent_and_colons_are_text(port):
    assert ask(port, "select note from need where note like '100 \\% :%' and '%s' = '%s'")["columns"] == [["100 % :x"]]


def test_a_query_of_no_rows_keeps_its_columns(port):
    assert ask(port, "select code, year from need where year = 1900")["columns"] == [[], []]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("delete from need", "query-not-select"),
        ("select 1; delete from need", "query-not-select"),
        ("with a as (delete from need returning code) select * from a", "database-query"),
        ("select code into other from need", "database-query"),
        ("select setval('x', 1)", "database-query"),
        ("select no_such from need", "database-query"),
        ("select * from nowhere", "database-query"),
    ],
)
def test_a_query_that_writes_or_fails_is_refused_and_nothing_is_written(port, query, code):
    assert f"[{code}]" in refused(port, query)
    with connect(port) as connection:
        assert connection.execute("select count(*) from need").fetchone() == (3,)


def test_a_fault_is_told_in_the_servers_words_where_the_query_stands(port):
    assert refused(port, "select no_such from need").startswith(
        'deck.yaml:5:12: error: 127.0.0.1 cannot answer the query: column "no_such" does not exist LINE 1:'
    )


def test_a_query_that_takes_too_long_is_stopped_by_the_server(port, monkeypatch):
    monkeypatch.setattr("deckgen.data.remote.database.SECONDS", 0.2)
    assert "canceling statement due to statement timeout" in refused(port, "select pg_sleep(30)")


def test_an_answer_that_is_too_large_is_refused(port, monkeypatch):
    monkeypatch.setattr("deckgen.data.sql.answers.MOST_CELLS", 10_000)
    assert "error: 127.0.0.1:" in refused(port, "select generate_series(1, 1000000000) as n")
    assert "[answer-too-large]" in refused(port, "select generate_series(1, 1000000000) as n")


def test_an_infinite_number_is_told(port):
    assert "row 1, column n: the number is infinite [number-infinite]" in refused(port, "select 'infinity'::float8 as n")


def test_a_wrong_password_is_told_without_it(port, monkeypatch):
    monkeypatch.setenv("STAT_PASSWORD", "other-secret")
    with pytest.raises(UnansweredError) as error:
        ask(port, "select 1 as n")
    assert 'password authentication failed for user "ole"' in str(error.value)
    assert "other-secret" not in str(error.value)
    assert "other-secret" not in repr(error.value)


# --- what is refused before anybody is asked


def test_a_server_that_the_project_does_not_declare_is_not_asked():
    assert refused(5432, "select 1", hosts=["data.ssb.no"], address="postgresql://db.example.no/stat") == (
        "deck.yaml:4:15: error: db.example.no is not among the hosts that this project may ask [host-not-declared]\n"
        "  if it is to be asked, write in deckgen.yaml: hosts: [data.ssb.no, db.example.no]"
    )


def test_a_port_that_is_not_the_usual_one_is_declared_too():
    assert "db.example.no:6000 is not among" in refused(
        1, "select 1", hosts=["db.example.no"], address="postgresql://db.example.no:6000/stat"
    )


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("postgresql://ole:hemmelig@db.example.no/stat", "it holds a password, which everybody would see who reads the file"),
        ("sqlite:///data/stat.sqlite", "SQLite has no server; write its file under `file:`"),
        ("duckdb:///x", "duckdb is not one of postgresql"),
        ("https://db.example.no/stat", "https is not one of postgresql"),
        ("stat", "it is not one of postgresql"),
        ("postgresql:///stat", "it names no host"),
        ("postgresql://one,two/stat", "it names no host"),
        ("postgresql://%2Fvar/stat", "it names no host"),
        ("postgresql://db.example.no", "it names no database"),
        ("postgresql://db.example.no/host=other", "it names no database"),
        ("postgresql://db.example.no/a/b", "it names no database"),
        ("postgresql://db.example.no/stat?host=other", "host is not among what may be said there: sslmode, charset, driver"),
        ("postgresql://db.example.no/stat?passfile=/etc/passwd", "passfile is not among what may be said there"),
        ("mssql+pyodbc://db.example.no/stat?driver=x;Server=other", "driver is not among what may be said there"),
        ("postgresql://db.example.no:port/stat", "it is no address"),
        ("postgresql://db.example.no/stat#x", "it holds a character that none has"),
    ],
)
def test_an_address_that_says_more_than_a_server_is_refused(address, why):
    with pytest.raises(DeckgenError) as error:
        check_database(Source(address, MARK))
    assert str(error.value).startswith(f"deck.yaml:4:15: error: the address of a database cannot be used: {why}")
    assert "hemmelig" not in str(error.value)


def test_a_password_that_is_not_in_the_environment_is_named_by_its_variable():
    assert refused(1, "select 1", password_in="NO_SUCH") == (
        "deck.yaml:5:12: error: the environment variable NO_SUCH holds no password [password-missing]\n"
        "  set it before the build; a password never stands in a spec"
    )


def test_a_server_that_is_not_there_is_told():
    with pytest.raises(UnansweredError) as error:
        ask(1, "select 1")
    assert str(error.value).startswith("deck.yaml:4:15: error: 127.0.0.1 does not answer: ")
    assert PASSWORD not in str(error.value)


def test_the_extra_is_named_where_sqlalchemy_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    assert refused(1, "select 1") == (
        "deck.yaml:4:15: error: database: needs SQLAlchemy, which is not installed here [extra-missing]\n"
        '  install it with: pip install "deckgen[database]"'
    )


def test_a_driver_that_is_missing_is_named():
    said = refused(1, "select 1", hosts=["db.example.no"], address="oracle+oracledb://db.example.no/stat")
    assert "a database at oracle+oracledb: needs oracledb, which is not installed here [extra-missing]" in said


# --- the way into a deck

SPEC = """\
title: T
data:
  need:
    database: postgresql://ole@127.0.0.1:{port}/stat
    password_in: STAT_PASSWORD
    source: KRD
    query: |
      select code, year, man_years from need where year = 2020
slides: [{{kind: table, title: Behov, from: need, show: [code, man_years]}}]
"""


@pytest.fixture
def folder(project: Callable[..., Path], tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    project(SPEC.format(port=port))
    (tmp_path / "deckgen.yaml").write_text(f"template: DEPMAL\nhosts: ['127.0.0.1:{port}']\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def deckgen(*arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == status, result.output
    assert PASSWORD not in result.output
    return result.output


def dataset(folder: Path, *, refresh: bool = False, problems: Problems | None = None):
    found = Problems() if problems is None else problems
    spec = load_spec(folder / "deck.yaml", found)
    asker = Asker(spec.settings.hosts, refresh=refresh)
    return Declared(spec.fields.data, spec.project, found, asker).dataset(Source("need", MARK))


def test_the_answer_is_kept_and_a_deck_builds_from_it_without_the_server(folder, monkeypatch):
    deckgen("build", "deck.yaml", "-o", "one.pptx")
    kept = (folder / "fetched" / "need.table.json").read_text()
    assert json.loads(kept)["columns"] == [["0301", "1103"], [2020, 2020], [None, 47.5]]
    assert PASSWORD not in kept
    monkeypatch.delenv("STAT_PASSWORD")
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    deckgen("build", "deck.yaml", "-o", "two.pptx")
    assert (folder / "one.pptx").read_bytes() == (folder / "two.pptx").read_bytes()
    assert PASSWORD.encode() not in (folder / "one.pptx").read_bytes()
    assert "47,5" in deckgen("trace", "two.pptx")
    assert "fetched/need.table.json" in deckgen("data", "deck.yaml", "need")


def test_a_refresh_asks_again_and_an_old_answer_stands_in_where_there_is_none(folder, port, monkeypatch):
    assert rows(dataset(folder)) == [("0301", 2020.0, None), ("1103", 2020.0, 47.5)]
    with connect(port) as connection:
        connection.execute("update need set man_years = 48 where code = '1103'")
    try:
        assert rows(dataset(folder))[1] == ("1103", 2020.0, 47.5)
        assert rows(dataset(folder, refresh=True))[1] == ("1103", 2020.0, 48.0)
    finally:
        with connect(port) as connection:
            connection.execute("update need set man_years = 47.5 where code = '1103'")
    monkeypatch.setenv("STAT_PASSWORD", "wrong")
    problems = Problems()
    assert rows(dataset(folder, refresh=True, problems=problems))[1] == ("1103", 2020.0, 48.0)
    (told,) = [problem for problem in problems.found if problem.code == "fetched-old"]
    assert "password authentication failed" in str(dict(told.data)["why"])


def test_another_question_is_asked_anew(folder):
    dataset(folder)
    spec = folder / "deck.yaml"
    spec.write_text(spec.read_text().replace("year = 2020", "year = 2012"))
    assert rows(dataset(folder)) == [("0301", 2012.0, 12.0)]


def test_an_answer_that_was_changed_is_told(folder):
    dataset(folder)
    kept = folder / "fetched" / "need.table.json"
    document = json.loads(kept.read_text())
    document["columns"][0].pop()
    kept.write_text(json.dumps(document))
    with pytest.raises(DeckgenError) as error:
        dataset(folder)
    assert "fetched/need.table.json is not as deckgen kept it [table-file-broken]" in str(error.value)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("{database: 'postgresql://h/d'}", "database-incomplete"),
        ("{database: 'postgresql://h/d', table: t, query: select 1}", "table-or-query"),
        ("{database: 'postgresql://h/d', file: a.csv, query: select 1}", "database-ending"),
        ("{database: 'postgresql://o:p@h/d', query: select 1}", "database-address"),
        ("{database: 'postgresql://h/d', query: select 1, sheet: A}", "host-not-declared"),
        ("{file: a.csv, password_in: X}", "password-only"),
        ("{database: 'postgresql://h/d', query: select 1, from: other}", "dataset-unclear"),
        ("{api: 'https://h/api/v2', database: 'postgresql://h/d', query: select 1}", "dataset-unclear"),
    ],
)
def test_what_does_not_go_together_is_told(project, fields, code):
    spec = project(
        f"title: T\ndata:\n  need: {fields}\n  other: a.csv\nslides: [{{kind: table, title: T, from: need}}]\n",
        **{"a.csv": "a;b\n1;2\n"},
    )
    assert code in codes_of(spec)
