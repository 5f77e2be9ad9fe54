"""How far a project is, from the words that follow its name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from sanjiang.core.statement import Stage
from sanjiang.grammar.encode import LETTERS
from sanjiang.library.data_files import data_path

BEFORE: dict[Stage, Stage] = {
    "operating": "under_construction",
    "partly_operating": "under_construction",
    "under_construction": "planned",
}
"""The stage of a project that has not yet reached the key's."""


@dataclass(frozen=True, slots=True)
class StageWord:
    """A word of progress among a sentence's letters; relative if it describes what follows ("已建成的")."""

    start: int
    end: int
    stage: Stage
    relative: bool = False


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, Stage], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(data_path("grammar", "stages.toml").read_text(encoding="utf-8"))
    meaning: dict[str, Stage] = {}
    for stage, words in data["words"].items():
        for word in words:
            meaning[word.replace("CAPACITY", LETTERS["capacity"])] = stage
    longest_first = sorted(meaning, key=len, reverse=True)
    guards = {
        name: "|".join(map(re.escape, sorted(words, key=len, reverse=True))) for name, words in data["guards"].items()
    }
    return (
        re.compile("|".join(map(re.escape, longest_first))),
        meaning,
        re.compile(rf"(?:{guards['future']})[^，,。；;]{{0,8}}$"),
        re.compile(rf"(?:{guards['then']})"),
        re.compile(rf"(?:{guards['not_yet']})[^，,。；;]{{0,4}}$"),
    )


def stage_words(letters: str, start: int = 0, end: int | None = None) -> list[StageWord]:
    """Return the words of progress in `letters`, those about the future or denied turned into what they mean today."""
    words, meaning, future, then, not_yet = _patterns()
    found: list[StageWord] = []
    for match in words.finditer(letters, start, len(letters) if end is None else end):
        stage = meaning[match.group()]
        before = letters[max(0, match.start() - 14) : match.start()]
        if stage in ("operating", "partly_operating") and then.match(letters, match.end()):
            continue
        if not_yet.search(before):
            stage = BEFORE.get(stage, stage)
        elif future.search(before):
            if stage in ("operating", "partly_operating"):
                continue
            if stage == "under_construction":
                stage = "planned"
        found.append(StageWord(match.start(), match.end(), stage, letters.startswith("的", match.end())))
    return found
