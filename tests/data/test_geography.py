"""The divisions of 2013 to 2024 against the lists that they are not made from, and names as people write them."""

import csv
from pathlib import Path

import pytest

from deckgen.data.geography import (
    FIRST_YEAR,
    LAST_YEAR,
    counties,
    county_heirs,
    heirs,
    municipalities,
    nearest_name,
    resolve,
    years_of_codes,
)

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "published"


def published(name: str) -> Path:
    path = PUBLISHED / name
    if not path.exists():
        pytest.skip("the published files are not here")
    return path


@pytest.mark.parametrize(
    ("year", "count", "count_of_counties"), [(2013, 428, 19), (2018, 422, 18), (2020, 356, 11), (2024, 357, 15)]
)
def test_each_division_has_as_many_as_there_were(year, count, count_of_counties):
    assert len(municipalities(year)) == count
    assert {place.county_code for place in municipalities(year).values()} == set(counties(year))
    assert len(counties(year)) == count_of_counties


def test_the_changes_lead_from_2013_to_2024_exactly():
    assert {new for each in heirs(2013, 2024).values() for new in each} == set(municipalities(2024))


def test_four_municipalities_were_split_each_within_a_county():
    split = {}
    for year in range(FIRST_YEAR, LAST_YEAR):
        split |= {code: new for code, new in heirs(year, year + 1).items() if len(new) > 1}
    assert split == {
        "0720": ("0704", "0710"),
        "5012": ("5055", "5056", "5059"),
        "1850": ("1806", "1875"),
        "1507": ("1508", "1580"),
    }
    assert all(len({code[:2] for code in new}) == 1 for new in heirs(2013, 2024).values())


def test_a_way_in_stages_is_the_way_at_once():
    for code, direct in heirs(2013, 2024).items():
        stages = {
            last
            for first in heirs(2013, 2018)[code]
            for second in heirs(2018, 2020)[first]
            for last in heirs(2020, 2024)[second]
        }
        assert stages == set(direct)


def test_the_list_of_2013_is_statistics_norway_s_own():
    with published("ssb_kommunekoder_2013.csv").open(encoding="latin-1", newline="") as file:
        listed = {row[0]: row[3] for row in list(csv.reader(file, delimiter=";"))[1:]}
    assert set(municipalities(2013)) == set(listed) - {"9999"}


def test_2019_and_2020_are_as_published():
    import openpyxl

    sheet = openpyxl.load_workbook(published("fylker-kommuner-2019-2020-alle.xlsx")).worksheets[0]
    rows = [row for row in list(sheet.iter_rows(values_only=True))[1:] if row[2] is not None]
    for year, at in ((2019, 0), (2020, 4)):
        listed = {f"{int(row[at + 2]):04}": f"{int(row[at]):02}" for row in rows}
        assert listed == {code: place.county_code for code, place in municipalities(year).items()}
    names = {f"{int(row[4]):02}": str(row[5]).casefold() for row in rows}
    assert {code: name.casefold() for code, name in counties(2020).items()} == names


def test_what_became_of_each_is_as_statistics_norway_itself_adds_them_up():
    """Its list of old codes by the municipality of 2024 that they are counted to; K.Rest are those that it cannot place."""
    import openpyxl

    sheet = openpyxl.load_workbook(published("kommuner-1994-2024.xlsx")).worksheets[0]
    listed = {str(row[2]): str(row[0]).removeprefix("K.") for row in list(sheet.iter_rows(values_only=True))[1:]}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        split = {new for found in heirs(year, LAST_YEAR).values() if len(found) > 1 for new in found}
        for code, found in heirs(year, LAST_YEAR).items():
            if listed[code] == "Rest":  # one that was divided, or has been added to a part of it
                assert len(found) > 1 or set(found) & (split | {"1806", "1875", "5055", "5056", "5059"})
            else:
                assert listed[code] in found
                assert len(found) == 1 or code in ("0720", "1504", "1507", "1523", "1529", "1534", "1546")
    assert {listed[code] for code in ("1504", "1523", "1529", "1546")} == {"1508"}
    assert listed["1534"] == "1580"


@pytest.mark.parametrize(
    ("name", "county", "year", "codes"),
    [
        ("Karasjok", "", 2013, ("2021",)),
        ("Kárášjohka - Karasjok", "", 2024, ("5610",)),
        ("Os (Hedmark)", "", 2013, ("0441",)),
        ("Os", "", 2013, ("0441", "1243")),
        ("Os", "Hordaland", 2013, ("1243",)),
        ("Os", "04", 2013, ("0441",)),
        ("0301 Oslo", "", 2013, ("0301",)),
        ("HALDEN", "", 2013, ("0101",)),
        ("Halden (2020-2023)", "", 2020, ("3001",)),
        ("Haldn", "", 2013, ()),
        ("Halden", "Rogaland", 2013, ()),
        ("301", "", 2013, ("0301",)),
        ("301 Oslo", "", 2013, ("0301",)),
        ("Time kommune", "", 2013, ("1121",)),
        ("Bø i Telemark", "", 2013, ("0821",)),
        ("Våler", "", 2024, ("3114", "3419")),
        ("Våler", "Hedmark", 2024, ("3419",)),  # a county that it lay in before
        ("Våler (Østfold)", "", 2020, ("3018",)),
        ("Guovdageaidnu/Kautokeino", "Finnmark", 2024, ("5612",)),
        ("kautokeino", "FINNMARK", 2013, ("2011",)),
    ],
)
def test_names_as_people_write_them(name, county, year, codes):
    assert resolve(name, county, year) == codes


def test_a_slip_is_told_the_nearest_name():
    assert nearest_name("Haldn", 2013) == "Halden"
    assert nearest_name("qqqq", 2013) == ""


def test_every_municipality_is_found_by_its_own_name_and_by_its_code():
    for year in (2013, 2018, 2020, 2024):
        for code, place in municipalities(year).items():
            assert resolve(place.name, place.county, year) == (code,)
            assert resolve(code, "", year) == (code,)
            assert code in resolve(place.name, "", year)


def test_counties_that_were_only_merged_have_one_heir_and_the_others_several():
    assert {code: new for code, new in county_heirs(2013, 2018).items() if new != (code,)} == {"16": ("50",), "17": ("50",)}
    assert county_heirs(2013, 2024)["07"] == ("33", "39")  # Svelvik went to Drammen, and so to Buskerud
    assert county_heirs(2024, 2013)["39"] == ("07",)


def test_codes_tell_their_years():
    assert years_of_codes(["1601"]) == (2013, 2014, 2015, 2016, 2017)
    assert years_of_codes(["3001", "0301"]) == (2020, 2021, 2022, 2023)
    assert years_of_codes(["50", "0101"]) == (2018, 2019)
    with pytest.raises(ValueError, match="no division of 2025"):
        municipalities(2025)
    with pytest.raises(ValueError, match="no division of 2012"):
        heirs(2012, 2013)
