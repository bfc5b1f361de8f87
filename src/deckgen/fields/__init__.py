"""A YAML file → nodes with their marks, every scalar text; and the types that make values of them."""

from typing import TYPE_CHECKING, Any

from deckgen.fields.nodes import MarkedDict, MarkedList, MarkedStr, Node, mark_of
from deckgen.fields.yaml import read_yaml

if TYPE_CHECKING:
    from deckgen.fields.faults import fault
    from deckgen.fields.model import Fields
    from deckgen.fields.reading import read_fields
    from deckgen.fields.schema import json_schema
    from deckgen.fields.types import (
        Choice,
        Date,
        DecimalNumber,
        Flag,
        LanguageCode,
        Length,
        Localized,
        Name,
        Names,
        Number,
        RowRange,
        Source,
        Whole,
        WholeNumber,
    )

__all__ = [
    "Choice",
    "Date",
    "DecimalNumber",
    "Fields",
    "Flag",
    "LanguageCode",
    "Length",
    "Localized",
    "MarkedDict",
    "MarkedList",
    "MarkedStr",
    "Name",
    "Names",
    "Node",
    "Number",
    "RowRange",
    "Source",
    "Whole",
    "WholeNumber",
    "fault",
    "json_schema",
    "mark_of",
    "read_fields",
    "read_yaml",
]

_MODULES = {"fault": "faults", "Fields": "model", "read_fields": "reading", "json_schema": "schema"}


def __getattr__(name: str) -> Any:
    """What needs pydantic is imported when it is asked for: reading a template's YAML does without."""
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"deckgen.fields.{_MODULES.get(name, 'types')}"), name)
