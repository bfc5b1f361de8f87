"""A chart → the whole part: c:chartSpace with its plot area, legend, words and the workbook that it refers to."""

from deckgen.language import TAGS
from deckgen.model import Chart
from deckgen.powerpoint.write.cells import SLICED, Place, places
from deckgen.powerpoint.write.chart.axes import axes
from deckgen.powerpoint.write.chart.plots import plots
from deckgen.powerpoint.write.chart.words import NO_SHAPE, text_properties
from deckgen.powerpoint.xml import DECLARATION, Xml, attribute

_NAMESPACES = Xml(
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

_Area = tuple[float, float, float, float]


def chart_part(chart: Chart, workbook_rid: str) -> Xml:
    """The part; ``workbook_rid`` is the relationship to its workbook. Raises ValueError for what no chart can be."""
    placed = places(chart)
    tag = TAGS[chart.language]
    scales = Xml("") if chart.kind in SLICED else axes(chart, tag)
    return Xml(
        f'{DECLARATION}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="{tag}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_layout(chart.plot_area, "inner")}'
        f"{plots(chart, placed, tag)}{scales}{NO_SHAPE}</c:plotArea>{_legend(chart, placed, tag)}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{NO_SHAPE}'
        f"{text_properties(tag, chart.style.label)}"
        f'<c:externalData r:id="{attribute(workbook_rid)}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _legend(chart: Chart, placed: list[Place], tag: str) -> Xml:
    """c:legend, without the totals, which stand for themselves."""
    if chart.legend == "none":
        return Xml("")
    totals = [place.number for place in placed if place.series.role == "total"]
    left_out = "".join([f'<c:legendEntry><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>' for number in totals])
    return Xml(
        f'<c:legend><c:legendPos val="{"r" if chart.legend == "right" else "b"}"/>{left_out}{_layout(chart.legend_area)}'
        f'<c:overlay val="0"/>{NO_SHAPE}{text_properties(tag, chart.style.legend)}</c:legend>'
    )


def _layout(area: _Area | None, target: str = "") -> Xml:
    """c:layout: fractions of the chart's frame, or PowerPoint's own choice. ``target`` "inner" leaves words of axes outside."""
    if area is None:
        return Xml("<c:layout/>")
    kind = f'<c:layoutTarget val="{target}"/>' if target else ""
    numbers = "".join([f'<c:{name} val="{number!r}"/>' for name, number in zip("xywh", area, strict=True)])
    return Xml(
        f'<c:layout><c:manualLayout>{kind}<c:xMode val="edge"/><c:yMode val="edge"/>{numbers}</c:manualLayout></c:layout>'
    )
