"""Answers: JSON of rows as they are, which were made by this program and need no second look."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from sanjiang.workbench.register.rows import Row


def as_json(value: dict[str, Any]) -> HttpResponse:
    """Return a value as JSON, and have nobody keep it."""
    body = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-store"})


def as_page(rows: Sequence[Row], following: int | None) -> HttpResponse:
    """Return a page of rows, and what the next begins after."""
    return as_json({"rows": rows, "next": following})
