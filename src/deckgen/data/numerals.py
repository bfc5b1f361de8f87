"""Numbers written as text → floats, judged over a whole column: "10 000,5", "−3", "1.234,5".

A column is read as numbers only if every cell is one. What looks like a code is none: a leading zero ("0301"), more digits
than Excel keeps. Which of comma and full stop marks decimals is found over the column, and refused where both readings hold.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal, TypeAlias

Decimal: TypeAlias = Literal[",", "."]

_BLANKS = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_TO_PLAIN = str.maketrans({"\N{MINUS SIGN}": "-"} | dict.fromkeys(_BLANKS, " "))
_PLAIN = frozenset("0123456789+-., \n")
_PLAIN_BYTES = "".join(_PLAIN).encode()
_WRITTEN = _PLAIN | {"\N{MINUS SIGN}", *_BLANKS}

_BLANK_OUT_OF_PLACE = re.compile(r"(?<![0-9]) |[0-9]{4} | (?![0-9]{3}(?![0-9]))")
_LEADING_ZERO = re.compile(r"^[-+]?0[0-9]", re.MULTILINE)
_ZEROS = ("\n0", "\n-0", "\n+0")
_LONG = 1e15  # the least number of 16 digits, of which Excel keeps 15
_TOO_LONG = re.compile(r"^[-+]?[0-9]{16}", re.MULTILINE)

# A cell with groups of three, and one sign for groups and one for decimals.
_GROUPED: dict[Decimal, re.Pattern[str]] = {
    ",": re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?|[-+]?[0-9]+(?:,[0-9]+)?"),
    ".": re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?|[-+]?[0-9]+(?:\.[0-9]+)?"),
}
_NO_DIGITS = str.maketrans("", "", "0123456789")
_OTHER: dict[Decimal, Decimal] = {",": ".", ".": ","}
_MANY = 1000  # cells of which so few differ that it pays to read each once
_THOUSAND_OR_DECIMALS = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Unclear:
    """A column that reads as numbers both with comma and with full stop as the decimal sign; ``cell`` shows it."""

    cell: str


def may_be_numeral(cell: str) -> bool:
    """Whether a cell has only characters that numbers are written with: settles most texts at a glance."""
    return _WRITTEN.issuperset(cell)


def read_numerals(
    cells: Sequence[str], decimal: Decimal | None, delimiter: str, *, codes: bool = False
) -> list[float] | Unclear | None:
    """The column's numbers, or None where a cell is not one. ``codes``: leading zeros and long numbers are numbers too.

    >>> read_numerals(["10 000,5", "−3"], None, ";")
    [10000.5, -3.0]
    >>> read_numerals(["0301", "1121"], None, ";")
    >>> read_numerals(["1.234"], None, ";")
    Unclear(cell='1.234')
    """
    if not cells:
        return []
    # One look at the characters settles most columns of text; the rest works on different cells as one string, for speed.
    if not _WRITTEN.issuperset(cells[0]):
        return None
    if len(cells) > _MANY and 4 * len(dict.fromkeys(cells[:_MANY])) < _MANY:
        different = dict.fromkeys(cells)
        read = _read(tuple(different), decimal, delimiter, codes=codes)
        return [*map(dict(zip(different, read, strict=True)).__getitem__, cells)] if isinstance(read, list) else read
    return _read(cells, decimal, delimiter, codes=codes)


def _read(cells: Sequence[str], decimal: Decimal | None, delimiter: str, *, codes: bool) -> list[float] | Unclear | None:
    text = "\n".join(cells)
    if not text.isascii() or text.encode().translate(None, _PLAIN_BYTES):
        if not _WRITTEN.issuperset(text):
            return None
        text = text.translate(_TO_PLAIN)
    if " " in text and _BLANK_OUT_OF_PLACE.search(text):
        return None
    text = text.replace(" ", "")
    if not codes and any(zero in f"\n{text}" for zero in _ZEROS) and _LEADING_ZERO.search(text):
        return None
    if decimal is None:
        found = _find_decimal(text, delimiter)
        if not isinstance(found, str):
            return found
        decimal = found
    group = _OTHER[decimal]
    if group in text:
        if not all(_GROUPED[decimal].fullmatch(cell) for cell in text.split("\n")):
            return None
        text = text.replace(group, "")
    numbers = _floats(text.replace(decimal, "."))
    if numbers and not codes and max(max(numbers), -min(numbers)) >= _LONG and _TOO_LONG.search(text):
        return None
    return numbers


def _floats(text: str) -> list[float] | None:
    try:
        numbers = list(map(float, text.split("\n")))
    except ValueError:
        return None
    return None if max(max(numbers), -min(numbers)) == inf else numbers


def _find_decimal(text: str, delimiter: str) -> Decimal | Unclear | None:
    comma, stop = "," in text, "." in text
    if not comma and not stop:
        return ","
    if comma and stop:
        return _of_both(_marked(text))
    sign: Decimal = "," if comma else "."
    if sign * 2 in text.translate(_NO_DIGITS):
        return _OTHER[sign]
    # The sign that is not the file's usual one may part thousands: "1.234" in a Norwegian file, "1,234" in an English one.
    unusual = "," if delimiter == "," else "."
    if sign == unusual and all(map(_THOUSAND_OR_DECIMALS.fullmatch, cells := _marked(text))):
        return Unclear(cells[0])
    return sign


def _of_both(cells: list[str]) -> Decimal | Unclear | None:
    fitting: list[Decimal] = [sign for sign, pattern in _GROUPED.items() if all(map(pattern.fullmatch, cells))]
    if len(fitting) == 2:
        return Unclear(cells[0])
    return fitting[0] if fitting else None


def _marked(text: str) -> list[str]:
    """The cells with a comma or a full stop."""
    return [cell for cell in text.split("\n") if "," in cell or "." in cell]
