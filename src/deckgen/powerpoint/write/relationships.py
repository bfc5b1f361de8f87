"""What a part refers to → its relationship ids and its .rels part."""

import re
from typing import Literal, TypeAlias

from deckgen.powerpoint.xml import DECLARATION, Xml, attribute, joined

Kind: TypeAlias = Literal[
    "chart",
    "custom-properties",
    "extended-properties",
    "hyperlink",
    "image",
    "notesMaster",
    "notesSlide",
    "officeDocument",
    "package",
    "slide",
    "slideLayout",
    "theme",
]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_OPEN = Xml(DECLARATION + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">')
_CLOSE = Xml("</Relationships>")


class Relationships:
    """Collects what one part refers to while the part is written; what is referred to twice gets one id."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], Xml] = {}
        self._parts: list[Xml] = [_OPEN]

    def add(self, kind: Kind, target: Xml) -> Xml:
        """The id of a part, given from the folder of the part that refers to it."""
        return self._add(kind, target, "")

    def link(self, address: str) -> Xml:
        """The id of an address outside the file."""
        return self._add("hyperlink", attribute(uri(address)), ' TargetMode="External"')

    def xml(self) -> Xml:
        return joined((*self._parts, _CLOSE))

    def _add(self, kind: Kind, target: Xml, mode: str) -> Xml:
        found = self._ids.get((kind, target))
        if found is None:
            found = self._ids[kind, target] = Xml(f"rId{len(self._ids) + 1}")
            self._parts.append(Xml(f'<Relationship Id="{found}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'))
        return found


def relationship(identity: str, kind: str, target: str, external: bool = False) -> Xml:
    """One element; ``kind`` is the whole URI of the type."""
    mode = ' TargetMode="External"' if external else ""
    return Xml(f'<Relationship Id="{attribute(identity)}" Type="{attribute(kind)}" Target="{attribute(target)}"{mode}/>')


def relationships(elements: list[Xml]) -> Xml:
    """The part that holds the elements."""
    return joined((_OPEN, *elements, _CLOSE))


def uri(address: str) -> str:
    """An address as people write it → as a file may hold it: blanks and letters beyond ASCII are encoded, once.

    >>> uri("https://regjeringen.no/æ b?q=100%25&r=«x»#l")
    'https://regjeringen.no/%C3%A6%20b?q=100%25&r=%C2%ABx%C2%BB#l'
    >>> uri("https://blåbær.no/å")
    'https://xn--blbr-roah.no/%C3%A5'

    Raises ValueError for control characters, lone surrogates and host names that cannot be.
    """
    attribute(address)  # refuses what no file can hold
    scheme, slashes, rest = address.partition("://")
    if not slashes:
        return _quoted(address)
    host = re.split("[/?#]", rest, maxsplit=1)[0]
    encoded = host if host.isascii() else host.encode("idna").decode()
    return f"{_quoted(scheme)}://{encoded}{_quoted(rest[len(host) :])}"


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", text), safe="%/:=&?~#+!$,;'@()*")
