"""A slide → the slides it becomes: each text at the step where it fits, what does not fit anywhere split or complained of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckgen.errors import Problems
from deckgen.fit.box import Fitting, Place, Places, frame_in
from deckgen.fit.chart import fit_chart
from deckgen.fit.growing import grown
from deckgen.fit.metrics import is_measured
from deckgen.fit.numbered import going_on, hung, numbers
from deckgen.fit.table import fit_table
from deckgen.fit.text import Fitter, excess, length_that_fits, parted, word_that_fits
from deckgen.model import Chart, Frame, Paragraph, Picture, Run, Shape, Slide, Table, Text
from deckgen.powerpoint.view import TITLES, Theme


@dataclass(slots=True)
class Setting:
    """A shape's text with the step chosen for it so far."""

    fitter: Fitter
    step: int
    levelled: bool = False  # whether it shares its step with the slides around it

    @property
    def rank(self) -> int:
        """Which of the sizes its step has."""
        return self.fitter.place.ranks[self.step]


@dataclass(slots=True)
class Planned:
    """A slide whose texts are settled but not yet set. ``settings`` go by the number of the shape."""

    slide: Slide
    settings: dict[int, Setting]

    def finished(self) -> Slide:
        """The slide with the chosen sizes; the same object where nothing is set."""
        shapes = list(self.slide.shapes)
        changed = False
        for number, setting in self.settings.items():
            text = setting.fitter.set_at(setting.step)
            if text is not shapes[number].content:
                shapes[number] = replace(shapes[number], content=text)
                changed = True
        return replace(self.slide, shapes=tuple(shapes)) if changed else self.slide


Part = Setting | Table | Chart | Picture


class Planner:
    """Plans a deck's slides for one template; what is wrong goes to ``problems``."""

    def __init__(self, template: Fitting, problems: Problems, places: Places) -> None:
        self.template, self.problems, self.places = template, problems, places
        self._unmeasured: set[str] = set()

    def plan(self, slide: Slide) -> list[Planned]:
        """The slides that a slide becomes. Its parts carry "(2/3)" in their titles and "#2" in their identities."""
        slide = grown(slide, self.template, self.places)
        parts = [None if is_title(shape) else self._parts(shape, slide) for shape in slide.shapes]
        count = max((len(each) for each in parts if each), default=1)
        for number, shape in enumerate(slide.shapes):
            if is_title(shape):
                parts[number] = [*self._titles(shape, slide, count)]
        return [self._part(slide, at, parts) for at in range(count)]

    def _part(self, slide: Slide, at: int, parts: Sequence[list[Part] | None]) -> Planned:
        shapes: list[Shape] = []
        settings: dict[int, Setting] = {}
        for number, shape in enumerate(slide.shapes):
            several = parts[number]
            if several is None:
                shapes.append(shape)
                continue
            if at >= len(several) > 1:
                continue  # split over fewer slides than its neighbour
            part = several[at] if len(several) > 1 else several[0]
            if isinstance(part, Setting):
                settings[len(shapes)] = part
                part = part.fitter.text
            shapes.append(shape if part is shape.content else replace(shape, content=part))
        if at:
            identity = f"{slide.identity}#{at + 1}"
            return Planned(replace(slide, identity=identity, shapes=tuple(shapes), notes=None, section=""), settings)
        same = len(shapes) == len(slide.shapes) and all(map(_is, shapes, slide.shapes))
        return Planned(slide if same else replace(slide, shapes=tuple(shapes)), settings)

    def _parts(self, shape: Shape, slide: Slide) -> list[Part] | None:
        """What becomes of a shape's content; None where it stays as it is."""
        content = shape.content
        if isinstance(content, Text):
            return [*self._texts(shape, content, slide)]
        if isinstance(content, Table):
            frame, theme = frame_in(shape, slide, self.template), self.template.theme(slide.language)
            self._see(theme.minor, shape)
            return [*fit_table(content, frame, theme.minor, self.template.table, self.problems, shape.mark)]
        if isinstance(content, Chart):
            frame, theme = frame_in(shape, slide, self.template), self.template.theme(slide.language)
            self._see(theme.minor, shape)
            chart = fit_chart(content, frame, theme.minor, self.problems, shape.mark)
            return [_drawn(chart, frame, theme) if chart.as_picture else chart]
        return None

    def _texts(self, shape: Shape, text: Text, slide: Slide) -> list[Setting]:
        counted = numbers(text)
        place, split = self._place(shape, slide), self._place(shape, slide, split=True)
        if any(counted):
            place, split = (each.stepping(hung(each.steps, each.box, max(counted))) for each in (place, split))
            text = going_on((text,), counted)[0]
        fitter = Fitter(text, place)
        step = fitter.chosen()
        if step is not None:
            return [Setting(fitter, step, place.splits)]
        if shorter := self._shorter(shape, place):
            return [shorter]
        if place.splits:
            found = parted(text, split) or parted(text, place)
            if found:
                parts, step = found
                if any(counted):
                    texts = going_on([part.text for part in parts], counted)
                    parts = [Fitter(part, parts[0].place) for part in texts]
                return [Setting(part, step, levelled=True) for part in parts]
        self._refuse(shape, text, place)
        return [Setting(fitter, place.last)]

    def _shorter(self, shape: Shape, place: Place) -> Setting | None:
        """What the shape may say instead of what does not fit. The shortest says less, which is told."""
        for number, text in enumerate(shape.shorter, 1):
            fitter = Fitter(text, place)
            step = fitter.chosen()
            if step is not None:
                if number == len(shape.shorter):
                    self.problems.warning("line-shortened", shape.mark, text=shortened(text.plain))
                return Setting(fitter, step)
        return None

    def _titles(self, shape: Shape, slide: Slide, count: int) -> list[Setting]:
        """The titles of a slide's parts, all at the step of the one that needs the smallest."""
        assert isinstance(shape.content, Text)
        texts = [shape.content] if count == 1 else [numbered(shape.content, at, count, slide) for at in range(1, count + 1)]
        place = self._place(shape, slide)
        fitters = [Fitter(text, place) for text in texts]
        if is_hidden(shape):
            return [Setting(fitter, 0) for fitter in fitters]
        steps = [fitter.chosen() for fitter in fitters]
        if None in steps:
            self._refuse(shape, texts[steps.index(None)], place)
        smallest = max([place.last if step is None else step for step in steps])
        return [Setting(fitter, smallest) for fitter in fitters]

    def _place(self, shape: Shape, slide: Slide, *, split: bool = False) -> Place:
        place = self.places.of(shape, slide, split=split)
        for level in place.levels(0, 1):
            self._see(level.font, shape)
        return place

    def _see(self, font: str, shape: Shape) -> None:
        """Say once a deck that a font's widths are not known."""
        if not is_measured(font) and font not in self._unmeasured:
            self._unmeasured.add(font)
            self.problems.warning("font-not-measured", shape.mark, font=font, template=self.template.name)

    def _refuse(self, shape: Shape, text: Text, place: Place) -> None:
        """An error that says what is too long, by how much, and what would fit."""
        lines, word = excess(text, place)
        shown = shortened(text.plain)
        if word:
            length = word_that_fits(word, text, place)
            self.problems.error("word-too-wide", shape.mark, word=shortened(word), length=len(word), fits=length)
        elif is_title(shape) or (place.rule is not None and place.rule.lines is not None):
            length = length_that_fits(text, place)
            what = {"heading": "heading", "source": "source line", "note": "note"}.get(shape.identity, "title")
            self.problems.error("title-too-long", shape.mark, what=what, title=shown, length=len(text.plain), fits=length)
        else:
            over = "1 line" if lines == 1 else f"{lines} lines"
            self.problems.error("text-does-not-fit", shape.mark, text=shown, over=over, lines=lines)


