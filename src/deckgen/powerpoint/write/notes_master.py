"""The sizes of slide and page → a notes master (p:notesMaster): the slide above, the notes below. For templates without one."""

from deckgen.model import Frame
from deckgen.powerpoint.write.shape import RECTANGLE, transform
from deckgen.powerpoint.write.slide import MAIN, TREE
from deckgen.powerpoint.xml import DECLARATION, Xml, joined

_MARGIN = 0.1  # of the page's width
_SIZE = 1200  # hundredths of a point
_INDENT = 457_200  # EMU a level
_COLORS = Xml(
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def notes_master_part(slide: tuple[int, int], page: tuple[int, int]) -> Xml:
    """``slide`` and ``page`` are width and height in EMU."""
    width, height = page
    left = round(width * _MARGIN)
    wide = width - 2 * left
    high = min(round(wide * slide[1] / slide[0]), round(height * 0.4))
    shown = round(high * slide[0] / slide[1])
    picture = Frame((width - shown) // 2, round(height * 0.08), shown, high)
    body = Frame(left, picture.y + high + left // 2, wide, round(height * 0.94) - picture.y - high - left // 2)
    return Xml(
        f'{DECLARATION}<p:notesMaster {MAIN}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
        f"<p:spTree>{TREE}{_picture(picture)}{_body(body)}</p:spTree></p:cSld>{_COLORS}{_style()}</p:notesMaster>"
    )


def _picture(frame: Frame) -> Xml:
    return Xml(
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image Placeholder 1"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>{transform(frame)}{RECTANGLE}<a:noFill/>'
        '<a:ln w="12700"><a:solidFill><a:schemeClr val="tx1"/>'
        "</a:solidFill></a:ln></p:spPr></p:sp>"
    )


def _body(frame: Frame) -> Xml:
    return Xml(
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes Placeholder 2"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr>{transform(frame)}{RECTANGLE}</p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="nb-NO"/></a:p></p:txBody></p:sp>'
    )


def _style() -> Xml:
    levels = joined(
        Xml(
            f'<a:lvl{n}pPr marL="{_INDENT * (n - 1)}" algn="l" rtl="0" eaLnBrk="1" hangingPunct="1">'
            f'<a:defRPr sz="{_SIZE}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
            '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
            f'<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
        )
        for n in range(1, 10)
    )
    return Xml(f"<p:notesStyle>{levels}</p:notesStyle>")
