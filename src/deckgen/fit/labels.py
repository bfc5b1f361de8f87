"""A chart with its scale and the size of its plot → the labels that have room where they stand, and where totals stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf, pi

from deckgen.errors import Mark, Problems
from deckgen.fit.label_texts import SLICED, level, number_at, texts
from deckgen.fit.measure import Level, text_width
from deckgen.fit.scale import HORIZONTAL, PADDING, STACKED, reach
from deckgen.fit.sizes import Size
from deckgen.model import Chart, Series

SMALLER = (20.0, 18.0, 16.0)
CLOSEST = 0.9  # of their size: lines of digits may stand closer than lines of text, for nothing hangs below them
RISE = 10.0  # points by which an area may rise into a total's label beside its point


def labelled(chart: Chart, plot: Size, font: str, problems: Problems, mark: Mark | None) -> Chart:
    """The chart without the labels that have no room; one warning names them. Smaller ones come where more then have room.

    Where fewer than half have room beside each other, or none at all, there are none, and the axis of values is to be shown:
    ``value_axis`` says so then.
    """
    every = [_Labels.of(chart, series, plot) for series in chart.series]
    style = chart.style
    label = _largest([each for each in every if each.series.role != "total"], font, style.label)
    total = _largest([each for each in every if each.series.role == "total"], font, style.total)
    kept = [each.kept(level(font, total if each.series.role == "total" else label)) for each in every]
    if not chart.value_axis and _is_bare(chart, kept):
        problems.warning("labels-as-axis", mark, series=tuple(each.name for each in chart.series if any(each.labels)))
        return replace(chart, value_axis=True, series=tuple(replace(each, labels=()) for each in chart.series))
    if lost := _left_out(chart, kept):
        problems.warning("labels-left-out", mark, labels=lost)
        series = [replace(each, labels=on if any(on) else ()) for each, on in zip(chart.series, kept, strict=True)]
        chart = replace(chart, series=tuple(series))
    if (label, total) != (style.label, style.total):
        chart = replace(chart, style=replace(style, label=label, total=total))
    return _lifted(chart)


def _is_bare(chart: Chart, kept: Sequence[tuple[bool, ...]]) -> bool:
    """Whether so few labels are left that nobody can read the numbers."""
    if chart.kind in SLICED:
        return False
    wanted, left = sum(sum(series.labels) for series in chart.series), sum(map(sum, kept))
    return wanted > 0 and (2 * left < wanted if chart.kind in ("column", "bar") else not left)


def _lifted(chart: Chart) -> Chart:
    """Where parts are negative, a total is less than its stack is high; its label stands above the stack all the same."""
    low, high = chart.minimum, chart.maximum
    if low is None or high is None or chart.plot_area is None:
        return chart
    part = chart.plot_area[3] / (high - low)
    parts = [series for series in chart.series if series.role == "part"]
    tops = [sum(max(number_at(each, at), 0.0) for each in parts) for at in range(len(chart.categories))]
    series = [
        replace(each, lifts=tuple(round(max(top - number_at(each, at), 0.0) * part, 4) for at, top in enumerate(tops)))
        if each.role == "total" and any(top - number_at(each, at) > (high - low) * 1e-6 for at, top in enumerate(tops))
        else each
        for each in chart.series
    ]
    return replace(chart, series=tuple(series))


@dataclass(frozen=True, slots=True)
class _Labels:
    """A series' labels, and what decides whether they have room."""

    series: Series
    texts: list[str]
    room: "Room"

    @staticmethod
    def of(chart: Chart, series: Series, plot: Size) -> "_Labels":
        return _Labels(series, texts(chart, series), _room(chart, series, plot))

    def kept(self, level: Level) -> tuple[bool, ...]:
        """Which labels have room when they are set like this."""
        shown = zip(self.series.labels, (*self.texts, *("",) * len(self.series.labels)), strict=False)
        return tuple(
            [on and bool(text) and self.room(at, text_width(text, level), level) for at, (on, text) in enumerate(shown)]
        )


def _largest(labels: Sequence[_Labels], font: str, first: float) -> float:
    """The largest size at which as many labels have room as at any; no smaller one helps where a segment is too low."""

    def lost(size: float) -> int:
        return sum(sum(each.series.labels) - sum(each.kept(level(font, size))) for each in labels)

    losses = lost(first)
    if not losses or losses == lost(1.0):
        return first
    smaller = [size for size in SMALLER if size < first]
    fewest = min([lost(size) for size in smaller], default=losses)
    return first if losses <= fewest else next(size for size in smaller if lost(size) == fewest)


def _left_out(chart: Chart, kept: Sequence[tuple[bool, ...]]) -> tuple[str, ...]:
    """What a warning says of each series: "Barnehage (2012, 2015)", or "Barnehage (all)"."""
    result: list[str] = []
    for series, labels in zip(chart.series, kept, strict=True):
        lost = [at for at, shown in enumerate(series.labels) if shown and not labels[at]]
        if len(lost) == len(labels) > 1:
            result.append(f"{series.name} (all)")
        elif lost:
            names = [chart.categories[at] if at < len(chart.categories) else str(at + 1) for at in lost]
            result.append(f"{series.name} ({', '.join(names)})")
    return tuple(result)


Room = Callable[[int, float, Level], bool]  # whether a label of this width has room at a category


