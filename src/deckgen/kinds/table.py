"""Tables: rows as they stand, or one column against another."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import Field

from deckgen.data import Dataset, pivot, texts, total, values
from deckgen.data.numerals import read_numerals
from deckgen.data.steps.aggregate import Missing
from deckgen.errors import Mark, fail
from deckgen.fields import Choice, Flag, Localized, Name, Names, Source, Whole
from deckgen.kinds.alt_text import table_alt
from deckgen.kinds.common import YEARS, DataFields
from deckgen.kinds.data_page import data_page, empty_page
from deckgen.kinds.decimals import decimals_of
from deckgen.kinds.page import Context, Page
from deckgen.kinds.registry import kind
from deckgen.language import SYMBOLS, format_number, round_half_up, word
from deckgen.model import NIL, PRELIMINARY, Cell, Column, Row, Run, Table, Value


class TableFields(DataFields):
    """A real table with a header row: columns of the data as they stand, or a column's values across the top."""

    naming_columns = ("show", "rows", "columns", "values", "headers")

    show: Annotated[Names | None, Field(description="The columns to show, in order, as they stand in the data.")] = None
    rows: Annotated[
        Localized | None, Field(description="The column whose values name the rows; one for each language where they differ.")
    ] = None
    columns: Annotated[
        Localized | None,
        Field(description="The column whose values stand across the top; one for each language where they differ."),
    ] = None
    values: Annotated[Source | None, Field(description="The column of numbers in the cells.")] = None
    aggregate: Annotated[
        Choice[Literal["sum"]] | None,
        Field(description="Add up several rows for one cell; without it they are refused."),
    ] = None
    missing: Missing = None
    totals: Annotated[Flag, Field(description="Add a last row of totals, summed before rounding.")] = False
    decimals: Annotated[
        Whole | None,
        Field(
            description="How many decimals are shown. Where nothing is said none, or what the numbers have where all are "
            "less than 1."
        ),
    ] = None
    headers: Annotated[dict[Name, Localized], Field(description="Headers in words of your own, by column.")] = {}
    alt: Annotated[Localized | None, Field(description="An alternative text of one's own.")] = None


@kind("table", TableFields)
def table(fields: TableFields, context: Context) -> Iterable[Page]:
    if context.rows is None:
        yield empty_page(fields, context)
        return
    made, notes = _pivoted(fields, context) if fields.show is None else _as_it_stands(fields, context)
    alt = context.plain(fields.alt) or table_alt(made, context.plain(fields.heading), context.language)
    yield data_page("table", "table", made, alt, fields, context, notes)


def _pivoted(fields: TableFields, context: Context) -> tuple[Table, tuple[str, ...]]:
    if fields.rows is None or fields.columns is None or fields.values is None:
        fail("field-needed", fields.mark, name="rows, columns and values", because="or show: with the columns as they stand")
    assert context.rows is not None
    rows_by, columns_by = context.said(fields.rows).text, context.said(fields.columns).text
    skip = fields.missing == "skip"
    cube = pivot(
        context.rows, rows_by, columns_by, fields.values.marked, fields.mark, aggregate=fields.aggregate or "", skip=skip
    )
    numbers = [value.number for line in cube.values for value in line]
    places = decimals_of(fields.decimals, numbers, fields.values.mark, context.problems)
    header = Column(_words(_header(rows_by, fields, context), context))
    columns = (header, *(Column(_words(name, context), "right") for name in cube.series))
    rows = [
        Row((_words(name, context), *(_number(cube.values[s][at], places, context) for s in range(len(cube.series)))), key=name)
        for at, name in enumerate(cube.categories)
    ]
    notes: tuple[str, ...] = ()
    if fields.totals:
        sums = [total(line, skip=skip) for line in cube.values]
        label = word("total", context.language)
        rows.append(Row((_words(label, context), *(_number(value, places, context) for value in sums)), key=label, total=True))
        if any(_differs(line, value, places) for line, value in zip(cube.values, sums, strict=True)):
            notes = (word("totals_before_rounding", context.language),)
    return Table(columns, tuple(rows)), notes


def _as_it_stands(fields: TableFields, context: Context) -> tuple[Table, tuple[str, ...]]:
    assert fields.show is not None
    assert context.rows is not None
    names = fields.show
    mark = fields.marks["show"]
    if fields.totals:
        fail("fields-exclude", fields.marks["totals"], first="show", second="totals")
    listed = [_cells(context.rows, name, mark) for name in names]
    for name, column in zip(names, listed, strict=True):
        _warn_of_symbols(name, column, context, mark)
    columns = tuple(
        Column(
            _words(_header(name, fields, context), context), "right" if any(isinstance(c, Value) for c in column) else "left"
        )
        for name, column in zip(names, listed, strict=True)
    )
    written: list[list[Cell]] = []
    for column in listed:
        places = _places(column, fields, context)
        written.append(
            [_number(cell, places, context) if isinstance(cell, Value) else _words(cell, context) for cell in column]
        )
    rows = tuple(Row(cells, key=str(at)) for at, cells in enumerate(zip(*written, strict=True), 1))
    return Table(columns, rows), ()


def _warn_of_symbols(name: str, column: Sequence[str | Value], context: Context, mark: Mark) -> None:
    """Numbers are shown as text, and no symbol is explained, where one that is not declared stands among them."""
    cells = {cell.rstrip(PRELIMINARY) for cell in column if isinstance(cell, str)} - {""}
    found, rest = sorted(cells & SYMBOLS.keys() - {"0"}), sorted(cells - (SYMBOLS.keys() - {"0"}))
    if found and isinstance(read_numerals(rest, None, ""), list) and rest:
        context.problems.warning("symbols-undeclared", mark, column=name, symbols=tuple(found), nil=NIL)


def _are_years(column: Sequence[str | Value]) -> bool:
    """Whether a column of whole numbers reads as years, which are written without a blank between their digits."""
    numbers = [cell.number for cell in column if isinstance(cell, Value) and cell.number is not None]
    return bool(numbers) and all(number in YEARS for number in numbers)


def _places(column: Sequence[str | Value], fields: TableFields, context: Context) -> int | None:
    """How many decimals the numbers of a column have; 0 of whole numbers, also beside others, and None of years."""
    if _are_years(column):
        return None
    numbers = [cell.number for cell in column if isinstance(cell, Value)]
    if all(number is None or number == int(number) for number in numbers):
        return 0
    return decimals_of(fields.decimals, numbers, fields.marks["show"], context.problems)


def _cells(rows: Dataset, column: str, mark: Mark) -> tuple[str, ...] | tuple[Value, ...]:
    return values(rows, column, mark) if rows.is_number(column) else texts(rows, column, mark)


def _header(column: str, fields: TableFields, context: Context) -> str:
    return context.header(column, fields.headers.get(column))


def _words(text: str, context: Context) -> Cell:
    return Cell((Run(text, context.language),) if text else ())


def _number(value: Value, places: int | None, context: Context) -> Cell:
    """A number as it is shown, with its mark; or the symbol that stands for it. An empty cell stays empty."""
    if value.number is None:
        shown = value.symbol
    elif places is None:
        shown = f"{value.number:.0f}"
    elif value.symbol == NIL:
        shown = value.symbol
    else:
        shown = format_number(value.number, places, context.language) + PRELIMINARY * value.is_preliminary
    return Cell((Run(shown, context.language, value=value),) if shown else ())


def _differs(parts: Iterable[Value], value: Value, decimals: int) -> bool:
    if value.number is None:
        return False
    shown = (round_half_up(part.number, decimals) for part in parts if part.number is not None)
    return sum(shown) != round_half_up(value.number, decimals)
