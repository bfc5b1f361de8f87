"""Queries over datasets: what they give, what they rest on, and what they must not do."""

import pytest
from making import made, rows

from deckgen.data.sql_query import tables_named
from deckgen.errors import DeckgenError, Mark, Problems, fail
from deckgen.fields import Source

pytest.importorskip("duckdb")

MARK = Mark("deck.yaml", 4, 7)
NEED = made("need", code=["0301", "1101", "1103"], n=[1.5, 2.0, 4.0])
AREAS = made("areas", code=["0301", "1101", "1103"], county=["03", "11", "11"], day=["a", "", "c"])


def query(text, problems=None, seconds=30.0, **more):
    from deckgen.data.sql import query_datasets

    there = {"need": NEED, "areas": AREAS, **more}

    def dataset(name):
        return there[name.text] if name.text in there else fail("unknown-dataset", name.mark)

    found = Problems() if problems is None else problems
    result = query_datasets("made", Source(text, MARK), tuple(there), dataset, found, seconds)
    assert problems is not None or not found.found
    return result


def refused(text, **more):
    with pytest.raises(DeckgenError) as error:
        query(text, **more)
    return str(error.value)


def test_a_query_joins_and_adds_up():
    found = query("select county, sum(n) as n from need join areas using (code) group by county order by county")
    assert found.columns == ("county", "n")
    assert rows(found) == [("03", 1.5), ("11", 6.0)]


def test_what_is_empty_is_null_and_comes_back_empty():
    assert rows(query("select code, day from areas where day is null")) == [("1101", "")]


def test_decimals_dates_and_truths_come_as_a_table_has_them():
    found = query("select 1.10::decimal(10,2) as d, date '2024-02-01' as t, true as b, null as x, 1/0 as z, '0301' as k")
    assert rows(found)[0][:4] == (1.1, "2024-02-01", "SANN", "")
    assert found.table.columns["t"].is_date
    assert rows(found)[0][4:] == (None, "0301")


def test_a_number_rests_on_all_rows_of_what_the_query_reads():
    found = query("select county, sum(n) as n from need join areas using (code) group by county order by county")
    sources = {source.dataset: (source.rows, source.columns) for source in found.lineage("n", [0]).sources()}
    assert sources == {"need": ((2, 3, 4), ("code", "n")), "areas": ((2, 3, 4), ("code", "county"))}


def test_missing_numbers_in_a_column_that_is_used_are_told():
    problems = Problems()
    query("select sum(n) as n from short", problems, short=made("short", n=[1.0, ":", None], m=[1.0, None, 2.0]))
    (told,) = problems.warnings
    assert told.code == "sql-missing"
    assert dict(told.data) == {"dataset": "short", "column": "n", "count": 2}


@pytest.mark.parametrize(
    "text",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_parquet('x')",
        "select * from read_text('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from 'https://example.org/x.csv'",
        "select * from glob('/*')",
        "select * from duckdb_settings()",
        "select * from duckdb_columns",
        "select * from information_schema.tables",
        "select * from query('select 1')",
        "select getenv('HOME') as x",
        "copy need to 'x.csv'",
        "attach 'x.db'",
        "install httpfs",
        "load httpfs",
        "pragma version",
        "set threads = 4",
        "drop table need",
        "create table x as select 1",
        "export database 'x'",
        "select 1 as a; select 2 as b",
        "describe need",
        "select random() as x",
        "select uuid() as x",
        "select now() as x",
        "select current_date as x",
        "select today() as x",
        "select * from need using sample 1",
        "select * from range(1000000000)",
        "with recursive a as (select 1 as n union all select n + 1 from a) select * from a",
        "select repeat('x', 4000000000) as x",
        "select printf('%4000000000d', 1) as x",
        "select lpad('x', 4000000000, 'y') as x",
        "select lpad('x', n, 'y') as x from need",
        "select replace(code, '0', code) as x from need",
    ],
)
def test_files_hosts_clocks_chance_and_the_machine_are_out_of_reach(text):
    code = refused(text).rsplit("[", 1)[-1]
    assert any(each in refused(text) for each in ("sql-refused", "sql-not-select", "sql-unbounded", "unknown-dataset")), code


def test_a_query_that_does_not_end_is_stopped():
    big = made("big", n=[float(n) for n in range(5000)])
    text = "select count(*) as n from big a, big b, big c, big d"
    assert "the query was stopped after 0.5 seconds" in refused(text, big=big, seconds=0.5)


def test_a_query_that_needs_too_much_memory_is_refused():
    text = "select 'xxxxxxxxxxxxxxxx' as s"
    for _ in range(28):
        text = f"select s || s as s from ({text})"
    assert "[sql-too-large]" in refused(text)


def test_a_fault_is_shown_where_it_stands_in_the_spec():
    text = refused("select code\nfrom need\nwhere  mm = 2")
    assert "deck.yaml:6:14" in text
    assert "DuckDB cannot do the query: Binder Error: Referenced column" in text
    assert "deck.yaml:5:12" in refused("select *\nfrom neeed")


def test_a_query_that_is_no_sql_says_where():
    assert "deck.yaml:4:7" in refused("selec 1")


def test_two_columns_of_one_name_are_refused():
    assert "[sql-column-twice]" in refused("select n, n from need")


def test_a_list_is_no_cell():
    assert "[sql-refused]" in refused("select list(n) as n from need")


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("select need from areas", ("areas",)),
        ("with need as (select 1) select * from need", ()),
        ("select * from (select * from need) x join areas on true", ("need", "areas")),
        ("select 'from need', \"from\" -- from need\nfrom Areas", ("areas",)),
        ('select * from "need", areas where n in (select n from need)', ("need", "areas")),
    ],
)
def test_the_tables_of_a_query_are_found_without_duckdb(text, tables):
    assert tables_named(text, ["need", "areas"]) == tables
