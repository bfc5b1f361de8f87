"""Numbers as Norwegians write them, judged over a whole column."""

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.data import numerals
from deckgen.data.numerals import Unclear, read_numerals
from deckgen.language import format_number


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(numerals).failed == 0


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1", "20", "300"], [1, 20, 300]),
        (["0,5", "-3", "−4,25"], [0.5, -3, -4.25]),
        (["10 000", "1\xa0234\xa0567,5", "12\u202f345"], [10000, 1234567.5, 12345]),
        (["1.234,5", "7"], [1234.5, 7]),
        (["1,234.5", "7"], [1234.5, 7]),
        (["1.234.567"], [1234567]),
        (["1,234,567"], [1234567]),
        (["0.285", "12.345"], [0.285, 12.345]),
        (["1,234"], [1.234]),
        (["4,8999999999999995"], [4.8999999999999995]),
        (["0", "0,0", "-0,5"], [0, 0, -0.5]),
    ],
)
def test_a_column_of_numbers_is_read(cells: list[str], numbers: list[float]):
    assert read_numerals(cells, None, ";") == numbers


@pytest.mark.parametrize(
    "cells",
    [
        ["0301", "1121"],
        ["00"],
        ["1E3"],
        ["12_000"],
        ["1", "NA"],
        ["nan"],
        ["inf"],
        ["20-66"],
        ["1 mai"],
        ["2012 2013"],
        ["12 34"],
        ["1234 567"],
        [" "],
        ["1,2,3"],
        ["1.2.3"],
        ["1,5", "1.5.2"],
        ["1,5", "1.5"],
        ["12345678901234567890"],
        ["1" * 400],
        ["70,9%"],
        ["٣"],
        ["1\n2"],
    ],
)
def test_what_is_no_number_makes_the_column_text(cells: list[str]):
    assert read_numerals(cells, None, ";") is None or len(cells) != len(read_numerals(cells, None, ";"))


def test_a_thousand_or_three_decimals_is_not_guessed():
    assert read_numerals(["1.234", "12.345"], None, ";") == Unclear("1.234")
    assert read_numerals(["1,234"], None, ",") == Unclear("1,234")
    assert read_numerals(["1.234", "1,234"], None, ";") == Unclear("1.234")


def test_a_declared_decimal_sign_settles_it():
    assert read_numerals(["1.234"], ",", ";") == [1234]
    assert read_numerals(["1.234"], ".", ";") == [1.234]
    assert read_numerals(["1.23"], ",", ";") is None


def test_codes_are_numbers_where_the_column_is_declared_so():
    assert read_numerals(["0301"], None, ";", codes=True) == [301]


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1))
def test_what_deckgen_writes_in_norwegian_is_read_as_what_was_written(numbers: list[Decimal]):
    cells = [format_number(float(number), 2, "nb") for number in numbers]
    assert read_numerals(cells, None, ";") == [float(number) for number in numbers]


@given(st.lists(st.text(alphabet="0123456789.,+- \xa0", min_size=1, max_size=9), min_size=1), st.randoms())
def test_a_columns_type_does_not_depend_on_the_order_of_its_cells(cells: list[str], random):
    shuffled = cells[:]
    random.shuffle(shuffled)
    one, other = read_numerals(cells, None, ";"), read_numerals(shuffled, None, ";")
    assert type(one) is type(other)
    if isinstance(one, list):
        assert dict(zip(cells, one, strict=True)) == dict(zip(shuffled, other, strict=True))
