"""Tiny files to read: written, read and given back with what was said on the way."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from deckgen.data import Dataset, SourceSpec, read_dataset
from deckgen.errors import DeckgenError, Mark, Problems

MARK = Mark("deck.yaml", 7, 9)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Dataset]:
    """Reads content as a file: bytes or text as CSV, a workbook as Excel. Warnings are errors unless ``problems`` is given."""

    def reader(content: bytes | str | Workbook, *, name: str = "", problems: Problems | None = None, **said: Any) -> Dataset:
        if isinstance(content, Workbook):
            saved = io.BytesIO()
            content.save(saved)
            content, name = saved.getvalue(), name or "t.xlsx"
        path = tmp_path / (name or "t.csv")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        found = Problems() if problems is None else problems
        dataset = read_dataset("need", SourceSpec(f"data/{path.name}", **said), path, MARK, found)
        assert problems is not None or not found.found
        return dataset

    return reader


@pytest.fixture
def told(read: Callable[..., Dataset]) -> Callable[..., list[str]]:
    """The messages of a file that cannot be read, each without what to do about it."""

    def messages(content: bytes | str | Workbook, **said: Any) -> list[str]:
        with pytest.raises(DeckgenError) as refused:
            read(content, **said)
        return [line for line in str(refused.value).splitlines() if "error: " in line]

    return messages


@pytest.fixture
def sheet() -> Callable[..., Workbook]:
    """A workbook with one sheet of these rows."""

    def workbook(*rows: tuple[object, ...], title: str = "Ark1") -> Workbook:
        book = Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        return book

    return workbook
