"""The palette: the theme's twelve slots, and the colours beyond them that master and layouts use.

A colour is a slot as a shape names it ("tx2", "accent3") or six hexadecimal digits.
"""

from deckgen.powerpoint.xml import Xml, attribute

SLOTS = {
    "dk1": "12242D",  # blekk: text
    "lt1": "FFFFFF",  # hvit: ground
    "dk2": "0B3A49",  # fjord: titles, dark ground
    "lt2": "EDF3F2",  # tåke: quiet ground
    "accent1": "0B3A49",  # fjord
    "accent2": "20716F",  # gran
    "accent3": "D96C10",  # molte: the one accent
    "accent4": "7D6CA8",  # røsslyng
    "accent5": "673A29",  # bark
    "accent6": "3F4C9B",  # blåbær
    "hlink": "0F5E8C",
    "folHlink": "6B4A8A",
}

GREY = "52666E"  # small text
PALE = "C9DAD9"  # small text on fjord
LIGHT_MOLTE = "F2B35C"  # the accent on fjord
NOTE = "DCE8E6"  # the ground of a side note
AXIS = "6F858C"  # the axis of a chart
HAIRLINE = "C3D1D0"  # decoration only, never a bearer of meaning

NAMED = {
    "grå": GREY,
    "blek": PALE,
    "lys molte": LIGHT_MOLTE,
    "merknad": NOTE,
    "akse": AXIS,
    "hårlinje": HAIRLINE,
}

# The planes of the mountains, back to front.
MOUNTAIN_LIGHT, MOUNTAIN_DARK, MOUNTAIN_NEAR = "13505F", "0F4756", "0A3340"
FACET_LIGHT, FACET_DARK = "114B5A", "0E4352"


def solid_fill(color: str) -> Xml:
    return Xml(f"<a:solidFill>{color_choice(color)}</a:solidFill>")


def color_choice(color: str) -> Xml:
    kind = "srgbClr" if len(color) == 6 and set(color) <= set("0123456789ABCDEF") else "schemeClr"
    return Xml(f'<a:{kind} val="{attribute(color)}"/>')
