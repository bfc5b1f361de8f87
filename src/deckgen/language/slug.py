"""A name → letters that every system and address takes: "Kárášjohka - Karasjok" → "karasjohka-karasjok"."""

import hashlib
import re
import unicodedata

# Letters that decomposing does not take apart: Norwegian, Sámi, and their neighbours'.
_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "ø": "o",
        "å": "a",
        "đ": "d",
        "ŋ": "n",
        "ŧ": "t",
        "ʒ": "z",
        "ǥ": "g",
        "ß": "ss",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ł": "l",
    }
)


def slug(text: str) -> str:
    """Small letters a–z, digits and hyphens; never empty: what has no such letter gets a name from its digest."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return found or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
