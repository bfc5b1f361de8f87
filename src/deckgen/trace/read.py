"""A file's custom XML → the record of its numbers. What is not as deckgen writes it is refused, whatever it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import cast, get_args

from deckgen.errors import Mark, fail
from deckgen.model import Language
from deckgen.powerpoint.element import Element
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.read.custom_xml import read_custom_xml
from deckgen.trace.record import (
    NAMESPACE,
    DataFile,
    Number,
    Record,
    ShapeKind,
    ShapeRecord,
    SlideRecord,
    Source,
    Span,
    Worked,
)

MOST_SPANS = 2_000_000  # stretches of rows in a deck

_OWN = ("dataset", "file", "sheet", "fingerprint")  # of a file's attributes; the others are what the spec told


def read_record(package: Package) -> Record | None:
    """None where the file has no record. Raises DeckgenError where it has one that cannot be read."""
    found = read_custom_xml(package, NAMESPACE)
    if found is None:
        return None
    part, root = found
    try:
        return _record(root)
    except (ValueError, IndexError, KeyError):
        fail("trace-damaged", Mark(package.file, place=part), file=package.file)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What numbers name by its place."""

    files: Sequence[DataFile]
    columns: Sequence[tuple[DataFile, tuple[str, ...]]]
    rows: Sequence[tuple[Span, ...]]
    recipes: Sequence[Worked]


def _record(root: Element) -> Record:
    files = [_file(each) for each in _all(root, "file")]
    columns = [(files[_place(each.attrib["file"])], _texts(each, "column")) for each in _all(root, "from")]
    recipes = [Worked(each.attrib["dataset"], _texts(each, "step")) for each in _all(root, "recipe")]
    shared = _Shared(files, columns, list(_rows(root)), recipes)
    return Record(tuple(files), tuple(_slide(each, shared) for each in _all(root, "slide")))


def _file(element: Element) -> DataFile:
    told = {name: text for name, text in element.attrib.items() if name not in _OWN}
    dataset, file, sheet, fingerprint = (element.get(name) for name in _OWN)
    return DataFile(dataset, file, sheet, fingerprint, told)


def _slide(element: Element, shared: _Shared) -> SlideRecord:
    return SlideRecord(element.attrib["identity"], tuple(_shape(each, shared) for each in _all(element, "shape")))


def _shape(element: Element, shared: _Shared) -> ShapeRecord:
    kind, language = element.attrib["kind"], element.get("language", "nb")
    if kind not in get_args(ShapeKind) or language not in get_args(Language):
        raise ValueError(kind)
    said = "".join(_texts(element, "said"))
    numbers = tuple(_number(each, shared, said) for each in _all(element, "n"))
    return ShapeRecord(
        element.attrib["identity"],
        cast(ShapeKind, kind),
        numbers,
        _texts(element, "down"),
        _texts(element, "across"),
        said,
        element.get("format", ""),
        cast(Language, language),
        element.get("second_format", ""),
        tuple(map(_place, element.get("second", "").split())),
        element.get("picture", ""),
    )


def _number(element: Element, shared: _Shared, said: str) -> Number:
    given: Mapping[str, str] = element.attrib
    first, second, *axis = given["at"].split()
    place = (_place(first), _place(second))
    number = float(given["v"]) if "v" in given else None
    if number is not None and not isfinite(number):
        raise ValueError(given["v"])
    sources = tuple(_source(each, shared) for each in given.get("from", "").split())
    worked = shared.recipes[_place(given["r"])] if "r" in given else None
    shown = given.get("t", "") or said[place[0] : place[1]]
    return Number(place, number, worked, sources, shown, axis == ["x"])


def _source(written: str, shared: _Shared) -> Source:
    """Rows by themselves, "0:2+2,7", or those that several numbers have in common, "0:*3"."""
    place, _, rows = written.partition(":")
    file, columns = shared.columns[_place(place)]
    return Source(file, columns, shared.rows[_place(rows[1:])] if rows.startswith("*") else spans(rows, most=1))


def spans(written: str, most: int = MOST_SPANS) -> tuple[Span, ...]:
    """ "2+2,7+1x2" → rows 2 to 4, 11 and 12, 19 and 20. ``most`` is how many stretches a repetition may come to.

    Raises ValueError.
    """
    found: list[Span] = []
    last = 0
    for each in written.split(","):
        stretch, repeated, times = each.partition("x")
        distance, longer, more = stretch.partition("+")
        count = _place(times) if repeated else 1
        if count > most:
            raise ValueError(each)
        for _ in range(count):
            first = last + _place(distance)
            last = first + (_place(more) if longer else 0)
            found.append((first, last))
    return tuple(found)


def _rows(root: Element) -> Iterator[tuple[Span, ...]]:
    """Few characters can stand for many rows: no more of them are believed than any deck can have."""
    left = MOST_SPANS
    for each in _all(root, "rows"):
        found = spans(each.text or "", left)
        left -= len(found)
        yield found


def _place(written: str) -> int:
    """A number of few digits and no sign: a place in a list, a row."""
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise ValueError(written)
    return int(written)


def _all(element: Element, name: str) -> list[Element]:
    return list(element.iterchildren(f"{{{NAMESPACE}}}{name}"))


def _texts(element: Element, name: str) -> tuple[str, ...]:
    return tuple(each.text or "" for each in _all(element, name))
