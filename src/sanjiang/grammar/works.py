"""Projects and parks: noun phrases with a capacity, a phase or a head word, alone or in lists that share a verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import LETTERS, Encoded, expand
from sanjiang.grammar.entry import Entry
from sanjiang.grammar.entry_reading import PAID, read_entry
from sanjiang.grammar.heads import core_pattern, head_classes, head_pattern
from sanjiang.grammar.lead import AIM, able_in, attributes_in, measured, paid_in, phase_in, places_in, spread
from sanjiang.grammar.openings import glance
from sanjiang.grammar.phrases import PIECE, SEGMENT, Token, entries, phrases, split, tokens
from sanjiang.grammar.progress import stage_of
from sanjiang.grammar.stages import StageWord, dates_ahead, stage_words
from sanjiang.grammar.works_drafts import CLASS_OF_SIZE, GOVERNED, Sentence, keep, tell

INTRODUCTION: Final = re.compile(
    glance(
        expand(
            r"的是|分别是|就是|内容[为是]|规模为|加快|加速|推进|实施|打造|引进|引入|包括|包含|囊括|涵盖|启动|新建|拟建|在建|开工建设|开工|建成|签约|拥有|完善|强化|加强|举办|参加|落户|落地|投资建设|投资|建设|签订|签署|查看|察看|考察|参观|还到|主要有|分别[为是]|(?:重点|着力)?(?:抓好|抓紧)|(?:要|全力)?(?:确保|力争|力促|争取)|(?:协调|全面)?落实|督促"
            r"|<money>元?|用于|其中|目前|当前|近日|日前|同时|随着|由于|通过|围绕|的|了(?!解)|——|《|将(?<=..)"
        )
    )
)
BUILT: Final = re.compile("(?:投资)?(?:新建|建设|兴建|扩建|修建|改建|实施)")
MADE_UNITS: Final = frozenset(
    (*"辆台套件只头片张羽尾株支瓶箱册部块锭颗粒双根米m", "重量箱", "标砖", "台套", "m2", "m3")
)
AT_HAND: Final = re.compile("(?:[该本此]|(?:^|(?<=[，,；;。：:])))(?:项目|工程)$")
"""What stands right before the parts of the project at hand ("该项目|厂区围墙、周边道路工程")."""
AT_ONCE: Final = re.compile("[于为]一体(?:化)?(?:的)?")
"""What ends the list of what a works is for ("集加工、销售于一体的")."""
COUNT: Final = LETTERS["count"]
MONEY: Final = LETTERS["money"]
PHASE: Final = LETTERS["phase"]
MANY: Final = 1000
"""From so many on, counted things before a product are what a works makes in a year, not how many works there are."""
LOCATIVE: Final = re.compile(
    expand(
        r"^(?:(?:在|位于|走进|来到)?(?P<place>.{1,24}?)(?:境内|内|里|上|区域)|(?:在|位于)(?P<bare><place>[^在]{0,16}(?<!期间)))$"
    )
)
FIRST: Final = "在位"
LAST: Final = "内里上域"
"""Every locative opens or ends in one of these."""
MARKS: Final = "，,：:；;。！？!?"
MAY_LOCATE: Final = re.compile(
    rf"[{FIRST}{LAST}](?:(?<=[{LAST}])(?:[{MARKS}]|$)|(?<=[{MARKS}][{FIRST}])|(?<=^[{FIRST}]))"
)


def read_works(
    encoded: Encoded, setting: Setting, carried: Place | None, due: bool
) -> tuple[list[Draft], Place | None]:
    """Return the projects and parks of one sentence, and the place that it sets for the next.

    Parameters
    ----------
    encoded : Encoded
        The sentence.
    setting : Setting
        The document around it.
    carried : Place or None
        The place that an earlier sentence of the paragraph set.
    due : bool
        Whether the sentence may have a head word, a capacity or a phase.
    """
    letters = encoded.letters
    cores = _cores(encoded, due)
    if not cores and (LETTERS["place"] not in letters or not MAY_LOCATE.search(letters)):
        return [], carried
    sentence = Sentence(encoded, setting, carried)
    for start, end in split(letters, 0, len(letters), SEGMENT):
        words: list[StageWord] | None = None
        for a, b in split(letters, start, end, PIECE):
            may_locate = letters[b - 1] in LAST or letters[a] in FIRST
            if (may_locate and _locative(sentence, a, b)) or not _any_within(cores, a, b):
                continue
            for phrase in _phrases(encoded, a, b):
                if words is None:
                    words = stage_words(letters, start, end, dates_ahead(encoded, setting.published))
                _phrase(sentence, phrase, words, (a, b))
    return sentence.drafts, sentence.place


def _cores(encoded: Encoded, due: bool) -> list[int]:
    """Return where the head words, amounts and phases stand; without any due, only counted things can be amounts."""
    if not due:
        if COUNT not in encoded.letters:
            return []
        return [at for at in encoded.positions if encoded.letters[at] == COUNT and _is_made(encoded, at)]
    found = core_pattern().finditer(encoded.letters)
    return [at.start() for at in found if at[0] != COUNT or _is_made(encoded, at.start())]


def _any_within(positions: list[int], start: int, end: int) -> bool:
    """Tell whether one of the ascending positions lies in a stretch."""
    i = bisect_left(positions, start)
    return i < len(positions) and positions[i] < end


def _locative(sentence: Sentence, start: int, end: int) -> bool:
    """Take "某某产业园内," as the place of what follows; a park so named is a statement once works stand in it."""
    letters = sentence.encoded.letters
    match = LOCATIVE.match(letters[start:end])
    if match is None:
        return False
    group = "place" if match["place"] else "bare"
    a, b = start + match.start(group), start + match.end(group)
    inside = [sentence.encoded.mentions[i].value for i in range(a, b) if i in sentence.encoded.mentions]
    places = [p for p in inside if isinstance(p, Place)]
    heads = list(head_pattern().finditer(sentence.encoded.letters, a, b))
    if (not places and not heads) or (group == "bare" and heads and not _is_park(heads[-1])):
        return False
    owners = [i for i in range(a, b) if sentence.encoded.letters[i] == LETTERS["org"]]
    if owners:
        sentence.organisation = (owners[-1], owners[-1] + 1)
    span = sentence.encoded.span(a, b)
    sentence.place = Place(sentence.setting.quote(span), places[-1].adcode if places else None)
    if heads and heads[-1].end() == b and _is_park(heads[-1]):
        fields = {"name": sentence.place.name, "place": places[-1] if places else sentence.setting.home}
        sentence.drafts.append(Draft("park", "works-locative", [span], {k: v for k, v in fields.items() if v}))
    return True


def _is_park(head: re.Match[str]) -> bool:
    return head_classes()[head.group()] == "park"


def _tokens(encoded: Encoded, start: int, end: int) -> list[Token]:
    """Cut a stretch into tokens; thousands of things before a product are a capacity ("10万辆商用车")."""
    found = tokens(encoded.letters, start, end)
    if COUNT in encoded.letters or CLASS_OF_SIZE in encoded.letters:
        for i, token in enumerate(found[:-1]):
            if token.kind == "capacity" and encoded.letters.startswith("级", token.end):
                found[i] = token.read_as("text")  # "百吨级" is a class
            elif token.kind == "count" and found[i + 1].kind in ("product", "text") and _is_made(encoded, token.start):
                found[i] = token.read_as("capacity")
    return found


def _rest(encoded: Encoded, found: list[Token], begin: int) -> list[Token]:
    """Return the tokens from `begin` on; where that is amid running text, those behind it need not be cut anew."""
    rest = [token for token in found if token.end > begin]
    made = found[-1].kind == "capacity" and encoded.letters[found[-1].start] == COUNT
    if made or rest[0].kind != "text":
        return _tokens(encoded, begin, found[-1].end)
    rest[0] = rest[0].cut(begin, rest[0].end)
    return rest


def _is_made(encoded: Encoded, at: int) -> bool:
    """Tell whether a counted thing is what a works makes by the thousand."""
    value = encoded.mentions[at].value
    return isinstance(value, Quantity) and value.unit in MADE_UNITS and value.low >= MANY


def _phrases(encoded: Encoded, start: int, end: int) -> Iterator[list[Token]]:
    """Yield the noun phrases of a piece that may be works, each up to its core; a bare "项目" is one behind a phase."""
    letters = encoded.letters
    for phrase in phrases(letters, _tokens(encoded, start, end)):
        last = _last_core(phrase)
        bare = last == 0 and phrase[0].kind == "head" and letters.find(PHASE, start, phrase[0].start) < 0
        if last is not None and not bare:
            yield phrase[: last + 1]


def _phrase(sentence: Sentence, found: list[Token], words: list[StageWord], bounds: tuple[int, int]) -> None:
    """Read one noun phrase, a works or a list of them that shares its last head word."""
    letters = sentence.encoded.letters
    begin = _begin(letters, found)
    group = entries(_rest(sentence.encoded, found, begin))
    works = [w for w in (read_entry(sentence.encoded, g, words) for g in group) if w is not None]
    at_hand = AT_HAND.search(letters, max(0, begin - 4), begin) is not None
    if not works or ((at_hand or works[0].refers) and not any(w.tells or w.organisation for w in works)):
        return  # parts of the project at hand
    lead = (bounds[0], begin)
    governed = _share(letters, works)
    if len(works) == 1 and not governed and _is_none(letters, works[0], lead):
        return
    for work in works:
        work.stage = work.stage or stage_of(letters, words, work, (*bounds, found[-1].end))
    _take_lead(sentence, works[0], lead)
    located = bool(sentence.place or places_in(sentence.encoded, lead) or MONEY in letters[slice(*lead)])
    together = sum(w.capacity is not None and bool(w.processes) for w in works) > 1
    kept = [
        w
        for w in works
        if w.specific(letters, located)
        or (governed and w.place is not None)
        or (together and w.capacity is not None and bool(w.processes) and w.names_nothing_else(letters))
    ]
    for work in works:
        if work in kept:
            tell(sentence, work, lead, len(kept))
        elif work.head != "park" and work.names_one(letters) and _is_thing(sentence, work, lead):
            keep(sentence, work, lead)


def _begin(letters: str, found: list[Token]) -> int:
    """Return where the name of a works begins in its phrase, behind the words that introduce it."""
    marks = [t.start for t in found if t.kind in ("capacity", "phase")]
    first = marks[0] if marks else next(t.start for t in found if t.kind == "head")
    begin = start = found[0].start
    pays = MONEY in letters
    for match in () if pays and PAID.match(letters, start) else INTRODUCTION.finditer(letters, start, first):
        if pays and PAID.match(letters, match.end(), found[-1].end):
            begin = match.end()
            break
        stem = letters[match.end() : first]
        if (
            len(stem) > 1
            or stem in (LETTERS["product"], LETTERS["place"], LETTERS["org"])
            or (letters[first] in LETTERS.values() and match.end() <= first)
        ):
            begin = match.end()
    begin = max(begin, _built(letters, found, begin))
    if "一体" in letters and (listed := AT_ONCE.search(letters, begin, found[-1].start)):
        begin = listed.end()
    while letters[begin] == " ":
        begin += 1
    return begin


def _share(letters: str, works: list[Entry]) -> bool:
    """Give the works of a list what they share: the head word, a place, a phase; tell whether "等" governs them."""
    shared = next((w for w in reversed(works) if w.head), None)
    governed = (
        shared is not None
        and shared.head_span is not None
        and bool(GOVERNED.search(letters[shared.start : shared.head_span[0]]))
    )
    for earlier, work in zip([None, *works], works, strict=False):
        if work.place is None and earlier and letters[work.start - 1] in "及和与" and work.head in ("facility", "park"):
            work.place = earlier.place
        work.follows = work.inherits and earlier is not None and (earlier.organisation is not None or earlier.follows)
        one_phase = earlier and (earlier.investment or letters[work.start - 1] in "+＋")
        if earlier and one_phase and work.first == "capacity" and work.phase is None:
            work.phase = earlier.phase
        if shared is not None and work.head is None:
            work.head = shared.head
            work.head_span = shared.head_span if governed else None
    return governed


def _is_none(letters: str, work: Entry, lead: tuple[int, int]) -> bool:
    """Tell whether a lone phrase is no works whatever stands before it: an amount of nobody's, or words in general."""
    if work.head is None and work.organisation is None:
        phase = work.phase or letters.find(PHASE, *lead) >= 0
        return not phase or not (work.processes or work.capacity or measured(letters, work.start))
    return work.says_nothing(letters) and not measured(letters, work.start)


