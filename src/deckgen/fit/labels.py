"""A chart and the size of its plot → the ends of its axis, and the labels that have room where they stand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, floor, inf, log10, pi

from deckgen.errors import Mark, Problems
from deckgen.fit.measure import LINE_HEIGHT, Level, text_width
from deckgen.model import Chart, Series

HEADROOM = 1.14  # the axis ends this much above the largest total
PADDING = 4.0  # points around a label
SMALLER = (20.0, 18.0, 16.0)

COLUMNS = ("column", "stacked_column", "column_line")
BARS = ("bar", "stacked_bar")
STACKED = ("stacked_column", "stacked_bar", "stacked_area", "stacked_column_100", "stacked_bar_100")
HORIZONTAL = ("bar", "stacked_bar", "stacked_bar_100")
SLICED = ("pie", "doughnut")


@dataclass(frozen=True, slots=True)
class Plot:
    """The inner plot area, in points."""

    width: float
    height: float


# --- the axis ---


def scaled(chart: Chart, plot: Plot, font: str) -> Chart:
    """The chart with the ends of its axis of values, where the spec has not set them: from 0, with room for what stands above.

    Lines, scatters and shares of a hundred keep PowerPoint's own, unless totals stand above them.
    """
    if chart.kind not in (*COLUMNS, *BARS) and not _totals(chart):
        return chart
    low, high = _reach(chart)
    top, bottom = _with_room(chart, low, high, plot, font)
    unit = None
    if chart.value_axis and (top > 0 or bottom < 0):
        unit = axis_step(max(top, -bottom))
        top, bottom = ceil(top / unit - 1e-9) * unit, -ceil(-bottom / unit - 1e-9) * unit
    return replace(
        chart,
        maximum=_tidy(top) if chart.maximum is None and high > 0 else chart.maximum,
        minimum=_tidy(bottom) if chart.minimum is None else chart.minimum,
        unit=_tidy(unit) if unit and chart.unit is None and chart.maximum is None and chart.minimum is None else chart.unit,
    )


def _tidy(number: float) -> float:
    """Without the noise of floating point: a file says 136.8, not 136.79999999999998."""
    return float(f"{number:.10g}") + 0.0


def _reach(chart: Chart) -> tuple[float, float]:
    """The lowest and highest that is drawn on the first axis, 0 between them."""
    low = high = 0.0
    for at in range(max((len(series.values) for series in chart.series), default=0)):
        numbers = [_number(series, at) for series in chart.series if series.role == "part"]
        lines = [_number(series, at) for series in chart.series if series.role == "total" or _is_first_line(series)]
        stack = chart.kind in STACKED
        above = sum(number for number in numbers if number > 0) if stack else max(numbers, default=0.0)
        below = sum(number for number in numbers if number < 0) if stack else min(numbers, default=0.0)
        low, high = min(low, below, *lines), max(high, above, *lines)
    return low, high


def _is_first_line(series: Series) -> bool:
    return series.role == "line" and not series.second_axis


def _number(series: Series, at: int) -> float:
    number = series.values[at].number if at < len(series.values) else None
    return number or 0.0


def _totals(chart: Chart) -> bool:
    return any(series.role == "total" for series in chart.series)


def _with_room(chart: Chart, low: float, high: float, plot: Plot, font: str) -> tuple[float, float]:
    """The highest and lowest of the axis, with room for the labels that stand beyond the ends of columns."""
    outside = chart.kind not in STACKED and any(any(series.labels) for series in chart.series)
    if not outside and not _totals(chart):
        return high, low
    points = chart.style.total if _totals(chart) else chart.style.label
    need, length = points * LINE_HEIGHT + PADDING / 2, plot.height
    if chart.kind in HORIZONTAL:
        texts = [text for series in chart.series for text in _texts(chart, series) if text]
        need = max((text_width(text, _level(font, points)) for text in texts), default=0.0) + 2 * PADDING
        length = plot.width
    above = need if high > 0 else 0.0
    below = need if low < 0 and outside else 0.0
    point = (high - low) / max(length - above - below, length / 2)
    top, bottom = high + above * point, low - below * point
    return top if chart.kind in HORIZONTAL else max(top, high * HEADROOM), bottom


def round_end(number: float) -> float:
    """The end of an axis whose numbers are shown: at or above ``number``, a whole count of its steps."""
    if number <= 0:
        return 0.0
    step = axis_step(number)
    return ceil(number / step - 1e-9) * step


def axis_step(number: float) -> float:
    """From one number of an axis to the next, where it reaches from 0 to ``number``: 1, 2, 2.5 or 5 and zeros."""
    unit = 10.0 ** floor(log10(number) - 0.5)
    return next(factor * unit for factor in (1, 2, 2.5, 5, 10, 20) if number / (factor * unit) <= 6)


# --- the labels ---


def labelled(chart: Chart, plot: Plot, font: str, problems: Problems, mark: Mark | None) -> Chart:
    """The chart without the labels that have no room; one warning names them. Smaller ones come where more then have room."""
    every = [_Labels.of(chart, series, plot) for series in chart.series]
    style = chart.style
    label = _largest([each for each in every if each.series.role != "total"], font, style.label)
    total = _largest([each for each in every if each.series.role == "total"], font, style.total)
    kept = [each.kept(_level(font, total if each.series.role == "total" else label)) for each in every]
    if lost := _left_out(chart, kept):
        problems.warning("labels-left-out", mark, labels=lost)
        series = [replace(each, labels=on if any(on) else ()) for each, on in zip(chart.series, kept, strict=True)]
        chart = replace(chart, series=tuple(series))
    if (label, total) != (style.label, style.total):
        chart = replace(chart, style=replace(style, label=label, total=total))
    return chart


@dataclass(frozen=True, slots=True)
class _Labels:
    """A series' labels, and what decides whether they have room."""

    series: Series
    texts: list[str]
    room: "Room"

    @staticmethod
    def of(chart: Chart, series: Series, plot: Plot) -> "_Labels":
        return _Labels(series, _texts(chart, series), _room(chart, series, plot))

    def kept(self, level: Level) -> tuple[bool, ...]:
        """Which labels have room when they are set like this."""
        shown = zip(self.series.labels, (*self.texts, *("",) * len(self.series.labels)), strict=False)
        return tuple(
            [on and bool(text) and self.room(at, text_width(text, level), level) for at, (on, text) in enumerate(shown)]
        )


