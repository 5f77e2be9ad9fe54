"""Reads one works from the tokens of its noun phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.grammar.encode import LETTERS, Encoded, expand
from sanjiang.grammar.entry import FUNCTION, PRODUCT, Entry
from sanjiang.grammar.heads import HeadClass, general_pattern, head_pattern
from sanjiang.grammar.phrases import Token
from sanjiang.grammar.stages import StageWord
from sanjiang.mentions.products import ProductWord, kind_words

OPENING: Final = re.compile(
    rf"(?:\d{{1,2}}[.．、)）]\s?|{LETTERS['date']}[ ，,]?|同[年月日] ?| |[一二三四五六七八九十]是|[我全][市县区省州国]"
    r"|[该我][省市县区州镇乡]|有(?![机色限])|经(?![开济])|[对与向设建上]$|(?:该|本)?公司$|[以为由据该其《：:”]|[“\"](?![^“”\"]{1,12}[”\"])"
    r"|开发(?=[\u4e00-\u9fff\ue000-\uf8ff])(?![区园])|上述(?:各项)?|除了?(?!臭|尘|草|油|铁)|待(?=[\ue000-\uf8ff一二三])|同?属于?|即|现有|配套的?|续建|(?:建|设)(?=[\ue000-\uf8ff一]|年产)"
    rf"|{LETTERS['place']}(?:省|市|县)?(?=首[个座条家])"
    r"|(?:国内|全国|全省|全市|世界|亚洲|西部)?(?:规模)?(?:最大|首个|首座|首条|首批)(?:的)?)+"
)
PAID: Final = re.compile(
    expand(
        r"(?:由?(?P<owner><org>))?(?:(?P<phase><phase>)(?:项目|工程)?)?(?:计划|预计|概算|协议|将|拟)*"
        r"(?:总投资|投资总额|投资额|投资|投入|出资|拟投|斥资|耗资|总额|引资)(?:额|概算)?"
        r"(?:约|近|超过|超|达到|达|为|是|逾|共|：|:)*(?P<money><money>)元?(?:以上|左右)?"
        r"(?:[^，,。；、<money><capacity>]{0,12}?的"
        r"|(?:主要|投资|开工|规划)*(?:建设|新建|兴建|修建|改建|建成|打造|扩建|建)(?:的|一[条座个处])?"
        r"|(?=[<place><org><capacity>\u4e00-\u9fff])(?![以在的将已为和与用左]))"
    )
)
"""What stands before a works and is its own: "由某公司投资3亿元建设的", "一期投资3亿元建设"."""
ABLE: Final = re.compile(
    expand(
        r"(?:(?:总|设计)*(?:装机容量|装机规模|装机|产能|规模|库容|年产能|年产量|生产能力)(?:约|近|超过|超|达到|达|为)*"
        r"(?P<amount><capacity>|<count>|<area>)|(?:预计|设计|总)?(?:[年日月](?:处理|产|供|加工|屠宰|出栏|生产|消化|分拣)[^，,。；、的]{0,10})?(?P<alone><capacity>)(?:以上)?)的"
    )
)
"""A capacity told before a works in a list ("总装机容量达10兆瓦的")."""
REFERRING: Final = re.compile(r"(?:该|本|此|整个|上述)?(?:项目|工程)(?=[^、，,）)])")
"""What opens the name of a part of the project at hand ("项目|一期", "该项目|主体工程")."""
NUMBERED: Final = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[）)]")
NOBODY: Final = re.compile(
    r"^[年日月](?:生产|产|加工|处理|出栏|屠宰)|(?:温泉|休闲|观光|康养|养生|高端|特色|新型|智慧|旅游)$|^(?:出口|进口|销售|设计|生产|种植|采购|收购|加工|交易|该|本|这|其|此|公司|企业|项目|目前|现|已|计划|规划|每|再)|现已|已经|(?:项目|工程|再上|共有|共|设)$"
)
"""What names no owner, though it stands where one does."""
OWNED: Final = re.compile(
    expand(
        r"(?P<owner>(?:<place>[\u4e00-\u9fffA-Za-z]{2,5}|[\u4e00-\u9fffA-Za-z]{3,8}))(?P<site><place>)"
        r"(?:第[一二三四]|新|一|二|三)?[\u4e00-\u9fff]{0,4}$"
    )
)
"""A firm's short name and a site before a works' head ("一汽丰田|成都|新工厂")."""
WHOLE_AREA: Final = re.compile(r"全[市县区省国州]|[我本][市县区省州]")
TAIL: Final = re.compile(
    r"(?:(?:产能|生产|制造|加工|建设|技改|技术改造|改造|扩建|新建|示范|配套|一体化|智能|产业化|研发|等|及|和|、|以及)+)$"
)
LEADING: Final = re.compile(r"^(?:年产|年产能|产能|总规模|规模|配套|新增|新建|扩建|改建|建设|等)+")
MEASURED: Final = re.compile(r"(?:产量|产出|销量|出栏|存栏|面积|总量)(?:达到?|为|约|超过?|近|突破|有)?$")
"""How the name of a figure ends: "茶叶产量|达2800吨" has no owner."""
MAKES: Final = re.compile(r"(?:年|日|月)(?:产|生产|处理|加工|屠宰|出栏|宰杀|新增)(?!能|值|量)|新建|扩建")
"""What parts a firm's name from what it makes before the number ("某某乳业|日处理|鲜奶|300吨")."""
ADDS: Final = re.compile("新增|新建|扩建|改扩建|搬迁|引进|计划|拟建")
"""What parts a firm's short name from what it does."""
HELD: Final = re.compile("(?:旗下|下属|所属|控股|全资|子公司|的)+")
"""What stands between a group and the firm of it that owns a works."""
BASE: Final = re.compile(r"(?:生产|制造)?基地")
GENERATION: Final = re.compile(r"第[\d.]+代$")
NAME_LETTERS: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9—\-·" + LETTERS["place"] + r"]{2,12}")


