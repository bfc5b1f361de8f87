"""What every shape on a slide carries: ids, name, alternative text, placeholder, place. And text shapes (p:sp) whole."""

from typing import NamedTuple

from deckgen.model import Frame, Shape, Text
from deckgen.powerpoint.write.identity import guid
from deckgen.powerpoint.write.text import Host, text_body
from deckgen.powerpoint.xml import Xml, attribute

_ADEC = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE = Xml(
    f'<a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative xmlns:adec="{_ADEC}" val="1"/></a:ext>'
)
_LOOSE_BODY = Xml('<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"><a:noAutofit/></a:bodyPr>')
RECTANGLE = Xml('<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>')


class Identified(NamedTuple):
    """A shape with the number it has on its slide, and what its slide is called."""

    shape: Shape
    id: int
    slide: str

    def properties(self, described: bool = False) -> Xml:
        """The p:cNvPr. ``described``: the shape shows what has to be told in words, or is marked as decorative."""
        shape = self.shape
        creation = creation_id(self.slide, shape.identity)
        words = _DECORATIVE if described and not shape.alt else Xml("")
        description = f' descr="{attribute(shape.alt)}"' if shape.alt else ""
        return Xml(
            f'<p:cNvPr id="{self.id}" name="{attribute(shape.name)}"{description}>'
            f"<a:extLst>{creation}{words}</a:extLst></p:cNvPr>"
        )


def creation_id(*names: str) -> Xml:
    """By which PowerPoint knows a shape again after its name and number have changed. The slide declares ``a16``."""
    element = f'<a16:creationId id="{guid(*names)}"/>'
    return Xml(f'<a:ext uri="{{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}}">{element}</a:ext>')


def transform(frame: Frame, prefix: str = "a") -> Xml:
    """An a:xfrm, or a p:xfrm as graphic frames have it. Raises ValueError for a negative size."""
    if frame.width < 0 or frame.height < 0:
        raise ValueError(f"a shape of negative size: {frame}")
    size = f'<a:ext cx="{frame.width:d}" cy="{frame.height:d}"/>'
    return Xml(f'<{prefix}:xfrm><a:off x="{frame.x:d}" y="{frame.y:d}"/>{size}</{prefix}:xfrm>')


def text_shape(identified: Identified, text: Text, placeholder: Xml, host: Host) -> Xml:
    """A p:sp: the placeholder's, or a loose text box. Raises ValueError for one that stands nowhere."""
    frame = identified.shape.frame
    if placeholder:
        body = text_body(text, host)
        place = transform(frame) if frame else Xml("")
        nature = Xml('<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>')
    else:
        if frame is None:
            raise _homeless(identified.shape)
        body = text_body(text, host, _LOOSE_BODY)
        place = Xml(f"{transform(frame)}{RECTANGLE}<a:noFill/>")
        nature = Xml('<p:cNvSpPr txBox="1"/>')
    properties = f"<p:spPr>{place}</p:spPr>" if place else "<p:spPr/>"
    return Xml(
        f"<p:sp><p:nvSpPr>{identified.properties()}{nature}<p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>"
        f"{properties}<p:txBody>{body}</p:txBody></p:sp>"
    )


def graphic_frame(identified: Identified, placeholder: Xml, frame: Frame, uri: str, content: Xml) -> Xml:
    """A p:graphicFrame around a table or the reference to a chart."""
    return Xml(
        f"<p:graphicFrame><p:nvGraphicFramePr>{identified.properties(described=True)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f"<p:nvPr>{placeholder}</p:nvPr></p:nvGraphicFramePr>{transform(frame, 'p')}"
        f'<a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def frame_of(shape: Shape) -> Frame:
    """The frame of what must have one. Raises ValueError where it is missing."""
    if shape.frame is None:
        raise _homeless(shape)
    return shape.frame


def _homeless(shape: Shape) -> ValueError:
    return ValueError(f'the shape "{shape.identity}" has neither a placeholder that gives it a place nor a frame')
