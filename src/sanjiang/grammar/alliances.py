"""Who is in an alliance, and how many, where the sentences about its founding tell: "成员包括…", "首批会员60余个"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sanjiang.core.statement import Place
from sanjiang.documents import Document
from sanjiang.grammar.draft import Draft

REACH: Final = 30
BEFORE, AFTER = 80, 320
"""So many characters before and behind an alliance's name may tell of its members."""
_BODY: Final = r"(?:单位|城市|企业|高校|院校|景区|机构|博物馆|园区|地区|协会|商会|组织|合作社)"
NUMBERS: Final = (
    re.compile(
        rf"(?:成员|会员|加盟|入盟|联盟)(?:{_BODY})?(?:数量?|总数)?(?:[由从]\d{{1,4}}[家个座所名])?(?:已|现|共|有|达到?|增至|扩大?[至到]|超过?|逾|近|约|为|发展到)*"
        r"(?P<count>\d{1,4})[余多]?[家个座所名]"
    ),
    re.compile(
        rf"(?P<count>\d{{1,4}})[余多]?[家个座所]{_BODY}[^，,。；;\d]{{0,16}}(?:加入|加盟|组成|入盟|发起|参与|成为|结盟|成立|组建)"
    ),
    re.compile(r"(?P<count>\d{1,4})(?:省市|[省市县区州])(?:加盟|加入|共建|结盟)"),
    re.compile(r"(?:吸纳|吸收|联合|汇聚)(?:了)?[^，,。；\d]{0,10}(?P<count>\d{1,4})[余多]?[家个座所]"),
)
_ITEM: Final = r"[^，,。；;：:、“”\d\s]{2,24}?"
_LIST: Final = rf"{_ITEM}(?:、{_ITEM})*(?:[、和与及]{_ITEM})"
LISTS: Final = (
    re.compile(
        rf"(?:成员|会员|盟员)[^。；;、]{{0,24}}?(?:包括|涵盖|有|为|由)(?P<list>{_LIST})(?:等|组成|[，,。；;]|$)"
    ),
    re.compile(rf"由(?P<list>{_LIST})(?:等[^，,。；;、]{{0,12}})?(?:共同|联合|协同)?(?:牵头|发起|倡议|组建|主办|组成)"),
    re.compile(
        rf"[，,](?P<list>{_ITEM}(?:、{_ITEM})+)等{_BODY}?(?:[及和](?P<more>{_ITEM}(?:、{_ITEM})*)等[^，,。；;、]{{0,8}}?)?"
        r"(?:共同|联合|协同|当日|集体)*(?:发起|加入|加盟|参与组建|参与发起)"
    ),
    re.compile(
        rf"(?P<list>{_ITEM}(?:、{_ITEM})+)等\d{{1,4}}[余多]?(?:[家个座所]{_BODY}|[省市县区州地])[^，,。；;\d]{{0,14}}(?:结盟|加入|加盟|组成|发起|入盟|参与)"
    ),
    re.compile(
        rf"(?:\A|(?<=[。；;，,\n]))(?P<list>{_ITEM}(?:、{_ITEM})+?)等?[两三四五六七八九十]?[地市县区省州](?=[^，,。；;]{{0,24}}[，,]?(?:倡议|发起|成立|组建|结盟|共建))"
    ),
    re.compile(rf"[，,](?P<list>{_ITEM}(?:、{_ITEM})+)(?:共同|联合|协同|当日|集体)+(?:发起|加入|加盟)"),
)
JOINED: Final = re.compile(
    r"(?<=[司院学团会市县区省局心盟社厅园馆])[和与及](?=[^和与及]{2})|^(?P<short>[^和与及]{2,4})[和与及](?=[^和与及]{2,4}$)"
)
INITIATOR: Final = re.compile(r"由(?P<one>[^，,。；;、由的]{2,16}?)(?:率先|首先|牵头)?(?:倡议|发起|牵头)[，,]$")
"""Right before the clause that names the others: 由广元市倡议，南充、广安共同发起."""
LEADING: Final = re.compile(r"^(?:国内|首批|主要|分别|包括|其中|有|由|的|.*[^\u4e00-\u9fff]和)+")


def add_members(document: Document, draft: Draft) -> None:
    """Add to an alliance the members and their number that stand near its name, where its own clause names none."""
    if draft.fields.get("stage") == "cancelled":  # those it names have left
        return
    start, end = draft.spans[0]
    block = _surroundings(document.text, start, end)
    if "count" not in draft.fields:
        number = next((m for p in NUMBERS for m in p.finditer(document.text, *block)), None)
        if number:
            draft.fields["count"] = int(number["count"])
            draft.spans.append(number.span())
    named = draft.fields.get("parties", ())
    if len(named) > 1:
        if first := INITIATOR.search(document.text, max(0, start - REACH), start + 1):
            draft.fields["parties"] = tuple(dict.fromkeys((first["one"], *named)))
            draft.spans.append(first.span())
        return
    found = list(_members(document.text, *block))
    if found:
        where = draft.fields.get("place")
        named = () if isinstance(where, Place) and set(named) <= {where.name} else named
        draft.fields["parties"] = tuple(dict.fromkeys((*named, *(name for names, _ in found for name in names))))
        draft.spans += [span for _, span in found if span not in draft.spans]


def _surroundings(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch that may tell of the members: the sentence so far, and what follows up to a blank line."""
    first = max(text.rfind(mark, max(0, start - BEFORE), start) for mark in "。；\n") + 1
    last = text.find("\n\n", end, end + AFTER)
    return first or max(0, start - BEFORE), last if last >= 0 else min(len(text), end + AFTER)


def _members(text: str, start: int, end: int) -> Iterator[tuple[list[str], tuple[int, int]]]:
    for pattern in LISTS:
        for match in pattern.finditer(text, start, end):
            if not JOINED.search(match["list"]) and "、" not in match["list"]:
                continue
            lists = [match[group] for group in ("list", "more") if match.groupdict().get(group)]
            yield [name for words in lists for name in _names(words)], match.span()


def _names(words: str) -> Iterator[str]:
    for item in words.split("、"):
        for part in _parted(item):
            name = LEADING.sub("", part)
            if len(name) > 1:
                yield name


def _parted(item: str) -> list[str]:
    match = JOINED.search(item)
    if match is None:
        return [item]
    cut = match.end() - 1
    return [item[:cut], item[cut + 1 :]]
