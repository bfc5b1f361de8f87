"""Rules over one slide: ids, languages, placeholders, tables, links, and what those who cannot see it are told."""

import re
from collections.abc import Iterator

from deckgen.check.rule import Page, PageRule, doubles
from deckgen.errors import Problem
from deckgen.powerpoint.element import Element
from deckgen.powerpoint.read.nodes import A, R, attribute, child, children, content
from deckgen.powerpoint.view import ChartView, OtherView, PictureView, ShapeView, TableView, TextView

_LANGUAGE = re.compile(
    "[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*|es-ES_tradnl"
)  # of BCP 47 what is in use, and the one tag that Office has beside it
_RUNS = tuple(A + kind for kind in ("r", "fld", "endParaRPr"))
_AT_FOOT = ("dt", "ftr", "sldNum")
_SHOWN_ONLY = ("group", "diagram", "ole", "media", "chartex", "unknown")  # kinds of content that words must stand for


def shape_ids(page: Page) -> Iterator[Problem]:
    """A slide's shapes have ids of their own, and creation ids of their own where they have any."""
    for identity in doubles(str(shape.id) for shape in page.slide.shapes):
        names = tuple(shape.name for shape in page.slide.shapes if str(shape.id) == identity)
        yield page.problem("shape-id-double", id=identity, names=names)
    for identity in doubles(shape.creation_id for shape in page.slide.shapes if shape.creation_id):
        names = tuple(shape.name for shape in page.slide.shapes if shape.creation_id == identity)
        yield page.problem("shape-creation-id-double", id=identity, names=names)


def languages(page: Page) -> Iterator[Problem]:
    """Each run says its language, on the slide, in its notes and in its charts, and says one that there can be."""
    for part, root in _texts(page):
        missing = [_sample(run) for run in root.iter(*_RUNS) if not _language(run)]
        if missing:
            yield page.problem("lang-missing", part=part, count=len(missing), text=missing[0])
        told = {attribute(each, "lang") for each in root.iter("*")} - {""}
        for tag in sorted(tag for tag in told if not _LANGUAGE.fullmatch(tag)):
            yield page.problem("lang-invalid", part=part, lang=tag)


def _texts(page: Page) -> Iterator[tuple[str, Element]]:
    """The parts of a slide that hold text."""
    yield page.slide.part, page.root
    package = page.file.package
    for each in package.relationships(page.slide.part).values():
        if each.kind in ("notesSlide", "chart") and not each.external and each.target in package:
            yield each.target, package.xml(each.target)


def _language(run: Element) -> str:
    return attribute(run if run.tag == A + "endParaRPr" else child(run, A + "rPr"), "lang")


def _sample(run: Element) -> str:
    return content(child(run, A + "t"))[:40]


def placeholders(page: Page) -> Iterator[Problem]:
    """A slide fills placeholders that its layout has, and leaves none of its own empty."""
    layout = page.file.view.layout(page.slide.layout)
    if layout is None:
        yield page.problem("layout-absent", layout=page.slide.layout)
        return
    idxs, types = {each.idx for each in layout.placeholders}, {each.type for each in layout.placeholders}
    for shape in page.slide.shapes:
        place = shape.placeholder
        if place is None:
            continue
        if place.idx not in idxs and not (place.type in _AT_FOOT and place.type in types):
            yield page.problem("placeholder-unknown", name=shape.name, idx=place.idx, layout=layout.name)
        if isinstance(shape.content, TextView) and not shape.text.strip():
            yield page.problem("placeholder-empty", name=shape.name, idx=place.idx)


def table_rows(page: Page) -> Iterator[Problem]:
    """Each row of a table has a cell for each column."""
    for table in page.root.iter(A + "tbl"):
        columns = len(list(children(child(table, A + "tblGrid"), A + "gridCol")))
        for number, row in enumerate(children(table, A + "tr"), 1):
            cells = len(list(children(row, A + "tc")))
            if cells != columns:
                yield page.problem("table-row-length", row=number, cells=cells, columns=columns)


def titles(page: Page) -> Iterator[Problem]:
    """A slide has a title in a title placeholder, shown or hidden."""
    if not page.slide.title:
        yield page.problem("title-absent")


def descriptions(page: Page) -> Iterator[Problem]:
    """What is only to be seen has words in its place, or is marked as decorative; a group's words stand for all in it."""
    told: set[int] = set()
    for shape in page.slide.shapes:
        if shape.alt.strip() or shape.decorative or shape.group in told:
            told.add(shape.id)
        elif _must_be_told(shape):
            yield page.problem("alt-absent", name=shape.name)


def _must_be_told(shape: ShapeView) -> bool:
    if isinstance(shape.content, OtherView):
        return shape.content.kind in _SHOWN_ONLY
    return isinstance(shape.content, PictureView | ChartView | TableView)


def links(page: Page) -> Iterator[Problem]:
    """Links lead somewhere."""
    relationships = page.file.package.relationships(page.slide.part)
    for click in page.root.iter(A + "hlinkClick", A + "hlinkHover"):
        relationship = relationships.get(attribute(click, R + "id"))
        if not attribute(click, "action") and (relationship is None or not relationship.target.strip()):
            run = click.getparent()
            run = run.getparent() if run is not None else None
            yield page.problem("link-empty", text=_sample(run) if run is not None else "")


SLIDE_RULES: tuple[PageRule, ...] = (shape_ids, languages, placeholders, table_rows, titles, descriptions, links)
