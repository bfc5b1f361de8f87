"""Paragraphs, how their levels are set, and a width → lines and heights, in points.

Line height is 1.22 em times the line spacing whatever the face, as PowerPoint draws it; widths get an allowance of 2 %.
The first paragraph's space before is not drawn. Words wider than the line are named, never broken.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from deckgen.fit.metrics import breaks_between, face, parts, pieces
from deckgen.model import LevelFormat, Paragraph
from deckgen.powerpoint.view import LevelStyle

POINT = 12_700  # EMU
LINE_HEIGHT = 1.22  # em
ALLOWANCE = 1.02
DEFAULT_TAB = 914_400 / POINT
TINY = 1e-6  # points: below what matters, above what floating point leaves
TAB = -1.0  # as the blank before an atom: not a blank but a tab


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is set: what matters for measuring. Points, from the left inset; ``line`` is a line's whole height."""

    font: str
    size: float
    line: float
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    indent: float = 0.0
    tab: float | None = None
    bullet: str = ""
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hangs: bool = False  # though it has no bullet

    @staticmethod
    def of(style: LevelStyle, given: LevelFormat, major: str, minor: str) -> "Level":
        """A placeholder's level with what a text sets on top of it; ``major`` and ``minor`` are the theme's faces."""
        size = style.size if given.size is None else given.size
        spacing = style.line if given.line is None else given.line
        exact = style.exact if given.line is None else None
        bullet = style.bullet if given.bullet is None else given.bullet.replace("none", "")
        return Level(
            font=style.font if given.font is None else major if given.font == "major" else minor,
            size=size,
            line=size * LINE_HEIGHT * spacing / 100 if exact is None else exact,
            before=style.before if given.before is None else given.before,
            after=style.after,
            left=(style.left if given.left is None else given.left) / POINT,
            indent=(style.indent if given.indent is None else given.indent) / POINT,
            tab=None if given.tab is None else given.tab / POINT,
            bullet=bullet,
            bold=style.bold if given.bold is None else given.bold,
            italic=style.italic,
            caps=style.caps,
            hangs=given.indent is not None and given.bullet == "none",
        )

    def first(self, bullet: str | None) -> float:
        """Where a paragraph's first line begins. One that goes without its level's bullet has no hang either."""
        if bullet == "none" and self.bullet and not self.hangs:
            return self.left
        if bullet == "none" or (bullet is None and not self.bullet):
            return self.left + self.indent
        return max(self.left, self.left + self.indent + self.size)


@dataclass(frozen=True, slots=True)
class Line:
    """What stands between line breaks: parts that are not broken, each with the blank before it; widths in ems."""

    atoms: list[tuple[float, float]]
    total: float
    tabbed: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paragraph whose parts are measured, whatever its size will be."""

    lines: list[Line]
    widest: float  # ems
    paragraph: Paragraph


class Span(NamedTuple):
    """What a paragraph takes: its lines, the height of each, and the space around them, in points."""

    lines: int
    line: float
    before: float
    after: float

    @property
    def height(self) -> float:
        return self.lines * self.line + self.after


@dataclass(frozen=True, slots=True)
class Measured:
    """``height`` is that of all paragraphs in one column; ``too_wide`` the first word that is wider than its line, or ""."""

    spans: tuple[Span, ...]
    height: float
    too_wide: str = ""

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(span.lines for span in self.spans)


def measure(paragraphs: Iterable[Paragraph], levels: Sequence[Level], width: float) -> Measured:
    """Lines and heights of paragraphs in a column of ``width`` points."""
    spans: list[Span] = []
    too_wide = ""
    for paragraph in paragraphs:
        level = levels[paragraph.level]
        prepared = prepare(paragraph, level)
        lines = line_count(prepared, level, width)
        if not lines and not too_wide:
            too_wide = widest_word(paragraph, level)
        spans.append(Span(lines or len(prepared.lines), level.line, level.before + paragraph.gap, level.after))
    return Measured(tuple(spans), height(spans), too_wide)


def height(spans: Sequence[Span]) -> float:
    """Of paragraphs one below the other: the first one's space before is not drawn."""
    if not spans:
        return 0.0
    return sum([span.before + span.lines * span.line + span.after for span in spans]) - spans[0].before


def columns_taken(spans: Sequence[Span], room: float) -> int:
    """How many columns of height ``room`` the paragraphs fill when their lines flow from one to the next."""
    columns, y = 1, 0.0
    for number, span in enumerate(spans):
        y += span.before if number else 0.0
        for _ in range(span.lines):
            if y + span.line > room + TINY and y > 0:
                columns, y = columns + 1, 0.0
            y += span.line
        y += span.after
    return columns


