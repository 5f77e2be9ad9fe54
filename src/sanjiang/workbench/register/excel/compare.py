"""A workbook's rows beside the register: which are new, which change a statement, which say nothing new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sanjiang.core.errors import RegisterError
from sanjiang.documents.lines import half_width
from sanjiang.workbench.register.current import Said
from sanjiang.workbench.register.excel.columns import BY_KEY, COLUMNS
from sanjiang.workbench.register.excel.last_words import NO_WORD, LastWord, last_words
from sanjiang.workbench.register.excel.said import Fields, fields_of
from sanjiang.workbench.register.excel.shown import remark_of, shown
from sanjiang.workbench.register.excel.tables import Line, same
from sanjiang.workbench.register.excel.values import Value, WrongError
from sanjiang.workbench.register.import_judgements import Change
from sanjiang.workbench.register.judge import find_statement
from sanjiang.workbench.register.models import Statement

ALL = frozenset(column.key for column in COLUMNS if column.kind != "shown") - {"id", "seen", "remark"}
_TOTAL = re.compile(r"(?:总|合|小|共)\s*计.*|.{0,6}(?:合计|小计|总计)")
_UID = re.compile("[0-9a-f]{64}")
_SAME_PROJECT = ("name", "organisation", "region", "park", "product", "capacity", "unit", "phase", "stage", "date")


@dataclass(slots=True)
class Compared:
    """What rows bring: new ones with their fields, changes, how many say nothing new; and every fault."""

    new: list[tuple[Line, Fields]] = field(default_factory=list)
    changed: list[tuple[Line, Change]] = field(default_factory=list)
    unchanged: int = 0
    faults: list[RegisterError] = field(default_factory=list)


def compare(lines: Sequence[Line]) -> Compared:
    """Compare rows with the register as it is now."""
    found = Compared()
    statements, wrong = _statements(lines)
    found.faults += wrong
    words = last_words(row.id for row in statements.values() if row.judged)
    there = set(_imported())
    ids: dict[int, str] = {}
    rows: dict[object, str] = {}
    for line in lines:
        if line.is_faulty:
            continue
        statement = statements.get(str(line.values.get("id", "")))
        if statement is None:
            key = (line_text(line), str(line.values.get("remark", "")))
            if key in there:
                found.unchanged += 1
            else:
                _new(line, rows, found)
            continue
        if statement.id in ids:
            twice = WrongError(
                f"编号重复 the id stands in {ids[statement.id]}, too", "只留一行 keep one of the rows", "id"
            )
            found.faults.append(line.fault(twice))
        ids.setdefault(statement.id, line.places["id"])
        _known(line, statement, words.get(statement.id, NO_WORD), found)
    return found


def line_text(line: Line) -> str:
    """Return a row as a sentence: its columns in their order, then those that are none of ours."""
    ours = [column.zh for column in COLUMNS if column.zh in line.words and column.key != "remark"]
    others = [title for title in line.words if title not in ours and title != BY_KEY["remark"].zh]
    return "；".join(f"{title}：{' '.join(line.words[title].split())}" for title in (*ours, *others)) + "。"


def _statements(lines: Sequence[Line]) -> tuple[dict[str, Statement], list[RegisterError]]:
    """Return the statements of the ids that rows have; one of another register, told in full, is none of ours."""
    faults = []
    told = {str(line.values["id"]): line for line in lines if "id" in line.values}
    whole = sorted(uid for uid in told if _UID.fullmatch(uid))
    found: dict[str, Statement] = {}
    for start in range(0, len(whole), 500):
        found |= {row.uid: row for row in Statement.objects.filter(uid__in=whole[start : start + 500])}
    for uid, line in told.items():
        if _UID.fullmatch(uid):
            continue
        try:
            found[uid] = find_statement(uid)
        except RegisterError as error:
            mend = "新项目请清空；自己的编号请用“序号” clear it for a new project; head your own numbers 序号"
            faults.append(line.fault(WrongError(error.what, mend, "id")))
    return found, faults


def _imported() -> Iterator[tuple[str, str]]:
    """Yield the row and the remark of every statement that a workbook brought."""
    for said in Statement.objects.filter(source__isnull=False, void=False).values_list("said", flat=True).iterator():
        yield said["evidence"][0]["quote"], remark_of(said)


def _new(line: Line, rows: dict[object, str], found: Compared) -> None:
    """Take a row that the register does not hold, unless something is wrong with it."""
    foreign = "id" in line.values
    name = line.values.get("name")
    wrong: list[WrongError] = []
    if not isinstance(name, str) and not foreign:
        wrong.append(
            WrongError("没有项目名称 the name is blank", "填写，或删去这一行 write it, or delete the row", "name")
        )
    elif isinstance(name, str) and _TOTAL.fullmatch(half_width(name)):
        wrong.append(WrongError(f"合计不是项目 a total is no project: {name}", "删去这一行 delete the row", "name"))
    fields, more = fields_of(line.values, ALL)
    wrong += more
    if not foreign:
        wrong += _twice(line, rows)
    if wrong:
        found.faults += [line.fault(each) for each in wrong]
    else:
        found.new.append((line, {key: value for key, value in fields.items() if value is not None}))


def _twice(line: Line, rows: dict[object, str]) -> Iterator[WrongError]:
    """Yield what is wrong where an earlier row tells of the same project, day and stage."""
    place = f"{line.sheet}!{line.row}"
    whole, project = frozenset(line.words.items()), tuple(line.values.get(key) for key in _SAME_PROJECT)
    mend = "只留一行 keep one of the rows"
    if whole in rows:
        yield WrongError(f"整行重复 the same row as {rows[whole]}", mend, "name")
    elif project in rows:
        said = f"同一项目、同一天、同一阶段已有一行 the same project, day and stage stand in {rows[project]}"
        yield WrongError(said, mend, "name")
    rows.setdefault(whole, place)
    rows.setdefault(project, place)


def _known(line: Line, statement: Statement, word: LastWord, found: Compared) -> None:
    """Take a row of a statement that is there: nothing where it says the same, else an amendment."""
    before = shown(statement.said, word.note or remark_of(statement.said))
    keys = frozenset(k for k in line.columns.keys() & {*ALL, "remark"} if not same(line.values.get(k), before.get(k)))
    if "remark" in keys and "remark" not in line.values:
        keys -= {"remark"}  # a word that was said is not unsaid by leaving it out
    if not keys:
        found.unchanged += 1
        return
    values: dict[str, Value] = {k: v for k, v in before.items() if k not in line.columns}
    values |= {k: v for k, v in line.values.items() if k in ALL}
    fields, wrong = fields_of(values, keys)
    wrong += _refused(line, statement, word, keys)
    if wrong:
        found.faults += [line.fault(each) for each in wrong]
        return
    told: Said = {key: value for key, value in fields.items() if value != statement.said.get(key)}
    note = str(line.values["remark"]) if "remark" in keys else ""
    found.changed.append((line, Change(statement, statement.judged, "amend", told, note)))


def _refused(line: Line, statement: Statement, word: LastWord, keys: frozenset[str]) -> Iterator[WrongError]:
    """Yield why a statement cannot be changed by this row."""
    if statement.kind != "project":
        yield WrongError(f"不是项目 no project: {statement.kind}", "清空编号 clear the id", "id")
    if statement.void or statement.gone:
        what = "这条陈述不再成立 the statement does not count any more"
        yield WrongError(what, "重新导出，或清空编号 export again, or clear the id", "id")
    seen = line.values.get("seen")
    if seen is None:
        yield WrongError("判定数是空的 judgements seen is blank", "重新导出 export again", "seen")
    elif seen != statement.judged:
        since = f"{word.by} {word.decision} {word.at:%Y-%m-%d %H:%M}" if word.at else "—"
        what = f"导出后有人判定过 somebody judged it since the export ({since})"
        yield WrongError(what, "重新导出再改 export again, then change it", "seen")
    if "name" in keys and "name" not in line.values:
        yield WrongError("项目名称被清空 the name was cleared", "填写 write it", "name")
