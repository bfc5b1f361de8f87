"""Series → bars, lines, areas, slices and points on a picture, each with the labels that have room."""

# matplotlib's types leave much open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

from deckgen.model import Chart, Series
from deckgen.plot.canvas import LINE_HEIGHT, Canvas, text_width
from deckgen.plot.labels import GAP, Labels
from deckgen.plot.layout import HORIZONTAL
from deckgen.plot.scales import numbers, stacks, there
from deckgen.template.contrast import text_on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EDGE = 1.5  # points of white between segments
HOLE = 0.6  # of a doughnut's radius
LABELS_IN_PIE = 0.72  # of its radius from the middle


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar or a segment of a stack: where it stands along the categories, where it starts and how far it reaches."""

    series: Series
    at: int
    along: float
    start: float
    length: float
    thickness: float  # of the distance between two categories

    @property
    def fill(self) -> str:
        fills = self.series.point_fills
        return fills[self.at] if self.at < len(fills) else self.series.fill


def draw_bars(chart: Chart, parts: Sequence[Series], axes: Axes, labels: Labels) -> None:
    """Side by side, or stacked from the axis out."""
    horizontal = chart.kind in HORIZONTAL
    draw: Any = axes.barh if horizontal else axes.bar
    edge = labels.canvas.color("bg1")
    for bar in _bars(chart, parts):
        extent = {"left" if horizontal else "bottom": bar.start}
        color = labels.canvas.color(bar.fill)
        draw(bar.along, bar.length, bar.thickness, **extent, color=color, edgecolor=edge, linewidth=EDGE, zorder=2)
        if text := labels.text(bar.series, bar.at):
            _label_bar(text, bar, chart, axes, labels)


def _bars(chart: Chart, parts: Sequence[Series]) -> Iterator[Bar]:
    stacked = chart.kind.startswith("stacked")
    thickness = 1 / (1 + (chart.style.stacked_gap if stacked else chart.style.gap) / 100)
    width = thickness if stacked else thickness / len(parts)
    ups, downs = [0.0] * len(chart.categories), [0.0] * len(chart.categories)
    wholes = [sum(map(abs, column)) or 1.0 for column in zip(*map(there, parts), strict=True)]
    for number, series in enumerate(parts):
        shift = 0.0 if stacked else (number - (len(parts) - 1) / 2) * width
        for at, value in enumerate(there(series)):
            length = value / wholes[at] if chart.kind.endswith("_100") else value
            reached = ups if length >= 0 else downs
            start = reached[at] if stacked else 0.0
            reached[at] += length
            if series.values[at].number is not None:
                yield Bar(series, at, at + shift, start, length, width)


def _label_bar(text: str, bar: Bar, chart: Chart, axes: Axes, labels: Labels) -> None:
    """In the middle of a segment, at the foot of a column below lines, at the end of other bars; nowhere without room."""
    horizontal, stacked = chart.kind in HORIZONTAL, chart.kind.startswith("stacked")
    if not labels.settled and not _has_room(text, bar, chart, axes, labels):
        labels.leave_out(bar.series, bar.at)
        return
    value = bar.start + (0 if chart.kind == "column_line" else bar.length / 2 if stacked else bar.length)
    point = (value, bar.along) if horizontal else (bar.along, value)
    forward = bar.length >= 0
    beyond = ("right" if forward else "left") if horizontal else ("above" if forward else "below")
    labels.write(axes, text, point, "middle" if stacked else beyond, bar.series)


def _has_room(text: str, bar: Bar, chart: Chart, axes: Axes, labels: Labels) -> bool:
    horizontal, size = chart.kind in HORIZONTAL, chart.style.label
    plot_width = labels.layout.plot[2] * labels.canvas.width
    plot_height = labels.layout.plot[3] * labels.canvas.height
    wide = text_width(text, size)
    pitch = (plot_height if horizontal else plot_width) / len(chart.categories)
    across = size if horizontal else wide
    if chart.kind in ("column", "bar"):
        side_by_side = sum(series.role == "part" for series in chart.series)
        return across <= (pitch if side_by_side == 1 else pitch * bar.thickness)
    low, high = axes.get_xlim() if horizontal else axes.get_ylim()
    segment = abs(bar.length) / (high - low) * (plot_width if horizontal else plot_height)
    least = wide + GAP if horizontal else chart.style.smallest_segment
    return segment >= least and across <= pitch * bar.thickness


def draw_totals(series: Series, parts: Sequence[Series], axes: Axes, labels: Labels) -> None:
    """Above the stacks."""
    for at, top in enumerate(stacks(parts)[1]):
        if text := labels.text(series, at):
            labels.write(axes, text, (at, top), "above", series)


def draw_lines(chart: Chart, lines: Sequence[Series], axes: Axes, labels: Labels) -> None:
    """With gaps where numbers are missing, and a dot where a number stands between two gaps."""
    for series in lines:
        ink, values = labels.canvas.color(series.fill), numbers(series)
        axes.plot(
            range(len(values)),
            values,
            color=ink,
            linewidth=chart.style.line_width,
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=3,
            clip_on=False,
        )
        known = [False, *(value.number is not None for value in series.values), False]
        alone = [at - 1 for at in range(1, len(known) - 1) if known[at] and not known[at - 1] and not known[at + 1]]
        axes.plot(alone, [values[at] for at in alone], "o", color=ink, markersize=7, zorder=3)
        for at, value in enumerate(values):
            if text := labels.text(series, at):
                labels.write(axes, text, (at, value), "right" if chart.kind == "line" else "above", series)


def draw_areas(chart: Chart, parts: Sequence[Series], axes: Axes, labels: Labels) -> None:
    """One behind the other, or stacked."""
    stacked = chart.kind == "stacked_area"
    edge = labels.canvas.color("bg1") if stacked else "none"
    base = [0.0] * len(chart.categories)
    low, high = axes.get_ylim()
    point = labels.layout.plot[3] * labels.canvas.height / (high - low)
    for series in parts:
        tops = [start + value for start, value in zip(base, there(series), strict=True)]
        color = labels.canvas.color(series.fill)
        axes.fill_between(range(len(tops)), base, tops, facecolor=color, edgecolor=edge, linewidth=EDGE, zorder=2)
        for at, (bottom, top) in enumerate(zip(base, tops, strict=True)):
            text = labels.text(series, at)
            if text and (labels.settled or (top - bottom) * point >= chart.style.smallest_segment):
                labels.write(axes, text, (at, (top + bottom) / 2), "middle", series)
            elif text:
                labels.leave_out(series, at)
        if stacked:
            base = tops


def draw_slices(chart: Chart, axes: Axes, labels: Labels) -> None:
    """From twelve o'clock, clockwise."""
    from matplotlib.patches import Wedge

    canvas, layout, series = labels.canvas, labels.layout, chart.series[0]
    sizes = list(map(abs, there(series)))
    whole = sum(sizes) or 1.0
    radius = min(layout.plot[2] * canvas.width, layout.plot[3] * canvas.height) / 2
    axes.set_aspect("equal")
    axes.set_xlim(-radius, radius)
    axes.set_ylim(-radius, radius)
    axes.axis("off")
    ring = radius * (1 - HOLE) if chart.kind == "doughnut" else None
    turned = 0.0
    for at, part in enumerate(sizes):
        start, turned = turned, turned + part / whole
        if not part:
            continue
        fill = series.point_fills[at] if at < len(series.point_fills) else series.fill
        ends = (90 - 360 * turned, 90 - 360 * start)
        look = {"facecolor": canvas.color(fill), "edgecolor": canvas.color("bg1"), "linewidth": EDGE}
        axes.add_patch(Wedge((0, 0), radius, *ends, width=ring, **look))
        if text := labels.text(series, at):
            distance = radius * ((1 + HOLE) / 2 if ring else LABELS_IN_PIE)
            least = min(text_width(text, chart.style.label), chart.style.label * LINE_HEIGHT)
            if not labels.settled and 2 * pi * distance * part / whole < least:
                labels.leave_out(series, at)
                continue
            angle = pi / 2 - pi * (start + turned)
            place = (distance * cos(angle), distance * sin(angle))
            labels.write(axes, text, place, "middle", series, text_on(fill, canvas.theme))


def draw_points(chart: Chart, axes: Axes, canvas: Canvas) -> None:
    """A scatter's points; one without both its numbers is none."""
    look: dict[str, Any] = {
        "markersize": 9,
        "markeredgecolor": canvas.color("bg1"),
        "markeredgewidth": 0.75,
        "zorder": 3,
        "clip_on": False,
    }
    for series in chart.series:
        pairs = [(x.number, y.number) for x, y in zip(series.xs, series.values, strict=True)]
        known = [(x, y) for x, y in pairs if x is not None and y is not None]
        axes.plot([x for x, _ in known], [y for _, y in known], "o", color=canvas.color(series.fill), **look)
