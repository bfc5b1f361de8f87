"""A chart and its frame → where its plot area and its legend stand, how large its words are, and which labels it keeps.

deckgen lays the plot area out itself, so it knows how large each segment will be drawn. Lengths are points here; the areas
are fractions of the frame, as the format has them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from deckgen.errors import Mark, Problems
from deckgen.fit.labels import Plot, labelled, number_text, scaled
from deckgen.fit.measure import LINE_HEIGHT, POINT, Level, line_count, prepare, text_width
from deckgen.model import Chart, Frame, Paragraph, Run

BARS = ("bar", "stacked_bar", "stacked_bar_100")
SLICED = ("pie", "doughnut")
AREAS = ("area", "stacked_area")
SMALLER = (18.0, 16.0)  # points: the steps down of what is written on charts
LEGEND_WIDTH, LEGEND_MOST, LEGEND_GAP = 0.265, 0.4, 0.02  # of the frame's width
LEGEND_HEIGHT, LEGEND_MIDDLE, LEGEND_TALLEST = 0.4, 0.47, 0.885  # of the frame's height
DRAWN_CLOSER = 1.5  # than reckoned: the samples of lines differ much from program to program
NARROW = 1.2  # of its widest entry: how wide a legend is where two entries could stand beside each other
ENTRIES = 3  # that a legend of the least height holds
AXIS_PADDING = 9.5  # points between the axis and what stands below its labels
TITLE_PADDING = 6.0
LABELS_MOST = 0.4  # of the width: category names beside bars do not take more
CATEGORY_LINES = 2


@dataclass(frozen=True, slots=True)
class Size:
    """A chart's frame in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Margins:
    """What stands around the inner plot area, in points."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


def fit_chart(chart: Chart, frame: Frame, font: str, problems: Problems, mark: Mark | None) -> Chart:
    """The chart with its areas, scale, sizes and labels decided. Warnings: what is crowded, and which labels are left out."""
    size = Size(frame.width / POINT, frame.height / POINT)
    chart, legend = _legend(chart, size, font, problems, mark)
    chart = _scaled_and_placed(chart, legend, size, font, problems, mark)
    return labelled(chart, _plot(chart, size), font, problems, mark)


def _plot(chart: Chart, size: Size) -> Plot:
    assert chart.plot_area is not None
    _, _, width, height = chart.plot_area
    return Plot(width * size.width, height * size.height)


def _scaled_and_placed(chart: Chart, legend: Margins, size: Size, font: str, problems: Problems, mark: Mark | None) -> Chart:
    """The axis' scale depends on how large the plot is, the plot on how wide the axis' numbers are: the scale comes twice."""
    scale = chart
    if chart.value_axis:
        scale = scaled(chart, Plot(size.width - legend.right, size.height - legend.bottom), font)
    chart, margins = _around(scale, chart, legend, size, font, problems, mark)
    left, top = margins.left / size.width, margins.top / size.height
    width = 1 - left - margins.right / size.width
    height = 1 - top - margins.bottom / size.height
    placed = replace(chart, plot_area=_rounded(left, top, max(width, 0.05), max(height, 0.05)))
    return scaled(placed, _plot(placed, size), font)


def _rounded(*area: float) -> tuple[float, float, float, float]:
    x, y, width, height = (round(part, 4) for part in area)
    return x, y, width, height


def sizes(first: float) -> Iterator[float]:
    """A size and the steps down from it."""
    yield first
    yield from (size for size in SMALLER if size < first)


def level(font: str, size: float) -> Level:
    """How words on a chart are set."""
    return Level(font, size, size * LINE_HEIGHT)


# --- the legend ---


def _legend(chart: Chart, size: Size, font: str, problems: Problems, mark: Mark | None) -> tuple[Chart, Margins]:
    """The chart with its legend's area, and the room that the legend takes."""
    names = _entries(chart)
    if chart.legend == "none" or len(names) < 2:
        return replace(chart, legend="none", legend_area=None), Margins()
    beside = chart.legend == "right"
    place = _legend_right if beside else _legend_bottom
    found = None
    for points in sizes(chart.style.legend):
        chart = replace(chart, style=replace(chart.style, legend=points))
        key = points * (2 if any(series.role == "line" for series in chart.series) or chart.kind == "line" else 1)
        widths = [text_width(name, level(font, points)) + key + 8 for name in names]
        found = place(widths, points, size)
        if found:
            break
    if found is None:
        problems.warning("legend-crowded", mark, count=len(names), longest=max(names, key=len))
        height = LEGEND_TALLEST if beside else 0.3
        found = (1 - LEGEND_MOST, 0.03, LEGEND_MOST, height) if beside else (0.0, 1 - height, 1.0, height)
    room = (
        Margins(right=(1 - found[0] + LEGEND_GAP) * size.width) if beside else Margins(bottom=(found[3] + 0.02) * size.height)
    )
    return replace(chart, legend_area=_rounded(*found)), room


