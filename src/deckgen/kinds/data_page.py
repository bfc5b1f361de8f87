"""The page of a chart or a table: its heading above, itself in the object placeholder, where the figures come from below."""

from collections.abc import Sequence

from deckgen.kinds.common import DataFields
from deckgen.kinds.page import Context, Page
from deckgen.language import missing_note, phrase, word
from deckgen.model import Chart, Paragraph, Picture, Run, Shape, Table, Text


def data_page(
    role: str,
    identity: str,
    content: Chart | Table,
    alt: str,
    fields: DataFields,
    context: Context,
    notes: Sequence[str] = (),
    drawn: Picture | None = None,
) -> Page:
    """``notes`` are sentences for the source line, after the source. ``drawn`` is shown in the place of the content."""
    shapes: tuple[Shape, ...] = ()
    heading = _heading(fields, context)
    if heading:
        mark = context.said(fields.heading).mark if fields.heading else fields.mark
        shapes += (context.text_shape(role, "heading", Text(((Paragraph(heading),),)), mark),)
    placeholder = context.place(role, "object", fields.mark)
    frame = context.frame(role, placeholder)
    name = word("table" if isinstance(content, Table) else "chart", context.language).capitalize()
    shapes += (Shape(identity, name, drawn or content, placeholder, frame, alt=alt, fit=identity, mark=fields.mark),)
    source = source_line(content, fields, context, notes)
    if source:
        text = Text(((Paragraph((Run(source, context.language),)),),))
        shapes += (context.text_shape(role, "source", text, fields.mark),)
    return Page(role, shapes)


def _heading(fields: DataFields, context: Context) -> tuple[Run, ...]:
    """The heading, which says so where the figures are made up."""
    said = context.runs(fields.heading) if fields.heading else ()
    if not context.example:
        return said
    return (Run(word("example", context.language) + (": " if said else ""), context.language), *said)


def empty_page(fields: DataFields, context: Context) -> Page:
    """A slide that says that there are no rows, where the spec asks for that."""
    text = fields.empty_text
    runs = context.runs(text) if text else (Run(word("no_rows", context.language), context.language),)
    body = context.text_shape("definition", "body", Text(((Paragraph(runs),),)), fields.mark)
    return Page("definition", (body,))


def source_line(content: Chart | Table, fields: DataFields, context: Context, notes: Sequence[str]) -> str:
    """ "Kilde: … Summene er regnet før avrunding. Manglende tall: …", or "" where there is nothing to say."""
    symbols = _symbols(content)
    if isinstance(content, Chart):  # which shows no symbols: a gap is all that one sees
        missing = word("gap", context.language) if symbols else ""
    else:
        missing = missing_note(symbols, context.language)
    example = word("example", context.language) + "." if context.example else ""
    after = [note for note in (*notes, missing, example) if note]
    own = context.plain(fields.source or context.source)
    if own:
        source = own.rstrip(".") + "." if after else own
        after.insert(0, phrase("source_line", context.language, source=source))
    return " ".join(after)


def _symbols(content: Chart | Table) -> tuple[str, ...]:
    """The marks of missing numbers that a chart or table shows, in the order in which one meets them."""
    match content:
        case Chart():
            values = [value for series in content.series for value in series.values]
        case Table():
            runs = [run for row in content.rows for cell in row.cells for run in cell.runs]
            values = [run.value for run in runs if run.value is not None]
    return tuple(dict.fromkeys(value.symbol for value in values if value.number is None))
