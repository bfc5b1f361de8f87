"""The projection of the need for services: cases worked out by hand, what is missing, what does not fit."""

import math

import pytest
from making import by_file, made, rows, run

from deckgen.data import Dataset, values
from deckgen.errors import DeckgenError, Mark, Problems
from deckgen.messages import describe

MARK = Mark("deck.yaml", 1)
STEP = "service_need: {users: users, man_years: man_years, base_year: 2013, place: code, keep: [county]}"

AGES = [(0, 5), (6, 12), (13, 15), (16, 19), (20, 66), (67, None)]
PERSONS = {
    ("1", 2013): [50, 70, 30, 40, 500, 100],
    ("1", 2040): [40, 84, 36, 40, 400, 150],
    ("2", 2013): [10, 20, 10, 10, 100, 50],
    ("2", 2040): [10, 20, 10, 10, 80, 60],
}


def population(persons=PERSONS) -> Dataset:
    table = [(place, year, *ages, n) for (place, year), ns in persons.items() for ages, n in zip(AGES, ns, strict=True)]
    code, year, start, end, n = map(list, zip(*table, strict=True))
    return made("population", code=code, county=["A"] * len(code), year=year, age_from=start, age_to=end, persons=n)


USERS = made(
    "users",
    code=["1", "1", "1", "2", "2", "2"],
    service=["Care", "Care", "School", "Care", "Care", "School"],
    age_from=[20, 67, 6, 20, 67, 6],
    age_to=[66, None, 15, 66, None, 15],
    users=[10, 40, 100, 1, 24, 30],
)
MAN_YEARS = made("man_years", code=["1", "1", "2", "2"], service=["Care", "School"] * 2, man_years=[25, 10, 20, 6])


def project(**others) -> Dataset:
    inputs = {"population": population(), "users": USERS, "man_years": MAN_YEARS, **others}
    dataset = inputs.pop("population")
    return run(STEP, dataset, inputs.pop("problems", None), **inputs)


def test_the_need_is_what_one_works_out_by_hand():
    # Place 1, care, 2040: a standard of 25/50; 10/500 of 400 and 40/100 of 150 are 8 + 60 users; 34 man-years.
    # School: 10/100 for each of 84 + 36 children, all of whom go there: 12 man-years. Place 2, care: 20/25 · (0.8 + 28.8).
    assert [(*row[:4], *(pytest.approx(number, rel=1e-12) for number in row[4:])) for row in rows(project())] == [
        ("1", "A", 2013, "Care", 25, 500, 50),
        ("1", "A", 2013, "School", 10, 500, 20),
        ("1", "A", 2040, "Care", 34, 400, 85),
        ("1", "A", 2040, "School", 12, 400, 30),
        ("2", "A", 2013, "Care", 20, 100, 200),
        ("2", "A", 2013, "School", 6, 100, 60),
        ("2", "A", 2040, "Care", 23.68, 80, 296),
        ("2", "A", 2040, "School", 6, 80, 75),
    ]


def test_a_county_s_need_is_the_sum_of_its_places_before_rounding_and_its_rate_is_worked_out_from_sums():
    county = run("group: {by: [county, year, service], sum: [man_years, inhabitants_20_66]}", project())
    rated = run('derive: {per_1000: "1000 * man_years / inhabitants_20_66"}', county)
    assert [row[1:] for row in rows(run("filter: {service: Care}", rated))] == [
        (2013, "Care", 45, 600, 75),
        (2040, "Care", pytest.approx(57.68), 480, pytest.approx(1000 * 57.68 / 480)),
    ]


def test_each_number_names_the_rows_behind_it():
    first = values(project(), "man_years", MARK)[2]  # care in place 1 in 2040
    assert by_file(first.recipe.sources) == {"man_years": (2,), "population": (6, 7, 12, 13), "users": (2, 3)}
    inhabitants = values(project(), "inhabitants_20_66", MARK)[2]
    assert by_file(inhabitants.recipe.sources) == {"population": (12,)}


def test_what_is_missing_makes_missing_only_what_it_goes_into():
    persons = PERSONS | {("1", 2040): [40, 84, 36, 40, 400, ":"]}
    assert [row[4:] for row in rows(project(population=population(persons)))[2:4]] == [
        (":", 400, ":"),
        (pytest.approx(12), 400, pytest.approx(30)),
    ]
    persons = PERSONS | {("1", 2013): [50, 70, 30, 40, ":", 100]}
    assert [row[4:] for row in rows(project(population=population(persons)))[:4]] == [
        (":", ":", ":"),
        (10, ":", ":"),
        (":", 400, ":"),
        (pytest.approx(12), 400, pytest.approx(30)),
    ]


def test_coverage_of_nobody_is_not_known_unless_nobody_is_there_later():
    nobody = made("users", code=["1", "2"], service=["Care"] * 2, age_from=[67, 67], age_to=[None, None], users=[0, 24])
    work = made("man_years", code=["1", "2"], service=["Care"] * 2, man_years=[0, 20])
    persons = PERSONS | {("1", 2013): [50, 70, 30, 40, 500, 0], ("2", 2013): [10, 20, 10, 10, 100, 0]}
    found = rows(project(population=population(persons), users=nobody, man_years=work))
    assert [row[4] for row in found] == [
        0,
        0,
        None,
        None,
    ]  # a service not given stays so; users of nobody are none to reckon by


def test_places_that_one_dataset_lacks_are_named_and_their_need_is_missing():
    problems = Problems()
    found = project(users=run("filter: {code: 1}", USERS), problems=problems)
    assert [row[4] for row in rows(found)[4:]] == [None] * 4
    assert [describe(problem).splitlines()[0] for problem in problems.found] == [
        "deck.yaml:1:23: warning: 1 places of the population are not in users: 2 [need-place-missing]"
    ]


def refused(**others) -> str:
    with pytest.raises(DeckgenError) as error:
        project(**others)
    return str(error.value)


def test_ages_that_cannot_be_put_together_and_a_base_year_that_is_not_there_are_refused():
    odd = made("users", code=["1"], service=["School"], age_from=[6], age_to=[14], users=[1])
    first, *_, last = refused(users=odd).splitlines()
    assert last == "  its age groups: 0–5, 6–12, 13–15, 16–19, 20–66, 67+"
    assert first == (
        "deck.yaml:1:15: error: the age groups of population do not make up 6–14, which the users of School are reckoned by "
        "[need-ages]"
    )
    assert "population has no population of 2013, the base year [need-base-year]" in refused(
        population=run("filter: {year: 2040}", population())
    )
    twice = made("man_years", code=["1", "1"], service=["Care", "Care"], man_years=[1, 2])
    assert "man_years has several rows for code = 1, service = Care: rows 2, 3 of data/man_years.csv" in refused(
        man_years=twice
    )


def test_the_order_of_rows_changes_no_number():
    def backwards(dataset: Dataset) -> Dataset:
        return dataset.take(range(len(dataset) - 1, -1, -1))

    shuffled = project(population=backwards(population()), users=backwards(USERS), man_years=backwards(MAN_YEARS))
    assert sorted(rows(shuffled)) == sorted(rows(project()))
    assert math.isclose(sum(row[4] for row in rows(shuffled)), 25 + 10 + 34 + 12 + 20 + 6 + 23.68 + 6)
