"""The last words of noun phrases that name a project, a facility or a park."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Final, Literal, get_args

from sanjiang.core.alternatives import by_first_letter
from sanjiang.grammar.encode import LETTERS
from sanjiang.library.data_files import data_path

HeadClass = Literal["project", "facility", "park"]
CLASSES: Final[tuple[HeadClass, ...]] = get_args(HeadClass)
AMOUNTS: Final = tuple(LETTERS[kind] for kind in ("capacity", "count", "phase"))
NOT_A_HEAD: Final = r"(?![师机技大学院部化制法库单组]|清单|名单|机械|技术|总承包|类|起重|车)"


@cache
def head_classes() -> dict[str, HeadClass]:
    """Return the head words in the order in which they are tried, with their classes: parks first, longest first."""
    data = tomllib.loads(data_path("grammar", "heads.toml").read_text(encoding="utf-8"))
    classes: dict[str, HeadClass] = {word: name for name in CLASSES for word in data[name]}
    longest_first = sorted(classes, key=len, reverse=True)
    return {word: name for name in reversed(CLASSES) for word in longest_first if classes[word] == name}


@cache
def head_pattern() -> re.Pattern[str]:
    """Return a pattern of the head words; each branch opens with its letters, for `re` leaps to opening letters."""
    return re.compile(by_first_letter(word + NOT_A_HEAD for word in map(re.escape, head_classes())))


@cache
def core_pattern() -> re.Pattern[str]:
    """Return a pattern of what no works is without: a head word, an amount or a phase; no class, see `head_pattern`."""
    return re.compile("|".join((*AMOUNTS, head_pattern().pattern)))


def core_words() -> tuple[str, ...]:
    """Return the words one of which every match of `core_pattern` has, but for counted things."""
    return (*(letter for letter in AMOUNTS if letter != LETTERS["count"]), *head_classes())


@cache
def general_pattern() -> re.Pattern[str]:
    """Return a pattern that matches a phrase made of general words only ("一批重点")."""
    data = tomllib.loads(data_path("grammar", "heads.toml").read_text(encoding="utf-8"))
    words = "|".join(re.escape(w) for w in sorted(data["general"], key=len, reverse=True))
    return re.compile(rf"(?:{words}|[的等、和及与“”\s])*")
