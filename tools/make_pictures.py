"""The reference deck → ``docs/pictures/slides.png``, four of its slides as the README shows them.

Run as ``python tools/make_pictures.py`` where LibreOffice and pdftoppm are installed.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from deckgen.build import build_deck

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pictures" / "slides.png"
SLIDES = (1, 6, 4, 12)
WIDTH, GAP, COLORS = 620, 10, 200
EDGE = (0xC3, 0xCD, 0xD1)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_deck(ROOT / "decks" / "samanom-2013.yaml", folder / "deck.pptx")
        _run("soffice", "--headless", "--convert-to", "pdf", "deck.pptx", folder=folder)
        _run("pdftoppm", "-r", "150", "-png", "deck.pdf", "slide", folder=folder)
        pictures = [_small(Image.open(folder / f"slide-{number:02}.png")) for number in SLIDES]
    height = pictures[0].height
    sheet = Image.new("RGB", (2 * WIDTH + 3 * GAP, 2 * height + 3 * GAP), EDGE)
    for at, picture in enumerate(pictures):
        sheet.paste(picture, (GAP + at % 2 * (WIDTH + GAP), GAP + at // 2 * (height + GAP)))
    TARGET.parent.mkdir(exist_ok=True)
    sheet.quantize(COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    print(f"{TARGET.relative_to(ROOT).as_posix()}: {TARGET.stat().st_size // 1000} KB")


def _run(program: str, *arguments: str, folder: Path) -> None:
    subprocess.run([shutil.which(program) or program, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S603


def _small(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sys.exit(main())
