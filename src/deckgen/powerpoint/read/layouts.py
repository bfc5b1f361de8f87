"""A package's masters and layouts → views, each placeholder with the frame, the text box and the levels that it inherits."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from deckgen.model import Frame
from deckgen.powerpoint.element import Element
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.read.nodes import (
    MC,
    A,
    P,
    R,
    attribute,
    child,
    children,
    content,
    damaged,
    descend,
    integer,
    local_name,
)
from deckgen.powerpoint.read.styles import Layer, layer_of, merged, read_layer, resolved
from deckgen.powerpoint.read.theme import Palette, color_spec, fill_spec, read_color_map, read_theme
from deckgen.powerpoint.view import LayoutView, Levels, MasterView, PlaceholderView, Theme

SHAPES = frozenset(P + kind for kind in ("sp", "pic", "graphicFrame", "cxnSp", "grpSp", "contentPart"))
FOOTERS = ("dt", "ftr", "sldNum", "hdr")
_ON_MASTER = {"ctrTitle": "title", "title": "title", **{kind: kind for kind in FOOTERS}}  # everything else takes from "body"


@dataclass(frozen=True, slots=True)
class _Master:
    """What the layouts of a master take from it. Styles are kept by the name of the master's placeholder, or of its kind."""

    name: str
    theme: Theme
    map: dict[str, str]
    palette: Palette
    background: Element | None
    formats: Element | None  # the theme's ``a:bgFillStyleLst``
    shapes: dict[str, Element]  # its placeholders by type
    layers: dict[str, Layer]  # what their text inherits, by type
    levels: dict[str, Levels] = field(default_factory=dict[str, Levels])  # the same resolved, where no layout says otherwise


def read_masters(package: Package, main: str, presentation: Element) -> Iterator[MasterView]:
    """The masters in the presentation's order, with their layouts in the master's."""
    relationships = package.relationships(main)
    default = read_layer(child(presentation, P + "defaultTextStyle"))
    for entry in children(child(presentation, P + "sldMasterIdLst"), P + "sldMasterId"):
        relationship = relationships.get(attribute(entry, R + "id"))
        if relationship is None or relationship.target not in package:
            damaged(package, main, "slideMaster")
        yield _read_master(package, relationship.target, default)


def _read_master(package: Package, part: str, default: Layer) -> MasterView:
    root = package.xml(part)
    relationships = package.relationships(part)
    theme_part = next((each.target for each in relationships.values() if each.kind == "theme"), "")
    if theme_part not in package:
        damaged(package, part, "theme")
    theme_root = package.xml(theme_part)
    theme = read_theme(theme_root)
    color_map = read_color_map(child(root, P + "clrMap"))
    shapes = {place_type(shape): shape for shape in reversed(list(placeholders(root)))}
    name = theme.name or attribute(child(root, P + "cSld"), "name")
    master = _Master(
        name,
        theme,
        color_map,
        Palette(dict(theme.colors), color_map),
        descend(root, P + "cSld", P + "bg"),
        descend(theme_root, A + "themeElements", A + "fmtScheme", A + "bgFillStyleLst"),
        shapes,
        _layers(root, shapes, default),
    )
    layouts: list[LayoutView] = []
    for entry in children(child(root, P + "sldLayoutIdLst"), P + "sldLayoutId"):
        relationship = relationships.get(attribute(entry, R + "id"))
        if relationship is None or relationship.target not in package:
            damaged(package, part, "slideLayout")
        if not package.content_type(relationship.target).endswith(".slideLayout+xml"):
            damaged(package, "/[Content_Types].xml", f"type for {relationship.target}")
        layouts.append(_read_layout(package, relationship.target, master))
    background = background_color(master.background, master.palette, master.formats)
    return MasterView(part, name, theme, tuple(sorted(color_map.items())), background, tuple(layouts))


def _layers(root: Element, shapes: dict[str, Element], default: Layer) -> dict[str, Layer]:
    """What each kind of placeholder inherits: the presentation's defaults, the master's style, the master's placeholder."""
    styles = child(root, P + "txStyles")
    by_kind = {"title": "titleStyle", "body": "bodyStyle", **dict.fromkeys(FOOTERS, "otherStyle")}
    layers: dict[str, Layer] = {}
    for kind, style in by_kind.items():
        own = (layer_of(shapes[kind], P + "txBody"),) if kind in shapes else ()
        layers[kind] = merged((default, read_layer(child(styles, P + style)), *own))
    return layers


def _read_layout(package: Package, part: str, master: _Master) -> LayoutView:
    root = package.xml(part)
    slide = child(root, P + "cSld")
    override = descend(root, P + "clrMapOvr", A + "overrideClrMapping")
    palette = master.palette if override is None else Palette(master.palette.colors, read_color_map(override))
    background = child(slide, P + "bg")
    return LayoutView(
        part=part,
        name=attribute(slide, "name"),
        type=attribute(root, "type", "cust"),
        master=master.name,
        placeholders=tuple(_read_placeholder(shape, master, palette) for shape in placeholders(root)),
        background=background_color(background if background is not None else master.background, palette, master.formats),
        texts=tuple(_fixed_texts(slide)),
    )


