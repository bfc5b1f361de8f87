"""What a database answered, as ``database`` keeps it in the project → its cells."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from deckgen.data.cells import Cells
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.plain_table import cells_of_values
from deckgen.data.remote.fetched import fetched_time
from deckgen.errors import Mark, Problems, fail

ENDING = ".table.json"


def read_table(data: bytes, source: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """Raises DeckgenError for a file that is not as it was kept."""
    try:
        document: dict[str, Any] = json.loads(data)
        names = [str(name) for name in document["names"]]
        columns = [list(column) for column in document["columns"]]
        left_out = [(str(name), str(kind)) for name, kind in document["left_out"]]
        is_whole = len(names) == len(columns) and len(set(map(len, columns))) < 2
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        fail("table-file-broken", mark, file=source.file)
    if not is_whole:
        fail("table-file-broken", mark, file=source.file)
    for name, kind in left_out:
        problems.warning("column-left-out", Mark(source.file), column=name, kind=kind)
    cells = cells_of_values(names, columns, source.file, problems)
    return replace(cells, fetched=fetched_time(document))
