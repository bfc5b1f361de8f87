"""A document in an XML of somebody's own → the parts in which PowerPoint keeps it: the item, and what says which item it is.

PowerPoint keeps such items when it saves, LibreOffice drops them. The presentation refers to them (``relationships``).
"""

import posixpath
from collections.abc import Iterator, Mapping

from deckgen.powerpoint.write.identity import guid
from deckgen.powerpoint.write.relationships import OFFICE, relationship, relationships
from deckgen.powerpoint.xml import DECLARATION, Xml, attribute

PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def items(documents: Mapping[str, Xml]) -> Iterator[tuple[str, Xml]]:
    """The members with their contents. ``documents``: a namespace, and the root element that is in it.

    What is named ``properties_part`` is of the content type ``PROPERTIES``; the others are plain XML and relationships.
    """
    for number, (namespace, document) in enumerate(documents.items(), 1):
        yield f"customXml/item{number}.xml", Xml(f"{DECLARATION}{document}")
        yield (
            properties_part(number),
            Xml(
                f'{DECLARATION}<ds:datastoreItem ds:itemID="{guid("custom xml", namespace)}" xmlns:ds="{_DATA_STORE}">'
                f'<ds:schemaRefs><ds:schemaRef ds:uri="{attribute(namespace)}"/></ds:schemaRefs></ds:datastoreItem>'
            ),
        )
        own = relationship("rId1", f"{OFFICE}/customXmlProps", f"itemProps{number}.xml")
        yield f"customXml/_rels/item{number}.xml.rels", relationships([own])


def properties_part(number: int) -> str:
    """The member that says which item the one of that number is."""
    return f"customXml/itemProps{number}.xml"


def references(count: int, first: int, main: str) -> Iterator[Xml]:
    """The presentation's relationships to so many items, their ids from ``first`` on. ``main`` is the presentation's part."""
    for number in range(1, count + 1):
        target = posixpath.relpath(f"/customXml/item{number}.xml", posixpath.dirname(main))
        yield relationship(f"rId{first + number - 1}", f"{OFFICE}/customXml", target)
