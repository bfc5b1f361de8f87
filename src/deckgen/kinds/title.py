"""The opening slide, and the closing one."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from deckgen.fields import Flag, Localized
from deckgen.kinds.common import SlideFields
from deckgen.kinds.page import Context, Page
from deckgen.kinds.picture_fields import PictureFields, picture_shapes
from deckgen.kinds.registry import kind
from deckgen.model import Text


class TitleFields(SlideFields):
    """The slide that opens a deck, or closes it."""

    subtitle: Annotated[Localized | None, Field(description="Who speaks; on the next lines where and when.")] = None
    closing: Annotated[Flag, Field(description="Use the layout that closes a deck.")] = False
    picture: Annotated[PictureFields | None, Field(description="A picture across the top.")] = None


@kind("title", TitleFields)
def title(fields: TitleFields, context: Context) -> Iterable[Page]:
    role = "closing" if fields.closing else "title_picture" if fields.picture else "title"
    shapes = ()
    if fields.subtitle:
        groups = context.groups(fields.subtitle)
        paragraphs = [replace(paragraph, bullet=None) for group in groups for paragraph in group]
        # The first line says who, the rest where and when: the layout's second level, which is quieter.
        lines = tuple((replace(paragraph, level=0 if at == 0 else 1),) for at, paragraph in enumerate(paragraphs))
        shapes = (context.text_shape(role, "subtitle", Text(lines), context.said(fields.subtitle).mark),)
    pictures = [fields.picture] if fields.picture else []
    yield Page(role, shapes + picture_shapes(pictures, role, context))
