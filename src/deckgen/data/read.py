"""A source of a spec, and its file → a dataset. Each kind of file has a reader that gives ``Cells``; types are found here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from deckgen.data.cells import Cells
from deckgen.data.columns import type_columns
from deckgen.data.content import Content
from deckgen.data.contract import BrokenContractError, Contract, check_contract, with_units
from deckgen.data.dataset import Dataset, Provenance, SourceSpec
from deckgen.data.files.open_elsewhere import lock_of
from deckgen.data.table import FileRows, Table
from deckgen.errors import Mark, Problems, closest, fail
from deckgen.fields.nodes import mark_of

_NO_CONTRACT = Contract()

Reader: TypeAlias = Callable[[bytes, SourceSpec, Mark, Problems], Cells]

_LAYOUT = frozenset({"decimal", "header_row", "header_between", "last_row", "names"})


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what people call it, where the function is that reads it, and which options of a dataset are for it.

    What columns hold, and which symbols stand for a missing number, can be said of all.
    """

    said: str
    module: str  # imported when such a file is met
    function: str
    options: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()  # endings of files beside it that hold what is not yet written into it


_CSV = Format("a CSV file", "csv_file", "read_csv", _LAYOUT | {"delimiter", "encoding"})
_TSV = Format("a file parted by tabs", "eurostat_tsv", "read_tsv", _LAYOUT | {"delimiter", "encoding"})
_EXCEL = Format("an Excel workbook", "excel_file", "read_excel", _LAYOUT | {"sheet", "range"})
_ODS = Format("an OpenDocument spreadsheet", "ods_file", "read_ods", _LAYOUT | {"sheet", "range"})
_JSON_STAT = Format("a JSON-stat file", "json_stat", "read_json_stat")
_PX = Format("a PC-Axis file", "px_file", "read_px", frozenset({"encoding", "language"}))
_PARQUET = Format("a Parquet file", "parquet_file", "read_parquet")
_SQLITE = Format("an SQLite database", "sqlite_file", "read_sqlite", frozenset({"table", "query"}), ("-wal", "-journal"))
_TABLE = Format("what a database answered", "table_file", "read_table")
_FORMATS = {  # by the file's ending
    ".csv": _CSV,
    ".txt": _CSV,
    ".tsv": _TSV,
    ".xlsx": _EXCEL,
    ".xlsm": _EXCEL,
    ".ods": _ODS,
    ".fods": _ODS,
    ".json": _JSON_STAT,
    ".px": _PX,
    ".parquet": _PARQUET,
    ".sqlite": _SQLITE,
    ".sqlite3": _SQLITE,
    ".db": _SQLITE,
}


def read_dataset(
    name: str,
    source: SourceSpec,
    path: Path,
    mark: Mark,
    problems: Problems,
    contract: Contract = _NO_CONTRACT,
    *,
    later: bool = False,
) -> Dataset:
    """The dataset in the file at ``path``, which the project has found safe; ``mark`` is where the spec asks for it.

    ``contract`` is held against the columns that the file has. ``later``: others that it names are made by steps. Raises
    DeckgenError with everything that is wrong with the file at once. What is odd but read is added to ``problems`` as
    warnings.
    """
    reader = _reader(source, mark)
    data = _bytes(source, path, mark)
    _refuse_unfinished(source, path, mark)
    found = Problems()
    if lock := lock_of(path):
        by = f" (by {lock.by})" if lock.by else ""
        found.warning("data-file-open-elsewhere", mark, file=source.file, by=by, lock=lock.name)
    cells = reader(data, source, mark, found)
    for column in () if later else dict.fromkeys((*contract.columns, *(column for column, _ in source.columns))):
        if column not in cells.names:
            told = {"column": str(column), "dataset": name, "columns": cells.names, "nearest": closest(column, cells.names)}
            found.error("unknown-column", mark_of(column, mark), **told)
    columns = type_columns(cells, source, found)
    mistyped = bool(found.errors)
    fingerprint = hashlib.sha256(data).hexdigest()
    provenance = Provenance(source.file, cells.sheet, source.source, source.licence, fingerprint, source.note, source.example)
    fetched = cells.cube.fetched if cells.cube else cells.fetched
    letters = tuple(zip(cells.names, cells.letters, strict=bool(cells.letters)))
    table = Table(
        columns,
        cells.rows,
        FileRows(name, source.file, cells.sheet, Content(cells.names, cells.columns), fetched, letters=letters),
    )
    if cells.cube and not provenance.source:
        provenance = replace(provenance, source=cells.cube.source)
    dataset = Dataset(name, table, replace(provenance, fetched=fetched))
    check_contract(dataset, contract.within(dataset.columns), found)
    problems.found.extend(found.warnings)
    dataset = with_units(dataset, contract)
    if found.errors and not mistyped:
        raise BrokenContractError(found.errors, dataset)
    found.raise_errors()
    return dataset


def read_cells(data: bytes, source: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """The cells as the bytes of a file hold them, before they have types. Raises DeckgenError."""
    return _reader(source, mark)(data, source, mark, problems)


def format_of(file: str, mark: Mark) -> Format:
    """The kind of a file, by its ending. Raises DeckgenError where deckgen reads no such files."""
    if file.lower().endswith(".table.json"):
        return _TABLE
    ending = Path(file).suffix.lower()
    if ending == ".xls":
        fail("workbook-old", mark, file=file)
    if ending not in _FORMATS:
        fail("data-file-kind", mark, file=file)
    return _FORMATS[ending]


def _reader(source: SourceSpec, mark: Mark) -> Reader:
    found = format_of(source.file, mark)
    return getattr(import_module(f"deckgen.data.files.{found.module}"), found.function)


def _bytes(source: SourceSpec, path: Path, mark: Mark) -> bytes:
    if path.is_dir():
        fail("data-file-is-folder", mark, file=source.file)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        beside = tuple(sorted(file.name for file in path.parent.iterdir())) if path.parent.is_dir() else ()
        fail("data-file-missing", mark, file=source.file, nearest=_beside(source.file, closest(path.name, beside)))
    except OSError as error:
        if isinstance(error, PermissionError) and (lock := lock_of(path)):
            fail("data-file-open", mark, file=source.file, by=f" (by {lock.by})" if lock.by else "")
        fail("data-file-unreadable", mark, file=source.file, reason=error.strerror or type(error).__name__)


def _refuse_unfinished(source: SourceSpec, path: Path, mark: Mark) -> None:
    for ending in format_of(source.file, mark).beside:
        other = path.with_name(path.name + ending)
        if other.is_file() and other.stat().st_size:
            fail("database-open", mark, file=source.file, other=other.name)


def _beside(file: str, name: str) -> str:
    folder = file.replace("\\", "/").rpartition("/")[0]
    return f"{folder}/{name}" if folder and name else name
