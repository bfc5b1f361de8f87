"""The step that puts two datasets beside each other, row by row, on codes: join."""

from math import nan
from typing import Annotated, Literal

from pydantic import Field

from deckgen.data.cells import shown
from deckgen.data.dataset import Dataset, number_column
from deckgen.data.select import require_columns
from deckgen.data.steps.registry import Around, StepFields, step
from deckgen.data.table import Column, linked
from deckgen.errors import fail, made_of_all
from deckgen.fields import Choice, Names, Source, mark_of

LISTED = 10  # rows that a message names


class JoinFields(StepFields):
    """Add columns of another dataset, from the row there that has the same code. Rows without a partner are named."""

    with_: Annotated[Source, Field(alias="with", description="The other dataset; each code stands in one row of it at most.")]
    on: Annotated[Names, Field(description="The column with the codes, of the same name in both; or several columns.")]
    take: Annotated[Names | None, Field(description="The columns to add; all where it is not given.")] = None
    unmatched: Annotated[
        Choice[Literal["fail", "keep", "drop"]],
        Field(description="Rows without a partner: stop with an error, keep them with empty cells, or drop them."),
    ] = "fail"
    others: Annotated[
        Choice[Literal["warn", "ignore", "fail"]],
        Field(description="Rows of the other dataset that are nobody's partner: name them, let them be, or stop."),
    ] = "warn"

    @property
    def datasets(self) -> tuple[Source, ...]:
        return (self.with_,)


@step("join", JoinFields)
def join_step(fields: JoinFields, dataset: Dataset, around: Around) -> Dataset:
    """Raises DeckgenError where the other dataset has a code twice, which would multiply rows."""
    other = around.dataset(fields.with_)
    mark = fields.marks.get("on", around.mark)
    made_of_all(lambda each: require_columns(each, fields.on, mark), (dataset, other))
    for column in fields.on:
        if dataset.is_number(column) != other.is_number(column):
            number, text = (dataset, other) if dataset.is_number(column) else (other, dataset)
            fail("join-types", mark_of(column, mark), column=column, number=number.name, text=text.name)
    taken = fields.take or tuple(name for name in other.columns if name not in fields.on)
    require_columns(other, taken, fields.marks.get("take", around.mark))
    for name in taken:
        if name in dataset.columns:
            fail("column-taken", mark_of(name, fields.marks.get("take", around.mark)), column=name, dataset=dataset.name)
    partners = _partners(dataset, other, fields, around)
    kept = [at for at, partner in enumerate(partners) if partner is not None or fields.unmatched == "keep"]
    found = [partners[at] for at in kept]
    columns = {name: dataset.kept(name).at(kept, ((0, name),)) for name in dataset.columns}
    for name in taken:
        columns[name] = _taken(other, name, found)
    rows = [other.absolute([] if partner is None else [partner]) for partner in found]
    parent = linked(other.table, rows, sorted(other.keys.union(fields.on)), other.name)
    said = f"join {other.name} on {', '.join(fields.on)}"
    return dataset.gathered([[at] for at in kept], columns, fields.on, said, more=[parent]).together_with(other)


def _partners(dataset: Dataset, other: Dataset, fields: JoinFields, around: Around) -> list[int | None]:
    """For each row the position of its partner."""
    mark = fields.marks.get("on", around.mark)
    places: dict[tuple[str | float, ...], int] = {}
    for at, code in enumerate(_codes(other, fields.on)):
        if code in places:
            rows = tuple(str(other.rows[position]) for position in (places[code], at))
            fail("join-multiplies", mark, other=other.name, code=_said(code), rows=rows, file=other.place)
        if _is_whole(code):
            places[code] = at
    codes = _codes(dataset, fields.on)
    partners = [places.get(code) for code in codes]
    alone = dict.fromkeys(_said(code) for code, partner in zip(codes, partners, strict=True) if partner is None)
    _tell(list(alone), "join-unmatched", fields.unmatched == "fail", dataset, other, around)
    left = dict.fromkeys(_said(code) for code in places if code not in set(codes))
    if fields.others != "ignore":
        _tell(list(left), "join-others", fields.others == "fail", dataset, other, around)
    return partners


def _tell(alone: list[str], code: str, stop: bool, dataset: Dataset, other: Dataset, around: Around) -> None:
    if not alone:
        return
    listed = tuple(alone[:LISTED]) + (("…",) if len(alone) > LISTED else ())
    data = {"dataset": dataset.name, "other": other.name, "count": len(alone), "codes": listed}
    if stop:
        fail(code, around.mark, **data)
    around.problems.warning(code, around.mark, **data)


def _codes(dataset: Dataset, on: tuple[str, ...]) -> list[tuple[str | float, ...]]:
    return list(zip(*(dataset.cells(column) for column in on), strict=True))


def _is_whole(code: tuple[str | float, ...]) -> bool:
    """An empty code is nobody's partner."""
    return all(cell == cell and cell != "" for cell in code)


def _said(code: tuple[str | float, ...]) -> str:
    return " ".join(shown(cell) if cell == cell and cell != "" else "(empty)" for cell in code)


def _taken(other: Dataset, name: str, found: list[int | None]) -> Column:
    cells = other.cells(name)
    made_from = ((1, name),)
    if not other.is_number(name):
        texts = ["" if at is None else str(cells[at]) for at in found]
        return Column(texts, made_from=made_from, is_date=other.is_date(name))
    numbers = [nan if at is None else float(cells[at]) for at in found]
    symbols = {place: other.symbol(name, at) for place, at in enumerate(found) if at is not None}
    return number_column(numbers, symbols, made_from, other.unit(name))
