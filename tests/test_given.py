"""Tables from a Python program: kept in the spec's CSV files, and read from there to what the program had."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from math import nan
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

import deckgen
from deckgen.data import SourceSpec, read_dataset
from deckgen.data.given import csv_of
from deckgen.errors import DeckgenError, Mark, Problems
from deckgen.powerpoint.view import ChartView

SPEC = """
title: Prøve
data:
  need: {file: given/need.csv, columns: {klasse: text}}
  file: data.xlsx
  other: data/other.csv
slides:
  - {kind: chart, title: Behov, from: need, chart: column, categories: sted, values: årsverk}
"""
NEED = {"sted": ["Frøya", "Hitra; øst"], "årsverk": [118.5, 2], "klasse": ["1", "2"], "dag": [date(2013, 4, 8), None]}


def refused(spec: Path, data: Mapping[str, object]) -> str:
    with pytest.raises(DeckgenError) as caught:
        deckgen.build_deck(spec, data=data)
    assert not spec.with_suffix(".pptx").exists()
    return str(caught.value)


@pytest.mark.parametrize("table", [NEED, pandas.DataFrame(NEED), lambda: pandas.DataFrame(NEED)])
def test_a_table_is_kept_in_its_file_and_the_deck_can_be_built_without_the_program(
    table: object, project: Callable[..., Path], tmp_path: Path
) -> None:
    spec = project(SPEC)
    built = deckgen.build_deck(spec, data={"need": table})
    kept = (tmp_path / "given" / "need.csv").read_text("utf-8-sig")
    assert kept == 'sted;årsverk;klasse;dag\nFrøya;118,5;1;2013-04-08\n"Hitra; øst";2;2;\n'
    assert not deckgen.build_deck(spec).written
    chart = deckgen.read(built.file).slides[0].shapes[1].content
    assert isinstance(chart, ChartView)
    assert chart.series[0].values == (118.5, 2.0)


@pytest.mark.parametrize("wrong", [[NEED], pandas.DataFrame(NEED), NEED.keys(), 0])
def test_what_is_no_mapping_of_tables_is_a_mistake_of_the_program(wrong: Any, project: Callable[..., Path]) -> None:
    with pytest.raises(TypeError) as raised:
        deckgen.build_deck(project(SPEC), data=wrong)
    assert str(raised.value) == f"data must be a mapping from the names of datasets to tables, not {type(wrong).__name__}"


def test_a_name_that_is_no_text_is_that_of_no_dataset(project: Callable[..., Path]) -> None:
    wrong: Any = {2013: NEED}
    assert 'there is no dataset "2013" [unknown-dataset]' in refused(project(SPEC), wrong)


def test_what_stands_in_a_frame_as_empty_is_empty(project: Callable[..., Path], tmp_path: Path) -> None:
    days = [pandas.NaT, pandas.NA, datetime(2013, 4, 8)]
    frame = pandas.DataFrame({"sted": ["A", "B", None], "årsverk": [1, None, nan], "dag": days})
    deckgen.build_deck(project(SPEC.replace("{klasse: text}", "{årsverk: number}")), data={"need": frame})
    assert (tmp_path / "given" / "need.csv").read_text("utf-8-sig") == "sted;årsverk;dag\nA;1;\nB;;\n;;2013-04-08\n"


TEXTS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1).map(lambda text: f"x{text}")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers(-(10**14), 10**14)


@given(st.lists(st.tuples(TEXTS, NUMBERS), min_size=1))
def test_texts_and_numbers_come_back_as_they_were(rows: list[tuple[str, float]]) -> None:
    texts, numbers = map(list, zip(*rows, strict=True))
    data = csv_of("need", {"a": texts, "b": numbers}, SourceSpec("need.csv"), Mark("deck.yaml"))
    source = SourceSpec("need.csv", columns=(("a", "text"), ("b", "number")))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "need.csv"
        path.write_bytes(data)
        dataset = read_dataset("need", source, path, Mark("deck.yaml"), Problems())
    assert (dataset.cells("a"), dataset.cells("b")) == (texts, [*map(float, numbers)])


def test_texts_that_would_be_read_as_numbers_are_to_be_declared(project: Callable[..., Path], tmp_path: Path) -> None:
    told = refused(project(SPEC.replace("klasse: text", "sted: text")), {"need": NEED})
    assert told == (
        'deck.yaml:4:16: error: the texts in column klasse, such as "1", would be read as numbers'
        " [given-texts-read-otherwise]\n"
        "    need: {file: given/need.csv, columns: {sted: text}}\n"
        "                 ^\n"
        "  say in the spec, under the dataset: columns: {klasse: text}; or make them numbers in the program"
    )
    assert not (tmp_path / "given").exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"nead": NEED}, 'there is no dataset "nead"'),
        ({"file": NEED}, "file is not in a CSV file under given/, into which what the program gives could be put"),
        ({"other": NEED}, "other is not in a CSV file under given/"),
        (
            {"need": pandas.DataFrame([[1, 2]], columns=["v", "v"])},
            "need is no table: columns of several levels, or two of one",
        ),
        (
            {"need": pandas.DataFrame(NEED).groupby("sted").sum()},
            "sted of need stand in the data frame's index, which is no column",
        ),
        ({"need": 3}, "what the program gives for need is no table: int, without columns"),
        ({"need": {"a": [1], "b": []}}, "what the program gives for need is no table: columns of unequal length"),
        ({"need": {"sted": ["A"], "x": [[1]]}}, "row 1, column x: [1] (list) is no text, number or date"),
        ({"need": {"sted": ["A", "B"], "x": [1, True]}}, "row 2, column x: True (bool) is no text, number or date"),
        ({"need": {"sted": ["A"], "x": [Decimal("inf")]}}, "row 1, column x: Decimal('Infinity') (Decimal) is no"),
    ],
)
def test_what_is_no_table_of_the_spec_is_refused(
    data: Mapping[str, object], told: str, project: Callable[..., Path], tmp_path: Path
) -> None:
    assert told in refused(project(SPEC), data)
    assert not (tmp_path / "given").exists()


def test_how_to_read_the_file_is_not_for_the_spec_to_say(project: Callable[..., Path]) -> None:
    told = refused(project(SPEC.replace("given/need.csv,", 'given/need.csv, delimiter: ",",')), {"need": NEED})
    assert "delimiter is not for a file that a program gives: deckgen writes it itself [given-option]" in told
