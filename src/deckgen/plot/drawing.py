"""A chart that is laid out → all of it on its canvas: marks, axes, labels, legend."""

# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING

from deckgen.model import Chart
from deckgen.plot.canvas import Canvas
from deckgen.plot.labels import Labels
from deckgen.plot.layout import AREAS, SLICED, Layout
from deckgen.plot.legend import draw_legend
from deckgen.plot.marks import draw_areas, draw_bars, draw_lines, draw_points, draw_slices, draw_totals
from deckgen.plot.scales import dress, limit, limit_points, second_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_chart(chart: Chart, layout: Layout, canvas: Canvas) -> tuple[tuple[str, str], ...]:
    """Draws the chart; returns the labels that had no room, as series and category."""
    x, y, width, height = layout.plot
    axes = canvas.figure.add_axes((x, 1 - y - height, width, height))
    labels = Labels(chart, canvas, layout)
    if chart.kind in SLICED:
        draw_slices(chart, axes, labels)
    elif chart.kind == "scatter":
        limit_points(chart, axes)
        draw_points(chart, axes, canvas)
        dress(chart, axes, canvas, layout)
    else:
        _plot(chart, axes, labels)
    draw_legend(chart, layout, canvas)
    return tuple(labels.left_out)


def _plot(chart: Chart, axes: Axes, labels: Labels) -> None:
    """A chart with categories along one axis and values along the other."""
    canvas, layout = labels.canvas, labels.layout
    parts = [series for series in chart.series if series.role == "part"]
    limit(chart, axes, canvas, layout)
    if chart.kind == "line":
        draw_lines(chart, parts, axes, labels)
    elif chart.kind in AREAS:
        draw_areas(chart, parts, axes, labels)
    else:
        draw_bars(chart, parts, axes, labels)
    for second in (False, True):
        lines = [series for series in chart.series if series.role == "line" and series.second_axis == second]
        if lines:
            draw_lines(chart, lines, second_axes(chart, lines, axes, canvas) if second else axes, labels)
    for series in chart.series:
        if series.role == "total":
            draw_totals(series, parts, axes, labels)
    dress(chart, axes, canvas, layout)
