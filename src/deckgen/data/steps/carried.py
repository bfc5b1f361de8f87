"""Rows that go to one place → its figures: counts added up, rates worked out again. Plain arithmetic, in no order of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isnan, nan
from typing import TypeAlias

from deckgen.data.cells import shown
from deckgen.data.dataset import Dataset, number_column
from deckgen.data.pivot import strongest, summed
from deckgen.data.select import require_numbers
from deckgen.data.steps.division_fields import CarriedFields, RateFields
from deckgen.data.steps.join import LISTED
from deckgen.data.steps.registry import Around
from deckgen.data.table import Column
from deckgen.errors import fail
from deckgen.model import marks_of_sum

Figure: TypeAlias = tuple[float, str]  # NaN where missing, and its symbol


@dataclass(frozen=True, slots=True)
class Merged:
    """A place after the change: the positions of the rows that it is made of, each with its share of the row.

    ``lacking`` are the codes of places that were merged into it and have no row.
    """

    code: str
    positions: Sequence[int]
    shares: Sequence[float]
    lacking: tuple[str, ...] = ()

    @property
    def is_alone(self) -> bool:
        """Whether one old place, or a part of it, is all of the new one: its rates stay as they are."""
        return len(self.positions) == 1 and not self.lacking


def figures(
    merged: Sequence[Merged], names: Mapping[str, str], dataset: Dataset, fields: CarriedFields, around: Around
) -> dict[str, Column]:
    """The columns that are neither codes and names nor tell rows apart. ``names`` are those of the new division.

    Raises DeckgenError for a count or rate that is text, and for what is to be kept and differs.
    """
    if fields.absent == "nil":
        merged = [Merged(each.code, each.positions, each.shares) for each in merged]
    skip = fields.missing == "skip"
    sums = fields.sum or ()
    require_numbers(dataset, [*sums, *fields.rates, *fields.means], around.mark)
    made = {name: _sum(merged, dataset, name, skip=skip) for name in sums}
    for name, rate in fields.rates.items():
        _compare(dataset, name, rate, around)
        tops, bottoms = (_parts(merged, dataset, part.text) for part in (rate.numerator, rate.denominator))
        found = _rates(merged, dataset, name, tops, bottoms, rate.times, skip=skip)
        made[name] = _column(found, dataset, name, (name, rate.numerator.text, rate.denominator.text))
    for name, weight in fields.means.items():
        weights = _parts(merged, dataset, weight.text)
        tops = [
            [_times(one, other) for one, other in zip(values, by, strict=True)]
            for values, by in zip(_parts(merged, dataset, name, whole=True), weights, strict=True)
        ]
        found = _rates(merged, dataset, name, tops, weights, 1.0, skip=skip)
        made[name] = _column(found, dataset, name, (name, weight.text))
    return made | {name: _kept(merged, names, dataset, name, fields, around) for name in fields.keep or ()}


def tell_missing(
    merged: Sequence[Merged], names: Mapping[str, str], dataset: Dataset, fields: CarriedFields, around: Around
) -> None:
    """Warn of the places whose figures lack a part: one that has no row, or one whose number is missing.

    Where the spec says that sums leave those out, it is the slide that tells.
    """
    if fields.missing == "skip":
        return
    if fields.absent == "missing":
        absent = [f"{each.code} {names[each.code]} (without {_some(each.lacking)})" for each in merged if each.lacking]
        _warn("division-part-absent", list(dict.fromkeys(absent)), dataset, around)
    for name in fields.sum or ():
        if not dataset.is_number(name):
            continue  # which is refused
        cells = dataset.numbers(name)
        parts = [
            f"{each.code} {names[each.code]}"
            for each in merged
            if len(each.positions) > 1 and any(isnan(cells[at]) for at in each.positions)
        ]
        _warn("division-part-missing", list(dict.fromkeys(parts)), dataset, around, column=name)


def _some(codes: Sequence[str]) -> str:
    """The codes, of many the first: "0101, 0104, 0105 and 13 more"."""
    named = ", ".join(codes[:LISTED])
    return f"{named} and {len(codes) - LISTED} more" if len(codes) > LISTED else named


def _warn(code: str, places: list[str], dataset: Dataset, around: Around, **data: str) -> None:
    if places:
        listed = (*places[:LISTED], "…") if len(places) > LISTED else tuple(places)
        around.problems.warning(code, around.mark, dataset=dataset.name, count=len(places), places=listed, **data)


def _sum(merged: Sequence[Merged], dataset: Dataset, name: str, *, skip: bool) -> Column:
    cells = dataset.numbers(name)
    marked = bool(dataset.table.columns[name].symbols)
    found: list[Figure] = []
    for each in merged:
        numbers = [cells[at] * share for at, share in zip(each.positions, each.shares, strict=True)] + [nan] * len(each.lacking)
        said = [*(dataset.symbol(name, at) for at in each.positions), *[""] * len(each.lacking)] if marked else ()
        found.append(summed(numbers, said, skip=skip))
    return _column(found, dataset, name, (name,))


def _parts(merged: Sequence[Merged], dataset: Dataset, name: str, *, whole: bool = False) -> list[list[Figure]]:
    """The column's numbers that each place is made of, by their shares unless ``whole``; a part without a row is missing."""
    cells = dataset.numbers(name)
    return [
        [
            *(
                (cells[at] * (1.0 if whole else share), dataset.symbol(name, at))
                for at, share in zip(each.positions, each.shares, strict=True)
            ),
            *[(nan, "")] * len(each.lacking),
        ]
        for each in merged
    ]


