"""The steps that carry a table from one year's municipalities to another's: municipalities_of, counties_of.

Each row goes where its code went: one that was renumbered follows, those that were merged are added up (``carried`` says
how), and one that was split is refused unless weights are given, or its pieces lie in one county and counties are asked for.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from typing import TypeAlias

from deckgen.data.columns import shown
from deckgen.data.dataset import Dataset, Remark
from deckgen.data.geography import FIRST_YEAR, LAST_YEAR, municipalities
from deckgen.data.geography.ways import Level, Way, names_of, way, years_that_have
from deckgen.data.select import require_columns
from deckgen.data.steps.carried import Merged, figures, tell_missing
from deckgen.data.steps.division_fields import CarriedFields, CountiesOfFields, MunicipalitiesOfFields
from deckgen.data.steps.registry import Around, step
from deckgen.data.table import Column
from deckgen.errors import Problems, fail
from deckgen.fields import Source

MOST_FAULTS = 20  # that are told one by one
_ONE: dict[Level, str] = {"municipalities": "municipality", "counties": "county"}


Row: TypeAlias = tuple[tuple[str, float], ...]  # the codes that a row goes to, each with its share of the row
Place: TypeAlias = tuple[Source | None, Callable[[str], str]]  # a column, and what it says of a code of the new division


@step("municipalities_of", MunicipalitiesOfFields)
def municipalities_of(fields: MunicipalitiesOfFields, dataset: Dataset, around: Around) -> Dataset:
    division = municipalities(fields.year)
    places: list[Place] = [
        (fields.codes, str),
        (fields.name, lambda code: division[code].name),
        (fields.county_code, lambda code: division[code].county_code),
        (fields.county, lambda code: division[code].county),
    ]
    return _carry(fields, dataset, around, "municipalities", places)


@step("counties_of", CountiesOfFields)
def counties_of(fields: CountiesOfFields, dataset: Dataset, around: Around) -> Dataset:
    division = names_of(fields.year, "counties")
    places: list[Place] = [(fields.codes, str), (fields.name, division.__getitem__)]
    if fields.into and fields.into.text != fields.codes.text and fields.into.text in dataset.columns:
        fail("column-taken", fields.into.mark, column=fields.into.text, dataset=dataset.name)
    return _carry(fields, dataset, around, "counties", places, fields.into)


def _carry(
    fields: CarriedFields,
    dataset: Dataset,
    around: Around,
    to: Level,
    named: Sequence[Place],
    into: Source | None = None,
) -> Dataset:
    by = _by(fields, dataset, around)
    _check_columns(fields, dataset, around, [column.text for column, _ in named if column] + list(by))
    places = {column.text: say for column, say in named if column}
    codes, of = _codes(dataset, fields.codes.text)
    years = _years(fields, dataset, codes, of, to)
    ways = {year: way(year, fields.year, of, to) for year in set(years)}
    known = names_of(fields.year, to)
    _check_weights(fields, ways)
    targets = _targets(fields, dataset, codes, years, ways, of, known, around)
    _refuse_doubles(dataset, codes, targets, by, fields, around)
    merged = _merged(dataset, codes, years, ways, targets, by, fields)
    tell_missing(merged, known, dataset, fields, around)
    firsts = [each.positions[0] for each in merged]
    columns: dict[str, Column] = {}
    added = figures(merged, dataset, fields, around)
    for column in dict.fromkeys((*dataset.columns, *places)):
        if column in places:
            old = [str(cell) for cell in dataset.cells(column)] if column in dataset.columns else [""] * len(dataset)
            cells = [places[column](each.code) if each.code in known else old[each.positions[0]] for each in merged]
            name = into.text if into and column == fields.codes.text else column
            columns[name] = Column(cells, made_from=((0, fields.codes.text),))
        elif column in by:
            columns[column] = dataset.kept(column).at(firsts, ((0, column),))
        else:
            columns[column] = added[column]
    positions = [each.positions for each in merged]
    said = f"{to} of {fields.year} from {of} of {_said_years(years)}"
    remarks = _remarks(merged, fields, years, of, to)
    return dataset.gathered(positions, columns, (fields.codes.text, *by), said).remarked(*remarks)


def _by(fields: CarriedFields, dataset: Dataset, around: Around) -> tuple[str, ...]:
    """The columns that tell a place's rows apart; a column that says the year of each row's codes is one of them."""
    by = fields.by or ()
    if fields.from_ and not fields.from_.text.isdecimal() and fields.from_.text not in by:
        by = (*by, fields.from_.text)
        require_columns(dataset, [fields.from_.text], fields.from_.mark)
    require_columns(dataset, by, fields.marks.get("by", around.mark))
    return by


def _check_columns(fields: CarriedFields, dataset: Dataset, around: Around, places: Sequence[str]) -> None:
    """Raises DeckgenError unless it is said of every column, once, what is to become of it."""
    sums = fields.sum or ()
    require_columns(dataset, [fields.codes.text], fields.codes.mark)
    require_columns(dataset, sums, fields.marks.get("sum", around.mark))
    require_columns(dataset, fields.rates, fields.marks.get("rates", around.mark))
    require_columns(dataset, fields.means, fields.marks.get("means", around.mark))
    said = [*places, *sums, *fields.rates, *fields.means]
    if twice := [column for at, column in enumerate(said) if column in said[:at]]:
        fail("division-column-twice", around.mark, column=twice[0])
    if left := tuple(column for column in dataset.columns if column not in said):
        fail("division-columns-left", around.mark, columns=left, dataset=dataset.name)
    parts = [part for rate in fields.rates.values() for part in (rate.numerator, rate.denominator)]
    for part in (*parts, *fields.means.values()):
        require_columns(dataset, [part.text], part.mark)
        if part.text not in sums:
            fail("division-not-summed", part.mark, column=part.text)


def _codes(dataset: Dataset, column: str) -> tuple[list[str], Level]:
    """The codes, with the zeros that numbers have lost; and whether they are those of counties."""
    cells = [shown(cell) if cell == cell else "" for cell in dataset.cells(column)]
    of: Level = "counties" if cells and all(len(cell) <= 2 for cell in cells) else "municipalities"
    width = 2 if of == "counties" else 4
    return [cell.zfill(width) if cell.isdecimal() and len(cell) == width - 1 else cell for cell in cells], of


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
                fail("division-weights-wrong", mark, code=code, heirs=_named(heirs, fields.year), year=fields.year)


def _targets(
    fields: CarriedFields,
    dataset: Dataset,
    codes: Sequence[str],
    years: Sequence[int],
    ways: Mapping[int, Way],
    of: Level,
    after: Container[str],
    around: Around,
) -> list[Row]:
    """Where each row goes: nowhere, if it is dropped. Raises DeckgenError with each code that is not known or was split.

    ``after`` are the codes of the new division: a row that is kept must not be taken for one of its places.
    """
    problems = Problems()
    met: dict[tuple[str, int], Row] = {}
    strange: dict[str, None] = {}
    for code, year, row in zip(codes, years, dataset.rows, strict=True):
        if (code, year) in met:
            continue
        met[code, year] = ()
        place = {"row": row, "file": dataset.place, "column": fields.codes.text, "code": code, "year": year}
        if code not in ways[year].heirs:
            if fields.unknown == "fail" or (fields.unknown == "keep" and code in after):
                if len(problems.found) < MOST_FAULTS:
                    _tell_unknown(problems, fields, place, code, year, of)
                continue
            strange[code] = None
            met[code, year] = ((code, 1.0),) if fields.unknown == "keep" else ()
            continue
        shares = ways[year].shares(code, fields.weights)
        if shares is None:
            heirs = ways[year].heirs[code]
            told = {"heirs": _named(heirs, fields.year), "to": fields.year, "first": heirs[0], "last": heirs[-1]}
            problems.error("division-split", around.mark, **place, **told)
        met[code, year] = shares or ()
    problems.raise_errors()
    if strange:
        told = (*list(strange)[:MOST_FAULTS], "…") if len(strange) > MOST_FAULTS else tuple(strange)
        done = "division-keeps" if fields.unknown == "keep" else "division-drops"
        around.problems.warning(done, around.mark, dataset=dataset.name, codes=told)
    return [met[each] for each in zip(codes, years, strict=True)]


def _tell_unknown(
    problems: Problems, fields: CarriedFields, place: Mapping[str, str | int], code: str, year: int, of: Level
) -> None:
    if not code.isdecimal():
        problems.error("division-not-a-code", fields.codes.mark, **place)
        return
    others = years_that_have(code, of)
    why = f"; it is one of {others}" if others else ""
    near = "" if others else _nearest(code, names_of(year, of))
    problems.error("division-unknown-code", fields.codes.mark, **place, what=_ONE[of], why=why, nearest=near)


def _nearest(code: str, names: Mapping[str, str]) -> str:
    """The code that differs in one digit, and least, with its name: 0102 → 0101 Halden."""
    near = [each for each in names if len(each) == len(code) and sum(a != b for a, b in zip(each, code, strict=True)) == 1]
    found = min(near, key=lambda each: (abs(int(each) - int(code)), each), default="")
    return f"{found} {names[found]}" if found else ""


def _refuse_doubles(
    dataset: Dataset,
    codes: Sequence[str],
    targets: Sequence[Row],
    by: tuple[str, ...],
    fields: CarriedFields,
    around: Around,
) -> None:
    """Raises DeckgenError where a place has two rows that nothing tells apart: added up, they would count twice."""
    seen: dict[tuple[str, tuple[int, ...]], int] = {}
    for at, key in enumerate(_keys(dataset, by)):
        if not targets[at]:
            continue
        other = seen.setdefault((codes[at], key), at)
        if other != at:
            told = ", ".join([f"{fields.codes.text} = {codes[at]}", *(f"{name} = {_cell(dataset, name, at)}" for name in by)])
            rows = (str(dataset.rows[other]), str(dataset.rows[at]))
            fail("division-double", around.mark, dataset=dataset.name, file=dataset.place, cell=told, rows=rows)


def _merged(
    dataset: Dataset,
    codes: Sequence[str],
    years: Sequence[int],
    ways: Mapping[int, Way],
    targets: Sequence[Row],
    by: tuple[str, ...],
    fields: CarriedFields,
) -> list[Merged]:
    """A row for each new code and each combination of the columns that tell rows apart, in the order of the data."""
    parts: dict[tuple[str, tuple[int, ...]], list[tuple[int, float]]] = {}
    for at, key in enumerate(_keys(dataset, by)):
        for new, share in targets[at]:
            parts.setdefault((new, key), []).append((at, share))
    merged: list[Merged] = []
    for (new, _), found in parts.items():
        year = years[found[0][0]]
        needed = (part for part in ways[year].parts.get(new, ()) if fields.weights.get(part, {}).get(new, 1.0))
        there = {codes[at] for at, _ in found}
        merged.append(Merged(new, tuple(found), tuple(part for part in needed if part not in there)))
    return merged


def _keys(dataset: Dataset, by: tuple[str, ...]) -> list[tuple[int, ...]]:
    return list(zip(*(dataset.codes(column)[0] for column in by), strict=True)) if by else [()] * len(dataset)


def _cell(dataset: Dataset, column: str, at: int) -> str:
    cell = dataset.cells(column)[at]
    return shown(cell) if cell == cell else dataset.symbol(column, at)


def _named(codes: Sequence[str], year: int) -> tuple[str, ...]:
    """The codes with their names: 1508 Ålesund."""
    names = {**names_of(year, "counties"), **names_of(year, "municipalities")}
    return tuple(f"{code} {names[code]}" for code in codes)


def _said_years(years: Sequence[int]) -> str:
    return ", ".join(map(str, sorted(set(years))))


def _remarks(merged: Sequence[Merged], fields: CarriedFields, years: Sequence[int], of: Level, to: Level) -> list[Remark]:
    """What the slide is to say of what was done."""
    remarks: list[Remark] = []
    end = ("year", str(fields.year))
    if of != to or set(years) != {fields.year}:
        one = len(set(years)) == 1
        remarks.append(
            Remark(f"{of}_to_{to}", (("start", str(years[0])), end)) if one else Remark(f"each_year_to_{to}", (end,))
        )
    if (fields.rates or fields.means) and any(len(each.parts) > 1 for each in merged):
        remarks.append(Remark("merged_rates"))
    if fields.weights:
        remarks.append(Remark("split_by_weights"))
    if fields.absent == "nil" and any(each.lacking for each in merged):
        remarks.append(Remark("absent_is_nil"))
    return remarks
