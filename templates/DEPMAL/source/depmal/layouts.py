"""The sixteen layouts as values: ground, shapes from back to front, tips. The look's table of geometry, line by line."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from depmal import grid, styles
from depmal.advice import advice
from depmal.colors import LIGHT_MOLTE, NOTE
from depmal.drawings import FACETS, mountains, sun
from depmal.grid import (
    BANNER,
    BODY,
    FOOTER_BESIDE_PICTURE,
    HEADING,
    MINISTRY,
    SOURCE,
    SYMBOL,
    TITLE_BESIDE_PICTURE,
    Frame,
    Language,
    frame,
)
from depmal.shapes import BuiltInPicture, Placeholder, Shape, TextBox
from depmal.text import Line
from depmal.wording import MINISTRY as MINISTRY_NAME
from depmal.wording import QUOTATION_MARK

Ground: TypeAlias = Literal["white", "mist", "dark"]


@dataclass(frozen=True, slots=True)
class Layout:
    """``key`` is the role that the layout serves for; ``type`` the format's word for it, where it has one."""

    key: str
    shapes: tuple[Shape, ...]
    type: str = ""
    ground: Ground = "white"
    picture: bool = False  # whether it shows the built-in picture


# Placeholders that stand as they stand on the master, and those that every layout has at one place.
_TITLE = Placeholder(0, "title", "title")
_SYMBOL = Placeholder(20, "pic", "symbol", SYMBOL, styles.SYMBOL)
_DATE = Placeholder(10, "dt", "date")
_FOOTER = Placeholder(11, "ftr", "footer")
_NUMBER = Placeholder(12, "sldNum", "number")
_RAIL: tuple[Shape, ...] = (_SYMBOL, _NUMBER, _DATE, _FOOTER)
_RAIL_BESIDE_PICTURE: tuple[Shape, ...] = (_SYMBOL, _NUMBER, _DATE, replace(_FOOTER, frame=FOOTER_BESIDE_PICTURE))


def layouts(language: Language) -> tuple[Layout, ...]:
    return (
        _title(language),
        _title_picture(language),
        _section(language),
        _bullets(language),
        _bullets_note(language),
        _bullets_portrait(language),
        _bullets_four(language),
        _landscape(language),
        _chart(language),
        _table(language),
        _definition(language),
        _quotation(language),
        _project_list(language),
        _blank(language),
        _full_picture(language),
        _closing(language),
    )


def _opening_title(where: Frame, style: tuple[styles.Level, ...]) -> Placeholder:
    return Placeholder(0, "ctrTitle", "title", where, style, anchor="b")


def _subtitle(where: Frame, style: tuple[styles.Level, ...], prompt: str = "subtitle") -> Placeholder:
    return Placeholder(1, "subTitle", "subtitle", where, style, prompt)


def _body(where: Frame, style: tuple[styles.Level, ...], name: str = "body", prompt: str = "") -> Placeholder:
    return Placeholder(1, "body", name, where, style, prompt)


def _text(idx: int, name: str, where: Frame, style: tuple[styles.Level, ...]) -> Placeholder:
    return Placeholder(idx, "body", name, where, style)


def _picture(idx: int, name: str, where: Frame) -> Placeholder:
    return Placeholder(idx, "pic", name, where, styles.PICTURE, "picture")


def _object(name: str, where: Frame) -> Placeholder:
    return Placeholder(14, "", name, where, styles.OBJECT)


def ministry(language: Language, color: str = "tx1") -> TextBox:
    """The ministry's name at the foot of the rail; the master has it in the text's colour, dark layouts in white."""
    lines = (Line(MINISTRY_NAME.of(language)),)
    return TextBox("ministry", MINISTRY[language], replace(styles.MINISTRY, color=color), lines, anchor="b")


def _title(language: Language) -> Layout:
    title = _opening_title(frame(2500, 756, 9044, 1512), styles.OPENING_TITLE_ON_DARK)
    subtitle = _subtitle(frame(2500, 2412, 6266, 900), styles.SUBTITLE_ON_DARK)
    fixed = (ministry(language, "bg1"), *advice("title", language, "language"))
    return Layout("title", (sun(LIGHT_MOLTE), *mountains(), title, subtitle, _SYMBOL, *fixed), "title", "dark")


def _title_picture(language: Language) -> Layout:
    title = _opening_title(frame(2500, 3888, 9044, 1332), styles.OPENING_TITLE)
    subtitle = _subtitle(frame(2500, 5328, 9044, 828), styles.SUBTITLE)
    tips = advice("title_picture", language, "language", "picture_size", "picture_format")
    return Layout("title_picture", (title, subtitle, _picture(21, "picture", BANNER), _SYMBOL, *tips))


def _section(language: Language) -> Layout:
    title = replace(_TITLE, frame=frame(2500, 2700, 5340, 2592), levels=styles.OPENING_TITLE_ON_DARK)
    number = _text(17, "section_number", frame(2500, 1836, 1636, 800), styles.SECTION_NUMBER)
    rail = (
        _SYMBOL,
        replace(_NUMBER, levels=styles.NUMBER_ON_DARK),
        replace(_DATE, levels=styles.SMALL_ON_DARK),
        replace(_FOOTER, levels=styles.SMALL_ON_DARK),
        ministry(language, "bg1"),
    )
    return Layout("section", (*FACETS, title, number, *rail, *advice("section", language, "symbol")), "secHead", "dark")


