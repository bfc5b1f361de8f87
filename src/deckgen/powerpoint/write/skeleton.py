"""A template's package → what every deck made on it has: parts copied as they lie, layouts, and pieces of what lists them.

The template's own slides, and what belongs to them alone, stay behind; so do programs, comments, custom XML, printer settings
and views. Where a part that is kept refers to one that is not, the reference goes too.
"""

import itertools
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from deckgen.errors import Mark, fail
from deckgen.powerpoint.element import NAMESPACES, Element, remove_references, serialize, tag
from deckgen.powerpoint.package import Member, Package, Relationship, deflate
from deckgen.powerpoint.write.notes_master import notes_master_part
from deckgen.powerpoint.write.picture import EXTENSIONS
from deckgen.powerpoint.write.presentation import Presentation, presentation_of
from deckgen.powerpoint.write.relationships import OFFICE, relationship, relationships
from deckgen.powerpoint.write.required import REQUIRED, TABLE_STYLE
from deckgen.powerpoint.write.slide import Layout, LayoutPlaceholder
from deckgen.powerpoint.xml import Xml, attribute, joined

_CARRIED = {"slideMaster", "notesMaster", "handoutMaster", "theme", "presProps", "tableStyles", "font"}  # by the presentation
_LEFT = {
    *("slide", "notesSlide", "comments", "customXml", "vbaProject", "control", "printerSettings", "attachedToolbars"),
    *("activeXControlBinary", "wordVbaData", "vbaProjectSignature"),
}
_OF_SLIDES = (b"custShow", b"sldRg", b"r:id=")  # in presProps: shows of chosen slides, publishing
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
_MASTER_COLORS = Xml("<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>")
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **{extension: content_type for content_type, extension in EXTENSIONS.items()},
}


class NotesMaster(NamedTuple):
    """``target`` is from the folder of the notes slides. ``added``: what a template without one needs for it."""

    target: Xml
    from_presentation: Xml  # from the folder of the presentation
    added: tuple[Member, ...]
    overrides: Xml


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What a deck's writer needs of the template; plain values."""

    main: str  # the presentation's part
    presentation: Presentation
    slides: Xml  # the folder of the slides, from that of the presentation
    relationships: tuple[Xml, ...]  # of the presentation, those that stay
    first_free: int  # the least n for which "rIdn" is free there
    first_chart: int  # the least n for which "chartn.xml" is
    members: tuple[Member, ...]
    content_types: Xml  # of the members: the beginning of [Content_Types].xml
    layouts: Mapping[str, Layout]  # by part
    notes_master: NotesMaster


def skeleton_of(package: Package) -> Skeleton:
    """Raises DeckgenError for a file that is no presentation or in the strict dialect."""
    main = package.main
    root = package.xml(main)
    if root.tag != tag("p:presentation"):
        fail("package-strict", Mark(package.file))
    own = [r for r in package.relationships(main).values() if r.kind in _CARRIED and _stays(package, r)]
    parts = _reachable(package, own)
    first = _first_free("rId([0-9]{1,9})", (r.id for r in own))
    kinds = {r.kind for r in own}
    supplied = {kind: _free(f"{posixpath.dirname(main)}/{kind}{{}}.xml", parts) for kind in REQUIRED if kind not in kinds}
    listed = [_relationship(r, main) for r in own]
    listed += [
        relationship(f"rId{n}", f"{OFFICE}/{kind}", _relative(part, main))
        for n, (kind, part) in enumerate(supplied.items(), first)
    ]
    members = [member for part in parts for member in _members(package, part)]
    members += [deflate(part[1:], REQUIRED[kind].encode()) for kind, part in supplied.items()]
    overrides = [override(part, f"{_TYPE}{kind}+xml") for kind, part in supplied.items()]
    return Skeleton(
        main,
        presentation_of(root, {r.id for r in own}),
        _address("/ppt/slides", main),
        tuple(listed),
        first + len(supplied),
        _first_free(r"/ppt/charts/chart([0-9]{1,9})\.xml", parts),
        tuple(members),
        joined((_content_types(package, parts), *overrides)),
        _layouts(package, parts),
        _notes_master(package, parts, main, root),
    )


def _stays(package: Package, relationship: Relationship) -> bool:
    """Whether a part that is kept may go on referring to this."""
    if relationship.kind == "presProps":
        data = package.read(relationship.target) if relationship.target in package else b""
        return bool(data) and not any(word in data for word in _OF_SLIDES)
    return relationship.external or (relationship.kind not in _LEFT and relationship.target in package)


def _reachable(package: Package, start: list[Relationship]) -> list[str]:
    """The parts that are kept, by the package's own names and in its order."""
    found: set[str] = set()
    pending = [r.target for r in start if not r.external]
    while pending:
        part = pending.pop().lower()
        if part not in found:
            found.add(part)
            pending += [r.target for r in package.relationships(part).values() if not r.external and _stays(package, r)]
    return [part for part in package.names if part.lower() in found]


def _members(package: Package, part: str) -> Iterator[Member]:
    """A part and its relationships as they lie, or without the references to what is left behind."""
    found = package.relationships(part)
    kept = {identity: r for identity, r in found.items() if _stays(package, r)}
    rels = rels_of(part)
    root = package.xml(part) if part.endswith(".xml") else None  # what is copied as it lies is read once, to know it sound
    if root is None or len(kept) == len(found):
        package.read(part)
        yield package.raw(part)
        if rels in package:
            yield package.raw(rels)
        return
    remove_references(root, kept)
    yield deflate(part[1:], serialize(root))
    if kept:
        yield deflate(rels[1:], relationships([_relationship(r, part) for r in kept.values()]).encode())


