"""A spec, its data and its template → an unsplit ``Deck``: every hole filled, nothing measured yet.

All errors of all slides come at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from deckgen.compose.brief import Brief, Group, brief_of, groups_of
from deckgen.compose.datasets import Datasets
from deckgen.compose.identity import deck_identity
from deckgen.compose.slides import NO_SYMBOL, Setting, slides_of
from deckgen.errors import DeckgenError, Problem, Problems, fail
from deckgen.model import Deck, Input, Picture, Properties, Slide
from deckgen.spec import Repeat, SlideSpec

__all__ = ["Brief", "Composition", "Group", "brief_of", "compose", "groups_of"]


@dataclass(frozen=True)
class Composition:
    """A deck before it is fitted, and the datasets as it used them."""

    deck: Deck
    datasets: Datasets


def compose(brief: Brief, group: Group, problems: Problems) -> Composition:
    """The deck of one group. Raises DeckgenError with the errors of all its slides; warnings go to ``problems``."""
    spec = brief.spec
    names = brief.names(group)
    datasets = brief.datasets_for(group)
    symbol = spec.fields.symbol
    found = Problems()
    setting = Setting(
        template=brief.template,
        project=spec.project,
        library=brief.library,
        datasets=datasets,
        language=brief.language,
        names=names,
        problems=found,
        numbers=spec.fields.numbers,
        footer=spec.fields.footer,
        symbol=symbol.text if symbol else NO_SYMBOL,
        symbol_mark=symbol.mark if symbol else spec.fields.mark,
        group=group.names,
        one_per=spec.fields.decks.one_per.text if spec.fields.decks else "",
        common=brief.common,
    )
    slides = tuple(_slides(spec.slides, setting))
    for name in sorted(group.preliminary & spec.hole_names):
        found.warning("name-preliminary", spec.fields.marks["slides"], name=name, group=group.key)
    problems.found += found.warnings
    if errors := dict.fromkeys(found.errors):  # a footer's, for instance, are the same on each slide
        raise DeckgenError(sorted(errors, key=_place))
    if not slides:
        fail("no-slides-left", spec.fields.marks["slides"])
    inputs = (Input("spec", "spec", spec.file, spec.fingerprint), *datasets.inputs(), *_pictures(slides))
    identity = deck_identity(spec.file, group.key)
    deck = Deck(identity, brief.template.name, brief.language, _properties(brief, group), slides, inputs)
    return Composition(deck, datasets)


def _slides(items: tuple[SlideSpec | Repeat, ...], setting: Setting) -> Iterator[Slide]:
    for item in items:
        if isinstance(item, Repeat):
            for group in item.groups:
                values = {name: source.text for name, source in group.items()}
                inside = replace(setting, group={**setting.group, **values}, repeated={**setting.repeated, **values})
                yield from _slides(item.slides, inside)
            continue
        try:
            yield from slides_of(item, setting)
        except DeckgenError as error:
            setting.problems.found += [
                problem if problem.mark else replace(problem, mark=item.mark) for problem in error.problems
            ]


def _place(problem: Problem) -> tuple[int, int]:
    return (problem.mark.line, problem.mark.column) if problem.mark else (0, 0)


def _pictures(slides: tuple[Slide, ...]) -> tuple[Input, ...]:
    media = [shape.content.media for slide in slides for shape in slide.shapes if isinstance(shape.content, Picture)]
    return tuple(Input("picture", file, file, digest) for file, digest in sorted({(m.file, m.digest) for m in media if m.file}))


def _properties(brief: Brief, group: Group) -> Properties:
    fields = brief.spec.fields
    author = fields.author or brief.spec.settings.author
    author, subject, keywords = (field.text if field else "" for field in (author, fields.subject, fields.keywords))
    return Properties(brief.plain(fields.title, brief.said_of(group)), author, subject, keywords)
