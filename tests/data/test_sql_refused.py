"""Attempts of a query at files, hosts, clocks, chance, and at the memory and time of the machine."""

import subprocess
import sys
from pathlib import Path

import pytest
from making import made
from querying import query, refused

from deckgen.data.sql import functions as allowed
from deckgen.data.sql.determined import determined
from deckgen.data.sql.query import tree_of

duckdb = pytest.importorskip("duckdb")

NO_MORE = (
    "a query reads the datasets of the spec alone, and must give the same figures tomorrow: "
    "no files, no hosts, no clock, no chance"
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("select * from read_csv('/etc/passwd')", "read_csv"),
        ("select * from read_parquet('x')", "read_parquet"),
        ("select * from read_text('/etc/passwd')", "read_text"),
        ("select * from read_blob('/etc/passwd')", "read_blob"),
        ("select * from glob('/*')", "glob"),
        ("select * from sniff_csv('x')", "sniff_csv"),
        ("select * from duckdb_settings()", "duckdb_settings"),
        ("select * from query('select 1')", "query"),
        ("select * from query_table('need')", "query_table"),
        ("select * from json_execute_serialized_sql('{}')", "json_execute_serialized_sql"),
        ("select * from pragma_version()", "pragma_version"),
        ("select * from information_schema.tables", "information_schema.tables"),
        ("select * from memory.main.need", "memory.main.need"),
        ("select getenv('HOME') as x", "getenv"),
        ("select current_setting('threads') as x", "current_setting"),
        ("select getvariable('x') as x", "getvariable"),
        ("select nextval('s') as x", "nextval"),
        ("select random() as x", "random"),
        ("select setseed(1) as x", "setseed"),
        ("select uuid() as x", "uuid"),
        ("select now() as x", "now"),
        ("select today() as x", "today"),
        ("select age(date '2024-01-01') as x", "age"),
        ("select current_date as x", "current_date"),
        ("select current_user as x", "current_user"),
        ("select version() as x", "version"),
        ("select hash(code) as x from need", "hash"),
        ("select approx_count_distinct(code) as x from need", "approx_count_distinct"),
        ("select * from need using sample 1", "SAMPLE"),
        ("select * from need tablesample 10%", "SAMPLE"),
        ("select distinct on (code) code from need", "DISTINCT ON"),
        ("select * from need positional join areas", "POSITIONAL JOIN"),
        ("select * from range(1000000000)", "range"),
        ("select * from generate_series(1, 1000000000)", "generate_series"),
        ("with recursive a as (select 1 as n union all select n + 1 from a) select * from a", "RECURSIVE"),
        ("select repeat('x', 4000000000) as x", "repeat"),
        ("select printf('%4000000000d', 1) as x", "printf"),
        ("select format('{:4000000000d}', 1) as x", "format"),
        ("select bar(1, 0, 10, 4000000000) as x", "bar"),
        ("select list(n) as x from need", "list"),
        ("select [1, 2] as x", "list_value"),
        ("select {'a': 1} as x", "struct_pack"),
        ("select array(select n from need) as x", "array_agg"),
        ("select unnest([1, 2]) as x", "unnest"),
        ("select list_transform([1], lambda x: x) as x", "list_transform"),
        ("select code::blob as x from need", "blob"),
        ("select code::json as x from need", "json"),
        ("select n::integer[] as x from need", "list"),
        ("select n::timestamptz as x from need", "timestamptz"),
        ("select code::bignum as x from need", "bignum"),
        ("select x'00' as x", "HEX"),
        ("select code collate nocase as x from need", "COLLATE"),
        ("select code[1] as x from need", "ARRAY_EXTRACT"),
        ("select try(n) as x from need", "OPERATOR_TRY"),
        ("select ? as x", "PARAMETER"),
        ("summarize need", "SHOW_REF"),
        ("select error('x') as x", "error"),
        ("select main.sum(n) as x from need", "sum"),
    ],
)
def test_what_is_not_on_a_list_is_refused(text, what):
    said = refused(text)
    assert f"error: {what} cannot be used in a query [sql-refused]\n  {NO_MORE}" in said


@pytest.mark.parametrize(
    "text",
    [
        "copy need to 'x.csv'",
        "copy (select 1) to '/x'",
        "attach 'x.db'",
        "install httpfs",
        "load httpfs",
        "pragma version",
        "set threads = 4",
        "reset threads",
        "drop table need",
        "create table x as select 1",
        "insert into need values ('a', 1)",
        "update need set n = 1",
        "delete from need",
        "create macro f() as 1",
        "export database 'x'",
        "select 1 as a; select 2 as b",
        "describe need",
        "explain select 1",
        "pivot need on code using sum(n)",
        "call pragma_version()",
        "prepare x as select 1",
        "checkpoint",
        "vacuum",
        "",
    ],
)
def test_what_is_not_one_select_is_refused(text):
    assert "[sql-not-select]" in refused(text) or "[sql-refused]" in refused(text)


