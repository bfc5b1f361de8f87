"""A coded problem on its way through pydantic: raised by a field's type, told by ``read_fields``."""

from typing import Any, LiteralString, cast

from pydantic_core import PydanticCustomError

from deckgen.errors import Datum, Mark
from deckgen.fields.nodes import shape


def fault(code: str, mark: Mark | None = None, /, **data: Datum) -> PydanticCustomError:
    """What a type or a validator of a model raises: a code of the catalogue and its data. Without a mark, the field's."""
    context: dict[str, Any] = {"fault": True, "data": tuple(data.items()), "mark": mark}
    return PydanticCustomError(cast(LiteralString, code), cast(LiteralString, code), context)


def expected(what: str, found: object) -> PydanticCustomError:
    """``what`` says what belongs here, with an example: "a date such as 2013-04-08"."""
    return fault("expected", getattr(found, "mark", None), expected=what, found=shape(found))
