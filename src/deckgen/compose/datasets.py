"""The spec's datasets: read once, where they are first used, and cut for each slide to its group and its filter."""

from collections.abc import Mapping, Sequence
from typing import Literal

from deckgen.data import (
    Condition,
    Dataset,
    SourceSpec,
    distinct,
    filter_rows,
    no_rows,
    read_dataset,
    require_columns,
    total,
    values,
)
from deckgen.errors import DeckgenError, Problems, fail
from deckgen.fields import Localized, Source
from deckgen.kinds import DataFields
from deckgen.kinds.common import NumberFields
from deckgen.model import Input, Recipe, Value
from deckgen.project import Project
from deckgen.spec import Repeat, SlideSpec
from deckgen.spec.fields import DatasetFields
from deckgen.text import Datum


class Datasets:
    """Reads a file at most once; a file that cannot be read is complained of once, however many slides use it."""

    def __init__(self, declared: Mapping[str, DatasetFields], project: Project, problems: Problems) -> None:
        self._declared = declared
        self._project = project
        self._problems = problems
        self._read: dict[str, Dataset | DeckgenError] = {}

    def rows(self, fields: DataFields, group: Mapping[str, str]) -> Dataset | None:
        """The slide's rows; None where there are none and the spec says what to do then. Raises DeckgenError."""
        dataset = self.dataset(fields.from_)
        conditions: dict[str, Condition] = {column: wanted for column, wanted in group.items() if column in dataset.columns}
        if group and not conditions and not fields.whole:
            fail("not-cut", fields.from_.mark, dataset=dataset.name, group=tuple(group), columns=dataset.columns)
        if fields.whole:
            conditions = {}
        mark = fields.marks.get("filter", fields.from_.mark)
        conditions |= fields.filter
        kept = filter_rows(dataset, conditions, mark)
        if len(kept):
            return kept
        if fields.when_empty == "fail":
            raise DeckgenError((no_rows(dataset, conditions, mark),))
        return None

    def numbers(self, fields: DataFields, rows: Dataset | None) -> dict[str, Datum]:
        """The numbers that the slide declares, worked out from its rows; no rows are none of everything."""
        return {name: _number(name, number, rows) for name, number in fields.numbers.items()}

    def source(self, fields: DataFields) -> Localized | None:
        """What the dataset says of where its figures come from."""
        return self._declared[fields.from_.text].source

    def inputs(self) -> tuple[Input, ...]:
        """The files that were read."""
        return tuple(
            Input("data", name, dataset.provenance.file, dataset.provenance.fingerprint, _told(self._declared[name]))
            for name, dataset in sorted(self._read.items())
            if isinstance(dataset, Dataset)
        )

    def warn_unused(self, slides: Sequence[SlideSpec | Repeat]) -> None:
        """A dataset that no slide names is a slip, or left over."""
        used = set(_used(slides))
        for name, fields in self._declared.items():
            if name not in used:
                self._problems.warning("dataset-unused", fields.mark, name=name)

    def dataset(self, name: Source) -> Dataset:
        """The dataset of that name, whole. Raises DeckgenError where none is declared, or where it cannot be read."""
        if name.text not in self._declared:
            from difflib import get_close_matches

            nearest = next(iter(get_close_matches(name.text, self._declared, 1)), "")
            fail("unknown-dataset", name.mark, name=name.text, nearest=nearest, possible=tuple(self._declared) or ("none",))
        if name.text not in self._read:
            self._read[name.text] = self._opened(name.text, self._declared[name.text])
        found = self._read[name.text]
        if isinstance(found, DeckgenError):
            raise found
        return found

    def _opened(self, name: str, fields: DatasetFields) -> Dataset | DeckgenError:
        try:
            path = self._project.path(fields.file.text, fields.file.mark)
            return read_dataset(name, source_spec(fields), path, fields.file.mark, self._problems)
        except DeckgenError as error:
            return error


def source_spec(fields: DatasetFields) -> SourceSpec:
    """What the spec says of a file, as the data stage has it."""

    def text(source: Source | None) -> str:
        return source.text if source else ""

    decimal: dict[str | None, Literal["", ",", "."]] = {None: "", "comma": ",", "point": "."}
    return SourceSpec(
        file=fields.file.text,
        sheet=text(fields.sheet),
        delimiter={"tab": "\t"}.get(text(fields.delimiter), text(fields.delimiter)),
        encoding=text(fields.encoding),
        decimal=decimal[fields.decimal],
        header_row=fields.header_row or 0,
        columns=tuple(fields.columns.items()),
        licence=text(fields.licence),
        note=text(fields.note),
    )


def _told(fields: DatasetFields) -> tuple[tuple[str, str], ...]:
    """What is needed to read the file again as it was read, and what one should know of it."""
    source = source_spec(fields)
    own = next(iter(fields.source.sources)).text if fields.source else source.source
    told = {
        "sheet": source.sheet,
        "range": source.range,
        "delimiter": source.delimiter,
        "encoding": source.encoding,
        "header_row": str(source.header_row or ""),
        "source": own,
        "licence": source.licence,
        "note": source.note,
    }
    return tuple((name, text) for name, text in told.items() if text)


def _number(name: str, fields: NumberFields, rows: Dataset | None) -> Value:
    asked = [word for word, given in (("distinct", fields.distinct), ("sum", fields.sum), ("count", fields.count)) if given]
    if len(asked) != 1:
        fail("number-unclear", fields.mark, name=name)
    if rows is None:
        return Value(0.0)
    column = fields.distinct or fields.sum
    if column:
        require_columns(rows, [column.text], column.mark)
    origin = rows.lineage(column.text if column else None, range(len(rows)))
    recipe = Recipe(rows.name, rows.provenance.fingerprint, (*rows.steps, _step(fields)), origin=origin)
    if fields.distinct:
        return Value(float(distinct(rows, fields.distinct.text, fields.distinct.mark)), recipe=recipe)
    if fields.sum:
        added = total(values(rows, fields.sum.text, fields.sum.mark))
        return Value(added.number, added.symbol, recipe)
    return Value(float(len(rows)), recipe=recipe)


def _step(fields: NumberFields) -> str:
    if fields.distinct:
        return f"count different {fields.distinct.text}"
    return f"sum {fields.sum.text}" if fields.sum else "count rows"


def _used(slides: Sequence[SlideSpec | Repeat]) -> list[str]:
    names: list[str] = []
    for item in slides:
        if isinstance(item, Repeat):
            names += _used(item.slides)
        elif isinstance(item.fields, DataFields):
            names.append(item.fields.from_.text)
    return names