def _rates(
    merged: Sequence[Merged],
    dataset: Dataset,
    name: str,
    tops: list[list[Figure]],
    bottoms: list[list[Figure]],
    times: float,
    *,
    skip: bool,
) -> list[Figure]:
    """Sum by sum, times a number; where nothing was merged, the rate as it is."""
    cells = dataset.numbers(name)
    found: list[Figure] = []
    for each, top, bottom in zip(merged, tops, bottoms, strict=True):
        if each.is_alone:
            at = each.positions[0]
            found.append((cells[at], dataset.symbol(name, at)))
        else:
            found.append(_quotient(top, bottom, times, skip=skip))
    return found


def _quotient(top: list[Figure], bottom: list[Figure], times: float, *, skip: bool) -> Figure:
    """What is missing above or below is missing on both sides."""
    pairs = [(above, below, _symbol(above, below)) for above, below in zip(top, bottom, strict=True)]
    whole = [nan if isnan(below[0]) else above[0] for above, below, _ in pairs]
    number, symbol = summed(whole, [each for _, _, each in pairs], skip=skip)
    below = fsum(below[0] for above, below, _ in pairs if not isnan(above[0]) and not isnan(below[0]))
    return (nan, symbol if isnan(number) else "") if isnan(number) or not below else (times * number / below, symbol)


def _times(value: Figure, weight: Figure) -> Figure:
    """A value by its weight; what weighs nothing counts for nothing, also where it is missing."""
    if weight[0] == 0.0:
        return 0.0, ""
    return value[0] * weight[0], _symbol(value, weight)


def _symbol(one: Figure, other: Figure) -> str:
    """Why one of them is missing, else what is said of either."""
    missing = {symbol for number, symbol in (one, other) if isnan(number)}
    return strongest(missing) if missing else marks_of_sum((one[1], other[1]))


def _kept(
    merged: Sequence[Merged], names: Mapping[str, str], dataset: Dataset, name: str, fields: CarriedFields, around: Around
) -> Column:
    """What all parts of a place say; a number is missing where a part has no row, since nobody knows what that would say."""
    column = dataset.kept(name)
    codes, _ = dataset.codes(name)
    differing: list[str] = []
    firsts: list[int] = []
    for each in merged:
        said = {(codes[at], dataset.symbol(name, at)) for at in each.positions}
        if len(said) > 1:
            differing.append(f"{each.code} {names[each.code]}")
        firsts.append(each.positions[0])
    if differing:
        listed = tuple(dict.fromkeys(differing))
        told = (*listed[:LISTED], "…") if len(listed) > LISTED else listed
        fail("division-keep", fields.marks.get("keep", around.mark), column=name, dataset=dataset.name, places=told)
    found = column.at(firsts, ((0, name),))
    if not column.is_number or not any(each.lacking for each in merged):
        return found
    numbers = [nan if each.lacking else float(cell) for each, cell in zip(merged, found.cells, strict=True)]
    symbols = {at: symbol for at, symbol in found.symbols.items() if not merged[at].lacking}
    return number_column(numbers, symbols, ((0, name),), dataset.unit(name))


def _column(found: list[Figure], dataset: Dataset, name: str, made_from: tuple[str, ...]) -> Column:
    symbols = {at: symbol for at, (_, symbol) in enumerate(found)}
    return number_column([number for number, _ in found], symbols, tuple((0, each) for each in made_from), dataset.unit(name))


def _compare(dataset: Dataset, name: str, rate: RateFields, around: Around) -> None:
    """Warn where the rates are others than the quotients that they are said to be: a wrong factor would show in some only."""
    columns = [dataset.numbers(column) for column in (name, rate.numerator.text, rate.denominator.text)]
    for row, given, top, bottom in zip(dataset.rows, *columns, strict=True):
        worked_out = rate.times * top / bottom if bottom else nan
        if abs(given - worked_out) > 0.51 + 0.1 * abs(worked_out):  # rates are published rounded, at most to whole numbers
            told = {"row": row, "file": dataset.place, "column": name, "given": shown(given), "found": f"{worked_out:.4g}"}
            around.problems.warning("division-rate-differs", around.mark, **told)
            return
