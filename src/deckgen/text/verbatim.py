"""Texts that are no Markdown: a file's name with holes → the name, these filled; what data say → what prints just so."""

import re

from deckgen.errors import Mark
from deckgen.text.holes import split_signs, take_out_holes
from deckgen.text.scope import Scope

_SIGNS = re.compile(r"[\\`*_\[\]<&{}]")


def fill(source: str, mark: Mark, scope: Scope) -> str:
    """The text, its holes filled and all else as it stands. Raises DeckgenError for a hole that is none or cannot be filled."""
    if "{{" not in source:
        return source
    text, holes = take_out_holes(source, mark)
    return "".join(part if isinstance(part, str) else part.print(scope).text for part in split_signs(text, holes))


def literal(text: str) -> str:
    """Markdown that prints as the text stands.

    >>> literal("{{ a }} *b*")
    '\\\\{\\\\{ a \\\\}\\\\} \\\\*b\\\\*'
    """
    return _SIGNS.sub(r"\\\g<0>", text)
