"""Pictures in a spec → shapes in a layout's picture placeholders, cropped to fill or shown whole."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from deckgen.errors import fail
from deckgen.fields import Choice, Fields, Flag, Localized, Source
from deckgen.kinds.alt_text import says_nothing
from deckgen.kinds.page import Context
from deckgen.model import Picture, Shape
from deckgen.pictures import crop_to_fill, crop_whole, read_focus
from deckgen.text import fill


class PictureFields(Fields):
    """A picture file and how it is shown."""

    text_alone: ClassVar[str] = "file"  # picture: pictures/team.jpg

    file: Annotated[
        Source,
        Field(
            description="The file, from the project's folder. PNG and JPEG look best. "
            "It may have holes: `bilder/{{ municipality_code }}.jpg`."
        ),
    ]
    alt: Annotated[Localized | None, Field(description="What the picture shows, for those who cannot see it.")] = None
    decorative: Annotated[Flag, Field(description="The picture says nothing and is passed over when read aloud.")] = False
    show: Annotated[
        Choice[Literal["fill", "whole"]], Field(description="Crop the picture to fill its frame, or show the whole of it.")
    ] = "fill"
    focus: Annotated[
        Source | None,
        Field(description="What must stay when the picture is cropped: `left top`, or across and down in per cent: `30% 50%`."),
    ] = None


def picture_shapes(pictures: Sequence[PictureFields], role: str, context: Context) -> tuple[Shape, ...]:
    """The pictures in the role's placeholders, in order."""
    places = context.template.picture_places(role)
    shapes: list[Shape] = []
    for number, (fields, placeholder) in enumerate(zip(pictures, places, strict=False), 1):
        frame = context.frame(role, placeholder)
        file = _file(fields, context)
        path = context.project.path(file, fields.file.mark)
        media = context.library.media(path, frame, file, fields.file.mark, context.problems)
        focus = read_focus(fields.focus.text, fields.focus.mark) if fields.focus else (0.5, 0.5)
        crop = crop_whole(media, frame) if fields.show == "whole" else crop_to_fill(media, frame, focus)
        identity = "picture" if number == 1 else f"picture {number}"
        name = context.template.placeholder(context.template.layout(role, context.language).part, placeholder.idx).name
        shapes.append(
            Shape(identity, name, Picture(media, crop), placeholder, alt=alternative_text(fields, context), mark=fields.mark)
        )
    return tuple(shapes)


def alternative_text(fields: PictureFields, context: Context) -> str:
    """The picture's alternative text, or "" where it is decorative. A file's name or a stock phrase is no alternative text."""
    if fields.decorative:
        if fields.alt:
            fail("fields-exclude", fields.alt.mark, first="decorative", second="alt")
        return ""
    if fields.alt is None:
        fail("alt-missing", fields.mark, file=fields.file.text)
    file = _file(fields, context)
    text = "".join(run.text for run in context.runs(fields.alt)).strip()
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if says_nothing(text) or text.casefold().strip(" .") in (stem.casefold(), file.casefold()):
        fail("alt-says-nothing", context.said(fields.alt).mark, text=text)
    return text


def _file(fields: PictureFields, context: Context) -> str:
    """The picture's path, with slashes forward: before a hole, a backslash would say that it is none."""
    return fill(fields.file.text.replace("\\", "/"), fields.file.mark, context.scope)