def prepare(paragraph: Paragraph, level: Level) -> Prepared:
    """A paragraph's parts with their widths in ems; of the level only font, bold, italic and capitals matter."""
    return _prepare(paragraph, level.font, level.bold, level.italic, level.caps)


@lru_cache(maxsize=1 << 12)
def _prepare(paragraph: Paragraph, font: str, bold: bool, italic: bool, caps: bool) -> Prepared:
    lines: list[Line] = []
    atoms: list[tuple[float, float]] = []
    blank, widest, tail = 0.0, 0.0, ""  # tail: the last character, where the next run goes on without a blank
    for run in paragraph.runs:
        heavy, slanted = bold or run.bold, italic or run.italic
        space = face(font, heavy, slanted)[" "]
        text = run.text.upper() if caps else run.text
        for number, word in enumerate(tokens(text)):
            if number:
                if word == "\t":
                    atoms.append((TAB, 0.0))
                    blank, tail = 0.0, ""
                    continue
                if word == "\n":
                    lines.append(_line(atoms))
                    atoms, blank, tail = [], 0.0, ""
                    continue
            # the words between tabs and line breaks, with their blanks
            for count, bare in enumerate(word.split(" ")):
                if count:
                    blank, tail = blank + space, ""
                if not bare:
                    continue
                widths = pieces(font, heavy, slanted, bare)
                joined = tail and not breaks_between(tail, bare[0])
                for width in widths:
                    if joined:
                        before, wide = atoms[-1]
                        atoms[-1] = (before, wide + width)
                        width, joined = wide + width, False
                    else:
                        atoms.append((blank, width))
                    blank = 0.0
                    if width > widest:
                        widest = width
                tail = bare[-1]
    lines.append(_line(atoms))
    return Prepared(lines, widest, paragraph)


def tokens(text: str) -> list[str]:
    """A run's text cut at tabs and line breaks, which stay as tokens of their own at odd places."""
    if "\t" not in text and "\n" not in text:
        return [text]
    result = [""]
    for character in text:
        if character in "\t\n":
            result += [character, ""]
        else:
            result[-1] += character
    return result


def _line(atoms: list[tuple[float, float]]) -> Line:
    total, tabbed = 0.0, False
    for blank, width in atoms:
        if blank == TAB:
            tabbed = True
        else:
            total += blank + width
    return Line(atoms, total, tabbed)


def line_count(prepared: Prepared, level: Level, width: float) -> int:
    """The lines that a paragraph takes in a column of ``width`` points; 0 where a word is wider than its line."""
    unit = level.size * ALLOWANCE
    right, left = (width + TINY) / unit, level.left / unit
    start = level.first(prepared.paragraph.bullet) / unit
    if prepared.widest > right - left:
        return 0
    count = 0
    for line in prepared.lines:
        count += 1
        if line.tabbed or start + line.total > right:
            more = _breaks(line, start, left, right, level, unit)
            if more < 0:
                return 0
            count += more
        start = left
    return count


def _breaks(line: Line, start: float, left: float, right: float, level: Level, unit: float) -> int:
    """How often a line is broken; -1 where its first word is wider than the room it has."""
    count, x, fresh = 0, start, True
    for blank, width in line.atoms:
        if blank == TAB:
            x, fresh = _next_stop(x * unit, level) / unit, False
        elif x + blank + width <= right:
            x += blank + width
            fresh = False
        elif fresh:
            return -1
        else:
            count += 1
            x = left + width
    return count


def _next_stop(x: float, level: Level) -> float:
    """The tab stop after ``x``: the level's own, then where a hang ends, then the default ones."""
    stops = [stop for stop in (level.tab, level.left) if stop is not None and stop > x + TINY]
    return min(stops) if stops else (int((x + TINY) / DEFAULT_TAB) + 1) * DEFAULT_TAB


def widest_word(paragraph: Paragraph, level: Level) -> str:
    """The paragraph's widest unbreakable part, to be named in a message."""
    words = [part for word in paragraph.text.split() if word for part in parts(word)]
    return max(words, key=lambda word: (text_width(word, level), word), default="")


def text_width(text: str, level: Level) -> float:
    """The width of a text on one line, in points, with the allowance."""
    return level.size * ALLOWANCE * sum(map(face(level.font, level.bold, level.italic).__getitem__, text))
