"""A chart's part → what it shows, from the values that it keeps of its workbook."""

from collections.abc import Iterator

from deckgen.powerpoint.element import Element
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.read.nodes import A, C, R, attribute, child, children, content, descend, integer, local_name
from deckgen.powerpoint.view import ChartView, SeriesView

_POINTS = 32_000  # no cache is believed to have more empty points
_GROUPINGS = {"standard": "", "clustered": "", "stacked": "stacked_", "percentStacked": "stacked_"}
_CACHES = tuple(C + kind for kind in ("strCache", "numCache", "strLit", "numLit", "multiLvlStrCache"))


def read_chart(package: Package, part: str) -> ChartView:
    """Any chart of the transitional dialect; a kind that deckgen has not is called what the format calls it."""
    root = package.xml(part)
    plots = list(_plots(root))
    series = [
        (integer(attribute(child(ser, C + "order"), "val")), plot, ser) for plot in plots for ser in children(plot, C + "ser")
    ]
    series.sort(key=lambda entry: entry[0])
    views = tuple(_read_series(ser, plot) for _, plot, ser in series)
    categories = next((found for _, _, ser in series if (found := _texts(child(ser, C + "cat")))), ())
    return ChartView(_kind(plots, views), categories, views, part, _workbook(package, part, root))


def _plots(root: Element) -> Iterator[Element]:
    for element in children(descend(root, C + "chart", C + "plotArea")):
        if local_name(element).endswith("Chart"):
            yield element


def _kind(plots: list[Element], series: tuple[SeriesView, ...]) -> str:
    """One kind for the whole: columns with a visible line over them are "column_line"; a line of totals does not count."""
    if not plots:
        return ""
    first = plot_kind(plots[0])
    columns = first.rpartition("_")[2] == "column" or first == "stacked_column_100"
    lines = {view.plot for view in series if view.plot == "line"}
    return "column_line" if columns and lines else first


def plot_kind(plot: Element) -> str:
    """The model's word for a plot (``c:barChart`` …), or the format's own where the model has none."""
    name = local_name(plot)
    grouping = attribute(child(plot, C + "grouping"), "val", "standard")
    prefix, suffix = _GROUPINGS.get(grouping, ""), "_100" if grouping == "percentStacked" else ""
    if name == "barChart":
        return prefix + ("bar" if attribute(child(plot, C + "barDir"), "val") == "bar" else "column") + suffix
    if name == "areaChart" and not suffix:
        return prefix + "area"
    if name == "lineChart" and not prefix:
        return "line"
    return {"pieChart": "pie", "doughnutChart": "doughnut", "scatterChart": "scatter"}.get(name, name)


def _read_series(ser: Element, plot: Element) -> SeriesView:
    kind = plot_kind(plot)
    if kind == "line" and descend(ser, C + "spPr", A + "ln", A + "noFill") is not None:
        kind = "total"  # a line that is not drawn, there for the labels above a stack
    values = child(ser, C + "val", C + "yVal")
    return SeriesView(series_name(ser), kind, cached_numbers(values), cached_numbers(child(ser, C + "xVal")))


def series_name(ser: Element) -> str:
    source = child(ser, C + "tx")
    value = child(source, C + "v")
    return content(value) if value is not None else " ".join(_texts(source))


def cached_numbers(source: Element | None) -> tuple[float | None, ...]:
    """The numbers of a ``c:val``, ``c:xVal``, ``c:yVal``; None where a point has none."""
    return tuple(_number(text) for text in _points(_cache(source)))


def _texts(source: Element | None) -> tuple[str, ...]:
    """The texts of a ``c:cat`` or ``c:tx``. Of categories on several levels the outer come first, "2012 / Skole"."""
    cache = _cache(source)
    if cache is None or local_name(cache) != "multiLvlStrCache":
        return tuple(_points(cache))
    levels = [_filled(_points(level)) for level in children(cache, C + "lvl")]
    length = max(map(len, levels), default=0)
    rows = (tuple(level[at] for level in reversed(levels) if at < len(level)) for at in range(length))
    return tuple(" / ".join(filter(None, row)) for row in rows)


def cached_texts(reference: Element) -> tuple[str, ...]:
    """What a ``c:strRef`` or ``c:numRef`` keeps of its cells, as it is written; "" where a point has nothing."""
    return tuple(_points(child(reference, *_CACHES)))


def _cache(source: Element | None) -> Element | None:
    found = child(source, *_CACHES)
    return found if found is not None else child(child(source), *_CACHES)


def _points(cache: Element | None) -> list[str]:
    points = [(integer(attribute(point, "idx")), content(child(point, C + "v"))) for point in children(cache, C + "pt")]
    declared = integer(attribute(child(cache, C + "ptCount"), "val"))
    length = max(min(declared, _POINTS), min(max((at + 1 for at, _ in points), default=0), _POINTS))
    texts = [""] * length
    for at, text in points:
        if 0 <= at < length:
            texts[at] = text
    return texts


def _filled(texts: list[str]) -> list[str]:
    """Outer categories stand once, at the first of the inner ones that they hold."""
    filled: list[str] = []
    for text in texts:
        filled.append(text or (filled[-1] if filled else ""))
    return filled


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:  # empty, "#N/A"
        return None


def _workbook(package: Package, part: str, root: Element) -> str:
    relationship = package.relationships(part).get(attribute(child(root, C + "externalData"), R + "id"))
    here = relationship is not None and not relationship.external and relationship.target in package
    return relationship.target if relationship is not None and here else ""
