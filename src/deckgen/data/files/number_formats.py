"""An Excel cell's number and its format → the number as Excel shows it: 0.709 formatted as per cent is 70.9 per cent."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from deckgen.data.cells import Percent

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_SCALED = re.compile(r"[0#?](,+)(?![0#?,])")
_CURRENCY = frozenset({"", "kr", "kr.", "nok", "€", "$", "£"})


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format does to the number that one sees. ``odd``: it shows another quantity than the cell holds, as thousands."""

    percent: bool = False
    odd: bool = False


@lru_cache(maxsize=4096)
def number_format(code: str) -> NumberFormat:
    """Of a format's code, the part for numbers above zero.

    >>> number_format("0.0 %").percent, number_format('0.0" %"').percent
    (True, False)
    >>> number_format("#,##0,").odd, number_format("#,##0").odd, number_format('0" mill."').odd
    (True, False, True)
    """
    quoted = "".join((met[1] or "") for met in _LITERAL.finditer(code.split(";")[0]))
    bare = _LITERAL.sub("", code).split(";")[0]
    says = quoted.strip().casefold() not in _CURRENCY and any(sign.isalpha() for sign in quoted)
    return NumberFormat("%" in bare, bool(_SCALED.search(bare)) or says)


def as_per_cent(number: float) -> Percent:
    """A hundred times the number, exact in the fifteen digits that Excel keeps.

    >>> as_per_cent(0.709), as_per_cent(0.1 + 0.2)
    (70.9, 30.0)
    """
    return Percent(Decimal(f"{number:.15g}").scaleb(2))
