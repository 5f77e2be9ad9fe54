"""Patterns as data: each a regular expression over a sentence's letters, with its own examples.

A pattern of ``data/grammar/patterns/*.toml`` has ``id``, ``kind``, ``regex``, ``examples``, ``counter``. In the regex
``<date> <money> <capacity> <count> <ratio> <area> <org> <place> <product> <phase>`` stand for one mention each and
``{name}`` for a list of words.toml. Group names are fields (`pattern_fields.FIELDS`): a group over one mention takes
its value, another its words. A pattern may also set

needs       words, one of which a sentence must have for the regex to be tried
stage       the statement's stage
planned     the kind that the statement has instead where the sentence tells of a plan
grow        true: the name takes also the words before it, back to the mark, verb or place before them
general     true: read only where a figure is left over that no other pattern took, within that figure's clause; `needs`
            names the figure's letter, and a regex that opens with ``^`` begins where the clause does
home_place  true: without a place of its own the statement is about its clause's subject, else the document's region
home_party  true: the document's region is one of the parties
same_party  true: the parties are those of the statement before in the sentence
undated     true: the date of its clause is not the statement's
ratio       the value where no group gives one (half price is 0.5)
unless      a regex that the sentence before the match must not have
each        the group that lists statements
subject     "park": the name is that of the park that the clause is about

A figure says one thing: what an earlier pattern took is not taken again. The files are read in the order of their
``rank``, then of their names.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from sanjiang.core.errors import LibraryError
from sanjiang.core.statement import KINDS, STAGES
from sanjiang.grammar.encode import expand
from sanjiang.grammar.expression import naming, parsed
from sanjiang.grammar.pattern import Pattern
from sanjiang.grammar.pattern_fields import FIELDS
from sanjiang.grammar.pattern_match import PatternFinder
from sanjiang.grammar.pattern_words import fill, word_lists
from sanjiang.grammar.required import required_of
from sanjiang.library.data_files import data_path

KEYS: Final = frozenset(
    [
        "id",
        "kind",
        "regex",
        "examples",
        "counter",
        "needs",
        "unless",
        "stage",
        "planned",
        "grow",
        "general",
        "home_place",
        "home_party",
        "same_party",
        "undated",
        "ratio",
        "each",
        "subject",
    ]
)


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """Load every pattern of the package."""
    return read_patterns(data_path("grammar", "patterns"))


def read_patterns(folder: Path) -> tuple[Pattern, ...]:
    """Read the patterns of a folder's files, but for words.toml.

    Raises
    ------
    LibraryError
        If a file or pattern is not understood; names file and pattern.
    """
    files: list[tuple[int, str, list[dict[str, object]]]] = []
    for path in folder.glob("*.toml"):
        if path.name == "words.toml":
            continue
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise LibraryError(f"the file is not TOML: {error}", path.name, "correct the file") from error
        files.append((int(data.get("rank", 0)), path.name, data.get("pattern", [])))
    found: dict[str, Pattern] = {}
    for _, name, records in sorted(files, key=lambda f: f[:2]):
        for record in records:
            pattern = _pattern(record, f"{name}:{record.get('id', '?')}")
            if pattern.id in found:
                raise LibraryError("two patterns of one id", f"{name}:{pattern.id}", "rename one of them")
            found[pattern.id] = pattern
    return tuple(found.values())


def _pattern(record: dict[str, object], where: str) -> Pattern:
    unknown = sorted(set(record) - KEYS)
    if unknown or not isinstance(record.get("id"), str):
        raise LibraryError(f"unknown keys {unknown} or no id", where, f"use {', '.join(sorted(KEYS))}")
    kind, stage, planned = record.get("kind"), record.get("stage"), record.get("planned")
    if (
        kind not in KINDS
        or (planned is not None and planned not in KINDS)
        or (stage is not None and stage not in STAGES)
    ):
        raise LibraryError(
            f"kind {kind!r}, planned {planned!r} or stage {stage!r} is not known",
            where,
            f"use one of {', '.join(KINDS)}; {', '.join(STAGES)}",
        )
    each = record.get("each")
    examples, counter = _sentences(record, "examples", where), _sentences(record, "counter", where)
    source, parts = _parsed(str(record.get("regex", "")), each, where)
    return Pattern(
        id=str(record["id"]),
        kind=kind,
        source=source,
        required=required_of(parts),
        needs=tuple(expand(str(word)) for word in _list(record.get("needs", []), "needs", where)),
        unless=_compiled(str(record["unless"]), where) if "unless" in record else None,
        stage=stage,
        planned=planned,
        grow=bool(record.get("grow")),
        general=bool(record.get("general")),
        home_place=bool(record.get("home_place")),
        home_party=bool(record.get("home_party")),
        same_party=bool(record.get("same_party")),
        undated=bool(record.get("undated")),
        ratio=_number(record.get("ratio"), where),
        each=str(each) if each else None,
        subject=str(record["subject"]) if "subject" in record else None,
        examples=examples,
        counter=counter,
    )


def _parsed(source: str, each: object, where: str) -> tuple[str, Any]:
    """Return a regex filled in, and its parts; it is compiled when a sentence first may match it."""
    filled = expand(fill(source, word_lists(), where))
    with naming(where):
        parts = parsed(filled)
    groups = parts.state.groupdict
    wrong = [g for g in groups if g not in FIELDS and not g.startswith("part") and g != "items"]
    if wrong or not source or (each and each not in groups):
        raise LibraryError(
            f"groups {wrong} or each {each!r} are no fields of the regex", where, f"use {', '.join(FIELDS)}"
        )
    return filled, parts


def _compiled(source: str, where: str) -> re.Pattern[str]:
    with naming(where):
        return re.compile(expand(fill(source, word_lists(), where)))


def _number(value: object, where: str) -> float | None:
    if value is None or isinstance(value, float):
        return value
    raise LibraryError("ratio is no decimal number", where, "write ratio = 0.5")


def _list(value: object, name: str, where: str) -> list[object]:
    if not isinstance(value, list):
        raise LibraryError(f"{name} is not a list", where, f'write {name} = ["…"]')
    return value


def _sentences(record: dict[str, object], name: str, where: str) -> tuple[str, ...]:
    found = tuple(map(str, _list(record.get(name, []), name, where)))
    if not found:
        raise LibraryError(
            f"a pattern without {name}", where, "add a sentence that it must read and one that it must not"
        )
    return found


@cache
def pattern_finder() -> PatternFinder:
    """Return the finder of the package's patterns."""
    return PatternFinder(load_patterns())