def _bullets(language: Language) -> Layout:
    tips = advice("bullets", language, "footer", "spelling", "symbol")
    return Layout("bullets", (_TITLE, _body(BODY, ()), *_RAIL, *tips), "tx")


def _bullets_note(language: Language) -> Layout:
    body = _body(frame(2212, 1836, 6554, 4320), ())
    note = Placeholder(
        16, "body", "note", frame(9198, 1836, 2994, 540), styles.SIDE_NOTE, anchor="ctr", insets=(216_000, 0, 0, 0), fill=NOTE
    )
    tips = advice("bullets_note", language, "footer", "spelling", "symbol")
    return Layout("bullets_note", (_TITLE, body, note, *_RAIL, *tips))


def _beside_pictures(key: str, language: Language, *pictures: Placeholder) -> Layout:
    title = replace(_TITLE, frame=TITLE_BESIDE_PICTURE)
    body = _body(frame(2212, 1836, 5520, 4320), styles.BESIDE_PICTURE)
    tips = advice(key, language, "picture_format")
    return Layout(key, (title, body, *pictures, *_RAIL_BESIDE_PICTURE, *tips))


def _bullets_portrait(language: Language) -> Layout:
    return _beside_pictures("bullets_portrait", language, _picture(21, "picture", frame(8056, 0, 4136, 6858)))


def _bullets_four(language: Language) -> Layout:
    corners = ((8056, 0), (10160, 0), (8056, 3465), (10160, 3465))
    pictures = (_picture(20 + n, f"picture {n}", frame(x, y, 2032, 3393)) for n, (x, y) in enumerate(corners, 1))
    return _beside_pictures("bullets_four", language, *pictures)


def _landscape(language: Language) -> Layout:
    body = _body(frame(2212, 1800, 4630, 4356), styles.BESIDE_PICTURE)
    picture = _picture(21, "picture", frame(7130, 1836, 5062, 3796.5))
    tips = advice("landscape", language, "picture_size", "picture_format")
    return Layout("landscape", (_TITLE, body, picture, *_RAIL_BESIDE_PICTURE, *tips))


def _with_object(key: str, language: Language, where: Frame, *tips: str) -> Layout:
    heading = _text(13, "heading", HEADING, styles.HEADING)
    source = replace(_text(15, "source", SOURCE, styles.SOURCE), anchor="b")
    return Layout(key, (_TITLE, heading, _object(key, where), source, *_RAIL, *advice(key, language, *tips)))


def _chart(language: Language) -> Layout:
    return _with_object("chart", language, frame(2500, 2052, 9044, 3744), "colors")


def _table(language: Language) -> Layout:
    return _with_object("table", language, frame(2500, 2196, 9044, 3600), "table")


def _definition(language: Language) -> Layout:
    body = _body(frame(2500, 1836, 8118, 4320), styles.DEFINITION, prompt="definition")
    tips = advice("definition", language, "levels", "spelling")
    return Layout("definition", (_TITLE, body, *_RAIL, *tips), ground="mist")


def _quotation(language: Language) -> Layout:
    title = replace(_TITLE, frame=frame(2500, 576, 8118, 360), levels=styles.QUOTATION_TITLE)
    body = _body(frame(2500, 1476, 8118, 4680), styles.QUOTATION, "quotation", "quotation")
    mark = TextBox(
        "quotation_mark",
        grid.QUOTATION_MARK[language],
        styles.QUOTATION_MARK,
        (Line(QUOTATION_MARK.of(language)),),
        decorative=True,
    )
    tips = advice("quotation", language, "levels", "spelling")
    return Layout("quotation", (mark, title, body, *_RAIL, *tips), ground="mist")


def _project_list(language: Language) -> Layout:
    # The title holds one line here, since the list begins above the foot of the usual title.
    title = replace(_TITLE, frame=frame(2500, 432, 9044, 756))
    body = _body(frame(2500, 1296, 9044, 4896), styles.PROJECTS, "projects", "projects")
    tips = advice("project_list", language, "projects", "footer", "spelling")
    return Layout("project_list", (title, body, *_RAIL, *tips))


def _blank(language: Language) -> Layout:
    return Layout("blank", (_TITLE, *_RAIL, *advice("blank", language, "footer", "spelling", "symbol")), "titleOnly")


def _full_picture(language: Language) -> Layout:
    title = replace(_TITLE, frame=frame(648, 1836, 1600, 3000), levels=styles.RAIL_TITLE, prompt="rail_title")
    picture = _picture(21, "picture", frame(2500, 0, 9692, 6858))
    tips = advice("full_picture", language, "picture_size", "picture_format")
    return Layout("full_picture", (title, picture, _SYMBOL, _NUMBER, *tips))


def _closing(language: Language) -> Layout:
    title = _opening_title(frame(2500, 3888, 9044, 1332), styles.OPENING_TITLE)
    address = _subtitle(frame(2500, 5328, 9044, 828), styles.ADDRESS, "address")
    built_in = BuiltInPicture("harbour", BANNER, "rId2")
    replacement = _picture(21, "picture", BANNER)
    tips = advice("closing", language, "built_in_picture")
    return Layout("closing", (built_in, title, address, replacement, *_RAIL, *tips), picture=True)
