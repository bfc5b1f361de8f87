"""A query's text → what it reads, or why it is refused: one SELECT over datasets, of functions without file, host or clock.

DuckDB's own parser gives the tree, so that nothing is judged by the look of the text; what is not on a list here is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from deckgen.errors import Mark, fail
from deckgen.fields import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Tree: TypeAlias = dict[str, Any]

LONGEST = 20_000  # characters of a query
WIDEST = 100  # characters that lpad and rpad fill up to
GROWTH = 3  # characters by which what replace puts in may be longer than what it takes out

# Each gives the same for the same arguments, and nothing that is much larger than they are.
FUNCTIONS = frozenset(
    {
        "sum",
        "fsum",
        "kahan_sum",
        "avg",
        "mean",
        "favg",
        "count",
        "count_star",
        "count_if",
        "min",
        "max",
        "median",
        "quantile_cont",
        "quantile_disc",
        "stddev",
        "stddev_samp",
        "stddev_pop",
        "variance",
        "var_samp",
        "var_pop",
        "corr",
        "first",
        "last",
        "any_value",
        "arg_min",
        "arg_max",
        "min_by",
        "max_by",
        "string_agg",
        "bool_and",
        "bool_or",
        "row_number",
        "rank",
        "dense_rank",
        "percent_rank",
        "cume_dist",
        "ntile",
        "lag",
        "lead",
        "first_value",
        "last_value",
        "nth_value",
        "+",
        "-",
        "*",
        "/",
        "//",
        "%",
        "**",
        "^",
        "||",
        "~~",
        "!~~",
        "~~*",
        "!~~*",
        "like_escape",
        "not_like_escape",
        "ilike_escape",
        "not_ilike_escape",
        "abs",
        "round",
        "floor",
        "ceil",
        "ceiling",
        "trunc",
        "sqrt",
        "ln",
        "log",
        "log10",
        "log2",
        "exp",
        "pow",
        "power",
        "sign",
        "greatest",
        "least",
        "mod",
        "nullif",
        "ifnull",
        "coalesce",
        "if",
        "isnan",
        "isfinite",
        "isinf",
        "lower",
        "upper",
        "trim",
        "ltrim",
        "rtrim",
        "substring",
        "substr",
        "left",
        "right",
        "length",
        "strlen",
        "replace",
        "lpad",
        "rpad",
        "concat",
        "concat_ws",
        "contains",
        "starts_with",
        "ends_with",
        "prefix",
        "suffix",
        "split_part",
        "strpos",
        "position",
        "instr",
        "regexp_matches",
        "regexp_full_match",
        "regexp_extract",
        "date_part",
        "datepart",
        "year",
        "month",
        "day",
        "quarter",
        "week",
        "date_trunc",
        "date_diff",
        "datediff",
        "make_date",
        "strftime",
        "strptime",
        "last_day",
    }
)
_NODES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "CTE_NODE"})
_TABLES = frozenset({"BASE_TABLE", "JOIN", "SUBQUERY", "EMPTY", "EXPRESSION_LIST"})
_CLOCK = frozenset(
    {
        "current_date",
        "current_time",
        "current_timestamp",
        "localtime",
        "localtimestamp",
        "current_user",
        "session_user",
        "user",
        "current_role",
        "current_catalog",
        "current_schema",
    }
)
_TOKEN = re.compile(r"""'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/|"((?:[^"]|"")*)"|(\w+)|([(),.])|\S""", re.DOTALL)
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
        "on",
        "using",
        "set",
    }
)


@dataclass(frozen=True, slots=True)
class Query:
    """``tables`` are the datasets that it reads; ``columns`` the names of columns that it uses, in lower case."""

    text: str
    mark: Mark
    tables: tuple[str, ...]
    columns: frozenset[str]
    all_columns: bool  # it has a *

    def uses(self, column: str) -> bool:
        return self.all_columns or column.lower() in self.columns


