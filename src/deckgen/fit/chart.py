"""A chart and its frame → where its plot area and its legend stand, how large its words are, and which labels it keeps.

deckgen lays the plot area out itself, so it knows how large each segment will be drawn. Lengths are points here; the areas
are fractions of the frame, as the format has them.
"""

from dataclasses import replace

from deckgen.errors import Mark, Problems
from deckgen.fit.categories import below, beside
from deckgen.fit.label_texts import SLICED, level, number_text
from deckgen.fit.labels import labelled
from deckgen.fit.legend import GAP, place_legend
from deckgen.fit.measure import LINE_HEIGHT, POINT, text_width
from deckgen.fit.scale import round_end, scaled
from deckgen.fit.sizes import Margins, Size, rounded
from deckgen.model import Chart, Frame

BARS = ("bar", "stacked_bar", "stacked_bar_100")
COLUMNS = ("column", "stacked_column", "stacked_column_100", "column_line")
AREAS = ("area", "stacked_area")
THICKEST = (150.0, 70.0)  # points: a column, a bar
MOST_GAP = 500  # per cent, as the format allows
TITLE_PADDING = 6.0


def fit_chart(chart: Chart, frame: Frame, font: str, problems: Problems, mark: Mark | None) -> Chart:
    """The chart with its areas, scale, sizes and labels decided. Warnings: what is crowded, and which labels are left out."""
    size = Size(frame.width / POINT, frame.height / POINT)
    found = Problems()
    fitted = _fitted(chart, size, font, found, mark)
    if fitted.value_axis and not chart.value_axis:  # for want of labels: its numbers take room
        bare = tuple(replace(series, labels=()) for series in chart.series)
        fitted = _fitted(replace(chart, value_axis=True, series=bare), size, font, Problems(), mark)
    problems.found += found.found
    return fitted


def _fitted(chart: Chart, size: Size, font: str, problems: Problems, mark: Mark | None) -> Chart:
    chart, legend = place_legend(chart, size, font, problems, mark)
    chart = _slimmed(_scaled_and_placed(chart, legend, size, font, problems, mark), size)
    return labelled(chart, _plot(chart, size), font, problems, mark)


def _slimmed(chart: Chart, size: Size) -> Chart:
    """One or two columns do not fill the slide: more room stands between them than the template has."""
    plot = _plot(chart, size)
    if chart.kind not in (*COLUMNS, *BARS) or not chart.categories:
        return chart
    thickest = THICKEST[chart.kind in BARS]
    stacked = chart.kind.startswith("stacked")
    beside = 1 if stacked else sum(series.role == "part" for series in chart.series)
    pitch = (plot.height if chart.kind in BARS else plot.width) / len(chart.categories)
    gap = min(round((pitch / (thickest * beside) - 1) * 100), MOST_GAP)
    if stacked:
        return chart if gap <= chart.style.stacked_gap else replace(chart, style=replace(chart.style, stacked_gap=gap))
    return chart if gap <= chart.style.gap else replace(chart, style=replace(chart.style, gap=gap))


def _plot(chart: Chart, size: Size) -> Size:
    assert chart.plot_area is not None
    _, _, width, height = chart.plot_area
    return Size(width * size.width, height * size.height)


def _scaled_and_placed(chart: Chart, legend: Margins, size: Size, font: str, problems: Problems, mark: Mark | None) -> Chart:
    """The axis' scale depends on how large the plot is, the plot on how wide the axis' numbers are: the scale comes twice."""
    scale = scaled(chart, Size(size.width - legend.right, size.height - legend.bottom), font)
    chart, margins = _around(scale, chart, legend, size, font, problems, mark)
    left, top = margins.left / size.width, margins.top / size.height
    width = 1 - left - margins.right / size.width
    height = 1 - top - margins.bottom / size.height
    placed = replace(chart, plot_area=rounded(left, top, max(width, 0.05), max(height, 0.05)))
    return scaled(placed, _plot(placed, size), font)


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
        foot = (words if chart.value_axis else 0.0) + along
        room = Size(size.width - legend.right - across, size.height - legend.bottom - foot)
        chart, width = beside(chart, room, font, problems, mark)
        return chart, Margins(across + width, 0.0, legend.right, legend.bottom + foot)
    second = any(series.second_axis for series in chart.series)
    right = legend.right + (_tick_width(scale, font, second=True) if second else 0.0)
    right += words if chart.second_title else 0.0
    right += _end_label(chart, font, legend, size)
    left = ticks + along
    if chart.kind in AREAS and chart.categories:  # the first and the last name stand half outside
        halves = [
            text_width(name, level(font, chart.style.category)) / 2 for name in (chart.categories[0], chart.categories[-1])
        ]
        left, right = max(left, halves[0]), right + halves[1]
    top = axis * LINE_HEIGHT / 2 if chart.value_axis or second or chart.kind.endswith("_100") else 0.0
    if chart.kind == "scatter":
        return chart, Margins(left, top, max(right, _last_number(chart, font) / 2), legend.bottom + words + across)
    chart, height = below(chart, size.width - left - right, size.height, font, problems, mark)
    if chart.name_step > 1:  # the first name is wider than its place
        first = text_width(chart.categories[0], level(font, chart.style.category))
        left = max(left, (first - (size.width - left - right) / len(chart.categories)) / 2)
    return chart, Margins(left, top, right, legend.bottom + height + across)


def _last_number(chart: Chart, font: str) -> float:
    """The width of the number that a scatter's axis along the bottom ends with."""
    xs = [value.number for series in chart.series for value in series.xs if value.number is not None]
    return text_width(number_text(round_end(max(xs, default=0.0)), chart.x_format), level(font, chart.style.axis))


def _tick_width(chart: Chart, font: str, *, second: bool = False) -> float:
    """The room for the numbers along the axis of values."""
    words = level(font, chart.style.axis)
    if chart.kind.endswith("_100"):
        return text_width("100 %", words) + 8
    written = (chart.second_axis_format or chart.second_number_format) if second else chart.axis_format or chart.number_format
    low, high = (chart.second_minimum, chart.second_maximum) if second else (chart.minimum, chart.maximum)
    if low is None or high is None:
        drawn = [series for series in chart.series if series.second_axis == second]
        numbers = [value.number for series in drawn for value in series.values if value.number is not None] or [0.0]
        low, high = -round_end(-min(numbers)), round_end(max(numbers))
    return max(text_width(number_text(end, written), words) for end in (low, high)) + 8


def _end_label(chart: Chart, font: str, legend: Margins, size: Size) -> float:
    """Room to the right of lines for the label at their last point, beyond what the last category and the legend leave."""
    if chart.kind != "line" or not chart.categories:
        return 0.0
    widths = [
        text_width(number_text(value.number, chart.number_format), level(font, chart.style.label))
        for series in chart.series
        for value, shown in zip(series.values, series.labels, strict=False)
        if shown and value.number is not None
    ]
    spare = (size.width - legend.right) / len(chart.categories) / 2 + (GAP * size.width if legend.right else 0.0)
    return max(max(widths, default=0.0) + 6 - spare, 0.0)
