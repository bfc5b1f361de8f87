"""What a file says of itself beside its slides: document properties and the default table style."""

from deckgen.model import Properties
from deckgen.powerpoint.element import Element
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.read.nodes import attribute, children, content, local_name


def read_properties(package: Package) -> tuple[Properties, str]:
    """The properties and the document's language; what is absent is ""."""
    core = {local_name(each): content(each).strip() for each in children(_root(package, "/", "core-properties"))}
    extended = {local_name(each): content(each).strip() for each in children(_root(package, "/", "extended-properties"))}
    properties = Properties(
        title=core.get("title", ""),
        author=core.get("creator", ""),
        subject=core.get("subject", ""),
        keywords=core.get("keywords", ""),
        company=extended.get("Company", ""),
    )
    return properties, core.get("language", "")


def read_custom(package: Package) -> tuple[tuple[str, str], ...]:
    """The custom document properties, sorted by name; whatever their type, as text."""
    root = _root(package, "/", "custom-properties")
    return tuple(
        sorted((attribute(each, "name"), "".join(content(value) for value in children(each))) for each in children(root))
    )


def read_table_style(package: Package, main: str) -> str:
    """The id of the style that a new table gets; "" where the file does not say."""
    return attribute(_root(package, main, "tableStyles"), "def")


def _root(package: Package, source: str, kind: str) -> Element | None:
    """The root of the first part of that kind which ``source`` refers to."""
    for each in package.relationships(source).values():
        if each.kind == kind and not each.external and each.target in package:
            return package.xml(each.target)
    return None
