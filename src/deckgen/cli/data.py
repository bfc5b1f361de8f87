"""``deckgen data``: datasets as they were read, told for people or for programs; and drafts of the lines that read a file."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from deckgen.build.overview import Overview, overview
from deckgen.cli.report import Report
from deckgen.cli.tracing import clean, in_columns
from deckgen.data import Dataset
from deckgen.data.cells import shown
from deckgen.data.draft import draft
from deckgen.errors import Problems, fail
from deckgen.messages import sentence
from deckgen.project import Project, find_project
from deckgen.spec.read import load_settings

FIRST = 5  # rows that are shown
WIDEST = 32  # characters of a cell or name that are shown to people


@dataclass(frozen=True, slots=True)
class _Column:
    """What is told of a column: its type in a word, how many cells are empty, and what the symbols in it are."""

    name: str
    type: str
    unit: str
    empty: int
    different: int
    symbols: dict[str, int]


def tell_datasets(spec: Path, names: Sequence[str], form: str, report: Report, *, refresh_data: bool = False) -> bool:
    """Whether any could not be had. Raises DeckgenError where the spec cannot be read."""
    problems = Problems()
    found = overview(spec, names, problems, refresh_data=refresh_data)
    report.problems(problems.found)
    for each in found:
        for line in (_event(each),) if form == "json" else _lines(each):
            click.echo(line)
    return bool(problems.errors)


def tell_table(address: str, spec: Path | None, form: str) -> None:
    """Print the lines for the table of a statistics bank, which the project must name among its hosts. Raises DeckgenError."""
    from deckgen.data.remote.draft_table import draft_table
    from deckgen.data.remote.web import Web

    settings = load_settings(find_project(spec or Path.cwd() / "-"), Problems())
    lines = draft_table(address, Web([host.text for host in settings.hosts]))
    if form == "json":
        click.echo(json.dumps({"event": "draft", "file": address, "lines": lines}, ensure_ascii=False))
        return
    click.echo("data:")
    for line in lines.splitlines():
        click.echo(f"  {line}")


def tell_draft(file: Path, spec: Path | None, form: str) -> None:
    """Print the lines for the file, with its path as the spec's project has it. Raises DeckgenError."""
    try:
        data = file.read_bytes()
    except OSError as error:
        fail("data-file-unreadable", None, file=str(file), reason=error.strerror or type(error).__name__)
    project = find_project(spec or file)
    if spec is None and project.settings is None:
        project = Project(Path.cwd())
    shown_as = project.shown(file)
    outside = not file.resolve().is_relative_to(project.root.resolve())
    if outside:
        shown_as = f"data/{file.name}"
    lines = draft(data, shown_as)
    if form == "json":
        click.echo(json.dumps({"event": "draft", "file": shown_as, "lines": lines}, ensure_ascii=False))
        return
    if outside:
        click.echo(f"# copy the file into the project's folder first, as {shown_as}")
    click.echo("data:")
    for line in lines.splitlines():
        click.echo(f"  {line}")


def _columns(dataset: Dataset) -> list[_Column]:
    symbols = dataset.symbols
    told: list[_Column] = []
    for name in dataset.columns:
        cells = dataset.cells(name)
        marks = Counter(symbols.get(name, {}).values())
        empty = sum(cell == "" or (cell != cell and not dataset.symbol(name, position)) for position, cell in enumerate(cells))
        there = [cell for cell in cells if cell != "" and cell == cell]
        kind = "number" if dataset.is_number(name) else "text" if there or not cells else "empty"
        if dataset.table.columns[name].is_date:
            kind = "date"
        unit = dataset.table.columns[name].unit
        told.append(_Column(name, kind, unit, empty, len(set(there)), dict(sorted(marks.items()))))
    return told


def _first(dataset: Dataset) -> list[list[str]]:
    """The first rows as they stand: numbers plain, missing ones by their symbol."""
    columns = [dataset.cells(name)[:FIRST] for name in dataset.columns]
    return [
        [shown(cell) if cell == cell else dataset.symbol(name, at) for name, cell in zip(dataset.columns, row, strict=True)]
        for at, row in enumerate(zip(*columns, strict=True))
    ]


# --- for people ---


def _lines(each: Overview) -> Iterator[str]:
    dataset, provenance = each.dataset, each.dataset.provenance
    if each.made_from:
        place = f"made from {', '.join(each.made_from)}"
    else:
        place = ", ".join(part for part in (provenance.file or "made by steps", provenance.sheet) if part)
    yield clean(f"{dataset.name}: {place}; {_count(len(dataset), 'row')}, {_count(len(dataset.columns), 'column')}")
    told = (each.source, provenance.licence, provenance.note, provenance.fetched)
    for name, said in zip(("source", "licence", "note", "fetched"), told, strict=True):
        if said:
            yield clean(f"  {name}: {said}")
    yield f"  SHA-256 {provenance.fingerprint[:16]}…" + ("; the figures are made up" if provenance.example else "")
    for step in dataset.steps:
        yield clean(f"  step: {_cut(step, 100)}")
    must_be = "must be" if any(rule.words for rule in each.contract.rules) else ""
    rows = [("column", "type", "different", "empty", "symbols", must_be)]
    rules = {rule.column: rule for rule in each.contract.rules}
    for column in _columns(dataset):
        marks = ", ".join(f"{symbol} ×{count}" for symbol, count in column.symbols.items())
        kind = f"{column.type}, {column.unit}" if column.unit else column.type
        must = _cut("; ".join(rules[column.name].words)) if column.name in rules else ""
        rows.append((_cut(column.name), kind, str(column.different), str(column.empty or ""), marks, must))
    yield from in_columns(rows, "  ")
    if each.contract.key:
        yield clean(f"  key: {', '.join(each.contract.key)}")
    for breach in each.breaches:
        yield clean(f"  not so: {sentence(breach)}")
    yield "  first rows"
    numbers = [*map(str, dataset.rows[:FIRST])]
    first = [(number, *map(_cut, row)) for number, row in zip(numbers, _first(dataset), strict=True)]
    yield from in_columns([("row", *map(_cut, dataset.columns)), *first], "    ")
    yield "  used by" if each.used_by else "  used by nothing"
    for use in each.used_by:
        yield clean(f"    {use}")
    yield ""


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _cut(text: str, most: int = WIDEST) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# --- for programs ---


def _event(each: Overview) -> str:
    dataset, provenance = each.dataset, each.dataset.provenance
    columns = [
        {
            "name": column.name,
            "type": column.type,
            "unit": column.unit,
            "different": column.different,
            "empty": column.empty,
            "symbols": column.symbols,
        }
        for column in _columns(dataset)
    ]
    told = {
        "event": "dataset",
        "name": dataset.name,
        "file": provenance.file,
        "sheet": provenance.sheet,
        "fingerprint": provenance.fingerprint,
        "made_from": list(each.made_from),
        "source": each.source,
        "licence": provenance.licence,
        "note": provenance.note,
        "fetched": provenance.fetched,
        "example": provenance.example,
        "rows": len(dataset),
        "columns": columns,
        "steps": list(dataset.steps),
        "contract": {
            "key": list(each.contract.key),
            "columns": {rule.column: list(rule.words) for rule in each.contract.rules},
            "breaches": [{"code": breach.code, "says": sentence(breach)} for breach in each.breaches],
        },
        "first": [{"row": row, "cells": cells} for row, cells in zip(dataset.rows[:FIRST], _first(dataset), strict=True)],
        "used_by": list(each.used_by),
    }
    return json.dumps(told, ensure_ascii=False)
