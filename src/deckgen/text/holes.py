"""A text with holes → the text with a sign in each hole's place, and the expressions.

The signs are letters to Markdown, so that it sees whole words where holes are: ``**{{ name }}**s`` is bold. They are made of
noncharacters, which no text can hold.
"""

import re
from dataclasses import replace

from deckgen.errors import Mark, fail
from deckgen.fields.decode import INVISIBLE
from deckgen.text.expressions import Expression, parse_expression

SIGN = re.compile("\ufdd0([0-9]+)\ufdd1")

_SPECIAL = re.compile(r"\\.|\{\{|\}\}|\{%|\{#", re.DOTALL)
_BODY = re.compile(r"((?:'[^'\n]*'|\"[^\"\n]*\"|(?!\}\})[^'\"\n])*)\}\}")


def take_out_holes(text: str, mark: Mark) -> tuple[str, tuple[Expression, ...]]:
    """Signs for holes. Raises DeckgenError for a hole that is not closed or holds no expression, and for control characters."""
    invisible = INVISIBLE.search(text)
    if invisible:
        fail("invisible-character", locate(text, mark, invisible.start()), character=f"U+{ord(invisible[0]):04X}")
    parts: list[str] = []
    holes: list[Expression] = []
    done = at = 0
    while special := _SPECIAL.search(text, at):
        at = special.end()
        if special[0][0] == "\\":
            continue
        here = locate(text, mark, special.start())
        if special[0] == "}}":
            fail("hole-close", here)
        if special[0] != "{{":
            fail("hole-statement", here, found=special[0])
        body = _BODY.match(text, at)
        if body is None:
            fail("hole-open", here)
        parts += [text[done : special.start()], f"\ufdd0{len(holes)}\ufdd1"]
        holes.append(parse_expression(body[1], here))
        done = at = body.end()
    return "".join((*parts, text[done:])), tuple(holes)


def split_signs(text: str, holes: tuple[Expression, ...]) -> tuple[str | Expression, ...]:
    """The text in parts, the expressions back in their places."""
    parts = SIGN.split(text)
    return tuple(holes[int(part)] if number % 2 else part for number, part in enumerate(parts) if part)


def locate(text: str, mark: Mark, offset: int) -> Mark:
    """Where a character of a text stands in the file, as closely as the mark of the whole text lets one know.

    Exact for texts on one line, quoted or not, and for texts after ``|``; else the text's own mark.
    """
    lines = text.split("\n")
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1)
    start = max(mark.column - 1, 0)
    if line == 0:
        found = mark.source.find(lines[0][column : column + 12], start + column)
        return replace(mark, column=found + 1) if found >= 0 and column < len(lines[0]) else mark
    if mark.line and mark.source[start:].rstrip() == lines[0].rstrip():
        return Mark(mark.file, mark.line + line, mark.column + column, " " * start + lines[line])
    return mark
