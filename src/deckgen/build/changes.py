"""The rows of a file as a deck rested on them, beside those of now → what happened to them, in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deckgen.data.uses import FETCHED

NAMED = 5  # rows of a sort


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows by number; whether those that stayed come in another order; and whether the file was fetched again.

    Falsy where nothing happened.
    """

    added: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    moved: bool = False
    fetched: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        """What happened to rows of one file in two of its uses. A row that came into one of them or left it may have been
        there all along: then it was changed."""
        changed = self.changed | other.changed
        added, removed = self.added | other.added, self.removed | other.removed
        return Changes(added - changed, changed, removed - changed, self.moved or other.moved, self.fetched or other.fetched)

    def __bool__(self) -> bool:
        return self != Changes()

    def __str__(self) -> str:
        """ "2 rows added (row 18, 19), 1 row changed (row 17)"."""
        told = ((self.added, "added"), (self.changed, "changed"), (self.removed, "removed"))
        rows = (_count(sorted(rows), word) for rows, word in told if rows)
        return ", ".join((*rows, *["rows in another order"] * self.moved, *["fetched again"] * self.fetched))


def row_changes(before: Iterable[tuple[int, str]], now: Iterable[tuple[int, str]]) -> Changes:
    """What happened to rows, each given by its number and a digest of its cells.

    A row whose cells are elsewhere now has only moved: with those before and after it, or past them, which slides in the order
    of the data show. One that lost its cells and has others instead was changed.
    """
    old, new = dict(before), dict(now)
    fetched = old.pop(FETCHED, "") != new.pop(FETCHED, "")
    gone, come = _without(old, new.values()), _without(new, old.values())
    stayed = [[digest for row, digest in rows.items() if row not in left] for rows, left in ((old, gone), (new, come))]
    return Changes(come - gone, gone & come, gone - come, stayed[0] != stayed[1], fetched)


def _without(rows: Mapping[int, str], others: Iterable[str]) -> frozenset[int]:
    """The rows whose cells the others do not have, counted: of two equal rows one may be new."""
    left = Counter(others)
    found: set[int] = set()
    for row, digest in rows.items():
        if left[digest]:
            left[digest] -= 1
        else:
            found.add(row)
    return frozenset(found)


def _count(rows: list[int], word: str) -> str:
    named = ", ".join(map(str, rows[:NAMED])) + (" …" if len(rows) > NAMED else "")
    return f"{len(rows)} row{'s' if len(rows) > 1 else ''} {word} (row {named})"
