"""Four places where people live and work: harbour, school, care home and kindergarten, each from a mood and a seed."""

from __future__ import annotations

import nature
from buildings import ROOF, chevron, fishing_boat, gable_house, gable_wall, long_house, panes, quay, row_of_houses, window
from canvas import Canvas, Chance, smooth
from people import bench, bush, person, sandpit, seated, slide
from tones import (
    AUTUMN,
    BARK,
    CLOTHES,
    CREAM,
    CREAM_LIGHT,
    FJORD,
    FJORD_BLUE,
    GREY,
    HAIR,
    INK,
    LEAF,
    MOLTE,
    ORANGE,
    PATH,
    PLUM,
    RED,
    SAND,
    SKIN,
    SNOW_LIGHT,
    SPRUCE,
    SUN_YELLOW,
    WHITE,
    YELLOW,
    Mood,
    Pair,
)


def backdrop(
    c: Canvas,
    mood: Mood,
    chance: Chance,
    with_sun: bool,
    *,
    horizon: float,
    peak: tuple[float, float],
    sun: tuple[float, float, float],
) -> None:
    """Sky, sun, stars or a cloud, and mountains behind a place.

    `peak` is the ruling peak's share of the width and its height; `sun` the share of the width, y and radius.
    """
    w = c.width
    nature.sky(c, mood, horizon)
    if mood.night:
        nature.stars(c, chance, horizon - 18, round(w * 0.6))
    elif with_sun:
        nature.sun(c, mood, w * sun[0], sun[1], sun[2])
    else:
        nature.cloud(c, mood, w * sun[0] - 6, sun[1] - 4, 13)
    horizon += 2  # the ground in front is not level
    nature.peaks(c, chance, horizon, mood.faint, max(2, round(w / 30)), (36, 50), (14, 20))
    high = min(peak[1], horizon - c.top - 4)
    nature.peak(c, chance, w * (peak[0] + (0.52 if peak[0] < 0.5 else -0.55)), horizon, 40, high * 0.62, mood.far, mood.snow)
    nature.peak(c, chance, w * peak[0], horizon, 62, high, mood.far, mood.snow)
    nature.peaks(c, chance, horizon, mood.mid, max(2, round(w / 32)), (34, 48), (8, 14))


def havn(c: Canvas, mood: Mood, chance: Chance, with_sun: bool) -> None:
    """A row of gables in many colours on a quay, people on it, and a fishing boat below."""
    w, base = c.width, 69.0
    wide = c.wide
    backdrop(c, mood, chance, with_sun, horizon=base, peak=(0.64 if w < 150 else 0.365, 38), sun=(0.26, 24, 6.4))
    seams = row_of_houses(c, chance, mood, base, (11.5, 16) if w < 150 else (12.5, 19), (11, 22) if w < 150 else (12, 23))
    for share, away, clothes, skin, hair, height in (
        (0.25, -1.7, 2, 0, 1, 8.4),
        (0.25, 1.7, 4, 1, 2, 6.4),
        (0.8, 0.3, 3, 3, 0, 8.4),
    ):
        nearest = min(seams, key=lambda seam, at=share * w: abs(seam - at))
        person(c, nearest + away, base + 0.4, height, CLOTHES[clothes], SKIN[skin], HAIR[hair], legs=GREY.dark)
    quay(c, base, 2.6, 4.6)
    water = base + 7.2
    c.rectangle(0, water, w, c.bottom - water + 1, mood.water.light)
    c.rectangle(0, water, w, 1.0, mood.water.dark)
    nature.ripples(c, chance, water + 1.2, c.bottom, (mood.water.dark, mood.glint, mood.water.dark), 1.2)
    fishing_boat(c, w * (0.6 if wide else 0.42), water + 9, 20 if w < 150 else 23)


