"""A canvas that turns flat shapes, in units of which the picture is 100 high, into a small PNG.

Shapes are drawn at four times the pixels wanted and reduced, so that edges are clean; the flat tones keep their exact
colours, and the same shapes give the same bytes.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import TypeVar

import numpy as np
from PIL import Image, ImageChops, ImageDraw

Point = tuple[float, float]
Item = TypeVar("Item")
SUPERSAMPLING = 4
BLENDS = 28  # palette entries for the edges
FLAT_SHARE = 1 / 2500  # of the picture: a colour that covers more is a plane, not an edge


class Chance:
    """The accidents of a picture, drawn from its seed alone: the same seed gives the same sequence on every machine."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - chance for a drawing, not for a secret

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random.random()

    def one_of(self, items: Sequence[Item]) -> Item:
        return items[int(self._random.random() * len(items))]

    def turned(self, items: Sequence[Item]) -> list[Item]:
        """The items in the same order of turns, started at a place left to chance."""
        start = int(self._random.random() * len(items))
        return [*items[start:], *items[:start]]


class Canvas:
    """A picture of `size` pixels whose whole height, uncropped, is 100 units.

    `zoom` enlarges (1.4 shows 100 / 1.4 units of height) and `top` is the unit that the upper edge shows, so that a wide
    frame crops sky and keeps its subject large. `width` is the units across; x runs from 0, y downwards.
    """

    def __init__(self, size: tuple[int, int], zoom: float = 1.0, top: float = 0.0) -> None:
        self.size = size
        self.scale = SUPERSAMPLING * size[1] * zoom / 100
        self.top = top
        self.width = size[0] * SUPERSAMPLING / self.scale
        self.bottom = top + 100 / zoom
        self._image = Image.new("RGB", (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING))
        self._draw = ImageDraw.Draw(self._image)
        self._tones: set[str] = set()

    @property
    def tones(self) -> list[str]:
        """The tones that were used, sorted."""
        return sorted(self._tones)

    @property
    def wide(self) -> bool:
        """Whether the picture lies; a standing one shows half as much across and is composed anew."""
        return self.width > 90

    def _pixels(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self.scale, (y - self.top) * self.scale) for x, y in points]

    def polygon(self, points: Sequence[Point], fill: str, alpha: float = 1.0, within: Sequence[Point] | None = None) -> None:
        """Fill a polygon, `alpha` opaque, and only where it lies `within` another polygon if one is given."""
        self._tones.add(fill)
        if alpha == 1.0 and within is None:
            self._draw.polygon(self._pixels(points), fill=f"#{fill}")
            return
        corners = self._pixels(points)
        left, upper = (floor(min(values)) for values in zip(*corners, strict=True))
        right, lower = (ceil(max(values)) + 1 for values in zip(*corners, strict=True))
        masks: list[Image.Image] = []
        for outline, opacity in ((corners, round(255 * alpha)), (self._pixels(within or points), 255)):
            mask = Image.new("L", (right - left, lower - upper))
            ImageDraw.Draw(mask).polygon([(x - left, y - upper) for x, y in outline], fill=opacity)
            masks.append(mask)
        self._image.paste(f"#{fill}", (left, upper), ImageChops.multiply(*masks))

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Fill an upright rectangle whose upper left corner is (x, y)."""
        (left, upper), (right, lower) = self._pixels([(x, y), (x + width, y + height)])
        self._tones.add(fill)
        if round(right) > round(left) and round(lower) > round(upper):
            self._draw.rectangle((round(left), round(upper), round(right) - 1, round(lower) - 1), fill=f"#{fill}")

    def ellipse(self, x: float, y: float, across: float, down: float, fill: str, alpha: float = 1.0) -> None:
        """Fill an ellipse with centre (x, y) and the two radii."""
        self.sector(x, y, across, down, 0, 360, fill, alpha)

    def disc(self, x: float, y: float, radius: float, fill: str, alpha: float = 1.0) -> None:
        self.ellipse(x, y, radius, radius, fill, alpha)

    def sector(
        self, x: float, y: float, across: float, down: float, start: float, end: float, fill: str, alpha: float = 1.0
    ) -> None:
        """Fill the slice of an ellipse from `start` to `end` degrees, clockwise from three o'clock."""
        (left, upper), (right, lower) = self._pixels([(x - across, y - down), (x + across, y + down)])
        self._tones.add(fill)
        if alpha == 1.0:
            self._draw.pieslice((left, upper, right, lower), start, end, fill=f"#{fill}")
            return
        x0, y0 = floor(left), floor(upper)
        mask = Image.new("L", (ceil(right) + 1 - x0, ceil(lower) + 1 - y0))
        ImageDraw.Draw(mask).pieslice((left - x0, upper - y0, right - x0, lower - y0), start, end, fill=round(255 * alpha))
        self._image.paste(f"#{fill}", (x0, y0), mask)

    def pill(self, x: float, y: float, length: float, thickness: float, fill: str) -> None:
        """Fill a lying bar with round ends, from x to x + length, centred on y."""
        (left, upper), (right, lower) = self._pixels([(x, y - thickness / 2), (x + length, y + thickness / 2)])
        self._tones.add(fill)
        self._draw.rounded_rectangle((left, upper, right, lower), radius=(lower - upper) / 2, fill=f"#{fill}")

    def stroke(self, points: Sequence[Point], thickness: float, fill: str) -> None:
        """Draw a line of even thickness with round joints and ends through the points."""
        self._tones.add(fill)
        self._draw.line(self._pixels(points), fill=f"#{fill}", width=max(1, round(thickness * self.scale)), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, thickness / 2, fill)

    def strips(self, tops: Sequence[Point], bottoms: Sequence[Point], alphas: Sequence[float], fill: str) -> None:
        """Lay a translucent band of upright strips: strip i lies between points i and i + 1 of both edges, alphas[i] opaque."""
        mask = Image.new("L", self._image.size)
        draw = ImageDraw.Draw(mask)
        upper, lower = self._pixels(tops), self._pixels(bottoms)
        for index, alpha in enumerate(alphas):
            corners = [upper[index], upper[index + 1], lower[index + 1], lower[index]]
            draw.polygon(corners, fill=round(255 * alpha))
        self._image.paste(f"#{fill}", mask=mask)

    def png(self) -> bytes:
        """The picture as the bytes of a PNG with a palette and nothing else, no time and no metadata.

        Each pixel is the mean of its sixteen samples: the exact share of each plane along an edge. A sharper filter (Lanczos)
        rings beside every edge of a flat picture, with tones outside the palette and half as many bytes again.
        """
        return encode(self._image.reduce(SUPERSAMPLING), self.tones)


