"""What a slide says: equal before it is written and after it is read, deaf to what programs change on their own."""

import io
import re
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from deckgen.model import (
    Cell,
    Chart,
    Column,
    Deck,
    Footer,
    Frame,
    Group,
    Language,
    Media,
    Paragraph,
    Picture,
    Placeholder,
    Properties,
    Row,
    Run,
    Series,
    Shape,
    Slide,
    Table,
    Text,
    Value,
)
from deckgen.powerpoint.read import read_presentation
from deckgen.powerpoint.said import digest, said, said_by_slide
from deckgen.powerpoint.write import Writer

TEMPLATE = Path(__file__).parents[2] / "templates" / "DEPMAL" / "DEPMAL.pptx"
BULLETS, CHART, FOUR = (f"/ppt/slideLayouts/slideLayout{n}.xml" for n in (4, 9, 7))
FRAME = Frame(2_500_000, 2_052_000, 9_044_000, 3_744_000)
WRITER = Writer(TEMPLATE)


def image() -> Media:
    out = io.BytesIO()
    Image.new("RGB", (3, 4), (10, 90, 100)).save(out, "png")
    return Media(sha256(out.getvalue()).hexdigest(), "image/png", 3, 4, out.getvalue())


def runs(*texts: str, language: Language = "nb") -> tuple[Run, ...]:
    return tuple(Run(text, language) for text in texts)


def group(*paragraphs: Paragraph) -> Group:
    return paragraphs


def text(name: str, idx: int, kind: str, *paragraphs: Paragraph, alt: str = "") -> Shape:
    return Shape(name, name, Text((paragraphs,)), Placeholder(idx, kind), alt=alt)


TITLE = text("title", 0, "title", Paragraph(runs("Pulje 2 – ", "52", " prosjekt")))
BODY = text(
    "body",
    1,
    "body",
    Paragraph(runs("Nytt siden sist")),
    Paragraph((*runs("en linje\nog en til, "), Run("samanom", "nn", link="https://www.samanom.no/å b?q=1")), level=1),
    Paragraph(()),
    Paragraph((Run("side ", "nb"), Run("7", "nb", auto="slidenum"))),
)
TABLE = Shape(
    "table",
    "table",
    Table(
        (Column(Cell(runs("År"))), Column(Cell(runs("Års", "verk")), "right")),
        (Row((Cell(runs("2012")), Cell(runs("118,5")))), Row((Cell(runs("I alt")), Cell(())), total=True)),
    ),
    Placeholder(14, "obj"),
    FRAME,
    alt="Årsverk etter år",
)
PICTURE = Shape("picture", "picture", Picture(image(), (0.1, 0, 0, 0)), Placeholder(21, "pic"), alt="Et fjell")
SYMBOL = Shape("symbol", "symbol", Picture(image()), Placeholder(20, "pic"))  # decorative
LOOSE = Shape("box", "box", Text((group(Paragraph(runs("Egenregi"))),)), frame=Frame(1, 2, 300_000, 400_000))


def slide(*shapes: Shape, layout: str = BULLETS, notes: Text | None = None) -> Slide:
    return Slide("s", "bullets", layout, shapes, "nb", Footer("8. april 2013", "Saman", True), notes)


def deck(*slides: Slide) -> Deck:
    named = (replace(each, identity=f"slide {n}") for n, each in enumerate(slides))
    return Deck("d", "DEPMAL", "nb", Properties("Saman", "KRD"), tuple(named))


def written(one: Slide):
    return read_presentation(WRITER.write(deck(one))).slides[0]


def edited(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                for old, new in changes:
                    assert re.search(old, content.decode()), old
                    content = re.sub(old, new, content.decode()).encode()
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "one",
    [
        slide(TITLE, BODY, SYMBOL),
        slide(TITLE, BODY, LOOSE, notes=Text((group(Paragraph(runs("Seg dette.")), Paragraph(runs("Så dette."))),))),
        slide(TITLE, TABLE, layout=CHART),
        slide(TITLE, BODY, PICTURE, layout=FOUR),
        slide(TITLE, text("body", 1, "body")),
        slide(TITLE, text("body", 1, "body", Paragraph(()), Paragraph(()))),
        slide(),
    ],
)
def test_a_slide_says_the_same_before_it_is_written_and_after_it_is_read(one: Slide):
    assert said(written(one)) == said_by_slide(one)


def series(name: str, *numbers: float | None, **more: object) -> Series:
    return Series(name, tuple(Value(number, "" if number is not None else "..") for number in numbers), **more)  # type: ignore[arg-type]


def chart(kind: str, *of: Series) -> Slide:
    content = Chart(kind, ("2012", "2020") if kind != "scatter" else (), of, "nb")  # type: ignore[arg-type]
    return slide(TITLE, Shape("chart", "chart", content, Placeholder(14, "obj"), FRAME, "Behov"), layout=CHART)


