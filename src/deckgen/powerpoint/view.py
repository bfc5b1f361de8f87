"""What a .pptx holds, as plain values: the one view of a template, of a deck just written and of anyone's deck.

Everything is resolved: a placeholder has the frame and the text styles that it inherits, a colour is six hexadecimal digits.
Lengths are EMU, text sizes and spacings points. Part names begin with a slash, as the package's do. Near the format its own
words are kept ("ctrTitle", "sldNum", anchor "ctr").
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from deckgen.model import Frame, Placeholder, Properties

Insets: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Theme:
    """``colors`` are the twelve slots in the format's order ("dk1" … "folHlink"); ``major`` and ``minor`` the Latin faces."""

    name: str
    colors: tuple[tuple[str, str], ...]
    major: str
    minor: str

    def color(self, slot: str) -> str:
        """Six hexadecimal digits, or "" for a slot that the theme lacks."""
        return dict(self.colors).get(slot, "")


@dataclass(frozen=True, slots=True)
class LevelStyle:
    """How the paragraphs of one level look, after all inheritance."""

    size: float
    font: str  # the face's name
    bold: bool
    color: str
    left: int
    indent: int  # first line against ``left``; negative hangs
    before: float
    after: float
    line: float  # per cent of single spacing
    bullet: str  # the character, "number" for a counted list, "picture", or "" for none
    exact: float | None = None  # points from line to line, where the format says so instead of ``line``
    italic: bool = False
    align: str = "l"  # "l", "ctr", "r", "just" …
    caps: bool = False  # shown in capitals (all or small)


Levels: TypeAlias = tuple[LevelStyle, ...]  # nine


@dataclass(frozen=True, slots=True)
class PlaceholderView:
    """A layout's placeholder. A ``type`` that the format leaves out is "obj"."""

    idx: int
    type: str
    name: str
    frame: Frame
    insets: Insets
    anchor: str  # "t", "ctr", "b"
    columns: int
    column_gap: int
    wrap: bool
    autofit: Literal["none", "normal", "shape"]
    levels: Levels


@dataclass(frozen=True, slots=True)
class LayoutView:
    """``background`` is "" where it is a picture. ``texts`` are what its own fixed shapes say, in their order."""

    part: str
    name: str
    type: str  # the format's word for its purpose: "title", "obj", "blank", "cust"
    master: str  # the master's name
    placeholders: tuple[PlaceholderView, ...]
    background: str
    texts: tuple[str, ...] = ()

    @property
    def dark(self) -> bool:
        """Whether light text belongs on the ground."""
        return bool(self.background) and luminance(self.background) < 0.18

    def placeholder(self, idx: int) -> PlaceholderView | None:
        return next((place for place in self.placeholders if place.idx == idx), None)


@dataclass(frozen=True, slots=True)
class MasterView:
    """``name`` is what PowerPoint calls it, which is its theme's name. ``color_map`` tells "bg1", "tx1" … their slots."""

    part: str
    name: str
    theme: Theme
    color_map: tuple[tuple[str, str], ...]
    background: str
    layouts: tuple[LayoutView, ...]


@dataclass(frozen=True, slots=True)
class RunView:
    """``size``, ``bold`` and ``italic`` are None where the run leaves them to its style. ``field`` is a field's type."""

    text: str
    lang: str
    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    link: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphView:
    runs: tuple[RunView, ...]
    level: int = 0
    bullet: str | None = None  # what it sets itself: "none", "number", "picture" or the character; None inherits

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TextView:
    paragraphs: tuple[ParagraphView, ...]

    @property
    def plain(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class TableView:
    """``rows`` hold cell texts, a line a paragraph; a cell that is merged into its neighbour is ""."""

    rows: tuple[tuple[str, ...], ...]
    header: bool
    merged: bool
    style: str = ""


@dataclass(frozen=True, slots=True)
class SeriesView:
    """``plot`` is the kind it is drawn as, "total" for a line that is labelled but not drawn; ``xs`` are a scatter's."""

    name: str
    plot: str
    values: tuple[float | None, ...]
    xs: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartView:
    """``kind`` is one of ``model.CHART_KINDS`` where deckgen has that kind, else the format's own name ("radarChart")."""

    kind: str
    categories: tuple[str, ...]
    series: tuple[SeriesView, ...]
    part: str
    workbook: str = ""  # the part of the embedded workbook; "" where there is none

    @property
    def has_workbook(self) -> bool:
        return bool(self.workbook)


@dataclass(frozen=True, slots=True)
class PictureView:
    """``digest`` is the sha-256 of the file's bytes, "" where the picture is linked or missing; ``crop`` as in the model."""

    digest: str
    crop: tuple[float, float, float, float]
    content_type: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class OtherView:
    """What deckgen neither writes nor looks into: "group", "connector", "diagram", "ole", "chartex", "media" …"""

    kind: str


Content: TypeAlias = TextView | TableView | ChartView | PictureView | OtherView


@dataclass(frozen=True, slots=True)
class ShapeView:
    """A shape on a slide. Groups are flattened: the group itself first, then what is in it, with ``group`` its id.

    ``frame`` is on the slide, inherited and carried through the groups; None where none is given anywhere.
    """

    id: int
    name: str
    content: Content
    placeholder: Placeholder | None = None
    frame: Frame | None = None
    alt: str = ""
    decorative: bool = False
    creation_id: str = ""
    hidden: bool = False
    group: int | None = None

    @property
    def text(self) -> str:
        """What it says where it is a text, else ""."""
        return self.content.plain if isinstance(self.content, TextView) else ""


@dataclass(frozen=True, slots=True)
class SlideView:
    part: str
    id: int
    layout: str  # part name
    name: str
    shapes: tuple[ShapeView, ...]
    creation_id: str = ""
    hidden: bool = False
    notes: str = ""  # a line a paragraph

    @property
    def title(self) -> str:
        """The text of its title placeholder; "" where it has none."""
        titles = (shape for shape in self.shapes if shape.placeholder and shape.placeholder.type in TITLES)
        return next((shape.text.strip() for shape in titles), "")


TITLES = ("title", "ctrTitle")


@dataclass(frozen=True, slots=True)
class View:
    """``sections`` are names with the ids of their slides; ``custom`` the custom document properties, sorted by name."""

    width: int
    height: int
    masters: tuple[MasterView, ...]
    slides: tuple[SlideView, ...] = ()
    sections: tuple[tuple[str, tuple[int, ...]], ...] = ()
    properties: Properties = field(default_factory=Properties)
    language: str = ""  # of the document, as its core properties say
    custom: tuple[tuple[str, str], ...] = ()
    table_style: str = ""  # id of the default one

    @property
    def layouts(self) -> tuple[LayoutView, ...]:
        return tuple(layout for master in self.masters for layout in master.layouts)

    def layout(self, part: str) -> LayoutView | None:
        return next((layout for layout in self.layouts if layout.part == part), None)


def luminance(color: str) -> float:
    """Relative luminance of six hexadecimal digits, 0 to 1, as WCAG 2.1 defines it."""
    red, green, blue = (linear(int(color[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    """An sRGB channel, 0 to 1, as an amount of light."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
