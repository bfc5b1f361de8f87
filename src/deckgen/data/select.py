"""Datasets → some of their rows, and columns → values: filter, sort, group, count. What is done is noted in what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from typing import NoReturn, TypeAlias

from deckgen.data.cells import shown
from deckgen.data.criteria import Criterion, comparable, decoded, met
from deckgen.data.dataset import STANDARD_SYMBOLS, Dataset
from deckgen.data.numerals import read_numerals
from deckgen.errors import Mark, Problem, Problems, closest, fail, made_of_all
from deckgen.fields.nodes import mark_of
from deckgen.language import sort_key
from deckgen.model import Language, Recipe, Value

Scalar: TypeAlias = str | int | float
Condition: TypeAlias = Scalar | Sequence[Scalar]


def require_columns(dataset: Dataset, columns: Iterable[str], mark: Mark) -> None:
    """Raises DeckgenError for all of ``columns`` that the dataset lacks, each where it stands if it knows, else at ``mark``."""
    names, problems = dataset.columns, Problems()
    for column in columns:
        if column not in names:
            told = {"column": str(column), "dataset": dataset.name, "columns": names, "nearest": closest(column, names)}
            problems.error("unknown-column", mark_of(column, mark), **told)
    problems.raise_errors()


def require_numbers(dataset: Dataset, columns: Iterable[str], mark: Mark) -> None:
    """Raises DeckgenError for all of ``columns`` that hold text, each with its first cell that is no number."""
    made_of_all(lambda column: _require_number(dataset, column, mark_of(column, mark)), columns)


def _require_number(dataset: Dataset, column: str, mark: Mark) -> None:
    if dataset.is_number(column):
        return
    cells = [(row, str(cell)) for row, cell in zip(dataset.rows, dataset.cells(column), strict=True)]
    if not any(cell for _, cell in cells):
        fail("column-empty", mark, column=column, dataset=dataset.name, file=dataset.place)
    odd = [(row, cell) for row, cell in cells if cell and not isinstance(read_numerals([cell], None, ""), list)]
    odd.sort(key=lambda each: each[1] in STANDARD_SYMBOLS)  # these are numbers that are missing
    row, cell = (odd or cells or [(0, "")])[0]
    fail("column-not-number", mark, column=column, dataset=dataset.name, file=dataset.place, row=row, value=cell)


def unknown_value(dataset: Dataset, column: str, value: str, values: Sequence[str], mark: Mark) -> NoReturn:
    """Raises DeckgenError: no row of the column says that."""
    near, here = closest(value, values), mark_of(value, mark)
    fail("unknown-value", here, value=value, column=column, dataset=dataset.name, values=tuple(values), nearest=near)


def labels(dataset: Dataset, column: str) -> tuple[Sequence[int], list[str]]:
    """A column as categories: for each row which label it has, and the labels in the order of the data.

    A number is labelled as Excel shows it without a format (2012, 0,5), a missing one by its symbol.
    """
    assigned, cells = dataset.codes(column)
    names = [shown(cell) for cell in cells]
    if -1 in assigned:
        assigned = [*assigned]
        places = {name: code for code, name in enumerate(names)}
        for position in [position for position, code in enumerate(assigned) if code < 0]:
            assigned[position] = places.setdefault(dataset.symbol(column, position), len(places))
        names = list(places)
    return assigned, names


def texts(dataset: Dataset, column: str, mark: Mark) -> tuple[str, ...]:
    """The column's cells as text, a cell a row."""
    require_columns(dataset, [column], mark)
    codes, names = labels(dataset, column)
    return tuple(names[code] for code in codes)


def values(dataset: Dataset, column: str, mark: Mark) -> tuple[Value, ...]:
    """The column's numbers with their recipes, a value a row. Raises DeckgenError where the column holds text."""
    require_columns(dataset, [column], mark)
    require_numbers(dataset, [column], mark)
    steps = (*dataset.steps, column)
    name, fingerprint = dataset.name, dataset.provenance.fingerprint
    return tuple(
        value_of(
            dataset,
            column,
            position,
            number,
            Recipe(name, fingerprint, steps, (("row", str(row)),), dataset.lineage(column, (position,))),
        )
        for position, (row, number) in enumerate(zip(dataset.rows, dataset.numbers(column), strict=True))
    )


def value_of(dataset: Dataset, column: str, position: int, number: float, recipe: Recipe) -> Value:
    """One cell as a value: its number with what is said of it, or None with the symbol that says why."""
    return Value(None if isnan(number) else number, dataset.symbol(column, position), recipe)


