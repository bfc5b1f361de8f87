"""A text body (``p:txBody``, ``a:txBody``) → paragraphs of runs, as they are set in it."""

from collections.abc import Iterator, Mapping

from deckgen.powerpoint.element import Element
from deckgen.powerpoint.package import Relationship
from deckgen.powerpoint.read.nodes import A, R, attribute, child, children, content, flag, integer, number
from deckgen.powerpoint.read.styles import LEVELS, paragraph_bullet
from deckgen.powerpoint.view import ParagraphView, RunView, TextView

Links = Mapping[str, Relationship]  # of the part that the text stands in


def read_text(body: Element | None, links: Links) -> TextView:
    return TextView(tuple(_read_paragraph(paragraph, links) for paragraph in children(body, A + "p")))


def _read_paragraph(paragraph: Element, links: Links) -> ParagraphView:
    properties = child(paragraph, A + "pPr")
    level = min(max(integer(attribute(properties, "lvl")), 0), LEVELS - 1)
    return ParagraphView(tuple(_read_runs(paragraph, links)), level, paragraph_bullet(properties))


def _read_runs(paragraph: Element, links: Links) -> Iterator[RunView]:
    for element in children(paragraph, A + "r", A + "br", A + "fld"):
        properties = child(element, A + "rPr")
        yield RunView(
            text="\n" if element.tag == A + "br" else content(child(element, A + "t")),
            lang=attribute(properties, "lang"),
            bold=flag(properties, "b"),
            italic=flag(properties, "i"),
            size=number(attribute(properties, "sz")) / 100 or None,
            link=link_of(child(properties, A + "hlinkClick"), links),
            field=attribute(element, "type"),
        )


def link_of(click: Element | None, links: Links) -> str:
    """Where an ``a:hlinkClick`` leads: an address, a part of the file or one of PowerPoint's own actions; "" for nowhere."""
    relationship = links.get(attribute(click, R + "id"))
    return relationship.target if relationship else attribute(click, "action")
