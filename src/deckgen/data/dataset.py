"""A dataset: a table of texts and numbers, why numbers are missing, and where all of it came from."""

# pandas carries no types; the only functions that touch a frame stand here and where one is made.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import pandas

ColumnType: TypeAlias = Literal["text", "number", "whole", "code"]

# Statistics Norway's marks for a number that is not there: cannot occur, missing, missing for now, confidential.
STANDARD_SYMBOLS = (".", "..", "...", ":")
NIL = "-"  # nothing at all, a true zero; read as one only where the spec lists it among its symbols


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """What a spec says of a file. "" and 0 are: find it."""

    file: str  # as the spec writes it
    sheet: str = ""
    range: str = ""  # "A3:F60"
    delimiter: str = ""
    encoding: str = ""
    decimal: Literal["", ",", "."] = ""
    header_row: int = 0  # counts from 1, as Excel shows it
    columns: tuple[tuple[str, ColumnType], ...] = ()
    symbols: tuple[str, ...] = STANDARD_SYMBOLS  # cells that stand for a missing number; "-" among them is zero
    source: str = ""  # who published it, as the source line prints it: "Kommunevise framskrivinger, KRD"
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a dataset came from. ``fingerprint`` is the SHA-256 of the file's bytes, in hexadecimal."""

    file: str
    sheet: str = ""
    source: str = ""
    licence: str = ""
    fingerprint: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """A table. Its functions never change it; they return another.

    ``frame`` has a row label for each row, which is the row's number in its file as Excel shows it, and columns of two sorts:
    text (dtype object, every cell a str, "" where empty) and numbers (float64, NaN where missing). ``symbols`` says why a
    number is missing: column → row label → symbol; a missing number without one is an empty cell.
    """

    name: str
    frame: pandas.DataFrame
    symbols: Mapping[str, Mapping[int, str]] = field(default_factory=dict[str, Mapping[int, str]])
    provenance: Provenance = Provenance("")
    steps: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(str(name) for name in self.frame.columns)

    @property
    def rows(self) -> list[int]:
        """The rows' numbers in the file."""
        return self.frame.index.tolist()

    def is_number(self, column: str) -> bool:
        return self.frame[column].dtype == "float64"

    def cells(self, column: str) -> list[str] | list[float]:
        """A cell a row: texts, or numbers with NaN for what is missing."""
        return self.frame[column].tolist()

    def numbers(self, column: str) -> list[float]:
        """The cells of a column of numbers."""
        return self.frame[column].tolist()

    def codes(self, column: str) -> tuple[list[int], list[str] | list[float]]:
        """For each row which of the column's cells it has, -1 for a missing number; and the cells, in the order of the data."""
        import pandas

        codes, found = pandas.factorize(self.frame[column])
        return codes.tolist(), found.tolist()

    def symbol(self, column: str, row: int) -> str:
        """Why the number in this row is missing; "" for an empty cell."""
        return self.symbols.get(column, {}).get(row, "")

    def take(self, positions: Sequence[int], *steps: str) -> Dataset:
        """The rows at these positions, in this order, with the steps that chose them."""
        frame = self.frame.iloc[list(positions)]
        symbols: dict[str, Mapping[int, str]] = {}
        if self.symbols:
            rows: set[int] = set(frame.index)
            for column, marks in self.symbols.items():
                if left := {row: mark for row, mark in marks.items() if row in rows}:
                    symbols[column] = left
        return replace(self, frame=frame, symbols=symbols, steps=(*self.steps, *steps))
