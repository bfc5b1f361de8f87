"""A deck's files of data, as they are now → whether they are as they were, and the rows that numbers came from.

Paths in a deck are as little to be trusted as those in a spec: the project refuses what leads out of it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from deckgen.data.cells import Cells, shown
from deckgen.data.content import Content
from deckgen.data.dataset import SourceSpec
from deckgen.data.read import read_cells
from deckgen.errors import DeckgenError, Mark, Problem, Problems
from deckgen.project import Project
from deckgen.trace.record import DataFile, Source

State = Literal["same", "changed", "missing", "unreadable"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number, and its cells by their columns."""

    number: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FileNow:
    """A file as it is now. ``cells`` are there where its rows are what they were, in whichever order."""

    file: DataFile
    state: State
    cells: Cells | None = None
    order: Sequence[int] = ()  # of the cells' rows, by position; see data.content

    def rows(self, source: Source) -> tuple[Row, ...]:
        """The rows that a number came from, in the columns that tell what it is, by their numbers."""
        cells = self.cells
        if cells is None:
            return ()
        columns = [(name, cells.columns[at]) for at, name in enumerate(cells.names) if name in source.columns]
        return tuple(
            Row(cells.rows[at], tuple((name, shown(column[at])) for name, column in columns)) for at in self._positions(source)
        )

    def numbers(self, source: Source) -> tuple[int, ...]:
        """Those rows' numbers, as Excel shows them; () where they are not to be had."""
        return tuple(self.cells.rows[at] for at in self._positions(source)) if self.cells else ()

    def _positions(self, source: Source) -> list[int]:
        return sorted({at for first, last in source.spans for at in self.order[first - 1 : last]})


def look(files: Sequence[DataFile], project: Project) -> tuple[FileNow, ...]:
    """Each file as it lies in the project now."""
    return tuple(_look(file, project) for file in files)


def odd(files: Sequence[FileNow]) -> tuple[Problem, ...]:
    """What must be said of the files: warnings, one for each that is not as it was."""
    problems = Problems()
    for each in files:
        file = each.file.file
        match each.state:
            case "changed":
                problems.warning("input-changed", None, file=file)
            case "missing":
                problems.warning("input-missing", None, file=file)
            case "unreadable":
                problems.warning("input-unreadable", None, file=file)
            case "same":
                pass
    return tuple(dict.fromkeys(problems.found))


def _look(file: DataFile, project: Project) -> FileNow:
    mark = Mark(file.file)
    try:
        data = project.path(file.file, mark).read_bytes()
    except (OSError, ValueError):
        return FileNow(file, "missing")
    except DeckgenError:
        return FileNow(file, "unreadable")
    try:
        cells = read_cells(data, _source_spec(file), mark, Problems())
    except DeckgenError:
        return FileNow(file, "unreadable")
    content = Content(cells.names, cells.columns)
    if content.fingerprint != file.fingerprint:
        return FileNow(file, "changed")
    return FileNow(file, "same", cells, content.order)


def _source_spec(file: DataFile) -> SourceSpec:
    told = file.told
    first, _, last = told.get("header_row", "").partition("-")
    return SourceSpec(
        file.file,
        file.sheet,
        told.get("range", ""),
        told.get("delimiter", ""),
        told.get("encoding", ""),
        header_row=_row(first),
        header_end=_row(last),
        header_between=told.get("header_between", " "),
        last_row=_row(told.get("last_row", "")),
        names=_names(told.get("names", "")),
        language=told.get("language", ""),
        table=told.get("table", ""),
        query=told.get("query", ""),
    )


def _row(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _names(text: str) -> tuple[tuple[str, str], ...]:
    """Columns' names by their letters, as a deck tells them; none where they were tampered with."""
    try:
        found: object = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return ()
    return (
        tuple((str(letter), str(name)) for letter, name in cast(dict[object, object], found).items())
        if isinstance(found, dict)
        else ()
    )
