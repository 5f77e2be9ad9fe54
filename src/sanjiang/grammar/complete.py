"""What the whole document tells of its projects: the event that it reports, and its one owner."""

from __future__ import annotations

import re

from sanjiang.core.statement import Stage
from sanjiang.documents import Document
from sanjiang.grammar.draft import Draft

EVENTS: tuple[tuple[re.Pattern[str], Stage], ...] = (
    (re.compile(r"(?:集中|集体)(?:竣工|投产)|(?:投产|竣工)仪式"), "operating"),
    (re.compile(r"(?:集中|集体)开工|开工(?:奠基|动工)?仪式|奠基仪式"), "under_construction"),
    (re.compile(r"(?:集中|集体)签约|(?<!意向协议)(?<!意向)签约仪式"), "signed"),
)
LEAD = 300
"""Characters of the beginning in which a report names the event that it is about."""


def complete(document: Document, drafts: list[Draft]) -> None:
    """Give projects without a stage the stage of the event reported, and ownerless phases the document's one owner."""
    projects = [d for d in drafts if d.kind == "project"]
    body = next(document.body(), None)
    lead = document.text[body.start : body.start + LEAD] if body else ""
    stage = next((s for pattern, s in EVENTS if pattern.search(document.title or "") or pattern.search(lead)), None)
    owners = {d.fields["organisation"] for d in projects if "organisation" in d.fields}
    for draft in projects:
        if stage and "stage" not in draft.fields:
            draft.fields["stage"] = stage
        if len(owners) == 1 and "phase" in draft.fields:
            draft.fields.setdefault("organisation", next(iter(owners)))
