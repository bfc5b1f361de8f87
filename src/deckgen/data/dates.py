"""Dates as Norwegians write them → ISO 8601 text ("2013-04-08"), judged over a whole column.

ISO text sorts rightly and is what the filter ``date`` in expressions takes. A column is read as dates only if every cell is
one. What could be another day to another reader is refused rather than guessed: 05/06/2013 where every cell could have the
month first, and years of two digits.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    ("januar", "january", "jan"),
    ("februar", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("desember", "december", "des", "dec"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NUMBERS = re.compile(r"([0-9]{1,2})(?P<sign>[./-])([0-9]{1,2})(?P=sign)([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})\.?\s+([A-Za-z]+)\.?\s+([0-9]{4})")
_CENTURY = 30  # Excel's own: 29 is 2029, 30 is 1930


@dataclass(frozen=True, slots=True)
class UnclearDates:
    """A column that two people would read as different days; ``cell`` shows it."""

    cell: str
    why: str  # "two-digit years" or "either the day or the month may come first"


@dataclass(frozen=True, slots=True)
class _Read:
    day: date
    swappable: bool = False  # with / or -, and the month could come first and make another day
    short: bool = False  # two digits of the year


def read_dates(cells: Sequence[str], *, declared: bool = False) -> list[str] | UnclearDates | None:
    """The column's dates in ISO 8601, or None where a cell is none. ``declared``: day first, short years as Excel has them.

    >>> read_dates(["8.4.2013", "9. april 2013", "2013-04-10"])
    ['2013-04-08', '2013-04-09', '2013-04-10']
    >>> read_dates(["05/06/2013"])
    UnclearDates(cell='05/06/2013', why='either the day or the month may come first')
    >>> read_dates(["05/06/2013", "25/06/2013"])
    ['2013-06-05', '2013-06-25']
    """
    if not cells:
        return None
    found: dict[str, _Read] = {}
    for cell in dict.fromkeys(cells):
        read = _read(cell)
        if read is None:
            return None
        found[cell] = read
    if not declared and (unclear := _unclear(found)):
        return unclear
    return [found[cell].day.isoformat() for cell in cells]


def may_be_dates(cells: Sequence[object]) -> bool:
    """Whether the first cell is a date: settles most columns at a glance."""
    return bool(cells) and isinstance(cells[0], str) and is_date(cells[0])


def is_date(cell: str) -> bool:
    """Whether a cell is a date, with its day first."""
    return _read(cell) is not None


def _unclear(found: dict[str, _Read]) -> UnclearDates | None:
    for cell, read in found.items():
        if read.short:
            return UnclearDates(cell, "two-digit years")
    slashed = {cell: read for cell, read in found.items() if read.swappable}
    if slashed and not any(_must_have_day_first(cell) for cell in found):
        return UnclearDates(next(iter(slashed)), "either the day or the month may come first")
    return None


def _must_have_day_first(cell: str) -> bool:
    met = _NUMBERS.fullmatch(cell)
    return met is not None and met["sign"] != "." and int(met[1]) > 12


def _read(cell: str) -> _Read | None:
    if met := _ISO.fullmatch(cell):
        return _dated(met[3], int(met[2]), met[1])
    if met := _NUMBERS.fullmatch(cell):
        day, month = int(met[1]), int(met[3])
        swappable = met["sign"] != "." and day <= 12 and day != month
        return _dated(met[1], month, met[4], swappable=swappable)
    if met := _WORDS.fullmatch(cell):
        return _dated(met[1], _MONTH.get(met[2].casefold(), 0), met[3])
    return None


def _dated(day: str, month: int, year: str, *, swappable: bool = False) -> _Read | None:
    short = len(year) == 2
    whole = int(year) + (2000 if int(year) < _CENTURY else 1900) * short
    try:
        return _Read(date(whole, month, int(day)), swappable, short)
    except ValueError:
        return None
