"""Filters in the words of Excel's: the same on slides and in steps."""

import operator
from math import isnan, nan
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from making import made, rows, run

from deckgen.build import build_deck
from deckgen.cli import main
from deckgen.data.criteria import Criterion
from deckgen.data.select import filter_rows
from deckgen.data.table import Column
from deckgen.errors import DeckgenError, Mark

MARK = Mark("deck.yaml", 7, 9)
NEED = made(
    kode=["0301", "1103", "1106", ""],
    år=[2012, 2013, 2014, 2015],
    tjeneste=["Grunnskole", "Barnehage", "Skolefritid", ""],
    verk=[3, None, ":", 4.5],
)


def kept(step: str) -> list[int]:
    return run(f"filter: {step}", NEED).rows


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("{kode: {not: 0301}}", [3, 4, 5]),
        ("{kode: {not: [0301, 1106]}}", [3, 5]),
        ("{år: {not: 2013}}", [2, 4, 5]),
        ("{verk: {not: 3}}", [3, 4, 5]),  # what is missing is not 3
        ("{år: {from: 2013, to: 2014}}", [3, 4]),
        ("{år: {greater_than: 2013}}", [4, 5]),
        ("{år: {less_than: 2013}}", [2]),
        ("{verk: {from: 0}}", [2, 5]),  # what is missing is in no range
        ("{verk: {from: '3,5'}}", [5]),
        ("{tjeneste: {contains: SKOLE}}", [2, 4]),
        ("{tjeneste: {begins_with: skole}}", [4]),
        ("{tjeneste: {ends_with: skole}}", [2]),
        ("{år: {ends_with: 5}}", [5]),
        ("{tjeneste: {empty: no}}", [2, 3, 4]),
        ("{tjeneste: {empty: yes}}", [5]),
        ("{verk: {empty: yes}}", [3]),  # a symbol says why
        ("{tjeneste: {contains: skole, not: Grunnskole}, år: {from: 2012}}", [4]),
    ],
)
def test_words_of_excel_choose_rows(condition: str, found: list[int]):
    assert kept(condition) == found


def test_dates_are_compared_as_days():
    dates = made(dag=["2013-04-08", "2013-04-09", ""])
    table = dates.table
    dated = type(table)({"dag": Column(table.columns["dag"].cells, is_date=True)}, table.rows, table.file)
    days = type(dates)("need", dated, dates.provenance)
    assert run("filter: {dag: 8.4.2013}", days).rows == [2]
    assert run("filter: {dag: {from: 9. april 2013}}", days).rows == [3]
    assert run("filter: {dag: {not: 08.04.2013}}", days).rows == [3, 4]
    with pytest.raises(DeckgenError, match=r'column dag holds dates, and "mai" is none \[condition-not-date\]'):
        run("filter: {dag: {to: mai}}", days)


def test_what_was_done_is_noted_in_words():
    done = run("filter: {år: {from: 2012, to: 2014}, kode: {not: [0301, 1106]}, tjeneste: {empty: no}}", NEED)
    assert done.steps == (
        "filter år from 2012",
        "filter år to 2014",
        "filter kode not 0301, 1106",
        "filter tjeneste not empty",
    )


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("{tjeneste: {from: a}}", "column tjeneste of need holds text [range-of-text]"),
        ("{år: {from: i fjor}}", 'the column år of need holds numbers, and "i fjor" is none [condition-not-number]'),
        ("{år: {form: 2012}}", '"form" is not possible here [unknown-field]'),
        ("{år: {form: 2012}}", 'did you mean "from"?'),
        ("{år: {}}", "expected a value, a list of values, or a mapping such as"),
        ("{år: {from: [1, 2]}}", "expected a text or a number for from, found a list [expected]"),
        ("{år: {greater_than: 2012, less_than: 2013}}", "need has no rows with år greater than 2012 and less than 2013"),
        ("{år: {greater_than: 2020}, kode: 0301}", "need has no rows with år greater than 2020 [no-rows]"),
    ],
)
def test_what_does_not_go_is_told(condition: str, said: str):
    with pytest.raises(DeckgenError) as refused:
        run(f"filter: {condition}", NEED)
    assert said in str(refused.value)


numbers = st.one_of(st.integers(-5, 5).map(float), st.just(nan))


@given(st.lists(numbers, max_size=20), st.integers(-5, 5))
def test_ranges_are_plain_comparisons(cells: list[float], limit: int):
    dataset = made(n=[0, *(None if isnan(cell) else cell for cell in cells)])
    for word, compare in (
        ("from", operator.ge),
        ("to", operator.le),
        ("greater_than", operator.gt),
        ("less_than", operator.lt),
    ):
        found = filter_rows(dataset, {"n": [Criterion(word, (str(limit),)).encoded]}, MARK)
        assert found.rows == [at + 2 for at, cell in enumerate([0.0, *cells]) if compare(cell, limit)]
    others = filter_rows(dataset, {"n": [Criterion("not", (str(limit),)).encoded]}, MARK)
    same = filter_rows(dataset, {"n": limit}, MARK)
    assert sorted(others.rows + same.rows) == dataset.rows


SPEC = """
template: DEPMAL
title: T
data: {d: d.csv}
slides:
  - {kind: table, title: T, from: d, show: [år, n], filter: {år: {from: 2013}, sted: {not: Sel}}}
"""


def test_a_slide_takes_the_same_words_and_a_batch_knows_when_a_row_comes_in(project, monkeypatch):
    spec: Path = project(SPEC, **{"d.csv": "sted;år;n\nOs;2012;1\nOs;2013;2\nSel;2014;3\n"})
    file = build_deck(spec).file
    assert file.exists()
    assert rows(filter_rows(made(a=["x", "y"]), {"a": [Criterion("not", ("x",)).encoded]}, MARK)) == [("y",)]
    batch = SPEC.replace("slides:", 'decks: {one_per: sted, from: d, file: "{{ sted }}.pptx"}\nslides:').replace(
        ", sted: {not: Sel}", ""
    )
    spec = project(batch, **{"d.csv": "sted;år;n\nOs;2012;1\nOs;2013;2\nSel;2014;3\n"})
    monkeypatch.chdir(spec.parent)
    ran = CliRunner().invoke(main, ["build", "deck.yaml"])
    assert ran.exit_code == 0, ran.output
    Path("d.csv").write_text("sted;år;n\nOs;2012;1\nOs;2013;2\nSel;2014;3\nOs;2015;4\n", "utf-8")
    told = CliRunner().invoke(main, ["status", "deck.yaml"]).output
    assert told == "Os  Os.pptx: d.csv: 1 row added (row 5)\nSel  Sel.pptx: up to date\n"
    Path("d.csv").write_text("sted;år;n\nOs;2012;7\nOs;2013;2\nSel;2014;3\n", "utf-8")
    told = CliRunner().invoke(main, ["status", "deck.yaml"]).output
    assert told == "Os  Os.pptx: up to date\nSel  Sel.pptx: up to date\n"  # 2012 is outside
