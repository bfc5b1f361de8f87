"""A CSV file's bytes → its cells. Encoding and delimiter are found where the spec does not give them."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from deckgen.data.cells import Cell, Cells, name_columns, tidy_name
from deckgen.data.columns import MOST_FAULTS
from deckgen.data.dataset import SourceSpec
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


def read_csv(data: bytes, spec: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """The table. Rows that are wholly empty are left out. Raises DeckgenError where the file is no table at all."""
    text = decode(data, spec, mark)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    skipped = max(spec.header_row - 1, 0)
    delimiter = spec.delimiter
    if sep := _SEP.match(text):
        delimiter = delimiter or sep[1]
        skipped = max(skipped, 1)
    body = _from_line(text, skipped)
    if not body.strip():
        fail("data-file-empty", mark, file=spec.file)
    delimiter = delimiter or find_delimiter(body)
    columns = _columns(body, delimiter, skipped, spec)
    if _has_outer_blanks(body, delimiter):
        columns = [[cell.strip() for cell in column] for column in columns]
    if not any(map(any, columns)):
        fail("data-file-empty", mark, file=spec.file)
    cells = _table(columns, delimiter, skipped, spec, problems)
    if any(map(CONTROL.search, cells.names)):
        fail(
            "control-character-in-header",
            Mark(spec.file, skipped + 1),
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
    """What parts the cells: what gives the most lines as many cells as the first, and more than one; else semicolon."""

    def fit(delimiter: str) -> tuple[int, int]:
        lines = io.StringIO(text[:100_000], newline="")
        counts = [
            len(record)
            for record, _ in zip(
                csv.reader(lines, delimiter=delimiter, skipinitialspace=True), range(LINES_LOOKED_AT), strict=False
            )
            if record
        ]
        same = sum(count == counts[0] for count in counts) if counts and counts[0] > 1 else 0
        return same, counts[0] if counts else 0

    return max(DELIMITERS, key=fit)


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


def _columns(text: str, delimiter: str, skipped: int, spec: SourceSpec) -> list[list[str]]:
    """The file column by column, header and empty rows among the cells."""
    if len(text) < LARGE:
        with suppress(csv.Error):
            records = [*_records(text, delimiter)]
            if len({*map(len, records)}) == 1:
                return [[*column] for column in zip(*records, strict=True)]
    return _columns_by_pandas(text, delimiter, skipped, spec)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Raises csv.Error where a quote is out of place."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)


def _columns_by_pandas(text: str, delimiter: str, skipped: int, spec: SourceSpec) -> list[list[str]]:
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
        return _uneven(text, delimiter, skipped, spec)
    return [frame[column].tolist() for column in frame.columns]


def _uneven(text: str, delimiter: str, skipped: int, spec: SourceSpec) -> list[list[str]]:
    """The same by Python's own reader, for rows of uneven length: cells beyond the header's must be empty."""
    records: list[list[str]] = []
    try:
        records.extend(_records(text, delimiter))
    except csv.Error:
        fail("quote-not-closed", Mark(spec.file, skipped + len(records) + 1), row=skipped + len(records) + 1)
    width = len(next((record for record in records if any(record)), records[0]))
    problems = Problems()
    for number, record in enumerate(records, skipped + 1):
        if any(cell.strip() for cell in record[width:]):
            problems.error("row-too-long", Mark(spec.file, number), row=number, found=len(record), expected=width)
            if len(problems.found) == MOST_FAULTS:
                break
    problems.raise_errors()
    return [[record[index] if index < len(record) else "" for record in records] for index in range(width)]


def _table(columns: Sequence[list[str]], delimiter: str, skipped: int, spec: SourceSpec, problems: Problems) -> Cells:
    empty = _empty_rows(columns)
    first = empty.index(False)
    header_row = first + skipped + 1
    if any(empty[first:]):
        kept = [row for row in range(first + 1, len(empty)) if not empty[row]]
        bodies = [[column[row] for row in kept] for column in columns]
        rows: Sequence[int] = [row + skipped + 1 for row in kept]
    else:
        bodies = [column[first + 1 :] for column in columns]
        rows = range(header_row + 1, len(empty) + skipped + 1)
    header = [tidy_name(column[first]) for column in columns]
    here = Mark(spec.file, header_row)
    indices = name_columns(header, [any(body) for body in bodies], lambda _: here, problems)
    named: list[list[Cell]] = [[*bodies[index]] for index in indices]
    names = tuple(header[index] for index in indices)
    return Cells(names, tuple(named), rows, lambda row, _: Mark(spec.file, row), True, delimiter)


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
