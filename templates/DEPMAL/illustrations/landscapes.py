"""Five landscapes: fjord, coast, forest, northern lights and winter, each from a mood and the accidents of a seed."""

from __future__ import annotations

import nature
from buildings import cabin, gable_house, lighthouse, sailing_boat
from canvas import Canvas, Chance, smooth
from people import person
from tones import CREAM, FJORD_BLUE, HAIR, NIGHT, ORANGE, PLUM, RED, SAND, SKIN, SUN_YELLOW, WHITE, Mood, Pair, mix


def fjord(c: Canvas, mood: Mood, chance: Chance, with_sun: bool) -> None:
    """Headlands left and right, one ruling peak, a boat under sail and a red house at the water's edge."""
    w, horizon = c.width, 59.0
    sun_x = w * 0.7
    nature.sky(c, mood, horizon)
    if mood.night:
        nature.stars(c, chance, horizon - 16, round(w * 0.6))
    elif with_sun:
        nature.sun(c, mood, sun_x, max(27.5, c.top + 12), 6.4)
    else:
        nature.cloud(c, mood, w * 0.55, 17, 13)
    nature.peaks(c, chance, horizon, mood.faint, max(3, round(w / 26)), (34, 48), (15, 22))
    nature.peaks(c, chance, horizon, mood.far, max(2, round(w / 34)), (36, 48), (18, 25), mood.snow)
    x, across, high, lean = (0.36, 76, min(46, horizon - c.top - 3.5), 0.05) if c.wide else (0.56, 50, 37, -0.04)
    nature.peak(c, chance, w * x, horizon, across, high, mood.far, mood.snow, lean)
    nature.peaks(c, chance, horizon, mood.mid, max(2, round(w / 36)), (44, 62), (11, 19))
    _still_water(c, mood, chance, horizon, sun_x if with_sun else None)
    for x, across, high, lean in (
        ((4, 62, 36, 0.0), (w - 4, 48, 26, 0.06)) if c.wide else ((2, 44, 35, 0.0), (w - 2, 36, 26, 0.06))
    ):
        nature.peak(c, chance, x, horizon, across, high, mood.near, lean=lean)
    house = w - (19 if c.wide else 13)
    c.sector(house + 3.5, horizon + 0.6, 10, 2.6, 180, 360, mood.foreground.light)
    gable_house(c, chance, mood, house, horizon - 1.2, 4.6, 3, RED, rows=1, columns=2)
    sailing_boat(c, w * (0.56 if c.wide else 0.5), 70, 9 if c.wide else 8.5)
    _near_bank(c, mood, chance)


def _still_water(c: Canvas, mood: Mood, chance: Chance, horizon: float, sun_x: float | None) -> None:
    """Water with the headlands' reflections, ripples, and the sun's glitter where there is a sun."""
    w = c.width
    c.rectangle(0, horizon, w, c.bottom - horizon + 1, mood.water.light)
    c.polygon([(-1, horizon), (w * 0.2 + 8, horizon), (w * 0.07, horizon + 25), (-1, horizon + 29)], mood.water.dark)
    c.polygon([(w + 1, horizon), (w * 0.9 - 8, horizon), (w * 0.985, horizon + 16), (w + 1, horizon + 18)], mood.water.dark)
    clear = None if sun_x is None else (sun_x - 7, horizon, sun_x + 7, horizon + 24)
    nature.ripples(c, chance, horizon + 1.5, c.bottom, (mood.glint,), 0.8, clear)
    if sun_x is not None:
        nature.glitter(c, chance, sun_x, horizon + 2.6, horizon + 20, 10, mood)


def _near_bank(c: Canvas, mood: Mood, chance: Chance) -> None:
    """A dark bank at the lower left with four spruces, at the foot of the frame however it is cropped."""
    lift = c.bottom - 100
    if c.wide:
        line = [(0.0, 88.5), (0.18, 89.5), (0.36, 93.5), (0.52, 99.0), (0.62, 102.0)]
        trees = ((3, 92, 31), (13, 95, 19), (23, 97, 26), (34, 98, 14))
    else:
        line = [(0.0, 85.0), (0.3, 90.0), (0.6, 97.0), (0.8, 102.0)]
        trees = ((2, 91, 28), (8, 93, 18), (14, 95.5, 23), (20.5, 97.5, 13))
    nature.ground(c, [(share, y + lift) for share, y in line], mood.foreground.light)
    tones = Pair("155565" if mood.night else mood.near.dark, mood.foreground.dark)
    nature.spruces(c, chance, [(x / c.width, base + lift, height) for x, base, height in trees], tones)


