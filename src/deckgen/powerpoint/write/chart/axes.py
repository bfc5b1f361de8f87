"""What a chart says of its axes → c:catAx and c:valAx.

Three axes can be seen: that of the categories always, that of the values where ``value_axis`` asks for it, and the second one.
An axis names in its own element (c:crosses) where it crosses the other one, on the scale of the other.
"""

from functools import lru_cache
from typing import NamedTuple

from deckgen.model import Chart, Shade
from deckgen.powerpoint.write.cells import format_code
from deckgen.powerpoint.write.chart.words import (
    LEVEL_BODY,
    LONG_BODY,
    NO_SHAPE,
    UPRIGHT_BODY,
    shaded_line,
    text_properties,
    title,
)
from deckgen.powerpoint.xml import Xml, joined

CATEGORIES, VALUES, SECOND_CATEGORIES, SECOND_VALUES = 500_000_001, 500_000_002, 500_000_003, 500_000_004  # c:axId

_AXIS_LINE, _GRID_LINE = 1.0, 0.75  # points
_NO_TICKS = Xml('<c:majorTickMark val="none"/><c:minorTickMark val="none"/>')
_OF_CATEGORIES = Xml('<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>')
_ONE_LEVEL = Xml('<c:noMultiLvlLbl val="1"/>')
_PERCENT = {"nb-NO": "0\u00a0%", "nn-NO": "0\u00a0%", "en-GB": "0%"}
_EMPTY = Xml("")


class _Axis(NamedTuple):
    """An axis, the one that it crosses and where, and on which side it stands: l, b or r."""

    id: int
    across: int
    crosses: str
    side: str


class _Look(NamedTuple):
    """Sizes are points. ``title`` and the numbers along the axis are of the size ``small``."""

    tag: str
    size: float
    small: float
    title: str
    format: str
    name_step: int = 1
    names_upright: bool = False


def axes(chart: Chart, tag: str) -> Xml:
    """Every axis of a chart that has any; the plots refer to them by the ids above."""
    style, horizontal = chart.style, is_horizontal(chart)
    code = chart.x_format if chart.kind == "scatter" else "General"
    first = _Look(tag, style.category, style.axis, chart.category_title, code, chart.name_step, chart.names_upright)
    if chart.kind == "scatter":
        return joined((_x_axis(first, style.axis_color), _value_axis(chart, tag)))
    found = [_category_axis(first, style.axis_color, horizontal), _value_axis(chart, tag)]
    if any(series.second_axis for series in chart.series):
        code = chart.second_axis_format or chart.second_number_format
        second = _Look(tag, style.axis, style.axis, chart.second_title, code)
        scale = _scale(chart.second_minimum, chart.second_maximum)
        found += [_second_categories(), _second_values(second, scale, chart.second_unit)]
    return joined(found)


def is_horizontal(chart: Chart) -> bool:
    return chart.kind in ("bar", "stacked_bar", "stacked_bar_100")


@lru_cache(64)
def _category_axis(look: _Look, color: Shade, horizontal: bool) -> Xml:
    """Bars are read from the top, as a table is: the first category comes first. No name is left out but as fit decided."""
    axis = _Axis(CATEGORIES, VALUES, "autoZero", "l" if horizontal else "b")
    body = UPRIGHT_BODY if look.names_upright else LEVEL_BODY if look.name_step == 1 else LONG_BODY
    step = f'<c:tickLblSkip val="{look.name_step}"/>'
    return Xml(
        f"<c:catAx>{_head(axis, reverse=horizontal)}{_words(look, upright=horizontal)}"
        f'<c:tickLblPos val="low"/>{shaded_line(_AXIS_LINE, color)}{text_properties(look.tag, look.size, body=body)}'
        f"{_crossing(axis)}{_OF_CATEGORIES}{step}{_ONE_LEVEL}</c:catAx>"
    )


