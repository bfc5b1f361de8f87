"""Whole decks: valid, the same on every run, on any template, whatever the words in them."""

import hashlib
import io
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pptx
import pytest
from writing import (
    BODY,
    BULLETS,
    CORPUS,
    DEPMAL,
    FRAME,
    TITLE_LAYOUT,
    TITLE_ONLY,
    audit,
    bullets,
    deck,
    everything,
    found,
    lint,
    media,
    parts,
    slide,
    template,
    text,
    title,
    writer,
)

from deckgen.errors import DeckgenError
from deckgen.model import Cell, Column, Deck, Footer, Picture, Placeholder, Properties, Row, Run, Shape, Slide, Table
from deckgen.powerpoint.package import Package, deflate, pack
from deckgen.powerpoint.write import Writer

HOSTILE = ("<&\"'>]]>", "&amp;<!--x-->", "😀👩‍👧", "שלום ‏abc", "a\u0301\u2028b", "{x} %s \\n", " to  blanke ")


def opened(data: bytes) -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(data))


def test_a_deck_is_valid_and_read_back(tmp_path: Path) -> None:
    data = writer().write(everything())
    assert audit(data, tmp_path) == []
    assert list(lint(data)) == []
    presentation = opened(data)
    assert [page.shapes.title.text for page in presentation.slides] == ["En\vto"] + ["Saman om ein betre kommune"] * 4
    assert [page.slide_layout.name for page in presentation.slides][:2] == ["Title Slide", "Title and Content"]
    assert [page.has_notes_slide for page in presentation.slides] == [False, True, True, False, False]
    assert presentation.slides[1].notes_slide.notes_text_frame.text == "Husk\nå smile"


def test_the_same_deck_gives_the_same_bytes_in_any_process() -> None:
    here = hashlib.sha256(writer().write(everything())).hexdigest()
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from writing import everything, writer;"
        "print(hashlib.sha256(writer().write(everything())).hexdigest())"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"}
        there = subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            capture_output=True,
            text=True,
            env=environment,
            check=True,
        )
        assert there.stdout.strip() == here


def test_a_writer_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(writer())).write(everything()) == writer().write(everything())


def hostile_deck(said: str) -> Deck:
    """``said`` at every place where words go."""
    run = Run(said, "nb")
    cell = Cell((run,))
    table = Table((Column(cell),), (Row((cell,), said, total=True),))
    page = Slide(
        said,
        "bullets",
        BULLETS,
        (
            Shape("title", said, text(said), Placeholder(0, "title")),
            Shape(said, said, text(said), BODY),
            Shape("t", said, table, None, FRAME, said),
            Shape("p", said, Picture(media()), None, FRAME, said),
        ),
        "nb",
        Footer(said, said, number=True),
        text(said),
        said,
    )
    return Deck(said, "x", "nb", Properties(said, said, said, said, said), (page,))


@pytest.mark.parametrize("said", HOSTILE)
def test_words_stay_words_wherever_they_stand(said: str, tmp_path: Path) -> None:
    data = writer().write(hostile_deck(said), custom={said: said})
    assert audit(data, tmp_path) == []
    assert list(lint(data)) == []
    presentation = opened(data)
    page = presentation.slides[0]
    assert [shape.name for shape in page.shapes][:4] == [said] * 4
    assert [shape.text_frame.text for shape in page.placeholders] == [said] * 4 + ["1"]
    assert page.shapes[2].table.cell(0, 0).text == page.shapes[2].table.cell(1, 0).text == said
    assert found(data, "//p:cNvPr/@descr") == [said, said]
    assert page.notes_slide.notes_text_frame.text == said
    assert found(data, "//p14:section/@name", "ppt/presentation.xml") == [said]
    core = presentation.core_properties
    assert {core.title, core.author, core.subject, core.keywords} == {said}
    names = found(data, "//*[local-name()='property']/@name", "docProps/custom.xml")
    assert names == ["deckgen.deck", said]
    assert found(data, "//*[local-name()='lpwstr']/text()", "docProps/custom.xml") == [said, said]


