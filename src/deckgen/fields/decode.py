"""Bytes of a YAML file → its characters, or a refusal that says how to save the file so that it can be read."""

import re
from typing import NoReturn

from deckgen.errors import Mark, Problems, fail

MAX_BYTES = 5_000_000
_MOST_SHOWN = 10

# What neither YAML nor a slide can hold: control characters, lone surrogates, noncharacters, a byte order mark inside the
# text; the three line breaks that no editor shows as such; and what turns the direction of text round.
DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
INVISIBLE = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029{DIRECTIONS}\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def decode(data: bytes, file: str) -> str:
    """The text of the file, with ``\\n`` at the end of each line. Raises DeckgenError."""
    if len(data) > MAX_BYTES:
        fail("file-too-large", Mark(file), megabytes=MAX_BYTES // 1_000_000)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        fail("file-utf-16", Mark(file, 1))
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_bytes(error.object, error.start, file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_invisible(text, file)
    return text


def _refuse_bytes(data: bytes, start: int, file: str) -> NoReturn:
    """Names the first byte that is not UTF-8, and the character that it is in Windows-1252."""
    before = re.split(rb"\r\n|\r|\n", data[:start])
    after = re.split(rb"[\r\n]", data[start : start + 1000])[0]
    line, character = (part.decode("windows-1252", "replace") for part in (before[-1] + after, data[start : start + 1]))
    mark = Mark(file, len(before), len(before[-1].decode("utf-8")) + 1, line)
    fail("not-utf-8", mark, byte=f"{data[start]:02X}", character=character)


def _refuse_invisible(text: str, file: str) -> None:
    found = Problems()
    if INVISIBLE.search(text):
        for number, line in enumerate(text.split("\n"), 1):
            for match in INVISIBLE.finditer(line):
                mark = Mark(file, number, match.start() + 1, INVISIBLE.sub("�", line))
                found.error("invisible-character", mark, character=f"U+{ord(match[0]):04X}")
                if len(found.errors) == _MOST_SHOWN:
                    found.raise_errors()
    found.raise_errors()
