"""The step that cuts texts into several columns: split."""

from typing import Annotated

from pydantic import Field, model_validator

from deckgen.data.cells import MOST_FAULTS
from deckgen.data.dataset import Dataset
from deckgen.data.dates import read_dates
from deckgen.data.select import require_columns
from deckgen.data.steps.registry import Around, StepFields, step
from deckgen.data.table import Column
from deckgen.errors import Problems, fail
from deckgen.fields import Flag, Names, Source, mark_of
from deckgen.fields.faults import expected


class SplitFields(StepFields):
    """Cut a column of texts into several, which take its place: 3801 Horten into a code and a name."""

    column: Annotated[Source, Field(description="The column to cut.")]
    into: Annotated[Names, Field(description="The new columns. The last one takes all that is left.")]
    at: Annotated[Source | None, Field(description="What stands between the parts; a blank where nothing is said.")] = None
    from_right: Annotated[
        Flag, Field(description="Cut from the right, so that the first column takes all that is left: Menn i alt 2021.")
    ] = False

    @model_validator(mode="after")
    def _some_sign(self) -> "SplitFields":
        if self.at and not self.at.text:
            raise expected("what stands between the parts, such as a comma", self.at.marked)
        return self


@step("split", SplitFields)
def split_step(fields: SplitFields, dataset: Dataset, around: Around) -> Dataset:
    """Empty cells are empty in all the new columns. Raises DeckgenError with every cell that has too few parts."""
    name = fields.column.text
    require_columns(dataset, [name], fields.column.mark)
    if dataset.is_number(name):
        fail("split-number", fields.column.mark, column=name, dataset=dataset.name)
    taken = [each for each in dataset.columns if each != name]
    for place, new in enumerate(fields.into):
        if new in taken or new in fields.into[:place]:
            fail("column-taken", mark_of(new, around.mark), column=new, dataset=dataset.name)
    columns: dict[str, Column] = {}
    parts = _parts(fields, dataset, around)
    for each in dataset.columns:
        if each == name:
            for place, new in enumerate(fields.into):
                texts = [cell[place] for cell in parts]
                columns[str(new)] = Column(texts, made_from=((0, name),), is_date=_are_dates(texts))
        else:
            columns[each] = dataset.kept(each)
    return dataset.derived(columns, f"split {name} into {', '.join(fields.into)}")


def _are_dates(texts: list[str]) -> bool:
    """Whether all that hold something are dates as ISO 8601 has them."""
    there = [text for text in texts if text]
    return read_dates(there) == there


def _parts(fields: SplitFields, dataset: Dataset, around: Around) -> list[list[str]]:
    at, count = fields.at.text if fields.at else " ", len(fields.into)
    problems = Problems()
    found: list[list[str]] = []
    for row, cell in zip(dataset.rows, map(str, dataset.cells(fields.column.text)), strict=True):
        cut = cell.rsplit if fields.from_right else cell.split
        parts = [part.strip() for part in cut(at, count - 1)] if cell else [""] * count
        if len(parts) < count and len(problems.found) < MOST_FAULTS:
            column, file = fields.column.text, dataset.place
            problems.error("split-short", around.mark, row=row, file=file, column=column, value=cell, count=count, at=at)
        found.append(parts)
    problems.raise_errors()
    return found
