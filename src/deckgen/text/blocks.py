"""Lines of Markdown with holes → groups of paragraphs.

- Outside lists each line is a paragraph of its own, and a group of its own.
- Lists are dashes; what is indented further is a level further in. An item and all that is below it are one group.
- A line that is indented under an item, without a dash, goes on with the item; after an empty line it is a paragraph of it.
- An empty line is space before the next paragraph, not a paragraph. A backslash at the end of a line is a line break.
- "8. april" is text. Lines that count 1., 2., points marked with *, headings, tables, code, quotations and rules are refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from deckgen.errors import Mark, fail, made_of_all
from deckgen.model import Group, Paragraph
from deckgen.text.expressions import Expression
from deckgen.text.holes import locate, take_out_holes
from deckgen.text.markdown import MAX_TEXT, Inline, parse_signed
from deckgen.text.scope import Scope

GAP = 12.0  # points
MAX_LEVELS = 9

_ITEM = re.compile(r"-(?:\s+|$)")
_STAR = re.compile(r"\*\s+(?!\*)")
_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_COUNTED = re.compile(rf"([0-9]{{1,2}})\.\s+(?!(?:{_MONTHS})\b)\S")
_LINE_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_REFUSED: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("a heading", "\\#", re.compile(r"#{1,6}(?:\s|$)")),
    ("a heading's underline", "\\=", re.compile(r"={3,}$")),
    ("a horizontal rule", "\\-", re.compile(r"(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")),
    ("code", "\\`", re.compile(r"```|~~~")),
    ("a block quotation", "\\>", re.compile(r">")),
    ("a table", "\\|", re.compile(r"\|.*\|$|\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?$")),
    ("a reference", "\\[", re.compile(r"\[[^\]]+\]:\s*\S")),
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph whose holes are not filled yet."""

    inline: Inline
    level: int = 0
    bullet: Literal["none", "number"] | None = "none"
    gap: float = 0.0

    def render(self, scope: Scope) -> Paragraph:
        return Paragraph(self.inline.render(scope), self.level, self.bullet, self.gap)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A parsed text: groups of blocks."""

    groups: tuple[tuple[Block, ...], ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that its holes ask the scope for."""
        return frozenset[str]().union(*(block.inline.names for group in self.groups for block in group))

    def render(self, scope: Scope) -> tuple[Group, ...]:
        """The groups. What is empty once its holes are filled is left out. Raises DeckgenError for all holes."""
        rendered = made_of_all(lambda group: made_of_all(lambda block: block.render(scope), group), self.groups)
        said = (tuple(paragraph for paragraph in group if paragraph.text.strip()) for group in rendered)
        return tuple(group for group in said if group)


@lru_cache(4096)
def parse_blocks(source: str, mark: Mark, *, numbered: bool = False) -> Blocks:
    """Parse a text of several lines. ``numbered`` makes the items of the outermost list 1., 2., 3. Raises DeckgenError."""
    if len(source) > MAX_TEXT:
        fail("text-too-long", mark, most=MAX_TEXT)
    text, holes = take_out_holes(source, mark)
    lines = [line.rstrip() for line in text.split("\n")]
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    reader = _Reader(lambda line: locate(source, mark, starts[line] + _indent(source[starts[line] :])), holes, numbered)
    for number, line in enumerate(lines):
        if _counts(line, 1) and number + 1 < len(lines) and _counts(lines[number + 1], 2):
            fail("list-numbers", reader.where(number))
        reader.line(number, line)
    return Blocks(reader.finish())


@dataclass
class _Open:
    """The paragraph that is being read."""

    text: str
    line: int
    level: int
    bullet: Literal["none", "number"] | None
    gap: float
    begins_group: bool


@dataclass
class _Reader:
    """Reads line by line; ``indents`` are the columns of the dashes that the current item stands under, itself last."""

    where: Callable[[int], Mark]
    holes: tuple[Expression, ...]
    numbered: bool
    groups: list[list[Block]] = field(default_factory=list[list[Block]])
    indents: list[int] = field(default_factory=list[int])
    open: _Open | None = None
    blank: bool = False

    def line(self, number: int, line: str) -> None:
        content = line.lstrip()
        if not content:
            self.close()
            self.blank = True
            return
        indent = _indent(line)
        broken = self.open is not None and _LINE_BREAK.search(self.open.text) is not None
        self.refuse(content, number)
        if _ITEM.match(content) and not broken:
            self.item(number, indent, content)
        elif self.open and (broken or (self.indents and indent > self.indents[-1])):
            self.open.text += ("\n" if broken else " ") + content
        else:
            self.paragraph(number, indent, content)
        self.blank = False

    def item(self, number: int, indent: int, content: str) -> None:
        said = content[1:].lstrip()
        if not said:
            fail("list-item-empty", self.where(number))
        self.refuse(said, number)
        if _ITEM.match(said):
            fail("list-indent", self.where(number))
        while self.indents and indent < self.indents[-1]:
            self.indents.pop()
            if not self.indents or self.indents[-1] < indent:
                fail("list-indent", self.where(number))
        if not self.indents or indent > self.indents[-1]:
            if self.indents and indent < self.indents[-1] + 2:
                fail("list-indent", self.where(number))
            self.indents.append(indent)
        level = len(self.indents) - 1
        if level >= MAX_LEVELS:
            fail("list-too-deep", self.where(number), most=MAX_LEVELS)
        self.begin(said, number, level, "number" if self.numbered and level == 0 else None, begins_group=level == 0)

    def paragraph(self, number: int, indent: int, content: str) -> None:
        """A paragraph of the item that it is indented under, or outside lists."""
        while self.indents and indent <= self.indents[-1]:
            self.indents.pop()
        self.begin(content, number, max(len(self.indents) - 1, 0), "none", begins_group=not self.indents)

    def begin(self, text: str, line: int, level: int, bullet: Literal["none", "number"] | None, *, begins_group: bool) -> None:
        self.close()
        gap = GAP if self.blank and self.groups else 0.0
        self.open = _Open(text, line, level, bullet, gap, begins_group)

    def close(self) -> None:
        if self.open is None:
            return
        made = self.open
        self.open = None
        block = Block(parse_signed(made.text, self.holes, self.where(made.line)), made.level, made.bullet, made.gap)
        if made.begins_group or not self.groups:
            self.groups.append([block])
        else:
            self.groups[-1].append(block)

    def finish(self) -> tuple[tuple[Block, ...], ...]:
        self.close()
        return tuple(tuple(group) for group in self.groups)

    def refuse(self, content: str, number: int) -> None:
        """Refuses what Markdown has and a slide has not."""
        if _STAR.match(content):
            fail("list-marker", self.where(number), marker="*")
        for what, escape, pattern in _REFUSED:
            if pattern.match(content):
                fail("markdown-not-supported", self.where(number), what=what, escape=escape)


def _counts(line: str, number: int) -> bool:
    """Whether the line begins as point ``number`` of a list: "1. Vedta planen", but not "1. mai"."""
    found = _COUNTED.match(line.lstrip())
    return found is not None and int(found[1]) == number


def _indent(line: str) -> int:
    """The columns of blank before the text; a tab stands for four."""
    content = line.lstrip(" \t")
    return len(line[: len(line) - len(content)].expandtabs(4))
