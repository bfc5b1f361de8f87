"""A deck → the record of its numbers, as XML (see ``record``). A function of the deck alone: no file is looked at."""

from collections.abc import Iterable, Iterator

from deckgen.model import Chart, Deck, Recipe, Rows, Series, Shape, Slide, Table, Text, Value
from deckgen.powerpoint.xml import Xml, attribute, escape
from deckgen.trace.record import NAMESPACE

_RANKS = {"part": 0, "line": 1, "total": 3}  # the order in which a file lists series; 2 is a line on the second axis


def provenance(deck: Deck) -> Xml:
    """The root element. Shapes without numbers are left out, slides are not."""
    ledger = _Ledger(deck)
    slides = [_slide(slide, ledger) for slide in deck.slides]
    return Xml(f'<trace xmlns="{NAMESPACE}">{ledger.xml()}{"".join(slides)}</trace>')


class _Ledger:
    """What numbers have in common, each named once and then by its place."""

    def __init__(self, deck: Deck) -> None:
        self._told = {(each.name, each.file): each.told for each in deck.inputs if each.kind == "data"}
        self._files: dict[tuple[str, str, str, str], int] = {}
        self._columns: dict[tuple[int, tuple[str, ...]], int] = {}
        self._recipes: dict[tuple[str, str, tuple[str, ...]], int] = {}

    def number(self, at: str, value: Value, shown: str = "") -> str:
        """An element n."""
        number = "" if value.number is None else f' v="{value.number!r}"'
        text = f' t="{attribute(shown)}"' if shown else ""
        recipe = value.recipe
        if recipe is None:
            return f'<n at="{at}"{number}{text}/>'
        key = (recipe.dataset, recipe.fingerprint, recipe.steps)
        place = self._recipes.setdefault(key, len(self._recipes))
        rows = " ".join([f"{self._from(each, recipe)}:{_spans(each.rows)}" for each in recipe.sources if each.rows])
        origin = f' from="{rows}"' if rows else ""
        return f'<n at="{at}"{number}{text} r="{place}"{origin}/>'

    def xml(self) -> str:
        return "".join((*self._written_files(), *self._written_columns(), *self._written_recipes()))

    def _from(self, rows: Rows, recipe: Recipe) -> int:
        """The columns of a file that tell what the number is: those it was worked out from, and those of its cell's key."""
        file = self._files.setdefault((rows.dataset, rows.file, rows.sheet, rows.fingerprint), len(self._files))
        columns = tuple(dict.fromkeys((*(name for name, _ in recipe.key), *rows.columns)))
        return self._columns.setdefault((file, columns), len(self._columns))

    def _written_files(self) -> Iterator[str]:
        for dataset, file, sheet, fingerprint in self._files:
            told = {"dataset": dataset, "file": file, "fingerprint": fingerprint, **dict(self._told.get((dataset, file), ()))}
            told |= {"sheet": sheet} if sheet else {}
            attributes = "".join([f' {name}="{attribute(text)}"' for name, text in told.items()])
            yield f"<file{attributes}/>"

    def _written_columns(self) -> Iterator[str]:
        for file, columns in self._columns:
            yield f'<from file="{file}">{_elements("column", columns)}</from>'

    def _written_recipes(self) -> Iterator[str]:
        for dataset, fingerprint, steps in self._recipes:
            said = f'dataset="{attribute(dataset)}" fingerprint="{attribute(fingerprint)}"'
            yield f"<recipe {said}>{_elements('step', steps)}</recipe>"


def _slide(slide: Slide, ledger: _Ledger) -> str:
    shapes = "".join([_shape(shape, slide, ledger) for shape in slide.shapes])
    return f'<slide identity="{attribute(slide.identity)}">{shapes}</slide>'


def _shape(shape: Shape, slide: Slide, ledger: _Ledger) -> str:
    match shape.content:
        case Text():
            about, inside = "", _text(shape.content, ledger)
        case Table():
            about, inside = "", _table(shape.content, ledger)
        case Chart():
            about = f' language="{slide.language}" format="{attribute(shape.content.number_format)}"'
            inside = _chart(shape.content, ledger)
        case _:
            return ""
    if not inside:
        return ""
    kind = type(shape.content).__name__.lower()
    return f'<shape identity="{attribute(shape.identity)}" kind="{kind}"{about}>{inside}</shape>'


def _text(text: Text, ledger: _Ledger) -> str:
    """The whole text, and which of its characters are numbers from the data."""
    if all(run.value is None for paragraph in text.paragraphs for run in paragraph.runs):
        return ""
    found: list[str] = []
    start = 0
    for paragraph in text.paragraphs:
        at = start
        for run in paragraph.runs:
            if run.value is not None:
                found.append(ledger.number(f"{at} {at + len(run.text)}", run.value))
            at += len(run.text)
        start = at + 1  # a line break
    return f"<said>{escape(text.plain)}</said>{''.join(found)}"


def _table(table: Table, ledger: _Ledger) -> str:
    found: list[str] = []
    for row, line in enumerate(table.rows, 1):
        for column, cell in enumerate(line.cells):
            value = next((run.value for run in cell.runs if run.value is not None), None)
            if value is not None:
                found.append(ledger.number(f"{row} {column}", value, cell.text))
    down = _elements("down", ("", *(row.cells[0].text for row in table.rows)))  # the header is the first row
    across = _elements("across", (column.header.text for column in table.columns))
    return f"{down}{across}{''.join(found)}" if found else ""


def _chart(chart: Chart, ledger: _Ledger) -> str:
    """The points that are there: a gap is no number."""
    found: list[str] = []
    series = sorted(chart.series, key=_rank)
    for number, each in enumerate(series):
        for values, sign in ((each.values, ""), (each.xs, " x")):
            found += [
                ledger.number(f"{number} {at}{sign}", value) for at, value in enumerate(values) if value.number is not None
            ]
    across = chart.categories if chart.kind != "scatter" else ()
    return f"{_elements('down', (each.name for each in series))}{_elements('across', across)}{''.join(found)}"


def _rank(series: Series) -> int:
    return 2 if series.second_axis else _RANKS[series.role]


def _elements(name: str, texts: Iterable[str]) -> str:
    return "".join([f"<{name}>{escape(text)}</{name}>" for text in texts])


def _spans(rows: tuple[int, ...]) -> str:
    """Ascending rows, those that follow on each other together: "2-4,17"."""
    if len(rows) == 1:
        return str(rows[0])
    if rows[-1] - rows[0] == len(rows) - 1:
        return f"{rows[0]}-{rows[-1]}"
    parts: list[str] = []
    first = last = rows[0]
    for row in (*rows[1:], 0):
        if row != last + 1:
            parts.append(str(first) if first == last else f"{first}-{last}")
            first = row
        last = row
    return ",".join(parts)
