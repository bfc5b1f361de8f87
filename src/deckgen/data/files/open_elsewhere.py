"""A data file → who has it open, as the lock beside it says that Excel or LibreOffice keeps there meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MOST = 1000  # bytes of a lock that are looked at


@dataclass(frozen=True, slots=True)
class Lock:
    """``by`` is the name of who has the file open, "" where the lock does not give it."""

    name: str
    by: str


def lock_of(file: Path) -> Lock | None:
    """None where nobody seems to have the file open."""
    for name, holder in ((f"~${file.name}", _of_excel), (f".~lock.{file.name}#", _of_libreoffice)):
        try:
            with (file.parent / name).open("rb") as lock:
                return Lock(name, _plain(holder(lock.read(MOST))))
        except FileNotFoundError:
            continue
        except OSError:  # Windows does not give out a lock that is in use
            return Lock(name, "")
    return None


def _of_excel(data: bytes) -> str:
    """Excel writes the name twice: in the code page with its length before it, and in UTF-16 from byte 55 on."""
    length = int.from_bytes(data[55:57], "little")
    if wide := data[57 : 57 + 2 * length]:
        return wide.decode("utf-16-le", "replace")
    return data[1 : 1 + data[0]].decode("cp1252", "replace") if data else ""


def _of_libreoffice(data: bytes) -> str:
    """,name,computer,time,profile;"""
    parts = data.decode("utf-8", "replace").split(",")
    return parts[0] or (parts[1] if len(parts) > 1 else "")


def _plain(name: str) -> str:
    return " ".join("".join(character for character in name if character.isprintable()).split())[:60]
