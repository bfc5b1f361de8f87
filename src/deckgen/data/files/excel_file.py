"""An Excel workbook's bytes → the cells of one sheet, as Excel shows them: a number shown as 0301 is the text "0301"."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING, cast

from deckgen.data.cells import CONTROL, Cell, Cells, shown
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.grid import LISTED, Area, Grid, Odd, area_of, cells_of_grid, choose_sheet, find_layout
from deckgen.data.files.layout import column_letter
from deckgen.data.files.number_formats import as_per_cent, number_format
from deckgen.data.files.zipped import open_zip
from deckgen.errors import Mark, Problems, fail

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as ExcelCell
    from openpyxl.worksheet.worksheet import Worksheet

KIND = "an Excel workbook"

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"  # what Office wrote before 2007, and still wraps an encrypted file in
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PADDED = re.compile(r"0[0#]+(?=;|$)")  # 0000, and 0###, which shows as many digits
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")  # how a workbook writes control characters
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def read_excel(data: bytes, spec: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """The table of one sheet: the header is the first row with cells, unless given. Raises DeckgenError where there is none."""
    workbook = _load(data, spec, mark, values=True)
    area = area_of(spec, mark)
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}

    def visible() -> list[str]:
        return [name for name, each in sheets.items() if each.sheet_state == "visible" and _filled(each, None)]

    sheet = sheets[choose_sheet(tuple(sheets), visible, spec, mark)]
    grid = Grid(
        _filled(sheet, area),
        sheet.title,
        spec,
        _raw,
        _text,
        tuple(Area(each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges),
        {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden},
        _hidden_columns(sheet),
    )
    layout = find_layout(grid, mark)
    _refuse_stale_formulas(data, grid, area, mark)
    return replace(cells_of_grid(grid, layout, problems), asides=_asides(grid, layout.header))


def _asides(grid: Grid[ExcelCell], header: int) -> tuple[str, ...]:
    """What Excel shows beside the cells: comments, and indents that may say what is a part of what."""
    comments: dict[str, list[str]] = {}
    for (row, column), cell in grid.cells.items():
        if cell.comment:
            text = " ".join(cell.comment.text.split())
            comments.setdefault(text, []).append(f"{column_letter(column - 1)}{row}")
    told = [f"comment in {', '.join(cells[:LISTED])}: {text}" for text, cells in comments.items()]
    body = {(column, _is_indented(cell)) for (row, column), cell in grid.cells.items() if row > header}
    mixed = [column_letter(column - 1) for column, indented in sorted(body) if indented and (column, False) in body]
    indents = [f"some cells of {mixed[0]} are indented: they may be parts of those above them"] if mixed else []
    return (*told[:LISTED], *indents)


def _is_indented(cell: ExcelCell) -> bool:
    return bool(cast(float | None, cell.alignment.indent))  # pyright: ignore[reportUnknownMemberType]


def _raw(cell: ExcelCell) -> Cell:
    value = cell.value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value).strip()


def _load(data: bytes, spec: SourceSpec, mark: Mark, *, values: bool) -> Workbook:
    if data.startswith(_COMPOUND_FILE):
        fail("workbook-encrypted" if _ENCRYPTED in data else "workbook-old", mark, file=spec.file)
    import openpyxl

    open_zip(data, spec, mark, KIND).close()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep; nothing is written back
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except Exception:  # openpyxl raises whatever it stumbles over in a damaged file
        fail("workbook-broken", mark, file=spec.file, kind=KIND)


def _filled(sheet: Worksheet, area: Area | None) -> dict[tuple[int, int], ExcelCell]:
    # Only cells that exist: a sheet formatted to its last row has a million rows, and few cells.
    cells: dict[tuple[int, int], ExcelCell] = sheet._cells  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportAssignmentType]
    return {
        (row, column): cell
        for (row, column), cell in sorted(cells.items(), key=lambda item: item[0])
        if cell.value is not None
        and str(cell.value).strip()
        and (area is None or (area.top <= row <= area.bottom and area.left <= column <= area.right))
    }


def _text(grid: Grid[ExcelCell], row: int, column: int, name: str, problems: Problems) -> Cell:
    """What Excel shows in the cell; a number where it is one."""
    cell = grid.cells[row, column]
    value = cell.value
    if cell.data_type == "e" and value not in grid.spec.symbols:
        problems.error("excel-error-in-cell", grid.mark(row, column), row=row, column=name, value=str(value))
        return ""
    if isinstance(value, bool):
        return "SANN" if value else "USANN"
    if isinstance(value, int | float):
        shown_as = number_format(cell.number_format)
        if shown_as.percent:
            per_cent = as_per_cent(value)
            return per_cent if isfinite(per_cent) else shown(value)
        if shown_as.odd and name and name not in grid.odd:
            grid.odd[name] = Odd(row, column, shown(float(value)), cell.number_format)
        padded = _PADDED.match(cell.number_format)
        return f"{int(value):0{len(padded[0])}d}" if padded and float(value).is_integer() else float(value)
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value)
    text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
    if found := CONTROL.search(text):
        problems.error(
            "control-character-in-cell", grid.mark(row, column), row=row, column=name, character=f"U+{ord(found[0]):04X}"
        )
    return text


def _moment(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat("minutes") if isinstance(value, time) and not value.second else str(value)


def _refuse_stale_formulas(data: bytes, grid: Grid[ExcelCell], area: Area, mark: Mark) -> None:
    """A program that writes formulas without opening Excel stores no results. Excel shows them; the file does not hold them."""
    with open_zip(data, grid.spec, mark, KIND) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(_FORMULA.search(archive.read(name)) for name in sheets):
            return
    written = _load(data, grid.spec, mark, values=False)[grid.title]
    formulas = [place for place, cell in _filled(written, area).items() if cell.data_type == "f"]  # pyright: ignore
    formulas = [place for place in formulas if place[0] not in grid.around]
    if formulas and not any(place in grid.cells for place in formulas):
        fail("formulas-without-results", grid.mark(*formulas[0]), file=grid.spec.file)


def _hidden_columns(sheet: Worksheet) -> set[int]:
    return {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 1, (dimension.max or 0) + 1)
    }
