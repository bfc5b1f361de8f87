"""A deck → its words as LibreOffice draws them, page by page, with the lines of letters that they stand on."""

import re
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from shutil import which

from PIL import Image, ImageChops

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def can_draw() -> bool:
    """Whether LibreOffice is here, the tools that read what it draws, and the fonts with the metrics of Office's."""
    if not all(map(which, ("soffice", "pdftotext", "pdftoppm", "fc-list"))):
        return False
    fonts = subprocess.run(["fc-list", ":", "family"], check=True, capture_output=True, text=True).stdout
    return "Carlito" in fonts and "Caladea" in fonts


@dataclass(frozen=True)
class Word:
    """Points from the page's upper left corner. ``top`` and ``bottom`` are the font's, which reach beyond the letters."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def draw(deck: bytes, folder: Path) -> list[list[Word]]:
    """The words of each slide, in the order of its shapes and paragraphs."""
    (folder / "deck.pptx").write_bytes(deck)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "deck.pptx"]
    subprocess.run(command, check=True, capture_output=True, timeout=500)
    subprocess.run(["pdftotext", "-raw", "-bbox", "deck.pdf", "deck.html"], check=True, cwd=folder)
    pages = (folder / "deck.html").read_text("utf-8").split("<page ")[1:]
    return [[_word(*found.groups()) for found in WORD.finditer(page)] for page in pages]


def _word(left: str, top: str, right: str, bottom: str, text: str) -> Word:
    return Word(unescape(text), float(left), float(top), float(right), float(bottom))


def ink_bottom(word: Word, page: int, folder: Path) -> float:
    """Where the letters of a word end, seen on the page as drawn: the line they stand on, for a word like "H"."""
    scale = 8
    box = [int(edge * scale) for edge in (word.left, word.top, word.right - word.left, word.bottom - word.top)]
    cut = [part for name, value in zip("xyWH", box, strict=True) for part in (f"-{name}", str(value))]
    one = ["-f", str(page), "-l", str(page), "-singlefile"]
    command = ["pdftoppm", "-r", str(72 * scale), *one, "-gray", *cut, "deck.pdf", "word"]
    subprocess.run(command, check=True, cwd=folder)
    with Image.open(folder / "word.pgm") as image:
        light = Image.new("L", image.size, image.getpixel((0, 0)))
        inside = ImageChops.difference(image, light).point(lambda value: 255 * (value > 64)).getbbox()
    assert inside
    return word.top + inside[3] / scale
