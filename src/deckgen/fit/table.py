"""A table and its frame → size of text, row height and column widths; or the tables for several slides.

Sizes go down until the columns fit beside each other and the rows below each other; within a size cells first wrap to two
lines and rows stand closer. Where no size is small enough for that, cells wrap to as many lines as it takes. What is still too
high is split: the header on every slide, rows that keep together together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from deckgen.errors import Mark, Problems
from deckgen.fit.box import TableSizes
from deckgen.fit.measure import ALLOWANCE, LINE_HEIGHT, POINT, TINY
from deckgen.fit.metrics import face, pieces
from deckgen.fit.split import Partition
from deckgen.model import Cell, Frame, Table

MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM = (
    108_000,
    36_000,
    36_000,
)  # EMU, as the writer sets them; left 0, and right 0 in the last
HEADER_STEP = 2.0  # points by which the header is smaller
FEW_LINES, MOST_LINES = 2, 6  # that a cell's text takes at first, and where its column is too narrow
SLACK = 2 / POINT  # that a column's width may lose when it becomes whole EMU
NEARLY = 0.05  # ems
CLOSEST = 0.8  # of the template's row height: nearer rows do not come


@dataclass(frozen=True, slots=True)
class Measure:
    """A cell's text: its width on one line and the least width on a few, in ems."""

    whole: float
    folded: float
    atoms: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A table at one size. ``rows`` are heights (EMU) at their closest, the header's first; ``natural`` the template's own."""

    size: float
    natural: int
    widths: tuple[int, ...]
    rows: tuple[int, ...]


def fit_table(table: Table, frame: Frame, font: str, sizes: TableSizes, problems: Problems, mark: Mark | None) -> list[Table]:
    """The table, or its parts, each with sizes and widths. Errors: a table too wide, a row too high for a slide."""
    layouts: list[Layout] = []
    for lines in range(FEW_LINES, MOST_LINES + 1):
        for layout in layouts_of(table, frame, font, sizes, lines):
            if layout and sum(layout.rows) <= frame.height:
                return [_set(table, layout, frame)]
            layouts += [layout] if layout else []
        if layouts:
            break
    else:
        problems.error("table-too-wide", mark, columns=len(table.columns), widest=_widest(table, font))
        return [table]
    units = units_of(table, layouts[-1], frame)
    fewest = _partition(units, layouts[-1], frame)
    if fewest.slides is None:
        row = table.rows[units[fewest.too_high or 0][0]]
        problems.error("table-row-too-high", mark, row=row.key or (row.cells[0].text if row.cells else ""))
        return [table]
    for layout in layouts:
        partition = _partition(units, layout, frame)
        if partition.slides == fewest.slides:
            above = _above(layout)
            ends = partition.ends(lambda first, end, above=above: above[units[end - 1][1]] - above[units[first][0]])
            starts = [0, *ends[:-1]]
            parts = [(units[first][0], units[end - 1][1]) for first, end in zip(starts, ends, strict=True)]
            return _parts(table, layout, frame, parts)
    raise AssertionError("the smallest size gives the fewest slides")


def _parts(table: Table, layout: Layout, frame: Frame, parts: Sequence[tuple[int, int]]) -> list[Table]:
    """The parts' tables, all with the row height of the fullest."""
    header, rows = layout.rows[0], layout.rows[1:]
    height = min(_row_height(layout, (header, *rows[first:end]), frame) for first, end in parts)
    whole = _with_heights(table, layout, height)
    return [replace(whole, rows=whole.rows[first:end]) for first, end in parts]


def _set(table: Table, layout: Layout, frame: Frame) -> Table:
    return _with_heights(table, layout, _row_height(layout, layout.rows, frame))


def _with_heights(table: Table, layout: Layout, height: int) -> Table:
    """The table as it is laid out; what needs more than a row's ``height`` has a height of its own."""
    own = [needed if needed > height else 0 for needed in layout.rows]
    return Table(
        columns=tuple([replace(column, width=width) for column, width in zip(table.columns, layout.widths, strict=True)]),
        rows=tuple([replace(row, height=tall) if tall else row for row, tall in zip(table.rows, own[1:], strict=True)]),
        size=layout.size,
        row_height=height,
        header_height=own[0],
    )