def kyst(c: Canvas, mood: Mood, chance: Chance, with_sun: bool) -> None:
    """A lighthouse and its keeper's house on a skerry, a low sun, three bands of sea."""
    w, horizon = c.width, 62.0
    wide = c.wide
    sun_x = w * (0.29 if wide else 0.28)
    nature.sky(c, mood, horizon)
    if mood.night:
        nature.stars(c, chance, horizon - 14, round(w * 0.6))
    if with_sun and mood.sun is not None:
        for share in (1.76, 1.38):
            c.disc(sun_x, horizon - 8.5, 8.6 * share, SAND, alpha=0.55)
        c.disc(sun_x, horizon - 8.5, 8.6, mood.sun)
    for away, across, high, tones in (
        (-31, 44, 11, mood.faint),
        (-28, 36, 7.5, mood.far),
        (47, 50, 12, mood.faint),
        (33, 44, 8.5, mood.far),
        (72, 38, 6.5, mood.far),
    ):
        nature.peak(c, chance, sun_x + away, horizon, across, high * chance.between(0.9, 1.15), tones)
    nature.peak(c, chance, w * 1.01, horizon, 46 if wide else 32, 17, mood.mid, lean=-0.06)
    for upper, tone in zip((horizon, 76, 89), mood.sea, strict=True):
        c.rectangle(0, upper, w, c.bottom - upper + 1, tone)
    light_x = w * (0.72 if wide else 0.7)
    clear = (sun_x - 9, horizon, sun_x + 9, 86.0)
    nature.ripples(c, chance, horizon + 1.5, c.bottom, (mood.mid.light if mood.name != "dag" else mood.glint,), 0.55, clear)
    if with_sun:
        nature.glitter(c, chance, sun_x, horizon + 2, 84.5, 14, mood)
    sailing_boat(c, w * (0.48 if wide else 0.5), horizon + 3.6, 6)
    nature.rock(c, light_x + 2, 79, 46 if wide else 40, 10)
    nature.rock(c, light_x - (31 if wide else 27), 84 if wide else 93, 13, 3.2)
    house = light_x + (4.5 if wide else 4.0)
    gable_house(c, chance, mood, house, 70.6, 10.5, 6, CREAM, rows=1, columns=3, rise=4.8)
    lighthouse(c, light_x - 3.5, 69.6, 45 if wide else 40, SUN_YELLOW if mood.name != "dag" else SAND)


def skog(c: Canvas, mood: Mood, chance: Chance, with_sun: bool) -> None:
    """Rows of spruces from pale to dark with a path between them, and someone out walking."""
    w = c.width
    wide = c.wide
    sun_x = w * (0.665 if wide else 0.64)
    nature.sky(c, mood, 66)
    if mood.night:
        nature.stars(c, chance, 40, round(w * 0.5))
    elif with_sun:
        nature.sun(c, mood, sun_x, 25 if wide else 27, 10)
    opening = w * (0.57 if wide else 0.5)
    rows = (
        (mood.faint, 60, (24, 36), 7.4, 0.0),
        (mood.far, 67, (26, 38), 9.4, 0.0),
        (mood.mid, 75, (26, 42), 11.4, 0.0),
        (mood.near, 83, (28, 46), 13.5, 8.5),
    )
    for tones, base, heights, pitch, gap in rows:
        _row_of_spruces(c, chance, tones, base, heights, pitch, (opening, gap))
        nature.ground(c, [(0, base - 1.9), (0.3, base - 1.2), (0.65, base - 2.4), (1, base - 1.3)], tones.dark)
    nature.ground(c, [(0, 87), (0.25, 88.4), (0.55, 91.5), (0.8, 90), (1, 88)], mood.foreground.light)
    sand = mix(SAND, FJORD_BLUE, 0.55) if mood.night else SAND
    nature.path(
        c,
        [
            (opening - 17, 108, 28),
            (opening - 5.5, 97.5, 17),
            (opening + 2.4, 91, 9.5),
            (opening + 3.4, 87.4, 5.8),
            (opening + 1.3, 84, 3.2),
            (opening + 0.2, 81, 1.6),
        ],
        sand,
    )
    person(c, opening - 5.6, 97, 10.5, ORANGE, SKIN[0], HAIR[0])
    person(c, opening - 1.4, 95.8, 9.2, PLUM, SKIN[1], HAIR[2])
    edge = (
        ((0.06, 105, 60), (0.165, 106, 36), (0.835, 106, 39), (0.93, 106, 66))
        if wide
        else ((0.05, 106, 55), (0.97, 107, 66), (0.78, 108, 32))
    )
    nature.spruces(c, chance, edge, mood.foreground, trunk=False)


