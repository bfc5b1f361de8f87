"""The DEPMAL template against the look's own numbers, as python-pptx and lxml see the written file."""

import importlib
import re
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

from deckgen.fit.measure import ALLOWANCE, Level, measure
from deckgen.model import Paragraph, Run
from deckgen.powerpoint.package import Package

HOME = Path(__file__).resolve().parents[1] / "templates" / "DEPMAL"
TEMPLATE = HOME / "DEPMAL.pptx"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

MASTERS = ("DEPMAL", "DEPMAL – engelsk")
LANGUAGES = ("nb-NO", "en-GB")
LAYOUTS = (
    ("Startside", "Title slide"),
    ("Startside med bilde", "Title slide with picture"),
    ("Seksjon", "Section"),
    ("Tekst med kulepunkter", "Text with bullets"),
    ("Tekst med kulepunkter og merknad", "Text with bullets and note"),
    ("Tekst med kulepunkter - 1 vertikalt bilde", "Text with bullets - 1 portrait picture"),
    ("Tekst med kulepunkter – 4 vertikale bilder", "Text with bullets – 4 portrait pictures"),
    ("Tekst med liggende bilde", "Text with landscape picture"),
    ("Tabell", "Chart"),
    ("Datatabell", "Data table"),
    ("Definisjon", "Definition"),
    ("Sitat", "Quotation"),
    ("Prosjektliste", "Project list"),
    ("Kun tittel", "Title only"),
    ("Helbilde", "Full picture"),
    ("Avslutning", "Closing"),
)

# Type, x, y, width and height in thousands of EMU, anchor; by idx.
TITLE = ("title", 2500, 432, 9044, 1152, "t")
BODY = ("body", 2212, 1836, 8406, 4320, "t")
SYMBOL = ("pic", 648, 540, 702, 702, "t")
DATE = ("dt", 2500, 6372, 1636, 216, "b")
FOOTER = ("ftr", 4352, 6372, 7192, 216, "b")
NARROW_FOOTER = ("ftr", 4352, 6372, 3488, 216, "b")
NUMBER = {"nb-NO": ("sldNum", 648, 5796, 710, 252, "b"), "en-GB": ("sldNum", 648, 5652, 710, 252, "b")}
HEADING = ("body", 2500, 1584, 9044, 360, "t")
SOURCE = ("body", 2500, 5904, 9044, 252, "b")
NARROW_TITLE = ("title", 2500, 432, 5340, 1152, "t")
NARROW_BODY = ("body", 2212, 1836, 5520, 4320, "t")
BANNER = ("pic", 2500, 0, 9692, 3780, "t")
WITHOUT_FOOT: dict[int, Any] = {10: None, 11: None, 12: None}
GEOMETRY: dict[str, dict[int, Any]] = {
    "Startside": {
        0: ("ctrTitle", 2500, 756, 9044, 1512, "b"),
        1: ("subTitle", 2500, 2412, 6266, 900, "t"),
        **WITHOUT_FOOT,
    },
    "Startside med bilde": {
        0: ("ctrTitle", 2500, 3888, 9044, 1332, "b"),
        1: ("subTitle", 2500, 5328, 9044, 828, "t"),
        21: BANNER,
        **WITHOUT_FOOT,
    },
    "Seksjon": {0: ("title", 2500, 2700, 5340, 2592, "t"), 17: ("body", 2500, 1836, 1636, 800, "t")},
    "Tekst med kulepunkter": {1: BODY},
    "Tekst med kulepunkter og merknad": {
        1: ("body", 2212, 1836, 6554, 4320, "t"),
        16: ("body", 9198, 1836, 2994, 540, "ctr"),
    },
    "Tekst med kulepunkter - 1 vertikalt bilde": {
        0: NARROW_TITLE,
        1: NARROW_BODY,
        11: NARROW_FOOTER,
        21: ("pic", 8056, 0, 4136, 6858, "t"),
    },
    "Tekst med kulepunkter – 4 vertikale bilder": {
        0: NARROW_TITLE,
        1: NARROW_BODY,
        11: NARROW_FOOTER,
        21: ("pic", 8056, 0, 2032, 3393, "t"),
        22: ("pic", 10160, 0, 2032, 3393, "t"),
        23: ("pic", 8056, 3465, 2032, 3393, "t"),
        24: ("pic", 10160, 3465, 2032, 3393, "t"),
    },
    "Tekst med liggende bilde": {
        1: ("body", 2212, 1800, 4630, 4356, "t"),
        11: NARROW_FOOTER,
        21: ("pic", 7130, 1836, 5062, 3796.5, "t"),
    },
    "Tabell": {13: HEADING, 14: ("obj", 2500, 2052, 9044, 3744, "t"), 15: SOURCE},
    "Datatabell": {13: HEADING, 14: ("obj", 2500, 2196, 9044, 3600, "t"), 15: SOURCE},
    "Definisjon": {1: ("body", 2500, 1836, 8118, 4320, "t")},
    "Sitat": {0: ("title", 2500, 576, 8118, 360, "t"), 1: ("body", 2500, 1476, 8118, 4680, "t")},
    # One line, so that the title does not reach into the list.
    "Prosjektliste": {0: ("title", 2500, 432, 9044, 756, "t"), 1: ("body", 2500, 1296, 9044, 4896, "t")},
    "Kun tittel": {},
    "Helbilde": {0: ("title", 648, 1836, 1600, 3000, "t"), 10: None, 11: None, 21: ("pic", 2500, 0, 9692, 6858, "t")},
    "Avslutning": {
        0: ("ctrTitle", 2500, 3888, 9044, 1332, "b"),
        1: ("subTitle", 2500, 5328, 9044, 828, "t"),
        21: BANNER,
    },
}
ACCENTS = ("0B3A49", "20716F", "D96C10", "7D6CA8", "673A29", "3F4C9B")
GROUNDS = {"Startside": "tx2", "Seksjon": "tx2", "Definisjon": "bg2", "Sitat": "bg2"}  # the others are the master's white