Area = tuple[float, float, float, float]


def _legend_right(widths: Sequence[float], points: float, size: Size) -> Area | None:
    width = max(LEGEND_WIDTH, max(widths) / size.width)
    count = len(widths)
    spread = LEGEND_HEIGHT * max(count / ENTRIES, 1)
    needed = count * points * 1.3 / size.height
    height = max(min(spread, LEGEND_TALLEST), needed)
    if width > LEGEND_MOST or height > LEGEND_TALLEST:
        return None
    left, widest = 1 - width, max(widths) / size.width
    if widest * 2 <= width * DRAWN_CLOSER:  # a legend in which two entries fit beside each other is no list any more
        width = min(width, widest * NARROW)
    return left, max(LEGEND_MIDDLE - height / 2, 0.0), width, height


def _legend_bottom(widths: Sequence[float], points: float, size: Size) -> Area | None:
    if max(widths) > size.width:
        return None
    rows, x = 1, 0.0
    for width in widths:
        rows, x = (rows + 1, width) if x + width > size.width and x else (rows, x + width)
    height = (rows * points * 1.3 + 4) / size.height
    return (0.0, 1 - height, 1.0, height) if height <= 0.3 else None


def _entries(chart: Chart) -> list[str]:
    if chart.kind in SLICED:
        return list(chart.categories)
    return [series.name for series in chart.series if series.role != "total"]


# --- what stands around the plot ---


def _around(
    scale: Chart, chart: Chart, legend: Margins, size: Size, font: str, problems: Problems, mark: Mark | None
) -> tuple[Chart, Margins]:
    """The chart with its category size decided, and the margins of its plot. ``scale`` is the chart with a maximum."""
    if chart.kind in SLICED:
        return chart, replace(legend, top=0.02 * size.height, bottom=legend.bottom + 0.02 * size.height)
    axis = chart.style.axis
    words = axis * LINE_HEIGHT + TITLE_PADDING
    across = words if chart.category_title else 0.0
    along = words if chart.value_title else 0.0
    ticks = _tick_width(scale, font) if chart.value_axis else 0.0
    if chart.kind in BARS:
        below = (words if chart.value_axis else 0.0) + along
        room = Size(size.width - legend.right - across, size.height - legend.bottom - below)
        chart, width = _beside(chart, room, font, problems, mark)
        return chart, Margins(across + width, 0.0, legend.right, legend.bottom + below)
    second = any(series.second_axis for series in chart.series)
    right = legend.right + (_tick_width(scale, font, second=True) if second else 0.0)
    right += words if chart.second_title else 0.0
    right += _end_label(chart, font, size) if legend.right == 0 else 0.0
    left = ticks + along
    if chart.kind in AREAS and chart.categories:  # the first and the last name stand half outside
        halves = [
            text_width(name, level(font, chart.style.category)) / 2 for name in (chart.categories[0], chart.categories[-1])
        ]
        left, right = max(left, halves[0]), right + halves[1]
    top = axis * LINE_HEIGHT / 2 if chart.value_axis or chart.kind.endswith("_100") else 0.0
    if chart.kind == "scatter":
        return chart, Margins(left, top, max(right, axis), legend.bottom + words + across)
    chart, height = _below(chart, size.width - left - right, font, problems, mark)
    return chart, Margins(left, top, right, legend.bottom + height + across)