def skole(c: Canvas, mood: Mood, chance: Chance, with_sun: bool) -> None:
    """A long cream school with a red gable and its clock, birches, and children on the path."""
    w, base = c.width, 75.0
    wide = c.wide
    middle = w * 0.5
    backdrop(c, mood, chance, with_sun, horizon=66, peak=(0.3, 37 if not wide else 29), sun=(0.76 if not wide else 0.2, 20, 7))
    nature.ground(c, [(0, 66.5), (0.3, 65.2), (0.7, 65.6), (1, 64.5)], mood.grass.dark)
    nature.ground(c, [(0, 78), (0.4, 76), (1, 77)], mood.grass.light)
    half = 37 if wide else 24.5
    long_house(c, middle - half, base, half * 2, 17, CREAM, rise=6.2)
    count = 4 if wide else 2
    for side in (-1, 1):
        for column in range(count):
            x = middle + side * (11.2 + (column + 0.5) * (half - 12) / count) - 2.1
            for y in (base - 14.4, base - 6.9):
                window(c, x, y, 4.2, 4.6, panes(CREAM, mood, chance) if mood.lit else SPRUCE.light)
    _school_gable(c, mood, chance, middle, base)
    nature.path(
        c, [(middle, base - 0.1, 6.4), (middle - 0.6, 84, 12), (middle - 2.5, 92, 20), (middle - 6, 104, 34)], PATH.light
    )
    for y, x, wide_step in ((79, 0.0, 2.6), (83.5, -0.6, 3.4), (89, -1.7, 4.6), (95.5, -3.7, 6)):
        c.pill(middle + x - wide_step / 2, y, wide_step, wide_step * 0.24, CREAM_LIGHT)
    for share, foot, height in ((0.085, 82, 30), (0.2, 79, 22), (0.93, 81, 28)) if wide else ((0.035, 84, 27), (0.975, 82, 25)):
        nature.birch(c, w * share, foot, height * chance.between(0.95, 1.05), AUTUMN if foot != 79 else LEAF)
    for x, foot, height, clothes, skin, hair in (
        (-9.6, 91, 10.6, 0, 0, 0),
        (-5.2, 90, 9, 1, 2, 3),
        (9.2, 89.5, 10.2, 2, 1, 2),
        (4.6, 85.5, 8.4, 4, 3, 2),
    ):
        person(c, middle + x, foot, height, CLOTHES[clothes], SKIN[skin], HAIR[hair])


def _school_gable(c: Canvas, mood: Mood, chance: Chance, middle: float, base: float) -> None:
    gable_wall(c, middle - 9.5, base, 19, 20.5, 10, RED)
    chevron(c, middle - 9.5, base - 20.5, 19, 10)
    c.disc(middle, base - 22, 2.7, INK)
    c.disc(middle, base - 22, 2.3, CREAM_LIGHT)
    c.stroke([(middle, base - 23.6), (middle, base - 22), (middle + 1.1, base - 22)], 0.42, INK)
    for row in (base - 16.6, base - 9):
        for x in (-6.9, -1.75, 3.4):
            if row == base - 9 and x == -1.75:
                c.rectangle(middle - 2.2, base - 8.6, 4.4, 8.6, FJORD_BLUE)
                c.rectangle(middle - 0.15, base - 8.6, 0.3, 8.6, RED.dark)
            else:
                window(c, middle + x, row, 3.5, 4, panes(RED, mood, chance))


def omsorg(c: Canvas, mood: Mood, chance: Chance, with_sun: bool) -> None:
    """A low house and a gable with flowers in the windows, round trees, and two people on a bench."""
    w, base = c.width, 76.0
    wide = c.wide
    backdrop(c, mood, chance, with_sun, horizon=66, peak=(0.3, 36 if not wide else 29), sun=(0.77, 19.5, 6.4))
    nature.ground(c, [(0, 66), (0.35, 65), (0.7, 66), (1, 64.6)], mood.grass.dark)
    left, long = (w * 0.22, 44) if wide else (-4, 34)
    wall, front, leaves = chance.one_of(((SPRUCE, CREAM, AUTUMN), (RED, WHITE, AUTUMN), (FJORD, YELLOW, LEAF)))
    clothes = (SPRUCE, PLUM) if wall == RED else (ORANGE, PLUM)
    long_house(c, left, base, long, 15.5, wall, roof=ROOF if wall != FJORD else GREY, rise=6.5)
    count = 4 if wide else 3
    for column in range(count):
        _window_with_flowers(
            c, left + (0 if wide else 1.8) + (column + 0.5) * (long - 2) / count - 3.1, base - 12.2, mood, chance, wall
        )
    gable = left + long - 1.5
    width = 24 if wide else 18.5
    gable_house(
        c, chance, mood, gable, base, width, 20.5, front, rows=2, columns=2 if not wide else 3, rise=11.5, door=1 if wide else 0
    )
    nature.ground(c, [(0, 77.5), (0.4, 75.4), (0.7, 76), (1, 75)], mood.grass.light)
    c.polygon(_winding_band(c, 85.5, 5.2), PATH.dark if mood.night else PATH.light)
    for x in (left + 2, left + 8, gable + width * 0.74):
        bush(c, x, base + 0.6, chance.between(2.2, 3.2))
    nature.round_tree(c, w * (0.1 if wide else 0.05), 84, 30 if wide else 24, LEAF if wall == SPRUCE else SPRUCE)
    nature.round_tree(c, w * (0.9 if wide else 0.94), 83.5, 34 if wide else 29, leaves)
    x = w * (0.42 if wide else 0.44)
    bench(c, x - 8.2, 90, 16.4, 9.2)
    seated(c, x - 3.2, 91, 14, clothes[0], SKIN[0], SNOW_LIGHT)
    seated(c, x + 3.2, 91, 14, clothes[1], SKIN[1], HAIR[0])