@pytest.mark.parametrize("said", ["\ud800", "a\x00b", "\x1b", "\uffff"])
def test_what_xml_cannot_hold_is_refused_wherever_it_stands(said: str) -> None:
    good, bad = hostile_deck("x"), hostile_deck(said)
    page = good.slides[0]
    leaves = [
        replace(good, properties=bad.properties),
        replace(good, identity=said),
        *(
            replace(good, slides=(replace(page, **{name: getattr(bad.slides[0], name)}),))
            for name in ("footer", "notes", "section")
        ),
        *(
            replace(good, slides=(replace(page, shapes=(replace(shape, **{name: getattr(wrong, name)}),)),))
            for shape, wrong in zip(page.shapes, bad.slides[0].shapes, strict=True)
            for name in ("name", "alt", "content")
            if getattr(shape, name) != getattr(wrong, name)
        ),
    ]
    assert len(leaves) == 14
    for leaf in leaves:
        with pytest.raises(ValueError, match=r"cannot stand in XML|surrogates not allowed"):
            writer().write(leaf)
    with pytest.raises(ValueError, match="cannot stand in XML"):
        writer().write(good, custom={said: "x"})


def test_ids_follow_the_identities_and_nothing_else() -> None:
    before = writer().write(deck(bullets(text("a"), identity="a"), bullets(text("b"), identity="b")))
    after = writer().write(deck(bullets(text("ny"), identity="ny"), bullets(text("annet"), identity="b")))
    for path in ("//p14:creationId/@val", "//a16:creationId/@id"):
        ids = found(before, path, "ppt/slides/slide2.xml")
        assert ids == found(after, path, "ppt/slides/slide2.xml")
        assert not set(ids) & set(found(after, path))
        assert len(set(ids)) == len(ids) > 0
    assert found(before, "//p:sldId/@id", "ppt/presentation.xml") == ["256", "257"]


def test_the_footer_stands_where_the_layout_has_it() -> None:
    footer = Footer("8. april 2013", "Saman", number=True)
    data = writer().write(
        deck(slide(title(), footer=footer), slide(title(), footer=Footer(text=""), identity="2"), slide(title(), identity="3"))
    )
    first, second, third = opened(data).slides
    assert {p.placeholder_format.idx: p.text_frame.text for p in first.placeholders} == {
        0: "Saman om ein betre kommune",
        10: "8. april 2013",
        11: "Saman",
        12: "1",
    }
    assert [p.placeholder_format.idx for p in second.placeholders] == [0, 11]
    assert [p.placeholder_format.idx for p in third.placeholders] == [0]
    assert found(data, "//a:fld/@type") == ["slidenum"]


def test_sections_hold_every_slide() -> None:
    pages = [slide(title(), identity=str(n), section=name) for n, name in enumerate(("", "", "Del 1", "", "Del 2"))]
    data = writer().write(deck(*pages))
    sections = found(data, "//p14:section", "ppt/presentation.xml")
    assert [section.get("name") for section in sections] == ["Tittel", "Del 1", "Del 2"]
    assert [len(section[0]) for section in sections] == [2, 2, 1]
    assert found(data, "//p14:sldId/@id", "ppt/presentation.xml") == ["256", "257", "258", "259", "260"]
    assert len({section.get("id") for section in sections}) == 3
    assert not found(writer().write(deck(slide(title()))), "//p14:section", "ppt/presentation.xml")
    untitled = writer().write(deck(*pages, properties=Properties()))
    assert found(untitled, "//p14:section/@name", "ppt/presentation.xml")[0] == "Start"


