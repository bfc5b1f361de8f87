"""A picture file → ``Media`` as it will lie in the deck, and the crop that fits it into a frame.

A picture is stored as it came where it can be; turned upright where its EXIF data say so; and reduced where it holds
clearly more pixels than its frame can show. What PowerPoint cannot show is refused by name.
"""

import hashlib
import io
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from deckgen.errors import DeckgenError, Mark, Problem, Problems, closest, fail
from deckgen.model import Frame, Media

SHOWN_PPI: Final = 220  # pixels per inch kept: what PowerPoint itself keeps for print
SPARE: Final = 1.25  # as many times that resolution is let be: less is not worth the loss of sharpness and the time
COARSE: Final = 1.5  # pixels per point below which a picture looks coarse on a projector
EMU_PER_INCH: Final = 914_400
MOST_PIXELS: Final = 120_000_000
MOST_BYTES: Final = 100_000_000

# MPO is what telephones write: a JPEG with a second picture behind it, which no program minds.
STORED: Final = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "GIF": "image/gif"}
CONVERTED: Final = ("BMP", "TIFF", "DIB", "PPM", "PCX", "TGA", "WEBP")
_OPENED: Final = ("PNG", "JPEG", "GIF", *CONVERTED)  # no others' readers are tried; JPEG's finds MPO by itself

# What PowerPoint cannot show everywhere, known by how the file begins and where, and else by its ending.
_BEGINNINGS: Final = (
    (4, b"ftypavi", "AVIF"),
    (4, b"ftyp", "HEIC"),
    (0, b"%PDF", "PDF"),
    (0, b"%!PS", "EPS"),
    (0, b"8BPS", "Photoshop"),
    (40, b" EMF", "EMF"),
    (0, b"\xd7\xcd\xc6\x9a", "WMF"),
    (0, b"\x00\x00\x01\x00", "ICO"),
)
_ENDINGS: Final = {".svg": "SVG", ".heic": "HEIC", ".heif": "HEIC", ".avif": "AVIF", ".ai": "Illustrator"}

_WORDS: Final = {"left": 0.0, "right": 1.0, "top": 0.0, "bottom": 1.0}
_PER_CENT: Final = re.compile(r"^(\d{1,3}(?:[.,]\d+)?)\s*%\s+(\d{1,3}(?:[.,]\d+)?)\s*%$")


class Library:
    """Loads each picture once for each size of frame that it is shown in, however many slides and decks show it."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[Path, int, int], tuple[Media, tuple[Problem, ...]]] = {}

    def media(self, path: Path, frame: Frame, shown: str, mark: Mark, problems: Problems) -> Media:
        """The picture for a frame of that size; what is to be warned of is said each time. Raises DeckgenError."""
        key = path, frame.width, frame.height
        if key not in self._loaded:
            found = Problems()
            self._loaded[key] = replace(load_media(path, frame, shown, mark, found), file=shown), found.warnings
        media, warnings = self._loaded[key]
        problems.found.extend(replace(warning, mark=mark) for warning in warnings)
        return media


def load_media(path: Path, frame: Frame, shown: str, mark: Mark, problems: Problems) -> Media:
    """The picture for a frame of that size. ``shown`` is its name in messages. Raises DeckgenError for what cannot be used."""
    data = _read(path, shown, mark)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; pixels are counted below
            image = Image.open(io.BytesIO(data), formats=_OPENED)
            if image.width * image.height > MOST_PIXELS:
                fail("picture-too-large", mark, file=shown, limit=MOST_PIXELS // 1_000_000)
            image.load()
            return _fitting(image, data, image.format or "", frame, shown, mark, problems)
    except DeckgenError:
        raise
    except Image.DecompressionBombError:
        fail("picture-too-large", mark, file=shown, limit=MOST_PIXELS // 1_000_000)
    except Exception:  # Pillow raises whatever it stumbles over in a damaged file
        kind = _unshown(data, path)
        if kind:
            fail("picture-kind", mark, file=shown, kind=kind)
        fail("picture-broken", mark, file=shown)


def crop_to_fill(media: Media, frame: Frame, focus: tuple[float, float]) -> tuple[float, float, float, float]:
    """What to cut from left, top, right, bottom so that the rest has the frame's shape, kept as near the focus as it goes."""
    picture, wanted = media.width / media.height, frame.width / frame.height
    if picture > wanted:
        left, right = _cut(1 - wanted / picture, focus[0])
        return left, 0.0, right, 0.0
    top, bottom = _cut(1 - picture / wanted, focus[1])
    return 0.0, top, 0.0, bottom