SKILL = series("Skule", 118.5, 0.1 + 0.2)
CARE = series("Omsorg", None, -0.0)
TOTAL = series("I alt", 118.5, 0.3, role="total")
CHARTS = [
    *(chart(kind, SKILL, CARE) for kind in ("column", "stacked_column", "stacked_column_100", "bar", "stacked_bar")),
    *(chart(kind, SKILL, CARE) for kind in ("stacked_bar_100", "line", "area", "stacked_area")),
    chart("stacked_column", SKILL, CARE, TOTAL),
    chart("stacked_column", TOTAL, SKILL, CARE),
    chart("stacked_column", SKILL, series("I alt", None, 0.3, role="total")),
    chart("column_line", SKILL, series("Per 1000", 1.5, 2.5, role="line", second_axis=True)),
    chart("pie", SKILL),
    chart("doughnut", SKILL),
    chart("scatter", series("Kommunar", 1.5, 2.5, xs=(Value(3.0), Value(4.0)))),
]


@pytest.mark.parametrize("one", CHARTS, ids=lambda one: one.shapes[1].content.kind)
def test_a_chart_says_the_same_before_it_is_written_and_after_it_is_read(one: Slide):
    assert said(written(one)) == said_by_slide(one)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=12)
RUNS = st.lists(st.builds(Run, WORDS, st.sampled_from(("nb", "nn", "en")), st.booleans()), max_size=3).map(tuple)
PARAGRAPHS = st.lists(st.builds(Paragraph, RUNS, st.integers(0, 8)), max_size=4)


@given(PARAGRAPHS, PARAGRAPHS)
@settings(max_examples=40, deadline=None)
def test_whatever_a_text_says_is_read_back(body: list[Paragraph], notes: list[Paragraph]):
    one = slide(TITLE, text("body", 1, "body", *body), notes=Text((tuple(notes),)))
    assert said(written(one)) == said_by_slide(one)


def test_ids_names_languages_and_places_say_nothing():
    one = slide(TITLE, BODY, LOOSE)
    data = edited(
        WRITER.write(deck(one)),
        "ppt/slides/slide1.xml",
        ('<p:cNvPr id="2"', '<p:cNvPr id="72"'),
        ('name="body"', 'name="PlaceHolder 1"'),
        ('lang="n[bn]-NO"', 'lang="en-US"'),
        ('<a:off x="1" y="2"/>', '<a:off x="9" y="9"/>'),
        (r"<a:r>(<a:rPr [^>]*/>)<a:t>Nytt siden", r"<a:r>\1<a:t>Ny</a:t></a:r><a:r>\1<a:t>tt siden"),
        (r"(?s)(<p:cSld>.*)<p:extLst>.*?</p:extLst>", r"\1"),
    )
    assert said(read_presentation(data).slides[0]) == said_by_slide(one)


@pytest.mark.parametrize(
    "change",
    [
        ("Nytt siden", "Nyt siden"),
        ('lvl="1"', 'lvl="2"'),
        ('descr="Årsverk etter år"', 'descr="Årsverk"'),
        (">118,5<", ">118,6<"),
        ("<p:sld ", '<p:sld show="0" '),
        (r'name="table"', 'hidden="1" name="table"'),
    ],
)
def test_a_change_by_hand_is_heard(change: tuple[str, str]):
    one = slide(TITLE, text("heading", 13, "body", *BODY.content.paragraphs), TABLE, layout=CHART)  # type: ignore[union-attr]
    data = edited(WRITER.write(deck(one)), "ppt/slides/slide1.xml", change)
    assert digest(said(read_presentation(data).slides[0])) != digest(said_by_slide(one))


def test_a_changed_link_picture_or_order_is_heard():
    one = slide(TITLE, BODY, PICTURE, layout=FOUR)
    data = WRITER.write(deck(one))
    link = edited(data, "ppt/slides/_rels/slide1.xml.rels", ("samanom.no", "regjeringen.no"))
    other = replace(PICTURE, content=Picture(replace(image(), digest="0" * 64)))
    assert said(read_presentation(link).slides[0]) != said_by_slide(one)
    assert said_by_slide(slide(TITLE, BODY, other, layout=FOUR)) != said_by_slide(one)
    assert said_by_slide(slide(BODY, TITLE, PICTURE, layout=FOUR)) != said_by_slide(one)


def test_the_number_on_a_slide_may_move_with_it():
    one = slide(TITLE, BODY)
    data = edited(WRITER.write(deck(one)), "ppt/slides/slide1.xml", ("<a:t>7</a:t>", "<a:t>12</a:t>"))
    assert said(read_presentation(data).slides[0]) == said_by_slide(one)


def test_the_digest_is_the_same_everywhere():
    assert digest(said_by_slide(slide(TITLE))) == "00d1cb04bb4c573a"
    assert said_by_slide(slide(TITLE)) == (False, ((0, ("text", ((0, "Pulje 2 – 52 prosjekt", ()),)), ""),), "")
