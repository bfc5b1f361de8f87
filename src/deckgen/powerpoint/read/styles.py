"""List styles, layer upon layer → the nine levels as they look: what a placeholder's paragraphs inherit."""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, TypedDict

from deckgen.powerpoint.element import Element
from deckgen.powerpoint.read.nodes import A, attribute, child, children, descend, flag, integer, number, percentage
from deckgen.powerpoint.read.theme import ColorSpec, Palette, fill_spec
from deckgen.powerpoint.view import Levels, LevelStyle, Theme

LEVELS = 9
_LEVEL = {f"{A}lvl{level + 1}pPr": level for level in range(LEVELS)}
_BULLETS = tuple(A + kind for kind in ("buNone", "buChar", "buAutoNum", "buBlip"))
_SPACINGS: dict[str, Literal["before", "after", "line"]] = {A + "spcBef": "before", A + "spcAft": "after", A + "lnSpc": "line"}
_RUN, _FACE, _FILLS = A + "defRPr", A + "latin", (A + "solidFill", A + "gradFill")

Spacing: TypeAlias = tuple[str, float]  # ("pct", per cent) or ("pts", points)


class StylePart(TypedDict, total=False):
    """What one layer says of one level; a key that it leaves out is inherited."""

    size: float
    font: str
    bold: bool
    italic: bool
    caps: bool
    color: ColorSpec
    left: int
    indent: int
    before: Spacing
    after: Spacing
    line: Spacing
    bullet: str
    align: str


Layer: TypeAlias = tuple[StylePart, ...]  # nine
EMPTY: Layer = (StylePart(),) * LEVELS


def read_layer(list_style: Element | None) -> Layer:
    """An ``a:lstStyle``, ``p:titleStyle``, ``p:bodyStyle``, ``p:otherStyle`` or ``p:defaultTextStyle``."""
    levels = [StylePart() for _ in range(LEVELS)]
    found = False
    for properties in children(list_style):
        level = _LEVEL.get(properties.tag)
        if level is not None:
            levels[level] = read_style(properties)
            found = True
    return tuple(levels) if found else EMPTY


def read_style(properties: Element) -> StylePart:
    """An ``a:lvl1pPr`` … ``a:lvl9pPr``."""
    style = StylePart()
    if left := attribute(properties, "marL"):
        style["left"] = integer(left)
    if indent := attribute(properties, "indent"):
        style["indent"] = integer(indent)
    if align := attribute(properties, "algn"):
        style["align"] = align
    for element in properties.iterchildren():
        tag = element.tag
        if tag in _BULLETS:
            style["bullet"] = bullet_of(element)
        elif tag == _RUN:
            _read_run(element, style)
        elif (key := _SPACINGS.get(tag)) and (space := spacing(element)):
            style[key] = space
    return style


def _read_run(run: Element, style: StylePart) -> None:
    if size := number(attribute(run, "sz")):
        style["size"] = size / 100
    if (bold := flag(run, "b")) is not None:
        style["bold"] = bold
    if (italic := flag(run, "i")) is not None:
        style["italic"] = italic
    if caps := attribute(run, "cap"):
        style["caps"] = caps != "none"
    for element in run.iterchildren():
        tag = element.tag
        if tag == _FACE and (face := attribute(element, "typeface")):
            style["font"] = face
        elif tag in _FILLS and (color := fill_spec(run)):
            style["color"] = color


def bullet_of(element: Element) -> str:
    kind = element.tag.removeprefix(A)
    return attribute(element, "char") if kind == "buChar" else {"buAutoNum": "number", "buBlip": "picture"}.get(kind, "")


def paragraph_bullet(properties: Element | None) -> str | None:
    """What an ``a:pPr`` says of its bullet: "none", "number", "picture" or the character; None where it says nothing."""
    element = child(properties, *_BULLETS)
    return None if element is None else bullet_of(element) or "none"


def spacing(element: Element | None) -> Spacing | None:
    """An ``a:spcBef``, ``a:spcAft`` or ``a:lnSpc``."""
    amount = child(element)
    value = attribute(amount, "val")
    if amount is None or not value:
        return None
    return ("pts", number(value) / 100) if amount.tag == A + "spcPts" else ("pct", percentage(value, 100.0))


def merged(layers: Iterable[Layer]) -> Layer:
    """One layer of several, the weakest first."""
    result = EMPTY
    for layer in layers:
        if layer is not EMPTY:
            result = tuple(under | over if over else under for under, over in zip(result, layer, strict=True))
    return result


def resolved(layer: Layer, theme: Theme, palette: Palette) -> Levels:
    """The levels as they look; what no layer says is as the format has it: 18 pt, the minor face, "tx1", no bullet."""
    return tuple(_resolved_levels(layer, theme, palette))


def _resolved_levels(layer: Layer, theme: Theme, palette: Palette) -> Iterator[LevelStyle]:
    for part in layer:
        size = part.get("size", 18.0)
        kind, line = part.get("line", ("pct", 100.0))
        yield LevelStyle(
            size=size,
            font=face(part.get("font", "+mn-lt"), theme),
            bold=part.get("bold", False),
            color=palette.hex(part.get("color", ("schemeClr", "tx1", ()))) or "000000",
            left=part.get("left", 0),
            indent=part.get("indent", 0),
            before=_points(part.get("before"), size),
            after=_points(part.get("after"), size),
            line=line if kind == "pct" else 100.0,
            bullet=part.get("bullet", ""),
            exact=line if kind == "pts" else None,
            italic=part.get("italic", False),
            align=part.get("align", "l"),
            caps=part.get("caps", False),
        )


def _points(space: Spacing | None, size: float) -> float:
    if space is None:
        return 0.0
    kind, amount = space
    return amount if kind == "pts" else amount / 100 * size


def face(name: str, theme: Theme) -> str:
    """The name of a face, where "+mj-lt" and the like stand for the theme's."""
    return {"+mj": theme.major, "+mn": theme.minor}.get(name[:3], name)


def layer_of(shape: Element, text_body: str) -> Layer:
    """What a placeholder's own ``a:lstStyle`` says."""
    return read_layer(descend(shape, text_body, A + "lstStyle"))
