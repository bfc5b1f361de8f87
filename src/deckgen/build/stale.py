"""Which decks of a batch must be made again, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from deckgen import __version__
from deckgen.build.run import Built, Plan
from deckgen.build.state import FileFacts, Record, State, Used, current, row_changes
from deckgen.compose import Group
from deckgen.data import Use
from deckgen.errors import DeckgenError


@dataclass(frozen=True)
class Standing:
    """A batch as it was made, beside the files as they are now."""

    plan: Plan
    state: State
    folder: Path
    now: Mapping[str, FileFacts]

    def reasons(self, group: Group, file: str) -> tuple[str, ...]:
        """Why the group's deck must be made, in words; () where it is as it would be made now."""
        record = self.state.records.get(group.key)
        if record is None:
            return ("not made before",)
        found: list[str] = []
        if record.version != __version__:
            found.append(f"made by deckgen {record.version}")
        if record.file != file:
            found.append(f"called {record.file} before")
        elif not (self.folder / file).is_file():
            found.append("not there")
        return (*found, *self._changes(record))

    def _changes(self, record: Record) -> list[str]:
        data = {used.file for used in record.used}
        changed = [file for file, digest in record.files.items() if file not in self.now or self.now[file].digest != digest]
        told = [f"{file} changed" for file in changed if file not in data]
        for file in changed:
            told += dict.fromkeys(f"{file}: {what}" for used in record.used if used.file == file and (what := self._rows(used)))
        return told

    def _rows(self, used: Used) -> str:
        use = Use(used.dataset, used.conditions, used.looked_at, used.read_as, used.file, used.columns)
        try:
            return row_changes(used.rows, self.plan.brief.datasets.row_digests(use))
        except DeckgenError:  # the dataset is made in another way now
            return "read in another way"


def standing(plan: Plan, state: State, folder: Path) -> Standing:
    """Look at every file that a deck of the batch was made from, or would be made from now."""
    files = {file for record in state.records.values() for file in record.files} | set(shared_files(plan))
    return Standing(plan, state, folder, current(plan.brief.spec.project.root, state.facts, files))


def shared_files(plan: Plan) -> tuple[str, ...]:
    """What every deck is made from: the spec, the settings and the template, by their paths from the project's folder."""
    spec, project = plan.brief.spec, plan.brief.spec.project
    settings = [project.shown(project.settings)] if project.settings else []
    return (spec.file, *settings, *map(project.shown, plan.brief.template.files))


def record_of(plan: Plan, group: Group, file: str, built: Built, now: Mapping[str, FileFacts]) -> Record:
    """What is to be remembered of a deck that was just made."""
    files = (*shared_files(plan), *built.pictures, *(used.file for used in built.used))
    digests = {name: now[name].digest for name in dict.fromkeys(files) if name in now}
    return Record(group.key, dict(group.names), file, built.slides, digests, built.used)


def looked_over(record: Record, now: Mapping[str, FileFacts]) -> Record:
    """The record of a deck that need not be made, though files changed that it was made from: not in what it uses of them."""
    return replace(record, files={file: now[file].digest for file in record.files})
