"""Houses, quays, boats and a lighthouse, drawn on a canvas: light flank to the left, dark flank to the right."""

from __future__ import annotations

from canvas import Canvas, Chance
from tones import (
    BARK,
    CREAM,
    CREAM_LIGHT,
    FAR,
    FJORD,
    FJORD_BLUE,
    GREY,
    INK,
    MOLTE,
    NEAR,
    ORANGE,
    RED,
    SAND,
    SNOW_LIGHT,
    SPRUCE,
    SUN_YELLOW,
    WHITE,
    WOOD,
    Mood,
    Pair,
)

PALE = (WHITE, CREAM)
ROOF = FJORD


def panes(wall: Pair, mood: Mood, chance: Chance) -> str:
    """The tone of one window: dark in a pale wall, pale in a dark one, and some lit when the day is over."""
    if mood.lit is not None and chance.between(0, 1) < (0.6 if mood.night else 0.4):
        return mood.lit if wall in PALE or mood.night else SAND
    return FJORD_BLUE if wall in PALE else CREAM_LIGHT


def window(c: Canvas, x: float, y: float, width: float, height: float, tone: str) -> None:
    """Four panes with gaps that show the wall; (x, y) is the upper left corner."""
    gap = width * 0.13
    for column in (0, 1):
        for row in (0, 1):
            c.rectangle(
                x + column * (width + gap) / 2, y + row * (height + gap) / 2, (width - gap) / 2, (height - gap) / 2, tone
            )


def chevron(c: Canvas, x: float, eaves: float, width: float, rise: float, tones: Pair = ROOF, thickness: float = 0.08) -> None:
    """A roof over a gable front, thicker than the wall's edge and a little wider than the wall."""
    over = width * 0.055
    slope = rise / (width / 2)
    thick = width * thickness * (1 + slope**2) ** 0.5 * 0.8
    middle, low, top = x + width / 2, eaves + slope * over, eaves - rise
    c.polygon([(x - over, low), (middle, top), (middle, top - thick), (x - over, low - thick)], tones.light)
    c.polygon([(x + width + over, low), (middle, top), (middle, top - thick), (x + width + over, low - thick)], tones.dark)


def gable_wall(c: Canvas, x: float, base: float, width: float, wall: float, rise: float, tones: Pair) -> None:
    """A gable front, its right half dark, with a pale bargeboard where the wall is dark."""
    eaves, top, middle = base - wall, base - wall - rise, x + width / 2
    c.polygon([(x, base), (x, eaves), (middle, top), (middle, base)], tones.light)
    c.polygon([(x + width, base), (x + width, eaves), (middle, top), (middle, base)], tones.dark)
    board = width * 0.035
    edge = CREAM if tones not in PALE else GREY
    c.polygon([(x, eaves), (middle, top), (middle, top + board), (x, eaves + board)], edge.light)
    c.polygon([(x + width, eaves), (middle, top), (middle, top + board), (x + width, eaves + board)], edge.dark)


def gable_house(
    c: Canvas,
    chance: Chance,
    mood: Mood,
    x: float,
    base: float,
    width: float,
    wall: float,
    tones: Pair,
    *,
    rows: int = 2,
    columns: int = 3,
    roof: Pair = ROOF,
    rise: float | None = None,
    door: int | None = None,
) -> None:
    """A house seen from its gable end: rows and columns of windows, one door in the lowest row, a chevron of a roof."""
    up = width * 0.52 if rise is None else rise
    gable_wall(c, x, base, width, wall, up, tones)
    chevron(c, x, base - wall, width, up, roof)
    pitch = width * 0.86 / columns
    wide, tall = min(pitch * 0.58, width * 0.2), min(wall / rows * 0.6, width * 0.24)
    entry = columns // 2 if door is None else door
    for row in range(rows):
        y = base - wall + (row + 0.5) * wall / rows - tall * 0.42
        for column in range(columns):
            left = x + width * 0.07 + (column + 0.5) * pitch - wide / 2
            if row == rows - 1 and column == entry:
                leaf = min(wall / rows * 0.84, tall * 1.75)
                c.rectangle(
                    left,
                    base - leaf,
                    wide,
                    leaf,
                    INK if tones not in (FJORD, *PALE) else (CREAM_LIGHT if tones == FJORD else FJORD_BLUE),
                )
            else:
                window(c, left, y, wide, tall, panes(tones, mood, chance))
    if up > width * 0.45 and columns > 1:
        size = width * 0.13
        window(c, x + width / 2 - size / 2, base - wall - up * 0.36, size, size * 1.1, panes(tones, mood, chance))


