"""A package's slides → views: every shape with its frame on the slide and what it says or shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from deckgen.model import Frame, Placeholder
from deckgen.powerpoint.element import Element
from deckgen.powerpoint.package import Package, Relationship
from deckgen.powerpoint.read.charts import read_chart
from deckgen.powerpoint.read.layouts import frame_of, place_type, placeholder_of, placeholders, properties_of, shapes_in
from deckgen.powerpoint.read.nodes import (
    A16,
    DECORATIVE,
    P14,
    A,
    C,
    P,
    R,
    attribute,
    child,
    children,
    content,
    damaged,
    descend,
    flag,
    integer,
    local_name,
    percentage,
)
from deckgen.powerpoint.read.texts import read_text
from deckgen.powerpoint.view import (
    ChartView,
    Content,
    LayoutView,
    OtherView,
    PictureView,
    PlaceholderView,
    ShapeView,
    SlideView,
    TableView,
)

_GRAPHICS = {"diagram": "diagram", "ole": "ole", "chartex": "chartex", "chart": "chartex"}  # by a word of the URI


@dataclass(frozen=True, slots=True)
class _Slide:
    """What reading a shape takes from around it. Digests of pictures are kept from slide to slide."""

    package: Package
    part: str
    relationships: Mapping[str, Relationship]
    layout: LayoutView | None
    digests: dict[str, str] = field(repr=False)

    def target(self, identity: str) -> str:
        """The part that a relationship leads to; "" where it leads out of the file or to nothing."""
        relationship = self.relationships.get(identity)
        if relationship is None or relationship.external or relationship.target not in self.package:
            return ""
        return relationship.target


def read_slides(package: Package, main: str, presentation: Element, layouts: Sequence[LayoutView]) -> Iterator[SlideView]:
    """The slides in the presentation's order."""
    relationships = package.relationships(main)
    by_part = {layout.part.lower(): layout for layout in layouts}
    digests: dict[str, str] = {}
    for entry in children(child(presentation, P + "sldIdLst"), P + "sldId"):
        relationship = relationships.get(attribute(entry, R + "id"))
        if relationship is None or relationship.target not in package:
            damaged(package, main, "slide")
        part = relationship.target
        own = package.relationships(part)
        layout = by_part.get(_first(own, "slideLayout").lower())
        slide = _Slide(package, part, own, layout, digests)
        yield _read_slide(slide, integer(attribute(entry, "id")))


def read_sections(presentation: Element) -> Iterator[tuple[str, tuple[int, ...]]]:
    for extension in children(child(presentation, P + "extLst"), P + "ext"):
        for section in children(child(extension, P14 + "sectionLst"), P14 + "section"):
            slides = children(child(section, P14 + "sldIdLst"), P14 + "sldId")
            yield attribute(section, "name"), tuple(integer(attribute(slide, "id")) for slide in slides)


def _first(relationships: Mapping[str, Relationship], kind: str) -> str:
    return next((each.target for each in relationships.values() if each.kind == kind and not each.external), "")


def _read_slide(slide: _Slide, identity: int) -> SlideView:
    root = slide.package.xml(slide.part)
    common = child(root, P + "cSld")
    creation = (child(each, P14 + "creationId") for each in children(child(common, P + "extLst"), P + "ext"))
    return SlideView(
        part=slide.part,
        id=identity,
        layout=slide.layout.part if slide.layout else _first(slide.relationships, "slideLayout"),
        name=attribute(common, "name"),
        shapes=tuple(_read_shape(shape, slide) for shape in shapes_in(child(common, P + "spTree"))),
        creation_id=next((attribute(each, "val") for each in creation if each is not None), ""),
        hidden=flag(root, "show") is False,
        notes=_read_notes(slide.package, _first(slide.relationships, "notesSlide")),
    )


def _read_notes(package: Package, part: str) -> str:
    if part not in package:
        return ""
    bodies = (shape for shape in placeholders(package.xml(part)) if place_type(shape) == "body")
    return "\n".join(read_text(child(body, P + "txBody"), {}).plain for body in bodies)


def _read_shape(shape: Element, slide: _Slide) -> ShapeView:
    properties = properties_of(shape)
    extensions = [child(each) for each in children(child(properties, A + "extLst"), A + "ext")]
    creation = (attribute(each, "id") for each in extensions if each is not None and each.tag == A16 + "creationId")
    decorative = any(each is not None and each.tag == DECORATIVE and flag(each, "val") for each in extensions)
    under = _layout_placeholder(shape, slide.layout)
    groups = list(_groups(shape))
    frame = frame_of(shape) or (under.frame if under else None)
    return ShapeView(
        id=integer(attribute(properties, "id")),
        name=attribute(properties, "name"),
        content=_read_content(shape, slide),
        placeholder=_read_placeholder(shape, under),
        frame=frame and _on_slide(frame, groups),
        alt=attribute(properties, "descr"),
        decorative=decorative,
        creation_id=next(creation, ""),
        hidden=flag(properties, "hidden") is True,
        group=integer(attribute(properties_of(groups[0]), "id")) if groups else None,
    )


