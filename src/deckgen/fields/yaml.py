"""Bytes of a YAML file → nodes with their marks, in which every scalar stays text as it is written.

Neither YAML 1.1 nor 1.2 keeps ``0301``, ``1E3``, ``12_000``, ``no``, ``2013-04-08`` or ``1:30`` as written; so nothing is
resolved here, and the models decide what is a number or a date. Tags are refused; aliases are followed within bounds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from deckgen.errors import Mark, Problems, fail
from deckgen.fields.decode import INVISIBLE, decode
from deckgen.fields.nodes import MarkedDict, MarkedList, MarkedStr, Node

MAX_NODES = 100_000  # with aliases written out
MAX_DEPTH = 50

_COMMENT_AFTER = re.compile(r"[ \t]+#(.*)")


def read_yaml(data: bytes, file: str, problems: Problems) -> Node:
    """The one document of a YAML file. An empty file is an empty text. Warnings go to ``problems``.

    Raises DeckgenError: with all errors that can be found together, or with the first that stops the reading.
    """
    text = decode(data, file)
    composer = _Composer(text, text.split("\n"), file)
    node = composer.document()
    composer.found.raise_errors()
    problems.found.extend(composer.found.warnings)
    return node


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A node that aliases may repeat: how many nodes it holds, and how deep it is."""

    node: Node
    size: int
    height: int


@dataclass
class _Composer:
    """Nodes out of the parser's events, counted as they are made."""

    text: str
    lines: list[str]
    file: str
    found: Problems = field(default_factory=Problems)
    anchors: dict[str, _Anchored | None] = field(default_factory=dict[str, _Anchored | None])  # None: not complete yet
    count: int = 0  # of nodes, those that aliases repeat included
    deepest: int = 0  # of the nodes inside the one that is being made

    def __post_init__(self) -> None:
        self.events = self._events()

    def _events(self) -> Iterator[Any]:
        """The parser's events. Its complaints become coded problems."""
        import yaml

        from deckgen.fields.syntax import refuse_syntax

        try:
            parse: Any = yaml.parse  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType] # typed in part
            yield from parse(self.text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            refuse_syntax(error, self.file, self.lines)
        except yaml.YAMLError:  # of a file that the parser's reader cannot take; it then says no place
            fail("yaml-syntax", Mark(self.file))

    def document(self) -> Node:
        first: Any = None
        node: Node = MarkedStr("", Mark(self.file, 1, 1, self.lines[0]), plain=True)
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                if first is not None:
                    self.found.error("yaml-documents", self.mark(event.start_mark))
                    break
                first = event
                node = self.node(next(self.events), 1)
        return node

    def node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            fail("yaml-too-deep", self.mark(event.start_mark), most=MAX_DEPTH)
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self.alias(event, depth)
        self._count(1, depth, event)
        if event.tag is not None:
            fail("yaml-tag", self.mark(event.start_mark), tag=str(event.tag))
        outer, self.deepest = self.deepest, depth
        before = self.count - 1
        if event.anchor:
            self.anchors[event.anchor] = None
        if kind == "ScalarEvent":
            node: Node = self.scalar(event)
        elif kind == "SequenceStartEvent":
            node = self.sequence(event, depth)
        else:
            node = self.mapping(event, depth)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(node, self.count - before, self.deepest - depth)
        self.deepest = max(outer, self.deepest)
        return node

    def alias(self, event: Any, depth: int) -> Node:
        mark = self.mark(event.start_mark)
        anchored = self.anchors.get(event.anchor)
        if anchored is None:
            fail("yaml-alias", mark, name=str(event.anchor))
        self._count(anchored.size, depth + anchored.height, event)
        return anchored.node

    def scalar(self, event: Any) -> MarkedStr:
        mark = self.mark(event.start_mark)
        plain = not event.style
        if plain:
            self._warn_of_comment(event, mark)
        elif event.style == "|" and event.value:
            mark = self._first_line(event.start_mark.line + 1, event.value)
        elif event.style == '"' and (match := INVISIBLE.search(event.value)):
            self.found.error("invisible-character", mark, character=f"U+{ord(match[0]):04X}")
        return MarkedStr(event.value, mark, plain=plain)

    def sequence(self, event: Any, depth: int) -> MarkedList:
        items: list[Node] = []
        while type(item := next(self.events)).__name__ != "SequenceEndEvent":
            items.append(self.node(item, depth + 1))
        return MarkedList(items, self.mark(event.start_mark))

    def mapping(self, event: Any, depth: int) -> Node:
        mark = self.mark(event.start_mark)
        hole = event.flow_style and self.text.startswith("{{", event.start_mark.index)
        items: dict[MarkedStr, Node] = {}
        marks: dict[str, Mark] = {}
        while type(item := next(self.events)).__name__ != "MappingEndEvent":
            key = self.node(item, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if isinstance(value, MarkedStr) and value.plain and not value:
                value = MarkedStr("", key.mark, plain=True)  # the parser places nothing on the line below
            if hole:
                continue
            if not isinstance(key, MarkedStr):
                self.found.error("yaml-key", key.mark)
            elif key == "<<" and key.plain:
                self.found.error("yaml-merge", key.mark)
            elif key in marks:
                self.found.error("duplicate-key", self.mark(item.start_mark), name=str(key), first=marks[key].line)
            else:
                items[key] = value
                marks[key] = key.mark
        if hole:
            self.found.error("hole-needs-quotes", mark)
            return MarkedStr("", mark)
        return MarkedDict(items.items(), mark)

    def mark(self, at: Any) -> Mark:
        line: int = at.line
        return Mark(self.file, line + 1, at.column + 1, self.lines[line] if line < len(self.lines) else "")

    def _first_line(self, line: int, text: str) -> Mark:
        """The first line of a text after ``|``, in the column in which all its lines begin."""
        told = next((at for at, each in enumerate(text.split("\n")) if each), 0)
        column = len(self.lines[line + told]) - len(text.split("\n")[told]) + 1
        return Mark(self.file, line + 1, column, self.lines[line])

    def _count(self, nodes: int, depth: int, event: Any) -> None:
        self.count += nodes
        self.deepest = max(self.deepest, depth)
        if self.count > MAX_NODES:
            fail("yaml-too-large", self.mark(event.start_mark), most=MAX_NODES)
        if depth > MAX_DEPTH:
            fail("yaml-too-deep", self.mark(event.start_mark), most=MAX_DEPTH)

    def _warn_of_comment(self, event: Any, mark: Mark) -> None:
        """``title: Pulje #2`` says "Pulje": YAML drops the rest. One word and then ``# …`` is surely meant as a comment."""
        comment = _COMMENT_AFTER.match(self.text, event.end_mark.index) if event.value else None
        if comment and (" " in event.value or comment[1][:1].strip()):
            self.found.warning("comment-in-text", mark, text=event.value, lost="#" + comment[1])
