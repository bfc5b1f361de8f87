"""The step that makes one row of several: group."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from deckgen.data.dataset import Dataset, number_column
from deckgen.data.pivot import summed
from deckgen.data.select import require_columns, require_numbers
from deckgen.data.steps.registry import Around, StepFields, step
from deckgen.data.table import Column
from deckgen.errors import fail
from deckgen.fields import Choice, Names, Source, mark_of

Missing: TypeAlias = Annotated[
    Choice[Literal["skip"]] | None,
    Field(description="`skip`: sums leave out what is missing, and the slide says so; without it such a sum is missing."),
]


MANY = 250_000  # rows from which on it pays to import numpy


class GroupFields(StepFields):
    """One row for each group of rows that are alike. A sum or mean over a missing number is missing."""

    by: Annotated[Names, Field(description="The columns in which the rows of a group are alike.")]
    sum: Annotated[Names | None, Field(description="The columns to add up.")] = None
    mean: Annotated[Names | None, Field(description="The columns to take the mean of.")] = None
    count: Annotated[Source | None, Field(description="A column of this name says how many rows the group has.")] = None
    missing: Missing = None


@step("group", GroupFields)
def group_step(fields: GroupFields, dataset: Dataset, around: Around) -> Dataset:
    """Groups come in the order of the data."""
    sums, means = fields.sum or (), fields.mean or ()
    require_columns(dataset, [*fields.by, *sums, *means], around.mark)
    groups = alike(dataset, fields.by)
    firsts = [group[0] for group in groups]
    columns: dict[str, Column] = {str(name): dataset.kept(name).at(firsts, ((0, name),)) for name in fields.by}
    require_numbers(dataset, [*sums, *means], around.mark)
    for names, divided in ((sums, False), (means, True)):
        for name in names:
            if name in columns:
                fail("column-taken", mark_of(name, around.mark), column=name, dataset=dataset.name)
            columns[str(name)] = added(dataset, name, groups, mean=divided, skip=fields.missing == "skip")
    if fields.count:
        if fields.count.text in columns:
            fail("column-taken", fields.count.mark, column=fields.count.text, dataset=dataset.name)
        columns[fields.count.text] = Column([float(len(group)) for group in groups], True, made_from=((0, fields.by[0]),))
    done = [*(f"sum {name}" for name in sums), *(f"mean {name}" for name in means), *(["count rows"] if fields.count else [])]
    return dataset.gathered(groups, columns, fields.by, f"{', '.join(done) or 'one row'} by {', '.join(fields.by)}")


def alike(dataset: Dataset, by: tuple[str, ...]) -> list[list[int]]:
    """The positions of rows that have the same cells in these columns, in the order of the data."""
    if len(dataset) >= MANY:
        return _alike_of_many(dataset, by)
    keys, _ = dataset.codes(by[0])
    for column in by[1:]:
        codes, cells = dataset.codes(column)
        keys = [key * (len(cells) + 1) + code for key, code in zip(keys, codes, strict=True)]
    found: dict[int, list[int]] = {key: [] for key in dict.fromkeys(keys)}
    for position, key in enumerate(keys):
        found[key].append(position)
    return list(found.values())


def _alike_of_many(dataset: Dataset, by: tuple[str, ...]) -> list[list[int]]:
    from deckgen.data.coded import grouped

    coded = map(dataset.codes, by)
    return grouped(((codes, len(cells)) for codes, cells in coded), len(dataset))


def added(dataset: Dataset, name: str, groups: list[list[int]], *, mean: bool = False, skip: bool = False) -> Column:
    """A column's sum, or mean, over each group of positions: exact until rounded once; missing where a part is missing.

    ``skip``: of the parts that are there.
    """
    cells = dataset.numbers(name)
    marked = bool(dataset.table.columns[name].symbols)
    numbers: list[float] = []
    symbols: dict[int, str] = {}
    for at, group in enumerate(groups):
        said = [dataset.symbol(name, position) for position in group] if marked else ()
        number, symbols[at] = summed([cells[position] for position in group], said, skip=skip, mean=mean)
        numbers.append(number)
    return number_column(numbers, symbols, ((0, name),), dataset.unit(name))
