"""The types that a spec's fields have: text as it is written → a value, each with its JSON Schema and its complaint.

Use them as annotations of ``Fields``: ``count: Whole``, ``show: Choice[Literal["fill", "whole"]]``. Bounds are given by
the reader: ``Annotated[int, WholeNumber(1, 9)]``. A value that is of the type already is taken as it is.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar, TypeAlias, TypeVar, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from deckgen.errors import Mark, closest, fail
from deckgen.fields.faults import expected, fault
from deckgen.fields.nodes import MarkedDict, MarkedList, MarkedStr
from deckgen.model import Language

EMU_PER_CM = 360_000
EMU_PER_POINT = 12_700

# An editor sees numbers and booleans where the spec has text: title: 2013
SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}


class Reader:
    """A way to read a node. Subclasses say what they take (``schema``) and make it (``read``), or raise a ``fault``."""

    schema: ClassVar[dict[str, Any]]

    def read(self, node: Any) -> Any:
        raise NotImplementedError

    def json_schema(self) -> dict[str, Any]:
        return self.schema

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.json_schema())


@dataclass(frozen=True, slots=True)
class Source:
    """A text of the spec and where it stands."""

    text: str
    mark: Mark = field(compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def marked(self) -> MarkedStr:
        """The text itself, which goes on knowing where it stands, among other names."""
        return MarkedStr(self.text, self.mark)

    @classmethod
    def read(cls, node: Any) -> "Source":
        if isinstance(node, Source):
            return node
        if isinstance(node, MarkedStr):
            return cls(str(node), node.mark)
        raise expected("a text", node)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(SCALAR)


LANGUAGES: tuple[Language, ...] = get_args(Language)
_OTHER_STANDARD: dict[Language, Language] = {"nb": "nn", "nn": "nb"}


@dataclass(frozen=True, slots=True)
class Localized:
    """A text for all languages, or one for each that is given."""

    mark: Mark = field(compare=False)
    text: Source | None = None
    texts: tuple[tuple[Language, Source], ...] = ()

    def get(self, language: Language) -> Source:
        """The text in ``language``. Bokmål and nynorsk stand in for each other; English stands in for none, and none for it.

        Raises DeckgenError where there is no such text.
        """
        if self.text is not None:
            return self.text
        texts = dict(self.texts)
        found = texts.get(language) or texts.get(_OTHER_STANDARD.get(language, language))
        if found is None:
            fail("language-missing", self.mark, language=language, given=tuple(texts))
        return found

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every text that is given."""
        return (self.text,) if self.text is not None else tuple(source for _, source in self.texts)

    @classmethod
    def read(cls, node: Any) -> "Localized":
        if isinstance(node, Localized):
            return node
        if isinstance(node, MarkedStr):
            return cls(node.mark, Source.read(node))
        if isinstance(node, MarkedList):
            raise fault("text-is-list", node.mark)
        if not isinstance(node, MarkedDict) or not node:
            raise expected('a text, or one for each language: {nb: "…", nn: "…", en: "…"}', node)
        for name, text in node.items():
            language_code(name)
            if not isinstance(text, MarkedStr):
                raise expected(f"a text for {name}", text)
        return cls(node.mark, texts=tuple((language_code(name), Source.read(text)) for name, text in node.items()))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        languages = {"type": "object", "properties": dict.fromkeys(LANGUAGES, SCALAR)}
        return {"anyOf": [SCALAR, {**languages, "additionalProperties": False, "minProperties": 1}]}


def language_code(text: str) -> Language:
    """nb, nn or en. ``no`` leaves open which, and is asked about."""
    mark: Mark | None = getattr(text, "mark", None)
    for language in LANGUAGES:
        if text == language:
            return language
    if text.lower() in ("no", "norsk", "norwegian", "no-no"):
        raise fault("language-no", mark, name=str(text))
    raise fault("unknown-language", mark, name=str(text), nearest=_STANDARDS.get(text.lower().partition("-")[0], ""))


_STANDARDS = {"nb": "nb", "bokmål": "nb", "nn": "nn", "nynorsk": "nn", "en": "en", "engelsk": "en", "english": "en"}


class LanguageReader(Reader):
    schema: ClassVar[dict[str, Any]] = {"enum": list(LANGUAGES)}

    def read(self, node: Any) -> Language:
        if not isinstance(node, str) or not node:
            raise expected("a language: nb, nn or en", node)
        return language_code(node)


class FlagReader(Reader):
    schema: ClassVar[dict[str, Any]] = {
        "anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "ja", "nei"]}],
    }
    _WORDS: ClassVar[dict[str, bool]] = {"yes": True, "true": True, "ja": True, "no": False, "false": False, "nei": False}

    def read(self, node: Any) -> bool:
        if isinstance(node, bool):
            return node
        found = self._WORDS.get(node.lower()) if isinstance(node, str) else None
        if found is None:
            raise expected("yes or no", node)
        return found


@dataclass(frozen=True)
class WholeNumber(Reader):
    """A whole number between two bounds, both possible."""

    minimum: int = 0
    maximum: int = 1_000_000_000

    def read(self, node: Any) -> int:
        if type(node) is int:
            return node
        if not isinstance(node, str) or not re.fullmatch(r"[+-]?[0-9]{1,15}", node):
            raise expected(f"a whole number such as {max(self.minimum, 1)}", node)
        if not self.minimum <= int(node) <= self.maximum:
            raise fault("out-of-range", found=str(node), minimum=self.minimum, maximum=self.maximum)
        return int(node)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True)
