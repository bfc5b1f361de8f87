"""A number in full precision → its text, rounded once: half away from zero on the decimal that the number prints as.

Binary floats are judged by their shortest decimal, as Excel and people do: 2.5 → 3, 118.5 → 119, 0.285 to two places → 0.29.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from deckgen.language.tags import LOCALES
from deckgen.model import Language

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

# Wide enough for every float (1.8e308) with as many places as anyone asks for; the default context stops at 28 digits.
_CONTEXT = Context(prec=1000, rounding=ROUND_HALF_UP)


def round_half_up(number: float, decimals: int) -> Decimal:
    """``number`` to ``decimals`` places (negative: tens, hundreds …), half away from zero. Never minus zero.

    >>> round_half_up(2.5, 0), round_half_up(0.285, 2), round_half_up(-0.4, 0)
    (Decimal('3'), Decimal('0.29'), Decimal('0'))

    Raises ValueError for NaN and infinity.
    """
    return _rounded(_decimal(number), decimals)


def round_share(share: float, decimals: int) -> Decimal:
    """A share (0.125) in per cent (12.5), rounded as above.

    >>> round_share(0.285, 0)
    Decimal('29')
    """
    return _rounded(_decimal(share).scaleb(2, _CONTEXT), decimals)


def format_number(number: float, decimals: int, language: Language) -> str:
    """``number`` with ``decimals`` places, in groups of three, as ``language`` writes it.

    >>> format_number(-10000.25, 1, "nb")
    '−10\\xa0000,3'
    >>> format_number(10000, 0, "en")
    '10,000'
    """
    return _written(round_half_up(number, decimals), decimals, language)


def format_percent(share: float, decimals: int, language: Language) -> str:
    """A share (0.12) as per cent: "12 %" with a no-break space, "12%" in English.

    A share above zero never shows as zero: what would round to it is given as less than the smallest step that shows.

    >>> format_percent(0.12, 0, "nb"), format_percent(0.12, 0, "en")
    ('12\\xa0%', '12%')
    >>> format_percent(0.004, 0, "nb"), format_percent(0.0004, 1, "en")
    ('<\\xa01\\xa0%', '< 0.1%')
    """
    rounded = round_share(share, decimals)
    below = ""
    if share > 0 and not rounded:
        rounded = Decimal(1).scaleb(-decimals)
        below = "< " if language == "en" else f"<{NO_BREAK_SPACE}"
    sign = "%" if language == "en" else f"{NO_BREAK_SPACE}%"
    return below + _written(rounded, decimals, language) + sign


def _decimal(number: float) -> Decimal:
    # float() first: a NumPy number's repr names its type.
    exact = Decimal(repr(number) if type(number) is int else repr(float(number)))
    if not exact.is_finite():
        raise ValueError(f"{number} is no number to be shown")
    return exact


def _rounded(exact: Decimal, decimals: int) -> Decimal:
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), context=_CONTEXT)
    return rounded if rounded else abs(rounded)


def _written(number: Decimal, decimals: int, language: Language) -> str:
    group, point = _symbols(language)
    plain = f"{abs(number):,.{max(decimals, 0)}f}"
    text = plain.translate({ord(","): group, ord("."): point})
    return MINUS + text if number < 0 else text


@lru_cache
def _symbols(language: Language) -> tuple[str, str]:
    """What stands between groups of three digits, and before decimals."""
    from babel import Locale

    symbols = Locale.parse(LOCALES[language]).number_symbols["latn"]
    return symbols["group"], symbols["decimal"]