def _winding_band(c: Canvas, y: float, thickness: float) -> list[tuple[float, float]]:
    upper = smooth([(c.width * share, y + lift) for share, lift in ((-0.05, 1.5), (0.25, -0.4), (0.6, 1.6), (1.05, -1.5))])
    return [*upper, *[(x, at + thickness) for x, at in reversed(upper)]]


def _window_with_flowers(c: Canvas, x: float, y: float, mood: Mood, chance: Chance, wall: Pair) -> None:
    glass = mood.lit if mood.lit and chance.between(0, 1) < 0.5 else CREAM_LIGHT
    c.rectangle(x, y, 6.2, 7.6, glass)
    c.rectangle(x, y, 6.2, 1.8, SAND if glass == CREAM_LIGHT else CREAM_LIGHT)
    c.rectangle(x + 2.9, y + 1.8, 0.4, 5.8, wall.dark)
    c.rectangle(x - 0.5, y + 7.2, 7.2, 1.3, BARK)
    for index, tone in enumerate(chance.turned((MOLTE, SNOW_LIGHT, RED.light, SUN_YELLOW))):
        c.disc(x + 0.5 + index * 1.73, y + 6.8, 0.85, tone)


def barnehage(c: Canvas, mood: Mood, chance: Chance, with_sun: bool) -> None:
    """An orange house with a round window, children in a sandpit and on a slide."""
    w, base = c.width, 75.0
    wide = c.wide
    backdrop(
        c, mood, chance, with_sun, horizon=65, peak=(0.4, 36 if not wide else 29), sun=(0.26 if not with_sun else 0.78, 20, 6.6)
    )
    nature.ground(c, [(0, 65.4), (0.4, 64.2), (1, 65.2)], mood.grass.dark)
    nature.ground(c, [(0, 74.5), (0.35, 73), (0.75, 75), (1, 73.4)], mood.grass.light)
    x = w * (0.4 if wide else 0.42) - 14
    nature.birch(c, x - (9 if wide else 6.5), base + 3, 27, LEAF)
    if wide:
        nature.round_tree(c, w * 0.9, 77, 25, AUTUMN)
        nature.birch(c, w * 0.08, 79, 22, AUTUMN)
    gable_wall(c, x, base, 28, 15.5, 14, ORANGE)
    chevron(c, x, base - 15.5, 28, 14)
    _round_window(c, x + 14, base - 19, 3.1, mood.lit or CREAM_LIGHT)
    for left in (3.4, 19.4):
        window(c, x + left, base - 11, 5.2, 6, panes(ORANGE, mood, chance))
    c.rectangle(x + 11.6, base - 9.8, 4.8, 9.8, FJORD_BLUE)
    c.disc(x + 15.5, base - 4.9, 0.35, SUN_YELLOW)
    tower = w * (0.74 if wide else 0.85)
    person(c, tower + 2.6, 77.2, 8.2, SPRUCE, SKIN[0], HAIR[0])
    slide(c, tower, 93, 16)
    pit = w * (0.34 if wide else 0.28)
    sandpit(c, pit, 91.5, 17 if wide else 14)
    for dx, foot, height, clothes, skin, hair in (
        (-6.6, 91.6, 9.4, 1, 2, 1),
        (6.4, 92, 9.8, 2, 1, 2),
        (-1.9, 94.4, 8.8, 4, 3, 2),
    ):
        person(c, pit + dx, foot, height, CLOTHES[clothes], SKIN[skin], HAIR[hair])


def _round_window(c: Canvas, x: float, y: float, radius: float, tone: str) -> None:
    c.disc(x, y, radius, tone)
    c.rectangle(x - radius * 0.1, y - radius, radius * 0.2, radius * 2, ORANGE.dark)
    c.rectangle(x - radius, y - radius * 0.1, radius * 2, radius * 0.2, ORANGE.dark)
