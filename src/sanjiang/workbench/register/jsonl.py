"""Statements as JSON Lines: the contract's fields and how each counts; written, and read into another register.

What travels is what counts: claims, quotes, the day from which a statement stands, whether people accepted or amended
it. Documents and the history of judgements do not: a backup holds them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

from sanjiang.core.errors import RegisterError
from sanjiang.core.statement import statement_from_json, statement_id
from sanjiang.workbench.register.clocks import NOW, Clocks, standing
from sanjiang.workbench.register.current import Said, claims
from sanjiang.workbench.register.excel.last_words import NO_WORD, last_words
from sanjiang.workbench.register.import_judgements import Change
from sanjiang.workbench.register.imports import Batch, Comparison, Imported
from sanjiang.workbench.register.judge import FIXED
from sanjiang.workbench.register.models import Statement, Version
from sanjiang.workbench.register.rows import row_of
from sanjiang.workbench.register.sound import wrong_field
from sanjiang.workbench.register.storable import storable

BESIDE = ("decision", "changed", "judged", "told", "sector")
"""What a line tells beside the contract's fields."""
DECIDED = (None, "accept", "amend", "reject")
MEND = "用 register export 写出的行 use lines as register export writes them"


def lines(clocks: Clocks = NOW) -> Iterator[str]:
    """Yield every statement that counts by two clocks, a line of JSON each, by document and place."""
    found = list(standing(clocks))
    words = last_words((each.row.id for each in found if each.row.judged), clocks.known)
    for each in found:
        row = {**row_of(each), "judged": words.get(each.row.id, NO_WORD).count}
        yield json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


@dataclass(slots=True)
class _Line:
    number: int
    said: Said
    told: date | None
    decision: str | None
    judged: int

    def where(self, name: str) -> str:
        return f"{name}:{self.number}"


@dataclass(slots=True)
class _Came:
    """New lines, with where their quotes stand in the text that is made of them."""

    text: list[str] = field(default_factory=list)
    length: int = 0

    def span(self, quote: str) -> tuple[int, int]:
        start, end = self.length, self.length + len(quote)
        self.text.append(quote)
        self.length = end + 1
        return start, end


def read_jsonl(data: bytes, name: str) -> Comparison:
    """Read a file's lines, and return what compares them with the register."""
    found = Imported(name)
    return partial(_compared, list(_parsed(data, name, found)), data, found)


def _compared(told: list[_Line], data: bytes, found: Imported) -> tuple[Batch, Imported]:
    name = found.name
    batch = Batch(name, data, days={})
    there = _statements([line.said["id"] for line in told])
    before = set(_came_before())
    new = []
    seen: dict[str, int] = {}
    for line in told:
        uid = line.said["id"]
        if uid in seen:
            what = f"编号重复 the id stands in line {seen[uid]}, too"
            found.faults.append(RegisterError(what, line.where(name), "只留一行 keep one"))
        elif uid in there:
            _known(line, there[uid], batch, found)
        elif _sameness(line.said) in before:
            found.unchanged += 1
        else:
            new.append(line)
        seen.setdefault(uid, line.number)
    numbers = {line.number for line in new}
    _take(new, [line for line in told if line.number not in numbers], batch, found)
    return batch, found


def _parsed(data: bytes, name: str, found: Imported) -> Iterator[_Line]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RegisterError("不是 UTF-8 文本 not text in UTF-8", name, MEND) from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _line(number, storable(json.loads(line, parse_constant=_refuse)))
        except (ValueError, RecursionError) as error:
            said = str(error) if type(error) is ValueError else "不是 JSON not JSON"
            what = f"读不成陈述 not a statement: {said[:80]}"
            found.faults.append(RegisterError(what, f"{name}:{number}", MEND))


