"""Filter, sort, group, count, pivot and total: plain arithmetic, whatever order the rows came in."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.data import Dataset, Provenance, distinct, filter_rows, group, no_rows, pivot, sort_rows, texts, total, values
from deckgen.data.content import Content
from deckgen.data.table import Column, FileRows, Table
from deckgen.errors import DeckgenError, Mark
from deckgen.messages import describe
from deckgen.model import Recipe, Value

MARK = Mark("deck.yaml", 7, 9)
finite = st.floats(-1e12, 1e12, allow_nan=False)


def dataset(symbols=None, **columns) -> Dataset:
    """A dataset whose rows are numbered from 2, as in a file with a header."""
    length = len(next(iter(columns.values())))
    numbers = {name: all(isinstance(cell, int | float) for cell in cells) for name, cells in columns.items()}
    by_position = {name: {row - 2: symbol for row, symbol in told.items()} for name, told in (symbols or {}).items()}
    made = {name: Column(list(cells), numbers[name], by_position.get(name, {})) for name, cells in columns.items()}
    table = Table(made, range(2, length + 2), FileRows("need", "data/need.csv", "", Content([*columns], [*columns.values()])))
    return Dataset("need", table, Provenance("data/need.csv", fingerprint="f" * 64))


NEED = dataset(
    code=["1711", "1711", "1121", "1121"],
    year=[2012, 2020, 2012, 2020],
    service=["Skole", "Skole", "Skole", "Skole"],
    man_years=[1.5, math.nan, 3, 4.25],
    symbols={"man_years": {3: ":"}},
)


def refused(call, *arguments, **named) -> str:
    with pytest.raises(DeckgenError) as error:
        call(*arguments, **named)
    return str(error.value)


def test_rows_are_filtered_by_text_number_and_list():
    assert filter_rows(NEED, {"code": "1711"}, MARK).rows == [2, 3]
    assert filter_rows(NEED, {"code": 1711, "year": "2012"}, MARK).rows == [2]
    assert filter_rows(NEED, {"year": ["2012", 2020]}, MARK).rows == [2, 3, 4, 5]
    assert filter_rows(NEED, {"man_years": "4,25"}, MARK).rows == [5]


def test_a_filter_notes_its_step_keeps_the_symbols_left_and_changes_nothing():
    kept = filter_rows(NEED, {"code": "1711", "year": ["2020", "2040"]}, MARK)
    assert kept.steps == ("filter code = 1711", "filter year = 2020, 2040")
    assert kept.symbols == {"man_years": {3: ":"}}
    assert filter_rows(NEED, {"code": "1121"}, MARK).symbols == {}
    assert (len(NEED), NEED.steps) == (4, ())


def test_a_column_that_is_not_there_is_told_with_the_nearest():
    assert refused(filter_rows, NEED, {"yaer": "2012"}, MARK) == (
        'deck.yaml:7:9: error: the dataset need has no column "yaer" [unknown-column]\n'
        '  did you mean "year"?\n'
        "  its columns: code, year, service, man_years"
    )


def test_text_in_a_filter_on_numbers_is_told():
    assert '"tolv" is none [condition-not-number]' in refused(filter_rows, NEED, {"year": "tolv"}, MARK)


def test_a_filter_without_rows_says_which_condition_nothing_meets():
    conditions = {"code": "1711", "service": "Skule"}
    assert len(filter_rows(NEED, conditions, MARK)) == 0
    assert describe(no_rows(NEED, conditions, MARK)).splitlines()[:2] == [
        "deck.yaml:7:9: error: need has no rows with service = Skule [no-rows]",
        '  did you mean "Skole"?',
    ]
    both = dataset(a=["x", "y"], b=["1", "2"])
    assert "no rows with a = x and b = 2 " in describe(no_rows(both, {"a": "x", "b": "2"}, MARK))


def test_rows_are_sorted_as_the_language_does_and_missing_numbers_last():
    rows = dataset(navn=["Ås", "Os", "Ørsta", "Os"], tall=[2, math.nan, 10, 2])
    assert texts(sort_rows(rows, "navn", "nb", MARK), "navn", MARK) == ("Os", "Os", "Ørsta", "Ås")
    assert sort_rows(rows, "navn", "nb", MARK).rows == [3, 5, 4, 2]
    assert sort_rows(rows, "tall", "nb", MARK).rows == [2, 5, 4, 3]
    assert sort_rows(rows, "tall", "nb", MARK, descending=True).rows == [4, 2, 5, 3]


def test_groups_come_in_the_order_of_the_data():
    assert [(name, len(rows)) for name, rows in group(NEED, "code", MARK)] == [("1711", 2), ("1121", 2)]
    assert [name for name, _ in group(NEED, "year", MARK)] == ["2012", "2020"]
    assert [name for name, _ in group(NEED, "man_years", MARK)] == ["1,5", "3", "4,25", ":"]
    assert group(NEED, "code", MARK)[1][1].steps == ("group code = 1121",)


def test_empty_and_missing_cells_are_not_counted():
    assert distinct(NEED, "code", MARK) == 2
    assert distinct(NEED, "man_years", MARK) == 3
    assert distinct(dataset(a=["x", "", "x"]), "a", MARK) == 1


def test_values_carry_their_rows():
    first, second, *_ = values(NEED, "man_years", MARK)
    assert (first.number, second.number, second.symbol) == (1.5, None, ":")
    assert first.recipe == Recipe("need", "f" * 64, ("man_years",), (("row", "2"),))


def test_text_where_numbers_are_asked_for_names_the_cell():
    mixed = dataset(år=["2012", "2013", "2014"], tall=["1", ":", "fem"])  # a mark of a missing number is not what is odd
    assert refused(values, mixed, "tall", MARK).splitlines()[0] == (
        "deck.yaml:7:9: error: the column tall of need is text, not numbers: "
        'row 4 of data/need.csv holds "fem" [column-not-number]'
    )


def test_a_cube_has_the_order_of_the_data_and_a_recipe_for_each_cell():
    cube = pivot(NEED, "year", "code", "man_years", MARK)
    assert (cube.categories, cube.series) == (("2012", "2020"), ("1711", "1121"))
    assert cube.values == ((Value(1.5), Value(None, ":")), (Value(3), Value(4.25)))
    assert cube.values[1][0].recipe == Recipe(
        "need", "f" * 64, ("man_years by code, year",), (("code", "1121"), ("year", "2012"))
    )
    assert cube.totals() == (Value(4.5), Value(None, ":"))


def test_an_order_that_is_asked_for_comes_first_and_nothing_is_lost():
    cube = pivot(NEED, "year", "code", "man_years", MARK, category_order=["2020"], series_order=["1121", "1711"])
    assert (cube.categories, cube.series) == (("2020", "2012"), ("1121", "1711"))
    assert cube.values[0] == (Value(4.25), Value(3))
    message = refused(pivot, NEED, "year", "code", "man_years", MARK, category_order=["2021"])
    assert 'the column year of need has no "2021" [unknown-value]' in message


def test_columns_can_be_series():
    rows = dataset(navn=["Os", "Sel"], menn=[1, 2], kvinner=[3, 4])
    cube = pivot(rows, "navn", None, ("menn", "kvinner"), MARK)
    assert (cube.series, cube.categories) == (("menn", "kvinner"), ("Os", "Sel"))
    assert cube.values == ((Value(1), Value(2)), (Value(3), Value(4)))


def test_a_cell_without_a_row_is_missing():
    rows = dataset(a=["x", "y"], b=["1", "2"], c=[1, 2])
    assert pivot(rows, "a", "b", "c", MARK).values == ((Value(1), Value(None)), (Value(None), Value(2)))


def test_two_rows_for_one_cell_are_told_or_summed():
    rows = dataset(a=["x", "x", "y"], b=["1", "1", "1"], c=[0.1, 0.2, 5], c2=[1, 2, 3])
    assert refused(pivot, rows, "a", "b", "c", MARK) == (
        "deck.yaml:7:9: error: need has several rows for b = 1, a = x: rows 2, 3 of data/need.csv [duplicate-cell]\n"
        "  filter further, or add them up: aggregate: sum in a chart or a table, the step group in a dataset"
    )
    assert "several rows for a = x:" in refused(pivot, rows, "a", None, "c", MARK)
    assert "several rows for column = c, a = x:" in refused(pivot, rows, "a", None, ["c", "c2"], MARK)
    assert pivot(rows, "a", "b", "c", MARK, aggregate="sum").values == ((Value(math.fsum([0.1, 0.2])), Value(5)),)


def test_a_sum_over_a_missing_part_is_missing_with_its_symbol():
    rows = dataset(a=["x", "x", "y"], c=[1, math.nan, 5], symbols={"c": {3: ".."}})
    assert pivot(rows, "a", None, "c", MARK, aggregate="sum").values == ((Value(None, ".."), Value(5)),)


def test_the_strongest_symbol_stands_for_a_total():
    assert total([Value(None, ".."), Value(None, ":"), Value(1)]) == Value(None, ":")
    assert total([Value(None), Value(None, ".")]) == Value(None, ".")
    assert total([]) == Value(0)


def test_a_total_keeps_what_its_parts_have_in_common():
    parts = [Value(1, "", Recipe("need", "f", ("s",), (("service", name), ("year", "2012")))) for name in "ab"]
    assert total(parts).recipe == Recipe("need", "f", ("s", "sum"), (("year", "2012"),))
    assert total([*parts, Value(1)]).recipe is None


@given(st.lists(finite), st.randoms())
def test_a_total_is_the_exact_sum_rounded_once_in_any_order(numbers: list[float], random):
    shuffled = numbers[:]
    random.shuffle(shuffled)
    found = total([Value(number) for number in numbers])
    assert found == total([Value(number) for number in shuffled])
    assert found.number == float(sum(map(Fraction, numbers), Fraction(0)))


@given(st.lists(st.one_of(finite, st.sampled_from([".", "..", "...", ":", ""])), min_size=1), st.randoms())
def test_a_total_is_missing_exactly_where_a_part_is(parts: list[float | str], random):
    found = [Value(None, part) if isinstance(part, str) else Value(part) for part in parts]
    shuffled = found[:]
    random.shuffle(shuffled)
    assert (total(found).number is None) == any(isinstance(part, str) for part in parts)
    assert total(found) == total(shuffled)


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.one_of(finite, st.just(math.nan))), min_size=1, max_size=30
    ),
    st.randoms(),
)
def test_a_summed_cube_is_plain_arithmetic_whatever_the_order_of_rows(rows: list[tuple[str, str, float]], random):
    shuffled = rows[:]
    random.shuffle(shuffled)

    def cells(table):
        a, b, c = zip(*table, strict=True)
        cube = pivot(dataset(a=list(a), b=list(b), c=list(c)), "a", "b", "c", MARK, aggregate="sum")
        pairs = [(name, line) for name, line in zip(cube.series, cube.values, strict=True)]
        return {(category, name): value for name, line in pairs for category, value in zip(cube.categories, line, strict=True)}

    found = cells(rows)
    assert found == cells(shuffled)
    for (a, b), value in found.items():
        parts = [c for first, second, c in rows if (first, second) == (a, b)]
        if not parts or any(map(math.isnan, parts)):
            assert value.number is None
        else:
            assert value.number == float(sum(map(Fraction, parts)))
