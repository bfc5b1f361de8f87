"""An OpenDocument spreadsheet's bytes → its sheets: their filled cells, each with what it holds and what it shows.

Cells and rows that are alike are stored once with a count, which a program may set to the whole sheet: what is empty is passed
over, what is filled is bounded.
"""

from __future__ import annotations

import importlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from deckgen.data.dataset import SourceSpec
from deckgen.data.files.grid import LAST_COLUMN, LAST_ROW, Area
from deckgen.data.files.zipped import LARGEST, open_zip
from deckgen.errors import Mark, fail
from deckgen.powerpoint.element import Element

KIND = "an OpenDocument spreadsheet"
MOST_CELLS = 5_000_000  # that are filled, repeated ones counted as often as they stand

_SPACE = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
_GROUPS = ("table-row-group", "table-rows", "table-header-rows")
_COLUMN_GROUPS = ("table-column-group", "table-columns", "table-header-columns")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:[0-9]{3}")
Kind: TypeAlias = Literal["number", "percent", "date", "time", "boolean", "text", "error"]


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{_SPACE[prefix]}}}{local}"


_TABLE, _ROW, _COLUMN = _name("table:table"), _name("table:table-row"), _name("table:table-column")
_CELL, _COVERED, _STYLE = _name("table:table-cell"), _name("table:covered-table-cell"), _name("style:style")
_NUMBERS = _name("number:number-style")
_P = _name("text:p")
_NOT_SHOWN = frozenset({_name("office:annotation"), _name("table:shapes")})


@dataclass(frozen=True, slots=True)
class OdsCell:
    """``held`` is the number, date or time as the file holds it, ``text`` what one sees."""

    kind: Kind
    held: str
    text: str
    digits: int = 0  # that its format shows at least


@dataclass(slots=True)
class _Styles:
    """What is told of sheets that are hidden, and of numbers that are shown with so many digits, 0301."""

    hidden: set[str] = field(default_factory=set[str])
    digits: dict[str, int] = field(default_factory=dict[str, int])  # by the cells' styles
    _formats: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, element: Element) -> None:
        name = element.get(_name("style:name"), "")
        if element.tag == _NUMBERS:
            parts = [each for each in element if _local(each) == "number"]
            digits = parts[0].get(_name("number:min-integer-digits"), "1") if len(parts) == 1 else "1"
            if digits.isascii() and digits.isdecimal() and 1 < int(digits) < 20:
                self._formats[name] = int(digits)
        elif element.get(_name("style:family")) == "table":
            if any(each.get(_name("table:display")) == "false" for each in element):
                self.hidden.add(name)
        elif found := self._formats.get(element.get(_name("style:data-style-name"), "")):
            self.digits[name] = found


@dataclass(slots=True)
class Sheet:
    """A sheet as it is being read. Rows and columns count from 1; ``row`` and ``column`` are the next ones."""

    name: str
    is_hidden: bool
    cells: dict[tuple[int, int], OdsCell] = field(default_factory=dict[tuple[int, int], OdsCell])
    merged: list[Area] = field(default_factory=list[Area])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    styles: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])  # of columns: the last one, and its style
    row: int = 1
    column: int = 1


