"""The step that gives names of municipalities their codes: municipality_code."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from deckgen.data.cells import MOST_FAULTS, shown
from deckgen.data.dataset import Dataset
from deckgen.data.geography import FIRST_YEAR, LAST_YEAR, municipalities, nearest_name, resolve
from deckgen.data.geography.ways import years_that_have
from deckgen.data.select import require_columns
from deckgen.data.steps.registry import Around, StepFields, step
from deckgen.data.table import Column
from deckgen.errors import Datum, Problems, fail
from deckgen.fields import Choice, Source
from deckgen.fields.types import WholeNumber


class MunicipalityCodeFields(StepFields):
    """Give municipalities their codes: by their names, in any of their languages, or by codes that lost a zero."""

    names: Annotated[Source, Field(description="The column with the names, or with codes such as 301.")]
    into: Annotated[Source, Field(description="The column that is to hold the codes; it may be the same one.")]
    year: Annotated[
        int, WholeNumber(FIRST_YEAR, LAST_YEAR), Field(description="The year whose municipalities they are: 2013 to 2024.")
    ]
    county: Annotated[
        Source | None, Field(description="The column with the counties' names or codes, which tells apart Våler and Våler.")
    ] = None
    unknown: Annotated[
        Choice[Literal["fail", "empty"]],
        Field(description="What is no municipality: stop with an error, or leave the code empty."),
    ] = "fail"


@step("municipality_code", MunicipalityCodeFields)
def municipality_code(fields: MunicipalityCodeFields, dataset: Dataset, around: Around) -> Dataset:
    """Empty cells have an empty code. Raises DeckgenError with every name that is not known or stands for several."""
    name, into = fields.names.text, fields.into.text
    named = (fields.names, fields.county) if fields.county else (fields.names,)
    require_columns(dataset, [column.marked for column in named], around.mark)
    if into in dataset.columns and into != name:
        fail("column-taken", fields.into.mark, column=into, dataset=dataset.name)
    columns = {column: dataset.kept(column) for column in dataset.columns}
    made_from = tuple((0, column.text) for column in named)
    columns[into] = Column(_found(fields, dataset, around), made_from=made_from)
    return dataset.derived(columns, f"municipality codes of {fields.year} for {name}")


def _found(fields: MunicipalityCodeFields, dataset: Dataset, around: Around) -> list[str]:
    names = _texts(dataset, fields.names)
    counties = _texts(dataset, fields.county) if fields.county else [""] * len(names)
    problems = Problems()
    met: dict[tuple[str, str], str] = {("", county): "" for county in counties}
    strange: dict[str, None] = {}
    for row, name, county in zip(dataset.rows, names, counties, strict=True):
        if (name, county) in met:
            continue
        codes = resolve(name, county, fields.year)
        met[name, county] = codes[0] if len(codes) == 1 else ""
        if not codes and fields.unknown == "empty":
            strange[name] = None
        elif len(codes) != 1 and len(problems.found) < MOST_FAULTS:
            place = {"row": row, "file": dataset.place, "column": fields.names.text, "name": name, "year": fields.year}
            _tell(problems, fields, codes, county, place)
    problems.raise_errors()
    if strange:
        told = (*list(strange)[:MOST_FAULTS], "…") if len(strange) > MOST_FAULTS else tuple(strange)
        around.problems.warning("municipality-left-empty", around.mark, dataset=dataset.name, names=told, year=fields.year)
    return [met[each] for each in zip(names, counties, strict=True)]


def _texts(dataset: Dataset, column: Source) -> list[str]:
    return [shown(cell) if cell == cell else "" for cell in dataset.cells(column.text)]


def _tell(
    problems: Problems, fields: MunicipalityCodeFields, codes: tuple[str, ...], county: str, place: Mapping[str, Datum]
) -> None:
    mark, name = fields.names.mark, str(place["name"])
    if codes:
        problems.error("municipality-ambiguous", mark, **place, places=_named(codes, fields.year))
    elif elsewhere := resolve(name, "", fields.year) if county else ():
        problems.error("municipality-elsewhere", mark, **place, county=county, places=_named(elsewhere, fields.year))
    elif name.isdecimal():
        others = years_that_have(name.zfill(4), "municipalities")
        problems.error("municipality-no-code", mark, **place, why=f"; it is one of {others}" if others else "")
    else:
        problems.error("municipality-unknown", mark, **place, nearest=nearest_name(name, fields.year))


def _named(codes: tuple[str, ...], year: int) -> tuple[str, ...]:
    """The codes with names and counties: 0137 Våler (Østfold)."""
    division = municipalities(year)
    return tuple(f"{code} {division[code].name.partition(' (')[0]} ({division[code].county})" for code in codes)
