"""A number of a chart → its label, as PowerPoint prints it in the chart's language."""

import re

from deckgen.language import format_number, format_percent
from deckgen.model import Language

_DECIMALS = re.compile(r"0\.(0+)")


def label(number: float, total: float, number_format: str, language: Language) -> str:
    """``total`` is what the number's series comes to, of which a format in per cent shows the share."""
    last = number_format.rpartition(";")[2]
    found = _DECIMALS.search(last)
    decimals = len(found[1]) if found else 0
    if last.endswith("%"):
        return format_percent(number / total if total else 0.0, decimals, language)
    return format_number(number, decimals, language)


def in_full(number: float) -> str:
    """A number with all its decimals, after a comma: 118,5; what binary reckoning leaves in the sixteenth place is left out."""
    return f"{number:.15g}".replace(".", ",")
