"""The shapes of a master or layout, as values → their XML."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import NAMESPACE_URL, uuid5

from deckgen.powerpoint.xml import Xml, attribute
from depmal.colors import solid_fill
from depmal.grid import Frame, Language
from depmal.text import Level, Line, field, list_style, paragraphs
from depmal.wording import ALTERNATIVE_TEXTS, NAMES, PROMPTS

Anchor: TypeAlias = Literal["t", "ctr", "b"]
Point: TypeAlias = tuple[int, int]
Insets: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom, EMU

FIELDS = {"number": "slidenum", "date": "datetimeFigureOut"}
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """``name`` and ``prompt`` are keys of the wording; what is None or empty is inherited from the master."""

    idx: int
    type: str  # "" is the format's default, an object
    name: str
    frame: Frame | None = None
    levels: tuple[Level, ...] = ()
    prompt: str = ""
    anchor: Anchor | None = None
    insets: Insets | None = None
    fill: str = ""
    inherits: bool = True  # False on a master, where every property of the box is said


@dataclass(frozen=True, slots=True)
class TextBox:
    """Fixed text. ``title`` tells apart boxes of one name; ``grows``: the box is as high as its text."""

    name: str
    frame: Frame
    style: Level
    lines: tuple[Line, ...]
    anchor: Anchor = "t"
    insets: Insets = (0, 0, 0, 0)
    fill: str = ""
    grows: bool = False
    title: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Flat planes of one colour: each polygon a ring of points on the slide, in EMU."""

    name: str
    fill: str
    polygons: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Disc:
    name: str
    fill: str
    frame: Frame


@dataclass(frozen=True, slots=True)
class BuiltInPicture:
    """A picture of the layout itself, at a relationship of its part."""

    name: str
    frame: Frame
    relationship: str


Shape: TypeAlias = Placeholder | TextBox | Drawing | Disc | BuiltInPicture


def shape_tree(shapes: Sequence[Shape], language: Language) -> Xml:
    """The tree, in the order given, back to front; ids count from 2."""
    body = "".join(_shape(number, shape, language) for number, shape in enumerate(shapes, 2))
    return Xml(
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{body}</p:spTree>"
    )


def _shape(number: int, shape: Shape, language: Language) -> Xml:
    match shape:
        case Placeholder():
            return _placeholder(number, shape, language)
        case TextBox():
            return _text_box(number, shape, language)
        case BuiltInPicture():
            return _picture(number, shape, language)
        case Drawing():
            return _plane(number, shape.name, shape.fill, _freeform(shape.polygons), language)
        case Disc():
            geometry = Xml(_transform(shape.frame) + '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>')
            return _plane(number, shape.name, shape.fill, geometry, language)


def _placeholder(number: int, shape: Placeholder, language: Language) -> Xml:
    prompt = PROMPTS.get(shape.prompt or shape.name, ())
    lines = tuple(Line(words.of(language), level) for level, words in enumerate(prompt))
    if shape.name in FIELDS:
        identity = str(uuid5(NAMESPACE_URL, f"DEPMAL {shape.name} {language}")).upper()
        text = field(FIELDS[shape.name], identity, lines[0].text, language)
    else:
        text = paragraphs(lines, language)
    kind = f' type="{shape.type}"' if shape.type else ""
    size = {"dt": ' sz="half"', "ftr": ' sz="quarter"', "sldNum": ' sz="quarter"'}.get(shape.type, "")
    index = f' idx="{shape.idx}"' if shape.idx else ""
    prompts = shape.inherits and lines and shape.name not in (*FIELDS, "footer")
    custom = ' hasCustomPrompt="1"' if prompts else ""
    geometry = (_transform(shape.frame) if shape.frame else "") + _rectangle(shape.fill) if shape.frame or shape.fill else ""
    return Xml(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{attribute(NAMES[shape.name].of(language))}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{kind}{size}{index}{custom}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{geometry}</p:spPr><p:txBody>{_box_properties(shape)}{list_style(shape.levels)}{text}</p:txBody></p:sp>"
    )


def _box_properties(shape: Placeholder) -> Xml:
    if shape.inherits:
        anchor = f' anchor="{shape.anchor}"' if shape.anchor else ""
        return Xml(f"<a:bodyPr{_insets(shape.insets)}{anchor}/>")
    insets = _insets(shape.insets or (0, 0, 0, 0))
    return Xml(
        f'<a:bodyPr vert="horz" wrap="square"{insets} rtlCol="0" anchor="{shape.anchor or "t"}"><a:noAutofit/></a:bodyPr>'
    )


def _text_box(number: int, shape: TextBox, language: Language) -> Xml:
    name = attribute(NAMES[shape.name].of(language) + (f": {shape.title}" if shape.title else ""))
    extension = _DECORATIVE if shape.decorative else ""
    fit = "<a:spAutoFit/>" if shape.grows else "<a:noAutofit/>"
    return Xml(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}">{extension}</p:cNvPr><p:cNvSpPr txBox="1"/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_transform(shape.frame)}{_rectangle(shape.fill)}</p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square"{_insets(shape.insets)} rtlCol="0" anchor="{shape.anchor}">{fit}</a:bodyPr>'
        f"{list_style((shape.style,))}{paragraphs(shape.lines, language)}</p:txBody></p:sp>"
    )


def _plane(number: int, name: str, fill: str, geometry: Xml, language: Language) -> Xml:
    shown = attribute(NAMES[name].of(language))
    return Xml(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{shown}">{_DECORATIVE}</p:cNvPr><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{geometry}{solid_fill(fill)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def _picture(number: int, shape: BuiltInPicture, language: Language) -> Xml:
    name, description = NAMES[shape.name].of(language), ALTERNATIVE_TEXTS[shape.name].of(language)
    return Xml(
        f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="{attribute(name)}" descr="{attribute(description)}"/><p:cNvPicPr>'
        '<a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{attribute(shape.relationship)}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f"<p:spPr>{_transform(shape.frame)}{_rectangle('')}</p:spPr></p:pic>"
    )


def _freeform(polygons: Sequence[Sequence[Point]]) -> Xml:
    """A custom geometry in the polygons' own bounding box, its path in EMU."""
    xs = [x for polygon in polygons for x, _ in polygon]
    ys = [y for polygon in polygons for _, y in polygon]
    box = Frame(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    path = "".join(_ring([(x - box.x, y - box.y) for x, y in polygon]) for polygon in polygons)
    return Xml(
        f"{_transform(box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{box.width}" h="{box.height}">{path}</a:path></a:pathLst>'
        "</a:custGeom>"
    )


def _ring(points: Sequence[Point]) -> Xml:
    first, *others = (f'<a:pt x="{x}" y="{y}"/>' for x, y in points)
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
    return Xml(f"<a:moveTo>{first}</a:moveTo>{lines}<a:close/>")


def _transform(frame: Frame) -> Xml:
    return Xml(f'<a:xfrm><a:off x="{frame.x}" y="{frame.y}"/><a:ext cx="{frame.width}" cy="{frame.height}"/></a:xfrm>')


def _rectangle(fill: str) -> Xml:
    return Xml('<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' + (solid_fill(fill) if fill else ""))


def _insets(insets: Insets | None) -> Xml:
    if insets is None:
        return Xml("")
    return Xml("".join(f' {name}="{length}"' for name, length in zip(("lIns", "tIns", "rIns", "bIns"), insets, strict=True)))
