"""What was asked of a statistics bank → a file in the project, which is read from then on: built offline, always the same.

The file is the answer in JSON-stat 2, and says in ``extension.deckgen`` when it was fetched, from where, and what was asked.
Which questions there are, and how they are asked, is others' business.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias, cast

from deckgen.atomic import write_whole
from deckgen.errors import DeckgenError, Mark, Problems, fail

Object: TypeAlias = dict[str, Any]
Ask: TypeAlias = Callable[[], Object]

FOLDER = "fetched"
EXTENSION, OWN = "extension", "deckgen"
TIME = "%Y-%m-%dT%H:%M:%SZ"  # UTC

_FAULTS_OF_SPECS = frozenset({"api-address", "host-not-declared"})  # old figures do not stand in for what these ask to mend


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in plain values as the spec has it; the address that is asked; and where the spec asks for it."""

    dataset: str
    url: str
    query: Mapping[str, Any]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Place:
    """The file that keeps the answer, and as messages call it."""

    path: Path
    shown: str


def utc_now() -> datetime:
    """The time of an answer, when nobody says another."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Fetching:
    """How datasets are fetched. ``hosts`` are those that the project declares; ``refresh``: also what is there already.

    ``refreshed`` are the files that were asked for again: once is enough.
    """

    hosts: tuple[str, ...] = ()
    refresh: bool = False
    now: Callable[[], datetime] = utc_now
    refreshed: set[str] = field(default_factory=set[str], compare=False)


def fetch(question: Question, place: Place, ask: Ask, fetching: Fetching, problems: Problems) -> None:
    """See to it that the file holds an answer to the question. ``ask`` is called only where it does not, or is to ask again.

    Raises DeckgenError where there is no answer. Where there is one from an earlier time, that is warned of instead.
    """
    kept = _kept(question, place)
    answered = kept is not None and kept.get("query") == question.query
    if answered and not (fetching.refresh and place.shown not in fetching.refreshed):
        return
    try:
        answer = ask()
    except DeckgenError as error:
        if kept is None or error.problems[0].code in _FAULTS_OF_SPECS:
            raise
        if not answered:
            if not isinstance(error, _unanswered()):
                raise
            fail("fetched-other-query", question.mark, file=place.shown, dataset=question.dataset, why=_why(error))
        fetching.refreshed.add(place.shown)
        old = str(kept.get("fetched", ""))
        problems.warning("fetched-old", question.mark, dataset=question.dataset, file=place.shown, time=old, why=_why(error))
        return
    own = {"fetched": fetching.now().astimezone(UTC).strftime(TIME), "url": question.url, "query": dict(question.query)}
    extension = answer.get(EXTENSION)
    told = {**(cast(Object, extension) if isinstance(extension, dict) else {}), OWN: own}
    _write(_written({**answer, EXTENSION: told}), place, question.mark)
    fetching.refreshed.add(place.shown)


def fetched_time(document: Mapping[str, Any]) -> str:
    """When a JSON-stat document was fetched, in ISO 8601; "" where it does not say so."""
    own = _own(document)
    time = own.get("fetched") if own else None
    if not isinstance(time, str):
        return ""
    try:
        return datetime.strptime(time, TIME).replace(tzinfo=UTC).strftime(TIME)
    except ValueError:
        return ""


def _own(document: Any) -> Object | None:
    """What deckgen says in a document; None where it says nothing."""
    extension: Any = cast(Object, document).get(EXTENSION) if isinstance(document, dict) else None
    own: Any = cast(Object, extension).get(OWN) if isinstance(extension, dict) else None
    return cast(Object, own) if isinstance(own, dict) else None


def _kept(question: Question, place: Place) -> Object | None:
    """What an answer in the file says of itself; None where there is no file, or only a part of one.

    Raises DeckgenError for a file that deckgen has not fetched, which it would write over.
    """
    try:
        document = json.loads(place.path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        fail("data-file-unreadable", question.mark, file=place.shown, reason=error.strerror or type(error).__name__)
    except (ValueError, RecursionError):
        return None
    own = _own(document)
    if own is None:
        fail("fetched-not-ours", question.mark, file=place.shown, dataset=question.dataset)
    return own


def _unanswered() -> type[DeckgenError]:
    """Imported when something went wrong: most builds ask nobody."""
    from deckgen.data.remote.web import UnansweredError

    return UnansweredError


def _why(error: DeckgenError) -> str:
    from deckgen.messages import sentence

    return sentence(error.problems[0])


def _written(document: Object) -> bytes:
    """A line for each of its names, so that versions can be compared."""
    lines = [f" {_json(name)}: {_json(value)}" for name, value in document.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _write(data: bytes, place: Place, mark: Mark) -> None:
    try:
        place.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(data, place.path)
    except OSError as error:
        fail("fetched-not-written", mark, file=place.shown, reason=error.strerror or type(error).__name__)
