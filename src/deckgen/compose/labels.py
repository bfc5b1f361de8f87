"""What a dataset's columns, and what stands in them, are called in a language: headers, label columns and code lists.

A code list is a dataset, and so is one that has its labels beside its codes. What is declared of a dataset holds for those that
are made from it too, as long as they have the column.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from deckgen.data import Dataset, require_columns, texts
from deckgen.data.select import labels
from deckgen.data.table import Column
from deckgen.errors import DeckgenError, Mark, Problem, closest, fail
from deckgen.fields import Localized, Source
from deckgen.language import format_date
from deckgen.model import Language
from deckgen.spec.fields import DatasetFields, LabelFields

LISTED = 10  # codes that a message names


@dataclass(frozen=True, slots=True)
class CodeList:
    """Where the words for a column's codes stand: in which dataset, and under which of its columns the codes."""

    dataset: Source
    codes: str
    fields: LabelFields


@dataclass(frozen=True, slots=True)
class Words:
    """What the codes of a column are called in a language. ``said`` is the code list's column with the words."""

    column: str
    dataset: Source
    codes: str
    said: str
    mark: Mark = field(compare=False)
    words: Mapping[str, str] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Worded:
    """Rows with words in the place of codes; the words of each column, by what stands in the data; and those looked up."""

    rows: Dataset
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    used: Mapping[Words, Sequence[str]] = field(default_factory=dict[Words, Sequence[str]])