def _tick_width(chart: Chart, font: str, *, second: bool = False) -> float:
    """The room for the numbers along the axis of values."""
    values = [
        value.number
        for series in chart.series
        if series.second_axis == second and (series.role != "total" or chart.kind == "stacked_column")
        for value in series.values
        if value.number is not None
    ]
    ends = [chart.maximum, chart.minimum] if not second else []
    reach = [number for number in (*values, *ends) if number is not None] or [0.0]
    if chart.kind.endswith("_100"):
        return text_width("100 %", level(font, chart.style.axis)) + 8
    written = chart.second_number_format if second else chart.number_format
    widest = (
        text_width(number_text(nice(number), written), level(font, chart.style.axis)) for number in (min(reach), max(reach))
    )
    return max(widest) + 8


def nice(number: float) -> float:
    """The number an axis ends at: a little beyond, and round."""
    if number == 0:
        return 0.0
    digits = len(str(int(abs(number)))) - 1
    step = 10.0**digits / 2
    return (ceil(abs(number) / step) * step) * (1 if number > 0 else -1)


def _end_label(chart: Chart, font: str, size: Size) -> float:
    """Room to the right of lines for the label at their last point, beyond what the last category leaves."""
    if chart.kind != "line" or not chart.categories:
        return 0.0
    widths = [
        text_width(number_text(value.number, chart.number_format), level(font, chart.style.label))
        for series in chart.series
        for value, shown in zip(series.values, series.labels, strict=False)
        if shown and value.number is not None
    ]
    return max(max(widths, default=0.0) + 6 - size.width / len(chart.categories) / 2, 0.0)


def _below(chart: Chart, width: float, font: str, problems: Problems, mark: Mark | None) -> tuple[Chart, float]:
    """Category names below columns: on one line, on two, smaller. The height they take."""
    pitch = width / max(len(chart.categories), 1) - 4
    for points in sizes(chart.style.category):
        lines = _most_lines(chart.categories, pitch, level(font, points))
        if lines and lines <= CATEGORY_LINES:
            return _with_category(chart, points), lines * points * LINE_HEIGHT + AXIS_PADDING
    problems.warning(
        "categories-crowded", mark, count=len(chart.categories), longest=max(chart.categories, key=len, default="")
    )
    points = min(sizes(chart.style.category))
    return _with_category(chart, points), CATEGORY_LINES * points * LINE_HEIGHT + AXIS_PADDING


def _beside(chart: Chart, room: Size, font: str, problems: Problems, mark: Mark | None) -> tuple[Chart, float]:
    """Category names beside bars: on one line, on two, smaller. The width they take."""
    pitch = room.height / max(len(chart.categories), 1)
    most = room.width * LABELS_MOST
    for points in sizes(chart.style.category):
        words = level(font, points)
        widest = max((text_width(name, words) for name in chart.categories), default=0.0)
        lines = 1 if widest <= most else _most_lines(chart.categories, most, words)
        if lines and lines * words.line <= pitch and lines <= CATEGORY_LINES:
            return _with_category(chart, points), min(widest, most) + 8
    problems.warning(
        "categories-crowded", mark, count=len(chart.categories), longest=max(chart.categories, key=len, default="")
    )
    points = min(sizes(chart.style.category))
    widest = max((text_width(name, level(font, points)) for name in chart.categories), default=0.0)
    return _with_category(chart, points), min(widest, most) + 8


def _with_category(chart: Chart, points: float) -> Chart:
    return chart if points == chart.style.category else replace(chart, style=replace(chart.style, category=points))


def _most_lines(names: Iterable[str], width: float, words: Level) -> int:
    """The most lines that a name takes in a width; 0 where a word is wider."""
    counts = [line_count(prepare(Paragraph((Run(name, "nb"),)), words), words, width) for name in names]
    return max(counts, default=1) if all(counts) else 0
