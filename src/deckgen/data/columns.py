"""Cells as a file holds them → typed columns: text or numbers, with the symbols of what is missing. Or every fault at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan
from typing import TYPE_CHECKING, cast

from deckgen.data.cells import MOST_FAULTS, Cell, Cells, Percent, Preliminary, shown
from deckgen.data.dataset import ColumnType, SourceSpec
from deckgen.data.dates import UnclearDates, is_date, may_be_dates, read_dates
from deckgen.data.numerals import Unclear, may_be_numeral, read_numerals
from deckgen.data.table import Column
from deckgen.errors import Problems
from deckgen.model import NIL, PRELIMINARY

if TYPE_CHECKING:
    from deckgen.data.coded import Coded

_YEARS = range(1900, 2101)

# A column named so holds codes, whatever its cells look like: 1711 is no quantity, and must meet 0301 as text.
_NAMED_CODE = re.compile(r"(?:code|kode|nummer|nr\.?|[_ ]id)(?: (?:19|20)[0-9]{2})?$", re.IGNORECASE)


@dataclass(slots=True)
class Typed:
    """A column with its type: texts, or numbers (NaN where missing) and symbols by position."""

    texts: list[str] | Coded[str] | None = None
    numbers: list[float] | Coded[float] | None = None
    symbols: dict[int, str] = field(default_factory=dict[int, str])
    unit: str = ""
    is_date: bool = False


def type_columns(cells: Cells, spec: SourceSpec, problems: Problems) -> dict[str, Column]:
    """The columns by name. Faults are added to ``problems``."""
    declared = dict(spec.columns)
    columns: dict[str, Column] = {}
    for place, (name, column) in enumerate(zip(cells.names, cells.columns, strict=True)):
        if isinstance(column, list):
            typed = _type_column(cells, place, column, declared.get(name), spec, problems)
        else:
            typed = _type_coded(cells, place, column, declared.get(name), spec, problems)
        if typed.numbers is None:
            columns[name] = Column(typed.texts or [], is_date=typed.is_date)
        else:
            unit = typed.unit or (cells.units[place] if cells.units else "")
            columns[name] = Column(typed.numbers, True, typed.symbols, unit=unit)
    return columns


def is_named_code(name: str) -> bool:
    """Whether a column's name says that it holds codes: kommunenr, county_code, KODE, Kommunenr. 2019."""
    return bool(_NAMED_CODE.search(name))


def _type_coded(
    cells: Cells, place: int, column: Coded[str], declared: ColumnType | None, spec: SourceSpec, problems: Problems
) -> Typed:
    """The type is that of the different cells; only where there is something to tell of rows, each of them is looked at."""
    told = Problems()
    typed = _type_column(cells, place, [*column.different], declared, spec, told)
    if told.found:
        return _type_column(cells, place, [*column], declared, spec, problems)
    if typed.texts is not None:
        typed.texts = column.replaced([*typed.texts])
    if typed.numbers is not None:
        typed.numbers = column.replaced([*typed.numbers])
    if typed.symbols:
        typed.symbols = {row: typed.symbols[code] for row, code in enumerate(column.codes.data) if code in typed.symbols}
    return typed


