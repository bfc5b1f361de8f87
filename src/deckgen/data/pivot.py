"""A dataset with a row a figure → a cube with a series a row and a category a column; and values → their total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import fsum, isnan
from typing import Literal

from deckgen.data.dataset import Dataset
from deckgen.data.select import group, labels, require_columns, require_numbers, unknown_value
from deckgen.errors import Mark, Problems
from deckgen.model import Origin, Recipe, Together, Value

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
) -> Cube:
    """``values`` by the columns ``categories`` and ``series``; without ``series``, each column of ``values`` is a series.

    An order names what comes first; the rest follows in the order of the data. A cell without a row is missing. Two rows for a
    cell are an error (``duplicate-cell``) unless they are to be summed. Raises DeckgenError.
    """
    columns = (values,) if isinstance(values, str) else tuple(values)
    require_columns(dataset, [categories, *([series] if series else []), *columns], mark)
    for column in columns:
        require_numbers(dataset, column, mark)
    by = f"{series}, {categories}" if series else categories
    steps = [*dataset.steps, f"{'sum ' if aggregate else ''}{', '.join(columns)} by {by}"]
    base = Recipe(dataset.name, dataset.provenance.fingerprint, tuple(steps))
    problems = Problems()
    lines: dict[str, dict[str, Value]] = {}
    if series is None:
        for column in columns:
            key = (("column", column),)
            alone = len(columns) == 1  # then it goes without saying which column it is
            lines[column] = _line(dataset, categories, column, replace(base, key=key), aggregate, problems, mark, alone=alone)
    else:
        for name, part in group(dataset, series, mark):
            lines[name] = _line(part, categories, columns[0], replace(base, key=((series, name),)), aggregate, problems, mark)
    problems.raise_errors()
    shown_categories = _ordered(labels(dataset, categories)[1], category_order, categories, dataset, mark)
    shown_series = _ordered(list(lines), series_order, series or "values", dataset, mark)
    return Cube(
        shown_categories,
        shown_series,
        tuple(tuple(lines[name].get(category) or Value(None) for category in shown_categories) for name in shown_series),
    )


def total(values: Iterable[Value]) -> Value:
    """The sum, exact before it is rounded once, so that no order of the parts changes it; missing where a part is missing.

    A missing total carries the strongest symbol of its parts. Its recipe keeps what the parts' recipes have in common, and the
    rows of all of them.
    """
    parts = tuple(values)
    recipe = _common_recipe([part.recipe for part in parts])
    symbols = {part.symbol for part in parts if part.number is None}
    if symbols:
        return Value(None, strongest(symbols), recipe)
    return Value(fsum(part.number for part in parts if part.number is not None), "", recipe)


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
        missing = [dataset.symbol(column, position) for position in found if isnan(numbers[position])]
        line[name] = Value(None, strongest(set(missing)), recipe) if missing else Value(fsum(parts), "", recipe)
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
