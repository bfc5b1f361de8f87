"""Tables that a Python program gives → the CSV files that the spec names for them."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from deckgen.atomic import write_whole
from deckgen.compose.declared import source_spec
from deckgen.errors import Problems, closest, fail
from deckgen.spec import Spec
from deckgen.spec.fields import FILE_OPTIONS, DatasetFields

FOLDER = "given/"  # nothing else in a project is written over

Given: TypeAlias = Mapping[str, object | Callable[[], object]]


def keep_given(given: Given, spec: Spec) -> None:
    """Put each table, or what a function returns, into its dataset's file, from which it is read like any.

    Raises DeckgenError for a dataset that the spec does not have, or not in a CSV file, and for what cannot stand in one; no
    file is changed then. Raises TypeError for what is no mapping.
    """
    from deckgen.data.given import csv_of

    if not isinstance(given, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"data must be a mapping from the names of datasets to tables, not {type(given).__name__}")
    files: list[tuple[bytes, DatasetFields]] = []
    for name, table in given.items():
        fields = _declared(str(name), spec)
        assert fields.file is not None
        made = table() if callable(table) else table
        files.append((csv_of(name, made, source_spec(fields, fields.file), fields.file.mark), fields))
    for data, fields in files:
        assert fields.file is not None
        path = spec.project.path(fields.file.text, fields.file.mark)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(data, path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            fail("fetched-not-written", fields.file.mark, file=fields.file.text, reason=reason)


def _declared(name: str, spec: Spec) -> DatasetFields:
    declared = spec.fields.data
    if name not in declared:
        nearest = closest(name, declared)
        fail("unknown-dataset", spec.fields.mark, name=name, nearest=nearest, possible=tuple(declared) or ("none",))
    fields = declared[name]
    file = fields.file.text.lower() if fields.file and fields.api is None else ""
    if not (file.startswith(FOLDER) and file.endswith(".csv")):
        fail("given-not-csv", fields.mark, dataset=name)
    problems = Problems()
    for option in FILE_OPTIONS:
        if getattr(fields, option):
            problems.error("given-option", fields.marks.get(option, fields.mark), dataset=name, option=option)
    problems.raise_errors()
    return fields
