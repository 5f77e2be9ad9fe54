"""What a regular expression is made of, as `re` itself parses it."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def parsed(source: str) -> Any:
    """Return the parts of an expression: pairs of an operation and what it is done with; `re.error` if it is none."""
    # Nothing public of `re` tells them; its own parser has had this name since Python 3.11.
    return import_module("re._parser").parse(source)
