"""A municipality as people write it, by its name or by a code that lost its zero → the codes that it may stand for."""

import re
import unicodedata
from collections.abc import Container, Mapping
from difflib import get_close_matches
from functools import cache

from deckgen.data.geography.divisions import FIRST_YEAR, counties, heirs, municipalities

_CODE = re.compile(r"(?:K[.-])?(\d{3,4})(?:\s+\S.*)?")  # 0301 Oslo
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
_VALIDITY = re.compile(r"\d{0,4}\s*[-–]\s*\d{0,4}")  # (2020-2023)


def resolve(name: str, county: str, year: int) -> tuple[str, ...]:
    """The codes of the year that a name may stand for: one, several where it is ambiguous, none where it is not known.

    ``county`` is the county's name or code where that is said, else ""; the county may be one that the municipality has
    lain in since 2013. A name that is known, but not in that county, gives none.
    """
    division = municipalities(year)
    code = _CODE.fullmatch(name.strip())
    if code:
        found = with_zero(code[1], division)
        return (found,) if found in division else ()
    while (bracket := _IN_BRACKETS.search(name)) and _VALIDITY.fullmatch(bracket[1].strip()):
        name = name[: bracket.start()]
    codes = known_names(year).get(folded(name), ())
    wanted = folded(county)
    return tuple(code for code in codes if wanted in counties_of(code, year)) if wanted else codes


def with_zero(code: str, codes: Container[str]) -> str:
    """The code as it is, or with the zero that a number has lost where that makes it one of ``codes``: 301 → 0301."""
    return f"0{code}" if code not in codes and f"0{code}" in codes else code


def nearest_name(name: str, year: int) -> str:
    """The name of the year that is most like ``name``, "" where none is near."""
    known = {folded(place.name): place.name for place in municipalities(year).values()}
    near = get_close_matches(folded(name), known, 1, 0.6)
    return known[near[0]] if near else ""


@cache
def known_names(year: int) -> Mapping[str, tuple[str, ...]]:
    """Every way of writing a municipality: its whole name, each of its languages, with and without its county."""
    found: dict[str, set[str]] = {}
    for code, place in municipalities(year).items():
        bare = _IN_BRACKETS.sub("", place.name)
        parts = {place.name, bare, *sides(bare)}
        placed = {f"{part} ({county})" for part in parts for county in counties_of(code, year)}
        placed |= {f"{part} i {county}" for part in parts for county in counties_of(code, year)}
        for part in parts | placed:
            found.setdefault(folded(part), set()).add(code)
            found.setdefault(folded(f"{part} kommune"), set()).add(code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


@cache
def counties_of(code: str, year: int) -> frozenset[str]:
    """The counties that a municipality of the year has lain in since 2013: their codes, and their names as ``folded``."""
    lain = {(when, old[:2]) for when in range(FIRST_YEAR, year + 1) for old in heirs(year, when)[code]}
    names = {side for when, county in lain for side in (counties(when)[county], *sides(counties(when)[county]))}
    return frozenset({county for _, county in lain} | set(map(folded, names)))


def folded(name: str) -> str:
    """Without what is not told apart: case, blanks, sorts of dashes, how an accent is written."""
    plain = " ".join(unicodedata.normalize("NFC", name).replace("–", "-").casefold().split())
    return re.sub(r"\s*/\s*", "/", plain)


def sides(name: str) -> set[str]:
    """A bilingual name's languages, and the whole of it with a stroke between them."""
    return {*name.split(" - "), "/".join(name.split(" - "))}
