"""Numbers to show → how many decimals they are shown with, and the format that says so. What would show as zero is told."""

from collections.abc import Iterable
from decimal import Decimal

from deckgen.errors import Mark, Problems
from deckgen.language import round_half_up
from deckgen.model import Language

MOST = 3  # decimals that are shown without being asked for


def decimals_of(given: int | None, numbers: Iterable[float | None], mark: Mark, problems: Problems) -> int:
    """None, unless all numbers are smaller than one: then as many as they have. A number that is lost so is a warning.

    >>> decimals_of(None, [0.274, 0.5], Mark("deck.yaml"), Problems())
    3
    >>> decimals_of(None, [47.6, 0.5], Mark("deck.yaml"), Problems())
    0
    """
    if given is not None:
        return given
    sizes = [abs(number) for number in numbers if number]
    decimals = min(max(map(_places, sizes)), MOST) if sizes and max(sizes) < 1 else 0
    if lost := [size for size in sizes if not round_half_up(size, decimals)]:
        enough = next((places for places in range(1, 10) if round_half_up(min(lost), places)), 10)
        number = f"{min(lost):.6g}".replace(".", ",")
        problems.warning("shown-as-zero", mark, count=len(lost), number=number, decimals=enough)
    return decimals


def format_of(decimals: int) -> str:
    """The invariant format of so many decimals.

    >>> format_of(0), format_of(2)
    ('#,##0', '#,##0.00')
    """
    return "#,##0." + "0" * decimals if decimals else "#,##0"


def share_format(decimals: int, language: Language) -> str:
    """Per cent as the language writes it; a share above zero that would round to nothing says that it is less than that."""
    sign = "%" if language == "en" else "\u00a0%"
    digits = "0" + ("." + "0" * decimals if decimals else "")
    least = f"{0.5 * 10 ** -(decimals + 2):.{decimals + 3}f}"
    smallest = "1" if not decimals else "0." + "0" * (decimals - 1) + "1"
    if language != "en":
        smallest = smallest.replace(".", ",")
    return f'[<{least}]"<\u00a0{smallest}{sign}";{digits}{sign}'


def _places(number: float) -> int:
    """How many decimals a number has as it prints."""
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
