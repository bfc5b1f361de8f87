"""How far a picture's axes reach, and how they look."""

# matplotlib's types leave much open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import nan
from typing import TYPE_CHECKING, Any

from deckgen.language import format_number, format_percent
from deckgen.model import Chart, Series
from deckgen.plot.canvas import LINE_HEIGHT, Canvas, text_width
from deckgen.plot.labels import GAP
from deckgen.plot.layout import AREAS, HORIZONTAL, Layout, decimals, label_text, shows_values

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEADROOM = 0.14  # of its length the axis reaches beyond the longest bar, where something stands at its end
NEAR_ZERO = 5 / 6  # an axis begins at 0 unless its lowest number comes this near to its highest, as in Office


def numbers(series: Series) -> list[float]:
    """The values, nan where they are missing."""
    return [nan if value.number is None else value.number for value in series.values]


def there(series: Series) -> list[float]:
    """The values, 0 where they are missing: what a stack adds up."""
    return [value.number or 0.0 for value in series.values]


def stacks(parts: Sequence[Series]) -> tuple[list[float], list[float]]:
    """For each category how far the stack reaches down and up."""
    columns = list(zip(*map(there, parts), strict=True))
    return [sum(each for each in one if each < 0) for one in columns], [
        sum(each for each in one if each > 0) for one in columns
    ]


def limit(chart: Chart, axes: Axes, canvas: Canvas, layout: Layout) -> None:
    """The axis of values from end to end, with room for what stands at the ends of bars."""
    low, high = _reach(chart)
    room = _room(chart, canvas, layout)
    span = (high - low) or 1.0
    top, bottom = high + room * span if high > 0 else 0.0, low - room * span if low < 0 else 0.0
    if shows_values(chart):
        bottom, top = _ends(bottom, top)
    top = top if chart.maximum is None else chart.maximum
    bottom = bottom if chart.minimum is None else chart.minimum
    last = len(chart.categories) - 1
    begin, end = (0.0, last or 1.0) if chart.kind in AREAS else (-0.5, last + 0.5)
    if chart.kind in HORIZONTAL:
        axes.set_xlim(bottom, top if top > bottom else bottom + 1)
        axes.set_ylim(end, begin)  # the first category comes first, from above
    else:
        axes.set_xlim(begin, end)
        axes.set_ylim(bottom, top if top > bottom else bottom + 1)


def limit_points(chart: Chart, axes: Axes) -> None:
    """Both axes of a scatter end at a number that is shown."""
    for set_ends, values in (
        (axes.set_xlim, [value.number for series in chart.series for value in series.xs if value.number is not None]),
        (axes.set_ylim, [value.number for series in chart.series for value in series.values if value.number is not None]),
    ):
        low, high = min(values, default=0.0), max(values, default=1.0)
        near = (low > 0 and low > high * NEAR_ZERO) or (high < 0 and high < low * NEAR_ZERO)
        set_ends(*_ends(low, high) if near else _ends(min(low, 0.0), max(high, 0.0)))


def _reach(chart: Chart) -> tuple[float, float]:
    """The lowest and highest that is drawn on the first axis, 0 between them."""
    parts = [series for series in chart.series if series.role == "part"]
    if chart.kind.endswith("_100"):
        return 0.0, 1.0
    if chart.kind.startswith("stacked"):
        downs, ups = stacks(parts)
    else:
        ups = downs = [value for series in parts for value in there(series)]
    first = [value for series in chart.series if series.role == "line" and not series.second_axis for value in there(series)]
    return min([*downs, *first, 0.0]), max([*ups, *first, 0.0])


def _room(chart: Chart, canvas: Canvas, layout: Layout) -> float:
    """The part of the axis' length that labels beyond the ends of bars need."""
    totals = any(series.role == "total" for series in chart.series)
    alone = chart.kind in ("column", "bar", "column_line", "line") and any(any(series.labels) for series in chart.series)
    if not totals and not alone:
        return 0.0
    if chart.kind != "bar":
        need = (chart.style.total if totals else chart.style.label) * LINE_HEIGHT + 2 * GAP
        return max(HEADROOM, need / (layout.plot[3] * canvas.height))
    texts = [label_text(chart, series, at) for series in chart.series for at in range(len(series.values))]
    need = max(text_width(text, chart.style.label) for text in texts) + 2 * GAP
    length = layout.plot[2] * canvas.width
    return need / max(length - need, length / 2)


