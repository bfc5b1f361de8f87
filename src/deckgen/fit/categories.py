"""A chart's category names and the room along its axis → their size, how they stand, which are shown, and the room they take.

Below columns they stand on a line, on two or three, then smaller. Years, months and other names that count then say every
second, third or fifth; others read upwards. Beside bars they may take as many lines as a bar is thick.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import ceil

from deckgen.errors import Mark, Problems
from deckgen.fit.label_texts import level
from deckgen.fit.measure import LINE_HEIGHT, Level, line_count, prepare, text_width
from deckgen.fit.sizes import Size, sizes
from deckgen.model import Chart, Paragraph, Run

AXIS_PADDING = 9.5  # points between the axis and what stands below its labels
MOST, MOST_UPRIGHT = 0.4, 0.5  # of the width beside bars, of the height below columns: names do not take more
FEW_LINES, MOST_LINES = 2, 3
CLOSEST = 0.9  # of its size: so near to each other names on one line may stand beside bars
APART = 4.0  # points between names beside each other
BY_TENS, BY_TWELVES = (2, 5, 10, 20, 25, 50, 100), (2, 3, 4, 6, 12, 24, 36, 60)  # the steps from one name to the next

_DIGITS = re.compile(r"[0-9]+")


def below(chart: Chart, width: float, tallest: float, font: str, problems: Problems, mark: Mark | None) -> tuple[Chart, float]:
    """Category names below columns or lines, and the height they take. ``tallest`` is the frame's height."""
    pitch = width / max(len(chart.categories), 1)
    for most in (FEW_LINES, MOST_LINES):
        for points in sizes(chart.style.category):
            lines = _most_lines(chart.categories, pitch - APART, level(font, points))
            if lines and lines <= most:
                return _named(chart, points), lines * points * LINE_HEIGHT + AXIS_PADDING
    points = chart.style.category
    widest = _widest(chart.categories, level(font, points))
    if step := _step(chart.categories, lambda step: widest + APART <= pitch * step):
        return replace(_named(chart, points), name_step=step), points * LINE_HEIGHT + AXIS_PADDING
    for points in sizes(chart.style.category):
        widest = _widest(chart.categories, level(font, points))
        if points * LINE_HEIGHT <= pitch and widest <= MOST_UPRIGHT * tallest:
            return replace(_named(chart, points), names_upright=True), widest + AXIS_PADDING
    _warn(chart, problems, mark)
    points = min(sizes(chart.style.category))
    return _named(chart, points), FEW_LINES * points * LINE_HEIGHT + AXIS_PADDING


def beside(chart: Chart, room: Size, font: str, problems: Problems, mark: Mark | None) -> tuple[Chart, float]:
    """Category names beside bars, and the width they take."""
    pitch = room.height / max(len(chart.categories), 1)
    most = room.width * MOST
    for points in sizes(chart.style.category):
        words = level(font, points)
        widest = _widest(chart.categories, words)
        lines = 1 if widest <= most else _most_lines(chart.categories, most, words)
        if lines and (points * CLOSEST if lines == 1 else lines * words.line) <= pitch:
            return _named(chart, points), min(widest, most) + 8
    points = chart.style.category
    widest = _widest(chart.categories, level(font, points))
    step = _step(chart.categories, lambda step: points * LINE_HEIGHT <= pitch * step and widest <= most)
    if not step:
        _warn(chart, problems, mark)
        points = min(sizes(points))
        widest = _widest(chart.categories, level(font, points))
    return replace(_named(chart, points), name_step=step or 1), min(widest, most) + 8


def _step(names: Sequence[str], has_room: Callable[[int], bool]) -> int:
    """The least step that has room from one name to the next; 0 where there is none, or where names do not count.

    Names count where they differ in their digits, such as years, ages, and months of several years.
    """
    patterns = {_DIGITS.sub("0", name) for name in names}
    if not all(map(_DIGITS.search, names)) or 2 * len(patterns) > len(names):
        return 0
    possible = BY_TENS if len(patterns) == 1 else BY_TWELVES
    return next((step for step in possible if has_room(step) and step < len(names)), 0)


def _warn(chart: Chart, problems: Problems, mark: Mark | None) -> None:
    longest = max(chart.categories, key=len, default="")
    problems.warning("categories-crowded", mark, count=len(chart.categories), longest=longest)


def _named(chart: Chart, points: float) -> Chart:
    return chart if points == chart.style.category else replace(chart, style=replace(chart.style, category=points))


def _widest(names: Iterable[str], words: Level) -> float:
    return ceil(max((text_width(name, words) for name in names), default=0.0))


def _most_lines(names: Iterable[str], width: float, words: Level) -> int:
    """The most lines that a name takes in a width; 0 where a word is wider."""
    counts = [line_count(prepare(Paragraph((Run(name, "nb"),)), words), words, width) for name in names]
    return max(counts, default=1) if all(counts) else 0
