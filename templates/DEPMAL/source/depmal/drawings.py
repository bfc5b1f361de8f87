"""The drawings that belong to layouts: the low sun behind mountains, and the mountain face of a section."""

from depmal.colors import FACET_DARK, FACET_LIGHT, MOUNTAIN_DARK, MOUNTAIN_LIGHT, MOUNTAIN_NEAR
from depmal.grid import HEIGHT, WIDTH, frame
from depmal.shapes import Disc, Drawing, Point

_TOP = 3_564_000  # the mountains' box goes from here to the slide's foot, over its whole width

_LIGHT = "0,62 10,30 15.5,44 27,6 36,40 42,30 55,66 64,50 74,20 82,46 88,36 100,60 100,100 0,100"
_DARK = (
    "27,6 36,40 42,30 55,66 55,100 30,100 29,55 25.5,36",
    "74,20 82,46 88,36 100,60 100,100 76,100 76.5,62 73,45",
)
_NEAR = "0,82 12,64 23,80 33,68 42,78 55,57 67,82 80,70 90,82 100,72 100,100 0,100"

FACETS = (
    Drawing(
        "facet_light",
        FACET_LIGHT,
        (((5_200_000, HEIGHT), (9_900_000, 2_400_000), (WIDTH, 4_560_000), (WIDTH, HEIGHT)),),
    ),
    Drawing(
        "facet_dark",
        FACET_DARK,
        (((9_900_000, 2_400_000), (WIDTH, 4_560_000), (WIDTH, HEIGHT), (10_260_000, HEIGHT), (9_640_000, 4_480_000)),),
    ),
)


def sun(fill: str) -> Disc:
    return Disc("sun", fill, frame(8640, 3132, 1404, 1404))


def mountains() -> tuple[Drawing, ...]:
    return (
        Drawing("mountains_light", MOUNTAIN_LIGHT, (_points(_LIGHT),)),
        Drawing("mountains_dark", MOUNTAIN_DARK, tuple(_points(polygon) for polygon in _DARK)),
        Drawing("mountains_near", MOUNTAIN_NEAR, (_points(_NEAR),)),
    )


def _points(per_cent: str) -> tuple[Point, ...]:
    """ "27,6 36,40" → points in EMU, from per cent of the mountains' box."""
    pairs = (pair.split(",") for pair in per_cent.split())
    return tuple((round(float(x) * WIDTH / 100), round(_TOP + float(y) * (HEIGHT - _TOP) / 100)) for x, y in pairs)
