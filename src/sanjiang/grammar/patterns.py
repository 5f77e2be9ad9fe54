"""Patterns as data: each a regular expression over a sentence's letters, with its own examples.

A pattern of ``data/grammar/patterns/*.toml`` has ``id``, ``kind``, ``regex``, ``examples``, ``counter`` and may set
``stage``, ``home_place``, ``home_party`` (the document's own region) and ``each`` (a group that lists statements).
Group names are fields: a group over one mention takes its value, another its words. In the regex ``<date> <money>
<capacity> <count> <ratio> <area> <org> <place> <product> <phase>`` stand for one mention each, ``{party}`` and
``{parties}`` for names.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sanjiang.core.dates import DateSpan
from sanjiang.core.errors import LibraryError
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import KINDS, STAGES, Kind, Place, Stage
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import Encoded, expand
from sanjiang.library.data_files import data_path

PARTY = (
    r"(?:<place>{0,2}[\u4e00-\u9fffA-Za-z]{0,12}?<org>|<place>{1,2}[\u4e00-\u9fff]{0,8}?|[\u4e00-\u9fffA-Za-z]{2,10}?)"
)
MACROS = {"{party}": PARTY, "{parties}": rf"{PARTY}(?:[、和与及]{PARTY})*"}
LIST = re.compile(r"[、和与及]|以及")
QUOTED = re.compile(r"[“”\"]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of the data files."""

    id: str
    kind: Kind
    regex: re.Pattern[str]
    stage: Stage | None
    home_place: bool
    home_party: bool
    each: str | None
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """Load every pattern, files in order of name.

    Raises
    ------
    LibraryError
        If a pattern is not understood; names file and pattern.
    """
    found: list[Pattern] = []
    for path in sorted(data_path("grammar", "patterns").glob("*.toml")):
        for record in tomllib.loads(path.read_text(encoding="utf-8")).get("pattern", []):
            found.append(_pattern(record, f"{path.name}:{record.get('id', '?')}"))
    return tuple(found)


def _pattern(record: dict[str, object], where: str) -> Pattern:
    source = str(record.get("regex", ""))
    for macro, body in MACROS.items():
        source = source.replace(macro, body)
    kind, stage = record.get("kind"), record.get("stage")
    if kind not in KINDS or (stage is not None and stage not in STAGES):
        raise LibraryError(
            f"kind {kind!r} or stage {stage!r} is not known",
            where,
            f"use one of {', '.join(KINDS)}; {', '.join(STAGES)}",
        )
    try:
        regex = re.compile(expand(source))
    except re.error as error:
        raise LibraryError(f"the regex does not compile: {error}", where, "correct the pattern") from error
    examples, counter = record.get("examples", []), record.get("counter", [])
    if not isinstance(examples, list) or not isinstance(counter, list) or not examples:
        raise LibraryError("a pattern without examples", where, "add at least one sentence that it must match")
    return Pattern(
        id=str(record["id"]),
        kind=kind,
        regex=regex,
        stage=stage,
        home_place=bool(record.get("home_place")),
        home_party=bool(record.get("home_party")),
        each=str(record["each"]) if "each" in record else None,
        examples=tuple(map(str, examples)),
        counter=tuple(map(str, counter)),
    )


def match_patterns(encoded: Encoded, setting: Setting, patterns: tuple[Pattern, ...]) -> Iterator[Draft]:
    """Yield what each pattern finds in one sentence, but nothing within an earlier pattern's find of the same kind."""
    done: dict[Kind, list[tuple[int, int]]] = {}
    for pattern in patterns:
        for match in pattern.regex.finditer(encoded.letters):
            if any(a <= match.start() and match.end() <= b for a, b in done.get(pattern.kind, [])):
                continue
            done.setdefault(pattern.kind, []).append(match.span())
            groups = {name: match.span(name) for name, text in match.groupdict().items() if text}
            bounds = [groups.pop(pattern.each)] if pattern.each in groups else [None]
            items = list(_listed(encoded.letters, *bounds[0])) if bounds[0] else [None]
            for item in items:
                all_groups = groups if item is None or pattern.each is None else {**groups, pattern.each: item}
                span = match.span() if item is None else (item if len(items) > 1 else match.span())
                yield _draft(pattern, encoded, setting, all_groups, span)


def _draft(
    pattern: Pattern, encoded: Encoded, setting: Setting, groups: dict[str, tuple[int, int]], span: tuple[int, int]
) -> Draft:
    fields: dict[str, object] = {}
    parties: list[str] = [setting.home.name] if pattern.home_party and setting.home else []
    for name, (start, end) in groups.items():
        if name.startswith("part"):
            parties += [_words(setting, encoded, *item) for item in _listed(encoded.letters, start, end)]
        else:
            _set(fields, name, encoded, setting, (start, end))
    if pattern.home_place and setting.home and "place" not in fields:
        fields["place"] = setting.home
    if parties:
        fields["parties"] = tuple(dict.fromkeys(p for p in parties if p))
    if pattern.stage:
        fields["stage"] = pattern.stage
    return Draft(pattern.kind, pattern.id, [encoded.span(*span)], fields)


def _set(fields: dict[str, object], name: str, encoded: Encoded, setting: Setting, span: tuple[int, int]) -> None:
    """Fill one field from one group: the value of the mention it covers, or its words."""
    inside = [encoded.mentions[i].value for i in range(*span) if i in encoded.mentions]
    single = inside[0] if len(inside) == 1 and span[1] - span[0] == 1 else None
    words = _words(setting, encoded, *span)
    if name == "place":
        places = [v for v in inside if isinstance(v, Place)]
        fields["place"] = single if isinstance(single, Place) else Place(words, places[-1].adcode if places else None)
    elif name == "date":
        fields.update({"date": single} if isinstance(single, DateSpan) else {})
    elif name in ("capacity", "investment"):
        fields.update({name: single} if isinstance(single, Quantity) else {})
    elif name == "count":
        number = (
            single.low
            if isinstance(single, Quantity)
            else float(words)
            if words.isascii() and words.isdigit()
            else None
        )
        fields.update({"count": int(number)} if number is not None and number == int(number) else {})
    elif name == "value" and isinstance(single, Quantity):
        fields |= {"value": single.low if single.low == single.high else (single.low, single.high), "unit": single.unit}
    elif name in ("name", "organisation", "product", "process"):
        fields[name] = words


def _words(setting: Setting, encoded: Encoded, start: int, end: int) -> str:
    return QUOTED.sub("", setting.quote(encoded.span(start, end))).strip("、，, ")


def _listed(letters: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in LIST.finditer(letters, start, end):
        if match.start() > begin:
            yield begin, match.start()
        begin = match.end()
    if end > begin:
        yield begin, end
