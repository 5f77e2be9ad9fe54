"""One pattern of the data files, checked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sanjiang.core.statement import Kind, Stage
from sanjiang.grammar.required import Required


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One pattern of the data files; two are equal only if they are one."""

    id: str
    kind: Kind
    source: str
    """Its regular expression, the lists and the letters of mentions filled in."""
    required: Required
    needs: tuple[str, ...]
    unless: re.Pattern[str] | None
    stage: Stage | None
    planned: Kind | None
    grow: bool
    general: bool
    home_place: bool
    home_party: bool
    same_party: bool
    undated: bool
    ratio: float | None
    each: str | None
    subject: str | None
    examples: tuple[str, ...]
    counter: tuple[str, ...]
