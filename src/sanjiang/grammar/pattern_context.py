"""What a clause leans on in its own sentence: the date before it, its subject, the topic, whether it is a plan."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from sanjiang.core.quantity import Quantity
from sanjiang.grammar.encode import LETTERS, Encoded, encode, expand
from sanjiang.grammar.openings import glance
from sanjiang.grammar.pattern_words import word_list
from sanjiang.mentions.mention import Mention

DATE: Final = LETTERS["date"]
PLACE: Final = LETTERS["place"]
ORG: Final = LETTERS["org"]
AMOUNTS: Final = "".join(LETTERS[kind] for kind in ("money", "capacity", "count", "ratio", "area"))
AMOUNT: Final = re.compile(f"[{AMOUNTS}]")
BREAKS: Final = re.compile(rf"[，,；;：:。！？!?（）()、](?:(?<!、)|(?<=[{AMOUNTS}上右多]、))")
SEGMENT: Final = re.compile("[；;]")
RATES: Final = frozenset("每年月日")
RATE: Final = re.compile(r"[每年月日][^\d零一二三四五六七八九两十百千万亿半]{2,}")
AFTERWARDS: Final = re.compile(r"(?:建成|投产|达产|投运|运营|完工|竣工|落地|投用|开工|项目).{0,8}后|^[^，,]{0,4}后$")
PARK_LETTER: Final = (
    r"(?:(?!建设|打造|支持|培育|创建|推进|引进|[的在为是和与将了等以把被让使])"
    r"(?:<place>|<product>|[\u4e00-\u9fff·]))"
)
OWN_DISTRICT: Final = re.compile(r"[全我该]区|区内")
AUTONOMOUS: Final = ("15", "45", "54", "64", "65")
"""Codes of the provinces that call themselves 区."""
TIMES: Final = re.compile("[是从由]$")
OF_TIMES: Final = re.compile(rf"的[{AMOUNTS}\d]")
COMPARED: Final = re.compile("[较比同与]$")
TITLED: Final = re.compile("《[^《》]*$")
"""A date before which these stand is no date of the clause: what is compared with, what a title has in it."""
HORIZON: Final = 200
"""So many letters a clause may lean back on; it keeps the time linear in a list of a thousand figures."""
ITS: Final = re.compile(r"其(?![中他实余])")
ALONE: Final = 4
"""So many letters may stand beside a date that is a clause of its own ("截至<date>底")."""
NEAR: Final = 10
"""So many may stand beside one whose clause says no more than when ("<date>受疫情影响")."""
ADVERBIAL: Final = 8
"""A clause so short ("据统计", "全市上下") is passed over on the way to the date."""
GROWN: Final = re.compile(r"[，,、（(](?:同比|比上年|较上年|比去年)?(?:增长|下降|增幅)")
THERE: Final = re.compile(r"(?:会上|会议|现场|仪式上?|活动|当[天日]|此次|本次|共)")
OWN_TIME: Final = re.compile(f"[{DATE}后]|目前|当前|现[有已]|截[至止]|将|预计|拟|计划|力争|设计|总投资|成立")
SHORTEST_PARK: Final = 5
"""A park's name has a word before its head ("园区" alone has none)."""
AHEAD: Final = 10
"""A word before a name may depend on so many letters after it."""
QUOTED: Final = 14
"""No longer is what stands in quotes within a name, with its quotes."""
REACH: Final = 24
"""How far a name reaches back from its last word."""
NAME: Final = 40
"""No longer is the name of a document."""


MARKED: Final = re.compile(expand("[“（(](?:(?<=“)|<place>)"))
"""Without these nothing in quotes, and no name with its place in brackets, is a subject."""
MARKED_REACH: Final = 8
"""No farther behind a letter does the bracket stand of a name that begins there."""


class Subject(NamedTuple):
    """What a clause is about: a place, a park, an organisation; `span` is None where a `word` like 全市 says so."""

    kind: str
    span: tuple[int, int] | None
    word: str = ""


def unfold(encoded: Encoded, text: str) -> Encoded:
    """Return a sentence of `text` with the words of a rate ("年产量" in "年产量2.7万吨") before their amount."""
    mentions = encoded.mentions.values()
    rates = {
        start: rate.end()
        for start, _, value in mentions
        if isinstance(value, Quantity) and value.as_written[0] in RATES and (rate := RATE.match(value.as_written))
    }
    if not rates:
        return encoded
    after = [Mention(m.start + rates.get(m.start, 0), m.end, m.value) for m in mentions]
    return encode(text, encoded.span(0, len(encoded.letters)), after)


