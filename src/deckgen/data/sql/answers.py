"""What a database answers, some rows at a time → columns in a determined order, and no more of them than can be held."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MOST_CELLS = 10_000_000
MOST_TEXT = 200_000_000  # characters in them
_AT_ONCE = 1_000  # rows

_PART = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|(\w+)|([();])""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns of values as the database's driver gives them."""

    names: tuple[str, ...]
    columns: tuple[list[Any], ...]


def collect(more: Callable[[int], Sequence[Sequence[Any]]], names: Sequence[str], *, ordered: bool) -> Answer | None:
    """All rows; where nothing orders them, sorted by their columns from the left. None where they are too many to hold."""
    rows: list[Sequence[Any]] = []
    held = 0
    while part := more(_AT_ONCE):
        rows.extend(part)
        held += sum(len(cell) for row in part for cell in row if isinstance(cell, str | bytes))
        if len(rows) * len(names) > MOST_CELLS or held > MOST_TEXT:
            return None
    if not ordered:
        rows.sort(key=lambda row: tuple(map(_rank, row)))
    columns = tuple(list(column) for column in zip(*rows, strict=True)) if rows else tuple([] for _ in names)
    return Answer(tuple(names), columns)


def is_select(query: str) -> bool:
    """Whether the text is one statement that begins with SELECT or WITH. What it may do there, the database judges."""
    words = _words(query)
    first = words[0][1] if words else ""
    return first in ("select", "with") and not any(word == ";" for _, word in words[:-1])


def is_ordered(query: str) -> bool:
    """Whether the rows themselves have an order, not those of a part in brackets.

    >>> is_ordered("select a from t order by a"), is_ordered("select a from (select a from t order by a) x -- order by a")
    (True, False)
    """
    words = _words(query)
    return any((depth, word, follows) == (0, "order", "by") for (depth, word), (_, follows) in pairwise(words))


def _words(query: str) -> list[tuple[int, str]]:
    """Each word, semicolon and bracket, with how many brackets are open there. Texts, names in quotes and comments are none."""
    found: list[tuple[int, str]] = []
    depth = 0
    for met in _PART.finditer(query):
        word = (met[1] or met[2] or "").lower()
        depth -= word == ")"
        if word:
            found.append((depth, word))
        depth += word == "("
    return found


def _rank(value: Any) -> tuple[int, Any]:
    """Values of all kinds in one order: none, numbers, texts, others by how they are written."""
    if value is None:
        return (0, 0)
    if isinstance(value, int | float):
        return (1, value) if value == value else (0, 1)
    return (2, value) if isinstance(value, str) else (3, str(value))
