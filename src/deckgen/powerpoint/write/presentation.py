"""A template's presentation.xml → pieces, between which a deck's notes master, slides and sections are set."""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from deckgen.powerpoint.element import NAMESPACES, Element, comment, remove_comments, remove_references, serialize, tag
from deckgen.powerpoint.write.identity import guid
from deckgen.powerpoint.xml import Xml, attribute, joined

FIRST_SLIDE_ID = 256  # the least that the format allows
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_OF_ITS_SLIDES = ("p:sldIdLst", "p:custShowLst", "p:custDataLst", "p:smartTags", "p:modifyVerifier")
_BEFORE_SLIDES = {tag("p:sldMasterIdLst"), tag("p:notesMasterIdLst"), tag("p:handoutMasterIdLst")}
_NAMES = Xml(f'xmlns:p="{NAMESPACES["p"]}" xmlns:r="{NAMESPACES["r"]}"')
_MARKS = ("notes master", "slides", "sections")


class Presentation(NamedTuple):
    """The four pieces of presentation.xml around the places for notes master, slides and sections."""

    pieces: tuple[Xml, Xml, Xml, Xml]
    extended: bool  # the last place lies within the template's own p:extLst
    first_number: int  # what the first slide shows as its number


class Entry(NamedTuple):
    """A slide in the presentation's list, and the section that begins with it."""

    relationship: Xml
    identity: str
    section: str


def presentation_of(root: Element, relationships: Container[str]) -> Presentation:
    """Take away what belongs to the template's own slides and what refers to none of ``relationships`` (ids)."""
    for name in _OF_ITS_SLIDES:
        for element in root.findall(name, NAMESPACES):
            root.remove(element)
    remove_comments(root)
    remove_references(root, relationships)
    extensions = root.find("p:extLst", NAMESPACES)
    if extensions is not None:
        for extension in extensions.findall(f"p:ext[@uri='{_SECTIONS}']", NAMESPACES):
            extensions.remove(extension)
        if not len(extensions):
            root.remove(extensions)
            extensions = None
    masters = [index for index, child in enumerate(root) if child.tag in _BEFORE_SLIDES]
    root.insert(masters[-1] + 1 if masters else 0, comment("slides"))
    root.insert(masters[0] + 1 if masters else 0, comment("notes master"))
    (root if extensions is None else extensions).append(comment("sections"))
    text = serialize(root).decode()
    marks = "|".join(f"<!--{mark}-->" for mark in _MARKS)
    first, second, third, fourth = (Xml(piece) for piece in re.split(marks, text))
    return Presentation((first, second, third, fourth), extensions is not None, int(root.get("firstSlideNum", "1")))


def presentation_xml(presentation: Presentation, entries: Sequence[Entry], notes_master: str, opening: str) -> Xml:
    """The part for a deck. ``notes_master``: the relationship of one that the template lacks, or "".

    ``opening`` is the name of what stands before the first section.
    """
    first, second, third, fourth = presentation.pieces
    notes = Xml("")
    if notes_master:
        notes = Xml(f'<p:notesMasterIdLst {_NAMES}><p:notesMasterId r:id="{notes_master}"/></p:notesMasterIdLst>')
    slides = joined(
        Xml(f'<p:sldId id="{number}" r:id="{entry.relationship}"/>') for number, entry in enumerate(entries, FIRST_SLIDE_ID)
    )
    slides = Xml(f"<p:sldIdLst {_NAMES}>{slides}</p:sldIdLst>") if slides else slides
    sections = _sections(entries, opening)
    if sections and not presentation.extended:
        sections = Xml(f"<p:extLst {_NAMES}>{sections}</p:extLst>")
    return joined((first, notes, second, slides, third, sections, fourth))


def _sections(entries: Sequence[Entry], opening: str) -> Xml:
    """The p:ext that holds the sections, "" where no slide begins one. Every slide lies in one."""
    starts = [index for index, entry in enumerate(entries) if entry.section]
    if not starts:
        return Xml("")
    if starts[0]:
        starts.insert(0, 0)
    written = [
        _section(entries[start].section or opening, entries[start].identity, range(start, end))
        for start, end in zip(starts, (*starts[1:], len(entries)), strict=True)
    ]
    return Xml(
        f'<p:ext {_NAMES} uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_P14}">{"".join(written)}</p14:sectionLst></p:ext>'
    )


def _section(name: str, identity: str, slides: range) -> Xml:
    ids = "".join([f'<p14:sldId id="{FIRST_SLIDE_ID + index}"/>' for index in slides])
    return Xml(
        f'<p14:section name="{attribute(name)}" id="{guid("section", identity, name)}">'
        f"<p14:sldIdLst>{ids}</p14:sldIdLst></p14:section>"
    )
