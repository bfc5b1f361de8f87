"""A .pptx file's bytes → its parts, within bounds; and parts → the bytes of a file, always the same.

Part names begin with "/" as in the standard (ECMA-376, part 2); the name of a member of the zip does not. Names of parts are
compared without regard to case. Nothing is unpacked before it is asked for, and nothing beyond what the directory promised.
"""

import posixpath
import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, NoReturn
from urllib.parse import unquote

from deckgen.errors import Mark, fail
from deckgen.powerpoint.element import Element, parse

CONTENT_TYPES = "/[Content_Types].xml"
OFFICE_DOCUMENT = "/officeDocument"  # the end of the relationship's type, the same in the transitional and the strict dialect
STORED, DEFLATED = 0, 8
LEVEL = 1  # see ``deflate``

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOOKAHEAD = 262  # bytes that zlib keeps of its window for itself
_UTF8 = 0x800  # flag: the name is UTF-8
_ENCRYPTED = 0x1
_1980 = 0x21  # 1 January 1980, the first day that a zip can name
_ZIP64 = 0xFFFFFFFF
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Member(NamedTuple):
    """A member of the zip as it lies there: ``data`` is compressed where ``method`` is 8; ``size`` is that of the contents."""

    name: str
    crc: int
    data: bytes
    size: int
    method: int


@dataclass(frozen=True, slots=True)
class Relationship:
    """``target`` is a part's name, or what stands in the file where ``external``; ``type`` is the whole URI."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of the type: "slide", "slideLayout", "image"."""
        return self.type.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file from elsewhere may be. A member under ``free`` bytes may be packed as tightly as it likes."""

    members: int = 10_000
    size: int = 1 << 30  # bytes, unpacked, all members together
    ratio: int = 250  # unpacked against packed
    free: int = 4 << 20


class _Entry(NamedTuple):
    name: str
    method: int
    crc: int
    start: int
    packed: int
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """An opened file. ``file`` is what problems call it."""

    file: str
    _data: bytes = field(repr=False)
    _entries: dict[str, _Entry] = field(repr=False)  # by part name in lower case, in the file's order
    _types: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]], repr=False)

    @classmethod
    def open(cls, source: Path | bytes, file: str | None = None, limits: Limits | None = None) -> "Package":
        """Read the directory of a .pptx, .potx, .pptm … and check it against ``limits``.

        Raises DeckgenError for what is missing, locked, encrypted, in the old format, no zip, broken or too large.
        """
        name = file or (source.name if isinstance(source, Path) else "presentation")
        limits = limits or Limits()
        data = _bytes_of(source, name, limits) if isinstance(source, Path) else source
        package = cls(name, data, _directory(data, name, limits))
        if CONTENT_TYPES not in package:
            fail("package-not-office", Mark(name))
        return package

    @property
    def names(self) -> tuple[str, ...]:
        """The parts, in the order of the file, [Content_Types].xml and relationships among them."""
        return tuple("/" + entry.name for entry in self._entries.values())

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    @property
    def macros(self) -> bool:
        """Whether the file holds a program; deckgen never runs it and never carries it over."""
        return any(name.endswith("vbaproject.bin") for name in self._entries)

    @property
    def main(self) -> str:
        """The part that holds the presentation. Raises DeckgenError where the file is a document of another kind."""
        root = self.relationships("/").values()
        part = next((r.target for r in root if r.type.endswith(OFFICE_DOCUMENT) and not r.external), "")
        if "presentationml" not in self.content_type(part):
            fail("package-not-powerpoint", Mark(self.file))
        return part

    def raw(self, part: str) -> Member:
        """The part as it lies in the zip, to be copied as it is; its contents are not checked."""
        entry = self._entry(part)
        return Member(entry.name, entry.crc, self._packed(entry), entry.size, entry.method)

    def read(self, part: str) -> bytes:
        """The part's contents. Raises DeckgenError where it is absent or not what the directory promised."""
        entry = self._entry(part)
        packed = self._packed(entry)
        if entry.method == STORED:
            data = packed
        else:
            try:
                data = zlib.decompressobj(-15).decompress(packed, entry.size + 1)
            except zlib.error:
                _broken(self.file, part)
        if len(data) != entry.size or zlib.crc32(data) != entry.crc:
            _broken(self.file, part)
        return data

    def xml(self, part: str) -> Element:
        """The part's root element. Document types and what they declare are refused, nothing is fetched."""
        try:
            return parse(self.read(part))
        except ValueError as error:
            fail("package-xml", Mark(self.file, place=part), part=part, reason=str(error))

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What a part refers to, by id, in the file's order; "/" is the package itself. A target need not be there."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self:
            return {}
        found: dict[str, Relationship] = {}
        for element in self.xml(rels).iterchildren("{*}Relationship"):
            identity, target = element.get("Id", ""), element.get("Target", "")
            external = element.get("TargetMode") == "External"
            resolved = target if external else posixpath.normpath(posixpath.join(folder or "/", unquote(target)))
            found.setdefault(identity, Relationship(identity, element.get("Type", ""), resolved, external))
        return found

    def content_type(self, part: str) -> str:
        """What kind of part this is, "" where the file does not say."""
        if not self._types:
            root = self.xml(CONTENT_TYPES)
            of_parts, of_endings = root.iterchildren("{*}Override"), root.iterchildren("{*}Default")
            self._types.append({e.get("PartName", "").lower(): e.get("ContentType", "") for e in of_parts})
            self._types.append({e.get("Extension", "").lower(): e.get("ContentType", "") for e in of_endings})
        by_part, by_ending = self._types
        return by_part.get(part.lower()) or by_ending.get(part.rpartition(".")[2].lower(), "")

    def _entry(self, part: str) -> _Entry:
        found = self._entries.get(part.lower())
        if found is None:
            fail("package-part-missing", Mark(self.file), part=part)
        return found

    def _packed(self, entry: _Entry) -> bytes:
        return self._data[entry.start : entry.start + entry.packed]


