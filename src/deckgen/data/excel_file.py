"""An Excel workbook's bytes → the cells of one sheet, as Excel shows them: a number shown as 0301 is the text "0301"."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

from deckgen.data.cells import Cell, Cells, name_columns, rename_columns, tidy_name
from deckgen.data.columns import shown
from deckgen.data.csv_file import CONTROL
from deckgen.data.dataset import SourceSpec
from deckgen.data.layout import (
    LOOKED_AT,
    Layout,
    Row,
    column_letter,
    find_header,
    find_last,
    join_header,
    tell_layout,
    texts_of,
)
from deckgen.data.number_formats import as_per_cent, number_format
from deckgen.errors import Mark, Problems, fail

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as ExcelCell
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 500_000_000  # bytes, unpacked
SMALL = 50_000_000  # bytes: so much may be packed as tightly as it will
MOST_TIGHTLY = 100  # times the file's size; a sheet of one number over and over packs 60 times
LISTED = 10  # rows or areas that a warning lists

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"  # what Office wrote before 2007, and still wraps an encrypted file in
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PADDED = re.compile(r"0[0#]+(?=;|$)")  # 0000, and 0###, which shows as many digits
_ROWS_END = re.compile(r":\$?[A-Za-z]*\$?[0-9]+$")  # a range that says where it ends
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")  # how a workbook writes control characters
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")

Area: TypeAlias = tuple[int, int, int, int]  # first column, first row, last column, last row; all count from 1


@dataclass(slots=True)
class _Grid:
    """A sheet's cells that hold something, by row and column."""

    cells: dict[tuple[int, int], ExcelCell]
    sheet: Worksheet
    spec: SourceSpec
    around: set[int] = field(default_factory=set[int])  # rows with cells that are no part of the table
    odd: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])  # columns shown otherwise, with a cell

    def keep(self, layout: Layout) -> None:
        """Only the table's own cells."""
        self.around = {row for row, _ in self.cells if not layout.first <= row <= layout.last}
        self.cells = {(row, column): cell for (row, column), cell in self.cells.items() if row not in self.around}

    def mark(self, row: int, column: int) -> Mark:
        from openpyxl.utils import get_column_letter

        return Mark(self.spec.file, place=f"{self.sheet.title}!{get_column_letter(column)}{row}")


def read_excel(data: bytes, spec: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """The table of one sheet: the header is the first row with cells, unless given. Raises DeckgenError where there is none."""
    workbook = _load(data, spec, mark, values=True)
    sheet = _choose_sheet(workbook, spec, mark)
    grid = _Grid(_filled(sheet, _area(spec, mark)), sheet, spec)
    if not grid.cells:
        fail("data-file-empty", mark, file=f"{spec.file}, {sheet.title}")
    layout = _layout(grid, mark)
    grid.keep(layout)
    columns = sorted({column for _, column in grid.cells})
    rows = sorted({row for row, _ in grid.cells if row > layout.header})
    _refuse_stale_formulas(data, grid, mark)
    here = Mark(spec.file, place=sheet.title)
    tell_layout(layout, (spec.header_row > 0, _is_end_given(spec)), here, problems)
    letters = tuple(column_letter(column - 1) for column in columns)
    header = _header(grid, layout, columns, problems)
    rename_columns(header, letters, spec.names, here, problems)
    bodies = [[_text(grid, row, column, name, problems) for row in rows] for name, column in zip(header, columns, strict=True)]
    filled = [any(cell != "" for cell in body) for body in bodies]
    indices = name_columns(header, filled, lambda index: grid.mark(layout.header, columns[index]), problems, letters)
    placed = [columns[index] for index in indices]
    _warn_of_the_unseen(grid, layout, rows, placed, problems)
    return Cells(
        tuple(header[index] for index in indices),
        tuple(bodies[index] for index in indices),
        rows,
        lambda row, index: grid.mark(row, placed[index]),
        numerals=False,
        sheet=sheet.title,
        layout=layout,
        letters=tuple(letters[index] for index in indices),
    )


def _layout(grid: _Grid, mark: Mark) -> Layout:
    """Where the table is in the sheet, or in the range of it that the spec gives."""
    spec = grid.spec
    filled: dict[int, list[int]] = {}
    for row, column in grid.cells:
        filled.setdefault(row, []).append(column)
    numbers = sorted(filled)

    def raw(row: int) -> Row:
        return {column: _raw(grid.cells[row, column]) for column in filled[row]}

    if spec.header_row:
        first, header = spec.header_row, max(spec.header_row, spec.header_end)
        if header not in filled:
            fail("header-row-empty", mark, row=header, file=spec.file, sheet=grid.sheet.title)
    else:
        first, header = find_header([(row, raw(row)) for row in numbers[:LOOKED_AT]], spec.symbols)
    body = [row for row in numbers if row > header]
    last = spec.last_row or (body or numbers)[-1]
    if body and not _is_end_given(spec):
        last = find_last(body, raw, spec.symbols)
    above = texts_of(raw(row) for row in numbers if row < first)
    return Layout(first, header, last, above, texts_of(raw(row) for row in numbers if row > last))


def _is_end_given(spec: SourceSpec) -> bool:
    return spec.last_row > 0 or bool(_ROWS_END.search(spec.range))


def _raw(cell: ExcelCell) -> Cell:
    value = cell.value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value).strip()


def _header(grid: _Grid, layout: Layout, columns: list[int], problems: Problems) -> list[str]:
    """The columns' names, from one row or several, in which cells may be merged over those to their right."""
    rows = range(layout.first, layout.header + 1)
    named = [
        {column: str(_text(grid, row, column, "", problems)) for column in columns if (row, column) in grid.cells}
        for row in rows
    ]
    ends = [
        {area.min_col: area.max_col for area in grid.sheet.merged_cells.ranges if area.min_row <= row <= area.max_row}
        for row in rows
    ]
    return [tidy_name(name) for name in join_header(named, columns, grid.spec.header_between, ends)]


