"""Models → JSON Schema, for completion and checking in editors."""

from typing import Any, cast

from pydantic.json_schema import GenerateJsonSchema

from deckgen.fields.model import Fields
from deckgen.fields.types import SCALAR

DRAFT = "http://json-schema.org/draft-07/schema#"


class _Schema(GenerateJsonSchema):
    """As pydantic makes it, without what says nothing in an editor: titles, and null, which YAML's text never is."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: Any) -> dict[str, Any]:
        """A model that a text alone stands for is the text or the mapping."""
        made = super().model_schema(schema)
        if not schema["cls"].text_alone:
            return made
        described = {"description": made.pop("description")} if "description" in made else {}
        alone = made.get("properties", {}).get(schema["cls"].text_alone, {})
        return {**described, "anyOf": [{"enum": alone["enum"]} if "enum" in alone else dict(SCALAR), made]}

    def default_schema(self, schema: Any) -> dict[str, Any]:
        made = super().default_schema(schema)
        if made.get("default", ...) in (None, {}, [], ()):
            del made["default"]
        return made


def json_schema(model: type[Fields]) -> dict[str, Any]:
    """The schema of one model, draft 7, which the editors' YAML extensions know; models inside it under ``definitions``."""
    made = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}", schema_generator=_Schema)
    if "$defs" in made:
        made["definitions"] = made.pop("$defs")
    _tidy(made)
    return {"$schema": DRAFT, **made}


def _tidy(schema: Any) -> None:
    """Takes away titles, which are the names of classes and fields again, and puts a reference in no company.

    What stands beside a ``$ref``, such as a description, is overlooked in draft 7.
    """
    parts: list[Any] = []
    if isinstance(schema, dict):
        named = cast(dict[str, Any], schema)
        if isinstance(named.get("title"), str):
            del named["title"]
        if "$ref" in named and len(named) > 1:
            named["allOf"] = [{"$ref": named.pop("$ref")}]
        parts = list(named.values())
    elif isinstance(schema, list):
        parts = cast(list[Any], schema)
    for part in parts:
        _tidy(part)