def _row_of_spruces(
    c: Canvas, chance: Chance, tones: Pair, base: float, heights: tuple[float, float], pitch: float, gap: tuple[float, float]
) -> None:
    """Spruces at even places with some chance, none within `gap` (middle, half width); tall and low ones take turns."""
    count = round(c.width / pitch) + 1
    for index in range(count):
        x = (index + chance.between(-0.28, 0.28)) * pitch
        low, high = heights
        third = (high - low) / 3
        height = low + third * ((index * 2) % 3) + chance.between(0, third)
        if gap[1] and abs(x - gap[0]) < gap[1]:
            continue
        nature.spruce(c, x, base + chance.between(-0.8, 0.8), height, tones, trunk=False)


def nordlys(c: Canvas, mood: Mood, chance: Chance, with_sun: bool) -> None:
    """Three green curtains over snowy peaks, and a cabin with light in its windows."""
    del mood, with_sun  # northern lights are seen at night alone
    w, horizon = c.width, 72.0
    wide = c.wide
    snow, shade = WHITE
    nature.sky(c, NIGHT, 62)
    nature.stars(c, chance, 50, round(w * 0.9))
    nature.aurora(c, chance, 25 if wide else 24, 9 if wide else 8)
    mountain = Pair(shade, mix(NIGHT.snow.dark, "A7C6C6", 0.15))
    behind = Pair(mix("155565", "6FA3A2", 0.4), mix("155565", "6FA3A2", 0.15))
    nature.peaks(c, chance, horizon + 2, behind, max(2, round(w / 36)), (40, 56), (16, 24))
    tall = ((0.23, 74, 36, -0.02), (0.79, 78, 45, -0.03)) if wide else ((0.22, 56, 34, 0.03), (0.8, 60, 43, -0.06))
    for share, across, high, lean in tall:
        nature.peak(c, chance, w * share, horizon + 2, across, high, mountain, lean=lean)
    middle = Pair(mix(snow, shade, 0.4), "9DBDBC")
    nature.peak(c, chance, w * 0.51, horizon + 2, 56 if wide else 40, 21, middle, lean=0.05)
    nature.ground(c, [(0, 70.5), (0.3, 72.5), (0.6, 70.8), (1, 72.2)], shade)
    nature.ground(c, [(0, 80.5), (0.25, 79), (0.5, 78.2), (0.75, 79.5), (1, 78)], mix(snow, shade, 0.2))
    nature.ground(c, [(0, 96), (0.3, 94), (0.6, 96.5), (0.85, 94.5), (1, 93)], shade)
    hut, size = w * (0.66 if wide else 0.64), 17 if wide else 16
    c.polygon([(hut - size * 0.09, 83), (hut + size * 0.09, 83), (hut - size * 0.12, 91), (hut - size * 0.48, 91)], SAND)
    cabin(c, hut - size / 2, 83, size, RED, SUN_YELLOW, snowy=True)
    for away, base, height, clothes, hair in ((-19.5, 88.6, 9.5, ORANGE, HAIR[0]), (-15.8, 89, 7.2, PLUM, HAIR[1])):
        person(c, hut + away, base, height, clothes, hair, hair)
    tones = Pair(NIGHT.mid.light, FJORD_BLUE)
    trees = (
        ((0.06, 86, 24), (0.115, 88, 15), (0.185, 84, 18), (0.83, 86, 15), (0.91, 85, 26), (0.965, 88, 17))
        if wide
        else ((0.07, 86, 24), (0.2, 88, 15), (0.87, 87, 15), (0.97, 86, 26))
    )
    nature.spruces(c, chance, trees, tones)


