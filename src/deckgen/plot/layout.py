"""A chart on its canvas → where its plot and its legend stand: what fit has decided, else what the words need."""

from dataclasses import dataclass

from deckgen.language import format_number, format_percent
from deckgen.model import Chart, Series
from deckgen.plot.canvas import LINE_HEIGHT, Canvas, text_width, wrapped

SLICED = ("pie", "doughnut")
HORIZONTAL = ("bar", "stacked_bar", "stacked_bar_100")
AREAS = ("area", "stacked_area")
SMALLER = (20.0, 18.0, 16.0)
LEGEND_WIDTH, LEGEND_MOST, GAP = 0.265, 0.4, 0.02  # of the frame's width
LABELS_MOST = 0.4  # of the width: category names beside bars do not take more
KEY = 1.6  # of the legend's size: its sample and the space after it
BELOW = 9.5  # points between the axis and what stands below its labels

Area = tuple[float, float, float, float]  # x, y from above, width, height, in fractions of the frame


@dataclass(frozen=True, slots=True)
class Layout:
    """``names`` are the category names as they are broken, ``size`` theirs; ``entries`` what the legend lists, in its order."""

    plot: Area
    names: tuple[str, ...]
    size: float
    entries: tuple[tuple[str, str, bool], ...]  # name, theme colour, whether a line
    legend: Area | None
    crowded: bool = False  # names overlap: there are too many, or they are too long


def laid_out(chart: Chart, canvas: Canvas) -> Layout:
    """Where everything stands."""
    entries = legend_entries(chart)
    legend = _legend_area(chart, entries, canvas)
    right = (1 - legend[0] + GAP) if legend and chart.legend == "right" else 0.0
    below = legend[3] if legend and chart.legend == "bottom" else 0.0
    if chart.kind in SLICED:
        plot = chart.plot_area or (0.0, 0.02, 1 - right, 0.96 - below)
        return Layout(plot, (), chart.style.category, entries, legend)
    names = _names(chart, canvas, right)
    plot = chart.plot_area or _around(chart, canvas, names, right, below)
    return Layout(plot, names.broken, names.size, entries, legend, names.crowded)


def legend_entries(chart: Chart) -> tuple[tuple[str, str, bool], ...]:
    """What the legend lists. Beside a stack it reads from the top, as the stack does."""
    if chart.kind in SLICED:
        fills = chart.series[0].point_fills
        found = [(name, fill, False) for name, fill in zip(chart.categories, fills, strict=False)]
    else:
        lines = chart.kind == "line"
        found = [(each.name, each.fill, lines or each.role == "line") for each in chart.series if each.role != "total"]
    if chart.legend == "none" or len(found) < 2:
        return ()
    upright_stack = chart.kind in ("stacked_column", "stacked_column_100", "stacked_area")
    return tuple(reversed(found)) if upright_stack and chart.legend == "right" else tuple(found)


def _legend_area(chart: Chart, entries: tuple[tuple[str, str, bool], ...], canvas: Canvas) -> Area | None:
    if not entries:
        return None
    if chart.legend_area:
        return chart.legend_area
    size = chart.style.legend
    if chart.legend == "bottom":
        height = (size * LINE_HEIGHT + BELOW) / canvas.height
        return 0.0, 1 - height, 1.0, height
    widest = max(text_width(name, size) for name, _, _ in entries) + KEY * size
    width = min(max(widest / canvas.width, LEGEND_WIDTH), LEGEND_MOST)
    return 1 - width, 0.27, width, 0.4


@dataclass(frozen=True, slots=True)
class _Names:
    """Category names as they are broken, their size, and the room (points) that they take beside and below the plot."""

    broken: tuple[str, ...]
    size: float
    beside: float
    below: float
    crowded: bool = False


def _names(chart: Chart, canvas: Canvas, right: float) -> _Names:
    """On one line, on two, smaller."""
    if chart.kind == "scatter" or not chart.categories:
        return _Names((), chart.style.axis, 0.0, chart.style.axis * LINE_HEIGHT + BELOW)
    horizontal = chart.kind in HORIZONTAL
    width = canvas.width * (1 - right)
    pitch = width * LABELS_MOST if horizontal else width / len(chart.categories) - 4
    if chart.name_step > 1 or chart.names_upright:
        return _as_fitted(chart)
    names = None
    for size in (chart.style.category, *(size for size in SMALLER if size < chart.style.category)):
        broken = tuple(wrapped(name, pitch, size) for name in chart.categories)
        widest = max(text_width(line, size) for name in broken for line in name.split("\n"))
        lines = max(name.count("\n") + 1 for name in broken)
        high = lines * size * LINE_HEIGHT
        stand = high <= canvas.height / len(chart.categories) if horizontal else True
        crowded = widest > pitch or lines > 2 or not stand
        names = _Names(broken, size, widest + 8 if horizontal else 0.0, 0.0 if horizontal else high + BELOW, crowded)
        if not crowded:
            break
    assert names is not None
    return names


