"""SQLite databases in the project: tables, queries, and what a query must not do."""

import json
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import codes_of, read_file, refused_file, rows

from deckgen.data.draft import draft
from deckgen.data.sql.answers import is_ordered, is_select
from deckgen.errors import DeckgenError, Mark, Problems

MARK = Mark("deck.yaml", 3, 9)
SCHEMA = """
create table need (code text, year integer, man_years real, note);
insert into need values ('1103', 2020, 47.5, ':'), ('0301', 2012, 12, null), ('0301', 2020, 13.25, 'NA');
create table areas (code text, area);
insert into areas values ('0301', 454.1), ('1103', ':');
create view yearly as select year, sum(man_years) as man_years from need group by year;
"""


def write(folder: Path, script: str = SCHEMA, name: str = "stat.sqlite") -> Path:
    path = folder / name
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()
    return path


read, refused = partial(read_file, "need", MARK), partial(refused_file, "need", MARK)


def test_a_table_is_read_as_it_is(tmp_path):
    found = read(write(tmp_path), table="need")
    assert rows(found) == [("1103", 2020.0, 47.5, ":"), ("0301", 2012.0, 12.0, ""), ("0301", 2020.0, 13.25, "NA")]
    assert [column for column in found.columns if found.is_number(column)] == ["year", "man_years"]


def test_a_symbol_among_numbers_says_why_one_is_missing(tmp_path):
    assert rows(read(write(tmp_path), table="areas")) == [("0301", 454.1), ("1103", ":")]


def test_a_view_is_a_table(tmp_path):
    assert rows(read(write(tmp_path), table="yearly")) == [(2012.0, 12.0), (2020.0, 60.75)]


def test_the_only_table_needs_no_name(tmp_path):
    assert rows(read(write(tmp_path, "create table t (a); insert into t values (1);"))) == [(1.0,)]


def test_a_query_is_asked_and_sorted_where_it_has_no_order(tmp_path):
    path = write(tmp_path)
    assert rows(read(path, query="select n.code, area from need n join areas a using (code) where year = 2020")) == [
        ("0301", 454.1),
        ("1103", ":"),
    ]
    assert rows(read(path, query="select code, man_years from need order by man_years desc"))[0] == ("1103", 47.5)
    assert rows(read(path, query="with a as (select * from need order by year) select man_years from a")) == [
        (12.0,),
        (13.25,),
        (47.5,),
    ]


def test_several_tables_are_named_where_the_spec_says_none(tmp_path):
    assert refused(write(tmp_path)) == (
        "deck.yaml:3:9: error: data/stat.sqlite does not hold one table alone [table-not-named]\n"
        "  say which with `table:`, or ask with `query:`; there are: areas, need, yearly"
    )


def test_a_table_that_is_not_there_is_told_with_the_nearest(tmp_path):
    assert refused(write(tmp_path), table="Needs") == (
        'deck.yaml:3:9: error: data/stat.sqlite has no table "Needs" [no-such-table]\n'
        '  did you mean "need"?\n'
        "  it has: areas, need, yearly"
    )


def test_a_fault_in_the_query_is_told_in_sqlites_words(tmp_path):
    assert refused(write(tmp_path), query="select cod from need") == (
        "deck.yaml:3:9: error: data/stat.sqlite cannot answer the query: no such column: cod [sqlite-query]\n"
        "  a query is one SELECT over the tables of the database, in SQLite's SQL"
    )


@pytest.mark.parametrize(
    "query",
    [
        "delete from need",
        "insert into need values (1, 2, 3, 4)",
        "drop table need",
        "attach 'x.db' as x",
        "pragma table_list",
        "select 1; select 2",
        "vacuum into 'x.db'",
        "explain select 1",
        "",
    ],
)
def test_what_is_not_one_select_is_refused(tmp_path, query):
    assert refused(write(tmp_path), query=query or ";").startswith(
        "deck.yaml:3:9: error: the query is not one SELECT [query-not-select]"
    )


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("select random() as n", "random"),
        ("select current_timestamp as n", "current_timestamp"),
        ("select date('now') as n", "date"),
        ("select strftime('%s') as n", "strftime"),
        ("select load_extension('x') as n", "load_extension"),
        ("select randomblob(1000000000) as n", "randomblob"),
        ("select zeroblob(1000000000) as n", "zeroblob"),
        ("select hex(code) as n from need", "hex"),
        ("select sqlite_version() as n", "sqlite_version"),
        ("select json_group_array(code) as n from need", "json_group_array"),
        ("with a as (select 1) insert into need select 1, 2, 3, 4", "a change of need"),
        ("with a as (select 1) delete from need", "a change of need"),
    ],
)
def test_clocks_chance_files_and_writing_are_refused(tmp_path, query, what):
    said = refused(write(tmp_path), query=query)
    assert f"error: {what} cannot be used in a query to a database in a file [sqlite-refused]" in said
    assert "no files, no clock, no chance" in said