def filter_rows(dataset: Dataset, conditions: Mapping[str, Condition], mark: Mark) -> Dataset:
    """The rows where every column equals its condition, or one of them, or meets all its criteria (see ``criteria``).

    What is left may be no row at all: see ``no_rows``. Raises DeckgenError for an unknown column, and for a condition that is
    no number where the column holds numbers.
    """
    require_columns(dataset, conditions, mark)
    for column, condition in conditions.items():
        criteria = _criteria(condition)
        if not criteria:
            positions = dataset.where(column, comparable(dataset, column, _listed(condition), mark))
            dataset = dataset.take(positions, f"filter {column} {_told(condition)}", by=(column,))
        for criterion in criteria:
            dataset = dataset.take(met(dataset, column, criterion, mark), f"filter {column} {criterion}", by=(column,))
    return dataset


def absent_values(dataset: Dataset, conditions: Mapping[str, Condition], mark: Mark) -> tuple[Problem, ...]:
    """A warning for each value of a list, or after ``not``, that no row of the dataset has.

    One value alone that no row has leaves no rows, which is told as such. Raises DeckgenError as ``filter_rows`` does.
    """
    found = Problems()
    for column, condition in conditions.items():
        criteria = _criteria(condition)
        listed = [value for each in criteria if each.word == "not" for value in each.values] if criteria else _listed(condition)
        if not criteria and len(listed) < 2:
            continue
        held = set(dataset.cells(column)) if dataset.positions else dataset.table.places(column).keys()
        for value in listed:
            if held.isdisjoint(comparable(dataset, column, [value], mark)):
                near = closest(shown(value), labels(dataset, column)[1])
                told = {"column": str(column), "value": shown(value), "dataset": dataset.name, "nearest": near}
                found.warning("filter-value-absent", mark_of(value, mark), **told)
    return found.warnings


def no_rows(dataset: Dataset, conditions: Mapping[str, Condition], mark: Mark) -> Problem:
    """What to say where ``filter_rows(dataset, conditions)`` left no row: the first condition that no row of the data meets."""
    if not conditions:
        return Problem("dataset-empty", (("dataset", dataset.name), ("file", dataset.place)), mark)
    told = {column: _told(condition) for column, condition in conditions.items()}
    alone = [column for column, condition in conditions.items() if not len(filter_rows(dataset, {column: condition}, mark))]
    near = closest(told[alone[0]].removeprefix("= "), tuple(labels(dataset, alone[0])[1])) if alone else ""
    condition = " and ".join(f"{column} {told[column]}" for column in (alone[:1] or told))
    if alone:
        mark = mark_of(next(iter(_listed(conditions[alone[0]]))), mark)
    return Problem("no-rows", (("dataset", dataset.name), ("condition", condition), ("nearest", near)), mark)


def sort_rows(dataset: Dataset, column: str, language: Language, mark: Mark, *, descending: bool = False) -> Dataset:
    """The rows by a column: numbers by size, the missing ones last; texts as the language sorts them.

    Equal rows keep their order, also when descending.
    """
    require_columns(dataset, [column], mark)
    positions = range(len(dataset))
    if dataset.is_number(column):
        numbers = dataset.numbers(column)
        there = [position for position in positions if not isnan(numbers[position])]
        missing = [position for position in positions if isnan(numbers[position])]
        order = sorted(there, key=numbers.__getitem__, reverse=descending) + missing
    else:
        cells = dataset.cells(column)
        keys = {cell: sort_key(str(cell), language) for cell in dict.fromkeys(cells)}
        order = sorted(positions, key=lambda position: keys[cells[position]], reverse=descending)
    return dataset.take(order, f"sort {column}{' descending' if descending else ''}", by=(column,))


def distinct(dataset: Dataset, column: str, mark: Mark) -> int:
    """How many different cells the column has, empty and missing ones left out."""
    require_columns(dataset, [column], mark)
    found = set(texts(dataset, column, mark))
    if dataset.is_number(column):
        found -= {dataset.symbol(column, at) for at, number in enumerate(dataset.numbers(column)) if isnan(number)}
    return len(found - {""})


def group(dataset: Dataset, column: str, mark: Mark) -> tuple[tuple[str, Dataset], ...]:
    """A dataset for each of the column's cells, in the order of the data."""
    require_columns(dataset, [column], mark)
    codes, names = labels(dataset, column)
    positions: list[list[int]] = [[] for _ in names]
    for position, code in enumerate(codes):
        positions[code].append(position)
    return tuple(
        (name, dataset.take(found, f"group {column} = {name}", by=(column,)))
        for name, found in zip(names, positions, strict=True)
    )


def _listed(condition: Condition) -> list[Scalar]:
    return [condition] if isinstance(condition, str | int | float) else list(condition)


def _criteria(condition: Condition) -> list[Criterion]:
    """The criteria that a condition is; none where it is a value, or several."""
    found = [decoded(value) for value in _listed(condition) if isinstance(value, str)]
    return [criterion for criterion in found if criterion is not None]


def _told(condition: Condition) -> str:
    """A condition in words: "= 2012, 2020", "not 2012", "from 2012 and to 2020"."""
    return " and ".join(map(str, _criteria(condition))) or f"= {', '.join(map(str, _listed(condition)))}"
