"""Lists of statements: those wanted, by two clocks; and what people should look at next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from sanjiang.core.errors import RegisterError
from sanjiang.core.statement import KINDS, STAGES
from sanjiang.library.regions import load_regions
from sanjiang.workbench.register.adcodes import inside
from sanjiang.workbench.register.clocks import NOW, Clocks, Standing, every, standing
from sanjiang.workbench.register.current import Current, words_of
from sanjiang.workbench.register.models import Document, Statement
from sanjiang.workbench.register.rows import Row, row_of

SECTORS = ("industry", "farming", "tourism")
DECISIONS = ("accept", "amend", "reject", "open")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements; None takes all, but rejected ones only where they are asked for.

    Parameters
    ----------
    kind : str or None
    region : str or None
        A name or a code; those within it too.
    decision : str or None
        One of `DECISIONS`.
    sector : str or None
        One of `SECTORS`.
    stage : str or None
    q : str or None
        What its name, organisation or product holds, in any case.
    document : str or None
        Of one document, by its sha256.
    """

    kind: str | None = None
    region: str | None = None
    decision: str | None = None
    sector: str | None = None
    stage: str | None = None
    q: str | None = None
    document: str | None = None


def listed(wanted: Wanted, clocks: Clocks = NOW) -> Iterator[Row]:
    """Yield the rows of statements that are wanted, by their document and place.

    Raises
    ------
    RegisterError, LibraryError
        If there is no such kind, decision, sector, stage, region or document.
    """
    wants, rows = wish(wanted), of_document(wanted.document).order_by("document_id", "id")
    for each in every(clocks, rows) if wanted.decision == "reject" else standing(clocks, rows):
        if wants(each):
            yield row_of(each)


def of_document(sha256: str | None) -> QuerySet[Statement]:
    """Return the statements of a document, or all; a `RegisterError` where there is no such document."""
    rows = Statement.objects.all()
    if sha256 is None:
        return rows
    id_ = Document.objects.filter(original=sha256).values_list("id", flat=True).first()
    if id_ is None:
        raise RegisterError(f"没有这份文件 no such document: {sha256[:12]}", "document", "见 see: GET /api/documents")
    return rows.filter(document=id_)


def wish(wanted: Wanted) -> Callable[[Standing], bool]:
    """Return what says whether a statement of a document is wanted; rejected and gone ones are left to the caller.

    Raises
    ------
    RegisterError, LibraryError
        As for `listed`.
    """
    check(wanted)
    within, needle = adcodes_within(wanted.region), (wanted.q or "").lower()

    def wants(each: Standing) -> bool:
        said = each.current.said
        return (
            wanted.kind in (None, said["kind"])
            and (within is None or ((said.get("place") or {}).get("adcode") or "").startswith(within))
            and wanted.decision in (None, each.current.decision or "open")
            and wanted.sector in (None, each.row.sector)
            and wanted.stage in (None, said.get("stage"))
            and needle in words_of(said)
        )

    return wants


def check(wanted: Wanted) -> None:
    """Raise a `RegisterError` where a word is none of those that there are."""
    known_word(wanted.kind, KINDS, "--kind")
    known_word(wanted.decision, DECISIONS, "--decision")
    known_word(wanted.sector, SECTORS, "--sector")
    known_word(wanted.stage, STAGES, "--stage")


def adcodes_within(region: str | None) -> str | None:
    """Return how the codes of all regions within a region begin; None where none is named."""
    if region is None:
        return None
    return inside(load_regions().find(region).adcode)


def shown(statement: Statement) -> Row:
    """Return a statement as it counts now."""
    statement.refresh_from_db()
    return row_of(Standing(statement, _now(statement)))


def to_review(count: int = 20) -> Iterator[Row]:
    """Yield what people should look at next: what reads otherwise than it was judged, then the least sure."""
    rows = Statement.objects.filter(void=False, gone=False).filter(Q(changed=True) | Q(decision=""))
    for row in rows.order_by(F("changed").desc(), "confidence", "id")[:count]:
        yield row_of(Standing(row, _now(row)))


def _now(row: Statement) -> Current:
    return Current(row.said, row.decision, row.gone, row.changed)


def known_word(word: str | None, words: tuple[str, ...], where: str) -> None:
    """Raise a `RegisterError` where a word is none of those that can be asked for; None asks for nothing."""
    if word is not None and word not in words:
        raise RegisterError(f"没有这一种 no such: {word}", where, f"用其一 one of: {', '.join(words)}")
