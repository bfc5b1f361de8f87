"""Text: groups of paragraphs that keep together, paragraphs of runs, each run in one language."""

import unicodedata
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from deckgen.model.value import Value

Language: TypeAlias = Literal["nb", "nn", "en"]


def visible(text: str) -> bool:
    """Whether a text shows anything: more than blanks, line breaks and characters without ink."""
    return any(character.isalnum() or unicodedata.category(character)[0] not in "ZC" for character in text)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look alike. A tab is ``\\t``, a line break within the paragraph ``\\n``."""

    text: str
    language: Language
    bold: bool = False
    italic: bool = False
    link: str = ""  # an address; "" is no link
    color: str = ""  # a theme colour ("tx2", "accent3"), or "" to inherit
    auto: Literal["", "slidenum"] = ""  # a field that PowerPoint itself keeps up to date; ``text`` is what it shows now
    value: Value | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``level`` counts from 0. ``bullet``: None as the level has it, "none", or "number" for 1., 2., 3.

    ``start`` is the number at which its list begins in this box: 6 where five of its points stand on the slide before.
    """

    runs: tuple[Run, ...]
    level: int = 0
    bullet: Literal["none", "number"] | None = None
    gap: float = 0.0  # points of space before it, beyond what its level has: an empty line in the source
    start: int = 1  # set by fit

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


Group: TypeAlias = tuple[Paragraph, ...]  # paragraphs that stay on one slide where one slide can hold them


@dataclass(frozen=True, slots=True)
class LevelFormat:
    """What a text sets for one level beyond what its placeholder gives it; None inherits."""

    size: float | None = None  # points
    before: float | None = None  # points
    line: float | None = None  # per cent of single spacing
    font: Literal["major", "minor"] | None = None
    color: str | None = None  # a theme colour ("tx2") or six hexadecimal digits
    bold: bool | None = None
    left: int | None = None  # EMU
    indent: int | None = None  # EMU, first line against left; negative hangs
    tab: int | None = None  # EMU, the one tab stop
    bullet: str | None = None  # "none" or the character


@dataclass(frozen=True, slots=True)
class Text:
    """What a text box says. ``levels`` are set by fit: the sizes and spacings chosen, level by level."""

    groups: tuple[Group, ...]
    levels: tuple[LevelFormat, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(paragraph for group in self.groups for paragraph in group)

    @property
    def plain(self) -> str:
        """The characters alone, a line a paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)
