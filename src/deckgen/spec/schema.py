"""The models of a spec → one JSON Schema, with which editors complete and check specs."""

import json
from typing import Any

from deckgen.fields import json_schema
from deckgen.kinds import kinds
from deckgen.spec.fields import DeckFields, RepeatFields


def spec_schema() -> dict[str, Any]:
    """The schema: the deck's own fields, and for each slide those of its kind."""
    definitions: dict[str, Any] = {}
    deck = _taken_apart(json_schema(DeckFields), definitions)
    repeat = _taken_apart(json_schema(RepeatFields), definitions)
    rules: list[dict[str, Any]] = []
    for name, kind in kinds().items():
        fields = _taken_apart(json_schema(kind.fields), definitions)
        fields["properties"]["kind"] = {"const": name, "description": kind.about}
        definitions[f"kind_{name}"] = fields
        rules.append({"if": {"properties": {"kind": {"const": name}}}, "then": {"$ref": f"#/definitions/kind_{name}"}})
    definitions["slide"] = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(kinds()), "description": "What sort of slide this is."}},
        "allOf": rules,
    }
    definitions["repeat"] = repeat
    definitions["slides"] = {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "if": {"required": ["repeat"]},
            "then": {"$ref": "#/definitions/repeat"},
            "else": {"$ref": "#/definitions/slide"},
        },
    }
    for holder in (deck, repeat):
        holder["properties"]["slides"] = {
            "$ref": "#/definitions/slides",
            "description": holder["properties"]["slides"]["description"],
        }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A deck",
        **deck,
        "definitions": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as the repository carries it and ``deckgen schema`` prints it."""
    return json.dumps(spec_schema(), indent=2, ensure_ascii=False) + "\n"


def _taken_apart(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """A model's schema without the definitions that it brings along, which are gathered in one place."""
    schema.pop("$schema", None)
    definitions.update(schema.pop("definitions", {}))
    return schema
