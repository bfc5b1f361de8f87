"""Queries over datasets: what they give, in which order, what they rest on, and what is said of a fault."""

import random
import time
from math import fsum, isclose

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import made, rows
from querying import NEED, query, refused

from deckgen.data.dataset import Remark
from deckgen.data.sql.queries import query_datasets
from deckgen.data.sql.query import tables_named, tree_of, walk
from deckgen.errors import DeckgenError, Problems
from deckgen.fields import Source, read_yaml

duckdb = pytest.importorskip("duckdb")
CONNECTION = duckdb.connect()


def test_a_query_joins_and_adds_up():
    found = query("select county, sum(n) as n from need join areas using (code) group by county order by county")
    assert found.columns == ("county", "n")
    assert rows(found) == [("03", 1.5), ("11", 6.0)]


def test_what_is_empty_is_null_and_comes_back_empty():
    assert rows(query("select code, day from areas where day is null")) == [("1101", "")]


def test_decimals_dates_and_truths_come_as_a_table_has_them():
    found = query("select 1.10::decimal(10,2) as d, date '2024-02-01' as t, true as b, null as x, '0301' as k")
    assert rows(found) == [(1.1, "2024-02-01", "SANN", "", "0301")]
    assert found.table.columns["t"].is_date


def test_a_time_at_midnight_is_a_date_and_another_time_a_text():
    found = query("select date_trunc('year', date '2024-02-01') as d, timestamp '2024-02-01 12:30:00' as t")
    assert rows(found) == [("2024-01-01", "2024-02-01 12:30:00")]
    assert found.table.columns["d"].is_date
    assert not found.table.columns["t"].is_date


def test_what_no_number_is_comes_back_missing():
    assert rows(query("select n / 0 as z, 'inf'::double as i, 'nan'::double as a from need")) == [(None, None, None)] * 3


def test_a_query_may_find_nothing():
    found = query("select code, n from need where n > 100")
    assert (found.columns, len(found), found.is_number("n"), found.is_number("code")) == (("code", "n"), 0, True, False)


def test_a_query_of_datasets_made_by_queries_is_a_query():
    first = query("select code, n * 2 as double from need")
    assert rows(query("select sum(double) as s from earlier", earlier=first)) == [(15.0,)]


# --- the same whenever it runs ---


def test_rows_without_an_order_are_sorted_by_their_columns():
    assert rows(query("select county, code from areas join need using (code) where n > 1.5")) == [
        ("11", "1101"),
        ("11", "1103"),
    ]
    assert rows(query("select n, code from need")) == sorted(zip(NEED.cells("n"), NEED.cells("code"), strict=True))


def test_rows_that_the_order_does_not_tell_apart_are_sorted_by_their_columns():
    shuffled = made("t", k=["c", "a", "b", "d"], g=[1, 1, 0, 1])
    assert [k for k, _ in rows(query("select k, g from t order by g desc", t=shuffled))] == ["a", "c", "d", "b"]
    assert rows(query("select k from t order by g desc limit 2", t=shuffled)) == [("a",), ("c",)]
    assert rows(query("select max(k) as k from (select * from t order by g desc limit 2)", t=shuffled)) == [("c",)]
    assert rows(query("select max(k) as k from (select k from t order by g desc limit 2)", t=shuffled)) == [("c",)]
    assert rows(
        query("select arg_max(k, g) as k, any_value(k) as v, string_agg(k, '' order by g) as s from t", t=shuffled)
    ) == [("a", "a", "bacd")]


def test_order_by_all_goes_downwards_where_it_says_so():
    assert rows(query("select code from need order by all desc")) == [("1103",), ("1101",), ("0301",)]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-10_000, 10_000)), min_size=1, max_size=30), st.randoms())
