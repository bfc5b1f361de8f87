"""The whole template → the members of its package, in a fixed order."""

from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.powerpoint.package import Member, deflate, pack, stored
from deckgen.powerpoint.xml import DECLARATION, Xml, attribute, joined
from depmal import notes, styles, tables
from depmal.grid import HEIGHT, LANGUAGES, MODULE, WIDTH, Language
from depmal.layouts import Layout, layouts
from depmal.parts import NAMESPACES, layout_xml, master_xml
from depmal.text import list_style
from depmal.theme import theme_xml
from depmal.wording import MASTERS

_FIRST_ID = 2_147_483_648  # masters and layouts share one row of ids, from here on
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PML = "application/vnd.openxmlformats-officedocument.presentationml"
_PICTURE = "ppt/media/avslutning.png"


@dataclass(frozen=True, slots=True)
class Part:
    """``relations`` are the kinds and targets of rId1, rId2 …; a kind is the last word of the relationship's type."""

    name: str
    content_type: str
    xml: Xml
    relations: tuple[tuple[str, str], ...] = ()


def template_bytes(closing_picture: bytes) -> bytes:
    """The .pptx. ``closing_picture`` is the PNG that the last layout shows."""
    return pack(_members(_parts(), closing_picture))


def _parts() -> tuple[Part, ...]:
    masters = tuple(part for number, language in enumerate(LANGUAGES) for part in _master_parts(number, language))
    notes_theme = len(LANGUAGES) + 1
    return (
        _presentation(),
        *masters,
        Part(
            "ppt/notesMasters/notesMaster1.xml",
            f"{_PML}.notesMaster+xml",
            notes.notes_master_xml(),
            (("theme", f"../theme/theme{notes_theme}.xml"),),
        ),
        _theme(notes_theme, "DEPMAL – notater"),
        Part("ppt/presProps.xml", f"{_PML}.presProps+xml", Xml(f"{DECLARATION}<p:presentationPr {NAMESPACES}/>")),
        Part("ppt/viewProps.xml", f"{_PML}.viewProps+xml", _view()),
        Part("ppt/tableStyles.xml", f"{_PML}.tableStyles+xml", tables.table_styles_xml()),
        Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", _core()),
        Part(
            "docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            Xml(
                f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                "<Application>deckgen</Application></Properties>"
            ),
        ),
    )


def _master_parts(number: int, language: Language) -> Iterator[Part]:
    """A master, its theme and its layouts; ``number`` counts masters from 0."""
    made = layouts(language)
    first = number * len(made) + 1
    ids = [_master_id(number, len(made)) + n for n in range(1, len(made) + 1)]
    to_layouts = tuple(("slideLayout", f"../slideLayouts/slideLayout{first + n}.xml") for n in range(len(made)))
    to_theme = ("theme", f"../theme/theme{number + 1}.xml")
    name = f"slideMaster{number + 1}.xml"
    yield Part(f"ppt/slideMasters/{name}", f"{_PML}.slideMaster+xml", master_xml(language, ids), (*to_layouts, to_theme))
    yield _theme(number + 1, MASTERS.of(language))
    for n, layout in enumerate(made, first):
        yield _layout(n, layout, language, f"../slideMasters/{name}")


def _layout(number: int, layout: Layout, language: Language, master: str) -> Part:
    picture = (("image", "../media/avslutning.png"),) if layout.picture else ()
    relations = (("slideMaster", master), *picture)
    return Part(f"ppt/slideLayouts/slideLayout{number}.xml", f"{_PML}.slideLayout+xml", layout_xml(layout, language), relations)


def _theme(number: int, name: str) -> Part:
    content_type = "application/vnd.openxmlformats-officedocument.theme+xml"
    return Part(f"ppt/theme/theme{number}.xml", content_type, theme_xml(name))


def _master_id(number: int, layouts_each: int) -> int:
    return _FIRST_ID + number * (layouts_each + 1)


def _presentation() -> Part:
    count = len(LANGUAGES)
    each = len(layouts("nb"))
    masters = joined(Xml(f'<p:sldMasterId id="{_master_id(number, each)}" r:id="rId{number + 1}"/>') for number in range(count))
    # New text boxes are proofread as bokmål until their language is set.
    language = Xml('<a:defPPr><a:defRPr lang="nb-NO"/></a:defPPr>')
    relations = (
        *(("slideMaster", f"slideMasters/slideMaster{number}.xml") for number in range(1, count + 1)),
        ("notesMaster", "notesMasters/notesMaster1.xml"),
        ("presProps", "presProps.xml"),
        ("viewProps", "viewProps.xml"),
        ("theme", "theme/theme1.xml"),
        ("tableStyles", "tableStyles.xml"),
    )
    xml = Xml(
        f'{DECLARATION}<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst>{masters}</p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="rId{count + 1}"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{WIDTH}" cy="{HEIGHT}"/><p:notesSz cx="{notes.WIDTH}" cy="{notes.HEIGHT}"/>'
        f"{list_style(styles.OTHER, 'p:defaultTextStyle', language)}</p:presentation>"
    )
    return Part("ppt/presentation.xml", f"{_PML}.presentation.main+xml", xml, relations)


def _view() -> Xml:
    """Objects that one moves snap to the vertical module."""
    return Xml(f'{DECLARATION}<p:viewPr {NAMESPACES}><p:gridSpacing cx="{MODULE}" cy="{MODULE}"/></p:viewPr>')


def _core() -> Xml:
    return Xml(
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>DEPMAL</dc:title><dc:creator>deckgen</dc:creator>'
        "<dc:language>nb-NO</dc:language></cp:coreProperties>"
    )


def _members(parts: tuple[Part, ...], picture: bytes) -> Iterator[Member]:
    yield deflate("[Content_Types].xml", _content_types(parts).encode())
    yield deflate("_rels/.rels", _package_relations().encode())
    for part in parts:
        yield deflate(part.name, part.xml.encode())
        if part.relations:
            folder, _, name = part.name.rpartition("/")
            relations = ((f"{_OFFICE}/{kind}", target) for kind, target in part.relations)
            yield deflate(f"{folder}/_rels/{name}.rels", _relationships(*relations).encode())
    yield stored(_PICTURE, picture)


def _content_types(parts: tuple[Part, ...]) -> Xml:
    overrides = joined(Xml(f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>') for part in parts)
    return Xml(
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{overrides}</Types>"
    )


def _package_relations() -> Xml:
    return _relationships(
        (f"{_OFFICE}/officeDocument", "ppt/presentation.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
    )


def _relationships(*relations: tuple[str, str]) -> Xml:
    written = joined(
        Xml(f'<Relationship Id="rId{number}" Type="{kind}" Target="{attribute(target)}"/>')
        for number, (kind, target) in enumerate(relations, 1)
    )
    return Xml(f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>')
