"""Draws every picture and symbol of the template and the reference deck, from a list of frames: `python draw.py [name ...]`.

The pictures belong to the repository; run this after a change to the drawing. The same seed gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import landscapes
import places
from canvas import Canvas, Chance
from symbols import ON_DARK, ON_LIGHT, SYMBOLS, symbol_png
from tones import MOODS, Mood

TEMPLATE = Path(__file__).resolve().parent.parent
DECK = TEMPLATE.parent.parent / "decks" / "pictures"
SCENES: dict[str, Callable[[Canvas, Mood, Chance, bool], None]] = {
    "fjord": landscapes.fjord,
    "havn": places.havn,
    "skole": places.skole,
    "omsorg": places.omsorg,
    "barnehage": places.barnehage,
    "skog": landscapes.skog,
    "nordlys": landscapes.nordlys,
    "vinter": landscapes.vinter,
    "kyst": landscapes.kyst,
}


@dataclass(frozen=True)
class Frame:
    """A picture to draw: file, scene, mood, size in pixels, and how much is shown (see `Canvas`)."""

    file: Path
    scene: str
    mood: str
    size: tuple[int, int]
    seed: int = 1
    sun: bool = True
    zoom: float = 1.0
    top: float = 0.0


FULL, LANDSCAPE, BLOCK, PORTRAIT, STRIP = (1900, 1344), (1200, 900), (564, 942), (900, 1492), (1900, 741)
FRAMES = (
    Frame(DECK / "skog-dag-helbilde.png", "skog", "dag", FULL),
    Frame(DECK / "kyst-kveld-liggende.png", "kyst", "kveld", LANDSCAPE),
    Frame(DECK / "fjord-dag.png", "fjord", "dag", BLOCK),
    Frame(DECK / "omsorg-kveld.png", "omsorg", "kveld", BLOCK, seed=2, sun=False),
    Frame(DECK / "skog-kveld.png", "skog", "kveld", BLOCK, seed=2, sun=False),
    Frame(DECK / "vinter-dag.png", "vinter", "dag", BLOCK, sun=False),
    Frame(DECK / "skole-dag.png", "skole", "dag", BLOCK, sun=False),
    Frame(DECK / "nordlys-natt.png", "nordlys", "natt", BLOCK),
    Frame(DECK / "havn-kveld.png", "havn", "kveld", BLOCK),
    Frame(DECK / "barnehage-dag.png", "barnehage", "dag", BLOCK, sun=False),
    Frame(DECK / "omsorg-kveld-staaende.png", "omsorg", "kveld", PORTRAIT, seed=7),
    Frame(DECK / "nordlys-natt-helbilde.png", "nordlys", "natt", FULL, seed=2),
    Frame(DECK / "fjord-dag-startside.png", "fjord", "dag", STRIP, seed=3, zoom=1.42, top=17),
    Frame(TEMPLATE / "pictures" / "avslutning.png", "havn", "dag", STRIP, seed=4, sun=False, zoom=1.55, top=30),
)


def painted(frame: Frame) -> Canvas:
    """The canvas with a frame's scene on it."""
    canvas = Canvas(frame.size, frame.zoom, frame.top)
    chance = Chance(f"{frame.scene} {frame.mood} {frame.seed}")
    SCENES[frame.scene](canvas, MOODS[frame.mood], chance, frame.sun)
    return canvas


def picture(frame: Frame) -> bytes:
    """The bytes of a frame's PNG."""
    return painted(frame).png()


def main(names: list[str]) -> None:
    """Write the frames and symbols, or those whose file name holds one of the names."""
    files: dict[Path, Callable[[], bytes]] = {frame.file: (lambda frame=frame: picture(frame)) for frame in FRAMES}
    for symbol in SYMBOLS:
        for suffix, colours in (("", ON_LIGHT), ("-dark", ON_DARK)):
            files[TEMPLATE / "symbols" / f"{symbol}{suffix}.png"] = lambda name=symbol, pair=colours: symbol_png(name, pair)
    for file, draw in files.items():
        if not names or any(name in file.name for name in names):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(draw())
            print(f"{file.stat().st_size / 1000:7.1f} kB  {file.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
