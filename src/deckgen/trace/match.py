"""A record and what the slides show now → each number with its origin, and what became of it since.

Slides and shapes are known by the ids that PowerPoint keeps. Within a chart or table, lines are known by their names, so that
others may have come or gone; within a text, characters by what stands around them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from deckgen.powerpoint.view import ChartView, PictureView, ShapeView, SlideView, TableView, TextView
from deckgen.powerpoint.write.identity import guid, number
from deckgen.trace.labels import label
from deckgen.trace.record import Number, Record, ShapeKind, ShapeRecord, Source, Worked

_COMPARED = 20_000  # characters: longer texts are not aligned once they were changed


@dataclass(frozen=True, slots=True)
class Traced:
    """A number on a slide. ``shown`` and ``number`` are as deckgen wrote them, ``now`` what is shown since it was edited.

    An "added" number has no origin: somebody typed it into a chart's data. An "edited" one may be gone: ``now`` is "" then.
    """

    slide: int  # counts from 1
    title: str
    slide_identity: str
    shape: str
    name: str  # the shape's, as the selection pane shows it
    kind: ShapeKind
    place: tuple[str, ...]  # series and category, row and column; the line that a text's number stands in
    shown: str
    number: float | None
    worked: Worked | None = None
    sources: tuple[Source, ...] = ()
    state: Literal["same", "edited", "added"] = "same"
    now: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """A shape on a slide, or the slide's notes, and what is known of it."""

    slide: int
    view: SlideView
    identity: str
    name: str  # the shape's, as the selection pane shows it
    record: ShapeRecord

    def traced(
        self, found: Number, place: tuple[str, ...], shown: str, state: Literal["same", "edited"], now: str = ""
    ) -> Traced:
        return Traced(
            self.slide,
            self.view.title,
            self.identity,
            self.record.identity,
            self.name,
            self.record.kind,
            place,
            shown,
            found.number,
            found.worked,
            found.sources,
            state,
            "" if state == "same" else now,
        )


def matched(slides: Sequence[SlideView], record: Record) -> Iterator[Traced]:
    """The numbers of the slides, in their order. A slide that was copied is told of as often as it is there."""
    known = {str(number(slide.identity)): slide for slide in record.slides}
    for at, view in enumerate(slides, 1):
        slide = known.get(view.creation_id)
        if slide is None:
            continue
        shapes = {guid(slide.identity, shape.identity).upper(): shape for shape in slide.shapes}
        for shape in view.shapes:
            found = shapes.get(shape.creation_id.upper())
            if found is not None:
                yield from _shape(_Place(at, view, slide.identity, shape.name, found), shape)
        for notes in slide.shapes:
            if notes.kind == "notes":
                yield from _text(_Place(at, view, slide.identity, "Notes", notes), view.notes)


def unknown(slides: Sequence[SlideView], record: Record) -> tuple[int, ...]:
    """The slides that deckgen did not make, counted from 1."""
    known = {str(number(slide.identity)) for slide in record.slides}
    return tuple(at for at, view in enumerate(slides, 1) if view.creation_id not in known)


