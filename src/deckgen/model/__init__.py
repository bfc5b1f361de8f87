"""The plain values between deciding and writing: frozen, hashable, compared by what they say.

Nothing here knows YAML, PowerPoint or data. Lengths are EMU (914 400 to an inch, 12 700 to a point), text sizes points.
Marks and recipes travel along but take no part in equality.
"""

from deckgen.model.chart import CHART_KINDS, Chart, ChartKind, ChartStyle, Series, Shade
from deckgen.model.deck import Deck, Footer, Frame, Input, Placeholder, Properties, Shape, Slide
from deckgen.model.picture import Media, Picture
from deckgen.model.table import Cell, Column, Row, Table
from deckgen.model.text import Group, Language, LevelFormat, Paragraph, Run, Text, visible
from deckgen.model.value import NIL, PARTIAL, PRELIMINARY, Origin, Recipe, Rows, Together, Value, marks_of_sum

__all__ = [
    "CHART_KINDS",
    "NIL",
    "PARTIAL",
    "PRELIMINARY",
    "Cell",
    "Chart",
    "ChartKind",
    "ChartStyle",
    "Column",
    "Deck",
    "Footer",
    "Frame",
    "Group",
    "Input",
    "Language",
    "LevelFormat",
    "Media",
    "Origin",
    "Paragraph",
    "Picture",
    "Placeholder",
    "Properties",
    "Recipe",
    "Row",
    "Rows",
    "Run",
    "Series",
    "Shade",
    "Shape",
    "Slide",
    "Table",
    "Text",
    "Together",
    "Value",
    "marks_of_sum",
    "visible",
]
