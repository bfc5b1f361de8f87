"""The lint: a good deck, and small breaks of it that are each found by their code."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache

import openpyxl
import pptx
import pytest
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from deckgen.check.chart_rules import same
from deckgen.check.lint import lint
from deckgen.messages import catalogue, describe

Parts = dict[str, bytes]
SLIDE, NOTES, RELS, MAIN = (
    "ppt/slides/slide1.xml",
    "ppt/notesSlides/notesSlide1.xml",
    "ppt/slides/_rels/slide1.xml.rels",
    "ppt/presentation.xml",
)
CREATION = (
    '<a:extLst><a:ext uri="{{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}}"><a16:creationId '
    'xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" id="{{{}}}"/></a:ext></a:extLst>'
)


@cache
def good() -> tuple[tuple[str, bytes], ...]:
    """A deck by python-pptx with one of everything, and what python-pptx leaves out added."""
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Meråker"
    body = slide.placeholders[1].text_frame
    run = body.paragraphs[0].add_run()
    run.text = "samanom.no"
    run.hyperlink.address = "https://www.samanom.no/"
    png = io.BytesIO()
    Image.new("RGB", (2, 2)).save(png, "png")
    slide.shapes.add_picture(png, 0, 0, Inches(1), Inches(1))
    table = slide.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(2)).table
    for at in range(4):
        table.cell(at // 2, at % 2).text = str(at)
    data = CategoryChartData()
    data.categories = ["2012", "2020"]
    data.add_series("Skule", (118.5, 120.25))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(4), Inches(3), data)
    slide.notes_slide.notes_text_frame.text = "Seg dette."
    out = io.BytesIO()
    presentation.save(out)
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in parts:
        if re.match("ppt/(slides|notesSlides|charts)/[^_]", name):
            parts[name] = completed(parts[name].decode()).encode()
    del parts["ppt/printerSettings/printerSettings1.bin"]
    rels = "ppt/_rels/presentation.xml.rels"
    parts[rels] = re.sub(rb"<Relationship [^>]*printerSettings[^>]*/>", b"", parts[rels])
    return tuple(parts.items())


def completed(text: str) -> str:
    text = text.replace("<a:r><a:t>", "<a:r><a:rPr/><a:t>").replace('descr="image.png"', 'descr=""')
    text = re.sub(r"<a:(rPr|endParaRPr)(?=[ />])(?![^>]*lang=)", r'<a:\1 lang="nb-NO"', text)
    text = re.sub(r'(<p:cNvPr id="[4-9]" name="[^"]*")( descr="[^"]*")?', r'\1 descr="Sagt i ord"', text)
    return re.sub(r'<c:(axId|crossAx) val="-', r'<c:\1 val="', text)


def packed(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def replaced(part: str, *changes: tuple[str, str]) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        text = parts[part].decode()
        for old, new in changes:
            assert re.search(old, text), old
            text = re.sub(old, new, text, count=1)
        parts[part] = text.encode()

    return change


def found(change: Callable[[Parts], None]) -> list[str]:
    parts = dict(good())
    change(parts)
    problems = lint(packed(parts), "deck.pptx")
    assert all(describe(problem).startswith("deck.pptx: ") for problem in problems)
    return [problem.code for problem in problems]


def chart(parts: Parts) -> str:
    return next(name for name in parts if re.fullmatch("ppt/charts/chart[0-9]*.xml", name))


def in_chart(*changes: tuple[str, str]) -> Callable[[Parts], None]:
    return lambda parts: replaced(chart(parts), *changes)(parts)


def in_workbook(cell: str, value: object, sheet: str = "Sheet1") -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        name = next(name for name in parts if name.endswith(".xlsx"))
        workbook = openpyxl.load_workbook(io.BytesIO(parts[name]))
        workbook["Sheet1"][cell] = value
        workbook["Sheet1"].title = sheet
        out = io.BytesIO()
        workbook.save(out)
        parts[name] = out.getvalue()

    return change


def added(name: str, data: bytes = b"<x/>") -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[name] = data

    return change


def deleted(pattern: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        name = next(name for name in parts if re.fullmatch(pattern, name))
        del parts[name]

    return change


def test_a_good_deck_has_no_problems():
    assert lint(packed(dict(good()))) == ()


TYPE = '<Override PartName="/ppt/slides/slide7.xml" ContentType="application/x"/></Types>'
SECTIONS = (
    '</p:defaultTextStyle><p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="S" id="{1}"><p14:sldIdLst>'
    '<p14:sldId id="999"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>'
)
FIRST_LAYOUT = r'<p:sldLayoutId id="\d+"'


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (replaced("[Content_Types].xml", ("</Types>", TYPE)), ["type-of-absent-part"]),
        (added("ppt/slides/odd.unknown"), ["type-missing", "part-unreferenced"]),
        (added("ppt/media/left.png"), ["part-unreferenced"]),
        (deleted("ppt/media/image1.png"), ["relationship-dangling"]),
        (replaced(RELS, (r"(<Relationship [^>]*hyperlink[^>]*/>)", r"\1\1")), ["relationship-double"]),
        (replaced(SLIDE, ('r:embed="rId[0-9]+"', 'r:embed="rId99"')), ["relationship-unknown"]),
        (
            replaced("ppt/slideMasters/slideMaster1.xml", (FIRST_LAYOUT, '<p:sldLayoutId id="2147483648"')),
            ["presentation-id-double"],
        ),
        (replaced("ppt/slideMasters/slideMaster1.xml", (FIRST_LAYOUT, '<p:sldLayoutId id="300"')), ["presentation-id-range"]),
        (replaced(MAIN, ('<p:sldId id="256"', '<p:sldId id="255"')), ["presentation-id-range"]),
        (replaced(MAIN, (r"(<p:sldId [^>]*/>)", r"\1\1")), None),
        (replaced(MAIN, ("(?s)</p:defaultTextStyle>.*", SECTIONS)), ["section-slide-absent"]),
        (
            replaced("ppt/_rels/presentation.xml.rels", ("relationships/notesMaster", "relationships/other")),
            ["notes-master-missing"],
        ),
        (
            replaced("ppt/notesSlides/_rels/notesSlide1.xml.rels", ("relationships/notesMaster", "relationships/other")),
            ["notes-master-missing"],
        ),
        (replaced(SLIDE, ('<p:cNvPr id="3"', '<p:cNvPr id="2"')), ["shape-id-double"]),
        (
            replaced(
                SLIDE, *((f'(<p:cNvPr id="{n}" name="[^"]*")/>', rf"\1>{CREATION.format('A')}</p:cNvPr>") for n in (2, 3))
            ),
            ["shape-creation-id-double"],
        ),
        (replaced(SLIDE, ('<a:rPr lang="nb-NO"', "<a:rPr")), ["lang-missing"]),
        (replaced(SLIDE, ('<a:rPr lang="nb-NO"', '<a:rPr lang="norsk"')), ["lang-invalid"]),
        (replaced(SLIDE, ("</a:r></a:p>", "</a:r><a:endParaRPr/></a:p>")), ["lang-missing"]),
        (replaced(NOTES, ('lang="nb-NO"', "")), ["lang-missing"]),
        (in_chart(('lang="[a-zA-Z-]+"', 'lang="x"')), ["lang-invalid"]),
        (replaced(SLIDE, ('<p:ph idx="1"', '<p:ph idx="77"')), ["placeholder-unknown"]),
        (replaced(SLIDE, ("samanom.no</a:t>", " </a:t>")), ["placeholder-empty"]),
        (replaced(SLIDE, ("Meråker", "")), ["placeholder-empty", "title-absent"]),
        (replaced(SLIDE, ('type="title"', 'type="body"')), ["title-absent"]),
        (replaced(SLIDE, (r"(?s)<a:tc>.*?</a:tc>", "")), ["table-row-length"]),
        (replaced(SLIDE, ('id="4" name="([^"]*)" descr="Sagt i ord"', r'id="4" name="\1"')), ["alt-absent"]),
        (replaced(SLIDE, ('id="5" name="([^"]*)" descr="Sagt i ord"', r'id="5" name="\1"')), ["alt-absent"]),
        (replaced(SLIDE, ('id="6" name="([^"]*)" descr="Sagt i ord"', r'id="6" name="\1"')), ["alt-absent"]),
        (replaced(RELS, ('Target="https://www.samanom.no/"', 'Target=""')), ["link-empty"]),
        (in_chart(('<c:catAx>(?s:(.*?))<c:axId val="[0-9]+"', r'<c:catAx>\1<c:axId val="5"')), ["chart-axis-absent"]),
        (in_chart(('<c:axId val="', '<c:axId val="-')), ["chart-axis-absent", "chart-axis-id"]),
        (in_chart(("<c:v>118.5</c:v>", "<c:v>118.6</c:v>")), ["chart-cache-differs"]),
        (in_chart(("<c:v>Skule</c:v>", "<c:v>Skole</c:v>")), ["chart-cache-differs"]),
        (in_chart((r"\$B\$2:\$B\$3", r"$B$2:$B$4")), ["chart-cache-length"]),
        (in_workbook("B2", 118.6), ["chart-cache-differs"]),
        (in_workbook("A3", "2021"), ["chart-cache-differs"]),
        (in_workbook("B3", "=B2+1.75"), ["chart-cache-differs"]),  # a formula without the value that it had
        (in_workbook("D9", "ingen ser denne"), []),
        (in_workbook("D9", "x", sheet="Ark"), ["chart-reference"] * 3),
    ],
)
def test_a_break_is_found_by_its_code(change, codes):
    names = found(change)
    if codes is None:
        assert {"presentation-id-double", "slide-double"} <= set(names)
    else:
        assert names == codes


def test_a_layout_may_not_have_its_masters_id():
    """The break that no validator sees."""

    def change(parts: Parts) -> None:
        identity = re.search(rb'<p:sldMasterId id="(\d+)"', parts[MAIN])
        assert identity
        replaced("ppt/slideMasters/slideMaster1.xml", (FIRST_LAYOUT, f'<p:sldLayoutId id="{identity[1].decode()}"'))(parts)

    assert found(change) == ["presentation-id-double"]


def test_a_slide_whose_layout_no_master_lists():
    def change(parts: Parts) -> None:
        replaced("ppt/slideMasters/slideMaster1.xml", (r'<p:sldLayoutId id="\d+" r:id="rId2"/>', ""))(parts)

    assert "layout-absent" in found(change)


def test_a_workbook_that_is_none():
    def change(parts: Parts) -> None:
        parts[next(name for name in parts if name.endswith(".xlsx"))] = b"nothing of the kind"

    assert found(change) == ["chart-workbook-broken"]


def test_a_chart_without_its_workbook_is_a_warning():
    problems = lint(
        packed(
            dict(good())
            | {
                name: re.sub(rb"<c:externalData.*</c:externalData>", b"", data, flags=re.S)
                for name, data in good()
                if name.startswith("ppt/charts/chart")
            }
        )
    )
    assert [(problem.code, problem.severity) for problem in problems] == [("chart-workbook-missing", "warning")]


def test_a_decorative_picture_needs_no_words():
    mark = '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    mark += 'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    new = rf'id="4" name="\1">{mark}</p:cNvPr>'
    assert found(replaced(SLIDE, ('id="4" name="([^"]*)" descr="Sagt i ord"/>', new))) == []


def test_a_group_speaks_for_what_is_in_it():
    group = '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="40" name="G"{}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'

    def grouped(words: str) -> Callable[[Parts], None]:
        change = (r"(?s)(<p:pic>.*?</p:pic>)", group.format(words).replace("\\", "") + r"\1</p:grpSp>")
        bare = ('id="4" name="([^"]*)" descr="Sagt i ord"', r'id="4" name="\1"')
        return replaced(SLIDE, bare, change)

    assert found(grouped(' descr="To ting"')) == []
    assert found(grouped("")) == ["alt-absent", "alt-absent"]


def test_a_picture_that_was_copied_with_its_creation_id_on_two_slides_is_no_fault_but_two_slides_with_one_are():
    creation = '<p:extLst><p:ext uri="{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}"><p14:creationId '
    creation += 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" val="7"/></p:ext></p:extLst></p:cSld>'

    def change(parts: Parts) -> None:
        replaced(SLIDE, ("</p:cSld>", creation))(parts)
        parts["ppt/slides/slide2.xml"], parts["ppt/slides/_rels/slide2.xml.rels"] = parts[SLIDE], parts[RELS]
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
        new = f'<Relationship Id="rId99" Type="{kind}" Target="slides/slide2.xml"/></Relationships>'
        replaced("ppt/_rels/presentation.xml.rels", ("</Relationships>", new))(parts)
        replaced(MAIN, ("</p:sldIdLst>", '<p:sldId id="300" r:id="rId99"/></p:sldIdLst>'))(parts)
        override = TYPE.replace("slide7", "slide2").replace(
            "application/x", "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
        )
        replaced("[Content_Types].xml", ("</Types>", override))(parts)

    assert found(change) == ["slide-creation-id-double"]


def test_two_members_of_one_name_are_refused_at_once():
    data = packed(dict(good()))
    out = io.BytesIO(data)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as package:
        package.writestr(SLIDE, b"<x/>")
    assert [problem.code for problem in lint(out.getvalue())] == ["package-duplicate"]


def test_what_cannot_be_read_gives_the_one_reason():
    assert [problem.code for problem in lint(b"nothing")] == ["package-not-zip"]


def test_the_message_says_slide_and_cell():
    parts = dict(good())
    in_chart(("<c:v>118.5</c:v>", "<c:v>118.6</c:v>"))(parts)
    (problem,) = lint(packed(parts), "deck.pptx")
    part = "/" + chart(parts)
    assert describe(problem) == (
        f'deck.pptx: error: slide 1: the chart {part} shows "118.6" where its workbook holds "118.5", in B2'
        " [chart-cache-differs]"
    )


@pytest.mark.parametrize(
    ("held", "text", "equal"),
    [
        (0.1 + 0.2, "0.3", True),
        (None, "", True),
        ("", "", True),
        (None, "0", False),
        (2, "2.0", True),
        ("2012", "2012", True),
        (2012, "2012", True),
        ("#N/A", "", True),
        (True, "1", True),
        (1e20, "1e+20", True),
        (1.0, "1.0000001", False),
    ],
)
def test_a_cell_and_a_cache_agree_or_not(held: object, text: str, equal: bool):
    assert same(held, text) is equal


def test_every_code_of_the_rules_has_its_wording():
    import inspect

    from deckgen.check import chart_rules, package_rules, slide_rules

    codes = {
        code
        for module in (chart_rules, package_rules, slide_rules)
        for code in re.findall(r'\.problem\(\s*"([a-z-]+)"', inspect.getsource(module))
    }
    assert len(codes) > 25
    assert codes <= set(catalogue())
    assert all("about" in catalogue()[code] for code in codes)
