"""The ministry's seminar deck of 2013, made from its spec: 21 slides that say what the seed says, its misprints mended."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from deckgen.build import build_deck
from deckgen.check.lint import lint
from deckgen.language import format_number
from deckgen.powerpoint.read import read_presentation
from deckgen.powerpoint.view import ChartView, PictureView, SlideView, TextView, View

LAYOUTS = {
    1: "Startside",
    4: "Tekst med liggende bilde",
    10: "Tekst med kulepunkter – 4 vertikale bilder",
    11: "Tekst med kulepunkter – 4 vertikale bilder",
    12: "Prosjektliste",
    13: "Tekst med kulepunkter - 1 vertikalt bilde",
    16: "Definisjon",
    19: "Tekst med kulepunkter og merknad",
    20: "Avslutning",
    **dict.fromkeys((2, 5, 14, 15, 17, 18), "Tekst med kulepunkter"),
    **dict.fromkeys((3, 21), "Helbilde"),
    **dict.fromkeys((6, 7, 8, 9), "Tabell"),
}

# What the seed's charts show for 2012, 2020 and 2040: care, school, kindergarten, and the totals above.
SHOWN = {
    6: ((48, 45, 63), (44, 40, 43), (27, 40, 34), (118, 124, 141)),
    7: ((65, 60, 94), (30, 27, 31), (19, 27, 25), (113, 114, 150)),
    8: ((128, 155, 269), (207, 241, 287), (288, 328, 354), (623, 724, 910)),
    9: ((24, 26, 43), (20, 21, 21), (28, 28, 26), (73, 75, 89)),
}

NUMBERED = (7, 8, 9, 13, 19)  # the slides on which the seed shows a number

MINISTRY = "Kommunal- og regionaldepartementet"
# The template's label and tips, which the seed's text has on most slides.
TIPS = (
    "Tips engelsk mal Klikk på utformingsfanen og velg DEPMAL – engelsk. Eller velg DEPMAL– engelsk under ”oppsett”.",
    "Tips bunntekst: For å sidenummer, dato, og tittel på presentasjon: Klikk på ”Sett Inn” -> Topp og bunntekst"
    " -> Huk av for ønsket tekst.",
    "Tips nynorsk stavekontroll: Klikk fane ”se gjennom”, klikk i tekstfeltet og huk av for nynorsk under ”språk”",
    "Tips symbol: Velg ikonet tilsvarende avdelingen du snakker om, og trykk lim inn (Ctrl+V) på hver side"
    " for at symbolet skal komme på samme sted.",
    "Tips bilde: Bildestørrelse kan forandres ved å dra i bilderammen eller høyreklikke på rammen"
    " og klikke på størrelse og plassering",
    "Tips bilde: For best oppløsning anbefales jpg og png- format.",
    "Tips farger: KRDs fargepalett er lagt inn i malen og vil brukes automatisk i diagrammer og grafer",
)


@pytest.fixture(scope="session")
def deck_file(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("reference") / "samanom-2013.pptx"
    built = build_deck(root / "decks" / "samanom-2013.yaml", target)
    assert built.warnings == ()
    return target


@pytest.fixture(scope="session")
def deck(deck_file: Path) -> View:
    return read_presentation(deck_file)


def words(slide: SlideView) -> str:
    """All that a slide shows, a line a paragraph; a chart's labels as PowerPoint prints them."""
    lines: list[str] = []
    for shape in slide.shapes:
        match shape.content:
            case TextView():
                lines += [paragraph.text.replace("\t", " ") for paragraph in shape.content.paragraphs]
            case ChartView():
                lines += [*shape.content.categories, *(series.name for series in shape.content.series)]
                lines += [format_number(v, 0, "nb") for s in shape.content.series for v in s.values if v is not None]
            case _:
                pass
    return "\n".join(lines)


def chart(slide: SlideView) -> ChartView:
    return next(shape.content for shape in slide.shapes if isinstance(shape.content, ChartView))


def test_the_deck_has_21_slides_on_the_layouts_of_the_seed(deck: View):
    names = {layout.part: layout.name for layout in deck.layouts if layout.master == "DEPMAL"}
    assert {number: names[slide.layout] for number, slide in enumerate(deck.slides, 1)} == dict(sorted(LAYOUTS.items()))


