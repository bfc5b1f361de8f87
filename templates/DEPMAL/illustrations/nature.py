"""Sky, sun, peaks, water and trees, drawn on a canvas: what stands in every landscape."""

from __future__ import annotations

import math
from collections.abc import Sequence

from canvas import Canvas, Chance, Point, smooth
from tones import BARK, CREAM_LIGHT, FJORD_BLUE, INK, LEAF, SNOW_LIGHT, SUN_YELLOW, Mood, Pair, mix

Span = tuple[float, float]
# Tone, opacity, how far above the middle (in rises) and how deep (in rises) each curtain of the northern lights hangs.
CURTAINS = (
    ("2A7F7E", 0.5, 0.25, 2.3),
    (mix("2A7F7E", "B7C78D", 0.3), 0.5, 0.0, 1.35),
    (mix("6FA3A2", "B7C78D", 0.45), 0.6, -0.12, 0.6),
)


def sky(c: Canvas, mood: Mood, horizon: float) -> None:
    """Four equal bands from the top of the scene to the horizon."""
    for index, tone in enumerate(mood.sky):
        upper = horizon * index / 4
        c.rectangle(0, upper, c.width, c.bottom - upper, tone)


def sun(c: Canvas, mood: Mood, x: float, y: float, radius: float) -> None:
    """A disc with two pale rings; nothing at night."""
    if mood.sun is None:
        return
    for share in (1.76, 1.38):
        c.disc(x, y, radius * share, mood.halo, alpha=0.55)
    c.disc(x, y, radius, mood.sun)


def cloud(c: Canvas, mood: Mood, x: float, y: float, length: float) -> None:
    """Three pills, the longest below."""
    tone = mood.halo if mood.name == "kveld" else SNOW_LIGHT
    thickness = length * 0.17
    c.pill(x, y, length, thickness, tone)
    c.pill(x + length * 0.16, y - thickness * 0.62, length * 0.5, thickness, tone)
    c.pill(x + length * 0.26, y - thickness * 1.2, length * 0.26, thickness, tone)


def stars(c: Canvas, chance: Chance, lowest: float, count: int) -> None:
    """Small discs in even cells of the sky, one to a cell, so that they neither clump nor line up."""
    columns = max(3, round(math.sqrt(count * c.width / (lowest - c.top))))
    rows = max(2, round(count / columns))
    for row in range(rows):
        for column in range(columns):
            x = (column + chance.between(0.08, 0.92)) * c.width / columns
            y = c.top + (row + chance.between(0.08, 0.92)) * (lowest - c.top) / rows
            c.disc(x, y, chance.between(0.14, 0.4), SNOW_LIGHT)


def aurora(c: Canvas, chance: Chance, middle: float, rise: float) -> None:
    """Three translucent curtains, each a wave of sixty upright strips; they lie in one another, the brightest innermost."""
    start, waves = chance.between(0, 1) * math.tau, 0.95 + 0.003 * c.width
    slope = rise * chance.one_of((-0.55, 0.55))
    for tone, strength, lift, depth in CURTAINS:
        lag, swell = chance.between(-0.25, 0.25), chance.between(0.85, 1.1)
        crown: list[Point] = []
        hem: list[Point] = []
        for index in range(61):
            share = index / 60
            phase = start + lag + share * waves * math.tau
            y = middle + slope * (share - 0.5) + rise * swell * math.sin(phase)
            thickness = rise * depth * (1 + 0.3 * math.sin(phase * 0.7 + lag * 9))
            crown.append((c.width * share, y - rise * lift - thickness / 2))
            hem.append((c.width * share, y - rise * lift + thickness / 2))
        flicker = [round(1.2 * math.sin(index * 2.4 + start) * math.sin(index * 0.61 + lag * 20)) for index in range(60)]
        c.strips(crown, hem, [strength * (0.9 + 0.1 * one) for one in flicker], tone)


