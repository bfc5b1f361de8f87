"""What several kinds do with text: quotations, and fields of which one must be there."""

from dataclasses import replace

from deckgen.errors import fail
from deckgen.fields import Fields, Localized
from deckgen.kinds.page import Context
from deckgen.model import Paragraph, Run, Text

OPENING = {"nb": "«", "nn": "«", "en": "“"}
CLOSING = {"nb": "»", "nn": "»", "en": "”"}


def one_of(fields: Fields, *names: str) -> None:
    """Refuse fields of which none or more than one is given."""
    given = [name for name in names if getattr(fields, name) is not None]
    if len(given) > 1:
        fail("fields-exclude", fields.marks.get(given[1], fields.mark), first=given[0], second=given[1])
    if not given:
        fail("one-of-missing", fields.mark, possible=names)


def quotation(context: Context, quote: Localized, source: Localized | None, *, opened: bool) -> Text:
    """A quotation in its language's own marks, its source on the second level. ``opened``: the layout has the first mark."""
    paragraphs = [p for group in context.groups(quote) for p in group]
    paragraphs = [replace(p, level=0, bullet=None) for p in paragraphs]
    language = context.language
    if not opened:
        paragraphs[0] = replace(paragraphs[0], runs=(Run(OPENING[language], language), *paragraphs[0].runs))
    paragraphs[-1] = replace(paragraphs[-1], runs=(*paragraphs[-1].runs, Run(CLOSING[language], language)))
    if source:
        paragraphs.append(Paragraph(context.runs(source), level=1))
    return Text((tuple(paragraphs),))
