"""Which of a theme's two text colours can be read on a fill (WCAG 2.1, "contrast ratio" and "relative luminance")."""

from functools import cache

from deckgen.powerpoint.view import Theme


@cache
def luminance(color: str) -> float:
    """Relative luminance of six hexadecimal digits, 0 (black) to 1 (white)."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(fill: str, theme: Theme) -> str:
    """ "bg1" or "tx1", whichever stands out more against the theme's colour ``fill``."""
    ground = theme.color(fill)
    light, dark = contrast(theme.color("lt1"), ground), contrast(theme.color("dk1"), ground)
    return "bg1" if light >= dark else "tx1"
