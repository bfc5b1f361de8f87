"""Lengths that the parts of a chart share, and the steps down of what is written on it."""

from collections.abc import Iterator
from dataclasses import dataclass

SMALLER = (18.0, 16.0)  # points: the steps down of what is written on charts


@dataclass(frozen=True, slots=True)
class Size:
    """Of a chart's frame, or of its inner plot area, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Margins:
    """What stands around the inner plot area, in points."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


def sizes(first: float) -> Iterator[float]:
    """A size and the steps down from it."""
    yield first
    yield from (size for size in SMALLER if size < first)


def rounded(*area: float) -> tuple[float, float, float, float]:
    """An area in fractions of the frame, as files hold it."""
    x, y, width, height = (round(part, 4) for part in area)
    return x, y, width, height
