"""The last word that people said on statements: who decided what, and the last note that stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from sanjiang.workbench.register.current import in_force
from sanjiang.workbench.register.models import Judgement


@dataclass(frozen=True, slots=True)
class LastWord:
    """How many judgements there are, the last of them, and the last note of those in force."""

    count: int = 0
    note: str = ""
    by: str = ""
    decision: str = ""
    at: datetime | None = None


NO_WORD = LastWord()


def last_words(statements: Iterable[int], known: datetime | None = None) -> dict[int, LastWord]:
    """Return the last word on each of these statements that people judged, by what was known then."""
    ids, found = list(statements), {}
    for start in range(0, len(ids), 500):
        rows = Judgement.objects.filter(statement__in=ids[start : start + 500]).order_by("ordinal")
        judgements = defaultdict(list)
        for row in rows.filter(at__lte=known) if known else rows:
            judgements[row.statement_id].append(row)
        for statement, told in judgements.items():
            note = next((j.note for j in reversed(in_force(told)) if j.note), "")
            last = told[-1]
            found[statement] = LastWord(len(told), note, last.by, last.decision, timezone.localtime(last.at))
    return found
