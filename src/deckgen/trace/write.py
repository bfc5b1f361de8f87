"""A deck → the record of its numbers, as XML (see ``record``). A function of the deck alone: no file is looked at."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import sub
from typing import Any, TypeAlias

from deckgen.model import Chart, Deck, Origin, Picture, Rows, Series, Shape, Slide, Table, Text, Together, Value
from deckgen.model.value import merged
from deckgen.powerpoint.xml import Xml, attribute, escape
from deckgen.trace.record import NAMESPACE, NOTES

WORTH_KEEPING = 60  # rows: the numbers of fewer are found as soon as they are looked up
MOST_KEPT = 300  # numbers
LONG = 12  # characters, from which on rows are written once for all numbers that came from them

_File: TypeAlias = tuple[str, str, str, str]  # dataset, path, sheet, fingerprint
_From: TypeAlias = tuple[_File, tuple[str, ...], str]  # rows of a file: the columns, and the rows as they are written

_RANKS = {"part": 0, "line": 1, "total": 3}  # the order in which a file lists series; 2 is a line on the second axis


class Recorder:
    """Keeps from deck to deck which rows numbers came from that are the same in several: the country's beside each county."""

    def __init__(self) -> None:
        self._known: dict[Origin, tuple[_From, ...]] = {}  # those asked for last come last
        self._recent: dict[Origin, tuple[Rows, ...]] = {}  # of this deck
        self._spans: dict[int, tuple[tuple[int, ...], str]] = {}  # by the identity of the rows, which are kept for that

    def __reduce__(self) -> tuple[type["Recorder"], tuple[()]]:
        return Recorder, ()  # each process comes to know its own

    def record(self, deck: Deck) -> Xml:
        """The root element. Shapes without numbers are left out, slides are not."""
        self._recent.clear()
        ledger = _Ledger(deck, self)
        slides = [_slide(slide, ledger) for slide in deck.slides]
        return Xml(f'<trace xmlns="{NAMESPACE}">{ledger.xml()}{"".join(slides)}</trace>')

    def rows(self, origin: Origin) -> tuple[_From, ...]:
        """The rows behind a number. The same number has an equal origin in every deck."""
        found = self._known.pop(origin, None)
        if found is None:
            sources = [rows for rows in self._sources(origin) if rows.ranks]
            found = tuple([((r.dataset, r.file, r.sheet, r.fingerprint), r.columns, self._written(r.ranks)) for r in sources])
            if sum([len(rows.ranks) for rows in sources]) < WORTH_KEEPING:
                return found
        self._known[origin] = found
        _forget(self._known)
        return found

    def _sources(self, origin: Origin) -> tuple[Rows, ...]:
        """A total's rows are those of its parts, which were just looked for."""
        if isinstance(origin, Together):
            return merged(rows for part in origin.parts for rows in self._sources(part))
        found = self._recent.get(origin)
        if found is None:
            found = self._recent[origin] = origin.sources()
        return found

    def _written(self, rows: tuple[int, ...]) -> str:
        """Different origins may come to the very same rows: those of a number that was joined to each county."""
        if len(rows) < WORTH_KEEPING:
            return spans_of(rows)
        kept = self._spans.pop(id(rows), None)
        if kept is None or kept[0] is not rows:
            kept = rows, spans_of(rows)
        self._spans[id(rows)] = kept
        _forget(self._spans)
        return kept[1]


def _forget(known: dict[Any, Any]) -> None:
    """Let go of what was not asked for for the longest time."""
    if len(known) > MOST_KEPT:
        del known[next(iter(known))]


