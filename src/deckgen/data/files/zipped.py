"""A workbook's bytes → the zip that it is, found to be within bounds before anything of it is unpacked."""

import io
import struct
import zipfile

from deckgen.data.dataset import SourceSpec
from deckgen.errors import Mark, fail

LARGEST = 500_000_000  # bytes, unpacked
SMALL = 50_000_000  # bytes: so much may be packed as tightly as it will
MOST_TIGHTLY = 100  # times the file's size; a sheet of one number over and over packs 60 times


def open_zip(data: bytes, spec: SourceSpec, mark: Mark, kind: str) -> zipfile.ZipFile:
    """Raises DeckgenError for what is no zip, or would be too large unpacked; ``kind`` says what it should be."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, struct.error):  # as damaged directories have it
        fail("workbook-broken", mark, file=spec.file, kind=kind)
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > SMALL and unpacked > MOST_TIGHTLY * len(data):
        fail("workbook-bomb", mark, file=spec.file)
    if unpacked > LARGEST:
        fail("workbook-too-large", mark, file=spec.file, size=unpacked // 1_000_000, limit=LARGEST // 1_000_000)
    return archive
