"""The steps by their words. A step is declared once: its word, what it takes in a spec, and the function that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any

from pydantic import ConfigDict, model_validator

from deckgen.data.dataset import Dataset
from deckgen.errors import Mark, Problems, fail
from deckgen.fields import Fields, Source, fault


@dataclass(frozen=True, slots=True)
class Around:
    """What a step stands in: its place in the spec, where warnings go, and the other datasets, by name."""

    mark: Mark
    problems: Problems
    dataset: Callable[[Source], Dataset]


Run = Callable[[Any, Dataset, Around], Dataset]


@dataclass(frozen=True, slots=True)
class Step:
    """``takes`` is a model of fields, or the type of a plain mapping or list."""

    word: str
    takes: Any
    about: str
    run: Run


_STEPS: dict[str, Step] = {}


def step(word: str, takes: Any, about: str = "") -> Callable[[Run], Run]:
    """Register a function as what the word does; a model's docstring says what that is. Raises ValueError for a word twice."""

    def register(run: Run) -> Run:
        if word in _STEPS:
            raise ValueError(f"two steps are called {word!r}")
        _STEPS[word] = Step(word, takes, about or cleandoc(takes.__doc__ or ""), run)
        return run

    return register


def steps() -> dict[str, Step]:
    """All steps, in the order in which the reference lists them."""
    return dict(_STEPS)


class OneStep(Fields):
    """A mapping with one word, the step's, and what the step takes."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    @property
    def word(self) -> str:
        (word,) = (word for word in type(self).model_fields if getattr(self, word) is not None)
        return word

    @property
    def others(self) -> tuple[Source, ...]:
        """The other datasets that the step names."""
        fields = getattr(self, self.word)
        return fields.datasets if isinstance(fields, StepFields) else ()

    def run(self, dataset: Dataset, problems: Problems, others: Callable[[Source], Dataset]) -> Dataset:
        """Raises DeckgenError."""
        around = Around(self.marks.get(self.word, self.mark), problems, others)
        made = _STEPS[self.word].run(getattr(self, self.word), dataset, around)
        if "" in made.columns:
            fail("column-unnamed", around.mark, dataset=dataset.name)
        return made

    @model_validator(mode="after")
    def _one(self) -> "OneStep":
        given = [word for word in type(self).model_fields if getattr(self, word) is not None]
        if len(given) != 1:
            raise fault("step-not-one", found=tuple(given) or ("none",), possible=tuple(_STEPS))
        return self


class StepFields(Fields):
    """What a step takes, where that is more than a list or plain names with values."""

    @property
    def datasets(self) -> tuple[Source, ...]:
        """The other datasets that it names."""
        return ()
