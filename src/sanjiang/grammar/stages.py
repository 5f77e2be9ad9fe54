"""How far a project is, from the words that follow its name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from sanjiang.core.alternatives import by_first_letter
from sanjiang.core.dates import DateSpan
from sanjiang.core.statement import Stage
from sanjiang.core.tuples import new
from sanjiang.grammar.encode import LETTERS, Encoded
from sanjiang.grammar.openings import glance
from sanjiang.library.data_files import data_path

BEFORE: Final[dict[Stage, Stage]] = {
    "operating": "under_construction",
    "partly_operating": "under_construction",
    "under_construction": "planned",
}
"""The stage of a project that has not yet reached the key's."""

AIMED: Final = 60
"""How far before it an aim may stand ("力争…等项目年底建成"): in the same clause, however long its list."""
TO_COME: Final = re.compile("明年|后年|来年|下个?月|下半年|年底前|年内|月底前")
"""A date that lies ahead whenever it is written."""
REACH: Final = 14
"""How far before a word of progress its date may stand, in letters."""
BREAK: Final = re.compile("[，,。；;]")


class StageWord(NamedTuple):
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
        re.compile(by_first_letter(map(re.escape, longest_first))),
        meaning,
        re.compile(
            glance(
                rf"(?:(?:{guards['future']})[^，,。；;]{{0,8}}|可(?:全部|全面|正式|陆续|基本)?"
                rf"|(?:{guards['aim']})(?:[到在于]?{LETTERS['date']}[前底末]?[，,])?[^，,。；;]*)$"
            )
        ),
        re.compile(rf"(?:{guards['then']})"),
        re.compile(rf"(?:{guards['not_yet']})[^，,。；;]{{0,4}}$"),
    )


def dates_ahead(encoded: Encoded, published: date | None) -> list[int]:
    """Return where in the letters a date stands that begins, or is a day to be kept ("年底前"), after publication."""
    dated = ((i, m.value) for i, m in encoded.mentions.items() if isinstance(m.value, DateSpan))
    return [i for i, day in dated if _is_ahead(day, published)]


def _is_ahead(day: DateSpan, published: date | None) -> bool:
    first = day.start or day.end
    if published is None or first is None:
        return TO_COME.match(day.as_written) is not None
    return first > published


def stage_words(letters: str, start: int = 0, end: int | None = None, ahead: Collection[int] = ()) -> list[StageWord]:
    """Return the words of progress in `letters`, those about the future or denied turned into what they mean today.

    Parameters
    ----------
    letters : str
        An encoded sentence.
    start, end : int
        The stretch of it to look in.
    ahead : collection of int
        Where dates stand that are yet to come, as `dates_ahead` finds them.
    """
    return list(each_stage_word(letters, start, end, ahead))


def each_stage_word(
    letters: str, start: int = 0, end: int | None = None, ahead: Collection[int] = ()
) -> Iterator[StageWord]:
    """Yield what `stage_words` returns."""
    words, meaning, future, then, not_yet = _patterns()
    for match in words.finditer(letters, start, len(letters) if end is None else end):
        stage = meaning[match.group()]
        before = letters[max(0, match.start() - AIMED) : match.start()]
        if stage in ("operating", "partly_operating") and then.match(letters, match.end()):
            continue
        if not_yet.search(before):
            stage = BEFORE.get(stage, stage)
        elif future.search(before) or (ahead and any(_tells_when(letters, at, match.start()) for at in ahead)):
            if stage in ("operating", "partly_operating"):
                continue
            if stage == "under_construction":
                stage = "planned"
        start, end = match.span()
        yield new(StageWord, (start, end, stage, letters.startswith("的", end)))


def _tells_when(letters: str, at: int, word: int) -> bool:
    """Tell whether the date at `at` is that of the word of progress: it stands shortly before, in the same clause."""
    return at < word <= at + REACH and not BREAK.search(letters, at, word)
