"""What a spec says that a dataset's columns hold, and a dataset → where it is otherwise, each fault with its cells.

Cells are named as Excel shows them, by letter and row; in a table that no file holds, by row. Symbols of missing numbers are
no faults: they say why nothing is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import isnan
from operator import ne
from typing import TYPE_CHECKING

from deckgen.data.cells import shown
from deckgen.data.columns import is_code
from deckgen.data.dates import read_dates
from deckgen.data.numerals import read_numerals
from deckgen.errors import DeckgenError, Mark, Problems
from deckgen.fields.nodes import mark_of

if TYPE_CHECKING:
    from deckgen.data.dataset import ColumnType, Dataset
    from deckgen.errors import Problem

NAMED = 10  # cells that a message names; the others are counted
FILES = 3  # of which rows are named
LONGEST = 40  # characters that it shows of each

_NOWHERE = Mark("")
_PER_CENT = ("%", "prosent", "pst.", "pst", "per cent", "percent")


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What is said of one column; "" and () are nothing. ``least`` and ``most`` are as the spec writes them."""

    column: str
    type: ColumnType | None = None
    unit: str = ""
    allowed: tuple[str, ...] = ()
    least: str = ""
    most: str = ""
    required: bool = False
    mark: Mark = field(default=_NOWHERE, compare=False)

    @property
    def range(self) -> str:
        """The range as one says it: "0 to 100", "0 or more"."""
        if self.least and self.most:
            return f"{self.least} to {self.most}"
        return f"{self.least} or more" if self.least else f"{self.most} or less" if self.most else ""

    @property
    def words(self) -> tuple[str, ...]:
        """What must be so of its cells, beyond what one sees of its type."""
        code = self.type if self.type and self.type.startswith("code ") else ""
        allowed = f"one of {', '.join(self.allowed)}" if self.allowed else ""
        return tuple(each for each in (code, "required" if self.required else "", self.range, allowed) if each)


