"""A file parted by tabs → its cells; one of Eurostat's, whose first column holds all dimensions, as a table like others.

Eurostat names that column "freq,unit,geo\\TIME_PERIOD", and writes flags after its figures: "3.6 p" is provisional, "3.1 b"
stands after a break in the series, ": c" is confidential.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from deckgen.data.cells import Cell, Cells, Preliminary, tidy_name
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.csv_file import read_csv
from deckgen.data.numerals import read_numerals
from deckgen.errors import Mark, Problems
from deckgen.model import PRELIMINARY

_FIGURE = re.compile(r"(:|[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*([a-z]{0,4})")
_MISSING = ":"
_PROVISIONAL = "p"


def read_tsv(data: bytes, source: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """The table. Raises DeckgenError where the file is none."""
    cells = read_csv(data, source, mark, problems)
    return _parted(cells, problems) if cells.names and "\\" in cells.names[0] else cells


def _parted(cells: Cells, problems: Problems) -> Cells:
    """Provisional figures are preliminary ones; other flags are told."""
    names = tuple(map(tidy_name, cells.names[0].partition("\\")[0].split(",")))
    parts = [[part.strip() for part in str(cell).split(",", len(names) - 1)] for cell in cells.columns[0]]
    if any(len(row) != len(names) for row in parts):
        return cells
    columns: list[list[Cell]] = [list(column) for column in zip(*parts, strict=True)]
    flags: Counter[str] = Counter()
    columns += [[_figure(cell, flags) for cell in column] for column in cells.columns[1:]]
    if flags:
        told = tuple(f"{flag} ×{count}" for flag, count in sorted(flags.items()))
        problems.warning("figures-marked", cells.mark(cells.rows[0], 1), count=sum(flags.values()), marks=told)
    first, *others = cells.letters
    return replace(
        cells,
        names=(*names, *cells.names[1:]),
        columns=tuple(columns),
        letters=(*(first for _ in names), *others),
        numerals=False,
        symbols=(*cells.symbols, _MISSING, PRELIMINARY),
    )


def _figure(cell: Cell, flags: Counter[str]) -> Cell:
    """What a cell says without its flags; a cell that is no figure as it stands."""
    told = _FIGURE.fullmatch(str(cell))
    if told is None:
        return cell
    figure, marks = told.groups()
    if figure == _MISSING:
        return _MISSING
    read = read_numerals([figure], ".", "\t", codes=True)
    if not isinstance(read, list):
        return cell
    flags.update(flag for flag in marks if flag != _PROVISIONAL)
    return Preliminary(read[0]) if _PROVISIONAL in marks else read[0]
