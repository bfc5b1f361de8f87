"""The datasets that a spec declares, by their names: read from their files or made by their steps, each once for all decks."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from deckgen.compose.asking import Asker, kept_in
from deckgen.compose.contracts import contract_of, held_against
from deckgen.data import (
    STANDARD_SYMBOLS,
    Dataset,
    Provenance,
    SourceSpec,
    Use,
    format_of,
    read_dataset,
    row_digests,
    uses_of,
)
from deckgen.data.contract import Contract
from deckgen.errors import DeckgenError, Mark, Problems, closest, fail
from deckgen.fields import Localized, Source
from deckgen.fields.types import LANGUAGES
from deckgen.language import phrase
from deckgen.model import Input, Language
from deckgen.project import Project
from deckgen.spec.fields import FILE_OPTIONS, DatasetFields
from deckgen.text import literal

_ASKED = (("what a database answers", {"table", "query"}), ("what a statistics bank answers", {"language", "table"}))


class Declared:
    """Each is made when it is first asked for; one that cannot be made is complained of in the same words each time."""

    def __init__(
        self, declared: Mapping[str, DatasetFields], project: Project, problems: Problems, asker: Asker | None = None
    ) -> None:
        self.project = project
        self._asker = asker or Asker()
        self._declared = declared
        self._problems = problems
        self._made: dict[str, Dataset | DeckgenError] = {}
        self._making: list[str] = []
        self._read: dict[str, Provenance] = {}  # of those in files
        self._uses: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...], frozenset[str]], tuple[Use, ...]] = {}
        self._digests: dict[Use, tuple[tuple[int, str], ...]] = {}
        self._files: dict[str, tuple[str, ...]] = {}
        self._sources: dict[str, Localized | None] = {}
        self._inputs: dict[str, Input] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._declared)

    def mark(self, name: str) -> Mark:
        """Where the dataset is declared."""
        return self._declared[name].mark

    def dataset(self, name: Source) -> Dataset:
        """The dataset of that name, whole. Raises DeckgenError where none is declared, or where it cannot be made."""
        if name.text not in self._declared:
            nearest = closest(name.text, self._declared)
            fail("unknown-dataset", name.mark, name=name.text, nearest=nearest, possible=self.names or ("none",))
        if name.text in self._making:
            way = " → ".join((*self._making[self._making.index(name.text) :], name.text))
            fail("dataset-cycle", name.mark, name=name.text, way=way)
        if name.text not in self._made:
            self._making.append(name.text)
            try:
                self._made[name.text] = self._make(name.text, self._declared[name.text])
            except DeckgenError as error:
                self._made[name.text] = error
            finally:
                self._making.pop()
        found = self._made[name.text]
        if isinstance(found, DeckgenError):
            raise found
        return found

    def inputs_of(self, name: str) -> tuple[str, ...]:
        """The other datasets that one is made from."""
        fields = self._declared[name]
        named = ((fields.from_,) if fields.from_ else ()) + tuple(other for step in fields.steps for other in step.others)
        queried = self._queried(name, fields.sql) if fields.sql else ()
        return tuple(dict.fromkeys((*queried, *(source.text for source in named))))

    def _queried(self, name: str, sql: Source) -> tuple[str, ...]:
        """Those that a query reads: not itself, which it is told of when it is made."""
        from deckgen.data.sql.query import tables_named

        return tables_named(sql.text, [other for other in self._declared if other != name])

    def files(self, name: str) -> tuple[str, ...]:
        """The datasets in files that one rests on; itself, where it is read from one."""
        if name not in self._files:
            fields = self._declared[name]
            own = (name,) if fields.file or fields.asked else ()
            others = (file for other in self.inputs_of(name) for file in self.files(other))
            self._files[name] = tuple(dict.fromkeys((*own, *others)))
        return self._files[name]

    def source(self, name: str) -> Localized | None:
        """What is said of where its figures come from: its own words, or those of what it is made from, together."""
        if name not in self._sources:
            found = dict.fromkeys(source for source in map(self.source, self.inputs_of(name)) if source is not None)
            self._sources[name] = self._declared[name].source or self._said_by_file(name) or _together([*found])
        return self._sources[name]

    def _said_by_file(self, name: str) -> Localized | None:
        """What a statistics bank's file says of where its figures come from, where the spec says nothing; it is no Markdown."""
        fields, read = self._declared[name], self._read.get(name)
        place = fields.asked or fields.file
        if read is None or place is None or not read.source:
            return None
        bank = literal(" ".join(read.source.split()))
        said: dict[Language, str] = dict.fromkeys(LANGUAGES, bank)
        if fields.api and fields.table:
            table = literal(fields.table.text)
            said = {language: phrase("table_of_bank", language, bank=bank, table=table) for language in LANGUAGES}
        return Localized(place.mark, texts=tuple((language, Source(text, place.mark)) for language, text in said.items()))

    def input(self, name: str) -> Input:
        """The file of a dataset that was read, as decks list it."""
        if name not in self._inputs:
            read = self._read[name]
            self._inputs[name] = Input("data", name, read.file, read.fingerprint, _told(name, self._declared[name], read))
        return self._inputs[name]

    def uses(
        self, dataset: Dataset, conditions: tuple[tuple[str, tuple[str, ...]], ...], columns: frozenset[str]
    ) -> tuple[Use, ...]:
        """What of the files it means to use these columns of some rows; worked out once for all decks that use the same."""
        key = (dataset.name, conditions, columns)
        if key not in self._uses:
            own, demands = uses_of(dataset, conditions, columns)
            others = (
                use
                for each in demands
                for use in self.uses(self.dataset(Source(each.dataset, Mark(""))), each.conditions, each.columns)
            )
            self._uses[key] = tuple(dict.fromkeys((*own, *others)))
        return self._uses[key]

    def row_digests(self, use: Use) -> tuple[tuple[int, str], ...]:
        """The rows that a use takes up now, with digests of the cells used. Raises DeckgenError where they cannot be had."""
        if use not in self._digests:
            self._digests[use] = row_digests(self.dataset(Source(use.dataset, Mark(""))), use)
        return self._digests[use]

    def contract(self, name: str) -> Contract:
        """What the spec says that its columns hold."""
        return contract_of(self._declared[name])

    def _make(self, name: str, fields: DatasetFields) -> Dataset:
        contract = self.contract(name)
        if fields.asked or fields.file:
            file = self._asker.fetch(name, fields, self.project, self._problems) if fields.asked else fields.file
            assert file is not None  # the spec has one of the two
            path = self.project.path(file.text, file.mark)
            source, later = source_spec(fields, file), bool(fields.steps)
            dataset = read_dataset(name, source, path, file.mark, self._problems, contract, later=later)
            self._read[name] = dataset.provenance
        elif fields.sql is not None:
            from deckgen.data.sql.queries import query_datasets

            dataset = query_datasets(name, fields.sql, self.names, self.dataset, self._problems)
        else:
            assert fields.from_ is not None  # the spec has one of the three
            dataset = self.dataset(fields.from_)
        if fields.file or fields.asked:
            contract = contract.without(contract.within(dataset.columns))  # which it was held against as it was read
        for step in fields.steps:
            dataset = step.run(dataset, self._problems, self.dataset)
        example = dataset.provenance.example or bool(fields.example)
        provenance = replace(dataset.provenance, example=example)
        return held_against(replace(dataset.settled(), name=name, provenance=provenance), contract)


