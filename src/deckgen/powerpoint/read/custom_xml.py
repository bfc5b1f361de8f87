"""A package's custom XML → the root of the document that is in a namespace."""

from deckgen.errors import Mark, fail
from deckgen.powerpoint.element import Element
from deckgen.powerpoint.package import Package

LARGEST = 64 << 20  # bytes, unpacked


def read_custom_xml(package: Package, namespace: str) -> tuple[str, Element] | None:
    """The part and its root; None where the presentation refers to none in that namespace.

    Other documents are read no further than their names. Raises DeckgenError for what is damaged, too large or hostile.
    """
    for each in package.relationships(package.main).values():
        if each.kind != "customXml" or each.external or each.target not in package:
            continue
        if package.raw(each.target).size > LARGEST:
            fail("package-size", Mark(package.file, place=each.target), limit=LARGEST >> 20)
        if namespace.encode() not in package.read(each.target):
            continue
        root = package.xml(each.target)
        if root.tag.startswith(f"{{{namespace}}}"):
            return each.target, root
    return None
