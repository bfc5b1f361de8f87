"""A text and its box → the step at which it fits; or its parts for several slides; or by how much it does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from deckgen.fit.box import Box, Place
from deckgen.fit.measure import (
    TINY,
    Span,
    columns_taken,
    height,
    line_count,
    measure,
    prepare,
)
from deckgen.fit.split import Height, Partition
from deckgen.model import Group, Paragraph, Text


@dataclass(frozen=True, slots=True)
class Unit:
    """Paragraphs that stay on one slide: numbers ``first`` … ``end`` - 1 of the text, all of group ``group``."""

    group: int
    first: int
    end: int


class Fitter:
    """A text on its way into its box: parts measured once, lines counted once a size."""

    def __init__(self, text: Text, place: Place) -> None:
        self.text, self.place = text, place
        self.paragraphs = text.paragraphs
        self.deepest = max([paragraph.level for paragraph in self.paragraphs], default=0)
        levels = place.levels(0, self.deepest)
        self._prepared = [prepare(paragraph, levels[paragraph.level]) for paragraph in self.paragraphs]
        self._counted: dict[tuple[int, float, float], int] = {}

    def chosen(self) -> int | None:
        """The number of the first step at which the text fits, or None."""
        return next((number for number in range(len(self.place.steps)) if self.fits_at(number)), None)

    def fits_at(self, number: int) -> bool:
        """Whether the text fits at a step."""
        spans = self.spans(number)
        return spans is not None and fits(spans, self.place.box) and self._few_lines(spans)

    def _few_lines(self, spans: Sequence[Span]) -> bool:
        rule = self.place.rule
        return rule is None or rule.lines is None or sum([span.lines for span in spans]) <= rule.lines

    def spans(self, number: int) -> list[Span] | None:
        """What each paragraph takes at a step; None where a word is wider than its line."""
        levels = self.place.levels(number, self.deepest)
        spans: list[Span] = []
        counted, width = self._counted, self.place.box.width
        for at, (paragraph, prepared) in enumerate(zip(self.paragraphs, self._prepared, strict=True)):
            level = levels[paragraph.level]
            key = (at, level.size, level.left)
            lines = counted.get(key)
            if lines is None:
                lines = counted[key] = line_count(prepared, level, width)
            if not lines:
                return None
            spans.append(Span(lines, level.line, level.before + paragraph.gap, level.after))
        return spans

    def set_at(self, number: int) -> Text:
        """The text with what the step sets."""
        gaps = frozenset(paragraph.level for paragraph in self.paragraphs if paragraph.gap)
        levels = self.place.box.changes(self.place.steps[number], self.deepest, gaps)
        return self.text if levels == self.text.levels else replace(self.text, levels=levels)


def fits(spans: Sequence[Span], box: Box) -> bool:
    """Whether paragraphs go into a box, in its columns."""
    if box.columns == 1:
        return height(spans) <= box.height + TINY
    tall = max((span.line for span in spans), default=0.0) > box.height + TINY
    return not tall and columns_taken(spans, box.height) <= box.columns


def parted(text: Text, place: Place) -> tuple[list[Fitter], int] | None:
    """The text split over the fewest slides, a part each, and the step for all of them.

    A group that fits on a slide is not split, one that does not is split between its paragraphs. The step is the first at
    which the fewest slides do. None where a single paragraph is too long.
    """
    box = place.box
    fitter = Fitter(text, place)
    smallest = fitter.spans(place.last)
    if smallest is None:
        return None
    units = units_of(text, smallest, box)
    fewest = _partition(units, smallest, box).slides
    if fewest is None:
        return None
    for number in range(len(place.steps)):
        spans = fitter.spans(number)
        partition = _partition(units, spans, box) if spans else None
        if spans and partition and partition.slides == fewest:
            ends = partition.ends(_height(units, spans))
            parts = [_part(text, units[first:end]) for first, end in zip([0, *ends], ends, strict=False)]
            return [Fitter(part, place) for part in parts], number
    return None


def _height(units: Sequence[Unit], spans: Sequence[Span]) -> Height:
    """Heights of units on a slide, from running sums."""
    above = list(accumulate([span.before + span.height for span in spans], initial=0.0))

    def height_of(first: int, end: int) -> float:
        start = units[first].first
        return above[units[end - 1].end] - above[start] - spans[start].before

    return height_of


def _partition(units: Sequence[Unit], spans: Sequence[Span], box: Box) -> Partition:
    if box.columns == 1:
        height_of = _height(units, spans)
        return Partition(len(units), lambda first, end: height_of(first, end) <= box.height + TINY)
    return Partition(len(units), lambda first, end: fits(spans[units[first].first : units[end - 1].end], box))


def units_of(text: Text, spans: Sequence[Span], box: Box) -> list[Unit]:
    """A group that fits on a slide as one unit; of one that does not each paragraph, a point with its first sub-point."""
    units: list[Unit] = []
    first = 0
    for number, group in enumerate(text.groups):
        end = first + len(group)
        if fits(spans[first:end], box):
            if group:
                units.append(Unit(number, first, end))
        else:
            units += _paragraphs(number, group, first, spans, box)
        first = end
    return units


def _paragraphs(number: int, group: Group, first: int, spans: Sequence[Span], box: Box) -> list[Unit]:
    units: list[Unit] = []
    at = 0
    while at < len(group):
        pair = at + 1 < len(group) and group[at + 1].level > group[at].level
        end = at + 2 if pair and fits(spans[first + at : first + at + 2], box) else at + 1
        units.append(Unit(number, first + at, first + end))
        at = end
    return units


def _part(text: Text, units: Sequence[Unit]) -> Text:
    """The groups of some units; the first paragraph of a slide has no space before it."""
    paragraphs = text.paragraphs
    groups: list[list[Paragraph]] = []
    last = -1
    for unit in units:
        if unit.group != last:
            groups.append([])
            last = unit.group
        groups[-1] += paragraphs[unit.first : unit.end]
    if groups[0][0].gap:
        groups[0][0] = replace(groups[0][0], gap=0.0)
    return replace(text, groups=tuple(map(tuple, groups)))


def excess(text: Text, place: Place) -> tuple[int, str]:
    """At the smallest step: by how many lines the text is too long, and the word that is wider than its line ("" for none).

    For a text that may be split, the excess is that of its longest paragraph over a whole slide.
    """
    box, rule, paragraphs = place.box, place.rule, text.paragraphs
    levels = place.levels(place.last, max((paragraph.level for paragraph in paragraphs), default=0))
    measured = measure(paragraphs, levels, box.width)
    if place.splits:
        return max((over((span,), box) for span in measured.spans), default=0), measured.too_wide
    lines = over(measured.spans, box)
    if rule is not None and rule.lines is not None:
        lines = max(lines, sum(measured.lines) - rule.lines)
    return lines, measured.too_wide


def over(spans: Sequence[Span], box: Box) -> int:
    """How many lines stand below the box, its last column where it has several."""
    if not spans or fits(spans, box):
        return 0
    below, column, y = 0, 1, 0.0
    for number, span in enumerate(spans):
        y += span.before if number else 0.0
        for _ in range(span.lines):
            if y + span.line > box.height + TINY and column < box.columns:
                column, y = column + 1, 0.0
            y += span.line
            below += y > box.height + TINY
        y += span.after
    return max(below, 1)


def length_that_fits(text: Text, place: Place) -> int:
    """How many of a text's characters, from its first, fit at the smallest step."""
    whole = text.plain
    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        fits = Fitter(_cut(text, whole[:middle]), place).fits_at(place.last)
        low, high = (middle, high) if fits else (low, middle - 1)
    return low


def _cut(text: Text, plain: str) -> Text:
    """The text's beginning, in the looks of its first run."""
    paragraph = text.paragraphs[0]
    run = replace(paragraph.runs[0], text=plain.rstrip()) if paragraph.runs else None
    return Text(((replace(paragraph, runs=(run,) if run else ()),),))


def word_that_fits(word: str, text: Text, place: Place) -> int:
    """How many of a word's characters fit on a line at the smallest step."""
    paragraph = next((each for each in text.paragraphs if word in each.text), text.paragraphs[0])
    level = place.levels(place.last, paragraph.level)[paragraph.level]
    run = max(paragraph.runs, key=lambda run: run.bold)
    for count in range(len(word), 1, -1):
        shorter = replace(paragraph, runs=(replace(run, text=word[:count]),))
        if line_count(prepare(shorter, level), level, place.box.width):
            return count
    return 1
