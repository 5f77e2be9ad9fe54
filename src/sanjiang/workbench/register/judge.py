"""People judge statements: accept, reject, amend; an undoing is a judgement too, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from sanjiang.core.errors import ConflictError, LibraryError, RegisterError
from sanjiang.core.statement import Statement as Told
from sanjiang.core.statement import statement_from_json
from sanjiang.library.regions import load_regions
from sanjiang.workbench.register.current import SHOWN, amended, current, in_force, show
from sanjiang.workbench.register.mentions import mention
from sanjiang.workbench.register.models import Judgement, Statement
from sanjiang.workbench.register.sound import wrong_field
from sanjiang.workbench.register.storable import storable
from sanjiang.workbench.register.turns import my_turn

DECISIONS = ("accept", "reject", "amend", "undo")
FIXED = ("id", "document", "kind", "evidence", "confidence", "rule")
"""What no amendment changes."""


def judge(
    uid: str,
    decision: str,
    *,
    by: str,
    seen: int | None = None,
    fields: Mapping[str, Any] | None = None,
    note: str = "",
) -> Judgement:
    """Keep a person's decision about a statement.

    Parameters
    ----------
    uid : str
        The statement's id, or the beginning of it that no other has.
    decision : {"accept", "reject", "amend", "undo"}
        ``undo`` takes back the last decision that is in force.
    by : str
        Who decides.
    seen : int, optional
        The number of judgements that the person saw; without it, whatever there is counts as seen.
    fields : mapping, optional
        Of an amendment: fields of the contract as JSON has them, null for what the text does not say.
    note : str, optional

    Raises
    ------
    RegisterError
        If there is no such statement, nothing to undo, or a field is wrong.
    ConflictError
        If somebody judged it since; nothing is written then.
    """
    told = storable(dict(fields or {}))
    with my_turn():
        statement = find_statement(uid)
        earlier = list(statement.judgements.order_by("ordinal"))
        if seen not in (None, len(earlier)):
            raise _conflict(statement, earlier[-1] if earlier else None)
        if decision == "amend":
            check_fields(statement, told)
        judgement = Judgement.objects.create(
            statement=statement,
            ordinal=len(earlier) + 1,
            decision=decision,
            fields=told if decision == "amend" else {},
            undoes=_last_in_force(statement, earlier) if decision == "undo" else None,
            version=_judged_version(statement),
            note=storable(note),
            at=timezone.now(),
            by=by,
        )
        refresh(statement)
    return judgement


def refresh(statement: Statement) -> None:
    """Set what follows from a statement's versions and judgements, within the caller's transaction."""
    judgements = list(statement.judgements.all())
    found = current(list(statement.versions.order_by("id")), judgements)
    if found is None:
        return
    show(statement, found)
    statement.judged = len(judgements)
    statement.save(update_fields=[*SHOWN, "judged"])
    mention([statement])


def find_statement(uid: str) -> Statement:
    """Return a statement by its id or the beginning of it; RegisterError where none, or several, begin so."""
    found = list(Statement.objects.filter(uid__startswith=uid)[:2]) if len(uid) >= 6 and uid.isascii() else []
    if len(found) == 1:
        return found[0]
    what = "有几条陈述这样开头 several statements begin so" if found else "没有这条陈述 no such statement"
    raise RegisterError(
        f"{what}: {uid[:70]}",
        "id",
        "用 register list 里的编号，至少六位 an id of register list, six letters at least",
    )


def check_fields(statement: Statement, fields: Mapping[str, Any]) -> None:
    """Raise a `RegisterError` where an amendment sets what cannot be set, or not so."""
    wrong = next((name for name in fields if name in FIXED), None)
    try:
        told = statement_from_json(amended(statement.said, dict(fields)))
        wrong = wrong or wrong_field(told) or _unknown_region(told, fields)
    except ValueError as error:
        wrong = wrong or str(error)
    if wrong or not fields:
        raise RegisterError(
            f"不能这样改 cannot be amended so: {wrong or '{}'}",
            statement.uid[:12],
            "用陈述合同的字段和写法 fields of a statement, written as `sanjiang read --format jsonl` does",
        )


def _unknown_region(told: Told, fields: Mapping[str, Any]) -> str | None:
    """Return what is wrong with the code of a region that is set, if anything: an ended one names its successor."""
    try:
        for name, place in (("place", told.place), ("origin", told.origin)):
            if name in fields and place and place.adcode:
                load_regions().by_code(place.adcode)
    except LibraryError as error:
        return f"{error.what}, {error.mend}"
    return None


def _judged_version(statement: Statement) -> Any:
    version = statement.versions.exclude(said=None).order_by("-id").first()
    if version is None:
        raise RegisterError("没有读出过 never read", statement.uid, "重新读 read the document again")
    return version


def _last_in_force(statement: Statement, judgements: list[Judgement]) -> Judgement:
    if standing := in_force(judgements):
        return standing[-1]
    raise RegisterError("没有可撤销的 nothing to undo", statement.uid[:12], "见 see: sanjiang register history")


def _conflict(statement: Statement, last: Judgement | None) -> ConflictError:
    said = f"{last.by} {last.decision} {timezone.localtime(last.at):%Y-%m-%d %H:%M}" if last else "—"
    return ConflictError(
        f"别人先处理了 somebody judged it since ({said})",
        statement.uid[:12],
        "看过之后再定，什么都没有写入 look at it again; nothing was written",
        who=last.by if last else None,
        at=last.at.isoformat() if last else None,
    )
