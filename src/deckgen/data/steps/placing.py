"""Rows with codes of places → which codes of another year each row goes to, or everything that is wrong with the codes."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from deckgen.data.cells import MOST_FAULTS, shown
from deckgen.data.dataset import Dataset
from deckgen.data.geography import FIRST_YEAR, LAST_YEAR
from deckgen.data.geography.ways import Level, Way, names_of, way, years_that_have
from deckgen.data.steps.division_fields import CarriedFields
from deckgen.data.steps.registry import Around
from deckgen.errors import Datum, Problems, fail

_ONE: dict[Level, str] = {"municipalities": "municipality", "counties": "county"}

Targets: TypeAlias = tuple[tuple[str, float], ...]  # the codes that a row goes to, each with its share of the row


@dataclass(frozen=True, slots=True)
class Placed:
    """For each row its code, with the zero that it had lost, the year that this is a code of, and where the row goes.

    A row goes nowhere if it is to be dropped. ``ways`` are those from the years that there are.
    """

    of: Level
    codes: Sequence[str]
    years: Sequence[int]
    targets: Sequence[Targets]
    ways: Mapping[int, Way]


def placed(fields: CarriedFields, dataset: Dataset, to: Level, around: Around) -> Placed:
    """Raises DeckgenError with each code that is not known, or was split where nothing says how."""
    codes, of = _codes(dataset, fields.codes.text)
    years = _years(fields, dataset, codes, of, to)
    ways = {year: way(year, fields.year, of, to) for year in set(years)}
    _check_weights(fields, ways)
    places = dict.fromkeys(zip(codes, years, strict=True))
    found = _targets(fields, dataset, codes, places, ways, of, names_of(fields.year, to), around)
    return Placed(of, codes, years, [found[each] for each in zip(codes, years, strict=True)], ways)


def _codes(dataset: Dataset, column: str) -> tuple[list[str], Level]:
    """The codes, with the zeros that numbers have lost; and whether they are those of counties."""
    assigned, cells = dataset.codes(column)
    texts = [shown(cell) for cell in cells]
    of: Level = "counties" if texts and all(len(text) <= 2 for text in texts) else "municipalities"
    width = 2 if of == "counties" else 4
    whole = [text.zfill(width) if text.isdecimal() and len(text) == width - 1 else text for text in texts]
    return [whole[code] if code >= 0 else "" for code in assigned], of


def _years(fields: CarriedFields, dataset: Dataset, codes: Sequence[str], of: Level, to: Level) -> list[int]:
    """For each row the year whose division its code is of."""
    if of == "counties" and to == "municipalities":
        fail("division-of-counties", fields.codes.mark, column=fields.codes.text)
    if fields.from_ is None:
        return [_told_by(codes, fields, of, to)] * len(dataset)
    if fields.from_.text.isdecimal():
        if not FIRST_YEAR <= int(fields.from_.text) <= LAST_YEAR:
            fail("division-year", fields.from_.mark, year=fields.from_.text, first=FIRST_YEAR, last=LAST_YEAR)
        return [int(fields.from_.text)] * len(dataset)
    years: list[int] = []
    for row, cell in zip(dataset.rows, dataset.cells(fields.from_.text), strict=True):
        text = shown(cell) if cell == cell else ""
        if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
            told = {"row": row, "file": dataset.place, "column": fields.from_.text, "year": text}
            fail("division-year-of-row", fields.from_.mark, **told, first=FIRST_YEAR, last=LAST_YEAR)
        years.append(int(text))
    return years


def _told_by(codes: Sequence[str], fields: CarriedFields, of: Level, to: Level) -> int:
    """The year that has all of the codes; of several, any, where it makes no difference to what becomes of them."""
    asked = set(codes)
    if not asked:
        return fields.year
    known = {year: asked & names_of(year, of).keys() for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    most = max(len(found) for found in known.values())
    if not most or (most < len(asked) and fields.unknown == "fail"):
        best = next(year for year, found in known.items() if len(found) == most)
        strange = sorted(asked - known[best])
        told = (*strange[:MOST_FAULTS], "…") if len(strange) > MOST_FAULTS else tuple(strange)
        fail("division-untold", fields.codes.mark, column=fields.codes.text, year=best, codes=told)
    years = [year for year, found in known.items() if len(found) == most]
    if len({_fate(way(year, fields.year, of, to), known[year]) for year in years}) > 1:
        told = tuple(map(str, years))
        fail("division-several", fields.codes.mark, column=fields.codes.text, years=told, year=years[-1])
    return years[-1]


def _fate(known: Way, codes: set[str]) -> frozenset[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    """What becomes of the codes, and with which others they are merged."""
    return frozenset((code, known.heirs[code], tuple(known.parts[new] for new in known.heirs[code])) for code in codes)


def _check_weights(fields: CarriedFields, ways: Mapping[int, Way]) -> None:
    """Raises DeckgenError where weights are not for just those codes that an old one was split into."""
    mark = fields.marks.get("weights", fields.mark)
    for code, weights in fields.weights.items():
        found = [each.heirs[code] for each in ways.values() if len(each.heirs.get(code, ())) > 1]
        if not found:
            fail("division-weights-unneeded", mark, code=code, year=fields.year)
        for heirs in found:
            if set(weights) != set(heirs) or min(weights.values()) < 0 or not sum(weights.values()):
                fail("division-weights-wrong", mark, code=code, heirs=_named(heirs, fields.year))


def _targets(
    fields: CarriedFields,
    dataset: Dataset,
    codes: Sequence[str],
    places: Mapping[tuple[str, int], None],
    ways: Mapping[int, Way],
    of: Level,
    after: Container[str],
    around: Around,
) -> dict[tuple[str, int], Targets]:
    """Where the rows of each place go.

    ``after`` are the codes of the new division: a row that is kept must not be taken for one of its places.
    """
    problems = Problems()
    found: dict[tuple[str, int], Targets] = dict.fromkeys(places, ())
    strange: dict[str, None] = {}
    for code, year in places:
        if len(problems.found) == MOST_FAULTS:
            break
        if code not in ways[year].heirs:
            if fields.unknown == "fail" or (fields.unknown == "keep" and code in after):
                _tell_unknown(problems, fields, _place(fields, dataset, codes, code, year), code, year, of)
                continue
            strange[code] = None
            found[code, year] = ((code, 1.0),) if fields.unknown == "keep" else ()
            continue
        shares = ways[year].shares(code, fields.weights)
        if shares is None:
            heirs = ways[year].heirs[code]
            told = {"heirs": _named(heirs, fields.year), "to": fields.year, "first": heirs[0], "last": heirs[-1]}
            problems.error("division-split", around.mark, **_place(fields, dataset, codes, code, year), **told)
        found[code, year] = shares or ()
    problems.raise_errors()
    if strange:
        told = (*list(strange)[:MOST_FAULTS], "…") if len(strange) > MOST_FAULTS else tuple(strange)
        done = "division-keeps" if fields.unknown == "keep" else "division-drops"
        around.problems.warning(done, around.mark, dataset=dataset.name, codes=told)
    return found


def _place(fields: CarriedFields, dataset: Dataset, codes: Sequence[str], code: str, year: int) -> dict[str, Datum]:
    """The first row that has the code, for messages."""
    row = dataset.rows[codes.index(code)]
    return {"row": row, "file": dataset.place, "column": fields.codes.text, "code": code, "year": year}


def _tell_unknown(
    problems: Problems, fields: CarriedFields, place: Mapping[str, Datum], code: str, year: int, of: Level
) -> None:
    if not code.isdecimal():
        problems.error("division-not-a-code", fields.codes.mark, **place)
        return
    others = years_that_have(code, of)
    why = f"; it is one of {others}" if others else ""
    if of == "municipalities" and years_that_have(code, "counties"):
        why = "; it is that of a county"
    near = "" if why else _nearest(code, names_of(year, of))
    problems.error("division-unknown-code", fields.codes.mark, **place, what=_ONE[of], why=why, nearest=near)


def _nearest(code: str, names: Mapping[str, str]) -> str:
    """The code that differs in one digit, and least, with its name: 0102 → 0101 Halden."""
    near = [each for each in names if len(each) == len(code) and sum(a != b for a, b in zip(each, code, strict=True)) == 1]
    found = min(near, key=lambda each: (abs(int(each) - int(code)), each), default="")
    return f"{found} {names[found]}" if found else ""


def _named(codes: Sequence[str], year: int) -> tuple[str, ...]:
    """The codes with their names: 1508 Ålesund."""
    names = {**names_of(year, "counties"), **names_of(year, "municipalities")}
    return tuple(f"{code} {names[code]}" for code in codes)
