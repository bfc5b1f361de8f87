"""Which of a theme's two text colours can be read on a fill (WCAG 2.1, "contrast ratio" and "relative luminance")."""

from deckgen.powerpoint.view import Theme, luminance


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_on(fill: str, theme: Theme) -> str:
    """ "bg1" or "tx1", whichever stands out more against the theme's colour ``fill``."""
    ground = theme.color(fill)
    light, dark = contrast(theme.color("lt1"), ground), contrast(theme.color("dk1"), ground)
    return "bg1" if light >= dark else "tx1"