@pytest.fixture(scope="module")
def source() -> Any:
    """The modules that the template is built from, which no other test imports."""
    sys.path.insert(0, str(HOME / "source"))
    yield importlib.import_module
    sys.path.remove(str(HOME / "source"))
    for name in [name for name in sys.modules if name == "build" or name.split(".")[0] == "depmal"]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def presentation() -> Any:
    return Presentation(str(TEMPLATE))


@pytest.fixture(scope="module")
def package() -> Package:
    return Package.open(TEMPLATE)


def layouts(presentation: Any) -> list[tuple[str, str, Any]]:
    """The Norwegian name, the language and the layout, for both masters."""
    return [
        (norwegian, language, layout)
        for master, language in zip(presentation.slide_masters, LANGUAGES, strict=True)
        for (norwegian, _), layout in zip(LAYOUTS, master.slide_layouts, strict=True)
    ]


def inherited(layout: Any, placeholder: Any, attribute: str) -> str:
    """An attribute of a text box's properties, from the layout or else from the master's placeholder of that kind."""
    kind = {"ctrTitle": "title", "subTitle": "body", "pic": "body", "obj": "body"}.get(
        kind_of(placeholder), kind_of(placeholder)
    )
    master = next(shape for shape in layout.slide_master.placeholders if kind_of(shape) == kind)
    for shape in (placeholder, master):
        found = shape._element.find(f".//{A}bodyPr").get(attribute)
        if found is not None:
            return found
    raise AssertionError(f"no {attribute} for {placeholder.name}")


def kind_of(placeholder: Any) -> str:
    return placeholder._element.find(f".//{P}ph").get("type", "obj")


def test_two_builds_give_the_same_bytes(source: Any):
    build: ModuleType = source("build")
    assert build.build() == build.build()


def test_the_committed_file_is_what_the_source_builds(source: Any, package: Package):
    # Compared part by part, since the packing depends on the version of zlib.
    built = Package.open(source("build").build())
    assert built.names == package.names
    different = [part for part in built.names if built.read(part) != package.read(part)]
    assert different == [], "run python templates/DEPMAL/source/build.py"


def test_the_masters_are_named_by_their_themes(presentation: Any, package: Package):
    assert tuple(master.name for master in presentation.slide_masters) == MASTERS
    themes = [package.xml(f"/ppt/theme/theme{number}.xml").get("name") for number in (1, 2)]
    assert tuple(themes) == MASTERS


