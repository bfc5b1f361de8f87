"""A written deck → its texts as they stand in the file: sizes, spacings, indents and runs, nothing reckoned."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from deckgen.model import Frame
from deckgen.powerpoint.view import LevelStyle, PlaceholderView
from deckgen.template import Template

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@dataclass(frozen=True)
class WrittenParagraph:
    """Points, beyond the left inset. ``bullet`` is a pattern of what is drawn before it; a run is text, bold and italic."""

    runs: tuple[tuple[str, bool, bool], ...]
    font: str
    size: float
    spacing: float  # per cent
    before: float
    left: float
    first: float
    tab: float | None
    bullet: str

    @property
    def text(self) -> str:
        return "".join(text for text, _, _ in self.runs)

    def height(self, lines: int) -> float:
        """Of its lines as PowerPoint draws them, without the space before."""
        return lines * self.size * 1.22 * self.spacing / 100


@dataclass(frozen=True)
class WrittenText:
    name: str
    place: PlaceholderView
    paragraphs: tuple[WrittenParagraph, ...]
    own: Frame | None = None  # where it does not stand as its placeholder

    def edges(self) -> tuple[float, float, float, float]:
        """Of the inside of the box: left, top, right, bottom, in points."""
        frame, (left, top, right, bottom) = self.own or self.place.frame, self.place.insets
        edges = (frame.x + left, frame.y + top, frame.x + frame.width - right, frame.y + frame.height - bottom)
        return tuple(edge / 12_700 for edge in edges)

    def height(self, lines: list[int]) -> float:
        """Of all paragraphs, each on so many lines; the first one's space before is not drawn."""
        heights = [each.before + each.height(count) for each, count in zip(self.paragraphs, lines, strict=True)]
        return sum(heights) - self.paragraphs[0].before


def written_texts(deck: bytes, layouts: list[str], template: Template) -> Iterator[list[WrittenText]]:
    """The texts of each slide, in their order; ``layouts`` are the slides' layouts by part."""
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        for number, layout in enumerate(layouts, 1):
            slide = etree.fromstring(archive.read(f"ppt/slides/slide{number}.xml"))
            yield [_text(shape, layout, template) for shape in slide.iter(f"{P}sp")]


def _text(shape: etree._Element, layout: str, template: Template) -> WrittenText:
    place = template.placeholder(layout, int(shape.find(f".//{P}ph").get("idx", "0")))
    theme = next(master.theme for master in template.view.masters if layout in [each.part for each in master.layouts])
    faces = {"+mj-lt": theme.major, "+mn-lt": theme.minor}
    styles = shape.find(f"{P}txBody/{A}lstStyle")
    paragraphs = shape.iterfind(f"{P}txBody/{A}p")
    return WrittenText(
        shape.find(f".//{P}cNvPr").get("name"),
        place,
        tuple(_paragraph(each, styles, place.levels, faces) for each in paragraphs),
        _frame(shape),
    )


def _frame(shape: etree._Element) -> Frame | None:
    own = shape.find(f"{P}spPr/{A}xfrm")
    if own is None:
        return None
    at, size = own.find(f"{A}off"), own.find(f"{A}ext")
    return Frame(int(at.get("x")), int(at.get("y")), int(size.get("cx")), int(size.get("cy")))


def _paragraph(
    paragraph: etree._Element, styles: etree._Element, levels: tuple[LevelStyle, ...], faces: dict[str, str]
) -> WrittenParagraph:
    own = paragraph.find(f"{A}pPr")
    number = 0 if own is None else int(own.get("lvl", "0"))
    given = styles.find(f"{A}lvl{number + 1}pPr")
    sources = [each for each in (own, given) if each is not None]  # the nearest first
    style = levels[number]

    def said(path: str, attribute: str, otherwise: float, unit: float) -> float:
        for source in sources:
            found = source if path == "." else source.find(path)
            if found is not None and found.get(attribute) is not None:
                return int(found.get(attribute)) / unit
        return otherwise

    left = said(".", "marL", style.left / 12_700, 12_700)
    typeface = given.find(f"{A}defRPr/{A}latin") if given is not None else None
    return WrittenParagraph(
        runs=tuple(_runs(paragraph)),
        font=style.font if typeface is None else faces[typeface.get("typeface")],
        size=said(f"{A}defRPr", "sz", style.size, 100),
        spacing=said(f"{A}lnSpc/{A}spcPct", "val", style.line, 1000),
        before=said(f"{A}spcBef/{A}spcPts", "val", style.before, 100),
        left=left,
        first=left + said(".", "indent", style.indent / 12_700, 12_700),
        tab=said(f"{A}tabLst/{A}tab", "pos", 0, 12_700) or None,
        bullet=_bullet(sources, style),
    )


def _bullet(sources: list[etree._Element], style: LevelStyle) -> str:
    for source in sources:
        if source.find(f"{A}buNone") is not None:
            return ""
        if source.find(f"{A}buAutoNum") is not None:
            return r"\d+\."
        if source.find(f"{A}buChar") is not None:
            return re.escape(source.find(f"{A}buChar").get("char"))
    return re.escape(style.bullet)


def _runs(paragraph: etree._Element) -> Iterator[tuple[str, bool, bool]]:
    for run in paragraph:
        if run.tag == f"{A}br":
            yield "\n", False, False
        elif run.tag == f"{A}r":
            look = run.find(f"{A}rPr")
            yield run.findtext(f"{A}t"), look.get("b") == "1", look.get("i") == "1"
