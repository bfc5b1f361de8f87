"""Bytes → a file that is there whole or as it was before, whatever happens meanwhile."""

import contextlib
import os
import sys
import tempfile
from glob import escape
from pathlib import Path

_PREFIX = ".deckgen-"
_SUFFIX = ".tmp"


def write_whole(data: bytes, path: Path) -> bool:
    """Put the bytes there in one step: beside the file, then renamed. False where it holds just these already.

    Where a file is written over, the new one is on the disk before it takes the old one's name: a computer that stops at any
    moment has one of them. Raises OSError.
    """
    there = path.exists()
    with contextlib.suppress(OSError):
        if there and path.read_bytes() == data:
            return False
    beside = None
    try:
        number, name = tempfile.mkstemp(_SUFFIX, f"{_PREFIX}{path.name}-{os.getpid()}-", path.parent)
        beside = Path(name)
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            if there:
                os.fsync(file.fileno())
        _keep_mode(path, beside)
        beside.replace(path)
    except BaseException:  # also Ctrl-C leaves nothing beside the file
        if beside:
            with contextlib.suppress(OSError):
                beside.unlink()
        raise
    return True


def sweep(folder: Path, name: str = "") -> None:
    """Remove what runs that were killed left in a folder, of the file of that name or of any; not what a run is writing now."""
    for stray in folder.glob(f"{_PREFIX}{escape(name)}*{_SUFFIX}"):
        process = stray.name.removesuffix(_SUFFIX).split("-")[-2:][0]
        if not (process.isdigit() and _runs(int(process))):
            with contextlib.suppress(OSError):
                stray.unlink()


def _runs(process: int) -> bool:
    """Whether a process is there. On Windows none need be asked: a file that is being written cannot be removed there."""
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return process != os.getpid()


def _keep_mode(path: Path, beside: Path) -> None:
    """Give the new file the rights of the old one, or those that a new file gets: mkstemp's are for its owner alone."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        else:
            mask = os.umask(0)
            os.umask(mask)
            beside.chmod(0o666 & ~mask)