def peak(
    c: Canvas,
    chance: Chance,
    x: float,
    base: float,
    width: float,
    height: float,
    tones: Pair,
    snow: Pair | None = None,
    lean: float | None = None,
) -> None:
    """A mountain whose foot is centred on x: light flank, dark flank along a kink, and snow on both if wanted."""
    apex_x = x + width * (chance.between(-0.1, 0.1) if lean is None else lean)
    top = base - height
    left, right = (x - width / 2, base), (x + width / 2, base)
    kink = [
        (apex_x, top),
        (apex_x + width * 0.05, top + height * 0.28),
        (apex_x - width * 0.03, top + height * 0.52),
        (apex_x + width * 0.07, base),
    ]
    outline = [left, (apex_x, top), right]
    dark_flank = [*kink, right]
    c.polygon(outline, tones.light)
    c.polygon(dark_flank, tones.dark)
    if snow is not None:
        cap = _snow_cap(chance, left, (apex_x, top), right)
        c.polygon(cap, snow.light, within=outline)
        c.polygon(cap, snow.dark, within=dark_flank)


def _snow_cap(chance: Chance, left: Point, apex: Point, right: Point) -> list[Point]:
    """The top 30 to 45 per cent of a mountain, above a zigzag of seven teeth."""
    height = left[1] - apex[1]
    depth = chance.between(0.33, 0.41)
    start_x, end_x = apex[0] + (left[0] - apex[0]) * depth * 1.25, apex[0] + (right[0] - apex[0]) * depth * 1.25
    edge: list[Point] = []
    for tooth in range(15):
        low = tooth % 2 == 0
        share = (tooth + (chance.between(-0.3, 0.3) if 0 < tooth < 14 else 0)) / 14
        drop = depth + (chance.between(0.01, 0.06) if low else chance.between(-0.07, -0.02))
        edge.append((start_x + (end_x - start_x) * share, apex[1] + height * drop))
    edge[0] = (edge[0][0], apex[1] + height * depth * 1.25)
    edge[-1] = (edge[-1][0], apex[1] + height * depth * 1.25)
    return [apex, *reversed(edge)]


def peaks(
    c: Canvas, chance: Chance, base: float, tones: Pair, count: int, width: Span, height: Span, snow: Pair | None = None
) -> None:
    """A chain of mountains over the whole width, at even places with some chance, the tallest behind."""
    pitch = c.width / count
    chain = [
        ((index + chance.between(0.2, 0.8)) * pitch, chance.between(*width), chance.between(*height)) for index in range(count)
    ]
    for x, across, up in sorted(chain, key=lambda one: -one[2]):
        peak(c, chance, x, base, across, up, tones, snow)


def ground(c: Canvas, line: list[Point], tone: str) -> None:
    """Land below a soft line, down to the lower edge; the line's x are shares of the width."""
    curve = smooth([(x * c.width, y) for x, y in line])
    c.polygon([*curve, (curve[-1][0], c.bottom + 1), (curve[0][0], c.bottom + 1)], tone)


def ripples(
    c: Canvas,
    chance: Chance,
    upper: float,
    lower: float,
    tones: tuple[str, ...],
    density: float = 1.0,
    clear: tuple[float, float, float, float] | None = None,
) -> None:
    """Pills on water, longer and thicker towards the viewer, none within `clear` (left, upper, right, lower)."""
    y = upper + 1.2
    number = 0
    while y < lower:
        near = (y - upper) / (lower - upper)
        length = 4 + 8 * near
        cells = max(1, round(c.width / (length * 3.1) * density))
        for cell in range(cells):
            long = length * chance.between(0.6, 1.25)
            x = (cell + chance.between(-0.3, 0.85)) * c.width / cells
            at = y + chance.between(-0.7, 0.7)
            tone = tones[number % len(tones)]
            number += 1
            hidden = clear and clear[0] - long < x < clear[2] and clear[1] < at < clear[3]
            if not hidden and chance.between(0, 1) < 0.78:
                c.pill(x, at, long, 0.5 + 0.55 * near, tone)
        y += 2.1 + 2.2 * near


