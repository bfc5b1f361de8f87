"""Points with sub-points."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from deckgen.fields import Flag, Localized
from deckgen.kinds.common import SlideFields
from deckgen.kinds.page import Context, Page
from deckgen.kinds.registry import kind
from deckgen.model import Paragraph, Text


class BulletsFields(SlideFields):
    """Points, written as a list of dashes; an indented dash is a sub-point."""

    text: Annotated[Localized, Field(description="The points. An empty line leaves more room before the next one.")]
    numbered: Annotated[Flag, Field(description="Number the points: 1., 2., 3.")] = False
    note: Annotated[Localized | None, Field(description="A few words set apart beside the points.")] = None


@kind("bullets", BulletsFields)
def bullets(fields: BulletsFields, context: Context) -> Iterable[Page]:
    role = "bullets_note" if fields.note else "bullets"
    groups = context.groups(fields.text, numbered=bool(fields.numbered))
    shapes = (context.text_shape(role, "body", Text(groups), context.said(fields.text).mark),)
    if fields.note:
        note = Text(((Paragraph(context.runs(fields.note)),),))
        shapes += (context.text_shape(role, "note", note, context.said(fields.note).mark),)
    yield Page(role, shapes)
