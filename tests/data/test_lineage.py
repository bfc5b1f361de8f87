"""Every number names the rows it came from: it is worked out again from those rows alone."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st
from making import by_file, made, run

from deckgen.data import filter_rows, pivot, total, values
from deckgen.errors import Mark
from deckgen.model import Rows, Together, Value

MARK = Mark("deck.yaml", 1)
tables = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["2012", "2020"]), st.integers(-99, 99)), min_size=1, max_size=25
)


def dataset(table):
    a, year, n = map(list, zip(*table, strict=True))
    return made("need", a=a, year=year, n=[float(each) for each in n])


def again(table, value: Value) -> float:
    """The sum of the rows that the value's recipe names; row 2 is the first."""
    (source,) = value.recipe.sources
    assert (source.dataset, source.file, source.columns) == ("need", "data/need.csv", ("n",))
    return math.fsum(table[row - 2][2] for row in source.rows)


@given(tables)
def test_a_cube_s_cells_and_totals_name_their_rows(table):
    cube = pivot(dataset(table), "year", "a", "n", MARK, aggregate="sum")
    for line in (*cube.values, cube.totals()):
        for value in line:
            if value.number is not None:
                assert again(table, value) == value.number


@settings(deadline=None)  # every case reads a dozen steps from YAML
@given(tables, st.sampled_from("abc"))
def test_rows_are_named_through_every_step(table, kept):
    made_by_steps = dataset(table)
    if kept in {a for a, _, _ in table}:
        made_by_steps = run(f"filter: {{a: [{kept}]}}", made_by_steps)
    made_by_steps = run("sort: {by: n, descending: yes}", made_by_steps)
    made_by_steps = run("rename: {n: m}", made_by_steps)
    grouped = run("group: {by: [a, year], sum: m}", made_by_steps)
    doubled = run('derive: {twice: "2 * m"}', grouped)
    for once, twice in zip(values(doubled, "m", MARK), values(doubled, "twice", MARK), strict=True):
        assert again(table, once) == once.number
        assert 2 * again(table, twice) == twice.number
    wide = run("pivot: {rows: a, columns: year, values: m}", grouped)
    long = run(f"unpivot: {{columns: {[c for c in wide.columns if c != 'a']}, name: year, values: m}}", wide)
    for each, column in ((wide, wide.columns[1]), (long, "m")):
        for value in values(each, column, MARK):
            if value.number is not None:
                assert again(table, value) == value.number
            else:
                assert value.recipe.sources == ()


def test_a_joined_column_names_the_other_file_s_row():
    areas = made("areas", a=["a", "b"], area=[1, 2])
    joined = run("join: {with: areas, on: a}", dataset([("b", "2012", 1), ("a", "2012", 2)]), areas=areas)
    assert [by_file(value.recipe.sources) for value in values(joined, "area", MARK)] == [{"areas": (3,)}, {"areas": (2,)}]
    assert [by_file(value.recipe.sources) for value in values(joined, "n", MARK)] == [{"need": (2,)}, {"need": (3,)}]
    density = run('derive: {density: "n / area"}', joined)
    assert by_file(values(density, "density", MARK)[0].recipe.sources) == {"areas": (3,), "need": (2,)}


def test_a_filled_cell_names_the_row_above_too():
    filled = run("fill: n", made("need", n=[1, None, 3]))
    assert [by_file(value.recipe.sources)["need"] for value in values(filled, "n", MARK)] == [(2,), (2, 3), (4,)]


def test_rows_are_found_only_when_asked_for_and_survive_being_sent():
    import pickle

    value = values(filter_rows(dataset([("a", "2012", 1), ("b", "2012", 2)]), {"a": "b"}, MARK), "n", MARK)[0]
    sent = pickle.loads(pickle.dumps(value))
    assert len(pickle.dumps(value)) < 1000
    (rows,) = value.recipe.sources
    assert sent.recipe.sources == (rows,) == (Rows("need", "data/need.csv", "", rows.fingerprint, (3,), (2,), ("n",)),)


def test_a_total_names_the_rows_of_its_parts():
    numbers = values(dataset([("a", "2012", n) for n in range(5)]), "n", MARK)
    (source,) = total([numbers[0], numbers[1], numbers[2], numbers[4]]).recipe.sources
    assert (source.rows, source.ranks) == ((2, 3, 4, 6), (1, 2, 3, 5))
    assert Together(()).sources() == ()
