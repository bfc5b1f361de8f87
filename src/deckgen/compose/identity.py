"""What a slide is called from one build to the next.

An identity comes from what names the slide in the spec, before anything is filled in, and from its group. So a slide keeps it
when figures change, when other slides come and go, and in every deck of a batch.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from deckgen.fields import Localized, Source
from deckgen.kinds import SlideFields

_NAMING = ("title", "hidden_title", "heading", "from_", "values", "picture", "pictures")


def base_identity(kind: str, fields: SlideFields, group: Mapping[str, str]) -> str:
    """The slide's own ``id``, else its kind and a digest of what names it; then the values of its group."""
    known = type(fields).model_fields
    told = [_naming(getattr(fields, name) if name in known else None) for name in _NAMING]
    name = fields.id.text if fields.id else f"{kind}-{_digest(*told)}"
    return "@".join((name, *group.values()))


def numbered(identity: str, seen: Counter[str]) -> str:
    """Slides that are equal so far are told apart by their order among themselves."""
    seen[identity] += 1
    return identity if seen[identity] == 1 else f"{identity} {seen[identity]}"


def deck_identity(file: str, group: str) -> str:
    """Of the spec's path in its project and the key of the deck's group."""
    return _digest(file, group) if group else _digest(file)


def _naming(value: object) -> str:
    match value:
        case Localized():
            return "|".join(source.text for source in value.sources)
        case Source():
            return value.text
        case list() | tuple():
            return "|".join(map(_naming, cast(list[object], value)))
        case None:
            return ""
        case _:
            return _naming(getattr(value, "file", None))


@lru_cache(1024)
def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