def _room(chart: Chart, series: Series, plot: Size) -> Room:
    pitch = (plot.height if chart.kind in HORIZONTAL else plot.width) / max(len(chart.categories), 1)
    if chart.kind in SLICED:
        return _slice_room(series, plot)
    if chart.kind == "stacked_area" and series.role == "total":
        return _peak_room(chart, series, plot)
    if series.role in ("total", "line"):
        return lambda _at, width, _level: width <= pitch
    if chart.kind == "line":
        return _end_room(chart, series, plot)
    if chart.kind in STACKED:
        return _segment_room(chart, series, plot, pitch)
    if chart.kind == "column_line":
        return _foot_room(chart, series, plot, pitch)
    if chart.kind in ("column", "bar"):
        side_by_side = sum(each.role == "part" for each in chart.series)
        slot = pitch if side_by_side == 1 else pitch / (1 + chart.style.gap / 100) / side_by_side
        if chart.kind == "bar":
            return lambda _at, _width, level: level.size * CLOSEST <= slot
        return lambda _at, width, _level: width <= slot
    return lambda _at, _width, _level: True


def _end_room(chart: Chart, series: Series, plot: Size) -> Room:
    """Room beside the last point of a line, clear of the labels of the lines that are listed before it."""
    low, high = chart.minimum, chart.maximum
    point = plot.height / (high - low) if low is not None and high is not None else inf

    def room(at: int, _width: float, level: Level) -> bool:
        taken: list[float] = []
        for each in chart.series:
            height = number_at(each, at) * point
            free = all(abs(height - other) >= level.size * CLOSEST for other in taken)
            if each is series:
                return free
            if free and at < len(each.labels) and each.labels[at]:
                taken.append(height)
        return True

    return room


def _peak_room(chart: Chart, series: Series, plot: Size) -> Room:
    """Room above a point of stacked areas, which may rise steeply beside it."""
    low, high = chart.minimum, chart.maximum
    point = plot.height / (high - low) if low is not None and high is not None else 0.0
    pitch = plot.width / max(len(chart.categories) - 1, 1)

    def room(at: int, width: float, _level: Level) -> bool:
        beside = [other for other in (at - 1, at + 1) if 0 <= other < len(chart.categories)]
        rises = [(number_at(series, other) - number_at(series, at)) * point * width / 2 / pitch for other in beside]
        return width <= pitch and max(rises, default=0.0) <= RISE

    return room


def _foot_room(chart: Chart, series: Series, plot: Size, pitch: float) -> Room:
    """Room at the foot of a column, inside it, and clear of the lines with the labels above their points."""
    thickness = pitch / (1 + chart.style.gap / 100) / sum(each.role == "part" for each in chart.series)
    low, high = chart.minimum, chart.maximum
    if low is None or high is None:
        low, high = reach(chart)
    point = plot.height / (high - low) if high > low else 0.0
    lines = [_heights(each, chart, plot, low * point, point) for each in chart.series if each.role == "line"]

    def room(at: int, width: float, level: Level) -> bool:
        number = number_at(series, at)
        height = level.line + PADDING
        bottom, top = (0.0, height) if number >= 0 else (-height, 0.0)
        if width > thickness or abs(number) * point < height:
            return False
        return not any(low <= top and bottom <= high for low, high in (_span(*each, at, level) for each in lines))

    return room


def _heights(line: Series, chart: Chart, plot: Size, foot: float, point: float) -> tuple[Series, list[float | None]]:
    """A line, and how high its points stand above the columns' zero; ``foot`` is where the plot begins."""
    low, high = chart.second_minimum, chart.second_maximum
    if line.second_axis and low is not None and high is not None:
        part = plot.height / (high - low)
        return line, [None if value.number is None else foot + (value.number - low) * part for value in line.values]
    return line, [None if value.number is None else value.number * point for value in line.values]


def _span(line: Series, heights: Sequence[float | None], at: int, level: Level) -> tuple[float, float]:
    """From where to where a line reaches above a category, half way to its neighbours; its label's top is the highest."""
    here = heights[at] if at < len(heights) else None
    if here is None:
        return inf, -inf
    beside = [each for each in (*heights[max(at - 1, 0) : at], *heights[at + 1 : at + 2]) if each is not None]
    reached = [here, *((here + each) / 2 for each in beside)]
    labelled = at < len(line.labels) and line.labels[at]
    return min(reached), max(*reached, here + (level.line + PADDING if labelled else 0.0))


def _segment_room(chart: Chart, series: Series, plot: Size, pitch: float) -> Room:
    """Room in the segments of a stack: along it as long as the segment, across it as thick as the column."""
    thickness = pitch if chart.kind == "stacked_area" else pitch / (1 + chart.style.stacked_gap / 100)
    length = plot.width if chart.kind in HORIZONTAL else plot.height
    smallest = chart.style.smallest_segment
    shares = _shares(chart, series)

    def room(at: int, width: float, level: Level) -> bool:
        segment = length * shares[at]
        if chart.kind in HORIZONTAL:
            return width + PADDING <= segment and level.line <= thickness
        return segment >= smallest and width <= thickness

    return room


def _shares(chart: Chart, series: Series) -> list[float]:
    """The share of the axis that each of a series' segments takes."""
    points = range(len(series.values))
    if chart.kind.endswith("_100"):
        parts = [each for each in chart.series if each.role == "part"]
        wholes = [sum(abs(number_at(each, at)) for each in parts) for at in points]
    else:
        low, high = chart.minimum, chart.maximum
        if low is None or high is None:
            low, high = reach(chart)
        wholes = [high - low for _ in points]
    return [abs(number_at(series, at)) / whole if whole > 0 else 0.0 for at, whole in zip(points, wholes, strict=True)]


def _slice_room(series: Series, plot: Size) -> Room:
    """A slice has room for its label where its arc, two thirds from the middle, is as long as the label is high or wide."""
    arc = 2 * pi * min(plot.width, plot.height) / 2 * 0.65
    whole = sum(abs(number_at(series, at)) for at in range(len(series.values)))
    return lambda at, width, level: whole > 0 and arc * abs(number_at(series, at)) / whole >= min(width, level.line)
