"""A node and a model → the model's value, or all that is wrong with the node as coded problems, each with its mark."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from deckgen.errors import Datum, DeckgenError, Mark, Problem, Problems
from deckgen.fields.model import Fields
from deckgen.fields.nodes import MarkedDict, MarkedList, MarkedStr, Node, shape

Model = TypeVar("Model", bound=Fields)

# What pydantic itself asks for, as a person says it.
_EXPECTED = {
    "model_type": "a mapping: names, each with a colon and a value",
    "model_attributes_type": "a mapping: names, each with a colon and a value",
    "dict_type": "a mapping: names, each with a colon and a value",
    "list_type": "a list: each item on a line of its own after a dash",
    "tuple_type": "a list: each item on a line of its own after a dash",
    "string_type": "a text",
    "too_short": "a list of at least one item",
}


def read_fields(node: Node, model: type[Model], problems: Problems) -> Model | None:
    """The node as ``model`` has it; None where something is wrong with it, and then ``problems`` hold all of it."""
    try:
        return model.model_validate(node)
    except ValidationError as error:
        for problem in sorted({_problem(each, node): None for each in error.errors()}, key=_position):
            problems.found.append(problem)
    except DeckgenError as error:
        problems.extend(error)
    return None


def _problem(error: Any, node: Node) -> Problem:
    kind: str = error["type"]
    context: dict[str, Any] = error.get("ctx", {})
    mark, found = _follow(node, error["loc"], of_name=kind == "unknown-field")
    data: tuple[tuple[str, Datum], ...]
    if context.get("fault"):
        return Problem(kind, context["data"], context["mark"] or mark)
    if kind in _EXPECTED:
        data = (("expected", _EXPECTED[kind]), ("found", shape(found)))
        return Problem("expected", data, mark)
    data = (("reason", error["msg"]), ("found", shape(found)))
    return Problem("field-invalid", data, mark)


def _follow(node: Node, location: Sequence[int | str], *, of_name: bool) -> tuple[Mark, Node]:
    """Where an error's location stands in the file: the value there, or (``of_name``) its name.

    Steps that are not in the file are passed over: pydantic's own, such as a union's branch, and a model's own names for
    what the spec gives in short.
    """
    mark = node.mark
    for step in location:
        if isinstance(node, MarkedDict) and isinstance(step, str) and step in node:
            mark = node.key_marks[step]
            node = node[MarkedStr(step, mark)]
            mark = mark if of_name and step == location[-1] else node.mark
        elif isinstance(node, MarkedList) and isinstance(step, int) and step < len(node):
            node = node[step]
            mark = node.mark
    return mark, node


def _position(problem: Problem) -> tuple[int, int]:
    return (problem.mark.line, problem.mark.column) if problem.mark else (0, 0)
