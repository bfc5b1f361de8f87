"""Reading: wild files, python-pptx as the witness, and what placeholders inherit, in small edits of its default template."""

import contextlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.util import Emu, Inches

from deckgen.errors import DeckgenError
from deckgen.messages import describe
from deckgen.model import Frame, Placeholder
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.read import read_presentation
from deckgen.powerpoint.read.theme import transformed
from deckgen.powerpoint.view import ChartView, OtherView, PictureView, ShapeView, TableView, TextView, View

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
FILES = sorted(path for path in CORPUS.glob("*") if path.suffix in (".pptx", ".potx", ".ppsx", ".thmx"))
DEFAULT = Path(pptx.__file__).parent / "templates" / "default.pptx"
REFUSED = {
    "open-xml-sdk-Accent1sysClr.pptx": "presentation-strict",
    "open-xml-sdk-_HC_cmedianode-CommonMediaNodProperties.pptx": "presentation-strict",
    "open-xml-sdk-_HC_sndtgt-SoundTarget-builtIn.pptx": "presentation-strict",
    "open-xml-sdk-algnDist_mainLvl5ppr_AlignmentLevel5Distributed.pptx": "presentation-strict",
    "open-xml-sdk-encrypted_pptx.pptx": "package-encrypted",
    "phppresentation-SamplePassword.pptx": "package-encrypted",
    "phppresentation-Sample_01_Simple.pptx": "package-xml",
    "poi-62592.thmx": "package-not-powerpoint",
    "poi-testPPT.thmx": "package-not-powerpoint",
    "poi-clusterfuzz-testcase-minimized-POIFuzzer-5205835528404992.pptx": "package-truncated",
    "poi-clusterfuzz-testcase-minimized-POIXSLFFuzzer-5471515212382208.pptx": "package-truncated",
    "poi-clusterfuzz-testcase-minimized-POIXSLFFuzzer-6254434927378432.pptx": "package-truncated",
}
needs_corpus = pytest.mark.skipif(not FILES, reason="the corpus of wild presentations is not here")


