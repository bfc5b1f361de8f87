"""The county and municipality decks: every number on them recomputed by a few lines of pandas that know nothing of deckgen."""

import json
import random
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import openpyxl
import pandas
import pytest

from deckgen.build.batch import chosen, update
from deckgen.build.run import Plan, prepare
from deckgen.check.lint import lint
from deckgen.errors import Problems
from deckgen.powerpoint.read import read_presentation
from deckgen.powerpoint.view import ChartView, SlideView, View

SERVICES = ["Pleie og omsorg", "Grunnskole", "Barnehage"]
YEARS = [2013, 2020, 2040]


def plan_of(root: Path, spec: str) -> Plan:
    return prepare(root / "decks" / spec, {}, Problems())


def built(plan: Plan, folder: Path, only: list[str]) -> Iterator[tuple[str, Path]]:
    for outcome in update(plan, folder, chosen(plan, only), folder / "state.json"):
        assert outcome.status == "built", outcome
        yield outcome.key, outcome.target


@pytest.fixture(scope="module")
def need(root: Path) -> pandas.DataFrame:
    """Man-years by municipality, year and service, and the inhabitants aged 20–66."""
    codes = {"municipality_code": str, "county_code": str}
    population, users, work = (
        pandas.read_csv(root / "data" / f"eksempel-{name}.csv", sep=";", decimal=",", dtype=codes, encoding="utf-8-sig")
        for name in ("population", "users", "man-years")
    )
    population["age_to"] = population.age_to.fillna(999)
    users["age_to"] = users.age_to.fillna(999)
    both = users.merge(population.drop(columns=["municipality", "county_code", "county", "note"]), on="municipality_code")
    inside = both[(both.age_from_y >= both.age_from_x) & (both.age_to_y <= both.age_to_x)]
    keys = ["municipality_code", "service", "age_from_x", "year"]
    persons = inside.groupby(keys, as_index=False).agg(users=("users", "first"), persons=("persons", "sum"))
    base = persons[persons.year == 2013].set_index(keys[:3]).persons
    persons["served"] = persons.users / persons.set_index(keys[:3]).index.map(base) * persons.persons
    served = persons.groupby(["municipality_code", "service", "year"], as_index=False).served.sum()
    all_users = users.groupby(["municipality_code", "service"], as_index=False).users.sum()
    found = served.merge(all_users).merge(work[["municipality_code", "county_code", "service", "man_years"]])
    found["need"] = found.man_years / found.users * found.served
    working = population[(population.age_from == 20) & (population.age_to == 66)]
    return found.merge(working[["municipality_code", "year", "persons"]].rename(columns={"persons": "working"}))


@pytest.fixture(scope="module")
def country(root: Path) -> list[float]:
    """Man-years per 1000 in the whole country in 2040, by service, from its own projection."""

    def table(name: str) -> pandas.DataFrame:
        return pandas.read_csv(
            root / "data" / name, sep=";", decimal=",", dtype={"region_code": str}, encoding="utf-8-sig"
        ).query("region_code == '0000'")

    users, work = map(table, ("eksempel-country-users.csv", "eksempel-country-man-years.csv"))
    document = json.loads((root / "data" / "projection-2012.json").read_text("utf-8"))
    regions, ages, _, years = (document["dimension"][name]["category"]["index"] for name in document["id"])
    people = dict(zip(product(regions, ages, years), document["value"], strict=True))

    def persons(year: int, first: float, last: float) -> int:
        ends = {age: [float(end or 999) for end in age.replace("+", "-").split("-")] for age in ages}
        return sum(people["0000", age, str(year)] for age in ages if first <= ends[age][0] and ends[age][-1] <= last)

    found = []
    for service in SERVICES:
        own = users[users.service == service]
        standard = work[work.service == service].man_years.item() / own.users.sum()
        served = sum(
            row.users / persons(2013, row.age_from, last) * persons(2040, row.age_from, last)
            for row in own.itertuples()
            for last in [999 if pandas.isna(row.age_to) else row.age_to]
        )
        found.append(1000 * standard * served / persons(2040, 20, 66))
    return found


