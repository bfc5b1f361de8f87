"""The slide kinds by name. Each registers itself once; unknown and duplicate names are refused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from deckgen.kinds.common import SlideFields
from deckgen.kinds.page import Context, Page

F = TypeVar("F", bound=SlideFields)


@dataclass(frozen=True, slots=True)
class Kind:
    """``pages`` turns the fields into one page or several: what stands on them beside title, footer and symbol."""

    name: str
    fields: type[SlideFields]
    pages: Callable[[Any, Context], Iterable[Page]]

    @property
    def about(self) -> str:
        return (self.fields.__doc__ or "").strip()


_KINDS: dict[str, Kind] = {}


def kind(
    name: str, fields: type[F]
) -> Callable[[Callable[[F, Context], Iterable[Page]]], Callable[[F, Context], Iterable[Page]]]:
    """Register a function as the maker of a kind's pages. Raises ValueError for a name that is taken."""

    def register(pages: Callable[[F, Context], Iterable[Page]]) -> Callable[[F, Context], Iterable[Page]]:
        if name in _KINDS:
            raise ValueError(f"two slide kinds are called {name!r}")
        _KINDS[name] = Kind(name, fields, pages)
        return pages

    return register


def kinds() -> dict[str, Kind]:
    """All kinds, in the order in which they were registered: the built-in ones as ``deckgen.kinds`` names them."""
    return dict(_KINDS)
