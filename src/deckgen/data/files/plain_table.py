"""Columns of values as programs hold them, from Parquet or a database → ``Cells``. They need no guessing: each has its type."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import inf, isnan
from typing import Any

from deckgen.data.cells import CONTROL, Cell, Cells, tidy_name
from deckgen.errors import Mark, Problems

EXACT = 2**53  # from here on a float does not hold every whole number: such a column holds no quantities


def cells_of_values(names: Sequence[str], columns: Iterable[Sequence[Any]], file: str, problems: Problems) -> Cells:
    """Rows count from 1. None and NaN are empty, a truth is as Excel shows it, a time at midnight is its date.

    What no table can hold is an error or, where a whole column is of a kind that none can show, left out with a warning.
    """
    kept: list[str] = []
    cells: list[list[Cell]] = []
    for name, column in zip(map(tidy_name, names), columns, strict=True):
        kinds = set(map(type, column))
        if other := sorted(kind.__name__ for kind in kinds if not issubclass(kind, _PLAIN)):
            problems.warning("column-left-out", Mark(file), column=name, kind=other[0])
            continue
        if name in kept:
            problems.error("duplicate-column", Mark(file), column=name)
        kept.append(name)
        cells.append(_cells(column, kinds))
        _refuse(cells[-1], kinds, name, file, problems)
    rows = range(1, (len(cells[0]) if cells else 0) + 1)
    return Cells(tuple(kept), tuple(cells), rows, lambda row, _: Mark(file, place=f"row {row}"), numerals=False)


_PLAIN = (type(None), str, bool, int, float, Decimal, date, datetime, time)


def _cells(column: Sequence[Any], kinds: set[type]) -> list[Cell]:
    """The quick ways are for columns of one kind, as most are."""
    if kinds <= {str}:
        return list(column)
    if kinds <= {str, type(None)}:
        return ["" if value is None else value for value in column]
    if kinds <= {float, type(None)}:
        return ["" if value is None or value != value else value for value in column]
    if int in kinds and any(isinstance(value, int) and abs(value) >= EXACT for value in column):
        column = [str(value) if isinstance(value, int) else value for value in column]
    return [_cell(value) for value in column]


def _refuse(cells: list[Cell], kinds: set[type], name: str, file: str, problems: Problems) -> None:
    """Tell of what a cell must not hold, at the first row that has it."""
    for cell in dict.fromkeys(cells) if str in kinds else ():
        if isinstance(cell, str) and (found := CONTROL.search(cell)):
            row = cells.index(cell) + 1
            told = {"row": row, "column": name, "character": f"U+{ord(found[0]):04X}"}
            problems.error("control-character-in-cell", Mark(file, place=f"row {row}"), **told)
    for number in (inf, -inf):
        if number in cells:
            row = cells.index(number) + 1
            problems.error("number-infinite", Mark(file, place=f"row {row}"), row=row, column=name)


def _cell(value: Any) -> Cell:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "SANN" if value else "USANN"
        case datetime():
            return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
        case date() | time():
            return value.isoformat()
        case _:
            number = float(value)
            return "" if isnan(number) else number
