"""Datasets from datasets: each step on small tables, what it refuses, and laws of sums and missing numbers."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import made, rows, run, step

from deckgen.data import Dataset
from deckgen.data.table import Column
from deckgen.errors import DeckgenError, Problems
from deckgen.messages import describe

NEED = made(
    code=["1711", "1711", "1121", "1121"],
    year=[2012, 2020, 2012, 2020],
    man_years=[1.5, ":", 3, 4.25],
)


def told(text: str, dataset=NEED, **others) -> list[str]:
    with pytest.raises(DeckgenError) as error:
        run(text, dataset, **others)
    return str(error.value).splitlines()


def test_a_step_is_one_word_and_an_unknown_one_is_told_with_the_nearest():
    with pytest.raises(DeckgenError) as error:
        step("fliter: {year: 2012}")
    assert "[unknown-field]" in str(error.value)
    assert 'did you mean "filter"?' in str(error.value)
    with pytest.raises(DeckgenError) as error:
        step("filter: {year: 2012}\nsort: year")
    assert "error: a step is one word and what it takes; found " in str(error.value)


def test_filter_keeps_rows_and_refuses_to_keep_none():
    assert rows(run("filter: {code: 1121, year: [2012, 2020]}", NEED)) == [("1121", 2012, 3), ("1121", 2020, 4.25)]
    assert run("filter: {code: 1121}", NEED).rows == [4, 5]
    assert told("filter: {year: 2013}")[0] == "deck.yaml:1:16: error: need has no rows with year = 2013 [no-rows]"


def test_columns_are_chosen_and_named_and_rows_keep_their_numbers():
    kept = run("select: [year, code]", run("filter: {code: 1121}", NEED))
    assert (kept.columns, kept.rows) == (("year", "code"), [4, 5])
    assert run("rename: {code: municipality_code}", NEED).columns == ("municipality_code", "year", "man_years")
    assert told("rename: {code: year}")[0] == 'deck.yaml:1:16: error: there is a column "year" in need already [column-taken]'
    assert run("rename: {code: year, year: code}", NEED).columns == ("year", "code", "man_years")


def test_columns_are_worked_out_row_by_row_and_missing_stays_missing():
    derived = run('derive: {double: "2 * man_years", more: "double + 0.1", late: "\'ja\' if year > 2015 else \'nei\'"}', NEED)
    assert rows(run("select: [double, more, late]", derived)) == [
        (3, 3.1, "nei"),
        (":", ":", "ja"),
        (6, 6.1, "nei"),
        (8.5, 8.6, "ja"),
    ]
    lines = told('derive: {x: "man_yaers"}')
    assert lines[0] == 'deck.yaml:1:13: error: the dataset need has no column "man_yaers" [unknown-column]'
    assert '  did you mean "man_years"?' in lines
    assert "[derive-mixed]" in told("derive: {x: \"year if code == '1711' else code\"}")[0]


def test_groups_are_added_up_counted_and_averaged():
    grouped = run("group: {by: year, sum: man_years, count: rows}", NEED)
    assert rows(grouped) == [(2012, 4.5, 2), (2020, ":", 2)]
    assert rows(run("group: {by: [code], mean: man_years}", NEED)) == [("1711", ":"), ("1121", 3.625)]
    assert "[column-taken]" in told("group: {by: code, sum: man_years, mean: man_years}")[0]
    assert "[column-not-number]" in told("group: {by: year, sum: code}")[0]


def test_pivot_and_unpivot_are_each_other_s_way_back():
    wide = run("pivot: {rows: code, columns: year, values: man_years}", NEED)
    assert (wide.columns, rows(wide)) == (("code", "2012", "2020"), [("1711", 1.5, ":"), ("1121", 3, 4.25)])
    long = run('unpivot: {columns: ["2012", "2020"], name: year, values: man_years}', wide)
    assert rows(long) == rows(NEED)


def test_a_place_without_a_row_is_empty_and_one_with_two_is_refused():
    gap = made(a=["x", "y"], b=["1", "2"], c=[1, 2])
    assert rows(run("pivot: {rows: a, columns: b, values: c}", gap)) == [("x", 1, None), ("y", None, 2)]
    double = made(a=["x", "x"], b=["1", "1"], c=[1, 2])
    assert told("pivot: {rows: a, columns: b, values: c}", double)[0] == (
        "deck.yaml:1:8: error: need has several rows for a = x, b = 1: rows 2, 3 of data/need.csv [duplicate-cell]"
    )


def test_rows_are_sorted_by_several_columns_and_in_an_order_of_one_s_own():
    names = made(a=["Ås", "Os", "Ørsta", "Os"], b=[1, 2, 3, 1])
    assert run("sort: {by: [a, b]}", names).rows == [5, 3, 4, 2]
    assert run("sort: {by: b, descending: yes}", names).rows == [4, 3, 2, 5]
    assert run("sort: {by: a, order: [Ørsta]}", names).rows == [4, 3, 5, 2]
    assert 'no "Øsrta"' in told("sort: {by: a, order: [Øsrta]}", names)[0]


def test_the_largest_are_kept_with_those_as_large_and_never_a_missing_one():
    numbers = made(a=["p", "q", "r", "s"], b=[2, 5, ":", 2])
    assert rows(run("top: {count: 2, by: b}", numbers)) == [("q", 5), ("p", 2), ("s", 2)]
    assert len(run("top: {count: 9, by: b}", numbers)) == 3


def test_empty_cells_are_filled_and_symbols_stay():
    sparse = made(a=["Os", "", "Sel", ""], b=[1, None, ":", None])
    assert rows(run("fill: a", sparse)) == [("Os", 1), ("Os", None), ("Sel", ":"), ("Sel", None)]
    assert rows(run('fill: {columns: b, with: "0"}', sparse)) == [("Os", 1), ("", 0), ("Sel", ":"), ("", 0)]


NAMES = made("names", code=["1711", "1121"], name=["Meråker", "Time"], area=[1273.6, ":"])


def test_columns_are_joined_on_codes():
    joined = run("join: {with: names, on: code}", NEED, names=NAMES)
    assert joined.columns == ("code", "year", "man_years", "name", "area")
    assert rows(joined)[2] == ("1121", 2012, 3, "Time", ":")
    assert run("join: {with: names, on: code, take: name}", NEED, names=NAMES).columns[-1] == "name"


def test_rows_without_a_partner_are_named_on_either_side():
    some = run("filter: {code: 1711}", NAMES)
    assert told("join: {with: names, on: code}", names=some)[0] == (
        "deck.yaml:1:7: error: 1 of the codes in need are not in names: 1121 [join-unmatched]"
    )
    problems = Problems()
    kept = run("join: {with: names, on: code, unmatched: keep}", NEED, problems, names=some)
    assert rows(kept)[2] == ("1121", 2012, 3, "", None)
    assert len(run("join: {with: names, on: code, unmatched: drop}", NEED, problems, names=some)) == 2
    assert {problem.code for problem in problems.found} == {"join-unmatched"}
    problems = Problems()
    run("join: {with: names, on: code}", run("filter: {code: 1711}", NEED), problems, names=NAMES)
    assert [describe(problem).splitlines()[0] for problem in problems.found] == [
        "deck.yaml:1:7: warning: 1 of the codes in names are not in need: 1121 [join-others]"
    ]
    run("join: {with: names, on: code, others: ignore}", run("filter: {code: 1711}", NEED), names=NAMES)


def test_what_would_multiply_rows_or_compare_text_with_numbers_is_refused():
    twice = made("names", code=["1711", "1711"], name=["a", "b"])
    assert told("join: {with: names, on: code}", names=twice)[0] == (
        "deck.yaml:1:25: error: names has 1711 in several rows (2, 3 of data/names.csv), which would multiply rows "
        "[join-multiplies]"
    )
    numbers = made("names", code=[1711, 1121], name=["a", "b"])
    assert "holds numbers in names and text in need [join-types]" in told("join: {with: names, on: code}", names=numbers)[0]


cells = st.one_of(st.floats(-1e9, 1e9, allow_nan=False), st.sampled_from([".", "..", ":"]))
tables = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), cells), min_size=1, max_size=30)


@settings(deadline=None)
@given(tables, st.randoms())
def test_a_group_s_sum_is_plain_arithmetic_whatever_the_order_of_rows(table, random):
    shuffled = table[:]
    random.shuffle(shuffled)

    def sums(parts):
        a, b, c = map(list, zip(*parts, strict=True))
        return {row[:2]: row[2:] for row in rows(run("group: {by: [a, b], sum: c, count: n}", made(a=a, b=b, c=[*c])))}

    if not any(isinstance(cell, float) for _, _, cell in table):
        return  # a column of symbols alone is text
    found = sums(table)
    assert found == sums(shuffled)
    for (a, b), (total, count) in found.items():
        parts = [cell for first, second, cell in table if (first, second) == (a, b)]
        assert count == len(parts)
        if any(isinstance(part, str) for part in parts):
            assert isinstance(total, str)
        else:
            assert total == float(sum(map(Fraction, parts)))


@settings(deadline=None)
@given(tables)
def test_nothing_is_lost_by_grouping_twice(table):
    a, b, c = map(list, zip(*table, strict=True))
    numbers = [cell if isinstance(cell, float) else 1.0 for cell in c]
    once = run("group: {by: a, sum: c}", made(a=a, b=b, c=numbers))
    twice = run("group: {by: a, sum: c}", run("group: {by: [a, b], sum: c}", made(a=a, b=b, c=numbers)))
    for (one, first), (other, second) in zip(rows(once), rows(twice), strict=True):
        assert one == other
        assert math.isclose(first, second, rel_tol=1e-12, abs_tol=1e-3)


def dated(**columns: list) -> Dataset:
    """Columns of days."""
    dataset = made(**columns)
    days = {name: Column(dataset.table.columns[name].cells, is_date=True) for name in dataset.columns}
    return replace(dataset, table=replace(dataset.table, columns=days))


def test_days_stay_days_through_every_step():
    days = dated(dag=["2013-04-08", ""], slutt=["2013-04-09", "2013-04-10"])
    assert run("fill: dag", days).is_date("dag")
    assert run("fill: {columns: dag, with: 2013-01-01}", days).is_date("dag")
    assert not run("fill: {columns: dag, with: ukjent}", days).is_date("dag")
    other = replace(days, name="andre")
    joined = run("join: {with: andre, on: slutt, take: dag}", dated(slutt=["2013-04-09"]), Problems(), andre=other)
    assert joined.is_date("dag")
    assert run("unpivot: {columns: [dag, slutt], name: hva, values: når}", days).is_date("når")
    keyed = replace(
        days, table=replace(days.table, columns={**days.table.columns, "a": Column(["x", "x"]), "b": Column(["p", "q"])})
    )
    assert run("pivot: {rows: a, columns: b, values: slutt}", keyed).is_date("q")
    assert run("group: {by: slutt, count: n}", days).is_date("slutt")
    assert run("select: [slutt]", days).is_date("slutt")
    parts = run("split: {column: c, into: [dag, sted]}", made(c=["2013-04-08 Os", "2013-04-09 Sel", ""]))
    assert (parts.is_date("dag"), parts.is_date("sted")) == (True, False)
