"""Who speaks of itself as 公司 in an announcement: the firm that its headline or its first words name."""

from __future__ import annotations

import re
from typing import Final

from sanjiang.documents import Document
from sanjiang.grammar.draft import Draft

SELF: Final = frozenset({"公司", "本公司", "我公司", "该公司"})
LEAD: Final = 160
"""So many characters of the body may say who announces."""
_FIRM: Final = r"(?P<firm>[\u4e00-\u9fffA-Za-z]{2,12}?)"
HEADLINE: Final = re.compile(
    rf"^{_FIRM}(?:[:：]|(?:拟|将|已|与|和|同)[^，,。]{{0,20}}?(?:签|收购|投资|合作)|签[订署约下])"
)
ANNOUNCES: Final = re.compile(
    rf"(?:^|[\n。\s]){_FIRM}(?:[(（][\w.]{{5,12}}[)）])?(?:\d{{1,2}}日)?(?:晚间?|早间|盘后|今日|昨日)?(?:发布|披露)?[^，,。\n]{{0,8}}?公告[，,称]"
)


def name_issuer(document: Document, drafts: list[Draft]) -> None:
    """Put the announcing firm's name where an agreement calls it 公司; nothing where none is named."""
    own = [d for d in drafts if d.kind == "agreement" and SELF & set(d.fields.get("parties", ()))]
    firm = _issuer(document) if own else None
    if firm is None:
        return
    for draft in own:
        named = (firm if party in SELF else party for party in draft.fields["parties"])
        draft.fields["parties"] = tuple(dict.fromkeys(named))


def _issuer(document: Document) -> str | None:
    body = next(document.body(), None)
    start = body.start if body else 0
    announced = ANNOUNCES.search(document.text, start, start + LEAD)
    match = announced or HEADLINE.search((document.title or "").strip())
    return match["firm"] if match and match["firm"] not in SELF else None