def test_the_layouts_have_their_names(presentation: Any):
    for number, master in enumerate(presentation.slide_masters):
        assert [layout.name for layout in master.slide_layouts] == [names[number] for names in LAYOUTS]


def test_the_page_is_wide_and_has_no_slides(presentation: Any):
    assert (presentation.slide_width, presentation.slide_height) == (12_192_000, 6_858_000)
    assert len(presentation.slides) == 0


def test_every_placeholder_stands_where_the_look_has_it(presentation: Any):
    for name, language, layout in layouts(presentation):
        usual = {0: TITLE, 20: SYMBOL, 10: DATE, 11: FOOTER, 12: NUMBER[language]}
        expected = {idx: place for idx, place in {**usual, **GEOMETRY[name]}.items() if place}
        found = {
            shape.placeholder_format.idx: (
                kind_of(shape),
                *(length / 1000 for length in (shape.left, shape.top, shape.width, shape.height)),
                inherited(layout, shape, "anchor"),
            )
            for shape in layout.placeholders
        }
        assert found == expected, (name, language)


def test_text_boxes_have_no_insets_and_no_autofit(presentation: Any):
    for name, _, layout in layouts(presentation):
        for shape in layout.placeholders:
            insets = tuple(inherited(layout, shape, side) for side in ("lIns", "tIns", "rIns", "bIns"))
            assert insets == (("216000" if shape.placeholder_format.idx == 16 else "0"), "0", "0", "0"), (name, shape.name)
            assert inherited(layout, shape, "wrap") == "square"
            assert shape._element.find(f".//{A}normAutofit") is None
    for master in presentation.slide_masters:
        for shape in master.placeholders:
            assert shape._element.find(f".//{A}bodyPr/{A}noAutofit") is not None


def test_what_is_on_a_layout_stands_on_the_slide_or_beside_it(presentation: Any):
    for name, _, layout in layouts(presentation):
        for shape in layout.shapes:
            beside = (shape.left, shape.width) == (-3_456_000, 3_240_000)
            inside = shape.left >= 0 and shape.left + shape.width <= 12_192_000 and shape.top >= 0
            assert beside or (inside and shape.top + shape.height <= 6_858_000), (name, shape.name)


def test_labels_are_spelled_as_the_departments_deck_spells_them(presentation: Any):
    labels = {name: label(layout) for name, language, layout in layouts(presentation) if language == "nb-NO"}
    assert labels.pop("Tekst med kulepunkter") == "Norsk mal:Tekst med kulepunkter"
    assert labels["Tekst med kulepunkter - 1 vertikalt bilde"] == "Norsk mal: Tekst med kulepunkter - 1 vertikalt bilde"
    assert labels["Tekst med kulepunkter – 4 vertikale bilder"] == "Norsk mal: Tekst med kulepunkter – 4 vertikale bilder"
    assert all(label == f"Norsk mal: {name}" for name, label in labels.items())
    english = [label(layout) for _, language, layout in layouts(presentation) if language == "en-GB"]
    assert english == [f"English template: {name}" for _, name in LAYOUTS]


def label(layout: Any) -> str:
    return next(shape.text_frame.text for shape in layout.shapes if (shape.left, shape.top) == (-3_456_000, 0))


def test_tips_stand_where_the_departments_deck_has_them(presentation: Any):
    tips = {name: headings(layout) for name, language, layout in layouts(presentation) if language == "nb-NO"}
    assert tips["Startside"] == ["Tips engelsk mal"]
    assert tips["Tekst med kulepunkter"] == ["Tips bunntekst", "Tips nynorsk stavekontroll", "Tips symbol"]
    assert tips["Tekst med liggende bilde"] == ["Tips bilde", "Tips bilde"]
    assert tips["Tekst med kulepunkter - 1 vertikalt bilde"] == ["Tips bilde"]
    assert tips["Tekst med kulepunkter – 4 vertikale bilder"] == ["Tips bilde"]
    assert tips["Tabell"] == ["Tips farger"]
    assert all(tips.values())


def headings(layout: Any) -> list[str]:
    beside = [shape for shape in layout.shapes if shape.left == -3_456_000 and shape.top > 0]
    return [shape.text_frame.paragraphs[0].text for shape in beside]


