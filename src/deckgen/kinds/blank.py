"""A title and free text boxes."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from deckgen.errors import fail
from deckgen.fields import Fields, Length, Localized, Number
from deckgen.kinds.common import SlideFields
from deckgen.kinds.page import Context, Page
from deckgen.kinds.registry import kind
from deckgen.model import Frame, LevelFormat, Shape, Text


class BoxFields(Fields):
    """A text box, measured from the slide's upper left corner."""

    text: Annotated[Localized, Field(description="What the box says.")]
    left: Annotated[Length, Field(description="From the slide's left edge: 7 cm.")]
    top: Annotated[Length, Field(description="From the slide's upper edge: 5 cm.")]
    width: Annotated[Length, Field(description="The box's width: 12 cm.")]
    height: Annotated[Length, Field(description="The box's height: 3 cm.")]
    size: Annotated[Number, Field(description="The text's size in points.")] = 24


class BlankFields(SlideFields):
    """A title, and text boxes where you want them."""

    boxes: Annotated[list[BoxFields], Field(description="The text boxes.")] = []


@kind("blank", BlankFields)
def blank(fields: BlankFields, context: Context) -> Iterable[Page]:
    view = context.template.view
    shapes: list[Shape] = []
    for number, box in enumerate(fields.boxes, 1):
        frame = Frame(box.left, box.top, box.width, box.height)
        if frame.x + frame.width > view.width or frame.y + frame.height > view.height:
            fail("box-off-slide", box.mark, width=f"{view.width / 360_000:.1f}", height=f"{view.height / 360_000:.1f}")
        levels = tuple(LevelFormat(size=max(size, 12.0)) for size in (box.size, box.size - 2))
        shapes.append(
            Shape(f"box {number}", f"Tekstboks {number}", Text(context.groups(box.text), levels), frame=frame, mark=box.mark)
        )
    yield Page("blank", tuple(shapes))
