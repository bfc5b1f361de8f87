"""What holes in a text can name, and in which language they are filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias, Union

from deckgen.model import Language, Value


@dataclass(frozen=True, slots=True)
class Printed:
    """What a filter makes: characters that are final, and the value that they show."""

    text: str
    value: Value | None = None


Datum: TypeAlias = Union[str, int, float, Decimal, bool, date, Value, Printed, tuple[str, ...], "Mapping[str, Datum]", None]


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that are known where a text stands, and the language of the text."""

    names: Mapping[str, Datum]
    language: Language
