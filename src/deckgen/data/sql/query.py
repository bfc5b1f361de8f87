"""A query's text → what it reads, or why it is refused: one SELECT over datasets, of functions without file, host or clock.

DuckDB's own parser gives the tree, so that nothing is judged by the look of the text; what is not on a list of
``sql_functions`` is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from deckgen.data.sql import functions as allowed
from deckgen.data.sql.size import parts_of
from deckgen.errors import Mark, closest, fail
from deckgen.fields import Source
from deckgen.text.holes import locate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Tree: TypeAlias = dict[str, Any]

LONGEST = 20_000  # characters of a query
MOST_PARTS = 20_000  # of a query whose columns use each other by name
MOST_TEXTS = 60  # calls of functions that make texts: each may hold two thousand of them at a time, of WIDEST_TEXT
WIDEST = 100  # characters that lpad and rpad fill up to
GROWTH = 3  # characters by which what replace puts in may be longer than what it takes out
MOST_JOINED = 20  # arguments of concat

_TOKEN = re.compile(r"""'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/|"((?:[^"]|"")*)"|(\w+)|([(),.])|\S""", re.DOTALL)
_WITH_FROM = frozenset({"extract", "trim", "substring", "overlay"})
_ENDS = frozenset(
    {
        "select",
        "where",
        "group",
        "order",
        "having",
        "limit",
        "union",
        "except",
        "intersect",
        "qualify",
        "window",
        "set",
    }
)


@dataclass(frozen=True, slots=True)
class Query:
    """``tables`` are the datasets that it reads; ``columns`` the names of columns that it uses, in lower case.

    ``added_up`` are those among them that stand inside an aggregate, which leaves out what is missing; "*" is all.
    """

    text: str
    mark: Mark
    tree: Tree
    tables: tuple[str, ...]
    columns: frozenset[str]
    added_up: frozenset[str]
    all_columns: bool  # it has a *
    rows: frozenset[str] = frozenset()  # columns of the same names as tables: where no table has them, they are its rows

    def adds_up(self, column: str) -> bool:
        return "*" in self.added_up or column.lower() in self.added_up

    def uses(self, column: str) -> bool:
        return self.all_columns or column.lower() in self.columns


def tables_named(text: str, names: Collection[str]) -> tuple[str, ...]:
    """Which of these datasets stand where a query has its tables: after FROM, JOIN, TABLE or a comma there. It needs no DuckDB.

    >>> tables_named("select users from need n, areas join b using (code)", ["need", "users", "areas"])
    ('need', 'areas')
    """
    by_name = {name.lower(): name for name in names}
    found: list[str] = []
    made: set[str] = set()  # WITH name AS (
    levels = [(False, False)]  # by depth of brackets: among tables, and one may come now
    inside = [False]  # by depth: in the brackets of a function that has a FROM of its own
    last = [""] * 2
    for met in _TOKEN.finditer(text):
        word = (met[1].replace('""', '"') if met[1] is not None else met[2] or met[3] or "").lower()
        among, awaited = levels[-1]
        if word == "(" and met[3]:
            if last[1] == "as":
                made.add(last[0])
            levels.append((awaited, awaited))
            inside.append(last[1] in _WITH_FROM)
        elif word == ")" and met[3]:
            if len(levels) > 1:
                levels.pop()
                inside.pop()
            levels[-1] = (levels[-1][0], False)
        elif word in ("from", "join", "table") and met[2] and not inside[-1] and last[1] != "distinct":
            levels[-1] = (True, True)
        elif word == "," and met[3]:
            levels[-1] = (among, among)
        elif word in _ENDS and met[2]:
            levels[-1] = (False, False)
        elif word in ("on", "using") and met[2]:
            levels[-1] = (among, False)  # a comma after the condition begins another table
        elif word and awaited:
            if word in by_name:
                found.append(word)
            levels[-1] = (among, False)
        if word:
            last = [last[1], word]
    return tuple(dict.fromkeys(by_name[word] for word in found if word not in made))


def parse_query(source: Source, names: Collection[str], connection: DuckDBPyConnection) -> Query:
    """Raises DeckgenError for anything but one SELECT over these datasets, with functions that are on the list."""
    text, mark = source.text, source.mark
    if len(text) > LONGEST:
        fail("sql-too-long", mark, length=len(text), limit=LONGEST)
    try:
        statement = _statement(text, mark, connection)
        return _judged(statement, text, mark, names, connection)
    except RecursionError:
        fail("sql-too-deep", mark)


