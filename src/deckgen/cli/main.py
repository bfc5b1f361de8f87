"""The commands. Exit status 0: done; 2: the command line, the spec or what it names is at fault; 1: a deck failed."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from deckgen import __version__
from deckgen.cli.report import FAILED, FAULTY, Choice, Report, TextReport, report_for, stop
from deckgen.errors import DeckgenError, Problems, fail
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
@click.option("--open", "open_", is_flag=True, help="Open the deck when it is done.")
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
    open_: bool,
    form: str,
) -> None:
    """Make the deck that SPEC describes, or one for each of its groups."""
    from deckgen.build import prepare
    from deckgen.cli.building import build_batch, build_single

    report = report_for(form)
    problems = Problems()
    try:
        plan = prepare(spec, _pairs(sets), problems, language)
        if plan.single and only:
            fail("only-single")
    except DeckgenError as error:
        _stop(report, error, problems, FAULTY)
    choice = Choice(output, only, jobs, force, strict)
    if plan.single:
        file = build_single(plan, choice, problems, report)
        if open_:
            click.launch(str(file))
    else:
        build_batch(plan, choice, problems, report)


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
            report.slides(composed(plan, group, problems), plan.brief.template)
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
