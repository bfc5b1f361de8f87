"""Laws of symbols and sums, against plain arithmetic; and that no order of the rows changes anything."""

from collections.abc import Sequence
from fractions import Fraction
from math import isnan

from hypothesis import given, settings
from hypothesis import strategies as st
from making import made, run

from deckgen.data import Dataset, SourceSpec, pivot, read_dataset, total, values
from deckgen.data.contract import ColumnRule, Contract, check_contract
from deckgen.data.pivot import summed
from deckgen.errors import Mark, Problems
from deckgen.model import Value

MARK = Mark("deck.yaml", 7, 9)
few = settings(max_examples=40)
SYMBOLS = (".", "..", "...", ":")
STRONGEST = (":", "..", "...", ".", "")  # what a missing sum says when its parts say several things

number = st.one_of(st.integers(-1000, 1000), st.floats(-1e6, 1e6, allow_nan=False).map(lambda n: round(n, 3)))
missing = st.one_of(st.sampled_from(SYMBOLS), st.none())
figure = st.one_of(number, missing, st.sampled_from([1e16, -1e16, 0.1, 1 / 3]))  # which no plain addition adds up
place = st.sampled_from(["Os", "Sel", "Ås", "Vik"])
year = st.sampled_from(["2012", "2013"])
table = st.lists(st.tuples(place, year, figure), min_size=1, max_size=24)
written = st.lists(st.tuples(place, year, number | missing), min_size=1, max_size=24)
Row = tuple[str, str, float | str | None]


def dataset(rows: Sequence[Row]) -> Dataset:
    """A number below all rows makes the column one of numbers, whatever stands in the others."""
    listed = [*rows, ("nowhere", "never", 0)]
    return made(sted=[row[0] for row in listed], år=[row[1] for row in listed], verk=[row[2] for row in listed])


def plain_sum(figures: Sequence[float | str | None], *, skip: bool = False) -> tuple[float | None, str]:
    """The sum by exact fractions, rounded once; None with the symbol that it should bear."""
    there = [figure for figure in figures if not isinstance(figure, str) and figure is not None]
    missing = [figure or "" for figure in figures if isinstance(figure, str) or figure is None]
    if missing and not (skip and there):
        return None, min(missing, key=STRONGEST.index)
    return float(sum(map(Fraction, there), Fraction(0))), "~" if missing else ""


def by_place(rows: Sequence[Row]) -> dict[str, list[float | str | None]]:
    found: dict[str, list[float | str | None]] = {}
    for sted, _, verk in rows:
        found.setdefault(sted, []).append(verk)
    return found


def said(number: float, symbol: str) -> tuple[float | None, str]:
    return (None if isnan(number) else number, symbol)


def grouped(of: Dataset, more: str = "") -> dict[str, tuple[float | None, str]]:
    sums = run(f"group: {{by: sted, sum: verk{more}}}", of)
    numbers = sums.numbers("verk")
    return {
        str(sted): said(numbers[at], sums.symbol("verk", at)) for at, sted in enumerate(sums.cells("sted")) if sted != "nowhere"
    }


@few
@given(table, st.randoms(use_true_random=False))
def test_a_group_adds_up_as_fractions_do_in_any_order_of_the_rows(rows: list[Row], chance):
    strict = {sted: plain_sum(figures) for sted, figures in by_place(rows).items()}
    skipping = {sted: plain_sum(figures, skip=True) for sted, figures in by_place(rows).items()}
    for _ in range(2):
        assert grouped(dataset(rows)) == strict
        assert grouped(dataset(rows), ", missing: skip") == skipping
        chance.shuffle(rows)


@few
@given(table, st.randoms(use_true_random=False))
def test_a_chart_shows_the_same_sums_in_any_order_of_the_rows(rows: list[Row], chance):
    def shown(skip: bool) -> dict[tuple[str, str], Value]:
        cube = pivot(dataset(rows), "år", "sted", "verk", MARK, aggregate="sum", skip=skip)
        return {
            (series, category): cube.values[s][c]
            for s, series in enumerate(cube.series)
            for c, category in enumerate(cube.categories)
            if category != "never" and series != "nowhere"
        }

    for skip in (False, True):
        before = shown(skip)
        for (sted, year), value in before.items():
            figures = [verk for row_sted, row_year, verk in rows if (row_sted, row_year) == (sted, year)]
            expected = plain_sum(figures, skip=skip) if figures else (None, "")
            assert (value.number, value.symbol) == expected
        chance.shuffle(rows)
        assert shown(skip) == before


