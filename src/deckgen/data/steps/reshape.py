"""Steps that turn rows into columns and back: pivot, unpivot."""

from collections.abc import Sequence
from math import nan
from typing import Annotated

from pydantic import Field, model_validator

from deckgen.data.dataset import Dataset, number_column
from deckgen.data.numerals import read_numerals
from deckgen.data.select import labels, require_columns
from deckgen.data.steps.aggregate import alike
from deckgen.data.steps.registry import Around, StepFields, step
from deckgen.data.table import Column, Parent, linked
from deckgen.errors import Problems, fail
from deckgen.fields import Names, Source, fault
from deckgen.model import PRELIMINARY, marks_of_sum


class PivotFields(StepFields):
    """Put a column's values across the top, each as a column of its own. A place without a row is empty."""

    rows: Annotated[Names, Field(description="The columns in which the rows of one new row are alike.")]
    columns: Annotated[Source, Field(description="The column whose values become columns.")]
    values: Annotated[Source, Field(description="The column with what stands in them.")]


@step("pivot", PivotFields)
def pivot_step(fields: PivotFields, dataset: Dataset, around: Around) -> Dataset:
    """Raises DeckgenError where two rows belong in one place."""
    across, values = fields.columns.text, fields.values.text
    require_columns(dataset, [*fields.rows, fields.columns.marked, fields.values.marked], around.mark)
    groups = alike(dataset, fields.rows)
    codes, names = labels(dataset, across)
    places = [_places(group, codes, len(names)) for group in groups]
    _refuse_doubles(places, names, fields, dataset, around)
    firsts = [group[0] for group in groups]
    columns: dict[str, Column] = {str(name): dataset.kept(name).at(firsts, ((0, name),)) for name in fields.rows}
    parents: list[Parent] = []
    for code, name in enumerate(names):
        if name in columns or not name:
            fail("column-taken", fields.columns.mark, column=name, dataset=dataset.name)
        found = [row[code] for row in places]
        columns[name] = _spread(dataset, values, found, ((code + 1, values),))
        parents.append(linked(dataset.table, [dataset.absolute(each) for each in found]))
    return dataset.gathered(groups, columns, (*fields.rows, across), f"pivot {values} by {across}", more=parents)


def _places(group: list[int], codes: Sequence[int], count: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(count)]
    for position in group:
        found[codes[position]].append(position)
    return found


def _refuse_doubles(
    places: list[list[list[int]]], names: list[str], fields: PivotFields, dataset: Dataset, around: Around
) -> None:
    problems = Problems()
    for row in places:
        for name, found in zip(names, row, strict=True):
            if len(found) > 1:
                keys = [f"{key} = {labels(dataset, key)[1][labels(dataset, key)[0][found[0]]]}" for key in fields.rows]
                cell = ", ".join([*keys, f"{fields.columns} = {name}"])
                told = tuple(str(dataset.rows[position]) for position in found)
                problems.error("duplicate-cell", around.mark, dataset=dataset.name, file=dataset.place, cell=cell, rows=told)
                problems.raise_errors()


def _spread(dataset: Dataset, values: str, found: list[list[int]], made_from: tuple[tuple[int, str], ...]) -> Column:
    """The cell at each place; empty where there is none."""
    cells = dataset.cells(values)
    if not dataset.is_number(values):
        texts = [str(cells[each[0]]) if each else "" for each in found]
        return Column(texts, made_from=made_from, is_date=dataset.is_date(values))
    numbers = [float(cells[each[0]]) if each else nan for each in found]
    symbols = {at: dataset.symbol(values, each[0]) for at, each in enumerate(found) if each}
    return number_column(numbers, symbols, made_from, dataset.unit(values))


class UnpivotFields(StepFields):
    """Put columns below each other: a row for each, with the column's name in one column and its cell in another."""

    columns: Annotated[Names | None, Field(description="The columns to put below each other.")] = None
    except_: Annotated[
        Names | None, Field(alias="except", description="Or the columns that stay: all others are put below each other.")
    ] = None
    name: Annotated[Source, Field(description="The column that is to hold their names.")]
    values: Annotated[Source, Field(description="The column that is to hold their cells.")]

    @model_validator(mode="after")
    def _columns_or_except(self) -> "UnpivotFields":
        if (self.columns is None) == (self.except_ is None):
            raise fault("unpivot-unclear")
        return self


@step("unpivot", UnpivotFields)
def unpivot_step(fields: UnpivotFields, dataset: Dataset, around: Around) -> Dataset:
    """Names that are all numbers, such as years, make a column of numbers; what stood below 2023* is preliminary."""
    require_columns(dataset, fields.columns or fields.except_ or (), around.mark)
    stay = fields.except_ or ()
    moved = tuple(map(str, fields.columns or ())) or tuple(name for name in dataset.columns if name not in stay)
    rest = [name for name in dataset.columns if name not in moved]
    for new in (fields.name, fields.values):
        if new.text in rest or fields.name.text == fields.values.text:
            fail("column-taken", new.mark, column=new.text, dataset=dataset.name)
    count = len(moved)
    groups = [[position] for position in range(len(dataset)) for _ in moved]
    again = [each[0] for each in groups]
    columns = {name: dataset.kept(name).at(again, ((0, name),)) for name in rest}
    names = list(moved) * len(dataset)
    starred = [at for at, name in enumerate(moved) if name.endswith(PRELIMINARY)]
    years = read_numerals([name.rstrip(PRELIMINARY).rstrip() for name in moved], None, "")
    columns[fields.name.text] = Column(years * len(dataset), True) if isinstance(years, list) else Column(names)
    columns[fields.values.text] = _below(moved, dataset, around, starred if isinstance(years, list) else [])
    parents = [
        linked(dataset.table, [dataset.absolute([at // count] if at % count == number else []) for at in range(len(groups))])
        for number in range(count)
    ]
    return dataset.gathered(groups, columns, (), f"unpivot {', '.join(moved)}", more=parents)


def _below(moved: tuple[str, ...], dataset: Dataset, around: Around, starred: list[int]) -> Column:
    made_from = tuple((number + 1, name) for number, name in enumerate(moved))
    filled = [name for name in moved if dataset.is_number(name) or any(dataset.cells(name))]  # of no sort are empty ones
    sorts = {dataset.is_number(name) for name in filled or moved}
    if len(sorts) > 1:
        text = next(name for name in filled if not dataset.is_number(name))
        fail("unpivot-mixed", around.mark, column=text, dataset=dataset.name)
    listed = [dataset.cells(name) for name in moved]
    if sorts == {False}:
        texts = [str(cell) for row in zip(*listed, strict=True) for cell in row]
        return Column(texts, made_from=made_from, is_date=all(map(dataset.is_date, moved)))
    numbers = [nan if cell == "" else float(cell) for row in zip(*listed, strict=True) for cell in row]
    count = len(moved)
    marked = {place for place, name in enumerate(moved) if dataset.table.columns[name].symbols}
    symbols = {at: dataset.symbol(moved[at % count], at // count) for at in range(len(numbers)) if at % count in marked}
    for at in (at for at, number in enumerate(numbers) if at % count in starred and number == number):
        symbols[at] = marks_of_sum((symbols.get(at, ""), PRELIMINARY))
    units = {dataset.unit(name) for name in moved}
    return number_column(numbers, symbols, made_from, units.pop() if len(units) == 1 else "")
