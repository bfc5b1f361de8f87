"""What a rule is given and what it gives: a file as a whole, or one slide of it → problems."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from deckgen.errors import Datum, Mark, Problem
from deckgen.powerpoint.element import Element
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.view import SlideView, View


@dataclass(frozen=True, slots=True)
class File:
    """An opened file and what was read from it."""

    package: Package
    view: View

    def problem(self, code: str, part: str, severity: Literal["error", "warning"] = "error", **data: Datum) -> Problem:
        """A problem of a part; its wording names ``{part}``."""
        return Problem(code, (("part", part), *data.items()), Mark(self.package.file), severity)


@dataclass(frozen=True, slots=True)
class Page:
    """A slide of it, with its number from 1 and its XML."""

    file: File
    number: int
    slide: SlideView
    root: Element

    def problem(self, code: str, severity: Literal["error", "warning"] = "error", **data: Datum) -> Problem:
        """A problem of the slide; its wording names ``{slide}``."""
        return Problem(code, (("slide", self.number), *data.items()), Mark(self.file.package.file), severity)


FileRule: TypeAlias = Callable[[File], Iterator[Problem]]
PageRule: TypeAlias = Callable[[Page], Iterator[Problem]]


def doubles(values: Iterator[str]) -> list[str]:
    """What comes more than once, each once, in the order of their second coming."""
    seen: set[str] = set()
    again: dict[str, None] = {}
    for value in values:
        if value in seen:
            again[value] = None
        seen.add(value)
    return list(again)