def _drawn(chart: Chart, frame: Frame, theme: Theme) -> Picture:
    from deckgen.plot import draw

    return Picture(draw(chart, frame, theme).media, chart=chart)


def _is(one: object, other: object) -> bool:
    return one is other


def is_title(shape: Shape) -> bool:
    """Whether a shape is its slide's title."""
    return isinstance(shape.content, Text) and shape.placeholder is not None and shape.placeholder.type in TITLES


def is_hidden(shape: Shape) -> bool:
    """Whether a shape stands off the slide: read aloud, not seen."""
    frame = shape.frame
    return frame is not None and (frame.x + frame.width <= 0 or frame.y + frame.height <= 0)


def numbered(title: Text, number: int, count: int, slide: Slide) -> Text:
    """The title of one of several slides, with "(2/3)" after it."""
    suffix = Run(f" ({number}/{count})", slide.language)
    *above, group = [group for group in title.groups if group] or [(Paragraph(()),)]
    *before, last = group
    return replace(title, groups=(*above, (*before, replace(last, runs=(*last.runs, suffix)))))


def shortened(text: str, most: int = 60) -> str:
    """A text's beginning, for a message."""
    line = text.replace("\n", " ")
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def level_runs(planned: Sequence[Planned]) -> None:
    """Give slides of one role that follow each other the same sizes, where that costs none of them more than one step."""
    start = 0
    for end in range(1, len(planned) + 1):
        if end == len(planned) or planned[end].slide.role != planned[start].slide.role:
            _level_run(planned[start:end])
            start = end


def _level_run(planned: Sequence[Planned]) -> None:
    for name in sorted({shape.fit for plan in planned for shape in plan.slide.shapes if shape.fit}):
        settings = [
            setting
            for plan in planned
            for number, setting in plan.settings.items()
            if plan.slide.shapes[number].fit == name and setting.levelled
        ]
        _share(settings)


def _share(settings: Sequence[Setting]) -> None:
    """Stretches whose sizes differ by one step at most take the smaller."""
    stretch: list[Setting] = []
    for setting in settings:
        ranks = [each.rank for each in (*stretch, setting)]
        if stretch and (max(ranks) - min(ranks) > 1 or setting.fitter.place.steps != stretch[0].fitter.place.steps):
            _settle(stretch)
            stretch = []
        stretch.append(setting)
    _settle(stretch)


def _settle(stretch: Sequence[Setting]) -> None:
    rank = max([setting.rank for setting in stretch], default=0)
    for setting in stretch:
        if setting.rank != rank:
            ranks = setting.fitter.place.ranks
            possible = (at for at in range(setting.step, len(ranks)) if ranks[at] == rank and setting.fitter.fits_at(at))
            setting.step = next(possible, setting.step)
