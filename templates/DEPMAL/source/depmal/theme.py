"""The palette and the faces → a theme: colours, fonts, plain fills and lines without effects."""

from deckgen.powerpoint.xml import DECLARATION, Xml, attribute, joined
from depmal.colors import NAMED, SLOTS, color_choice, solid_fill
from depmal.text import Level, list_style

MAJOR, MINOR = "Cambria", "Calibri"
_LINES = (9_525, 12_700, 19_050)  # 0.75, 1 and 1.5 pt


def theme_xml(name: str) -> Xml:
    colors = joined(Xml(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>') for slot, value in SLOTS.items())
    named = joined(Xml(f'<a:custClr name="{attribute(key)}">{color_choice(value)}</a:custClr>') for key, value in NAMED.items())
    return Xml(
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{attribute(name)}">'
        f'<a:themeElements><a:clrScheme name="DEPMAL">{colors}</a:clrScheme>{_fonts()}{_formats()}</a:themeElements>'
        f"{_defaults()}<a:extraClrSchemeLst/><a:custClrLst>{named}</a:custClrLst></a:theme>"
    )


def _fonts() -> Xml:
    major, minor = (f'<a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/>' for face in (MAJOR, MINOR))
    return Xml(
        f'<a:fontScheme name="DEPMAL"><a:majorFont>{major}</a:majorFont><a:minorFont>{minor}</a:minorFont></a:fontScheme>'
    )


def _formats() -> Xml:
    """Three steps of each, as the format demands; flat, since the look has no shadows or gradients."""
    fills = solid_fill("phClr") * 3
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{solid_fill("phClr")}<a:prstDash val="solid"/></a:ln>'
        for width in _LINES
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return Xml(
        f'<a:fmtScheme name="DEPMAL"><a:fillStyleLst>{fills}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fills}</a:bgFillStyleLst></a:fmtScheme>"
    )


def _defaults() -> Xml:
    """What one draws oneself is flat too: a shape is filled without outline, a line is fjord, a text box has no insets."""
    box = (
        '<a:bodyPr wrap="square" lIns="{0}" tIns="{0}" rIns="{0}" bIns="{0}" rtlCol="0" anchor="{1}"><a:noAutofit/></a:bodyPr>'
    )
    shape = Level(size=18, color="bg1", align="l")
    text = Level(size=18, color="tx1", align="l")
    return Xml(
        f"<a:objectDefaults><a:spDef><a:spPr>{solid_fill('accent1')}<a:ln><a:noFill/></a:ln></a:spPr>"
        f"{box.format(108_000, 'ctr')}{list_style((shape,))}</a:spDef>"
        f'<a:lnDef><a:spPr><a:ln w="19050">{solid_fill("tx2")}</a:ln></a:spPr><a:bodyPr/><a:lstStyle/></a:lnDef>'
        f"<a:txDef><a:spPr><a:noFill/></a:spPr>{box.format(0, 't').replace('<a:noAutofit/>', '<a:spAutoFit/>')}"
        f"{list_style((text,))}</a:txDef></a:objectDefaults>"
    )