@dataclass(frozen=True, slots=True)
class Contract:
    """What is said of all columns, and the columns by which each row is told from all others."""

    rules: tuple[ColumnRule, ...] = ()
    key: tuple[str, ...] = ()
    mark: Mark = field(default=_NOWHERE, compare=False)  # of the key

    def within(self, columns: Sequence[str]) -> Contract:
        """What can be said of a table that has these columns."""
        rules = tuple(rule for rule in self.rules if rule.column in columns)
        return Contract(rules, self.key if set(self.key) <= set(columns) else (), self.mark)

    def without(self, other: Contract) -> Contract:
        """What is left when the other has been seen to."""
        return Contract(tuple(rule for rule in self.rules if rule not in other.rules), () if other.key else self.key, self.mark)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it names, which know their places in the spec."""
        return (*(rule.column for rule in self.rules), *self.key)


class BrokenContractError(DeckgenError):
    """The breaches; ``dataset`` is the one that breaks its contract, which can still be shown."""

    def __init__(self, problems: Sequence[Problem], dataset: Dataset) -> None:
        super().__init__(problems)
        self.dataset = dataset

    def __reduce__(self) -> tuple[type[DeckgenError], tuple[tuple[Problem, ...]]]:
        return DeckgenError, (self.problems,)


def check_contract(dataset: Dataset, contract: Contract, problems: Problems, *, types: bool = False) -> None:
    """Every breach is an error, one for each rule that is broken. All columns must be there.

    ``types``: whether declared types are still to be seen to; a file's are when it is read.
    """
    for rule in contract.rules:
        _Check(dataset, rule, problems).all(types=types)
    if contract.key:
        _check_key(dataset, contract, problems)


def with_units(dataset: Dataset, contract: Contract) -> Dataset:
    """The dataset with the units that are declared."""
    units = {rule.column: rule.unit for rule in contract.rules if rule.unit and rule.column in dataset.columns}
    if not units:
        return dataset
    columns = {name: replace(column, unit=units.get(name, column.unit)) for name, column in dataset.table.columns.items()}
    return replace(dataset, table=replace(dataset.table, columns=columns))


@dataclass(frozen=True, slots=True)
class _Check:
    """One rule over one column."""

    dataset: Dataset
    rule: ColumnRule
    problems: Problems

    def all(self, *, types: bool) -> None:
        if (types and not self._is_typed()) or not self._can_be_checked():
            return
        found = self.dataset.unit(self.rule.column)
        if self.rule.unit and found and _unit(found) != _unit(self.rule.unit):
            mark = Mark(self.dataset.place)
            self.problems.error("unit-differs", mark, column=self.rule.column, unit=self.rule.unit, found=found)
        if self.rule.required:
            self._tell("cells-empty", self._empty())
        if self.rule.allowed:
            self._tell("cells-not-allowed", self._not_allowed(), allowed=self.rule.allowed)
        if self.rule.range:
            self._tell("cells-out-of-range", self._out_of_range(), range=self.rule.range)

    def _can_be_checked(self) -> bool:
        """Whether its cells are of their type; where not, that has been told."""
        if self.rule.type in ("number", "whole"):
            return self.dataset.is_number(self.rule.column)
        return self.rule.type != "date" or self.dataset.is_date(self.rule.column)

    def _is_typed(self) -> bool:
        """Whether a column that steps made is of the type that is declared."""
        kind, column = self.rule.type, self.rule.column
        is_number, is_date = self.dataset.is_number(column), self.dataset.is_date(column)
        found = "numbers" if is_number else "dates" if is_date else "texts"
        right = {"number": is_number, "whole": is_number, "date": is_date, None: True}.get(kind, not is_number)
        if not right:
            mark = self.rule.mark
            self.problems.error("type-differs", mark, dataset=self.dataset.name, column=column, type=kind or "", found=found)
            return False
        if kind == "whole":
            numbers = self.dataset.numbers(column)
            self._tell("cells-not-whole", [at for at, number in enumerate(numbers) if number % 1 and not isnan(number)])
        elif kind is not None and kind.startswith("code "):
            width = int(kind[5:])
            texts = [str(cell) for cell in self.dataset.cells(column)]
            self._tell("cells-not-codes", [at for at, text in enumerate(texts) if not is_code(text, width)], width=width)
        return True

    def _empty(self) -> list[int]:
        cells = self.dataset.cells(self.rule.column)
        return [
            at
            for at, cell in enumerate(cells)
            if cell == "" or (cell != cell and not self.dataset.symbol(self.rule.column, at))
        ]

    def _not_allowed(self) -> list[int]:
        column = self.rule.column
        if not self.dataset.is_number(column):
            texts = {*self.rule.allowed, ""}
            return [at for at, cell in enumerate(self.dataset.cells(column)) if cell not in texts]
        numbers = {self._number(text) for text in self.rule.allowed}
        if None in numbers:
            return []  # which has been told
        return [at for at, cell in enumerate(self.dataset.numbers(column)) if not isnan(cell) and cell not in numbers]

    def _out_of_range(self) -> list[int]:
        column, rule = self.rule.column, self.rule
        if self.dataset.is_date(column):
            least, most = self._day(rule.least), self._day(rule.most)
            days = [str(cell) for cell in self.dataset.cells(column)]
            return [at for at, day in enumerate(days) if day and ((least and day < least) or (most and day > most))]
        if not self.dataset.is_number(column):
            if any(self.dataset.cells(column)):
                self.problems.error("range-of-text", rule.mark, dataset=self.dataset.name, column=column)
            return []
        low = self._number(rule.least) if rule.least else None
        high = self._number(rule.most) if rule.most else None
        return [
            at
            for at, cell in enumerate(self.dataset.numbers(column))
            if (low is not None and cell < low) or (high is not None and cell > high)
        ]

    def _number(self, text: str) -> float | None:
        read = read_numerals([text], None, ",", codes=True)
        if isinstance(read, list):
            return read[0]
        column, here = self.rule.column, mark_of(text, self.rule.mark)
        self.problems.error("condition-not-number", here, column=column, dataset=self.dataset.name, value=text)
        return None

    def _day(self, text: str) -> str:
        read = read_dates([text], declared=True) if text else [""]
        if isinstance(read, list):
            return read[0]
        self.problems.error("condition-not-date", mark_of(text, self.rule.mark), column=self.rule.column, value=text)
        return ""

    def _tell(self, code: str, positions: Sequence[int], **data: int | str | tuple[str, ...]) -> None:
        if not positions:
            return
        dataset, column = self.dataset, self.rule.column
        cells = [(at, _shown(dataset, column, at)) for at in positions[:NAMED]]
        told = tuple(
            place(dataset, column, at) + (f' "{cell}"' if cell else "") + behind(dataset, column, [at]) for at, cell in cells
        )
        more = _more(len(positions))
        mark = place_mark(dataset, column, positions[0])
        name = _named(dataset, column)
        self.problems.error(code, mark, column=name, count=_count(len(positions)), cells=told, more=more, **data)


def _check_key(dataset: Dataset, contract: Contract, problems: Problems) -> None:
    key = contract.key
    cells = [dataset.cells(column) for column in key]
    if len({*zip(*cells, strict=True)}) == len(dataset) and not any("" in each or any(map(ne, each, each)) for each in cells):
        return  # as most are, at a glance
    met: dict[tuple[str | float, ...], list[int]] = {}
    empty: dict[str, list[int]] = {}
    for at, row in enumerate(zip(*cells, strict=True)):
        lacking = [column for column, cell in zip(key, row, strict=True) if cell == "" or cell != cell]
        for column in lacking:
            empty.setdefault(column, []).append(at)
        if not lacking:
            met.setdefault(row, []).append(at)
    for column, positions in empty.items():
        told = tuple(place(dataset, column, at) + behind(dataset, column, [at]) for at in positions[:NAMED])
        mark, more = place_mark(dataset, column, positions[0]), _more(len(positions))
        count = _count(len(positions))
        problems.error("key-empty", mark, column=_named(dataset, column), count=count, cells=told, more=more)
    twice = {row: positions for row, positions in met.items() if len(positions) > 1}
    if twice:
        rows = [
            f"{', '.join(_short(shown(cell)) for cell in row)} in rows {_rows(dataset, at)}{behind(dataset, key[0], at)}"
            for row, at in list(twice.items())[:NAMED]
        ]
        mark = place_mark(dataset, key[0], next(iter(twice.values()))[1])
        problems.error("key-twice", mark, key=key, count=len(twice), rows="; ".join(rows), more=_more(len(twice)))


def place(dataset: Dataset, column: str, position: int) -> str:
    """A cell as Excel names it, B7; where no letters are known, by its row."""
    file = dataset.table.file
    letter = dict(file.letters).get(column, "") if file else ""
    row = dataset.rows[position]
    return f"{letter}{row}" if letter else f"row {row}"


def behind(dataset: Dataset, column: str, positions: Sequence[int]) -> str:
    """Which rows of files the cells were worked out from, where steps made them: " (d.csv, rows 2, 3)"."""
    if dataset.provenance.file:  # they stand in these very rows
        return ""
    told: list[str] = []
    for rows in dataset.lineage(column, positions).sources()[:FILES]:
        listed = ", ".join(map(str, rows.rows[:NAMED])) + _more(len(rows.rows))
        place = f"{rows.file}, {rows.sheet}" if rows.sheet else rows.file
        told.append(f"{place}, {'row' if len(rows.rows) == 1 else 'rows'} {listed}")
    return f" ({'; '.join(told)})" if told else ""


def place_mark(dataset: Dataset, column: str, position: int) -> Mark:
    """Where a cell stands, for messages: file and line, or file, sheet and cell."""
    file, row = dataset.table.file, dataset.rows[position]
    if file is None:
        return Mark(dataset.place, place=f"row {row}")
    if file.sheet:
        return Mark(file.file, place=f"{file.sheet}!{place(dataset, column, position)}")
    return Mark(file.file, row) if file.letters else Mark(file.file, place=f"row {row}")


def _named(dataset: Dataset, column: str) -> str:
    """The column with its letter."""
    file = dataset.table.file
    letter = dict(file.letters).get(column, "") if file else ""
    return f"{column} ({letter})" if letter else column


def _shown(dataset: Dataset, column: str, position: int) -> str:
    cell = dataset.cells(column)[position]
    return _short(shown(cell)) if cell == cell else dataset.symbol(column, position)


def _short(text: str) -> str:
    """On one line, of a length that ten of them can be read."""
    said = " ".join(text.split())
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _unit(text: str) -> str:
    return "%" if text.casefold() in _PER_CENT else " ".join(text.split()).casefold()


def _rows(dataset: Dataset, positions: Sequence[int]) -> str:
    return " and ".join(str(dataset.rows[at]) for at in positions[:NAMED])


def _count(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _more(number: int) -> str:
    return f" and {number - NAMED} more" if number > NAMED else ""
