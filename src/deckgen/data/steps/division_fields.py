"""What a spec says of the steps that carry a table from one year's division to another's."""

from typing import Annotated, Literal

from pydantic import Field

from deckgen.data.geography import FIRST_YEAR, LAST_YEAR
from deckgen.data.steps.aggregate import Missing
from deckgen.data.steps.registry import StepFields
from deckgen.fields import Choice, Fields, Name, Names, Number, Source
from deckgen.fields.types import WholeNumber


class RateFields(Fields):
    """A rate as a quotient of two columns that are added up."""

    numerator: Annotated[Source, Field(description="The column above the line, which is among those under `sum`.")]
    denominator: Annotated[Source, Field(description="The column below the line, which is among those under `sum`.")]
    times: Annotated[Number, Field(description="What the quotient is multiplied by: 1000, or 100 for per cent.")] = 1.0


class CarriedFields(StepFields):
    """What both steps take."""

    year: Annotated[
        int, WholeNumber(FIRST_YEAR, LAST_YEAR), Field(description="The year whose division it is to be: 2013 to 2024.")
    ]
    from_: Annotated[
        Source | None,
        Field(
            alias="from",
            description="The year whose codes the rows have, or the column that says it for each row. "
            "Without it, the codes tell where they can.",
        ),
    ] = None
    codes: Annotated[Source, Field(description="The column with the codes.")]
    name: Annotated[Source | None, Field(description="The column with the names; it gets those of the year.")] = None
    by: Annotated[Names | None, Field(description="The columns that tell a place's rows apart: year, service.")] = None
    sum: Annotated[Names | None, Field(description="The columns of counts, to be added up where places were merged.")] = None
    rates: Annotated[
        dict[Name, RateFields],
        Field(
            description="The columns of rates, each worked out again: "
            "{per_1000: {numerator: man_years, denominator: inhabitants, times: 1000}}."
        ),
    ] = {}
    means: Annotated[
        dict[Name, Source],
        Field(description="The columns that become weighted means, each with the column of weights: {share: inhabitants}."),
    ] = {}
    keep: Annotated[
        Names | None,
        Field(
            description="The columns that stay as they are: rates of places that were only renumbered, texts that all "
            "parts have in common. Where parts differ they are refused."
        ),
    ] = None
    weights: Annotated[
        dict[str, dict[str, Number]],
        Field(
            description="How a place that was split is divided: its code, and for each of the new codes a weight, "
            "such as inhabitants: {1507: {1508: 57000, 1580: 9400}}."
        ),
    ] = {}
    missing: Missing = None
    absent: Annotated[
        Choice[Literal["missing", "nil"]],
        Field(description="What a place without a row is where the others that it was merged with have one."),
    ] = "missing"
    unknown: Annotated[
        Choice[Literal["fail", "keep", "drop"]],
        Field(
            description="Rows whose code is none of the year's, such as the whole country: stop with an error, "
            "keep them as they are, or drop them."
        ),
    ] = "fail"


class MunicipalitiesOfFields(CarriedFields):
    """Carry a table to the municipalities of a year: merged ones are added up, and every column says how."""

    county_code: Annotated[Source | None, Field(description="The column with the counties' codes; new or as it is.")] = None
    county: Annotated[Source | None, Field(description="The column with the counties' names; new or as it is.")] = None


class CountiesOfFields(CarriedFields):
    """Carry a table of municipalities or of counties to the counties of a year, and add it up."""

    into: Annotated[Source | None, Field(description="What the column with the codes is called when it holds counties'.")] = (
        None
    )