def _line(number: int, told: Any) -> _Line:
    """Return a line as a statement; ValueError names the field that is wrong."""
    if not isinstance(told, dict):
        raise ValueError("{}")
    said = {key: value for key, value in told.items() if key not in BESIDE}
    read = statement_from_json(said)
    if wrong := wrong_field(read):
        raise ValueError(wrong)
    if not read.evidence or not all(span.quote.strip() for span in read.evidence):
        raise ValueError("evidence")
    if told.get("decision") not in DECIDED:
        raise ValueError("decision")
    judged = told.get("judged", 0)
    if isinstance(judged, bool) or not isinstance(judged, int):
        raise ValueError("judged")
    day = told.get("told")
    if day is not None and not isinstance(day, str):
        raise ValueError("told")
    return _Line(number, said, date.fromisoformat(day) if day else None, told.get("decision"), judged)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _statements(uids: list[str]) -> dict[str, Statement]:
    found: dict[str, Statement] = {}
    for start in range(0, len(uids), 500):
        found |= {row.uid: row for row in Statement.objects.filter(uid__in=uids[start : start + 500])}
    return found


def _came_before() -> Iterator[str]:
    """Yield what imported statements said when they came."""
    rows = Version.objects.filter(statement__source__isnull=False, statement__void=False)
    for said in rows.values_list("said", flat=True).iterator(2000):
        if said is not None:
            yield _sameness(said)


def _sameness(said: Said) -> str:
    """Return what two statements of different registers have in common where they are the same."""
    kept = {key: value for key, value in claims(said).items() if key not in ("id", "part_of")}
    kept["evidence"] = [span["quote"] for span in said["evidence"]]
    return json.dumps(kept, sort_keys=True)


def _known(line: _Line, statement: Statement, batch: Batch, found: Imported) -> None:
    """Take a line of a statement that is there: nothing where it says the same, else an amendment."""
    now = claims(statement.said)
    said = claims(line.said)
    fields = {key: said.get(key) for key in {*now, *said} if said.get(key) != now.get(key)}
    if not fields:
        found.unchanged += 1
        return
    where = line.where(found.name)
    if fixed := sorted(set(fields) & set(FIXED)):
        found.faults.append(
            RegisterError(f"不能改 cannot be changed: {fixed[0]}", where, "只改陈述的内容 change claims only")
        )
    elif statement.void or statement.gone:
        what = "这条陈述不再成立 the statement does not count any more"
        found.faults.append(RegisterError(what, where, "重新导出 export again"))
    elif line.judged != statement.judged:
        what = "导出后有人判定过 somebody judged it since the export"
        found.faults.append(RegisterError(what, where, "重新导出再改 export again, then change it"))
    else:
        batch.changes.append(Change(statement, statement.judged, "amend", fields))
        found.changed += 1
        found.rows.append({"where": where, "said": "changed", "name": statement.name, "fields": fields})


def _take(new: list[_Line], others: list[_Line], batch: Batch, found: Imported) -> None:
    """Take new lines: all quotes become the text, and they are called by it."""
    came, digest = _Came(), sha256(batch.data).hexdigest()
    for line in others:
        for span in line.said["evidence"]:
            came.span(span["quote"])
    spans = [[came.span(e["quote"]) for e in line.said["evidence"]] for line in new]
    ids = {
        line.said["id"]: statement_id(digest, line.said["kind"], places[0], 0)
        for line, places in zip(new, spans, strict=True)
    }
    assert batch.days is not None
    for line, places in zip(new, spans, strict=True):
        quotes = [e["quote"] for e in line.said["evidence"]]
        evidence = [{"start": s, "end": e, "quote": q} for (s, e), q in zip(places, quotes, strict=True)]
        uid = ids[line.said["id"]]
        said = {**line.said, "id": uid, "document": batch.name, "evidence": evidence}
        if "part_of" in said:
            said["part_of"] = ids.get(said["part_of"], said["part_of"])
        batch.new.append(said)
        batch.days[uid] = line.told
        if line.decision:
            batch.decided[uid] = line.decision
        found.new += 1
        found.rows.append({"where": line.where(found.name), "said": "new", "name": said.get("name")})
    batch.text = "\n".join(came.text)
