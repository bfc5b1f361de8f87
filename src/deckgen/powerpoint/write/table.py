"""A table → a:tbl in a graphic frame: a real header row, a total row where the last one is, no merged cells."""

from typing import NamedTuple

from deckgen.model import Cell, Column, Frame, Table
from deckgen.powerpoint.write.identity import numbers
from deckgen.powerpoint.write.shape import Identified, frame_of, graphic_frame
from deckgen.powerpoint.write.text import Host, paragraph_of
from deckgen.powerpoint.xml import Xml, attribute, joined

URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM = 108_000, 36_000, 36_000  # EMU; left 0, and right 0 in the last column
HEADER_STEP = 2  # points by which the header is smaller
ROW_HEIGHT = 370_840  # EMU, PowerPoint's own, where fit has set none


class _Line(NamedTuple):
    """A row as it is drawn, the header among them."""

    cells: tuple[Cell, ...]
    id: int
    height: int  # EMU
    size: float  # points, 0 to inherit
    bold: bool


def table_shape(identified: Identified, table: Table, placeholder: Xml, style: str, host: Host) -> Xml:
    """A p:graphicFrame. ``style`` is the GUID of a table style. Raises ValueError where a row has too few or too many cells.

    The frame's size is the columns' and rows' own, as PowerPoint would make it on opening the file.
    """
    frame = frame_of(identified.shape)
    widths = column_widths(table.columns, frame.width)
    lines = _lines(table)
    actual = Frame(frame.x, frame.y, sum(widths), sum([line.height for line in lines]))
    rows = joined([_row(line, table.columns, host) for line in lines])
    last_row = ' lastRow="1"' if table.rows and table.rows[-1].total else ""
    tbl = Xml(
        f'<a:tbl><a:tblPr firstRow="1"{last_row}><a:tableStyleId>{attribute(style)}</a:tableStyleId></a:tblPr>'
        f"{_grid(table.columns, widths)}{rows}</a:tbl>"
    )
    return graphic_frame(identified, placeholder, actual, URI, tbl)


def column_widths(columns: tuple[Column, ...], width: int) -> list[int]:
    """The columns' widths; those that have none share what is left of ``width``."""
    count = sum(not column.width for column in columns)
    left = max(width - sum(column.width for column in columns), 0)
    shares = iter([left * (n + 1) // count - left * n // count for n in range(count)])
    return [column.width or next(shares) for column in columns]


def _lines(table: Table) -> list[_Line]:
    """The style makes the header bold, and a total row that comes last; others are made so here."""
    ids = numbers(("header", *(f"row {row.key}" for row in table.rows)))
    header = tuple(column.header for column in table.columns)
    height, last = table.row_height or ROW_HEIGHT, len(table.rows)
    return [
        _Line(header, ids[0], table.header_height or height, max(table.size - HEADER_STEP, 0), bold=False),
        *(
            _Line(row.cells, ids[n], row.height or height, table.size, row.total and n < last)
            for n, row in enumerate(table.rows, 1)
        ),
    ]


def _grid(columns: tuple[Column, ...], widths: list[int]) -> Xml:
    ids = numbers(column.header.text for column in columns)
    written = [
        f'<a:gridCol w="{width}"><a:extLst><a:ext uri="{{9D8B030D-6E8A-4147-A177-3AD203B41FA5}}">'
        f'<a16:colId val="{number}"/></a:ext></a:extLst></a:gridCol>'
        for width, number in zip(widths, ids, strict=True)
    ]
    return Xml(f"<a:tblGrid>{''.join(written)}</a:tblGrid>")


def _row(line: _Line, columns: tuple[Column, ...], host: Host) -> Xml:
    if len(line.cells) != len(columns):
        raise ValueError(f"a row of {len(line.cells)} cells in a table of {len(columns)} columns")
    rights = (*(MARGIN_RIGHT for _ in columns[1:]), 0)
    cells = zip(line.cells, columns, rights, strict=True)
    written = "".join([_cell(line, cell, column, right, host) for cell, column, right in cells])
    return Xml(
        f'<a:tr h="{line.height}">{written}<a:extLst><a:ext uri="{{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}}">'
        f'<a16:rowId val="{line.id}"/></a:ext></a:extLst></a:tr>'
    )


def _cell(line: _Line, cell: Cell, column: Column, right: int, host: Host) -> Xml:
    """A cell; one that is empty still says in what language and size it would be filled."""
    align = Xml('<a:pPr algn="r"/>' if column.align == "right" else "")
    paragraph = paragraph_of(cell.runs, host, align, line.size, line.bold)
    return Xml(
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</a:txBody>"
        f'<a:tcPr marL="0" marR="{right}" marT="{MARGIN_TOP}" marB="{MARGIN_BOTTOM}" anchor="ctr"/></a:tc>'
    )