def rels_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _relationship(found: Relationship, part: str) -> Xml:
    """As an element of the part's .rels."""
    target = found.target if found.external else _relative(found.target, part)
    return relationship(found.id, found.type, target, found.external)


def _relative(target: str, part: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(part))


def _address(target: str, part: str) -> Xml:
    """A part as another one refers to it."""
    return attribute(_relative(target, part))


def _content_types(package: Package, parts: list[str]) -> Xml:
    """The list's beginning: an ending's default where the template has one, else an override for each part."""
    defaults = dict(_DEFAULTS)
    overrides: list[str] = []
    for part in parts:
        extension, content_type = part.rpartition(".")[2].lower(), package.content_type(part)
        if extension != "xml":
            defaults.setdefault(extension, content_type)
        if defaults.get(extension) != content_type:
            overrides.append(override(part, content_type))
    listed = [f'<Default Extension="{attribute(e)}" ContentType="{attribute(t)}"/>' for e, t in defaults.items()]
    return Xml("".join((*listed, *overrides)))


def override(part: str, content_type: str) -> Xml:
    return Xml(f'<Override PartName="{attribute(part)}" ContentType="{attribute(content_type)}"/>')


def _layouts(package: Package, parts: list[str]) -> dict[str, Layout]:
    style = TABLE_STYLE
    for part in parts:
        if package.content_type(part) == f"{_TYPE}tableStyles+xml":
            style = package.xml(part).get("def") or style
    layouts = [part for part in parts if package.content_type(part) == f"{_TYPE}slideLayout+xml"]
    return {part: _layout(package.xml(part), part, style) for part in layouts}


def _layout(root: Element, part: str, table_style: str) -> Layout:
    placeholders = [_placeholder(element) for element in root.iter(tag("p:ph"))]
    colors = root.find("p:clrMapOvr/a:overrideClrMapping", NAMESPACES)
    color_map = _MASTER_COLORS
    if colors is not None:
        mapping = "".join([f' {attribute(name)}="{attribute(value)}"' for name, value in colors.attrib.items()])
        color_map = Xml(f"<p:clrMapOvr><a:overrideClrMapping{mapping}/></p:clrMapOvr>")
    by_place: dict[tuple[int, str], LayoutPlaceholder] = {}
    by_type: dict[str, LayoutPlaceholder] = {}
    for placeholder in placeholders:
        by_place.setdefault((placeholder.idx, ""), placeholder)
        by_place.setdefault((placeholder.idx, placeholder.type), placeholder)
        by_type.setdefault(placeholder.type, placeholder)
    target = _address(part, "/ppt/slides/slide1.xml")
    return Layout(target, tuple(placeholders), by_place, by_type, color_map, table_style)


def _placeholder(element: Element) -> LayoutPlaceholder:
    names = [name for name in ("type", "orient", "sz", "idx") if element.get(name)]
    written = Xml("<p:ph" + "".join([f' {name}="{attribute(element.get(name))}"' for name in names]) + "/>")
    properties, name = element.getparent(), ""
    holder = properties.getparent() if properties is not None else None
    for child in holder if holder is not None else ():
        name = name or child.get("name")
    return LayoutPlaceholder(int(element.get("idx", "0")), element.get("type", "obj"), attribute(name), written)


def _notes_master(package: Package, parts: list[str], main: str, root: Element) -> NotesMaster:
    """The template's own; else one with a copy of the first master's theme."""
    notes_slide = "/ppt/notesSlides/notesSlide1.xml"
    for part in parts:
        if package.content_type(part) == f"{_TYPE}notesMaster+xml":
            return NotesMaster(_address(part, notes_slide), _address(part, main), (), Xml(""))
    part = _free("/ppt/notesMasters/notesMaster{}.xml", parts)
    masters = [part for part in parts if package.content_type(part) == f"{_TYPE}slideMaster+xml"]
    theme = next((r.target for m in masters for r in package.relationships(m).values() if r.kind == "theme"), "")
    if theme not in package:
        return NotesMaster(Xml(""), Xml(""), (), Xml(""))
    copy = _free(f"{posixpath.dirname(theme)}/theme{{}}.xml", parts)
    sizes = [root.find(f"p:{name}", NAMESPACES) for name in ("sldSz", "notesSz")]
    slide, page = ((int(e.get("cx")), int(e.get("cy"))) if e is not None else (9_144_000, 6_858_000) for e in sizes)
    to_theme = relationship("rId1", f"{OFFICE}/theme", _relative(copy, part))
    added = (
        deflate(part[1:], notes_master_part(slide, page).encode()),
        deflate(rels_of(part)[1:], relationships([to_theme]).encode()),
        *(m._replace(name=name[1:]) for m, name in zip(_members(package, theme), (copy, rels_of(copy)), strict=False)),
    )
    overrides = joined((override(part, f"{_TYPE}notesMaster+xml"), override(copy, package.content_type(theme))))
    return NotesMaster(_address(part, notes_slide), _address(part, main), added, overrides)


def _free(pattern: str, parts: Iterable[str]) -> str:
    """The first name of the pattern that no part has."""
    taken = {part.lower() for part in parts}
    return next(name for n in itertools.count(1) if (name := pattern.format(n)).lower() not in taken)


def _first_free(pattern: str, names: Iterable[str]) -> int:
    """One more than the highest number that the pattern finds."""
    found = (re.fullmatch(pattern, name, re.IGNORECASE) for name in names)
    return max((int(match[1]) for match in found if match), default=0) + 1
