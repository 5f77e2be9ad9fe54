"""Who is to do a task, where its sentence tells: "由县文旅局牵头", "责任单位:农业农村局"."""

from __future__ import annotations

import re
from typing import Final

from sanjiang.documents import Document
from sanjiang.grammar.draft import Draft

LABEL: Final = r"(?:责任单位|牵头单位|责任部门|牵头部门|主办单位|实施单位)"
ON_ITS_OWN: Final = re.compile(rf"。[（(]?{LABEL}[:：]")
"""A sentence that opens with the label still speaks of the task before it."""
REACH: Final = 60
"""So many characters behind a task's clause may tell who does it."""
_OFFICE: Final = (
    r"(?P<owner>[\u4e00-\u9fff]{1,16}?"
    r"(?:局|委|委员会|办|办公室|厅|处|站|中心|管委会|政府|合作社|公司|集团|街道|镇|乡|联社|协会))"
)
OWNER: Final = re.compile(
    rf"[，,；;（(](?:拟|将)?由{_OFFICE}(?:等[^，,。；;]{{0,8}})?(?:牵头|负责|主办|承担|组织实施|具体实施)"
    rf"|{LABEL}(?:[:：]|为|是){_OFFICE.replace('owner', 'named')}"
    r"(?=[，,。；;、)）\s]|等|$)"
)


def name_owner(document: Document, draft: Draft) -> None:
    """Put the office that is to do a task in its organisation, where one is named behind its clause.

    It is in its own sentence, or right behind it in one that opens with the label (。责任单位：…).
    """
    if "organisation" in draft.fields:
        return
    text, end = document.text, draft.spans[0][1]
    line = text.find("\n", end, end + REACH)
    line = line if line >= 0 else end + REACH
    stops = (
        m.start() for m in re.compile("。").finditer(text, end, line) if not ON_ITS_OWN.match(text, m.start(), line)
    )
    stop = next(stops, line)
    match = OWNER.search(text, end, stop)
    if match:
        draft.fields["organisation"] = match["owner"] or match["named"]
        draft.spans.append((match.start() + (match.group()[0] in "，,；;（("), match.end()))
