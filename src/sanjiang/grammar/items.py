"""What a count counts, by name, where a list beside it names it: "茶叶、蔬菜、水产3大特色产业" names three."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sanjiang.documents import Document
from sanjiang.grammar.draft import Draft

REACH: Final = 200
"""So many characters before or behind the count may name what it counts."""
LONGEST: Final = 24
"""No longer is a name in a list, in characters."""
_ITEM: Final = rf"[^，,。；;：:、“”（）()《》\n]{{1,{LONGEST}}}"
BEFORE: Final = re.compile(rf"(?P<list>{_ITEM}(?:、{_ITEM})+)\Z")
LAST_BEFORE: Final = re.compile(rf"、{_ITEM}\Z")
"""The last name of a list right before the count: without it, none need be looked for from farther away."""
BEHIND: Final = re.compile(rf"(?:产业|体系|任务|支撑|工程|行动)*[：:（(——]{{1,2}}(?P<list>{_ITEM}(?:、{_ITEM})+)")
INSIDE: Final = re.compile(rf"围绕(?P<list>{_ITEM}(?:、{_ITEM})+)")
LEADING: Final = re.compile(
    r".*?(?:推进|推动|发展|夯实|做强|做优|做大|壮大|培育|打造|聚焦|围绕|建设|构建|形成|突出|提升|抓好|实施|包括|确定|布局)"
    r"(?:以|了|好)?(?=.)"
)
"""What stands before the first name in its clause ("全县正加快发展")."""
LAST: Final = re.compile(r"(?<=[\u4e00-\u9fff])(?:以及|和|及|与)(?=[\u4e00-\u9fff]+$)")


def add_items(document: Document, draft: Draft) -> None:
    """Add to a counted task the names of what it counts, where a list beside the count has that many.

    A shorter list that ends in 等 is taken too; a longer one names something else.
    """
    count = draft.fields.get("count")
    if not isinstance(count, int) or count < 2 or "items" in draft.fields:
        return
    for words, (start, end), open_ in _lists(document.text, draft):
        led = end <= draft.spans[0][0]
        for names in _readings(words, led):
            if len(names) == count or (open_ and 1 < len(names) < count):
                draft.fields["items"] = tuple(names)
                if not any(a <= start and end <= b for a, b in draft.spans):
                    draft.spans.append((start, end))
                return


def _lists(text: str, draft: Draft) -> Iterator[tuple[str, tuple[int, int], bool]]:
    """Yield the lists in, before and behind the clause that counts, each with its span and whether 等 ends it."""
    start, end = draft.spans[0]
    if match := INSIDE.search(text, start, end):
        words = match["list"]
        counted = re.search(r"(?:\d+|[一二两三四五六七八九十]+)(?:个|大|项)(?:方面|领域)?$", words)
        words = words[: counted.start()] if counted else words
        begin = match.start("list")
        yield words.removesuffix("等"), (begin, begin + len(words)), words.endswith("等")
    first = max(0, start - REACH)
    listed = LAST_BEFORE.search(text, max(first, start - LONGEST - 1), start) is not None
    if listed and (match := BEFORE.search(text[first:start])):
        words = match["list"].removesuffix("等")
        yield words, (first + match.start(), first + match.start() + len(words)), words != match["list"]
    if match := BEHIND.match(text, end, min(len(text), end + REACH)):
        yield match["list"].removesuffix("等"), match.span("list"), match["list"].endswith("等")


def _readings(words: str, led: bool) -> Iterator[list[str]]:
    """Yield the names of a list as it may be parted, the plainest first; one that is `led` begins with its clause."""
    names = words.split("、")
    lead = LEADING.match(names[0]) if led else None
    firsts = [names[0][lead.end() :], names[0]] if lead else [names[0]]
    for first in firsts:
        whole = [first, *names[1:]]
        yield whole
        parted = LAST.split(whole[-1], maxsplit=1)
        if len(parted) == 2:
            yield [*whole[:-1], *parted]
