"""Regular expressions of the data files: what they are made of, and where a broken one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sanjiang.core.errors import LibraryError


def parsed(source: str) -> Any:
    """Return the parts of an expression: pairs of an operation and what it is done with; `re.error` if it is none."""
    # Nothing public of `re` tells them; its own parser has had this name since Python 3.11.
    return import_module("re._parser").parse(source)


@contextmanager
def naming(where: str, what: str = "the regex") -> Iterator[None]:
    """Make of an `re.error` a LibraryError that says where the expression stands."""
    try:
        yield
    except re.error as error:
        mend = f"correct the {what.rsplit(maxsplit=1)[-1]}"
        raise LibraryError(f"{what} does not compile: {error}", where, mend) from error