def _type_column(
    cells: Cells, place: int, column: list[Cell], declared: ColumnType | None, spec: SourceSpec, problems: Problems
) -> Typed:
    name = cells.names[place]
    if declared is not None and declared.startswith("code "):
        return Typed(texts=_with_zeros(cells, place, column, int(declared[5:]), problems))
    if declared in ("text", "code") or (declared is None and is_named_code(name)):
        return Typed(texts=cast(list[str], column) if cells.numerals else _as_texts(column))
    special = {"", *spec.symbols, *cells.symbols}
    at: Sequence[int] = range(len(column))
    plain: list[Cell] = column
    if not special.isdisjoint(column):
        at = [position for position, cell in enumerate(column) if cell not in special]
        plain = [column[position] for position in at]
    if declared is None and not plain and not any(column):
        return Typed(texts=_as_texts(column))
    if declared == "date" or (declared is None and may_be_dates(plain)):
        dated = _as_dates(cells, place, column, at, plain, declared, problems)
        if dated is not None or declared == "date":
            return dated or Typed(texts=_as_texts(column))
    if declared is None and not cells.numerals and _is_mixed(plain):
        _tell_mixed(cells, place, [(at[i], plain[i]) for i in range(len(at))], problems)
    unit = "%" if (declared is not None or not cells.numerals) and _are_percentages(plain, declared) else ""
    if unit:
        plain = [cell.removesuffix("%").rstrip() if isinstance(cell, str) else cell for cell in plain]
    numbers = _numbers(plain, cells, declared, spec)
    starred = _marked(plain) if PRELIMINARY in cells.symbols else []
    if numbers is None and (starred := _starred(plain)):
        plain = _without_stars(plain, starred, cells, spec)
        numbers = _numbers(plain, cells, declared, spec)
        if isinstance(numbers, list) and all(number in _YEARS for number in numbers):
            if declared is None:
                return Typed(texts=_as_texts(column))  # 2023* says it of a whole row, and must go on saying so
            mark = cells.mark(cells.rows[at[starred[0]]], place)
            problems.warning("figures-marked", mark, count=len(starred), marks=(f"{PRELIMINARY} ×{len(starred)}",))
            starred = []
    if isinstance(numbers, Unclear):
        problems.error("decimals-unclear", cells.mark(cells.rows[0], place), column=name, value=numbers.cell)
        numbers = None
    elif numbers is None and declared is not None:
        _tell_faults(
            [(at[i], plain[i]) for i in range(len(at)) if _is_fault(plain[i], spec)], "not-a-number", cells, place, problems
        )
    elif numbers is not None and declared == "whole":
        parts = [(at[i], plain[i]) for i, number in enumerate(numbers) if not number.is_integer()]
        _tell_faults(parts, "not-a-whole-number", cells, place, problems)
    if numbers is None:
        return Typed(texts=_as_texts(column))
    typed = _with_symbols(column, at, numbers)
    typed.symbols |= {at[i]: PRELIMINARY for i in starred}
    typed.unit = unit
    return typed


def _marked(plain: Sequence[Cell]) -> list[int]:
    """Which cells their file itself says to be preliminary."""
    return [i for i, cell in enumerate(plain) if type(cell) is Preliminary]


def _starred(plain: Sequence[Cell]) -> list[int]:
    """Which cells are written as preliminary ones, 1 234*, in a column that may be of numbers."""
    if not plain or not may_be_numeral(shown(plain[0]).rstrip(PRELIMINARY).rstrip()):
        return []
    return [place for place, cell in enumerate(plain) if isinstance(cell, str) and cell.endswith(PRELIMINARY)]


def _without_stars(plain: Sequence[Cell], starred: Sequence[int], cells: Cells, spec: SourceSpec) -> list[Cell]:
    """The cells without their marks; numbers, in a file that says itself what is one."""
    bare = [*plain]
    for place in starred:
        bare[place] = str(plain[place]).removesuffix(PRELIMINARY).rstrip()
    if not cells.numerals:
        read = read_numerals([str(bare[place]) for place in starred], spec.decimal or None, cells.delimiter)
        for place, number in zip(starred, read if isinstance(read, list) else (), strict=False):
            bare[place] = number
    return bare


def _as_dates(
    cells: Cells,
    place: int,
    column: list[Cell],
    at: Sequence[int],
    plain: Sequence[Cell],
    declared: ColumnType | None,
    problems: Problems,
) -> Typed | None:
    """The column as dates in ISO 8601; None where it is none, with what is wrong where it was declared so."""
    texts = _as_texts(plain)
    read = read_dates(texts, declared=declared is not None)
    if isinstance(read, UnclearDates):
        row = cells.rows[at[texts.index(read.cell)]]
        problems.error(
            "dates-unclear", cells.mark(row, place), row=row, column=cells.names[place], value=read.cell, why=read.why
        )
        return Typed(texts=_as_texts(column))
    if read is None:
        if declared is not None:
            faults = [(at[i], plain[i]) for i, text in enumerate(texts) if not is_date(text)]
            _tell_faults(faults, "not-a-date", cells, place, problems)
        return None
    dates = _as_texts(column)
    for position, day in zip(at, read, strict=True):
        dates[position] = day
    return Typed(texts=dates, is_date=True)


def _are_percentages(plain: Sequence[Cell], declared: ColumnType | None) -> bool:
    """Whether all are shown as per cent: by Excel's format, or, where the column is declared a number, a sign in the text."""
    return bool(plain) and all(
        isinstance(cell, Percent) or (declared is not None and isinstance(cell, str) and cell.endswith("%")) for cell in plain
    )


