"""A query's tree → one that gives the same whenever it runs: rows in one order, exact sums, texts of bounded length.

DuckDB leaves open in which order rows come that ORDER BY does not tell apart, adds floats in the order it meets them, and
does not count the memory of texts that it works on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from deckgen.data.sql import functions as known
from deckgen.data.sql.query import Tree, tree_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WIDEST_TEXT = 2_000  # bytes of a text that a query makes
TOO_WIDE = "deckgen: a text is too long"

# A lambda evaluates what it is given once; naming it twice in a CASE would double the tree at each level.
# What cannot be cast is an error; error() itself would forbid that another column uses this one by its name.
_CHECK = f"case when strlen(made) > {WIDEST_TEXT} then cast('{TOO_WIDE}' || left(made, 0) as integer)::varchar else made end"
_WATCH = f"select list_transform([NULL], lambda made: {_CHECK})[1]"
_DOUBLE = "select NULL::double"


def determined(tree: Tree, columns: int, connection: DuckDBPyConnection) -> str:
    """The query to run instead, whose rows are in the order of its ORDER BY and then of all its ``columns``, from the left.

    Raises ValueError where DuckDB would read the new text otherwise than it was meant.
    """
    watch, double = (tree_of(text, connection)["statements"][0]["node"]["select_list"][0] for text in (_WATCH, _DOUBLE))

    def changed(node: Tree) -> Tree:
        if node.get("class") == "FUNCTION" or node.get("class") == "WINDOW":
            return _watched(_exact(node, double), watch)
        return _settled(node) if any(each["type"] == "LIMIT_MODIFIER" for each in node.get("modifiers", ())) else node

    new = _rebuilt(tree, changed)
    root = new["statements"][0]["node"]
    root["modifiers"] = _ordered(root["modifiers"], columns)
    ((text,),) = connection.execute("select json_deserialize_sql(?::json)", [json.dumps(new)]).fetchall()
    if _bare(tree_of(text, connection)["statements"]) != _bare(new["statements"]):
        raise ValueError(text)
    return text


def _rebuilt(value: Any, changed: Callable[[Tree], Tree]) -> Any:
    """The same with every mapping changed, from the inside."""
    if isinstance(value, dict):
        return changed({key: _rebuilt(each, changed) for key, each in value.items()})  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list):
        return [_rebuilt(each, changed) for each in value]  # pyright: ignore[reportUnknownVariableType]
    return value


def _exact(node: Tree, double: Tree) -> Tree:
    """Sums that do not depend on the order of rows; what an aggregate meets first, in an order that leaves nothing open."""
    name = node["function_name"].lower()
    if name in known.EXACT and not _is_whole(node["arguments"][0]["expression"]):
        exact = known.EXACT[name]
        added = [{**node["arguments"][0], "expression": {**double, "child": node["arguments"][0]["expression"]}}]
        return {**node, "function_name": exact, "qualified_name": {"path": [exact]}, "arguments": added}
    if name in known.FIRST_MET and node["class"] == "FUNCTION":
        order = node["order_bys"]
        return {**node, "order_bys": {**order, "orders": [*order["orders"], _by(node["arguments"][0]["expression"])]}}
    return node


def _is_whole(node: Tree) -> bool:
    """Whether an expression gives whole numbers or truths, as one can see: their sums are exact as they are."""
    match node["class"]:
        case "CONSTANT":
            return node["literal"]["kind"] in ("INTEGER", "NULL_LITERAL", "BOOLEAN")
        case "COMPARISON" | "CONJUNCTION" | "BETWEEN":
            return True
        case "OPERATOR":
            return node["type"] != "OPERATOR_COALESCE"
        case "CASE":
            return all(map(_is_whole, [node["else_expr"], *(check["then_expr"] for check in node["case_checks"])]))
        case _:
            return False


def _watched(node: Tree, watch: Tree) -> Tree:
    if node["function_name"].lower() not in known.GROWING:
        return node
    outer = json.loads(json.dumps(watch))
    outer["alias"] = node["alias"]
    outer["children"][0]["arguments"][0]["expression"]["arguments"][0]["expression"] = {**node, "alias": ""}
    return outer


def _settled(node: Tree) -> Tree:
    """A part of the query that takes so many rows: which ones, must be told by their order."""
    selected = node.get("select_list", ())
    if any(each["class"] == "STAR" for each in selected):
        return {**node, "modifiers": _with_orders(node["modifiers"], [_by(_EVERY_COLUMN)])}
    return {**node, "modifiers": _ordered(node["modifiers"], len(selected))}


def _ordered(modifiers: list[Tree], columns: int) -> list[Tree]:
    places = [_by(_constant(str(at + 1))) for at in range(columns)]
    return _with_orders(modifiers, places)


def _with_orders(modifiers: list[Tree], more: list[Tree]) -> list[Tree]:
    """The orders after those that there are; ORDER BY ALL, which DuckDB writes as a star, gives its direction to them."""
    before = [order for each in modifiers if each["type"] == "ORDER_MODIFIER" for order in each["orders"]]
    if any(order["expression"]["class"] == "STAR" for order in before):
        more = [{**before[0], "expression": each["expression"]} for each in more]
        before = []
    distinct = [each for each in modifiers if each["type"] == "DISTINCT_MODIFIER"]
    limits = [each for each in modifiers if each["type"] == "LIMIT_MODIFIER"]
    return [*distinct, {"type": "ORDER_MODIFIER", "orders": [*before, *more]}, *limits]


def _by(expression: Tree) -> Tree:
    return {"type": "ORDER_DEFAULT", "null_order": "ORDER_DEFAULT", "expression": {**expression, "alias": ""}}


def _constant(number: str) -> Tree:
    literal = {"kind": "INTEGER", "text": number}
    return {
        "class": "CONSTANT",
        "type": "VALUE_CONSTANT",
        "alias": "",
        "query_location": 0,
        "query_location_length": 0,
        "literal": literal,
    }


def _bare(value: Any) -> Any:
    """The tree without the places of its parts in the text; VALUES alike, which DuckDB writes as a query of its own."""
    if isinstance(value, list):
        return [_bare(each) for each in value]  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(value, dict):
        return value
    node = cast(Tree, value)
    if node.get("type") == "SUBQUERY" and node.get("alias") == "valueslist":
        return _bare(node["subquery"]["node"]["from_table"])
    bare = {key: _bare(each) for key, each in node.items() if not key.startswith("query_location")}
    return {**bare, "alias": bare["alias"] or "valueslist"} if bare.get("type") == "EXPRESSION_LIST" else bare


_EVERY_COLUMN: Tree = {
    "class": "STAR",
    "type": "STAR",
    "alias": "",
    "query_location": 0,
    "query_location_length": 0,
    "relation_name": "",
    "exclude_list": [],
    "replace_list": [],
    "columns": True,
    "expr": None,
    "qualified_exclude_list": [],
    "rename_list": [],
}