def _load(data: bytes, spec: SourceSpec, mark: Mark, *, values: bool) -> Workbook:
    if data.startswith(_COMPOUND_FILE):
        fail("workbook-encrypted" if _ENCRYPTED in data else "workbook-old", mark, file=spec.file)
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        fail("workbook-broken", mark, file=spec.file)
    if unpacked > SMALL and unpacked > MOST_TIGHTLY * len(data):
        fail("workbook-bomb", mark, file=spec.file)
    if unpacked > LARGEST:
        fail("workbook-too-large", mark, file=spec.file, size=unpacked // 1_000_000, limit=LARGEST // 1_000_000)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep; nothing is written back
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except Exception:  # openpyxl raises whatever it stumbles over in a damaged file
        fail("workbook-broken", mark, file=spec.file)


def _choose_sheet(workbook: Workbook, spec: SourceSpec, mark: Mark) -> Worksheet:
    from difflib import get_close_matches

    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    names = tuple(sheets)
    if spec.sheet:
        if spec.sheet not in sheets:
            nearest = get_close_matches(spec.sheet, names, 1, 0.5)
            fail("sheet-missing", mark, sheet=spec.sheet, file=spec.file, sheets=names, nearest=nearest[0] if nearest else "")
        return sheets[spec.sheet]
    shown = [sheet for sheet in sheets.values() if sheet.sheet_state == "visible" and _filled(sheet, None)]
    if len(shown) > 1:
        fail("sheet-not-named", mark, file=spec.file, sheets=tuple(sheet.title for sheet in shown))
    if not shown:
        fail("data-file-empty", mark, file=spec.file)
    return shown[0]


def _area(spec: SourceSpec, mark: Mark) -> Area | None:
    if not spec.range:
        return None
    from openpyxl.utils import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(spec.range.replace("$", "").upper())
    except (ValueError, TypeError):
        fail("range-unreadable", mark, range=spec.range)
    return left or 1, top or 1, right or 16_384, bottom or 1_048_576


def _filled(sheet: Worksheet, area: Area | None) -> dict[tuple[int, int], ExcelCell]:
    # Only cells that exist: a sheet formatted to its last row has a million rows, and few cells.
    cells: dict[tuple[int, int], ExcelCell] = sheet._cells  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportAssignmentType]
    left, top, right, bottom = area or (1, 1, 16_384, 1_048_576)
    return {
        (row, column): cell
        for (row, column), cell in sorted(cells.items(), key=lambda item: item[0])
        if cell.value is not None and str(cell.value).strip() and top <= row <= bottom and left <= column <= right
    }


def _text(grid: _Grid, row: int, column: int, name: str, problems: Problems) -> Cell:
    """What Excel shows in the cell; a number where it is one."""
    cell = grid.cells.get((row, column))
    if cell is None:
        return ""
    value = cell.value
    if cell.data_type == "e":
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
            grid.odd[name] = (row, column)
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


def _refuse_stale_formulas(data: bytes, grid: _Grid, mark: Mark) -> None:
    """A program that writes formulas without opening Excel stores no results. Excel shows them; the file does not hold them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(_FORMULA.search(archive.read(name)) for name in sheets):
            return
    written = _load(data, grid.spec, mark, values=False)[grid.sheet.title]
    formulas = [place for place, cell in _filled(written, _area(grid.spec, mark)).items() if cell.data_type == "f"]  # pyright: ignore
    formulas = [place for place in formulas if place[0] not in grid.around]
    if formulas and not any(place in grid.cells for place in formulas):
        fail("formulas-without-results", grid.mark(*formulas[0]), file=grid.spec.file)


def _warn_of_the_unseen(grid: _Grid, layout: Layout, rows: list[int], columns: list[int], problems: Problems) -> None:
    """What is read though Excel hides it, and what is not read though it seems to stand there."""
    here = Mark(grid.spec.file, place=grid.sheet.title)
    hidden = [
        row for row in (layout.header, *rows) if row in grid.sheet.row_dimensions and grid.sheet.row_dimensions[row].hidden
    ]
    if hidden:
        problems.warning("hidden-rows", here, count=len(hidden), rows=tuple(map(str, hidden[:LISTED])))
    if away := [column_letter(column - 1) for column in columns if _is_hidden(grid.sheet, column)]:
        problems.warning("hidden-columns", here, count=len(away), columns=tuple(away[:LISTED]))
    for name, place in grid.odd.items():
        shown_as = grid.cells[place].number_format
        value = shown(_raw(grid.cells[place]))
        problems.warning("shown-otherwise", grid.mark(*place), row=place[0], column=name, value=value, format=shown_as)
    body, across = set(rows), set(columns)
    merged = [
        str(area)
        for area in sorted(grid.sheet.merged_cells.ranges, key=lambda area: (area.min_row, area.min_col))
        if _counted(body, area.min_row, area.max_row) * _counted(across, area.min_col, area.max_col) > 1
    ]
    if merged:
        problems.warning("merged-cells", here, areas=tuple(merged[:LISTED]))


def _counted(numbers: set[int], first: int, last: int) -> int:
    return sum(number in numbers for number in range(first, last + 1))


def _is_hidden(sheet: Worksheet, column: int) -> bool:
    return any(
        dimension.hidden and (dimension.min or 0) <= column <= (dimension.max or 0)
        for dimension in sheet.column_dimensions.values()
    )
