"""The project's folder, and paths in it: a spec's path → a file inside the project, or a refusal.

A path is judged by its text before anything is touched: a path on a server, an absolute one or ``..`` that leads out never
reaches the file system. Then its links are followed, and what lies outside the project is refused too.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from deckgen.errors import Mark, fail

SETTINGS = "deckgen.yaml"
LONGEST = 240  # characters of a path in a spec; Windows stops at 260 in all

_CONTROL = re.compile(r"[\x01-\x1f]")
_SERVER_OR_DRIVE = re.compile(r"^(?:[\\/]{2}|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://|~)")
_DEVICE = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Project:
    """The folder that paths in a spec start from. ``settings`` is its ``deckgen.yaml``, where there is one."""

    root: Path
    settings: Path | None = None

    def shown(self, path: Path) -> str:
        """The path as messages give it: from the project's folder where it lies there, with forward slashes."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.as_posix()

    def path(self, text: str, mark: Mark) -> Path:
        """The file or folder that ``text`` names. It need not exist. Raises DeckgenError where it leads out of the project."""
        parts = re.split(r"[\\/]", text)
        if not text.strip() or "\0" in text:
            fail("path-empty", mark)
        if _CONTROL.search(text):
            fail("path-control", mark)
        if _SERVER_OR_DRIVE.match(text) or text[0] in "\\/" or _leads_out(parts):
            fail("path-outside", mark, path=text, root=self.root.as_posix())
        if len(text) > LONGEST:
            fail("path-too-long", mark, most=LONGEST)
        if any(_DEVICE.match(part) for part in parts):
            fail("path-device", mark, path=text)
        found = self.root.joinpath(*parts)
        if not found.resolve().is_relative_to(self.root.resolve()):
            fail("path-outside", mark, path=text, root=self.root.as_posix())
        return found


def find_project(spec: Path) -> Project:
    """The project of a spec: the nearest folder upward that holds ``deckgen.yaml``, else the spec's own."""
    folder = spec.resolve().parent
    for candidate in (folder, *folder.parents):
        settings = candidate / SETTINGS
        if settings.is_file():
            return Project(candidate, settings)
    return Project(folder)


def _leads_out(parts: list[str]) -> bool:
    depth = 0
    for part in parts:
        depth += {"": 0, ".": 0, "..": -1}.get(part, 1)
        if depth < 0:
            return True
    return False
