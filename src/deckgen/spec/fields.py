"""The fields of a whole spec, beside its slides."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from deckgen.data.criteria import refuse_reversed
from deckgen.data.remote.choosing import ChooseReader, Choosing
from deckgen.data.steps import DatasetStep
from deckgen.fields import Choice, Fields, Flag, LanguageCode, Localized, Name, Names, RowRange, Source, Whole, fault
from deckgen.kinds.common import FooterFields, NumberFields

# How a table lies in its file. Each kind of file has some of them: see ``data.format_of``.
FILE_OPTIONS = (
    "sheet",
    "range",
    "delimiter",
    "encoding",
    "decimal",
    "header_row",
    "header_between",
    "last_row",
    "names",
    "language",
    "table",
    "query",
)
_OF_FILES = (*FILE_OPTIONS, "symbols")


class ColumnFields(Fields):
    """What a column holds, and what must be so of its cells. Its type may stand alone."""

    text_alone: ClassVar[str] = "type"  # region: code 4

    type: Annotated[
        Choice[Literal["text", "number", "whole", "date", "code", "code 2", "code 4", "code 6", "code 8"]] | None,
        Field(
            description="A code keeps its zeros; `code 4` has four digits, and gets back the zeros that a number lost. "
            "It is found where it is not given."
        ),
    ] = None
    unit: Annotated[Source | None, Field(description="What the numbers are counted in: årsverk")] = None
    required: Annotated[Flag, Field(description="No cell is empty; the symbol of a missing number is not.")] = False
    allowed: Annotated[Names | None, Field(description="The values that there may be: [Grunnskole, Barnehage]")] = None
    from_: Annotated[Source | None, Field(alias="from", description="The smallest number, or the first date.")] = None
    to: Annotated[Source | None, Field(description="The largest number, or the last date.")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "ColumnFields":
        if self.from_ and self.to:
            refuse_reversed(self.from_.marked, self.to.marked)
        return self


class LabelFields(Fields):
    """Which columns hold the words for what stands in a column, language by language; of this dataset, or of a code list.

    Where Norwegian words stand in the data themselves, English ones are all that is said: {en: service_en}.
    """

    from_: Annotated[
        Source | None,
        Field(alias="from", description="The dataset that is the code list; without it, the words are columns of this one."),
    ] = None
    codes: Annotated[
        Source | None, Field(description="The code list's column with the codes, where it has another name than here.")
    ] = None
    nb: Annotated[Source | None, Field(description="The column with the words in bokmål; and in nynorsk, without `nn`.")] = None
    nn: Annotated[Source | None, Field(description="The column with the words in nynorsk.")] = None
    en: Annotated[Source | None, Field(description="The column with the words in English.")] = None

    @model_validator(mode="after")
    def _some(self) -> "LabelFields":
        if not (self.nb or self.nn or self.en):
            raise fault("labels-none")
        return self


class DatasetFields(Fields):
    """A dataset: the file that holds it, and how the file is read where that is not plain; or the one that it is made from."""

    text_alone: ClassVar[str] = "file"  # need: data/need.csv

    file: Annotated[Source | None, Field(description="The file, from the project's folder: data/projects.xlsx")] = None
    from_: Annotated[
        Source | None, Field(alias="from", description="The dataset that this one is made from, by its name under `data`.")
    ] = None
    sql: Annotated[
        Source | None,
        Field(description="One SELECT over other datasets of the spec, in DuckDB's SQL; it needs `deckgen[sql]`."),
    ] = None
    api: Annotated[
        Source | None,
        Field(
            description="The address of a statistics bank's API, whose host `hosts` in deckgen.yaml names: "
            "https://data.ssb.no/api/pxwebapi/v2. What it answers is kept in `file`, or in `fetched/` under the dataset's "
            "name, and asked for again with `--refresh-data`."
        ),
    ] = None
    table: Annotated[
        Source | None, Field(description='The table in the statistics bank, "07459", or in the database; its only one.')
    ] = None
    query: Annotated[Source | None, Field(description="One SELECT over the tables of a database, in its own SQL.")] = None
    database: Annotated[
        Source | None,
        Field(
            description="The address of a database server, whose host `hosts` in deckgen.yaml names: "
            "postgresql://user@db.example.no/statistics; it needs `deckgen[database]`. What it answers is kept in `file`, or "
            "in `fetched/` under the dataset's name, and asked for again with `--refresh-data`."
        ),
    ] = None
    password_in: Annotated[
        Source | None, Field(description="The environment variable that holds the password for the database server.")
    ] = None
    choose: Annotated[
        tuple[Choosing, ...],
        ChooseReader(),
        Field(
            description="What is asked of the table, for each of its variables: `all`, codes (`*` for any characters, `?` for "
            "one), `{latest: 5}`, `{from: 2015, to: 2020}` or `{codelist: agg_KommFylker, codes: all}`. Variables that are "
            "left out are added up, where the table allows it."
        ),
    ] = ()
    steps: Annotated[
        list[DatasetStep], Field(description="What is done with it, step by step: each is one word and what it takes.")
    ] = []
    sheet: Annotated[Source | None, Field(description="The sheet of a workbook; the only one where there is only one.")] = None
    range: Annotated[Source | None, Field(description="The cells of a sheet that are the table: A3:F60")] = None
    delimiter: Annotated[Source | None, Field(description="What stands between the columns of a CSV file: ; or ,")] = None
    encoding: Annotated[Source | None, Field(description="The encoding of a CSV file: utf-8, windows-1252, utf-16")] = None
    language: Annotated[
        Source | None,
        Field(
            description="Which of the languages of a PC-Axis file, or of a statistics bank, that is in several: no, en. "
            "Its own first one."
        ),
    ] = None
    decimal: Annotated[Choice[Literal["comma", "point"]] | None, Field(description="What the decimals stand after.")] = None
    header_row: Annotated[
        RowRange | None,
        Field(
            description="The row that holds the columns' names, counted from 1; 3-5 where they stand in several rows. "
            "It is found where it is not given."
        ),
    ] = None
    header_between: Annotated[
        Source | None, Field(description="What is put between the parts of a name that stands in several rows; a blank.")
    ] = None
    last_row: Annotated[
        Whole | None, Field(description="The table's last row; notes below it are found where it is not given.")
    ] = None
    names: Annotated[
        dict[Name, Source],
        Field(description="Names for columns that have none in the file, or other names, by Excel's letters: {A: region}"),
    ] = {}
    columns: Annotated[
        dict[Name, ColumnFields],
        Field(
            description="What columns hold, where that is not plain, and what must be so of them: "
            "{region: code 4, man_years: {type: number, from: 0}}"
        ),
    ] = {}
    key: Annotated[
        Names | None,
        Field(description="The columns that tell each row from all others; two rows that are alike in them are an error."),
    ] = None
    symbols: Annotated[
        Names | None,
        Field(
            description="The marks that stand for a missing number, instead of Statistics Norway's `.` `..` `...` and `:`; "
            "where `-` is among them, it is zero."
        ),
    ] = None
    labels: Annotated[
        dict[Name, LabelFields],
        Field(
            description="What the values of a column are called on slides, by language: {service: {en: service_en}} names the "
            "column with the English words, {service: {from: services, en: name_en}} that of a code list."
        ),
    ] = {}
    headers: Annotated[
        dict[Name, Localized],
        Field(description="What columns are called in tables and legends: {man_years: {nb: Årsverk, en: Man-years}}."),
    ] = {}
    source: Annotated[
        Localized | None, Field(description="Where the figures come from, for the source line below charts and tables.")
    ] = None
    licence: Annotated[Source | None, Field(description="On what terms the figures may be used.")] = None
    note: Annotated[Source | None, Field(description="What one should know of the figures.")] = None
    example: Annotated[
        Flag, Field(description="The figures are made up, to show how things look. Slides that rest on them say so.")
    ] = False

    @property
    def asked(self) -> Source | None:
        """The address that is asked for what its file keeps."""
        return self.api or self.database

    @model_validator(mode="after")
    def _file_or_dataset(self) -> "DatasetFields":
        if sum(way is not None for way in (self.asked or self.file, self.from_, self.sql)) != 1 or (self.api and self.database):
            raise fault("dataset-unclear")
        for name in ("table", "choose"):
            if self.api is not None and not getattr(self, name):
                raise fault("api-incomplete", self.api.mark, name=name)
        if self.api is None and self.choose:
            raise fault("api-only", self.choose[0].variable.mark, name="choose")
        if self.database and not (self.table or self.query):
            raise fault("database-incomplete", self.database.mark)
        if self.password_in and not self.database:
            raise fault("password-only", self.password_in.mark)
        if self.table and self.query:
            raise fault("table-or-query", self.query.mark)
        if self.asked is None and self.file is None:
            for name in _OF_FILES:
                if given := getattr(self, name):
                    raise fault("dataset-not-file", getattr(given, "mark", None), name=name)
        return self


class DecksFields(Fields):
    """One deck for each group of a dataset, each in a file of its own."""

    one_per: Annotated[Source, Field(description="The column whose values are the groups: county_code.")]
    from_: Annotated[Source, Field(alias="from", description="The dataset that lists the groups.")]
    file: Annotated[
        Localized, Field(description='The name of each deck\'s file, with holes: "{{ county_code }} {{ county }}.pptx".')
    ]


class DeckFields(Fields):
    """What a deck says, and from what it is made."""

    template: Annotated[Source | None, Field(description="The template: its name, or its folder in the project.")] = None
    language: Annotated[
        LanguageCode | None, Field(description="The deck's language: nb, nn or en; bokmål where nothing is said.")
    ] = None
    title: Annotated[Localized, Field(description="The deck's title, for footers and for the file's properties.")]
    author: Annotated[Source | None, Field(description="Who made it, for the file's properties.")] = None
    subject: Annotated[Source | None, Field(description="What it is about, for the file's properties.")] = None
    keywords: Annotated[Source | None, Field(description="Words to find it by, for the file's properties.")] = None
    footer: Annotated[FooterFields | None, Field(description="What stands at the foot of each slide.")] = None
    symbol: Annotated[Source | None, Field(description="The symbol on each slide, by its name in the template.")] = None
    values: Annotated[
        dict[str, Source], Field(description="Values for the holes of texts; `--set name=value` changes them for one build.")
    ] = {}
    data: Annotated[dict[str, DatasetFields], Field(description="The datasets, by the names that slides use.")] = {}
    numbers: Annotated[dict[str, NumberFields], Field(description="Numbers for use in the texts of every slide, by name.")] = {}
    decks: Annotated[DecksFields | None, Field(description="One deck for each group, instead of a single one.")] = None
    slides: Annotated[list[Any], Field(description="The slides, in order.")]


class RepeatFields(Fields):
    """Slides made once for each of several groups: with each group's values in their holes, and the data cut to it."""

    repeat: Annotated[list[dict[str, Source]], Field(min_length=1, description="The groups: for each, names and their values.")]
    slides: Annotated[list[Any], Field(min_length=1, description="The slides that are repeated.")]


class SettingsFields(Fields):
    """``deckgen.yaml``: what the decks of a project share."""

    template: Annotated[Source | None, Field(description="The template of decks that name none.")] = None
    author: Annotated[Source | None, Field(description="The author of decks that name none.")] = None
    language: Annotated[LanguageCode | None, Field(description="The language of decks that name none.")] = None
    hosts: Annotated[
        list[Source],
        Field(description="The statistics banks and databases that may be asked for data, and no others: [data.ssb.no]"),
    ] = []

    @model_validator(mode="after")
    def _names_of_hosts(self) -> "SettingsFields":
        for host in self.hosts:
            if not re.fullmatch(r"(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[::1\])(?::[0-9]{1,5})?", host.text):
                raise fault("hosts-unclear", host.mark, host=host.text)
        return self
