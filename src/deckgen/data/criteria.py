"""What a filter says of a column: ``{not: Oslo}``, ``{from: 2012, to: 2020}``, ``{contains: skole}`` → which rows meet it.

The words are those of Excel's filters. Where several stand together, a row must meet all of them. A criterion travels as one
text (``encoded``), so that it stands wherever a plain value does: in notes of what was done and in what a build remembers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias

from deckgen.data.cells import shown
from deckgen.data.dates import read_dates
from deckgen.data.numerals import read_numerals
from deckgen.errors import Mark, closest, fail
from deckgen.fields.faults import expected, fault
from deckgen.fields.nodes import MarkedDict, MarkedStr, mark_of
from deckgen.fields.types import SCALAR, FlagReader, NamesReader, Reader

if TYPE_CHECKING:
    from deckgen.data.dataset import Dataset

_SIGN = "\x1f"  # no cell and no text of a spec can hold it
_RANGES = ("from", "to", "greater_than", "less_than")
_TEXTS = ("contains", "begins_with", "ends_with")
WORDS = ("not", *_RANGES, *_TEXTS, "empty")
_SAID = {
    "not": "not",
    "from": "from",
    "to": "to",
    "greater_than": "greater than",
    "less_than": "less than",
    "contains": "containing",
    "begins_with": "beginning with",
    "ends_with": "ending with",
}
_LISTS: dict[str, Any] = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR, "minItems": 1}]}
_SINGLE = "a value, a list of values, or a mapping such as {not: 0301} or {from: 2012, to: 2020}"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A word and what it takes: for ``empty`` yes or no, for ``not`` any number of values, else one."""

    word: str
    values: tuple[str, ...]

    @property
    def encoded(self) -> str:
        return _SIGN + _SIGN.join((self.word, *self.values))

    def __str__(self) -> str:
        if self.word == "empty":
            return "empty" if self.values == ("yes",) else "not empty"
        return f"{_SAID[self.word]} {', '.join(self.values)}"


def decoded(text: str) -> Criterion | None:
    """The criterion that a text is, its values where the text stands; None for a plain value."""
    if not text.startswith(_SIGN):
        return None
    word, *values = text[1:].split(_SIGN)
    marked = [MarkedStr(value, text.mark) for value in values] if isinstance(text, MarkedStr) else values
    return Criterion(word, tuple(marked))


class CriteriaReader(Reader):
    """A text, a list of texts, or a mapping of criteria → texts."""

    schema: ClassVar[dict[str, Any]] = {
        "anyOf": [
            *_LISTS["anyOf"],
            {
                "type": "object",
                "properties": {
                    "not": _LISTS,
                    **dict.fromkeys((*_RANGES, *_TEXTS), SCALAR),
                    "empty": FlagReader.schema,
                },
                "additionalProperties": False,
                "minProperties": 1,
            },
        ]
    }

    def read(self, node: Any) -> tuple[str, ...]:
        if not isinstance(node, MarkedDict):
            if isinstance(node, (MarkedStr, list, tuple)):
                return NamesReader().read(node)
            raise expected(_SINGLE, node)
        if not node:
            raise expected(_SINGLE, node)
        criteria = [_criterion(word, value) for word, value in node.items()]
        limits = {each.word: each.values[0] for each in criteria if each.word in ("from", "to")}
        if len(limits) == 2:
            refuse_reversed(limits["from"], limits["to"])
        return tuple(MarkedStr(each.encoded, value.mark) for each, value in zip(criteria, node.values(), strict=True))


Criteria: TypeAlias = Annotated[tuple[str, ...], CriteriaReader()]


def _criterion(word: Any, value: Any) -> Criterion:
    if word not in WORDS:
        nearest = closest(str(word), WORDS)
        raise fault("unknown-field", word.mark, name=str(word), possible=WORDS, more="", nearest=nearest)
    if word == "not":
        return Criterion("not", NamesReader().read(value))
    if word == "empty":
        return Criterion("empty", ("yes" if FlagReader().read(value) else "no",))
    if not isinstance(value, MarkedStr) or not value:
        raise expected(f"a text or a number for {word}", value)
    return Criterion(str(word), (value,))


