"""What the decks of a batch were made from, kept in the project's folder ``.deckgen``.

The folder can be thrown away; that costs one build of everything. Each batch (a spec, a folder, a language, values) has a file
of its own. Nothing heavy is imported here: a batch in which nothing changed is found so before specs, data or templates are
read at all.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeAlias

from deckgen import __version__

FOLDER = ".deckgen"
FORM = 2  # of the file; a file of another form is as good as none


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file was. Its bytes are read again only where its size or its time (nanoseconds) differ."""

    size: int
    time: int
    digest: str

    @classmethod
    def of(cls, path: Path, known: "FileFacts | None" = None) -> "FileFacts | None":
        """The facts of a file; None where it is not there. ``known`` saves reading what cannot have changed."""
        try:
            stat = path.stat()
            if known and (known.size, known.time) == (stat.st_size, stat.st_mtime_ns):
                return known
            return cls(stat.st_size, stat.st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest()[:16])
        except OSError:
            return None


Stamp: TypeAlias = tuple[int, int]  # a file's size and time: while they are the same, so are its bytes


def stamp_of(path: Path) -> Stamp | None:
    """None where there is no such file."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Used:
    """Rows of a file that a deck rests on, by number, each with a digest of the cells used. See ``data.Use``."""

    dataset: str
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    looked_at: tuple[str, ...]
    read_as: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One deck as it was made. ``files`` are all that it was made from, with digests; ``used`` are keys of the state's.

    ``said`` are the digests of what its slides say; ``stamp`` is its file as it lay there when this was last known to hold.
    """

    key: str
    names: Mapping[str, str]
    file: str
    slides: int
    said: str
    stamp: Stamp | None
    files: Mapping[str, str]
    used: tuple[str, ...] = ()
    version: str = __version__


@dataclass(frozen=True, slots=True)
class State:
    """A batch as it was made; ``complete`` where every group has its deck.

    ``used`` are the rows that decks rest on, once for all that rest on the same. ``facts`` spare reading files again, by their
    path from the project's folder.
    """

    records: Mapping[str, Record] = field(default_factory=dict[str, Record])
    used: Mapping[str, Used] = field(default_factory=dict[str, Used])
    facts: Mapping[str, FileFacts] = field(default_factory=dict[str, FileFacts])
    complete: bool = False

    def untouched(self, root: Path, folder: Path) -> bool:
        """Whether every group has its deck, each as it was made, and no file that any of them was made from changed."""
        now = current(root, self.facts, {file for record in self.records.values() for file in record.files})
        return self.complete and all(
            record.version == __version__
            and record.stamp == stamp_of(folder / record.file) is not None
            and all(file in now and now[file].digest == digest for file, digest in record.files.items())
            for record in self.records.values()
        )


def current(root: Path, known: Mapping[str, FileFacts], files: Iterable[str]) -> dict[str, FileFacts]:
    """The files as they are now; one that is not there is left out."""
    found = {file: FileFacts.of(root / file, known.get(file)) for file in sorted(files)}
    return {file: facts for file, facts in found.items() if facts}


def state_file(root: Path, spec: Path, folder: Path, language: str, sets: Mapping[str, str]) -> Path:
    """Where the state of a batch lies."""
    told = json.dumps([str(spec.resolve()), str(folder.resolve()), language, sorted(sets.items())])
    return root / FOLDER / f"{spec.stem}-{hashlib.sha256(told.encode()).hexdigest()[:12]}.json"


def read_state(path: Path) -> State:
    """The state as it was written; an empty one where there is none, or one that cannot be used."""
    try:
        told: Any = json.loads(path.read_text("utf-8"))
        if told["form"] != FORM:
            return State()
        records = {key: _record(each) for key, each in told["records"].items()}
        facts = {file: FileFacts(**each) for file, each in told["facts"].items()}
        used = {key: _used(each) for key, each in told["used"].items()}
        return State(records, used, facts, bool(told["complete"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def write_state(path: Path, state: State) -> None:
    """Write the state whole. That it cannot be written costs time later, and is no fault of the decks."""
    from deckgen.build.target import write_whole
    from deckgen.errors import DeckgenError

    kept = {key for record in state.records.values() for key in record.used}
    told = json.dumps(
        {
            "form": FORM,
            "complete": state.complete,
            "facts": {file: _plain(facts) for file, facts in state.facts.items()},
            "records": {key: _plain(record) for key, record in state.records.items()},
            "used": {key: _plain(used) for key, used in state.used.items() if key in kept},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(told.encode(), path, str(path))
    except (OSError, DeckgenError):
        return


def _plain(value: FileFacts | Record | Used) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _record(told: dict[str, Any]) -> Record:
    used: tuple[str, ...] = tuple(told.pop("used"))
    stamp: list[int] | None = told.pop("stamp")
    return Record(used=used, stamp=(stamp[0], stamp[1]) if stamp else None, **told)


def _used(told: dict[str, Any]) -> Used:
    return Used(
        dataset=told["dataset"],
        conditions=tuple((column, tuple(values)) for column, values in told["conditions"]),
        looked_at=tuple(told["looked_at"]),
        read_as=told["read_as"],
        file=told["file"],
        columns=tuple(told["columns"]),
        rows=tuple((row, digest) for row, digest in told["rows"]),
    )
