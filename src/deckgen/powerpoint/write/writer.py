"""A template, prepared once, and a deck → the bytes of a .pptx: every part, its relationships, and the lists that name them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from deckgen.model import Chart, Deck, Media, Slide
from deckgen.powerpoint.package import CONTENT_TYPES, Member, Package, deflate, pack, stored
from deckgen.powerpoint.write import custom_xml as documents
from deckgen.powerpoint.write.notes import notes_part
from deckgen.powerpoint.write.picture import media_name
from deckgen.powerpoint.write.presentation import Entry, presentation_xml
from deckgen.powerpoint.write.properties import app_properties, core_properties, custom_properties
from deckgen.powerpoint.write.relationships import CORE_PROPERTIES, OFFICE, Relationships, relationship, relationships
from deckgen.powerpoint.write.skeleton import Skeleton, override, rels_of, skeleton_of
from deckgen.powerpoint.write.slide import Layout, Place, slide_part
from deckgen.powerpoint.xml import DECLARATION, Xml, joined

_OPENXML = "application/vnd.openxmlformats-officedocument"
_PRESENTATION = f"{_OPENXML}.presentationml.presentation.main+xml"  # of a .pptx, also where the template is a .potx
_SLIDE = f"{_OPENXML}.presentationml.slide+xml"
_NOTES = f"{_OPENXML}.presentationml.notesSlide+xml"
_CHART = f"{_OPENXML}.drawingml.chart+xml"
_PROPERTIES = (
    ("docProps/core.xml", CORE_PROPERTIES, "application/vnd.openxmlformats-package.core-properties+xml"),
    ("docProps/app.xml", f"{OFFICE}/extended-properties", f"{_OPENXML}.extended-properties+xml"),
    ("docProps/custom.xml", f"{OFFICE}/custom-properties", f"{_OPENXML}.custom-properties+xml"),
)
_TYPES = Xml(f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">')
_OPENING = "Start"  # a section's name in all three languages, where the deck has no title


class Writer:
    """Prepares a template: its masters, layouts, themes and styles are kept, its own slides are not.

    Raises DeckgenError for a template that cannot be used. ``write`` changes nothing and may be called from several threads;
    a writer can be sent to other processes.
    """

    def __init__(self, template: Path | bytes, file: str | None = None) -> None:
        """``file`` is what problems call the template."""
        self._skeleton = skeleton_of(Package.open(template, file))

    @property
    def layouts(self) -> Mapping[str, Layout]:
        """The template's layouts, by part."""
        return self._skeleton.layouts

    def write(
        self,
        deck: Deck,
        *,
        modified: datetime | None = None,
        custom: Mapping[str, str] | None = None,
        custom_xml: Mapping[str, Xml] | None = None,
    ) -> bytes:
        """The same deck gives the same bytes. ``modified`` stands in the properties as the time of writing.

        ``custom`` are custom document properties beyond the deck's own, ``custom_xml`` documents that go with it: namespaces
        and the root elements that are in them. Raises ValueError for what no file can hold: control characters, a layout or
        placeholder that the template lacks, a row with too few cells.
        """
        return pack(_members(deck, self._skeleton, modified, custom or {}, custom_xml or {}))


class _Parts(NamedTuple):
    """What the deck has come to so far; it is packed at the end, together."""

    xml: list[tuple[str, Xml]]  # by member name
    small: list[tuple[str, Xml]]  # relationships, too small to gain by packing
    workbooks: list[tuple[str, bytes]]
    overrides: list[Xml]
    media: dict[str, Media]  # by name

    def add(self, part: Xml, content_type: str, xml: Xml, references: Relationships | None = None) -> None:
        self.xml.append((part[1:], xml))
        self.overrides.append(Xml(f'<Override PartName="{part}" ContentType="{content_type}"/>'))
        if references is not None:
            self.small.append((rels_of(part)[1:], references.xml()))


def _members(
    deck: Deck, skeleton: Skeleton, modified: datetime | None, custom: Mapping[str, str], custom_xml: Mapping[str, Xml]
) -> Iterator[Member]:
    """Every member in the order of the file."""
    parts = _Parts([], [], [], [override(skeleton.main, _PRESENTATION)], {})
    contents = (core_properties(deck, modified), app_properties(deck), custom_properties(deck, custom))
    for (name, _, content_type), xml in zip(_PROPERTIES, contents, strict=True):
        parts.add(Xml(f"/{name}"), content_type, xml)
    root = [relationship("rId1", f"{OFFICE}/officeDocument", skeleton.main[1:])]
    root += [relationship(f"rId{n}", kind, name) for n, (name, kind, _) in enumerate(_PROPERTIES, 2)]
    presentation = _presentation(deck, skeleton, len(custom_xml))
    _slides(deck, skeleton, parts)
    _custom_xml(custom_xml, parts)
    notes_master = skeleton.notes_master if _needs_notes_master(deck, skeleton) else None
    overrides = (*parts.overrides, notes_master.overrides) if notes_master else parts.overrides
    yield _list(CONTENT_TYPES[1:], joined((_TYPES, skeleton.content_types, *overrides, Xml("</Types>"))))
    yield _list("_rels/.rels", relationships(root))
    yield from presentation
    yield from (deflate(name, xml.encode()) for name, xml in parts.xml)
    yield from (stored(name, xml.encode()) for name, xml in parts.small)
    yield from (stored(name, data) for name, data in parts.workbooks)
    yield from skeleton.members
    if notes_master:
        yield from notes_master.added
    for name, media in parts.media.items():
        yield _picture(f"ppt/media/{name}", media.data)


