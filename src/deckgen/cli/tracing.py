"""``deckgen trace``: a trace, told for people or for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import click

from deckgen.cli.report import Report
from deckgen.trace.answer import Trace
from deckgen.trace.inputs import FileNow, Row, odd
from deckgen.trace.labels import in_full
from deckgen.trace.match import Traced
from deckgen.trace.record import DataFile, Source, Worked

MOST_ROWS = 20  # of a file that are shown to people below a chart, table or text
MOST_NAMED = 6  # stretches of rows that are named beside a number


def tell(trace: Trace, form: str, report: Report) -> None:
    """What is odd comes as warnings, the numbers go to the output."""
    report.problems(odd(trace.files))
    for line in _events(trace) if form == "json" else _lines(trace):
        click.echo(line)


# --- for people ---


def _lines(trace: Trace) -> Iterator[str]:
    files = {file.file: file for file in trace.files}
    for (slide, title), numbers in groupby(trace.numbers, lambda each: (each.slide, each.title)):
        yield clean(f"slide {slide}: {title}")
        for (name, kind), group in groupby(numbers, lambda each: (each.name, each.kind)):
            found = list(group)
            yield clean(f"  {name} ({kind})")
            yield from _numbers(found, files)
            yield from _tables(found, trace.files)
        yield ""
    if not trace.numbers:
        yield "no number here came from data"
    if trace.unknown:
        yield f"made by others, so nothing is known of their numbers: slides {', '.join(map(str, trace.unknown))}"
    for file in trace.files:
        yield from _file(file)


def _numbers(numbers: Sequence[Traced], files: Mapping[DataFile, FileNow]) -> Iterator[str]:
    """The numbers by how they were worked out, in columns."""
    for worked, group in groupby(numbers, lambda each: each.worked):
        found = list(group)
        yield clean(f"    {_worked(worked)}")
        cells = [
            (each.shown, _number(each), ", ".join(each.place), _rows(each.sources, files) + _since(each)) for each in found
        ]
        yield from in_columns(cells, "      ")


def _worked(worked: Worked | None) -> str:
    return f"{worked.dataset}: {'; '.join(worked.steps)}" if worked else "from no data"


def _number(each: Traced) -> str:
    return "" if each.number is None else in_full(each.number)


def _rows(sources: Sequence[Source], files: Mapping[DataFile, FileNow]) -> str:
    return "; ".join(f"{source.file.file} {_told_rows(source, files[source.file])}" for source in sources)


def _told_rows(source: Source, now: FileNow) -> str:
    """ "row 17", "rows 2–4, 17", "60 rows from 2 to 90"; "3 rows" of a file that is not as it was."""
    numbers = now.numbers(source)
    if not numbers:
        return f"{source.count} row{'s' if source.count > 1 else ''}"
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    stretches = _stretches(numbers)
    if len(stretches) > MOST_NAMED:
        return f"{len(numbers)} rows from {numbers[0]} to {numbers[-1]}"
    return f"rows {', '.join(str(first) if first == last else f'{first}–{last}' for first, last in stretches)}"


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as first and last of each run: 2, 3, 4, 17 → (2, 4), (17, 17)."""
    runs = [[*run] for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0])]
    return [(run[0][1], run[-1][1]) for run in runs]


def _since(each: Traced) -> str:
    match each.state:
        case "same":
            return ""
        case "added":
            return f"typed by hand: {each.now}"
        case "edited":
            return f"  edited by hand since: now {each.now}" if each.now else "  edited by hand since: gone"


def _tables(numbers: Sequence[Traced], files: Sequence[FileNow]) -> Iterator[str]:
    """The rows that the numbers came from, each once."""
    for file in files:
        rows: dict[int, dict[str, str]] = {}
        for source in dict.fromkeys(source for each in numbers for source in each.sources if source.file == file.file):
            for row in file.rows(source):
                rows.setdefault(row.number, {}).update(row.cells)
        if rows:
            yield clean(f"    {file.file.file}")
            names = tuple(dict.fromkeys(name for row in rows.values() for name in row))
            shown = sorted(rows)[:MOST_ROWS]
            yield from in_columns(
                [("row", *names), *((str(n), *(rows[n].get(name, "") for name in names)) for n in shown)], "      "
            )
            if len(rows) > len(shown):
                yield f"      and {len(rows) - len(shown)} more rows; --format json lists them all"


def in_columns(lines: Sequence[tuple[str, ...]], indent: str) -> Iterator[str]:
    """Rows of cells, each column as wide as its widest cell."""
    cleaned = [tuple(map(clean, line)) for line in lines]
    widths = [max(map(len, column)) for column in zip(*cleaned, strict=True)]
    for line in cleaned:
        yield (indent + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))).rstrip()


def _file(now: FileNow) -> Iterator[str]:
    file = now.file
    sheet = f", {file.sheet}" if file.sheet else ""
    yield clean(f"{file.dataset}: {file.file}{sheet} (fingerprint {file.fingerprint[:16]}…)")
    for name in ("source", "licence", "note", "fetched"):
        if name in file.told:
            yield clean(f"  {name}: {file.told[name]}")


def clean(text: str) -> str:
    """On one line, and nothing in it that a console obeys: what a deck says is not deckgen's own."""
    return "".join(character if character.isprintable() else " " for character in text)


# --- for programs ---


def _events(trace: Trace) -> Iterator[str]:
    now = {each.file: each for each in trace.files}
    for file in trace.files:
        yield _json("file", **_described(file.file), fingerprint=file.file.fingerprint, state=file.state, **_told(file.file))
    for each in trace.numbers:
        yield _json(
            "number",
            slide=each.slide,
            title=each.title,
            identity=each.slide_identity,
            shape=each.shape,
            name=each.name,
            kind=each.kind,
            place=list(each.place),
            shown=each.shown,
            number=each.number,
            state=each.state,
            now=each.now,
            dataset=each.worked.dataset if each.worked else "",
            steps=list(each.worked.steps) if each.worked else [],
            sources=[_source(source, now[source.file]) for source in each.sources],
        )
    if trace.unknown:
        yield _json("unknown", slides=list(trace.unknown))


def _described(file: DataFile) -> dict[str, str]:
    return {"dataset": file.dataset, "file": file.file, "sheet": file.sheet}


def _told(file: DataFile) -> dict[str, str]:
    return {name: file.told.get(name, "") for name in ("source", "licence", "note", "fetched")}


def _source(source: Source, now: FileNow) -> dict[str, object]:
    stretches = [list(stretch) for stretch in _stretches(now.numbers(source))]
    cells = [_row(row) for row in now.rows(source)]
    return {**_described(source.file), "count": source.count, "rows": stretches, "state": now.state, "cells": cells}


def _row(row: Row) -> dict[str, object]:
    return {"row": row.number, **dict(row.cells)}


def _json(event: str, **data: object) -> str:
    return json.dumps({"event": event, **data}, ensure_ascii=False)
