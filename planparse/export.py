"""Plans to JSON and YAML and back, and the JSON Schema. Loading never runs code and is bounded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from .errors import FormatError, SchemaVersionError
from .loading import load_data
from .model import SCHEMA_VERSION, Plan


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The C dumper of libyaml where PyYAML has it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def to_dict(model: BaseModel) -> dict[str, Any]:
    """Plain data of a model, as the JSON has it."""
    data: dict[str, Any] = model.model_dump(mode="json")
    return data


def dumps(plan: BaseModel, format: str = "json", *, indent: int | None = 2) -> str:
    """A model as ``json``, ``jsonl`` (one line) or ``yaml`` text, ending with a newline."""
    if format == "yaml":
        return to_yaml([to_dict(plan)])
    data = to_dict(plan)
    if format == "jsonl":
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    return json.dumps(data, ensure_ascii=False, indent=indent) + "\n"


def to_yaml(documents: Iterable[object]) -> str:
    """Documents as a YAML stream; characters are kept, not escaped."""
    documents = list(documents)
    text: str = yaml.dump_all(
        documents, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100,
        explicit_start=len(documents) > 1,
    )  # fmt: skip
    return text


def load_plan(text: str, name: str = "<text>") -> Plan:
    """A Plan from its JSON or YAML text.

    Raises:
        SchemaVersionError: it was written under a newer schema.
        FormatError: it is not a Plan; the message names the first field that is wrong.
    """
    data = load_data(text, name)
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if not isinstance(data, dict) or "schema_version" not in data:
        raise FormatError(f"{name}: not an extracted plan (no schema_version)")
    version = str(data["schema_version"])
    if version != SCHEMA_VERSION:
        raise SchemaVersionError(
            f"{name}: schema {_brief(version)}; this planparse knows {SCHEMA_VERSION}"
        )
    try:
        return Plan.model_validate({**data, "schema_version": version})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = _brief(".".join(map(str, first["loc"])))
        raise FormatError(f"{name}: {where}: {first['msg']}") from error


_BRIEF = 60


def _brief(text: str) -> str:
    """The text on one line, its middle left out where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _BRIEF else f"{line[: _BRIEF // 2]}…{line[-_BRIEF // 2 :]}"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a Plan, as published under schemas/."""
    schema = Plan.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"plan-{SCHEMA_VERSION}.schema.json",
        **schema,
    }