def _as_fitted(chart: Chart) -> _Names:
    """As fit has decided: every so many names, or names that read upwards; the plot's area is its own."""
    shown = tuple("" if at % chart.name_step else name for at, name in enumerate(chart.categories))
    return _Names(shown, chart.style.category, 0.0, 0.0)


def _around(chart: Chart, canvas: Canvas, names: _Names, right: float, below: float) -> Area:
    axis = chart.style.axis
    words = axis * LINE_HEIGHT + 6
    left, bottom = names.beside, names.below
    shown = shows_values(chart)
    ticks = _tick_width(chart) if shown else 0.0
    horizontal = chart.kind in HORIZONTAL
    if horizontal:
        bottom += (words if shown else 0.0) + (words if chart.value_title else 0.0)
        left += words if chart.category_title else 0.0
    else:
        left += ticks + (words if chart.value_title else 0.0)
        bottom += words if chart.category_title else 0.0
    beyond = 0.0
    if any(series.second_axis for series in chart.series):
        beyond = _tick_width(chart, second=True) + (words if chart.second_title else 0.0)
    if chart.kind in AREAS and chart.categories:  # the first and the last name stand half outside
        size = chart.style.category
        left = max(left, text_width(chart.categories[0], size) / 2)
        beyond = max(beyond, text_width(chart.categories[-1], size) / 2)
    if chart.kind == "line" and chart.categories:  # the label at the last point, beyond what the last name and the gap leave
        texts = [label_text(chart, series, at) for series in chart.series for at in range(len(series.values))]
        spare = canvas.width * ((1 - right) / len(chart.categories) / 2 + (GAP if right else 0.0))
        beyond = max(beyond, max((text_width(text, chart.style.label) for text in texts), default=0.0) + 12 - spare)
    beyond = max(beyond, axis if chart.kind == "scatter" else 0.0)
    top = axis * LINE_HEIGHT / 2 if shown and not horizontal else 0.0
    x, y = left / canvas.width, top / canvas.height
    width = max(1 - x - right - beyond / canvas.width, 0.05)
    height = max(1 - y - below - bottom / canvas.height, 0.05)
    return x, y, width, height


def _tick_width(chart: Chart, *, second: bool = False) -> float:
    numbers = [
        value.number
        for series in chart.series
        if series.second_axis == second
        for value in series.values
        if value.number is not None
    ]
    written = [number_text(chart, number, second=second) for number in (min(numbers, default=0), max(numbers, default=0) * 1.2)]
    if chart.kind.endswith("_100"):
        written = [format_percent(1.0, 0, chart.language)]
    return max(text_width(text, chart.style.axis) for text in written) + 8


def shows_values(chart: Chart) -> bool:
    """Whether the axis of values is shown."""
    return chart.value_axis or bool(chart.value_title) or chart.kind == "scatter"


def number_text(chart: Chart, number: float, *, second: bool = False) -> str:
    """A number as the chart's language writes it, with the decimals of the number format."""
    code = chart.second_number_format if second else chart.number_format
    return format_number(number, decimals(code), chart.language)


def decimals(number_format: str) -> int:
    """How many decimals the last section of a number format shows."""
    _, point, digits = number_format.split(";")[-1].partition(".")
    return len(digits) - len(digits.lstrip("0")) if point else 0


def label_text(chart: Chart, series: Series, at: int) -> str:
    """What a point's label says; "" where there is none, because it is not wanted or there is no number."""
    value = series.values[at].number
    if value is None or at >= len(series.labels) or not series.labels[at]:
        return ""
    if chart.kind in SLICED:
        whole = sum(abs(each.number or 0.0) for each in series.values)
        return format_percent(abs(value) / whole, decimals(chart.number_format), chart.language) if whole else ""
    return number_text(chart, value, second=series.second_axis)
