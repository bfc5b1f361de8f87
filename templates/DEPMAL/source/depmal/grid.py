"""Thousands of EMU, as the look gives them → frames in EMU; and the grid that the frames stand on (360 000 EMU = 1 cm)."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["nb", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "en")

WIDTH, HEIGHT = 12_192_000, 6_858_000
POINT = 12_700

MARGIN = 648_000
AXIS = 2_500_000  # where everything that one reads begins
RIGHT = WIDTH - MARGIN
TITLE_TOP = 432_000
BODY_TOP = 1_836_000
BODY_BOTTOM = 6_156_000
STEP = 288_000  # from level to level, and what a bullet hangs
MODULE = 36_000  # the vertical module


@dataclass(frozen=True, slots=True)
class Frame:
    """Left, top, width and height in EMU."""

    x: int
    y: int
    width: int
    height: int


def frame(x: float, y: float, width: float, height: float) -> Frame:
    """A frame given in thousands of EMU."""
    return Frame(*(round(1000 * length) for length in (x, y, width, height)))


SYMBOL = frame(648, 540, 702, 702)
TITLE = frame(2500, 432, 9044, 1152)
TITLE_BESIDE_PICTURE = frame(2500, 432, 5340, 1152)
BODY = frame(2212, 1836, 8406, 4320)  # nine columns and the hang of the bullets
DATE = frame(2500, 6372, 1636, 216)
FOOTER = frame(4352, 6372, 7192, 216)
FOOTER_BESIDE_PICTURE = frame(4352, 6372, 3488, 216)
HEADING = frame(2500, 1584, 9044, 360)
SOURCE = frame(2500, 5904, 9044, 252)
BANNER = frame(2500, 0, 9692, 3780)  # the picture of an opening or closing slide

# The English name takes three lines, so the number stands higher.
NUMBER: dict[Language, Frame] = {"nb": frame(648, 5796, 710, 252), "en": frame(648, 5652, 710, 252)}
# The English mark sits at the top of its line, the Norwegian one in the middle; both open the first line of the quotation.
QUOTATION_MARK: dict[Language, Frame] = {"nb": frame(1574, 1188, 818, 900), "en": frame(1574, 1512, 818, 900)}
MINISTRY: dict[Language, Frame] = {"nb": frame(648, 6156, 1744, 432), "en": frame(648, 6012, 1744, 576)}