def edited(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """The same package with each first text of a pair, which must be there, replaced by the second, once, in one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                for old, new in changes:
                    assert old.encode() in content, old
                    content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(name, content)
    return out.getvalue()


def saved(presentation: object) -> bytes:
    out = io.BytesIO()
    presentation.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def template(*changes: tuple[str, str], part: str = "ppt/slideLayouts/slideLayout2.xml") -> View:
    return read_presentation(edited(DEFAULT.read_bytes(), part, *changes))


def body_of(view: View):
    return view.layouts[1].placeholder(1)


# Wild files


@needs_corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_wild_file_is_read_or_refused_with_one_reason(path: Path):
    if path.name in REFUSED:
        with pytest.raises(DeckgenError) as raised:
            read_presentation(path)
        (problem,) = raised.value.problems
        assert problem.code == REFUSED[path.name]
        assert describe(problem).startswith(f"{path.name}")
    else:
        view = read_presentation(path)
        assert view.masters
        assert view.width > 0
        assert all(view.layout(slide.layout) for slide in view.slides)
        assert all(len(place.levels) == 9 for layout in view.layouts for place in layout.placeholders)


@needs_corpus
@pytest.mark.parametrize("path", [path for path in FILES if path.name not in REFUSED], ids=lambda path: path.name)
def test_python_pptx_sees_the_same_slides(path: Path):
    try:
        witness = pptx.Presentation(str(path))
    except (ValueError, KeyError):
        pytest.skip("python-pptx does not open it")
    view = read_presentation(path)
    assert (view.width, view.height) == (witness.slide_width, witness.slide_height)
    assert [layout.name for layout in view.layouts] == [
        layout.name for master in witness.slide_masters for layout in master.slide_layouts
    ]
    assert len(view.slides) == len(witness.slides)
    for slide, seen in zip(view.slides, witness.slides, strict=True):
        assert slide.id == seen.slide_id  # its part is renamed by python-pptx
        if "AlternateContent" in seen.part.blob.decode("utf-8", "replace"):
            continue  # of which python-pptx sees nothing
        shapes = list(flattened(seen.shapes))
        assert [shape.name for shape in slide.shapes] == [shape.name for shape in shapes]
        for mine, other in zip(slide.shapes, shapes, strict=True):
            agree(mine, other)


def flattened(shapes) -> Iterator[object]:
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from flattened(shape.shapes)


def agree(mine: ShapeView, other) -> None:
    assert mine.id == other.shape_id
    if mine.group is None and mine.frame and other.left is not None:
        assert mine.frame == Frame(other.left, other.top, other.width, other.height)
    if isinstance(mine.content, TextView) and other.has_text_frame:
        fields = any(run.field for paragraph in mine.content.paragraphs for run in paragraph.runs)
        if not fields:
            assert mine.text.replace("\n", "\v") == other.text_frame.text.replace("\n", "\v")
    if isinstance(mine.content, TableView):
        assert mine.content.rows == tuple(
            tuple(cell.text.replace("\v", "\n") for cell in row.cells) for row in other.table.rows
        )
    if isinstance(mine.content, PictureView) and mine.content.digest:
        assert mine.content.digest == sha256(other.image.blob).hexdigest()
    if isinstance(mine.content, ChartView) and mine.content.series and "3D" not in mine.content.kind:
        try:
            plots = list(other.chart.plots)
        except ValueError:
            return  # a plot that python-pptx has no class for
        names = sorted(series.name for plot in plots for series in plot.series)
        assert sorted(series.name for series in mine.content.series) == names
        if mine.content.categories:
            assert mine.content.categories == tuple(map(str, plots[0].categories))


@needs_corpus
def test_what_is_known_of_some_wild_files():
    view = read_presentation(CORPUS / "open-xml-sdk-2006MoCalTechnic_TP10164181.potx")
    assert view.masters[0].name == "Technic"
    assert view.layouts[0].background == "242424"  # where the gradient begins
    assert view.layouts[1].background == "3B3B3B"
    assert view.layouts[1].dark
    view = read_presentation(CORPUS / "officeimo-PowerPointAdvancedRoadmap.pptx")
    contents = [shape.content for slide in view.slides for shape in slide.shapes]
    assert [content.kind for content in contents if isinstance(content, OtherView)] == ["diagram", "media"]
    assert "surface3DChart" in [content.kind for content in contents if isinstance(content, ChartView)]
    view = read_presentation(CORPUS / "open-xml-sdk-linkedpicture.pptx")
    (picture,) = (s.content for slide in view.slides for s in slide.shapes if isinstance(s.content, PictureView))
    assert picture.digest == ""


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_damaged_part_gives_a_view_or_a_reason_but_no_traceback(data):
    good = DEFAULT.read_bytes()
    part = data.draw(st.sampled_from(["ppt/presentation.xml", "ppt/slideMasters/slideMaster1.xml", "ppt/theme/theme1.xml"]))
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        text = package.read(part).decode()
    start = data.draw(st.integers(0, len(text) - 1))
    kind = data.draw(st.sampled_from(["", "x", '"', "-1e400", "<", "nan", "99999999999999999999"]))
    end = data.draw(st.integers(start, min(len(text), start + 400)))
    with contextlib.suppress(DeckgenError):
        read_presentation(edited(good, part, (text, text[:start] + kind + text[end:])))


# What placeholders inherit


def test_the_default_template_is_read():
    view = read_presentation(DEFAULT, slides=False)
    assert (view.width, view.height, view.slides) == (9_144_000, 6_858_000, ())
    (master,) = view.masters
    assert (master.name, master.theme.major, master.theme.color("accent1")) == ("Office Theme", "Calibri", "4F81BD")
    assert [layout.name for layout in master.layouts][:3] == ["Title Slide", "Title and Content", "Section Header"]
    assert master.layouts[0].master == "Office Theme"
    assert (master.layouts[0].background, master.layouts[0].dark) == ("FFFFFF", False)
    assert view.table_style == "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"


def test_a_body_has_its_masters_frame_and_levels():
    body = body_of(template())
    assert (body.idx, body.type, body.frame) == (1, "obj", Frame(457_200, 1_600_200, 8_229_600, 4_525_963))
    assert [(level.size, level.bullet, level.left, level.indent) for level in body.levels[:3]] == [
        (32.0, "•", 342_900, -342_900),
        (28.0, "–", 742_950, -285_750),
        (24.0, "•", 1_143_000, -228_600),
    ]
    assert (body.levels[0].font, body.levels[0].color) == ("Calibri", "000000")
    assert (body.insets, body.anchor, body.wrap, body.autofit) == ((91_440, 45_720, 91_440, 45_720), "t", True, "normal")


def test_spacing_in_per_cent_is_of_the_size():
    assert body_of(template()).levels[0].before == pytest.approx(32 * 0.2)


LIST_STYLE = ("<a:lstStyle/>", '<a:lstStyle><a:lvl1pPr marL="7"><a:defRPr sz="1250" b="1"/></a:lvl1pPr></a:lstStyle>')


def layout_body(*changes: tuple[str, str]):
    """The body of the second layout, where its own ``a:bodyPr`` and ``a:lstStyle`` are changed."""
    with zipfile.ZipFile(DEFAULT) as package:
        text = package.read("ppt/slideLayouts/slideLayout2.xml").decode()
    start = text.index('idx="1"')
    tail = text[start:]
    for old, new in changes:
        assert old in tail, old
        tail = tail.replace(old, new, 1)
    return body_of(template((text, text[:start] + tail)))


def test_the_layouts_style_goes_before_the_masters_and_leaves_the_rest():
    first, second = layout_body(LIST_STYLE).levels[:2]
    assert (first.size, first.bold, first.left, first.indent, first.bullet) == (12.5, True, 7, -342_900, "•")
    assert second.size == 28.0


def test_spacing_in_per_cent_follows_a_size_that_the_layout_sets():
    assert layout_body(LIST_STYLE).levels[0].before == pytest.approx(12.5 * 0.2)


def test_exact_line_spacing_is_kept_apart():
    style = '<a:lstStyle><a:lvl1pPr><a:lnSpc><a:spcPts val="2400"/></a:lnSpc></a:lvl1pPr></a:lstStyle>'
    level = layout_body(("<a:lstStyle/>", style)).levels[0]
    assert (level.line, level.exact) == (100.0, 24.0)


def test_line_spacing_in_per_cent():
    style = '<a:lstStyle><a:lvl1pPr><a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:buNone/></a:lvl1pPr></a:lstStyle>'
    level = layout_body(("<a:lstStyle/>", style)).levels[0]
    assert (level.line, level.exact, level.bullet) == (90.0, None, "")


def test_a_face_of_the_theme_is_named():
    style = '<a:lstStyle><a:lvl1pPr><a:defRPr><a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></a:lstStyle>'
    with zipfile.ZipFile(DEFAULT) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
    data = edited(
        DEFAULT.read_bytes(), "ppt/theme/theme1.xml", ('<a:latin typeface="Calibri"/>', '<a:latin typeface="Georgia"/>')
    )
    assert theme.index("majorFont") < theme.index("minorFont")
    data = edited(data, "ppt/slideLayouts/slideLayout1.xml", ("<a:lstStyle/>", style))
    title = read_presentation(data).layouts[0].placeholder(0)
    assert title.levels[0].font == "Georgia"


@pytest.mark.parametrize(
    ("fill", "color"),
    [
        ('<a:srgbClr val="c0ffee"/>', "C0FFEE"),
        ('<a:schemeClr val="accent1"/>', "4F81BD"),
        ('<a:schemeClr val="tx2"/>', "1F497D"),
        ('<a:schemeClr val="accent1"><a:lumMod val="75000"/></a:schemeClr>', "376092"),
        ('<a:schemeClr val="accent1"><a:lumMod val="60000"/><a:lumOff val="40000"/></a:schemeClr>', "95B3D7"),
        ('<a:schemeClr val="bg1"><a:lumMod val="50000"/></a:schemeClr>', "808080"),
        ('<a:sysClr val="windowText" lastClr="010203"/>', "010203"),
        ('<a:prstClr val="dkBlue"/>', "00008B"),
        ('<a:scrgbClr r="0" g="100000" b="0"/>', "00FF00"),
        ('<a:hslClr hue="0" sat="100000" lum="50000"/>', "FF0000"),
        ('<a:schemeClr val="tx1"><a:tint val="75000"/></a:schemeClr>', "898989"),  # as PowerPoint greys footers
    ],
)
def test_a_colour_is_resolved(fill: str, color: str):
    style = f"<a:lstStyle><a:lvl1pPr><a:defRPr><a:solidFill>{fill}</a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>"
    assert layout_body(("<a:lstStyle/>", style)).levels[0].color == color


def test_transforms_are_applied_in_their_order():
    assert transformed("808080", (("lumMod", 50.0), ("lumOff", 50.0))) != transformed(
        "808080", (("lumOff", 50.0), ("lumMod", 50.0))
    )


def test_a_layout_with_a_colour_map_of_its_own_turns_text_and_ground():
    override = '<p:clrMapOvr><a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" accent1="accent1" accent2="accent2" '
    override += 'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
    view = template(("<p:clrMapOvr><a:masterClrMapping/>", override))
    assert view.layouts[1].background == "000000"
    assert view.layouts[1].dark
    assert body_of(view).levels[0].color == "FFFFFF"
    assert view.layouts[2].background == "FFFFFF"


def test_a_layouts_own_ground_goes_before_the_masters():
    ground = '<p:cSld name="Title and Content"><p:bg><p:bgPr><a:solidFill><a:schemeClr val="accent2"/></a:solidFill>'
    view = template(('<p:cSld name="Title and Content">', ground + "<a:effectLst/></p:bgPr></p:bg>"))
    assert view.layouts[1].background == view.masters[0].theme.color("accent2") == "C0504D"


def test_each_inset_is_inherited_by_itself():
    body = layout_body(
        ("<a:bodyPr/>", '<a:bodyPr lIns="0" anchor="b" numCol="2" spcCol="360000" wrap="none"><a:noAutofit/></a:bodyPr>')
    )
    assert body.insets == (0, 45_720, 91_440, 45_720)
    assert (body.anchor, body.columns, body.column_gap, body.wrap, body.autofit) == ("b", 2, 360_000, False, "none")


def test_the_presentations_defaults_are_the_weakest():
    with zipfile.ZipFile(DEFAULT) as package:
        text = package.read("ppt/presentation.xml").decode()
    start = text.index("<a:lvl1pPr")
    end = text.index("</a:lvl1pPr>")
    style = '<a:lvl1pPr><a:defRPr sz="900" i="1"/>'
    view = template((text[start:end], style), part="ppt/presentation.xml")
    first = body_of(view).levels[0]
    assert (first.size, first.italic) == (32.0, True)  # the master gives a size, but does not speak of italics


def test_a_footer_takes_from_the_masters_footer():
    view = template()
    (date,) = (place for place in view.layouts[1].placeholders if place.type == "dt")
    assert (date.levels[0].size, date.levels[0].color, date.levels[0].bullet) == (12.0, "898989", "")


def test_what_a_layout_says_itself_is_kept_apart_from_placeholders():
    shape = '<p:sp><p:nvSpPr><p:cNvPr id="90" name="Fixed"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
    shape += "<a:p><a:r><a:t>Det kongelege</a:t></a:r></a:p><a:p><a:r><a:t>departementet</a:t></a:r></a:p></p:txBody></p:sp>"
    assert template(("</p:spTree>", shape + "</p:spTree>")).layouts[1].texts == ("Det kongelege\ndepartementet",)


def test_a_missing_theme_is_said():
    data = edited(
        DEFAULT.read_bytes(), "ppt/slideMasters/_rels/slideMaster1.xml.rels", ("theme/theme1.xml", "theme/theme9.xml")
    )
    with pytest.raises(DeckgenError) as raised:
        read_presentation(data, "mal.pptx")
    assert str(raised.value) == (
        "mal.pptx (/ppt/slideMasters/slideMaster1.xml): error: the part /ppt/slideMasters/slideMaster1.xml refers to no theme"
        " that is there [presentation-damaged]\n  open the file in PowerPoint, let it repair, and save it again"
    )


# Slides


def with_slide(layout: int = 5):
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    return presentation, slide


def first_slide(presentation: object, *changes: tuple[str, str], part: str = "ppt/slides/slide1.xml"):
    return read_presentation(edited(saved(presentation), part, *changes)).slides[0]


def test_a_title_stands_where_the_layout_has_it():
    presentation, slide = with_slide()
    slide.shapes.title.text = "Meråker"
    read = first_slide(presentation)
    assert read.title == "Meråker"
    (title,) = read.shapes
    assert (title.placeholder, title.frame) == (Placeholder(0, "title"), Frame(457_200, 274_638, 8_229_600, 1_143_000))


def test_runs_keep_language_emphasis_link_and_field():
    presentation, slide = with_slide()
    slide.shapes.title.text = "x"
    runs = '<a:r><a:rPr lang="nn-NO" b="1" sz="2450"/><a:t>ei </a:t></a:r><a:br><a:rPr lang="nb-NO"/></a:br>'
    runs += '<a:fld id="{0}" type="slidenum"><a:rPr lang="nb-NO" i="1"/><a:t>7</a:t></a:fld>'
    read = first_slide(presentation, ("<a:r><a:t>x</a:t></a:r>", runs))
    first, line, field = read.shapes[0].content.paragraphs[0].runs
    assert (first.text, first.lang, first.bold, first.italic, first.size) == ("ei ", "nn-NO", True, None, 24.5)
    assert (line.text, field.text, field.field, field.italic) == ("\n", "7", "slidenum", True)


def test_a_link_is_its_address():
    presentation, slide = with_slide()
    run = slide.shapes.title.text_frame.paragraphs[0].add_run()
    run.text = "Samanom"
    run.hyperlink.address = "https://www.samanom.no/"
    assert first_slide(presentation).shapes[0].content.paragraphs[0].runs[0].link == "https://www.samanom.no/"


def test_groups_are_flattened_and_frames_carried_out_of_them():
    presentation, slide = with_slide(6)
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Emu(1000), Emu(1000), Emu(400), Emu(200)).name = "inner"
    group.left, group.top, group.width, group.height = Emu(0), Emu(0), Emu(800), Emu(400)  # twice as large
    outer, inner = first_slide(presentation).shapes
    assert (outer.content, outer.group) == (OtherView("group"), None)
    assert (inner.name, inner.group, inner.frame) == ("inner", outer.id, Frame(0, 0, 800, 400))


def test_alternative_text_decoration_creation_id_and_hiding():
    presentation, slide = with_slide()
    slide.shapes.title.text = "x"
    extensions = (
        '<a:extLst><a:ext uri="{1}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    )
    extensions += (
        ' val="1"/></a:ext><a:ext uri="{2}"><a16:creationId xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main"'
    )
    extensions += ' id="{ABC}"/></a:ext></a:extLst>'
    new = f'<p:cNvPr id="2" name="Title 1" descr="Eit tal" hidden="1">{extensions}</p:cNvPr>'
    (title,) = first_slide(presentation, ('<p:cNvPr id="2" name="Title 1"/>', new)).shapes
    assert (title.alt, title.decorative, title.creation_id, title.hidden) == ("Eit tal", True, "{ABC}", True)


def test_a_table_has_rows_header_and_merging():
    presentation, slide = with_slide(6)
    table = slide.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(2)).table
    for at, text in enumerate(("År", "Årsverk", "2012", "118,5")):
        table.cell(at // 2, at % 2).text = text
    (shape,) = first_slide(presentation).shapes
    assert shape.content.rows == (("År", "Årsverk"), ("2012", "118,5"))
    assert (shape.content.header, shape.content.merged) == (True, False)
    table.cell(0, 0).merge(table.cell(0, 1))
    (shape,) = first_slide(presentation).shapes
    assert shape.content.merged


def test_of_alternatives_the_richest_is_taken_once():
    presentation, slide = with_slide()
    slide.shapes.title.text = "x"
    data = saved(presentation)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("ppt/slides/slide1.xml").decode()
    shape = text[text.index("<p:sp>") : text.index("</p:sp>") + 7]
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f'<mc:AlternateContent {mc}><mc:Choice Requires="p14">{shape}</mc:Choice>'
    both += f"<mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
    assert len(read_presentation(edited(data, "ppt/slides/slide1.xml", (shape, both))).slides[0].shapes) == 1


def test_notes_hiding_sections_and_properties():
    presentation, slide = with_slide()
    slide.shapes.title.text = "x"
    slide.notes_slide.notes_text_frame.text = "Fyrst\nså"
    presentation.core_properties.title = "Saman"
    presentation.core_properties.author = "KRD"
    presentation.core_properties.language = "nn-NO"
    section = '<p:extLst><p:ext uri="{3}"><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
    section += '<p14:section name="Innleiing" id="{4}"><p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst></p14:section>'
    section += "</p14:sectionLst></p:ext></p:extLst></p:presentation>"
    data = edited(saved(presentation), "ppt/slides/slide1.xml", ("<p:sld ", '<p:sld show="0" '))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        tail = package.read("ppt/presentation.xml").decode().partition("</p:defaultTextStyle>")[2]
    view = read_presentation(edited(data, "ppt/presentation.xml", (tail, section)))
    assert (view.slides[0].hidden, view.slides[0].notes) == (True, "Fyrst\nså")
    assert view.sections == (("Innleiing", (256,)),)
    assert (view.properties.title, view.properties.author, view.language) == ("Saman", "KRD", "nn-NO")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (KIND.COLUMN_CLUSTERED, "column"),
        (KIND.COLUMN_STACKED, "stacked_column"),
        (KIND.COLUMN_STACKED_100, "stacked_column_100"),
        (KIND.BAR_CLUSTERED, "bar"),
        (KIND.BAR_STACKED, "stacked_bar"),
        (KIND.BAR_STACKED_100, "stacked_bar_100"),
        (KIND.LINE, "line"),
        (KIND.AREA, "area"),
        (KIND.AREA_STACKED, "stacked_area"),
        (KIND.PIE, "pie"),
        (KIND.DOUGHNUT, "doughnut"),
        (KIND.RADAR, "radarChart"),
    ],
)
def test_a_chart_is_named_as_the_model_names_it(written, read: str):
    presentation, slide = with_slide(6)
    data = CategoryChartData()
    data.categories = ["2012", "2020"]
    data.add_series("Skule", (1.5, None))
    slide.shapes.add_chart(written, 0, 0, Inches(4), Inches(3), data)
    (shape,) = first_slide(presentation).shapes
    assert (shape.content.kind, shape.content.categories, shape.content.has_workbook) == (read, ("2012", "2020"), True)
    assert [(series.name, series.values) for series in shape.content.series] == [("Skule", (1.5, None))]


def test_a_scatter_has_xs():
    presentation, slide = with_slide(6)
    data = XyChartData()
    data.add_series("Kommunar").add_data_point(1, 2)
    slide.shapes.add_chart(KIND.XY_SCATTER, 0, 0, Inches(4), Inches(3), data)
    (shape,) = first_slide(presentation).shapes
    assert shape.content.kind == "scatter"
    assert (shape.content.series[0].xs, shape.content.series[0].values) == ((1.0,), (2.0,))


def test_a_cache_that_promises_a_milliard_points_is_not_believed():
    presentation, slide = with_slide(6)
    data = CategoryChartData()
    data.categories = ["2012"]
    data.add_series("Skule", (1,))
    slide.shapes.add_chart(KIND.PIE, 0, 0, Inches(4), Inches(3), data)
    name = next(part for part in Package.open(saved(presentation)).names if "charts/chart" in part and part.endswith(".xml"))
    read = first_slide(presentation, ('<c:ptCount val="1"/>', '<c:ptCount val="1000000000"/>'), part=name[1:])
    assert len(read.shapes[0].content.categories) <= 32_000


def test_reading_a_template_needs_neither_python_pptx_nor_slides():
    code = (
        "import sys; from pathlib import Path; from deckgen.powerpoint.read import read_presentation;"
        f"read_presentation(Path({str(DEFAULT)!r}), slides=False);"
        "print([m for m in ('pptx', 'openpyxl', 'pandas', 'PIL', 'deckgen.powerpoint.read.slides') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
