"""The spec's datasets as one deck uses them: cut for each slide to its group and its filter, and what of them was used."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy

from deckgen.compose.asking import Asker
from deckgen.compose.declared import Declared
from deckgen.compose.labels import Labels, Worded, Words
from deckgen.data import Condition, Dataset, Use, absent_values, distinct, filter_rows, no_rows, require_columns, total, values
from deckgen.errors import DeckgenError, Mark, Problem, Problems, fail
from deckgen.fields import Localized, Source
from deckgen.kinds import DataFields
from deckgen.kinds.common import NumberFields
from deckgen.model import Input, Language, Recipe, Value
from deckgen.project import Project
from deckgen.spec import Repeat, SlideSpec
from deckgen.spec.fields import DatasetFields
from deckgen.text import Datum


class Datasets:
    """Every deck has its own (``for_deck``); what is read and made is shared by all, and done once."""

    def __init__(
        self, declared: Mapping[str, DatasetFields], project: Project, problems: Problems, asker: Asker | None = None
    ) -> None:
        self._declared = Declared(declared, project, problems, asker)
        self._labels = Labels(declared, self._declared.dataset, self._declared.inputs_of)
        self._problems = problems
        self._told: set[Problem] = set()
        self._used: list[tuple[Dataset, tuple[tuple[str, tuple[str, ...]], ...], set[str]]] = []

    def for_deck(self) -> "Datasets":
        """The same datasets, of which nothing has been used yet."""
        other = copy(self)
        other._used = []
        return other

    def dataset(self, name: Source) -> Dataset:
        """The dataset of that name, whole. Raises DeckgenError where none is declared, or where it cannot be made."""
        return self._declared.dataset(name)

    def rows(self, fields: DataFields, group: Mapping[str, str], language: Language) -> Dataset | None:
        """The slide's rows; None where there are none and the spec says what to do then.

        Raises DeckgenError; with all columns that the slide names and the dataset lacks.
        """
        kept, conditions = self._cut(fields.from_, fields, fields.columns_named(language), group)
        if len(kept):
            return kept
        if fields.when_empty == "fail":
            raise DeckgenError((no_rows(self.dataset(fields.from_), conditions, _filter_mark(fields, fields.from_)),))
        return None

    def _cut(
        self, name: Source, fields: DataFields | NumberFields, columns: Sequence[str], group: Mapping[str, str]
    ) -> tuple[Dataset, Mapping[str, Condition]]:
        """The rows of a dataset that meet the fields' filter, the group's alone where they are not to be whole."""
        dataset = self.dataset(name)
        self._labels.check(dataset.name)
        require_columns(dataset, columns, name.mark)
        conditions: dict[str, Condition] = {column: wanted for column, wanted in group.items() if column in dataset.columns}
        if group and not conditions and not fields.whole:
            fail("not-cut", name.mark, dataset=dataset.name, group=tuple(group), columns=dataset.columns)
        if fields.whole:
            conditions = {}
        mark = _filter_mark(fields, name)
        conditions |= fields.filter
        kept = filter_rows(dataset, conditions, mark)
        self._warn_absent(dataset, fields.filter, mark)
        return kept.watched(self._noted(dataset, conditions)), conditions

    def _warn_absent(self, dataset: Dataset, conditions: Mapping[str, Condition], mark: Mark) -> None:
        """Of each slip once, though many decks and slides make it."""
        for warning in absent_values(dataset, conditions, mark):
            if warning not in self._told:
                self._told.add(warning)
                self._problems.found.append(warning)

    def worded(self, rows: Dataset, language: Language) -> Worded:
        """The slide's rows with what their columns say in its language. Raises DeckgenError for a code that has no words."""
        worded = self._labels.worded(rows, language)
        self._note_lists(worded.used)
        return worded

    def headers(self, fields: DataFields) -> Mapping[str, Localized]:
        """What the columns of the slide's dataset are called."""
        return self._labels.headers(fields.from_.text)

    def words(self, name: Source, said: Mapping[str, str], language: Language) -> dict[str, str]:
        """What columns say in the language that say the same all over a group, where that is not what stands in the data."""
        return {each.column: each.words.get(value, "") for each, value in self._labels.said(name.text, said, language).items()}

    def note_words(self, name: Source, said: Mapping[str, str], language: Language) -> None:
        """That the deck uses these words."""
        self._note_lists({each: (value,) for each, value in self._labels.said(name.text, said, language).items()})

    def note(self, name: Source, conditions: Mapping[str, str], columns: Iterable[str]) -> None:
        """That the deck uses these columns of these rows, beside what its slides do: those that name its group."""
        self._noted(self.dataset(name), conditions).update(columns)

    def note_all(self, other: "Datasets") -> None:
        """That the deck uses what another used."""
        self._used += other._used

    def number(
        self, name: str, fields: NumberFields, own: Dataset | None, group: Callable[[Collection[str]], Mapping[str, str]]
    ) -> Datum:
        """A number, of the rows that it asks for, else of the slide's ``own``; no rows are none of everything.

        ``group`` tells what a dataset of these columns is cut by.
        """
        if fields.from_:
            columns = self.dataset(fields.from_).columns
            own, _ = self._cut(fields.from_, fields, fields.columns_named, group(columns))
        elif own is not None and fields.filter:
            own = filter_rows(own, fields.filter, fields.marks["filter"])
        return _number(name, fields, own)

    def source(self, fields: DataFields) -> Localized | None:
        """What the dataset says of where its figures come from, or what is said of those that it is made from."""
        return self._declared.source(fields.from_.text)

    def example(self, name: Source) -> bool:
        """Whether the dataset holds made-up figures, or is made from such."""
        return self.dataset(name).provenance.example

    def inputs(self) -> tuple[Input, ...]:
        """The files that the deck's datasets rest on."""
        names = {file for dataset, _, _ in self._used for file in self._declared.files(dataset.name)}
        return tuple(map(self._declared.input, sorted(names)))

    def uses(self) -> tuple[Use, ...]:
        """What the deck really used: of each file the rows, by conditions on a dataset, and the columns."""
        together: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], tuple[Dataset, set[str]]] = {}
        for dataset, conditions, seen in self._used:
            together.setdefault((dataset.name, conditions), (dataset, set()))[1].update(seen)
        found = (
            use
            for (_, conditions), (dataset, columns) in together.items()
            for use in self._declared.uses(dataset, conditions, frozenset(columns))
        )
        return tuple(sorted(set(found), key=lambda use: (use.dataset, use.conditions, use.looked_at, use.read_as)))

    def row_digests(self, use: Use) -> tuple[tuple[int, str], ...]:
        """The rows that a use takes up now, each with a digest of the cells used. Raises DeckgenError where there are none."""
        return self._declared.row_digests(use)

    def warn_unused(self, slides: Sequence[SlideSpec | Repeat], others: Iterable[str] = ()) -> None:
        """A dataset that no slide names, and none that a slide names is made from, is a slip, or left over."""
        waiting = [*(name.text for name in _used(slides)), *others]
        used: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in self._declared.names and name not in used:
                used.add(name)
                waiting += (*self._declared.inputs_of(name), *self._labels.lists_of(name))
        for name in self._declared.names:
            if name not in used:
                self._problems.warning("dataset-unused", self._declared.mark(name), name=name)

    def _note_lists(self, used: Mapping[Words, Sequence[str]]) -> None:
        """That the deck uses the words of these codes."""
        for each, codes in used.items():
            self._noted(self.dataset(each.dataset), {each.codes: codes}).update((each.codes, each.said))

    def _noted(self, dataset: Dataset, conditions: Mapping[str, Condition]) -> set[str]:
        """Where the columns are to be counted that are looked at."""
        told = tuple(sorted((column, _texts(condition)) for column, condition in conditions.items()))
        self._used.append((dataset, told, set(conditions)))
        return self._used[-1][2]


