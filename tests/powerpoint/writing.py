"""Small decks for the tests of the writer, and ways to look at what was written."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from deckgen.model import (
    Deck,
    Footer,
    Frame,
    LevelFormat,
    Media,
    Paragraph,
    Placeholder,
    Properties,
    Run,
    Shape,
    Slide,
    Text,
)
from deckgen.powerpoint.write import Writer

NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "a16": "http://schemas.microsoft.com/office/drawing/2014/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
DEPMAL = Path(__file__).parents[2] / "templates" / "DEPMAL" / "DEPMAL.pptx"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
TITLE_LAYOUT, BULLETS, TITLE_ONLY, PICTURE = (f"/ppt/slideLayouts/slideLayout{n}.xml" for n in (1, 2, 6, 9))
TITLE, BODY = Placeholder(0, "title"), Placeholder(1, "body")
FRAME = Frame(1_000_000, 1_800_000, 6_000_000, 2_000_000)


@cache
def template() -> bytes:
    """python-pptx's own template, 4:3, without a notes master."""
    import pptx

    out = io.BytesIO()
    pptx.Presentation().save(out)
    return out.getvalue()


@cache
def writer() -> Writer:
    return Writer(template())


def words(text: str, **changes: object) -> Paragraph:
    return Paragraph((Run(text, "nb"),), **changes)  # type: ignore[arg-type]


def text(*paragraphs: Paragraph | str, levels: tuple[LevelFormat, ...] = ()) -> Text:
    return Text(tuple((words(p) if isinstance(p, str) else p,) for p in paragraphs), levels)


def media(name: str = "picture", size: tuple[int, int] = (40, 30)) -> Media:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, hashlib.sha256(name.encode()).hexdigest().join("#.")[:7]).save(out, "PNG")
    data = out.getvalue()
    return Media(hashlib.sha256(data).hexdigest(), "image/png", *size, data)


def title(said: str = "Saman om ein betre kommune") -> Shape:
    return Shape("title", "Tittel", text(said), TITLE)


def slide(*shapes: Shape, identity: str = "slide", layout: str = TITLE_ONLY, **changes: object) -> Slide:
    return Slide(identity, "bullets", layout, shapes, "nb", **changes)  # type: ignore[arg-type]


def deck(*slides: Slide, **changes: object) -> Deck:
    return Deck("deck-1", "x", "nb", **({"properties": Properties("Tittel", "Forfatter")} | {"slides": slides} | changes))  # type: ignore[arg-type]


def bullets(body: Text, **changes: object) -> Slide:
    return slide(title(), Shape("body", "Tekst", body, BODY), layout=BULLETS, **changes)


def everything() -> Deck:
    """A deck with all that the writer knows but charts."""
    from deckgen.model import Cell, Column, Picture, Row, Table

    cell = Cell((Run("1\u00a0000", "nb"),))
    table = Table((Column(Cell((Run("Fylke", "nb"),))), Column(cell, "right")), (Row((cell, Cell(())), "a"),), 22, 500_000)
    linked = Paragraph((Run("les ", "nn"), Run("meir", "nn", link="https://regjeringen.no/å?a=1&b=2")), 1, gap=12)
    return deck(
        slide(Shape("title", "Tittel", text("En\nto"), Placeholder(0, "ctrTitle")), identity="first", layout=TITLE_LAYOUT),
        bullets(
            text("ein", linked, words("to", bullet="number"), levels=(LevelFormat(size=24, before=6), LevelFormat(size=20))),
            identity="second",
            footer=Footer("8. april", "bunn", number=True),
            notes=text("Husk", "å smile"),
            section="Del 1",
        ),
        slide(title(), Shape("table", "Tabell", table, None, FRAME, "Folketal"), identity="third", notes=text("")),
        slide(
            title(), Shape("picture", "Bilde", Picture(media(), (0.1, 0, 0.1, 0)), None, FRAME), identity="4", section="Del 2"
        ),
        slide(title(), Shape("picture", "Bilde", Picture(media()), None, FRAME, "En rute"), identity="fifth"),
    )


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(data: bytes, name: str = "ppt/slides/slide1.xml") -> etree._Element:
    return etree.fromstring(parts(data)[name])


def found(data: bytes, path: str, name: str = "ppt/slides/slide1.xml") -> list:
    return root(data, name).xpath(path, namespaces=NAMES)


def audit(data: bytes, folder: Path) -> list[str]:
    """What openxml-audit finds wrong."""
    from openxml_audit import validate_pptx

    path = folder / "audited.pptx"
    path.write_bytes(data)
    return [f"{error.part_uri}: {error.description}" for error in validate_pptx(path).errors]


def lint(data: bytes) -> Iterator[str]:
    """What no validator sees: ids that are not unique, relationships and overrides that lead nowhere, parts without a type."""
    contents = parts(data)
    types = etree.fromstring(contents["[Content_Types].xml"])
    overrides = types.xpath("ct:Override/@PartName", namespaces=NAMES)
    endings = types.xpath("ct:Default/@Extension", namespaces=NAMES)
    yield from (f"override without part: {name}" for name in overrides if name[1:] not in contents)
    yield from (f"double override: {name}" for name in set(overrides) if overrides.count(name) > 1)
    yield from (f"no type: {n}" for n in contents if f"/{n}" not in overrides and n.rpartition(".")[2].lower() not in endings)
    for name, content in contents.items():
        if name.endswith((".xml", ".rels")):
            yield from _lint_part(name, etree.fromstring(content), contents)


def _lint_part(name: str, element: etree._Element, contents: dict[str, bytes]) -> Iterator[str]:
    import posixpath

    if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notesSlide")):
        ids = element.xpath("//p:cNvPr/@id", namespaces=NAMES)
        if len(set(ids)) < len(ids):
            yield f"{name}: ids {ids}"
    folder, _, file = name.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    known = etree.fromstring(contents[rels]).xpath("rel:Relationship/@Id", namespaces=NAMES) if rels in contents else []
    used = [identity for identity in element.xpath("//@r:*", namespaces=NAMES) if identity]
    yield from (f"{name}: no relationship {identity}" for identity in used if identity not in known)
    if name.endswith(".rels"):
        base = posixpath.dirname(posixpath.dirname(name))
        for target in element.xpath("rel:Relationship[not(@TargetMode)]/@Target", namespaces=NAMES):
            if posixpath.normpath(posixpath.join("/", base, target))[1:] not in contents:
                yield f"{name}: {target} is not there"
