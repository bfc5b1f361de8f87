"""The colours of the illustrations: every tone a scene may use, and what changes with the hour of the day.

A solid has two tones, its light flank (left, towards the sun) and its dark flank. The tones named here are the look's; the
few in between (`mix`) are blends of two of them, so that a picture never leaves the palette.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Pair(NamedTuple):
    """The two tones of a solid, as six hexadecimal digits."""

    light: str
    dark: str


def mix(first: str, second: str, share: float) -> str:
    """The tone that lies `share` (0 to 1) of the way from `first` to `second`."""
    ends = zip(bytes.fromhex(first), bytes.fromhex(second), strict=True)
    return "".join(f"{round(start + (end - start) * share):02X}" for start, end in ends)


INK = "082B37"
FJORD_BLUE = "0B3A49"
CREAM_LIGHT = "FBF4E6"
SUN_YELLOW = "F2B35C"
MOLTE = "DC7420"
SAND = "F6D5A0"
BARK = "6A3B22"
SNOW_LIGHT = "F8FBFA"

FAR = Pair("B4CECC", "9DBDBC")
MID = Pair("6FA3A2", "57908F")
NEAR = Pair("2A7F7E", "1C6668")
FOREGROUND = Pair(FJORD_BLUE, INK)
FAINT = Pair(mix("EAF2F0", FAR.light, 0.62), mix("EAF2F0", FAR.dark, 0.62))
SNOW = Pair(SNOW_LIGHT, "CFE0DE")

RED = Pair("A5482A", "863820")
CREAM = Pair(CREAM_LIGHT, "E9DCC3")
ORANGE = Pair(MOLTE, mix(MOLTE, "A5482A", 0.5))
YELLOW = Pair(SUN_YELLOW, mix(SUN_YELLOW, MOLTE, 0.45))
WHITE = SNOW
FJORD = FOREGROUND
SPRUCE = NEAR
GREY = MID
PLUM = Pair("6B3F63", mix("6B3F63", INK, 0.3))
WOOD = Pair(mix(BARK, "A5482A", 0.45), BARK)
AUTUMN = Pair(SUN_YELLOW, MOLTE)
LEAF = Pair(mix("A9BC7C", NEAR.dark, 0.22), mix("A9BC7C", NEAR.dark, 0.5))
PATH = Pair("E9DCC3", mix("E9DCC3", BARK, 0.14))

SKIN = (mix(SAND, "A5482A", 0.16), mix(SAND, BARK, 0.45), mix(SAND, MOLTE, 0.22), mix(SAND, BARK, 0.72))
HAIR = (BARK, SUN_YELLOW, INK, mix(SUN_YELLOW, BARK, 0.55), SNOW_LIGHT)
CLOTHES = (ORANGE, SPRUCE, PLUM, RED, YELLOW, FJORD)


@dataclass(frozen=True)
class Mood:
    """An hour of the day: the four bands of its sky from top to horizon, its sun, and the tones that it changes."""

    name: str
    sky: tuple[str, str, str, str]
    sun: str | None
    halo: str
    faint: Pair
    far: Pair
    mid: Pair
    near: Pair
    foreground: Pair
    snow: Pair
    water: Pair
    glint: str
    grass: Pair
    sea: tuple[str, str, str]
    lit: str | None

    @property
    def night(self) -> bool:
        return self.sun is None


DAY = Mood(
    name="dag",
    sky=("DCE9E8", "E2EDEB", "EAF2F0", "F0F6F4"),
    sun=SUN_YELLOW,
    halo=CREAM_LIGHT,
    faint=FAINT,
    far=FAR,
    mid=MID,
    near=NEAR,
    foreground=FOREGROUND,
    snow=SNOW,
    water=Pair("A7C6C6", "86AFB0"),
    glint="EAF2F0",
    grass=Pair("B7C78D", "A9BC7C"),
    sea=(MID.light, NEAR.light, NEAR.dark),
    lit=None,
)
EVENING = Mood(
    name="kveld",
    sky=("F3DDBD", "F5E3C7", "F7E8D0", "FAF1E2"),
    sun=MOLTE,
    halo=CREAM_LIGHT,
    faint=Pair(mix("F7E8D0", FAR.light, 0.62), mix("F7E8D0", FAR.dark, 0.62)),
    far=FAR,
    mid=MID,
    near=NEAR,
    foreground=FOREGROUND,
    snow=Pair(SNOW_LIGHT, "CFE0DE"),
    water=Pair("A7C6C6", "86AFB0"),
    glint="F7E8D0",
    grass=Pair("B7C78D", "A9BC7C"),
    sea=(NEAR.light, NEAR.dark, FJORD_BLUE),
    lit=SUN_YELLOW,
)
NIGHT = Mood(
    name="natt",
    sky=(INK, FJORD_BLUE, "0F4757", "155565"),
    sun=None,
    halo=CREAM_LIGHT,
    faint=Pair(mix("155565", MID.dark, 0.22), mix("155565", MID.dark, 0.1)),
    far=Pair(mix(MID.dark, "155565", 0.5), mix(MID.dark, "155565", 0.75)),
    mid=Pair(NEAR.dark, mix("155565", "0F4757", 0.7)),
    near=Pair("0F4757", FJORD_BLUE),
    foreground=Pair(FJORD_BLUE, INK),
    snow=Pair("CFE0DE", MID.light),
    water=Pair("155565", "0F4757"),
    glint=MID.light,
    grass=Pair(mix("B7C78D", FJORD_BLUE, 0.66), mix("A9BC7C", FJORD_BLUE, 0.72)),
    sea=("155565", "0F4757", FJORD_BLUE),
    lit=SUN_YELLOW,
)
MOODS = {mood.name: mood for mood in (DAY, EVENING, NIGHT)}
