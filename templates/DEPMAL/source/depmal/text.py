"""How text looks, level by level → list styles; what it says → paragraphs, each run in its language."""

from dataclasses import dataclass
from typing import Literal

from deckgen.powerpoint.xml import Xml, attribute, escape, joined
from depmal.colors import color_choice, solid_fill
from depmal.grid import Language

TAGS: dict[Language, str] = {"nb": "nb-NO", "en": "en-GB"}
BULLET_FONT = "Arial"  # has both the bullet and the dash at the same weight everywhere


@dataclass(frozen=True, slots=True)
class Level:
    """What a level sets; None inherits. Sizes and ``before`` in points, ``line`` in per cent, lengths in EMU.

    ``indent`` is the first line against ``left``, so a bullet hangs by a negative one. ``bullet`` "" is no bullet.
    """

    size: float | None = None
    font: Literal["major", "minor"] | None = None
    color: str | None = None
    bold: bool | None = None
    left: int | None = None
    indent: int | None = None
    line: float | None = None
    before: float | None = None
    bullet: str | None = None
    tab: int | None = None
    align: Literal["l", "r"] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a shape's own text. ``level`` counts from 0."""

    text: str
    level: int = 0
    bold: bool = False
    before: float = 0
    color: str = ""


def list_style(levels: tuple[Level, ...], name: str = "a:lstStyle", first: Xml | None = None) -> Xml:
    """A list style of any name; ``first`` stands before its levels."""
    body = (first or "") + joined(_level_properties(number, level) for number, level in enumerate(levels, 1))
    return Xml(f"<{name}>{body}</{name}>" if body else f"<{name}/>")


def _level_properties(number: int, level: Level) -> Xml:
    attributes = [
        (name, value)
        for name, value in (("marL", level.left), ("indent", level.indent), ("algn", level.align))
        if value is not None
    ]
    written = "".join(f' {name}="{value}"' for name, value in attributes)
    children = [
        _spacing("a:lnSpc", "a:spcPct", level.line, 1000),
        _spacing("a:spcBef", "a:spcPts", level.before, 100),
        _bullet(level.bullet),
        Xml("" if level.tab is None else f'<a:tabLst><a:tab pos="{level.tab}" algn="l"/></a:tabLst>'),
        _run_defaults(level),
    ]
    return Xml(f"<a:lvl{number}pPr{written}>{joined(children)}</a:lvl{number}pPr>")


def _spacing(name: str, unit: str, value: float | None, scale: int) -> Xml:
    return Xml("" if value is None else f'<{name}><{unit} val="{round(value * scale)}"/></{name}>')


def _bullet(character: str | None) -> Xml:
    if character is None:
        return Xml("")
    if not character:
        return Xml("<a:buNone/>")
    return Xml(
        f'<a:buClr>{color_choice("accent2")}</a:buClr><a:buSzPct val="100000"/>'
        f'<a:buFont typeface="{BULLET_FONT}"/><a:buChar char="{attribute(character)}"/>'
    )


def _run_defaults(level: Level) -> Xml:
    size = "" if level.size is None else f' sz="{round(level.size * 100)}"'
    bold = "" if level.bold is None else f' b="{int(level.bold)}"'
    fill = "" if level.color is None else solid_fill(level.color)
    font = "" if level.font is None else _face(level.font)
    return Xml(f"<a:defRPr{size}{bold}>{fill}{font}</a:defRPr>" if size or bold or fill or font else "")


def _face(font: Literal["major", "minor"]) -> Xml:
    prefix = {"major": "+mj", "minor": "+mn"}[font]
    return Xml(f'<a:latin typeface="{prefix}-lt"/><a:ea typeface="{prefix}-ea"/><a:cs typeface="{prefix}-cs"/>')


def paragraphs(lines: tuple[Line, ...], language: Language) -> Xml:
    """The paragraphs; a shape that says nothing still has one, in its language."""
    if not lines:
        return Xml(f'<a:p><a:endParaRPr lang="{TAGS[language]}"/></a:p>')
    return joined(_paragraph(line, language) for line in lines)


def _paragraph(line: Line, language: Language) -> Xml:
    level = f' lvl="{line.level}"' if line.level else ""
    before = _spacing("a:spcBef", "a:spcPts", line.before or None, 100)
    properties = f"<a:pPr{level}>{before}</a:pPr>" if level or before else ""
    bold = ' b="1"' if line.bold else ""
    fill = solid_fill(line.color) if line.color else ""
    run_properties = (
        f'<a:rPr lang="{TAGS[language]}"{bold}>{fill}</a:rPr>' if fill else f'<a:rPr lang="{TAGS[language]}"{bold}/>'
    )
    return Xml(f"<a:p>{properties}<a:r>{run_properties}<a:t>{escape(line.text)}</a:t></a:r></a:p>")


def field(kind: str, identity: str, shown: str, language: Language) -> Xml:
    """A paragraph of one field that PowerPoint keeps up to date: "slidenum", "datetimeFigureOut"."""
    return Xml(
        f'<a:p><a:fld id="{{{identity}}}" type="{kind}"><a:rPr lang="{TAGS[language]}"/><a:t>{escape(shown)}</a:t></a:fld>'
        f'<a:endParaRPr lang="{TAGS[language]}"/></a:p>'
    )
