"""Text: what PowerPoint is told of runs, paragraphs and levels, and that nothing of it escapes its place."""

import io

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from writing import BODY, FRAME, bullets, deck, found, slide, text, title, words, writer

from deckgen.model import LevelFormat, Paragraph, Run, Shape, Text
from deckgen.powerpoint.write.relationships import uri

SAYABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",), exclude_characters="\ufffe\uffff"), max_size=40)


def written(body: Text) -> bytes:
    return writer().write(deck(bullets(body)))


def read_back(data: bytes) -> pptx.slide.Slide:
    return pptx.Presentation(io.BytesIO(data)).slides[0]


def body_xml(data: bytes, path: str) -> list:
    return found(data, f"//p:sp[p:nvSpPr/p:nvPr/p:ph/@idx='1']/p:txBody/{path}")


@settings(max_examples=40, deadline=None)
@given(SAYABLE)
def test_what_is_said_is_read_back(said: str) -> None:
    page = read_back(written(text(said)))
    assert page.placeholders[1].text_frame.text == said


def test_languages_stand_on_every_run_field_and_paragraph_end() -> None:
    mixed = Paragraph((Run("på norsk ", "nb"), Run("på nynorsk ", "nn"), Run("in English", "en")))
    data = written(text(mixed, Paragraph(()), Paragraph((Run("4", "nn", auto="slidenum"),))))
    assert body_xml(data, "a:p/a:r/a:rPr/@lang") == ["nb-NO", "nn-NO", "en-GB"]
    assert body_xml(data, "a:p/a:endParaRPr/@lang") == ["en-GB", "nb-NO", "nn-NO"]
    assert body_xml(data, "a:p/a:fld/@type") == ["slidenum"]
    assert not found(data, "//a:rPr[not(@lang)] | //a:endParaRPr[not(@lang)]")


def test_bold_italic_and_colours_of_the_theme() -> None:
    page = read_back(
        written(text(Paragraph((Run("a", "nb", bold=True), Run("b", "nb", italic=True), Run("c", "nb", color="tx2")))))
    )
    fat, slanted, coloured = (run.font for run in page.placeholders[1].text_frame.paragraphs[0].runs)
    assert (fat.bold, fat.italic, slanted.bold, slanted.italic) == (True, None, None, True)
    assert coloured.color.theme_color == pptx.enum.dml.MSO_THEME_COLOR.TEXT_2


def test_a_line_break_stays_in_its_paragraph_and_a_tab_stays_a_tab() -> None:
    data = written(text("Oslo\tAsker\nBærum\n\n"))
    assert [len(body_xml(data, f"a:p/a:{name}")) for name in ("r", "br")] == [2, 3]
    assert body_xml(data, "a:p/a:r/a:t/text()") == ["Oslo\tAsker", "Bærum"]
    assert read_back(data).placeholders[1].text_frame.text == "Oslo\tAsker\vBærum\v\v"


def test_an_address_is_referred_to_once_and_encoded() -> None:
    link = Run("her", "nb", link='https://blåbær.no/æ "b"?a=1&b=<2>')
    data = written(text(Paragraph((link, link)), Paragraph((Run("der", "nb", link="mailto:a@b.no"),))))
    page = read_back(data)
    addresses = [run.hyperlink.address for p in page.placeholders[1].text_frame.paragraphs for run in p.runs]
    assert addresses == ["https://xn--blbr-roah.no/%C3%A6%20%22b%22?a=1&b=%3C2%3E"] * 2 + ["mailto:a@b.no"]
    assert body_xml(data, "a:p/a:r/a:rPr/a:hlinkClick/@r:id") == ["rId2", "rId2", "rId3"]


@pytest.mark.parametrize(
    ("address", "encoded"),
    [
        ("https://regjeringen.no/", "https://regjeringen.no/"),
        ("https://a.no/%20 %", "https://a.no/%20%20%25"),
        ("https://a.no/[1]|{2}\\^`", "https://a.no/%5B1%5D%7C%7B2%7D%5C%5E%60"),
        ("https://[::1]:80/x#å", "https://[::1]:80/x#%C3%A5"),
        ("rapport 2013.pdf", "rapport%202013.pdf"),
    ],
)
def test_addresses_are_encoded_once(address: str, encoded: str) -> None:
    assert uri(address) == encoded
    assert uri(encoded) == encoded


