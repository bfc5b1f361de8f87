# ruff: noqa: ARG002
"""Small values to fit: a template of a few layouts, made without a PowerPoint file."""

from dataclasses import dataclass, field

from deckgen.model import Deck, Frame, Group, Language, LevelFormat, Paragraph, Placeholder, Properties, Run, Shape, Slide, Text
from deckgen.powerpoint.view import LevelStyle, PlaceholderView, Theme
from deckgen.template.rules import FitRule

THEME = Theme("DEPMAL", (("dk1", "12242D"),), "Cambria", "Calibri")
LAYOUT = "/ppt/slideLayouts/slideLayout1.xml"
TITLE, BODY, TABLE, NOTE = 0, 1, 14, 16


def levels(
    size: float, font: str = "Calibri", *, line: float = 100, bullet: str = "", step: float = 4
) -> tuple[LevelStyle, ...]:
    hang = 288_000 if bullet else 0
    return tuple(
        LevelStyle(
            max(size - step * at, 16),
            font,
            False,
            "12242D",
            hang * (at + 1),
            -hang,
            0 if not bullet else 12 if not at else 4,
            0,
            line,
            bullet,
        )
        for at in range(9)
    )


def place(idx: int, kind: str, frame: Frame, styles: tuple[LevelStyle, ...], columns: int = 1) -> PlaceholderView:
    return PlaceholderView(idx, kind, kind, frame, (0, 0, 0, 0), "t", columns, 0, True, "none", styles)


PLACES = {
    TITLE: place(TITLE, "title", Frame(2_500_000, 432_000, 9_044_000, 1_152_000), levels(40, "Cambria", line=90, step=0)),
    BODY: place(BODY, "body", Frame(2_212_000, 1_836_000, 8_406_000, 4_320_000), levels(28, bullet="•")),
    TABLE: place(TABLE, "obj", Frame(2_500_000, 2_196_000, 9_044_000, 3_600_000), levels(22)),
    NOTE: place(NOTE, "body", Frame(9_198_000, 1_836_000, 2_994_000, 540_000), levels(24, "Cambria")),
}
RULES = {
    "title": FitRule("title", ((40.0,), (36.0,), (32.0,)), lines=2),
    "body": FitRule(
        "body", ((28.0, 24.0), (26.0, 22.0), (24.0, 20.0), (22.0, 18.0)), ((12.0, 4.0), (9.0, 3.0), (8.0, 2.0)), split=True
    ),
    "whole": FitRule("body", ((24.0, 20.0), (22.0, 18.0)), ((9.0, 3.0),)),
    "project_list": FitRule(
        "body",
        ((18.0,), (17.0,), (16.0,)),
        ((0.6,),),
        (LevelFormat(left=2_268_000, indent=-2_268_000, tab=2_268_000, bullet="none"),),
        split=True,
        split_sizes=((22.0,),),
        split_before=((9.0,),),
        split_left=2_592_000,
    ),
}


@dataclass(frozen=True)
class TableSizes:
    sizes: tuple[float, ...] = (22, 20, 18, 16)
    row: int = 576_000


@dataclass(frozen=True)
class SmallTemplate:
    name: str = "DEPMAL"
    table: TableSizes = TableSizes()
    places: dict[int, PlaceholderView] = field(default_factory=lambda: dict(PLACES))
    faces: Theme = THEME

    def rule(self, role: str, name: str) -> FitRule | None:
        return RULES.get(name)

    def placeholder(self, layout_part: str, idx: int) -> PlaceholderView:
        return self.places[idx]

    def theme(self, language: Language) -> Theme:
        return self.faces


def paragraph(text: str, level: int = 0, gap: float = 0.0) -> Paragraph:
    return Paragraph((Run(text, "nb"),), level, gap=gap)


def group(*texts: str) -> Group:
    """A point with its sub-points."""
    return tuple(paragraph(text, min(at, 1)) for at, text in enumerate(texts))


def body(*groups: Group, rule: str = "body", mark=None) -> Shape:
    return Shape("body", "Body", Text(groups), Placeholder(BODY, "body"), fit=rule, mark=mark)


def title(text: str, mark=None) -> Shape:
    return Shape("title", "Title", Text(((paragraph(text),),)), Placeholder(TITLE, "title"), fit="title", mark=mark)


def slide(*shapes: Shape, identity: str = "s", role: str = "bullets", **more) -> Slide:
    return Slide(identity, role, LAYOUT, shapes, "nb", **more)


def deck(*slides: Slide) -> Deck:
    return Deck("d", "DEPMAL", "nb", Properties(), slides)
