"""Queries for tests, as a spec has them."""

from dataclasses import replace
from pathlib import Path

import pytest
from making import made

from deckgen.data import Dataset
from deckgen.errors import DeckgenError, Mark, Problems, fail
from deckgen.fields import Source
from deckgen.messages import describe

MARK = Mark("deck.yaml", 4, 7)
NEED = made("need", code=["0301", "1101", "1103"], n=[1.5, 2.0, 4.0])
AREAS = made("areas", code=["0301", "1101", "1103"], county=["03", "11", "11"], day=["a", "", "c"])


def query(text: str, problems: Problems | None = None, seconds: float = 30.0, **more: Dataset) -> Dataset:
    """What it gives over NEED, AREAS and more. Warnings are errors unless ``problems`` is given."""
    from deckgen.data.sql.queries import query_datasets

    there = {"need": NEED, "areas": AREAS, **more}

    def dataset(name: Source) -> Dataset:
        return there[name.text] if name.text in there else fail("unknown-dataset", name.mark)

    found = Problems() if problems is None else problems
    mark = replace(MARK, source=f"{' ' * (MARK.column - 1)}{text.partition(chr(10))[0]}")
    result = query_datasets("made", Source(text, mark), tuple(there), dataset, found, seconds)
    assert problems is not None or not found.found
    return result


def refused(text: str, **more) -> str:
    """What is said of it, without the line that is shown."""
    with pytest.raises(DeckgenError) as error:
        query(text, **more)
    return "\n".join(
        describe(replace(problem, mark=problem.mark and replace(problem.mark, source=""))) for problem in error.value.problems
    )


def held() -> int:
    """The megabytes that this process has held at most; 0 where the system does not say so of a process alone."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)
