"""Which points say their value, and where → data labels (c:dLbls)."""

from functools import lru_cache

from deckgen.model import Chart, Series
from deckgen.powerpoint.write.cells import format_code, shows_shares
from deckgen.powerpoint.write.chart.words import LABEL_BODY, NO_SHAPE, filled, text_properties
from deckgen.powerpoint.xml import Xml

_NOTHING = Xml(
    '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


_NO_LEADERS = Xml(  # lines from points to labels that stand away from them
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)


def data_labels(chart: Chart, series: Series, tag: str) -> Xml:
    """A series' c:dLbls, or nothing where it has no labels.

    Most points labelled: the others are taken out, and points that are added later have labels as well. Few: each has its own,
    as have those in a colour or at a height of their own.
    """
    labels = series.labels[: len(series.values)]
    shown = sum(labels)
    if not shown:
        return Xml("")
    few = 2 * shown < len(series.values)
    looks = {color: _look(chart, series, color, shown == 1, tag) for color in {series.label_color, *series.point_label_colors}}
    each = ""
    for at in range(len(series.values)):
        color = series.point_label_colors[at] if at < len(series.point_label_colors) else series.label_color
        lift = _lift(series.lifts[at] if at < len(series.lifts) else 0.0)
        if at >= len(labels) or not labels[at]:
            each += "" if few else f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'
        elif few or lift or color != series.label_color:
            each += f'<c:dLbl><c:idx val="{at}"/>{lift}{looks[color]}</c:dLbl>'
    end = _NO_LEADERS if any(series.lifts) else ""
    return Xml(f"<c:dLbls>{each}{_NOTHING if few else looks[series.label_color]}{end}</c:dLbls>")


def _lift(height: float) -> Xml:
    """A label so much above where it would stand, in parts of the chart's height."""
    place = f'<c:manualLayout><c:x val="0"/><c:y val="{-height!r}"/></c:manualLayout>'
    return Xml(f"<c:layout>{place}</c:layout>" if height else "")


def _look(chart: Chart, series: Series, color: str, single: bool, tag: str) -> Xml:
    total = series.role == "total"
    size = chart.style.total if total else chart.style.label
    code = chart.second_number_format if series.second_axis else chart.number_format
    position = _position(chart.kind, series.role, single)
    plate = filled("bg1") if series.role == "line" else NO_SHAPE  # else it could not be read where it falls on a column
    return _group(code, tag, size, color, total, position, shows_shares(chart), plate)


@lru_cache(256)
def _group(code: str, tag: str, size: float, color: str, bold: bool, position: str, shares: bool, plate: Xml) -> Xml:
    """What is the same in a c:dLbl and a c:dLbls."""
    place = f'<c:dLblPos val="{position}"/>' if position else ""
    return Xml(
        f'<c:numFmt formatCode="{format_code(code)}" sourceLinked="0"/>{plate}'
        f"{text_properties(tag, size, color, bold, LABEL_BODY)}{place}"
        f'<c:showLegendKey val="0"/><c:showVal val="{not shares:d}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="0"/><c:showPercent val="{shares:d}"/><c:showBubbleSize val="0"/>'
    )


def _position(kind: str, role: str, single: bool) -> str:
    """Where a label stands to its point; PowerPoint repairs a file that gives a plot a position that it does not have."""
    if role == "total":
        return "t"
    if role == "line" or kind in ("line", "scatter"):
        return "r" if single and role != "line" else "t"
    if kind in ("area", "stacked_area", "doughnut"):
        return ""  # they have but one
    if kind == "pie":
        return "inEnd"
    if kind == "column_line":
        return "inBase"  # at the foot of the column, where lines over columns are not
    return "ctr" if kind.startswith("stacked") else "outEnd"
