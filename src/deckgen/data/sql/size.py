"""A query's tree → how many parts it has when its columns that use each other by name are written out, as DuckDB does it."""

from collections.abc import Callable
from typing import Any

Parts = tuple[int, int]  # all of them, and among them calls of functions that make texts


def parts_of(node: dict[str, Any], makes_text: Callable[[dict[str, Any]], bool]) -> Parts:
    """Of a SELECT and of those in its brackets, but for its tables.

    The name that an earlier column of it has stands for all of that column's parts.

    >>> column = lambda name, *parts, **more: {"class": "COLUMN_REF", "column_names": [name], "alias": "", **more}
    >>> double = {"class": "FUNCTION", "alias": "b", "arguments": [column("a"), column("a")]}
    >>> parts_of({"select_list": [column("n", alias="a"), double]}, lambda _: False)
    (4, 0)
    """
    named: dict[str, Parts] = {}
    total = (0, 0)
    for item in node["select_list"]:
        found = _parts(item, named, makes_text)
        total = _sum(total, found)
        if item.get("alias"):
            named[item["alias"].lower()] = _sum(named.get(item["alias"].lower(), (0, 0)), found)
    rest = {key: value for key, value in node.items() if key not in ("select_list", "from_table", "cte_map")}
    return _sum(total, _parts(rest, named, makes_text))


def _parts(value: Any, named: dict[str, Parts], makes_text: Callable[[dict[str, Any]], bool]) -> Parts:
    waiting = [value]
    found = (0, 0)
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)  # pyright: ignore[reportUnknownArgumentType]
        elif isinstance(node, dict):
            found = _sum(found, _own(node, named, makes_text))  # pyright: ignore[reportUnknownArgumentType]
            waiting.extend(node.values())  # pyright: ignore[reportUnknownArgumentType]
    return found


def _own(node: dict[str, Any], named: dict[str, Parts], makes_text: Callable[[dict[str, Any]], bool]) -> Parts:
    if "class" not in node:
        return (0, 0)
    if node["class"] == "COLUMN_REF":
        return named.get(node["column_names"][-1].lower(), (1, 0))
    return (1, int(makes_text(node)))


def _sum(one: Parts, other: Parts) -> Parts:
    return one[0] + other[0], one[1] + other[1]
