"""The deck: slides of shapes, in a template's layouts."""

from dataclasses import dataclass, field
from typing import Literal

from deckgen.errors import Mark
from deckgen.model.chart import Chart
from deckgen.model.picture import Picture
from deckgen.model.table import Table
from deckgen.model.text import Language, Text


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a shape stands on the slide, in EMU."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The layout's placeholder that a shape fills, as the format names it: ``idx`` and ``type`` ("title", "body", "pic" …)."""

    idx: int
    type: str


@dataclass(frozen=True, slots=True)
class Shape:
    """``frame`` is None where the placeholder's own is inherited; a chart or a table in a placeholder repeats it.

    ``alt`` is the alternative text of a picture, chart or table; "" marks a picture as decorative.
    """

    identity: str  # within its slide: "title", "body", "picture 2"
    name: str  # as the selection pane shows it
    content: Text | Table | Chart | Picture
    placeholder: Placeholder | None = None
    frame: Frame | None = None
    alt: str = ""
    fit: str = ""  # the template's rule for sizes and splitting, a key of the role's ``fit``; "" keeps what is inherited
    shorter: tuple[Text, ...] = field(default=(), compare=False)  # what a text says instead where it does not fit, in order
    mark: Mark | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of a slide; None and False leave the placeholder out."""

    date: str | None = None
    text: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Slide:
    """``layout`` is the template's part name ("/ppt/slideLayouts/slideLayout3.xml"), unique where layouts' names are not."""

    identity: str
    role: str  # the template's role that gave the layout; fit finds its rules there
    layout: str
    shapes: tuple[Shape, ...]  # in reading order, the title first
    language: Language
    footer: Footer = Footer()
    notes: Text | None = None
    section: str = ""  # the name of the section that begins here
    mark: Mark | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Input:
    """A file that the deck was made from.

    ``told`` is what the spec says of data, by its own words ("sheet", "source", "licence", "header_row"); what it leaves out is
    not there.
    """

    kind: Literal["spec", "data", "picture", "template"]
    name: str  # as the spec calls it
    file: str  # relative to the project, with forward slashes
    fingerprint: str
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Properties:
    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    identity: str
    template: str
    language: Language
    properties: Properties
    slides: tuple[Slide, ...]
    inputs: tuple[Input, ...] = field(default=(), compare=False)
