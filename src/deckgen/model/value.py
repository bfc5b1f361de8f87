"""A number as it came from the data: in full precision, or missing with the symbol that says why."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a value came from: enough to find its rows again."""

    dataset: str
    fingerprint: str  # of the dataset's file, as read
    steps: tuple[str, ...] = ()  # what was done on the way: "filter service = Grunnskole", "sum man_years"
    key: tuple[tuple[str, str], ...] = ()  # the cell: (("year", "2012"), ("service", "Grunnskole"))


@dataclass(frozen=True, slots=True)
class Value:
    """A number, unrounded; or None with the symbol of the statistics (".", "..", "...", ":") or "" for an empty cell."""

    number: float | None
    symbol: str = ""
    recipe: Recipe | None = field(default=None, compare=False)
