"""The fields that slides of every kind have, and those that more than one kind has."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from deckgen.data.criteria import Criteria
from deckgen.data.steps.aggregate import Missing
from deckgen.fields import Choice, Date, Fields, Flag, LanguageCode, Localized, Name, Source
from deckgen.model import Language

YEARS = range(1900, 2101)


class FooterFields(Fields):
    """What stands at the foot of a slide."""

    slide_number: Annotated[Flag, Field(description="Show the slide's number.")] = False
    date: Annotated[Date | None, Field(description="A date, written out in the slide's language.")] = None
    text: Annotated[Localized | None, Field(description="Usually the presentation's title.")] = None


class NumberFields(Fields):
    """A number worked out from data, for use in texts."""

    from_: Annotated[
        Source | None,
        Field(alias="from", description="The dataset, by its name under `data`; without it, the slide's own rows."),
    ] = None
    filter: Annotated[dict[Name, Criteria], Field(description="Of these rows alone; as the filter of a slide.")] = {}
    whole: Annotated[Flag, Field(description="Use all rows of a dataset that lacks the group's column.")] = False
    distinct: Annotated[Source | None, Field(description="Count the different values of this column.")] = None
    sum: Annotated[Source | None, Field(description="Add up this column.")] = None
    count: Annotated[Flag, Field(description="Count the rows.")] = False
    missing: Missing = None

    @property
    def columns_named(self) -> list[str]:
        """The columns that it names, each with its place."""
        return [*self.filter, *(column.marked for column in (self.distinct, self.sum) if column)]


class SlideFields(Fields):
    """What every slide may have."""

    kind: Annotated[Source, Field(description="What sort of slide this is.")]
    id: Annotated[
        Source | None, Field(description="A name of its own, so that the slide is found again when its title changes.")
    ] = None
    title: Annotated[Localized | None, Field(description="The slide's title.")] = None
    hidden_title: Annotated[
        Localized | None, Field(description="A title that is read aloud but not shown, for a slide that shows none.")
    ] = None
    language: Annotated[LanguageCode | None, Field(description="The language of this slide, where it is not the deck's.")] = (
        None
    )
    notes: Annotated[Localized | None, Field(description="Speaker's notes.")] = None
    footer: Annotated[FooterFields | None, Field(description="A footer of its own, instead of the deck's.")] = None
    symbol: Annotated[Source | None, Field(description="A symbol of its own, or `none`.")] = None
    section: Annotated[Localized | None, Field(description="The name of the section that begins with this slide.")] = None
    numbers: Annotated[dict[str, NumberFields], Field(description="Numbers for use in the slide's texts, by name.")] = {}

    @property
    def datasets(self) -> list[Source]:
        """The datasets that the slide takes anything from."""
        return [number.from_ for number in self.numbers.values() if number.from_]


class DataFields(SlideFields):
    """What every slide that takes data may have."""

    naming_columns: ClassVar[tuple[str, ...]] = ()  # the kind's own fields that name columns of the dataset

    from_: Annotated[Source, Field(alias="from", description="The dataset, by its name under `data`.")]
    filter: Annotated[
        dict[Name, Criteria],
        Field(description="Keep the rows where a column has this value or one of these, or meets `{not: …}`, `{from: …}` …"),
    ] = {}
    whole: Annotated[Flag, Field(description="Inside `repeat`: use all rows of a dataset that lacks the group's column.")] = (
        False
    )
    when_empty: Annotated[
        Choice[Literal["fail", "say", "skip"]],
        Field(description="When no rows are left: stop with an error, say so on the slide, or leave the slide out."),
    ] = "fail"
    empty_text: Annotated[Localized | None, Field(description="What `when_empty: say` says.")] = None
    heading: Annotated[Localized | None, Field(description="The line above the chart or table.")] = None
    source: Annotated[Localized | None, Field(description="A source line of its own, instead of the dataset's.")] = None

    @property
    def datasets(self) -> list[Source]:
        """The datasets that the slide takes anything from, its own first."""
        return [self.from_, *super().datasets]

    def columns_named(self, language: Language) -> list[str]:
        """The columns of the dataset that the slide names, each with its place."""
        counted = [column for number in self.numbers.values() if number.from_ is None for column in number.columns_named]
        named = [column for field in self.naming_columns for column in _named(getattr(self, field), language)]
        return [*self.filter, *counted, *named]


def _named(value: Localized | Source | Iterable[str] | None, language: Language) -> Iterable[str]:
    match value:
        case Localized():
            return (value.get(language).marked,)
        case Source():
            return (value.marked,)
        case _:
            return value or ()