def test_properties_are_written_and_no_time_but_the_one_given() -> None:
    data = writer().write(everything(), custom={"deckgen.base": "1"})
    core = opened(data).core_properties
    assert (core.title, core.author, core.language, core.modified) == ("Tittel", "Forfatter", "nb-NO", None)
    oslo = timezone(timedelta(hours=2))
    for given in (datetime(2013, 4, 8, 12, tzinfo=oslo), datetime(2013, 4, 8, 10), datetime(2013, 4, 8, 10, tzinfo=UTC)):
        assert opened(writer().write(everything(), modified=given)).core_properties.modified.replace(tzinfo=None) == datetime(
            2013, 4, 8, 10
        )
    with pytest.raises(ValueError, match="two custom properties have one name"):
        writer().write(everything(), custom={"Deckgen.Deck": "x"})


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            slide(title(), layout="/ppt/slideLayouts/slideLayout99.xml"),
            "the template has no layout /ppt/slideLayouts/slideLayout99.xml",
        ),
        (slide(title(), Shape("b", "b", text("x"), BODY)), "the layout ../slideLayouts/slideLayout6.xml has no placeholder 1"),
        (slide(title(), title()), 'two shapes of the slide "slide" fill one placeholder: \\[0, 0\\]'),
    ],
)
def test_what_the_template_lacks_is_refused(wrong: Slide, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        writer().write(deck(wrong))


def test_a_notes_master_is_added_only_where_there_are_notes() -> None:
    without, with_notes = (writer().write(deck(slide(title(), notes=notes))) for notes in (None, text("x")))
    assert not [name for name in parts(without) if "notes" in name]
    assert {name for name in parts(with_notes) if "notesMaster" in name} == {
        "ppt/notesMasters/notesMaster1.xml",
        "ppt/notesMasters/_rels/notesMaster1.xml.rels",
    }
    assert opened(with_notes).notes_master.placeholders[1].placeholder_format.type == pptx.enum.shapes.PP_PLACEHOLDER.BODY


def test_the_slides_of_the_template_stay_behind_with_all_that_is_theirs(tmp_path: Path) -> None:
    source = writer().write(everything())
    again = Writer(source).write(deck(slide(title(), notes=text("nytt"))))
    names = set(parts(again))
    assert not [name for name in names if name.startswith("ppt/media/")]
    assert [name for name in names if name.startswith("ppt/slides/slide")] == ["ppt/slides/slide1.xml"]
    assert len([name for name in names if name.startswith("ppt/notesMasters/notesMaster")]) == 1
    assert not found(again, "//p14:section", "ppt/presentation.xml")
    assert audit(again, tmp_path) == []
    assert list(lint(again)) == []


def test_a_program_a_lock_and_the_wrong_type_do_not_come_along(tmp_path: Path) -> None:
    package = Package.open(template())
    presentation = package.read("/ppt/presentation.xml").replace(
        b"</p:presentation>", b'<!--slides--><p:modifyVerifier cryptProviderType="rsaFull"/></p:presentation>'
    )
    rels = package.read("/ppt/_rels/presentation.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="odd" Type="http://x/relationships/vbaProject" Target="vbaProject.bin"/>'
        b'<Relationship Id="rId77" Type="http://x/relationships/customXml" Target="../customXml/item1.xml"/></Relationships>',
    )
    types = package.read("/[Content_Types].xml").replace(b"presentation.main+xml", b"template.macroEnabled.main+xml")
    changed = {"/ppt/presentation.xml": presentation, "/ppt/_rels/presentation.xml.rels": rels, "/[Content_Types].xml": types}
    members = [deflate(part[1:], changed.get(part, package.read(part))) for part in package.names]
    members += [deflate("ppt/vbaProject.bin", b"MZ"), deflate("customXml/item1.xml", b"<x/>")]
    data = Writer(pack(members)).write(everything())
    assert not [name for name in parts(data) if "vba" in name.lower() or "customXml" in name]
    assert b"modifyVerifier" not in parts(data)["ppt/presentation.xml"]
    assert b"presentation.main+xml" in parts(data)["[Content_Types].xml"]
    assert audit(data, tmp_path) == []
    assert list(lint(data)) == []


def test_a_layout_that_leads_to_a_slide_loses_the_link_and_no_more(tmp_path: Path) -> None:
    package = Package.open(writer().write(everything()))
    layout, rels = "/ppt/slideLayouts/slideLayout6.xml", "/ppt/slideLayouts/_rels/slideLayout6.xml.rels"
    link = (
        b'<a:hlinkClick xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/></p:cNvPr>'
    )
    changed = {
        layout: package.read(layout).replace(b'name="Title 1"/>', b'name="Title 1">' + link),
        rels: package.read(rels).replace(
            b"</Relationships>",
            b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide" '
            b'Target="../slides/slide1.xml"/></Relationships>',
        ),
    }
    assert b"rId9" in changed[layout]
    source = pack(deflate(part[1:], changed.get(part, package.read(part))) for part in package.names)
    data = Writer(source).write(deck(slide(title())))
    assert b"hlinkClick" not in parts(data)[layout[1:]]
    assert b"Title 1" in parts(data)[layout[1:]]
    assert audit(data, tmp_path) == []
    assert list(lint(data)) == []


def test_a_damaged_template_is_refused() -> None:
    package = Package.open(template())
    members = [package.raw(part) for part in package.names]
    theme = next(n for n, member in enumerate(members) if "theme1" in member.name)
    members[theme] = deflate(members[theme].name, b"<a:theme")
    with pytest.raises(DeckgenError, match="package-xml"):
        Writer(pack(members))


def one_slide_a_layout(layouts: dict[str, object]) -> Deck:
    """A slide on each layout, every placeholder for text or pictures filled, notes on every other."""
    pages: list[Slide] = []
    for n, (part, layout) in enumerate(layouts.items()):
        shapes: dict[int, Shape] = {}
        for place in layout.placeholders:  # type: ignore[attr-defined]
            if place.type in ("title", "ctrTitle", "subTitle", "body", "obj", "pic"):
                content = Picture(media()) if place.type == "pic" else text(place.name, "<&>")
                shapes.setdefault(place.idx, Shape(str(place.idx), place.name, content, Placeholder(place.idx, place.type)))
        notes = text("notat") if n % 2 else None
        pages.append(Slide(str(n), "x", part, tuple(shapes.values()), "nb", Footer("1. mai", "f", number=True), notes))
    return deck(*pages)


WILD = (
    "officer-test-layouts-ordering-3-masters.pptx",
    "officer-ph_dupes.pptx",
    "open-xml-sdk-2006MoCalTechnic_TP10164181.potx",
    "phppresentation-Issue_00150.pptx",
    "pptx-automizer-SlideDimensions1.pptx",
    "poi-testPPT.ppsx",
    "shapecrawler-014.pptx",
    "shapecrawler-074_google_slides.pptx",
    "open-xml-powertools-PP006-Videos.pptx",
)


@pytest.mark.parametrize("path", [DEPMAL, *(CORPUS / name for name in WILD)], ids=lambda path: path.name)
def test_any_template_gives_a_deck_no_worse_than_itself(path: Path, tmp_path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand")
    template_writer = Writer(path)
    made = one_slide_a_layout(dict(template_writer.layouts))
    data = template_writer.write(made)
    presentation = opened(data)
    assert len(presentation.slides) == len(made.slides) > 0
    assert [page.has_notes_slide for page in presentation.slides] == [page.notes is not None for page in made.slides]
    assert len(audit(data, tmp_path)) <= len(audit(path.read_bytes(), tmp_path))
    assert list(lint(data)) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("open-xml-sdk-Accent1sysClr.pptx", "package-strict"),
        ("open-xml-sdk-encrypted_pptx.pptx", "package-encrypted"),
        ("phppresentation-Sample_01_Simple.pptx", "package-xml"),
        ("poi-testPPT.thmx", "package-not-powerpoint"),
    ],
)
def test_what_can_be_no_template_is_refused(name: str, code: str) -> None:
    if not (CORPUS / name).exists():
        pytest.skip(f"{name} is not at hand")
    with pytest.raises(DeckgenError) as caught:
        Writer(CORPUS / name)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert TITLE_LAYOUT != TITLE_ONLY