def test_a_sum_is_that_of_plain_arithmetic_and_does_not_depend_on_the_order_of_rows(pairs, rng: random.Random):
    text = "select k, sum(n) as s, avg(n) as m from t group by k"

    def asked(found):
        return rows(query(text, t=made("t", k=[k for k, _ in found], n=[n / 1000 for _, n in found])))

    first = asked(pairs)
    again = list(pairs)
    rng.shuffle(again)
    assert asked(again) == first
    for key, total, mean in first:
        parts = [n / 1000 for k, n in pairs if k == key]
        assert total == fsum(parts)
        assert isclose(mean, fsum(parts) / len(parts), abs_tol=1e-12)


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("select row_number() over () as r from need", "row_number", "OVER (…)"),
        ("select string_agg(code, ',') as c from need", "string_agg", "its brackets"),
        ("select first(code) as c from need", "first", "its brackets"),
    ],
)
def test_what_happens_to_come_first_is_refused(text, what, where):
    assert refused(text) == (
        f"deck.yaml:4:14: error: {what} gives what happens to come first [sql-without-order]\n"
        f"  say which: write ORDER BY inside {where}"
    )


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("sum(n > 1.5)", 2.0),
        ("sum(case when n > 1.5 then 1 else 0 end)", 2.0),
        ("sum(case when n > 1.5 then 1 end)::varchar || ' kommuner'", "2 kommuner"),
        ("sum(case when n > 1.5 then n end)", 6.0),
        ("sum(n) filter (where n > 1.5)", 6.0),
        ("sum(distinct n - n)", 0.0),
        ("avg(case when n > 1.5 then 1 else 0 end)", 2 / 3),
        ("sum(1)", 3.0),
        ("sum(n::decimal(6, 2))", 7.5),
        ("(select sum(is_large) from (select n > 1.5 as is_large from need))", 2.0),
    ],
)
def test_sums_of_all_kinds_are_right(asked, given):
    (row,) = rows(query(f"select {asked} as s from need"))[:1]
    assert row == (given,)


# --- where it comes from ---


def test_a_number_rests_on_all_rows_of_what_the_query_reads():
    found = query("select county, sum(n) as n from need join areas using (code) group by county order by county")
    sources = {source.dataset: (source.rows, source.columns) for source in found.lineage("n", [0]).sources()}
    assert sources == {"need": ((2, 3, 4), ("code", "n")), "areas": ((2, 3, 4), ("code", "county"))}


@pytest.mark.parametrize("text", ["select need::varchar as t from need", "select max(x)::varchar as t from need x"])
def test_a_tables_name_stands_for_its_whole_rows(text):
    found = query(text)
    assert rows(found)[-1] == ("{'code': 1103, 'n': 4.0}",)
    assert found.lineage("t", [0]).sources()[0].columns == ("code", "n")


def test_what_many_numbers_rest_on_is_found_once():
    big = made("big", n=[float(n) for n in range(100_000)], k=[str(n % 2000) for n in range(100_000)])
    found = query("select k, sum(n) as n from big group by k", big=big)
    start = time.perf_counter()
    sources = [found.lineage("n", [at]).sources() for at in range(2000)]
    assert time.perf_counter() - start < 2  # looked for anew each time, half a minute
    assert all(each is sources[0] for each in sources)
    assert sources[0][0].rows == tuple(range(2, 100_002))
    assert found.lineage("n", []).sources() == ()


def test_the_query_itself_is_a_step():
    assert query("select count(*) as c\n  from need").steps == ("sql select count(*) as c from need",)


def test_missing_numbers_in_a_column_that_is_used_are_told_and_the_slide_says_that_sums_leave_them_out():
    problems = Problems()
    short = made("short", n=[1.0, ":", None], m=[1.0, None, 2.0])
    found = query("select sum(n) as n from short", problems, short=short)
    (told,) = problems.warnings
    assert told.code == "sql-missing"
    assert dict(told.data) == {"dataset": "short", "column": "n", "count": 2}
    assert rows(found) == [(1.0,)]
    assert found.provenance.remarks == (Remark("left_out"),)
    assert query("select sum(columns(*)) from short", Problems(), short=short).provenance.remarks == (Remark("left_out"),)


