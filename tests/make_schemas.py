"""Writes schemas/*.schema.json from the models: ``python tests/make_schemas.py``."""

from __future__ import annotations

import json
from pathlib import Path

from planparse.export import json_schema

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"


def plan_schema() -> str:
    """The Plan's schema as published."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    (SCHEMAS / "plan-1.0.schema.json").write_text(plan_schema(), "utf-8")