def deflate(name: str, data: bytes) -> Member:
    """Compress a part, at zlib's level 1 and with a window no larger than the part.

    Measured on 184 slides and charts of the test corpus, 8 KB the mean: level 1 takes 66 µs and leaves 17 %, level 3
    74 µs and 17 %, level 6 136 µs and 15 %. Most parts are small, and there it is the setting up of the full window (268 KB)
    that takes the time: 64 µs for relationships of 310 bytes, 8 µs with a window of their size, for the same result. Of the
    faster libraries, isal's bytes differ from processor to processor.
    """
    window = min(max((len(data) + _LOOKAHEAD).bit_length(), 9), 15)
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, -window, window - 7)
    return Member(name, zlib.crc32(data), compressor.compress(data) + compressor.flush(), len(data), DEFLATED)


def stored(name: str, data: bytes) -> Member:
    """Keep as it is what is compressed already: png, jpeg, xlsx."""
    return Member(name, zlib.crc32(data), data, len(data), STORED)


def pack(members: Iterable[Member]) -> bytes:
    """A zip of the members in the order given, [Content_Types].xml first: no time, no extra fields, the same bytes always.

    Raises ValueError where only zip64 could hold them, or two have one name.
    """
    local: list[bytes] = []
    central: list[bytes] = []
    seen: set[str] = set()
    offset = 0
    for name, crc, data, size, method in members:
        seen.add(name.lower())
        raw, flags = (name.encode("ascii"), 0) if name.isascii() else (name.encode(), _UTF8)
        packed, length = len(data), len(raw)
        central += (
            _CENTRAL.pack(b"PK\1\2", 20, 20, flags, method, 0, _1980, crc, packed, size, length, 0, 0, 0, 0, 0, offset),
            raw,
        )
        local += (_LOCAL.pack(b"PK\3\4", 20, flags, method, 0, _1980, crc, packed, size, length, 0), raw, data)
        offset += _LOCAL.size + length + packed
        if offset >= _ZIP64 or size >= _ZIP64:
            raise ValueError("a presentation of 4 GiB and more cannot be written")
    count = len(central) // 2
    if len(seen) != count:
        raise ValueError("two parts have the same name")
    if count >= 0xFFFF:
        raise ValueError(f"a presentation of {count} parts cannot be written")
    directory = b"".join(central)
    return b"".join((*local, directory, _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)))


