"""A number as it came from the data: in full precision, or missing with the symbol that says why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a file, and the columns that were read in them.

    ``rows`` are their numbers as Excel shows them. ``ranks`` are their places among the file's rows in the order of their
    cells, from 1: the same in whichever order the file has them, as ``fingerprint`` is, of all rows. Both ascend.
    """

    dataset: str  # the one that was read from the file
    file: str
    sheet: str
    fingerprint: str
    rows: tuple[int, ...]
    ranks: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()


class Origin(Protocol):
    """Knows the rows of files behind a number, and finds them when it is asked."""

    def sources(self) -> tuple[Rows, ...]: ...


@dataclass(frozen=True, slots=True)
class Together:
    """The origin of what was worked out from several numbers."""

    parts: tuple[Origin, ...]

    def sources(self) -> tuple[Rows, ...]:
        return merged(rows for part in self.parts for rows in part.sources())


def merged(sources: Iterable[Rows]) -> tuple[Rows, ...]:
    """The same rows, each file's together; in the order of datasets."""
    found: dict[tuple[str, str, str, str], tuple[set[int], set[int], set[str]]] = {}
    for each in sources:
        rows, ranks, columns = found.setdefault((each.dataset, each.file, each.sheet, each.fingerprint), (set(), set(), set()))
        rows.update(each.rows)
        ranks.update(each.ranks)
        columns.update(each.columns)
    return tuple(
        Rows(*place, tuple(sorted(rows)), tuple(sorted(ranks)), tuple(sorted(columns)))
        for place, (rows, ranks, columns) in sorted(found.items())
    )


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a value came from: enough to find its rows again."""

    dataset: str
    fingerprint: str  # of the dataset's file, as read
    steps: tuple[str, ...] = ()  # what was done on the way: "filter service = Grunnskole", "sum man_years"
    key: tuple[tuple[str, str], ...] = ()  # the cell: (("year", "2012"), ("service", "Grunnskole"))
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def sources(self) -> tuple[Rows, ...]:
        """The rows of files that the number was worked out from."""
        return self.origin.sources() if self.origin else ()


NIL = "-"  # nothing at all: a true zero
PRELIMINARY = "*"
PARTIAL = "~"  # our own, never shown: parts of the sum were missing, and left out as the spec asks


@dataclass(frozen=True, slots=True)
class Value:
    """A number, unrounded; or None with the symbol of the statistics (".", "..", "...", ":") or "" for an empty cell.

    With a number, ``symbol`` is what is said of it: ``NIL`` alone, or ``PRELIMINARY`` and ``PARTIAL``, or both of them.
    """

    number: float | None
    symbol: str = ""
    recipe: Recipe | None = field(default=None, compare=False)

    @property
    def is_preliminary(self) -> bool:
        return self.number is not None and PRELIMINARY in self.symbol

    @property
    def is_partial(self) -> bool:
        return self.number is not None and PARTIAL in self.symbol


def marks_of_sum(symbols: Iterable[str]) -> str:
    """What is said of a number that was worked out from numbers of which this is said; nil of none but nils."""
    met = set(symbols)
    if met == {NIL}:
        return NIL
    return "".join(mark for mark in (PRELIMINARY, PARTIAL) if any(mark in symbol for symbol in met))