def long_house(
    c: Canvas, x: float, base: float, width: float, wall: float, tones: Pair, roof: Pair = ROOF, rise: float | None = None
) -> None:
    """A house seen from its long side: one wall, a shadow under the eaves, a sloping roof. The windows are the caller's."""
    up = wall * 0.5 if rise is None else rise
    over = wall * 0.1
    c.rectangle(x, base - wall, width, wall, tones.light)
    c.rectangle(x, base - wall, width, wall * 0.07, tones.dark)
    c.polygon(
        [
            (x - over, base - wall),
            (x + over + up * 0.55, base - wall - up),
            (x + width - over - up * 0.55, base - wall - up),
            (x + width + over, base - wall),
        ],
        roof.light,
    )
    c.rectangle(x - over, base - wall - wall * 0.035, width + 2 * over, wall * 0.035, roof.dark)


def row_of_houses(
    c: Canvas, chance: Chance, mood: Mood, base: float, widths: tuple[float, float], walls: tuple[float, float]
) -> list[float]:
    """Gables side by side over the whole width; the wall colours turn, so that neighbours differ.

    Returns where one house ends and the next begins: there is no door.
    """
    colours = chance.turned((RED, CREAM, ORANGE, SPRUCE, WHITE, FJORD))
    x = -chance.between(0.2, 0.5) * widths[0]
    number, last = 0, 0.0
    seams: list[float] = []
    while x < c.width:
        tones = colours[number % len(colours)]
        width = chance.between(*widths)
        wall = chance.between(*walls)
        if abs(wall - last) < 1.6:
            wall += 2.4 if wall < sum(walls) / 2 else -2.4
        columns = 2 if width < sum(widths) / 2 else 3
        roof = Pair(RED.light, RED.dark) if tones in PALE and number % 2 else ROOF
        door = (0, columns - 1)[number % 2] if columns == 2 else 1
        gable_house(
            c,
            chance,
            mood,
            x,
            base,
            width,
            wall,
            tones,
            rows=3 if wall > 17 else 2,
            columns=columns,
            roof=roof,
            rise=width * chance.between(0.5, 0.62),
            door=door,
        )
        x += width
        seams.append(x)
        number, last = number + 1, wall
    return seams


def quay(c: Canvas, y: float, deck: float, piles: float) -> None:
    """A wooden quay over the whole width: deck, dark under it, piles."""
    c.rectangle(0, y + deck, c.width, piles, NEAR.dark)
    step = 4.6
    for index in range(int(c.width / step) + 2):
        c.rectangle(index * step - 1.5, y + deck, 0.9, piles + 0.7, INK)
    c.rectangle(0, y, c.width, deck, BARK)
    c.rectangle(0, y, c.width, deck * 0.3, WOOD.light)


def sailing_boat(c: Canvas, x: float, water: float, size: float) -> None:
    """A small boat under sail; x is its mast, `size` its height."""
    c.pill(x - size * 0.36, water + size * 0.05, size * 0.9, size * 0.05, CREAM_LIGHT)
    c.polygon(
        [
            (x - size * 0.34, water - size * 0.16),
            (x + size * 0.46, water - size * 0.16),
            (x + size * 0.32, water),
            (x - size * 0.24, water),
        ],
        FJORD_BLUE,
    )
    c.rectangle(x - size * 0.34, water - size * 0.19, size * 0.8, size * 0.04, SNOW_LIGHT)
    c.polygon(
        [(x - size * 0.02, water - size), (x - size * 0.02, water - size * 0.22), (x - size * 0.36, water - size * 0.22)],
        SUN_YELLOW,
    )
    c.polygon(
        [
            (x + size * 0.02, water - size * 0.94),
            (x + size * 0.02, water - size * 0.22),
            (x + size * 0.42, water - size * 0.22),
        ],
        CREAM_LIGHT,
    )


