"""The page of a chart or a table: its heading above, itself in the object placeholder, where the figures come from below."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from deckgen.kinds.common import DataFields
from deckgen.kinds.missing import BREVITIES, chart_notes, number_notes, table_notes
from deckgen.kinds.page import Context, Page
from deckgen.kinds.remarks import remark_notes
from deckgen.language import format_date, phrase, word
from deckgen.model import Chart, Frame, Paragraph, Placeholder, Run, Shape, Table, Text, Value


def data_page(
    role: str,
    identity: str,
    content: Chart | Table,
    alt: str,
    fields: DataFields,
    context: Context,
    notes: Sequence[str] = (),
) -> Page:
    """``notes`` are sentences for the source line, after the source."""
    shapes: tuple[Shape, ...] = ()
    heading = heading_runs(fields, context)
    if heading:
        mark = context.said(fields.heading).mark if fields.heading else fields.mark
        shapes += (context.text_shape(role, "heading", Text(((Paragraph(heading),),)), mark),)
    placeholder = context.place(role, "object", fields.mark)
    lines = source_lines(content, fields, context, notes)
    frame = _frame(role, placeholder, context, has_heading=bool(heading), has_source=bool(lines[0]))
    name = word("table" if isinstance(content, Table) else "chart", context.language).capitalize()
    shapes += (Shape(identity, name, content, placeholder, frame, alt=alt, fit=identity, mark=fields.mark),)
    said, *shorter = [Text(((Paragraph((Run(line, context.language),)),),)) for line in lines]
    if said.plain:
        shapes += (replace(context.text_shape(role, "source", said, fields.mark), shorter=tuple(shorter)),)
    return Page(role, shapes, explains=True)


def _frame(role: str, placeholder: Placeholder, context: Context, *, has_heading: bool, has_source: bool) -> Frame:
    """The chart or table takes the room of a heading and a source line that are not there."""
    frame = context.frame(role, placeholder)
    heading, source = (context.template.place(role, place) for place in ("heading", "source"))
    top, bottom = frame.y, frame.y + frame.height
    if heading and not has_heading:
        line = context.frame(role, heading)
        top -= line.height if line.y + line.height <= top else 0
    if source and not has_source:
        line = context.frame(role, source)
        bottom = max(bottom, line.y + line.height)
    return Frame(frame.x, top, frame.width, bottom - top)


def heading_runs(fields: DataFields, context: Context) -> tuple[Run, ...]:
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


def source_lines(content: Chart | Table, fields: DataFields, context: Context, notes: Sequence[str]) -> list[str]:
    """ "Kilde: … Summene er regnet før avrunding. Manglende tall: …", or "" where there is nothing to say.

    After the line that says most come others that say less of why numbers are missing and what was done, for want of room.
    """
    language = context.language
    own = context.plain(fields.source or context.source)
    example = word("example", language) + "." if context.example else ""
    lines: dict[str, None] = {}
    for brevity in range(BREVITIES):
        before, after = _explained(content, fields, context, brevity)
        told = [note for note in dict.fromkeys((*before, *notes, *after, example)) if note]
        if own:
            told.insert(0, phrase("source_line", language, source=own.rstrip(".") + "." if told else own))
        lines[" ".join(told)] = None
        if not before and not after:
            break  # there is nothing to say less of
    return [*lines]


def _explained(content: Chart | Table, fields: DataFields, context: Context, brevity: int) -> tuple[list[str], tuple[str, ...]]:
    """What is said of where the figures are from and what was done with them, and of those that are missing."""
    language, provenance = context.language, context.rows.provenance if context.rows else None
    done = [_fetched(context, brevity), *remark_notes(provenance.remarks, language, brevity)] if provenance else []
    said = chart_notes(content, brevity) if isinstance(content, Chart) else table_notes(content, language, brevity)
    named = number_notes(_numbers(fields, context), content, language, brevity)  # which a title may print
    return [note for note in done if note], (*said, *named)


def _fetched(context: Context, brevity: int) -> str:
    """When the figures were fetched from a statistics bank, where they were; for want of room the month as a number."""
    time = context.rows.provenance.fetched if context.rows else ""
    if not time:
        return ""
    day = format_date(date.fromisoformat(time[:10]), context.language, "short" if brevity else "long")
    return phrase("fetched", context.language, date=day)


def _numbers(fields: DataFields, context: Context) -> list[Value]:
    """The numbers that the slide declares for its texts."""
    found = [context.names.get(name) for name in fields.numbers]
    return [value for value in found if isinstance(value, Value)]