@lru_cache(64)
def _list(name: str, xml: Xml) -> Member:
    """A list of what the deck has. Remembered, since decks of one spec often have the same parts."""
    return deflate(name, xml.encode())


@lru_cache(64)
def _picture(name: str, data: bytes) -> Member:
    """Remembered, so that a picture that the next deck shows too is not summed up again: its bytes are half of a deck's."""
    return stored(name, data)


def _presentation(deck: Deck, skeleton: Skeleton, custom_xml: int) -> tuple[Member, Member]:
    """presentation.xml and its relationships: the template's, then a notes master that it lacks, the slides, custom XML."""
    first = skeleton.first_free
    listed = list(skeleton.relationships)
    notes_master = ""
    if _needs_notes_master(deck, skeleton):
        notes_master = f"rId{first}"
        target = skeleton.notes_master.from_presentation
        listed.append(Xml(f'<Relationship Id="{notes_master}" Type="{OFFICE}/notesMaster" Target="{target}"/>'))
        first += 1
    entries = [Entry(Xml(f"rId{n}"), slide.identity, slide.section) for n, slide in enumerate(deck.slides, first)]
    listed += [
        Xml(f'<Relationship Id="{entry.relationship}" Type="{OFFICE}/slide" Target="{skeleton.slides}/slide{n}.xml"/>')
        for n, entry in enumerate(entries, 1)
    ]
    listed += documents.references(custom_xml, first + len(entries), skeleton.main)
    title = deck.properties.title
    opening = title if title and all(title != entry.section for entry in entries) else _OPENING
    xml = presentation_xml(skeleton.presentation, entries, notes_master, opening)
    main = skeleton.main
    return _list(main[1:], xml), _list(rels_of(main)[1:], relationships(listed))


def _needs_notes_master(deck: Deck, skeleton: Skeleton) -> bool:
    return bool(skeleton.notes_master.added) and any(slide.notes is not None for slide in deck.slides)


def _slides(deck: Deck, skeleton: Skeleton, parts: _Parts) -> None:
    chart = skeleton.first_chart
    for number, slide in enumerate(deck.slides, 1):
        layout = skeleton.layouts.get(slide.layout)
        if layout is None:
            raise ValueError(f"the template has no layout {slide.layout}")
        written = slide_part(slide, layout, Place(number, skeleton.presentation.first_number + number - 1, chart))
        parts.add(Xml(f"/ppt/slides/slide{number}.xml"), _SLIDE, written.xml, written.relationships)
        _notes(slide, number, skeleton, parts)
        for content in written.charts:
            _chart(content, chart, parts)
            chart += 1
        parts.media.update({media_name(media): media for media in written.media})


def _notes(slide: Slide, number: int, skeleton: Skeleton, parts: _Parts) -> None:
    if slide.notes is not None:
        xml, references = notes_part(slide.notes, slide.language, number, skeleton.notes_master.target)
        parts.add(Xml(f"/ppt/notesSlides/notesSlide{number}.xml"), _NOTES, xml, references)


def _chart(chart: Chart, number: int, parts: _Parts) -> None:
    """The chart and, as it lies in a workbook, what PowerPoint shows when its data are edited."""
    from deckgen.powerpoint.write.chart import chart_part
    from deckgen.powerpoint.write.workbook import workbook

    references = Relationships()
    xml = chart_part(chart, references.add("package", Xml(f"../embeddings/workbook{number}.xlsx")))
    parts.add(Xml(f"/ppt/charts/chart{number}.xml"), _CHART, xml, references)
    parts.workbooks.append((f"ppt/embeddings/workbook{number}.xlsx", workbook(chart)))


def _custom_xml(custom_xml: Mapping[str, Xml], parts: _Parts) -> None:
    for name, xml in documents.items(custom_xml):
        (parts.small if name.endswith(".rels") else parts.xml).append((name, xml))
    for number in range(1, len(custom_xml) + 1):
        parts.overrides.append(override(f"/{documents.properties_part(number)}", documents.PROPERTIES))
