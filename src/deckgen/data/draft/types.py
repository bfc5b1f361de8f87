"""A new file's columns → what must be declared of them: types that the reader would not find, symbols of missing numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from deckgen.data.cells import Cell, Cells, Percent, shown
from deckgen.data.columns import is_named_code
from deckgen.data.dataset import STANDARD_SYMBOLS, ColumnType
from deckgen.data.dates import UnclearDates, read_dates
from deckgen.data.draft.made import Draft, are_numerals, texts_of, words_among
from deckgen.data.numerals import Unclear, may_be_numeral, read_numerals
from deckgen.model import NIL

WIDTHS = (2, 4, 6, 8)  # digits of the codes that Norwegian statistics use
NUMBERED = (4, 6, 8, 9, 11)  # digits of what is a code rather than a quantity: municipalities, organisations, persons
MOST_MARKS = 4  # different ones in a column

# What offices write where they show no number. Signs alone, and words that say so.
_MARK = re.compile(
    r"[^\w\s]{1,4}|[cuxz]|\([cux]\)|n/?a|n\.a\.|skjermet|skjerma|prikket|prikka|mangler|manglar|ukjent|konfidensielt|konfidensiell|"
    r"ikke tilgjengelig|ikkje tilgjengeleg|(?:<|under|færre enn|mindre enn|less than) ?[0-9]+",
    re.IGNORECASE,
)


def add_types(cells: Cells, made: Draft) -> None:
    """Declare what the reader would not find by itself."""
    for name, column in zip(cells.names, cells.columns, strict=True):
        if not is_named_code(name):
            _find_marks(name, column, made)
    if made.symbols:
        made.said["symbols"] = f"guessed: {made.said['symbols']}"
        made.spec = replace(made.spec, symbols=(*STANDARD_SYMBOLS, *made.symbols))
    _find_decimal(cells, made)
    for name, column in zip(cells.names, cells.columns, strict=True):
        if found := _type(name, column, cells, made):
            made.columns[name] = found
        elif told := _nearly_numbers(name, column, cells, made):
            made.notes.append(told)
    made.spec = replace(made.spec, columns=tuple((name, kind) for name, (kind, _) in made.columns.items()))


def _find_marks(name: str, column: Sequence[Cell], made: Draft) -> None:
    """Signs and words among numbers stand for numbers that are missing; "-" is nil, in official statistics."""
    there = [cell for cell in column if cell != "" and cell not in STANDARD_SYMBOLS]
    others = [] if are_numerals(texts_of(there)) else words_among(there, MOST_MARKS)
    if not others or len(others) > MOST_MARKS or len(others) == len({*there}) or not all(map(_MARK.fullmatch, others)):
        return
    for mark in others:
        if mark not in made.symbols:
            made.symbols.append(mark)
            made.say("symbols", f'"{mark}" in {name} {"is zero, as in official statistics" if mark == NIL else "is not shown"}')


def _nearly_numbers(name: str, column: Sequence[Cell], cells: Cells, made: Draft) -> str:
    """What makes texts of a column that else holds numbers; "" where nothing does."""
    there = made.there(column)
    others = [] if is_named_code(name) or are_numerals(texts_of(there)) else words_among(there, MOST_MARKS)
    if not others or len(others) > MOST_MARKS or 2 * sum(map(there.count, others)) > len(there):
        return ""
    row = cells.rows[next(at for at, cell in enumerate(column) if cell == others[0])]
    return f'{name} is read as text: row {row} holds "{others[0]}". Correct it, or add it to `symbols`, for numbers'


def _find_decimal(cells: Cells, made: Draft) -> None:
    """Where 1.234 may be a thousand or have three decimals: what the other columns of numbers are written with."""
    columns: dict[str, list[str]] = {}
    for name, column in zip(cells.names, cells.columns, strict=True):
        texts = [cell.rstrip("*").rstrip() for cell in made.there(column) if isinstance(cell, str)]
        if texts and not is_named_code(name) and all(map(may_be_numeral, texts)):
            columns[name] = texts
    unclear = [(name, read.cell) for name, texts in columns.items() if isinstance(read := _read(texts, None, cells), Unclear)]
    if not unclear:
        return
    name, cell = unclear[0]
    usual: Literal[",", "."] = "." if cells.delimiter == "," else ","
    other: Literal[",", "."] = "," if usual == "." else "."
    read = sum(isinstance(_read(texts, usual, cells), list) for texts in columns.values())
    decimal = other if sum(isinstance(_read(texts, other, cells), list) for texts in columns.values()) > read else usual
    made.spec = replace(made.spec, decimal=decimal)
    what = "has decimals" if decimal in cell else "is in the thousands"
    made.say("decimal", f"guessed: {cell} in {name} {what}")


def _read(texts: Sequence[str], decimal: Literal[",", "."] | None, cells: Cells) -> list[float] | Unclear | None:
    return read_numerals(texts, decimal, cells.delimiter)


def _type(name: str, column: Sequence[Cell], cells: Cells, made: Draft) -> tuple[ColumnType, str] | None:
    """What a column is to be declared as, and why."""
    there = made.there(column)
    texts = [cell for cell in there if isinstance(cell, str)]
    written = [shown(cell) for cell in there]
    if not there:
        return None
    if not texts and {*map(type, there)} >= {float, Percent}:
        return "number", "some cells are shown as per cent, and others are not"
    if len(texts) == len(there) and all(text.endswith("%") for text in texts) and are_numerals(texts):
        return "number", "per cent"
    if all(map(str.isdecimal, written)) and (is_named_code(name) or any(text[0] == "0" and len(text) > 1 for text in texts)):
        width = max(map(len, written))
        if width in WIDTHS and min(map(len, written)) in (width - 1, width - 2):
            return _code(width), "guessed: codes that lost their zeros as numbers"
        return None
    if texts and not cells.numerals and not is_named_code(name) and (found := _stored_as_text(texts, written)):
        return found
    if len(texts) == len(there) and isinstance(unclear := read_dates(texts), UnclearDates):
        return "date", f"guessed: {unclear.cell} has its day first"
    return None


def _stored_as_text(texts: Sequence[str], written: Sequence[str]) -> tuple[ColumnType, str] | None:
    """Numbers that Excel holds as texts, of which it warns with a green corner; but not what may be codes."""
    if not are_numerals(texts) or all(text.endswith("*") for text in texts) or any(text.endswith("%") for text in texts):
        return None
    if all(len(text) == 4 and text.isdecimal() and text[:2] in ("19", "20") for text in written):
        return "whole", "years, stored as text"
    widths = {*map(len, written)}
    if all(map(str.isdecimal, written)) and len(widths) == 1 and widths <= {*NUMBERED} and len({*written}) == len(written):
        return None
    return "number", "numbers, stored as text"


def _code(width: int) -> ColumnType:
    codes: dict[int, ColumnType] = {2: "code 2", 4: "code 4", 6: "code 6", 8: "code 8"}
    return codes[width]
