"""Files with figures and lists → datasets, and steps from datasets to the values that a slide shows.

``files`` reads each kind of file, ``remote`` fetches what is then kept in one, ``sql`` asks queries over datasets, ``steps``
makes datasets from datasets, and ``geography`` knows municipalities.
"""

from deckgen.data.dataset import STANDARD_SYMBOLS, ColumnType, Dataset, Provenance, SourceSpec
from deckgen.data.pivot import Cube, pivot, strongest, total
from deckgen.data.read import format_of, read_dataset
from deckgen.data.select import (
    Condition,
    absent_values,
    distinct,
    filter_rows,
    group,
    no_rows,
    require_columns,
    sort_rows,
    texts,
    values,
)
from deckgen.data.uses import Use, row_digests, uses_of

__all__ = [
    "STANDARD_SYMBOLS",
    "ColumnType",
    "Condition",
    "Cube",
    "Dataset",
    "Provenance",
    "SourceSpec",
    "Use",
    "absent_values",
    "distinct",
    "filter_rows",
    "format_of",
    "group",
    "no_rows",
    "pivot",
    "read_dataset",
    "require_columns",
    "row_digests",
    "sort_rows",
    "strongest",
    "texts",
    "total",
    "uses_of",
    "values",
]