def test_every_line_of_the_seed_stands_on_its_slide(deck: View, root: Path, shared: Path):
    seed = (shared / "seed" / "000_70d1a8fc6d386a7d.txt").read_text("utf-8")
    chunks = seed.split(MINISTRY)[1:]
    assert len(chunks) == 21
    with (root / "data" / "corrections.csv").open(encoding="utf-8-sig") as file:
        corrections = list(csv.DictReader(file, delimiter=";"))
    for number, (chunk, slide) in enumerate(zip(chunks, deck.slides, strict=True), 1):
        text = " ".join(re.sub(r"Norsk mal: ?[^\n]*", "", chunk).split())
        for tip in TIPS:
            text = text.replace(tip, "")
        for row in corrections:
            if int(row["slide"]) == number:
                assert row["seed_text"] in text, row
                text = text.replace(row["seed_text"], row["deck_text"])
        shown = " ".join(words(slide).split())
        links = " ".join(run.link for shape in slide.shapes for run in runs(shape.content))
        if number in NUMBERED:  # the number stands somewhere among the words
            text = re.sub(rf" {number} ", " • ", text + " ")
        for line in re.split("[•–] |(?=http)", text):
            for part in line.split() if number in SHOWN else [line.strip()]:
                assert part in shown or part in links, (number, part)


def runs(content: object):
    return [run for paragraph in content.paragraphs for run in paragraph.runs] if isinstance(content, TextView) else []


@pytest.mark.parametrize("number", SHOWN)
def test_the_charts_show_the_labels_of_the_seed(deck: View, number: int):
    shown = tuple(
        tuple(int(format_number(v, 0, "nb")) for v in series.values) for series in chart(deck.slides[number - 1]).series
    )
    assert shown == SHOWN[number]
    assert chart(deck.slides[number - 1]).categories == ("2012", "2020", "2040")


def test_totals_are_summed_before_rounding(deck: View):
    """In six of the twelve columns the labels alone would not add up."""
    off = 0
    for number in SHOWN:
        *parts, total = chart(deck.slides[number - 1]).series
        for at, value in enumerate(total.values):
            assert value == pytest.approx(sum(part.values[at] for part in parts), abs=1e-9)
            off += sum(int(format_number(part.values[at], 0, "nb")) for part in parts) != int(format_number(value, 0, "nb"))
    assert off == 6


def test_the_title_counts_the_list_below_it(deck: View):
    assert deck.slides[11].title == "Pulje 2 – 52 prosjekt, 60 kommuner"
    body = next(shape for shape in deck.slides[11].shapes if shape.placeholder and shape.placeholder.idx == 1)
    assert len(body.text.splitlines()) == 17


def test_titles_texts_pictures_and_charts_sit_in_placeholders(deck: View):
    loose = [(slide.title, shape.name) for slide in deck.slides for shape in slide.shapes if shape.placeholder is None]
    assert loose == []


def test_the_pictures_and_charts_of_the_seed_are_there(deck: View):
    pictures = {
        number: sum(isinstance(s.content, PictureView) and "ymbol" not in s.name for s in slide.shapes)
        for number, slide in enumerate(deck.slides, 1)
    }
    assert {number: count for number, count in pictures.items() if count} == {3: 1, 4: 1, 10: 4, 11: 4, 13: 1, 21: 1}
    symbols = [sum(isinstance(s.content, PictureView) and "ymbol" in s.name for s in slide.shapes) for slide in deck.slides]
    assert symbols == [1] * 21


def test_hidden_titles_stand_above_the_slide(deck: View):
    for number in (3, 21):
        title = deck.slides[number - 1].shapes[0]
        assert title.frame is not None
        assert title.frame.y + title.frame.height < 0
        assert title.text


def test_the_definition_has_its_links(deck: View):
    links = [run.link for shape in deck.slides[15].shapes for run in runs(shape.content) if run.link]
    assert links == ["http://en.wikipedia.org/wiki/Cost_/_benefit_analysis", "http://no.wikipedia.org/wiki/Business_case"]


def test_nynorsk_is_marked_where_it_is_written(deck: View):
    for number in (1, 4, 20):
        langs = {run.lang for shape in deck.slides[number - 1].shapes for run in runs(shape.content)}
        assert langs == {"nn-NO"}
    assert {run.lang for shape in deck.slides[1].shapes for run in runs(shape.content)} == {"nb-NO"}


def test_nothing_is_wrong_that_a_lint_can_see(deck_file: Path):
    assert [problem for problem in lint(deck_file) if problem.severity == "error"] == []


def test_an_independent_validator_finds_no_error(deck_file: Path):
    from openxml_audit import OpenXmlValidator

    result = OpenXmlValidator().validate(deck_file)
    assert list(result.errors) == []


@pytest.mark.long
def test_microsofts_validator_finds_no_error(deck_file: Path):
    import json
    import os
    import subprocess

    validator = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    if not validator:
        pytest.skip("Microsoft's validator is not installed")
    found = json.loads(subprocess.run([validator, deck_file], capture_output=True, text=True, check=False).stdout)
    assert found["errors"] == []
