"""Sums within a sentence that do not add up: 合计, 分别为, 分两期, 其中."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sanjiang.core.evidence import Span
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Statement
from sanjiang.grammar.findings.amounts import Amount, bounds, converted, exceeds
from sanjiang.grammar.findings.finding import Finding
from sanjiang.grammar.findings.passages import Passage, Passages
from sanjiang.grammar.findings.ranges import Plausible
from sanjiang.mentions.mention import Mention
from sanjiang.mentions.quantities import QuantityFinder

CUES = re.compile(r"合计|共|总计|全部|分别|分为|分[两二三四五]期|其中")
MEASURES = (
    *("固定资产投资", "总投资", "计划投资", "完成投资", "投资", "工业总产值", "工业产值", "总产值", "产值", "增加值"),
    *("销售收入", "营业收入", "收入", "销售额", "税收", "利润", "出口额", "进口额", "贷款", "资金"),
    *("面积", "产量", "产能", "装机容量", "装机"),
)
MEASURE = re.compile("|".join(sorted(MEASURES, key=len, reverse=True)))
"""What a money, area or mass figure is of; the longest name counts, so that 总投资 is not 完成投资."""

FILL = rf"(?:项目|工程|企业|个|数量|{'|'.join(MEASURES)}|总|额|金额|规模|达到|达|为|计|有|：|:|\s)*"
TOTAL_AFTER = re.compile(
    rf"(?P<noun>[^，,；;、。（）()]{{0,12}}?)[，,；;]?(?:以上|上述)?(?:合计|共计|总计|总共|一共|共|全部){FILL}"
)
"""Between the last part and its total: “…，合计总投资”."""

PARTS_AFTER = re.compile(r"(?P<noun>[^，,；;、。（）()]{0,12}?)[，,：:（(]?(?:分别(?:为|是)|分为)[^，,；;。]{0,12}?")
"""Between a total and the first of all its parts: “…个项目，分别为”."""

PHASES_AFTER = re.compile(r"[^。]{0,24}?分(?P<n>[两二三四五])期[^，,；;。]{0,8}[，,：:；;（(][^，,；;。]{0,8}")
OPEN = re.compile(
    r"等(?!\s*[\d一二两三四五六七八九十])|其中|增长|增加|同比|上年|去年|比|平均|每|扣除|累计|其他|其余|约占|折合"
)
"""Words after which a list is not all there is, or its figures are not to be added."""

LIST_END = re.compile(r"[；;。)）]")
NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
DELIMITER = re.compile(r"[，,；;、。：:（）()]|和|及|与|其中|包括|分别|合计|共计|总计|共")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence: where it stands there, what it says, and the words that it measures or counts."""

    start: int
    end: int
    quantity: Quantity
    noun: str
    counts: bool
    span: tuple[int, int]


def sums(statements: Sequence[Statement], passages: Passages, plausible: Plausible) -> Iterator[Finding]:
    """Yield a finding for each total that its parts contradict, in sentences that some statement is from."""
    told: dict[tuple[str, int], list[Statement]] = {}
    for statement in statements:
        for span in statement.evidence:
            passage = passages.at(span)
            told.setdefault((passage.document, passage.start), []).append(statement)
    for passage in passages.all():
        sources = told.get((passage.document, passage.start), [])
        if not sources or not CUES.search(passage.text):
            continue
        figures = read_figures(passage.text)
        for total, parts, closed in groups(passage.text, figures):
            if contradicts(total, parts, closed=closed, plausible=plausible):
                yield _finding(passage, sources, total, parts, closed=closed)


def read_figures(text: str) -> list[Figure]:
    """Return all figures of a sentence but ratios, each with its noun."""
    mentions = [m for m in QuantityFinder().find(text) if m.value.unit != "ratio"]
    return [_figure(text, m, _ends(mentions, i, text)) for i, m in enumerate(mentions)]


def _ends(mentions: Sequence[Mention[Quantity]], i: int, text: str) -> tuple[int, int]:
    after = mentions[i + 1].start if i + 1 < len(mentions) else len(text)
    return (mentions[i - 1].end if i else 0), after


def _figure(text: str, mention: Mention[Quantity], room: tuple[int, int]) -> Figure:
    """Read the noun of a figure: what stands before it in its clause, or after a number of things."""
    before = DELIMITER.split(text[room[0] : mention.start])[-1]
    after = DELIMITER.split(text[mention.end : room[1]])[0]
    counts = bool(re.fullmatch(r"[^a-zA-Z\d]", mention.value.unit)) and mention.value.per is None
    measures = MEASURE.findall(before)
    if not counts:
        noun, end = (measures[-1] if measures else ""), mention.end
    elif len(after.strip()) >= 2:
        noun, end = after.strip(), mention.end + len(after)
    else:
        noun, end = before.strip(), mention.end
    return Figure(mention.start, mention.end, mention.value, noun, counts, (mention.start - len(before), end))


def groups(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, list[Figure], bool]]:
    """Yield each total with its parts, and whether the text claims that these are all of them."""
    for i, total in enumerate(figures):
        yield from _parts_before(text, figures[:i], total)
        yield from _parts_after(text, total, figures[i + 1 :])
    yield from _of_which(text, figures)


