"""An OpenDocument spreadsheet's bytes (.ods, .fods) → the cells of one sheet, as LibreOffice and Excel show them.

The format keeps both what a cell holds and what it shows. The number is taken, unless one sees something else: 0301 is a code,
70,9 % is seventy.
"""

from __future__ import annotations

import re

from deckgen.data.cells import CONTROL, Cell, Cells, shown
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.grid import Grid, Odd, area_of, cells_of_grid, choose_sheet, find_layout
from deckgen.data.files.number_formats import as_per_cent
from deckgen.data.files.ods_content import OdsCell, sheets_of
from deckgen.data.numerals import read_numerals
from deckgen.errors import Mark, Problems

_TIME = re.compile(r"PT([0-9]+)H([0-9]+)M([0-9]+)(?:[.,][0-9]+)?S")
_UNITS = re.compile(r"\s*(?:kr\.?|nok|€|\$|£)\s*", re.IGNORECASE)


def read_ods(data: bytes, spec: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """The table of one sheet. Raises DeckgenError where there is none, and for what is no such file."""
    area = area_of(spec, mark)
    sheets = {sheet.name: sheet for sheet in sheets_of(data, spec, mark)}

    def visible() -> list[str]:
        return [name for name, each in sheets.items() if not each.is_hidden and each.cells]

    sheet = sheets[choose_sheet(tuple(sheets), visible, spec, mark)]
    cells = {
        (row, column): cell
        for (row, column), cell in sheet.cells.items()
        if area.top <= row <= area.bottom and area.left <= column <= area.right
    }
    grid = Grid(cells, sheet.name, spec, _raw, _text, sheet.merged, sheet.hidden_rows, sheet.hidden_columns)
    return cells_of_grid(grid, find_layout(grid, mark), problems)


def _raw(cell: OdsCell) -> Cell:
    number = _held(cell)
    return cell.text if number is None else number


def _held(cell: OdsCell) -> float | None:
    """The number that the cell holds; None where it holds none."""
    if cell.kind not in ("number", "percent"):
        return None
    try:
        number = float(cell.held) if "_" not in cell.held else float("nan")
    except ValueError:
        return None
    return number if abs(number) < 1e300 else None


def _text(grid: Grid[OdsCell], row: int, column: int, name: str, problems: Problems) -> Cell:
    """What is seen in the cell; a number where it is one."""
    cell = grid.cells[row, column]
    if cell.kind == "error" and cell.text not in grid.spec.symbols:
        problems.error("excel-error-in-cell", grid.mark(row, column), row=row, column=name, value=cell.text)
        return ""
    number = _held(cell)
    if number is not None:
        return _number(grid, row, column, name, cell, number)
    if cell.kind == "boolean":
        return "SANN" if cell.held == "true" else "USANN"
    if cell.kind == "date":
        return _day(cell.held) or cell.text
    if cell.kind == "time":
        return _clock(cell.held) or cell.text
    if found := CONTROL.search(cell.text):
        character = f"U+{ord(found[0]):04X}"
        problems.error("control-character-in-cell", grid.mark(row, column), row=row, column=name, character=character)
    return cell.text


def _number(grid: Grid[OdsCell], row: int, column: int, name: str, cell: OdsCell, number: float) -> Cell:
    if cell.kind == "percent":
        return as_per_cent(number)
    if cell.digits and number.is_integer() and number >= 0:
        return f"{int(number):0{cell.digits}d}"
    if len(cell.text) > 1 and cell.text.isdecimal() and cell.text[0] == "0" and float(cell.text) == number:
        return cell.text  # 0301, by a format that is told elsewhere
    if name and name not in grid.odd and not _shows(cell.text, number):
        grid.odd[name] = Odd(row, column, shown(number), cell.text)
    return number


def _shows(text: str, number: float) -> bool:
    """Whether one sees the number itself, rounded perhaps; and not thousands of it, or a word behind it."""
    bare = _UNITS.sub("", text)
    for decimal in (",", "."):
        read = read_numerals([bare], decimal, ";", codes=True)
        if isinstance(read, list):
            _, sign, decimals = bare.rpartition(decimal)
            if abs(read[0] - number) <= 0.5 * 10.0 ** -(len(decimals) if sign else 0) * (1 + 1e-9):
                return True
    return not bare or "E" in bare.upper()


def _day(held: str) -> str:
    """2013-04-08, or with the time of day where there is one."""
    day, _, clock = held.partition("T")
    hours = clock[:5]
    return day if not hours or clock.startswith("00:00:00") else f"{day} {hours}"


def _clock(held: str) -> str:
    match = _TIME.fullmatch(held)
    if match is None:
        return ""
    hours, minutes, seconds = (int(part) for part in match.groups())
    return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")
