"""Which points say their value, and where → data labels (c:dLbls)."""

from functools import lru_cache

from deckgen.model import Chart, Series
from deckgen.powerpoint.write.cells import format_code, shows_shares
from deckgen.powerpoint.write.chart.words import LABEL_BODY, NO_SHAPE, text_properties
from deckgen.powerpoint.xml import Xml, attribute

_NOTHING = Xml(
    '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def data_labels(chart: Chart, series: Series, tag: str) -> Xml:
    """A series' c:dLbls, or nothing where it has no labels.

    Most points labelled: the others are taken out, and points that are added later have labels as well. Few: each has its own.
    """
    count = len(series.values)
    shown = [at for at, label in enumerate(series.labels[:count]) if label]
    if not shown:
        return Xml("")
    look = _look(chart, series, len(shown) == 1, tag)
    if 2 * len(shown) < count:
        each = "".join([f'<c:dLbl><c:idx val="{at}"/>{look}</c:dLbl>' for at in shown])
        return Xml(f"<c:dLbls>{each}{_NOTHING}</c:dLbls>")
    labelled = set(shown)
    left_out = [f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>' for at in range(count) if at not in labelled]
    return Xml(f"<c:dLbls>{''.join(left_out)}{look}</c:dLbls>")


def _look(chart: Chart, series: Series, single: bool, tag: str) -> Xml:
    total = series.role == "total"
    words = text_properties(tag, chart.style.total if total else chart.style.label, series.label_color, total, LABEL_BODY)
    code = chart.second_number_format if series.second_axis else chart.number_format
    return _group(format_code(code), words, _position(chart.kind, series.role, single), shows_shares(chart))


@lru_cache(256)
def _group(code: str, words: Xml, position: str, shares: bool) -> Xml:
    place = f'<c:dLblPos val="{position}"/>' if position else ""
    return Xml(
        f'<c:numFmt formatCode="{attribute(code)}" sourceLinked="0"/>{NO_SHAPE}{words}{place}'
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
    return "ctr" if kind.startswith("stacked") else "outEnd"
