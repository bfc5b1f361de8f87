"""A text that needs more lines than its box has → the same in a higher box, and what stands above it lower by as much.

So the line below a chart may say in two lines where the figures come from and why some are missing. The box grows upwards;
a chart or a table gives way.
"""

from dataclasses import replace
from math import ceil

from deckgen.fit.box import Fitting, Places, frame_in
from deckgen.fit.measure import POINT, TINY, height
from deckgen.fit.text import Fitter
from deckgen.model import Frame, Shape, Slide, Text


def grown(slide: Slide, template: Fitting, places: Places) -> Slide:
    """The slide with room for its texts that may grow; the same object where none needs to."""
    for shape in slide.shapes:
        rule = template.rule(slide.role, shape.fit) if shape.fit and isinstance(shape.content, Text) else None
        if rule is None or not rule.grow:
            continue
        more = _more(shape, slide, places)
        if more:
            frame = frame_in(shape, slide, template)
            shapes = tuple(_giving_way(each, shape, frame, more) for each in slide.shapes)
            return replace(slide, shapes=shapes)
    return slide


def _more(shape: Shape, slide: Slide, places: Places) -> int:
    """By how much (EMU) the box must grow for the text, or for the first shorter one, to fit in its lines."""
    assert isinstance(shape.content, Text)
    place = places.of(shape, slide)
    for text in (shape.content, *shape.shorter):
        spans = Fitter(text, place).spans(place.last)
        if spans and place.rule and sum(span.lines for span in spans) <= (place.rule.lines or 1):
            return max(ceil((height(spans) - place.box.height - TINY) * POINT), 0)
    return 0


def _giving_way(each: Shape, shape: Shape, frame: Frame, more: int) -> Shape:
    if each is shape:
        return replace(each, frame=Frame(frame.x, frame.y - more, frame.width, frame.height + more))
    if isinstance(each.content, Text) or each.frame is None or each.fit not in ("chart", "table"):
        return each
    own = each.frame
    if own.y + own.height > frame.y:
        return each
    lower = own.height - more
    return replace(each, frame=Frame(own.x, own.y, own.width, lower))
