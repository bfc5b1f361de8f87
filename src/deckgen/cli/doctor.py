"""What is installed here that deckgen can use, and what each thing is for."""

import platform
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from deckgen import __version__

FONTS = {"Calibri": ("calibri.ttf", "carlito-regular.ttf"), "Cambria": ("cambria.ttc", "caladea-regular.ttf")}
LIBRARIES = ("openpyxl", "matplotlib", "duckdb", "sqlalchemy")
EXTRAS = {"duckdb": "sql", "sqlalchemy": "database"}


@dataclass(frozen=True)
class Finding:
    what: str
    there: bool
    detail: str
    purpose: str


def findings() -> list[Finding]:
    """Everything looked for, in the order in which it matters."""
    return [
        Finding(
            "deckgen", True, f"{__version__}, Python {platform.python_version()} on {platform.system()}", "makes the decks"
        ),
        *(_library(name) for name in LIBRARIES),
        *(_font(name, files) for name, files in FONTS.items()),
        _program("LibreOffice", ("soffice", "libreoffice"), "draws pictures and PDFs of slides; decks are made without it"),
    ]


def _library(name: str) -> Finding:
    purpose = {
        "openpyxl": "reads Excel files",
        "matplotlib": "draws what PowerPoint has no chart for",
        "duckdb": "answers queries in SQL and reads Parquet files",
        "sqlalchemy": "asks database servers; SQLite comes with Python",
    }[name]
    try:
        return Finding(name, True, version(name), purpose)
    except PackageNotFoundError:
        wanted = f'"deckgen[{EXTRAS[name]}]"' if name in EXTRAS else name
        return Finding(name, False, f"missing: python -m pip install {wanted}", purpose)


def _font(name: str, files: tuple[str, ...]) -> Finding:
    purpose = (
        f"{name} is measured from widths that come with deckgen; the font itself is only for looking at pictures of slides"
    )
    for folder in _font_folders():
        for path in folder.rglob("*"):
            if path.name.lower() in files:
                return Finding(f"font {name}", True, path.name, purpose)
    return Finding(f"font {name}", False, "neither it nor its free stand-in is installed", purpose)


def _font_folders() -> list[Path]:
    home = Path.home()
    folders = {
        "win32": [Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"],
        "darwin": [Path("/Library/Fonts"), Path("/System/Library/Fonts"), home / "Library/Fonts"],
    }.get(
        sys.platform, [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]
    )
    return [folder for folder in folders if folder.is_dir()]


def _program(what: str, commands: tuple[str, ...], purpose: str) -> Finding:
    usual = Path("C:/Program Files/LibreOffice/program/soffice.exe")
    path = next((found for command in commands if (found := shutil.which(command))), None)
    path = path or (str(usual) if usual.is_file() else None)
    return Finding(what, path is not None, path or "not found", purpose)
