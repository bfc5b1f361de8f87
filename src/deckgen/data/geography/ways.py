"""Two years → what became of each municipality or county: which codes have some of it, and what share of it each has."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from deckgen.data.geography.divisions import FIRST_YEAR, LAST_YEAR, counties, county_heirs, heirs, municipalities

Level: TypeAlias = Literal["municipalities", "counties"]
Weights: TypeAlias = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Way:
    """From one division to another.

    ``heirs`` are the new codes that have some of an old one, ``parts`` the old codes that a new one has some of.
    """

    heirs: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]

    def shares(self, code: str, weights: Weights) -> tuple[tuple[str, float], ...] | None:
        """The new codes of an old one with their shares; None where it was split and no weights say how."""
        found = self.heirs[code]
        if len(found) == 1:
            return ((found[0], 1.0),)
        if code not in weights:
            return None
        whole = sum(weights[code][new] for new in found)
        return tuple((new, weights[code][new] / whole) for new in found if weights[code][new])


@cache
def way(start: int, end: int, of: Level, to: Level) -> Way:
    """The way from the division of ``start`` to that of ``end``.

    ValueError for years that no division is known of, and from counties to municipalities.
    """
    if of == "counties" and to == "municipalities":
        raise ValueError("a county cannot be carried to municipalities")
    if of == "counties":
        found = county_heirs(start, end)
    elif to == "municipalities":
        found = heirs(start, end)
    else:  # pieces come together again where all of them lie in one county
        found = {code: tuple(sorted({each[:2] for each in new})) for code, new in heirs(start, end).items()}
    parts: dict[str, list[str]] = {}
    for code, new in found.items():
        for each in new:
            parts.setdefault(each, []).append(code)
    return Way(found, {code: tuple(old) for code, old in parts.items()})


@cache
def names_of(year: int, level: Level) -> Mapping[str, str]:
    """The names of the year's municipalities or counties by their codes."""
    return counties(year) if level == "counties" else {code: place.name for code, place in municipalities(year).items()}


def years_that_have(code: str, level: Level) -> str:
    """The years whose divisions have the code, as one says them: "2018–2019"; "" where none has."""
    years = [year for year in range(FIRST_YEAR, LAST_YEAR + 1) if code in names_of(year, level)]
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"  # no code was given up and taken again
