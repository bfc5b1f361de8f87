"""Text → DrawingML: paragraphs (a:p) of runs (a:r), the level styles that a shape sets for itself (a:lstStyle)."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from deckgen.language import TAGS
from deckgen.model import Language, LevelFormat, Paragraph, Run, Text
from deckgen.powerpoint.write.identity import guid
from deckgen.powerpoint.xml import Xml, attribute, escape, joined

LEVELS = 9  # as many as the format has
_LEAST_INDENT, _MOST_INDENT = -51_206_400, 51_206_400  # EMU, the format's bounds
_MOST_NUMBERED = 32_767
_SCHEME = {*("bg1", "tx1", "bg2", "tx2", "dk1", "lt1", "dk2", "lt2", "hlink", "folHlink"), *(f"accent{n}" for n in range(1, 7))}
_HEX = re.compile("[0-9A-Fa-f]{6}")
_SLIDE_NUMBER = guid("slidenum")
_EMPTY = Xml("")
_BODY = Xml("<a:bodyPr/>")
_NESTED = (_EMPTY, *(Xml(f'<a:pPr lvl="{level}"/>') for level in range(1, LEVELS)))  # what most paragraphs say of themselves
_END: dict[Language, Xml] = {language: Xml(f'<a:endParaRPr lang="{tag}"/>') for language, tag in TAGS.items()}


class Host(NamedTuple):
    """The part in which text is written."""

    language: Language  # of what has no runs
    link: Callable[[str], str]  # an address → the id of the relationship that leads there


def text_body(text: Text, host: Host, properties: Xml = _BODY) -> Xml:
    """The inside of a p:txBody. ``properties`` is its a:bodyPr."""
    paragraphs = text.paragraphs or (Paragraph(()),)
    written = "".join([_paragraph(paragraph, text.levels, host) for paragraph in paragraphs])
    return Xml(f"{properties}{level_styles(text.levels)}{written}")


def _paragraph(paragraph: Paragraph, levels: tuple[LevelFormat, ...], host: Host) -> Xml:
    if paragraph.bullet or paragraph.gap or not 0 <= paragraph.level < LEVELS:
        level = levels[paragraph.level] if paragraph.level < len(levels) else LevelFormat()
        properties = paragraph_properties(paragraph, level)
    else:
        properties = _NESTED[paragraph.level]
    return paragraph_of(paragraph.runs, host, properties)


def paragraph_properties(paragraph: Paragraph, level: LevelFormat) -> Xml:
    """What a paragraph says beyond its level. A ``gap`` adds to the level's ``before``, which fit sets where there are gaps."""
    if not 0 <= paragraph.level < LEVELS:
        raise ValueError(f"a paragraph of level {paragraph.level}: the format has 0 to {LEVELS - 1}")
    nesting = f' lvl="{paragraph.level}"' if paragraph.level else ""
    spacing = _points("spcBef", (level.before or 0) + paragraph.gap) if paragraph.gap else _EMPTY
    if paragraph.bullet == "none":
        hang = "" if level.indent is not None and level.bullet == "none" else ' indent="0"'  # nothing hangs without a bullet
        return Xml(f"<a:pPr{nesting}{hang}>{spacing}<a:buNone/></a:pPr>")
    number = _number(paragraph.start) if paragraph.bullet == "number" else ""
    return Xml(f"<a:pPr{nesting}>{spacing}{number}</a:pPr>")


def _number(start: int) -> Xml:
    """1., 2., 3. in the text's own face. Each paragraph of a list says where the list begins. Raises ValueError."""
    if not 1 <= start <= _MOST_NUMBERED:
        raise ValueError(f"a list that begins at {start}: the format has 1 to {_MOST_NUMBERED}")
    begin = f' startAt="{start}"' if start > 1 else ""
    return Xml(f'<a:buFont typeface="+mn-lt"/><a:buAutoNum type="arabicPeriod"{begin}/>')


def paragraph_of(runs: tuple[Run, ...], host: Host, properties: Xml = _EMPTY, size: float = 0, bold: bool = False) -> Xml:
    """An a:p around runs; ``properties`` is its a:pPr.

    ``size`` (points) and ``bold`` are set on each run where given, as a table's cells need it. The end of the paragraph keeps
    the language and size for what is typed there next.
    """
    written = "".join([_run(run, host, size, bold) for run in runs])
    language = runs[-1].language if runs else host.language
    end = f'<a:endParaRPr lang="{TAGS[language]}"{_size(size)}/>' if size else _END[language]
    return Xml(f"<a:p>{properties}{written}{end}</a:p>")


def plain_paragraph(said: str, language: Language, *, field: bool) -> Xml:
    """An a:p of one run, or of the field that PowerPoint keeps at the slide's number."""
    properties = _run_properties(language, False, False, "", 0, "")
    inside = f"{properties}<a:t>{escape(said)}</a:t>"
    run = f'<a:fld id="{_SLIDE_NUMBER}" type="slidenum">{inside}</a:fld>' if field else f"<a:r>{inside}</a:r>"
    return Xml(f"<a:p>{run}{_END[language]}</a:p>")


