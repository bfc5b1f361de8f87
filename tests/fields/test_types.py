"""Nodes and models → values, or every complaint with its line; models → JSON Schema."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import Field, ValidationError, model_validator

from deckgen.errors import DeckgenError, Mark, Problems
from deckgen.fields import (
    Choice,
    Date,
    DecimalNumber,
    Fields,
    Flag,
    LanguageCode,
    Length,
    Localized,
    Names,
    Number,
    Source,
    Whole,
    WholeNumber,
    fault,
    json_schema,
    read_fields,
    read_yaml,
)
from deckgen.messages import describe


class Footer(Fields):
    """What stands at the foot."""

    number: Annotated[Flag, Field(description="Show the number.")] = False
    date: Date | None = None


class Dataset(Fields):
    """A dataset."""

    text_alone: ClassVar[str] = "file"

    file: Source
    sheet: Source | None = None


class Slide(Fields):
    """A slide."""

    kind: Source = Source("title", Mark(""))
    from_: Annotated[Source | None, Field(alias="from", description="The dataset.")] = None
    title: Localized | None = None
    footer: Annotated[Footer | None, Field(description="A footer of its own.")] = None
    when_empty: Choice[Literal["fail", "say", "skip"]] = "fail"
    language: LanguageCode = "nb"
    level: Annotated[int, WholeNumber(1, 9)] = 1
    header_row: Whole = 1
    ratio: Number = 1.0
    share: Annotated[float, DecimalNumber(0, 1)] = 0.5
    gap: Length | None = None
    columns: Names = ()
    data: dict[str, Dataset] = {}
    footers: list[Footer] = []


def read(text: str) -> tuple[Slide | None, Problems]:
    problems = Problems()
    return read_fields(read_yaml(text.encode(), "deck.yaml", problems), Slide, problems), problems


def fields(text: str) -> Slide:
    made, problems = read(text)
    assert made is not None, [describe(problem) for problem in problems.found]
    return made


def messages(text: str) -> list[str]:
    """The first line of each message."""
    made, problems = read(text)
    assert made is None
    return [describe(problem).splitlines()[0] for problem in problems.found]


def test_fields_are_typed_from_text() -> None:
    made = fields(
        "from: need\nfooter: {number: ja, date: 8.4.2013}\nwhen_empty: say\nlanguage: nn\nlevel: 3\nratio: 2.5\nshare: 1\n"
        "gap: 2 cm\ncolumns: [year, 0301]\n"
    )
    assert made.from_ is not None
    assert made.from_.text == "need"
    assert made.footer == Footer(number=True, date=date(2013, 4, 8))
    assert (made.when_empty, made.language, made.level, made.ratio, made.share) == ("say", "nn", 3, 2.5, 1.0)
    assert (made.gap, made.columns) == (720_000, ("year", "0301"))


def test_fields_know_where_they_stand() -> None:
    made = fields("level: 1\nfooter:\n  number: yes\n")
    assert made.mark == Mark("deck.yaml", 1, 1)
    assert dict(made.marks) == {"level": Mark("deck.yaml", 1, 8), "footer": Mark("deck.yaml", 3, 3)}
    assert made.footer is not None
    assert made.footer.marks["number"] == Mark("deck.yaml", 3, 11)


def test_fields_are_compared_by_what_they_say() -> None:
    assert fields("level: 1\ntitle: A") == fields("\n\ntitle: A\nlevel: 1")
    assert fields("level: 1") != fields("level: 2")
    assert fields("title: A").title == fields("title:  A").title


def test_fields_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        fields("level: 1").level = 2


def test_a_text_alone_stands_for_the_field_that_says_so() -> None:
    made = fields("data:\n  need: data/need.csv\n  projects: {file: p.xlsx, sheet: Pulje 2}")
    assert made.data["need"].file.text == "data/need.csv"
    assert made.data["need"].mark == Mark("deck.yaml", 2, 9)
    assert made.data["need"].marks["file"] == Mark("deck.yaml", 2, 9)


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_lines() -> None:
    assert messages(
        "titel: x\ntitle: {nb: A, no: B}\nfooter: {number: maybe, date: 2013-02-30, x: 1}\nwhen_empty: sayy\nlanguage: no\n"
        "level: 30\nratio: 2,5\ngap: 2\ncolumns: [a, {b: c}]\ndata: {a: [x], b: {fil: 1}}\nfooters: [{number: no}, 3]\n"
    ) == [
        'deck.yaml:1:1: error: "titel" is not possible here [unknown-field]',
        'deck.yaml:2:16: error: "no" leaves open which Norwegian: nb or nn? [language-no]',
        'deck.yaml:3:18: error: expected yes or no, found "maybe" [expected]',
        "deck.yaml:3:31: error: there is no date 2013-02-30 [no-such-date]",
        'deck.yaml:3:43: error: "x" is not possible here [unknown-field]',
        'deck.yaml:4:13: error: "sayy" is not possible here [unknown-word]',
        'deck.yaml:5:11: error: "no" leaves open which Norwegian: nb or nn? [language-no]',
        "deck.yaml:6:8: error: 30 is not between 1 and 9 [out-of-range]",
        'deck.yaml:7:8: error: expected a number, with a point before the decimals, such as 1.5, found "2,5" [expected]',
        'deck.yaml:8:6: error: expected a length such as "2 cm", "20 mm" or "12 pt", found "2" [expected]',
        "deck.yaml:9:14: error: expected a text, found a mapping [expected]",
        "deck.yaml:10:11: error: expected a mapping: names, each with a colon and a value, found a list [expected]",
        'deck.yaml:10:19: error: "file" is missing here [missing-field]',
        'deck.yaml:10:20: error: "fil" is not possible here [unknown-field]',
        'deck.yaml:11:25: error: expected a mapping: names, each with a colon and a value, found "3" [expected]',
    ]


def test_an_unknown_name_is_told_what_is_possible_and_what_is_nearest() -> None:
    _, problems = read("footer: {numbr: yes}")
    assert describe(problems.found[0]) == (
        'deck.yaml:1:10: error: "numbr" is not possible here [unknown-field]\n'
        "    footer: {numbr: yes}\n"
        "             ^\n"
        '  did you mean "number"?\n'
        "  possible: number, date"
    )


class Long(Fields):
    """A mapping with many names."""

    kind: Source | None = None
    series: Source | None = None
    serial: Source | None = None
    seal: Source | None = None
    values: Source | None = None
    x: Source | None = None
    y: Source | None = None
    totals: Source | None = None
    lines: Source | None = None
    labels: Source | None = None
    legend: Source | None = None
    heading: Source | None = None
    source: Source | None = None


def test_of_many_names_those_are_told_that_are_most_like_the_one_given() -> None:
    problems = Problems()
    read_fields(read_yaml(b"serie: a", "deck.yaml", problems), Long, problems)
    assert describe(problems.found[0]).splitlines()[3:] == [
        '  did you mean "series"?',
        "  possible: series, serial, source, seal, lines, legend, heading, kind and 5 more, listed in docs/reference",
    ]


def test_a_list_for_a_text_is_told_how_points_are_written() -> None:
    _, problems = read("title:\n  - en\n  - to")
    assert describe(problems.found[0]) == (
        "deck.yaml:2:3: error: expected a text, found a list [text-is-list]\n"
        "    - en\n"
        "    ^\n"
        "  where points are possible, write  text: |  and the points below it, each after a dash"
    )


def test_the_alias_is_the_name_that_a_spec_uses() -> None:
    assert Slide.field_names()[:3] == ("kind", "from", "title")
    assert messages("from_: need") == ['deck.yaml:1:1: error: "from_" is not possible here [unknown-field]']


def test_an_empty_value_is_not_the_same_as_none_at_all() -> None:
    assert messages("level:\nwhen_empty:") == [
        "deck.yaml:1:1: error: expected a whole number such as 1, found nothing [expected]",
        "deck.yaml:2:1: error: expected one of fail, say, skip, found nothing [expected]",
    ]


def test_what_is_no_mapping_is_told_so() -> None:
    assert messages("- a") == [
        "deck.yaml:1:1: error: expected a mapping: names, each with a colon and a value, found a list [expected]"
    ]


@pytest.mark.parametrize("written", ["2013-4-8", "8/4/2013", "april", "20130408", "2013-04-08T00:00"])
def test_a_date_is_written_in_one_of_two_ways(written: str) -> None:
    assert messages(f"footer: {{date: '{written}'}}")[0].endswith(
        f'expected a date such as 2013-04-08, found "{written}" [expected]'
    )


@pytest.mark.parametrize(("written", "emu"), [("20 mm", 720_000), ("12 pt", 152_400), ("2.5cm", 900_000), ("0 cm", 0)])
def test_lengths_are_emu(written: str, emu: int) -> None:
    assert fields(f"gap: {written}").gap == emu


@pytest.mark.parametrize(("written", "meant"), [("yes", True), ("Nei", False), ("TRUE", True), ("false", False), ("ja", True)])
def test_yes_and_no_are_written_in_english_or_norwegian(written: str, meant: bool) -> None:
    assert fields(f"footer: {{number: {written}}}").footer == Footer(number=meant)


def test_norwegian_standards_stand_in_for_each_other_and_english_for_none() -> None:
    text = fields("title: {nb: Kommune, en: Municipality}").title
    assert text is not None
    assert [text.get(language).text for language in ("nb", "nn", "en")] == ["Kommune", "Kommune", "Municipality"]
    only = fields("title: {nn: Kommunar}").title
    assert only is not None
    assert only.get("nb").text == "Kommunar"
    with pytest.raises(DeckgenError) as caught:
        only.get("en")
    assert str(caught.value).startswith('deck.yaml:1:8: error: there is no text in "en" here, only in nn [language-missing]')


def test_a_text_without_languages_serves_all() -> None:
    text = fields("title: Kommune").title
    assert text is not None
    assert text.get("en") == Source("Kommune", Mark("deck.yaml", 1, 8))


@pytest.mark.parametrize(("written", "nearest"), [("nb-NO", "nb"), ("nynorsk", "nn"), ("sv", "")])
def test_other_languages_are_told_which_are_possible(written: str, nearest: str) -> None:
    _, problems = read(f"language: {written}")
    assert dict(problems.found[0].data)["nearest"] == nearest


def test_a_models_own_validator_gives_a_coded_problem() -> None:
    class Both(Fields):
        first: Source | None = None
        second: Source | None = None

        @model_validator(mode="after")
        def _one(self) -> "Both":
            if self.first and self.second:
                raise fault("missing-field", self.marks["second"], name="either")
            return self

    problems = Problems()
    assert read_fields(read_yaml(b"first: a\nsecond: b", "deck.yaml", problems), Both, problems) is None
    (problem,) = problems.found
    assert (problem.code, problem.data, str(problem.mark)) == ("missing-field", (("name", "either"),), "deck.yaml:2:9")


def test_the_schema_lets_an_editor_see_numbers_and_flags_as_it_does() -> None:
    schema: dict[str, Any] = json_schema(Slide)
    properties = schema["properties"]
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["additionalProperties"] is False
    assert properties["from"] == {"description": "The dataset.", "type": ["string", "number", "boolean"]}
    assert properties["when_empty"] == {"default": "fail", "enum": ["fail", "say", "skip"]}
    assert properties["level"] == {"default": 1, "type": "integer", "minimum": 1, "maximum": 9}
    assert properties["footer"] == {"description": "A footer of its own.", "allOf": [{"$ref": "#/definitions/Footer"}]}
    assert {"type": "boolean"} in schema["definitions"]["Footer"]["properties"]["number"]["anyOf"]
    assert schema["definitions"]["Dataset"]["anyOf"][0] == {"type": ["string", "number", "boolean"]}


def test_the_schema_has_no_titles_and_no_null() -> None:
    text = str(json_schema(Slide))
    assert "'title': '" not in text
    assert "null" not in text
    assert "None" not in text
