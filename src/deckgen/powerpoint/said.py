"""A slide → what it says, as a plain tuple: the same whether it is read from a file or has not been written yet.

A deck keeps the digest of each slide it was generated with; a slide whose digest is another has been changed by hand. So
everything that programs change on their own is left out: ids, names, places, sizes, how runs are split, languages, dates and
numbers at the foot. What remains is a nest of tuples, strings, numbers and None:

    (hidden, shapes, notes)
    shape      (place, content, alternative text)        hidden shapes say nothing
    place      the placeholder's idx, or "loose"
    content    ("text", paragraphs)                      paragraph: (level, text, addresses)
               ("table", rows)                           row: cell texts
               ("chart", kind, categories, series)       series: (role, name, values, xs)
               ("picture", digest) · (another kind,)
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from typing import TypeAlias
from urllib.parse import unquote

from deckgen.model import Chart, Picture, Series, Shape, Slide, Table, Text, Value
from deckgen.powerpoint.view import ChartView, OtherView, PictureView, SeriesView, ShapeView, SlideView, TableView, TextView
from deckgen.powerpoint.write.relationships import uri

Said: TypeAlias = "tuple[Said | str | int | float | None, ...]"

_FOOT = ("dt", "ftr", "sldNum", "hdr")
_OF_ITSELF = ("slidenum", "datetime")  # fields that PowerPoint keeps up to date
_ROLES = ("part", "line", "total")
_CANONICAL = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


def said(slide: SlideView) -> Said:
    """What a slide that was read says."""
    shapes = (shape for shape in slide.shapes if not shape.hidden and not _at_foot(shape))
    return slide.hidden, tuple((_place(shape), _content(shape), shape.alt) for shape in shapes), slide.notes


def said_by_slide(slide: Slide) -> Said:
    """What a slide will say when it is written: ``said(read(write(deck)).slides[i]) == said_by_slide(deck.slides[i])``."""
    shapes = tuple((_place(shape), _planned(shape), shape.alt) for shape in slide.shapes)
    return False, shapes, slide.notes.plain if slide.notes else ""


def digest(what: Said) -> str:
    """Sixteen hexadecimal digits, the same on every machine."""
    return sha256(_CANONICAL.encode(what).encode()).hexdigest()[:16]


def _at_foot(shape: ShapeView) -> bool:
    return shape.placeholder is not None and shape.placeholder.type in _FOOT


def _place(shape: ShapeView | Shape) -> int | str:
    return shape.placeholder.idx if shape.placeholder else "loose"


def _content(shape: ShapeView) -> Said:
    match shape.content:
        case TextView(paragraphs):
            return _text(
                (paragraph.level, ((_shown(run.text, run.field), run.link) for run in paragraph.runs))
                for paragraph in paragraphs
            )
        case TableView(rows):
            return "table", rows
        case ChartView(kind, categories, series):
            return _chart(kind, categories, (_read_series(each, kind) for each in series))
        case PictureView(picture):
            return "picture", picture
        case OtherView(kind):
            return (kind,)


def _planned(shape: Shape) -> Said:
    match shape.content:
        case Text():
            paragraphs = shape.content.paragraphs
            return _text(
                (paragraph.level, ((_shown(run.text, run.auto), run.link and uri(run.link)) for run in paragraph.runs))
                for paragraph in paragraphs
            )
        case Table(columns, rows):
            header = tuple(column.header.text for column in columns)
            return "table", (header, *(tuple(cell.text for cell in row.cells) for row in rows))
        case Chart(kind, categories, series):
            return _chart(_planned_kind(kind, series), categories, (_planned_series(each) for each in series))
        case Picture(media):
            return "picture", media.digest


def _text(paragraphs: Iterable[tuple[int, Iterable[tuple[str, str]]]]) -> Said:
    """``paragraphs``: level, and the runs' text and address. Nothing but empty paragraphs says nothing."""
    lines = tuple((level, *_line(runs)) for level, runs in paragraphs)
    return "text", lines if any(text for _, text, _ in lines) else ()


def _line(runs: Iterable[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    pairs = [(text, unquote(link)) for text, link in runs if text]
    return "".join(text for text, _ in pairs), tuple(link for link, _ in groupby(link for _, link in pairs) if link)


def _shown(text: str, field: str) -> str:
    return f"‹{field}›" if field.startswith(_OF_ITSELF) else text


def _chart(kind: str, categories: tuple[str, ...], series: Iterable[Said]) -> Said:
    """Parts first, then lines, then totals, whatever the order of the plots."""
    ordered = sorted(series, key=lambda each: _ROLES.index(str(each[0])))
    return "chart", kind, () if kind == "scatter" else categories, tuple(ordered)


def _read_series(series: SeriesView, kind: str) -> Said:
    role = "total" if series.plot == "total" else "line" if series.plot == "line" and kind != "line" else "part"
    return role, series.name, tuple(_numbers(series.values)), tuple(_numbers(series.xs))


def _planned_kind(kind: str, series: tuple[Series, ...]) -> str:
    """As ``powerpoint.read`` names it: columns with a line over them are "column_line", without one they are columns."""
    if kind == "column_line" or kind.rpartition("_")[2] == "column" or kind == "stacked_column_100":
        lines = any(each.role == "line" for each in series)
        return "column_line" if lines else "column" if kind == "column_line" else kind
    return kind


def _planned_series(series: Series) -> Said:
    return series.role, series.name, tuple(_numbers(map(_number, series.values))), tuple(_numbers(map(_number, series.xs)))


def _number(value: Value) -> float | None:
    return value.number


def _numbers(values: Iterable[float | None]) -> Iterator[float | None]:
    """Twelve significant digits; the rest is how a program writes a number. No -0.0."""
    for value in values:
        yield None if value is None else float(f"{value:.12g}") + 0.0