class DecimalNumber(Reader):
    """A number with a decimal point, between two bounds, both possible."""

    minimum: float = -1e15
    maximum: float = 1e15

    def read(self, node: Any) -> float:
        if isinstance(node, (int, float)):
            return float(node)
        if not isinstance(node, str) or not re.fullmatch(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?", node):
            raise expected("a number, with a point before the decimals, such as 1.5", node)
        if not self.minimum <= float(node) <= self.maximum:
            raise fault("out-of-range", found=str(node), minimum=self.minimum, maximum=self.maximum)
        return float(node)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.minimum, "maximum": self.maximum}


class RowRangeReader(Reader):
    """``3`` or ``3-5`` → the first and the last row."""

    schema: ClassVar[dict[str, Any]] = {
        "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]{1,7}( ?[-–:] ?[0-9]{1,7})?$"}]
    }

    def read(self, node: Any) -> tuple[int, int]:
        if isinstance(node, tuple):
            return node  # pyright: ignore[reportUnknownVariableType]
        match = re.fullmatch(r"([0-9]{1,7})(?: ?[-–:] ?([0-9]{1,7}))?", node) if isinstance(node, str) else None
        if match is None or int(match[1]) < 1 or int(match[2] or match[1]) < int(match[1]):
            raise expected("a row such as 3, or rows such as 3-5", node)
        return int(match[1]), int(match[2] or match[1])


class DateReader(Reader):
    """``2013-04-08``, or as Norwegians write it: ``8.4.2013``."""

    schema: ClassVar[dict[str, Any]] = {
        "type": "string",
        "pattern": r"^(\d{4}-\d{2}-\d{2}|\d{1,2}\. ?\d{1,2}\. ?\d{4})$",
        "examples": ["2013-04-08"],
    }

    def read(self, node: Any) -> date:
        if type(node) is date:
            return node
        text = node if isinstance(node, str) else ""
        iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
        norwegian = re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})", text)
        parts = iso.groups() if iso else norwegian.groups()[::-1] if norwegian else None
        if parts is None:
            raise expected("a date such as 2013-04-08", node)
        try:
            return date(*map(int, parts))
        except ValueError:
            raise fault("no-such-date", found=text) from None


class LengthReader(Reader):
    """``2 cm``, ``20 mm`` or ``12 pt`` → EMU."""

    schema: ClassVar[dict[str, Any]] = {
        "type": "string",
        "pattern": r"^\d+(\.\d+)? ?(cm|mm|pt)$",
        "examples": ["2 cm", "12 pt"],
    }
    _UNITS: ClassVar[dict[str, int]] = {"cm": EMU_PER_CM, "mm": EMU_PER_CM // 10, "pt": EMU_PER_POINT}

    def read(self, node: Any) -> int:
        if type(node) is int:
            return node
        match = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?(cm|mm|pt)", node) if isinstance(node, str) else None
        if match is None:
            raise expected('a length such as "2 cm", "20 mm" or "12 pt"', node)
        return round(float(match[1]) * self._UNITS[match[2]])


class ChoiceReader(Reader):
    """One of the words of a ``Literal``."""

    def read(self, node: Any) -> Any:
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        words: tuple[str, ...] = get_args(source)

        def read(node: Any) -> str:
            if not isinstance(node, str) or not node:
                raise expected(f"one of {', '.join(words)}", node)
            if node not in words:
                nearest = closest(node.lower().replace(" ", "_"), words)
                raise fault("unknown-word", name=str(node), possible=words, nearest=nearest)
            return str(node)

        return core_schema.no_info_plain_validator_function(read, metadata={"words": words})

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"enum": list(schema["metadata"]["words"])}


class NameReader(Reader):
    """A key of a mapping, which goes on knowing where it stands."""

    schema: ClassVar[dict[str, Any]] = {"type": "string"}

    def read(self, node: Any) -> str:
        return node


class NamesReader(Reader):
    """A text, or a list of texts. Each goes on knowing where it stands (``mark_of``)."""

    schema: ClassVar[dict[str, Any]] = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR, "minItems": 1}]}

    def read(self, node: Any) -> tuple[str, ...]:
        if isinstance(node, tuple):
            return tuple(node)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        if isinstance(node, MarkedStr) and not node.is_left_out:
            return (node,)
        if not isinstance(node, MarkedList) or not node:
            raise expected("a text, or a list of texts", node)
        names: list[str] = []
        for item in node:
            if not isinstance(item, MarkedStr) or item.is_left_out:
                raise expected("a text", item)
            names.append(item)
        return tuple(names)


Word = TypeVar("Word")

Flag: TypeAlias = Annotated[bool, FlagReader()]
Whole: TypeAlias = Annotated[int, WholeNumber()]
RowRange: TypeAlias = Annotated[tuple[int, int], RowRangeReader()]
Number: TypeAlias = Annotated[float, DecimalNumber()]
Date: TypeAlias = Annotated[date, DateReader()]
Length: TypeAlias = Annotated[int, LengthReader()]
LanguageCode: TypeAlias = Annotated[Language, LanguageReader()]
Choice: TypeAlias = Annotated[Word, ChoiceReader()]
Name: TypeAlias = Annotated[str, NameReader()]
Names: TypeAlias = Annotated[tuple[str, ...], NamesReader()]
