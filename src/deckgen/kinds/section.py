"""The slide that opens a section."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from deckgen.fields import Source
from deckgen.kinds.common import SlideFields
from deckgen.kinds.page import Context, Page
from deckgen.kinds.registry import kind
from deckgen.model import Paragraph, Run, Text


class SectionFields(SlideFields):
    """A dark slide that opens a section; the section takes the slide's title as its name."""

    number: Annotated[Source | None, Field(description="The section's number, as it is to be shown.")] = None


@kind("section", SectionFields)
def section(fields: SectionFields, context: Context) -> Iterable[Page]:
    shapes = ()
    if fields.number:
        content = Text(((Paragraph((Run(fields.number.text, context.language),)),),))
        shapes = (context.text_shape("section", "section_number", content, fields.number.mark),)
    yield Page("section", shapes)
