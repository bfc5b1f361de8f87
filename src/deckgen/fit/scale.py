"""A chart and the size of its plot → the ends of its axes of values, their steps, and how many decimals their numbers have."""

from dataclasses import replace
from math import ceil, floor, log10

from deckgen.fit.label_texts import level, number_at, texts
from deckgen.fit.measure import LINE_HEIGHT, text_width
from deckgen.fit.sizes import Size
from deckgen.model import Chart, Series

HEADROOM = 1.14  # the axis ends this much above the largest total
NEAR_ZERO = 5 / 6  # lines begin at 0 unless their lowest number comes this near to their highest, as in Office
PADDING = 4.0  # points around a label
MOST_DECIMALS = 8

COLUMNS = ("column", "stacked_column", "column_line")
BARS = ("bar", "stacked_bar")
STACKED = ("stacked_column", "stacked_bar", "stacked_area", "stacked_column_100", "stacked_bar_100")
HORIZONTAL = ("bar", "stacked_bar", "stacked_bar_100")


def scaled(chart: Chart, plot: Size, font: str) -> Chart:
    """The chart with the ends of its axes of values: from 0, with room for what stands above.

    Areas, scatters and shares of a hundred keep PowerPoint's own, unless totals stand above them; an end that is set is kept.
    """
    if chart.maximum is not None or chart.minimum is not None:
        return chart
    chart = _second_scaled(chart)
    if chart.kind == "line":
        return _lines_scaled(chart)
    if chart.kind not in (*COLUMNS, *BARS) and not has_totals(chart):
        return chart
    low, high = reach(chart)
    top, bottom = _with_room(chart, low, high, plot, font)
    if chart.value_axis and (top > 0 or bottom < 0):
        return _ending(chart, bottom, top, axis_step(max(top, 0.0) - min(bottom, 0.0)))
    return replace(chart, maximum=_tidy(top) if top > 0 else None, minimum=_tidy(bottom))


def _ending(chart: Chart, low: float, high: float, step: float) -> Chart:
    """The first axis from and to whole steps; where there is nothing above 0 PowerPoint finds the upper end."""
    top, bottom = ceil(high / step - 1e-9) * step, floor(low / step + 1e-9) * step
    written = axis_format(chart.number_format, step)
    return replace(
        chart,
        maximum=_tidy(top) if top > 0 else None,
        minimum=_tidy(bottom),
        unit=_tidy(step) if top > 0 or bottom < 0 else None,
        axis_format=written,
    )


def _lines_scaled(chart: Chart) -> Chart:
    numbers = [value.number for series in chart.series for value in series.values if value.number is not None]
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    if low > high * NEAR_ZERO and high > low > 0:
        return _ending(chart, low - (high - low) / 2, high, axis_step(1.5 * (high - low)))
    if high > 0 or low < 0:
        low, high = min(low, 0.0), max(high, 0.0)
        return _ending(chart, low, high, axis_step(high - low))
    return chart


def _second_scaled(chart: Chart) -> Chart:
    numbers = [value.number or 0.0 for series in chart.series if series.second_axis for value in series.values]
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        return chart
    step = axis_step(high - low)
    return replace(
        chart,
        second_maximum=_tidy(ceil(high / step - 1e-9) * step),
        second_minimum=_tidy(floor(low / step + 1e-9) * step),
        second_unit=_tidy(step),
        second_axis_format=axis_format(chart.second_number_format, step),
    )


def axis_format(number_format: str, step: float) -> str:
    """A number format with the decimals that numbers a step apart need, no more and no fewer.

    >>> axis_format("#,##0", 0.05), axis_format("#,##0.0", 20)
    ('#,##0.00', '#,##0')
    """
    whole, _, digits = number_format.partition(".")
    if digits.strip("0"):
        return number_format
    decimals = next((at for at in range(MOST_DECIMALS) if abs(round(step, at) - step) < 1e-9 * step), MOST_DECIMALS)
    return f"{whole}.{'0' * decimals}" if decimals else whole


def _tidy(number: float) -> float:
    """Without the noise of floating point: a file says 136.8, not 136.79999999999998."""
    return float(f"{number:.10g}") + 0.0


def reach(chart: Chart) -> tuple[float, float]:
    """The lowest and highest that is drawn on the first axis, 0 between them."""
    low = high = 0.0
    for at in range(max((len(series.values) for series in chart.series), default=0)):
        numbers = [number_at(series, at) for series in chart.series if series.role == "part"]
        lines = [number_at(series, at) for series in chart.series if series.role == "total" or is_first_line(series)]
        stack = chart.kind in STACKED
        above = sum(number for number in numbers if number > 0) if stack else max(numbers, default=0.0)
        below = sum(number for number in numbers if number < 0) if stack else min(numbers, default=0.0)
        low, high = min(low, below, *lines), max(high, above, *lines)
    return low, high


def is_first_line(series: Series) -> bool:
    """Whether it is a line on the columns' own axis."""
    return series.role == "line" and not series.second_axis


def has_totals(chart: Chart) -> bool:
    return any(series.role == "total" for series in chart.series)


def _with_room(chart: Chart, low: float, high: float, plot: Size, font: str) -> tuple[float, float]:
    """The highest and lowest of the axis, with room for the labels that stand beyond the ends of columns."""
    outside = chart.kind not in STACKED and any(any(series.labels) for series in chart.series)
    if not outside and not has_totals(chart):
        return high, low
    points = chart.style.total if has_totals(chart) else chart.style.label
    need, length = points * LINE_HEIGHT + PADDING / 2, plot.height
    if chart.kind in HORIZONTAL:
        said = [text for series in chart.series for text in texts(chart, series) if text]
        need = max((text_width(text, level(font, points)) for text in said), default=0.0) + 2 * PADDING
        length = plot.width
    above = need if high > 0 or has_totals(chart) else 0.0
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
