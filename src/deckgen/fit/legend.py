"""A chart's legend → its area, the size of its names, and the room that it takes from the plot.

Names stand on a line each; where that is too wide they take two, at the largest size that has room.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from deckgen.errors import Mark, Problems
from deckgen.fit.label_texts import SLICED, level
from deckgen.fit.measure import line_count, prepare, text_width
from deckgen.fit.sizes import Margins, Size, rounded, sizes
from deckgen.model import Chart, Paragraph, Run

WIDTH, MOST, GAP = 0.265, 0.4, 0.02  # of the frame's width
HEIGHT, MIDDLE, TALLEST = 0.4, 0.47, 0.885  # of the frame's height
TALLEST_BELOW = 0.3
TALLEST_LAST = 0.45  # below, at the smallest size
DRAWN_CLOSER = 1.5  # than reckoned: the samples of lines differ much from program to program
NARROW = 1.2  # of its widest entry: how wide a legend is where two entries could stand beside each other
ENTRIES = 3  # that a legend of the least height holds
LINE = 1.3  # of the size: from one entry to the next
WIDTHS = (WIDTH, 0.3, 0.35, MOST)  # that are tried where names take two lines

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Names:
    """What a legend lists at a size. ``key`` is the width of a sample and what stands around it."""

    texts: Sequence[str]
    points: float
    key: float
    font: str

    @property
    def widths(self) -> list[float]:
        return [text_width(name, level(self.font, self.points)) + self.key for name in self.texts]

    def lines(self, width: float) -> list[int]:
        """How many lines each takes; 0 where a word is too wide."""
        words = level(self.font, self.points)
        return [line_count(prepare(Paragraph((Run(name, "nb"),)), words), words, width - self.key) for name in self.texts]


def place_legend(chart: Chart, size: Size, font: str, problems: Problems, mark: Mark | None) -> tuple[Chart, Margins]:
    """The chart with its legend's area, and the room that the legend takes."""
    names = _entries(chart)
    if chart.legend == "none" or len(names) < 2:
        return replace(chart, legend="none", legend_area=None), Margins()
    beside = chart.legend == "right"
    points, found = _largest(chart, names, size, font)
    if found is None:
        problems.warning("legend-crowded", mark, count=len(names), longest=max(names, key=len))
        found = (1 - MOST, 0.03, MOST, TALLEST) if beside else (0.0, 1 - TALLEST_LAST, 1.0, TALLEST_LAST)
    room = Margins(right=(1 - found[0] + GAP) * size.width) if beside else Margins(bottom=(found[3] + 0.02) * size.height)
    return replace(chart, style=replace(chart.style, legend=points), legend_area=rounded(*found)), room


def _largest(chart: Chart, names: Sequence[str], size: Size, font: str) -> tuple[float, Area | None]:
    """The largest size that has room, and where the legend stands then."""
    with_lines = any(series.role == "line" for series in chart.series) or chart.kind == "line"
    smallest = min(sizes(chart.style.legend))
    for place in (_right, _right_folded) if chart.legend == "right" else (_bottom,):
        for points in sizes(chart.style.legend):
            listed = _Names(names, points, points * (2 if with_lines else 1) + 8, font)
            found = place(listed, size)
            if found and (found[3] <= TALLEST_BELOW or points == smallest or chart.legend == "right"):
                return points, found
    return smallest, None


def _right(names: _Names, size: Size) -> Area | None:
    widest = max(names.widths) / size.width
    width = max(WIDTH, widest)
    height = _height(len(names.texts), names.points, size)
    if width > MOST or height > TALLEST:
        return None
    left = 1 - width
    if widest * 2 <= width * DRAWN_CLOSER:  # a legend in which two entries fit beside each other is no list any more
        width = min(width, widest * NARROW)
    return left, max(MIDDLE - height / 2, 0.0), width, height


def _right_folded(names: _Names, size: Size) -> Area | None:
    """The narrowest of some widths in which no name takes more than two lines."""
    for width in WIDTHS:
        lines = names.lines(width * size.width)
        height = max(_height(len(lines), names.points, size), sum(lines) * names.points * LINE / size.height)
        if min(lines) > 0 and max(lines) <= 2 and height <= TALLEST:
            return 1 - width, max(MIDDLE - height / 2, 0.0), width, height
    return None


def _height(count: int, points: float, size: Size) -> float:
    """Of so many lines, with air between them."""
    return max(min(HEIGHT * max(count / ENTRIES, 1), TALLEST), count * points * LINE / size.height)


def _bottom(names: _Names, size: Size) -> Area | None:
    """In columns that are as wide as the widest name, as programs draw it."""
    columns = int(size.width // max(names.widths))
    if not columns:
        return None
    rows = 1 if sum(names.widths) <= size.width else ceil(len(names.texts) / columns)
    height = (rows * names.points * LINE + 4) / size.height
    return (0.0, 1 - height, 1.0, height) if height <= TALLEST_LAST else None


def _entries(chart: Chart) -> list[str]:
    if chart.kind in SLICED:
        return list(chart.categories)
    return [series.name for series in chart.series if series.role != "total"]