def parts_of(data: bytes, spec: SourceSpec, mark: Mark) -> tuple[bytes, ...]:
    """The documents within the file: its styles, and its content. Raises DeckgenError for what is no such file."""
    if data.lstrip()[:5] == b"<?xml":  # the flat form
        if len(data) > LARGEST:
            fail("workbook-too-large", mark, file=spec.file, size=len(data) // 1_000_000, limit=LARGEST // 1_000_000)
        return (data,)
    with open_zip(data, spec, mark, KIND) as archive:
        try:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                fail("workbook-encrypted", mark, file=spec.file)
            styles = (archive.read("styles.xml"),) if "styles.xml" in archive.namelist() else ()
            return (*styles, archive.read("content.xml"))
        except (KeyError, OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
            fail("workbook-broken", mark, file=spec.file, kind=KIND)


def sheets_of(data: bytes, spec: SourceSpec, mark: Mark) -> tuple[Sheet, ...]:
    """The sheets, in the order of the file. Raises DeckgenError for what is no such file, or too large."""
    etree: Any = importlib.import_module("lxml.etree")
    reading = _Reading(spec, mark)
    try:
        for part in parts_of(data, spec, mark):
            if b"<!DOCTYPE" in part[:10_000]:
                fail("workbook-broken", mark, file=spec.file, kind=KIND)
            events: Iterable[tuple[str, Element]] = etree.iterparse(
                io.BytesIO(part),
                events=("start", "end"),
                tag=(_TABLE, _ROW, _COLUMN, _STYLE, _NUMBERS),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            )
            for event, element in events:
                reading.see(event, element)
    except etree.XMLSyntaxError:
        fail("workbook-broken", mark, file=spec.file, kind=KIND)
    return tuple(reading.sheets)


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    spec: SourceSpec
    mark: Mark
    styles: _Styles = field(default_factory=_Styles)
    sheets: list[Sheet] = field(default_factory=list[Sheet])
    count: int = 0  # of filled cells

    def see(self, event: str, element: Element) -> None:
        """A sheet when it begins; its columns and rows, and all styles, when they end."""
        if element.tag in (_STYLE, _NUMBERS):
            if event == "end":
                self.styles.add(element)
        elif not _is_in_sheet(element):
            return
        elif element.tag == _TABLE:
            if event == "start":
                style = element.get(_name("table:style-name"), "")
                self.sheets.append(Sheet(element.get(_name("table:name"), ""), style in self.styles.hidden))
        elif event == "end" and element.tag == _COLUMN:
            _add_column(self.sheets[-1], element)
        elif event == "end":
            sheet = self.sheets[-1]
            self.count = _add_row(sheet, element, self.styles, self.count)
            _forget(element)
            if self.count > MOST_CELLS:
                cells = f"{MOST_CELLS:,}".replace(",", " ")
                fail("sheet-too-large", self.mark, file=self.spec.file, sheet=sheet.name, cells=cells)


def _is_in_sheet(element: Element) -> bool:
    """Whether a table, row or column belongs to a sheet itself, not to a drawing or a note in it."""
    parent = element.getparent()
    if element.tag != _TABLE:
        while parent is not None and _local(parent) in (*_GROUPS, *_COLUMN_GROUPS):
            parent = parent.getparent()
        if parent is None or parent.tag != _TABLE:
            return False
        parent = parent.getparent()
    return parent is not None and parent.tag == _name("office:spreadsheet")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _forget(row: Element) -> None:
    """Let go what has been read, so that a large sheet is never in memory as XML."""
    element: Any = row
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _repeated(element: Element, what: str, most: int) -> int:
    text = element.get(_name(f"table:number-{what}"), "1")
    return min(max(int(text), 1), most) if text.isascii() and text.isdecimal() and len(text) < 10 else 1


def _is_away(element: Element) -> bool:
    return element.get(_name("table:visibility")) in ("collapse", "filter")


def _add_column(sheet: Sheet, element: Element) -> None:
    count = _repeated(element, "columns-repeated", LAST_COLUMN)
    if _is_away(element):
        sheet.hidden_columns.update(range(sheet.column, min(sheet.column + count, LAST_COLUMN + 1)))
    sheet.column += count
    sheet.styles.append((sheet.column - 1, element.get(_name("table:default-cell-style-name"), "")))


def _style_of_column(sheet: Sheet, column: int) -> str:
    return next((style for last, style in sheet.styles if column <= last), "")


def _add_row(sheet: Sheet, element: Element, styles: _Styles, count: int) -> int:
    """Add the row as often as it stands. ``count`` are the filled cells so far, and what comes back those with it."""
    repeated = _repeated(element, "rows-repeated", LAST_ROW)
    parent = element.getparent()
    away = _is_away(element) or (parent is not None and parent.get(_name("table:display")) == "false")
    found: dict[int, OdsCell] = {}
    column = 1
    for cell in element:
        if cell.tag not in (_CELL, _COVERED):
            continue
        times = _repeated(cell, "columns-repeated", LAST_COLUMN)
        made = _cell(cell) if cell.tag == _CELL else None  # what lies below a merged cell is not seen
        if made is not None and made.kind == "number" and styles.digits:
            style = cell.get(_name("table:style-name"), "") or _style_of_column(sheet, column)
            made = replace(made, digits=styles.digits.get(style, 0))
        if made is not None:
            found.update(dict.fromkeys(range(column, min(column + times, LAST_COLUMN + 1)), made))
            _add_merged(sheet, cell, column)
        column += times
    count += len(found) * repeated
    if found and count <= MOST_CELLS:
        for row in range(sheet.row, sheet.row + repeated):
            sheet.cells.update({(row, place): cell for place, cell in found.items()})
    if away and found:
        sheet.hidden_rows.update(range(sheet.row, sheet.row + repeated))
    sheet.row += repeated
    return count


def _add_merged(sheet: Sheet, cell: Element, column: int) -> None:
    across, down = _repeated(cell, "columns-spanned", LAST_COLUMN), _repeated(cell, "rows-spanned", LAST_ROW)
    if across > 1 or down > 1:
        sheet.merged.append(Area(sheet.row, column, sheet.row + down - 1, column + across - 1))


def _cell(element: Element) -> OdsCell | None:
    """The cell; None where it is empty."""
    text = "\n".join(_said(each) for each in element if each.tag == _P).strip()
    kind = element.get(_name("office:value-type"), "")
    if element.get(_name("calcext:value-type")) == "error" or (
        element.get(_name("table:formula")) and _ERROR.fullmatch(text) and kind in ("string", "float", "")
    ):
        return OdsCell("error", "", text)
    if kind in ("float", "currency"):
        return OdsCell("number", element.get(_name("office:value"), ""), text)
    if kind == "percentage":
        return OdsCell("percent", element.get(_name("office:value"), ""), text)
    if kind == "date":
        return OdsCell("date", element.get(_name("office:date-value"), ""), text)
    if kind == "time":
        return OdsCell("time", element.get(_name("office:time-value"), ""), text)
    if kind == "boolean":
        return OdsCell("boolean", element.get(_name("office:boolean-value"), ""), text)
    return OdsCell("text", "", text) if text else None


def _said(element: Element) -> str:
    """The characters of a paragraph, with its blanks, tabs and line breaks; without its notes."""
    parts = [element.text or ""]
    for child in element:
        match _local(child):
            case "s":
                parts.append(" " * _count_of_blanks(child))
            case "tab":
                parts.append("\t")
            case "line-break":
                parts.append("\n")
            case _:
                parts.append("" if child.tag in _NOT_SHOWN else _said(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _count_of_blanks(element: Element) -> int:
    text = element.get(_name("text:c"), "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 1
