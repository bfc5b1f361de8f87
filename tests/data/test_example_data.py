"""The example data are what their script makes of the published figures, and add up as they should."""

import csv
import json
import subprocess
import sys
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from deckgen.data import SourceSpec, read_dataset
from deckgen.errors import Mark, Problems


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
    file = root / "data" / "projection-2012.json"
    spec = SourceSpec("data/projection-2012.json", columns=(("år", "text"),))
    projected = read_dataset("projection", spec, file, Mark("deck.yaml"), Problems())
    columns = (projected.cells("region code"), projected.cells("år"), projected.numbers("Personer"))
    for year in ("2020", "2040"):
        there = [row for row in population if (row["county_code"], row["year"]) == ("08", year)]
        of_county = [persons for code, when, persons in zip(*columns, strict=True) if (code, when) == ("08", year)]
        assert (len(of_county), sum(of_county)) == (9, sum(int(row["persons"]) for row in there))


def test_the_projection_is_as_statistics_norway_published_it(root: Path, shared: Path):
    with (shared / "data" / "real" / "projection-telemark-norway-by-age.csv").open(encoding="utf-8") as file:
        published = [row for row in csv.DictReader(file) if row["vintage"] == "2012"]
    document = json.loads((root / "data" / "projection-2012.json").read_text("utf-8"))
    codes = [document["dimension"][name]["category"]["index"] for name in document["id"]]
    ages = {row["age"]: (row["age_from"], row["age_to"]) for row in table(root, "ages.csv")}
    kept = {
        (region, *ages[age], year): persons
        for (region, age, _, year), persons in zip(product(*codes), document["value"], strict=True)
    }
    own = {
        (row["municipality_code"] or row["county_code"] or "0000", row["age_from"], row["age_to"], row["year"]): int(
            row["persons"]
        )
        for row in published
    }
    assert kept == {key: persons for key, persons in own.items() if key[-1] in codes[-1]}


def test_every_number_that_is_made_up_says_so(root: Path, population: list[dict[str, str]]):
    for row in population:
        published = row["year"] == "2013" or (row["county_code"] == "08" and row["municipality_code"] not in ("0821", "0822"))
        assert row["note"].startswith("SSB" if published else "Eksempeltall")
    for name in ("eksempel-users.csv", "eksempel-man-years.csv"):
        assert {row["note"] for row in table(root, name)} == {"Eksempeltall"}
