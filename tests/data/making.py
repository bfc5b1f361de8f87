"""Datasets for tests, and steps as a spec writes them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from deckgen.build import build_deck
from deckgen.data import Dataset, Provenance, SourceSpec, read_dataset
from deckgen.data.content import Content
from deckgen.data.steps import DatasetStep
from deckgen.data.table import Column, FileRows, Table
from deckgen.errors import DeckgenError, Mark, Problems, fail
from deckgen.fields import Source, read_fields, read_yaml


def made(name: str = "need", /, **columns: list) -> Dataset:
    """A dataset whose rows are numbered from 2, as in a file with a header. None is a missing number, ":" one with a symbol."""
    length = len(next(iter(columns.values())))
    print_ = name[0] * 64
    table = Table(
        {column: _column(cells) for column, cells in columns.items()},
        range(2, length + 2),
        FileRows(name, f"data/{name}.csv", "", Content([*columns], [[*map(_cell, cells)] for cells in columns.values()])),
    )
    return Dataset(name, table, Provenance(f"data/{name}.csv", fingerprint=print_))


def _cell(cell: object) -> str | float:
    return "" if cell is None else cell if isinstance(cell, str) else float(cell)


def _column(cells: list) -> Column:
    if any(isinstance(cell, int | float) for cell in cells):
        numbers = [float(cell) if isinstance(cell, int | float) else float("nan") for cell in cells]
        return Column(numbers, True, {at: cell for at, cell in enumerate(cells) if isinstance(cell, str)})
    return Column(["" if cell is None else cell for cell in cells])


def step(text: str) -> DatasetStep:
    problems = Problems()
    found = read_fields(read_yaml(text.encode(), "deck.yaml", problems), DatasetStep, problems)
    problems.raise_errors()
    assert found is not None
    return found


def run(text: str, dataset: Dataset, problems: Problems | None = None, **others: Dataset) -> Dataset:
    """One step, as the spec writes it. Warnings are errors unless ``problems`` is given."""
    found = Problems() if problems is None else problems

    def other(name: Source) -> Dataset:
        if name.text not in others:
            fail("unknown-dataset", name.mark, name=name.text, nearest="", possible=tuple(others))
        return others[name.text]

    result = step(text).run(dataset, found, other)
    assert problems is not None or not found.found
    return result


def rows(dataset: Dataset) -> list[tuple]:
    """The table, row by row; a missing number is None, or its symbol."""
    columns = []
    for name in dataset.columns:
        cells = dataset.cells(name)
        columns.append([cell if cell == cell else dataset.symbol(name, at) or None for at, cell in enumerate(cells)])
    return list(zip(*columns, strict=True))


def by_file(sources) -> Mapping[str, tuple[int, ...]]:
    return {source.dataset: source.rows for source in sources}


def read_file(name: str, mark: Mark, path: Path, problems: Problems | None = None, **spec: Any) -> Dataset:
    """The file as a dataset. Warnings are errors unless ``problems`` is given."""
    found = Problems() if problems is None else problems
    dataset = read_dataset(name, SourceSpec(f"data/{path.name}", **spec), path, mark, found)
    assert problems is not None or not found.found
    return dataset


def refused_file(name: str, mark: Mark, path: Path, **spec: Any) -> str:
    """What is said of a file that cannot be read."""
    with pytest.raises(DeckgenError) as error:
        read_file(name, mark, path, **spec)
    return str(error.value)


def codes_of(spec: Path) -> set[str]:
    """What is wrong with a spec, by the codes."""
    with pytest.raises(DeckgenError) as error:
        build_deck(spec)
    return {problem.code for problem in error.value.problems}