def _filter_mark(fields: DataFields | NumberFields, name: Source) -> Mark:
    return fields.marks.get("filter", name.mark)


def _texts(condition: Condition) -> tuple[str, ...]:
    return (str(condition),) if isinstance(condition, str | int | float) else tuple(map(str, condition))


def _number(name: str, fields: NumberFields, rows: Dataset | None) -> Value:
    asked = [word for word, given in (("distinct", fields.distinct), ("sum", fields.sum), ("count", fields.count)) if given]
    if len(asked) != 1:
        fail("number-unclear", fields.mark, name=name)
    if rows is None or not len(rows):
        return Value(0.0)
    column = fields.distinct or fields.sum
    origin = rows.lineage(column.text if column else None, range(len(rows)))
    recipe = Recipe(rows.name, rows.provenance.fingerprint, (*rows.steps, _step(fields)), origin=origin)
    if fields.distinct:
        return Value(float(distinct(rows, fields.distinct.text, fields.distinct.mark)), recipe=recipe)
    if fields.sum:
        added = total(values(rows, fields.sum.text, fields.sum.mark), skip=fields.missing == "skip")
        return Value(added.number, added.symbol, recipe)
    return Value(float(len(rows)), recipe=recipe)


def _step(fields: NumberFields) -> str:
    if fields.distinct:
        return f"count different {fields.distinct.text}"
    return f"sum {fields.sum.text}" if fields.sum else "count rows"


def _used(slides: Sequence[SlideSpec | Repeat]) -> list[Source]:
    names: list[Source] = []
    for item in slides:
        if isinstance(item, Repeat):
            names += _used(item.slides)
        else:
            names += item.fields.datasets
    return names