def _run(run: Run, host: Host, size: float, bold: bool) -> Xml:
    link = host.link(run.link) if run.link else ""
    properties = _run_properties(run.language, bold or run.bold, run.italic, run.color, size, link)
    if run.auto:
        return Xml(f'<a:fld id="{_SLIDE_NUMBER}" type="slidenum">{properties}<a:t>{escape(run.text)}</a:t></a:fld>')
    if "\n" not in run.text:
        return Xml(f"<a:r>{properties}<a:t>{escape(run.text)}</a:t></a:r>")
    lines = [f"<a:r>{properties}<a:t>{escape(line)}</a:t></a:r>" if line else "" for line in run.text.split("\n")]
    return Xml(f"<a:br>{properties}</a:br>".join(lines))


@lru_cache(256)
def _run_properties(language: Language, bold: bool, italic: bool, color: str, size: float, link: str) -> Xml:
    """An a:rPr; what is not set is inherited. ``link`` is a relationship id."""
    attributes = f'lang="{TAGS[language]}"{_size(size) if size else ""}{_flag("b", bold)}{_flag("i", italic)}'
    click = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    fill = solid_fill(color) if color else ""
    return Xml(f"<a:rPr {attributes}>{fill}{click}</a:rPr>") if fill or click else Xml(f"<a:rPr {attributes}/>")


@lru_cache(256)
def level_styles(levels: tuple[LevelFormat, ...]) -> Xml:
    """An a:lstStyle with what fit has chosen, level by level."""
    if len(levels) > LEVELS:
        raise ValueError(f"{len(levels)} levels: the format has {LEVELS}")
    written = joined(_level(number, level) for number, level in enumerate(levels, 1) if level != LevelFormat())
    return Xml(f"<a:lstStyle>{written}</a:lstStyle>") if written else Xml("<a:lstStyle/>")


def _level(number: int, level: LevelFormat) -> Xml:
    """An a:lvlNpPr, its children in the schema's order."""
    attributes = _length("marL", level.left) + _length("indent", level.indent)
    line = "" if level.line is None else f'<a:lnSpc><a:spcPct val="{round(level.line * 1000)}"/></a:lnSpc>'
    before = "" if level.before is None else _points("spcBef", level.before)
    tab = "" if level.tab is None else f'<a:tabLst><a:tab pos="{level.tab:d}" algn="l"/></a:tabLst>'
    inside = f"{line}{before}{_bullet(level.bullet)}{tab}{_default_run(level)}"
    return Xml(f"<a:lvl{number}pPr{attributes}>{inside}</a:lvl{number}pPr>")


def _bullet(bullet: str | None) -> Xml:
    if bullet is None:
        return _EMPTY
    return Xml("<a:buNone/>") if bullet == "none" else Xml(f'<a:buFontTx/><a:buChar char="{attribute(bullet)}"/>')


def _default_run(level: LevelFormat) -> Xml:
    size = "" if level.size is None else _size(level.size)
    bold = "" if level.bold is None else f' b="{level.bold:d}"'
    color = "" if level.color is None else solid_fill(level.color)
    font = ""
    if level.font is not None:
        theme = "mj" if level.font == "major" else "mn"
        font = f'<a:latin typeface="+{theme}-lt"/><a:ea typeface="+{theme}-ea"/><a:cs typeface="+{theme}-cs"/>'
    return Xml(f"<a:defRPr{size}{bold}>{color}{font}</a:defRPr>") if size or bold or color or font else _EMPTY


def solid_fill(color: str) -> Xml:
    """A colour of the theme, or six hexadecimal digits. Raises ValueError for another."""
    if color in _SCHEME:
        return Xml(f'<a:solidFill><a:schemeClr val="{color}"/></a:solidFill>')
    if _HEX.fullmatch(color):
        return Xml(f'<a:solidFill><a:srgbClr val="{color.upper()}"/></a:solidFill>')
    raise ValueError(f'"{color}" is no colour: a theme colour ("tx2") or six hexadecimal digits')


def _points(name: str, points: float) -> Xml:
    """Space before or after; the format knows 0 to 1584 points."""
    return Xml(f'<a:{name}><a:spcPts val="{min(max(round(points * 100), 0), 158_400)}"/></a:{name}>')


def _size(size: float) -> Xml:
    hundredths = round(size * 100)
    if not 100 <= hundredths <= 400_000:
        raise ValueError(f"a text of {size} pt: the format has 1 to 4000")
    return Xml(f' sz="{hundredths}"')


def _flag(name: str, value: bool) -> Xml:
    return Xml(f' {name}="1"') if value else _EMPTY


def _length(name: str, value: int | None) -> Xml:
    if value is None:
        return _EMPTY
    if not _LEAST_INDENT <= value <= _MOST_INDENT:
        raise ValueError(f"{name} of {value} EMU lies beyond what the format has")
    return Xml(f' {name}="{value:d}"')
