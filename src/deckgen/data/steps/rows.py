"""Steps that choose rows and put them in order: filter, sort, top, fill."""

from math import isnan
from typing import Annotated

from pydantic import Field

from deckgen.data.criteria import Criteria
from deckgen.data.dataset import Dataset, number_column
from deckgen.data.dates import read_dates
from deckgen.data.numerals import read_numerals
from deckgen.data.select import (
    absent_values,
    filter_rows,
    labels,
    no_rows,
    require_columns,
    require_numbers,
    sort_rows,
    unknown_value,
)
from deckgen.data.steps.registry import Around, StepFields, step
from deckgen.data.table import Column, Parent, linked
from deckgen.errors import DeckgenError, fail
from deckgen.fields import Flag, Name, Names, Source, Whole


@step(
    "filter",
    dict[Name, Criteria],
    "Keep the rows where each column has the value given or one of those given, or is as these say: {not: Oslo}, "
    "{from: 2012, to: 2020}, {greater_than: 0}, {less_than: 10}, {contains: skole}, {begins_with: a}, {ends_with: a}, "
    "{empty: no}.",
)
def filter_step(conditions: dict[str, tuple[str, ...]], dataset: Dataset, around: Around) -> Dataset:
    """Raises DeckgenError where no row is left."""
    kept = filter_rows(dataset, conditions, around.mark)
    around.problems.found += absent_values(dataset, conditions, around.mark)
    if not len(kept):
        raise DeckgenError((no_rows(dataset, conditions, around.mark),))
    return kept


class SortFields(StepFields):
    """Put the rows in order: numbers by size, missing ones last; texts by the Norwegian alphabet."""

    text_alone = "by"

    by: Annotated[Names, Field(description="The column to sort by; of several, the next decides where one is equal.")]
    descending: Annotated[Flag, Field(description="The largest first.")] = False
    order: Annotated[
        Names | None, Field(description="What comes first in the first column, in this order, instead of the alphabet.")
    ] = None


@step("sort", SortFields)
def sort_step(fields: SortFields, dataset: Dataset, around: Around) -> Dataset:
    """Rows that are equal keep their order."""
    require_columns(dataset, fields.by, around.mark)
    for column in reversed(fields.by):
        dataset = sort_rows(dataset, column, "nb", around.mark, descending=fields.descending)
    return _in_order(dataset, fields.by[0], fields.order, around) if fields.order else dataset


def _in_order(dataset: Dataset, column: str, order: tuple[str, ...], around: Around) -> Dataset:
    codes, names = labels(dataset, column)
    for name in order:
        if name not in names:
            unknown_value(dataset, column, name, names, around.mark)
    rank = {name: place for place, name in enumerate(dict.fromkeys(order))}
    ranks = [rank.get(name, len(rank)) for name in names]
    positions = sorted(range(len(dataset)), key=lambda position: ranks[codes[position]])
    return dataset.take(positions, f"{', '.join(order)} first", by=(column,))


class TopFields(StepFields):
    """Keep the rows with the largest numbers, largest first. Rows as large as the last one kept are kept too."""

    count: Annotated[Whole, Field(description="How many rows.")]
    by: Annotated[Source, Field(description="The column of numbers.")]


@step("top", TopFields)
def top_step(fields: TopFields, dataset: Dataset, _: Around) -> Dataset:
    """Missing numbers are never among the largest."""
    column = fields.by.text
    require_columns(dataset, [column], fields.by.mark)
    require_numbers(dataset, [column], fields.by.mark)
    numbers = dataset.numbers(column)
    there = sorted((at for at in range(len(numbers)) if not isnan(numbers[at])), key=lambda at: -numbers[at])
    least = numbers[there[fields.count - 1]] if 0 < fields.count <= len(there) else -float("inf")
    kept = [at for at in there if numbers[at] >= least] if fields.count else []
    return dataset.take(kept, f"top {fields.count} {column}", by=(column,))


class FillFields(StepFields):
    """Fill empty cells: with the cell above, or with a value. Numbers that a symbol says are missing stay missing."""

    text_alone = "columns"

    columns: Annotated[Names, Field(description="The columns to fill.")]
    with_: Annotated[Source | None, Field(alias="with", description="A value; without it, the cell above.")] = None


@step("fill", FillFields)
def fill_step(fields: FillFields, dataset: Dataset, around: Around) -> Dataset:
    """Empty cells at the top have nothing above them, and stay empty."""
    require_columns(dataset, fields.columns, around.mark)
    columns = {name: dataset.kept(name) for name in dataset.columns}
    parents: list[Parent] = []
    for number, name in enumerate(fields.columns, 1):
        empty = _empty(columns[name])
        above = _above(empty) if fields.with_ is None else list(range(len(dataset)))
        given = _as_cell(dataset, name, fields.with_) if fields.with_ else None
        columns[name] = _filled(columns[name], empty, above, given, ((number, name),))
        parents.append(linked(dataset.table, [dataset.absolute(sorted({at, filler})) for at, filler in enumerate(above)]))
    said = f" with {fields.with_}" if fields.with_ else " from above"
    return dataset.derived(columns, f"fill {', '.join(fields.columns)}{said}", more=parents)


def _empty(column: Column) -> list[bool]:
    return [cell == "" or (cell != cell and at not in column.symbols) for at, cell in enumerate(column.cells)]


def _above(empty: list[bool]) -> list[int]:
    """For each row the nearest one upward that is not empty, which may be itself; itself where all above are empty too."""
    found: list[int] = []
    for at, is_empty in enumerate(empty):
        found.append(found[-1] if is_empty and found and not empty[found[-1]] else at)
    return found


def _filled(
    column: Column, empty: list[bool], above: list[int], given: str | float | None, made_from: tuple[tuple[int, str], ...]
) -> Column:
    cells = [given if given is not None and empty[at] else column.cells[filler] for at, filler in enumerate(above)]
    if column.is_number:
        symbols = {at: column.symbols.get(filler, "") for at, filler in enumerate(above)}
        return number_column([float(cell) for cell in cells], symbols, made_from, column.unit)
    is_date = column.is_date and (given is None or bool(read_dates([str(given)])))
    return Column([str(cell) for cell in cells], made_from=made_from, is_date=is_date)


def _as_cell(dataset: Dataset, column: str, value: Source) -> str | float:
    if not dataset.is_number(column):
        return value.text
    read = read_numerals([value.text], None, ",", codes=True)
    if not isinstance(read, list):
        fail("condition-not-number", value.mark, column=column, dataset=dataset.name, value=value.text)
    return read[0]
