"""A word and a font's name → its width in ems, from advance widths that the package carries.

The widths (``widths.txt``, made by ``tools/font_widths.py``) are those of free fonts that share their metrics with
Office's: Carlito (Calibri), Caladea (Cambria), Liberation Sans (Arial) and Liberation Serif (Times New Roman), all under
the SIL Open Font License 1.1. Nothing is looked up on the machine, so a deck fits the same way on every one.

A width is the plain sum of advances, without kerning and ligatures, as PowerPoint sets text. A character that the face
lacks is as wide as in the widest face that has it; beyond that an em for East Asian characters and pictographs, nothing
for combining marks and 0.7 em for every other script. A font that is not carried is reckoned character by character
as the widest of those that are.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

FAMILIES = {
    "calibri": "Carlito",
    "calibri light": "Carlito",
    "carlito": "Carlito",
    "cambria": "Caladea",
    "caladea": "Caladea",
    "arial": "LiberationSans",
    "helvetica": "LiberationSans",
    "liberation sans": "LiberationSans",
    "times new roman": "LiberationSerif",
    "times": "LiberationSerif",
    "liberation serif": "LiberationSerif",
}
CARRIED = ("Carlito", "Caladea", "LiberationSans", "LiberationSerif")
OTHER_SCRIPT = 0.7  # em

_WIDE = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CLOSING = "、。，．：；！？）」』】〉》〕］｝々ー"  # stay with the character before them
_BREAKS = re.compile(
    r"(?<=\w-)(?=[^\W\d_])"  # after a hyphen between letters
    r"|(?<=[^\s–—][–—])(?=\w)"  # after a dash within a word or range
    r"|(?<=\u200b)(?=.)"
    rf"|(?<=[{_WIDE}])(?=[^{_CLOSING}])|(?<=.)(?=[{_WIDE}])(?![{_CLOSING}])",
    re.DOTALL,
)


class Face(dict[str, float]):
    """Character → width in ems, for one font in one style."""

    def __missing__(self, character: str) -> float:
        return default_width(character)


def is_measured(font: str) -> bool:
    """Whether the package carries this font's widths."""
    return font.lower() in FAMILIES


@cache
def face(font: str, bold: bool = False, italic: bool = False) -> Face:
    """The widths of a font in a style; of a font that is not carried, the widest that any carried one has."""
    style = ("Bold" if bold else "") + ("Italic" if italic else "") or "Regular"
    family = FAMILIES.get(font.lower())
    if family:
        return _carried(f"{family}-{style}")
    widest = Face()
    for name in CARRIED:
        for character, width in _carried(f"{name}-{style}").items():
            widest[character] = max(width, widest.get(character, 0.0))
    return widest


@lru_cache(maxsize=1 << 16)
def pieces(font: str, bold: bool, italic: bool, word: str) -> tuple[float, ...]:
    """Widths, in ems, of the parts of a word between which a line may break: most words are one part.

    Lines break at blanks, after hyphens and dashes and between East Asian characters; not at a no-break space, a no-break
    hyphen or a slash. Where PowerPoint may or may not break (a hyphen before a figure), it is reckoned that it does not.
    """
    width = face(font, bold, italic).__getitem__
    return tuple([sum(map(width, part)) for part in parts(word)])


def parts(word: str) -> list[str]:
    """The parts of a word between which a line may break."""
    return _BREAKS.split(word)


def breaks_between(before: str, after: str) -> bool:
    """Whether a line may break between two characters of a word that differ in looks."""
    return len(parts(f"x{before}{after}" if before in "-–—" else before + after)) > 1


@cache
def default_width(character: str) -> float:
    """The width in ems of a character that a face lacks."""
    import unicodedata

    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    widest = max((_carried(f"{name}-Regular").get(character, 0.0) for name in CARRIED), default=0.0)
    if widest:
        return widest
    return 1.0 if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF else OTHER_SCRIPT


@cache
def _carried(name: str) -> Face:
    lines = _lines()
    units, *widths = lines[name].split()
    em = int(units)
    result = Face()
    characters = _characters()
    last: str = "-"
    for word in widths:
        count = 1
        if word[0] == "x":
            count = int(word[1:]) - 1
        else:
            last = word
        for _ in range(count):
            character = next(characters)
            if last != "-":
                result[character] = int(last) / em
    return result


def _characters() -> Iterator[str]:
    for span in _lines()["ranges"].split():
        first, last = span.split("-")
        yield from map(chr, range(int(first, 16), int(last, 16) + 1))


@cache
def _lines() -> dict[str, str]:
    text = Path(__file__).with_name("widths.txt").read_text("utf-8")
    return dict(line.split(" ", 1) for line in text.splitlines() if not line.startswith("#"))
