"""The base of all models of a spec: a mapping with known names → a frozen value that knows where each field stands."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, PrivateAttr, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from deckgen.errors import Datum, Mark, closest
from deckgen.fields.faults import fault
from deckgen.fields.nodes import MarkedDict, MarkedList, MarkedStr

_NOWHERE = Mark("")

MOST_NAMES, NAMES_OF_MANY = 12, 8  # that a message lists: of a list that is longer, only some


def unknown_field(name: str, possible: tuple[str, ...]) -> dict[str, Datum]:
    """What the message for an unknown name says: all that is possible or, of a long list, the names most like it."""
    nearest = closest(name, possible)
    if len(possible) <= MOST_NAMES:
        return {"name": name, "possible": possible, "more": "", "nearest": nearest}
    alike = tuple(get_close_matches(name, possible, NAMES_OF_MANY, 0.0))
    more = f" and {len(possible) - len(alike)} more, listed in docs/reference"
    return {"name": name, "possible": alike, "more": more, "nearest": nearest}


class Fields(BaseModel):
    """A mapping of a spec. A field is declared once: its name (or ``alias``), type, default and description."""

    # A model is built when it is first used: a spec uses a few of the kinds.
    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, hide_input_in_errors=True, defer_build=True
    )

    # The field that a text alone stands for: with "file", ``need: need.csv`` is short for ``need: {file: need.csv}``.
    text_alone: ClassVar[str] = ""

    _mark: Mark = PrivateAttr(default=_NOWHERE)
    _marks: Mapping[str, Mark] = PrivateAttr(default_factory=dict[str, Mark])

    @property
    def mark(self) -> Mark:
        """Where the mapping begins."""
        return self._mark

    @property
    def marks(self) -> Mapping[str, Mark]:
        """Where the values of the fields that are given stand, by the names that the spec uses."""
        return MappingProxyType(dict(self._marks))

    def __eq__(self, other: object) -> bool:
        """Compared by what is said, wherever it stands."""
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = BaseModel.__hash__

    @classmethod
    def field_names(cls) -> tuple[str, ...]:
        """The names that a spec may use, in the order of declaration."""
        return tuple(info.alias or name for name, info in cls.model_fields.items())

    @model_validator(mode="wrap")
    @classmethod
    def _remember_marks(cls, value: Any, handler: ModelWrapValidatorHandler["Fields"]) -> "Fields":
        if isinstance(value, MarkedStr) and value and cls.text_alone:
            value = MarkedDict([(MarkedStr(cls.text_alone, value.mark), value)], value.mark)
        try:
            made = handler(value)
        except ValidationError as error:
            raise ValidationError.from_exception_data(cls.__name__, [cls._named(each) for each in error.errors()]) from None
        if isinstance(value, (MarkedDict, MarkedList, MarkedStr)):
            made._mark = value.mark
        if isinstance(value, MarkedDict):
            made._marks = {str(key): node.mark for key, node in value.items()}
        return made

    @classmethod
    def _named(cls, error: Any) -> InitErrorDetails:
        """The error again; where this mapping lacks or does not know a name, with the names that are possible."""
        kind: Any = error["type"]
        context: dict[str, Any] = error.get("ctx", {})
        if kind == "extra_forbidden" and len(error["loc"]) == 1:
            name = str(error["loc"][0])
            kind = fault("unknown-field", **unknown_field(name, cls.field_names()))
        elif kind == "missing" and len(error["loc"]) == 1:
            kind = fault("missing-field", name=str(error["loc"][0]))
        elif context.get("fault"):
            kind = PydanticCustomError(kind, error["msg"], context)
        return InitErrorDetails(type=kind, loc=error["loc"], input=error["input"], ctx=context)
