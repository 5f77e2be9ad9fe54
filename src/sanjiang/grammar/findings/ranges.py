"""The plausible ranges of data/grammar/plausible.toml, each with its reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from sanjiang.core.errors import LibraryError
from sanjiang.core.statement import KINDS, Kind
from sanjiang.grammar.findings.amounts import Field
from sanjiang.library.data_files import data_path
from sanjiang.library.figures import read_figure

FILE = ("grammar", "plausible.toml")
FIELDS = (*get_args(Field), "year", "years_ahead", "investment_per_capacity", "yield")
WORDS = ("clause", "sentence", "unless", "product")
KEYS = {"id", "zh", "en", "kinds", "field", "unit", "low", "high", "process", "source", "assumption", *WORDS}


@dataclass(frozen=True, slots=True)
class Range:
    """What a figure may be, at least and at most (None where there is no limit), for which statements, and why."""

    id: str
    zh: str
    en: str
    kinds: tuple[Kind, ...]
    field: str
    unit: str
    low: float | None
    high: float | None
    process: str | None
    words: Mapping[str, re.Pattern[str]]
    reason: str

    def fits(self, clause: str, sentence: str, product: str) -> bool:
        """Tell whether the words around a figure are those that the range is for."""
        texts = {"clause": clause, "sentence": sentence, "product": product}
        unless = self.words.get("unless")
        if unless and unless.search(clause):
            return False
        return all(self.words[k].search(text) for k, text in texts.items() if k in self.words)


@dataclass(frozen=True, slots=True)
class Plausible:
    """All ranges in the order in which they are tried, and how far figures may differ and still be one."""

    rounding: float
    about: float
    ranges: tuple[Range, ...]


@cache
def load_plausible() -> Plausible:
    """Load the file once; LibraryError where a range is wrong or has no single reason."""
    data = tomllib.loads(data_path(*FILE).read_text(encoding="utf-8"))
    tolerance = {k: read_figure(r, f"tolerance.{k}", "/".join(FILE), {}).value for k, r in data["tolerance"].items()}
    return Plausible(tolerance["rounding"], tolerance["about"], tuple(read_range(r) for r in data["range"]))


def read_range(record: Mapping[str, Any]) -> Range:
    """Return the range of a record; LibraryError where it is wrong."""
    name = str(record.get("id", "?"))
    where = f"{'/'.join(FILE)}: {name}"
    unknown = sorted(set(record) - KEYS)
    if unknown:
        raise LibraryError(f"unknown field {unknown[0]!r}", where, f"use {', '.join(sorted(KEYS))}")
    reasons = [record[k] for k in ("source", "assumption") if record.get(k)]
    if len(reasons) != 1:
        raise LibraryError("a range needs a source or an assumption, and only one", where, "say where it is from")
    if record.get("field") not in FIELDS or not set(record.get("kinds", ["?"])) <= set(KINDS):
        raise LibraryError("no such field or kind", where, f"fields: {', '.join(FIELDS)}; kinds: {', '.join(KINDS)}")
    low, high = record.get("low"), record.get("high")
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        raise LibraryError("a range needs a low, a high or both in order", where, "give low or high")
    try:
        words = {k: re.compile(record[k], re.DOTALL) for k in WORDS if k in record}
    except re.error as error:
        raise LibraryError(f"no regular expression: {error}", where, "mend the expression") from None
    return Range(
        name,
        record["zh"],
        record["en"],
        tuple(record["kinds"]),
        record["field"],
        record["unit"],
        low,
        high,
        record.get("process"),
        words,
        reasons[0],
    )
