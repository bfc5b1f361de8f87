"""A text → the key that sorts it as Norwegians do: æ, ø, å last, aa as å, numbers by size.

What counts first are letters, numbers and blanks; hyphens and other signs do not, so that Nordland comes before
Nord-Trøndelag, as the ministry lists its counties. Accents and case only decide between texts that are otherwise equal, the
capital first; and no two different texts have the same key, so that the order is the same whatever order they came in.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import TypeAlias

from deckgen.model import Language

# Class (0 blank, 1 number, 2 letter), then what orders within it.
SortKey: TypeAlias = tuple[tuple[tuple[int, int, str], ...], str, str]

_ALPHABET = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
_OTHER_LETTERS = len(_ALPHABET)

# Letters that no decomposition leads back to a letter of the alphabet. Sámi đ, ŋ and ŧ stand with d, n and t.
_SAME_IN_ALL = {"đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "ı": "i", "œ": "oe", "þ": "th", "ß": "ss"}
_NORWEGIAN = str.maketrans(_SAME_IN_ALL | {"ä": "æ", "ǽ": "æ", "ö": "ø", "ő": "ø", "ǿ": "ø", "ü": "y"})
_ENGLISH = str.maketrans(_SAME_IN_ALL | {"æ": "ae", "ǽ": "ae", "ø": "o", "ǿ": "o"})

_PIECE = re.compile(r"\s+|[0-9]+|.", re.DOTALL)


def sort_key(text: str, language: Language) -> SortKey:
    """The key for ``sorted(texts, key=…)``. Deterministic, whatever the locale.

    >>> sorted(["Ås", "Ørsta", "Aasen", "Ål", "Bø"], key=lambda name: sort_key(name, "nb"))
    ['Bø', 'Ørsta', 'Ål', 'Ås', 'Aasen']
    >>> sorted(["Pulje 10", "Pulje 2", "pulje 2"], key=lambda name: sort_key(name, "nn"))
    ['Pulje 2', 'pulje 2', 'Pulje 10']
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    folded = unicodedata.normalize("NFC", folded)
    letters = folded.translate(_ENGLISH) if language == "en" else folded.replace("aa", "å").translate(_NORWEGIAN)
    return tuple(_elements(letters, norwegian=language != "en")), folded, text


def _elements(letters: str, *, norwegian: bool) -> Iterator[tuple[int, int, str]]:
    for piece in _PIECE.findall(letters):
        if piece.isspace():
            yield 0, 0, ""
        elif piece.isascii() and piece.isdigit():
            digits = piece.lstrip("0")
            yield 1, len(digits), digits
        elif norwegian and piece == "å":
            yield 2, _ALPHABET["å"], ""
        else:
            yield from _base_letters(piece)


def _base_letters(character: str) -> Iterator[tuple[int, int, str]]:
    """The letters under a character's accents; nothing for a sign."""
    for base in unicodedata.normalize("NFKD", character):
        if base.isalnum():
            yield 2, _ALPHABET.get(base, _OTHER_LETTERS + ord(base)), ""
