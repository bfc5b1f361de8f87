"""What a hole may hold, what it gives, and what it is refused."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.errors import DeckgenError, Mark
from deckgen.model import Recipe, Value
from deckgen.text import Datum, Scope, evaluate, parse_expression

MARK = Mark("deck.yaml", 1, 9, "title: '{{ … }}'")
RECIPE = Recipe("need", "f", ("sum man_years",), (("year", "2012"),))
SCOPE = Scope(
    {
        "n": 3,
        "zero": 0,
        "place": "Frøya",
        "year": "2013",
        "deck": {"title": "Saman", "author": None},
        "projects": Value(59.0, recipe=RECIPE),
        "hidden": Value(None, ":"),
        "empty": Value(None),
        "places": ("Frøya", "Rissa", "Åfjord"),
        "day": date(2013, 4, 8),
        "third": 1 / 3,
        "noise": 177.76000000000002,
        "open": True,
        "nothing": None,
    },
    "nb",
)


def value(expression: str) -> Datum:
    return evaluate(expression, SCOPE, MARK)


def shown(expression: str) -> str:
    return parse_expression(expression, MARK).print(SCOPE).text


def code(expression: str) -> str:
    with pytest.raises(DeckgenError) as caught:
        parse_expression(expression, MARK).print(SCOPE)
    assert str(caught.value).startswith("deck.yaml:1:9: error: ")
    return caught.value.problems[0].code


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("n + 1", 4),
        ("0.1 + 0.2", 0.3),
        ("n / 2", 1.5),
        ("-7 % 3", 2),
        ("2 * (n - 1)", 4),
        ("n > 2 and n <= 3", True),
        ("not n", False),
        ("1 < n < 4", True),
        ("place == 'Frøya'", True),
        ("nothing == none", True),
        ("'a' if n > 2 else 'b'", "a"),
        ("zero or 'ingen'", "ingen"),
        ("hidden or 'ukjent'", "ukjent"),
        ("deck.title", "Saman"),
    ],
)
def test_expressions_calculate_compare_and_choose(expression: str, expected: Datum) -> None:
    assert value(expression) == expected
    assert type(value(expression)) is type(expected)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("place", "Frøya"),
        ("projects", "59"),
        ("1000 * n", "3\N{NO-BREAK SPACE}000"),
        ("-1.5", "\N{MINUS SIGN}1,5"),
        ("noise", "177,76"),
        ("third | number(2)", "0,33"),
        ("0.285 | percent", "29\N{NO-BREAK SPACE}%"),
        ("0.125 | percent(1)", "12,5\N{NO-BREAK SPACE}%"),
        ("projects | plural('kommune', 'kommuner')", "59 kommuner"),
        ("1 | plural('kommune', 'kommuner')", "1 kommune"),
        ("year | number", "2\N{NO-BREAK SPACE}013"),
        ("day", "8. april 2013"),
        ("'2013-04-08' | date(style='day_month')", "8. april"),
        ("places", "Frøya, Rissa og Åfjord"),
        ("places | list", "Frøya, Rissa og Åfjord"),
        ("hidden", ":"),
        ("hidden | number(1)", ":"),
    ],
)
def test_what_is_printed_is_written_as_the_language_writes_it(expression: str, expected: str) -> None:
    assert shown(expression) == expected


def test_a_number_keeps_its_value_through_filters() -> None:
    printed = parse_expression("projects | plural('kommune', 'kommuner')", MARK).print(SCOPE)
    assert printed.value is not None
    assert printed.value.recipe == RECIPE


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("(100 * part / whole) | number(1)", "42,9"),
        ("part + whole", "10"),
        ("-part", "\N{MINUS SIGN}3"),
        ("'2.5' * 2", "5"),
        ("year - 1", "2\N{NO-BREAK SPACE}012"),
        ("code", "0301"),
        ("code + 1", "302"),
    ],
)
def test_text_that_is_a_number_is_calculated_with_and_printed_as_it_stands(expression: str, expected: str) -> None:
    names = {"part": "3", "whole": "7", "code": "0301", "year": "2013"}
    assert parse_expression(expression, MARK).print(Scope(names, "nb")).text == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'10' > 9", True),
        ("'10' > '9'", True),
        ("'2013' == 2013", True),
        ("'3.0' == 3", True),
        ("'0301' == '301'", False),
        ("'0301' == '0301'", True),
        ("'a' < 'b'", True),
    ],
)
def test_text_that_is_a_number_is_compared_as_one(expression: str, expected: bool) -> None:
    assert value(expression) is expected


def test_what_is_no_number_is_told_with_the_way_on() -> None:
    with pytest.raises(DeckgenError) as caught:
        value("'3,5' * 2")
    first, *_, last = str(caught.value).splitlines()
    assert first == 'deck.yaml:1:9: error: * needs a number, and this is the text "3,5" [number-expected]'
    assert last == (
        "  write numbers as 12 or 12.5; a filter comes before * and /, so put brackets around what it is for: "
        "{{ (100 * part / whole) | number(1) }}"
    )


def test_the_expression_that_the_help_shows_is_one() -> None:
    with pytest.raises(DeckgenError) as caught:
        value("n n")
    shown = str(caught.value).rpartition("{{")[2].rpartition("}}")[0]
    assert parse_expression(shown, MARK).print(Scope({"part": "3", "whole": "7"}, "nb")).text == "42,9"


def test_arithmetic_carries_the_recipe_on() -> None:
    made = value("projects * 100 / n")
    assert isinstance(made, Value)
    assert made.recipe is not None
    assert made.recipe.steps == ("sum man_years", "need[year 2012] * 100", "need[year 2012] / 3")


def test_arithmetic_with_a_missing_value_is_missing() -> None:
    assert value("hidden + 1") == Value(None, ":")
    assert value("projects / hidden") == Value(None, ":")
    assert value("-hidden") == Value(None, ":")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("plase", "unknown-name"),
        ("deck.titel", "unknown-name"),
        ("place.title", "no-fields"),
        ("place.upper()", "expression-not-possible"),
        ("range(9)", "expression-not-possible"),
        ("place.__class__", "no-fields"),
        ("deck.__class__", "unknown-name"),
        ("deck.items", "unknown-name"),
        ("place[0]", "expression-not-possible"),
        ("place[0:2]", "expression-not-possible"),
        ("[1, 2]", "expression-not-possible"),
        ("{'a': 1}", "expression-not-possible"),
        ("n ** 9", "expression-not-possible"),
        ("n // 2", "expression-not-possible"),
        ("place ~ 'x'", "expression-not-possible"),
        ("n is defined", "expression-not-possible"),
        ("'a' in place", "expression-not-possible"),
        ("n | number(*places)", "expression-not-possible"),
        ("'x' * 1000", "number-expected"),
        ("place + 'x'", "number-expected"),
        ("'2,5' + 1", "number-expected"),
        ("projects | number * 2", "number-expected"),
        ("open + 1", "number-expected"),
        ("n if open", "expression-else"),
        ("n | upper", "unknown-filter"),
        ("n | number('x')", "filter-arguments"),
        ("n | number(1, 2)", "filter-arguments"),
        ("n | number(99)", "filter-arguments"),
        ("n | plural('x')", "filter-arguments"),
        ("day | date('tiny')", "filter-arguments"),
        ("place | date", "date-expected"),
        ("place | list", "list-expected"),
        ("n / zero", "division-by-zero"),
        ("n % zero", "division-by-zero"),
        ("9" * 400, "number-too-large"),
        ("1e300 * 1e300", "number-too-large"),
        ("place == 2013", "cannot-compare"),
        ("hidden < 3", "cannot-compare"),
        ("third", "number-needs-decimals"),
        ("hidden | plural('a', 'b')", "value-missing"),
        ("empty", "hole-empty"),
        ("nothing", "hole-empty"),
        ("n > 2", "hole-not-text"),
        ("deck", "hole-not-text"),
        ("", "expression-syntax"),
        ("n n", "expression-syntax"),
        ("n }}", "expression-syntax"),
        ("(n", "expression-syntax"),
        ("'x", "expression-syntax"),
        ("'\\x00'", "expression-syntax"),
        ("n" * 1001, "expression-too-long"),
        ("(" * 40 + "n" + ")" * 40, "expression-too-deep"),
        ("not " * 40 + "n", "expression-too-deep"),
        ("-" * 40 + "n", "expression-too-deep"),
        ("n if n else " * 40 + "n", "expression-too-deep"),
        ("n" + " + n" * 60, "expression-too-deep"),
        ("deck" + ".a" * 60, "expression-too-deep"),
        ("n" + " | number" * 60, "expression-too-deep"),
    ],
)
def test_what_is_no_expression_of_data_is_refused(expression: str, expected: str) -> None:
    assert code(expression) == expected


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(DeckgenError) as caught:
        value("plase")
    assert 'there is nothing called "plase" here [unknown-name]' in str(caught.value)
    assert 'did you mean "place"?' in str(caught.value)


def test_the_names_of_an_expression_are_known_before_it_is_evaluated() -> None:
    expression = parse_expression("a.b + c if d else e | number(f)", MARK)
    assert expression.names == {"a", "c", "d", "e", "f"}


@pytest.mark.parametrize(
    "hostile",
    ["(" * 999, "[" * 999, "{" * 999, "not " * 249, "-" * 999, "'" * 999, "a." * 499, "1+" * 499, "a|" * 499, "9" * 999 + "*9"],
)
def test_hostile_expressions_are_refused_at_once(hostile: str) -> None:
    began = time.process_time()
    with pytest.raises(DeckgenError):
        parse_expression(hostile, MARK).print(SCOPE)
    assert time.process_time() - began < 5


_OPERANDS = "n¤place¤deck¤.title¤.x¤projects¤hidden¤day¤places¤nothing¤open¤third¤'x'¤1¤0¤2.5¤1e400¤none¤true¤å"
_SIGNS = " + ¤ - ¤ * ¤ / ¤ % ¤ == ¤ < ¤ and ¤ or ¤ not ¤ if ¤ else ¤(¤)¤[¤]¤{¤}¤,¤~¤**¤'¤ is none¤ in "
_FILTERS = " | number¤ | percent¤ | date¤ | list¤(1)¤ | plural('a', 'b')"
_TOKENS = st.sampled_from([*_OPERANDS.split("¤"), *_SIGNS.split("¤"), *_FILTERS.split("¤")])


@settings(max_examples=500, deadline=None)
@given(st.lists(_TOKENS, max_size=12).map("".join))
def test_expressions_give_text_or_coded_problems_and_nothing_else(expression: str) -> None:
    try:
        parse_expression(expression, MARK).print(SCOPE)
    except DeckgenError as error:
        str(error)  # whose wording is in the catalogue
