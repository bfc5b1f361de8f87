"""One spec → the decks on disk.

First everything that can be found out before a deck is begun (``prepare``), then the decks themselves (``make``): the command
line tells the two apart by its exit status.
"""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from deckgen.atomic import sweep
from deckgen.build.names import refuse_equal, safe_name
from deckgen.build.target import DIGESTS, check_folder, digests, refuse_changed, refuse_open, write_whole
from deckgen.compose import Brief, Composition, Group, brief_of, compose, groups_of
from deckgen.compose.giving import Given, keep_given
from deckgen.data import Use
from deckgen.errors import DeckgenError, Mark, Problem, Problems, fail
from deckgen.fit import Places, fit
from deckgen.model import Language
from deckgen.powerpoint.write import Writer
from deckgen.spec import load_spec
from deckgen.template import find_template, load_template
from deckgen.trace.record import NAMESPACE
from deckgen.trace.write import Recorder

REHEARSALS = 3  # decks composed before any is begun: what is wrong in all of them is wrong in the spec


@dataclass(frozen=True)
class Plan:
    """All that the decks are made from, found to be in order, and what is to be made: a group and a file name a deck.

    A spec without ``decks:`` makes one deck, of the group that is everything, and its file name is the spec's own.
    """

    brief: Brief
    groups: tuple[Group, ...]
    files: tuple[str, ...]
    first: "Rehearsed | None" = None  # the first group's deck, where it was found to be in order
    recorder: Recorder = field(default_factory=Recorder, compare=False, repr=False)

    @cached_property
    def places(self) -> Places:
        """What fit keeps from deck to deck."""
        return Places(self.brief.template)

    @property
    def single(self) -> bool:
        """Whether the spec makes one deck rather than one a group."""
        return self.brief.spec.fields.decks is None


@dataclass(frozen=True)
class Rehearsed:
    """A deck before it is fitted, and what was warned of on the way."""

    composition: Composition
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Built:
    """What became of a deck. ``written`` is False where the file held just this already.

    ``said`` is what each slide says, digested; ``pictures`` are the picture files, and ``uses`` what of the data files, that it
    was made from.
    """

    file: Path
    slides: int
    written: bool
    warnings: tuple[Problem, ...]
    seconds: float
    said: str = ""
    pictures: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()


def build_deck(
    spec: Path | str,
    output: Path | str | None = None,
    *,
    sets: Mapping[str, str] | None = None,
    language: Language | None = None,
    force: bool = False,
    strict: bool = False,
    refresh_data: bool = False,
    data: Given | None = None,
) -> Built:
    """Make the one deck of a spec.

    ``output`` is the file to write, by default the spec's own name with ``.pptx``. ``sets`` change values that the spec
    declares. ``force`` writes over a deck that was changed by hand; ``strict`` takes every warning for an error;
    ``refresh_data`` fetches again what was fetched before. ``data`` are tables, or functions that return one, by the names of
    datasets whose CSV files they are written into first. Raises DeckgenError with all that is wrong; no deck is written then.
    """
    start = time.perf_counter()
    problems = Problems()
    plan = prepare(Path(spec), sets or {}, problems, language, refresh_data=refresh_data, data=data)
    if not plan.single:
        fail("batch-wants-folder", plan.brief.spec.fields.mark, count=len(plan.groups))
    target = Path(output) if output else default_target(plan)
    check_folder(target, str(target))
    sweep(target.parent, target.name)
    writer = Writer(plan.brief.template.file)
    return make(plan, plan.groups[0], target, writer, problems, force=force, strict=strict, start=start)


def prepare(
    path: Path,
    sets: Mapping[str, str],
    problems: Problems,
    language: Language | None = None,
    *,
    refresh_data: bool = False,
    data: Given | None = None,
) -> Plan:
    """Read spec, template and data, and fill in the slides of the first groups. Raises DeckgenError with all at fault."""
    spec = load_spec(path, problems)
    if data is not None:
        keep_given(data, spec)
    source = spec.fields.template or spec.settings.template
    if source is None:
        fail("template-not-said", spec.fields.mark)
    template = load_template(find_template(source.text, spec.project, source.mark), problems)
    brief = brief_of(spec, template, sets, language, problems, refresh_data=refresh_data)
    groups = groups_of(brief)
    decks = spec.fields.decks
    others = [number.from_ for number in spec.fields.numbers.values()] + [decks.from_ if decks else None]
    brief.datasets.warn_unused(spec.slides, [name.text for name in others if name])
    return Plan(brief, groups, _files(brief, groups), _rehearsed(brief, groups))


