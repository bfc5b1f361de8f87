"""The step that projects the need for services, as the ministry's "kommunevise framskrivinger" do: service_need.

With population N(a, t) by age group a, base-year users U(s, a) and man-years W(s) of service s, in each place:

    coverage  d(s, a) = U(s, a) / N(a, t0)
    standard  w(s)    = W(s) / Σ_a U(s, a)
    need(s, t)        = w(s) · Σ_a d(s, a) · N(a, t)
    per 1000 (s, t)   = 1000 · need(s, t) / N(20–66, t)

What a missing part goes into is missing. Nothing is rounded: needs of places add up to that of their county.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum, inf, isnan, nan
from typing import Annotated, TypeAlias, TypeVar

from pydantic import Field

from deckgen.data.cells import shown
from deckgen.data.dataset import Dataset, number_column
from deckgen.data.pivot import strongest
from deckgen.data.select import require_columns, require_numbers
from deckgen.data.steps.aggregate import alike
from deckgen.data.steps.join import LISTED
from deckgen.data.steps.registry import Around, StepFields, step
from deckgen.data.table import Column, linked
from deckgen.errors import Mark, Problems, fail
from deckgen.fields import Names, Source, Whole
from deckgen.model import NIL, Value, marks_of_sum

Key = TypeVar("Key", bound=tuple[object, ...])
Ages: TypeAlias = tuple[float, float]  # from and to, both within; to infinity where nothing is said
WORKING: Ages = (20, 66)
INHABITANTS = "inhabitants_20_66"


class ServiceNeedFields(StepFields):
    """Project the need for services, in man-years, if the coverage and the standard of a year are kept.

    The dataset is the population: year, age_from, age_to, persons. Out come year, service, man_years, inhabitants_20_66,
    per_1000.
    """

    users: Annotated[
        Source, Field(description="The dataset with the users in the base year: service, age_from, age_to, users.")
    ]
    man_years: Annotated[Source, Field(description="The dataset with the man-years in the base year: service, man_years.")]
    base_year: Annotated[Whole, Field(description="The year whose coverage and standard are kept.")]
    place: Annotated[Source, Field(description="The column with the places' codes, of the same name in all three datasets.")]
    keep: Annotated[Names | None, Field(description="More columns of the population, which say the same all over a place.")] = (
        None
    )

    @property
    def datasets(self) -> tuple[Source, ...]:
        return (self.users, self.man_years)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number and the rows that it came from, by input: "persons", "users", "man_years"."""

    value: Value
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])


_NOTHING = _Number(Value(None))


@dataclass(frozen=True, slots=True)
class _Population:
    """Persons by place, year and age group; and of which groups the ages are made up that are asked for."""

    persons: Mapping[tuple[str, float, Ages], _Number]
    parts: Mapping[Ages, tuple[Ages, ...]]

    def of(self, place: str, year: float, ages: Ages) -> _Number:
        """Persons of these ages; missing where one of their groups has no row."""
        found = [self.persons.get((place, year, part), _NOTHING) for part in self.parts[ages]]
        return found[0] if len(found) == 1 else _worked_out(fsum, found)


@step("service_need", ServiceNeedFields)
def service_need(fields: ServiceNeedFields, dataset: Dataset, around: Around) -> Dataset:
    """Places, years and services come in the order of the data. Raises DeckgenError for age groups that do not fit."""
    users, man_years = around.dataset(fields.users), around.dataset(fields.man_years)
    place = fields.place.text
    keep = fields.keep or ()
    require_columns(dataset, [fields.place.marked, *keep], around.mark)
    used, standard = _users(users, place, fields), _man_years(man_years, place, fields)
    population = _population(dataset, place, used, fields, around)
    places = _places(dataset, place, keep, around)
    _tell_unmatched(places, {key[0] for key in used}, {key[0] for key in standard}, fields, around)
    services = list(dict.fromkeys(service for _, service in [*used, *standard]))
    years = list(dict.fromkeys(dataset.numbers("year")))
    made: list[tuple[int, float, str, _Number, _Number, _Number]] = []
    for name, first in places.items():
        for year in years:
            inhabitants = population.of(name, year, WORKING)
            for service in services:
                worked = standard.get((name, service), _NOTHING)
                need = _need(used.get((name, service)), worked, population, name, year, fields.base_year)
                made.append((first, year, service, need, inhabitants, _worked_out(_per_1000, [need, inhabitants])))
    return _dataset(made, place, keep, dataset, users, man_years, fields)


def tiled(ages: Ages, groups: Iterable[Ages]) -> tuple[Ages, ...] | None:
    """The groups that make up these ages without gap or overlap, the widest first; None where none do.

    >>> tiled((6, 15), [(0, 5), (6, 12), (13, 15), (16, 19)])
    ((6, 12), (13, 15))
    """
    start, end = ages
    for group in sorted((each for each in groups if each[0] == start and each[1] <= end), reverse=True):
        if group[1] == end:
            return (group,)
        rest = tiled((group[1] + 1, end), groups)
        if rest is not None:
            return (group, *rest)
    return None


