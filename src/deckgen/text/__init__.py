"""Markdown with holes → runs and paragraphs; the expressions that fill the holes."""

from deckgen.text.blocks import Blocks, parse_blocks
from deckgen.text.expressions import Expression, evaluate, parse_expression
from deckgen.text.markdown import Inline, parse_inline
from deckgen.text.scope import Datum, Printed, Scope
from deckgen.text.verbatim import fill, literal

__all__ = [
    "Blocks",
    "Datum",
    "Expression",
    "Inline",
    "Printed",
    "Scope",
    "evaluate",
    "fill",
    "literal",
    "parse_blocks",
    "parse_expression",
    "parse_inline",
]
