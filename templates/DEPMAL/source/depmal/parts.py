"""Masters and layouts → the XML of their parts."""

from collections.abc import Sequence

from deckgen.powerpoint.xml import DECLARATION, Xml, attribute, joined
from depmal import styles
from depmal.colors import color_choice, solid_fill
from depmal.grid import (
    AXIS,
    BODY,
    BODY_BOTTOM,
    BODY_TOP,
    DATE,
    FOOTER,
    MARGIN,
    NUMBER,
    POINT,
    RIGHT,
    TITLE,
    TITLE_TOP,
    Language,
)
from depmal.layouts import Ground, Layout, ministry
from depmal.shapes import Placeholder, Shape, shape_tree
from depmal.text import list_style
from depmal.wording import LAYOUTS, MASTERS

NAMESPACES = Xml(
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
COLOR_MAP = Xml(
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"'
    ' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_GROUNDS: dict[Ground, str] = {"white": "", "mist": "bg2", "dark": "tx2"}  # white is the master's


def master_xml(language: Language, layout_ids: Sequence[int]) -> Xml:
    """A slide master. Its layouts are related as rId1 onwards."""
    shapes: tuple[Shape, ...] = (
        Placeholder(0, "title", "title", TITLE, inherits=False),
        Placeholder(1, "body", "body", BODY, inherits=False),
        Placeholder(12, "sldNum", "number", NUMBER[language], styles.NUMBER, anchor="b", inherits=False),
        Placeholder(10, "dt", "date", DATE, styles.SMALL, anchor="b", inherits=False),
        Placeholder(11, "ftr", "footer", FOOTER, styles.SMALL, anchor="b", inherits=False),
        ministry(language),
    )
    ids = joined(Xml(f'<p:sldLayoutId id="{identity}" r:id="rId{n}"/>') for n, identity in enumerate(layout_ids, 1))
    return Xml(
        f'{DECLARATION}<p:sldMaster {NAMESPACES} preserve="1">{_slide(MASTERS.of(language), "bg1", shapes, language)}'
        f"{COLOR_MAP}<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:txStyles>{list_style(styles.TITLE, 'p:titleStyle')}"
        f"{list_style(styles.BODY, 'p:bodyStyle')}{list_style(styles.OTHER, 'p:otherStyle')}</p:txStyles>"
        f"{_guides()}</p:sldMaster>"
    )


def layout_xml(layout: Layout, language: Language) -> Xml:
    kind = f' type="{layout.type}"' if layout.type else ""
    # A dark layout has the ministry's name in white itself, and so leaves out the master's.
    master_shapes = ' showMasterSp="0"' if layout.ground == "dark" else ""
    name = LAYOUTS[layout.key].of(language)
    return Xml(
        f'{DECLARATION}<p:sldLayout {NAMESPACES}{master_shapes}{kind} preserve="1" userDrawn="1">'
        f"{_slide(name, _GROUNDS[layout.ground], layout.shapes, language)}"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _slide(name: str, ground: str, shapes: Sequence[Shape], language: Language) -> Xml:
    """``ground`` is a theme colour, or "" for the master's."""
    fill = f"<p:bg><p:bgPr>{solid_fill(ground)}<a:effectLst/></p:bgPr></p:bg>" if ground else ""
    return Xml(f'<p:cSld name="{attribute(name)}">{fill}{shape_tree(shapes, language)}</p:cSld>')


def _guides() -> Xml:
    """The axis, the margins and the lines of title and body, to be shown by Alt+F9. Positions are in eighths of a point."""
    across = [("", x) for x in (MARGIN, AXIS, RIGHT)]
    down = [(' orient="horz"', y) for y in (TITLE_TOP, BODY_TOP, BODY_BOTTOM)]
    guides = "".join(
        f'<p15:guide id="{number}"{orientation} pos="{round(at * 8 / POINT)}" userDrawn="1">'
        f"<p15:clr>{color_choice('accent3')}</p15:clr></p15:guide>"
        for number, (orientation, at) in enumerate(across + down, 1)
    )
    return Xml(
        '<p:extLst><p:ext uri="{27BBF7A9-308A-43DC-89C8-2F10F3537804}">'
        '<p15:sldGuideLst xmlns:p15="http://schemas.microsoft.com/office/powerpoint/2012/main">'
        f"{guides}</p15:sldGuideLst></p:ext></p:extLst>"
    )
