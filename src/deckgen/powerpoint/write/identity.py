"""What names a slide or a shape in the spec → the ids by which PowerPoint knows it again: the same on every machine and run."""

from collections.abc import Iterable
from hashlib import blake2b

from deckgen.powerpoint.xml import Xml


def guid(*names: str) -> Xml:
    """A GUID of the names, as Office writes one: "{0F1E…}"."""
    digits = _digest(names, 16).hexdigest().upper()
    return Xml(f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}}}")


def number(*names: str) -> int:
    """A positive number of 32 bits."""
    return int.from_bytes(_digest(names, 4).digest()) or 1


def numbers(names: Iterable[str]) -> list[int]:
    """A number for each name, no two the same, also where names are."""
    found: dict[int, None] = {}
    for name in names:
        candidate = number(name)
        while candidate in found:
            candidate = candidate % 0xFFFFFFFF + 1
        found[candidate] = None
    return list(found)


def _digest(names: Iterable[str], size: int) -> blake2b:
    return blake2b("\0".join(names).encode(), digest_size=size)
