"""The expression in a hole → a datum. Expressions, not programs.

Jinja's parser reads them; an allow-list of nodes says what may be in them: names and their fields, literals, arithmetic on
numbers, comparison, and/or/not, ``a if test else b``, and deckgen's own filters. Length, depth and results are bounded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from deckgen.errors import Mark, closest, fail
from deckgen.text.arithmetic import calculate, comparable, compare, decimal_of, kind_of, negate
from deckgen.text.filters import FILTERS, apply, printed
from deckgen.text.scope import Datum, Printed, Scope

if TYPE_CHECKING:
    from jinja2 import Environment

MAX_LENGTH = 1_000
MAX_DEPTH = 50
_MAX_NESTING = 20  # brackets, "not", "if" and signs, each of which makes the parser call itself

_OPERATORS = {"Add": "+", "Sub": "-", "Mul": "*", "Div": "/", "Mod": "%"}
_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_SIMPLE = frozenset(
    {"Name", "Getattr", "Const", "Neg", "Pos", "Not", "And", "Or", "CondExpr", "Compare", "Operand", "Filter", "Keyword"}
)
_CALLED = {
    "Call": "a call",
    "Getitem": "a bracket after a name",
    "Pow": "a power",
    "FloorDiv": "//",
    "Concat": "~",
    "Test": '"is"',
    "List": "a list",
    "Tuple": "a list",
    "Dict": "a mapping",
}


@dataclass(frozen=True, slots=True)
class Expression:
    """What stands between ``{{`` and ``}}``, parsed. ``names`` are those that it asks the scope for."""

    source: str
    mark: Mark = field(compare=False)
    names: frozenset[str] = field(compare=False)
    _node: Any = field(compare=False, repr=False)

    def evaluate(self, scope: Scope) -> Datum:
        """The datum. Raises DeckgenError."""
        return _Evaluation(scope, self.mark).of(self._node)

    def print(self, scope: Scope) -> Printed:
        """The datum as it is printed. Raises DeckgenError."""
        return printed(self.evaluate(scope), self.source, scope.language, self.mark)


def parse_expression(source: str, mark: Mark) -> Expression:
    """Raises DeckgenError for what is no expression, or does what an expression may not do."""
    from jinja2 import TemplateSyntaxError
    from jinja2.parser import Parser

    if len(source) > MAX_LENGTH:
        fail("expression-too-long", mark, most=MAX_LENGTH)
    if "\\" in source:
        fail("expression-syntax", mark, hole=source.strip())
    environment = _environment()
    try:
        if _nesting(environment, source) > _MAX_NESTING:
            fail("expression-too-deep", mark)
        parser = Parser(environment, source, state="variable")
        node = parser.parse_expression()
        complete = parser.stream.eos
    except (TemplateSyntaxError, ValueError, OverflowError):
        fail("expression-syntax", mark, hole=source.strip())
    if not complete:
        fail("expression-syntax", mark, hole=source.strip())
    found = list(_walk(node))
    if max(depth for _, depth in found) > MAX_DEPTH:
        fail("expression-too-deep", mark)
    for each, _ in found:
        _allow(each, mark)
    return Expression(source.strip(), mark, frozenset(each.name for each, _ in found if _kind(each) == "Name"), node)


def evaluate(expression: str, scope: Scope, mark: Mark) -> Datum:
    """Parse and evaluate at once. Raises DeckgenError."""
    return parse_expression(expression, mark).evaluate(scope)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment

    return Environment(autoescape=False)  # noqa: S701 - nothing is rendered: only the lexer and the parser are used


def _nesting(environment: "Environment", source: str) -> int:
    """How deep the parser will call itself, at most; counted on the tokens, before it does."""
    depth = deepest = prefixes = 0
    last = "("
    for _, kind, value in environment.lexer.tokeniter(source, None, None, "variable"):
        if kind == "whitespace":
            continue
        if value in ("(", "[", "{"):
            depth += 1
        elif value in (")", "]", "}"):
            depth -= 1
        elif value in ("not", "if", "else") or (
            value in "+-" and kind == "operator" and not last[-1:].isalnum() and last != ")"
        ):
            prefixes += 1
        deepest = max(deepest, depth)
        last = value
    return deepest + prefixes


def _walk(node: Any) -> Iterator[tuple[Any, int]]:
    """Every node below this one with its depth, without recursion."""
    waiting = [(node, 1)]
    while waiting:
        each, depth = waiting.pop()
        yield each, depth
        waiting += [(child, depth + 1) for child in each.iter_child_nodes()]


def _kind(node: Any) -> str:
    return type(node).__name__


def _allow(node: Any, mark: Mark) -> None:
    kind = _kind(node)
    if kind not in _SIMPLE and kind not in _OPERATORS:
        fail("expression-not-possible", mark, what=_CALLED.get(kind, "this"))
    if kind == "CondExpr" and node.expr2 is None:
        fail("expression-else", mark)
    if kind == "Operand" and node.op not in _COMPARISONS:
        fail("expression-not-possible", mark, what='"in"')
    if kind == "Filter":
        name: str = node.name
        if name not in FILTERS:
            nearest = closest(name, FILTERS)
            fail("unknown-filter", mark, name=name, possible=tuple(FILTERS), nearest=nearest)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            fail("expression-not-possible", mark, what="* or **")


@dataclass(frozen=True, slots=True)
class _Evaluation:
    scope: Scope
    mark: Mark

    def of(self, node: Any) -> Datum:
        kind = _kind(node)
        if kind in _OPERATORS:
            return calculate(_OPERATORS[kind], self.of(node.left), self.of(node.right), self.mark)
        return getattr(self, f"_{kind.lower()}")(node)

    def _const(self, node: Any) -> Datum:
        return node.value

    def _name(self, node: Any) -> Datum:
        return self._lookup(self.scope.names, node.name, node.name)

    def _getattr(self, node: Any) -> Datum:
        group = self.of(node.node)
        if not isinstance(group, Mapping):
            fail("no-fields", self.mark, name=node.attr, found=kind_of(group))
        return self._lookup(group, node.attr, f"{_dotted(node.node)}.{node.attr}")

    def _lookup(self, names: Mapping[str, Datum], name: str, said: str) -> Datum:
        if name not in names:
            possible = tuple(sorted(names))
            nearest = closest(name, possible)
            fail("unknown-name", self.mark, name=said, possible=possible, nearest=nearest)
        return names[name]

    def _neg(self, node: Any) -> Datum:
        return negate(self.of(node.node), self.mark)

    def _pos(self, node: Any) -> Datum:
        datum = self.of(node.node)
        decimal_of(datum, "+", self.mark)
        return datum

    def _not(self, node: Any) -> Datum:
        return not _true(self.of(node.node))

    def _and(self, node: Any) -> Datum:
        left = self.of(node.left)
        return self.of(node.right) if _true(left) else left

    def _or(self, node: Any) -> Datum:
        left = self.of(node.left)
        return left if _true(left) else self.of(node.right)

    def _condexpr(self, node: Any) -> Datum:
        return self.of(node.expr1 if _true(self.of(node.test)) else node.expr2)

    def _compare(self, node: Any) -> Datum:
        left = self.of(node.expr)
        for operand in node.ops:
            right = self.of(operand.expr)
            if not compare(_COMPARISONS[operand.op], left, right, self.mark):
                return False
            left = right
        return True

    def _filter(self, node: Any) -> Datum:
        arguments = [self.of(each) for each in node.args]
        named = {each.key: self.of(each.value) for each in node.kwargs}
        return apply(node.name, self.of(node.node), self.scope.language, self.mark, arguments, named)


def _true(datum: Datum) -> bool:
    """Nothing, missing, zero, "" and no are not true."""
    if isinstance(datum, Mapping):
        return bool(datum)
    return bool(comparable(datum))


def _dotted(node: Any) -> str:
    return f"{_dotted(node.node)}.{node.attr}" if _kind(node) == "Getattr" else str(getattr(node, "name", "…"))
