"""What a chart says of its axes → c:catAx and c:valAx.

Three axes can be seen: that of the categories always, that of the values where ``value_axis`` asks for it, and the second one.
An axis names where it crosses the other one (c:crosses) in *its own* element, on the scale of the other.
"""

from typing import NamedTuple

from deckgen.model import Chart
from deckgen.powerpoint.write.cells import format_code
from deckgen.powerpoint.write.chart.words import NO_SHAPE, shaded_line, text_properties, title
from deckgen.powerpoint.xml import Xml, attribute, joined

CATEGORIES, VALUES, SECOND_CATEGORIES, SECOND_VALUES = 500_000_001, 500_000_002, 500_000_003, 500_000_004  # c:axId

_AXIS_LINE, _GRID_LINE = 1.0, 0.75  # points
_NO_TICKS = Xml('<c:majorTickMark val="none"/><c:minorTickMark val="none"/>')
_OF_CATEGORIES = Xml('<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/>')
_PERCENT = {"nb-NO": "0\\\u00a0%", "nn-NO": "0\\\u00a0%", "en-GB": "0%"}


class _Axis(NamedTuple):
    """An axis and the one that it crosses."""

    id: int
    across: int
    position: str  # l, b, r
    deleted: bool = False


def axes(chart: Chart, tag: str) -> Xml:
    """Every axis of a chart that has any; the plots refer to them by the ids above."""
    if chart.kind == "scatter":
        return joined((_x_axis(chart, tag), _value_axis(chart, tag)))
    found = [_category_axis(chart, tag), _value_axis(chart, tag)]
    if any(series.second_axis for series in chart.series):
        found += [_second_categories(), _second_values(chart, tag)]
    return joined(found)


def is_horizontal(chart: Chart) -> bool:
    return chart.kind in ("bar", "stacked_bar", "stacked_bar_100")


def _category_axis(chart: Chart, tag: str) -> Xml:
    """Bars are read from the top, as a table is: the first category comes first."""
    horizontal = is_horizontal(chart)
    axis = _Axis(CATEGORIES, VALUES, "l" if horizontal else "b")
    words = title(chart.category_title, tag, chart.style.axis, upright=horizontal)
    return Xml(
        f"<c:catAx>{_head(axis, Xml(''), reverse=horizontal)}{words}{_format('General')}{_NO_TICKS}"
        f'<c:tickLblPos val="low"/>{shaded_line(_AXIS_LINE, chart.style.axis_color)}'
        f"{text_properties(tag, chart.style.category)}{_crosses(axis)}{_OF_CATEGORIES}</c:catAx>"
    )


def _value_axis(chart: Chart, tag: str) -> Xml:
    """Deleted unless values must be read off it; then with pale gridlines in place of a line."""
    horizontal, shown = is_horizontal(chart), chart.value_axis or bool(chart.value_title)
    axis = _Axis(VALUES, CATEGORIES, "b" if horizontal else "l", deleted=not shown)
    grid = Xml(f"<c:majorGridlines>{shaded_line(_GRID_LINE, chart.style.grid_color)}</c:majorGridlines>" if shown else "")
    words = title(chart.value_title, tag, chart.style.axis, upright=not horizontal)
    code = _PERCENT[tag] if chart.kind.endswith("_100") else format_code(chart.number_format)
    between = "midCat" if chart.kind in ("area", "stacked_area", "scatter") else "between"
    return Xml(
        f"<c:valAx>{_head(axis, _scale(chart))}{grid}{words}{_format(code)}{_NO_TICKS}"
        f'<c:tickLblPos val="{"low" if chart.kind == "scatter" else "nextTo"}"/>{NO_SHAPE}'
        f"{text_properties(tag, chart.style.axis)}{_crosses(axis, 'max' if horizontal else 'autoZero')}"
        f'<c:crossBetween val="{between}"/></c:valAx>'
    )


def _x_axis(chart: Chart, tag: str) -> Xml:
    """A scatter's axis along the bottom; its numbers may be years, so they are shown as they are."""
    axis = _Axis(CATEGORIES, VALUES, "b")
    words = title(chart.category_title, tag, chart.style.axis, upright=False)
    return Xml(
        f"<c:valAx>{_head(axis, Xml(''))}{words}{_format('General')}{_NO_TICKS}"
        f'<c:tickLblPos val="low"/>{shaded_line(_AXIS_LINE, chart.style.axis_color)}'
        f'{text_properties(tag, chart.style.axis)}{_crosses(axis)}<c:crossBetween val="midCat"/></c:valAx>'
    )


def _second_categories() -> Xml:
    """Each pair of axes has its own; this one lies under the first and is not seen."""
    axis = _Axis(SECOND_CATEGORIES, SECOND_VALUES, "b", deleted=True)
    return Xml(
        f"<c:catAx>{_head(axis, Xml(''))}{_format('General')}{_NO_TICKS}"
        f'<c:tickLblPos val="nextTo"/>{_crosses(axis)}{_OF_CATEGORIES}</c:catAx>'
    )


def _second_values(chart: Chart, tag: str) -> Xml:
    """Always seen, at the right: without its numbers nobody could know that the line has another scale."""
    axis = _Axis(SECOND_VALUES, SECOND_CATEGORIES, "r")
    words = title(chart.second_title, tag, chart.style.axis, upright=True)
    return Xml(
        f"<c:valAx>{_head(axis, Xml(''))}{words}{_format(format_code(chart.second_number_format))}{_NO_TICKS}"
        f'<c:tickLblPos val="nextTo"/>{NO_SHAPE}{text_properties(tag, chart.style.axis)}{_crosses(axis, "max")}'
        f'<c:crossBetween val="between"/></c:valAx>'
    )


# --- what they have in common, in the schema's order ---


def _head(axis: _Axis, scale: Xml, *, reverse: bool = False) -> Xml:
    orientation = f'<c:orientation val="{"maxMin" if reverse else "minMax"}"/>'
    return Xml(
        f'<c:axId val="{axis.id}"/><c:scaling>{orientation}{scale}</c:scaling>'
        f'<c:delete val="{axis.deleted:d}"/><c:axPos val="{axis.position}"/>'
    )


def _scale(chart: Chart) -> Xml:
    """Raises ValueError for an axis that ends before it begins."""
    low, high = chart.minimum, chart.maximum
    if low is not None and high is not None and not low < high:
        raise ValueError(f"an axis from {low} to {high}")
    maximum = "" if high is None else f'<c:max val="{high!r}"/>'
    minimum = "" if low is None else f'<c:min val="{low!r}"/>'
    return Xml(maximum + minimum)


def _format(code: str) -> Xml:
    return Xml(f'<c:numFmt formatCode="{attribute(code)}" sourceLinked="0"/>')


def _crosses(axis: _Axis, where: str = "autoZero") -> Xml:
    return Xml(f'<c:crossAx val="{axis.across}"/><c:crosses val="{where}"/>')
