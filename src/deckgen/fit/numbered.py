"""A numbered list → room for its numbers to the left of its text, and lists that go on counting where a slide was split.

A list is numbered on its outermost level. A paragraph without a number that stands by itself ends it; one that belongs to a
point, or stands on a deeper level, does not.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from deckgen.fit.box import Box
from deckgen.fit.measure import POINT, Level, text_width
from deckgen.model import LevelFormat, Paragraph, Text
from deckgen.template.rules import Step

GAP = 0.3  # of the size: between a number and its text
MODULE = 36_000  # EMU: the text moves by whole steps of the grid


def numbers(text: Text) -> list[int]:
    """For each paragraph its number, 0 for one without."""
    found: list[int] = []
    count = 0
    for group in text.groups:
        if group and group[0].level == 0 and group[0].bullet != "number":
            count = 0
        for paragraph in group:
            count += paragraph.bullet == "number"
            found.append(count if paragraph.bullet == "number" else 0)
    return found


def hung(steps: tuple[Step, ...], box: Box, widest: int) -> tuple[Step, ...]:
    """The steps with all levels moved in as far as numbers up to ``widest`` need."""
    return tuple(_hung(step, box, widest) for step in steps)


def _hung(step: Step, box: Box, widest: int) -> Step:
    first = box.level(step, 0)
    plain = Level(first.font, first.size, first.line)
    need = (text_width("0" * len(str(widest)) + ".", plain) + GAP * first.size) * POINT
    left, indent = round(first.left * POINT), round(first.indent * POINT)
    more = max(ceil((need + indent) / MODULE) * MODULE, 0)
    if not more:
        return step
    moved: list[LevelFormat] = []
    for at, level in enumerate(step):
        own = box.styles[at].left if level.left is None else level.left
        moved.append(replace(level, left=own + more))
    moved[0] = replace(step[0], left=left + more, indent=indent - more)
    return tuple(moved)


def going_on(parts: Sequence[Text], counted: Sequence[int]) -> list[Text]:
    """The parts of a text, each list in them beginning where it does in the whole. ``counted`` are the whole's numbers."""
    left = iter(counted)
    return [_begun(part, [next(left) for _ in part.paragraphs]) for part in parts]


def _begun(part: Text, counted: Sequence[int]) -> Text:
    left = iter(counted)
    start = 0  # of the list that goes on; 0 where none does
    groups: list[tuple[Paragraph, ...]] = []
    for group in part.groups:
        paragraphs: list[Paragraph] = []
        for paragraph in group:
            number = next(left)
            if number:
                start = start or number
                paragraphs.append(replace(paragraph, start=start))
            else:
                start = start if paragraph.level else 0  # PowerPoint begins anew after a paragraph of the same level
                paragraphs.append(paragraph)
        groups.append(tuple(paragraphs))
    return replace(part, groups=tuple(groups))
