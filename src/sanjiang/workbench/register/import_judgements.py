"""What an import says of statements that are there: judgements, appended many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from sanjiang.core.errors import ConflictError
from sanjiang.workbench.register.current import SHOWN, Said, current, show
from sanjiang.workbench.register.judge import check_fields
from sanjiang.workbench.register.mentions import mention
from sanjiang.workbench.register.models import Import, Judgement, Statement, Version
from sanjiang.workbench.register.storable import storable

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Change:
    """What a row says of a statement that is there: a judgement after those that were seen."""

    statement: Statement
    seen: int
    decision: str
    fields: Said
    note: str = ""


@dataclass(frozen=True, slots=True)
class Undoing:
    """That a judgement of an import is taken back, or its undoing is."""

    statement: Statement
    undoes: Judgement


def judge_all(words: Sequence[Change | Undoing], source: Import, by: str) -> None:
    """Append judgements of an import in the caller's turn, and set what follows; ConflictError where there are more."""
    now = timezone.now()
    for start in range(0, len(words), CHUNK):
        some = words[start : start + CHUNK]
        statements = {each.statement.id: each.statement for each in some}
        versions, earlier = _versions(statements), _judgements(statements)
        rows = []
        for each in some:
            statement, before = each.statement, earlier[each.statement.id]
            row = Judgement(statement=statement, ordinal=len(before) + 1, source=source, at=now, by=by)
            row.version = [v for v in versions[statement.id] if v.said is not None][-1]
            if isinstance(each, Undoing):
                row.decision, row.undoes = "undo", each.undoes
            else:
                if each.seen != len(before):
                    raise _meanwhile(statement)
                if each.fields:
                    check_fields(statement, each.fields)
                row.decision, row.fields, row.note = each.decision, storable(each.fields), storable(each.note)
            before.append(row)
            rows.append(row)
        Judgement.objects.bulk_create(rows)
        for id_, statement in statements.items():
            if found := current(versions[id_], earlier[id_]):
                show(statement, found)
            statement.judged = len(earlier[id_])
        Statement.objects.bulk_update(statements.values(), [*SHOWN, "judged"], batch_size=100)
        mention(list(statements.values()))


def _versions(ids: dict[int, Statement]) -> dict[int, list[Version]]:
    found = defaultdict(list)
    for row in Version.objects.filter(statement__in=list(ids)).order_by("id"):
        found[row.statement_id].append(row)
    return found


def _judgements(ids: dict[int, Statement]) -> dict[int, list[Judgement]]:
    found = defaultdict(list)
    for row in Judgement.objects.filter(statement__in=list(ids)).order_by("ordinal"):
        found[row.statement_id].append(row)
    return found


def _meanwhile(statement: Statement) -> ConflictError:
    return ConflictError(
        "别人同时判定了 somebody judged it meanwhile",
        statement.uid[:12],
        "什么都没有写入，再导入一次 nothing was written, import again",
    )
