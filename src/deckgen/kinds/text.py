"""Running text: a definition, or a quotation."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from deckgen.fields import Localized
from deckgen.kinds.common import SlideFields
from deckgen.kinds.page import Context, Page
from deckgen.kinds.registry import kind
from deckgen.kinds.words import one_of, quotation
from deckgen.model import Group, Text


class TextFields(SlideFields):
    """Paragraphs without bullets, or a quotation with its source."""

    text: Annotated[Localized | None, Field(description="The paragraphs, each on a line of its own.")] = None
    key_text: Annotated[Localized | None, Field(description="The sentence that matters, set larger below the paragraphs.")] = (
        None
    )
    quote: Annotated[Localized | None, Field(description="A quotation, without its quotation marks.")] = None
    quote_source: Annotated[Localized | None, Field(description="Who said or wrote it.")] = None


@kind("text", TextFields)
def text(fields: TextFields, context: Context) -> Iterable[Page]:
    one_of(fields, "text", "quote")
    if fields.quote:
        # The layout itself draws the mark that opens the quotation.
        content = quotation(context, fields.quote, fields.quote_source, opened=True)
        yield Page("quotation", (context.text_shape("quotation", "body", content, context.said(fields.quote).mark),))
        return
    assert fields.text is not None
    groups = _without_bullets(context.groups(fields.text), 0)
    if fields.key_text:
        groups += _without_bullets(context.groups(fields.key_text), 1)
    yield Page("definition", (context.text_shape("definition", "body", Text(groups), context.said(fields.text).mark),))


def _without_bullets(groups: tuple[Group, ...], level: int) -> tuple[Group, ...]:
    """Paragraphs outside lists as the layout has that level: it has no bullets of its own."""
    return tuple(tuple(replace(p, bullet=None, level=level) if p.bullet == "none" else p for p in group) for group in groups)
