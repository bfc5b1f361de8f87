"""``deckgen build``: a single deck, or a batch with its progress and its summary."""

import time
from contextlib import closing
from pathlib import Path

from deckgen.build import Outcome, Plan, chosen, default_target, in_folder, make, make_all
from deckgen.build.target import check_folder
from deckgen.cli.report import FAILED, FAULTY, Choice, Report, Summary, stop
from deckgen.errors import DeckgenError, Problems
from deckgen.powerpoint.write import Writer

INTERRUPTED = 130  # what a shell says of a command that was stopped by Ctrl-C


def build_single(plan: Plan, choice: Choice, problems: Problems, report: Report) -> Path:
    """Make the one deck and tell of it. Ends the command where it fails."""
    target = choice.output or default_target(plan)
    try:
        check_folder(target, str(target))
        writer = Writer(plan.brief.template.file)
    except DeckgenError as error:
        stop(report, (*problems.warnings, *error.problems), FAULTY)
    try:
        built = make(plan, plan.groups[0], target, writer, problems, force=choice.force, strict=choice.strict)
    except DeckgenError as error:
        stop(report, (*problems.warnings, *error.problems), FAILED)
    report.problems(built.warnings)
    report.built(built)
    return built.file


def build_batch(plan: Plan, choice: Choice, problems: Problems, report: Report) -> None:
    """Make the groups' decks and tell of each. Ends the command with 1 where one failed, with 130 where it was stopped."""
    start = time.perf_counter()
    folder = choice.output or plan.brief.spec.path.with_suffix("")
    try:
        pairs = chosen(plan, choice.only)
        tasks = in_folder(plan, folder, pairs, force=choice.force, strict=choice.strict)
    except DeckgenError as error:
        stop(report, (*problems.warnings, *error.problems), FAULTY)
    report.problems(problems.warnings)
    report.begin(len(tasks))
    outcomes: list[Outcome] = []
    interrupted = False
    try:
        with closing(make_all(plan, tasks, choice.jobs)) as made:
            for outcome in made:
                outcomes.append(outcome)
                report.outcome(outcome)
    except KeyboardInterrupt:
        interrupted = True
    left = tuple(task.group for task in tasks[len(outcomes) :])
    report.summary(Summary(tuple(outcomes), left, time.perf_counter() - start))
    if interrupted:
        raise SystemExit(INTERRUPTED)
    if any(outcome.status == "failed" for outcome in outcomes):
        raise SystemExit(FAILED)
