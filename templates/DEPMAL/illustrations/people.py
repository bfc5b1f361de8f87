"""People, seats and a playground, drawn on a canvas: heads, half-round shoulders, two legs, and no faces."""

from __future__ import annotations

from canvas import Canvas
from tones import BARK, FJORD_BLUE, INK, LEAF, RED, SAND, WOOD, Pair, mix


def person(
    c: Canvas, x: float, base: float, height: float, clothes: Pair, skin: str, hair: str, legs: str = FJORD_BLUE
) -> None:
    """Someone who stands with the feet on `base`; x is the axis."""
    u = height
    for left in (-0.125, 0.02):
        c.rectangle(x + left * u, base - 0.4 * u, 0.105 * u, 0.4 * u, legs)
    _upper_body(c, x, base - 0.34 * u, u, clothes, skin, hair)


def seated(
    c: Canvas, x: float, base: float, height: float, clothes: Pair, skin: str, hair: str, legs: str = FJORD_BLUE
) -> None:
    """Someone who sits facing the viewer, feet on `base`; `height` is what they would stand."""
    u = height
    _upper_body(c, x, base - 0.32 * u, u, clothes, skin, hair)
    c.rectangle(x - 0.165 * u, base - 0.36 * u, 0.33 * u, 0.11 * u, legs)
    for left in (-0.145, 0.035):
        c.rectangle(x + left * u, base - 0.3 * u, 0.11 * u, 0.3 * u, legs)
        c.rectangle(x + left * u, base - 0.035 * u, 0.11 * u, 0.035 * u, INK)


def _upper_body(c: Canvas, x: float, waist: float, u: float, clothes: Pair, skin: str, hair: str) -> None:
    half, shoulder = 0.165 * u, waist - 0.26 * u
    c.rectangle(x - half, shoulder, half, waist - shoulder, clothes.light)
    c.rectangle(x, shoulder, half, waist - shoulder, clothes.dark)
    c.sector(x, shoulder + 0.01 * u, half, 0.15 * u, 180, 270, clothes.light)
    c.sector(x, shoulder + 0.01 * u, half, 0.15 * u, 270, 360, clothes.dark)
    head = shoulder - 0.245 * u
    c.disc(x, head, (0.135 if skin == hair else 0.125) * u, skin)  # seen from behind, all is hair
    c.sector(x, head - 0.005 * u, 0.135 * u, 0.135 * u, 180, 360, hair)


def bench(c: Canvas, x: float, base: float, width: float, height: float) -> None:
    """A wooden bench seen from the front, its back included; x is the left end, `height` that of the seat's back."""
    for left in (0.08, 0.86):
        c.rectangle(x + width * left, base - height, width * 0.06, height, BARK)
    for top in (1.0, 0.78):
        c.rectangle(x, base - height * top, width, height * 0.14, WOOD.light)
    c.rectangle(x, base - height * 0.46, width, height * 0.14, WOOD.dark)


def sandpit(c: Canvas, x: float, y: float, across: float) -> None:
    """A round sandpit with a wooden rim and a heap of sand."""
    down = across * 0.27
    c.ellipse(x, y, across, down, BARK)
    c.ellipse(x, y - down * 0.08, across * 0.96, down * 0.94, WOOD.light)
    c.ellipse(x, y - down * 0.02, across * 0.9, down * 0.84, SAND)
    c.polygon([(x - across * 0.2, y + down * 0.25), (x, y - down * 0.75), (x, y + down * 0.25)], mix(SAND, BARK, 0.12))
    c.polygon([(x + across * 0.2, y + down * 0.25), (x, y - down * 0.75), (x, y + down * 0.25)], mix(SAND, BARK, 0.28))


def slide(c: Canvas, x: float, base: float, height: float) -> None:
    """A slide with its ladder to the right; x is the ladder's left post. The platform is `height` above `base`."""
    u = height
    for left in (0.0, 0.34):
        c.rectangle(x + left * u, base - u, 0.07 * u, u, BARK)
    for rung in range(1, 5):
        c.rectangle(x, base - u * (0.2 * rung), 0.4 * u, 0.05 * u, WOOD.light)
    c.stroke(
        [(x + 0.03 * u, base - u * 0.95), (x - 0.86 * u, base - 0.1 * u), (x - 1.14 * u, base - 0.1 * u)], 0.1 * u, RED.light
    )
    c.rectangle(x - 0.08 * u, base - 1.02 * u, 0.56 * u, 0.09 * u, INK)


def bush(c: Canvas, x: float, base: float, size: float, tones: Pair = LEAF) -> None:
    """A half disc of leaves in two halves."""
    c.sector(x, base, size, size, 180, 270, tones.light)
    c.sector(x, base, size, size, 270, 360, tones.dark)