def _largest(labels: Sequence[_Labels], font: str, first: float) -> float:
    """The largest size at which as many labels have room as at any; no smaller one helps where a segment is too low."""

    def lost(size: float) -> int:
        return sum(sum(each.series.labels) - sum(each.kept(_level(font, size))) for each in labels)

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


def _room(chart: Chart, series: Series, plot: Plot) -> Room:
    pitch = (plot.height if chart.kind in HORIZONTAL else plot.width) / max(len(chart.categories), 1)
    if chart.kind in SLICED:
        return _slice_room(series, plot)
    if series.role in ("total", "line"):
        return lambda _at, width, _level: width <= pitch
    if chart.kind in STACKED:
        return _segment_room(chart, series, plot, pitch)
    if chart.kind == "column_line":
        return _foot_room(chart, series, plot, pitch)
    if chart.kind in ("column", "bar"):
        side_by_side = sum(each.role == "part" for each in chart.series)
        slot = pitch if side_by_side == 1 else pitch / (1 + chart.style.gap / 100) / side_by_side
        if chart.kind == "bar":  # digits have no descenders: lines of them may stand closer than text
            return lambda _at, _width, level: level.size <= slot
        return lambda _at, width, _level: width <= slot
    return lambda _at, _width, _level: True


def _foot_room(chart: Chart, series: Series, plot: Plot, pitch: float) -> Room:
    """Room at the foot of a column, inside it, and clear of the lines on the same axis with the labels above their points."""
    thickness = pitch / (1 + chart.style.gap / 100) / sum(each.role == "part" for each in chart.series)
    low, high = chart.minimum, chart.maximum
    if low is None or high is None:
        low, high = _reach(chart)
    point = plot.height / (high - low) if high > low else 0.0
    lines = [each for each in chart.series if _is_first_line(each)]

    def room(at: int, width: float, level: Level) -> bool:
        number = _number(series, at)
        height = level.line + PADDING
        bottom, top = (0.0, height) if number >= 0 else (-height, 0.0)
        if width > thickness or abs(number) * point < height:
            return False
        return not any(low <= top and bottom <= high for low, high in (_span(each, at, point, level) for each in lines))

    return room


def _span(line: Series, at: int, point: float, level: Level) -> tuple[float, float]:
    """From where to where a line reaches above a category, half way to its neighbours; its label's top is the highest."""
    heights = [None if value.number is None else value.number * point for value in line.values]
    here = heights[at] if at < len(heights) else None
    if here is None:
        return inf, -inf
    beside = [each for each in (*heights[max(at - 1, 0) : at], *heights[at + 1 : at + 2]) if each is not None]
    reached = [here, *((here + each) / 2 for each in beside)]
    labelled = at < len(line.labels) and line.labels[at]
    return min(reached), max(*reached, here + (level.line + PADDING if labelled else 0.0))


def _segment_room(chart: Chart, series: Series, plot: Plot, pitch: float) -> Room:
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
        wholes = [sum(abs(_number(each, at)) for each in parts) for at in points]
    else:
        low, high = chart.minimum, chart.maximum
        if low is None or high is None:
            low, high = _reach(chart)
        wholes = [high - low for _ in points]
    return [abs(_number(series, at)) / whole if whole > 0 else 0.0 for at, whole in zip(points, wholes, strict=True)]


def _slice_room(series: Series, plot: Plot) -> Room:
    """A slice has room for its label where its arc, two thirds from the middle, is as long as the label is high or wide."""
    arc = 2 * pi * min(plot.width, plot.height) / 2 * 0.65
    whole = sum(abs(_number(series, at)) for at in range(len(series.values)))
    return lambda at, width, level: whole > 0 and arc * abs(_number(series, at)) / whole >= min(width, level.line)


def _texts(chart: Chart, series: Series) -> list[str]:
    """What a series' labels say; "" where there is no number."""
    if chart.kind in SLICED:
        whole = sum(abs(_number(series, at)) for at in range(len(series.values)))
        numbers = [value.number / whole if value.number is not None and whole else None for value in series.values]
        return [
            number_text(number, chart.number_format.split(";")[-1] + "%") if number is not None else "" for number in numbers
        ]
    written = chart.second_number_format if series.second_axis else chart.number_format
    return [number_text(value.number, written) if value.number is not None else "" for value in series.values]


@lru_cache(maxsize=1 << 13)
def number_text(number: float, number_format: str) -> str:
    """A number about as PowerPoint shows it: for its width, so the separators' own widths matter, not their kind."""
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).split(";")[0]
    decimals = len(re.findall(r"\.(0+)", plain)[0]) if re.search(r"\.0", plain) else 0
    if "%" in number_format:
        return f"{number * 100:.{decimals}f}\u00a0%"
    text = f"{number:,.{decimals}f}" if "," in plain else f"{number:.{decimals}f}"
    return text.replace(",", "\u00a0").replace("-", "\u2212")


def _level(font: str, size: float) -> Level:
    return Level(font, size, size * LINE_HEIGHT)
