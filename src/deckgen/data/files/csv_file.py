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
from typing import TYPE_CHECKING, NoReturn, cast

from deckgen.data.cells import CONTROL, Cell, Cells, Layout, name_columns, rename_columns, tidy_name
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.csv_cells import Column, split_cells, written
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

if TYPE_CHECKING:
    from deckgen.data.coded import Coded

DELIMITERS = (";", "\t", ",")
LINES_LOOKED_AT = 30
BLANKS = " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"

_CONTROL_BYTES = bytes(byte for byte in range(0x80) if CONTROL.match(chr(byte)))
# With which the others begin in UTF-8, and some that are text.
_CONTROL_LEADS = (b"\xc2", b"\xed", b"\xef", *(b"\xe2\x80" + bytes([last]) for last in range(0xAA, 0xAF)), b"\xe2\x81")

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
    if not body or body.isspace():
        if passed and text and not text.isspace():
            _refuse_header(spec, text.removesuffix("\n").count("\n") + 1, mark)
        fail("data-file-empty", mark, file=spec.file)
    delimiter = delimiter or find_delimiter(body)
    top = _Top(passed, given, max(spec.header_end - spec.header_row, 0) + 1)
    if not spec.header_row:
        top = _find_top(body, delimiter, given, spec)
        body = _from_line(text, top.lines)
    columns = split_cells(body, delimiter, top.rows, spec, top.header)
    texts = written(body, columns)
    end = top.rows + (len(columns[0]) if columns else 0)
    if spec.last_row:
        columns = [column[: max(spec.last_row - top.rows, 0)] for column in columns]
    if _has_outer_blanks(texts, delimiter):
        columns = [_stripped(column) for column in columns]
    if not any(map(any, columns)):
        fail("data-file-empty", mark, file=spec.file)
    if top.header > len(columns[0]):
        _refuse_header(spec, end, mark)
    cells = _table(columns, delimiter, top, spec, problems)
    if cells.rows and cells.rows[-1] == end:  # else there is a note in the last line
        _refuse_cut_off(body, delimiter, len(columns), Mark(spec.file, end))
    if any(map(CONTROL.search, cells.names)):
        fail(
            "control-character-in-header",
            Mark(spec.file, top.rows + 1),
            columns=tuple(map(repr, filter(CONTROL.search, cells.names))),
        )
    if _has_control(texts):
        _refuse_control(cells, spec, problems)
    return cells


def _refuse_header(spec: SourceSpec, rows: int, mark: Mark) -> NoReturn:
    fail("header-row-beyond", spec.at("header_row", mark), row=max(spec.header_row, spec.header_end), rows=rows, file=spec.file)


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
            fail("encoding-wrong", spec.at("encoding", mark), file=spec.file, encoding=spec.encoding)
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
    before = data.rfind(b"\n", 0, error.start) + 1
    column = len(data[before : error.start].decode("utf-8")) + 1
    source = data[before:].partition(b"\n")[0].rstrip(b"\r").decode("utf-8", "replace")
    here = Mark(spec.file, data.count(b"\n", 0, error.start) + 1, column, source)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        fail("encoding-unknown", here, file=spec.file)
    if _UTF8_READ_AS_1252.search(text):
        fail("encoding-mixed", here, file=spec.file)
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
    edges = [edge for edge in (delimiter, "\n", '"') if edge in text]
    blanks = [blank for blank in BLANKS if blank != delimiter and blank in text]
    return (
        text[0] in blanks
        or text[-1] in blanks
        or any(edge + blank in text or blank + edge in text for blank in blanks for edge in edges)
    )


def _stripped(column: Column) -> Column:
    if isinstance(column, list):
        return [*map(str.strip, column)]
    return column.replaced([*map(str.strip, column.different)])


def _from_line(text: str, skipped: int) -> str:
    """The text without its first lines."""
    start = 0
    for _ in range(skipped):
        start = text.find("\n", start) + 1
        if not start:
            return ""
    return text[start:]


def _table(columns: list[Column], delimiter: str, top: _Top, spec: SourceSpec, problems: Problems) -> Cells:
    empty = _empty_rows(columns)
    count = len(columns[0])
    first = next(row for row in range(count) if row not in empty)
    start = min(first + top.header, count)  # the spec may say that the table ends before what seems to be its header
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
        tuple(cast("list[Cell] | Coded[str]", columns[index]) for index in indices),
        rows,
        lambda row, _: Mark(spec.file, row),
        True,
        delimiter,
        layout=layout,
        letters=tuple(letters[index] for index in indices),
    )


def _keep(columns: list[Column], rows: Sequence[int]) -> None:
    """Take out of the columns all other rows."""
    for place, column in enumerate(columns):
        if not isinstance(column, list):
            columns[place] = column.at(rows)
        elif rows and len(rows) == rows[-1] + 1 - rows[0]:
            del column[rows[-1] + 1 :], column[: rows[0]]  # no copy, of a million cells
        else:
            column[:] = [column[row] for row in rows]


def _length(columns: Sequence[Column], filled: Sequence[int], spec: SourceSpec, header: int) -> int:
    """How many of the filled rows below the header are the table's; the others are notes."""
    if not filled or spec.last_row:
        return len(filled)
    return bisect_right(filled, find_last(filled, lambda row: _row(columns, row), spec.symbols, header))


def _row(columns: Sequence[Column], row: int) -> Row:
    return {place: column[row] for place, column in enumerate(columns) if column[row]}


def _empty_rows(columns: Sequence[Column]) -> set[int]:
    """Which rows have no cell; columns are looked at only as far as the ones before left doubt."""
    if "" not in columns[0]:
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
