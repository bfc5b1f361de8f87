"""A CSV file's bytes → its cells. Encoding and delimiter are found where the spec does not give them."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from deckgen.data.cells import Cell, Cells, name_columns, rename_columns, tidy_name
from deckgen.data.columns import MOST_FAULTS
from deckgen.data.dataset import SourceSpec
from deckgen.data.layout import (
    LOOKED_AT,
    Layout,
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
LARGE = 1_000_000  # characters from which on pandas is worth the half second that its import takes
BLANKS = " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"

# What XML cannot hold, or a screen show. A line break within a cell and a tab are text.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

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
    body = _from_line(text, given)
    if not body.strip():
        fail("data-file-empty", mark, file=spec.file)
    delimiter = delimiter or find_delimiter(body)
    top = _Top(given, given, max(spec.header_end - spec.header_row, 0) + 1)
    if not spec.header_row:
        top = _find_top(body, delimiter, given, spec)
        body = _from_line(text, top.lines)
    columns = _columns(body, delimiter, top.rows, spec, top.header)
    if spec.last_row:
        columns = [column[: max(spec.last_row - top.rows, 0)] for column in columns]
    if _has_outer_blanks(body, delimiter):
        columns = [[cell.strip() for cell in column] for column in columns]
    if not any(map(any, columns)):
        fail("data-file-empty", mark, file=spec.file)
    cells = _table(columns, delimiter, top, spec, problems)
    if any(map(CONTROL.search, cells.names)):
        fail(
            "control-character-in-header",
            Mark(spec.file, top.rows + 1),
            columns=tuple(map(repr, filter(CONTROL.search, cells.names))),
        )
    if CONTROL.search(body):
        _refuse_control(cells, spec, problems)
    return cells


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


def _has_outer_blanks(text: str, delimiter: str) -> bool:
    """Whether a blank may stand first or last in a cell: a few searches of the whole, to spare a million cells."""
    if text[0] in BLANKS or text[-1] in BLANKS:
        return True
    edges = (delimiter, "\n", '"')
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
    if len(text) < LARGE:
        with suppress(csv.Error):
            records = [*_records(text, delimiter)]
            if len({*map(len, records)}) == 1:
                return [[*column] for column in zip(*records, strict=True)]
    return _columns_by_pandas(text, delimiter, skipped, spec, header)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Raises csv.Error where a quote is out of place."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)


def _columns_by_pandas(text: str, delimiter: str, skipped: int, spec: SourceSpec, header: int = 1) -> list[list[str]]:
    """The same for large files, and for those that are not quite regular."""
    import pandas

    try:
        frame = pandas.read_csv(
            io.StringIO(text),
            sep=delimiter,
            header=None,
            index_col=False,
            skipinitialspace=True,
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
            encoding_errors="strict",
        )
    except (pandas.errors.ParserError, ValueError):
        return _uneven(text, delimiter, skipped, spec, header)
    return [frame[column].tolist() for column in frame.columns]


def _uneven(text: str, delimiter: str, skipped: int, spec: SourceSpec, header: int) -> list[list[str]]:
    """The same by Python's own reader, for rows of uneven length: cells beyond the header's must be empty."""
    records: list[list[str]] = []
    try:
        records.extend(_records(text, delimiter))
    except csv.Error:
        fail("quote-not-closed", Mark(spec.file, skipped + len(records) + 1), row=skipped + len(records) + 1)
    named = [record for record in records if any(record)][:header] or records[:1]
    width = max(map(len, named))
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
    first = empty.index(False)
    last = _last(columns, empty, first + top.header - 1, spec)
    start = first + top.header
    if any(empty[start : last + 1]):
        kept = [row for row in range(start, last + 1) if not empty[row]]
        bodies = [[column[row] for row in kept] for column in columns]
        rows: Sequence[int] = [row + top.rows + 1 for row in kept]
    else:
        bodies = [column[start : last + 1] for column in columns]
        rows = range(start + top.rows + 1, last + top.rows + 2)
    below = texts_of(_row(columns, row) for row in range(last + 1, len(empty)) if not empty[row])
    layout = Layout(first + top.rows + 1, start + top.rows, last + top.rows + 1, top.above, below)
    here = Mark(spec.file, layout.first)
    tell_layout(layout, (spec.header_row > 0, spec.last_row > 0), here, problems)
    letters = tuple(map(column_letter, range(len(columns))))
    header = join_header([_row(columns, row) for row in range(first, start)], range(len(columns)), spec.header_between)
    header = [tidy_name(name) for name in header]
    rename_columns(header, letters, spec.names, here, problems)
    indices = name_columns(header, [any(body) for body in bodies], lambda _: here, problems, letters)
    named: list[list[Cell]] = [[*bodies[index]] for index in indices]
    return Cells(
        tuple(header[index] for index in indices),
        tuple(named),
        rows,
        lambda row, _: Mark(spec.file, row),
        True,
        delimiter,
        layout=layout,
        letters=tuple(letters[index] for index in indices),
    )


def _last(columns: Sequence[list[str]], empty: list[bool], header: int, spec: SourceSpec) -> int:
    """The last row of the table, by its place; rows beyond are notes."""
    filled = [row for row in range(header + 1, len(empty)) if not empty[row]]
    if not filled or spec.last_row:
        return len(empty) - 1
    last = find_last(filled, lambda row: _row(columns, row), spec.symbols)
    return len(empty) - 1 if last == filled[-1] else last


def _row(columns: Sequence[list[str]], row: int) -> Row:
    return {place: column[row] for place, column in enumerate(columns) if column[row]}


def _empty_rows(columns: Sequence[list[str]]) -> list[bool]:
    """Which rows have no cell; columns are looked at only as far as the ones before left doubt."""
    doubtful = [row for row, cell in enumerate(columns[0]) if not cell]
    for column in columns[1:]:
        doubtful = [row for row in doubtful if not column[row]]
    empty = [False] * len(columns[0])
    for row in doubtful:
        empty[row] = True
    return empty


def _refuse_control(cells: Cells, spec: SourceSpec, problems: Problems) -> None:
    for name, column in zip(cells.names, cells.columns, strict=True):
        for row, cell in zip(cells.rows, column, strict=True):
            if found := CONTROL.search(str(cell)):
                shown = f"U+{ord(found[0]):04X}"
                problems.error("control-character-in-cell", Mark(spec.file, row), row=row, column=name, character=shown)
