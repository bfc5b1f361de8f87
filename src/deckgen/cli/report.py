"""What happened, for people (words) or for programs (a JSON object a line)."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

import click

from deckgen.build.outcome import Outcome, Summary
from deckgen.build.state import read_state, state_file
from deckgen.errors import Problem
from deckgen.messages import describe
from deckgen.project import find_project

if TYPE_CHECKING:
    from deckgen.build.run import Built
    from deckgen.cli.doctor import Finding
    from deckgen.compose import Group
    from deckgen.model import Deck, Shape
    from deckgen.template import Template

FAULTY = 2
FAILED = 1


@dataclass(frozen=True)
class Choice:
    """What the command line says of a build."""

    spec: Path
    output: Path | None
    sets: dict[str, str] = field(default_factory=dict[str, str])
    language: str = ""
    only: tuple[str, ...] = ()
    jobs: int = 1
    force: bool = False
    strict: bool = False
    refresh_data: bool = False

    @property
    def folder(self) -> Path:
        """Where the decks of a batch go: by default into a folder of the spec's name, beside it."""
        return self.output or self.spec.with_suffix("")

    @property
    def state(self) -> Path:
        """Where is kept what the batch was made from."""
        return state_file(find_project(self.spec).root, self.spec, self.folder, self.language, self.sets)


class Report(Protocol):
    """What a command has to tell, as it comes."""

    def problems(self, problems: Sequence[Problem]) -> None: ...
    def built(self, built: Built) -> None: ...
    def begin(self, count: int) -> None: ...
    def outcome(self, outcome: Outcome) -> None: ...
    def summary(self, summary: Summary) -> None: ...
    def groups(self, pairs: Sequence[tuple[Group, str]]) -> None: ...
    def standing(self, key: str, file: str, reasons: Sequence[str]) -> None: ...
    def failed(self, count: int) -> None: ...
    def slides(self, deck: Deck, template: Template) -> None: ...
    def findings(self, findings: Sequence[Finding]) -> None: ...


def report_for(form: str) -> Report:
    return JsonReport() if form == "json" else TextReport()


def nothing_changed(choice: Choice, report: Report, start: float) -> bool:
    """Tell of a batch that it is as it would be made now, if it is. Found out without reading spec, data or template."""
    if choice.only or choice.force or choice.refresh_data or not choice.state.is_file():
        return False
    state = read_state(choice.state)
    if not state.records or not state.untouched(find_project(choice.spec).root, choice.folder):
        return False
    outcomes = tuple(
        Outcome(record.key, choice.folder / record.file, "unchanged", record.slides) for record in state.records.values()
    )
    report.begin(len(outcomes))
    for outcome in outcomes:
        report.outcome(outcome)
    report.summary(Summary(choice.folder, outcomes, (), time.perf_counter() - start))
    return True


def stop(report: Report, problems: Sequence[Problem], status: int) -> NoReturn:
    """Tell what is wrong and end the command."""
    report.problems(problems)
    report.failed(sum(problem.severity == "error" for problem in problems))
    raise SystemExit(status)