def _row_height(layout: Layout, rows: Sequence[int], frame: Frame) -> int:
    """The height of a row: the template's where the rows then fit, else as much as there is room for."""
    high = sorted(rows)
    room = frame.height
    # rows that are higher than the rest keep their height; the others share what is left
    for count in range(len(high), 0, -1):
        share = min(layout.natural, (room - sum(high[count:])) // count)
        if share >= high[count - 1]:
            return share
    return high[0]


def units_of(table: Table, layout: Layout, frame: Frame) -> list[tuple[int, int]]:
    """Rows that keep together, as first and end: kept with the next, a total with the row before. Too high: row by row."""
    units: list[tuple[int, int]] = []
    first = 0
    above = _above(layout)
    for at, row in enumerate(table.rows):
        following = table.rows[at + 1] if at + 1 < len(table.rows) else None
        if following is not None and (row.keep_with_next or following.total):
            continue
        high = layout.rows[0] + above[at + 1] - above[first]
        units += [(first, at + 1)] if high <= frame.height else [(each, each + 1) for each in range(first, at + 1)]
        first = at + 1
    return units


def _above(layout: Layout) -> list[int]:
    return list(accumulate(layout.rows[1:], initial=0))


def _partition(units: Sequence[tuple[int, int]], layout: Layout, frame: Frame) -> Partition:
    above, room = _above(layout), frame.height - layout.rows[0]
    return Partition(len(units), lambda first, end: above[units[end - 1][1]] - above[units[first][0]] <= room)


def layouts_of(table: Table, frame: Frame, font: str, sizes: TableSizes, lines: int = FEW_LINES) -> Iterator[Layout | None]:
    """The table at each size, its cells on so many lines at most; None where its columns are too wide."""
    header = [_measure(column.header, font, lines, bold=True) for column in table.columns]
    rows = [[_measure(cell, font, lines, bold=row.total) for cell in row.cells] for row in table.rows]
    yield from (_layout(table, header, rows, frame, size, sizes) for size in sizes.sizes)


def _layout(
    table: Table, header: list[Measure], rows: list[list[Measure]], frame: Frame, size: float, sizes: TableSizes
) -> Layout | None:
    small = max(size - HEADER_STEP, 1.0)
    wide: list[float] = []
    narrow: list[float] = []
    for at, (column, head) in enumerate(zip(table.columns, header, strict=True)):
        margin = 0 if at == len(table.columns) - 1 else MARGIN_RIGHT / POINT
        cells = [row[at] for row in rows]
        wraps = column.align == "left"
        whole = max([head.whole * small, *(cell.whole * size for cell in cells)])
        folded = max([head.folded * small, *((cell.folded if wraps else cell.whole) * size for cell in cells)])
        wide.append(whole * ALLOWANCE + margin + SLACK)
        narrow.append(folded * ALLOWANCE + margin + SLACK)
    room = frame.width / POINT
    if sum(narrow) > room:
        return None
    widths = _widths(table, narrow, wide, room, frame.width)
    natural = round(sizes.row * size / sizes.sizes[0])
    closest = round(natural * CLOSEST)
    heights = [_row(header, widths, small, closest), *(_row(row, widths, size, closest) for row in rows)]
    return Layout(size, natural, widths, tuple(heights))


def _widths(table: Table, narrow: list[float], wide: list[float], room: float, total: int) -> tuple[int, ...]:
    """Widths that add up to the frame's: what cells need, the columns of numbers alike, the rest shared by what is there."""
    need = narrow if sum(wide) > room else wide
    numbers = [at for at, column in enumerate(table.columns) if column.align == "right"]
    if numbers:
        # the last column has no margin; alike means as wide as the widest
        same = max(need[at] for at in numbers)
        alike = [same if at in numbers else width for at, width in enumerate(need)]
        need = alike if sum(alike) <= room else need
    left = room - sum(need)
    wish = [max(full - width, 0.0) for full, width in zip(wide, need, strict=True)]
    share = wish if sum(wide) > room and sum(wish) > 0 else need
    points = [width + left * part / sum(share) for width, part in zip(need, share, strict=True)]
    edges = [ceil(edge * POINT - TINY) for edge in accumulate(points[:-1])]
    return tuple(end - start for start, end in zip([0, *edges], [*edges, total], strict=True))


def _row(cells: Sequence[Measure], widths: Sequence[int], size: float, closest: int) -> int:
    """A row's height at its closest, in EMU."""
    lines = 1
    for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        room = (width - (0 if at == len(widths) - 1 else MARGIN_RIGHT)) / POINT / (size * ALLOWANCE)
        if cell.whole > room:
            lines = max(lines, _lines(cell, room))
    text = ceil(lines * size * LINE_HEIGHT * POINT) + MARGIN_TOP + MARGIN_BOTTOM
    return max(text, closest)


def _lines(cell: Measure, room: float) -> int:
    count, x = 1, 0.0
    for blank, width in cell.atoms:
        if x and x + blank + width > room:
            count, x = count + 1, width
        else:
            x += blank + width
    return count


def _measure(cell: Cell, font: str, lines: int = FEW_LINES, *, bold: bool) -> Measure:
    """A cell's text in ems. Where its runs meet without a blank a line may break, which its folded width then allows for."""
    atoms: list[tuple[float, float]] = []
    blank = 0.0
    for run in cell.runs:
        heavy = bold or run.bold
        space = face(font, heavy, run.italic)[" "]
        for number, word in enumerate(run.text.replace("\n", " ").split(" ")):
            blank += space if number else 0.0
            if word:
                for width in pieces(font, heavy, run.italic, word):
                    atoms.append((blank, width))
                    blank = 0.0
    whole = sum(before + width for before, width in atoms)
    made = Measure(whole, _folded(atoms, whole), tuple(atoms))
    return made if lines == FEW_LINES else replace(made, folded=_narrowest(made, lines))


def _narrowest(cell: Measure, lines: int) -> float:
    """The least width, as nearly as matters, at which the text takes that many lines."""
    low, high = max((width for _, width in cell.atoms), default=0.0), cell.folded
    if _lines(cell, low) <= lines:
        return low
    while high - low > NEARLY:
        middle = (low + high) / 2
        low, high = (low, middle) if _lines(cell, middle) <= lines else (middle, high)
    return high


def _folded(atoms: Sequence[tuple[float, float]], whole: float) -> float:
    """The least width at which the text takes two lines."""
    first, least = 0.0, whole
    for blank, width in atoms:
        rest = whole - first - blank
        if first:
            least = min(least, max(first, rest))
        first += blank + width
    return least


def _widest(table: Table, font: str) -> str:
    """The text that makes its column widest, of all columns."""

    def least(cell: Cell, align: str) -> float:
        measured = _measure(cell, font, MOST_LINES, bold=False)
        return measured.folded if align == "left" else measured.whole

    headers = [(least(column.header, "left"), column.header.text) for column in table.columns]
    cells = [
        (least(cell, column.align), cell.text)
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]
    return max((*headers, *cells), key=lambda each: each[0], default=(0.0, ""))[1]
