"""A shape, its placeholder and the theme's faces → the box that its text must fit: what fit takes from a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Protocol, TypeAlias

from deckgen.fit.measure import POINT, Level
from deckgen.model import Frame, Language, LevelFormat, Shape, Slide, Text
from deckgen.powerpoint.view import Insets, LevelStyle, PlaceholderView, Theme
from deckgen.template.rules import LEVELS, FitRule, Step

PLAIN = LevelFormat()
INHERITED: Step = (PLAIN,) * LEVELS
MOST_PLACES = 1_000  # kept; text boxes where a spec wants them have no end


class TableSizes(Protocol):
    """Sizes for a table's text, and the height (EMU) of a row of the first."""

    @property
    def sizes(self) -> tuple[float, ...]: ...
    @property
    def row(self) -> int: ...


class Fitting(Protocol):
    """What fit needs of a template."""

    @property
    def name(self) -> str: ...
    @property
    def table(self) -> TableSizes: ...
    def rule(self, role: str, name: str) -> FitRule | None: ...
    def placeholder(self, layout_part: str, idx: int) -> PlaceholderView: ...
    def theme(self, language: Language) -> Theme: ...


@dataclass(frozen=True, slots=True)
class Box:
    """The inside of a text box. ``width`` is one column's, in points; ``major`` and ``minor`` are the theme's faces."""

    width: float
    height: float
    columns: int
    styles: tuple[LevelStyle, ...]
    major: str
    minor: str

    def level(self, step: Step, at: int) -> Level:
        """How level ``at`` is set at a step."""
        return Level.of(self.styles[at], step[at], self.major, self.minor)

    def changes(self, step: Step, deepest: int, gaps: frozenset[int]) -> tuple[LevelFormat, ...]:
        """What the step sets that the placeholder does not have already; () for nothing.

        A level in ``gaps`` has paragraphs with more space before them: what is set there names the space to add to.
        """
        found = tuple(self._change(step[at], self.styles[at], at in gaps) for at in range(deepest + 1))
        return () if all(level == PLAIN for level in found) else found

    def _change(self, given: LevelFormat, style: LevelStyle, gap: bool) -> LevelFormat:
        before = style.before if given.before is None else given.before
        face = self.major if given.font == "major" else self.minor
        return LevelFormat(
            size=None if given.size == style.size else given.size,
            before=before if gap or before != style.before else None,
            line=None if given.line == style.line and style.exact is None else given.line,
            font=None if face == style.font else given.font,
            color=given.color,
            bold=None if given.bold == style.bold else given.bold,
            left=None if given.left == style.left else given.left,
            indent=given.indent,
            tab=given.tab,
            bullet=given.bullet,
        )


class Place:
    """A box with the steps that a text may take in it; ``split`` says that they are those for a text split over slides.

    ``own`` is what a text without a rule sets for itself.
    """

    def __init__(self, box: Box, rule: FitRule | None = None, *, split: bool = False, own: Step = ()) -> None:
        self.box, self.rule = box, rule
        self.steps: tuple[Step, ...] = ((*own, *INHERITED[len(own) :]),)
        if rule is not None:
            self.steps = rule.split_steps() if split else rule.steps()
        self._levels: list[list[Level]] = [[] for _ in self.steps]

    def stepping(self, steps: tuple[Step, ...]) -> "Place":
        """The same with other steps."""
        other = Place(self.box, self.rule)
        other.steps, other._levels = steps, [[] for _ in steps]
        return other

    @property
    def last(self) -> int:
        """The number of the smallest step."""
        return len(self.steps) - 1

    @property
    def splits(self) -> bool:
        """Whether what fits at no step is split."""
        return self.rule is not None and self.rule.split

    def levels(self, number: int, deepest: int) -> list[Level]:
        """How the levels down to ``deepest``, at least, are set at a step."""
        levels = self._levels[number]
        while len(levels) <= deepest:
            levels.append(self.box.level(self.steps[number], len(levels)))
        return levels

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """Which of the rule's sizes each step has, counted from the largest."""
        sizes = [[level.size for level in step] for step in self.steps]
        return tuple(accumulate((one != other for one, other in pairwise(sizes)), initial=0))


class Places:
    """The places of a template's layouts, kept from deck to deck: there are few, and many texts that ask for them."""

    def __init__(self, template: Fitting) -> None:
        self._template = template
        self._known: dict[Key, Place] = {}

    def __reduce__(self) -> tuple[type["Places"], tuple[Fitting]]:
        return Places, (self._template,)  # each process comes to know its own

    def of(self, shape: Shape, slide: Slide, *, split: bool = False) -> Place:
        """Where a text shape stands; ``split``: with the steps of a text that is split over slides."""
        idx = shape.placeholder.idx if shape.placeholder else None
        own = shape.content.levels if isinstance(shape.content, Text) else ()
        key = (slide.layout, idx, shape.frame, slide.role, shape.fit, slide.language, split, own)
        place = self._known.get(key)
        if place is None:
            rule = self._template.rule(slide.role, shape.fit) if shape.fit else None
            place = Place(box_of(shape, slide, self._template), rule, split=split, own=own)
            if len(self._known) < MOST_PLACES:
                self._known[key] = place
        return place


Key: TypeAlias = tuple[str, int | None, Frame | None, str, str, Language, bool, tuple[LevelFormat, ...]]


def box_of(shape: Shape, slide: Slide, template: Fitting) -> Box:
    """The box of a text shape: its placeholder's as inherited, in the shape's own frame where it has one."""
    theme = template.theme(slide.language)
    if shape.placeholder is None:
        if shape.frame is None:
            raise ValueError(f'the shape "{shape.identity}" stands nowhere: neither placeholder nor frame')
        return box((0, 0, 0, 0), shape.frame, plain_levels(theme), theme)
    place = template.placeholder(slide.layout, shape.placeholder.idx)
    return box(place.insets, shape.frame or place.frame, place.levels, theme, place.columns, place.column_gap)


def box(insets: Insets, frame: Frame, styles: Sequence[LevelStyle], theme: Theme, columns: int = 1, column_gap: int = 0) -> Box:
    """A box from lengths in EMU."""
    left, top, right, bottom = insets
    columns = max(columns, 1)
    width = (frame.width - left - right - column_gap * (columns - 1)) / columns
    return Box(width / POINT, (frame.height - top - bottom) / POINT, columns, tuple(styles), theme.major, theme.minor)


def plain_levels(theme: Theme) -> tuple[LevelStyle, ...]:
    """How text looks in a box that is no placeholder: PowerPoint's own 18 points in the minor face."""
    style = LevelStyle(18.0, theme.minor, False, theme.color("dk1"), 0, 0, 0.0, 0.0, 100.0, "")
    return (style,) * LEVELS


def frame_in(shape: Shape, slide: Slide, template: Fitting) -> Frame:
    """A chart's or table's frame: its own, else its placeholder's."""
    if shape.frame is not None:
        return shape.frame
    if shape.placeholder is None:
        raise ValueError(f'the shape "{shape.identity}" stands nowhere: neither placeholder nor frame')
    return template.placeholder(slide.layout, shape.placeholder.idx).frame
