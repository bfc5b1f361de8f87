"""What every drawing stands on: the figure, the theme's colours and faces, and how wide words are."""

# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from deckgen.model import Shade
from deckgen.powerpoint.view import Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LINE_HEIGHT = 1.22  # of a text's size, as PowerPoint sets lines
_SLOTS = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_METRIC_COMPATIBLE = {
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Arial": "Liberation Sans",
    "Times New Roman": "Liberation Serif",
}


@dataclass(frozen=True)
class Canvas:
    """A figure and what it is drawn with. ``width`` and ``height`` are points."""

    figure: Figure
    theme: Theme
    width: float
    height: float

    def color(self, name: str) -> str:
        """A theme colour ("accent1", "tx1") as matplotlib writes it."""
        return "#" + self.theme.color(_SLOTS.get(name, name))

    def shade(self, shade: Shade) -> str:
        """A theme colour made duller and lighter, as Office reckons it (HSL)."""
        from colorsys import hls_to_rgb, rgb_to_hls

        plain = self.color(shade.color)
        red, green, blue = (int(plain[at : at + 2], 16) / 255 for at in (1, 3, 5))
        hue, light, saturation = rgb_to_hls(red, green, blue)
        saturation = min(saturation * shade.sat_mod / 100, 1.0)
        light = min(light * shade.lum_mod / 100 + shade.lum_off / 100, 1.0)
        return "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, light, saturation))


def settings(theme: Theme) -> Any:
    """matplotlib's own settings, whatever a person has set, with the theme's face for words."""
    import matplotlib

    plain = {name: value for name, value in matplotlib.rcParamsDefault.items() if not name.startswith("backend")}
    return plain | {
        "font.family": faces(theme.minor),
        "axes.unicode_minus": True,
        "path.simplify": False,
        "text.parse_math": False,
    }


@lru_cache(16)
def faces(wanted: str) -> list[str]:
    """The theme's face where it is installed, one of the same widths, and what has the letters that these lack."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    candidates = (wanted, _METRIC_COMPATIBLE.get(wanted, wanted), "Liberation Sans", "DejaVu Sans")
    return [name for name in dict.fromkeys(candidates) if name in installed]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line, in points, in the face that is set."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    properties = FontProperties(size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, properties, False)
    return float(width)


def wrapped(text: str, width: float, size: float) -> str:
    """The text broken between words into lines that are no wider than ``width`` points, where words allow."""
    return "\n".join(_lines(text.split(), width, size))


def _lines(words: list[str], width: float, size: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size) > width:
            yield line
            line = word
        else:
            line = longer
    yield line
