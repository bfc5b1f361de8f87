"""The layout's label and its tips, in boxes to the left of the slide, where PowerPoint shows them only while one edits."""

from dataclasses import replace

from depmal import styles
from depmal.grid import LANGUAGES, POINT, Language, frame
from depmal.shapes import TextBox
from depmal.text import Line
from depmal.wording import TIPS, Tip, label

_LEFT, _WIDTH = -3456, 3240  # thousands of EMU, as all lengths here
_LABEL_HEIGHT = 432
_FIRST, _APART = 540, 108
_SIDE, _TOP = 144_000, 108_000  # insets, EMU
_BEFORE_TEXT = 3  # points
_LINE = 1.22  # a line's height in PowerPoint, in parts of the size


def advice(layout: str, language: Language, *tips: str) -> tuple[TextBox, ...]:
    """The label of a layout and, below each other, the tips of these names."""
    name = label(layout, language)
    style = replace(styles.TIP, color="bg1", bold=True)
    boxes = [
        TextBox(
            "label", frame(_LEFT, 0, _WIDTH, _LABEL_HEIGHT), style, (Line(name),), "ctr", (_SIDE, 0, _SIDE, 0), "tx2", title=""
        )
    ]
    top: float = _FIRST
    for key in tips:
        tip = TIPS[key]
        height = _height(tip, language)
        boxes.append(_box(tip, language, top, height))
        top += height + _APART
    return tuple(boxes)


def _box(tip: Tip, language: Language, top: float, height: float) -> TextBox:
    heading = tip.heading.of(language)
    lines = (Line(heading, bold=True, color="tx2"), Line(tip.text.of(language), before=_BEFORE_TEXT))
    where = frame(_LEFT, top, _WIDTH, height)
    return TextBox("tip", where, styles.TIP, lines, insets=(_SIDE, _TOP, _SIDE, _TOP), fill="bg1", grows=True, title=heading)


def _height(tip: Tip, language: Language) -> float:
    """What the heading and the text take, to the vertical module's tenth, so that the numbers stay round."""
    lines = 1 + tip.lines[LANGUAGES.index(language)]
    points = (styles.TIP.size or 0) * _LINE * lines + _BEFORE_TEXT
    return round((2 * _TOP + points * POINT) / 1000, 1)
