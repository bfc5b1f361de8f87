"""A table: a header row, then rows of cells."""

from dataclasses import dataclass
from typing import Literal

from deckgen.model.text import Run


@dataclass(frozen=True, slots=True)
class Cell:
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    header: Cell
    align: Literal["left", "right"] = "left"
    width: int = 0  # EMU; 0 until fit has decided


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    key: str = ""  # what the row is about, for identities and for splitting
    total: bool = False  # bold, with a line above
    keep_with_next: bool = False
    height: int = 0  # EMU, set by fit where its cells need more than the table's ``row_height``


@dataclass(frozen=True, slots=True)
class Table:
    """``size`` and the heights are set by fit; the header is two points smaller. Rows without a height have ``row_height``."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: float = 0.0  # points
    row_height: int = 0  # EMU
    header_height: int = 0  # EMU; 0 is ``row_height``
