"""Steps that choose, name and work out columns: select, rename, derive."""

from datetime import date
from decimal import Decimal
from math import isnan, nan

from deckgen.data.dataset import Dataset, number_column
from deckgen.data.select import require_columns
from deckgen.data.steps.registry import Around, step
from deckgen.data.table import Column
from deckgen.errors import fail
from deckgen.fields import Name, Names, Source, mark_of
from deckgen.model import Value
from deckgen.text import Datum, Printed, Scope, parse_expression


@step("select", Names, "Keep these columns, in this order.")
def select_step(names: tuple[str, ...], dataset: Dataset, around: Around) -> Dataset:
    require_columns(dataset, names, around.mark)
    return dataset.derived({str(name): dataset.kept(name) for name in names}, f"select {', '.join(names)}")


@step("rename", dict[Name, Source], "Give columns other names: the name now, a colon, and the new one.")
def rename_step(names: dict[str, Source], dataset: Dataset, around: Around) -> Dataset:
    """Raises DeckgenError for a new name that another column has."""
    require_columns(dataset, names, around.mark)
    columns: dict[str, Column] = {}
    for name in dataset.columns:
        new = names[name].text if name in names else name
        if new in columns:
            taker = next(source for source in names.values() if source.text == new)
            fail("column-taken", taker.mark, column=new, dataset=dataset.name)
        columns[new] = dataset.kept(name)
    told = ", ".join(f"{name} to {new}" for name, new in names.items())
    return dataset.derived(columns, f"rename {told}")


@step(
    "derive", dict[Name, Source], 'Work out columns from the others, row by row: {per_1000: "1000 * man_years / inhabitants"}.'
)
def derive_step(expressions: dict[str, Source], dataset: Dataset, _: Around) -> Dataset:
    """Each may use those before it. What is worked out from a missing number is missing."""
    for name, source in expressions.items():
        dataset = _with_column(dataset, name, source)
    return dataset


def _with_column(dataset: Dataset, name: str, source: Source) -> Dataset:
    if name in dataset.columns:
        fail("column-taken", mark_of(name, source.mark), column=name, dataset=dataset.name)
    expression = parse_expression(source.text, source.mark)
    require_columns(dataset, sorted(expression.names), source.mark)
    used = sorted(expression.names)
    columns = [_data(dataset, column) for column in used]
    found = [
        expression.evaluate(Scope(dict(zip(used, row, strict=True)), "nb"))
        for row in (zip(*columns, strict=True) if columns else [()] * len(dataset))
    ]
    kept = {column: dataset.kept(column) for column in dataset.columns}
    made_from = tuple((0, column) for column in used)
    return dataset.derived({**kept, str(name): _column(found, made_from, name, source)}, f"{name} = {source.text}")


def _data(dataset: Dataset, column: str) -> list[Datum]:
    """A column's cells as expressions take them."""
    if not dataset.is_number(column):
        return [str(cell) for cell in dataset.cells(column)]
    return [
        Value(None if isnan(number) else number, dataset.symbol(column, at))
        for at, number in enumerate(dataset.numbers(column))
    ]


def _column(found: list[Datum], made_from: tuple[tuple[int, str], ...], name: str, source: Source) -> Column:
    """Numbers, or texts. What is missing is either."""
    there = [datum for datum in found if datum is not None]
    if there and all(isinstance(datum, str | Printed | date) for datum in there):
        return Column([_text(datum) for datum in found], made_from=made_from, is_date=all(isinstance(d, date) for d in there))
    numbers: list[float] = []
    symbols: dict[int, str] = {}
    for at, datum in enumerate(found):
        if isinstance(datum, Value) or datum is None:
            symbols[at] = datum.symbol if datum else ""
            numbers.append(nan if datum is None or datum.number is None else datum.number)
        elif isinstance(datum, int | float | Decimal) and not isinstance(datum, bool):
            numbers.append(float(datum))
        else:
            fail("derive-mixed", source.mark, column=name, row=at + 1)
    return number_column(numbers, symbols, made_from)


def _text(datum: Datum) -> str:
    if isinstance(datum, Printed):
        return datum.text
    return datum.isoformat() if isinstance(datum, date) else str(datum or "")
