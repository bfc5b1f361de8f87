"""Six symbols on a grid of 12 by 12, y down, in two colours: each becomes a transparent PNG, for light or for dark grounds."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

SIZE = 512
SUPERSAMPLING = 8
GRID = 12
ON_LIGHT = ("0B3A49", "D96C10")
ON_DARK = ("FFFFFF", "F2B35C")


class Stencil:
    """What one of the two colours covers, drawn in grid units on a mask of eight times the size."""

    def __init__(self) -> None:
        self._unit = SIZE * SUPERSAMPLING / GRID
        self.mask = Image.new("L", (SIZE * SUPERSAMPLING, SIZE * SUPERSAMPLING))
        self._draw = ImageDraw.Draw(self.mask)

    def polygon(self, *points: tuple[float, float]) -> None:
        self._draw.polygon([(x * self._unit, y * self._unit) for x, y in points], fill=255)

    def square(self, x: float, y: float, width: float, height: float, cut: bool = False) -> None:
        """Fill, or cut out, a rectangle to the nearest pixel."""
        left, upper, right, lower = (round(value * self._unit) for value in (x, y, x + width, y + height))
        self._draw.rectangle((left, upper, right - 1, lower - 1), fill=0 if cut else 255)

    def sector(self, x: float, y: float, radius: float, start: float, end: float) -> None:
        """Fill the slice of a disc from `start` to `end` degrees, clockwise from three o'clock."""
        box = tuple(value * self._unit for value in (x - radius, y - radius, x + radius, y + radius))
        self._draw.pieslice((box[0], box[1], box[2], box[3]), start, end, fill=255)


def kommune(body: Stencil, accent: Stencil) -> None:
    for x, apex, part in ((0.0, 5.2, body), (4.1, 1.4, accent), (8.2, 3.8, body)):
        part.polygon((x, 12), (x, apex + 1.9), (x + 1.9, apex), (x + 3.8, apex + 1.9), (x + 3.8, 12))
        part.square(x + 1.25, apex + 2.7, 1.3, 1.3, cut=True)


def region(body: Stencil, accent: Stencil) -> None:
    body.sector(0, 5.7, 5.7, 270, 360)
    accent.sector(6.3, 0, 5.7, 0, 90)
    body.sector(12, 6.3, 5.7, 90, 180)
    body.sector(5.7, 12, 5.7, 180, 270)


def bolig_og_bygg(body: Stencil, accent: Stencil) -> None:
    body.polygon((0, 12), (0, 5.5), (6, 0), (12, 5.5), (12, 12), (7.8, 12), (7.8, 7.4), (4.2, 7.4), (4.2, 12))
    accent.square(4.8, 8, 2.4, 4)


def plan(body: Stencil, accent: Stencil) -> None:
    for column in range(3):
        for row in range(3):
            if (column, row) != (2, 0):
                (accent if column == row == 1 else body).square(column * 4.2, row * 4.2, 3.6, 3.6)


def demokrati(body: Stencil, accent: Stencil) -> None:
    body.sector(5.7, 6, 5.7, 90, 270)
    accent.sector(6.3, 6, 5.7, 270, 450)


def okonomi(body: Stencil, accent: Stencil) -> None:
    for x, top in ((0.0, 7.0), (4.3, 3.6), (8.6, 4.6)):
        body.square(x, top, 3.4, 12 - top)
    accent.sector(10.3, 1.7, 1.7, 0, 360)


SYMBOLS: dict[str, Callable[[Stencil, Stencil], None]] = {
    "kommune": kommune,
    "region": region,
    "bolig_og_bygg": bolig_og_bygg,
    "plan": plan,
    "demokrati": demokrati,
    "okonomi": okonomi,
}


def symbol_png(name: str, colours: tuple[str, str]) -> bytes:
    """A symbol as the bytes of a transparent PNG, 512 pixels square, in the colours (body, accent)."""
    parts = (Stencil(), Stencil())
    SYMBOLS[name](*parts)
    masks = [part.mask.reduce(SUPERSAMPLING) for part in parts]
    # The parts never touch, so every pixel has one colour at full strength and only its opacity varies: no fringes.
    image = Image.new("RGBA", (SIZE, SIZE), f"#{colours[0]}00")
    for mask, colour in zip(masks, colours, strict=True):
        solid = Image.new("RGBA", (SIZE, SIZE), f"#{colour}")
        solid.putalpha(mask)
        image.paste(solid, mask=mask.point(lambda value: 255 if value else 0))
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()
