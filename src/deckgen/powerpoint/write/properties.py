"""A deck's properties → docProps/core.xml, app.xml and custom.xml. No time enters but the one that is given."""

from collections.abc import Mapping
from datetime import UTC, datetime

from deckgen.language import TAGS
from deckgen.model import Deck
from deckgen.powerpoint.xml import DECLARATION, Xml, attribute, escape, joined

DECK_PROPERTY = "deckgen.deck"  # the custom property that holds the deck's identity
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of custom properties


def core_properties(deck: Deck, modified: datetime | None) -> Xml:
    """Title, author, language. ``modified`` without a time zone is UTC."""
    properties = deck.properties
    stamp = Xml("")
    if modified is not None:
        utc = modified.astimezone(UTC) if modified.tzinfo else modified
        text = utc.strftime("%Y-%m-%dT%H:%M:%SZ")
        stamp = joined(
            Xml(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{text}</dcterms:{name}>') for name in ("created", "modified")
        )
    return Xml(
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{_element('dc:title', properties.title)}{_element('dc:subject', properties.subject)}"
        f"{_element('dc:creator', properties.author)}{_element('cp:keywords', properties.keywords)}"
        f"{_element('cp:lastModifiedBy', properties.author)}{stamp}{_element('dc:language', TAGS[deck.language])}"
        "</cp:coreProperties>"
    )


def app_properties(deck: Deck) -> Xml:
    notes = sum(slide.notes is not None for slide in deck.slides)
    return Xml(
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties"><Application>deckgen</Application>'
        f"<Slides>{len(deck.slides)}</Slides><Notes>{notes}</Notes>{_element('Company', deck.properties.company)}</Properties>"
    )


def custom_properties(deck: Deck, custom: Mapping[str, str]) -> Xml:
    """The deck's identity, then what else is given. Raises ValueError where two names differ only in capitals."""
    properties = [(DECK_PROPERTY, deck.identity), *custom.items()]
    if len({name.lower() for name, _ in properties}) < len(properties):
        raise ValueError(f"two custom properties have one name: {[name for name, _ in properties]}")
    written = [
        f'<property fmtid="{_FORMAT_ID}" pid="{pid}" name="{attribute(name)}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(properties, 2)
    ]
    return Xml(
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f"{''.join(written)}</Properties>"
    )


def _element(name: str, text: str) -> Xml:
    return Xml(f"<{name}>{escape(text)}</{name}>") if text else Xml("")
