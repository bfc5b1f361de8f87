"""Writes the example data in data/: population to 2040, users and man-years for every municipality. The same bytes each time.

What the ministry's own projections rest on is not published by municipality, so this is made up from what is: see the README
in data/. Nothing of it is a forecast. Run from the project's folder: python tools/make_example_data.py
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import TypeAlias

DATA = Path(__file__).resolve().parent.parent / "data"
BASE = "2013"
YEARS = ("2013", "2020", "2040")

Ages: TypeAlias = tuple[str, str]  # from and to; "" where there is no end

# The groups that the population of 2013 and the projection of 2012 can both be put together from.
GROUPS: tuple[Ages, ...] = (
    ("0", "0"), ("1", "5"), ("6", "15"), ("16", "19"), ("20", "66"), ("67", "79"), ("80", "89"), ("90", ""),
)  # fmt: skip
WIDER = {("1", "2"): ("1", "5"), ("3", "5"): ("1", "5"), ("6", "12"): ("6", "15"), ("13", "15"): ("6", "15")}

# Published as one sum; split by the two's shares of each age group in 2013.
PAIR = ("0821", "0822")

# Users as shares of an age group, chosen: all children go to school, nine of ten to kindergarten; care as round numbers.
COVERAGE: dict[str, dict[Ages, Fraction]] = {
    "Pleie og omsorg": {
        ("20", "66"): Fraction(1, 100),
        ("67", "79"): Fraction(8, 100),
        ("80", "89"): Fraction(35, 100),
        ("90", ""): Fraction(75, 100),
    },
    "Grunnskole": {("6", "15"): Fraction(1)},
    "Barnehage": {("1", "5"): Fraction(9, 10)},
}

# Time on 1 January 2012, Statistics Norway's table 07459, and what was shown for Time in 2012 on 8 April 2013. School and
# kindergarten are the man-years shown. Those shown for care are half of what the rate shown implies; the rate is taken, since
# the other services' rates agree with the population: 24 per 1000 of those aged 20-66.
TIME_2012: dict[Ages, int] = {
    ("1", "5"): 1302, ("6", "15"): 2376, ("20", "66"): 10186, ("67", "79"): 1184, ("80", "89"): 425, ("90", ""): 83,
}  # fmt: skip
MAN_YEARS_2012 = {
    "Pleie og omsorg": Fraction(24 * TIME_2012["20", "66"], 1000),
    "Grunnskole": Fraction(207),
    "Barnehage": Fraction(288),
}

PLACE = ("municipality_code", "municipality", "county_code", "county")
COUNTED = "SSB, tabell 07459"
PROJECTED = "SSB, tabell 09482 (MMMM 2012)"
SPLIT = "Eksempeltall: delt som i 2013"
GROWN = "Eksempeltall: landets vekst"
MADE_UP = "Eksempeltall"


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def projection() -> Iterator[dict[str, str]]:
    """The rows of the projection, which is in JSON-stat, with its ages' codes taken apart."""
    document = json.loads((DATA / "projection-2012.json").read_text("utf-8"))
    ages = {row["age"]: row for row in rows_of("ages.csv")}
    codes = (document["dimension"][name]["category"]["index"] for name in document["id"])
    for (region, age, _, year), number in zip(product(*codes), document["value"], strict=True):
        yield {"region_code": region, "year": year, "persons": str(number), **ages[age]}


def persons(rows: Iterable[dict[str, str]], key: Callable[[dict[str, str]], str]) -> dict[tuple[str, str, Ages], int]:
    """Persons by place, year and age group, narrower groups added up."""
    found: dict[tuple[str, str, Ages], int] = {}
    for row in rows:
        ages = (row["age_from"], row["age_to"])
        place = (key(row), row["year"], WIDER.get(ages, ages))
        found[place] = found.get(place, 0) + int(row["persons"])
    return found


