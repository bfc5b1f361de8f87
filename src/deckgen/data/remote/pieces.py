"""A question too large for one answer → questions that are not; and their answers → one, as if it had been asked at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import Any, TypeAlias, cast

Object: TypeAlias = dict[str, Any]
Piece: TypeAlias = Mapping[str, tuple[str, ...]]  # variable → codes


def pieces(codes: Piece, most: int) -> Iterator[Piece]:
    """Pieces of at most so many figures each that make up the whole, cut along the variables with most codes first."""
    figures = prod(map(len, codes.values()))
    if figures <= most or not codes:
        yield codes
        return
    longest = max(codes, key=lambda variable: len(codes[variable]))
    count = len(codes[longest])
    together = max(1, most // (figures // count))
    if count == 1:  # nothing is left to cut
        yield codes
        return
    for start in range(0, count, together):
        yield from pieces({**codes, longest: codes[longest][start : start + together]}, most)


def joined(answers: Sequence[Object], wanted: Sequence[Piece], codes: Piece) -> Object:
    """One JSON-stat 2 document with the figures of several, in the order of ``codes``.

    Variables that were not asked for are taken as the answers have them. Raises KeyError, TypeError, ValueError, IndexError or
    AttributeError where an answer is not as JSON-stat has it, or not to its question.
    """
    first = answers[0]
    names: list[str] = first["id"]
    for answer, piece in zip(answers, wanted, strict=True):
        _check(answer, piece, names, first)
    if len(answers) == 1:
        return first
    whole = {name: codes.get(name) or codes_of(first["dimension"][name]["category"]) for name in names}
    sizes = [len(each) for each in whole.values()]
    values: list[Any] = [None] * prod(sizes)
    statuses: dict[str, Any] = {}
    for answer in answers:
        places = _places(answer, whole)
        for place, value in zip(places, _spread(answer["value"], len(places)), strict=True):
            values[place] = value
        status: Any = answer.get("status")
        if status:
            found = [status] * len(places) if isinstance(status, str) else _spread(status, len(places))
            statuses.update({str(place): each for place, each in zip(places, found, strict=True) if each})
    dimensions = {name: _dimension(name, whole[name], answers) for name in names}
    document = {**first, "size": sizes, "dimension": dimensions, "value": values}
    document.pop("status", None)
    in_order = sorted(statuses.items(), key=lambda each: int(each[0]))
    return {**document, "status": dict(in_order)} if statuses else document


def _check(answer: Object, piece: Piece, names: list[str], first: Object) -> None:
    """Raises ValueError where the answer is to another question."""
    if answer["id"] != names or not set(piece) <= set(names):
        raise ValueError(answer["id"])
    for name, size in zip(names, answer["size"], strict=True):
        codes = codes_of(answer["dimension"][name]["category"])
        expected = set(piece[name]) if name in piece else set(codes_of(first["dimension"][name]["category"]))
        if len(codes) != size or set(codes) != expected:
            raise ValueError(name)


def codes_of(category: Object) -> tuple[str, ...]:
    """The codes of a JSON-stat ``category`` in their order. Raises TypeError where it tells none."""
    index: Any = category.get("index", category.get("label"))
    if isinstance(index, dict):
        places = cast(dict[str, int], index)
        return tuple(sorted(places, key=lambda code: places[code])) if "index" in category else tuple(places)
    return tuple(map(str, index))


def _places(answer: Object, whole: Piece) -> list[int]:
    """Where each figure of the answer belongs among all, both in row-major order."""
    places = [0]
    for name, codes in whole.items():
        at = {code: place for place, code in enumerate(codes)}
        here = [at[code] for code in codes_of(answer["dimension"][name]["category"])]
        places = [place * len(codes) + each for place in places for each in here]
    return places


def _spread(told: Any, count: int) -> list[Any]:
    """A list as it is; an object of places as a list. Raises ValueError for one of another length."""
    if isinstance(told, dict):
        spread: list[Any] = [None] * count
        for place, each in cast(dict[str, Any], told).items():
            spread[int(place)] = each
        return spread
    found = cast(list[Any], told)
    if len(found) != count:
        raise ValueError(count)
    return found


def _dimension(name: str, codes: tuple[str, ...], answers: Sequence[Object]) -> Object:
    """A variable with all its values: what each answer says of those that it has, together."""
    own: Object = answers[0]["dimension"][name]
    category: Object = {**own["category"], "index": {code: place for place, code in enumerate(codes)}}
    for part in ("label", "unit", "note"):
        told: Object = {}
        for answer in answers:
            told.update(answer["dimension"][name]["category"].get(part, {}))
        if told:
            category[part] = {code: told[code] for code in codes if code in told}
    return {**own, "category": category}