def test_what_is_not_one_select_is_told():
    assert refused("select 1 as a; select 2 as b") == (
        "deck.yaml:4:7: error: the query is not one SELECT [sql-not-select]\n"
        "  write a single SELECT over the datasets of the spec; it may begin with WITH"
    )


@pytest.mark.parametrize("name", ["/etc/passwd", "x.csv", "https://example.org/x.csv", "s3://a/b.parquet", "duckdb_columns"])
def test_a_file_an_address_and_a_system_table_are_no_datasets(name):
    said = refused(f"select * from '{name}'")
    assert f'error: there is no dataset "{name}" [unknown-dataset]' in said


def test_a_variable_of_this_program_is_no_table():
    frame = made("frame", n=[1.0])
    assert frame.name == "frame"
    assert 'there is no dataset "frame"' in refused("select * from frame")


UNBOUNDED = (
    "[sql-unbounded]\n  lpad and rpad take a plain number of at most 100; replace takes plain texts, "
    "the new one at most three characters longer; concat at most twenty parts"
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("select lpad('x', 4000000000, 'y') as x", "lpad"),
        ("select lpad('x', n, 'y') as x from need", "lpad"),
        ("select replace(code, '0', code) as x from need", "replace"),
        ("select replace(code, '0', 'abcdefgh') as x from need", "replace"),
        (f"select concat({', '.join(['code'] * 21)}) as x from need", "concat"),
    ],
)
def test_functions_that_blow_up_a_value_take_constants(text, what):
    assert refused(text) == f"deck.yaml:4:14: error: {what} could make texts without bound here {UNBOUNDED}"


@pytest.mark.parametrize(
    "text",
    [
        "select s || s as s from ({})",
        "select concat(s, s, s, s) as s from ({})",
        "select replace(s, 'x', 'xxxx') as s from ({})",
        "select upper(s) || lower(s) as s from ({})",
    ],
)
def test_a_text_that_grows_step_by_step_is_refused_while_it_runs(text):
    whole = "select 'xxxxxxxxxxxxxxxx' as s from need"
    for _ in range(12):
        whole = text.format(whole)
    assert refused(whole) == (
        "deck.yaml:4:7: error: the query makes a text of more than 2000 bytes [sql-text-too-wide]\n"
        "  take a part of it: left(…, 200)"
    )


def test_a_text_put_together_of_many_rows_is_refused_when_too_wide():
    big = made("big", k=[f"k{n}" for n in range(3000)])
    assert "[sql-text-too-wide]" in refused("select string_agg(k, ',' order by k) as s from big", big=big)


def test_a_format_that_grows_is_refused():
    assert "[sql-text-too-wide]" in refused(f"select strftime(date '2024-01-01', '{'%A' * 1000}') as s from need")


def test_many_calls_of_functions_that_make_texts_are_refused():
    calls = ", ".join(f"upper(code) as c{n}" for n in range(61))
    assert refused(f"select {calls} from need") == (
        "deck.yaml:4:7: error: the query has 61 calls of functions that make texts, more than 60 [sql-too-many-texts]\n"
        "  divide it: one dataset may be made from another"
    )


@pytest.mark.parametrize(
    "text", ["select " + "abs(" * 500 + "1" + ")" * 500, "select * from " + "(select * from " * 300 + "need" + ")" * 300]
)
def test_a_query_nested_deeply_is_refused(text):
    assert refused(text) == (
        "deck.yaml:4:7: error: the query has brackets within brackets, deeper than deckgen reads [sql-too-deep]\n"
        "  divide it: one dataset may be made from another"
    )


@pytest.mark.parametrize("more", [12, 40])
def test_columns_that_multiply_by_their_names_are_refused_before_they_are_planned(more):
    columns = "n + n as a0" + "".join(f", a{at} + a{at} as a{at + 1}" for at in range(more))
    assert refused(f"select {columns} from need") == (
        "deck.yaml:4:7: error: the query's columns use each other by their names so often that they have more than 20000 parts "
        "when written out [sql-too-many-parts]\n  divide it: one dataset may be made from another"
    )


def test_a_part_that_would_be_worked_out_again_and_again_is_refused():
    assert "NOT MATERIALIZED cannot be used in a query" in refused(
        "with a as not materialized (select n from need) select x.n from a x, a y"
    )


def test_a_long_query_is_refused():
    assert refused("select 1 " + " " * 20_000) == (
        "deck.yaml:4:7: error: the query has 20009 characters, more than the 20000 that deckgen reads [sql-too-long]\n"
        "  divide it: one dataset may be made from another"
    )


def test_a_query_that_does_not_end_is_stopped():
    big = made("big", n=[float(n) for n in range(5000)])
    assert refused("select count(*) as n from big a, big b, big c, big d", big=big, seconds=0.5) == (
        "deck.yaml:4:7: error: the query was stopped after 0.5 seconds [sql-too-slow]\n"
        "  look for a join that lacks its condition, or make a smaller dataset first"
    )