def test_levels_bullets_and_gaps() -> None:
    levels = (LevelFormat(before=9),)
    data = written(
        text(
            "a", words("b", level=1), words("c", bullet="none"), words("d", bullet="number"), words("e", gap=12), levels=levels
        )
    )
    assert body_xml(data, "a:p/a:pPr/@lvl") == ["1"]
    assert body_xml(data, "a:p/a:pPr[a:buNone]/@indent") == ["0"]
    assert body_xml(data, "a:p/a:pPr/a:buAutoNum/@type") == ["arabicPeriod"]
    assert body_xml(data, "a:p/a:pPr/a:spcBef/a:spcPts/@val") == ["2100"]  # the gap of 12 beyond the level's 9


def test_what_fit_chose_stands_level_by_level_in_the_schemas_order() -> None:
    full = LevelFormat(
        size=28,
        before=12,
        line=90,
        font="major",
        color="tx2",
        bold=True,
        left=288_000,
        indent=-288_000,
        tab=2_268_000,
        bullet="–",
    )
    data = written(text("a", levels=(full, LevelFormat(), LevelFormat(size=20.5, bullet="none", color="52666e", bold=False))))
    assert [level.tag.rpartition("}")[2] for level in body_xml(data, "a:lstStyle/*")] == ["lvl1pPr", "lvl3pPr"]
    first, _ = body_xml(data, "a:lstStyle/*")
    order = ["lnSpc", "spcBef", "buFontTx", "buChar", "tabLst", "defRPr"]
    assert [child.tag.rpartition("}")[2] for child in first] == order
    assert dict(first.attrib) == {"marL": "288000", "indent": "-288000"}
    assert body_xml(data, "a:lstStyle/a:lvl1pPr/a:defRPr/@sz") == ["2800"]
    assert body_xml(data, "a:lstStyle/a:lvl1pPr/a:defRPr/a:latin/@typeface") == ["+mj-lt"]
    assert body_xml(data, "a:lstStyle/a:lvl3pPr/a:defRPr/@*") == ["2050", "0"]
    assert body_xml(data, "a:lstStyle/a:lvl3pPr/a:defRPr/a:solidFill/a:srgbClr/@val") == ["52666E"]


def test_a_text_without_a_placeholder_is_a_box_of_its_own() -> None:
    data = writer().write(deck(slide(title(), Shape("note", "Merknad", text("løst"), None, FRAME))))
    box = read_back(data).shapes[1]
    assert (box.left, box.top, box.width, box.height) == (FRAME.x, FRAME.y, FRAME.width, FRAME.height)
    assert found(data, "//p:sp[2]/p:nvSpPr/p:cNvSpPr/@txBox") == ["1"]


def test_a_hidden_title_stands_where_it_is_told() -> None:
    hidden = Shape("title", "Tittel", text("Skjult"), title().placeholder, FRAME)
    page = read_back(writer().write(deck(slide(hidden))))
    assert (page.shapes.title.text, page.shapes.title.left) == ("Skjult", FRAME.x)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (text("\x0b"), "U\\+000B cannot stand in XML"),
        (text("\ud83d"), "U\\+D83D cannot stand in XML"),
        (text(Paragraph((Run("a", "nb", link="https://\x1f"),))), "U\\+001F cannot stand in XML"),
        (text(Paragraph((Run("a", "nb", color='red"/>'),))), 'is no colour: a theme colour \\("tx2"\\)'),
        (text(words("a", level=9)), "a paragraph of level 9: the format has 0 to 8"),
        (text("a", levels=(LevelFormat(size=0.5),)), "a text of 0.5 pt: the format has 1 to 4000"),
        (text("a", levels=(LevelFormat(left=60_000_000),)), "marL of 60000000 EMU lies beyond"),
        (text("a", levels=(LevelFormat(),) * 10), "10 levels: the format has 9"),
    ],
)
def test_what_no_file_can_hold_is_refused(body: Text, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        written(body)


def test_a_text_that_stands_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match='the shape "note" has neither a placeholder that gives it a place nor a frame'):
        writer().write(deck(slide(title(), Shape("note", "Merknad", text("løst")))))
    assert BODY.idx == 1