def test_nothing_is_written_to_the_file(tmp_path):
    path = write(tmp_path)
    before = path.read_bytes()
    read(path, query="select * from need")
    refused(path, query="with a as (select 1) delete from need")
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "query",
    [
        "select group_concat(printf('%9999d', 1)) as n from need a, need b, need c, need d, need e, need f",
        "select replace(replace(replace(printf('%9999d', 1), ' ', printf('%999d', 1)), ' ', code), ' ', code) as n from need",
    ],
)
def test_texts_that_blow_up_are_refused(tmp_path, query):
    assert "string or blob too big [sqlite-query]" in refused(write(tmp_path), query=query)


def test_a_query_that_does_not_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("deckgen.data.files.sqlite_file.SECONDS", 0.3)
    endless = "with recursive a(n) as (select 1 union all select n + 1 from a) select count(*) as n from a"
    assert "error: the query was stopped after 0.3 seconds [sql-too-slow]" in refused(write(tmp_path), query=endless)


def test_an_answer_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("deckgen.data.sql.answers.MOST_CELLS", 10_000)
    endless = "with recursive a(n) as (select 1 union all select n + 1 from a) select n from a"
    assert refused(write(tmp_path), query=endless) == (
        "deck.yaml:3:9: error: data/stat.sqlite gives more than deckgen can hold [answer-too-large]\n"
        "  group the rows, take fewer columns, or add a condition"
    )


GREEDY = """
import sys
from pathlib import Path
from querying import held
from test_sqlite import refused
from deckgen.data.files import sqlite_file
sqlite_file.MEMORY = 50_000_000
query = "with recursive a(n) as (select 1 union all select n + 1 from a) select printf('%99999d', n) as s from a order by s"
print(refused(Path(sys.argv[1]), query=query).splitlines()[0])
print(held())
"""


def test_memory_is_bounded_while_it_sorts(tmp_path):
    """In a process of its own: SQLite lowers its bound for a whole process, and never raises it again."""
    command = [sys.executable, "-c", GREEDY, str(write(tmp_path))]
    ran = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, timeout=60, check=False)
    said, megabytes = ran.stdout.splitlines()
    assert said == "deck.yaml:3:9: error: data/stat.sqlite gives more than deckgen can hold [answer-too-large]", ran.stderr
    assert int(megabytes) < 400


def test_what_is_no_database_is_told(tmp_path):
    path = tmp_path / "stat.sqlite"
    path.write_bytes(b"a;b\n1;2\n")
    assert refused(path) == (
        "deck.yaml:3:9: error: data/stat.sqlite cannot be read as an SQLite database: it is no such file [sqlite-broken]\n"
        "  close it in other programs, and fetch or copy it again"
    )


def test_a_truncated_database_is_told(tmp_path):
    lines = ", ".join(f"('{n:04}', {n}, {n}, '{'x' * 50}')" for n in range(3000))
    path = write(tmp_path, f"create table need (code, year, man_years, note); insert into need values {lines};")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "[sqlite-broken]" in refused(path)


def test_a_text_that_is_not_utf_8_is_told(tmp_path):
    path = write(tmp_path, "create table t (a); insert into t values (cast(x'ff61' as text));")
    assert "[sqlite-broken]" in refused(path)


@given(st.randoms(), st.sampled_from([{"table": "need"}, {"table": "yearly"}, {"query": "select * from need order by 1"}, {}]))
@settings(max_examples=60)
def test_whatever_a_damaged_database_holds_is_a_table_or_refused(rng, spec):
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder))
        data = bytearray(path.read_bytes())
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data[: rng.choice([len(data), rng.randrange(len(data))])])
        with suppress(DeckgenError):
            read(path, Problems(), **spec)


def test_a_database_with_unwritten_changes_beside_it_is_refused(tmp_path):
    path = write(tmp_path)
    connection = sqlite3.connect(path)
    connection.execute("pragma journal_mode = wal")
    connection.execute("insert into areas values ('5001', 1)")
    connection.commit()
    assert refused(path, table="areas") == (
        "deck.yaml:3:9: error: data/stat.sqlite has changes that are still in stat.sqlite-wal [database-open]\n"
        "  close it in the program that has it open, which writes them into it"
    )
    connection.close()
    assert len(read(path, table="areas")) == 3  # also in the mode of that program


