"""The table style "DEPMAL", the template's default: rules between rows, no fills, no vertical lines."""

from deckgen.powerpoint.xml import DECLARATION, Xml, attribute
from depmal.colors import GREY, HAIRLINE, color_choice, solid_fill

IDENTITY = "{6B1E6C0F-5C1D-4B77-9B0B-DE9A1A7AB1E5}"
NAME = "DEPMAL"
_THIN, _STRONG = 9_525, 19_050  # 0.75 and 1.5 pt
_SIDES = ("left", "right", "top", "bottom", "insideH", "insideV")


def table_styles_xml() -> Xml:
    rows = _part("wholeTbl", "tx1", False, {"insideH": (_THIN, HAIRLINE)}, whole=True)
    total = _part("lastRow", "tx1", True, {"top": (_STRONG, "tx2")})
    header = _part("firstRow", GREY, True, {"bottom": (_STRONG, "tx2")})
    return Xml(
        f'{DECLARATION}<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{IDENTITY}">'
        f'<a:tblStyle styleId="{IDENTITY}" styleName="{attribute(NAME)}">{rows}{total}{header}</a:tblStyle></a:tblStyleLst>'
    )


def _part(name: str, color: str, bold: bool, lines: dict[str, tuple[int, str]], *, whole: bool = False) -> Xml:
    """One part of a table: its text and the lines that it has. Where ``whole``, the sides without a line say so."""
    sides = "".join(_side(side, lines.get(side)) for side in _SIDES if whole or side in lines)
    weight = ' b="on"' if bold else ""
    return Xml(
        f'<a:{name}><a:tcTxStyle{weight}><a:fontRef idx="minor"/>{color_choice(color)}</a:tcTxStyle>'
        f"<a:tcStyle><a:tcBdr>{sides}</a:tcBdr><a:fill><a:noFill/></a:fill></a:tcStyle></a:{name}>"
    )


def _side(side: str, line: tuple[int, str] | None) -> Xml:
    if line is None:
        return Xml(f"<a:{side}><a:ln><a:noFill/></a:ln></a:{side}>")
    width, color = line
    return Xml(f'<a:{side}><a:ln w="{width}" cmpd="sng">{solid_fill(color)}</a:ln></a:{side}>')
