"""A chart → the cells of its workbook: where each series stands, and the references by which the chart names them.

The header is row 1. Column A holds the categories, and every series has a column after it; a scatter's series stands after its
own x values, which series with the same x values share. The chart's cache and the workbook are both written from these places.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from deckgen.model import Chart, Series, Value
from deckgen.powerpoint.xml import Xml, attribute, escape

MAX_SERIES = 255  # in one chart, PowerPoint's own limit
MAX_POINTS = 32_000  # in one series of a two-dimensional chart, the same

SLICED = ("pie", "doughnut")
TOTALLED = ("stacked_column", "stacked_area")  # where a line can stand above the stack

_RANKS = {"part": 0, "line": 1, "total": 3}  # 2 is a line on the second axis
_NOT_IN_SHEET_NAMES = re.compile(r"[\\/?*\[\]:]|^'|'$")
_LONGEST_SHEET_NAME = 31  # in UTF-16, as Excel counts
_QUOTED = re.compile('"[^"]*"|\\\\.|\\[[^]]*]|\u00a0')


class Place(NamedTuple):
    """Columns are counted from 0, ``rows`` are those below the header."""

    series: Series
    number: int  # c:idx and c:order
    xs: int  # the column of the categories, or of the scatter's x values
    values: int
    rows: int


def places(chart: Chart) -> list[Place]:
    """The series in the order of the columns: parts, then lines, those of the second axis last, then totals.

    That is also the order in which a legend lists them, so a series has the same number everywhere. Raises ValueError for what
    no chart can be: too many series or points, a role that the kind has no place for, values without a category.
    """
    _check(chart)
    series = sorted(chart.series, key=_rank)
    if chart.kind != "scatter":
        rows = len(chart.categories)
        return [Place(each, number, 0, number + 1, rows) for number, each in enumerate(series)]
    found: list[Place] = []
    column = 0
    for number, each in enumerate(series):
        previous = found[-1] if found else None
        shared = previous is not None and previous.series.xs == each.xs
        xs = previous.xs if previous and shared else column
        values = column if shared else column + 1
        found.append(Place(each, number, xs, values, len(each.values)))
        column = values + 1
    return found


def _rank(series: Series) -> int:
    return 2 if series.second_axis else _RANKS[series.role]


def _check(chart: Chart) -> None:
    if len(chart.series) > MAX_SERIES:
        raise ValueError(f"{len(chart.series)} series: a chart has {MAX_SERIES} at most")
    if not any(series.role == "part" for series in chart.series):
        raise ValueError("a chart without a series to draw")
    scatter = chart.kind == "scatter"
    for series in chart.series:
        expected = len(series.xs if scatter else chart.categories)
        if len(series.values) != expected:
            kind = "x values" if scatter else "categories"
            raise ValueError(f'the series "{series.name}" has {len(series.values)} values for {expected} {kind}')
        if not expected:
            raise ValueError(f'the series "{series.name}" has no points')
        if expected > MAX_POINTS:
            raise ValueError(f"{expected} points: a series has {MAX_POINTS} at most")
        if series.role == "total" and chart.kind not in TOTALLED:
            raise ValueError(f"totals cannot stand above a {chart.kind} chart")
        if (series.role == "line" or series.second_axis) and chart.kind != "column_line":
            raise ValueError(f"a {chart.kind} chart has no lines over columns")
        if series.second_axis and series.role != "line":
            raise ValueError(f'the series "{series.name}" is no line: the second axis is theirs')


# --- references ---


@lru_cache(1024)
def text_cell(sheet: str, column: int) -> Xml:
    """The header's cell, as a formula names it: "'Data'!$B$1"."""
    return escape(f"{quoted(sheet)}!${column_name(column)}$1")


@lru_cache(1024)
def column_cells(sheet: str, column: int, rows: int) -> Xml:
    """The cells below the header: "'Data'!$B$2:$B$4"."""
    name = column_name(column)
    end = f":${name}${rows + 1}" if rows > 1 else ""
    return escape(f"{quoted(sheet)}!${name}$2{end}")


@lru_cache(64)
def quoted(sheet: str) -> str:
    """A sheet's name as formulas have it. Raises ValueError for one that Excel does not take."""
    length = len(sheet.encode("utf-16-le", "surrogatepass")) // 2
    if not 0 < length <= _LONGEST_SHEET_NAME or _NOT_IN_SHEET_NAMES.search(sheet) or sheet.lower() == "history":
        raise ValueError(f'Excel takes no sheet named "{sheet}"')
    return "'" + sheet.replace("'", "''") + "'"


@lru_cache(1024)
def column_name(column: int) -> str:
    """
    >>> column_name(0), column_name(25), column_name(26), column_name(701), column_name(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


# --- what stands in a cell ---


def number_text(number: float) -> str:
    """A number in full precision, as both files hold it. Raises ValueError for what neither can."""
    text = repr(float(number))
    if text.endswith(".0"):
        return text[:-2]
    if text[-1] in "fn":  # inf, nan
        raise ValueError(f"{text} cannot stand in a chart")
    return text


def drawn_values(series: Series) -> tuple[Value, ...]:
    """The values as a chart can draw them: a scatter's y without an x is no point, and PowerPoint would invent the x."""
    if all(x.number is not None for x in series.xs):
        return series.values
    return tuple(y if x.number is not None else Value(None) for x, y in zip(series.xs, series.values, strict=True))


def shows_shares(chart: Chart) -> bool:
    """Whether labels say each slice's share of the whole, which PowerPoint reckons, and not its value."""
    return chart.kind in SLICED and chart.number_format.endswith("%")


def cell_format(chart: Chart, series: Series) -> str:
    """The number format of a series' cells."""
    if shows_shares(chart):
        return "General"  # the cells hold the values
    return chart.second_number_format if series.second_axis else chart.number_format


@lru_cache(64)
def format_code(code: str) -> Xml:
    """A number format as the files store it, between tags or quotes: a no-break space stands for itself after a backslash."""
    return attribute(_QUOTED.sub(lambda found: "\\\u00a0" if found[0] == "\u00a0" else found[0], code))