def glitter(c: Canvas, chance: Chance, x: float, upper: float, lower: float, reach: float, mood: Mood) -> None:
    """Seven alternating pills on the water under the sun, narrower towards the viewer."""
    if mood.sun is None:
        return
    for index in range(7):
        share = index / 6
        length = reach * (1 - 0.45 * share) * (0.7 if index % 2 else 1)
        drift = chance.between(-0.12, 0.12) * reach
        tone = (mood.sun, CREAM_LIGHT if mood.name == "dag" else SUN_YELLOW)[index % 2]
        c.pill(x - length / 2 + drift, upper + (lower - upper) * share, length, 0.8 + 0.3 * share, tone)


def spruce(c: Canvas, x: float, base: float, height: float, tones: Pair, trunk: bool = True) -> None:
    """Three overlapping triangles, the right half dark; a trunk if the tree stands free."""
    foot = base - (height * 0.09 if trunk else 0)
    tall = foot - (base - height)
    if trunk:
        c.rectangle(x - height * 0.03, foot - 0.2, height * 0.06, height * 0.09 + 0.2, BARK)
    for start, end, half in ((0.42, 1.0, 0.21), (0.2, 0.72, 0.165), (0.0, 0.43, 0.115)):
        upper, lower, reach = base - height + tall * start, base - height + tall * end, height * half
        c.polygon([(x, upper), (x, lower), (x - reach, lower)], tones.light)
        c.polygon([(x, upper), (x + reach, lower), (x, lower)], tones.dark)


def spruces(c: Canvas, chance: Chance, places: Sequence[tuple[float, float, float]], tones: Pair, trunk: bool = True) -> None:
    """Spruces at places (share of the width, foot, height), each a little off by chance."""
    for share, base, height in places:
        spruce(c, share * c.width + chance.between(-0.6, 0.6), base, height * chance.between(0.94, 1.06), tones, trunk)


def birch(c: Canvas, x: float, base: float, height: float, leaves: Pair = LEAF) -> None:
    """A white stem with dark marks and an ellipse of a crown in two halves."""
    stem = height * 0.045
    crown = base - height * 0.66
    c.rectangle(x - stem / 2, base - height * 0.5, stem, height * 0.5, SNOW_LIGHT)
    for share, side in ((0.08, 0), (0.17, 1), (0.25, 0)):
        c.rectangle(x - stem / 2 + side * stem * 0.45, base - height * share, stem * 0.55, height * 0.014, INK)
    c.sector(x, crown, height * 0.17, height * 0.34, 90, 270, leaves.light)
    c.sector(x, crown, height * 0.17, height * 0.34, 270, 90, leaves.dark)


def round_tree(c: Canvas, x: float, base: float, height: float, leaves: Pair) -> None:
    """A disc of a crown in two halves on a trunk."""
    radius = height * 0.34
    c.rectangle(x - height * 0.03, base - height * 0.5, height * 0.06, height * 0.5, BARK)
    c.sector(x, base - height + radius, radius, radius, 90, 270, leaves.light)
    c.sector(x, base - height + radius, radius, radius, 270, 90, leaves.dark)


def path(c: Canvas, middle: list[tuple[float, float, float]], tone: str) -> None:
    """A path through points (x, y, width), soft on both sides."""
    left = smooth([(x - wide / 2, y) for x, y, wide in middle])
    right = smooth([(x + wide / 2, y) for x, y, wide in middle])
    c.polygon([*left, *reversed(right)], tone)


def rock(c: Canvas, x: float, base: float, width: float, height: float) -> None:
    """A low skerry: a light facet to the left, the rest dark."""
    c.polygon(
        [
            (x - width * 0.5, base),
            (x - width * 0.34, base - height * 0.7),
            (x - width * 0.08, base - height),
            (x + width * 0.18, base - height * 0.93),
            (x + width * 0.36, base - height * 0.5),
            (x + width * 0.5, base),
        ],
        INK,
    )
    c.polygon(
        [
            (x - width * 0.5, base),
            (x - width * 0.34, base - height * 0.7),
            (x - width * 0.08, base - height),
            (x - width * 0.12, base - height * 0.45),
            (x - width * 0.03, base),
        ],
        FJORD_BLUE,
    )
