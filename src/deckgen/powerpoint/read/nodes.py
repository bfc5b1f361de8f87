"""A part's XML → the few things that are ever asked of an element, with types and without exceptions for odd values."""

from collections.abc import Iterator
from typing import NoReturn

from deckgen.errors import Mark, fail
from deckgen.powerpoint.element import Element
from deckgen.powerpoint.package import Package

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
A16 = "{http://schemas.microsoft.com/office/drawing/2014/main}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def child(element: Element | None, *tags: str) -> Element | None:
    """The first child with one of the tags, or the first child of all where no tag is given; comments are passed over."""
    if element is None:
        return None
    return next(element.iterchildren(*(tags or ("*",))), None)


def descend(element: Element | None, *tags: str) -> Element | None:
    """The first child of the first tag, in it the first child of the second, and so on."""
    for tag in tags:
        element = child(element, tag)
    return element


def children(element: Element | None, *tags: str) -> Iterator[Element]:
    return iter(()) if element is None else element.iterchildren(*(tags or ("*",)))


def attribute(element: Element | None, name: str, default: str = "") -> str:
    return default if element is None else element.get(name) or default


def content(element: Element | None) -> str:
    """The characters directly in the element."""
    return "" if element is None else element.text or ""


def local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def integer(text: str | None, default: int = 0) -> int:
    """A length or an id; ``default`` for what is no number."""
    return round(number(text, default))


def number(text: str | None, default: float = 0.0) -> float:
    """A finite number. A universal measure ("12pt") of the strict dialect is not read."""
    try:
        value = float(text or default)
    except ValueError:
        return default
    return value if abs(value) < 1e15 else default


def percentage(text: str | None, default: float = 0.0) -> float:
    """Per cent, from thousandths of a per cent ("90000") or as it is said ("90%")."""
    if text and text.endswith("%"):
        return number(text[:-1], default)
    return number(text) / 1000 if text else default


def flag(element: Element | None, name: str) -> bool | None:
    """An on/off attribute; None where it is not there."""
    value = attribute(element, name)
    return value in ("1", "true", "on") if value else None


def damaged(package: Package, part: str, missing: str) -> NoReturn:
    """Refuse a file that lacks what no presentation can be without: ``missing`` is the format's name for it."""
    fail("presentation-damaged", Mark(package.file, place=part), part=part, missing=missing)
