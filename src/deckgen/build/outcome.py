"""What becomes of each deck of a batch, and of the batch."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from deckgen.errors import Problem

Status = Literal["built", "unchanged", "failed"]


@dataclass(frozen=True)
class Outcome:
    """What became of a group's deck; ``key`` is the group's. ``reasons`` say why it had to be made."""

    key: str
    target: Path
    status: Status
    slides: int = 0
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Summary:
    """A batch when it is over. ``left`` are the groups that an interruption kept from being made."""

    folder: Path
    outcomes: tuple[Outcome, ...]
    left: tuple[str, ...]
    seconds: float

    def count(self, status: Status) -> int:
        return sum(outcome.status == status for outcome in self.outcomes)
