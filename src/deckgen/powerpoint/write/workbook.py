"""A chart → its workbook (.xlsx), which PowerPoint opens for "Edit Data": one sheet, the chart's cells and nothing else.

Texts are shared strings, so that "=1+1" and "0301" stay what they are. Numbers are whole, in the format that the chart shows.

A total is a formula over its parts. Where a part is missing the formula gives #N/A, which a line leaves out: a text, also "",
would be drawn as zero. A total that is not the sum of its parts is written as the number it is.
"""

import re
from functools import cache, lru_cache
from math import fsum, isclose
from typing import NamedTuple

from deckgen.model import Chart, Value
from deckgen.powerpoint.package import Member, deflate, pack
from deckgen.powerpoint.write.cells import (
    Place,
    cell_format,
    column_name,
    drawn_values,
    format_code,
    number_text,
    places,
    quoted,
)
from deckgen.powerpoint.write.relationships import OFFICE, relationship, relationships
from deckgen.powerpoint.xml import DECLARATION, Xml, attribute, escape, joined

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_GENERAL, _HEADER, _TEXT, _NUMBER, _SECOND = range(5)  # the cells' styles, in the order of ``_styles``
_NARROWEST, _WIDEST = 12, 60  # columns, in characters
_LONGEST_TEXT = 32_767  # in one cell, Excel's own limit
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what Excel would read as a character's code


def workbook(chart: Chart) -> bytes:
    """The same chart gives the same bytes. Raises ValueError for what a chart or a workbook cannot hold."""
    placed = places(chart)
    grid = _Grid([[] for _ in range(1 + max(place.rows for place in placed))], {})
    widths = _fill(grid, chart, placed)
    second = next((place.series for place in placed if place.series.second_axis), placed[0].series)
    content_types, root, rels = _fixed()
    return pack(
        (
            content_types,
            root,
            _workbook(chart.sheet),
            rels,
            _sheet(grid, widths, texts=chart.kind != "scatter"),
            _styles(cell_format(chart, placed[0].series), cell_format(chart, second)),
            _shared_strings(tuple(grid.strings)),
        )
    )


class _Grid(NamedTuple):
    """The cells so far, by row and in the order of the columns, and the texts with their numbers."""

    rows: list[list[Xml]]
    strings: dict[str, int]

    def text(self, row: int, column: int, text: str, style: int) -> None:
        """An empty text leaves the cell empty."""
        if text:
            index = self.strings.setdefault(text, len(self.strings))
            self.rows[row].append(Xml(f'<c r="{column_name(column)}{row + 1}" s="{style}" t="s"><v>{index}</v></c>'))

    def numbers(self, column: int, values: tuple[Value, ...], style: int) -> None:
        """What is missing leaves its cell empty: the chart draws a gap."""
        name = column_name(column)
        for row, value in enumerate(values, 1):
            if value.number is not None:
                self.rows[row].append(Xml(f'<c r="{name}{row + 1}" s="{style}"><v>{number_text(value.number)}</v></c>'))


def _fill(grid: _Grid, chart: Chart, placed: list[Place]) -> list[int]:
    """Write every column; their widths."""
    widths: list[int] = []
    parts = [place for place in placed if place.series.role == "part"]
    if chart.kind != "scatter":
        grid.text(0, 0, chart.corner, _HEADER)
        for row, category in enumerate(chart.categories, 1):
            grid.text(row, 0, category, _TEXT)
        widths.append(_width(max((chart.corner, *chart.categories), key=len)))
    for place in placed:
        if chart.kind == "scatter" and place.values == place.xs + 1:
            header = chart.corner or chart.category_title
            grid.text(0, place.xs, header, _HEADER)
            grid.numbers(place.xs, place.series.xs, _GENERAL)
            widths.append(_width(header))
        grid.text(0, place.values, place.series.name, _HEADER)
        if place.series.role == "total":
            _totals(grid, place, parts)
        else:
            grid.numbers(place.values, drawn_values(place.series), _SECOND if place.series.second_axis else _NUMBER)
        widths.append(_width(place.series.name))
    return widths


def _width(text: str) -> int:
    return min(max(len(text) + 3, _NARROWEST), _WIDEST)


