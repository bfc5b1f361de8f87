"""The names of a batch's files: safe on every system, and told apart on every system.

What Windows or SharePoint cannot hold is replaced or refused everywhere, so that a batch made on one machine can be copied to
another. Rules: "Naming Files, Paths, and Namespaces" and "Restrictions and limitations in OneDrive and SharePoint" (Microsoft).
"""

import re
import unicodedata
from collections.abc import Iterable

from deckgen.errors import Mark, Problems, fail

ENDING = ".pptx"
LONGEST = 120  # characters: with a folder of SharePoint's before it, a longer name cannot be opened on Windows

_IMPOSSIBLE = re.compile(r'[\x00-\x1f\x7f"*:<>?/\\|]+')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|desktop\.ini|\.lock)(?:\.|$)|.*_vti_", re.IGNORECASE)


def safe_name(text: str, mark: Mark) -> str:
    """The text as a file's name. Signs that no name can hold become a hyphen; a name that cannot be mended is refused."""
    name = unicodedata.normalize("NFC", text)
    if name.lower().endswith(ENDING):
        name = name[: -len(ENDING)]
    name = _IMPOSSIBLE.sub("-", name).strip(" .~$")
    name = re.sub(r"\s+", " ", name)
    if not name.strip("-"):
        fail("name-empty", mark, text=text)
    if _DEVICE.match(name):
        fail("name-reserved", mark, name=name)
    if len(name) + len(ENDING) > LONGEST:
        fail("name-too-long", mark, name=name, count=len(name) + len(ENDING), limit=LONGEST)
    return name + ENDING


def refuse_equal(names: Iterable[tuple[str, str]], mark: Mark) -> None:
    """Raise DeckgenError where two groups' files would be one on some system. ``names`` are keys and file names."""
    problems = Problems()
    seen: dict[str, tuple[str, str]] = {}
    for key, name in names:
        folded = _folded(name)
        if folded in seen:
            other_key, other = seen[folded]
            problems.error("names-equal", mark, first=other_key, second=key, name=name, other=other)
        seen.setdefault(folded, (key, name))
    problems.raise_errors()


def _folded(name: str) -> str:
    """The name as a file system sees it that minds neither case nor how an accent is written."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