def _parts_before(text: str, before: Sequence[Figure], total: Figure) -> Iterator[tuple[Figure, list[Figure], bool]]:
    parts = [f for f in before if alike(f, total)]
    if len(parts) < 2 or not TOTAL_AFTER.fullmatch(text, parts[-1].end, total.start):
        return
    if OPEN.search(text, parts[0].start, total.start) or any(_other_money(f, total) for f in before):
        return
    if uniform(parts, total):
        yield total, parts, True


def _parts_after(text: str, total: Figure, after: Sequence[Figure]) -> Iterator[tuple[Figure, list[Figure], bool]]:
    parts = [f for f in after if alike(f, total)]
    if len(parts) < 2 or any(_other_money(f, total) for f in after):
        return
    if OPEN.search(text, total.end, parts[-1].span[1]) or not uniform(parts, total):
        return
    between = (total.end, parts[0].start)
    phases = PHASES_AFTER.fullmatch(text, *between)
    if phases:
        named = {m for f in parts for m in re.findall(r"[一二三四五首]期", text[_clause(text, f) : f.start])}
        if len(parts) == len(named) == NUMERALS[phases["n"]]:
            yield total, parts, True
    elif PARTS_AFTER.fullmatch(text, *between):
        yield total, parts, True


def _clause(text: str, figure: Figure) -> int:
    """Return where the clause of a figure starts."""
    return max(text.rfind(mark, 0, figure.start) for mark in "，,；;、：:（(") + 1


def _of_which(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, list[Figure], bool]]:
    """Yield a figure with each part that 其中 names: the parts need not be all, but none is more than the whole."""
    for match in re.finditer("其中", text):
        place = match.start()
        end = next((m.start() for m in LIST_END.finditer(text, place)), len(text))
        if OPEN.search(text, match.end(), end):
            continue
        for part in (f for f in figures if place < f.start < end and f.noun):
            wholes = [f for f in figures if f.end <= place and alike(f, part) and f.noun]
            if len(wholes) == 1 and uniform([part], wholes[0]) and not _other_money(part, wholes[0]):
                yield wholes[0], [part], False


def alike(a: Figure, b: Figure) -> bool:
    """Tell whether two figures can be added: both count by the same word, or both measure and convert."""
    if a.counts or b.counts:
        return a.counts and b.counts and a.quantity.unit == b.quantity.unit
    same = Amount(1, 1, a.quantity.unit)
    return converted(same, b.quantity.unit) is not None and a.quantity.per == b.quantity.per


def _other_money(a: Figure, total: Figure) -> bool:
    """Tell whether a figure is money of another currency than the total's."""
    money = {"CNY", "USD", "EUR", "HKD"}
    return {a.quantity.unit, total.quantity.unit} <= money and a.quantity.unit != total.quantity.unit


def uniform(parts: Sequence[Figure], total: Figure) -> bool:
    """Tell whether parts and total are of one thing: the last word of what they count, or the name of the measure."""
    if total.counts:
        nouns = {f.noun[-2:] for f in parts}
        return len(nouns) == 1 and "" not in nouns and (next(iter(nouns)) in total.noun or _unnamed(total))
    names = {f.noun for f in (*parts, total)} - {""}
    if len(names) <= 1:
        return True
    return names == {"总投资", "投资"} and total.noun == "总投资"


def _unnamed(total: Figure) -> bool:
    """Tell whether a total stands bare behind its cue: “，合计23个”."""
    return not total.noun


def contradicts(total: Figure, parts: Sequence[Figure], *, closed: bool, plausible: Plausible) -> bool:
    """Tell whether the parts cannot come to the total, or, where they need not be all, one is more than it."""
    whole = bounds(total.quantity, plausible.about)
    amounts = [converted(bounds(f.quantity, plausible.about), whole.unit) for f in parts]
    told = [a for a in amounts if a is not None]
    tolerance = 0.0 if total.counts else plausible.rounding
    if not closed:
        return any(exceeds(a, whole, tolerance) for a in told)
    # The list may hold an earlier total of its own, or start before its parts do: any tail of it may be what is summed.
    tails = [told[i:] for i in range(len(told) - 1)]
    return not any(_meets(tail, whole, tolerance) for tail in tails)


def _meets(parts: Sequence[Amount], whole: Amount, tolerance: float) -> bool:
    total = Amount(sum(a.low for a in parts), sum(a.high for a in parts), whole.unit)
    return not exceeds(total, whole, tolerance) and not exceeds(whole, total, tolerance)


def _finding(
    passage: Passage, sources: Sequence[Statement], total: Figure, parts: Sequence[Figure], *, closed: bool
) -> Finding:
    spans = tuple(passage.cut(*f.span) for f in (total, *parts))
    ids = tuple(s.id for s in dict.fromkeys(sources) if any(_overlap(e, x) for e in s.evidence for x in spans))
    added = " + ".join(f.quantity.as_written for f in parts)
    of = total.quantity.as_written
    if closed:
        zh, en = f"各部分相加与总数不符:{added} ≠ {of}", f"The parts do not add up to the total: {added} ≠ {of}"
    else:
        zh, en = f"部分多于整体:{added} > {of}", f"A part is more than the whole: {added} > {of}"
    return Finding("sum", zh, en, spans, ids)


def _overlap(a: Span, b: Span) -> bool:
    return a.document == b.document and a.start < b.end and b.start < a.end
