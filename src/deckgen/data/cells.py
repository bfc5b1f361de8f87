"""What every reader of files returns: a table's cells as its file holds them, before the types of columns are found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

from deckgen.errors import Mark, Problems, closest
from deckgen.fields.decode import DIRECTIONS
from deckgen.fields.nodes import mark_of
from deckgen.model import PRELIMINARY

if TYPE_CHECKING:
    from deckgen.data.coded import Coded

MOST_FAULTS = 20  # of one kind that are told one by one
VALUE = "value"  # the column of figures whose file has no name for them

# What XML cannot hold, or a screen show; and what turns the direction of text round. A line break within a cell and a tab are
# text.
CONTROL = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f{DIRECTIONS}\ud800-\udfff\ufffe\uffff]")

_UNSEEN = re.compile("[\u200b\u2060\ufeff]")  # zero-width spaces, which come along from web pages

Cell: TypeAlias = str | float  # "" where empty; a float only where the file itself says that it is a number


class Percent(float):
    """A number that its file shows as per cent: 70.9 where one sees 70,9 %."""


class Preliminary(float):
    """A number that its file marks as preliminary."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Row numbers as the file counts them. ``above`` and ``below`` are texts of rows that are no part of the table."""

    first: int  # of the rows that hold the columns' names
    header: int  # the last of them
    last: int  # of the table
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def header_row(self) -> str:
        """As a spec writes it: 3, or 3-5."""
        return str(self.header) if self.first == self.header else f"{self.first}-{self.header}"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A variable that the figures are by: its code, its name, and its categories' codes and labels, in the figures' order."""

    code: str
    label: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    units: tuple[str, ...] = ()  # of a dimension of measures, one for each of its categories; "" where none is given
    decimals: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class StatisticalCube:
    """Figures in row-major order: the last dimension runs fastest.

    A figure is a number; or the symbol of one that is nil, or missing, "" where nothing is said of why. ``measures`` is the
    place among the dimensions of the one whose categories are measures, if there is one; else ``name`` is what all figures are.
    """

    dimensions: tuple[Dimension, ...]
    figures: Sequence[Cell]
    measures: int | None = None
    name: str = VALUE
    title: str = ""
    source: str = ""
    updated: str = ""
    languages: tuple[str, ...] = ()  # that the file is in, its own first one first
    fetched: str = ""  # when deckgen fetched it, in ISO 8601

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols that stand for figures, and the mark of preliminary ones, in alphabetical order."""
        marked = {PRELIMINARY for figure in self.figures if type(figure) is Preliminary}
        return tuple(sorted(marked.union(figure for figure in self.figures if isinstance(figure, str) and figure)))


@dataclass(frozen=True, slots=True)
class Cells:
    """Column by column. ``rows`` are the rows' numbers in the file; ``mark`` places a cell by row number and column index."""

    names: tuple[str, ...]
    columns: tuple[list[Cell] | Coded[str], ...]
    rows: Sequence[int]
    mark: Callable[[int, int], Mark]
    numerals: bool  # numbers are written as text and still to be read: true of CSV, not of Excel
    delimiter: str = ""  # of a CSV: a comma that parts cells is hardly one that marks decimals
    sheet: str = ""
    layout: Layout | None = None
    letters: tuple[str, ...] = ()  # the columns' letters, as Excel shows them
    units: tuple[str, ...] = ()  # of the columns, as the file says them; () where it says none
    symbols: tuple[str, ...] = ()  # what the file itself says are marks of missing numbers, beside those of the spec
    fetched: str = ""  # when a database gave it, in ISO 8601, UTC
    cube: StatisticalCube | None = None  # of a file that holds figures by dimensions
    asides: tuple[str, ...] = ()  # what one sees beside the cells, and is not read: comments, indents


def name_columns(
    header: Sequence[str],
    filled: Sequence[bool],
    mark: Callable[[int], Mark],
    problems: Problems,
    letters: Sequence[str],
) -> list[int]:
    """Which columns are kept, by index: those with a name. Cells without a name above, or a name used twice, are errors."""
    kept = [index for index, name in enumerate(header) if name]
    nameless = [index for index, name in enumerate(header) if not name and filled[index]]
    if nameless:
        problems.error(
            "column-without-name",
            mark(nameless[0]),
            numbers=tuple(str(index + 1) for index in nameless),
            letters=tuple(letters[index] for index in nameless),
            letter=letters[nameless[0]],
        )
    seen: set[str] = set()
    for index in kept:
        if header[index] in seen:
            problems.error("duplicate-column", mark(index), column=header[index])
        seen.add(header[index])
    return kept


def rename_columns(
    header: list[str], letters: Sequence[str], names: Sequence[tuple[str, str]], mark: Mark, problems: Problems
) -> None:
    """Put the names that a spec gives by letter in the places of the header's own. A letter without a column is an error."""
    told = tuple(f"{letter} {name}".strip() for letter, name in zip(letters, header, strict=True))
    own = dict(zip(header, letters, strict=True))
    for letter, name in names:
        if letter.upper() in letters:
            header[letters.index(letter.upper())] = name
        else:
            nearest = own.get(closest(letter, own), "") if letter else ""
            problems.error("no-such-letter", mark_of(letter, mark), letter=str(letter), columns=told, nearest=nearest)


def tidy_name(header: str) -> str:
    """A column's name on one line, without outer blanks and what cannot be seen, in the characters that keyboards give."""
    return normalize("NFC", " ".join(_UNSEEN.sub("", header).split()))


def shown(cell: Cell) -> str:
    """A cell as Excel shows it without a format: whole numbers plain, others with a decimal comma."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Percent):
        return f"{shown(float(cell))} %"
    return str(int(cell)) if float(cell).is_integer() and abs(cell) < 1e15 else repr(cell).replace(".", ",")