class Labels:
    """Worked out once for all decks. ``dataset`` gives one by its name, ``inputs`` the names of those it is made from."""

    def __init__(
        self,
        declared: Mapping[str, DatasetFields],
        dataset: Callable[[Source], Dataset],
        inputs: Callable[[str], Sequence[str]],
    ) -> None:
        self._declared = declared
        self._dataset = dataset
        self._inputs = inputs
        self._lists: dict[str, Mapping[str, CodeList]] = {}
        self._headers: dict[str, Mapping[str, Localized]] = {}
        self._words: dict[tuple[str, str, str], Mapping[str, str]] = {}
        self._checked: set[str] = set()

    def headers(self, name: str) -> Mapping[str, Localized]:
        """What columns of a dataset are called."""
        if name not in self._headers and name in self._declared:
            self._headers[name] = {}  # for datasets that are made from each other, which is told elsewhere
            inherited = {
                column: header for each in reversed(self._inputs(name)) for column, header in self.headers(each).items()
            }
            self._headers[name] = inherited | self._declared[name].headers
        return self._headers.get(name, {})

    def lists_of(self, name: str) -> tuple[str, ...]:
        """The names of the code lists that a dataset needs."""
        return tuple(dict.fromkeys(each.dataset.text for each in self._lists_of(name).values()))

    def check(self, name: str) -> None:
        """Raises DeckgenError with every column and every code list that labels or headers name and that is not there."""
        if name in self._checked:
            return
        found: list[Problem] = []
        fields = self._declared[name]
        here = Source(name, fields.mark)
        wanted = [(here, column, header.mark) for column, header in fields.headers.items()]
        for column, each in fields.labels.items():
            listed = self._lists_of(name)[column]
            wanted.append((here, column, each.mark))
            wanted.append((listed.dataset, listed.codes, each.codes.mark if each.codes else each.mark))
            wanted += [(listed.dataset, said.text, said.mark) for said in (each.nb, each.nn, each.en) if said]
        for dataset, column, mark in wanted:
            try:
                require_columns(self._dataset(dataset), [column], mark)
            except DeckgenError as error:
                found += error.problems
        if found:
            raise DeckgenError(dict.fromkeys(found))
        self._checked.add(name)

    def used(self, name: str, columns: Collection[str], language: Language) -> list[Words]:
        """The words of those of the columns whose codes the language does not say as they stand.

        Raises DeckgenError where there are words, but none in the language; bokmål stands in for nynorsk.
        """
        found: list[Words] = []
        for column, listed in self._lists_of(name).items():
            said = _column(column, listed.fields, language) if column in columns else None
            if said is not None and (said.text != column or listed.dataset.text != name):
                words = self._list(listed, said)
                found.append(Words(column, listed.dataset, listed.codes, said.text, said.mark, words))
        return found

    def said(self, name: str, values: Mapping[str, str], language: Language) -> dict[Words, str]:
        """The words for values of columns, one of each, with the value. Raises DeckgenError for one that has no words."""
        found = {each: values[each.column] for each in self.used(name, values, language)}
        for each, value in found.items():
            _refuse_unknown([value], each)
        return found

    def worded(self, rows: Dataset, language: Language) -> Worded:
        """Rows of a dataset with what their columns say in the language. Raises DeckgenError for a code that has no words.

        Dates are written as the language writes them.
        """
        found = self.used(rows.name, rows.columns, language)
        said = {each.column for each in found}
        dates = [name for name in rows.columns if rows.is_date(name) and name not in said]
        if not found and not dates:
            return Worded(rows)
        unwatched = replace(rows, seen=None)
        columns = {name: unwatched.kept(name) for name in rows.columns}
        used: dict[Words, Sequence[str]] = {}
        steps: list[str] = []
        for each in found:
            codes, names = labels(unwatched, each.column)
            _refuse_unknown(names, each)
            cells = [each.words.get(names[code], "") for code in codes]
            columns[each.column] = Column(cells, made_from=((0, each.column),))
            used[each] = tuple(filter(None, names))
            steps.append(f"{each.column} in {language} by {each.dataset}.{each.said}")
        words = {each.column: each.words for each in found}
        for name in dates:
            words[name] = written = {cell: _written(cell, language) for cell in labels(unwatched, name)[1]}
            columns[name] = Column([written[str(cell)] for cell in unwatched.cells(name)], made_from=((0, name),))
        made = replace(unwatched.derived(columns, *steps), seen=rows.seen)
        return Worded(made, words, used)

    def _lists_of(self, name: str) -> Mapping[str, CodeList]:
        """The code lists of a dataset by its columns: its own, and those of what it is made from."""
        if name not in self._lists and name in self._declared:
            self._lists[name] = {}
            own = {
                column: CodeList(each.from_ or Source(name, each.mark), each.codes.text if each.codes else column, each)
                for column, each in self._declared[name].labels.items()
            }
            inherited = {
                column: listed for each in reversed(self._inputs(name)) for column, listed in self._lists_of(each).items()
            }
            self._lists[name] = inherited | own
        return self._lists.get(name, {})

    def _list(self, listed: CodeList, said: Source) -> Mapping[str, str]:
        """Code → words. Raises DeckgenError where one code has several."""
        key = (listed.dataset.text, listed.codes, said.text)
        if key not in self._words:
            dataset = self._dataset(listed.dataset)
            found: dict[str, str] = {}
            codes, words = texts(dataset, listed.codes, listed.fields.mark), texts(dataset, said.text, said.mark)
            for code, word, row in zip(codes, words, dataset.rows, strict=True):
                if found.setdefault(code, word) != word:
                    place = {"row": row, "file": dataset.place, "column": said.text}
                    fail("label-twice", said.mark, **place, code=code, word=word, other=found[code])
            self._words[key] = found
        return self._words[key]


def _written(cell: str, language: Language) -> str:
    """A date as the language writes it in figures; one with a time of day stays as it is."""
    try:
        return format_date(date.fromisoformat(cell), language, "short")
    except ValueError:
        return cell


def _column(column: str, fields: LabelFields, language: Language) -> Source | None:
    """The column with the words; None where they stand in the data themselves, as Norwegian ones may."""
    said: Source | None = getattr(fields, language)
    if said is None and language == "nn":
        return fields.nb
    if said is None and language == "en":
        fail("label-language", fields.mark, column=column)
    return said


def _refuse_unknown(codes: Sequence[str], words: Words) -> None:
    lacking = [code for code in codes if code and not words.words.get(code)]
    if lacking:
        listed = (*lacking[:LISTED], "…") if len(lacking) > LISTED else tuple(lacking)
        near = closest(lacking[0], tuple(words.words)) if lacking[0] not in words.words else ""
        told = {"column": words.column, "list": words.dataset.text, "said": words.said, "nearest": near}
        fail("label-missing", words.mark, **told, codes=listed)
