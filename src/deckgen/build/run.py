"""One spec → one deck on disk.

First everything that can be found out before a deck is begun (``prepare``), then the deck itself (``finish``): the command
line tells the two apart by its exit status.
"""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from deckgen.build.target import DIGESTS, check_folder, digests, refuse_changed, refuse_open, write_whole
from deckgen.compose import compose
from deckgen.errors import Problem, Problems, fail
from deckgen.fit import fit
from deckgen.model import Deck
from deckgen.powerpoint.write import Writer
from deckgen.spec import Spec, load_spec
from deckgen.template import Template, find_template, load_template


@dataclass(frozen=True)
class Plan:
    """All that a deck is made from, found to be in order. ``deck`` is not yet fitted."""

    spec: Spec
    template: Template
    deck: Deck


@dataclass(frozen=True)
class Built:
    """What became of a deck. ``written`` is False where the file held just this already."""

    file: Path
    slides: int
    written: bool
    warnings: tuple[Problem, ...]
    seconds: float


def build(
    spec: Path | str,
    output: Path | str | None = None,
    *,
    sets: Mapping[str, str] | None = None,
    force: bool = False,
    strict: bool = False,
) -> Built:
    """Make the deck of a spec.

    ``output`` is the file to write, by default the spec's own name with ``.pptx``. ``sets`` change values that the spec
    declares. ``force`` writes over a deck that was changed by hand; ``strict`` takes every warning for an error. Raises
    DeckgenError with all that is wrong; nothing is written then.
    """
    start = time.perf_counter()
    problems = Problems()
    plan = prepare(Path(spec), sets or {}, problems)
    return finish(
        plan, Path(output) if output else default_target(plan.spec), problems, force=force, strict=strict, start=start
    )


def prepare(path: Path, sets: Mapping[str, str], problems: Problems) -> Plan:
    """Read spec, template and data and fill in every slide. Raises DeckgenError with all that is at fault in them."""
    spec = load_spec(path, problems)
    source = spec.fields.template or spec.settings.template
    if source is None:
        fail("template-not-said", spec.fields.mark)
    template = load_template(find_template(source.text, spec.project, source.mark), problems)
    return Plan(spec, template, compose(spec, template, sets, problems))


def default_target(spec: Spec) -> Path:
    return spec.path.with_suffix(".pptx")


def finish(
    plan: Plan, target: Path, problems: Problems, *, force: bool = False, strict: bool = False, start: float | None = None
) -> Built:
    """Fit the deck and write it whole, unless the target holds hand edits. Raises DeckgenError; nothing is written then."""
    start = time.perf_counter() if start is None else start
    shown = str(target)
    check_folder(target, shown)
    deck = fit(plan.deck, plan.template, problems)
    problems.raise_errors()
    if strict and problems.warnings:
        fail("strict", None, count=len(problems.warnings))
    refuse_open(target, shown)
    if not force:
        refuse_changed(target, shown)
    data = Writer(plan.template.file).write(deck, custom={DIGESTS: digests(deck)}, modified=_modified())
    written = write_whole(data, target, shown)
    return Built(target, len(deck.slides), written, problems.warnings, time.perf_counter() - start)


def _modified() -> datetime | None:
    """The one time that may enter a deck: what SOURCE_DATE_EPOCH says, in seconds since 1970."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdigit() else None
