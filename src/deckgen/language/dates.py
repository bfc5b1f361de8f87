"""A date, or two → its text: "8. april 2013", "8.–9. april 2013". Months are never abbreviated."""

from datetime import date
from typing import Literal, TypeAlias

from deckgen.language.tags import LOCALES
from deckgen.model import Language

DateStyle: TypeAlias = Literal["long", "short", "day_month", "month_year", "weekday"]

EN_DASH = "\N{EN DASH}"

# CLDR patterns. Babel's own interval patterns abbreviate the month, so ranges are put together from these.
_PATTERNS: dict[DateStyle, dict[Language, str]] = {
    "long": {"nb": "d. MMMM y", "nn": "d. MMMM y", "en": "d MMMM y"},
    "short": {"nb": "dd.MM.y", "nn": "dd.MM.y", "en": "dd/MM/y"},
    "day_month": {"nb": "d. MMMM", "nn": "d. MMMM", "en": "d MMMM"},
    "month_year": {"nb": "MMMM y", "nn": "MMMM y", "en": "MMMM y"},
    "weekday": {"nb": "EEEE d. MMMM y", "nn": "EEEE d. MMMM y", "en": "EEEE d MMMM y"},
}
_DAY: dict[Language, str] = {"nb": "d.", "nn": "d.", "en": "d"}


def format_date(day: date, language: Language, style: DateStyle = "long") -> str:
    """The date in words.

    >>> format_date(date(2013, 4, 8), "nb"), format_date(date(2013, 4, 8), "en")
    ('8. april 2013', '8 April 2013')
    >>> format_date(date(2013, 4, 8), "nn", "weekday")
    'måndag 8. april 2013'
    """
    return _written(day, _PATTERNS[style][language], language)


def format_date_range(start: date, end: date, language: Language) -> str:
    """Two dates and the days between, saying nothing twice.

    >>> format_date_range(date(2013, 4, 8), date(2013, 4, 9), "nb")
    '8.–9. april 2013'
    >>> format_date_range(date(2013, 4, 30), date(2013, 5, 2), "en")
    '30 April – 2 May 2013'

    Raises ValueError where the end comes before the start.
    """
    if end < start:
        raise ValueError(f"the range ends ({end}) before it begins ({start})")
    last = format_date(end, language)
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return _written(start, _DAY[language], language) + EN_DASH + last
    # English sets blanks round a dash between parts of several words; Norwegian does not.
    dash = f" {EN_DASH} " if language == "en" else EN_DASH
    return format_date(start, language, "day_month" if start.year == end.year else "long") + dash + last


def _written(day: date, pattern: str, language: Language) -> str:
    from babel.dates import format_date as babel_format_date

    return babel_format_date(day, pattern, locale=LOCALES[language])
