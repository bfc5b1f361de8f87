"""The commands. Exit status 0: done; 2: the command line, the spec or what it names is at fault; 1: a deck failed."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from deckgen import __version__
from deckgen.cli.report import Report, TextReport, report_for
from deckgen.errors import DeckgenError, Problems

FAULTY = 2
FAILED = 1

SPEC = click.Path(path_type=Path)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to report: for people, or an event a line.",
)
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
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write. Usually the spec's name with .pptx.")
@SET
@click.option("--force", is_flag=True, help="Write over a deck that was changed by hand.")
@click.option("--strict", is_flag=True, help="Take every warning for an error.")
@click.option("--open", "open_", is_flag=True, help="Open the deck when it is done.")
@FORMAT
def build(spec: Path, output: Path | None, sets: tuple[str, ...], force: bool, strict: bool, open_: bool, form: str) -> None:
    """Make the deck that SPEC describes."""
    from deckgen.build import default_target, finish, prepare

    report = report_for(form)
    problems = Problems()
    try:
        plan = prepare(spec, _pairs(sets), problems)
    except DeckgenError as error:
        _stop(report, error, problems, FAULTY)
    try:
        built = finish(plan, output or default_target(plan.spec), problems, force=force, strict=strict)
    except DeckgenError as error:
        _stop(report, error, problems, FAILED)
    report.problems(built.warnings)
    report.built(built)
    if open_:
        click.launch(str(built.file))


@main.command("list")
@click.argument("spec", type=SPEC)
@SET
@FORMAT
def list_slides(spec: Path, sets: tuple[str, ...], form: str) -> None:
    """List the slides that SPEC makes, without making them."""
    from deckgen.build import prepare
    from deckgen.fit import fit

    report = report_for(form)
    problems = Problems()
    try:
        plan = prepare(spec, _pairs(sets), problems)
    except DeckgenError as error:
        _stop(report, error, problems, FAULTY)
    try:
        deck = fit(plan.deck, plan.template, problems)
        problems.raise_errors()
    except DeckgenError as error:
        _stop(report, error, problems, FAILED)
    report.slides(deck, plan.template)
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
    report.problems(problems.warnings)
    report.problems(error.problems)
    report.failed(len(error.problems))
    raise SystemExit(status)
