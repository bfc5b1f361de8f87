"""A spec, its data and its template → an unsplit ``Deck``: every hole filled, nothing measured yet.

All errors of all slides come at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from deckgen.compose.datasets import Datasets
from deckgen.compose.identity import deck_identity
from deckgen.compose.slides import NO_SYMBOL, Setting, slides_of
from deckgen.errors import DeckgenError, Problems, fail
from deckgen.fields import Localized
from deckgen.model import Deck, Input, Language, Properties, Slide
from deckgen.spec import Repeat, SlideSpec, Spec
from deckgen.template import Template
from deckgen.text import Datum, Scope, parse_inline

__all__ = ["compose"]


def compose(spec: Spec, template: Template, sets: Mapping[str, str], problems: Problems) -> Deck:
    """The deck that the spec asks for. ``sets`` change values that the spec declares. Raises DeckgenError."""
    values = _values(spec, sets)
    language = spec.fields.language
    title = _line(spec.fields.title, values, language)
    deck: dict[str, Datum] = {"title": title, "author": _author(spec)}
    datasets = Datasets(spec.fields.data, spec.project, problems)
    symbol = spec.fields.symbol
    setting = Setting(
        template=template,
        project=spec.project,
        datasets=datasets,
        language=language,
        names={**values, "deck": deck},
        problems=problems,
        footer=spec.fields.footer,
        symbol=symbol.text if symbol else NO_SYMBOL,
        symbol_mark=symbol.mark if symbol else spec.fields.mark,
    )
    found = Problems()
    slides = tuple(_slides(spec.slides, setting, found))
    datasets.warn_unused(spec.slides)
    found.raise_errors()
    if not slides:
        fail("no-slides", spec.fields.mark)
    inputs = (Input("spec", "spec", spec.file, spec.fingerprint), *datasets.inputs())
    return Deck(deck_identity(spec.file, {}), template.name, language, _properties(spec, title), slides, inputs)


def _slides(items: tuple[SlideSpec | Repeat, ...], setting: Setting, found: Problems) -> Iterator[Slide]:
    for item in items:
        if isinstance(item, Repeat):
            for group in item.groups:
                values = {name: source.text for name, source in group.items()}
                yield from _slides(item.slides, replace(setting, group={**setting.group, **values}), found)
            continue
        try:
            yield from slides_of(item, setting)
        except DeckgenError as error:
            found.extend(error)


def _values(spec: Spec, sets: Mapping[str, str]) -> dict[str, Datum]:
    declared = spec.fields.values
    for name in sets:
        if name not in declared:
            from difflib import get_close_matches

            nearest = next(iter(get_close_matches(name, declared, 1)), "")
            fail("set-undeclared", spec.fields.mark, name=name, nearest=nearest, possible=tuple(declared) or ("none",))
    return {name: sets.get(name, source.text) for name, source in declared.items()}


def _line(text: Localized, names: Mapping[str, Datum], language: Language) -> str:
    source = text.get(language)
    return "".join(run.text for run in parse_inline(source.text, source.mark).render(Scope(names, language)))


def _author(spec: Spec) -> str:
    author = spec.fields.author or spec.settings.author
    return author.text if author else ""


def _properties(spec: Spec, title: str) -> Properties:
    subject, keywords = (field.text if field else "" for field in (spec.fields.subject, spec.fields.keywords))
    return Properties(title, _author(spec), subject, keywords)
