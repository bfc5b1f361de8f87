"""Slips that would do nothing, or not what they say, are told: names and values that the data do not have."""

from collections.abc import Callable
from pathlib import Path

import pytest

import deckgen
from deckgen.messages import describe

DATA = "land;år;verk\nNorge;2012;1\nNorge;2020;2\nSverige;2012;3\nSverige;2020;4\n"
SPEC = """
title: Prøve
data:
  need: need.csv
  some: {{from: need, steps: [{{filter: {step}}}]}}
slides:
  - {{kind: table, title: A, from: some, show: [land, verk]}}
  - {{kind: chart, title: B, from: need, filter: {filter}, chart: {chart}, categories: år, series: land, values: verk}}
"""
HELP = '\n  did you mean "Sverige"?\n  write it as it stands in the data, or leave it out'


def warned(
    project: Callable[..., Path], *, step: str = "{land: Norge}", filter_: str = "{år: [2012, 2020]}", chart: str = "column"
) -> list[str]:
    spec = project(SPEC.format(step=step, filter=filter_, chart=chart), **{"need.csv": DATA})
    return [describe(warning) for warning in deckgen.build_deck(spec).warnings]


def test_values_that_are_there_are_not_warned_of(project: Callable[..., Path]) -> None:
    assert warned(project) == []
    assert warned(project, step="{land: {not: [Norge]}}") == []


@pytest.mark.parametrize("condition", ["{land: [Norge, Sverge]}", "{land: {not: Sverge}}"])
def test_a_value_of_a_list_or_after_not_that_no_row_has_is_told_in_a_step_and_on_a_slide(
    condition: str, project: Callable[..., Path]
) -> None:
    said = 'the filter names "Sverge", which no row of need has in the column land [filter-value-absent]'
    (told,) = warned(project, step=condition)
    assert told.startswith("deck.yaml:5:")
    assert said in told
    assert told.endswith(HELP)
    (told,) = warned(project, filter_=condition)
    assert told.startswith("deck.yaml:8:")
    assert said in told


def test_a_number_is_looked_for_as_a_number(project: Callable[..., Path]) -> None:
    (told,) = warned(project, filter_="{år: [2012, 2021]}")
    assert 'the filter names "2021", which no row of need has in the column år' in told
    assert warned(project, filter_='{år: ["2012,0", 2020]}') == []


def test_a_line_that_no_series_is_drawn_as_is_told(project: Callable[..., Path]) -> None:
    (told,) = warned(project, chart="column_line, lines: [Sverge]")
    assert "there is no series to draw as a line: Sverge [line-absent]" in told
    assert told.endswith("  the series are Norge, Sverige")
    assert warned(project, chart="column_line, lines: [Sverige]") == []


def test_a_table_of_columns_as_they_stand_takes_no_totals(project: Callable[..., Path]) -> None:
    spec = project(
        "title: T\ndata: {need: need.csv}\nslides: [{kind: table, title: A, from: need, show: [land, verk], totals: yes}]\n",
        **{"need.csv": DATA},
    )
    with pytest.raises(deckgen.DeckgenError) as caught:
        deckgen.build_deck(spec)
    assert 'error: "show" and "totals" cannot both be given [fields-exclude]' in str(caught.value)


@pytest.mark.parametrize(
    ("slide", "column"),
    [
        ("kind: chart, chart: column, categories: aar, series: land, values: verk", "aar"),
        ("kind: chart, chart: column, categories: år, series: lnad, values: verk", "lnad"),
        ("kind: chart, chart: column, categories: år, series: land, values: verkk", "verkk"),
        ("kind: table, rows: lnad, columns: år, values: verk", "lnad"),
        ("kind: table, rows: land, columns: aar, values: verk", "aar"),
        ("kind: table, rows: land, columns: år, values: verkk", "verkk"),
    ],
)
def test_a_misspelt_column_is_told_where_it_is_named(slide: str, column: str, project: Callable[..., Path]) -> None:
    line = f"  - {{{slide}, title: A, from: need}}"
    spec = project(f"title: T\ndata: {{need: need.csv}}\nslides:\n{line}\n", **{"need.csv": DATA})
    with pytest.raises(deckgen.DeckgenError) as caught:
        deckgen.build_deck(spec)
    (problem,) = caught.value.problems
    assert problem.code == "unknown-column"
    assert problem.mark is not None
    assert (problem.mark.line, problem.mark.column) == (4, line.index(column) + 1)
