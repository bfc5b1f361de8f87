"""Any .pptx or .potx → a View: masters, layouts, placeholders with what they inherit, theme, slides.

Parts are taken apart with lxml over the bounded package; python-pptx has no word for most of what is asked here (colours and
list styles through inheritance, languages, sections, creation ids) and takes 150 ms to import.
"""

from pathlib import Path

from deckgen.errors import Mark, fail
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.read.layouts import read_masters
from deckgen.powerpoint.read.nodes import P, attribute, child, integer
from deckgen.powerpoint.read.properties import read_custom, read_properties, read_table_style
from deckgen.powerpoint.view import View

__all__ = ["read_package", "read_presentation"]


def read_presentation(source: Path | bytes, file: str | None = None, slides: bool = True, masters: bool = True) -> View:
    """Read a presentation or template; without ``slides``, no more of it than masters, layouts and properties.

    Without ``masters``, what slides say is read and nothing of what they inherit. ``file`` is what problems call it. Raises
    DeckgenError where the file cannot be opened or is damaged, and nothing else.
    """
    return read_package(Package.open(source, file), slides, masters)


def read_package(package: Package, slides: bool = True, masters: bool = True) -> View:
    """The same of a package that is open already."""
    main = package.main
    root = package.xml(main)
    if not root.tag.startswith(P):
        fail("presentation-strict" if "purl.oclc.org" in root.tag else "package-not-powerpoint", Mark(package.file))
    size = child(root, P + "sldSz")
    properties, language = read_properties(package)
    view = View(
        width=integer(attribute(size, "cx"), 9_144_000),
        height=integer(attribute(size, "cy"), 6_858_000),
        masters=tuple(read_masters(package, main, root)) if masters else (),
        properties=properties,
        language=language,
        custom=read_custom(package),
        table_style=read_table_style(package, main),
    )
    if not slides:
        return view

    from dataclasses import replace

    from deckgen.powerpoint.read.slides import read_sections, read_slides

    return replace(view, slides=tuple(read_slides(package, main, root, view.layouts)), sections=tuple(read_sections(root)))