def _bytes_of(path: Path, name: str, limits: Limits) -> bytes:
    try:
        if path.stat().st_size > limits.size:
            _too_large(name, limits)
        return path.read_bytes()
    except FileNotFoundError:
        fail("package-missing", Mark(name), path=path.as_posix())
    except OSError as error:
        fail("package-unreadable", Mark(name), path=path.as_posix(), reason=error.strerror or str(error))


def _directory(data: bytes, file: str, limits: Limits) -> dict[str, _Entry]:
    """The zip's own directory, checked: names, number, sizes, and that no two members share bytes."""
    if data.startswith(_OLE):
        old = "PowerPoint Document".encode("utf-16-le") in data
        fail("package-old-format" if old else "package-encrypted", Mark(file))
    if not data.startswith(b"PK"):
        fail("package-not-zip", Mark(file))
    end = data.rfind(b"PK\5\6", max(0, len(data) - 0xFFFF - _END.size))
    if end < 0 or end + _END.size > len(data):
        fail("package-truncated", Mark(file))
    _, _, _, _, count, size, offset, _ = _END.unpack_from(data, end)
    if count == 0xFFFF or _ZIP64 in (size, offset):
        _too_large(file, limits)
    if count > limits.members:
        fail("package-members", Mark(file), count=count, limit=limits.members)
    entries: dict[str, _Entry] = {}
    for _ in range(count):
        entry, offset = _central_record(data, offset, end, file)
        if entry.name.endswith("/"):
            continue  # a folder, which some programs write
        _check_name(entry.name, file)
        if entry.size > limits.free and entry.size > limits.ratio * entry.packed:
            fail("package-bomb", Mark(file), part=entry.name)
        if entries.setdefault("/" + entry.name.lower(), entry) is not entry:
            fail("package-duplicate", Mark(file), part=entry.name)
    _check_sizes(entries.values(), file, limits)
    return entries


def _central_record(data: bytes, offset: int, end: int, file: str) -> tuple[_Entry, int]:
    """One record of the directory and where the next begins."""
    if offset + _CENTRAL.size > end or data[offset : offset + 4] != b"PK\1\2":
        fail("package-truncated", Mark(file))
    record = _CENTRAL.unpack_from(data, offset)
    flags, method, crc, packed, size, length, extra, comment = *record[3:5], *record[7:13]
    at = record[16]
    raw = data[offset + _CENTRAL.size : offset + _CENTRAL.size + length]
    name = raw.decode("utf-8" if flags & _UTF8 or raw.isascii() else "cp437", "replace")
    if flags & _ENCRYPTED:
        fail("package-encrypted", Mark(file))
    if _ZIP64 in (packed, size, at) or method not in (STORED, DEFLATED):
        fail("package-packing", Mark(file), part=name)
    if at + _LOCAL.size > end or data[at : at + 4] != b"PK\3\4":
        fail("package-truncated", Mark(file))
    local = _LOCAL.unpack_from(data, at)
    start = at + _LOCAL.size + local[9] + local[10]
    if start + packed > end:
        fail("package-truncated", Mark(file))
    return _Entry(name, method, crc, start, packed, size), offset + _CENTRAL.size + length + extra + comment


def _check_name(name: str, file: str) -> None:
    """Names lead nowhere but into the package."""
    if re.search(r"[\\\x00-\x1f]|^/|^[A-Za-z]:|(^|/)\.\.?(/|$)", name):
        fail("package-name", Mark(file), part=name)


def _check_sizes(entries: Iterable[_Entry], file: str, limits: Limits) -> None:
    total = previous = 0
    for entry in sorted(entries, key=lambda entry: entry.start):
        if entry.start < previous:
            fail("package-bomb", Mark(file), part=entry.name)
        previous = entry.start + entry.packed
        total += entry.size
    if total > limits.size:
        _too_large(file, limits)


def _too_large(file: str, limits: Limits) -> NoReturn:
    fail("package-size", Mark(file), limit=limits.size >> 20)


def _broken(file: str, part: str) -> NoReturn:
    fail("package-broken", Mark(file, place=part), part=part)
