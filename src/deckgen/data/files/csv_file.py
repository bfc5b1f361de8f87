"""A CSV file's bytes → its cells. Encoding and delimiter are found where the spec does not give them."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import repeat
from typing import cast

from deckgen.data.cells import CONTROL, MOST_FAULTS, Cell, Cells, Layout, name_columns, rename_columns, tidy_name
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.layout import (
    LOOKED_AT,
    Row,
    column_letter,
    find_header,
    find_last,
    join_header,
    tell_layout,
    texts_of,
)
from deckgen.errors import Mark, Problems, fail

DELIMITERS = (";", "\t", ",")
LINES_LOOKED_AT = 30
_AT_ONCE = 10_000  # characters
BLANKS = " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"

_CONTROL_BYTES = bytes(byte for byte in range(0x80) if CONTROL.match(chr(byte)))
_CONTROL_LEADS = (b"\xc2", b"\xed", b"\xef")  # with which the others begin in UTF-8, and some that are text

_SEP = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UTF8_READ_AS_1252 = re.compile("Ã[¥¦¸…†˜]")


@dataclass(frozen=True, slots=True)
class _Top:
    """What comes before a table's body: lines of text to pass over, the rows that they are, and rows with names."""

    lines: int
    rows: int
    header: int = 1  # how many rows hold the columns' names
    above: tuple[str, ...] = ()


