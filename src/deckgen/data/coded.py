"""A column of a large table → its different cells, and which of them each row has: what is asked of a million is asked of few.

By numpy, which is imported with this module and not before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, overload

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

T = TypeVar("T")
U = TypeVar("U")
Codes: TypeAlias = "NDArray[np.intp]"  # a row's cell, by its place among the different ones

_LOOKED_AT = 20_000  # keys, whether few of them differ


@dataclass(frozen=True, slots=True, eq=False)
class Coded(Sequence[T]):
    """Texts or numbers. ``different`` are those that there are, in the order of the data; ``codes`` say which a row has.

    As made from a file each is there once; when something was made of them, as numbers are of texts, some may be the same.
    """

    different: list[T]
    codes: Codes

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[T]:
        return map(self.different.__getitem__, self.codes.data)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Coded[T]: ...
    def __getitem__(self, index: int | slice) -> T | Coded[T]:
        if isinstance(index, slice):
            return self.at(range(len(self))[index])
        return self.different[int(self.codes[index])]

    def __contains__(self, cell: object) -> bool:
        return cell in self.different

    @property
    def is_distinct(self) -> bool:
        """Whether no two of the different ones are the same, and none is NaN."""
        return len({cell for cell in self.different if cell == cell}) == len(self.different)

    def at(self, rows: Sequence[int]) -> Coded[T]:
        """The column in these rows alone."""
        chosen = self.codes[rows.start : rows.stop : rows.step] if isinstance(rows, range) else self.codes[rows]
        firsts, codes = in_order(chosen, len(self.different))
        return Coded([self.different[code] for code in chosen[firsts].tolist()], codes)

    def replaced(self, different: list[U]) -> Coded[U]:
        """The column with these in place of the different ones."""
        return Coded(different, self.codes)

    def listed(self, rows: Sequence[int] | None = None) -> list[T]:
        """The cells of these rows, in their order; of all without any given."""
        kind = float if isinstance(next(iter(self.different), None), float) else object
        return np.array(self.different, kind)[self.codes if rows is None else self.codes[rows]].tolist()


def numbered(keys: NDArray[Any]) -> tuple[int, Codes]:
    """How many different ones there are, and for each which it is."""
    few = np.unique(keys[:: len(keys) // _LOOKED_AT + 1])
    if 4 * len(few) > _LOOKED_AT:
        different, codes = np.unique(keys, return_inverse=True)
        return len(different), codes
    codes = np.searchsorted(few, keys)  # several times as fast as to sort all of them
    others = few.take(codes, mode="clip") != keys
    if others.any():
        few = np.union1d(few, keys[others])
        codes = np.searchsorted(few, keys)
    return len(few), codes


def in_order(codes: Codes, count: int) -> tuple[Codes, Codes]:
    """Codes below ``count``, some maybe unused → the row where each first comes, and the codes counted anew in that order."""
    firsts = np.full(count, len(codes), np.intp)
    np.minimum.at(firsts, codes, np.arange(len(codes)))
    order = np.argsort(firsts)[: np.count_nonzero(firsts < len(codes))]
    places = np.zeros(count, np.intp)
    places[order] = np.arange(len(order))
    return firsts[order], places[codes]


def grouped(columns: Iterable[tuple[Sequence[int], int]], rows: int) -> list[list[int]]:
    """The rows that have the same codes, -1 and those below the number given with them, in all columns; in the data's order."""
    keys, count = np.zeros(rows, np.intp), 1
    for codes, most in columns:
        keys, count = keys * (most + 1) + np.array(codes, np.intp) + 1, count * (most + 1)
        if count > rows:
            count, keys = numbered(keys)
    _, keys = in_order(keys, count)
    order = np.argsort(keys, kind="stable").tolist()
    ends = np.cumsum(np.bincount(keys)).tolist()
    return [order[start:end] for start, end in pairwise((0, *ends))]
