"""A sheet's cells → where its table is: the rows that name its columns, and its last row. What stands around it is told.

Published tables have titles above and notes below. A row is asked only what a person would ask: does it name the columns,
does it hold numbers, does it stand alone under an empty row.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from deckgen.data.cells import Cell, Layout, shown
from deckgen.data.numerals import read_numerals
from deckgen.errors import Mark, Problems

Row: TypeAlias = Mapping[int, Cell]  # the cells that hold something, by column

LOOKED_AT = 60  # rows from the top: more titles than any office puts above a table
LONGEST = 100  # characters of a cell that is no note
LISTED = 4  # texts around the table that are shown

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# What a pivot table of Excel has above its columns' names: "Sum av Beløp", "Kolonneetiketter".
_ABOVE_A_PIVOT = re.compile(
    r"(?:summ?(?:er)?|antall|tal på|gjennomsnitt|snitt|maks|min|sum|count|average|max) (?:av|of) \S|"
    r"(?:kolonneetiketter|column labels|verdier|values)$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\*|[¹²³]|[0-9]\) |(?:kjelde|kilde|source|merknad|fotnote|note|sist endr\w+|last changed)[^:]{0,20}:", re.IGNORECASE
)


def find_header(rows: Sequence[tuple[int, Row]], symbols: Sequence[str]) -> tuple[int, int]:
    """The first and the last row with the columns' names, of a sheet's first rows that hold anything.

    The first row it is where it has a name for every column. Else it is what stands right above the first row with numbers;
    years do not count, as they are names too.
    """
    first = rows[0][0]
    leftmost = min(min(row) for _, row in rows)
    if _names_all(rows[0][1], rows[1:]):
        return first, rows[_units_below(rows, 0, leftmost, symbols)][0]
    data = next((at for at, (_, row) in enumerate(rows) if _holds_numbers(row, leftmost, symbols)), None)
    if data is None:
        complete = (number for at, (number, row) in enumerate(rows) if len(row) > 1 and _names_all(row, rows[at + 1 :]))
        found = next(complete, first)
        return found, found
    if data == 0:
        return first, first
    start = data - 1
    while start and rows[start - 1][0] == rows[start][0] - 1:
        start -= 1
    while start < data - 1 and set(rows[start][1]) == {leftmost}:
        start += 1  # a title right above the names
    end = next((at for at in range(start, data) if _names_all(rows[at][1], rows[data:])), data - 1)
    while end > start and set(rows[end][1]) == {leftmost}:
        end -= 1  # a heading within the table
    end = _units_below(rows, end, leftmost, symbols)
    if start < end and _ABOVE_A_PIVOT.match(str(rows[start][1][min(rows[start][1])])):
        start += 1
    return rows[start][0], rows[end][0]


def _units_below(rows: Sequence[tuple[int, Row]], end: int, leftmost: int, symbols: Sequence[str]) -> int:
    """Where a header ends: units may stand right below its names, and right above the first row with numbers."""
    if end + 2 >= len(rows) or leftmost not in rows[end][1]:
        return end
    (above, _), (number, row), (_, below) = rows[end : end + 3]
    is_bare = number == above + 1 and leftmost not in row and not _holds_numbers(row, leftmost, symbols)
    return end + 1 if is_bare and all(_is_numeral(below.get(column, "?"), symbols) for column in row) else end


def find_last(rows: Sequence[int], row: Callable[[int], Row], symbols: Sequence[str], header: int | None = None) -> int:
    """The last row of a table, of the numbers of all rows below its header that hold anything; ``row`` looks one up.

    Notes are texts that stand alone in their rows, at the end: below an empty row, with a note's first words, of a note's
    length, or below a column of numbers. A second table below the first is no part of it.
    """
    rows = rows[: _next_table(rows, row, symbols, {} if header is None else row(header))]
    at = len(rows)
    while at and _is_alone(row(rows[at - 1]), symbols):
        at -= 1
    if at == 0:
        return rows[-1]  # a table of a single column
    for place in range(at, len(rows)):
        ((column, text),) = row(rows[place]).items()
        if rows[place] > rows[place - 1] + 1 or _is_note(str(text), row(rows[place - 1]).get(column, "")):
            return rows[place - 1]
    return rows[-1]


def _next_table(rows: Sequence[int], row: Callable[[int], Row], symbols: Sequence[str], header: Row) -> int:
    """Where another table's names, or its title, stand below an empty row; the number of rows where there is no other."""
    if not rows or rows[-1] - rows[0] + 1 == len(rows):
        return len(rows)
    for at in range(1, len(rows)):
        if rows[at] == rows[at - 1] + 1:
            continue
        top = at
        while top < len(rows) - 1 and _is_alone(row(rows[top]), symbols):
            top += 1
        if top < len(rows) - 1 and _names_another(row(rows[top]), row(rows[at - 1]), row(rows[top + 1]), symbols, header):
            return at
    return len(rows)


