"""What happened, for people (words) or for programs (a JSON object a line)."""

import json
from collections.abc import Sequence
from typing import Protocol

import click

from deckgen.build import Built
from deckgen.cli.doctor import Finding
from deckgen.errors import Problem
from deckgen.messages import describe
from deckgen.model import Deck, Shape, Text
from deckgen.template import Template


class Report(Protocol):
    def problems(self, problems: Sequence[Problem]) -> None: ...
    def built(self, built: Built) -> None: ...
    def failed(self, count: int) -> None: ...
    def slides(self, deck: Deck, template: Template) -> None: ...
    def findings(self, findings: Sequence[Finding]) -> None: ...


def report_for(form: str) -> Report:
    return JsonReport() if form == "json" else TextReport()


class TextReport:
    """Problems go to the error stream, results to the output."""

    def problems(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            click.secho(describe(problem), err=True, fg="red" if problem.severity == "error" else "yellow")

    def built(self, built: Built) -> None:
        slides = "1 slide" if built.slides == 1 else f"{built.slides} slides"
        if built.written:
            click.echo(f"wrote {built.file}: {slides}, {built.seconds:.1f} s")
        else:
            click.echo(f"unchanged {built.file}: {slides}, just as it was, {built.seconds:.1f} s")

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

    def failed(self, count: int) -> None:
        _event("failed", errors=count)

    def slides(self, deck: Deck, template: Template) -> None:
        names = layout_names(template)
        for number, slide in enumerate(deck.slides, 1):
            _event("slide", number=number, title=title_of(slide.shapes), layout=names[slide.layout], identity=slide.identity)

    def findings(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            _event("finding", what=finding.what, there=finding.there, detail=finding.detail, purpose=finding.purpose)


def layout_names(template: Template) -> dict[str, str]:
    return {layout.part: layout.name for master in template.view.masters for layout in master.layouts}


def title_of(shapes: Sequence[Shape]) -> str:
    content = shapes[0].content
    return content.plain if isinstance(content, Text) else ""


def _event(event: str, **data: object) -> None:
    click.echo(json.dumps({"event": event, **data}, ensure_ascii=False))
