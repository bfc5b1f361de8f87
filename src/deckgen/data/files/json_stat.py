"""A JSON-stat file's bytes, of version 1 or 2 → its cells."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, NoReturn, TypeAlias, cast

from deckgen.data.cells import Cell, Cells, Dimension, Preliminary, StatisticalCube
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.statistical import cells_of, check_size
from deckgen.data.remote.fetched import fetched_time
from deckgen.errors import Mark, Problems, fail
from deckgen.model import NIL, PRELIMINARY

Object: TypeAlias = dict[str, Any]

MOST_DIMENSIONS = 100


class _WrongError(Exception):
    """What is not as JSON-stat has it, in words."""


def read_json_stat(data: bytes, spec: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """The table. Raises DeckgenError where the file is not JSON-stat, or not whole."""
    return cells_of(cube_of(data, spec.file, mark, problems), spec.file, problems)


def cube_of(data: bytes, file: str, mark: Mark, problems: Problems) -> StatisticalCube:
    """The figures of the one dataset in the file. Numbers that bear a status are kept, and their status is told."""
    try:
        dataset = _dataset(_parsed(data))
        return _cube(dataset, file, mark, problems)
    except _WrongError as error:
        fail("json-stat-wrong", mark, file=file, why=str(error))


def _parsed(data: bytes) -> Any:
    def no_number(text: str) -> NoReturn:
        raise _WrongError(f"{text} is no number in JSON")

    if not data.strip():
        raise _WrongError("it is empty")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=no_number)
    except UnicodeDecodeError:
        raise _WrongError("it is not in UTF-8") from None
    except json.JSONDecodeError as error:
        raise _WrongError(f"it is not JSON from line {error.lineno}, column {error.colno} on; it may be cut off") from None
    except (ValueError, RecursionError):
        raise _WrongError("it is not JSON that can be read") from None


def _dataset(node: Any) -> Object:
    """The dataset in the file: the file itself, or the only one in a collection (version 2) or a bundle (version 1)."""
    if not isinstance(node, dict):
        raise _WrongError("it holds no dataset")
    top = cast(Object, node)
    if "class" in top and not str(top.get("version", "2")).startswith("2"):
        raise _WrongError(f"it says that it is version {top['version']} of JSON-stat; 1 and 2 are read")
    if top.get("class") == "collection":
        items = _object(top.get("link", {}), "link").get("item", [])
        found = [cast(Object, item) for item in _list(items, "item") if isinstance(item, dict)]
        return _only([each for each in found if each.get("class") == "dataset" and "value" in each])
    if "value" in top and "dimension" in top:
        return top
    return _only([cast(Object, each) for each in top.values() if isinstance(each, dict) and "value" in each])


def _only(datasets: Sequence[Object]) -> Object:
    if not datasets:
        raise _WrongError("it holds no dataset with dimensions and values")
    if len(datasets) > 1:
        raise _WrongError(f"it holds {len(datasets)} datasets, and one can be read from a file")
    return datasets[0]


def _cube(dataset: Object, file: str, mark: Mark, problems: Problems) -> StatisticalCube:
    told = _object(dataset.get("dimension"), "dimension")
    holder = dataset if "id" in dataset else told  # version 1 has id, size and role among the dimensions
    names = _list(holder.get("id"), "id")
    sizes = _list(holder.get("size"), "size")
    if not names or len(names) != len(sizes) or len(names) > MOST_DIMENSIONS or len(set(map(str, names))) != len(names):
        raise _WrongError("`id` and `size` do not name the same dimensions, each once")
    for size in sizes:
        if type(size) is not int or size < 0:
            raise _WrongError(f"`size` holds {_short(size)}")
    count = check_size(sizes, file, mark)
    dimensions = tuple(
        _dimension(str(name), size, _object(told.get(str(name)), f"dimension {name}"))
        for name, size in zip(names, sizes, strict=True)
    )
    role = _object(holder.get("role", {}), "role")
    metric = [str(name) for name in _list(role.get("metric", []), "metric")]
    measures = next((place for place, each in enumerate(dimensions) if each.code in metric), None)
    figures = _figures(dataset, count, file, problems)
    title, source, updated = (str(dataset.get(name) or "") for name in ("label", "source", "updated"))
    fetched = fetched_time(dataset)
    return StatisticalCube(dimensions, figures, measures, title=title, source=source, updated=updated, fetched=fetched)


def _dimension(name: str, size: int, told: Object) -> Dimension:
    category = _object(told.get("category"), f"category of {name}")
    labels = _object(category.get("label", {}), f"labels of {name}")
    index = category.get("index", labels if size == 1 else None)  # a single category needs no index
    if isinstance(index, dict) and "index" in category:
        places = cast(dict[str, Any], index)
        if any(type(place) is not int for place in places.values()):
            raise _WrongError(f"the index of {name} does not number its categories")
        codes = tuple(sorted(places, key=lambda code: places[code]))
        if [places[code] for code in codes] != list(range(len(codes))):
            raise _WrongError(f"the index of {name} does not number its categories from 0 on")
    elif isinstance(index, dict):
        codes = tuple(cast(dict[str, Any], index))
    else:
        codes = tuple(str(code) for code in _list(index, f"index of {name}"))
    if len(codes) != size or len(set(codes)) != size:
        raise _WrongError(f"{name} is to have {size} categories, and has {len(set(codes))}")
    units = [_object(_object(category.get("unit", {}), "unit").get(code, {}), "unit") for code in codes]
    decimals = tuple(each["decimals"] if type(each.get("decimals")) is int else None for each in units)
    shown = tuple(" ".join(str(labels.get(code, code)).split()) for code in codes)
    measured_in = tuple(str(each.get("base") or each.get("label") or "") for each in units)
    return Dimension(name, str(told.get("label") or name), codes, shown, measured_in, decimals)


def _figures(dataset: Object, count: int, file: str, problems: Problems) -> list[Cell]:
    values = _spread(dataset.get("value"), count, "value")
    if len(values) != count:
        raise _WrongError(f"there are to be {count} values, and there are {len(values)}; it may be cut off")
    marks = _statuses(dataset.get("status"), count)
    figures: list[Cell] = []
    marked: dict[str, int] = {}
    for place, value in enumerate(values):
        status = marks.get(place, "")
        if value is None:
            figures.append(status)
        elif (number := _number(value)) is not None:
            figures.append(Preliminary(number) if status == PRELIMINARY else number)
            if status and status not in (NIL, PRELIMINARY):
                marked[status] = marked.get(status, 0) + 1
        else:
            raise _WrongError(f"value {place + 1} is {_short(value)}, which is no number")
    if marked:
        told = tuple(f"{status} ×{number}" for status, number in sorted(marked.items()))
        problems.warning("figures-marked", Mark(file), count=sum(marked.values()), marks=told)
    return figures


def _number(value: Any) -> float | None:
    """None for what is no number, or one with more digits than a number can have here."""
    if type(value) not in (int, float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if isfinite(number) else None


def _statuses(told: Any, count: int) -> Mapping[int, str]:
    """The figures' status by place: one text for all, one for each, or those that there are by place."""
    if told is None:
        return {}
    if isinstance(told, str):
        return dict.fromkeys(range(count), told.strip())
    if isinstance(told, list) and len(cast(list[Any], told)) == 1:
        return _statuses(told[0], count)
    return {place: str(status).strip() for place, status in enumerate(_spread(told, count, "status")) if status}


def _spread(told: Any, count: int, what: str) -> list[Any]:
    """A list as it is; an object of places as a list."""
    if not isinstance(told, dict):
        return _list(told, what)
    spread: list[Any] = [None] * count
    for place, each in cast(dict[str, Any], told).items():
        if not (place.isascii() and place.isdecimal() and len(place) < 12 and int(place) < count):
            raise _WrongError(f"`{what}` has a place {_short(place)}, and {count} are possible")
        spread[int(place)] = each
    return spread


def _object(node: Any, what: str) -> Object:
    if not isinstance(node, dict):
        raise _WrongError(f"`{what}` is missing, or no object")
    return cast(Object, node)


def _list(node: Any, what: str) -> list[Any]:
    if not isinstance(node, list):
        raise _WrongError(f"`{what}` is missing, or no list")
    return cast(list[Any], node)


def _short(node: Any) -> str:
    return repr(node)[:40]
