"""A dataset with a row a figure → a cube with a series a row and a category a column; and values → their total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import fsum, isnan, nan
from typing import Literal

from deckgen.data.dataset import Dataset
from deckgen.data.select import group, labels, require_columns, require_numbers, unknown_value
from deckgen.errors import Mark, Problems
from deckgen.model import PARTIAL, Origin, Recipe, Together, Value, marks_of_sum

# Which symbol a missing total carries when its parts carry several: what must not be shown before what is not known.
_STRONGEST = (":", "..", "...", ".", "")


@dataclass(frozen=True, slots=True)
class Cube:
    """``values[s][c]`` is what series ``s`` has in category ``c``. Names are in the order of the data or the one asked for."""

    categories: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]

    def totals(self) -> tuple[Value, ...]:
        """The total of each category over all series."""
        return tuple(total(part) for part in zip(*self.values, strict=True)) if self.values else ()


def pivot(
    dataset: Dataset,
    categories: str,
    series: str | None,
    values: str | Sequence[str],
    mark: Mark,
    *,
    category_order: Sequence[str] = (),
    series_order: Sequence[str] = (),
    aggregate: Literal["", "sum"] = "",
    skip: bool = False,
) -> Cube:
    """``values`` by the columns ``categories`` and ``series``; without ``series``, each column of ``values`` is a series.

    An order names what comes first; the rest follows in the order of the data. A cell without a row is missing. Two rows for a
    cell are an error (``duplicate-cell``) unless they are to be summed. ``skip``: sums leave out what is missing. Raises
    DeckgenError.
    """
    columns = (values,) if isinstance(values, str) else tuple(values)
    require_columns(dataset, [categories, *([series] if series else []), *columns], mark)
    require_numbers(dataset, columns, mark)
    columns = tuple(map(str, columns))
    by = f"{series}, {categories}" if series else categories
    steps = [*dataset.steps, f"{'sum ' if aggregate else ''}{', '.join(columns)} by {by}"]
    base = Recipe(dataset.name, dataset.provenance.fingerprint, tuple(steps))
    problems = Problems()
    lines: dict[str, dict[str, Value]] = {}
    if series is None:
        for column in columns:
            key = (("column", column),)
            alone = len(columns) == 1  # then it goes without saying which column it is
            here = replace(base, key=key)
            lines[column] = _line(dataset, categories, column, here, aggregate, problems, mark, alone=alone, skip=skip)
    else:
        for name, part in group(dataset, series, mark):
            here = replace(base, key=((series, name),))
            lines[name] = _line(part, categories, columns[0], here, aggregate, problems, mark, skip=skip)
    problems.raise_errors()
    shown_categories = _ordered(labels(dataset, categories)[1], category_order, categories, dataset, mark)
    shown_series = _ordered(list(lines), series_order, series or "values", dataset, mark)
    return Cube(
        shown_categories,
        shown_series,
        tuple(tuple(lines[name].get(category) or Value(None) for category in shown_categories) for name in shown_series),
    )


def total(values: Iterable[Value], *, skip: bool = False) -> Value:
    """The sum, exact before it is rounded once, so that no order of the parts changes it; missing where a part is missing.

    ``skip``: the sum of what is there, which is marked as lacking parts; missing only where all are. A missing total carries
    the strongest symbol of its parts. Its recipe keeps what the parts' recipes have in common, and the rows of all of them.
    """
    parts = tuple(values)
    recipe = _common_recipe([part.recipe for part in parts])
    numbers = [nan if part.number is None else part.number for part in parts]
    number, symbol = summed(numbers, [part.symbol for part in parts], skip=skip)
    return Value(None if isnan(number) else number, symbol, recipe)


def summed(
    numbers: Sequence[float], symbols: Sequence[str] = (), *, skip: bool = False, mean: bool = False
) -> tuple[float, str]:
    """The sum of numbers (NaN where missing), or their mean, and its symbol: why it is missing, or what is said of it.

    ``symbols`` are theirs, () where none has one. ``skip``: of those that are there, unless none is.

    >>> summed([1.0, nan, 3.0], ["", ":", "*"]), summed([1.0, nan, 3.0], ["", ":", "*"], skip=True)
    ((nan, ':'), (4.0, '*~'))
    """
    whole = fsum(numbers)
    if not isnan(whole) and not any(symbols):
        return whole / (len(numbers) if mean else 1), ""
    symbols = symbols or [""] * len(numbers)
    missing = {symbol for number, symbol in zip(numbers, symbols, strict=True) if isnan(number)}
    there = [number for number in numbers if not isnan(number)]
    if missing and not (skip and there):
        return nan, strongest(missing)
    marks = marks_of_sum(symbol for number, symbol in zip(numbers, symbols, strict=True) if not isnan(number))
    if missing:
        marks = marks_of_sum((marks, PARTIAL))
    return fsum(there) / (len(there) if mean else 1), marks


def _line(
    dataset: Dataset,
    categories: str,
    column: str,
    base: Recipe,
    aggregate: Literal["", "sum"],
    problems: Problems,
    mark: Mark,
    *,
    alone: bool = False,
    skip: bool = False,
) -> dict[str, Value]:
    """One series: its value in each category that has a row. ``alone``: complaints need not say which series it is."""
    codes, names = labels(dataset, categories)
    numbers = dataset.numbers(column)
    positions: list[list[int]] = [[] for _ in names]
    for position, code in enumerate(codes):
        positions[code].append(position)
    line: dict[str, Value] = {}
    for name, found in zip(names, positions, strict=True):
        key = (*base.key, (categories, name))
        recipe = Recipe(base.dataset, base.fingerprint, base.steps, key, dataset.lineage(column, found))
        if len(found) > 1 and not aggregate:
            said = recipe.key[1:] if alone else recipe.key
            cell = ", ".join(f"{part} = {label}" for part, label in said)
            told = tuple(str(dataset.rows[position]) for position in found)
            problems.error("duplicate-cell", mark, dataset=dataset.name, file=dataset.place, cell=cell, rows=told)
        parts = [numbers[position] for position in found]
        number, symbol = summed(parts, [dataset.symbol(column, position) for position in found], skip=skip)
        line[name] = Value(None if isnan(number) else number, symbol, recipe)
    return line


def _ordered(names: Sequence[str], order: Sequence[str], column: str, dataset: Dataset, mark: Mark) -> tuple[str, ...]:
    for name in order:
        if name not in names:
            unknown_value(dataset, column, name, names, mark)
    first = tuple(dict.fromkeys(order))
    return first + tuple(name for name in names if name not in first)


def strongest(symbols: set[str]) -> str:
    """The symbol that a number carries which is missing for several reasons."""
    known = [symbol for symbol in _STRONGEST if symbol in symbols]
    return known[0] if known else min(symbols)


def _common_recipe(recipes: Sequence[Recipe | None]) -> Recipe | None:
    first = recipes[0] if recipes else None
    if first is None or any(recipe is None or recipe.fingerprint != first.fingerprint for recipe in recipes):
        return None
    keys = [set(recipe.key) for recipe in recipes if recipe]
    key = tuple(pair for pair in first.key if all(pair in other for other in keys))
    origins: list[Origin] = [recipe.origin for recipe in recipes if recipe and recipe.origin]
    return Recipe(first.dataset, first.fingerprint, (*first.steps, "sum"), key, Together(tuple(origins)))
