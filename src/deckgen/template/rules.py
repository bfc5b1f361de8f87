"""A role's rule for one of its texts → the steps by which the text may be set smaller, and those at which it is split."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from deckgen.model import LevelFormat

LEVELS = 9  # that a text can have
SMALLEST = 16.0  # points: the least that a level beyond a rule's list comes to

Sizes: TypeAlias = tuple[tuple[float, ...], ...]  # a step each, points level by level
Step: TypeAlias = tuple[LevelFormat, ...]  # what a text sets at one step, level by level, nine


@dataclass(frozen=True, slots=True)
class FitRule:
    """How a text in a role's place may be made to fit.

    ``sizes`` are steps of sizes level by level, ``before`` the spacings to try at each of them, from wide to tight;
    ``levels`` what every step sets besides. ``lines`` is the most lines allowed; with ``grow``, those that the
    box has no room for take it from the chart or table above. With ``split``, what fits at no step is
    split over slides, at ``split_sizes`` and ``split_before`` where they are given; ``split_left`` is then the hang and
    the tab (EMU) of the levels that have a tab.
    """

    place: str
    sizes: Sizes = ()
    before: Sizes = ()
    levels: tuple[LevelFormat, ...] = ()
    lines: int | None = None
    grow: bool = False
    split: bool = False
    split_sizes: Sizes = ()
    split_before: Sizes = ()
    split_left: int | None = None

    def steps(self) -> tuple[Step, ...]:
        """For each size the spacings from wide to tight, then the next size. A level beyond the list is 2 pt smaller
        than the one above it, but not under 16; a spacing beyond the list is as the last.
        """
        return _steps(self.sizes, self.before, self.levels)

    def split_steps(self) -> tuple[Step, ...]:
        """The steps at which a text is split: those of ``split_sizes``, else ``steps()``."""
        if not self.split_sizes:
            return self.steps()
        return _steps(self.split_sizes, self.split_before or self.before, _moved(self.levels, self.split_left))


@lru_cache(maxsize=1024)
def _steps(sizes: Sizes, before: Sizes, levels: tuple[LevelFormat, ...]) -> tuple[Step, ...]:
    base = levels + (LevelFormat(),) * (LEVELS - len(levels))
    return tuple(_step(base, step, spacing) for step in sizes or ((),) for spacing in before or ((),))


def _step(base: tuple[LevelFormat, ...], sizes: tuple[float, ...], before: tuple[float, ...]) -> Step:
    every_size = list(sizes)
    while sizes and len(every_size) < LEVELS:
        above = every_size[-1]
        every_size.append(max(above - 2, min(above, SMALLEST)))
    step: list[LevelFormat] = []
    for level, given in enumerate(base):
        size = every_size[level] if sizes else given.size
        space = before[min(level, len(before) - 1)] if before else given.before
        step.append(replace(given, size=size, before=space))
    return tuple(step)


def _moved(levels: tuple[LevelFormat, ...], left: int | None) -> tuple[LevelFormat, ...]:
    if left is None:
        return levels
    return tuple(level if level.tab is None else replace(level, left=left, indent=-left, tab=left) for level in levels)
