"""The rows of a file → the order that their cells put them in, by which a deck knows them again wherever they stand.

A deck made of the same rows is the same deck, in whichever order its file has them; and a file that was only sorted or saved
again is none that changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256

from deckgen.data.cells import Cell, Preliminary, shown
from deckgen.model import PRELIMINARY

_BETWEEN = "\0"  # cells: no cell holds it


class Content:
    """What a file's table says, its rows' order apart. Worked out when it is asked for: that takes a sort of all rows."""

    def __init__(self, names: Sequence[str], columns: Sequence[Sequence[Cell]]) -> None:
        self._names = names
        self._columns = columns

    @cached_property
    def order(self) -> list[int]:
        """The positions of the rows, in the order of their cells from left to right. Rows that are equal keep theirs."""
        return sorted(range(len(self._rows)), key=self._rows.__getitem__)

    @cached_property
    def ranks(self) -> list[int]:
        """For each row its place in that order, from 1."""
        ranks = [0] * len(self.order)
        for rank, position in enumerate(self.order, 1):
            ranks[position] = rank
        return ranks

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the columns' names and of the rows in their order, in hexadecimal."""
        lines = (_BETWEEN.join(self._names), *map(self._rows.__getitem__, self.order))
        return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _rows(self) -> list[str]:
        if not self._columns:
            return []
        return [*map(_BETWEEN.join, zip(*map(_texts, self._columns), strict=True))]


def _texts(column: Sequence[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else _said(cell) for cell in column]


def _said(number: float) -> str:
    return f"{shown(number)}{PRELIMINARY}" if type(number) is Preliminary else shown(number)
