"""The commands. Exit status 0: done; 2: the command line, the spec or what it names is at fault; 1: a deck failed."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from deckgen import __version__
from deckgen.cli.report import FAILED, FAULTY, Choice, Report, TextReport, nothing_changed, report_for, stop
from deckgen.errors import DeckgenError, Problems, fail

if TYPE_CHECKING:
    from deckgen.model import Language

SPEC = click.Path(path_type=Path)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to report: for people, or an event a line.",
)
LANGUAGE = click.option("--language", type=click.Choice(["nb", "nn", "en"]), help="Another language than the spec's own.")
ONLY = click.option("--only", metavar="KEY", multiple=True, help="Only this group, by its code or name; may be given again.")
REFRESH = click.option("--refresh-data", is_flag=True, help="Fetch again what was fetched from statistics banks.")
SET = click.option("--set", "sets", metavar="NAME=VALUE", multiple=True, help="Change a value that the spec declares.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="deckgen")
def main() -> None:
    """PowerPoint decks from a YAML spec, the department's own template, and data."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # an old console must not stop a build over a letter that it lacks
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("spec", type=SPEC)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write, or the folder of a deck for each group."
)
@SET
@LANGUAGE
@ONLY
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="How many processes make decks side by side.")
@click.option("--force", is_flag=True, help="Write over decks that were changed by hand.")
@click.option("--strict", is_flag=True, help="Take every warning for an error.")
@REFRESH
@click.option("--open", "open_", is_flag=True, help="Open the deck when it is done; of several, their folder.")
@FORMAT
def build(
    spec: Path,
    output: Path | None,
    sets: tuple[str, ...],
    language: Language | None,
    only: tuple[str, ...],
    jobs: int,
    force: bool,
    strict: bool,
    refresh_data: bool,
    open_: bool,
    form: str,
) -> None:
    """Make the deck that SPEC describes, or one for each of its groups."""
    start = time.perf_counter()
    report = report_for(form)
    choice = Choice(spec, output, _pairs(sets), language or "", only, jobs, force, strict, refresh_data)
    if nothing_changed(choice, report, start):
        if open_:
            click.launch(str(choice.folder))
        return
    from deckgen.build import prepare
    from deckgen.cli.building import build_batch, build_single

    problems = Problems()
    try:
        plan = prepare(spec, choice.sets, problems, language, refresh_data=refresh_data)
        if plan.single and only:
            fail("only-single")
    except DeckgenError as error:
        _stop(report, error, problems, FAULTY)
    if plan.single:
        made = build_single(plan, choice, problems, report, start)
    else:
        build_batch(plan, choice, problems, report, start)
        made = choice.folder
    if open_:
        click.launch(str(made))


@main.command()
@click.argument("spec", type=SPEC)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder that the decks were built into.")
@SET
@LANGUAGE
@ONLY
@FORMAT
def status(
    spec: Path, output: Path | None, sets: tuple[str, ...], language: Language | None, only: tuple[str, ...], form: str
) -> None:
    """Say which decks of SPEC must be built again, and why, without building."""
    from deckgen.build import prepare
    from deckgen.cli.building import tell_status

    report = report_for(form)
    problems = Problems()
    choice = Choice(spec, output, _pairs(sets), language or "", only)
    try:
        plan = prepare(spec, choice.sets, problems, language)
        if plan.single:
            fail("status-single")
        tell_status(plan, choice, report)
    except DeckgenError as error:
        _stop(report, error, problems, FAULTY)


@main.command("list")
@click.argument("spec", type=SPEC)
@SET
@LANGUAGE
@ONLY
@FORMAT
def list_slides(spec: Path, sets: tuple[str, ...], language: Language | None, only: tuple[str, ...], form: str) -> None:
    """List the groups, files and slides that SPEC makes, without making them."""
    from deckgen.build import chosen, composed, prepare

    report = report_for(form)
    problems = Problems()
    try:
        plan = prepare(spec, _pairs(sets), problems, language)
        pairs = chosen(plan, only)
    except DeckgenError as error:
        _stop(report, error, problems, FAULTY)
    if not plan.single:
        report.groups(pairs)
    shown = pairs if plan.single or only else ()
    try:
        for group, _ in shown:
            report.slides(composed(plan, group, problems).deck, plan.brief.template)
    except DeckgenError as error:
        _stop(report, error, problems, FAILED)
    report.problems(problems.warnings)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make FOLDER a project with a small spec and data that build at once."""
    from deckgen.build.new import new_project

    report = TextReport()
    try:
        files = new_project(folder)
    except DeckgenError as error:
        _stop(report, error, Problems(), FAULTY)
    for file in files:
        click.echo(f"wrote {file}")
    click.echo(f"next:  deckgen build {folder / 'deck.yaml'}")


@main.command()
@click.argument("deck", type=SPEC)
@click.option("--slide", type=click.IntRange(min=1), help="Only this slide, counted from 1.")
@click.option(
    "--project", type=click.Path(path_type=Path), help="The folder of the data, where it is not the one that the deck lies in."
)
@FORMAT
def trace(deck: Path, slide: int | None, project: Path | None, form: str) -> None:
    """List where each number of DECK came from: dataset, file, steps and, with the data at hand, rows."""
    from deckgen.cli.tracing import tell
    from deckgen.trace.answer import trace as ask

    report = report_for(form)
    try:
        found = ask(deck, project, slide)
    except DeckgenError as error:
        report.problems(error.problems)
        raise SystemExit(FAULTY) from None
    tell(found, form, report)


@main.command()
@click.argument("spec", type=SPEC, required=False)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--draft",
    metavar="[FILE|URL]",
    is_flag=False,
    flag_value="",
    default=None,
    help="Write the lines of a spec that read a new file or ask a statistics bank for a table, with comments where they guess.",
)
@REFRESH
@FORMAT
def data(spec: Path | None, names: tuple[str, ...], draft: str | None, refresh_data: bool, form: str) -> None:
    """Show the datasets of SPEC as they were read, or those named; or draft the lines that read a new file."""
    from deckgen.cli.data import tell_datasets, tell_draft, tell_table

    report = report_for(form)
    file = Path(draft) if draft else spec
    if file is None:
        raise click.UsageError("Missing argument 'SPEC'.")
    try:
        failed = False
        if draft is None:
            failed = tell_datasets(file, names, form, report, refresh_data=refresh_data)
        elif draft.startswith(("https://", "http://")):
            tell_table(draft, spec, form)
        else:
            tell_draft(file, spec if draft else None, form)
    except DeckgenError as error:
        _stop(report, error, Problems(), FAULTY)
    if failed:
        raise SystemExit(FAULTY)


@main.command()
@FORMAT
def doctor(form: str) -> None:
    """Say what is installed here, and what each thing is for."""
    from deckgen.cli.doctor import findings

    report_for(form).findings(findings())


@main.command()
def schema() -> None:
    """Print the JSON Schema of specs, with which editors complete and check them."""
    from deckgen.spec.schema import schema_text

    click.echo(schema_text(), nl=False)


def _pairs(sets: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in sets:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f'"{text}" is not NAME=VALUE', param_hint="--set")
        pairs[name.strip()] = value
    return pairs


def _stop(report: Report, error: DeckgenError, problems: Problems, status: int) -> NoReturn:
    stop(report, (*problems.warnings, *error.problems), status)