def population() -> dict[tuple[str, str, Ages], tuple[int, str]]:
    """Persons by municipality, year and age group, and where each number comes from."""
    counted = persons(rows_of("population-2013.csv"), lambda row: row["municipality_code"])
    projected = persons(projection(), lambda row: row["region_code"])
    municipalities = dict.fromkeys(code for code, _, _ in counted)
    made: dict[tuple[str, str, Ages], tuple[int, str]] = {}
    for code in municipalities:
        for year in YEARS:
            for ages in GROUPS:
                now = counted[code, BASE, ages]
                if year == BASE:
                    made[code, year, ages] = (now, COUNTED)
                elif (code, year, ages) in projected:
                    made[code, year, ages] = (projected[code, year, ages], PROJECTED)
                elif code in PAIR:
                    both = projected["+".join(PAIR), year, ages]
                    before = [counted[each, BASE, ages] for each in PAIR]
                    first = rounded(Fraction(both * before[0], sum(before)))
                    made[code, year, ages] = (first if code == PAIR[0] else both - first, SPLIT)
                else:
                    growth = Fraction(projected["0000", year, ages], projected["0000", BASE, ages])
                    made[code, year, ages] = (rounded(now * growth), GROWN)
    return made


def rounded(number: Fraction, decimals: int = 0) -> int:
    """Half up; with decimals, as many of the smallest unit."""
    exact = Decimal(number.numerator * 10**decimals) / Decimal(number.denominator)
    return int(exact.to_integral_value(ROUND_HALF_UP))


def standard(service: str) -> Fraction:
    """Man-years a user, as Time's of 2012."""
    users = sum((TIME_2012[ages] * share for ages, share in COVERAGE[service].items()), Fraction(0))
    return MAN_YEARS_2012[service] / users


def tables() -> dict[str, list[tuple[str, ...]]]:
    """Each file's rows, its header first."""
    places = {row["municipality_code"]: tuple(row[name] for name in PLACE) for row in rows_of("population-2013.csv")}
    made = population()
    people = [(*PLACE, "year", "age_from", "age_to", "persons", "note")]
    people += [(*places[code], year, *ages, str(number), note) for (code, year, ages), (number, note) in made.items()]
    made_by_code = {code: {ages: made[code, BASE, ages][0] for ages in GROUPS} for code in places}
    country = persons(projection(), lambda row: row["region_code"])
    everyone = {ages: country["0000", BASE, ages] for ages in GROUPS}
    users, man_years = services(PLACE, [(place, made_by_code[code]) for code, place in places.items()])
    country_users, country_man_years = services(("region_code", "region"), [(("0000", "Norge"), everyone)])
    return {
        "eksempel-population.csv": people,
        "eksempel-users.csv": users,
        "eksempel-man-years.csv": man_years,
        "eksempel-country-users.csv": country_users,
        "eksempel-country-man-years.csv": country_man_years,
    }


def services(
    columns: tuple[str, ...], places: Iterable[tuple[tuple[str, ...], dict[Ages, int]]]
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Users, and man-years, by service in each place, from its persons by age group in the base year."""
    users: list[tuple[str, ...]] = [(*columns, "service", "age_from", "age_to", "users", "note")]
    man_years: list[tuple[str, ...]] = [(*columns, "service", "man_years", "note")]
    for place, people in places:
        for service, shares in COVERAGE.items():
            served = {ages: rounded(people[ages] * share) for ages, share in shares.items()}
            users += [(*place, service, *ages, str(number), MADE_UP) for ages, number in served.items()]
            tenths = rounded(sum(served.values()) * standard(service), 1)
            man_years.append((*place, service, f"{tenths // 10},{tenths % 10}", MADE_UP))
    return users, man_years


def text(rows: list[tuple[str, ...]]) -> bytes:
    """As Excel saves "CSV UTF-8"; no cell holds a semicolon."""
    assert not any(";" in cell for row in rows for cell in row)
    return ("\ufeff" + "".join(";".join(row) + "\r\n" for row in rows)).encode()


if __name__ == "__main__":
    for name, rows in tables().items():
        (DATA / name).write_bytes(text(rows))
        sys.stdout.write(f"{name}: {len(rows) - 1} rows\n")