def read_csv(data: bytes, spec: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """The table. Rows that are wholly empty are left out. Raises DeckgenError where the file is no table at all."""
    text = decode(data, spec, mark)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    given = max(spec.header_row - 1, 0)
    delimiter = spec.delimiter
    if sep := _SEP.match(text):
        delimiter = delimiter or sep[1]
        given = max(given, 1)
    passed = _lines_of_rows(text, given, delimiter)
    body = _from_line(text, passed)
    if not body.strip():
        fail("data-file-empty", mark, file=spec.file)
    delimiter = delimiter or find_delimiter(body)
    top = _Top(passed, given, max(spec.header_end - spec.header_row, 0) + 1)
    if not spec.header_row:
        top = _find_top(body, delimiter, given, spec)
        body = _from_line(text, top.lines)
    columns = _columns(body, delimiter, top.rows, spec, top.header)
    end = top.rows + (len(columns[0]) if columns else 0)
    if spec.last_row:
        columns = [column[: max(spec.last_row - top.rows, 0)] for column in columns]
    if _has_outer_blanks(body, delimiter):
        columns = [[cell.strip() for cell in column] for column in columns]
    if not any(map(any, columns)):
        fail("data-file-empty", mark, file=spec.file)
    cells = _table(columns, delimiter, top, spec, problems)
    if cells.rows and cells.rows[-1] == end:  # else there is a note in the last line
        _refuse_cut_off(body, delimiter, len(columns), Mark(spec.file, end))
    if any(map(CONTROL.search, cells.names)):
        fail(
            "control-character-in-header",
            Mark(spec.file, top.rows + 1),
            columns=tuple(map(repr, filter(CONTROL.search, cells.names))),
        )
    if _has_control(body):
        _refuse_control(cells, spec, problems)
    return cells


def _refuse_cut_off(body: str, delimiter: str, columns: int, end: Mark) -> None:
    """What ends within a row of the table, and without a line break, is part of a file."""
    last = body[body.rfind("\n") + 1 :]
    cells = last.count(delimiter) + 1
    if 1 < cells < columns and '"' not in last:
        fail("csv-cut-off", end, file=end.file, row=end.line, cells=cells, columns=columns)


def decode(data: bytes, spec: SourceSpec, mark: Mark) -> str:
    """The file's text, with line breaks as the file has them."""
    if spec.encoding:
        try:
            return data.decode(spec.encoding).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            fail("encoding-wrong", mark, file=spec.file, encoding=spec.encoding)
    for start, encoding in _MARKS:
        if data.startswith(start):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                fail("encoding-wrong", mark, file=spec.file, encoding=encoding)
    if data[1:64:2].count(0) > 16:
        return data.decode("utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _windows(data, error, spec)


def _windows(data: bytes, error: UnicodeDecodeError, spec: SourceSpec) -> str:
    """Windows-1252, as Excel's plain "CSV" saves; but a file of UTF-8 with one bad byte would be read as gibberish."""
    line = Mark(spec.file, data.count(b"\n", 0, error.start) + 1)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        fail("encoding-unknown", line, file=spec.file)
    if _UTF8_READ_AS_1252.search(text):
        fail("encoding-mixed", line, file=spec.file)
    return text


def find_delimiter(text: str) -> str:
    """What parts the cells: what gives the most lines equally many cells, and more than one; else semicolon."""

    def fit(delimiter: str) -> tuple[int, int]:
        records = (record for record, _ in _first_records(text, delimiter, LINES_LOOKED_AT))
        counts = Counter(len(record) for record in records if len(record) > 1 and not _is_decimal(record, delimiter))
        return max(((lines, cells) for cells, lines in counts.items()), default=(0, 0))

    return max(DELIMITERS, key=fit)


def _is_decimal(record: list[str], delimiter: str) -> bool:
    """Whether what seems to be two cells may be one number."""
    return delimiter == "," and len(record) == 2 and all(map(str.isdecimal, record))


def _first_records(text: str, delimiter: str, count: int) -> Iterator[tuple[list[str], int]]:
    """The first rows, each with the number of the line that it ends in; quotes out of place do not matter yet."""
    reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter, skipinitialspace=True)
    with suppress(csv.Error):
        for record, _ in zip(reader, range(count), strict=False):
            yield record, reader.line_num


def _find_top(text: str, delimiter: str, passed: int, spec: SourceSpec) -> _Top:
    """Where the header is in the text of a file of which ``passed`` lines are left out."""
    rows: list[tuple[int, Row]] = []
    ends = [0]
    for number, (record, line) in enumerate(_first_records(text, delimiter, LOOKED_AT), 1):
        ends.append(line)
        if row := {column: cell.strip() for column, cell in enumerate(record) if cell.strip(BLANKS + "\n")}:
            rows.append((number, row))
    if not rows:
        return _Top(passed, passed)
    first, last = find_header(rows, spec.symbols)
    above = texts_of(row for number, row in rows if number < first)
    if not above:
        return _Top(passed, passed, last - first + 1)
    return _Top(passed + ends[first - 1], passed + first - 1, last - first + 1, above)


def _lines_of_rows(text: str, rows: int, delimiter: str) -> int:
    """How many lines the first rows take: as many, unless a cell of theirs has line breaks, which Excel shows in one row."""
    if '"' not in _first_lines(text, rows):
        return rows
    ends = [line for _, line in _first_records(text, delimiter or find_delimiter(text), rows)]
    return ends[-1] if len(ends) == rows else rows


def _first_lines(text: str, count: int) -> str:
    return text[: len(text) - len(_from_line(text, count))]


def _has_outer_blanks(text: str, delimiter: str) -> bool:
    """Whether a blank may stand first or last in a cell: a few searches of the whole, to spare a million cells."""
    if text[0] in BLANKS or text[-1] in BLANKS:
        return True
    edges = [edge for edge in (delimiter, "\n", '"') if edge in text]
    blanks = [blank for blank in BLANKS if blank != delimiter and blank in text]
    return any(edge + blank in text or blank + edge in text for blank in blanks for edge in edges)


def _from_line(text: str, skipped: int) -> str:
    """The text without its first lines."""
    start = 0
    for _ in range(skipped):
        start = text.find("\n", start) + 1
        if not start:
            return ""
    return text[start:]


def _columns(text: str, delimiter: str, skipped: int, spec: SourceSpec, header: int = 1) -> list[list[str]]:
    """The file column by column, header and empty rows among the cells."""
    if '"' not in text and (columns := _split(text, delimiter)):
        return columns
    records = _records(text, delimiter, skipped, spec)
    if len({*map(len, records)}) == 1:
        return [[*column] for column in zip(*records, strict=True)]
    return _uneven(records, skipped, spec, header)


def _split(text: str, delimiter: str) -> list[list[str]] | None:
    """The same where no cell is quoted and all lines have equally many, several times as fast; else None."""
    text = text.removesuffix("\n")
    width = text.partition("\n")[0].count(delimiter) + 1
    columns: list[list[str]] = [[] for _ in range(width)]
    known: list[dict[str, str] | None] = []  # for each column its cells, where they repeat: a million are held once
    for block in _blocks(text):
        if {*map(str.count, block.split("\n"), repeat(delimiter))} != {width - 1}:
            return None
        cells = block.replace("\n", delimiter).split(delimiter)
        parts = [cells[place::width] for place in range(width)]
        known = known or [{} if 2 * len({*part}) < len(part) else None for part in parts]
        for column, part, once in zip(columns, parts, known, strict=True):
            column += part if once is None else map(once.setdefault, part, part)
    return columns


def _blocks(text: str) -> Iterator[str]:
    """The text in pieces of whole lines, each small enough to stay near the processor."""
    start = 0
    while (end := text.find("\n", start + _AT_ONCE)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


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


def _table(columns: Sequence[list[str]], delimiter: str, top: _Top, spec: SourceSpec, problems: Problems) -> Cells:
    empty = _empty_rows(columns)
    count = len(columns[0])
    first = next(row for row in range(count) if row not in empty)
    start = first + top.header
    filled: Sequence[int] = range(start, count)
    if empty:
        filled = [row for row in filled if row not in empty]
    kept = filled[: _length(columns, filled, spec, start - 1)]
    last = kept[-1] if kept else start - 1
    rows = (
        range(start + top.rows + 1, last + top.rows + 2)
        if len(kept) == last + 1 - start
        else [row + top.rows + 1 for row in kept]
    )
    heads = [_row(columns, row) for row in range(first, start)]
    below = texts_of(_row(columns, row) for row in filled[len(kept) :])
    _keep(columns, kept)
    layout = Layout(first + top.rows + 1, start + top.rows, last + top.rows + 1, top.above, below)
    here = Mark(spec.file, layout.first)
    tell_layout(layout, (spec.header_row > 0, spec.last_row > 0), here, problems)
    letters = tuple(map(column_letter, range(len(columns))))
    header = join_header(heads, range(len(columns)), spec.header_between)
    header = [tidy_name(name) for name in header]
    rename_columns(header, letters, spec.names, here, problems)
    indices = name_columns(header, [any(column) for column in columns], lambda _: here, problems, letters)
    return Cells(
        tuple(header[index] for index in indices),
        tuple(cast(list[Cell], columns[index]) for index in indices),
        rows,
        lambda row, _: Mark(spec.file, row),
        True,
        delimiter,
        layout=layout,
        letters=tuple(letters[index] for index in indices),
    )


def _keep(columns: Sequence[list[str]], rows: Sequence[int]) -> None:
    """Take out of the columns all other rows."""
    for column in columns:
        if rows and len(rows) == rows[-1] + 1 - rows[0]:
            del column[rows[-1] + 1 :], column[: rows[0]]  # no copy, of a million cells
        else:
            column[:] = [column[row] for row in rows]


def _length(columns: Sequence[list[str]], filled: Sequence[int], spec: SourceSpec, header: int) -> int:
    """How many of the filled rows below the header are the table's; the others are notes."""
    if not filled or spec.last_row:
        return len(filled)
    return bisect_right(filled, find_last(filled, lambda row: _row(columns, row), spec.symbols, header))


def _row(columns: Sequence[list[str]], row: int) -> Row:
    return {place: column[row] for place, column in enumerate(columns) if column[row]}


def _empty_rows(columns: Sequence[list[str]]) -> set[int]:
    """Which rows have no cell; columns are looked at only as far as the ones before left doubt."""
    if all(columns[0]):
        return set()
    doubtful = [row for row, cell in enumerate(columns[0]) if not cell]
    for column in columns[1:]:
        doubtful = [row for row in doubtful if not column[row]]
    return {*doubtful}


def _has_control(text: str) -> bool:
    """The same as a search for CONTROL; quicker in most texts, of which a look at the bytes tells."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _CONTROL_BYTES)) == len(data) and not any(lead in data for lead in _CONTROL_LEADS):
        return False
    return CONTROL.search(text) is not None


def _refuse_control(cells: Cells, spec: SourceSpec, problems: Problems) -> None:
    for name, column in zip(cells.names, cells.columns, strict=True):
        for row, cell in zip(cells.rows, column, strict=True):
            if found := CONTROL.search(str(cell)):
                shown = f"U+{ord(found[0]):04X}"
                problems.error("control-character-in-cell", Mark(spec.file, row), row=row, column=name, character=shown)