@few
@given(st.lists(figure, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_a_total_is_the_sum_of_its_parts_or_says_why_it_is_not(figures: list[float | str | None], chance):
    rows: list[Row] = [("Os", "2012", each) for each in figures]
    for skip in (False, True):
        parts = list(values(dataset(rows), "verk", MARK))[:-1]
        added = total(parts, skip=skip)
        assert (added.number, added.symbol) == plain_sum(figures, skip=skip)
        chance.shuffle(parts)
        assert total(parts, skip=skip) == added


@few
@given(st.lists(st.tuples(number, st.sampled_from(["", "*", "~", "*~", "-"])), min_size=1, max_size=12))
def test_what_is_said_of_parts_is_said_of_their_sum_and_nil_only_where_all_are(parts: list[tuple[float, str]]):
    _, symbol = summed([float(each) for each, _ in parts], [mark for _, mark in parts])
    marks = {mark for _, mark in parts}
    assert ("*" in symbol) is any("*" in mark for mark in marks)
    assert ("~" in symbol) is any("~" in mark for mark in marks)
    assert (symbol == "-") is (marks == {"-"})


@few
@given(table)
def test_what_is_taken_apart_and_put_together_again_is_the_same(rows: list[Row]):
    """Symbols go through steps: across the top and down again, and back."""
    unique = list({row[:2]: row for row in rows}.values())
    before = dataset(unique)
    across = run("pivot: {rows: sted, columns: år, values: verk}", before)
    years = [name for name in across.columns if name != "sted"]
    down = run(f"unpivot: {{columns: [{', '.join(map(repr, years))}], name: år, values: verk}}", across)
    found = {
        (str(down.cells("sted")[at]), str(down.cells("år")[at])): said(number, down.symbol("verk", at))
        for at, number in enumerate(down.numbers("verk"))
    }
    for sted, year, verk in unique:
        missing = isinstance(verk, str) or verk is None
        assert found[sted, year] == ((None, verk or "") if missing else (float(verk), ""))


@few
@given(table, st.randoms(use_true_random=False))
def test_steps_that_choose_rows_choose_the_same_ones_in_any_order(rows: list[Row], chance):
    steps = (
        "filter: {verk: {from: 0}}",
        "filter: {verk: {not: 1}}",
        "filter: {verk: {empty: no}}",
        "top: {count: 3, by: verk}",
        "sort: {by: [verk, sted, år]}",
    )

    def chosen(step: str) -> list[tuple[str, str, float | None, str]]:
        kept = run(step, dataset(rows), Problems())  # that no row has a 1 is warned of
        numbers = kept.numbers("verk")
        return sorted(
            (
                (str(kept.cells("sted")[at]), str(kept.cells("år")[at]), *said(numbers[at], kept.symbol("verk", at)))
                for at in range(len(kept))
            ),
            key=str,
        )

    before = [chosen(step) for step in steps]
    chance.shuffle(rows)
    assert [chosen(step) for step in steps] == before


@few
@given(table, st.randoms(use_true_random=False))
def test_a_contract_finds_the_same_breaches_in_any_order(rows: list[Row], chance):
    contract = Contract(
        (
            ColumnRule("verk", least="0", most="10", required=True),
            ColumnRule("sted", allowed=("Os", "Sel", "nowhere")),
        ),
        ("sted", "år"),
    )

    def counts() -> list[tuple[str, object]]:
        problems = Problems()
        check_contract(dataset(rows), contract, problems)
        return [(problem.code, dict(problem.data)["count"]) for problem in problems.found]

    def cells(number: int) -> list[str]:
        return [f"{number} cell{'s' * (number != 1)}"] if number else []

    out = sum(isinstance(row[2], int | float) and not 0 <= row[2] <= 10 for row in rows)
    keys = [row[:2] for row in rows]
    expected = [
        *(("cells-empty", said) for said in cells(sum(row[2] is None for row in rows))),
        *(("cells-out-of-range", said) for said in cells(out)),
        *(("cells-not-allowed", said) for said in cells(sum(row[0] in ("Ås", "Vik") for row in rows))),
        *(("key-twice", twice) for twice in [sum(keys.count(key) > 1 for key in set(keys))] if twice),
    ]
    assert counts() == expected
    chance.shuffle(rows)
    assert counts() == expected


@few
@given(written)
def test_a_file_keeps_every_number_and_every_symbol(tmp_path_factory, rows: list[Row]):
    lines = [f"{sted};{year};{verk if isinstance(verk, str) else shown(verk)}" for sted, year, verk in rows]
    path = tmp_path_factory.getbasetemp() / "laws.csv"
    path.write_text("\n".join(["sted;år;verk", *lines, "ingen;2014;0,5", ""]), "utf-8")
    read = read_dataset("d", SourceSpec("laws.csv"), path, MARK, Problems())
    for at, (_, _, verk) in enumerate(rows):
        number = read.numbers("verk")[at]
        is_missing = isinstance(verk, str) or verk is None
        assert said(number, read.symbol("verk", at)) == ((None, verk or "") if is_missing else (float(verk), ""))


def shown(verk: float | None) -> str:
    return "" if verk is None else str(verk).replace(".", ",")
