"""A slide's notes → the notes slide (p:notes) and what it refers to."""

from deckgen.model import Language, Text
from deckgen.powerpoint.write.relationships import Relationships
from deckgen.powerpoint.write.slide import MAIN, TREE
from deckgen.powerpoint.write.text import Host, text_body
from deckgen.powerpoint.xml import DECLARATION, Xml

_OPEN = Xml(
    f"{DECLARATION}<p:notes {MAIN}><p:cSld><p:spTree>{TREE}"
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image Placeholder 1"/>'
    '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes Placeholder 2"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>'
)
_CLOSE = Xml("</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>")


def notes_part(notes: Text, language: Language, number: int, master: Xml) -> tuple[Xml, Relationships]:
    """The part for slide ``number``. ``master`` is the notes master, from the folder of the notes slides."""
    relationships = Relationships()
    relationships.add("notesMaster", master)
    relationships.add("slide", Xml(f"../slides/slide{number}.xml"))
    body = text_body(notes, Host(language, relationships.link))
    return Xml(f"{_OPEN}{body}{_CLOSE}"), relationships
