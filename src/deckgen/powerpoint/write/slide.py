"""A slide → its part (p:sld), what the part refers to, and the pictures and charts that go with it."""

from collections.abc import Mapping
from typing import NamedTuple

from deckgen.model import Chart, Media, Picture, Placeholder, Slide, Table, Text
from deckgen.powerpoint.write.identity import number
from deckgen.powerpoint.write.picture import media_name, picture_shape
from deckgen.powerpoint.write.relationships import Relationships
from deckgen.powerpoint.write.shape import Identified, creation_id, frame_of, graphic_frame, text_shape
from deckgen.powerpoint.write.table import table_shape
from deckgen.powerpoint.write.text import Host, plain_paragraph
from deckgen.powerpoint.xml import DECLARATION, Xml, joined

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = Xml(
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
TREE = Xml(
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_A16 = Xml('xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main"')  # once a slide, not once a shape
_P14 = Xml('xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"')


class LayoutPlaceholder(NamedTuple):
    idx: int
    type: str
    name: Xml  # as an attribute
    element: Xml  # the p:ph as a slide repeats it


class Layout(NamedTuple):
    """A layout as slides need it."""

    target: Xml  # the part, from the folder of the slides
    placeholders: tuple[LayoutPlaceholder, ...]
    by_place: Mapping[tuple[int, str], LayoutPlaceholder]  # by idx and type; by idx and "" the first that has the idx
    by_type: Mapping[str, LayoutPlaceholder]  # the first of each
    color_map: Xml  # the layout's p:clrMapOvr, which its slides repeat
    table_style: str  # the GUID of the template's default

    def placeholder(self, wanted: Placeholder) -> Xml:
        """The p:ph for a slide; where two have one idx, the type decides. Raises ValueError where the layout has none."""
        found = self.by_place.get((wanted.idx, wanted.type)) or self.by_place.get((wanted.idx, ""))
        if found is None:
            raise ValueError(f"the layout {self.target} has no placeholder {wanted.idx}")
        return found.element


class Place(NamedTuple):
    """Where a slide comes in its deck: its number among the parts, the number it shows, and that of its first chart."""

    number: int
    shown: int
    chart: int


class SlidePart(NamedTuple):
    xml: Xml
    relationships: Relationships
    media: list[Media]
    charts: list[Chart]


class _Surroundings(NamedTuple):
    """What a shape needs of its slide, and what it leaves there."""

    layout: Layout
    place: Place
    host: Host
    relationships: Relationships
    media: list[Media]
    charts: list[Chart]


def slide_part(slide: Slide, layout: Layout, place: Place) -> SlidePart:
    """Raises ValueError for what the format or the layout has no room for."""
    relationships = Relationships()
    relationships.add("slideLayout", layout.target)
    if slide.notes is not None:
        relationships.add("notesSlide", Xml(f"../notesSlides/notesSlide{place.number}.xml"))
    around = _Surroundings(layout, place, Host(slide.language, relationships.link), relationships, [], [])
    _refuse_doubles(slide)
    shapes = [_shape(Identified(shape, n, slide.identity), around) for n, shape in enumerate(slide.shapes, 2)]
    shapes += _footers(slide, layout, len(shapes) + 2, place.shown)
    xml = Xml(
        f"{DECLARATION}<p:sld {MAIN} {_A16}><p:cSld><p:spTree>{TREE}{joined(shapes)}</p:spTree>"
        f'<p:extLst><p:ext uri="{{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}}">'
        f'<p14:creationId {_P14} val="{number(slide.identity)}"/></p:ext></p:extLst></p:cSld>'
        f"{layout.color_map}</p:sld>"
    )
    return SlidePart(xml, relationships, around.media, around.charts)


def _shape(identified: Identified, around: _Surroundings) -> Xml:
    shape = identified.shape
    content = shape.content
    placeholder = around.layout.placeholder(shape.placeholder) if shape.placeholder is not None else Xml("")
    if isinstance(content, Text):
        return text_shape(identified, content, placeholder, around.host)
    if isinstance(content, Table):
        return table_shape(identified, content, placeholder, around.layout.table_style, around.host)
    if isinstance(content, Picture):
        around.media.append(content.media)
        relationship = around.relationships.add("image", Xml(f"../media/{media_name(content.media)}"))
        return picture_shape(identified, content, placeholder, relationship)
    chart = around.place.chart + len(around.charts)
    around.charts.append(content)
    relationship = around.relationships.add("chart", Xml(f"../charts/chart{chart}.xml"))
    reference = Xml(f'<c:chart xmlns:c="{CHART}" r:id="{relationship}"/>')
    return graphic_frame(identified, placeholder, frame_of(shape), CHART, reference)


def _footers(slide: Slide, layout: Layout, first: int, shown: int) -> list[Xml]:
    """Date, footer and number, those of them that the layout has a place for."""
    footer = slide.footer
    written: list[Xml] = []
    for kind, said in (("dt", footer.date), ("ftr", footer.text), ("sldNum", str(shown) if footer.number else None)):
        placeholder = layout.by_type.get(kind)
        if said is not None and placeholder is not None:
            paragraph = plain_paragraph(said, slide.language, field=kind == "sldNum")
            written.append(_footer(slide, placeholder, first + len(written), paragraph))
    return written


def _footer(slide: Slide, placeholder: LayoutPlaceholder, number: int, paragraph: Xml) -> Xml:
    creation = creation_id(slide.identity, "footer", placeholder.type)
    return Xml(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{placeholder.name}"><a:extLst>{creation}</a:extLst></p:cNvPr>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{placeholder.element}</p:nvPr></p:nvSpPr>'
        f"<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</p:txBody></p:sp>"
    )


def _refuse_doubles(slide: Slide) -> None:
    filled = [shape.placeholder.idx for shape in slide.shapes if shape.placeholder is not None]
    if len(set(filled)) < len(filled):
        raise ValueError(f'two shapes of the slide "{slide.identity}" fill one placeholder: {filled}')