def test_tips_are_as_high_as_their_text_and_108_apart(source: Any, presentation: Any):
    style = Level(font="Calibri", size=14, line=14 * 1.22)
    width = (3_240_000 - 2 * 144_000) / 12_700
    for name, _, layout in layouts(presentation):
        top = 540_000
        for shape in (shape for shape in layout.shapes if shape.left == -3_456_000 and shape.top > 0):
            assert shape.top == top, (name, shape.name)
            paragraph = Paragraph((Run(shape.text_frame.paragraphs[1].text, "nb"),))
            lines = {measure([paragraph], [style], room).spans[0].lines for room in (width, width * ALLOWANCE)}
            assert len(lines) == 1, shape.text_frame.text
            points = style.line * (1 + lines.pop()) + 3
            assert shape.height == pytest.approx(2 * 108_000 + points * 12_700, abs=50), (name, shape.name)
            top += shape.height + 108_000


def test_every_run_has_its_masters_language(package: Package, presentation: Any):
    for master, language in zip(presentation.slide_masters, LANGUAGES, strict=True):
        for part in (master, *master.slide_layouts):
            runs = [*part._element.iter(f"{A}r", f"{A}fld"), *part._element.iter(f"{A}endParaRPr")]
            assert runs
            for run in runs:
                properties = run if run.tag == f"{A}endParaRPr" else run.find(f"{A}rPr")
                assert properties.get("lang") == language, (part.name, etree.tostring(run))


def test_ids_are_unique_and_large_enough(presentation: Any):
    masters = presentation.part._element.findall(f".//{P}sldMasterId")
    ids = [element.get("id") for element in masters]
    for master in presentation.slide_masters:
        ids += [element.get("id") for element in master._element.findall(f".//{P}sldLayoutId")]
        for part in (master, *master.slide_layouts):
            shapes = [element.get("id") for element in part._element.iter(f"{P}cNvPr")]
            assert len(shapes) == len(set(shapes)), part.name
    assert len(ids) == len(set(ids)) == 34
    assert min(int(identity) for identity in ids) == 2_147_483_648


def test_shapes_on_a_layout_have_names_that_tell_them_apart(presentation: Any):
    for name, _, layout in layouts(presentation):
        names = Counter(shape.name for shape in layout.shapes if not shape.name.startswith("Tip"))
        assert max(names.values()) == 1, (name, names)
        assert all(re.fullmatch(r"[^\d].*", shape) for shape in names)


def test_decoration_is_marked_and_pictures_have_alternative_texts(presentation: Any):
    for name, _, layout in layouts(presentation):
        for properties in layout._element.iter(f"{P}cNvPr"):
            shape = properties.getparent().getparent()
            if shape.tag == f"{P}pic":
                assert len(properties.get("descr", "")) > 20
            elif shape.tag == f"{P}sp" and shape.find(f"{P}txBody") is None:
                assert properties.find(".//{*}decorative").get("val") == "1", (name, properties.get("name"))


def test_the_title_is_read_before_the_rest(presentation: Any):
    for name, _, layout in layouts(presentation):
        first = next(layout.shapes._spTree.iter(f"{P}ph"))
        assert first.get("type") in ("title", "ctrTitle"), name


def test_grounds_are_white_mist_or_fjord(presentation: Any):
    for name, _, layout in layouts(presentation):
        fill = layout._element.find(f"./{P}cSld/{P}bg//{A}schemeClr")
        assert (fill.get("val") if fill is not None else None) == GROUNDS.get(name)
        dark = GROUNDS.get(name) == "tx2"
        assert layout._element.get("showMasterSp", "1") == ("0" if dark else "1")


