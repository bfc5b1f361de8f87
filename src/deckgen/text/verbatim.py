"""A text that is no prose, a file's name for instance, → the text with its holes filled and all else as it stands."""

from deckgen.errors import Mark
from deckgen.text.holes import split_signs, take_out_holes
from deckgen.text.scope import Scope


def fill(source: str, mark: Mark, scope: Scope) -> str:
    """Raises DeckgenError for a hole that is none or cannot be filled."""
    if "{{" not in source:
        return source
    text, holes = take_out_holes(source, mark)
    return "".join(part if isinstance(part, str) else part.print(scope).text for part in split_signs(text, holes))