def _value_axis(chart: Chart, tag: str) -> Xml:
    """Deleted unless values must be read off it; then with pale gridlines in place of a line."""
    style, horizontal = chart.style, is_horizontal(chart)
    code = _PERCENT[tag] if chart.kind.endswith("_100") else chart.axis_format or chart.number_format
    look = _Look(tag, style.axis, style.axis, chart.value_title, code)
    axis = _Axis(VALUES, CATEGORIES, "max" if horizontal else "autoZero", "b" if horizontal else "l")
    grid = style.grid_color if chart.value_axis or chart.value_title else None
    between = "midCat" if chart.kind in ("area", "stacked_area", "scatter") else "between"
    head = _head(axis, _scale(chart.minimum, chart.maximum), deleted=grid is None)
    return Xml(f"<c:valAx>{head}{_value_look(look, axis, grid, between)}{_unit(chart.unit)}</c:valAx>")


@lru_cache(64)
def _value_look(look: _Look, axis: _Axis, grid: Shade | None, between: str) -> Xml:
    """What follows the axis' scale."""
    lines = f"<c:majorGridlines>{shaded_line(_GRID_LINE, grid)}</c:majorGridlines>" if grid else ""
    return Xml(
        f"{lines}{_words(look, upright=axis.side != 'b')}"
        f'<c:tickLblPos val="{"nextTo" if axis.crosses == "max" else "low"}"/>{NO_SHAPE}'
        f'{text_properties(look.tag, look.size)}{_crossing(axis)}<c:crossBetween val="{between}"/>'
    )


def _x_axis(look: _Look, color: Shade) -> Xml:
    """A scatter's axis along the bottom."""
    axis = _Axis(CATEGORIES, VALUES, "autoZero", "b")
    return Xml(
        f"<c:valAx>{_head(axis)}{_words(look, upright=False)}"
        f'<c:tickLblPos val="low"/>{shaded_line(_AXIS_LINE, color)}{text_properties(look.tag, look.small)}'
        f'{_crossing(axis)}<c:crossBetween val="midCat"/></c:valAx>'
    )


def _second_categories() -> Xml:
    """Each pair of axes has its own; this one lies under the first and is not seen."""
    axis = _Axis(SECOND_CATEGORIES, SECOND_VALUES, "autoZero", "b")
    return Xml(
        f"<c:catAx>{_head(axis, deleted=True)}{_format('General')}{_NO_TICKS}"
        f'<c:tickLblPos val="nextTo"/>{_crossing(axis)}{_OF_CATEGORIES}{_ONE_LEVEL}</c:catAx>'
    )


def _second_values(look: _Look, scale: Xml, unit: float | None) -> Xml:
    """Always seen, at the right: without its numbers nobody could know that the line has another scale."""
    axis = _Axis(SECOND_VALUES, SECOND_CATEGORIES, "max", "r")
    return Xml(f"<c:valAx>{_head(axis, scale)}{_value_look(look, axis, None, 'between')}{_unit(unit)}</c:valAx>")


# --- what they have in common, in the schema's order ---


def _head(axis: _Axis, scale: Xml = _EMPTY, *, reverse: bool = False, deleted: bool = False) -> Xml:
    orientation = f'<c:orientation val="{"maxMin" if reverse else "minMax"}"/>'
    return Xml(
        f'<c:axId val="{axis.id}"/><c:scaling>{orientation}{scale}</c:scaling>'
        f'<c:delete val="{deleted:d}"/><c:axPos val="{axis.side}"/>'
    )


def _unit(unit: float | None) -> str:
    return "" if unit is None else f'<c:majorUnit val="{unit!r}"/>'


def _scale(low: float | None, high: float | None) -> Xml:
    """Raises ValueError for an axis that ends before it begins."""
    if low is not None and high is not None and not low < high:
        raise ValueError(f"an axis from {low} to {high}")
    maximum = "" if high is None else f'<c:max val="{high!r}"/>'
    minimum = "" if low is None else f'<c:min val="{low!r}"/>'
    return Xml(maximum + minimum)


def _words(look: _Look, *, upright: bool) -> Xml:
    return Xml(f"{title(look.title, look.tag, look.small, upright=upright)}{_format(look.format)}{_NO_TICKS}")


def _format(code: str) -> Xml:
    return Xml(f'<c:numFmt formatCode="{format_code(code)}" sourceLinked="0"/>')


def _crossing(axis: _Axis) -> Xml:
    return Xml(f'<c:crossAx val="{axis.across}"/><c:crosses val="{axis.crosses}"/>')