def refuse_reversed(first: str, last: str) -> None:
    """Raise a ``fault`` for a range whose beginning comes after its end, if both are numbers or both are dates."""
    numbers, days = read_numerals([first, last], None, ",", codes=True), read_dates([first, last], declared=True)
    limits = numbers if isinstance(numbers, list) else days if isinstance(days, list) else ["", ""]
    if sorted(limits) != limits:
        raise fault("range-reversed", mark_of(first, None), first=first, last=last)


def met(dataset: Dataset, column: str, criterion: Criterion, mark: Mark) -> list[int]:
    """The positions of the rows that meet it. What is missing meets ``not`` and ``empty`` alone, an empty text those as well.

    Raises DeckgenError where the word does not go with what the column holds.
    """
    if criterion.word == "empty":
        wanted = criterion.values == ("yes",)
        return [at for at, empty in enumerate(_empty(dataset, column)) if empty is wanted]
    if criterion.word == "not":
        values = comparable(dataset, column, criterion.values, mark)
        return [at for at, cell in enumerate(dataset.cells(column)) if cell not in values]
    if criterion.word in _TEXTS:
        return _by_text(dataset, column, criterion)
    return _in_range(dataset, column, criterion, mark)


def comparable(dataset: Dataset, column: str, wanted: Sequence[str | float], mark: Mark) -> set[str | float]:
    """Values as the column holds them: numbers, days in ISO 8601, or texts."""
    if dataset.is_number(column):
        return {_number(dataset, column, cell, mark_of(cell, mark)) for cell in wanted}
    if dataset.is_date(column):
        return {_day(shown(cell)) or shown(cell) for cell in wanted}
    return {shown(cell) for cell in wanted}


def _empty(dataset: Dataset, column: str) -> list[bool]:
    cells = dataset.cells(column)
    return [cell == "" or (cell != cell and not dataset.symbol(column, at)) for at, cell in enumerate(cells)]


def _by_text(dataset: Dataset, column: str, criterion: Criterion) -> list[int]:
    """As Excel does: capitals or not."""
    (part,) = (value.casefold() for value in criterion.values)
    tests: dict[str, Callable[[str], bool]] = {
        "contains": lambda cell: part in cell,
        "begins_with": lambda cell: cell.startswith(part),
        "ends_with": lambda cell: cell.endswith(part),
    }
    test = tests[criterion.word]
    cells = dataset.cells(column)
    return [at for at, cell in enumerate(cells) if cell == cell and test(shown(cell).casefold())]


def _in_range(dataset: Dataset, column: str, criterion: Criterion, mark: Mark) -> list[int]:
    (value,) = criterion.values
    mark = mark_of(value, mark)
    limit: str | float
    if dataset.is_date(column):
        limit = _day(value)
        if not limit:
            fail("condition-not-date", mark, column=column, value=value)
    elif dataset.is_number(column):
        limit = _number(dataset, column, value, mark)
    else:
        fail("range-of-text", mark, dataset=dataset.name, column=column)
    tests: dict[str, Callable[[Any], bool]] = {
        "from": lambda cell: cell >= limit,
        "to": lambda cell: cell <= limit,
        "greater_than": lambda cell: cell > limit,
        "less_than": lambda cell: cell < limit,
    }
    test = tests[criterion.word]
    return [at for at, cell in enumerate(dataset.cells(column)) if cell != "" and test(cell)]


def _number(dataset: Dataset, column: str, cell: str | float, mark: Mark) -> float:
    read = read_numerals([cell], None, ",", codes=True) if isinstance(cell, str) else [float(cell)]
    if not isinstance(read, list) or isnan(read[0]):
        fail("condition-not-number", mark, column=column, dataset=dataset.name, value=str(cell))
    return read[0]


def _day(text: str) -> str:
    read = read_dates([text], declared=True)
    return read[0] if isinstance(read, list) else ""
