"""What was used of a file: changing anything else changes no digest, and changing it changes the row's own."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from making import made, run

from deckgen.data import Use, filter_rows, pivot, row_digests, uses_of, values
from deckgen.data.uses import Demand
from deckgen.errors import Mark

MARK = Mark("deck.yaml", 1)
TABLE = {
    "code": ["1", "1", "2", "2"],
    "year": [2012, 2020, 2012, 2020],
    "n": [1, 2, 3, ":"],
    "note": ["p", "q", "r", "s"],
}
CONDITIONS = (("code", ("1",)),)


def need(**changed):
    return made("need", **{**TABLE, **changed})


def test_the_columns_that_are_looked_at_are_counted():
    seen: set[str] = set()
    kept = filter_rows(need(), {"code": "1"}, MARK).watched(seen)
    assert seen == set()
    values(kept, "n", MARK)
    assert seen == {"n"}
    pivot(kept, "year", "code", "n", MARK)
    assert seen == {"n", "year", "code"}


def test_a_use_names_rows_and_columns_of_the_file():
    (use,), _ = uses_of(need(), CONDITIONS, ["n"])
    assert use == Use("need", CONDITIONS, ("code", "n"), "need", "data/need.csv", ("code", "n"))
    assert [row for row, _ in row_digests(need(), use)] == [2, 3]


def test_a_change_changes_the_digest_of_its_own_row_and_of_no_other():
    (use,), _ = uses_of(need(), CONDITIONS, ["n"])
    before = row_digests(need(), use)
    assert row_digests(need(note=["x"] * 4), use) == before  # a column that nobody uses
    assert row_digests(need(n=[1, 2, 3, 4]), use) == before  # another place's row
    changed = row_digests(need(n=[1, 5, 3, ":"]), use)
    assert (changed[0], changed[1] != before[1]) == (before[0], True)
    assert row_digests(need(n=[1, ":", 3, ":"]), use)[1] not in (before[1], changed[1])
    assert [row for row, _ in row_digests(need(code=["1", "2", "1", "1"]), use)] == [2, 4, 5]
    gone = made("need", code=TABLE["code"], year=TABLE["year"])
    assert row_digests(gone, use)[0][1] != before[0][1]


def steps(dataset, names):
    joined = run("join: {with: names, on: code, take: name}", run("filter: {year: 2012}", dataset), names=names)
    return run("group: {by: [code, name], sum: n}", joined)


NAMES = {"code": ["1", "2"], "name": ["Os", "Sel"], "area": [1, 2]}


def test_uses_reach_through_steps_to_the_files():
    derived = steps(need(), made("names", **NAMES))
    (use,), (demand,) = uses_of(derived, CONDITIONS, ["n"])
    assert (use.read_as, use.columns) == ("need", ("code", "n", "year"))
    assert demand == Demand("names", (("code", ("1",)),), frozenset({"code", "name"}))
    assert [row for row, _ in row_digests(derived, use)] == [2]
    again = steps(need(n=[1, 9, 9, 9], note=["x"] * 4), made("names", **NAMES | {"area": [8, 9]}))
    assert row_digests(again, use) == row_digests(derived, use)
    again = steps(need(n=[7, 2, 3, 4]), made("names", **NAMES))
    assert row_digests(again, use) != row_digests(derived, use)


def test_what_many_share_is_one_demand():
    total = run("group: {by: year, sum: n}", made("all", year=[2012, 2012], n=[1, 2]))
    beside = run("join: {with: country, on: year, take: all}", run("filter: {year: 2012}", need()), country=_named(total))
    demands = [uses_of(beside, (("code", (code,)),), ["n", "all"])[1] for code in "12"]
    assert demands[0] == demands[1] == (Demand("country", (), frozenset({"all", "year"})),)
    first, second = (values(filter_rows(beside, {"code": code}, MARK), "all", MARK)[0] for code in "12")
    assert first.recipe.sources is second.recipe.sources
    assert [(rows.dataset, rows.rows) for rows in first.recipe.sources] == [("all", (2, 3))]


def _named(total):
    return replace(run("rename: {n: all}", total), name="country")


@given(st.integers(0, 3), st.sampled_from(["code", "year", "n", "note"]), st.sets(st.sampled_from(["year", "n", "note"])))
def test_a_cell_changes_a_digest_exactly_where_it_is_used(at, column, looked_at):
    cells = list(TABLE[column])
    cells[at] = "3" if column in ("code", "note") else 77
    changed = need(**{column: cells})
    (use,), _ = uses_of(need(), CONDITIONS, looked_at)
    same = row_digests(changed, use) == row_digests(need(), use)
    used = (column == "code" and at < 2) or (at < 2 and column in looked_at)
    assert same is not used
