"""The notes master: the slide above, the speaker's notes below, on an upright A4-like page."""

from uuid import NAMESPACE_URL, uuid5

from deckgen.powerpoint.xml import DECLARATION, Xml, attribute, escape
from depmal import styles
from depmal.colors import solid_fill
from depmal.grid import Frame
from depmal.parts import COLOR_MAP, NAMESPACES
from depmal.text import field, list_style
from depmal.wording import NAMES

WIDTH, HEIGHT = 6_858_000, 9_144_000
_LANGUAGE = "nb"  # one notes master serves both slide masters

_HEADER = Frame(0, 0, 2_971_800, 458_788)
_DATE = Frame(3_884_613, 0, 2_971_800, 458_788)
_IMAGE = Frame(685_800, 1_143_000, 5_486_400, 3_086_100)
_NOTES = Frame(685_800, 4_400_550, 5_486_400, 3_600_450)
_FOOTER = Frame(0, 8_685_213, 2_971_800, 458_787)
_NUMBER = Frame(3_884_613, 8_685_213, 2_971_800, 458_787)
_LEVELS = ("Klikk for å redigere notater", "Andre nivå", "Tredje nivå", "Fjerde nivå", "Femte nivå")


def notes_master_xml() -> Xml:
    identity = str(uuid5(NAMESPACE_URL, "DEPMAL notes number")).upper()
    empty = Xml('<a:p><a:endParaRPr lang="nb-NO"/></a:p>')
    shapes = (
        _text(2, "header", ' type="hdr" sz="quarter"', _HEADER, "l", "t", empty),
        _text(3, "date", ' type="dt" idx="1"', _DATE, "r", "t", empty),
        _image(4),
        _text(5, "notes", ' type="body" sz="quarter" idx="3"', _NOTES, "", "t", _levels()),
        _text(6, "footer", ' type="ftr" sz="quarter" idx="4"', _FOOTER, "l", "b", empty),
        _text(
            7, "number", ' type="sldNum" sz="quarter" idx="5"', _NUMBER, "r", "b", field("slidenum", identity, "‹#›", _LANGUAGE)
        ),
    )
    return Xml(
        f'{DECLARATION}<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{''.join(shapes)}</p:spTree></p:cSld>{COLOR_MAP}{list_style(styles.NOTES, 'p:notesStyle')}</p:notesMaster>"
    )


def _levels() -> Xml:
    return Xml(
        "".join(
            f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr lang="nb-NO"/><a:t>{escape(words)}</a:t></a:r></a:p>'
            for level, words in enumerate(_LEVELS)
        )
    )


def _text(number: int, name: str, placeholder: str, where: Frame, align: str, anchor: str, text: Xml) -> Xml:
    style = (
        f'<a:lstStyle><a:lvl1pPr algn="{align}"><a:defRPr sz="1200"/></a:lvl1pPr></a:lstStyle>' if align else "<a:lstStyle/>"
    )
    return Xml(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{_name(name)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{placeholder}/></p:nvPr></p:nvSpPr><p:spPr>{_geometry(where)}</p:spPr>"
        f'<p:txBody><a:bodyPr vert="horz" lIns="91440" tIns="45720" rIns="91440" bIns="45720" rtlCol="0" anchor="{anchor}"/>'
        f"{style}{text}</p:txBody></p:sp>"
    )


def _image(number: int) -> Xml:
    return Xml(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{_name("slide_image")}"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_geometry(_IMAGE)}<a:noFill/><a:ln w="9525">{solid_fill("tx2")}</a:ln></p:spPr></p:sp>'
    )


def _geometry(where: Frame) -> Xml:
    return Xml(
        f'<a:xfrm><a:off x="{where.x}" y="{where.y}"/><a:ext cx="{where.width}" cy="{where.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _name(name: str) -> Xml:
    return attribute(NAMES[name].of(_LANGUAGE))
