"""The steps that carry a table from one year's municipalities to another's: municipalities_of, counties_of.

Each row goes where its code went (``placing``): one that was renumbered follows, those that were merged are added up
(``carried`` says how), and one that was split is refused unless weights are given, or its pieces lie in one county and
counties are asked for.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from deckgen.data.cells import shown
from deckgen.data.dataset import Dataset, Remark
from deckgen.data.geography import municipalities
from deckgen.data.geography.ways import Level, names_of
from deckgen.data.select import require_columns
from deckgen.data.steps.carried import Merged, figures, tell_missing
from deckgen.data.steps.division_fields import CarriedFields, CountiesOfFields, MunicipalitiesOfFields
from deckgen.data.steps.placing import Placed, placed
from deckgen.data.steps.registry import Around, step
from deckgen.data.table import Column
from deckgen.errors import fail
from deckgen.fields import Source, mark_of

Named: TypeAlias = tuple[Source | None, Callable[[str], str]]  # a column, and what it says of a code of the new division


@step("municipalities_of", MunicipalitiesOfFields)
def municipalities_of(fields: MunicipalitiesOfFields, dataset: Dataset, around: Around) -> Dataset:
    division = municipalities(fields.year)
    named: list[Named] = [
        (fields.codes, str),
        (fields.name, lambda code: division[code].name),
        (fields.county_code, lambda code: division[code].county_code),
        (fields.county, lambda code: division[code].county),
    ]
    return _carry(fields, dataset, around, "municipalities", named)


@step("counties_of", CountiesOfFields)
def counties_of(fields: CountiesOfFields, dataset: Dataset, around: Around) -> Dataset:
    division = names_of(fields.year, "counties")
    named: list[Named] = [(fields.codes, str), (fields.name, division.__getitem__)]
    if fields.into and fields.into.text != fields.codes.text and fields.into.text in dataset.columns:
        fail("column-taken", fields.into.mark, column=fields.into.text, dataset=dataset.name)
    return _carry(fields, dataset, around, "counties", named, fields.into)


def _carry(
    fields: CarriedFields,
    dataset: Dataset,
    around: Around,
    to: Level,
    named: Sequence[Named],
    into: Source | None = None,
) -> Dataset:
    by = _by(fields)
    _check_columns(fields, dataset, around, [column.text for column, _ in named if column], by)
    places = {column.text: say for column, say in named if column}
    rows = placed(fields, dataset, to, around)
    keys = _keys(dataset, by)
    _refuse_doubles(dataset, rows, keys, by, fields, around)
    merged = _merged(rows, keys, fields)
    known = names_of(fields.year, to)
    tell_missing(merged, known, dataset, fields, around)
    made = figures(merged, known, dataset, fields, around)
    firsts = [each.positions[0] for each in merged]
    columns: dict[str, Column] = {}
    for column in dict.fromkeys((*dataset.columns, *places)):
        if column in places:
            old = dataset.cells(column) if column in dataset.columns else [""] * len(dataset)
            cells = [places[column](each.code) if each.code in known else str(old[each.positions[0]]) for each in merged]
            name = into.text if into and column == fields.codes.text else column
            columns[name] = Column(cells, made_from=((0, fields.codes.text),))
        elif column in by:
            columns[column] = dataset.kept(column).at(firsts, ((0, column),))
        else:
            columns[column] = made[column]
    said = f"{to} of {fields.year} from {rows.of} of {', '.join(map(str, sorted(set(rows.years))))}"
    positions = [each.positions for each in merged]
    remarks = _remarks(merged, fields, rows, to)
    return dataset.gathered(positions, columns, (fields.codes.text, *by), said).remarked(*remarks)


def _by(fields: CarriedFields) -> tuple[str, ...]:
    """The columns that tell a place's rows apart; a column that says the year of each row's codes is one of them."""
    by = fields.by or ()
    if fields.from_ and not fields.from_.text.isdecimal() and fields.from_.text not in by:
        by = (*by, fields.from_.marked)
    return by


def _check_columns(fields: CarriedFields, dataset: Dataset, around: Around, places: Sequence[str], by: tuple[str, ...]) -> None:
    """Raises DeckgenError unless it is said of every column, once, what is to become of it."""
    sums, keep = fields.sum or (), fields.keep or ()
    rates = [part for rate in fields.rates.values() for part in (rate.numerator, rate.denominator)]
    parts = [*rates, *fields.means.values()]
    changed = [*sums, *fields.rates, *fields.means, *keep]
    require_columns(dataset, [fields.codes.marked, *by, *changed, *(part.marked for part in parts)], around.mark)
    said = [*places, *by, *changed]
    if twice := [column for at, column in enumerate(said) if column in said[:at]]:
        fail("division-column-twice", mark_of(twice[0], around.mark), column=twice[0])
    if left := tuple(column for column in dataset.columns if column not in said):
        fail("division-columns-left", around.mark, columns=left, dataset=dataset.name)
    for part in parts:
        if part.text not in sums:
            fail("division-not-summed", part.mark, column=part.text)


def _keys(dataset: Dataset, by: tuple[str, ...]) -> Sequence[tuple[int, ...]]:
    """For each row what tells it from others of its place."""
    return list(zip(*(dataset.codes(column)[0] for column in by), strict=True)) if by else [()] * len(dataset)


def _refuse_doubles(
    dataset: Dataset,
    rows: Placed,
    keys: Sequence[tuple[int, ...]],
    by: tuple[str, ...],
    fields: CarriedFields,
    around: Around,
) -> None:
    """Raises DeckgenError where a place has two rows that nothing tells apart: added up, they would count twice."""
    if len(set(zip(rows.codes, keys, strict=True))) == len(keys):
        return
    seen: dict[tuple[str, tuple[int, ...]], int] = {}
    for at, (code, key, targets) in enumerate(zip(rows.codes, keys, rows.targets, strict=True)):
        other = seen.setdefault((code, key), at)
        if other != at and targets:
            told = ", ".join([f"{fields.codes.text} = {code}", *(f"{name} = {_cell(dataset, name, at)}" for name in by)])
            numbers = (str(dataset.rows[other]), str(dataset.rows[at]))
            fail("division-double", around.mark, dataset=dataset.name, file=dataset.place, cell=told, rows=numbers)


def _merged(rows: Placed, keys: Sequence[tuple[int, ...]], fields: CarriedFields) -> list[Merged]:
    """A row for each new code and each combination of the columns that tell rows apart, in the order of the data."""
    parts: dict[tuple[str, tuple[int, ...]], tuple[list[int], list[float]]] = {}
    for at, (targets, key) in enumerate(zip(rows.targets, keys, strict=True)):
        for new, share in targets:
            if (new, key) not in parts:
                parts[new, key] = ([], [])
            positions, shares = parts[new, key]
            positions.append(at)
            shares.append(share)
    needed: dict[tuple[int, str], tuple[str, ...]] = {}
    merged: list[Merged] = []
    for (new, _), (positions, shares) in parts.items():
        year = rows.years[positions[0]]
        if (year, new) not in needed:
            whole = rows.ways[year].parts.get(new, ())
            needed[year, new] = tuple(part for part in whole if fields.weights.get(part, {}).get(new, 1.0))
        lacking: tuple[str, ...] = ()
        if len(positions) < len(needed[year, new]):  # no part is there twice
            there = {rows.codes[at] for at in positions}
            lacking = tuple(part for part in needed[year, new] if part not in there)
        merged.append(Merged(new, positions, shares, lacking))
    return merged


def _cell(dataset: Dataset, column: str, at: int) -> str:
    cell = dataset.cells(column)[at]
    return shown(cell) if cell == cell else dataset.symbol(column, at)


def _remarks(merged: Sequence[Merged], fields: CarriedFields, rows: Placed, to: Level) -> list[Remark]:
    """What the slide is to say of what was done."""
    remarks: list[Remark] = []
    end = ("year", str(fields.year))
    years = set(rows.years)
    if len(years) > 1:
        remarks.append(Remark(f"each_year_to_{to}", (end,)))
    elif merged and (rows.of != to or years != {fields.year}):
        remarks.append(Remark(f"{rows.of}_to_{to}", (("start", str(rows.years[0])), end)))
    if (fields.rates or fields.means) and any(len(each.positions) > 1 for each in merged):
        remarks.append(Remark("merged_rates"))
    if fields.weights:
        remarks.append(Remark("split_by_weights"))
    if fields.absent == "nil" and any(each.lacking for each in merged):
        remarks.append(Remark("absent_is_nil"))
    return remarks
