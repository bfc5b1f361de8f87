"""Names of municipalities get their codes; what is ambiguous or unknown is refused with what to add, word by word."""

# ruff: noqa: E501 - messages stand as they are printed

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import by_file, made, rows, run

from deckgen.data.geography import municipalities
from deckgen.errors import DeckgenError, Problems
from deckgen.messages import describe


def told(text: str, dataset) -> list[str]:
    with pytest.raises(DeckgenError) as error:
        run(text, dataset)
    return str(error.value).splitlines()


def codes(names: list, year: int = 2013, **more) -> list[str]:
    county = ", county: fylke" if "fylke" in more else ""
    found = run(f"municipality_code: {{names: name, into: code, year: {year}{county}}}", made(name=names, **more))
    return list(found.cells("code"))


def test_names_in_any_of_their_languages_get_their_codes():
    assert codes(["Halden", "Kárášjohka - Karasjok", "Karasjok", "TIME kommune", "0301 Oslo", ""]) == [
        "0101",
        "2021",
        "2021",
        "1121",
        "0301",
        "",
    ]
    assert codes(["Karasjok", "Raarvihke - Røyrvik"], 2024) == ["5610", "5043"]


def test_codes_that_lost_a_zero_get_it_back_in_their_own_column():
    table = made(code=[301, 1121], n=[1, 2])
    assert rows(run("municipality_code: {names: code, into: code, year: 2013}", table)) == [("0301", 1), ("1121", 2)]


def test_the_county_tells_apart_what_has_one_name():
    assert codes(["Os", "Os", "Bø"], fylke=["Hedmark", "12", "TELEMARK"]) == ["0441", "1243", "0821"]
    assert codes(["Herøy (Nordland)", "Våler i Østfold"]) == ["1818", "0137"]


def test_an_ambiguous_name_is_refused_with_what_to_add():
    assert told("municipality_code: {names: name, into: code, year: 2013}", made(name=["Halden", "Våler", "Våler"])) == [
        'deck.yaml:1:28: error: row 3 of data/need.csv, column name: "Våler" is the name of several municipalities of 2013: '
        "0137 Våler (Østfold), 0426 Våler (Hedmark) [municipality-ambiguous]",
        "    municipality_code: {names: name, into: code, year: 2013}",
        "                               ^",
        "  give the column with the counties with `county:`, or write the county in the cell: Våler (county)",
    ]


@pytest.mark.parametrize("name", ["Våler", "Herøy", "Os", "Bø", "Nes", "Sande"])
def test_each_name_that_two_have_is_refused(name: str):
    assert "[municipality-ambiguous]" in told("municipality_code: {names: name, into: code, year: 2013}", made(name=[name]))[0]


def test_unknown_names_and_codes_are_all_told_with_the_nearest_or_their_year():
    assert told("municipality_code: {names: name, into: code, year: 2013}", made(name=["Haldn", "3001", "Halden", "9"])) == [
        'deck.yaml:1:28: error: row 2 of data/need.csv, column name: there was no municipality "Haldn" in 2013 [municipality-unknown]',
        "    municipality_code: {names: name, into: code, year: 2013}",
        "                               ^",
        '  did you mean "Halden"?',
        "  write its name as of that year, or say `unknown: empty`",
        "deck.yaml:1:28: error: row 3 of data/need.csv, column name: 3001 is not the code of a municipality of 2013; it is one of 2020–2023 [municipality-no-code]",
        "    municipality_code: {names: name, into: code, year: 2013}",
        "                               ^",
        "  give the year that the codes are of with `year:`, or say `unknown: empty`",
        "deck.yaml:1:28: error: row 5 of data/need.csv, column name: 9 is not the code of a municipality of 2013 [municipality-no-code]",
        "    municipality_code: {names: name, into: code, year: 2013}",
        "                               ^",
        "  give the year that the codes are of with `year:`, or say `unknown: empty`",
    ]


def test_a_municipality_in_the_wrong_county_is_told_where_it_lay():
    wrong = made(name=["Halden"], fylke=["Rogaland"])
    assert told("municipality_code: {names: name, into: code, year: 2013, county: fylke}", wrong)[0] == (
        'deck.yaml:1:28: error: row 2 of data/need.csv, column name: there was no Halden in the county "Rogaland" in 2013, but 0101 Halden (Østfold) [municipality-elsewhere]'
    )


def test_what_is_no_municipality_may_be_left_empty_and_is_told():
    problems = Problems()
    found = run(
        "municipality_code: {names: name, into: code, year: 2013, unknown: empty}",
        made(name=["Hele landet", "Halden"]),
        problems,
    )
    assert rows(found) == [("Hele landet", ""), ("Halden", "0101")]
    assert [describe(problem).splitlines()[0] for problem in problems.found] == [
        "deck.yaml:1:20: warning: rows of need have no code, because they are no municipalities of 2013: Hele landet [municipality-left-empty]"
    ]


def test_codes_do_not_take_the_place_of_another_column():
    assert told("municipality_code: {names: name, into: n, year: 2013}", made(name=["Halden"], n=[1]))[0] == (
        'deck.yaml:1:40: error: there is a column "n" in need already [column-taken]'
    )
    assert "[unknown-column]" in told("municipality_code: {names: nmae, into: n, year: 2013}", made(name=["Halden"]))[0]


def test_a_code_goes_back_to_its_name_and_county():
    found = run(
        "municipality_code: {names: name, into: code, year: 2013, county: fylke}",
        made(name=["Halden", "Os"], fylke=["Østfold", "Hedmark"]),
    )
    (source,) = found.lineage("code", (1,)).sources()
    assert (source.rows, source.columns) == ((3,), ("fylke", "name"))
    assert by_file(found.lineage("code", (0, 1)).sources()) == {"need": (2, 3)}


@given(st.permutations(sorted(municipalities(2020))[:60]))
def test_a_name_with_its_county_leads_to_its_code_in_any_order(order: list[str]):
    places = [municipalities(2020)[code] for code in order]
    assert codes([place.name for place in places], 2020, fylke=[place.county for place in places]) == order
