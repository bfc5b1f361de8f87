"""What all decks of a spec have in common, decided once; and the groups that each get a deck."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan

from deckgen.compose.asking import Asker
from deckgen.compose.datasets import Datasets
from deckgen.compose.slides import Common
from deckgen.data import Dataset, group, texts
from deckgen.errors import Mark, Problems, closest, fail
from deckgen.fields import Localized, Source
from deckgen.model import PRELIMINARY, Language, Value
from deckgen.pictures import Library
from deckgen.spec import Spec
from deckgen.template import Template
from deckgen.text import Datum, Scope, fill, parse_inline


@dataclass(frozen=True)
class Group:
    """What a deck is about: the value of the column that groups are made by, and what else is the same in all its rows.

    ``missing`` are those of its names that stand for numbers which are not there, ``preliminary`` for numbers that are not
    final. The one group of a spec without ``decks:``
    has none of it.
    """

    key: str = ""
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    missing: Mapping[str, Value] = field(default_factory=dict[str, Value])
    preliminary: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Brief:
    """Spec, template and data, read and found to be in order. ``values`` are what the spec and the command line set."""

    spec: Spec
    template: Template
    language: Language
    values: Mapping[str, Datum]
    datasets: Datasets
    library: Library
    common: Common | None = None  # slides that all decks of a batch share

    def names(self, group: Group) -> dict[str, Datum]:
        """What holes can name in every text of the group's deck."""
        named = self.said_of(group)
        title = self.plain(self.spec.fields.title, named)
        author = self.spec.fields.author or self.spec.settings.author
        return {**named, "deck": {"title": title, "author": author.text if author else ""}}

    def said_of(self, group: Group) -> dict[str, Datum]:
        """The spec's values, and what is the same all over the group: in the deck's language, where its columns have labels."""
        decks = self.spec.fields.decks
        words = self.datasets.words(decks.from_, group.names, self.language) if decks else {}
        return {**self.values, **group.names, **group.missing, **words}

    def datasets_for(self, group: Group) -> Datasets:
        """The datasets for one deck, which uses of the group's rows what the spec's holes name."""
        datasets = self.datasets.for_deck()
        decks = self.spec.fields.decks
        if decks:
            named = self.spec.hole_names & group.names.keys()
            datasets.note(decks.from_, {decks.one_per.text: group.key}, named)
            datasets.note_words(decks.from_, {column: group.names[column] for column in named}, self.language)
        return datasets

    def plain(self, text: Localized, names: Mapping[str, Datum]) -> str:
        """A line of the spec's head, its holes filled."""
        source = text.get(self.language)
        return "".join(run.text for run in parse_inline(source.text, source.mark).render(Scope(names, self.language)))

    def filled(self, source: Source, names: Mapping[str, Datum]) -> str:
        """A text that is no prose, its holes filled."""
        return fill(source.text, source.mark, Scope(names, self.language))


def brief_of(
    spec: Spec,
    template: Template,
    sets: Mapping[str, str],
    language: Language | None,
    problems: Problems,
    *,
    refresh_data: bool = False,
) -> Brief:
    """``refresh_data``: what was fetched from statistics banks is fetched again.

    Raises DeckgenError for ``sets`` that change what the spec does not declare, and for a language without a master.
    """
    declared = spec.fields.values
    for name in sets:
        if name not in declared:
            nearest = closest(name, declared)
            fail("set-undeclared", spec.fields.mark, name=name, nearest=nearest, possible=tuple(declared) or ("none",))
    values = {name: sets.get(name, source.text) for name, source in declared.items()}
    chosen = language or spec.fields.language or spec.settings.language or "nb"
    datasets = Datasets(spec.fields.data, spec.project, problems, Asker(spec.settings.hosts, refresh=refresh_data))
    decks = spec.fields.decks
    common = Common({*datasets.dataset(decks.from_).columns, "deck"}) if decks else None
    return Brief(spec, template, chosen, values, datasets, Library(), common)


def groups_of(brief: Brief) -> tuple[Group, ...]:
    """A group for each value of the column that the spec names, in the order of the data; else the one that is everything."""
    decks = brief.spec.fields.decks
    if decks is None:
        return (Group(),)
    dataset = brief.datasets.dataset(decks.from_)
    found: list[Group] = []
    for key, rows in group(dataset, decks.one_per.text, decks.one_per.mark):
        names = {**_same_everywhere(rows, decks.one_per.mark), decks.one_per.text: key}
        found.append(Group(key, names, _missing(rows, names), _preliminary(rows, names)))
    return tuple(found)


def _missing(rows: Dataset, names: Mapping[str, str]) -> dict[str, Value]:
    """Of the columns that say the same in every row, the numbers that are missing."""
    numbers = [name for name in names if rows.is_number(name) and all(map(isnan, rows.numbers(name)))]
    return {name: Value(None, names[name]) for name in numbers}


def _preliminary(rows: Dataset, names: Mapping[str, str]) -> frozenset[str]:
    numbers = [name for name in names if rows.is_number(name)]
    return frozenset(
        name for name in numbers if any(PRELIMINARY in rows.symbol(name, position) for position in range(len(rows)))
    )


def _same_everywhere(rows: Dataset, mark: Mark) -> dict[str, str]:
    """The columns that say the same in every row, with what they say."""
    said = {column: set(texts(rows, column, mark)) for column in rows.columns}
    return {column: found.pop() for column, found in said.items() if len(found) == 1}
