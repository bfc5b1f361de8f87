"""Installed free fonts → ``src/deckgen/fit/widths.txt``, the advance widths that the package carries.

Run as ``python tools/font_widths.py FOLDER…`` with the folders that hold the fonts' files. The same fonts give the same file.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "src" / "deckgen" / "fit" / "widths.txt"
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
FAMILIES = ("Carlito", "Caladea", "LiberationSans", "LiberationSerif")
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),  # Latin, with the Sámi letters
    (0x2B0, 0x2FF),  # modifier letters, accents that stand alone
    (0x370, 0x3FF),  # Greek
    (0x400, 0x52F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin, additional
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x215F),  # letterlike, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x25A0, 0x25FF),  # shapes that serve as bullets
    (0xFB00, 0xFB06),  # ligatures
)

NOTE = """\
# Advance widths, made by tools/font_widths.py. The first line names the ranges of characters; then a line a face: its name,
# its units an em, and the characters' widths in their order; "-" is a character that the face lacks, "x3" three times the same.
"""


def main(folders: list[str]) -> None:
    files = {path.name: path for folder in folders for path in sorted(Path(folder).rglob("*.ttf"))}
    lines = ["ranges " + " ".join(f"{first:04X}-{last:04X}" for first, last in RANGES)]
    lines += [face(files[f"{family}-{style}.ttf"], f"{family}-{style}") for family in FAMILIES for style in STYLES]
    TARGET.write_text(NOTE + "\n".join(lines) + "\n", "utf-8", newline="\n")


def face(path: Path, name: str) -> str:
    """One face's line."""
    font = TTFont(path)
    characters, advances = font.getBestCmap(), font["hmtx"].metrics
    codes = [code for first, last in RANGES for code in range(first, last + 1)]
    widths = [str(advances[characters[code]][0]) if code in characters else "-" for code in codes]
    return " ".join([name, str(font["head"].unitsPerEm), *shortened(widths)])


def shortened(words: list[str]) -> list[str]:
    """Runs of the same word as the word and "xN"."""
    result: list[str] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end] == words[at]:
            end += 1
        count = end - at
        result += [words[at], f"x{count}"] if count > 2 else [words[at]] * count
        at = end
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