@pytest.mark.parametrize(
    ("number", "ministry", "frame"),
    [
        (0, "Kommunal- og regionaldepartementet", (648_000, 6_156_000, 1_744_000, 432_000)),
        (1, "Ministry of Local Government and Regional Development", (648_000, 6_012_000, 1_744_000, 576_000)),
    ],
)
def test_the_ministrys_name_stands_once_on_every_slide(presentation: Any, number: int, ministry: str, frame: Any):
    master = presentation.slide_masters[number]
    holders = [master, *(layout for layout in master.slide_layouts if layout._element.get("showMasterSp") == "0")]
    assert len(holders) == 3
    for holder in holders:
        (name,) = [shape for shape in holder.shapes if shape.has_text_frame and shape.text_frame.text == ministry]
        assert (name.left, name.top, name.width, name.height) == frame
        color = name._element.find(f".//{A}lstStyle//{A}schemeClr").get("val")
        assert color == ("tx1" if holder is master else "bg1")
    for layout in master.slide_layouts:
        if layout._element.get("showMasterSp") != "0":
            assert ministry not in [shape.text_frame.text for shape in layout.shapes if shape.has_text_frame]


def test_the_master_has_the_types_of_the_look(presentation: Any):
    for master in presentation.slide_masters:
        styles = master._element.find(f"{P}txStyles")
        title = styles.find(f"{P}titleStyle/{A}lvl1pPr")
        assert size(title) == 40
        assert title.find(f"{A}lnSpc/{A}spcPct").get("val") == "90000"
        assert title.find(f".//{A}latin").get("typeface") == "+mj-lt"
        body = styles.find(f"{P}bodyStyle")
        assert [size(level) for level in body][:5] == [28, 24, 22, 20, 18]
        assert min(size(level) for level in body) == 16
        for number, level in enumerate(body, 1):
            assert (level.get("marL"), level.get("indent")) == (str(288_000 * number), "-288000")
            assert level.find(f"{A}buClr/{A}schemeClr").get("val") == "accent2"
        assert [level.find(f"{A}buChar").get("char") for level in body][:2] == ["•", "–"]
        assert [level.find(f"{A}spcBef/{A}spcPts").get("val") for level in body][:5] == ["1200", *["400"] * 4]


def size(level: Any) -> float:
    return int(level.find(f"{A}defRPr").get("sz")) / 100


@pytest.mark.parametrize(
    ("name", "idx", "sizes", "faces", "colors"),
    [
        ("Startside", 0, [48], [None], ["bg1"]),
        ("Startside", 1, [24, 24], [None, None], ["bg1", "C9DAD9"]),
        ("Startside med bilde", 1, [24, 24], [None, None], [None, "52666E"]),
        ("Seksjon", 17, [54], ["+mj-lt"], ["F2B35C"]),
        ("Tekst med kulepunkter og merknad", 16, [24], ["+mj-lt"], ["tx2"]),
        ("Tekst med liggende bilde", 1, [24, 20, 18, 16, 16], [None] * 5, [None] * 5),
        ("Tabell", 13, [24], [None], [None]),
        ("Tabell", 15, [14], [None], ["52666E"]),
        ("Definisjon", 1, [24, 28], [None, "+mj-lt"], [None, "tx2"]),
        ("Sitat", 0, [20], ["+mn-lt"], ["52666E"]),
        ("Sitat", 1, [40, 20], ["+mj-lt", None], ["tx2", "52666E"]),
        ("Prosjektliste", 1, [18, 16], [None, None], [None, None]),
        ("Helbilde", 0, [20], [None], [None]),
        ("Avslutning", 1, [28], [None], [None]),
    ],
)
def test_a_layout_sets_the_type_that_differs(
    presentation: Any, name: str, idx: int, sizes: list[float], faces: list[str | None], colors: list[str | None]
):
    for layout in (layout for norwegian, _, layout in layouts(presentation) if norwegian == name):
        shape = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == idx)
        levels = list(shape._element.find(f".//{A}lstStyle"))[: len(sizes)]
        assert [size(level) for level in levels] == sizes
        assert [value(level.find(f".//{A}latin"), "typeface") for level in levels] == faces
        assert [value(level.find(f"{A}defRPr/{A}solidFill/*"), "val") for level in levels] == colors
        if kind_of(shape) in ("body", "subTitle"):
            assert len(shape._element.find(f".//{A}lstStyle")) >= 5


def value(element: Any, attribute: str) -> str | None:
    return None if element is None else element.get(attribute)