def read_entry(encoded: Encoded, group: list[Token], words: Sequence[StageWord]) -> Entry | None:
    """Read the tokens of one works; what stands before the first mention or head is its owner.

    Parameters
    ----------
    words : sequence of StageWord
        A word of progress inside the phrase ends it ("一期顺利达产、") and is its own.
    """
    letters = encoded.letters
    if letters[group[0].start] in "（(" and NUMBERED.fullmatch(letters, group[0].start, group[0].end):
        group = group[1:]
    referring = REFERRING.match(letters, group[0].start, group[-1].end) if group else None
    group = _behind(group, referring)
    paid = PAID.match(letters, group[0].start, group[-1].end) if group and LETTERS["money"] in letters else None
    group = _behind(group, paid)
    able = ABLE.match(letters, group[0].start, group[-1].end) if group else None
    if able and able["alone"] and letters.endswith("基地", 0, group[-1].end):
        able = None  # a base of such a size is as often an aim
    group, summed = _without_total(letters, _behind(group, able))
    if not group:
        return None
    opening = OPENING.match(letters, group[0].start, group[0].end)
    start = opening.end() if opening else group[0].start
    own = _own_progress(group, words) if words else None
    if own is not None:
        group = [t if t.end <= own.start else t.cut(t.start, own.start) for t in group if t.start < own.start]
    group = _without_etc(letters, _behind(group, opening))
    if not group:
        return None
    entry = Entry((start, group[-1].end), group[0].kind, summed, own)
    entry.refers = referring is not None
    _read_tokens(encoded, entry, group)
    if paid:
        _read_paid(encoded, entry, paid)
    told = able.start("amount" if able["amount"] else "alone") if able else -1
    if able and isinstance(amount := encoded.mentions[told].value, Quantity):
        entry.capacity = entry.capacity or amount
        if able["alone"] and not entry.organisation and not paid:
            entry.described = True
            if entry.head == "project" or PRODUCT in letters[entry.start : entry.end]:
                made_to = entry.head_span[0] if entry.head_span else entry.end
                entry.product = _trim(letters, entry.start, made_to, group)
            return entry
    _owner_and_product(letters, entry, group)
    return entry


def _behind(group: list[Token], match: re.Match[str] | None) -> list[Token]:
    """Return the tokens behind a match, the one that it ends in cut; all of them without one."""
    if match is None:
        return group
    end = match.end()
    return [t if t.start >= end else t.cut(end, t.end) for t in group if t.end > end]


def _without_etc(letters: str, group: list[Token]) -> list[Token]:
    """Return the tokens without the 等 that ends a list."""
    if not group or group[-1].kind != "text" or letters[group[-1].end - 1] != "等":
        return group
    last = group[-1]
    group = [*group[:-1], last.cut(last.start, last.end - 1)]
    return [t for t in group if t.end > t.start]


