"""Several texts → one: lists in running text, the form of a word that goes with a number, quotation marks."""

from collections.abc import Sequence
from typing import Literal

from deckgen.language.words import word
from deckgen.model import Language

_QUOTES: dict[Language, tuple[str, str]] = {"nb": ("«", "»"), "nn": ("«", "»"), "en": ("“", "”")}


def join_list(items: Sequence[str], language: Language, conjunction: Literal["and", "or"] = "and") -> str:
    """The items as one says them, without a comma before the last.

    >>> join_list(["Frøya", "Rissa", "Åfjord"], "nb"), join_list(["Frøya", "Rissa"], "en", "or")
    ('Frøya, Rissa og Åfjord', 'Frøya or Rissa')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word(conjunction, language)} {items[-1]}"


def plural(count: float, one: str, many: str) -> str:
    """The form that goes with ``count``: ``one`` with exactly 1, ``many`` with all others, 0 and 1.5 among them.

    >>> plural(1, "kommune", "kommuner"), plural(0, "kommune", "kommuner")
    ('kommune', 'kommuner')
    """
    return one if count == 1 else many


def quoted(text: str, language: Language) -> str:
    """The text in the language's quotation marks.

    >>> quoted("Nye vegar", "nn")
    '«Nye vegar»'
    """
    opening, closing = _QUOTES[language]
    return f"{opening}{text}{closing}"


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it stands.

    >>> capital("stablet stolpediagram for KS")
    'Stablet stolpediagram for KS'
    """
    return text[:1].upper() + text[1:]