def test_the_project_list_hangs_by_its_tab(presentation: Any):
    for _, _, layout in (found for found in layouts(presentation) if found[0] == "Prosjektliste"):
        body = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == 1)
        level = body._element.find(f".//{A}lvl1pPr")
        assert (level.get("marL"), level.get("indent")) == ("2268000", "-2268000")
        assert level.find(f"{A}tabLst/{A}tab").get("pos") == "2268000"
        assert level.find(f"{A}spcBef/{A}spcPts").get("val") == "60"


def test_the_theme_has_the_palette_and_its_named_colours(package: Package):
    expected = ["12242D", "FFFFFF", "0B3A49", "EDF3F2", *ACCENTS, "0F5E8C", "6B4A8A"]
    for number in (1, 2):
        theme: Any = package.xml(f"/ppt/theme/theme{number}.xml")
        assert [color.get("val") for color in theme.find(f".//{A}clrScheme").iter(f"{A}srgbClr")] == expected
        named = {color.get("name"): color[0].get("val") for color in theme.iter(f"{A}custClr")}
        assert named == {
            "grå": "52666E",
            "blek": "C9DAD9",
            "lys molte": "F2B35C",
            "merknad": "DCE8E6",
            "akse": "6F858C",
            "hårlinje": "C3D1D0",
        }
        faces = [theme.find(f".//{A}{font}/{A}latin").get("typeface") for font in ("majorFont", "minorFont")]
        assert faces == ["Cambria", "Calibri"]


def test_new_tables_take_the_templates_own_style(package: Package):
    styles: Any = package.xml("/ppt/tableStyles.xml")
    (style,) = styles
    assert (style.get("styleName"), style.get("styleId")) == ("DEPMAL", styles.get("def"))
    rules = {
        f"{part.tag.removeprefix(A)} {side.tag.removeprefix(A)}": (side[0].get("w"), side.find(f".//{A}solidFill/*").get("val"))
        for part in style
        for side in part.find(f".//{A}tcBdr")
        if side.find(f".//{A}solidFill") is not None
    }
    assert rules == {
        "wholeTbl insideH": ("9525", "C3D1D0"),
        "lastRow top": ("19050", "tx2"),
        "firstRow bottom": ("19050", "tx2"),
    }
    assert style.find(f".//{A}solidFill/..[@w]") is not None
    assert not [fill for fill in style.iter(f"{A}fill") if fill.find(f"{A}noFill") is None]


def test_the_closing_picture_lies_under_its_replacement(presentation: Any):
    for _, _, layout in (found for found in layouts(presentation) if found[0] == "Avslutning"):
        shapes = list(layout.shapes)
        picture = shapes[0]
        assert picture._element.tag == f"{P}pic"
        over = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == 21)
        assert (picture.left, picture.top, picture.width, picture.height) == (over.left, over.top, over.width, over.height)


def test_the_suns_and_mountains_points_are_the_looks(presentation: Any):
    layout = presentation.slide_masters[0].slide_layouts[0]
    shapes = {shape.name: shape for shape in layout.shapes}
    sun = shapes["Sol"]
    assert (sun.left, sun.top, sun.width, sun.height) == (8_640_000, 3_132_000, 1_404_000, 1_404_000)
    light = shapes["Fjell, lys side"]
    points = [(int(point.get("x")), int(point.get("y"))) for point in light._element.iter(f"{A}pt")]
    peak = min(points, key=lambda point: point[1])
    assert (light.left + peak[0], light.top + peak[1]) == (round(0.27 * 12_192_000), 3_564_000 + round(0.06 * 3_294_000))
    assert light.top + light.height == 6_858_000
    assert len(list(shapes["Fjell, mørk side"]._element.iter(f"{A}close"))) == 2


def test_a_validator_finds_nothing():
    audit = pytest.importorskip("openxml_audit")
    result = audit.validate_pptx(TEMPLATE)
    assert [str(error) for error in result.errors] == []


def test_a_slide_of_every_layout_opens_again(tmp_path: Path):
    made: Any = Presentation(str(TEMPLATE))
    for master in made.slide_masters:
        for layout in master.slide_layouts:
            slide = made.slides.add_slide(layout)
            slide.shapes.title.text = layout.name
    buffer = BytesIO()
    made.save(buffer)
    titles = [slide.shapes.title.text for slide in Presentation(buffer).slides]
    assert titles == [names[number] for number in (0, 1) for names in LAYOUTS]