def _totals(grid: _Grid, place: Place, parts: list[Place]) -> None:
    """A formula wherever it gives what the chart shows."""
    name, first, last = (column_name(column) for column in (place.values, parts[0].values, parts[-1].values))
    for row, total in enumerate(place.series.values, 1):
        numbers = [part.series.values[row - 1].number for part in parts]
        there = [number for number in numbers if number is not None]
        whole = len(there) == len(numbers)
        cells = f"{first}{row + 1}:{last}{row + 1}"
        formula = f"<f>IF(COUNT({cells})={len(parts)},SUM({cells}),NA())</f>"
        cell = f'<c r="{name}{row + 1}" s="{_NUMBER}"'
        if total.number is None:
            if not whole:
                grid.rows[row].append(Xml(f'{cell} t="e">{formula}<v>#N/A</v></c>'))
            continue
        summed = whole and isclose(fsum(there), total.number, rel_tol=1e-9, abs_tol=1e-12)
        grid.rows[row].append(Xml(f"{cell}>{formula if summed else ''}<v>{number_text(total.number)}</v></c>"))


# --- the parts ---


def _sheet(grid: _Grid, widths: list[int], *, texts: bool) -> Member:
    """``texts``: column A holds texts, also where they look like numbers, and Excel is not to complain about that."""
    last = len(grid.rows)
    rows = "".join([f'<row r="{number}">{"".join(cells)}</row>' for number, cells in enumerate(grid.rows, 1)])
    columns = "".join([f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)])
    ignored = f'<ignoredErrors><ignoredError sqref="A2:A{last}" numberStoredAsText="1"/></ignoredErrors>' if texts else ""
    xml = Xml(
        f'{DECLARATION}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{column_name(len(widths) - 1)}{last}"/>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{rows}</sheetData>{ignored}</worksheet>"
    )
    return deflate("xl/worksheets/sheet1.xml", xml.encode())


@lru_cache(64)
def _shared_strings(strings: tuple[str, ...]) -> Member:
    """Remembered: categories and series are often called the same in the next deck."""
    items = joined([_string(text) for text in strings])
    xml = Xml(f'{DECLARATION}<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}">{items}</sst>')
    return deflate("xl/sharedStrings.xml", xml.encode())


def _string(text: str) -> Xml:
    if len(text) > _LONGEST_TEXT:
        raise ValueError(f"a text of {len(text)} characters: a cell has {_LONGEST_TEXT} at most")
    space = ' xml:space="preserve"' if text != text.strip() else ""
    plain = _ESCAPED.sub("_x005F_", text) if "_x" in text else text
    return Xml(f"<si><t{space}>{escape(plain)}</t></si>")


@lru_cache(64)
def _workbook(sheet: str) -> Member:
    quoted(sheet)  # refuses what Excel does not take
    xml = Xml(
        f'{DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE}"><workbookPr/><bookViews><workbookView/></bookViews>'
        f'<sheets><sheet name="{attribute(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    return deflate("xl/workbook.xml", xml.encode())


@lru_cache(64)
def _styles(number: str, second: str) -> Member:
    """General, the header, text, and the numbers of the first and second axis."""
    cell = '<xf numFmtId="{}" fontId="{}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    cells = "".join([cell.format(*style) for style in ((0, 0), (49, 1), (49, 0), (164, 0), (165, 0))])
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    codes = ((164, format_code(number)), (165, format_code(second)))
    formats = "".join([f'<numFmt numFmtId="{identity}" formatCode="{code}"/>' for identity, code in codes])
    xml = Xml(
        f'{DECLARATION}<styleSheet xmlns="{_MAIN}"><numFmts count="2">{formats}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="5">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
    return deflate("xl/styles.xml", xml.encode())


@cache
def _fixed() -> tuple[Member, Member, Member]:
    """[Content_Types].xml and the relationships, the same for every workbook."""
    parts = (
        ("workbook", f"{_TYPE}.sheet.main+xml"),
        ("worksheets/sheet1", f"{_TYPE}.worksheet+xml"),
        ("styles", f"{_TYPE}.styles+xml"),
        ("sharedStrings", f"{_TYPE}.sharedStrings+xml"),
    )
    overrides = "".join([f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/>' for name, kind in parts])
    types = Xml(
        f'{DECLARATION}<Types xmlns="{_CONTENT_TYPES}">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    names = ("worksheet", "worksheets/sheet1"), ("styles", "styles"), ("sharedStrings", "sharedStrings")
    root = relationships([relationship("rId1", f"{OFFICE}/officeDocument", "xl/workbook.xml")])
    rels = relationships(
        [relationship(f"rId{n}", f"{OFFICE}/{kind}", f"{name}.xml") for n, (kind, name) in enumerate(names, 1)]
    )
    return (
        deflate("[Content_Types].xml", types.encode()),
        deflate("_rels/.rels", root.encode()),
        deflate("xl/_rels/workbook.xml.rels", rels.encode()),
    )