def _layout_placeholder(shape: Element, layout: LayoutView | None) -> PlaceholderView | None:
    """The layout's placeholder that a slide's fills: of the same idx, else, as PowerPoint does, the first of the same type."""
    place = placeholder_of(shape)
    if place is None or layout is None:
        return None
    same_type = (each for each in layout.placeholders if each.type == attribute(place, "type"))
    return layout.placeholder(integer(attribute(place, "idx"))) or next(same_type, None)


def _read_placeholder(shape: Element, under: PlaceholderView | None) -> Placeholder | None:
    place = placeholder_of(shape)
    if place is None:
        return None
    return Placeholder(integer(attribute(place, "idx")), attribute(place, "type", under.type if under else "obj"))


def _groups(shape: Element) -> Iterator[Element]:
    """The groups around a shape, the nearest first."""
    parent = shape.getparent()
    while parent is not None:
        if parent.tag == P + "grpSp":
            yield parent
        parent = parent.getparent()


def _on_slide(frame: Frame, groups: list[Element]) -> Frame:
    """A frame in a group's own coordinates, carried out to the slide's."""
    x, y, width, height = float(frame.x), float(frame.y), float(frame.width), float(frame.height)
    for group in groups:
        outer, transform = frame_of(group), descend(group, P + "grpSpPr", A + "xfrm")
        offset, extent = child(transform, A + "chOff"), child(transform, A + "chExt")
        inner_width, inner_height = integer(attribute(extent, "cx")), integer(attribute(extent, "cy"))
        if outer is None or not inner_width or not inner_height:
            continue
        across, down = outer.width / inner_width, outer.height / inner_height
        x = outer.x + (x - integer(attribute(offset, "x"))) * across
        y = outer.y + (y - integer(attribute(offset, "y"))) * down
        width, height = width * across, height * down
    return Frame(round(x), round(y), round(width), round(height))


def _read_content(shape: Element, slide: _Slide) -> Content:
    name = local_name(shape)
    if name == "sp":
        return read_text(child(shape, P + "txBody"), slide.relationships)
    if name == "pic":
        return _read_picture(shape, slide)
    if name == "graphicFrame":
        return _read_graphic(shape, slide)
    return OtherView({"cxnSp": "connector", "grpSp": "group"}.get(name, "ink"))


def _read_picture(shape: Element, slide: _Slide) -> PictureView | OtherView:
    media = child(descend(shape, P + "nvPicPr", P + "nvPr"), A + "videoFile", A + "audioFile", A + "quickTimeFile")
    if media is not None:
        return OtherView("media")
    fill = child(shape, P + "blipFill")
    part = slide.target(attribute(child(fill, A + "blip"), R + "embed"))
    if part and part not in slide.digests:
        slide.digests[part] = sha256(slide.package.read(part)).hexdigest()
    cut = child(fill, A + "srcRect")
    left, top, right, bottom = (percentage(attribute(cut, side)) / 100 for side in "ltrb")
    return PictureView(slide.digests.get(part, ""), (left, top, right, bottom), slide.package.content_type(part), part)


def _read_graphic(shape: Element, slide: _Slide) -> Content:
    data = descend(shape, A + "graphic", A + "graphicData")
    table, chart = child(data, A + "tbl"), child(data, C + "chart")
    if table is not None:
        return _read_table(table, slide)
    if chart is not None:
        part = slide.target(attribute(chart, R + "id"))
        return read_chart(slide.package, part) if part else ChartView("", (), (), "")
    uri = attribute(data, "uri")
    return OtherView(next((kind for word, kind in _GRAPHICS.items() if word in uri), "unknown"))


def _read_table(table: Element, slide: _Slide) -> TableView:
    properties = child(table, A + "tblPr")
    cells = [list(children(row, A + "tc")) for row in children(table, A + "tr")]
    return TableView(
        rows=tuple(tuple(_cell_text(cell, slide) for cell in row) for row in cells),
        header=flag(properties, "firstRow") is True,
        merged=any(_spans(cell) or _covered(cell) for row in cells for cell in row),
        style=content(child(properties, A + "tableStyleId")),
    )


def _cell_text(cell: Element, slide: _Slide) -> str:
    return "" if _covered(cell) else read_text(child(cell, A + "txBody"), slide.relationships).plain


def _spans(cell: Element) -> bool:
    return integer(attribute(cell, "gridSpan"), 1) > 1 or integer(attribute(cell, "rowSpan"), 1) > 1


def _covered(cell: Element) -> bool:
    return flag(cell, "hMerge") is True or flag(cell, "vMerge") is True
