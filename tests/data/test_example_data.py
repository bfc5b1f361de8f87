"""The example data are what their script makes of the published figures, and add up as they should."""

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest


def table(root: Path, name: str) -> list[dict[str, str]]:
    with (root / "data" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def population(root: Path) -> list[dict[str, str]]:
    return table(root, "eksempel-population.csv")


def test_the_files_are_what_the_script_writes(root: Path):
    script = (
        "import sys; sys.path.insert(0, 'tools'); import make_example_data as m;"
        "bad = [n for n, rows in m.tables().items() if (m.DATA / n).read_bytes() != m.text(rows)]; print(*bad)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_every_municipality_has_every_age_in_every_year(root: Path, population: list[dict[str, str]]):
    assert len(population) == 428 * 8 * 3
    assert set(Counter(row["municipality_code"] for row in population).values()) == {24}
    assert sum(int(row["persons"]) for row in population if row["year"] == "2013") == 5_051_275
    assert sum(int(row["persons"]) for row in table(root, "population-2013.csv")) == 5_051_275


def test_telemark_is_as_it_was_projected(root: Path, population: list[dict[str, str]]):
    for year in ("2020", "2040"):
        projected = [row for row in table(root, "projection-2012.csv") if (row["region_code"], row["year"]) == ("08", year)]
        there = [row for row in population if (row["county_code"], row["year"]) == ("08", year)]
        assert sum(int(row["persons"]) for row in there) == sum(int(row["persons"]) for row in projected)


def test_every_number_that_is_made_up_says_so(root: Path, population: list[dict[str, str]]):
    for row in population:
        published = row["year"] == "2013" or (row["county_code"] == "08" and row["municipality_code"] not in ("0821", "0822"))
        assert row["note"].startswith("SSB" if published else "Eksempeltall")
    for name in ("eksempel-users.csv", "eksempel-man-years.csv"):
        assert {row["note"] for row in table(root, name)} == {"Eksempeltall"}
