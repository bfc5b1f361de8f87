"""Two data and an operator → a datum: exact decimals, and what is missing stays missing.

Floats are taken as the decimals that they print as, so that 0.1 + 0.2 is 0.3. Text that is written as a number counts as one
where a number is wanted: what a spec or a command line gives is text.
"""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Context, Decimal
from typing import Any

from deckgen.errors import Mark, fail
from deckgen.model import NIL, Recipe, Together, Value, marks_of_sum
from deckgen.text.scope import Datum, Printed

LARGEST = Decimal(10) ** 15
_CONTEXT = Context(prec=60)
_NUMERAL = re.compile(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,15})?")

_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": _CONTEXT.add,
    "-": _CONTEXT.subtract,
    "*": _CONTEXT.multiply,
    "/": _CONTEXT.divide,
    "%": lambda left, right: _CONTEXT.subtract(left, _CONTEXT.multiply(right, _floor(_CONTEXT.divide(left, right)))),
}
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def calculate(operator: str, left: Datum, right: Datum, mark: Mark) -> Datum:
    """``left operator right``. A ``Value`` on either side makes the result a ``Value`` with its recipe carried on."""
    numbers = tuple(decimal_of(side, operator, mark) for side in (left, right))
    if numbers[0] is None or numbers[1] is None:
        return left if numbers[0] is None else right
    if operator in "/%" and not numbers[1]:
        fail("division-by-zero", mark)
    result = _OPERATIONS[operator](numbers[0], numbers[1])
    if abs(result) > LARGEST:
        fail("number-too-large", mark)
    plain = int(result) if result == result.to_integral_value() else float(result)
    if isinstance(left, Value) or isinstance(right, Value):
        marks = marks_of_sum(side.symbol.replace(NIL, "") for side in (left, right) if isinstance(side, Value))
        return Value(float(plain), marks, _recipe(operator, left, right))
    return plain


def negate(datum: Datum, mark: Mark) -> Datum:
    if isinstance(datum, Value):
        decimal_of(datum, "-", mark)
        return datum if datum.number is None else replace(datum, number=-datum.number)
    return calculate("-", 0, datum, mark)


def compare(operator: str, left: Datum, right: Datum, mark: Mark) -> bool:
    """Numbers with numbers, texts with texts, dates with dates; whether anything is there at all by ``== none``.

    A text that is a number is compared as one with a number, and by size with another; equal to a text it is by its characters.
    """
    a, b = comparable(left), comparable(right)
    x, y = _as_number(a), _as_number(b)
    if x is not None and y is not None and (operator in _COMPARISONS or isinstance(a, Decimal) or isinstance(b, Decimal)):
        a, b = x, y
    if operator in ("==", "!=") and (a is None or b is None or type(a) is type(b)):
        return (a == b) is (operator == "==")
    if type(a) is not type(b) or not isinstance(a, (Decimal, str, date)):
        fail("cannot-compare", mark, left=kind_of(left), right=kind_of(right))
    return _COMPARISONS[operator](a, b)


def comparable(datum: Datum) -> Decimal | str | date | bool | tuple[str, ...] | None:
    """The same for data that are equal: a number's decimal, a printed text's characters; None for what is missing."""
    if isinstance(datum, Value):
        return None if datum.number is None else _exact(datum.number)
    if isinstance(datum, (int, float, Decimal)) and not isinstance(datum, bool):
        return _exact(datum)
    if isinstance(datum, Printed):
        return datum.text
    return datum if isinstance(datum, (str, date, bool, tuple)) else None


def decimal_of(datum: Datum, wanted_by: str, mark: Mark) -> Decimal | None:
    """The number of a datum; None for a value that is missing. Raises DeckgenError for what is no number."""
    if isinstance(datum, Value) and datum.number is None:
        return None
    number = _as_number(comparable(datum)) if not isinstance(datum, Printed) else None
    if number is None:
        fail("number-expected", mark, operator=wanted_by, found=kind_of(datum))
    if not number.is_finite() or abs(number) > LARGEST:
        fail("number-too-large", mark)
    return number


def kind_of(datum: Datum) -> str:
    """What a datum is, as messages say it."""
    if isinstance(datum, bool):
        return "yes or no"
    if isinstance(datum, (int, float, Decimal)):
        return "a number"
    if isinstance(datum, Value):
        return "a number" if datum.number is not None else "a missing number"
    if isinstance(datum, (str, Printed)):
        text = datum if isinstance(datum, str) else datum.text
        return f'the text "{text[:40]}"'
    if isinstance(datum, date):
        return "a date"
    if isinstance(datum, tuple):
        return "a list"
    return "nothing" if datum is None else "a group of names"


def _as_number(datum: object) -> Decimal | None:
    """The number that a datum is, or that a text is written as: 12, 12.5, also 0301."""
    if isinstance(datum, str) and _NUMERAL.fullmatch(datum):
        return Decimal(datum)
    return datum if isinstance(datum, Decimal) else None


def _exact(number: float | Decimal) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(number) if type(number) is int else Decimal(repr(float(number)))


def _floor(number: Decimal) -> Decimal:
    return Decimal(math.floor(number))


def _recipe(operator: str, left: Datum, right: Datum) -> Recipe | None:
    """Where both sides came from, with what was worked out of them as one more step."""
    found = [side.recipe for side in (left, right) if isinstance(side, Value) and side.recipe]
    if not found:
        return None
    first, *others = found
    steps = (*first.steps, *(step for other in others for step in _steps(other, first)))
    origins = tuple(dict.fromkeys(each.origin for each in found if each.origin))
    origin = Together(origins) if len(origins) > 1 else next(iter(origins), None)
    return replace(first, steps=(*steps, f"{_said(left)} {operator} {_said(right)}"), origin=origin)


def _steps(recipe: Recipe, first: Recipe) -> tuple[str, ...]:
    """What was done on the other side, where it is something else, and with which dataset, where that is another."""
    if recipe.dataset != first.dataset:
        return tuple(f"{recipe.dataset}: {step}" for step in recipe.steps)
    return () if recipe.steps == first.steps else recipe.steps


def _said(datum: Datum) -> str:
    """A number by its cell, where it is one's alone; else as it is."""
    if isinstance(datum, Value) and datum.recipe and datum.recipe.key:
        cell = ", ".join(f"{name} {key}" for name, key in datum.recipe.key)
        return f"{datum.recipe.dataset}[{cell}]"
    said = comparable(datum)
    return f"{said.normalize():f}" if isinstance(said, Decimal) else str(said)
