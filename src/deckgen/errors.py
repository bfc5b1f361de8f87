"""What went wrong, where, and the data of it. The wording is the catalogue's (``messages/``), found by the code.

A problem is a value; stages collect them in ``Problems`` and raise all errors at once as one ``DeckgenError``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, NoReturn, TypeAlias, TypeVar


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file. Lines and columns count from 1; 0 is unknown. ``place`` names a sheet and cell where lines do not."""

    file: str
    line: int = 0
    column: int = 0
    source: str = field(default="", compare=False)  # the line as it stands, to be shown
    place: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts) + (f" ({self.place})" if self.place else "")


Datum: TypeAlias = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """``code`` is a key of the catalogue ("unknown-field"); ``data`` fills the holes of its wording."""

    code: str
    data: tuple[tuple[str, Datum], ...] = ()
    mark: Mark | None = None
    severity: Literal["error", "warning"] = "error"


class DeckgenError(Exception):
    """One or more problems. Survives pickling, so that a worker's errors reach the process that asked."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __reduce__(self) -> tuple[type["DeckgenError"], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)

    def __str__(self) -> str:
        from deckgen.messages import describe

        return "\n".join(describe(problem) for problem in self.problems)


@dataclass(slots=True)
class Problems:
    """Collects problems on the way through a stage."""

    found: list[Problem] = field(default_factory=list[Problem])

    def error(self, code: str, mark: Mark | None = None, /, **data: Datum) -> None:
        self.found.append(Problem(code, tuple(data.items()), mark))

    def warning(self, code: str, mark: Mark | None = None, /, **data: Datum) -> None:
        self.found.append(Problem(code, tuple(data.items()), mark, "warning"))

    def extend(self, error: DeckgenError) -> None:
        self.found.extend(error.problems)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.found if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.found if problem.severity == "warning")

    def raise_errors(self) -> None:
        if self.errors:
            raise DeckgenError(self.errors)


_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


def made_of_all(make: Callable[[_Item], _Made], items: Iterable[_Item]) -> list[_Made]:
    """What ``make`` makes of each. Raises one DeckgenError with the errors of all that fail."""
    made: list[_Made] = []
    problems: list[Problem] = []
    for item in items:
        try:
            made.append(make(item))
        except DeckgenError as error:
            problems += error.problems
    if problems:
        raise DeckgenError(problems)
    return made


def closest(name: str, possible: Iterable[str], cutoff: float = 0.6) -> str:
    """The one most like ``name``, capitals or not, "" where none is near: what a problem's data call ``nearest``."""
    from difflib import get_close_matches

    lowered = {other.casefold(): other for other in reversed([*possible])}
    found = get_close_matches(name.casefold(), lowered, 1, cutoff)
    return lowered[found[0]] if found else ""


def fail(code: str, mark: Mark | None = None, /, **data: Datum) -> NoReturn:
    """Raise one error at once, where going on would find nothing more."""
    raise DeckgenError((Problem(code, tuple(data.items()), mark),))
