"""A series → the elements of a c:ser: its name and numbers by their cells, with a copy of what stands there (the cache)."""

from collections.abc import Sequence

from deckgen.model import Chart, Value
from deckgen.powerpoint.write.cells import Place, cell_format, column_cells, drawn_values, format_code, number_text, text_cell
from deckgen.powerpoint.xml import Xml, escape


def opening(chart: Chart, place: Place) -> Xml:
    """c:idx, c:order and c:tx, with which every c:ser begins."""
    name = place.series.name
    point = f'<c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt>' if name else ""
    return Xml(
        f'<c:idx val="{place.number}"/><c:order val="{place.number}"/><c:tx><c:strRef>'
        f"<c:f>{text_cell(chart.sheet, place.values)}</c:f>"
        f'<c:strCache><c:ptCount val="1"/>{point}</c:strCache></c:strRef></c:tx>'
    )


def categories(chart: Chart) -> Xml:
    """The c:cat that all series share; texts, also where they look like numbers."""
    names = enumerate(chart.categories)
    points = "".join([f'<c:pt idx="{at}"><c:v>{escape(name)}</c:v></c:pt>' for at, name in names if name])
    count = len(chart.categories)
    return Xml(
        f"<c:cat><c:strRef><c:f>{column_cells(chart.sheet, 0, count)}</c:f>"
        f'<c:strCache><c:ptCount val="{count}"/>{points}</c:strCache></c:strRef></c:cat>'
    )


def values(chart: Chart, place: Place) -> Xml:
    """c:val."""
    cells = column_cells(chart.sheet, place.values, place.rows)
    return Xml(f"<c:val>{_numbers(cells, place.series.values, cell_format(chart, place.series))}</c:val>")


def xy_values(chart: Chart, place: Place) -> Xml:
    """c:xVal and c:yVal."""
    xs = column_cells(chart.sheet, place.xs, place.rows)
    ys = column_cells(chart.sheet, place.values, place.rows)
    return Xml(
        f"<c:xVal>{_numbers(xs, place.series.xs, 'General')}</c:xVal>"
        f"<c:yVal>{_numbers(ys, drawn_values(place.series), cell_format(chart, place.series))}</c:yVal>"
    )


def _numbers(cells: Xml, numbers: Sequence[Value], code: str) -> Xml:
    """A c:numRef. What is missing has no point: the chart draws a gap, never a zero."""
    points = "".join(
        [
            f'<c:pt idx="{at}"><c:v>{number_text(value.number)}</c:v></c:pt>'
            for at, value in enumerate(numbers)
            if value.number is not None
        ]
    )
    return Xml(
        f"<c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>{format_code(code)}</c:formatCode>"
        f'<c:ptCount val="{len(numbers)}"/>{points}</c:numCache></c:numRef>'
    )