def _own_progress(group: list[Token], words: Sequence[StageWord]) -> StageWord | None:
    """Return the word of progress that stands inside the phrase, behind what it is about."""
    core = [t for t in group if t.kind in ("head", "phase", "capacity", "product")]
    last = max((t.start for t in group if t.kind == "head"), default=-1)
    for word in words:
        within = bool(core) and core[0].end <= word.start and word.end <= group[-1].end and last < word.end
        if within and not any(t.start < word.end and word.start < t.end for t in core):
            return word
    return None


def _read_tokens(encoded: Encoded, entry: Entry, group: list[Token]) -> None:
    part: str | None = None
    for i, token in enumerate(group):
        mention = encoded.mentions.get(token.start)
        value = mention.value if mention else None
        if token.kind == "head":
            entry.head, entry.head_span = token.head, (token.start, token.end)
            entry.counted |= any(t.kind == "count" and t.start + 6 > token.start for t in group[:i])
        elif token.kind == "org" and _owns(encoded.letters, entry, token):
            entry.organisation = (token.start, token.end)
        elif token.kind == "place" and isinstance(value, Place) and entry.place is None:
            entry.place, entry.place_at = value, (token.start, token.end)
        elif token.kind == "phase" and isinstance(value, str):
            entry.phase_only = entry.phase_only or (entry.head is not None and entry.capacity is not None)
            part = value
            entry.phase = entry.phase or (None if entry.phase_only else value)
        elif token.kind == "capacity" and isinstance(value, Quantity):
            if entry.capacity is not None and part:  # "40GW单晶硅一期20GW项目": a part of it
                entry.parts.append((part, value))
                entry.phase, entry.phase_only = None, True
            entry.capacity = entry.capacity or value
        elif token.kind == "product" and isinstance(value, ProductWord):
            entry.processes = tuple(dict.fromkeys(entry.processes + value.processes))
            entry.side = entry.side or value.side
        elif token.kind == "paren":
            _read_paren(encoded, entry, token)


def _owns(letters: str, entry: Entry, token: Token) -> bool:
    """Tell whether a firm is the owner: the first named, or the one that belongs to it ("甲集团旗下|乙公司")."""
    held = entry.organisation is not None and HELD.fullmatch(letters, entry.organisation[1], token.start) is not None
    return entry.organisation is None or held


def _read_paid(encoded: Encoded, entry: Entry, paid: re.Match[str]) -> None:
    """Take the money, the owner and the phase that stand before the works and are its own."""
    money = encoded.mentions[paid.start("money")].value
    entry.investment = money if isinstance(money, Quantity) else None
    entry.organisation = paid.span("owner") if paid["owner"] else entry.organisation
    phase = encoded.mentions[paid.start("phase")].value if paid["phase"] else None
    entry.phase = phase if isinstance(phase, str) else entry.phase


def _without_total(letters: str, group: list[Token]) -> tuple[list[Token], HeadClass | None]:
    """Return the tokens less the count that sums up the list before it ("甲、乙|等3个产业项目"), and what it counts."""
    for i, token in enumerate(group[1:-1], start=1):
        last = group[-1]
        if (
            token.kind == "count"
            and last.kind == "head"
            and general_pattern().fullmatch(letters, token.end, last.start)
        ):
            listed = any(t.kind in ("capacity", "org", "product") for t in group[:i])
            return (group[:i], last.head) if listed else (group, None)
    return group, None


def _read_paren(encoded: Encoded, entry: Entry, token: Token) -> None:
    """Read "(一期10GW)" as a part of the works, and "(二期高纯晶硅项目)" as another name of it."""
    phase: str | None = None
    named = head_pattern().search(encoded.letters, token.start, token.end) is not None
    for i in range(token.start, token.end):
        mention = encoded.mentions.get(i)
        if mention is None:
            continue
        if isinstance(mention.value, str):
            phase = mention.value
        elif isinstance(mention.value, Quantity) and encoded.letters[i] == LETTERS["capacity"] and phase:
            entry.parts.append((phase, mention.value))
        elif isinstance(mention.value, ProductWord) and mention.value.processes and (named or not entry.processes):
            entry.processes, entry.product = mention.value.processes, (i, i + 1)


