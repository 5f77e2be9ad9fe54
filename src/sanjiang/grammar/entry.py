"""One works in a list: whose it is, where, which phase, how much of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.grammar.encode import LETTERS, Encoded, expand
from sanjiang.grammar.heads import HeadClass, general_pattern, head_pattern
from sanjiang.grammar.phrases import Token
from sanjiang.grammar.stages import StageWord
from sanjiang.mentions.products import ProductWord

FUNCTION = re.compile(
    r"[的了将把是在对从到被也都还又而于其之这]|并(?!网)|推进|加快|建设|通过|进行|开展|形成|实现|带动|成为|表示|获悉|根据|解决|预计|先后|最大|首个|首批|首座|符合|达成|举行|举办|召开|就(?=.{2})|产能(?!扩建|提升|建设)|现有|原有|加上|保证|确保|作为"
)
NOBODY = re.compile(
    r"^(?:该|本|这|其|此|公司|企业|项目|目前|现|已|计划|规划|每|再)|现已|已经|(?:项目|工程|公司|再上|共有|共|设)$"
)
"""What names no owner, though it stands where one does."""
OWNED = re.compile(
    expand(
        r"(?P<owner>(?:<place>[\u4e00-\u9fffA-Za-z]{2,5}|[\u4e00-\u9fffA-Za-z]{3,8}))(?P<site><place>)(?:第[一二三四]|新|一|二|三)?[\u4e00-\u9fff]{0,4}$"
    )
)
"""A firm's short name and a site before a works' head ("一汽丰田|成都|新工厂")."""
WHOLE_AREA = re.compile(r"全[市县区省国州]|[我本][市县区省州]")
INDEFINITE = re.compile(r"(?:[一二两三四五六七八九十几多数\d]+[个座条批家项]|" + LETTERS["count"] + ")")
OPENING = re.compile(
    rf"^(?:{LETTERS['date']}[ ，,]?|同[年月日] ?| |[一二三四五六七八九十]是|[我全][市县区省州国]|[以有为由据经该其《：:“”\"]|(?:国内|全国|全省|全市|世界|亚洲|西部)?(?:规模)?(?:最大|首个|首座|首条|首批)(?:的)?)+"
)
TAIL = re.compile(
    r"(?:(?:产能|生产|制造|加工|建设|技改|技术改造|改造|扩建|新建|示范|配套|一体化|智能|产业化|研发|等|及|和|、|以及)+)$"
)
LEADING = re.compile(r"^(?:年产|年产能|产能|总规模|规模|配套|新增|新建|扩建|改建|建设|等)+")
LONGEST_NAME = 24
PRODUCT = LETTERS["product"]
AT_PLACE = re.compile(rf"^在?{LETTERS['place']}*的?")
MAKES = re.compile(r"(?:年|日|月)(?:产|生产|处理|加工|屠宰|出栏|宰杀|新增)(?!能|值|量)|新建|扩建")
"""What parts a firm's name from what it makes before the number ("某某乳业|日处理|鲜奶|300吨")."""
NUMBERED = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[）)]")
BASE = re.compile(r"(?:生产|制造)?基地")
GENERATION = re.compile(r"第[\d.]+代$")
OTHER_LETTERS = re.compile(f"[{''.join(letter for kind, letter in LETTERS.items() if kind != 'product')}]")
PAID = re.compile(
    expand(
        r"(?:由?(?P<owner><org>))?(?:(?P<phase><phase>)(?:项目|工程)?)?(?:计划|预计|概算|协议|将|拟)*(?:总投资|投资总额|投资额|投资|投入|出资|拟投|斥资|耗资|总额|引资)(?:额|概算)?"
        r"(?:约|近|超过|超|达到|达|为|是|逾|共|：|:)*(?P<money><money>)(?:以上|左右)?"
        r"(?:[^，,。；、<money><capacity>]{0,12}?的|(?:主要|投资|开工|规划)*(?:建设|新建|兴建|修建|改建|建成|打造|扩建|建)(?:的|一[条座个处])?)"
    )
)
"""What stands before a works and is its own: "由某公司投资3亿元建设的", "一期投资3亿元建设"."""
NAME_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9—\-·" + LETTERS["place"] + r"]{2,12}")


