"""Plans to JSON and YAML and back, and the JSON Schema. Loading never runs code and is bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import FormatError, SchemaVersionError, brief
from .messages import Word
from .tree import SCHEMA_VERSION

if TYPE_CHECKING:
    from pydantic import BaseModel

    from .model import Plan


def dumps(plan: BaseModel, format: str = "json", *, indent: int | None = 2) -> str:
    """A model as ``json``, ``jsonl`` (one line) or ``yaml`` text, ending with a newline."""
    return to_text(plan, format, indent=indent)


def to_text(data: object, format: str = "json", *, indent: int | None = 2) -> str:
    """A model, a tree or plain data as ``json``, ``jsonl`` or ``yaml`` text, with a newline."""
    if format == "yaml":
        from .yaml_text import to_yaml

        return to_yaml([data])
    from .json_text import json_text

    return json_text(data, None if format == "jsonl" else indent) + "\n"


def load_plan(text: str, name: str = "<text>") -> Plan:
    """A Plan from its JSON or YAML text.

    Raises:
        SchemaVersionError: it was written under a newer schema.
        FormatError: it is not a Plan; the message names the first field that is wrong.
    """
    from .loading import load_data

    data = load_data(text, name)
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if not isinstance(data, dict) or "schema_version" not in data:
        raise FormatError("{name}: not an extracted plan (no schema_version)", name=name)
    version = str(data["schema_version"])
    if version != SCHEMA_VERSION:
        raise SchemaVersionError(
            "{name}: schema {version}; this planparse knows {known}",
            name=name,
            version=brief(version),
            known=SCHEMA_VERSION,
        )
    from pydantic import ValidationError

    from .model import Plan

    try:
        return Plan.model_validate({**data, "schema_version": version})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = brief(".".join(map(str, first["loc"])))
        raise FormatError(
            "{name}: {where}: {what}",
            name=name,
            where=where,
            what=Word(first["msg"]),
        ) from error


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a Plan, as published under schemas/."""
    from .model import Plan

    schema = Plan.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"plan-{SCHEMA_VERSION}.schema.json",
        **schema,
    }
