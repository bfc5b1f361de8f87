"""Columns of values as programs hold them, from Parquet or a database → ``Cells``. They need no guessing: each has its type."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite, isnan
from typing import Any

from deckgen.data.cells import Cell, Cells, tidy_name
from deckgen.data.csv_file import CONTROL
from deckgen.errors import Mark, Problems

EXACT = 2**53  # from here on a float does not hold every whole number: such a column holds no quantities


def cells_of_values(names: Sequence[str], columns: Iterable[Sequence[Any]], file: str, problems: Problems) -> Cells:
    """Rows count from 1. None and NaN are empty, a truth is as Excel shows it, a time at midnight is its date.

    What no table can hold is an error or, where a whole column is of a kind that none can show, left out with a warning.
    """
    kept: list[str] = []
    cells: list[list[Cell]] = []
    for name, column in zip(map(tidy_name, names), columns, strict=True):
        if kind := next((type(value).__name__ for value in column if not isinstance(value, _PLAIN)), ""):
            problems.warning("column-left-out", Mark(file), column=name, kind=kind)
            continue
        if name in kept:
            problems.error("duplicate-column", Mark(file), column=name)
        kept.append(name)
        cells.append(_cells(column, name, file, problems))
    rows = range(1, (len(cells[0]) if cells else 0) + 1)
    return Cells(tuple(kept), tuple(cells), rows, lambda row, _: Mark(file, place=f"row {row}"), numerals=False)


_PLAIN = (type(None), str, bool, int, float, Decimal, date, datetime, time)


def _cells(column: Sequence[Any], name: str, file: str, problems: Problems) -> list[Cell]:
    if any(isinstance(value, int) and abs(value) >= EXACT for value in column):
        column = [str(value) if isinstance(value, int) else value for value in column]
    cells = [_cell(value) for value in column]
    for at, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell and (found := CONTROL.search(cell)):
                told = {"row": at + 1, "column": name, "character": f"U+{ord(found[0]):04X}"}
                problems.error("control-character-in-cell", Mark(file, place=f"row {at + 1}"), **told)
        elif not isfinite(cell):
            problems.error("number-infinite", Mark(file, place=f"row {at + 1}"), row=at + 1, column=name)
    return cells


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