@dataclass(slots=True)
class Entry:
    """A works as its noun phrase gives it; spans are among the sentence's letters."""

    start: int
    end: int
    head: HeadClass | None = None
    head_span: tuple[int, int] | None = None
    organisation: tuple[int, int] | None = None
    place: Place | None = None
    place_at: tuple[int, int] | None = None
    phase: str | None = None
    capacity: Quantity | None = None
    investment: Quantity | None = None
    product: tuple[int, int] | None = None
    processes: tuple[str, ...] = ()
    side: str | None = None
    first: str = "text"
    counted: bool = False
    parts: list[tuple[str, Quantity]] = field(default_factory=list)
    stage: StageWord | None = None
    phase_only: bool = False
    follows: bool = False

    @property
    def inherits(self) -> bool:
        """Whether the phrase begins with its number, so that its owner is the one before."""
        return self.first in ("capacity", "phase")

    def names_one(self, letters: str) -> bool:
        """Tell whether the phrase names one works rather than works in general ("一批重点项目")."""
        own = self._own(letters)
        return bool(own and self.head_span and self._named(own))

    def _own(self, letters: str) -> str | None:
        """Return the name before the head, places and numbers left out; None where it is running text."""
        end = self.head_span[0] if self.head_span else self.end
        stem = letters[self.start : end]
        own = OTHER_LETTERS.sub("", stem)
        beside = AT_PLACE.sub("", letters[max(self.start, self.organisation[1]) : end]) if self.organisation else stem
        indefinite = self.first != "capacity" and INDEFINITE.match(stem)
        if self.counted or self.end - self.start > 40 or FUNCTION.search(beside) or indefinite:
            return None
        return own

    def specific(self, letters: str, located: bool) -> bool:
        """Tell whether the phrase is a statement of its own.

        Parameters
        ----------
        letters : str
            The sentence.
        located : bool
            Whether the sentence places it, or gives its money.
        """
        own = self._own(letters)
        if own is None:
            return False
        if self.first == "head" and self.phase is None:  # "码头", without a name, is the one told of before
            return False
        if self.investment and (self.organisation or self.head):
            return self._named(own)
        if self.phase and own and not (self.capacity or self.stage) and general_pattern().fullmatch(own):
            return False
        if self.capacity or self.phase:
            owned = self.organisation is not None or self.follows
            listed = bool(self.processes) and (owned or self.phase is not None)
            return self.head is not None or listed or bool(self.phase and self.capacity) or self._owned_phase
        if self.head is None:
            return bool(self.processes and self.organisation and self.stage)
        if self.head == "project" and not own:
            return False
        if self.head == "project":
            located = self.place is not None or (located and PRODUCT in own)
            return self.stage is not None and (self.organisation is not None or (located and self._named(own)))
        return self._named(own)

    def names_nothing_else(self, letters: str) -> bool:
        """Tell whether the phrase is an amount and its product and no running text."""
        return self._own(letters) is not None

    @property
    def _owned_phase(self) -> bool:
        """Whether it is a phase of somebody's that is somewhere on its way ("永祥新能源一期…已投产")."""
        return self.phase is not None and self.stage is not None and (self.organisation is not None or self.follows)

    @staticmethod
    def _named(own: str) -> bool:
        if len(own) > LONGEST_NAME:
            return False
        return (len(own) >= 2 or PRODUCT in own) and general_pattern().fullmatch(own) is None


def read_entry(encoded: Encoded, group: list[Token], words: Sequence[StageWord]) -> Entry | None:
    """Read the tokens of one works; what stands before the first mention or head is its owner.

    Parameters
    ----------
    words : sequence of StageWord
        A word of progress inside the phrase ends it ("一期顺利达产、") and is its own.
    """
    if group[0].kind == "paren" and NUMBERED.fullmatch(encoded.letters, group[0].start, group[0].end):
        group = group[1:]
    if not group:
        return None
    paid = PAID.match(encoded.letters, group[0].start, group[-1].end)
    if paid:
        group = [t._replace(start=max(t.start, paid.end())) for t in group if t.end > paid.end()]
    group = _without_total(encoded.letters, group)
    if not group:
        return None
    opening = OPENING.match(encoded.letters[group[0].start : group[0].end])
    start = group[0].start + (opening.end() if opening else 0)
    core = [t for t in group if t.kind in ("head", "phase", "capacity", "product")]
    own = next(
        (
            w
            for w in words
            if core
            and core[0].end <= w.start
            and w.end <= group[-1].end
            and not any(t.start < w.end and w.start < t.end for t in core)
            and not any(t.kind == "head" and t.start >= w.end for t in group)
        ),
        None,
    )
    if own is not None:
        group = [t if t.end <= own.start else t._replace(end=own.start) for t in group if t.start < own.start]
    group = [t._replace(start=start) if t.start < start else t for t in group if t.end > start]
    if not group:
        return None
    entry = Entry(start, group[-1].end, stage=own, first=group[0].kind)
    part: str | None = None
    for i, token in enumerate(group):
        mention = encoded.mentions.get(token.start)
        value = mention.value if mention else None
        if token.kind == "head":
            entry.head, entry.head_span = token.head, (token.start, token.end)
            entry.counted |= any(t.kind == "count" and t.start + 6 > token.start for t in group[:i])
        elif token.kind == "org" and entry.organisation is None:
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
    if paid:
        money = encoded.mentions[paid.start("money")].value
        entry.investment = money if isinstance(money, Quantity) else None
        entry.organisation = paid.span("owner") if paid["owner"] else entry.organisation
        phase = encoded.mentions[paid.start("phase")].value if paid["phase"] else None
        entry.phase = phase if isinstance(phase, str) else entry.phase
    _owner_and_product(encoded.letters, entry, group)
    return entry


def _without_total(letters: str, group: list[Token]) -> list[Token]:
    """Return the tokens less the count that sums up the list before it ("甲、乙|3个产业项目")."""
    for i, token in enumerate(group[1:-1], start=1):
        last = group[-1]
        if (
            token.kind == "count"
            and last.kind == "head"
            and general_pattern().fullmatch(letters, token.end, last.start)
        ):
            return group[:i]
    return group


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
    product_end = (
        heads[0].start if heads and (not marks or heads[0].start > marks[-1].start) else _before_paren(group, entry.end)
    )
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
    tail = re.search(
        r"(?:年产|年产能|产能|总规模|总装机|装机容量|装机|规模|配套|新增|投资|一座|一条)+$", letters[start:end]
    )
    if tail:
        end = start + tail.start()
    text = letters[start:end].replace(PRODUCT, "")
    if (
        not NAME_LETTERS.fullmatch(text)
        or FUNCTION.search(text)
        or text.endswith(("就", "由", "与", "和", "向", "对"))
        or (text.endswith("为") and text != "华为")
        or WHOLE_AREA.search(text)
        or NOBODY.search(text)
        or text.endswith(("乡", "镇", "县", "村", "街道"))
        or general_pattern().fullmatch(text)
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
