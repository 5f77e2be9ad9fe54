"""Reads a brief that was saved as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sanjiang.core.errors import DocumentError

LARGEST = 200_000_000
"""Bytes; a brief of fifty documents has about one million."""
TABLES = ("documents", "ladder", "gaps", "partners", "assumptions", "statement_list")


def read_brief(path: Path) -> Mapping[str, Any]:
    """Read a saved brief.

    Raises
    ------
    DocumentError
        If the file cannot be read, or holds no brief.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("too large")
        brief = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DocumentError(
            f"读不出文件 cannot read: {error.strerror}", str(path), "检查路径和权限 check the path and its permissions"
        ) from error
    except (ValueError, RecursionError) as error:
        raise _no_brief(path) from error
    if not isinstance(brief, dict) or not isinstance(brief.get("region"), dict) or "as_of" not in brief:
        raise _no_brief(path)
    if not isinstance(brief.get("share") or {}, dict):
        raise _no_brief(path)
    for table in TABLES:
        rows = brief.get(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise _no_brief(path)
    return brief


def _no_brief(path: Path) -> DocumentError:
    return DocumentError(
        "不是简报的 JSON no brief's JSON",
        str(path),
        "用 make one with: sanjiang brief … --out brief.json",
    )
