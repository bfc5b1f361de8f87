"""Finished XML as a type of its own, and the few ways that plain text may enter it.

A function that writes a part takes plain values and ``Xml`` and returns ``Xml``: plain text becomes ``Xml`` only through
``escape`` and ``attribute``, so that the type checker finds text that was joined in as it came.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:

    class Xml(str):
        """Markup that is well formed and escaped."""
else:
    Xml = str  # when it runs, a plain string: one of a class of its own takes a fifth of the writer's time


DECLARATION = Xml('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')

# What XML 1.0 has no way to write, not even as a character reference.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_TEXT = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>"\t\n\r]')
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def escape(text: str) -> Xml:
    """Text between two tags. Raises ValueError for a character that XML cannot hold."""
    # What can be printed holds nothing that is forbidden: most text is passed by this, faster than by an expression.
    if text.isprintable() and "&" not in text and "<" not in text and ">" not in text:
        return Xml(text)
    _refuse_forbidden(text)
    return Xml(_IN_TEXT.sub(_reference, text))


def attribute(text: str) -> Xml:
    """Text between an attribute's double quotes. Raises ValueError for a character that XML cannot hold."""
    if text.isprintable() and "&" not in text and '"' not in text and "<" not in text and ">" not in text:
        return Xml(text)
    _refuse_forbidden(text)
    return Xml(_IN_ATTRIBUTE.sub(_reference, text))


def joined(parts: Iterable[Xml]) -> Xml:
    return Xml("".join(parts))


def _refuse_forbidden(text: str) -> None:
    found = _FORBIDDEN.search(text)
    if found:
        raise ValueError(f"U+{ord(found[0]):04X} cannot stand in XML")


def _reference(match: re.Match[str]) -> str:
    return _REFERENCES[match[0]]
