"""DuckDB in process, shut in: one thread, bounded memory, no disk, no host, and no file but the one that is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from deckgen.errors import Mark, fail

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"


def connect(mark: Mark, what: str, extra: str, memory: str = MEMORY, file: Path | None = None) -> DuckDBPyConnection:
    """A database of its own, to be closed; ``file`` may be read. Where DuckDB is missing, ``what`` needs it, of ``extra``."""
    try:
        import duckdb
    except ImportError:
        fail("extra-missing", mark, what=what, package="DuckDB", extra=extra)
    config: dict[str, Any] = {
        "threads": 1,
        "memory_limit": memory,
        "temp_directory": "",  # what does not fit in memory is refused, not written to a disk
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,  # variables of this program are no tables
        "preserve_insertion_order": True,
    }
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("set enable_progress_bar = false")
    if file is not None:
        connection.execute(f"set allowed_paths = [{quoted_text(str(file))}]")
    connection.execute("set enable_external_access = false")  # the last, after which none of these can be set
    return connection


def quoted_text(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def quoted_name(name: str) -> str:
    """A column's or table's name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