class _Ledger:
    """What numbers have in common, each named once and then by its place."""

    def __init__(self, deck: Deck, recorder: Recorder) -> None:
        self._recorder = recorder
        self._told = {(each.name, each.file): each.told for each in deck.inputs if each.kind == "data"}
        self._columns: dict[tuple[_File, tuple[str, ...], tuple[str, ...]], int] = {}
        self._rows: dict[str, int] = {}
        self._recipes: dict[tuple[str, tuple[str, ...]], int] = {}

    def number(self, at: str, value: Value, shown: str = "") -> str:
        """An element n."""
        number = "" if value.number is None else f' v="{value.number!r}"'
        text = f' t="{attribute(shown)}"' if shown else ""
        recipe = value.recipe
        if recipe is None:
            return f'<n at="{at}"{number}{text}/>'
        recipes = self._recipes
        place = recipes.setdefault((recipe.dataset, recipe.steps), len(recipes))
        rows = self._from(recipe.origin, tuple([name for name, _ in recipe.key])) if recipe.origin else ""
        return f'<n at="{at}"{number}{text} r="{place}"{rows}/>'

    def _from(self, origin: Origin, key: tuple[str, ...]) -> str:
        """Where the rows stand. What tells of them are the columns that a number was worked out from, and those of its key."""
        known = self._columns
        found = [
            f"{known.setdefault((file, columns, key), len(known))}:{self._referred(spans)}"
            for file, columns, spans in self._recorder.rows(origin)
        ]
        return f' from="{" ".join(found)}"' if found else ""

    def _referred(self, spans: str) -> str:
        """Rows that take many characters are written once, for all numbers that came from them."""
        if len(spans) <= LONG and "x" not in spans:
            return spans
        return f"*{self._rows.setdefault(spans, len(self._rows))}"

    def xml(self) -> str:
        files = {file: number for number, file in enumerate(dict.fromkeys(file for file, _, _ in self._columns))}
        columns = [
            f'<from file="{files[file]}">{_elements("column", dict.fromkeys((*key, *columns)))}</from>'
            for file, columns, key in self._columns
        ]
        rows = [f"<rows>{spans}</rows>" for spans in self._rows]
        return "".join((*map(self._file, files), *columns, *rows, *self._written_recipes()))

    def _file(self, file: _File) -> str:
        dataset, path, sheet, fingerprint = file
        told = {"dataset": dataset, "file": path, "fingerprint": fingerprint}
        told |= self._told.get((dataset, path), ())
        told |= {"sheet": sheet} if sheet else {}
        attributes = "".join([f' {name}="{attribute(text)}"' for name, text in told.items()])
        return f"<file{attributes}/>"

    def _written_recipes(self) -> Iterator[str]:
        for dataset, steps in self._recipes:
            yield f'<recipe dataset="{attribute(dataset)}">{_elements("step", steps)}</recipe>'


def _slide(slide: Slide, ledger: _Ledger) -> str:
    shapes = "".join([_shape(shape, slide, ledger) for shape in slide.shapes])
    if slide.notes and (inside := _text(slide.notes, ledger)):
        shapes += _element(NOTES, "notes", "", inside)
    return f'<slide identity="{attribute(slide.identity)}">{shapes}</slide>'


def _shape(shape: Shape, slide: Slide, ledger: _Ledger) -> str:
    match shape.content:
        case Text():
            about, inside = "", _text(shape.content, ledger)
        case Table():
            about, inside = "", _table(shape.content, ledger)
        case Chart():
            about, inside = _format(shape.content, slide), _chart(shape.content, ledger)
        case Picture(chart=Chart() as chart, media=media):
            about, inside = f'{_format(chart, slide)} picture="{media.digest}"', _chart(chart, ledger)
        case _:
            return ""
    kind = type(shape.content).__name__.lower()
    return _element(shape.identity, kind, about, inside) if inside else ""


def _element(identity: str, kind: str, about: str, inside: str) -> str:
    return f'<shape identity="{attribute(identity)}" kind="{kind}"{about}>{inside}</shape>'


def _format(chart: Chart, slide: Slide) -> str:
    """How the numbers of a chart are printed: those of series on the second axis may be otherwise."""
    second = [str(number) for number, series in enumerate(sorted(chart.series, key=_rank)) if series.second_axis]
    told = f' second="{" ".join(second)}" second_format="{attribute(chart.second_number_format)}"' if second else ""
    return f' language="{slide.language}" format="{attribute(chart.number_format)}"{told}'


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


def spans_of(rows: tuple[int, ...]) -> str:
    """Ascending numbers as stretches: 2, 3, 4, 11, 12, 19, 20 → "2+2,7+1x2"."""
    if len(rows) == 1:
        return str(rows[0])
    ends = [row for row, following in pairwise(rows) if following - row != 1]
    starts = [following for row, following in pairwise(rows) if following - row != 1]
    distances = map(sub, (rows[0], *starts), (0, *ends))
    lengths = map(sub, (*ends, rows[-1]), (rows[0], *starts))
    return ",".join([_stretch(*each, len([*same])) for each, same in groupby(zip(distances, lengths, strict=True))])


def _stretch(distance: int, more: int, times: int) -> str:
    written = f"{distance}+{more}" if more else str(distance)
    return f"{written}x{times}" if times > 1 else written