def aligned(written: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Where each line stands now: by its name, and the how-manieth of that name it is.

    Lines whose names are gone are taken for the new names in their order, where there are as many of both.
    """
    places = {key: at for at, key in enumerate(_counted(now))}
    found = {at: places.pop(key) for at, key in enumerate(_counted(written)) if key in places}
    left = [at for at in range(len(written)) if at not in found]
    if len(left) == len(places):
        found |= dict(zip(left, sorted(places.values()), strict=True))
    return found


def _counted(names: Sequence[str]) -> list[tuple[str, int]]:
    seen: Counter[str] = Counter()
    counted: list[tuple[str, int]] = []
    for name in names:
        seen[name] += 1
        counted.append((name, seen[name]))
    return counted


def _shape(place: _Place, shape: ShapeView) -> Iterator[Traced]:
    """Nothing where the shape holds something else by now."""
    match place.record.kind, shape.content:
        case "chart", ChartView() as chart:
            yield from _chart(place, chart)
        case "table", TableView() as table:
            yield from _table(place, table)
        case "text", TextView(paragraphs):
            yield from _text(place, "\n".join(paragraph.text for paragraph in paragraphs))
        case "picture", PictureView(digest) if digest == place.record.picture:
            yield from _picture(place)
        case _:
            return


def _chart(place: _Place, chart: ChartView) -> Iterator[Traced]:
    record = place.record
    down = aligned(record.down, [series.name for series in chart.series])
    points = max((len(series.values) for series in chart.series), default=0)
    across = aligned(record.across, chart.categories) if record.across else {at: at for at in range(points)}
    sums = _sums(record)
    seen: set[tuple[int, int, bool]] = set()
    for found in record.numbers:
        series, point = down.get(found.place[0]), across.get(found.place[1])
        if series is None or point is None:
            continue
        seen.add((series, point, found.is_x))
        now = _value(chart, series, point, found.is_x)
        shown, new = (_label(number, found, record, sums) for number in (found.number, now))
        same = now is not None and found.number is not None and f"{now:.12g}" == f"{found.number:.12g}"
        yield place.traced(found, _names(chart, series, point, found.is_x), shown, "same" if same else "edited", new)
    yield from _added(place, chart, seen)


def _picture(place: _Place) -> Iterator[Traced]:
    """What a picture of a chart shows nobody can edit."""
    record, sums = place.record, _sums(place.record)
    for found in record.numbers:
        series, point = found.place
        category = record.across[point] if point < len(record.across) else f"point {point + 1}"
        names = (record.down[series], f"{category} (x)" if found.is_x else category)
        yield place.traced(found, names, _label(found.number, found, record, sums), "same")


def _label(number: float | None, found: Number, record: ShapeRecord, sums: Mapping[int, float]) -> str:
    """A number as its series prints it."""
    if number is None:
        return ""
    series = found.place[0]
    written = record.second_format if series in record.second else record.number_format
    return label(number, sums.get(series, 0.0), written, record.language)


def _added(place: _Place, chart: ChartView, seen: set[tuple[int, int, bool]]) -> Iterator[Traced]:
    """Numbers that somebody typed into the chart's data."""
    record = place.record
    for number_, series in enumerate(chart.series):
        for point, value in enumerate(series.values):
            if value is not None and (number_, point, False) not in seen:
                yield Traced(
                    place.slide,
                    place.view.title,
                    place.identity,
                    record.identity,
                    place.name,
                    "chart",
                    _names(chart, number_, point, is_x=False),
                    "",
                    None,
                    state="added",
                    now=label(value, 0.0, record.number_format, record.language),
                )


def _sums(record: ShapeRecord) -> Mapping[int, float]:
    """What each series comes to: a pie shows shares of it."""
    sums: dict[int, float] = {}
    for found in record.numbers:
        if not found.is_x:
            sums[found.place[0]] = sums.get(found.place[0], 0.0) + (found.number or 0.0)
    return sums


def _value(chart: ChartView, series: int, point: int, is_x: bool) -> float | None:
    values = chart.series[series].xs if is_x else chart.series[series].values
    return values[point] if point < len(values) else None


def _names(chart: ChartView, series: int, point: int, is_x: bool) -> tuple[str, ...]:
    category = chart.categories[point] if point < len(chart.categories) else f"point {point + 1}"
    return chart.series[series].name, f"{category} (x)" if is_x else category


def _table(place: _Place, table: TableView) -> Iterator[Traced]:
    record = place.record
    down = aligned(record.down, ["", *(row[0] if row else "" for row in table.rows[1:])])
    across = aligned(record.across, table.rows[0] if table.rows else ())
    for found in record.numbers:
        row, column = down.get(found.place[0]), across.get(found.place[1])
        if row is None or column is None or column >= len(table.rows[row]):
            continue
        now = table.rows[row][column]
        names = (table.rows[row][0], table.rows[0][column])
        yield place.traced(found, names, found.shown, "same" if now == found.shown else "edited", now)


def _text(place: _Place, now: str) -> Iterator[Traced]:
    written = place.record.said
    blocks = _blocks(written, now)
    for found in place.record.numbers:
        standing = _standing(blocks, found.place, written, now)
        line = written[written.rfind("\n", 0, found.place[0]) + 1 :].partition("\n")[0]
        yield place.traced(found, (line,), found.shown, "same" if standing == found.shown else "edited", standing)


def _blocks(written: str, now: str) -> list[tuple[int, int, int, int]]:
    """Stretches of both texts that belong together: from and to in the one, from and to in the other."""
    if written == now or max(len(written), len(now)) > _COMPARED:
        return [(0, len(written), 0, len(now))]
    matcher = SequenceMatcher(None, written, now, autojunk=False)
    return [(i, j, k, m) for _, i, j, k, m in matcher.get_opcodes()]


def _standing(blocks: Sequence[tuple[int, int, int, int]], number: tuple[int, int], written: str, now: str) -> str:
    """What stands now where the characters of a number stood, with digits that were typed next to them."""
    start, end = number
    parts: list[tuple[int, int]] = []
    for first, last, begin, stop in blocks:
        low, high = max(start, first), min(end, last)
        if low < high or (first == last and start < first < end):
            alike = last - first == stop - begin  # equal, or each character replaced by one
            parts.append((begin + low - first, begin + high - first) if alike else (begin, stop))
    if not parts:
        return ""
    low, high = parts[0][0], parts[-1][1]
    if not written[start - 1 : start].isdigit():
        while low and low < high and now[low].isdigit() and now[low - 1].isdigit():
            low -= 1
    if not written[end : end + 1].isdigit():
        while low < high < len(now) and now[high - 1].isdigit() and now[high].isdigit():
            high += 1
    return now[low:high]
