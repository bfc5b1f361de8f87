"""XML from elsewhere ↔ lxml's elements, with the types that lxml does not carry. lxml is imported when first needed."""

import importlib
from collections.abc import Container, Iterator, Mapping
from typing import Any, Protocol

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class Element(Protocol):
    """What is used of lxml's element. ``tag`` is "{namespace}name"; comments and instructions have another, no string."""

    tag: str
    text: str | None
    tail: str | None
    attrib: dict[str, str]

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator["Element"]: ...
    def get(self, key: str, default: str = "") -> str: ...
    def set(self, key: str, value: str) -> None: ...
    def find(self, path: str, namespaces: Mapping[str, str] | None = None) -> "Element | None": ...
    def findall(self, path: str, namespaces: Mapping[str, str] | None = None) -> "list[Element]": ...
    def iter(self, *tags: str) -> "Iterator[Element]": ...
    def iterchildren(self, *tags: str) -> "Iterator[Element]": ...
    def getparent(self) -> "Element | None": ...
    def append(self, element: "Element") -> None: ...
    def insert(self, index: int, element: "Element") -> None: ...
    def remove(self, element: "Element") -> None: ...


def parse(data: bytes) -> Element:
    """The root of a document. Raises ValueError, with the reason, for what is not well formed or declares a document type.

    Nothing is fetched and no entity is expanded.
    """
    etree = _etree()
    if b"<!DOCTYPE" in data:
        raise ValueError("it declares a document type")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(error.msg or "it is empty") from None
    if root.getroottree().docinfo.doctype:  # one in UTF-16 is seen only here
        raise ValueError("it declares a document type")
    return root


def serialize(element: Element) -> bytes:
    return _etree().tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def remove_references(root: Element, known: Container[str]) -> None:
    """Take away every element that refers to a relationship whose id is not among the known ones."""
    prefix = tag("r:")
    for element in list(root.iter()):
        ids = (value for name, value in element.attrib.items() if name.startswith(prefix))
        if any(identity and identity not in known for identity in ids):
            remove(element)


def remove_comments(root: Element) -> None:
    """Take away comments and processing instructions: what has no name."""
    named = set(root.iter("*"))
    for element in [element for element in root.iter() if element not in named]:
        remove(element)


def remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def comment(text: str) -> Element:
    """A comment, as a mark that can be found again in what is written."""
    return _etree().Comment(text)


def tag(name: str) -> str:
    """ "p:sldId" → "{http://…/presentationml/2006/main}sldId"."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _etree() -> Any:
    return importlib.import_module("lxml.etree")
