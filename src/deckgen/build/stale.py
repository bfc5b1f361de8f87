"""Which decks of a batch must be made again, and why."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckgen import __version__
from deckgen.build.changes import Changes, row_changes
from deckgen.build.run import Built, Plan
from deckgen.build.state import FileFacts, Record, State, Used, current, stamp_of
from deckgen.build.target import what_said
from deckgen.compose import Group
from deckgen.data import Use
from deckgen.errors import DeckgenError


@dataclass(frozen=True)
class Standing:
    """A batch as it was made, beside the files as they are now. ``shared`` are those that every deck is made from."""

    plan: Plan
    state: State
    folder: Path
    shared: tuple[str, ...]
    now: dict[str, FileFacts]
    _keys: dict[Use, str] = field(default_factory=dict[Use, str], repr=False)

    def reasons(self, group: Group, file: str) -> tuple[str, ...]:
        """Why the group's deck must be made, in words; () where it is as it would be made now."""
        record = self.state.records.get(group.key)
        if record is None:
            return ("not known what it was made from" if (self.folder / file).exists() else "not made before",)
        found: list[str] = []
        if record.version != __version__:
            found.append(f"made by deckgen {record.version}")
        if record.file != file:
            found.append(f"called {record.file} before")
        elif not (self.folder / file).is_file():
            found.append("not there")
        elif self._replaced(record):
            found.append("another deck lies there")
        return (*found, *self._changes(record))

    def _replaced(self, record: Record) -> bool:
        """Whether what lies there was made otherwise: with other values, in another language, or before this one."""
        target = self.folder / record.file
        return stamp_of(target) != record.stamp and what_said(target) not in (record.said, None)

    def _changes(self, record: Record) -> list[str]:
        used = [self.state.used[key] for key in record.used]
        data = {each.file for each in used}
        changed = [file for file, digest in record.files.items() if file not in self.now or self.now[file].digest != digest]
        told = [f"{file} changed" for file in changed if file not in data]
        for file in changed:
            what = self._rows([each for each in used if each.file == file])
            if what:
                told.append(f"{file}: {what}")
        return told

    def _rows(self, used: Sequence[Used]) -> str:
        """What happened to the rows of a file, in all that is used of it."""
        found = Changes()
        for each in used:
            use = Use(each.dataset, each.conditions, each.looked_at, each.read_as, each.file, each.columns)
            try:
                found |= row_changes(each.rows, self.plan.brief.datasets.row_digests(use))
            except DeckgenError:  # the dataset is made in another way now
                return "read in another way"
        return str(found)

    def record(self, group: Group, file: str, built: Built) -> tuple[Record, Mapping[str, Used]]:
        """What is to be remembered of a deck that was just made: its record, and those of the rows that it rests on that no
        deck before it rested on, by their keys. Each file is looked at once, for all decks."""
        files = dict.fromkeys((*self.shared, *built.pictures, *(use.file for use in built.uses)))
        self.now.update(current(self.plan.brief.spec.project.root, self.state.facts, files.keys() - self.now.keys()))
        new = [use for use in built.uses if use not in self._keys]
        self._keys.update({use: f"{_key(use)}-{self.now[use.file].digest[:6]}" for use in new})
        digests = {name: self.now[name].digest for name in files if name in self.now}
        keys = tuple([self._keys[use] for use in built.uses])
        stamp = stamp_of(self.folder / file)
        record = Record(group.key, dict(group.names), file, built.slides, built.said, stamp, digests, keys)
        return record, {self._keys[use]: self._used(use) for use in new}

    def _used(self, use: Use) -> Used:
        rows = self.plan.brief.datasets.row_digests(use)
        return Used(use.dataset, use.conditions, use.looked_at, use.read_as, use.file, use.columns, rows)


def standing(plan: Plan, state: State, folder: Path) -> Standing:
    """Look at every file that a deck of the batch was made from, or would be made from now."""
    shared = _shared_files(plan)
    files = {file for record in state.records.values() for file in record.files}.union(shared)
    return Standing(plan, state, folder, shared, current(plan.brief.spec.project.root, state.facts, files))


def left_over(plan: Plan, state: State, folder: Path) -> tuple[str, ...]:
    """The decks in the folder that the batch made when it had other groups, or called their decks otherwise."""
    made = {record.file for record in state.records.values()}
    return tuple(sorted(file for file in made.difference(plan.files) if (folder / file).is_file()))


def _shared_files(plan: Plan) -> tuple[str, ...]:
    """What every deck is made from: the spec, the settings and the template, by their paths from the project's folder."""
    spec, project = plan.brief.spec, plan.brief.spec.project
    settings = [project.shown(project.settings)] if project.settings else []
    return (spec.file, *settings, *map(project.shown, plan.brief.template.files))


def _key(use: Use) -> str:
    return hashlib.sha256(repr(use).encode()).hexdigest()[:10]


def looked_over(record: Record, stand: Standing) -> Record:
    """The record of a deck that need not be made, though files changed that it was made from: not in what it uses of them."""
    files = {file: stand.now[file].digest for file in record.files}
    return replace(record, files=files, stamp=stamp_of(stand.folder / record.file))
