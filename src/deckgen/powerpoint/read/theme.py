"""A theme part and a master's colour map → faces and colours, resolved to six hexadecimal digits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from deckgen.powerpoint.element import Element
from deckgen.powerpoint.read.nodes import A, attribute, child, children, descend, integer, local_name, percentage
from deckgen.powerpoint.view import Theme, linear

SLOTS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
DEFAULT_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"} | {slot: slot for slot in SLOTS[4:]}

ColorSpec: TypeAlias = tuple[str, str, tuple[tuple[str, float], ...]]  # kind, value, transforms in their order (per cent)

_COLORS = tuple(A + kind for kind in ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr"))


def read_theme(root: Element) -> Theme:
    elements = child(root, A + "themeElements")
    scheme, fonts = child(elements, A + "clrScheme"), child(elements, A + "fontScheme")
    colors = tuple((slot, Palette({}, {}).hex(color_spec(child(scheme, A + slot)))) for slot in SLOTS)
    faces = (attribute(descend(fonts, A + kind, A + "latin"), "typeface") for kind in ("majorFont", "minorFont"))
    return Theme(attribute(root, "name"), tuple((slot, color) for slot, color in colors if color), *faces)


def read_color_map(element: Element | None) -> dict[str, str]:
    """A ``p:clrMap`` or ``a:overrideClrMapping``: which slot of the theme each of the names in use means."""
    return DEFAULT_MAP if element is None else {**DEFAULT_MAP, **element.attrib}


def color_spec(parent: Element | None) -> ColorSpec | None:
    """The colour that stands in an element (a ``solidFill``, a theme's slot); None where there is none."""
    element = child(parent, *_COLORS)
    if element is None:
        return None
    kind = local_name(element)
    if kind == "scrgbClr":
        value = ",".join(attribute(element, name, "0") for name in "rgb")
    elif kind == "hslClr":
        value = ",".join(attribute(element, name, "0") for name in ("hue", "sat", "lum"))
    else:
        value = attribute(element, "lastClr") or attribute(element, "val")
    return kind, value, tuple((local_name(step), percentage(attribute(step, "val"), 0.0)) for step in children(element))


def fill_spec(parent: Element | None) -> ColorSpec | None:
    """The colour of the fill in an element: a solid one, or where a gradient begins."""
    solid = child(parent, A + "solidFill")
    return color_spec(solid if solid is not None else descend(parent, A + "gradFill", A + "gsLst", A + "gs"))


@dataclass(frozen=True, slots=True)
class Palette:
    """What the names of colours mean on a master or a layout."""

    colors: Mapping[str, str]  # slot → hex
    map: Mapping[str, str]  # name in use → slot
    _known: dict[tuple[ColorSpec, str], str] = field(default_factory=dict[tuple[ColorSpec, str], str])

    def hex(self, spec: ColorSpec | None, placeholder: str = "") -> str:
        """Six hexadecimal digits; ``placeholder`` is what ``phClr`` stands for. "" for no colour or an unknown one."""
        if spec is None:
            return ""
        key = (spec, placeholder)
        if key not in self._known:
            kind, value, steps = spec
            base = self._base(kind, value, placeholder)
            self._known[key] = transformed(base, steps) if base and steps else base
        return self._known[key]

    def _base(self, kind: str, value: str, placeholder: str) -> str:
        if kind == "schemeClr":
            return placeholder if value == "phClr" else self.colors.get(self.map.get(value, value), "")
        if kind == "prstClr":
            return preset(value)
        if kind == "scrgbClr":
            return hexadecimal(*(encoded(percentage(part) / 100) for part in value.split(",")))
        if kind == "hslClr":
            return _from_hsl(value)
        if kind == "sysClr" and not _is_hex(value):
            return {"window": "FFFFFF"}.get(value, "000000")
        return value.upper() if _is_hex(value) else ""


def transformed(color: str, steps: tuple[tuple[str, float], ...]) -> str:
    """Apply DrawingML's transforms in their order. What has no effect on an opaque colour's hue or light is passed over.

    >>> transformed("4F81BD", (("lumMod", 75.0),))
    '376092'
    """
    from colorsys import hls_to_rgb, rgb_to_hls

    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    for name, per_cent in steps:
        share = per_cent / 100
        if name in ("shade", "tint"):
            added = 1 - share if name == "tint" else 0.0
            red, green, blue = (encoded(linear(part) * share + added) for part in (red, green, blue))
        elif name in ("inv", "gray", "comp"):
            red, green, blue = _replaced(name, red, green, blue)
        else:
            hue, light, saturation = rgb_to_hls(red, green, blue)
            light = _changed(name, "lum", light, share)
            saturation = _changed(name, "sat", saturation, share)
            red, green, blue = hls_to_rgb(hue, light, saturation)
    return hexadecimal(red, green, blue)


def _changed(name: str, part: str, value: float, share: float) -> float:
    changed = {part: share, part + "Mod": value * share, part + "Off": value + share}.get(name, value)
    return min(1.0, max(0.0, changed))


def _replaced(name: str, red: float, green: float, blue: float) -> tuple[float, float, float]:
    if name == "inv":
        return 1 - red, 1 - green, 1 - blue
    if name == "gray":
        gray = 0.299 * red + 0.587 * green + 0.114 * blue
        return gray, gray, gray
    extremes = max(red, green, blue) + min(red, green, blue)
    return extremes - red, extremes - green, extremes - blue


def preset(name: str) -> str:
    """A colour by its DrawingML name ("dkBlue", "white")."""
    from PIL import ImageColor  # the same names, written in full

    for short, full in (("dk", "dark"), ("lt", "light"), ("med", "medium")):
        if name.startswith(short) and name[len(short) : len(short) + 1].isupper():
            name = full + name[len(short) :]
    found = ImageColor.colormap.get(name.lower(), "")
    return found[1:].upper() if isinstance(found, str) else ""


def hexadecimal(*channels: float) -> str:
    return "".join(f"{min(255, max(0, int(channel * 255 + 0.5))):02X}" for channel in channels)


def encoded(light: float) -> float:
    """The inverse of ``linear``."""
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _from_hsl(value: str) -> str:
    from colorsys import hls_to_rgb

    hue, saturation, light = value.split(",")
    return hexadecimal(*hls_to_rgb(integer(hue) / 21_600_000 % 1, percentage(light) / 100, percentage(saturation) / 100))


def _is_hex(text: str) -> bool:
    return len(text) == 6 and all(character in "0123456789abcdefABCDEF" for character in text)