def _together(sources: list[Localized]) -> Localized | None:
    """Several sources as one text; per language where one of them is, in the languages that all of them have."""
    if len(sources) < 2:
        return sources[0] if sources else None
    mark = sources[0].mark
    if all(source.text is not None for source in sources):
        return Localized(mark, Source(_listed([source.sources[0].text for source in sources]), mark))
    texts: list[tuple[Language, Source]] = []
    for language in LANGUAGES:
        try:
            said = [source.get(language).text for source in sources]
        except DeckgenError:
            continue
        texts.append((language, Source(_listed(said), mark)))
    return Localized(mark, texts=tuple(texts))


def _listed(texts: list[str]) -> str:
    return "; ".join(dict.fromkeys(text.rstrip(".") for text in texts))


def source_spec(fields: DatasetFields, file: Source) -> SourceSpec:
    """What the spec says of a file, as the data stage has it."""

    def text(source: Source | None) -> str:
        return source.text if source else ""

    _check_options(fields, file)
    first, end = fields.header_row or (0, 0)
    decimal: dict[str | None, Literal["", ",", "."]] = {None: "", "comma": ",", "point": "."}
    return SourceSpec(
        file=file.text,
        sheet=text(fields.sheet),
        range=text(fields.range),
        delimiter={"tab": "\t"}.get(text(fields.delimiter), text(fields.delimiter)),
        encoding=text(fields.encoding),
        decimal=decimal[fields.decimal],
        header_row=first,
        header_end=end,
        header_between=fields.header_between.text if fields.header_between else " ",
        last_row=fields.last_row or 0,
        names=tuple((letter, name.text) for letter, name in fields.names.items()),
        columns=tuple((name, column.type) for name, column in fields.columns.items() if column.type),
        symbols=STANDARD_SYMBOLS if fields.symbols is None else fields.symbols,
        licence=text(fields.licence),
        note=text(fields.note),
        example=bool(fields.example),
        language=text(fields.language),
        table="" if fields.asked else text(fields.table),
        query="" if fields.asked else text(fields.query),
        marks=dict(fields.marks),
    )


def _check_options(fields: DatasetFields, file: Source) -> None:
    """Options of one kind of file are refused for another, rather than passed over."""
    kind = format_of(file.text, file.mark)
    said, options = _ASKED[fields.api is not None] if fields.asked else (kind.said, kind.options)
    for option in FILE_OPTIONS:
        if getattr(fields, option) and option not in options:
            fail("option-not-here", fields.marks.get(option, file.mark), option=option, kind=said)
    if fields.delimiter and fields.delimiter.text not in ("tab", "\t", ";", ",", "|", ":", "^", "~"):
        fail("delimiter-unclear", fields.delimiter.mark, delimiter=fields.delimiter.text)


def _told(name: str, fields: DatasetFields, read: Provenance) -> tuple[tuple[str, str], ...]:
    """What is needed to read the file again as it was read, and what one should know of it."""
    file = kept_in(name, fields) if fields.asked else fields.file
    assert file is not None  # it was read
    source = source_spec(fields, file)
    own = next(iter(fields.source.sources)).text if fields.source else read.source
    told = {
        "sheet": source.sheet,
        "range": source.range,
        "delimiter": source.delimiter,
        "encoding": source.encoding,
        "language": source.language,
        "table": source.table,
        "query": source.query,
        "header_row": _row_range(source.header_row, source.header_end),
        "header_between": source.header_between.strip() and source.header_between,
        "last_row": str(source.last_row or ""),
        "names": json.dumps(dict(source.names), ensure_ascii=False) if source.names else "",
        "source": own,
        "licence": source.licence,
        "note": source.note,
        "fetched": read.fetched,
    }
    return tuple((name, text) for name, text in told.items() if text)


def _row_range(first: int, last: int) -> str:
    return f"{first}-{last}" if last > first else str(first or "")