def _owner_and_product(letters: str, entry: Entry, group: list[Token]) -> None:
    """Divide the words around the numbers into owner (before) and product (after)."""
    marks = [t for t in group if t.kind in ("capacity", "phase")]
    named = [t for t in group if t.kind == "product" and t.start >= (marks[-1].end if marks else entry.start)]
    heads = [t for t in group if t.kind == "head"]
    owner_end = marks[0].start if marks else (named[0].start if named else None)
    if (
        marks and heads and heads[0].head == "project" and heads[0].end <= marks[0].start
    ):  # "某某电池项目|一期": the owner ends before the product
        made = [t.start for t in group if t.kind == "product" and t.end <= heads[0].start]
        owner_end = made[0] if made else heads[0].start
    verb = MAKES.search(letters, entry.start, owner_end) if marks and owner_end is not None else None
    if verb and owner_end is not None and verb.start() > entry.start:
        if owner_end - verb.end() >= 1 and letters[verb.end()] != LETTERS["capacity"]:
            entry.product = _trim(letters, verb.end(), owner_end, group)
        owner_end = verb.start()
    if entry.organisation is None and owner_end is not None and owner_end > entry.start:
        entry.organisation = _owner(letters, entry.start, owner_end)
    if entry.organisation is None and marks and [t.kind for t in group[:2]] == ["text", "place"]:
        entry.organisation = _owner(letters, entry.start, group[1].start)
    if entry.organisation is None and not marks and heads and heads[-1].head == "facility":
        owned = OWNED.fullmatch(letters, entry.start, heads[-1].start)
        entry.organisation = _owner(letters, *owned.span("owner")) if owned else None
    behind = [t for t in heads if not marks or t.start > marks[-1].start]
    product_end = behind[0].start if behind else _before_paren(group, entry.end)
    product_start = marks[-1].end if marks else (named[0].start if named else None)
    if marks and heads and heads[0].start < marks[-1].start and marks[-1].kind == "phase":
        capacity_marks = [t for t in marks if t.start < heads[0].start]
        product_start, product_end = (capacity_marks[-1].end if capacity_marks else None), heads[0].start
    if entry.product is None and product_start is not None:
        entry.product = _trim(letters, product_start, product_end, group)


def _before_paren(group: list[Token], end: int) -> int:
    return group[-1].start if group[-1].kind == "paren" else end


def _owner(letters: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of a firm's short name, its place at the end left out ("保利协鑫|乐山")."""
    place = LETTERS["place"]
    base = BASE.search(letters, start, end)
    end = base.start() if base and base.end() == end else end
    while end > start and letters[end - 1] in place + "的在":
        end -= 1
    match = LEADING.search(letters[start:end])
    if match:
        start += match.end()
    generation = GENERATION.search(letters[start:end])
    if generation:
        end = start + generation.start()
    adds = ADDS.search(letters, start + 2, end)
    end = adds.start() if adds else end
    tail = re.search(
        r"(?:年产|年产能|产能|总规模|总装机|装机容量|装机|规模|配套|新增|投资|一座|一条)+$", letters[start:end]
    )
    if tail:
        end = start + tail.start()
    site = letters.find(place, start + 2, end)
    if site > 0 and letters[start] != place:
        end = site  # "华电|哈密某某风电场" is the firm's, and no firm
    text = letters[start:end].replace(PRODUCT, "")
    if (
        not NAME_LETTERS.fullmatch(text)
        or FUNCTION.search(text)
        or text.endswith(("就", "由", "与", "和", "向", "对"))
        or MEASURED.search(text)
        or (text.endswith("为") and text != "华为")
        or WHOLE_AREA.search(text)
        or NOBODY.search(text)
        or text.endswith(
            ("乡", "镇", "县", "村", "街道", "集中区", "开发区", "园区", "工业园", "高新区", "经开区", "新区")
        )
        or general_pattern().fullmatch(text)
        or text in kind_words()
        or not text.strip(place)
    ):
        return None
    return start, end


def _trim(letters: str, start: int, end: int, group: list[Token]) -> tuple[int, int] | None:
    for token in group:
        if token.kind == "paren" and start <= token.start < end:
            if token.start - start < 1:
                start = token.end
            else:
                end = token.start
    lead = LEADING.search(letters[start:end])
    if lead:
        start += lead.end()
    tail = TAIL.search(letters[start:end])
    if tail and tail.start() > 0:
        end = start + tail.start()
    return (start, end) if end > start else None
