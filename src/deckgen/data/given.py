"""A table that a Python program holds → a CSV file that is read as deckgen reads any.

So a deck that was built by a program can be built again without it, and its numbers are traced to rows of a file. Tables are
pandas', polars' or anything alike, or lists by column; none of their libraries is imported.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from numbers import Integral, Real
from typing import Any, cast

from deckgen.data.cells import Cell, Cells
from deckgen.data.columns import type_columns
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.layout import column_letter
from deckgen.errors import Mark, Problems, fail

_DELIMITER = ";"
_NOTHING = ("NoneType", "NAType", "NaTType")  # what the libraries have for a cell that is empty


def csv_of(name: str, table: object, source: SourceSpec, mark: Mark) -> bytes:
    """The table's rows as a CSV file that Excel opens too. ``source`` is how the spec reads it.

    Raises DeckgenError for what is no table, for a cell that no CSV file holds, and for texts that would be read as numbers or
    dates, with what the spec must say then.
    """
    columns = {str(column): cells for column, cells in _columns(name, table, mark).items()}
    lengths = {len(cells) for cells in columns.values()}
    if len(lengths) != 1 or not all(columns):
        fail("given-no-table", mark, dataset=name, what="columns of unequal length, or without a name")
    written = {
        column: [_written(cell, column, row, mark) for row, cell in enumerate(cells, 1)] for column, cells in columns.items()
    }
    _refuse_other_types(columns, written, source, mark)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=_DELIMITER, lineterminator="\n")
    writer.writerow(written)
    writer.writerows(zip(*written.values(), strict=True))
    return text.getvalue().encode("utf-8-sig")


def _columns(name: str, table: Any, mark: Mark) -> dict[object, list[Any]]:
    """The cells by column, of a mapping or of a data frame."""
    kind = type(table).__name__
    _refuse_frame(name, table, mark)
    names: Any = cast(Any, table) if isinstance(table, Mapping) else getattr(table, "columns", ())
    found: dict[object, list[Any]]
    try:
        found = {each: [*table[each]] for each in names}
    except (TypeError, KeyError, ValueError):
        found = {}
    if not found:
        fail("given-no-table", mark, dataset=name, what=f"{kind}, without columns")
    return found


def _refuse_frame(name: str, table: Any, mark: Mark) -> None:
    """What of a data frame no file would hold: names in its index, columns of several levels, or two of one name."""
    columns = [str(each) for each in getattr(table, "columns", ())]
    index = getattr(getattr(table, "index", None), "names", ())
    if named := [str(each) for each in index if each is not None]:
        fail("given-index", mark, dataset=name, names=tuple(named))
    if getattr(getattr(table, "columns", None), "nlevels", 1) > 1 or len(set(columns)) < len(columns):
        fail("given-no-table", mark, dataset=name, what="columns of several levels, or two of one name")


def _written(cell: Any, column: str, row: int, mark: Mark) -> str:
    """As a Norwegian file has it: a decimal comma, dates in ISO 8601."""
    if isinstance(cell, str):
        return cell
    if type(cell).__name__ in _NOTHING or cell != cell:
        return ""
    if isinstance(cell, datetime):
        day = cell.date() if cell == datetime.combine(cell.date(), datetime.min.time(), cell.tzinfo) else None
        return str(day or cell.isoformat(sep=" "))
    if isinstance(cell, date):
        return cell.isoformat()
    number = None if type(cell) is bool else cell
    if isinstance(number, Integral):
        return str(int(number))
    if isinstance(number, Real | Decimal) and isfinite(number):
        return f"{Decimal(repr(float(cell))).normalize():f}".replace(".", ",")
    return fail("given-cell", mark, column=column, row=row, value=repr(cell)[:60], kind=type(cell).__name__)


def _nowhere(_row: int, _column: int) -> Mark:
    return Mark("")


def _refuse_other_types(
    columns: Mapping[str, list[Any]], written: Mapping[str, list[str]], source: SourceSpec, mark: Mark
) -> None:
    """What is text in the program must be read as text."""
    letters = tuple(column_letter(at) for at in range(len(written)))
    rows = range(2, len(next(iter(written.values()))) + 2)
    texts: list[list[Cell]] = [[*each] for each in written.values()]
    rows = range(2, len(texts[0]) + 2)
    letters = tuple(map(column_letter, range(len(texts))))
    cells = Cells(tuple(written), tuple(texts), rows, _nowhere, True, _DELIMITER, letters=letters)
    read = type_columns(cells, source, Problems())
    problems = Problems()
    for name, column in read.items():
        own = [cell for cell in columns[name] if isinstance(cell, str)]
        if own and (column.is_number or column.is_date) and name not in dict(source.columns):
            kind = "numbers" if column.is_number else "dates"
            problems.error("given-texts-read-otherwise", mark, column=name, value=own[0], kind=kind)
    problems.raise_errors()