def test_bytes_are_left_out_and_told(tmp_path):
    problems = Problems()
    found = read(write(tmp_path, "create table t (a, b); insert into t values (1, x'00ff');"), problems)
    assert found.columns == ("a",)
    assert [(each.code, dict(each.data)) for each in problems.found] == [("column-left-out", {"column": "b", "kind": "bytes"})]


def test_two_columns_of_one_name_are_refused(tmp_path):
    assert "[duplicate-column]" in refused(write(tmp_path), query="select code, code from need")


def test_a_draft_names_the_only_table_by_itself(tmp_path):
    path = write(tmp_path, "create table t (a); insert into t values (1);")
    assert draft(path.read_bytes(), "data/stat.sqlite").startswith("stat:\n  file: data/stat.sqlite\n")


def test_a_draft_of_several_tables_takes_the_first_and_names_the_others(tmp_path):
    assert draft(write(tmp_path).read_bytes(), "data/stat.sqlite").startswith(
        "stat:\n  file: data/stat.sqlite\n  table: areas  # the first; there are also need, yearly\n"
    )


@pytest.mark.parametrize(
    ("query", "ordered"),
    [
        ("select a from t order by a", True),
        ("select a from t\nORDER\n  BY a", True),
        ("select a from (select a from t order by a)", False),
        ("select a, row_number() over (order by a) as r from t", False),
        ("select 'order by' as a, \"order by\" from t -- order by a", False),
        ("select a from t /* order by a */", False),
    ],
)
def test_whether_a_query_orders_its_rows_is_seen(query, ordered):
    assert is_ordered(query) is ordered


def test_a_semicolon_at_the_end_and_comments_do_no_harm():
    assert is_select("-- what we want\nSELECT ';' as a;")
    assert is_select("/* x; */ with a as (select 1) select * from a")
    assert not is_select("select 1; drop table t")


SPEC = """\
title: T
data:
  need: {file: stat.sqlite, query: "select code, sum(man_years) as man_years from need group by code", source: KRD}
slides: [{kind: table, title: Behov, from: need, show: [code, man_years]}]
"""


def test_a_deck_is_made_of_it_and_traced_back_to_its_rows(project, tmp_path, monkeypatch):
    from click.testing import CliRunner

    from deckgen.cli import main

    project(SPEC)
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(main, ["build", "deck.yaml", "-o", "deck.pptx"])
    assert made.exit_code == 0, made.output
    traced = CliRunner().invoke(main, ["trace", "deck.pptx", "--format", "json"]).output
    (first, _) = [event for event in map(json.loads, traced.splitlines()) if event["event"] == "number"]
    assert (first["shown"], first["number"], first["sources"][0]["file"]) == ("25", 25.25, "stat.sqlite")
    assert first["sources"][0]["cells"] == [{"row": 1, "man_years": "25,25"}]


def test_a_deck_is_made_again_when_the_database_answers_otherwise(project, tmp_path, monkeypatch):
    from click.testing import CliRunner

    from deckgen.cli import main

    decks = 'decks: {one_per: code, from: codes, file: "{{ code }}.pptx"}\nslides:'
    spec = SPEC.replace("slides:", decks, 1).replace("data:\n", "data:\n  codes: codes.csv\n", 1)
    project(spec, **{"codes.csv": "code\n0301\n1103\n"})
    path = write(tmp_path)
    monkeypatch.chdir(tmp_path)

    def built() -> dict[str, list[str]]:
        ran = CliRunner().invoke(main, ["build", "deck.yaml", "--format", "json"])
        assert ran.exit_code == 0, ran.output
        events = map(json.loads, ran.output.splitlines())
        return {event["group"]: event["reasons"] for event in events if event["event"] == "built"}

    assert built() == {"0301": ["not made before"], "1103": ["not made before"]}
    assert built() == {}
    connection = sqlite3.connect(path)
    connection.executescript("update need set man_years = 48 where code = '1103'; update areas set area = 1;")
    connection.close()
    assert built() == {"1103": ["stat.sqlite: 1 row changed (row 2)"]}
    connection = sqlite3.connect(path)
    connection.executescript("update areas set area = 2;")
    connection.close()
    assert built() == {}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("{file: a.csv, query: select 1}", "option-not-here"),
        ("{file: a.csv, table: t}", "option-not-here"),
        ("{file: a.sqlite, sheet: t}", "option-not-here"),
        ("{file: a.sqlite, table: t, query: select 1}", "table-or-query"),
        ("{from: other, query: select 1}", "dataset-not-file"),
    ],
)
def test_what_does_not_go_together_is_told(project, fields, code):
    spec = project(
        f"title: T\ndata:\n  need: {fields}\n  other: a.csv\nslides: [{{kind: table, title: T, from: need}}]\n",
        **{"a.csv": "a;b\n1;2\n", "a.sqlite": b""},
    )
    assert code in codes_of(spec)