def test_a_query_that_needs_too_much_memory_is_refused(monkeypatch):
    monkeypatch.setattr("deckgen.data.sql.queries.MEMORY", "40MB")
    big = made("big", n=[float(n) for n in range(3000)])
    assert refused("select a.n * b.n as n from big a, big b", big=big) == (
        "deck.yaml:4:7: error: the query needs more memory than the 40MB that it may use [sql-too-large]\n"
        "  look for a join that lacks its condition, or make a smaller dataset first"
    )


def test_a_query_that_gives_too_much_is_refused(monkeypatch):
    big = made("big", n=[float(n) for n in range(300)])
    monkeypatch.setattr("deckgen.data.sql.queries.MOST_CELLS", 50_000)
    assert "gives more than 50000 cells, or 200000000 characters in them [sql-result-too-large]" in refused(
        "select a.n, b.n as m from big a, big b", big=big
    )
    monkeypatch.setattr("deckgen.data.sql.queries.MOST_CELLS", 1_000_000)
    monkeypatch.setattr("deckgen.data.sql.queries.MOST_TEXT", 50_000)
    assert "[sql-result-too-large]" in refused("select a.n || ' ' || b.n as m from big a, big b", big=big)


GREEDY = """
from making import made
from querying import held, refused
big = made("big", n=[float(n) for n in range(4000)], w=["x" * 1900 + str(n) for n in range(4000)])
for text in {texts!r}:
    print(refused(text, big=big, seconds=60.0).splitlines()[0].rsplit(" ", 1)[1])
print(held())
"""


def test_what_greedy_queries_hold_stays_near_the_limit():
    """DuckDB does not count texts that it works on: without a bound of ours, these hold many gigabytes, or never end."""
    texts = [
        "select w || w as a, a || a || a || a as b, length(b) as c from big",
        "select a.w, b.w as v from big a, big b",
        "select string_agg(a.w, ',' order by a.n) as s from big a, big b",
    ]
    here = Path(__file__).parent
    ran = subprocess.run(
        [sys.executable, "-c", GREEDY.format(texts=texts)], cwd=here, capture_output=True, text=True, timeout=200, check=False
    )
    *codes, megabytes = ran.stdout.split()
    assert codes == ["[sql-text-too-wide]", "[sql-too-large]", "[sql-too-large]"], ran.stderr
    assert int(megabytes) < 1500


# --- the lists themselves ---


def test_every_function_on_the_list_is_known_to_duckdb_and_none_is_left_to_chance():
    found = duckdb.connect().execute("select function_name, stability from duckdb_functions()").fetchall()
    windows = {"row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "nth_value"}
    windows |= {"first_value", "last_value"}
    written_otherwise = {"coalesce", "nullif", "ifnull", "if", "count_if", "count_star", "mean", "position"}
    assert not allowed.FUNCTIONS - {name for name, _ in found} - windows - written_otherwise
    assert not {name for name, stability in found if stability == "VOLATILE"} & allowed.FUNCTIONS


@pytest.mark.parametrize(
    "text",
    [
        "values (1, 'it''s'), (2, 'b')",
        "select k || '-' || n as z, count(*) as c from t group by k || '-' || n order by k || '-' || n",
        "select distinct k || 'x' as z from t order by k || 'x'",
        "(select n from t order by n limit 1) union all select 1 order by 1 desc",
        "select k, g, grouping(k) as h, sum(n) as s from t group by grouping sets ((k), (g), ()) order by k nulls first",
        "select sum(n) over w as s from t window w as (partition by k order by n)",
        "select * exclude (n) replace (g + 1 as g) from t limit 2",
        "with a as (select k, sum(n) as s from t group by k) select s, lag(n, 1, 0) over (order by n) as l from a, t",
        "select case when n > 3 then 'a' else 'b' || k end as z, n in (1, 2) as i, not n between 1 and 2 as b from t",
        'select k as "dato; ""x\'" from t',
        "select (select max(n) from t u where u.k = t.k) as m, exists (select 1 from t) as e from t",
    ],
)
def test_what_runs_in_place_of_a_query_is_what_was_judged(text):
    connection = duckdb.connect()
    connection.execute("create table t as select i::double as n, 'k' || (i % 3) as k, i % 2 as g from range(10) r(i)")
    columns = len(connection.execute(f"describe {text}").fetchall())
    expected = connection.execute(text).fetchall()
    found = connection.execute(determined(tree_of(text, connection), columns, connection)).fetchall()
    if "limit" not in text:
        assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert len(found) == len(expected)


def test_a_query_whose_text_would_be_read_otherwise_is_refused(monkeypatch):
    monkeypatch.setattr("deckgen.data.sql.determined._bare", lambda _: object())
    assert "DuckDB cannot do the query: it cannot be put in order [sql-wrong]" in refused("select n from need")


def test_the_configuration_is_locked_and_files_are_out_of_reach_without_the_lists_too(monkeypatch, tmp_path):
    (tmp_path / "x.csv").write_text("a\n1\n")
    monkeypatch.setattr("deckgen.data.sql.query._check", lambda *_: None)
    said = refused(f"select * from read_csv('{tmp_path / 'x.csv'}')")
    assert "Permission Error" in said
    assert query("select 1 as one").columns == ("one",)
