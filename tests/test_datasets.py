"""The datasets of a spec: made of each other, each once, with their sources; and what a deck used of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deckgen.build import build_deck
from deckgen.compose.datasets import Datasets
from deckgen.data import values
from deckgen.errors import DeckgenError, Mark, Problems
from deckgen.fields import Source
from deckgen.powerpoint.read import read_presentation
from deckgen.powerpoint.view import TextView
from deckgen.spec import SlideSpec, load_spec

MARK = Mark("deck.yaml", 1)
SPEC = """
title: T
data:
  people: {file: people.csv, source: SSB}
  areas: {file: areas.csv, source: Kartverket, example: yes}
  both:
    from: people
    steps:
      - join: {with: areas, on: code}
      - derive: {density: "n / area"}
  sums: {from: both, steps: [group: {by: [code], sum: n}]}
slides:
  - {kind: table, title: T, from: both, filter: {code: a}, show: [year, density]}
"""
FILES = {"people.csv": "code;year;n;x\na;2012;1;p\na;2013;2;q\nb;2012;3;r\n", "areas.csv": "code;area;y\na;4;s\nb;8;t\n"}


@pytest.fixture
def opened(project: Callable[..., Path]) -> Callable[..., tuple[Datasets, SlideSpec, Problems]]:
    def open_spec(spec: str = SPEC, **files: str) -> tuple[Datasets, SlideSpec, Problems]:
        problems = Problems()
        read = load_spec(project(spec, **{**FILES, **files}), problems)
        (slide,) = read.slides
        assert isinstance(slide, SlideSpec)
        return Datasets(read.fields.data, read.project, problems), slide, problems

    return open_spec


def refused(opened, spec: str) -> str:
    def prepared() -> None:
        datasets, slide, _ = opened(spec)
        datasets.rows(slide.fields, {}, "nb")

    with pytest.raises(DeckgenError) as error:
        prepared()
    return str(error.value)


def test_a_dataset_is_made_of_others_and_says_where_they_come_from(opened):
    datasets, slide, problems = opened()
    both = datasets.dataset(Source("both", MARK))
    assert both.cells("density") == [0.25, 0.5, 0.375]
    assert datasets.source(slide.fields).get("nb").text == "SSB; Kartverket"
    assert both.provenance.example
    assert datasets.example(slide.fields.from_)
    assert not datasets.dataset(Source("people", MARK)).provenance.example
    assert datasets.dataset(Source("both", MARK)) is both
    assert problems.found == []


def test_each_deck_tells_what_it_used_and_nothing_else(opened):
    datasets, slide, _ = opened()
    one, other = datasets.for_deck(), datasets.for_deck()
    rows = one.rows(slide.fields, {}, "nb")
    values(rows, "density", MARK)
    assert [(use.read_as, use.file, use.columns) for use in one.uses()] == [
        ("areas", "areas.csv", ("area", "code")),
        ("people", "people.csv", ("code", "n")),
    ]
    assert [[row for row, _ in one.row_digests(use)] for use in one.uses()] == [[2], [2, 3]]
    assert [(each.name, each.file) for each in one.inputs()] == [("areas", "areas.csv"), ("people", "people.csv")]
    assert (other.uses(), other.inputs()) == ((), ())
    other.note(Source("people", MARK), {"code": "b"}, ["year"])
    assert [(use.conditions, use.columns) for use in other.uses()] == [((("code", ("b",)),), ("code", "year"))]


def test_digests_tell_which_rows_changed_without_composing(opened):
    datasets, slide, _ = opened()
    values(datasets.rows(slide.fields, {}, "nb"), "density", MARK)
    before = [datasets.row_digests(use) for use in datasets.uses()]

    def now(**files: str) -> list:
        again, _, _ = opened(**files)
        return [again.row_digests(use) for use in datasets.uses()]

    assert now() == before
    assert now(**{"people.csv": "code;year;n;x\na;2012;1;P\na;2013;2;Q\nb;2013;9;r\n"}) == before
    areas, people = now(**{"people.csv": "code;year;n;x\na;2012;1;p\na;2013;5;q\na;2014;2;\nb;2012;3;r\n"})
    assert areas == before[0]
    assert [row for row, _ in people] == [2, 3, 4]
    assert people[0] == before[1][0]
    assert people[1][1] != before[1][1][1]


def test_what_is_made_from_itself_is_refused_with_the_way_round(opened):
    spec = SPEC.replace("both:\n    from: people", "both:\n    from: sums")
    assert "the dataset both is made from itself: both → sums → both [dataset-cycle]" in refused(opened, spec)


def test_a_dataset_is_in_a_file_or_made_from_another(opened):
    spec = SPEC.replace("sums: {from: both, ", "sums: {from: both, file: people.csv, ")
    assert "[dataset-unclear]" in refused(opened, spec)
    spec = SPEC.replace("sums: {from: both, ", "sums: {from: both, sheet: Ark1, ")
    assert 'error: "sheet" says how a file is read, and this dataset is made from another [dataset-not-file]' in refused(
        opened, spec
    )


def test_all_that_is_wrong_with_datasets_is_told_at_once_and_before_any_deck(opened):
    spec = SPEC.replace("file: areas.csv", "file: aeras.csv").replace("from: both, filter", "from: both, numbers: {}, filter")
    message = refused(opened, spec)
    assert message.count("[data-file-missing]") == 1


def test_datasets_that_others_are_made_from_are_used(opened):
    datasets, slide, problems = opened()
    datasets.warn_unused([slide])
    assert [(problem.code, dict(problem.data)["name"]) for problem in problems.found] == [("dataset-unused", "sums")]


JSON_STAT = {
    "version": "2.0",
    "class": "dataset",
    "source": "SSB {{ 1 + 1 }} *tabell*",
    "id": ["år"],
    "size": [2],
    "dimension": {"år": {"label": "år", "category": {"index": ["2012", "2020"]}}},
    "value": [1, 2],
}


@pytest.mark.parametrize(
    ("said", "printed"),
    [("", "Kilde: SSB {{ 1 + 1 }} *tabell*"), (", source: Kommunen", "Kilde: Kommunen")],
    ids=["by the file", "by the spec"],
)
def test_a_statistics_file_says_its_source_where_the_spec_says_none(project: Callable[..., Path], said: str, printed: str):
    spec = f"""title: Tall
data: {{tall: {{file: tall.json{said}}}}}
slides:
  - {{kind: chart, title: Tall, from: tall, chart: column, categories: år, values: value}}
"""
    built = build_deck(project(spec, **{"tall.json": json.dumps(JSON_STAT)}))
    (slide,) = read_presentation(built.file).slides
    assert printed in [shape.content.plain for shape in slide.shapes if isinstance(shape.content, TextView)]
