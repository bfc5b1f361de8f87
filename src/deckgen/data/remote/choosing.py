"""``choose:`` of a spec → which values of which variables are asked of a statistics bank.

choose:
  Region: ["0301", "11*"]                 codes; * stands for any characters, ? for one
  Kjonn: all
  Alder: {codelist: agg_TiAarigGruppering, codes: all}
  Tid: {latest: 5}                        or {from: 2015}, {from: 2015, to: 2020}
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from deckgen.errors import Mark
from deckgen.fields.faults import expected, fault
from deckgen.fields.model import unknown_field
from deckgen.fields.nodes import MarkedDict, MarkedList, MarkedStr
from deckgen.fields.types import SCALAR, Reader, Source

ALL = "all"
MOST_LATEST = 10_000

_WORDS = ("codes", "codelist", "latest", "from", "to")
_EXAMPLE = "all, a code, a list of codes, or one of {latest: 5}, {from: 2015} and {from: 2015, to: 2020}"


@dataclass(frozen=True, slots=True)
class Choosing:
    """What is chosen of one variable: the codes, or the last so many, or those from one to another; without any, all.

    ``codelist`` is the grouping or set of values that the codes are of, where they are not the table's own.
    """

    variable: Source
    mark: Mark
    codes: tuple[Source, ...] = ()
    latest: int = 0
    first: Source | None = None
    last: Source | None = None
    codelist: Source | None = None

    @property
    def told(self) -> str | list[str] | dict[str, Any]:
        """It again in plain values, to compare with what was asked before."""
        chosen: dict[str, Any] = {
            "codelist": self.codelist and self.codelist.text,
            "codes": [code.text for code in self.codes],
            "latest": self.latest,
            "from": self.first and self.first.text,
            "to": self.last and self.last.text,
        }
        given = {name: value for name, value in chosen.items() if value}
        return (given["codes"] if [*given] == ["codes"] else given) or ALL


class ChooseReader(Reader):
    """A mapping from variables to what is chosen of each."""

    schema: ClassVar[dict[str, Any]] = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {
            "anyOf": [
                SCALAR,
                {"type": "array", "items": SCALAR, "minItems": 1},
                {
                    "type": "object",
                    "properties": {
                        "codes": {"anyOf": [SCALAR, {"type": "array", "items": SCALAR, "minItems": 1}]},
                        "codelist": SCALAR,
                        "latest": {"type": "integer", "minimum": 1, "maximum": MOST_LATEST},
                        "from": SCALAR,
                        "to": SCALAR,
                    },
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        },
    }

    def read(self, node: Any) -> tuple[Choosing, ...]:
        if isinstance(node, tuple):
            return node  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(node, MarkedDict) or not node:
            raise expected('variables, each with what is chosen of it: {Region: ["0301"], Tid: {latest: 5}}', node)
        return tuple(_choosing(Source(str(name), name.mark), chosen) for name, chosen in node.items())


def _choosing(variable: Source, node: Any) -> Choosing:
    if not isinstance(node, MarkedDict):
        return Choosing(variable, getattr(node, "mark", variable.mark), _codes(node))
    for name in node:
        if name not in _WORDS:
            raise fault("unknown-field", name.mark, **unknown_field(str(name), _WORDS))
    given = {str(name): value for name, value in node.items()}
    ways = [way for way in ("codes", "latest", "from") if way in given or (way == "from" and "to" in given)]
    if len(ways) > 1:
        raise fault("choose-unclear", node.mark, variable=variable.text, ways=tuple(ways))
    if not given:
        raise expected(_EXAMPLE, node)
    return Choosing(
        variable,
        node.mark,
        _codes(given["codes"]) if "codes" in given else (),
        _latest(given["latest"]) if "latest" in given else 0,
        *(_text(given[name]) if name in given else None for name in ("from", "to", "codelist")),
    )


def _codes(node: Any) -> tuple[Source, ...]:
    """The codes; none where all are meant."""
    if isinstance(node, MarkedStr) and node.strip():
        return () if node.lower() in (ALL, "*", "alle") else (Source.read(node),)
    if not isinstance(node, MarkedList) or not node:
        raise expected(_EXAMPLE, node)
    return tuple(map(_text, node))


def _text(node: Any) -> Source:
    if not isinstance(node, MarkedStr) or not node.strip():
        raise expected("a code", node)
    return Source.read(node)


def _latest(node: Any) -> int:
    if not isinstance(node, MarkedStr) or not re.fullmatch("[0-9]{1,5}", node) or not 1 <= int(node) <= MOST_LATEST:
        raise expected("how many of the last there are to be, such as 5", node)
    return int(node)