def _read_placeholder(shape: Element, master: _Master, palette: Palette) -> PlaceholderView:
    kind = place_type(shape)
    on_master = _ON_MASTER.get(kind, "body")
    over = master.shapes.get(on_master)
    own = layer_of(shape, P + "txBody")
    if palette is master.palette and not any(own):
        if on_master not in master.levels:
            master.levels[on_master] = resolved(master.layers[on_master], master.theme, palette)
        levels = master.levels[on_master]
    else:
        levels = resolved(merged((master.layers[on_master], own)), master.theme, palette)
    bodies = [body for each in (shape, over) if (body := descend(each, P + "txBody", A + "bodyPr")) is not None]
    return PlaceholderView(
        idx=place_idx(shape),
        type=kind,
        name=attribute(properties_of(shape), "name"),
        frame=frame_of(shape) or frame_of(over) or Frame(0, 0, 0, 0),
        insets=(_inset(bodies, "lIns"), _inset(bodies, "tIns"), _inset(bodies, "rIns"), _inset(bodies, "bIns")),
        anchor=_inherited(bodies, "anchor", "t"),
        columns=max(1, integer(_inherited(bodies, "numCol", "1"))),
        column_gap=integer(_inherited(bodies, "spcCol", "0")),
        wrap=_inherited(bodies, "wrap", "square") != "none",
        autofit=_autofit(bodies),
        levels=levels,
    )


def _inherited(bodies: list[Element], name: str, default: str) -> str:
    return next((value for body in bodies if (value := attribute(body, name))), default)


def _inset(bodies: list[Element], name: str) -> int:
    return integer(_inherited(bodies, name, "45720" if name in ("tIns", "bIns") else "91440"))


def _autofit(bodies: list[Element]) -> Literal["none", "normal", "shape"]:
    for body in bodies:
        choice = child(body, A + "noAutofit", A + "normAutofit", A + "spAutoFit")
        if choice is not None:
            name = local_name(choice)
            return "normal" if name == "normAutofit" else "shape" if name == "spAutoFit" else "none"
    return "none"


def _fixed_texts(slide: Element | None) -> Iterator[str]:
    for shape in children(child(slide, P + "spTree"), P + "sp"):
        if placeholder_of(shape) is None:
            lines = children(child(shape, P + "txBody"), A + "p")
            text = "\n".join("".join(content(run) for run in line.iter(A + "t")) for line in lines).strip()
            if text:
                yield text


def background_color(element: Element | None, palette: Palette, formats: Element | None) -> str:
    """The colour of a ``p:bg``, "" where it is a picture; white where there is none at all.

    A reference to the theme's fills (1001 is the first for backgrounds) colours that fill.
    """
    if element is None:
        return "FFFFFF"
    reference = child(element, P + "bgRef")
    if reference is None:
        return palette.hex(fill_spec(child(element, P + "bgPr")))
    color = palette.hex(color_spec(reference))
    fills = list(children(formats))
    at = integer(attribute(reference, "idx")) - 1001
    if not 0 <= at < len(fills) or fills[at].tag == A + "solidFill":
        own = palette.hex(color_spec(fills[at]), color) if 0 <= at < len(fills) else ""
        return own or color
    first = descend(fills[at], A + "gsLst", A + "gs")
    return palette.hex(color_spec(first), color)


def placeholders(root: Element) -> Iterator[Element]:
    """The shapes of a slide, layout or master that are placeholders, also those in groups, in their order."""
    return (shape for shape in shapes_in(descend(root, P + "cSld", P + "spTree")) if placeholder_of(shape) is not None)


def shapes_in(tree: Element | None) -> Iterator[Element]:
    """The shapes of a ``p:spTree`` or ``p:grpSp`` in their order, a group before what is in it.

    Of alternatives for programs that know more or less, the richest is taken.
    """
    for element in children(tree):
        if element.tag == MC + "AlternateContent":
            yield from shapes_in(child(element, MC + "Choice", MC + "Fallback"))
        elif element.tag in SHAPES:
            yield element
            if element.tag == P + "grpSp":
                yield from shapes_in(element)


def properties_of(shape: Element) -> Element | None:
    """The ``p:cNvPr`` of any kind of shape."""
    return child(child(shape), P + "cNvPr")


def placeholder_of(shape: Element) -> Element | None:
    """The ``p:ph`` of any kind of shape."""
    return descend(child(shape), P + "nvPr", P + "ph")


def place_type(shape: Element) -> str:
    return attribute(placeholder_of(shape), "type", "obj")


def place_idx(shape: Element) -> int:
    return integer(attribute(placeholder_of(shape), "idx"))


def frame_of(shape: Element | None) -> Frame | None:
    """The shape's own frame; None where it has none."""
    if shape is None:
        return None
    transform = child(shape, P + "xfrm")  # of a graphic frame
    if transform is None:
        transform = descend(shape, P + "spPr", A + "xfrm")
    if transform is None:
        transform = descend(shape, P + "grpSpPr", A + "xfrm")
    offset, extent = child(transform, A + "off"), child(transform, A + "ext")
    if offset is None or extent is None:
        return None
    x, y = integer(attribute(offset, "x")), integer(attribute(offset, "y"))
    return Frame(x, y, integer(attribute(extent, "cx")), integer(attribute(extent, "cy")))