def default_target(plan: Plan) -> Path:
    """Where a single deck goes if nothing else is said: beside its spec."""
    return plan.brief.spec.path.with_suffix(".pptx")


def composed(plan: Plan, group: Group, problems: Problems) -> Composition:
    """A group's deck as it fits, and the data it used. Raises DeckgenError with all that stands in its way."""
    if plan.first and group == plan.groups[0]:
        composition = plan.first.composition
        problems.found.extend(plan.first.warnings)
    else:
        composition = compose(plan.brief, group, problems)
    deck = fit(composition.deck, plan.brief.template, problems, plan.places)
    problems.raise_errors()
    return replace(composition, deck=deck)


def make(
    plan: Plan,
    group: Group,
    target: Path,
    writer: Writer,
    problems: Problems,
    *,
    force: bool = False,
    strict: bool = False,
    start: float | None = None,
) -> Built:
    """Fit a group's deck and write it whole, unless the target holds hand edits. Raises DeckgenError; nothing is written."""
    start = time.perf_counter() if start is None else start
    shown = str(target)
    composition = composed(plan, group, problems)
    deck = composition.deck
    if strict and problems.warnings:
        fail("strict", None, count=len(problems.warnings))
    if target.exists() and target.samefile(plan.brief.template.file):
        fail("target-is-template", None, file=shown)
    for slide in deck.slides:
        if slide.layout not in writer.layouts:
            fail("layout-lost", slide.mark, file=plan.brief.template.file.name, layout=slide.layout)
    refuse_open(target, shown)
    if not force:
        refuse_changed(target, shown)
    custom_xml = {NAMESPACE: plan.recorder.record(deck)}
    said = digests(deck)
    data = writer.write(deck, custom={DIGESTS: said}, custom_xml=custom_xml, modified=_modified())
    written = write_whole(data, target, shown)
    seconds = time.perf_counter() - start
    pictures = tuple(each.file for each in deck.inputs if each.kind == "picture")
    uses = () if plan.single else composition.datasets.uses()  # a single deck is made each time, and nobody asks
    return Built(target, len(deck.slides), written, problems.warnings, seconds, said, pictures, uses)


def _files(brief: Brief, groups: tuple[Group, ...]) -> tuple[str, ...]:
    decks = brief.spec.fields.decks
    if decks is None:
        return (brief.spec.path.stem + ".pptx",)
    name = decks.file.get(brief.language)
    files = tuple(safe_name(brief.filled(name, brief.names(group)), name.mark) for group in groups)
    refuse_equal([(group.key, file) for group, file in zip(groups, files, strict=True)], name.mark)
    return files


def _rehearsed(brief: Brief, groups: tuple[Group, ...]) -> Rehearsed | None:
    """Compose the first decks, to find what is wrong in the spec before any deck is begun.

    What is wrong in every one of them is the spec's fault and raised once; what is wrong in some is those groups' own.
    """
    common: dict[tuple[str, Mark | None], Problem] | None = None
    for number, group in enumerate(groups[:REHEARSALS]):
        problems = Problems()
        try:
            composition = compose(brief, group, problems)
        except DeckgenError as error:
            found = {(problem.code, problem.mark): problem for problem in error.problems}
            common = found if common is None else {key: each for key, each in common.items() if key in found}
        else:
            return Rehearsed(composition, problems.warnings) if number == 0 else None
        if not common:
            return None
    if common:
        raise DeckgenError(common.values())
    return None


def _modified() -> datetime | None:
    """The one time that may enter a deck: what SOURCE_DATE_EPOCH says, in seconds since 1970."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdigit() else None