def _need(
    users: Mapping[Ages, _Number] | None, worked: _Number, population: _Population, place: str, year: float, base_year: float
) -> _Number:
    if not users:
        return _NOTHING
    parts = [(users[ages], population.of(place, base_year, ages), population.of(place, year, ages)) for ages in sorted(users)]
    return _worked_out(_formula, [worked, *(number for part in parts for number in part)])


def _formula(numbers: list[float]) -> float:
    """``[W, U, N(t0), N(t), U, N(t0), N(t), …]`` → the need; NaN where a coverage or a standard cannot be known."""
    man_years, *rest = numbers
    users, before, later = rest[::3], rest[1::3], rest[2::3]
    everyone = fsum(users)
    if not everyone:
        return nan if man_years else 0.0  # no users and no man-years: a service that is not given there
    served = [_served(*part) for part in zip(users, before, later, strict=True)]
    return man_years / everyone * fsum(served)


def _served(users: float, before: float, later: float) -> float:
    """Users when coverage is kept; none of nobody is nobody."""
    if before:
        return users / before * later
    return nan if users or later else 0.0


def _per_1000(numbers: list[float]) -> float:
    need, inhabitants = numbers
    return 1000 * need / inhabitants if inhabitants else nan


def _worked_out(formula: Callable[[list[float]], float], parts: list[_Number]) -> _Number:
    """The formula's result, or what is missing of it, with the rows of all parts."""
    rows: dict[str, tuple[int, ...]] = {}
    for part in parts:
        for name, found in part.rows.items():
            rows[name] = rows.get(name, ()) + found
    missing = {part.value.symbol for part in parts if part.value.number is None}
    if missing:
        return _Number(Value(None, strongest(missing)), rows)
    result = formula([part.value.number for part in parts if part.value.number is not None])
    marks = "" if isnan(result) else marks_of_sum(part.value.symbol.replace(NIL, "") for part in parts)
    return _Number(Value(None if isnan(result) else result, marks), rows)


def _population(
    dataset: Dataset,
    place: str,
    users: Mapping[tuple[str, str], Mapping[Ages, _Number]],
    fields: ServiceNeedFields,
    around: Around,
) -> _Population:
    """Raises DeckgenError where the base year is not there, or an age group that is asked for cannot be put together."""
    require_columns(dataset, ["year", "age_from", "age_to", "persons"], around.mark)
    require_numbers(dataset, ["year", "persons"], around.mark)
    keys = zip(map(str, dataset.cells(place)), dataset.numbers("year"), _ages(dataset, around.mark), strict=True)
    persons = _once(dataset, "persons", keys, (place, "year", "age_from", "age_to"), around)
    years = sorted({year for _, year, _ in persons})
    if fields.base_year not in years:
        told = tuple(shown(year) for year in years)
        fail("need-base-year", fields.marks["base_year"], year=fields.base_year, dataset=dataset.name, years=told)
    groups = frozenset(ages for _, _, ages in persons)
    asked = {ages: f"the users of {service}" for (_, service), by_age in users.items() for ages in by_age}
    parts: dict[Ages, tuple[Ages, ...]] = {}
    for ages, of in {WORKING: "the rate per 1000", **asked}.items():
        found = tiled(ages, groups)
        if found is None:
            told = tuple(map(_said, sorted(groups)))
            fail("need-ages", fields.mark, ages=_said(ages), of=of, dataset=dataset.name, groups=told)
        parts[ages] = found
    return _Population(persons, parts)


def _users(dataset: Dataset, place: str, fields: ServiceNeedFields) -> dict[tuple[str, str], dict[Ages, _Number]]:
    around = Around(fields.users.mark, Problems(), lambda _: dataset)
    require_columns(dataset, [place, "service", "age_from", "age_to", "users"], fields.users.mark)
    require_numbers(dataset, ["users"], fields.users.mark)
    keys = zip(
        map(str, dataset.cells(place)), map(str, dataset.cells("service")), _ages(dataset, fields.users.mark), strict=True
    )
    found: dict[tuple[str, str], dict[Ages, _Number]] = {}
    for (name, service, ages), number in _once(dataset, "users", keys, (place, "service", "age_from"), around).items():
        found.setdefault((name, service), {})[ages] = number
    return found


def _man_years(dataset: Dataset, place: str, fields: ServiceNeedFields) -> dict[tuple[str, str], _Number]:
    around = Around(fields.man_years.mark, Problems(), lambda _: dataset)
    require_columns(dataset, [place, "service", "man_years"], fields.man_years.mark)
    require_numbers(dataset, ["man_years"], fields.man_years.mark)
    keys = zip(map(str, dataset.cells(place)), map(str, dataset.cells("service")), strict=True)
    return _once(dataset, "man_years", keys, (place, "service"), around)


