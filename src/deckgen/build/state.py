"""What the last build of a batch was made from, kept in the project's folder ``.deckgen``.

The folder can be thrown away; that costs one build of everything. Each batch (a spec, a folder, a language, values) has a
file of its own. Nothing heavy is imported here: a batch in which nothing changed is found so before specs, data or templates
are read at all.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from deckgen import __version__

FOLDER = ".deckgen"
FORM = 1  # of the file; a file of another form is as good as none


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file was. Its bytes are read again only where its size or time differ."""

    size: int
    time: int  # nanoseconds
    digest: str

    @classmethod
    def of(cls, path: Path, known: "FileFacts | None" = None) -> "FileFacts | None":
        """The facts of a file; None where it is not there. ``known`` saves reading what cannot have changed."""
        try:
            stat = path.stat()
            if known and (known.size, known.time) == (stat.st_size, stat.st_mtime_ns):
                return known
            return cls(stat.st_size, stat.st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file that a deck rests on: their numbers and a digest of the cells that it used."""

    dataset: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One deck as it was made."""

    key: str
    names: Mapping[str, str]
    file: str
    slides: int
    target: FileFacts
    pictures: tuple[str, ...] = ()
    rows: tuple[Rows, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A batch as it was made. ``files`` are all that it was made from, by their path from the project's folder."""

    spec: str
    template: str  # its fingerprint
    files: Mapping[str, FileFacts]
    records: Mapping[str, Record] = field(default_factory=dict[str, Record])
    version: str = __version__
    template_files: tuple[str, ...] = ()

    def changed(self, root: Path) -> tuple[str, ...]:
        """The files that are not as they were."""
        return tuple(file for file, facts in self.files.items() if not _same(FileFacts.of(root / file, facts), facts))

    def untouched(self, root: Path, folder: Path) -> bool:
        """Whether nothing that the batch was made from changed, and each of its decks is there."""
        return (
            self.version == __version__
            and all((folder / record.file).is_file() for record in self.records.values())
            and not self.changed(root)
        )


def state_file(root: Path, spec: Path, folder: Path, language: str, sets: Iterable[tuple[str, str]]) -> Path:
    """Where the state of a batch lies."""
    told = json.dumps([str(spec.resolve()), str(folder.resolve()), language, sorted(sets)])
    return root / FOLDER / f"{spec.stem}-{hashlib.sha256(told.encode()).hexdigest()[:12]}.json"


def read_state(path: Path) -> State | None:
    """The state as it was written; None where there is none, or one that cannot be used."""
    try:
        told: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if told.pop("form") != FORM:
            return None
        records = {key: _record(record) for key, record in told.pop("records").items()}
        files = {file: FileFacts(**facts) for file, facts in told.pop("files").items()}
        return State(files=files, records=records, template_files=tuple(told.pop("template_files")), **told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_state(path: Path, state: State) -> None:
    """Write the state whole. That it cannot be written costs time later and is no fault of the decks."""
    from deckgen.build.target import write_whole
    from deckgen.errors import DeckgenError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        told = json.dumps({"form": FORM, **asdict(state)}, ensure_ascii=False, separators=(",", ":"))
        write_whole(told.encode(), path, str(path))
    except (OSError, DeckgenError):
        return


def row_changes(before: Rows | None, now: Rows | None) -> str:
    """What happened to the rows that a deck rests on, in words: "2 rows added, 1 changed (row 17)"; "" for nothing."""
    old, new = (dict(each.rows) if each else {} for each in (before, now))
    gone = _without(old, new.values())
    come = _without(new, old.values())
    changed = sorted(set(gone) & set(come))
    added, removed = sorted(set(come) - set(changed)), sorted(set(gone) - set(changed))
    parts = [_count(rows, word) for rows, word in ((added, "added"), (changed, "changed"), (removed, "removed")) if rows]
    return ", ".join(parts)


def _without(rows: Mapping[int, str], others: Iterable[str]) -> dict[int, str]:
    """The rows whose cells the others do not have, counted: of two equal rows one may be new."""
    left: dict[str, int] = {}
    for digest in others:
        left[digest] = left.get(digest, 0) + 1
    found: dict[int, str] = {}
    for row, digest in rows.items():
        if left.get(digest):
            left[digest] -= 1
        else:
            found[row] = digest
    return found


def _count(rows: list[int], word: str) -> str:
    named = ", ".join(map(str, rows[:5])) + (" …" if len(rows) > 5 else "")
    return f"{len(rows)} row{'s' if len(rows) > 1 else ''} {word} (row {named})"


def _same(one: FileFacts | None, other: FileFacts) -> bool:
    return one is not None and one.digest == other.digest


def _record(told: dict[str, Any]) -> Record:
    rows = tuple(
        Rows(each["dataset"], each["file"], tuple(each["columns"]), tuple((row, digest) for row, digest in each["rows"]))
        for each in told.pop("rows")
    )
    return Record(target=FileFacts(**told.pop("target")), pictures=tuple(told.pop("pictures")), rows=rows, **told)
