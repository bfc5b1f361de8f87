"""The filters that a hole can use, and what a datum is in print: ``{{ share | percent(1) }}`` → "12,5 %"."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from inspect import signature
from typing import Any, get_args

from deckgen.errors import Mark, fail
from deckgen.language import format_date, format_number, format_percent, join_list
from deckgen.language import plural as plural_form
from deckgen.language.dates import DateStyle
from deckgen.language.slug import slug
from deckgen.model import Language, Value
from deckgen.text.arithmetic import comparable, decimal_of, kind_of
from deckgen.text.scope import Datum, Printed

MAX_PRINTED = 10_000
_MAX_DECIMALS = 10
_DECIMALS_AS_THEY_STAND = 3


class BadArgument(Exception):  # noqa: N818 - becomes the problem "filter-arguments"
    """An argument is not what the filter takes."""


def number(datum: Datum, language: Language, mark: Mark, decimals: Any = 0) -> Printed:
    """With that many decimals, in groups of three: ``number(1)`` → 10 000,5."""
    return _numeric(datum, "number", mark, lambda found: format_number(found, _decimals(decimals), language))


def percent(datum: Datum, language: Language, mark: Mark, decimals: Any = 0) -> Printed:
    """A share as per cent: 0.12 → 12 %."""
    return _numeric(datum, "percent", mark, lambda found: format_percent(found, _decimals(decimals), language))


def plural(datum: Datum, language: Language, mark: Mark, one: Any, many: Any) -> Printed:
    """The number and the form that goes with it: ``plural('kommune', 'kommuner')`` → 59 kommuner."""
    if not isinstance(one, str) or not isinstance(many, str):
        raise BadArgument
    if isinstance(datum, Value) and datum.number is None:
        fail("value-missing", mark, symbol=datum.symbol or "an empty cell")
    return _numeric(
        datum, "plural", mark, lambda found: f"{_as_it_stands(found, language, mark)} {plural_form(found, one, many)}"
    )


def date_(datum: Datum, language: Language, mark: Mark, style: Any = "long") -> Printed:
    """A date in words: 8. april 2013. Styles: long, short, day_month, month_year, weekday."""
    if style not in get_args(DateStyle):
        raise BadArgument
    if isinstance(datum, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", datum):
        try:
            datum = date.fromisoformat(datum)
        except ValueError:
            fail("no-such-date", mark, found=datum)
    if not isinstance(datum, date):
        fail("date-expected", mark, found=kind_of(datum))
    return Printed(format_date(datum, language, style))


def list_(datum: Datum, language: Language, mark: Mark) -> Printed:
    """Several texts as one says them: Frøya, Rissa og Åfjord."""
    if not isinstance(datum, tuple):
        fail("list-expected", mark, found=kind_of(datum))
    return Printed(join_list(datum, language))


def slug_(datum: Datum, language: Language, mark: Mark) -> Printed:
    """A text in letters that every file system and address takes: Kárášjohka → karasjohka."""
    return Printed(slug(printed(datum, "slug", language, mark).text))


FILTERS: Mapping[str, Callable[..., Printed]] = {
    "number": number,
    "percent": percent,
    "plural": plural,
    "date": date_,
    "list": list_,
    "slug": slug_,
}


def usage(name: str) -> str:
    """How a filter is written: "plural(one, many)"."""
    arguments = [each for each in signature(FILTERS[name]).parameters if each not in ("datum", "language", "mark")]
    return f"{name}({', '.join(arguments)})" if arguments else name


def apply(name: str, datum: Datum, language: Language, mark: Mark, arguments: list[Datum], named: dict[str, Datum]) -> Printed:
    """The datum through the filter. Raises DeckgenError, also for arguments that the filter does not take."""
    try:
        bound = signature(FILTERS[name]).bind(datum, language, mark, *arguments, **named)
    except TypeError:
        fail("filter-arguments", mark, usage=usage(name))
    try:
        return FILTERS[name](*bound.args)
    except BadArgument:
        fail("filter-arguments", mark, usage=usage(name))


def printed(datum: Datum, source: str, language: Language, mark: Mark) -> Printed:
    """A datum as a hole prints it. ``source`` is the expression, for messages. Raises DeckgenError for what has no print.

    Numbers print with the decimals that they have, up to three; those with more must say how many, by ``number``.
    """
    made = _print(datum, source, language, mark)
    if len(made.text) > MAX_PRINTED:
        fail("text-too-long", mark, most=MAX_PRINTED)
    return made


def _print(datum: Datum, source: str, language: Language, mark: Mark) -> Printed:
    if isinstance(datum, Printed):
        return datum
    if isinstance(datum, str):
        return Printed(datum)
    if isinstance(datum, date):
        return Printed(format_date(datum, language))
    if isinstance(datum, tuple):
        return Printed(join_list(datum, language))
    if isinstance(datum, (bool, Mapping)):
        fail("hole-not-text", mark, hole=source, found=kind_of(datum))
    if datum is None or (isinstance(datum, Value) and datum.number is None and not datum.symbol):
        fail("hole-empty", mark, hole=source)
    return _numeric(datum, source, mark, lambda found: _as_it_stands(found, language, mark))


def _numeric(datum: Datum, wanted_by: str, mark: Mark, form: Callable[[float], str]) -> Printed:
    """A number in ``form``; a value that is missing by its symbol."""
    decimal = decimal_of(datum, wanted_by, mark)
    value = datum if isinstance(datum, Value) else None
    if decimal is None:
        if value is None or not value.symbol:
            fail("value-missing", mark, symbol="an empty cell")
        return Printed(value.symbol, value)
    whole = decimal == decimal.to_integral_value()
    return Printed(form(int(decimal) if whole else float(decimal)), value)


def _as_it_stands(found: float, language: Language, mark: Mark) -> str:
    exact = comparable(found)
    assert isinstance(exact, Decimal)
    exponent = round(exact, 12 - exact.adjusted() - 1).normalize().as_tuple().exponent if exact else 0
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    if decimals > _DECIMALS_AS_THEY_STAND:
        fail("number-needs-decimals", mark, found=str(found))
    return format_number(found, decimals, language)


def _decimals(decimals: Any) -> int:
    if type(decimals) is not int or not 0 <= decimals <= _MAX_DECIMALS:
        raise BadArgument
    return decimals