def tree_of(text: str, connection: DuckDBPyConnection) -> Tree:
    """DuckDB's parse tree of a text, or what it says is wrong with it."""
    ((serialized,),) = connection.execute("select json_serialize_sql(?::varchar)", [text]).fetchall()
    return json.loads(serialized)


def _statement(text: str, mark: Mark, connection: DuckDBPyConnection) -> Tree:
    tree = tree_of(text, connection)
    if tree["error"]:
        if tree.get("error_type") == "parser":
            fail("sql-wrong", place(text, mark, int(tree.get("position") or 0)), reason=_one_line(tree["error_message"]))
        fail("sql-not-select", mark)
    if len(tree["statements"]) != 1:
        fail("sql-not-select", mark)
    return tree


def _judged(tree: Tree, text: str, mark: Mark, names: Collection[str], connection: DuckDBPyConnection) -> Query:
    by_name = {name.lower(): name for name in names}
    nodes = list(walk(tree["statements"][0]))
    made = {entry["key"].lower() for node in nodes for entry in node.get("cte_map", {}).get("map", [])}
    tables: list[str] = []
    columns: set[str] = set()
    added_up: set[str] = set()
    parts = texts = 0
    for node in nodes:
        at = node.get("query_location", 0)
        here = place(text, mark, at) if at < 2**32 else mark  # larger: DuckDB does not know
        _check(node, here, connection)
        columns.update(_names(node))
        if "select_list" in node:
            own, making = parts_of(node, lambda each: _function(each) in allowed.TEXTS)
            parts, texts = parts + own, texts + making
        if _function(node) in allowed.AGGREGATES:
            added_up.update(name for inner in walk(node) for name in _names(inner))
            added_up.update("*" for inner in walk(node) if inner.get("class") == "STAR")
        if node.get("type") == "BASE_TABLE" and node["table_name"].lower() not in made:
            name = node["table_name"]
            if name.lower() not in by_name:
                _unknown(name, names, here)
            tables.append(by_name[name.lower()])
    if parts > MOST_PARTS:
        fail("sql-too-many-parts", mark, limit=MOST_PARTS)
    if texts > MOST_TEXTS:
        fail("sql-too-many-texts", mark, count=texts, limit=MOST_TEXTS)
    read = tuple(dict.fromkeys(tables))
    if hidden := [table for table in read if table not in tables_named(text, names)]:
        fail("sql-table-hidden", mark, dataset=hidden[0])  # what rests on it would not be told when it changes
    is_star = any(node.get("class") == "STAR" or node.get("ref_type") == "NATURAL" for node in nodes)
    rows = frozenset(columns & {name for node in nodes for name in _rows_named(node)})
    return Query(text, mark, tree, read, frozenset(columns), frozenset(added_up), is_star, rows)


def place(text: str, mark: Mark, at: int) -> Mark:
    """Where in the spec the query's byte ``at`` stands, as closely as can be known."""
    return locate(text, mark, len(text.encode()[:at].decode(errors="ignore")))