def vinter(c: Canvas, mood: Mood, chance: Chance, with_sun: bool) -> None:
    """One large peak, a cabin, and a ski track with someone on it."""
    w, horizon = c.width, 74.0
    wide = c.wide
    nature.sky(c, mood, 64)
    if mood.night:
        nature.stars(c, chance, 44, round(w * 0.7))
    elif with_sun:
        nature.sun(c, mood, w * 0.26, 23, 7)
    else:
        nature.cloud(c, mood, w * 0.16, 18, 15)
    nature.peaks(c, chance, horizon, mood.faint, max(2, round(w / 34)), (44, 60), (24, 32))
    nature.peak(c, chance, w * 0.12, horizon, 56, 36, mood.far, mood.snow, lean=0.04)
    nature.peak(c, chance, w * (0.6 if wide else 0.62), horizon, 92 if wide else 72, 56, mood.far, mood.snow, lean=-0.05)
    nature.peaks(c, chance, horizon, mood.mid, max(2, round(w / 44)), (46, 60), (18, 27))
    nature.peak(c, chance, w * 0.0, horizon, 48, 17, mood.near, lean=-0.04)
    nature.peak(c, chance, w * 1.0, horizon, 44, 14, mood.near, lean=0.04)
    snow = Pair(mood.snow.light, mix(mood.snow.light, mood.snow.dark, 0.6))
    nature.ground(c, [(0, 72), (0.3, 73.5), (0.6, 71.5), (1, 73)], snow.dark)
    nature.ground(c, [(0, 78), (0.28, 77), (0.6, 79.5), (1, 76.5)], mix(snow.light, snow.dark, 0.35))
    nature.ground(c, [(0, 93.5), (0.25, 92), (0.5, 94.5), (0.75, 97), (1, 96)], mood.snow.dark)
    _ski_track(c, w, mood.water.dark)
    cabin(c, w * (0.22 if wide else 0.25), 81, 13, RED, SUN_YELLOW if mood.lit else CREAM.light, snowy=True)
    tones = Pair(mood.near.light, mood.foreground.light)
    edge = (
        ((0.04, 88, 25), (0.1, 91, 17), (0.165, 85, 16), (0.88, 84, 16), (0.935, 88, 26), (0.98, 92, 18))
        if wide
        else ((0.04, 88, 25), (0.14, 91, 16), (0.86, 86, 17), (0.97, 92, 27))
    )
    nature.spruces(c, chance, edge, tones)


def _ski_track(c: Canvas, w: float, tone: str) -> None:
    """Two parallel lines that wind away, and a skier in red on them."""
    line = smooth([(w * 0.3, 104), (w * 0.42, 96), (w * 0.6, 89.5), (w * 0.66, 84), (w * 0.56, 80.4), (w * 0.5, 79.2)])
    for index in range(len(line) - 1):
        (x, y), (next_x, next_y) = line[index], line[index + 1]
        apart = max(0.16, (y - 78.6) * 0.055)
        thin = max(0.12, (y - 76) * 0.018)
        for side in (-apart, apart):
            c.stroke([(x + side, y), (next_x + side, next_y)], thin, tone)
    x, y = w * 0.585, 90.2
    for lift in (0.1, 0.95):
        c.pill(x - 4.2 + lift, y + 0.35 - lift, 8.6, 0.42, FJORD_BLUE)
    for hand, tip in ((-1.9, -3.6), (1.9, 3.4)):
        c.stroke([(x + hand, y - 5.2), (x + tip, y + 0.2)], 0.26, FJORD_BLUE)
    person(c, x, y, 10, RED, SKIN[0], SUN_YELLOW)
