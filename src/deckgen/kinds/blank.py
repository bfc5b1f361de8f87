"""A title and free text boxes."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from deckgen.errors import fail
from deckgen.fields import DecimalNumber, Fields, Length, Localized
from deckgen.kinds.common import SlideFields
from deckgen.kinds.page import Context, Page
from deckgen.kinds.registry import kind
from deckgen.language import word
from deckgen.model import Frame, Group, LevelFormat, Shape, Text

HANG = 288_000  # EMU, by which bullets hang, as in the template's own lists
SMALLEST = 12.0  # points


class BoxFields(Fields):
    """A text box, measured from the slide's upper left corner."""

    text: Annotated[Localized, Field(description="What the box says.")]
    left: Annotated[Length, Field(description="From the slide's left edge: 7 cm.")]
    top: Annotated[Length, Field(description="From the slide's upper edge: 5 cm.")]
    width: Annotated[Length, Field(description="The box's width: 12 cm.")]
    height: Annotated[Length, Field(description="The box's height: 3 cm.")]
    size: Annotated[float, DecimalNumber(12, 400), Field(description="The text's size in points.")] = 24


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
        groups = context.groups(box.text)
        name = f"{word('text_box', context.language).capitalize()} {number}"
        shapes.append(Shape(f"box {number}", name, Text(groups, _levels(groups, box.size)), frame=frame, mark=box.mark))
    yield Page("blank", tuple(shapes))


def _levels(groups: tuple[Group, ...], size: float) -> tuple[LevelFormat, ...]:
    """How the box's text is set. A box is no placeholder and inherits nothing, so that lists need their bullets said."""
    paragraphs = [paragraph for group in groups for paragraph in group]
    lists = any(paragraph.bullet is None for paragraph in paragraphs)
    deepest = max((paragraph.level for paragraph in paragraphs), default=0)
    return tuple(
        LevelFormat(
            size=max(size - 2 * level, SMALLEST),
            before=0.0 if not level and not lists else size / 6,
            left=HANG * (level + 1) if lists else None,
            indent=-HANG if lists else None,
            bullet=("–" if level % 2 else "•") if lists else None,
        )
        for level in range(deepest + 1)
    )
