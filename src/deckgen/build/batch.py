"""A deck a group: in turn, or by several processes. One group's failure does not stop the others.

A worker is given the plan once, with all that was read; what it makes does not depend on who made what, so that any number
of workers gives the same bytes.
"""

import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deckgen.atomic import sweep
from deckgen.build.outcome import Outcome
from deckgen.build.run import Built, Plan, make, prepare
from deckgen.build.stale import looked_over, standing
from deckgen.build.state import State, current, read_state, state_file, write_state
from deckgen.build.target import check_folder
from deckgen.compose import Group
from deckgen.compose.giving import Given
from deckgen.data.geography.names import folded, sides
from deckgen.errors import DeckgenError, Mark, Problem, Problems, closest, fail
from deckgen.model import Language
from deckgen.powerpoint.write import Writer

WAITS = (0.2, 0.8)  # seconds between looks at a target that is open elsewhere: a colleague may be about to close it
TOGETHER = 4  # decks that a worker is given at once


@dataclass(frozen=True)
class Task:
    """One deck to make, and why."""

    group: Group
    target: Path
    reasons: tuple[str, ...] = ()
    force: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Made:
    """What a worker did with a task. ``built`` is None where it failed."""

    built: Built | None
    problems: tuple[Problem, ...]
    seconds: float


def build_decks(
    spec: Path | str,
    folder: Path | str,
    *,
    only: Sequence[str] = (),
    sets: Mapping[str, str] | None = None,
    language: Language | None = None,
    jobs: int = 1,
    force: bool = False,
    strict: bool = False,
    refresh_data: bool = False,
    data: Given | None = None,
) -> list[Outcome]:
    """Bring a spec's decks in a folder up to date, one for each group, and tell what became of each.

    ``only`` names groups, by code or name; ``refresh_data`` and ``data`` are as in ``build_deck``. A group's failure is in its
    outcome; what is wrong with the spec or what it names raises DeckgenError before any deck is begun.
    """
    path, target, values = Path(spec), Path(folder), dict(sets or {})
    problems = Problems()
    plan = prepare(path, values, problems, language, refresh_data=refresh_data, data=data)
    if strict and problems.warnings:  # of what all decks are made from
        raise DeckgenError((*problems.warnings, Problem("strict", (("count", len(problems.warnings)),))))
    state = state_file(plan.brief.spec.project.root, path, target, language or "", values)
    return list(update(plan, target, chosen(plan, only), state, jobs=jobs, force=force, strict=strict))


def chosen(plan: Plan, only: Sequence[str], mark: Mark | None = None) -> tuple[tuple[Group, str], ...]:
    """The groups named, with their files, in the plan's order; all where none is named.

    A name is a group's key, or what another of its columns says. One that fits several groups, or none, is refused.
    """
    pairs = tuple(zip(plan.groups, plan.files, strict=True))
    if not only:
        return pairs
    keys: set[str] = set()
    problems = Problems()
    for name in only:
        found = [group for group in plan.groups if group.key == name]
        found = found or [group for group in plan.groups if folded(name) in _called(group)]
        if len(found) == 1:
            keys.add(found[0].key)
        elif found:
            problems.error("only-ambiguous", mark, name=name, possible=tuple(map(_told, found)))
        else:
            problems.error("only-unknown", mark, name=name, nearest=_nearest(name, plan.groups))
    problems.raise_errors()
    return tuple(pair for pair in pairs if pair[0].key in keys)


def update(
    plan: Plan,
    folder: Path,
    pairs: Sequence[tuple[Group, str]],
    state_path: Path,
    *,
    jobs: int = 1,
    force: bool = False,
    strict: bool = False,
) -> Generator[Outcome]:
    """Bring the decks of these groups up to date, and tell of each when it is done, in order.

    Closing the generator, or an interruption, leaves what is done whole, remembers it, and begins nothing more. Raises
    DeckgenError where the folder cannot be made.
    """
    make_folder(folder)
    sweep(folder)
    sweep(state_path.parent, state_path.name)
    state = read_state(state_path)
    stand = standing(plan, state, folder)
    reasons = [("--force",) if force else stand.reasons(group, file) for group, file in pairs]
    tasks = [Task(group, folder / file, why, force, strict) for (group, file), why in zip(pairs, reasons, strict=True) if why]
    records, used = dict(state.records), dict(state.used)
    made = make_all(plan, tasks, jobs)
    try:
        for (group, file), why in zip(pairs, reasons, strict=True):
            if not why:
                records[group.key] = looked_over(records[group.key], stand)
                yield Outcome(group.key, folder / file, "unchanged", records[group.key].slides)
                continue
            result = next(made)
            if result.built:  # else what lies there is what was remembered
                records[group.key], rows = stand.record(group, file, result.built)
                used |= rows
            yield _outcome(group, folder / file, why, result)
    finally:
        made.close()
        records = {group.key: records[group.key] for group in plan.groups if group.key in records}
        files = {file for record in records.values() for file in record.files}
        facts = current(plan.brief.spec.project.root, stand.now, files)
        write_state(state_path, State(records, used, facts, complete=len(records) == len(plan.groups)))


def make_folder(folder: Path) -> None:
    """Raises DeckgenError where the folder is not there and cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail("target-not-writable", None, file=str(folder), why=error.strerror or str(error))


def make_all(plan: Plan, tasks: Sequence[Task], jobs: int = 1) -> Generator[Made]:
    """Do the tasks, and give what came of each, in their order."""
    if jobs == 1 or len(tasks) < 2:
        worker = _Worker(plan)
        yield from map(worker.make, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(min(jobs, len(tasks)), initializer=_begin, initargs=(plan,))
    try:
        yield from pool.map(_make, tasks, chunksize=TOGETHER)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _Worker:
    """What a process keeps from deck to deck."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._writer = Writer(plan.brief.template.file)

    def make(self, task: Task) -> Made:
        start = time.perf_counter()
        for wait in (*WAITS, None):
            try:
                return self._made(task, start)
            except DeckgenError as error:
                if wait is None or error.problems[0].code != "target-open":
                    return Made(None, error.problems, time.perf_counter() - start)
            time.sleep(wait)
        raise AssertionError  # the last wait is None

    def _made(self, task: Task, start: float) -> Made:
        check_folder(task.target, str(task.target))
        problems = Problems()
        built = make(
            self._plan, task.group, task.target, self._writer, problems, force=task.force, strict=task.strict, start=start
        )
        return Made(built, built.warnings, built.seconds)


_worker: _Worker | None = None  # one a process


def _begin(plan: Plan) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked decides when to stop
    global _worker
    _worker = _Worker(plan)


def _make(task: Task) -> Made:
    assert _worker is not None
    return _worker.make(task)


def _outcome(group: Group, target: Path, reasons: tuple[str, ...], made: Made) -> Outcome:
    if made.built is None:
        return Outcome(group.key, target, "failed", 0, reasons, made.problems, made.seconds)
    status = "built" if made.built.written else "unchanged"
    return Outcome(group.key, target, status, made.built.slides, reasons, made.problems, made.seconds)


def _called(group: Group) -> set[str]:
    """Whatever its columns say, as it is compared; of a name in several languages each."""
    return {form for value in group.names.values() for form in (folded(value), *sides(folded(value)))}


def _told(group: Group) -> str:
    others = dict.fromkeys(value for value in group.names.values() if value != group.key)
    return f"{group.key} ({', '.join(others)})" if others else group.key


def _nearest(name: str, groups: Sequence[Group]) -> str:
    called = {value: None for group in groups for value in (group.key, *group.names.values())}
    return closest(name, called)
