"""How words and lines of a chart look: text properties (c:txPr), titles, lines (a:ln), shape properties (c:spPr)."""

from functools import lru_cache

from deckgen.model import Shade
from deckgen.powerpoint.write.text import solid_fill
from deckgen.powerpoint.xml import Xml, escape

EMU = 12_700  # a point
LEVEL_BODY = Xml('<a:bodyPr rot="0" vert="horz"/>')  # PowerPoint is not to slant what fit has found room for
# Level, for names that are longer than from one point to the next: at 0 LibreOffice breaks them letter by letter.
LONG_BODY = Xml('<a:bodyPr rot="1" vert="horz"/>')
LABEL_BODY = Xml('<a:bodyPr rot="0" vert="horz" wrap="none" lIns="38100" tIns="19050" rIns="38100" bIns="19050" anchor="ctr"/>')
NO_SHAPE = Xml("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
UPRIGHT_BODY = Xml('<a:bodyPr rot="-5400000" vert="horz"/>')  # reads upwards


@lru_cache(256)
def text_properties(tag: str, size: float, color: str = "tx1", bold: bool = False, body: Xml = LEVEL_BODY) -> Xml:
    """A c:txPr. ``tag`` is the language as files name it, ``size`` points, ``color`` a theme colour."""
    return Xml(
        f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>{_default_run(tag, size, color, bold)}</a:pPr>"
        f'<a:endParaRPr lang="{tag}"/></a:p></c:txPr>'
    )


def title(text: str, tag: str, size: float, *, upright: bool) -> Xml:
    """An axis' c:title, or nothing."""
    if not text:
        return Xml("")
    body = UPRIGHT_BODY if upright else LEVEL_BODY
    run = f'<a:rPr lang="{tag}" {_size(size)} b="0"/>'
    return Xml(
        f"<c:title><c:tx><c:rich>{body}<a:lstStyle/><a:p><a:pPr>{_default_run(tag, size, 'tx1', False)}</a:pPr>"
        f'<a:r>{run}<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def line(points: float, fill: Xml, cap: str = "flat") -> Xml:
    """An a:ln in a fill of one colour."""
    return Xml(f'<a:ln w="{round(points * EMU)}" cap="{cap}">{fill}<a:round/></a:ln>')


@lru_cache(64)
def shaded_line(points: float, shade: Shade) -> Xml:
    """A c:spPr with a line of the shade."""
    thousandths = (("satMod", shade.sat_mod, 100), ("lumMod", shade.lum_mod, 100), ("lumOff", shade.lum_off, 0))
    changes = "".join([f'<a:{name} val="{value * 1000}"/>' for name, value, usual in thousandths if value != usual])
    fill = Xml(f'<a:solidFill><a:schemeClr val="{shade.color}">{changes}</a:schemeClr></a:solidFill>')
    return Xml(f"<c:spPr><a:noFill/>{line(points, fill)}</c:spPr>")


@lru_cache(64)
def outlined(fill: str) -> Xml:
    """The c:spPr of a segment, bar or slice: white stands between it and the next."""
    return Xml(f"<c:spPr>{solid_fill(fill)}{line(1.5, solid_fill('bg1'))}</c:spPr>")


@lru_cache(64)
def filled(fill: str) -> Xml:
    """A c:spPr of one colour, without an outline."""
    return Xml(f"<c:spPr>{solid_fill(fill)}<a:ln><a:noFill/></a:ln></c:spPr>")


def _default_run(tag: str, size: float, color: str, bold: bool) -> Xml:
    return Xml(f'<a:defRPr lang="{tag}" {_size(size)} b="{bold:d}">{solid_fill(color)}</a:defRPr>')


def _size(size: float) -> Xml:
    return Xml(f'sz="{round(size * 100)}"')
