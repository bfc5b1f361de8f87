"""Rules over a slide's charts: that axes are there, and that what a chart keeps of its workbook is what the workbook holds."""

import importlib
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, TypeAlias

from deckgen.check.rule import Page, PageRule, doubles
from deckgen.errors import DeckgenError, Problem
from deckgen.powerpoint.element import Element
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.read.charts import cached_texts
from deckgen.powerpoint.read.nodes import C, attribute, child, content, integer, local_name
from deckgen.powerpoint.view import ChartView

Held: TypeAlias = "str | float | bool | date | time | timedelta | None"  # what a cell holds

_RANGE = re.compile(r"\(?(?:'((?:[^']|'')+)'|([^'!,()]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?\)?")
_CELLS = 100_000  # no reference is followed to more
_SHEET = "spreadsheetml.sheet"  # in the content type of what can be opened: .xlsx and .xlsm, not .xlsb


def axes(page: Page) -> Iterator[Problem]:
    """Each plot names axes that the chart has; their ids are positive and their own."""
    for chart in _charts(page):
        area = next(page.file.package.xml(chart.part).iter(C + "plotArea"), None)
        plots, found = _axes(area)
        for identity in doubles(iter(found)):
            yield page.problem("chart-axis-double", part=chart.part, id=identity)
        for identity in sorted(plots - set(found)):
            yield page.problem("chart-axis-absent", part=chart.part, id=identity)
        for identity in sorted({*plots, *found}):
            if not 0 < integer(identity, -1) < 2**32:
                yield page.problem("chart-axis-id", part=chart.part, id=identity)


def _axes(area: Element | None) -> tuple[set[str], list[str]]:
    """The ids that plots and crossing axes name, and the ids that axes have."""
    named: set[str] = set()
    found: list[str] = []
    for element in () if area is None else area.iterchildren("*"):
        own = [attribute(each, "val") for each in element.iterchildren(C + "axId")]
        if local_name(element).endswith("Ax"):
            found += own
            named |= {attribute(each, "val") for each in element.iterchildren(C + "crossAx")}
        elif local_name(element).endswith("3DChart"):
            named |= set(own) - {"0"}  # which is PowerPoint's way to say that there is no third axis
        else:
            named |= set(own)
    return named, found


def caches(page: Page) -> Iterator[Problem]:
    """A chart shows what its workbook holds, cell by cell."""
    package = page.file.package
    for chart in _charts(page):
        if not chart.workbook:
            yield page.problem("chart-workbook-missing", "warning", part=chart.part)
        elif _SHEET in package.content_type(chart.workbook) or chart.workbook.endswith(".xlsx"):
            yield from _compared(page, chart)


def _compared(page: Page, chart: ChartView) -> Iterator[Problem]:
    package = page.file.package
    try:
        workbook = open_workbook(package.read(chart.workbook), chart.workbook)
    except DeckgenError as error:
        yield page.problem("chart-workbook-broken", part=chart.workbook, reason=str(error.problems[0].code))
        return
    except Exception as error:  # openpyxl raises whatever its parsers do
        yield page.problem("chart-workbook-broken", part=chart.workbook, reason=type(error).__name__)
        return
    for reference in package.xml(chart.part).iter(C + "strRef", C + "numRef"):
        formula = content(child(reference, C + "f"))
        parsed = _RANGE.fullmatch(formula)
        if parsed is None:
            continue  # a defined name, or several areas
        sheet = (parsed[1] or parsed[2]).replace("''", "'")
        if sheet not in workbook.sheetnames:
            yield page.problem("chart-reference", part=chart.part, reference=formula)
            continue
        yield from _differences(page, chart, formula, cells_of(workbook[sheet], parsed), cached_texts(reference))


def _differences(
    page: Page, chart: ChartView, formula: str, cells: list[tuple[str, Held]], cached: tuple[str, ...]
) -> Iterator[Problem]:
    if len(cells) != len(cached):
        yield page.problem("chart-cache-length", part=chart.part, reference=formula, cells=len(cells), points=len(cached))
    for (name, held), text in zip(cells, cached, strict=False):
        if not same(held, text):
            shown = "" if held is None else str(held)
            yield page.problem("chart-cache-differs", part=chart.part, cell=name, holds=shown, shows=text)


def open_workbook(data: bytes, name: str) -> Any:
    """An embedded workbook, its formulas by the values that they had when it was saved."""
    Package.open(data, name)  # within bounds
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("openpyxl").load_workbook(BytesIO(data), data_only=True)


def cells_of(sheet: Any, parsed: re.Match[str]) -> list[tuple[str, Held]]:
    """The cells of a reference, by row, with their names."""
    first, last = f"{parsed[3]}{parsed[4]}", f"{parsed[5] or parsed[3]}{parsed[6] or parsed[4]}"
    found: list[tuple[str, Held]] = []
    for row in sheet[f"{first}:{last}"] if first != last else ((sheet[first],),):
        found += [(cell.coordinate, cell.value) for cell in row]
        if len(found) > _CELLS:
            break
    return found


def same(held: Held, text: str) -> bool:
    """Whether a cell holds what a chart's cache says: numbers to twelve digits, dates as Excel counts them, empty as "".

    >>> same(0.1 + 0.2, "0.3"), same(None, ""), same("2012", "2012"), same(2.0, "3")
    (True, True, True, False)
    """
    if isinstance(held, datetime | date | time | timedelta):
        held = float(importlib.import_module("openpyxl.utils.datetime").to_excel(held))
    if isinstance(held, bool):
        return text in (str(int(held)), str(held).upper())
    if held is None or isinstance(held, str):
        return (held or "") == text or (text == "" and (held or "").startswith("#"))
    try:
        return abs(float(text) - held) <= 1e-12 * max(1.0, abs(held))
    except ValueError:
        return False


def _charts(page: Page) -> Iterator[ChartView]:
    for shape in page.slide.shapes:
        if isinstance(shape.content, ChartView) and shape.content.part:
            yield shape.content


CHART_RULES: tuple[PageRule, ...] = (axes, caches)