class TextReport:
    """Problems go to the error stream, results to the output. On a screen, a bar shows how far a batch has come."""

    def __init__(self) -> None:
        self._count = 0
        self._done = 0

    def problems(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            click.secho(describe(problem), err=True, fg="red" if problem.severity == "error" else "yellow")

    def built(self, built: Built) -> None:
        slides = "1 slide" if built.slides == 1 else f"{built.slides} slides"
        if built.written:
            click.echo(f"wrote {built.file}: {slides}, {built.seconds:.1f} s")
        else:
            click.echo(f"unchanged {built.file}: {slides}, just as it was, {built.seconds:.1f} s")

    def begin(self, count: int) -> None:
        self._count, self._done = count, 0

    def outcome(self, outcome: Outcome) -> None:
        self._done += 1
        if sys.stderr.isatty():
            filled = 30 * self._done // max(self._count, 1)
            bar = "#" * filled + "-" * (30 - filled)
            click.echo(f"\r[{bar}] {self._done}/{self._count}", nl=self._done == self._count, err=True)
        if outcome.status == "built" and outcome.reasons:
            click.echo(f"built {outcome.target}: {'; '.join(outcome.reasons)}")
        if outcome.status == "failed":
            click.secho(f"failed {outcome.target}", err=True, fg="red")
            self.problems([problem for problem in outcome.problems if problem.severity == "error"])

    def summary(self, summary: Summary) -> None:
        for (code, problem), count in _alike(summary.outcomes).items():
            click.secho(describe(problem), err=True, fg="yellow")
            if count > 1:
                click.secho(f"  and so in {count - 1} more decks [{code}]", err=True, fg="yellow")
        counts = (
            (summary.count("built"), "built"),
            (summary.count("unchanged"), "unchanged"),
            (summary.count("failed"), "failed"),
        )
        parts = [f"{count} {status}" for count, status in counts if count]
        click.echo(f"{', '.join(parts) or 'nothing to do'} in {summary.folder}, {summary.seconds:.1f} s")
        if summary.left:
            names = ", ".join(summary.left[:20])
            more = f" and {len(summary.left) - 20} more" if len(summary.left) > 20 else ""
            click.echo(f"stopped; not made: {names}{more}", err=True)

    def groups(self, pairs: Sequence[tuple[Group, str]]) -> None:
        for group, file in pairs:
            click.echo(f"{group.key}  {file}")

    def standing(self, key: str, file: str, reasons: Sequence[str]) -> None:
        click.echo(f"{key}  {file}: {'; '.join(reasons) if reasons else 'up to date'}")

    def failed(self, count: int) -> None:
        click.echo("1 error; nothing was written" if count == 1 else f"{count} errors; nothing was written", err=True)

    def slides(self, deck: Deck, template: Template) -> None:
        names = layout_names(template)
        for number, slide in enumerate(deck.slides, 1):
            click.echo(f"{number:>4}  {title_of(slide.shapes)}  [{names[slide.layout]}]")

    def findings(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            click.echo(f"{'yes' if finding.there else 'no ':<4} {finding.what}: {finding.detail}")
            click.echo(f"     {finding.purpose}")


class JsonReport:
    """Everything goes to the output, an object a line, each with its ``event``."""

    def problems(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            mark = problem.mark
            place = {"file": mark.file, "line": mark.line, "column": mark.column, "place": mark.place} if mark else {}
            data = {key: list(value) if isinstance(value, tuple) else value for key, value in problem.data}
            _event(problem.severity, code=problem.code, message=describe(problem), data=data, **place)

    def built(self, built: Built) -> None:
        _event("built", file=str(built.file), slides=built.slides, written=built.written, seconds=round(built.seconds, 3))

    def begin(self, count: int) -> None:
        _event("begin", decks=count)

    def outcome(self, outcome: Outcome) -> None:
        errors = [problem for problem in outcome.problems if problem.severity == "error"]
        _event(
            outcome.status,
            group=outcome.key,
            file=str(outcome.target),
            seconds=round(outcome.seconds, 3),
            slides=outcome.slides,
            reasons=list(outcome.reasons),
            problems=[describe(problem) for problem in errors],
        )
        self.problems([problem for problem in outcome.problems if problem.severity == "warning"])

    def summary(self, summary: Summary) -> None:
        counts = {"built": summary.count("built"), "unchanged": summary.count("unchanged"), "failed": summary.count("failed")}
        _event("summary", folder=str(summary.folder), **counts, not_made=list(summary.left), seconds=round(summary.seconds, 3))

    def groups(self, pairs: Sequence[tuple[Group, str]]) -> None:
        for group, file in pairs:
            _event("group", key=group.key, names=dict(group.names), file=file)

    def standing(self, key: str, file: str, reasons: Sequence[str]) -> None:
        _event("standing", group=key, file=file, stale=bool(reasons), reasons=list(reasons))

    def failed(self, count: int) -> None:
        _event("failed", errors=count)

    def slides(self, deck: Deck, template: Template) -> None:
        names = layout_names(template)
        for number, slide in enumerate(deck.slides, 1):
            _event("slide", number=number, title=title_of(slide.shapes), layout=names[slide.layout], identity=slide.identity)

    def findings(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            _event("finding", what=finding.what, there=finding.there, detail=finding.detail, purpose=finding.purpose)


def _alike(outcomes: Sequence[Outcome]) -> dict[tuple[str, Problem], int]:
    """The warnings of a batch, one of each kind and place, with the number of decks that had it."""
    first: dict[tuple[object, ...], Problem] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    for outcome in outcomes:
        for problem in outcome.problems:
            if problem.severity == "warning":
                key = (problem.code, problem.mark)
                first.setdefault(key, problem)
                counts[key] += 1
    return {(problem.code, problem): counts[key] for key, problem in first.items()}


def layout_names(template: Template) -> dict[str, str]:
    return {layout.part: layout.name for master in template.view.masters for layout in master.layouts}


def title_of(shapes: Sequence[Shape]) -> str:
    from deckgen.model import Text

    content = shapes[0].content
    return content.plain if isinstance(content, Text) else ""


def _event(event: str, **data: object) -> None:
    click.echo(json.dumps({"event": event, **data}, ensure_ascii=False))
