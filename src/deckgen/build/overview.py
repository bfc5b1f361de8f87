"""A spec → its datasets as they were read or made, and where each is used. No slide is made, and no template needed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deckgen.compose.asking import Asker
from deckgen.compose.declared import Declared
from deckgen.compose.labels import Labels
from deckgen.data import Dataset
from deckgen.data.contract import BrokenContractError, Contract
from deckgen.errors import DeckgenError, Mark, Problem, Problems
from deckgen.fields import Source
from deckgen.spec import Repeat, Spec, load_spec
from deckgen.spec.read import Item


@dataclass(frozen=True, slots=True)
class Overview:
    """A dataset, what it was made from, who published that, and the places in the spec that use it, in words.

    ``contract`` is what the spec says that its columns hold, ``breaches`` where it is otherwise.
    """

    dataset: Dataset
    made_from: tuple[str, ...]
    source: str
    used_by: tuple[str, ...]
    contract: Contract = Contract()
    breaches: tuple[Problem, ...] = ()


def overview(path: Path, names: Sequence[str], problems: Problems, *, refresh_data: bool = False) -> tuple[Overview, ...]:
    """The datasets of these names, or all. What is wrong with one is added to ``problems``, and the others are still given.

    Raises DeckgenError for a spec that cannot be read.
    """
    spec = load_spec(path, problems)
    declared = Declared(spec.fields.data, spec.project, problems, Asker(spec.settings.hosts, refresh=refresh_data))
    labels = Labels(spec.fields.data, declared.dataset, declared.inputs_of)
    found: list[Overview] = []
    for name in names or declared.names:
        breaches: tuple[Problem, ...] = ()
        try:
            dataset = declared.dataset(Source(name, Mark(spec.file)))
        except DeckgenError as error:
            problems.found.extend(problem for problem in error.problems if problem not in problems.found)
            if not isinstance(error, BrokenContractError) or error.dataset.name != name:
                continue
            dataset, breaches = error.dataset, error.problems
        try:
            labels.check(name)
        except DeckgenError as error:
            problems.found.extend(problem for problem in error.problems if problem not in problems.found)
        uses = tuple(_uses(spec, declared, name))
        source, contract = _source(declared, name), declared.contract(name)
        found.append(Overview(dataset, declared.inputs_of(name), source, uses, contract, breaches))
    return tuple(found)


def _source(declared: Declared, name: str) -> str:
    source = declared.source(name)
    return next((each.text for each in source.sources), "") if source else ""


def _uses(spec: Spec, declared: Declared, name: str) -> Iterator[str]:
    decks = spec.fields.decks
    if decks and decks.from_.text == name:
        yield f"decks, one per {decks.one_per}"
    for other in declared.names:
        if name in declared.inputs_of(other):
            yield f"dataset {other}, which is made from it"
        for column, labels in spec.fields.data[other].labels.items():
            if labels.from_ and labels.from_.text == name:
                yield f"dataset {other}, as the words for its {column}"
    for number, fields in spec.fields.numbers.items():
        if fields.from_ and fields.from_.text == name:
            yield f"number {number}"
    yield from _slides(spec.slides, name)


def _slides(items: Sequence[Item], name: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Repeat):
            yield from _slides(item.slides, name)
        elif any(each.text == name for each in item.fields.datasets):
            title = next((source.text for source in item.fields.title.sources), "") if item.fields.title else ""
            yield f"line {item.mark.line}: {item.kind.name}" + (f', "{title}"' if title else "")
