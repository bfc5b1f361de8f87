"""The list of 2013 and the dated changes → the division of any year since, and the way from one to another."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FIRST_YEAR, LAST_YEAR = 2013, 2024


@dataclass(frozen=True, slots=True)
class Municipality:
    code: str
    name: str
    county_code: str
    county: str


@dataclass(frozen=True, slots=True)
class _Change:
    year: int  # all changes were made on 1 January
    old: str
    new: str
    name: str


@cache
def municipalities(year: int) -> Mapping[str, Municipality]:
    """The municipalities of 1 January, by their codes. ValueError for a year before the first or after the last."""
    _check(year)
    if year == LAST_YEAR:  # which has the names that changed where the code did not
        names = {row["code"]: row["name"] for row in _facts("municipalities-2024.csv")}
    else:
        names = {row["code"]: row["name"] for row in _facts("municipalities-2013.csv")}
        for when in range(FIRST_YEAR + 1, year + 1):
            changes = [change for change in _changes() if change.year == when]
            for change in changes:
                names.pop(change.old, None)
            names |= {change.new: change.name for change in changes}
    named = counties(year)
    return {code: Municipality(code, name, code[:2], named[code[:2]]) for code, name in sorted(names.items())}


@cache
def counties(year: int) -> Mapping[str, str]:
    """The names of the counties of 1 January, by their codes. ValueError as for ``municipalities``."""
    _check(year)
    rows = [(int(row["first_year"]), row["code"], row["name"]) for row in _facts("counties.csv")]
    since = max(first for first, _, _ in rows if first <= year)
    return {code: name for first, code, name in rows if first == since}


@cache
def heirs(start: int, end: int) -> Mapping[str, tuple[str, ...]]:
    """For each code of the division of ``start`` those of ``end`` that have some of it; several where it was split.

    Backward too: several are then those that were merged into it, or of which it got a part.
    """
    _check(start)
    _check(end)
    if start > end:
        back: dict[str, list[str]] = {code: [] for code in municipalities(start)}
        for old, new in heirs(end, start).items():
            for code in new:
                back[code].append(old)
        return {code: tuple(old) for code, old in back.items()}
    found = {code: (code,) for code in municipalities(start)}
    for when in range(start + 1, end + 1):
        step: dict[str, list[str]] = {}
        for change in _changes():
            if change.year == when:
                step.setdefault(change.old, []).append(change.new)
        found = {code: tuple(sorted({new for each in now for new in step.get(each, [each])})) for code, now in found.items()}
    return found


@cache
def county_heirs(start: int, end: int) -> Mapping[str, tuple[str, ...]]:
    """For each county of ``start`` those of ``end`` that have some of its municipalities; several where it was split."""
    found: dict[str, set[str]] = {}
    for code, new in heirs(start, end).items():
        found.setdefault(code[:2], set()).update(each[:2] for each in new)
    return {code: tuple(sorted(new)) for code, new in found.items()}


def years_of_codes(codes: Iterable[str]) -> tuple[int, ...]:
    """The years whose divisions have all of these codes, of municipalities or of counties."""
    asked = set(codes)
    return tuple(
        year
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        if all(code in municipalities(year) or code in counties(year) for code in asked)
    )


@cache
def _changes() -> tuple[_Change, ...]:
    """Those that the list of 2013 does not have yet."""
    rows = [
        _Change(int(row["date"][:4]), row["old_code"], row["new_code"], row["new_name"])
        for row in _facts("municipality-changes.csv")
    ]
    return tuple(change for change in rows if change.year > FIRST_YEAR)


def _check(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no division of {year}")


def _facts(file: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(file).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))
