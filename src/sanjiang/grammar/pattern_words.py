"""The word lists of the patterns, from data/grammar/patterns/words.toml; ``{name}`` in a regex is one of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from sanjiang.core.alternatives import by_first_letter
from sanjiang.core.errors import LibraryError
from sanjiang.grammar.encode import expand
from sanjiang.grammar.expression import naming
from sanjiang.grammar.openings import glance
from sanjiang.library.data_files import data_path

MACRO: Final = re.compile(r"\{([a-z_]+)\}")


@cache
def _lists() -> dict[str, str]:
    return read_lists(data_path("grammar", "patterns", "words.toml"))


def read_lists(path: Path) -> dict[str, str]:
    """Read word lists, each as a regular expression of its words; a later list may name an earlier one.

    Raises
    ------
    LibraryError
        If the file is no TOML, or a list is empty or does not compile; names file and list.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(f"the word lists cannot be read: {error}", path.name, "correct the file") from error
    lists: dict[str, str] = {}
    for name, words in data.items():
        where = f"{path.name}:{name}"
        if not isinstance(words, list) or not words:
            raise LibraryError("a list without words", where, "give it at least one word")
        filled = (expand(fill(str(w), lists, where)) for w in words)
        with naming(where, "a word"):
            source = glance(by_first_letter(sorted(filled, key=len, reverse=True)), inside=True)
            re.compile(source)
        lists[name] = f"(?:{source})"
    return lists


def fill(source: str, lists: dict[str, str], where: str) -> str:
    """Replace ``{name}`` by its list; LibraryError if there is none of that name."""

    def one(match: re.Match[str]) -> str:
        if match[1] not in lists:
            raise LibraryError(f"no such word list: {match[1]}", where, f"use one of {', '.join(lists)}")
        return lists[match[1]]

    return MACRO.sub(one, source)


def word_list(name: str) -> str:
    """Return the regular expression of one list."""
    return _lists()[name]


def word_lists() -> dict[str, str]:
    """Return every list by name."""
    return _lists()