def clauses_before(letters: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between marks, from the one that ends at `at` back to the first within reach."""
    floor, end, breaks = max(0, at - HORIZON), at, _breaks(letters)
    for i in range(bisect_left(breaks, at) - 1, -1, -1):
        if breaks[i] < floor:
            break
        yield breaks[i] + 1, end
        end = breaks[i]
    yield floor, end


def _clause_begin(letters: str, at: int) -> int:
    """Return where the clause begins that ends at `at`, within reach."""
    breaks, floor = _breaks(letters), max(0, at - HORIZON)
    i = bisect_left(breaks, at)
    return max(floor, breaks[i - 1] + 1) if i else floor


@lru_cache(maxsize=1)
def _breaks(letters: str) -> list[int]:
    """Return where the sentence's clauses end; each of its statements asks."""
    return [match.start() for match in BREAKS.finditer(letters)]


def carried_date(letters: str, at: int) -> int | None:
    """Return the position of the date that a clause ending at `at` stands under, None where none does.

    That is a date in the clause; else in a clause before that only dates it or that gives a figure too; else one that
    opens the sentence alone ("2022年,…"). "投产后" ends its reach, the date of a founding ("成立于2005年") has none.
    """
    far = False
    for i, (start, end) in enumerate(clauses_before(letters, at)):
        clause = letters[start:end]
        found = _own_date(letters, start, end)
        if "后" in clause and AFTERWARDS.search(clause, found + 1):
            return None
        if found >= 0:
            if RULES.no_scope.search(letters[max(0, start + found - 8) : start + found]):
                return None
            beside = len(clause) - 1
            dates = RULES.dating.match(clause, found + 1)
            figures = AMOUNT.search(clause, found + 1) is not None
            if i == 0 or beside <= ALONE or (not far and ((dates and beside <= NEAR) or figures)):
                return start + found
            return None
        far = far or (i > 0 and len(clause) > ADVERBIAL and not AMOUNT.search(clause))
    return None


def _own_date(letters: str, start: int, end: int) -> int:
    """Return where the last date of a clause stands in it that the clause is not only compared with, or -1."""
    found = letters.rfind(DATE, start, end)
    while found >= 0:
        before = letters[max(start, found - 1) : found]
        compared = COMPARED.search(before) or (TIMES.search(before) and OF_TIMES.match(letters, found + 1))
        if not compared and not ("《" in letters and TITLED.search(letters[max(0, found - NAME) : found])):
            return found - start
        found = letters.rfind(DATE, start, found)
    return -1


def event_date(letters: str, at: int) -> int | None:
    """Return the position of the date that opens a sentence of an event, where `at` tells what was done there."""
    start = _clause_begin(letters, at)
    return 0 if letters.startswith(DATE) and start and THERE.match(letters, start) else None


def leans(letters: str, at: int) -> bool:
    """Tell whether a figure at `at` may be of the period that its paragraph opened with: nothing dates it otherwise."""
    return not OWN_TIME.search(letters, max(0, at - HORIZON), at)


def subject(letters: str, at: int) -> Subject | None:
    """Return what the clause that ends at `at` is about: the nearest that opens with a place or an owner says."""
    near = MARKED.search(letters, max(0, at - HORIZON - 1), at + MARKED_REACH)
    about = RULES.subject if near else RULES.plain_subject
    pronoun: Subject | None = None
    for start, end in clauses_before(letters, at):
        if pronoun is None and letters[start - 2 : start - 1] == PLACE and ITS.match(letters, start):
            return Subject("place", (start - 2, start - 1))
        lead = RULES.lead.match(letters, start, end)
        match = about.match(letters, lead.end() if lead else start)
        if match is None or match.start() >= at or match.lastgroup is None:
            continue
        kind, span = match.lastgroup, match.span()
        if pronoun and kind != pronoun.kind:
            continue
        if kind == "park" and span[1] > at and letters[span[0]] == PLACE:
            return Subject("place", (span[0], span[0] + 1))
        if kind == "park" and span[1] - span[0] >= SHORTEST_PARK:
            return Subject(kind, span)
        if kind in ("place", "organisation") and letters[span[0]] in PLACE + ORG:
            return Subject(kind, (span[0], span[0] + 1))
        if kind == "organisation" and letters[span[0] - 1 : span[0]] == "“":
            return Subject(kind, span)
        pronoun = pronoun or Subject(kind, None, match.group())
        if kind not in ("organisation", "park"):
            break
    return pronoun


def fits(word: str, adcode: str) -> bool:
    """Tell whether a word like 全县 or 省内 may mean the region of this code."""
    if "省" in word or "自治区" in word:
        return adcode.endswith("0000")
    if any(c in word for c in "县旗镇乡村"):
        return not adcode.endswith("00")
    if not OWN_DISTRICT.fullmatch(word):
        return True
    return adcode.startswith(AUTONOMOUS) if adcode.endswith("0000") else not adcode.endswith("00")


def planned(letters: str, start: int, end: int, dated: bool, framed: bool = False) -> bool:
    """Tell whether what stands at `start` to `end` is meant for later.

    The nearest word before or in it decides: 计划 and 力争 always do; 将, 预计 and 可 only with a date, for without one
    they tell what a project will bring. What is so after completion ("投产后…") is an effect too, and what is expected
    to have grown ("2019年预计实现产值20亿元，增长8%") is an estimate of the past. Without such a word a document
    that is `framed` as a plan speaks of later.
    """
    last, meant = None, False
    for last in RULES.tense.finditer(letters, max(0, start - HORIZON), end):
        meant = last.lastgroup == "plan" or (meant and last.lastgroup == "future")
    if last is None or last.group() == "其中":
        return framed
    if last.lastgroup == "future" and SEGMENT.search(letters, last.end(), start):
        return framed
    if last.lastgroup == "actual" or (last.group() == "预计" and GROWN.search(letters, last.end())):
        return False
    if "后" in letters and any(AFTERWARDS.search(letters[a:b]) for a, b in islice(clauses_before(letters, start), 2)):
        return False
    return dated or meant


def grown(letters: str, start: int) -> int:
    """Return where the name whose last words start at `start` begins: after the mark, verb or place before it.

    What is quoted right before the name is part of it ("“专精特新”企业").
    """
    first = _grown(letters, start)
    if letters[first - 1 : first] == "”":
        quoted = letters.rfind("“", max(0, first - QUOTED), first - 1)
        return _grown(letters, quoted) if quoted >= 0 else first
    return first


def _grown(letters: str, start: int) -> int:
    floor = max(0, start - REACH)
    begin = max(floor, _clause_begin(letters, start))
    for match in RULES.cut.finditer(letters, begin, start + AHEAD):
        if match.end() > start:
            break
        if match.end() < start or letters[start : start + 1] != "率":  # 完成 in 完成率 begins no name
            begin = match.end()
    if begin == floor > 0:  # the words go further back than a name does: it begins after their first 的
        begin = letters.find("的", floor, start) + 1 or floor
    lead = RULES.scope.match(letters, begin, start)
    return lead.end() if lead else begin


def topic(letters: str, at: int) -> tuple[int, int] | None:
    """Return the span of what "…方面，" at the sentence's start says that its figures are about."""
    match = RULES.topic.match(letters, 0, at)
    return match.span("topic") if match else None


def scope_before_date(letters: str, start: int) -> tuple[int, int] | None:
    """Return the span of the trade that stands before a name's date ("光伏产业" in "光伏产业<date>产值")."""
    at = start - 1
    if at < 1 or letters[at] != DATE or letters[at - 1] not in "业济":
        return None
    first = grown(letters, at)
    return (first, at) if at - first >= 2 else None


@dataclass(frozen=True, slots=True)
class _Rules:
    lead: re.Pattern[str]
    subject: re.Pattern[str]
    plain_subject: re.Pattern[str]
    tense: re.Pattern[str]
    cut: re.Pattern[str]
    scope: re.Pattern[str]
    no_scope: re.Pattern[str]
    dating: re.Pattern[str]
    topic: re.Pattern[str]


def _rules() -> _Rules:
    def any_of(name: str) -> str:
        return word_list(name)

    return _Rules(
        lead=re.compile(glance(expand(rf"(?:<date>|{any_of('adverb')})+"))),
        subject=re.compile(
            _subject(
                in_brackets=r"|[\u4e00-\u9fff]{2,6}[（(]<place>[）)]",
                in_quotes=r"|(?<=“)[^“”，,]{2,10}(?=”(?:实现|完成|累计|去年|今年))",
            )
        ),
        plain_subject=re.compile(glance(_subject(in_brackets="", in_quotes=""))),
        tense=re.compile(
            glance(expand(rf"(?P<plan>{any_of('plan')})|(?P<future>{any_of('future')})|(?P<actual>{any_of('actual')})"))
        ),
        cut=re.compile(glance(expand(rf"[，,；;：:、。！？!?（）()“”《》<date>{AMOUNTS}]|{any_of('cut')}"))),
        scope=re.compile(expand(rf"(?:<place>(?!援建|籍|产)|<date>|<org>|{any_of('scope')})+")),
        dating=re.compile(expand(any_of("dating"))),
        no_scope=re.compile(rf"(?:{any_of('founding')})$"),
        topic=re.compile(
            expand(
                r"(?:[^，,。；;]{0,6}是)?(?P<topic><product>|(?!规模|效益|质量|速度|总量|结构|数量)[^，,。；;<date>]{2,12}?)"
                r"(?:产业|发展)?方面[，,]"
            )
        ),
    )


def _subject(in_brackets: str, in_quotes: str) -> str:
    """Return an expression for what a clause is about; a park's place and an owner may take one more form each."""
    park, here, owner, wider, project = map(word_list, ("park", "here", "owner", "wider", "project"))
    return expand(
        rf"(?P<park>(?:<place>{{1,2}}{in_brackets}){PARK_LETTER}{{0,14}}?{park}"
        r"(?![\u4e00-\u9fff]{0,2}(?:管委会|党工委))"
        rf"|{park})"
        rf"|(?P<place><place>(?![等、和与及至到]|援建|籍|企业|客商|[\u4e00-\u9fff]{{1,8}}、)|{here})"
        rf"|(?P<organisation><org>(?![有达共近超已]{{0,2}}<count>){in_quotes}|{owner})"
        rf"|(?P<wider>{wider})|(?P<project>{project})"
    )


RULES: Final = _rules()
