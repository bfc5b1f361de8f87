"""``deckgen build`` and ``status``: a single deck, or a batch with its progress and its summary."""

import time
from contextlib import closing
from pathlib import Path

from deckgen.atomic import sweep
from deckgen.build.batch import chosen, update
from deckgen.build.outcome import Outcome, Summary
from deckgen.build.run import Plan, default_target, make
from deckgen.build.stale import left_over, standing
from deckgen.build.state import State, read_state
from deckgen.build.target import check_folder
from deckgen.cli.report import FAILED, FAULTY, Choice, Report, stop
from deckgen.compose import Group
from deckgen.errors import DeckgenError, Problems, fail
from deckgen.powerpoint.write import Writer

NAMED = 10  # files in a message
INTERRUPTED = 130  # what a shell says of a command that was stopped by Ctrl-C


def build_single(plan: Plan, choice: Choice, problems: Problems, report: Report, start: float) -> Path:
    """Make the one deck and tell of it. Ends the command where it fails."""
    target = choice.output or default_target(plan)
    try:
        check_folder(target, str(target))
        sweep(target.parent, target.name)
        writer = Writer(plan.brief.template.file)
    except DeckgenError as error:
        stop(report, (*problems.warnings, *error.problems), FAULTY)
    try:
        options = {"force": choice.force, "strict": choice.strict}
        built = make(plan, plan.groups[0], target, writer, problems, start=start, **options)
    except DeckgenError as error:
        stop(report, (*problems.warnings, *error.problems), FAILED)
    report.problems(built.warnings)
    report.built(built)
    return built.file


def build_batch(plan: Plan, choice: Choice, problems: Problems, report: Report, start: float) -> None:
    """Make the groups' decks and tell of each. Ends the command with 1 where one failed, with 130 where it was stopped."""
    outcomes: list[Outcome] = []
    interrupted = False
    pairs: tuple[tuple[Group, str], ...] = ()
    try:
        pairs = chosen(plan, choice.only)
        _warn_left_over(plan, choice, read_state(choice.state), problems)
        if choice.strict and problems.warnings:
            fail("strict", None, count=len(problems.warnings))
        report.problems(problems.warnings)
        report.begin(len(pairs))
        options = {"force": choice.force, "strict": choice.strict}
        with closing(update(plan, choice.folder, pairs, choice.state, jobs=choice.jobs, **options)) as made:
            for outcome in made:
                outcomes.append(outcome)
                report.outcome(outcome)
    except DeckgenError as error:
        stop(report, (*problems.warnings, *error.problems), FAULTY)
    except KeyboardInterrupt:
        interrupted = True
    done = {outcome.key for outcome in outcomes}
    left = tuple(group.key for group, _ in pairs if group.key not in done)
    report.summary(Summary(choice.folder, tuple(outcomes), left, time.perf_counter() - start))
    if interrupted:
        raise SystemExit(INTERRUPTED)
    if any(outcome.status == "failed" for outcome in outcomes):
        raise SystemExit(FAILED)


def tell_status(plan: Plan, choice: Choice, report: Report) -> None:
    """Tell which decks are stale and why, without making any."""
    state, problems = read_state(choice.state), Problems()
    stand = standing(plan, state, choice.folder)
    _warn_left_over(plan, choice, state, problems)
    report.problems(problems.warnings)
    for group, file in chosen(plan, choice.only):
        report.standing(group.key, file, stand.reasons(group, file))


def _warn_left_over(plan: Plan, choice: Choice, state: State, problems: Problems) -> None:
    files = left_over(plan, state, choice.folder)
    if files:
        named = files if len(files) <= NAMED else (*files[:NAMED], "…")
        problems.warning("decks-left-over", None, count=len(files), folder=str(choice.folder), files=named)