def crop_whole(media: Media, frame: Frame) -> tuple[float, float, float, float]:
    """Negative crops that leave room on two sides, so that the whole picture shows in the frame."""
    picture, wanted = media.width / media.height, frame.width / frame.height
    if picture > wanted:
        room = (picture / wanted - 1) / 2
        return 0.0, -room, 0.0, -room
    room = (wanted / picture - 1) / 2
    return -room, 0.0, -room, 0.0


def read_focus(text: str, mark: Mark) -> tuple[float, float]:
    """ "left top", "center", "30% 50%" → across and down as fractions."""
    per_cent = _PER_CENT.match(text.strip())
    if per_cent:
        across, down = (float(part.replace(",", ".")) / 100 for part in per_cent.groups())
        if across <= 1 and down <= 1:
            return across, down
    words = text.lower().split()
    across = [_WORDS[word] for word in words if word in ("left", "right")]
    down = [_WORDS[word] for word in words if word in ("top", "bottom")]
    other = [word for word in words if word not in _WORDS]
    if not 1 <= len(words) <= 2 or len(across) > 1 or len(down) > 1 or other not in ([], ["center"], ["center", "center"]):
        fail("focus-unknown", mark, text=text)
    return (across or [0.5])[0], (down or [0.5])[0]


def _read(path: Path, shown: str, mark: Mark) -> bytes:
    if path.is_dir():
        fail("picture-missing", mark, file=shown, nearest="")
    try:
        if path.stat().st_size > MOST_BYTES:
            fail("picture-too-large", mark, file=shown, limit=MOST_PIXELS // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        fail("picture-missing", mark, file=shown, nearest=_nearest(path))
    except OSError as error:
        fail("file-unreadable", mark, file=shown, why=error.strerror or str(error))


def _unshown(data: bytes, path: Path) -> str:
    """What sort of picture it is that PowerPoint may not show; "" where it is none that is known."""
    if b"<svg" in data[:1000]:
        return "SVG"
    for start, beginning, kind in _BEGINNINGS:
        if data.startswith(beginning, start):
            return kind
    return _ENDINGS.get(path.suffix.lower(), "")


def _nearest(path: Path) -> str:
    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        return ""
    return closest(path.name, names)


def _fitting(image: Image.Image, data: bytes, kind: str, frame: Frame, shown: str, mark: Mark, problems: Problems) -> Media:
    turned = image.getexif().get(0x0112, 1) != 1
    upright = ImageOps.exif_transpose(image) if turned else image
    wide, high = (side / EMU_PER_INCH for side in (frame.width, frame.height))  # inches
    cover = max(wide * SHOWN_PPI / upright.width, high * SHOWN_PPI / upright.height)
    if max(wide * 72 / upright.width, high * 72 / upright.height) > 1 / COARSE:
        problems.warning("picture-coarse", mark, file=shown, width=upright.width, height=upright.height, **_wanted(wide, high))
    stored = kind in STORED and not turned
    if stored and cover * SPARE >= 1:
        return _media(data, STORED[kind], upright.width, upright.height)
    if cover < 1:
        size = max(1, round(upright.width * cover)), max(1, round(upright.height * cover))
        if upright.mode in ("P", "1", "I;16", "I"):
            upright = upright.convert("RGBA" if "transparency" in upright.info else "RGB")
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    made = _encoded(upright, as_jpeg=kind == "JPEG")
    if stored and len(made.data) >= len(data):  # drawings of few colours grow when they are made smaller
        return _media(data, STORED[kind], image.width, image.height)
    return made


def _wanted(wide: float, high: float) -> dict[str, int]:
    return {"wanted_width": round(wide * 72 * COARSE), "wanted_height": round(high * 72 * COARSE)}


def _encoded(image: Image.Image, *, as_jpeg: bool) -> Media:
    buffer = io.BytesIO()
    if as_jpeg:
        image.convert("RGB").save(buffer, "JPEG", quality=88, optimize=True)
        return _media(buffer.getvalue(), "image/jpeg", image.width, image.height)
    if image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        image = image.convert("RGB")
    image.info.clear()
    image.save(buffer, "PNG", optimize=True)
    return _media(buffer.getvalue(), "image/png", image.width, image.height)


def _media(data: bytes, content_type: str, width: int, height: int) -> Media:
    return Media(hashlib.sha256(data).hexdigest(), content_type, width, height, data)


def _cut(away: float, focus: float) -> tuple[float, float]:
    """How much of ``away`` to cut before and after, so that the point at ``focus`` comes nearest the middle of what is left."""
    before = min(max(focus - (1 - away) / 2, 0.0), away)
    return before, away - before