def test_numbers_that_are_passed_on_stay_missing_and_no_slide_says_that_they_are_left_out():
    problems = Problems()
    found = query("select n from short", problems, short=made("short", n=[1.0, ":", None]))
    assert [told.code for told in problems.warnings] == ["sql-missing"]
    assert rows(found) == [(1.0,), (None,), (None,)]
    assert found.provenance.remarks == ()


def test_that_numbers_are_preliminary_is_told_by_the_slide():
    problems = Problems()
    marked = made("marked", n=[1.0, 2.0])
    marked.table.columns["n"].symbols[1] = "*"
    assert query("select sum(n) as n from marked", problems, marked=marked).provenance.remarks == (Remark("some_preliminary"),)
    assert [(told.code, dict(told.data)["count"]) for told in problems.warnings] == [("sql-preliminary", 1)]


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("select need from areas", ("areas",)),
        ("with need as (select 1) select * from need", ()),
        ("select * from (select * from need) x join areas on true", ("need", "areas")),
        ("select 'from need', \"from\" -- from need\nfrom Areas", ("areas",)),
        ('select * from "need", areas where n in (select n from need)', ("need", "areas")),
        ("from need", ("need",)),
        ("table need", ("need",)),
        ("select extract(year from need) as y from areas", ("areas",)),
        ("select trim(both ' ' from need), substring(need from 1 for 2) as y from areas", ("areas",)),
        ("select a is distinct from need, need as y from areas", ("areas",)),
        ("select (select max(n) from need) as m, extract(year from (select d from need)) as y from areas", ("need", "areas")),
        ("select n from (need join areas using (code))", ("need", "areas")),
        ("select n from more join more y on true, need join more z using (code, n), areas", ("need", "areas")),
        ("select n from more join more y on code = need, areas where code = need", ("areas",)),
        ("select n from need left join areas using (code) where exists (select 1 from areas)", ("need", "areas")),
    ],
)
def test_the_tables_of_a_query_are_found_without_duckdb(text, tables):
    assert tables_named(text, ["need", "areas"]) == tables


_NAMES = st.sampled_from(["need", "areas", '"need"', "NEED"])
_PLACES = st.recursive(
    _NAMES.map(lambda name: f"{name} x"),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"{two[0]}, {two[1]}"),
        st.tuples(inner, inner).map(lambda two: f"{two[0]} join {two[1]} on true"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} cross join ({two[1]}))"),
        inner.map(lambda place: f"(select code as need, 'from areas' as b from {place} where 1 = 1 order by 1) y"),
        inner.map(lambda place: f"(with a as (select 1 as one), b(x) as (select 2) select one from a, {place} limit 1) z"),
        inner.map(
            lambda place: f"need n /* from areas */ left join lateral (select trim(code from need) from {place}) w on true"
        ),
        inner.map(lambda place: f"need q where exists (select 1 from {place}) and code in (select areas from {place})"),
        inner.map(lambda place: f"areas r union all select need, areas is distinct from need, need from {place}"),
    ),
    max_leaves=4,
)


@given(_PLACES)
@settings(max_examples=60)
def test_no_table_that_duckdb_finds_is_missed_without_it(place):
    text = f"select code -- from areas\nfrom {place}"
    tree = tree_of(text, CONNECTION)
    assume(not tree["error"])
    found = {node["table_name"].lower() for node in walk(tree) if node.get("type") == "BASE_TABLE"} - {"a", "b"}
    assert found <= set(tables_named(text, ["need", "areas"]))


# --- faults ---


