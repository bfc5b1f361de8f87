"""The nodes of a YAML file: mappings, lists and texts that know where they stand. Every scalar is text, as it is written."""

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

from deckgen.errors import Mark


class MarkedStr(str):
    """A scalar. ``plain`` where it stands without quotes; ``mark`` is the first line of the text itself, also after ``|``."""

    mark: Mark
    plain: bool

    def __new__(cls, text: str, mark: Mark, *, plain: bool = False) -> "MarkedStr":
        made = super().__new__(cls, text)
        made.mark = mark
        made.plain = plain
        return made

    @property
    def is_left_out(self) -> bool:
        """Whether nothing stands where a text belongs, not even quotes."""
        return self.plain and not self

    def __getnewargs_ex__(self) -> tuple[tuple[str, Mark], dict[str, bool]]:
        return (str(self), self.mark), {"plain": self.plain}


class MarkedList(list["Node"]):
    """A list and where it begins."""

    mark: Mark

    def __init__(self, items: Iterable["Node"], mark: Mark) -> None:
        super().__init__(items)
        self.mark = mark


class MarkedDict(dict[MarkedStr, "Node"]):
    """A mapping, where it begins, and where each of its names stands."""

    mark: Mark
    key_marks: dict[str, Mark]

    def __init__(self, items: Iterable[tuple[MarkedStr, "Node"]], mark: Mark) -> None:
        super().__init__(items)
        self.mark = mark
        self.key_marks = {key: key.mark for key in self}


_Otherwise = TypeVar("_Otherwise", Mark, None)
Node: TypeAlias = MarkedDict | MarkedList | MarkedStr


def mark_of(text: object, otherwise: _Otherwise) -> Mark | _Otherwise:
    """Where a text stands, if it is one of a spec that knows it: a name in a list, a key of a mapping."""
    return text.mark if isinstance(text, MarkedStr) else otherwise


def shape(node: object) -> str:
    """What a node is, as messages say it."""
    if isinstance(node, dict):
        return "a mapping" if node else "an empty mapping"
    if isinstance(node, list):
        return "a list" if node else "an empty list"
    return f'"{node}"' if node else "nothing"