def charts(view: View) -> list[ChartView]:
    return [shape.content for slide in view.slides for shape in slide.shapes if isinstance(shape.content, ChartView)]


def told(slide: SlideView) -> str:
    return "\n".join(shape.text for shape in slide.shapes)


def check_need(view: View, rows: pandas.DataFrame) -> None:
    """The first two charts: man-years in all, and per 1000; the totals are sums of unrounded parts."""
    by = rows.groupby(["service", "year"]).agg(need=("need", "sum"), working=("working", "sum"))
    for chart, per_1000 in zip(charts(view)[:2], (False, True), strict=True):
        assert [series.name for series in chart.series] == [*SERVICES, "Sum"]
        assert chart.categories == tuple(map(str, YEARS))
        columns = []
        for service, series in zip(SERVICES, chart.series, strict=False):
            part = by.loc[service].loc[YEARS]
            wanted = (1000 * part.need / part.working if per_1000 else part.need).tolist()
            assert series.values == pytest.approx(wanted, rel=1e-12)
            columns.append(wanted)
        assert chart.series[-1].values == pytest.approx([sum(column) for column in zip(*columns, strict=True)], rel=1e-12)


def per_1000_in_2040(rows: pandas.DataFrame) -> list[float]:
    by = rows[rows.year == 2040].groupby("service").agg(need=("need", "sum"), working=("working", "sum"))
    return (1000 * by.need / by.working).loc[SERVICES].tolist()


def check_marked_as_example(view: View) -> None:
    for slide in view.slides:
        if any(isinstance(shape.content, ChartView) for shape in slide.shapes):
            assert told(slide).count("Eksempeltall") == 2  # in the heading and in the source line


def check_county(view: View, key: str, need: pandas.DataFrame, country: list[float], projects: pandas.DataFrame) -> None:
    own = need[need.county_code == key]
    check_need(view, own)
    beside = charts(view)[2]
    assert beside.series[0].values == pytest.approx(per_1000_in_2040(own), rel=1e-12)
    assert beside.series[1].values == pytest.approx(country, rel=1e-12)
    count = projects[projects.Kommunenummer.str[:2] == key].Prosjekt.nunique()
    (title,) = (slide.title for slide in view.slides if slide.title.endswith("i pulje 2"))
    assert title == (f"{count} prosjekt i pulje 2" if count else "Ingen prosjekt i pulje 2")
    check_marked_as_example(view)


def check_municipality(view: View, key: str, need: pandas.DataFrame, country: list[float]) -> None:
    own = need[need.municipality_code == key]
    check_need(view, own)
    beside = charts(view)[2]
    county = need[need.county_code == key[:2]]
    wanted = (per_1000_in_2040(own), per_1000_in_2040(county), country)
    for series, values in zip(beside.series, wanted, strict=True):
        assert series.values == pytest.approx(values, rel=1e-12)
    check_marked_as_example(view)


@pytest.fixture(scope="module")
def projects(root: Path) -> pandas.DataFrame:
    return pandas.read_excel(root / "data" / "projects.xlsx", sheet_name="Pulje 2", dtype=str, engine="openpyxl")


def test_counties_with_none_one_and_many(
    root: Path, tmp_path: Path, need: pandas.DataFrame, country: list[float], projects: pandas.DataFrame
):
    plan = plan_of(root, "county.yaml")
    assert len(plan.groups) == 19
    for key, file in built(plan, tmp_path, ["03", "Aust-Agder", "nordland"]):
        assert file.name.startswith(f"{key} ")
        assert "eksempeltall" in file.name
        view = read_presentation(file)
        check_county(view, key, need, country, projects)
        if key in ("03", "09"):
            assert "er med i pulje 2" in "\n".join(map(told, view.slides))
        assert [problem for problem in lint(file) if problem.severity == "error"] == []


