"""A picture file → ``Media`` as it will lie in the deck, and the crop that fits it into a frame.

A picture is stored as it came where it can be; turned upright where its EXIF data say so; and reduced where it holds more
pixels than its frame can show. What PowerPoint cannot show is refused by name.
"""

import hashlib
import io
import re
import warnings
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from deckgen.errors import Mark, Problems, fail
from deckgen.model import Frame, Media

SHOWN_PPI: Final = 220  # pixels per inch kept: what PowerPoint itself keeps for print
COARSE: Final = 1.5  # pixels per point below which a picture looks coarse on a projector
EMU_PER_INCH: Final = 914_400
MOST_PIXELS: Final = 120_000_000
MOST_BYTES: Final = 100_000_000

STORED: Final = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
CONVERTED: Final = {"BMP", "TIFF", "DIB", "PPM", "PCX", "TGA", "WEBP"}
_UNSHOWN: Final = {
    ".svg": "SVG",
    ".heic": "HEIC",
    ".heif": "HEIC",
    ".avif": "AVIF",
    ".pdf": "PDF",
    ".eps": "EPS",
    ".ai": "Illustrator",
}

_WORDS: Final = {"left": 0.0, "right": 1.0, "top": 0.0, "bottom": 1.0}
_PER_CENT: Final = re.compile(r"^(\d{1,3}(?:[.,]\d+)?)\s*%\s+(\d{1,3}(?:[.,]\d+)?)\s*%$")


def load_media(path: Path, frame: Frame, shown: str, mark: Mark, problems: Problems) -> Media:
    """The picture for a frame of that size. ``shown`` is its name in messages. Raises DeckgenError for what cannot be used."""
    data = _read(path, shown, mark)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
            if image.width * image.height > MOST_PIXELS:
                fail("picture-too-large", mark, file=shown, limit=MOST_PIXELS // 1_000_000)
            kind = image.format or ""
            if kind not in STORED and kind not in CONVERTED:
                fail("picture-kind", mark, file=shown, kind=kind or "unknown")
            image.load()
            return _fitting(image, data, kind, frame, shown, mark, problems)
    except UnidentifiedImageError:
        kind = _UNSHOWN.get(path.suffix.lower(), "")
        if kind or b"<svg" in data[:1000]:
            fail("picture-kind", mark, file=shown, kind=kind or "SVG")
        fail("picture-broken", mark, file=shown)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        fail("picture-too-large", mark, file=shown, limit=MOST_PIXELS // 1_000_000)
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError):  # what Pillow raises for broken files
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
    if not words or len(words) > 2 or any(word not in _WORDS and word != "center" for word in words):
        fail("focus-unknown", mark, text=text)
    across = next((_WORDS[word] for word in words if word in ("left", "right")), 0.5)
    down = next((_WORDS[word] for word in words if word in ("top", "bottom")), 0.5)
    return across, down


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


def _nearest(path: Path) -> str:
    from difflib import get_close_matches

    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        return ""
    return next(iter(get_close_matches(path.name, names, 1)), "")


def _fitting(image: Image.Image, data: bytes, kind: str, frame: Frame, shown: str, mark: Mark, problems: Problems) -> Media:
    upright = ImageOps.exif_transpose(image)
    turned = image.getexif().get(0x0112, 1) != 1
    wide, high = (side / EMU_PER_INCH for side in (frame.width, frame.height))  # inches
    cover = max(wide * SHOWN_PPI / upright.width, high * SHOWN_PPI / upright.height)
    if max(wide * 72 / upright.width, high * 72 / upright.height) > 1 / COARSE:
        problems.warning("picture-coarse", mark, file=shown, width=upright.width, height=upright.height, **_wanted(wide, high))
    if cover >= 1 and not turned and kind in STORED:
        return _media(data, STORED[kind], upright.width, upright.height)
    if cover < 1:
        size = max(1, round(upright.width * cover)), max(1, round(upright.height * cover))
        if upright.mode in ("P", "1", "I;16", "I"):
            upright = upright.convert("RGBA" if "transparency" in upright.info else "RGB")
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    return _encoded(upright, as_jpeg=kind == "JPEG")


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
