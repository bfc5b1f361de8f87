"""A chart's series → its plots: c:barChart, c:lineChart, c:areaChart, c:pieChart, c:doughnutChart, c:scatterChart.

A plot is a layer of one kind. Most charts have one; lines over columns and totals above a stack are layers of their own.
"""

from typing import NamedTuple

from deckgen.model import Chart, Series
from deckgen.powerpoint.write.cells import SLICED, Place
from deckgen.powerpoint.write.chart.axes import CATEGORIES, SECOND_CATEGORIES, SECOND_VALUES, VALUES, is_horizontal
from deckgen.powerpoint.write.chart.labels import data_labels
from deckgen.powerpoint.write.chart.series import categories, opening, values, xy_values
from deckgen.powerpoint.write.chart.words import filled, line, outlined
from deckgen.powerpoint.write.text import solid_fill
from deckgen.powerpoint.xml import Xml, joined

HOLE = 60  # per cent of a doughnut
_SIDE_BY_SIDE = ("column", "bar", "column_line")
_MARKER, _LONE_MARKER = 9, 7  # points across: in a scatter, and where a line has a single point between two gaps
_VARIED, _ALIKE = Xml('<c:varyColors val="1"/>'), Xml('<c:varyColors val="0"/>')
_NO_MARKER = Xml('<c:marker><c:symbol val="none"/></c:marker>')
_NO_LINE = Xml("<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>")
_FLAT = Xml('<c:bubble3D val="0"/>')
_FIRST_AXES = Xml(f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/>')
_SECOND_AXES = Xml(f'<c:axId val="{SECOND_CATEGORIES}"/><c:axId val="{SECOND_VALUES}"/>')


class _Canvas(NamedTuple):
    """What every series is drawn with."""

    chart: Chart
    tag: str
    categories: Xml
    alone: bool  # no other column, bar or segment stands beside this one, so that no white need part them

    def look(self, fill: str) -> Xml:
        return filled(fill) if self.alone else outlined(fill)


def plots(chart: Chart, placed: list[Place], tag: str) -> Xml:
    """All layers, the lowest first."""
    if chart.kind == "scatter":
        return _scatter(chart, placed, tag)
    parts = [place for place in placed if place.series.role == "part"]
    canvas = _Canvas(chart, tag, categories(chart), len(parts) == 1 and chart.kind in _SIDE_BY_SIDE)
    lines = [place for place in placed if place.series.role == "line" and not place.series.second_axis]
    second = [place for place in placed if place.series.second_axis]
    totals = [place for place in placed if place.series.role == "total"]
    found = [_main(canvas, parts)]
    found += [_lines(canvas, layer, _FIRST_AXES) for layer in (lines, totals) if layer]
    if second:
        found.append(_lines(canvas, second, _SECOND_AXES))
    return joined(found)


def _main(canvas: _Canvas, parts: list[Place]) -> Xml:
    kind = canvas.chart.kind
    if kind == "line":
        return _lines(canvas, parts, _FIRST_AXES)
    if kind in SLICED:
        return _slices(canvas, parts)
    if kind in ("area", "stacked_area"):
        return _areas(canvas, parts)
    return _bars(canvas, parts)


def _bars(canvas: _Canvas, parts: list[Place]) -> Xml:
    chart = canvas.chart
    stacked = chart.kind.startswith("stacked")
    grouping = "percentStacked" if chart.kind.endswith("_100") else "stacked" if stacked else "clustered"
    gap, overlap = (chart.style.stacked_gap, 100) if stacked else (chart.style.gap, 0)
    return Xml(
        f'<c:barChart><c:barDir val="{"bar" if is_horizontal(chart) else "col"}"/><c:grouping val="{grouping}"/>{_ALIKE}'
        f"{joined([_bar_series(canvas, place) for place in parts])}"
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>{_FIRST_AXES}</c:barChart>'
    )


def _bar_series(canvas: _Canvas, place: Place) -> Xml:
    series = place.series
    points = Xml("")
    if series.point_fills:
        picked = [(at, fill) for at, fill in enumerate(series.point_fills[: place.rows]) if fill != series.fill]
        points = joined([_bar_point(at, canvas.look(fill)) for at, fill in picked])
    return Xml(
        f"<c:ser>{opening(canvas.chart, place)}{canvas.look(series.fill)}"
        f'<c:invertIfNegative val="0"/>{points}{_rest(canvas, place)}</c:ser>'
    )


def _bar_point(at: int, look: Xml) -> Xml:
    return Xml(f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/>{_FLAT}{look}</c:dPt>')


def _lines(canvas: _Canvas, layer: list[Place], ids: Xml) -> Xml:
    return Xml(
        f'<c:lineChart><c:grouping val="standard"/>{_ALIKE}{joined([_line_series(canvas, place) for place in layer])}'
        f'<c:marker val="1"/>{ids}</c:lineChart>'
    )


def _line_series(canvas: _Canvas, place: Place) -> Xml:
    """A total is a line that is not drawn, there for its labels."""
    series = place.series
    look, points = _NO_LINE, Xml("")
    if series.role != "total":
        fill = solid_fill(series.fill)
        look = Xml(f"<c:spPr>{line(canvas.chart.style.line_width, fill, 'rnd')}</c:spPr>")
        marker = _marker(_LONE_MARKER, fill)
        points = joined([Xml(f'<c:dPt><c:idx val="{at}"/>{marker}{_FLAT}{look}</c:dPt>') for at in _alone(series)])
    return Xml(
        f'<c:ser>{opening(canvas.chart, place)}{look}{_NO_MARKER}{points}{_rest(canvas, place)}<c:smooth val="0"/></c:ser>'
    )


def _alone(series: Series) -> list[int]:
    """The points with a gap on either side, which a line without markers would not show."""
    there = [False, *(value.number is not None for value in series.values), False]
    return [at - 1 for at in range(1, len(there) - 1) if there[at] and not there[at - 1] and not there[at + 1]]


def _areas(canvas: _Canvas, parts: list[Place]) -> Xml:
    grouping = "stacked" if canvas.chart.kind == "stacked_area" else "standard"
    written = [
        f"<c:ser>{opening(canvas.chart, place)}{outlined(place.series.fill)}{_rest(canvas, place)}</c:ser>" for place in parts
    ]
    return Xml(f'<c:areaChart><c:grouping val="{grouping}"/>{_ALIKE}{"".join(written)}{_FIRST_AXES}</c:areaChart>')


def _slices(canvas: _Canvas, parts: list[Place]) -> Xml:
    """The first slice begins at twelve o'clock."""
    written = joined([_slice_series(canvas, place) for place in parts])
    start = Xml('<c:firstSliceAng val="0"/>')
    if canvas.chart.kind == "pie":
        return Xml(f"<c:pieChart>{_VARIED}{written}{start}</c:pieChart>")
    return Xml(f'<c:doughnutChart>{_VARIED}{written}{start}<c:holeSize val="{HOLE}"/></c:doughnutChart>')


def _slice_series(canvas: _Canvas, place: Place) -> Xml:
    fills = place.series.point_fills[: place.rows]
    points = "".join([f'<c:dPt><c:idx val="{at}"/>{_FLAT}{outlined(fill)}</c:dPt>' for at, fill in enumerate(fills)])
    return Xml(f"<c:ser>{opening(canvas.chart, place)}{outlined(place.series.fill)}{points}{_rest(canvas, place)}</c:ser>")


def _scatter(chart: Chart, placed: list[Place], tag: str) -> Xml:
    written = [
        f"<c:ser>{opening(chart, place)}{_NO_LINE}{_marker(_MARKER, solid_fill(place.series.fill))}"
        f'{data_labels(chart, place.series, tag)}{xy_values(chart, place)}<c:smooth val="0"/></c:ser>'
        for place in placed
    ]
    return Xml(f'<c:scatterChart><c:scatterStyle val="lineMarker"/>{_ALIKE}{"".join(written)}{_FIRST_AXES}</c:scatterChart>')


def _marker(size: int, fill: Xml) -> Xml:
    edge = line(0.75, solid_fill("bg1"))
    return Xml(f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr>{fill}{edge}</c:spPr></c:marker>')


def _rest(canvas: _Canvas, place: Place) -> Xml:
    """c:dLbls, c:cat and c:val."""
    return Xml(f"{data_labels(canvas.chart, place.series, canvas.tag)}{canvas.categories}{values(canvas.chart, place)}")