def test_a_fault_is_shown_where_it_stands_in_the_spec():
    assert refused("select code\nfrom need\nwhere  kod = 2") == (
        'deck.yaml:6:14: error: DuckDB cannot do the query: Binder Error: Referenced column "kod" not found in FROM clause! '
        'Candidate bindings: "code" [sql-wrong]\n'
        "  a query is one SELECT over the datasets of the spec, in DuckDB's SQL"
    )
    assert refused("select *\nfrom neeed") == (
        'deck.yaml:5:12: error: there is no dataset "neeed" [unknown-dataset]\n'
        '  did you mean "need"?\n  declared under data: need, areas'
    )


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ('sql: "select code, kod from need"', "1:20"),
        ("sql: 'select code, kod from need'", "1:20"),
        ("sql: select code, kod from need", "1:19"),
        ("sql: |\n  select code,\n    kod\n  from need", "3:5"),
        ("sql: >\n  select code,\n  kod from need", "1:6"),
        ('sql: "select code,\n  kod from need"', "1:6"),
    ],
)
def test_a_fault_is_shown_where_it_stands_however_the_query_is_written(written: str, place: str):
    node = read_yaml(written.encode(), "deck.yaml", Problems())
    source = Source.read(next(iter(node.values())))
    with pytest.raises(DeckgenError) as error:
        query_datasets("made", source, ["need"], lambda _: NEED, Problems())
    assert str(error.value).startswith(f"deck.yaml:{place}: error: DuckDB cannot do the query: Binder Error: ")


def test_a_misspelt_function_is_told_with_the_one_that_is_meant():
    assert refused("select uper(code) as code from need") == (
        "deck.yaml:4:14: error: uper cannot be used in a query [sql-refused]\n"
        '  did you mean "upper"?\n'
        "  a query reads the datasets of the spec alone, and must give the same figures tomorrow: "
        "no files, no hosts, no clock, no chance"
    )
    assert "did you mean" not in refused("select today() as day from need")


def test_a_fault_that_is_found_while_it_runs_is_the_querys():
    assert refused("select code::integer as n from areas where county = '03' or upper(day)::integer = 1") == (
        "deck.yaml:4:7: error: DuckDB cannot do the query: Conversion Error: "
        "Could not convert string 'C' to INT32 [sql-wrong]\n"
        "  a query is one SELECT over the datasets of the spec, in DuckDB's SQL"
    )


def test_a_function_that_does_not_take_such_values_is_told_without_the_list_of_all_that_it_takes():
    assert refused("select avg(n > 1) as a from need") == (
        "deck.yaml:4:14: error: DuckDB cannot do the query: Binder Error: No function matches the given name and argument "
        "types 'avg(BOOLEAN)'. You might need to add explicit type casts [sql-wrong]\n"
        "  a query is one SELECT over the datasets of the spec, in DuckDB's SQL"
    )


def test_a_query_that_is_no_sql_says_where():
    assert refused("selec 1").startswith(
        'deck.yaml:4:7: error: DuckDB cannot do the query: syntax error at or near "selec" [sql-wrong]'
    )


def test_two_columns_of_one_name_are_refused():
    assert refused("select n, n from need") == (
        'deck.yaml:4:7: error: the query gives two columns called "n" [sql-column-twice]\n'
        "  name one of them otherwise: n as another_name"
    )


def test_columns_that_differ_in_letters_alone_are_refused():
    assert refused("select n from twice", twice=made("twice", n=[1], N=[2])) == (
        "deck.yaml:4:7: error: the columns N and n of twice differ in small and capital letters alone, "
        "which SQL does not tell apart [sql-columns-alike]\n"
        "  give one of them another name with the step `rename`"
    )


def test_an_interval_is_no_cell():
    assert refused("select to_days(1) as d from need") == (
        'deck.yaml:4:7: error: the query\'s column "d" holds INTERVAL, which is neither a number, a text nor a date '
        "[sql-column-kind]\n  take a part of it, or turn it into a text: cast(d as varchar)"
    )


def test_duckdb_is_named_where_it_is_missing(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    assert refused("select n from need") == (
        "deck.yaml:4:7: error: sql: needs DuckDB, which is not installed here [extra-missing]\n"
        '  install it with: pip install "deckgen[sql]"'
    )