def encode(image: Image.Image, tones: Sequence[str]) -> bytes:
    """The bytes of an RGB picture as a PNG with a palette.

    The tones, and every other colour that fills a plane, are kept exactly; a few colours more stand for the blends along edges.
    """
    pixels = np.asarray(image, dtype=np.uint32)
    packed = (pixels[..., 0] << 16) | (pixels[..., 1] << 8) | pixels[..., 2]
    colours, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    order = np.argsort(-counts.astype(np.int64), kind="stable")
    wanted = np.array([int(tone, 16) for tone in tones], dtype=colours.dtype)
    common = colours[order]
    common = common[~np.isin(common, wanted)]
    planes = min(int(np.isin(common, colours[counts > packed.size * FLAT_SHARE]).sum()), 256 - BLENDS - len(wanted))
    palette = np.concatenate([_channels(wanted), _channels(common[:planes]), _blends(common[planes:], BLENDS)])
    indices = _nearest(_channels(colours), palette)[inverse].reshape(packed.shape).astype(np.uint8)
    picture = Image.fromarray(indices)
    picture.putpalette(palette.astype(np.uint8).tobytes())
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _channels(packed: np.ndarray) -> np.ndarray:
    return np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255], axis=-1).astype(np.int32)


def _blends(colours: np.ndarray, count: int) -> np.ndarray:
    """At most `count` colours that stand for many; none for none."""
    if len(colours) == 0:
        return np.empty((0, 3), dtype=np.int32)
    row = Image.fromarray(_channels(colours).astype(np.uint8).reshape(1, -1, 3))
    palette = row.quantize(count, method=Image.Quantize.MEDIANCUT).getpalette() or []
    return np.array(palette, dtype=np.int32).reshape(-1, 3)[:count]


def _nearest(colours: np.ndarray, palette: np.ndarray) -> np.ndarray:
    nearest = [np.argmin(((palette - colour) ** 2).sum(axis=1)) for colour in colours]
    return np.array(nearest, dtype=np.int32)


def smooth(points: Sequence[Point], steps: int = 16) -> list[Point]:
    """A soft curve through the points (Catmull-Rom), as a chain of short straight lines."""
    chain = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for before, start, end, after in zip(chain, chain[1:], chain[2:], chain[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append((_blend(before[0], start[0], end[0], after[0], t), _blend(before[1], start[1], end[1], after[1], t)))
    return [*curve, points[-1]]


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
