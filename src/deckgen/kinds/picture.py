"""Pictures: across the slide, or one or four beside text."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from deckgen.errors import fail
from deckgen.fields import Choice, Localized
from deckgen.kinds.common import SlideFields
from deckgen.kinds.page import Context, Page
from deckgen.kinds.picture_fields import PictureFields, picture_shapes
from deckgen.kinds.registry import kind
from deckgen.kinds.words import one_of, quotation
from deckgen.model import Shape, Text


class PictureSlideFields(SlideFields):
    """One picture, or four, alone or beside points or a quotation."""

    picture: Annotated[PictureFields | None, Field(description="The one picture.")] = None
    pictures: Annotated[list[PictureFields] | None, Field(description="Four pictures, from upper left to lower right.")] = None
    frame: Annotated[
        Choice[Literal["full", "landscape", "portrait"]] | None,
        Field(
            description="The frame of one picture: the whole slide (usual without text), landscape (usual with text), portrait."
        ),
    ] = None
    text: Annotated[Localized | None, Field(description="Points beside the picture.")] = None
    quote: Annotated[Localized | None, Field(description="A quotation beside the picture, without its quotation marks.")] = None
    quote_source: Annotated[Localized | None, Field(description="Who said or wrote it.")] = None


@kind("picture", PictureSlideFields)
def picture(fields: PictureSlideFields, context: Context) -> Iterable[Page]:
    one_of(fields, "picture", "pictures")
    pictures = [fields.picture] if fields.picture else fields.pictures or []
    role = _role(fields, len(pictures), context)
    shapes = _beside(fields, role, context)
    yield Page(role, shapes + picture_shapes(pictures, role, context))


def _role(fields: PictureSlideFields, count: int, context: Context) -> str:
    has_text = fields.text is not None or fields.quote is not None
    if fields.pictures is not None:
        places = len(context.template.picture_places("bullets_four"))
        if count != places:
            fail("pictures-count", fields.marks["pictures"], count=count, places=places)
        return "bullets_four"
    frame = fields.frame or ("landscape" if has_text else "full")
    if frame == "full" and has_text:
        fail("full-picture-with-text", fields.marks.get("frame", fields.mark))
    return {"full": "full_picture", "landscape": "landscape", "portrait": "bullets_portrait"}[frame]


def _beside(fields: PictureSlideFields, role: str, context: Context) -> tuple[Shape, ...]:
    if fields.text is None and fields.quote is None:
        if role != "full_picture":
            fail("text-beside-missing", fields.mark, frame=fields.frame or "four")
        return ()
    one_of(fields, "text", "quote")
    if fields.quote:
        content = quotation(context, fields.quote, fields.quote_source, opened=False)
        return (context.text_shape(role, "body", content, context.said(fields.quote).mark, rule="quote"),)
    assert fields.text is not None
    groups = context.groups(fields.text)
    plain = tuple(tuple(replace(p) for p in group) for group in groups)
    return (context.text_shape(role, "body", Text(plain), context.said(fields.text).mark),)
