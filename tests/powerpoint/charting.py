"""A chart of each kind, small and complete, and ways to look into what is written of it."""

import io
import re
from dataclasses import replace
from functools import cache

from lxml import etree
from writing import FRAME, deck, slide, title, writer

from deckgen.model import Chart, Series, Shape, Value
from deckgen.powerpoint.write.chart import chart_part
from deckgen.powerpoint.write.workbook import workbook

NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
YEARS = ("2012", "2020", "2040")
ALL = (True, True, True)
CARE, SCHOOL, KINDERGARTEN = (48.2, 45.1, 63.0), (43.6, 40.2, 43.4), (26.7, 39.5, 34.2)


def values(*numbers: float | None) -> tuple[Value, ...]:
    return tuple(Value(number) for number in numbers)


def part(name: str, *numbers: float | None, **changes: object) -> Series:
    return Series(name, values(*numbers), **changes)  # type: ignore[arg-type]


THREE = (
    part("Pleie og omsorg", *CARE, labels=ALL),
    part("Grunnskole", *SCHOOL, fill="accent2", labels=ALL),
    part("Barnehage", *KINDERGARTEN, fill="accent3", label_color="tx1", labels=ALL),
)
TOTAL = part("Totalt", 118.5, 124.8, 140.6, role="total", fill="tx1", label_color="tx1", labels=ALL)
SHARE = part("Andel", 0.12, 0.13, 0.15, role="line", fill="accent3", label_color="tx1", labels=ALL)
SLICES = part("Årsverk", *CARE, labels=ALL, point_fills=("accent1", "accent2", "accent3"))
READABLE = replace(SLICES, point_label_colors=("bg1", "bg1", "tx1"))


def chart(kind: str = "stacked_column", *series: Series, **changes: object) -> Chart:
    return Chart(kind, YEARS, series or THREE, "nn", **changes)  # type: ignore[arg-type]


@cache
def samples() -> dict[str, Chart]:
    """Every kind, some of them in two guises."""
    plot, legend = (0.0, 0.0, 0.715, 0.885), (0.735, 0.27, 0.265, 0.4)
    placed = {"plot_area": plot, "legend_area": legend}
    titled = {"value_axis": True, "category_title": "År", "value_title": "Årsverk"}
    highlight = replace(THREE[0], point_fills=("accent1", "accent3", "accent1"), label_color="tx1")
    last = tuple(replace(series, labels=(False, False, True), label_color="tx1") for series in THREE)
    second = replace(SHARE, second_axis=True)
    north = part("Nord", 1, 4, 9.5, xs=values(1, 2, 3))
    south = part("Sør", 3, None, xs=values(1.5, 2.5), fill="accent3")
    return {
        "column": chart("column", **placed, **titled),
        "highlight": chart("column", highlight, legend="none", minimum=0.0, maximum=75.0),
        "stacked_column": chart("stacked_column", *THREE, TOTAL, **placed, minimum=0.0, maximum=160.3),
        "stacked_column_100": chart("stacked_column_100", value_axis=True),
        "bar": chart("bar", **titled),
        "stacked_bar": chart("stacked_bar", legend="bottom"),
        "stacked_bar_100": chart("stacked_bar_100", value_axis=True),
        "line": chart("line", *last, **titled),
        "gap": chart("line", part("a", 1, None, 3), part("b", 3, 2, 1)),
        "area": chart("area", *(replace(series, labels=()) for series in THREE)),
        "stacked_area": chart("stacked_area", *THREE, TOTAL),
        "pie": chart("pie", SLICES, number_format='[<0.005]"<\u00a01\u00a0%";0\u00a0%'),
        "doughnut": chart("doughnut", READABLE, number_format="0%"),
        "scatter": Chart("scatter", (), (north, south), "nb", **titled),  # type: ignore[arg-type]
        "column_line": chart("column_line", *THREE[:2], SHARE),
        "second_axis": chart("column_line", *THREE[:2], second, second_number_format="0.0%", second_title="Andel"),
    }


@cache
def every_kind() -> bytes:
    """A deck with all samples, a slide each."""
    slides = [
        slide(title(name), Shape("chart", "Diagram", sample, None, FRAME, "Årsverk"), identity=name)
        for name, sample in samples().items()
    ]
    return writer().write(deck(*slides))


def written(sample: Chart) -> etree._Element:
    return etree.fromstring(chart_part(sample, "rId1").encode())


def find(sample: Chart, path: str) -> list:
    return written(sample).xpath(path, namespaces=NAMES)


def sheet(sample: Chart, *, formulas: bool = False):
    """The workbook's sheet as openpyxl reads it."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(workbook(sample)), data_only=not formulas).active


def cells(sample: Chart, reference: str, *, formulas: bool = False) -> list:
    """What stands in the cells of a chart's reference, which must name the workbook's sheet."""
    found = re.fullmatch(r"'((?:[^']|'')+)'!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)", reference)
    assert found, reference
    page = sheet(sample, formulas=formulas)
    assert page.title == found[1].replace("''", "'")
    area = page[found[2].replace("$", "")]
    return [row[0].value for row in area] if isinstance(area, tuple) else [area.value]


def caches(sample: Chart) -> list[tuple[str, list[str | None]]]:
    """Each reference of the chart, with the texts of its cache; None where a point is missing."""
    found: list[tuple[str, list[str | None]]] = []
    for reference in find(sample, "//c:strRef | //c:numRef"):
        count = int(reference.xpath("string(*/c:ptCount/@val)", namespaces=NAMES))
        points = {int(p.get("idx")): p.findtext("c:v", namespaces=NAMES) for p in reference.xpath("*/c:pt", namespaces=NAMES)}
        found.append((reference.findtext("c:f", namespaces=NAMES), [points.get(at) for at in range(count)]))
    return found