def tables_named(text: str, names: Collection[str]) -> tuple[str, ...]:
    """Which of these datasets stand where a query has its tables: after FROM, JOIN or a comma there. It needs no DuckDB.

    >>> tables_named("select users from need n, areas join b using (code)", ["need", "users", "areas"])
    ('need', 'areas')
    """
    by_name = {name.lower(): name for name in names}
    found: list[str] = []
    made: set[str] = set()  # WITH name AS (
    levels = [(False, False)]  # by depth of brackets: among tables, and one may come now
    last = [""] * 2
    for met in _TOKEN.finditer(text):
        word = (met[1].replace('""', '"') if met[1] is not None else met[2] or met[3] or "").lower()
        among, awaited = levels[-1]
        if word == "(" and met[3]:
            if last[1] == "as":
                made.add(last[0])
            levels.append((awaited, awaited))
        elif word == ")" and met[3]:
            if len(levels) > 1:
                levels.pop()
            levels[-1] = (levels[-1][0], False)
        elif word in ("from", "join") and met[2]:
            levels[-1] = (True, True)
        elif word == "," and met[3]:
            levels[-1] = (among, among)
        elif word in _ENDS and met[2]:
            levels[-1] = (False, False)
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
    ((serialized,),) = connection.execute("select json_serialize_sql(?::varchar)", [text]).fetchall()
    tree = json.loads(serialized)
    if tree["error"]:
        if tree.get("error_type") == "parser":
            fail("sql-wrong", place(text, mark, int(tree.get("position") or 0)), reason=_one_line(tree["error_message"]))
        fail("sql-not-select", mark)
    if len(tree["statements"]) != 1:
        fail("sql-not-select", mark)
    by_name = {name.lower(): name for name in names}
    nodes = list(_walk(tree["statements"][0]))
    made = {entry["key"].lower() for node in nodes for entry in node.get("cte_map", {}).get("map", [])}
    tables: list[str] = []
    columns: set[str] = set()
    for node in nodes:
        _check(node, text, mark)
        columns.update(name.lower() for name in node.get("column_names", ()))
        columns.update(name.lower() for name in node.get("using_columns", ()))
        if node.get("type") == "BASE_TABLE":
            name = node["table_name"]
            if name.lower() not in by_name and name.lower() not in made:
                _unknown(name, names, place(text, mark, node["query_location"]))
            if name.lower() in by_name and name.lower() not in made:
                tables.append(by_name[name.lower()])
    is_star = any(node.get("class") == "STAR" for node in nodes) or any(node.get("ref_type") == "NATURAL" for node in nodes)
    return Query(text, mark, tuple(dict.fromkeys(tables)), frozenset(columns), is_star)


def place(text: str, mark: Mark, at: int) -> Mark:
    """Where in the spec the query's byte ``at`` stands: its lines are the spec's, indented alike, in a text after ``|``."""
    before = text.encode()[: min(at, len(text.encode()))].decode(errors="ignore")
    line = before.count("\n")
    column = len(before) - (before.rfind("\n") + 1)
    return Mark(mark.file, mark.line + line if mark.line else 0, mark.column + column if mark.column else 0)


def _check(node: Tree, text: str, mark: Mark) -> None:
    kind, at = str(node.get("type", "")), int(node.get("query_location", 0))
    if kind.endswith("_NODE") and kind not in _NODES:
        fail("sql-refused", mark, what="RECURSIVE" if "RECURSIVE" in kind else kind)
    if "sample" in node and node["sample"] is not None:
        fail("sql-refused", mark, what="SAMPLE")
    if "sample" in node and "alias" in node and kind not in _TABLES:
        what = node["function"]["function_name"] if kind == "TABLE_FUNCTION" else kind
        fail("sql-refused", place(text, mark, at) if kind == "TABLE_FUNCTION" else mark, what=what)
    if kind == "BASE_TABLE" and (node.get("schema_name") or node.get("catalog_name")):
        what = ".".join(part for part in (node["catalog_name"], node["schema_name"], node["table_name"]) if part)
        fail("sql-refused", place(text, mark, at), what=what)
    if kind == "COLUMN_REF" and len(node["column_names"]) == 1 and node["column_names"][0].lower() in _CLOCK:
        fail("sql-refused", place(text, mark, at), what=node["column_names"][0])
    if node.get("class") in ("FUNCTION", "WINDOW"):
        name = str(node["function_name"]).lower()
        if name not in FUNCTIONS or node.get("schema") or node.get("catalog"):
            fail("sql-refused", place(text, mark, at), what=str(node["function_name"]))
        if not _is_bounded(name, [each["expression"] for each in node["arguments"]]):
            fail("sql-unbounded", place(text, mark, at), what=name)
    if node.get("class") in ("LAMBDA", "PARAMETER"):
        fail("sql-refused", place(text, mark, at), what=str(node["class"]))


def _is_bounded(name: str, arguments: list[Tree]) -> bool:
    """Whether a function whose result may be far longer than its arguments says by constants how long."""
    if name in ("lpad", "rpad") and len(arguments) == 3:
        width = _constant(arguments[1])
        return width.isdecimal() and int(width) <= WIDEST
    if name == "replace" and len(arguments) == 3:
        old, new = _constant(arguments[1]), _constant(arguments[2])
        is_constant = all(argument.get("class") == "CONSTANT" for argument in arguments[1:])
        return is_constant and bool(old) and len(new) <= len(old) + GROWTH
    return True


def _constant(node: Tree) -> str:
    return str(node.get("literal", {}).get("text", "")) if node.get("class") == "CONSTANT" else ""


def _walk(tree: Any) -> Iterator[Tree]:
    """Every mapping of the tree, from the outside."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(list(node.values())))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]
        elif isinstance(node, list):
            waiting.extend(reversed(node))  # pyright: ignore[reportUnknownArgumentType]


def _unknown(name: str, names: Collection[str], mark: Mark) -> NoReturn:
    from difflib import get_close_matches

    nearest = next(iter(get_close_matches(name, names, 1)), "")
    fail("unknown-dataset", mark, name=name, nearest=nearest, possible=tuple(names) or ("none",))


def _one_line(message: str) -> str:
    return " ".join(message.split())
