"""The file a deck is written to: never half-written, and never written over what people changed by hand.

A deck carries a digest of what each of its slides says. What its slides say now is read back through the one view and
compared, so that a file that SharePoint repacked is not taken for changed, and no state beside the file is needed.
"""

import errno
import os
import sys
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NoReturn

from deckgen import atomic
from deckgen.errors import DeckgenError, fail
from deckgen.model import Deck
from deckgen.powerpoint.said import digest, said, said_by_slide

DIGESTS = "deckgen.slides"  # the custom property that holds them


def digests(deck: Deck) -> str:
    """What each slide says, as the deck's file is to carry it."""
    return " ".join(digest(said_by_slide(slide)) for slide in deck.slides)


def what_said(target: Path) -> str | None:
    """What each slide said when deckgen wrote the file; None where it does not tell."""
    from deckgen.powerpoint.read import read_presentation

    try:
        return dict(read_presentation(target, slides=False, masters=False).custom).get(DIGESTS)
    except DeckgenError:
        return None


def refuse_changed(target: Path, shown: str) -> None:
    """Raise DeckgenError where the target holds something that deckgen did not write just so."""
    from deckgen.powerpoint.read import read_presentation

    if not target.exists():
        return
    try:
        view = read_presentation(target, shown, masters=False)
    except DeckgenError:
        fail("target-not-ours", None, file=shown)
    written = dict(view.custom).get(DIGESTS)
    if written is None:
        fail("target-not-ours", None, file=shown)
    changed = _changed(written.split(), [digest(said(slide)) for slide in view.slides])
    if changed:
        fail("target-changed", None, file=shown, changes=changed)


def refuse_open(target: Path, shown: str) -> None:
    """Raise DeckgenError where PowerPoint or LibreOffice says by its lock file that it has the target open."""
    for lock in (f"~${target.name}", f"~${target.name[2:]}", f".~lock.{target.name}#"):
        if (target.parent / lock).exists():
            fail("target-open", None, file=shown)


def check_folder(target: Path, shown: str) -> None:
    """Raise DeckgenError where a file cannot be put there, before the work is begun."""
    try:
        if target.is_dir():
            fail("target-is-folder", None, file=shown)
        if target.suffix.lower() != ".pptx":
            fail("target-ending", None, file=shown)
        if not target.parent.is_dir():
            fail("target-folder-missing", None, file=shown, folder=str(target.parent))
    except OSError as error:  # a name that the system cannot hold
        _explain(error, shown)
    if not os.access(target.parent, os.W_OK):
        fail("target-not-writable", None, file=shown, why="you may not write there")


def write_whole(data: bytes, target: Path, shown: str) -> bool:
    """Put the bytes there in one step. False where the target holds just these already. Raises DeckgenError."""
    try:
        return atomic.write_whole(data, target)
    except OSError as error:
        _explain(error, shown)


def _explain(error: OSError, shown: str) -> NoReturn:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        fail("disk-full", None, file=shown)
    if error.errno == errno.EACCES and sys.platform == "win32":  # what Windows says of a file that a program holds open
        fail("target-open", None, file=shown)
    if error.errno == errno.ENAMETOOLONG:
        fail("target-not-writable", None, file=shown, why="the name is too long")
    fail("target-not-writable", None, file=shown, why=error.strerror or str(error))


def _changed(written: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Which slides differ, in words: "slide 3 was changed", "slide 5 was added", "2 slides were removed"."""
    changes: list[str] = []
    for tag, first, last, start, stop in SequenceMatcher(None, written, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        paired = min(last - first, stop - start)
        changes += [f"slide {number + 1} was changed" for number in range(start, start + paired)]
        changes += [f"slide {number + 1} was added" for number in range(start + paired, stop)]
        removed = last - first - paired
        if removed:
            changes.append("1 slide was removed" if removed == 1 else f"{removed} slides were removed")
    return tuple(changes)
