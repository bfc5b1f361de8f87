"""The type of the look: the master's text styles, and what the layouts' placeholders set beyond them."""

from dataclasses import replace

from depmal.colors import GREY, LIGHT_MOLTE, PALE
from depmal.grid import STEP
from depmal.text import Level

_BULLETS = ("•", "–", "•", "–", "•", "–", "•", "–", "•")


def bullets(sizes: tuple[float, ...], before: tuple[float, ...]) -> tuple[Level, ...]:
    """Sizes and spacings by level; a level beyond them is 2 pt under the one above, never under 16."""
    levels: list[Level] = []
    for number in range(9):
        size = sizes[number] if number < len(sizes) else max(16, (levels[-1].size or 0) - 2)
        levels.append(Level(size=size, before=before[min(number, len(before) - 1)]))
    return tuple(levels)


TITLE = (Level(size=40, font="major", color="tx2", bold=False, left=0, indent=0, line=90, before=0, bullet="", align="l"),)

BODY = tuple(
    replace(
        level, font="minor", color="tx1", left=STEP * number, indent=-STEP, line=100, bullet=_BULLETS[number - 1], align="l"
    )
    for number, level in enumerate(bullets((28, 24), (12, 4)), 1)
)

OTHER = tuple(Level(size=18, font="minor", color="tx1", left=STEP * number, align="l") for number in range(9))

NOTES = tuple(Level(size=12, font="minor", color="tx1", left=171_450 * number, align="l") for number in range(9))

BESIDE_PICTURE = bullets((24, 20), (9, 3))


def plain(*levels: Level, count: int = 5) -> tuple[Level, ...]:
    """Levels without bullets that begin at the frame's edge; the last one given holds for the rest."""
    filled = (*levels, *(levels[-1],) * (count - len(levels)))
    return tuple(
        replace(level, left=level.left or 0, indent=level.indent or 0, bullet="", before=level.before or 0) for level in filled
    )


SUBTITLE = plain(Level(size=24), Level(size=24, color=GREY, before=2))
SUBTITLE_ON_DARK = plain(Level(size=24, color="bg1"), Level(size=24, color=PALE, before=2))
ADDRESS = plain(Level(size=28), Level(size=24, color=GREY))

OPENING_TITLE = (Level(size=48),)
OPENING_TITLE_ON_DARK = (Level(size=48, color="bg1"),)
RAIL_TITLE = (Level(size=20),)
QUOTATION_TITLE = (Level(size=20, font="minor", color=GREY, line=100),)

# At 95 % a line of these is no higher than its box.
SECTION_NUMBER = plain(Level(size=54, font="major", color=LIGHT_MOLTE, line=95))
HEADING = plain(Level(size=24, line=95))
SOURCE = plain(Level(size=14, color=GREY))
SIDE_NOTE = plain(Level(size=24, font="major", color="tx2"))
OBJECT = plain(Level(size=24))
PICTURE = plain(Level(size=16, color=GREY))
SYMBOL = plain(Level(size=12, color=GREY))

DEFINITION = plain(Level(size=24, line=105, before=12), Level(size=28, font="major", color="tx2", line=105, before=20))
QUOTATION = plain(Level(size=40, font="major", color="tx2"), Level(size=20, color=GREY, before=24))

COUNTY_WIDTH = 2_268_000  # a county's name, set by a tab from its municipalities
PROJECTS = (
    Level(size=18, left=COUNTY_WIDTH, indent=-COUNTY_WIDTH, before=0.6, bullet="", tab=COUNTY_WIDTH),
    *(Level(size=16, left=COUNTY_WIDTH, indent=0, before=0.6, bullet="") for _ in range(4)),
)

NUMBER = (Level(size=16, font="major", color="tx1", align="l"),)
NUMBER_ON_DARK = (Level(color="bg1"),)
SMALL = (Level(size=12, font="minor", color=GREY, align="l"),)
SMALL_ON_DARK = (Level(color=PALE),)
MINISTRY = Level(size=12, font="minor", color="tx1", line=95, align="l")
QUOTATION_MARK = Level(size=96, font="major", color="accent3", line=80, align="r")
TIP = Level(size=14, font="minor", color="tx1", align="l")