def _is_mixed(plain: Sequence[Cell]) -> bool:
    """Whether some numbers are shown as per cent and others are not. All must be numbers: other columns are text."""
    kinds = set(map(type, plain))
    return Percent in kinds and len(kinds) > 1 and str not in kinds


def _tell_mixed(cells: Cells, place: int, placed: list[tuple[int, Cell]], problems: Problems) -> None:
    at, value = next((at, cell) for at, cell in placed if isinstance(cell, Percent))
    other, number = next((at, cell) for at, cell in placed if not isinstance(cell, Percent))
    row, bare = cells.rows[at], cells.rows[other]
    mark = cells.mark(bare, place)
    told = {"percent": shown(value), "percent_row": row, "value": shown(number)}
    problems.error("percent-mixed", mark, row=bare, column=cells.names[place], **told)


def _with_zeros(cells: Cells, place: int, column: list[Cell], width: int, problems: Problems) -> list[str]:
    """Codes of so many digits: those that were numbers, in the file or on the way there, get their zeros back."""
    texts = [cell.zfill(width) if cell.isdecimal() else cell for cell in _as_texts(column)]
    wrong = [(at, cell) for at, cell in enumerate(texts) if not is_code(cell, width)]
    for at, cell in wrong[:MOST_FAULTS]:
        row, name = cells.rows[at], cells.names[place]
        code = "code-too-long" if cell.isdecimal() else "code-not-digits"
        problems.error(code, cells.mark(row, place), row=row, column=name, value=cell, width=width)
    return texts


def is_code(text: str, width: int) -> bool:
    """Whether a text is a code of so many digits, or a word in the place of one; 03O1 is neither.

    >>> [is_code(text, 4) for text in ("0301", "Uoppgitt", "", "03O1", "030")]
    [True, True, True, False, False]
    """
    return len(text) == width if text.isdecimal() else not any(map(str.isdecimal, text))


def _numbers(
    plain: Sequence[Cell], cells: Cells, declared: ColumnType | None, spec: SourceSpec
) -> list[float] | Unclear | None:
    """The cells that are neither empty nor symbols, as numbers; None where one of them is not."""
    if not cells.numerals and plain and str not in set(map(type, plain)):
        return list(map(float, plain))
    numerals = cast(list[str], plain) if cells.numerals else [cell for cell in plain if isinstance(cell, str)]
    if len(numerals) == len(plain):
        if numerals and not cells.numerals and declared is None:
            return None  # Excel's "number stored as text" is text until the spec says otherwise
        return read_numerals(numerals, spec.decimal or None, cells.delimiter, codes=declared is not None)
    if numerals and declared is None:
        return None
    read = read_numerals(numerals, spec.decimal or None, cells.delimiter, codes=True)
    if read is None or isinstance(read, Unclear):
        return read
    rest = iter(read)
    return [next(rest) if isinstance(cell, str) else float(cell) for cell in plain]


def _with_symbols(column: Sequence[Cell], at: Sequence[int], numbers: list[float]) -> Typed:
    if len(at) == len(column):
        return Typed(numbers=numbers)
    spread = [nan] * len(column)
    for position, number in zip(at, numbers, strict=True):
        spread[position] = number
    symbols: dict[int, str] = {}
    for position in set(range(len(column))).difference(at):
        symbol = str(column[position])
        if symbol == NIL:
            spread[position] = 0.0
        if symbol:
            symbols[position] = symbol
    return Typed(numbers=spread, symbols=dict(sorted(symbols.items())))


def _is_fault(cell: Cell, spec: SourceSpec) -> bool:
    return isinstance(cell, str) and not isinstance(read_numerals([cell], spec.decimal or None, "", codes=True), list | Unclear)


def _tell_faults(faults: list[tuple[int, Cell]], code: str, cells: Cells, place: int, problems: Problems) -> None:
    name = f"{cells.names[place]} ({cells.letters[place]})" if cells.letters else cells.names[place]
    for position, cell in faults[:MOST_FAULTS]:
        row = cells.rows[position]
        problems.error(code, cells.mark(row, place), row=row, column=name, value=shown(cell))
    if len(faults) > MOST_FAULTS:
        problems.error(
            "more-such-cells",
            cells.mark(cells.rows[faults[MOST_FAULTS][0]], place),
            column=name,
            count=len(faults) - MOST_FAULTS,
        )


def _as_texts(column: Sequence[Cell]) -> list[str]:
    if set(map(type, column)) <= {str}:
        return cast(list[str], list(column))
    return [cell if isinstance(cell, str) else shown(cell) for cell in column]
