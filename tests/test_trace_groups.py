"""Fifty numbers taken at random from the county and municipality decks, worked out again from the rows that are named."""

import csv
import json
import random
from collections import defaultdict
from functools import cache
from itertools import product
from math import fsum
from pathlib import Path

import pytest
from click.testing import CliRunner

from deckgen.cli import main

ROOT = Path(__file__).resolve().parent.parent
NUMBERS = ("persons", "users", "man_years")  # the columns of numbers, a file each
PROJECTION = "data/projection-2012.json"  # in which persons are called Personer
DECKS = (
    ("county", "county.yaml", ("17", "03")),
    ("municipality", "municipality.yaml", ("1711", "0301", "1121")),
)


@cache
def rows_of(file: str) -> dict[int, dict[str, str]]:
    """Rows by the numbers that Excel shows, whatever parts their cells; of the projection, by the place of each figure."""
    if file == PROJECTION:
        return projection()
    text = (ROOT / file).read_text("utf-8-sig")
    dialect = ";" if ";" in text.splitlines()[0] else ","
    return dict(enumerate(csv.DictReader(text.splitlines(), delimiter=dialect), 2))


def projection() -> dict[int, dict[str, str]]:
    """The JSON-stat file's figures, counted from 1, with what their codes say."""
    cube = json.loads((ROOT / PROJECTION).read_text("utf-8"))
    assert cube["id"] == ["Region", "Alder", "ContentsCode", "Tid"]
    ages = {row["age"]: row for row in rows_of("data/ages.csv").values()}
    codes = product(*(cube["dimension"][name]["category"]["index"] for name in cube["id"]))
    return {
        at: {**ages[age], "region_code": region, "year": year, "persons": str(value)}
        for at, ((region, age, _, year), value) in enumerate(zip(codes, cube["value"], strict=True), 1)
    }


def number(cell: str) -> float:
    return float(cell.replace(",", "."))


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    """Every number of a chart of five decks."""
    found: list[dict] = []
    for name, spec, keys in DECKS:
        folder = tmp_path_factory.mktemp(name)
        only = [word for key in keys for word in ("--only", key)]
        ran = CliRunner().invoke(main, ["build", str(ROOT / "decks" / spec), "-o", str(folder), *only])
        assert ran.exit_code == 0, ran.output
        for deck in sorted(folder.glob("*.pptx")):
            ran = CliRunner().invoke(main, ["trace", str(deck), "--project", str(ROOT), "--format", "json"])
            assert ran.exit_code == 0, ran.output
            events = [json.loads(line) for line in ran.output.splitlines()]
            assert not [event for event in events if event["event"] == "warning"]
            found += [event for event in events if event["event"] == "number" and event["kind"] == "chart"]
    return found


def named(event: dict) -> dict[str, list[dict[str, str]]]:
    """The rows that a number came from, by the column of numbers that its file has."""
    found: dict[str, list[dict[str, str]]] = {column: [] for column in NUMBERS}
    for source in event["sources"]:
        numbers = [row for first, last in source["rows"] for row in range(first, last + 1)]
        assert [each["row"] for each in source["cells"]] == numbers
        rows = [rows_of(source["file"])[row] for row in numbers]
        column = next(column for column in NUMBERS if column in rows[0])
        called = "Personer" if source["file"] == PROJECTION else column
        assert all(cells[called] == row[column] for cells, row in zip(source["cells"], rows, strict=True))
        found[column] += rows
    return found


def place(row: dict[str, str]) -> str:
    return row.get("municipality_code") or row["region_code"]


def within(row: dict[str, str], start: str, end: str) -> bool:
    last = number(row["age_to"]) if row["age_to"] else 999
    return number(start) <= number(row["age_from"]) and last <= (number(end) if end else 999)


def needs(rows: dict[str, list[dict[str, str]]], year: str) -> dict[str, float]:
    """Man-years by service: w(s) · Σ d(s, a) · N(a, t) in each municipality, added up."""
    persons: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows["persons"]:
        persons[place(row), row["year"]].append(row)
    users: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows["users"]:
        users[place(row), row["service"]].append(row)
    found: dict[str, list[float]] = defaultdict(list)
    for row in rows["man_years"]:
        here, service = place(row), row["service"]
        served = []
        for group in users[here, service]:
            before, later = (
                fsum(number(p["persons"]) for p in persons[here, t] if within(p, group["age_from"], group["age_to"]))
                for t in ("2013", year)
            )
            served.append(number(group["users"]) / before * later if before else 0.0)
        everyone = fsum(number(group["users"]) for group in users[here, service])
        found[service].append(number(row["man_years"]) / everyone * fsum(served) if everyone else 0.0)
    return {service: fsum(parts) for service, parts in found.items()}


def again(event: dict) -> float:
    """The number from its rows alone: man-years on the third slide, per 1000 on the others.

    The year is the category's, or 2040 where the categories are services.
    """
    rows = named(event)
    category = event["place"][1]
    year = category if category.isdigit() else "2040"
    need = fsum(needs(rows, year).values())
    if event["slide"] == 3:
        return need
    inhabitants = fsum(number(p["persons"]) for p in rows["persons"] if p["year"] == year and within(p, "20", "66"))
    return 1000 * need / inhabitants


@pytest.mark.long
def test_fifty_numbers_taken_at_random_are_worked_out_again_from_their_rows(traced: list[dict]):
    chosen = random.Random(2013).sample(traced, 50)
    for event in chosen:
        assert event["state"] == "same"
        assert again(event) == pytest.approx(event["number"], rel=1e-12), event["place"]