def _take_lead(sentence: Sentence, work: Entry, lead: tuple[int, int]) -> None:
    """Give the first works of a phrase the money, the amount and the phase that stand right before it."""
    money, amount = attributes_in(sentence.encoded, work.start)
    work.investment = work.investment or paid_in(sentence.encoded, lead) or money
    work.capacity = work.capacity or amount or able_in(sentence.encoded, lead)
    work.phase = work.phase or phase_in(sentence.encoded, lead)


def _built(letters: str, found: list[Token], begin: int) -> int:
    """Return where what is built begins, behind the park or place that it is built in ("在某园区新建|某某项目")."""
    heads = [t for t in found if t.kind == "head" and t.start >= begin]
    if len(heads) < 2 or any(t.kind == "separator" for t in found):
        return begin
    match = BUILT.search(letters, heads[0].end, heads[-1].start)
    return match.end() if match and match.end() < heads[-1].start else begin


def _is_thing(sentence: Sentence, work: Entry, lead: tuple[int, int]) -> bool:
    """Tell whether what stands before a name lets it be a thing rather than an aim."""
    letters = sentence.encoded.letters
    return len(spread(sentence.encoded, work, lead)) > 1 or not AIM.search(letters[slice(*lead)])


def _last_core(found: list[Token]) -> int | None:
    """Return the index of the last head word; without one, of the end of a capacity and its product, or of a phase."""
    heads = [i for i, t in enumerate(found) if t.kind == "head"]
    if heads:
        i = heads[-1]
        while i + 1 < len(found) and (
            found[i + 1].kind in ("paren", "phase", "capacity")
            or (found[i + 1].kind == "product" and found[i].kind == "capacity")
        ):
            i += 1
        return i
    kinds = [t.kind for t in found]
    if "capacity" in kinds and ("product" in kinds or "phase" in kinds):
        return max(i for i, kind in enumerate(kinds) if kind in ("capacity", "product"))
    return max((i for i, kind in enumerate(kinds) if kind == "phase"), default=None)
