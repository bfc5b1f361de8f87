"""A CSV file's text → its cells, column by column, header and empty rows among them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, TypeAlias

from deckgen.data.cells import MOST_FAULTS
from deckgen.data.dataset import SourceSpec
from deckgen.errors import Mark, Problems, fail

if TYPE_CHECKING:
    from deckgen.data.coded import Coded

Column: TypeAlias = "list[str] | Coded[str]"

LARGE = 4_000_000  # characters from which on it pays to import numpy
_AT_ONCE = 10_000  # characters


def split_cells(text: str, delimiter: str, skipped: int, spec: SourceSpec, header: int = 1) -> list[Column]:
    """The file column by column, header and empty rows among the cells."""
    if '"' not in text and (columns := _split_large(text, delimiter) or split_lines(text, delimiter)):
        return [*columns]
    records = _records(text, delimiter, skipped, spec)
    if len({*map(len, records)}) == 1:
        return [[*column] for column in zip(*records, strict=True)]
    return [*_uneven(records, skipped, spec, header)]


def written(text: str, columns: Sequence[Column]) -> str:
    """What is written in the cells, each between line breaks or other edges: the text, or of large ones what differs."""
    if all(isinstance(column, list) for column in columns):
        return text
    return "\n".join("\n".join(column if isinstance(column, list) else column.different) for column in columns)


def blocks(text: str, least: int) -> Iterator[str]:
    """The text in pieces of whole lines and not many more characters than ``least``: small ones stay near the processor."""
    start, end = 0, len(text) - text.endswith("\n")
    while (found := text.find("\n", start + least, end)) >= 0:
        yield text[start:found]
        start = found + 1
    yield text[start:end]


def _split_large(text: str, delimiter: str) -> list[Column] | None:
    if len(text) < LARGE:
        return None
    from deckgen.data.files.csv_large import split_large

    return split_large(text, delimiter)


def split_lines(text: str, delimiter: str) -> list[list[str]] | None:
    """The same where no cell is quoted and all lines have equally many, several times as fast; else None."""
    width = text.partition("\n")[0].count(delimiter) + 1
    columns: list[list[str]] = [[] for _ in range(width)]
    known: list[dict[str, str] | None] = []  # for each column its cells, where they repeat: a million are held once
    for block in blocks(text, _AT_ONCE):
        if {*map(str.count, block.split("\n"), repeat(delimiter))} != {width - 1}:
            return None
        cells = block.replace("\n", delimiter).split(delimiter)
        parts = [cells[place::width] for place in range(width)]
        known = known or [{} if 2 * len({*part}) < len(part) else None for part in parts]
        for column, part, once in zip(columns, parts, known, strict=True):
            column += part if once is None else map(once.setdefault, part, part)
    return columns


def _records(text: str, delimiter: str, skipped: int, spec: SourceSpec) -> list[list[str]]:
    """The file row by row. A quote in the midst of a cell is text, as in Excel; one that is never closed is refused."""
    end = ["end"]  # a last row, which an open quote would take into its cell
    lines = io.StringIO(f"{text.removesuffix(chr(10))}\n{end[0]}", newline="")
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
    except csv.Error:  # a cell longer than any: a quote was opened there
        records.append([])
    if records.pop() != end:
        row = skipped + len(records) + 1
        fail("quote-not-closed", Mark(spec.file, row), row=row)
    return records


def _uneven(records: Sequence[list[str]], skipped: int, spec: SourceSpec, header: int) -> list[list[str]]:
    """Column by column, of rows of uneven length: cells beyond the header's, and beyond empty rows above it, must be empty."""
    filled = [at for at, record in enumerate(records) if any(record)][:header]
    width = max(map(len, records[: filled[-1] + 1 if filled else 1]))
    problems = Problems()
    for number, record in enumerate(records, skipped + 1):
        if any(cell.strip() for cell in record[width:]):
            problems.error("row-too-long", Mark(spec.file, number), row=number, found=len(record), expected=width)
            if len(problems.found) == MOST_FAULTS:
                break
    problems.raise_errors()
    return [[record[index] if index < len(record) else "" for record in records] for index in range(width)]