def _ends(low: float, high: float) -> tuple[float, float]:
    ticks = _locator().tick_values(low, high if high > low else low + 1)
    return float(ticks[0]), float(ticks[-1])


def _locator() -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10])


# --- how axes look ---


def dress(chart: Chart, axes: Axes, canvas: Canvas, layout: Layout) -> None:
    """The line of the categories with their names; the axis of values and gridlines where they are asked for."""
    style, horizontal = chart.style, chart.kind in HORIZONTAL
    _bare(axes)
    base: Any = axes.axvline if horizontal else axes.axhline
    base(
        axes.get_ylim()[0] if chart.kind == "scatter" else 0,
        color=canvas.shade(style.axis_color),
        linewidth=1,
        zorder=1.5,
        clip_on=False,
    )
    names, values = (axes.yaxis, axes.xaxis) if horizontal else (axes.xaxis, axes.yaxis)
    ink = canvas.color("tx1")
    names.set_tick_params(length=0, labelsize=layout.size, labelcolor=ink, pad=5)
    if chart.kind == "scatter":
        _number(names, lambda number: _plain(number, chart))
    else:
        turned = 90 if chart.names_upright else 0
        names.set_ticks(range(len(layout.names)), labels=layout.names, linespacing=1.0, rotation=turned)
    if shows_values(chart):
        code = chart.axis_format or chart.number_format
        _show_values(values, chart.style.axis, ink, chart.unit, lambda number: _tick(number, chart, code))
        axes.grid(axis="x" if horizontal else "y", color=canvas.shade(style.grid_color), linewidth=0.75)
        axes.set_axisbelow(True)
    else:
        values.set_ticks([])
    for title, of in ((chart.category_title, names), (chart.value_title, values)):
        if title:
            of.set_label_text(title, fontsize=style.axis, color=ink)


def second_axes(chart: Chart, lines: Sequence[Series], axes: Axes, canvas: Canvas) -> Axes:
    """Another axis of values at the right, for lines over columns."""
    second, ink = axes.twinx(), canvas.color("tx1")
    values = [value for series in lines for value in there(series)]
    low, high = chart.second_minimum, chart.second_maximum
    second.set_ylim(*(_ends(min([0.0, *values]), max([0.0, *values])) if low is None or high is None else (low, high)))
    _bare(second)
    code = chart.second_axis_format or chart.second_number_format
    _show_values(second.yaxis, chart.style.axis, ink, chart.second_unit, lambda number: _tick(number, chart, code))
    if chart.second_title:
        second.set_ylabel(chart.second_title, fontsize=chart.style.axis, color=ink)
    return second


def _bare(axes: Axes) -> None:
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)


def _show_values(axis: Any, size: float, ink: str, step: float | None, written: Callable[[float], str]) -> None:
    from matplotlib.ticker import MultipleLocator

    axis.set_tick_params(length=0, labelsize=size, labelcolor=ink, pad=5)
    axis.set_major_locator(MultipleLocator(step) if step else _locator())
    _number(axis, written)


def _number(axis: Any, written: Callable[[float], str]) -> None:
    from matplotlib.ticker import FuncFormatter

    def text(number: float, _at: int | None = None) -> str:
        return written(number)

    axis.set_major_formatter(FuncFormatter(text))


def _tick(number: float, chart: Chart, code: str) -> str:
    """A number along an axis, with one decimal more than labels have where it falls between them."""
    if chart.kind.endswith("_100"):
        return format_percent(number, 0, chart.language)
    places = decimals(code)
    return format_number(number, places if abs(number - round(number, places)) < 1e-9 else places + 1, chart.language)


def _plain(number: float, chart: Chart) -> str:
    """A number along a scatter's first axis; years have no groups."""
    if "," in chart.x_format:
        return format_number(number, 0, chart.language)
    return f"{number:.10g}".replace("-", "\N{MINUS SIGN}").replace(".", "." if chart.language == "en" else ",")