def test_a_county_in_english(root: Path, tmp_path: Path):
    plan = prepare(root / "decks" / "county.yaml", {}, Problems(), "en")
    ((_, file),) = built(plan, tmp_path, ["08"])
    assert file.name == "08 Telemark – example figures.pptx"
    view = read_presentation(file)
    masters = {layout.part: layout.master for layout in view.layouts}
    assert {masters[slide.layout] for slide in view.slides} == {"DEPMAL – engelsk"}
    assert [series.name for series in charts(view)[0].series] == ["Health and care", "Primary school", "Kindergarten", "Total"]
    text = "\n".join(map(told, view.slides))
    assert "1 project in round 2" in text
    assert not {"og", "ikke", "fra", "prosjekt"} & set(text.replace("\n", " ").split())
    assert lint(file) == ()


def test_three_municipalities(root: Path, tmp_path: Path, need: pandas.DataFrame, country: list[float]):
    plan = plan_of(root, "municipality.yaml")
    assert len(plan.groups) == 428
    for key, file in built(plan, tmp_path, ["0301", "1711", "1859"]):
        check_municipality(read_presentation(file), key, need, country)


def validated(file: Path) -> None:
    from openxml_audit import OpenXmlValidator

    assert list(OpenXmlValidator().validate(file).errors) == []
    assert [problem for problem in lint(file) if problem.severity == "error"] == []


@pytest.mark.long
def test_all_counties(root: Path, tmp_path: Path, need: pandas.DataFrame, country: list[float], projects: pandas.DataFrame):
    for key, file in built(plan_of(root, "county.yaml"), tmp_path, []):
        check_county(read_presentation(file), key, need, country, projects)
        validated(file)


@pytest.mark.long
def test_all_municipalities(root: Path, tmp_path: Path, need: pandas.DataFrame, country: list[float]):
    for number, (key, file) in enumerate(built(plan_of(root, "municipality.yaml"), tmp_path, [])):
        check_municipality(read_presentation(file, masters=False), key, need, country)
        if number % 4 == 0:  # a validator takes longer than all the rest
            validated(file)


def shuffle_rows(folder: Path) -> None:
    """Every CSV file and workbook, below its header."""
    chance = random.Random(2013)
    for file in folder.glob("*.csv"):
        header, *rows = file.read_text("utf-8-sig").splitlines()
        chance.shuffle(rows)
        file.write_text("\n".join([header, *rows, ""]), "utf-8-sig")
    for file in folder.glob("*.xlsx"):
        workbook = openpyxl.load_workbook(file)
        for sheet in workbook:
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
            chance.shuffle(rows)
            for cells, values in zip(sheet.iter_rows(min_row=2), rows, strict=True):
                for cell, value in zip(cells, values, strict=True):
                    cell.value = value
        workbook.save(file)


@pytest.mark.long
@pytest.mark.parametrize(
    ("spec", "keys"), [("county.yaml", ["01", "03", "18"]), ("municipality.yaml", ["0301", "1711", "1841"])]
)
def test_rows_of_the_data_in_another_order_give_the_same_bytes(root: Path, tmp_path: Path, spec: str, keys: list[str]):
    project = tmp_path / "project"
    for name in ("decks", "data", "templates", "deckgen.yaml"):
        (shutil.copytree if (root / name).is_dir() else shutil.copy)(root / name, project / name)
    (project / "data" / "corrections.csv").unlink()  # has cells with line breaks, and is in no deck
    first = dict(built(plan_of(project, spec), tmp_path / "first", keys))
    shuffle_rows(project / "data")
    again = dict(built(plan_of(project, spec), tmp_path / "again", keys))
    assert sorted(first) == keys
    assert all(again[key].read_bytes() == first[key].read_bytes() for key in keys)