def _names_another(names: Row, above: Row, below: Row, symbols: Sequence[str], header: Row) -> bool:
    """Whether a row names the columns of a table of its own: the same ones again, or texts between rows with numbers."""
    if len(names) < 2:
        return False
    leftmost = min(names)
    again = [column for column, cell in header.items() if names.get(column) == cell]
    if len(again) > 1 and {*again, leftmost} >= header.keys():
        return True
    texts = [column for column in names if column != leftmost and not _is_numeral(names[column], symbols)]
    if _holds_numbers(names, leftmost, symbols) or not texts:
        return False
    return all(_is_numeral(above.get(column, ""), symbols) and _is_numeral(below.get(column, ""), symbols) for column in texts)


def join_header(rows: Sequence[Row], columns: Sequence[int], between: str, ends: Sequence[Mapping[int, int]] = ()) -> list[str]:
    """The columns' names, of headers of one or several rows: "2021" above "Menn" and "Kvinner" is "2021 Menn", "2021 Kvinner".

    A cell spans the empty ones to its right, up to where the row above begins anew. Where cells of a row are merged, ``ends``
    says for each row how far.
    """
    told: list[list[str]] = [[] for _ in columns]
    for level, row in enumerate(rows):
        is_last = level == len(rows) - 1
        merged: Mapping[int, int] = ends[level] if ends else {}
        said, until = "", 0
        for place, column in enumerate(columns):
            if column in row:
                said = str(row[column])
                until = merged.get(column, column if merged or is_last else max(columns))
            elif column > until or any(column in above for above in rows[:level]):
                said = ""
            if said and said not in told[place]:
                told[place].append(said)
    return [between.join(parts) for parts in told]


def tell_layout(layout: Layout, given: tuple[bool, bool], mark: Mark, problems: Problems) -> None:
    """Say what was taken for the table, unless the spec gave (``given``) its header and its end."""
    header, end = given
    found_header = not header and (layout.above or layout.first != layout.header)
    if not found_header and (end or not layout.below):
        return
    problems.warning(
        "table-found",
        mark,
        header=layout.header_row,
        last=layout.last,
        above=_quoted(layout.above),
        below=_quoted(layout.below),
    )


def texts_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """What rows around a table say, in a few words."""
    return tuple(" ".join(" ".join(map(shown, row.values())).split())[:300] for row in rows if row)


def column_letter(index: int) -> str:
    """Excel's letter of a column, counted from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    while index >= 0:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
    return letters


def _names_all(row: Row, below: Sequence[tuple[int, Row]]) -> bool:
    return all(other.keys() <= row.keys() for _, other in below)


def _holds_numbers(row: Row, leftmost: int, symbols: Sequence[str]) -> bool:
    return any(column != leftmost and _is_number(cell, symbols) for column, cell in row.items())


def _is_number(cell: Cell, symbols: Sequence[str]) -> bool:
    """Whether a cell holds a number, or the symbol of one; a year is a name too."""
    if not isinstance(cell, str):
        return not (float(cell).is_integer() and 1900 <= cell < 2100)
    return not _YEAR.fullmatch(cell.rstrip("*").rstrip()) and _is_numeral(cell, symbols)


def _is_numeral(cell: Cell, symbols: Sequence[str]) -> bool:
    """The same, years among them."""
    if not isinstance(cell, str) or cell in symbols:
        return True
    bare = cell.rstrip("*").rstrip()  # of a preliminary figure
    return bool(bare) and read_numerals([bare.removesuffix("%").rstrip()], None, "") is not None


def _is_alone(row: Row, symbols: Sequence[str]) -> bool:
    cells = [*row.values()]
    return len(cells) == 1 and isinstance(cells[0], str) and cells[0] not in symbols


def _is_note(text: str, above: Cell) -> bool:
    return bool(_NOTE.match(text)) or len(text) > LONGEST or (_is_numeric(above) and not _is_numeric(text))


def _is_numeric(cell: Cell) -> bool:
    return cell.isdecimal() if isinstance(cell, str) else True


def _quoted(texts: tuple[str, ...]) -> tuple[str, ...]:
    more = ("…",) if len(texts) > LISTED else ()
    return tuple(f'"{text[:60]}{"…" * (len(text) > 60)}"' for text in texts[:LISTED]) + more or ("nothing",)