def walk(tree: Any) -> Iterator[Tree]:
    """Every mapping of the tree, from the outside."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(list(node.values())))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]
        elif isinstance(node, list):
            waiting.extend(reversed(node))  # pyright: ignore[reportUnknownArgumentType]


def _names(node: Tree) -> list[str]:
    return [name.lower() for name in (*node.get("column_names", ()), *node.get("using_columns", ()))]


def _rows_named(node: Tree) -> list[str]:
    """The names of a table, which stand for its whole rows where a column is expected that none has."""
    return [str(node[name]).lower() for name in ("table_name", "alias") if "sample" in node and node.get(name)]


def _function(node: Tree) -> str:
    return str(node["function_name"]).lower() if node.get("class") in ("FUNCTION", "WINDOW") else ""


def _meant(name: str, connection: DuckDBPyConnection) -> str:
    """The function whose name may be misspelt so; "" where DuckDB has one of that name."""
    known = connection.execute("select 1 from duckdb_functions() where function_name = ?", [name]).fetchone()
    return "" if known else closest(name, filter(str.isidentifier, sorted(allowed.FUNCTIONS)))


def _check(node: Tree, here: Mark, connection: DuckDBPyConnection) -> None:
    """Refuse a node of the tree that is not on a list."""
    if refused := _refused(node):
        fail("sql-refused", here, what=refused)
    if not (name := _function(node)):
        return
    if name not in allowed.FUNCTIONS or node.get("schema") or node.get("catalog"):
        fail("sql-refused", here, what=str(node["function_name"]), nearest=_meant(name, connection))
    if not _is_bounded(name, [each["expression"] for each in node["arguments"]]):
        fail("sql-unbounded", here, what=name)
    orders = node["orders"] if node["class"] == "WINDOW" else node["order_bys"]["orders"]
    if name in allowed.ORDERED and not orders:
        fail("sql-without-order", here, what=name, where="OVER (…)" if node["class"] == "WINDOW" else "its brackets")


def _refused(node: Tree) -> str:
    """What of the node is not on a list, "" where all is: whole statements, tables, joins, and parts of expressions."""
    kind = str(node.get("type", ""))
    if "select_list" in node or "setop_type" in node or kind.endswith("_NODE"):
        if kind not in allowed.NODES:
            return "RECURSIVE" if "RECURSIVE" in kind else kind
        return "SAMPLE" if node.get("sample") else ""
    if node.get("materialized") == "CTE_MATERIALIZE_NEVER":
        return "NOT MATERIALIZED"  # what is used twice would be worked out twice, and so on
    if kind.endswith("_MODIFIER"):
        return "DISTINCT ON" if node.get("distinct_on_targets") else "" if kind in allowed.MODIFIERS else kind
    if "class" in node:
        return _refused_part(node, kind)
    if "sample" in node and "alias" in node:
        return _refused_table(node, kind)
    return ""


def _refused_table(node: Tree, kind: str) -> str:
    if kind not in allowed.TABLES:
        return str(node["function"]["function_name"]) if kind == "TABLE_FUNCTION" else kind
    if node["sample"] is not None:
        return "SAMPLE"
    if kind == "JOIN" and node["ref_type"] not in allowed.JOINS:
        return f"{node['ref_type']} JOIN"
    if kind == "BASE_TABLE" and (node["schema_name"] or node["catalog_name"] or node["at_clause"]):
        return ".".join(part for part in (node["catalog_name"], node["schema_name"], node["table_name"]) if part)
    return ""


def _refused_part(node: Tree, kind: str) -> str:
    what = str(node["class"])
    if what not in allowed.CLASSES:
        return what
    if what == "OPERATOR" and kind not in allowed.OPERATORS:
        return kind
    if what == "TYPE" and str(node["type_name"]).lower() not in allowed.TYPES:
        return str(node["type_name"])
    if what == "CONSTANT" and node["literal"]["kind"] not in allowed.LITERALS:
        return str(node["literal"]["kind"])
    if what == "COLUMN_REF" and len(node["column_names"]) == 1 and node["column_names"][0].lower() in allowed.CLOCK:
        return str(node["column_names"][0])
    return ""


def _is_bounded(name: str, arguments: list[Tree]) -> bool:
    """Whether a function whose result may be far longer than its arguments says by constants how long."""
    if name in ("lpad", "rpad") and len(arguments) == 3:
        width = _constant(arguments[1])
        return width.isdecimal() and int(width) <= WIDEST
    if name == "replace" and len(arguments) == 3:
        old, new = _constant(arguments[1]), _constant(arguments[2])
        is_constant = all(argument.get("class") == "CONSTANT" for argument in arguments[1:])
        return is_constant and bool(old) and len(new) <= len(old) + GROWTH
    return name not in ("concat", "concat_ws") or len(arguments) <= MOST_JOINED


def _constant(node: Tree) -> str:
    return str(node.get("literal", {}).get("text", "")) if node.get("class") == "CONSTANT" else ""


def _unknown(name: str, names: Collection[str], mark: Mark) -> NoReturn:

    nearest = closest(name, names)
    fail("unknown-dataset", mark, name=name, nearest=nearest, possible=tuple(names) or ("none",))


def _one_line(message: str) -> str:
    return " ".join(message.split())