def _ages(dataset: Dataset, mark: Mark) -> list[Ages]:
    """Each row's ages. A column ``age_to`` that is empty throughout has no type, and says that there is no end."""
    require_numbers(dataset, ["age_from"], mark)
    if not any(dataset.cells("age_to")):
        return [(start, inf) for start in dataset.numbers("age_from")]
    require_numbers(dataset, ["age_to"], mark)
    ends = zip(dataset.numbers("age_from"), dataset.numbers("age_to"), strict=True)
    return [(start, inf if isnan(end) else end) for start, end in ends]


def _once(dataset: Dataset, column: str, keys: Iterable[Key], names: tuple[str, ...], around: Around) -> dict[Key, _Number]:
    """The column's numbers by key. Raises DeckgenError for a key with two rows."""
    found: dict[Key, _Number] = {}
    for at, (key, number) in enumerate(zip(keys, dataset.numbers(column), strict=True)):
        rows = {column: tuple(dataset.absolute([at]))}
        value = Value(None if isnan(number) else number, dataset.symbol(column, at))
        if key in found:
            cell = ", ".join(f"{name} = {shown(dataset.cells(name)[at])}" for name in names)
            other = dataset.absolute(range(len(dataset))).index(found[key].rows[column][0])
            told = (str(dataset.rows[other]), str(dataset.rows[at]))
            fail("duplicate-cell", around.mark, dataset=dataset.name, file=dataset.place, cell=cell, rows=told)
        found[key] = _Number(value, rows)
    return found


def _said(ages: Ages) -> str:
    start, end = ages
    return f"{start:g}+" if end == inf else f"{start:g}–{end:g}" if end > start else f"{start:g}"


def _places(dataset: Dataset, place: str, keep: tuple[str, ...], around: Around) -> dict[str, int]:
    """Each place, and the position of its first row. What is kept of a place says the same in all its rows."""
    found: dict[str, int] = {}
    cells = dataset.cells(place)
    kept = [dataset.cells(name) for name in keep]
    for rows in alike(dataset, (place,)):
        found[str(cells[rows[0]])] = rows[0]
        for name, column in zip(keep, kept, strict=True):
            if len({column[at] for at in rows}) > 1:
                fail("need-keep", around.mark, column=name, place=str(cells[rows[0]]), dataset=dataset.name)
    return found


def _tell_unmatched(
    places: Iterable[str], users: set[str], man_years: set[str], fields: ServiceNeedFields, around: Around
) -> None:
    """Name the places that one of the datasets lacks: they have no need that could be known."""
    for other, known in ((fields.users, users), (fields.man_years, man_years)):
        lacking = [place for place in places if place not in known]
        strange = sorted(known.difference(places))
        for code, found in (("need-place-missing", lacking), ("need-place-unknown", strange)):
            if found:
                listed = tuple(found[:LISTED]) + (("…",) if len(found) > LISTED else ())
                around.problems.warning(code, other.mark, dataset=other.text, count=len(found), places=listed)


def _dataset(
    made: list[tuple[int, float, str, _Number, _Number, _Number]],
    place: str,
    keep: tuple[str, ...],
    dataset: Dataset,
    users: Dataset,
    man_years: Dataset,
    fields: ServiceNeedFields,
) -> Dataset:
    """Parents: 0 the place's first row, 1 the population behind the need, 2 users, 3 man-years, 4 those aged 20–66."""
    firsts = [row[0] for row in made]
    need_from = ((1, "persons"), (2, "users"), (3, "man_years"))
    columns: dict[str, Column] = {str(name): dataset.kept(name).at(firsts, ((0, name),)) for name in (place, *keep)}
    columns["year"] = Column([row[1] for row in made], True, made_from=((1, "year"),))
    columns["service"] = Column([row[2] for row in made], made_from=((3, "service"),))
    columns["man_years"] = _numbers([row[3] for row in made], need_from)
    columns[INHABITANTS] = _numbers([row[4] for row in made], ((4, "persons"),))
    columns["per_1000"] = _numbers([row[5] for row in made], (*need_from, (4, "persons")))
    ages = ("age_from", "age_to")
    parents = [
        linked(dataset.table, (row[3].rows.get("persons", ()) for row in made), sorted({*dataset.keys, place, "year", *ages})),
        linked(users.table, (row[3].rows.get("users", ()) for row in made), sorted({*users.keys, place, "service", *ages})),
        linked(
            man_years.table, (row[3].rows.get("man_years", ()) for row in made), sorted({*man_years.keys, place, "service"})
        ),
        linked(dataset.table, (row[4].rows.get("persons", ()) for row in made), sorted({*dataset.keys, place, "year", *ages})),
    ]
    said = f"need at the coverage and standard of {fields.base_year}, from {users.name} and {man_years.name}"
    gathered = dataset.gathered([[first] for first in firsts], columns, (place,), said, more=parents)
    return gathered.together_with(users, man_years)


def _numbers(found: list[_Number], made_from: tuple[tuple[int, str], ...]) -> Column:
    numbers = [nan if number.value.number is None else number.value.number for number in found]
    return number_column(numbers, {at: number.value.symbol for at, number in enumerate(found)}, made_from)
