"""What a draft is to say, as its parts are found; and texts as YAML has them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from deckgen.data.cells import Cell
from deckgen.data.dataset import STANDARD_SYMBOLS, ColumnType, SourceSpec
from deckgen.data.numerals import read_numerals

BETWEEN = " | "  # parts of names from several rows, so that a step can part them again

_PLAIN = re.compile(r"[A-Za-zÆØÅæøå_][\wæøåÆØÅ]*(?:[ .()/%-]+[\wæøåÆØÅ()%]+)*")
_WORDS_OF_YAML = frozenset(["yes", "no", "ja", "nei", "true", "false", "null", "on", "off", "y", "n"])


@dataclass(slots=True)
class Draft:
    """The lines as they come, each with what should be said of it."""

    spec: SourceSpec
    variables: list[str] = field(default_factory=list[str])  # what the title says that the table is by
    names: dict[str, str] = field(default_factory=dict[str, str])  # by letter
    columns: dict[str, tuple[ColumnType, str]] = field(default_factory=dict[str, tuple[ColumnType, str]])
    symbols: list[str] = field(default_factory=list[str])  # beside those of official statistics
    steps: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    said: dict[str, str] = field(default_factory=dict[str, str])  # field → comment
    notes: list[str] = field(default_factory=list[str])  # comments on lines of their own
    source: str = ""

    def say(self, name: str, comment: str) -> None:
        """Say this of a field too."""
        self.said[name] = f"{self.said[name]}; {comment}" if name in self.said else comment

    def there(self, column: Sequence[Cell]) -> list[Cell]:
        """The cells that hold something, and no symbol of a missing number."""
        return [cell for cell in column if cell != "" and cell not in STANDARD_SYMBOLS and cell not in self.symbols]

    def is_numbers(self, column: Sequence[Cell]) -> bool:
        there = self.there(column)
        return bool(there) and are_numerals(texts_of(there))


def texts_of(cells: Iterable[Cell]) -> list[str]:
    """The texts among them, each once."""
    return [cell for cell in dict.fromkeys(cells) if isinstance(cell, str)]


def are_numerals(texts: Sequence[str]) -> bool:
    """Whether texts are written as numbers, as preliminary ones, or all as shares in per cent; codes are none."""
    bare = [text.rstrip("*").rstrip() for text in texts]
    if all(text.endswith("%") for text in bare):
        bare = [text.removesuffix("%").rstrip() for text in bare]
    return all(bare) and read_numerals(bare, None, ";") is not None


def words_among(numbers: Sequence[Cell], most: int) -> list[str]:
    """The texts that are no numbers, each once; at most one more than so many."""
    found: list[str] = []
    for text in texts_of(numbers):
        if not are_numerals([text]):
            found.append(text)
            if len(found) > most:
                break
    return found


def short(text: str) -> str:
    """A text in quotes, of a length for a comment."""
    said = " ".join(text.split())
    return f'"{said[:40]}…"' if len(said) > 40 else f'"{said}"'


def yaml(text: str) -> str:
    """A text as YAML has it, quoted where it would be read as something else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def yaml_list(texts: Iterable[str]) -> str:
    """Several of them, in brackets."""
    return f"[{', '.join(map(yaml, texts))}]"