def fishing_boat(c: Canvas, x: float, water: float, length: float) -> None:
    """A sjark: white hull with a red rail, wheelhouse aft, mast and steadying sail; x is the stern."""
    u = length / 20
    hull = [
        (x, water - 3.4 * u),
        (x + 20 * u, water - 4.3 * u),
        (x + 17.4 * u, water + 0.6 * u),
        (x + 1.6 * u, water + 0.6 * u),
    ]
    c.pill(x + 0.6 * u, water + 1.9 * u, 18 * u, 0.8 * u, SNOW_LIGHT)
    c.rectangle(x + 3 * u, water - 9.4 * u, 6 * u, 6.4 * u, CREAM.light)
    c.rectangle(x + 7.2 * u, water - 9.4 * u, 1.8 * u, 6.4 * u, CREAM.dark)
    c.rectangle(x + 2.3 * u, water - 10.5 * u, 7.4 * u, 1.2 * u, ROOF.dark)
    for left in (3.7, 6.1):
        c.rectangle(x + left * u, water - 8.4 * u, 1.7 * u, 1.9 * u, FJORD_BLUE)
    c.rectangle(x + 12.2 * u, water - 16 * u, 0.7 * u, 13 * u, INK)
    c.polygon([(x + 13.1 * u, water - 15.4 * u), (x + 13.1 * u, water - 5.4 * u), (x + 18 * u, water - 5.4 * u)], SUN_YELLOW)
    c.polygon([(x + 13.1 * u, water - 15.4 * u), (x + 13.1 * u, water - 5.4 * u), (x + 14.6 * u, water - 5.4 * u)], MOLTE)
    c.polygon(hull, WHITE.light)
    c.polygon([hull[1], hull[2], (x + 11.5 * u, water + 0.6 * u), (x + 13.5 * u, water - 4 * u)], WHITE.dark)
    c.polygon([hull[0], hull[1], (x + 19.3 * u, water - 2.9 * u), (x + 0.6 * u, water - 2.1 * u)], RED.light)
    c.polygon(
        [(x + 13.5 * u, water - 4 * u), hull[1], (x + 19.3 * u, water - 2.9 * u), (x + 13 * u, water - 2.65 * u)], RED.dark
    )


def lighthouse(c: Canvas, x: float, base: float, height: float, lit: str) -> None:
    """A tapered tower in four bands of white and three of red, gallery, lantern and a red cap; x is its axis."""
    foot, neck = height * 0.105, height * 0.066
    shaft = height * 0.8

    def half(y: float) -> float:
        return foot + (neck - foot) * y / shaft

    for band in range(7):
        low, high = shaft * band / 7, shaft * (band + 1) / 7
        tones = RED if band % 2 else WHITE
        c.polygon([(x - half(low), base - low), (x - half(high), base - high), (x, base - high), (x, base - low)], tones.light)
        c.polygon([(x + half(low), base - low), (x + half(high), base - high), (x, base - high), (x, base - low)], tones.dark)
    c.rectangle(x - neck * 1.55, base - shaft - height * 0.022, neck * 3.1, height * 0.026, INK)
    c.rectangle(x - neck * 0.78, base - height * 0.925, neck * 1.56, height * 0.105, lit)
    c.rectangle(x - neck * 0.08, base - height * 0.925, neck * 0.16, height * 0.105, INK)
    c.polygon([(x - neck * 1.1, base - height * 0.925), (x, base - height), (x, base - height * 0.925)], RED.light)
    c.polygon([(x + neck * 1.1, base - height * 0.925), (x, base - height), (x, base - height * 0.925)], RED.dark)


def cabin(c: Canvas, x: float, base: float, width: float, tones: Pair, lit: str, snowy: bool = False) -> None:
    """A small house with a lit window either side of its door, a chimney, and snow on its roof if wanted."""
    wall, rise = width * 0.46, width * 0.42
    c.rectangle(x + width * 0.68, base - wall - rise * 1.12, width * 0.11, rise * 0.9, INK)
    gable_wall(c, x, base, width, wall, rise, tones)
    chevron(c, x, base - wall, width, rise, ROOF, 0.09)
    if snowy:
        slope = rise / (width / 2)
        chevron(c, x, base - wall - width * 0.09 * (1 + slope**2) ** 0.5 * 0.8, width, rise, Pair(SNOW_LIGHT, FAR.light), 0.06)
    size = width * 0.19
    for left in (0.12, 0.69):
        window(c, x + width * left, base - wall * 0.82, size, size * 1.05, lit)
    c.rectangle(x + width * 0.41, base - wall * 0.8, width * 0.18, wall * 0.8, CREAM_LIGHT if tones != ORANGE else FJORD_BLUE)
