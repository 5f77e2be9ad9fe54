"""What a figure leans on in its sentence: the figure before it, the word that says how far its projects are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from operator import attrgetter

from sanjiang.core.dates import DateSpan
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place, Stage
from sanjiang.grammar.draft import Draft
from sanjiang.grammar.encode import LETTERS
from sanjiang.grammar.pattern import Pattern
from sanjiang.grammar.pattern_context import HORIZON, carried_date, fits, planned
from sanjiang.grammar.pattern_fields import Groups
from sanjiang.grammar.pattern_sentence import FIGURES, Sentence
from sanjiang.grammar.series import row

SEGMENT = re.compile("[，,；;。：:]")
BARE_GROWTH = re.compile(
    r"(?:预计|同比|环比|年均|平均|累计|实际|名义|净|[比较与][^，,]{1,8}?|相比|同口径|可比|又|再)*"
    r"(?:净增|净减|新增|增长|下降|提高|提升|增加|减少|上升|上涨|增产|减产|增值|增幅|增速|降幅|增长率)"
)
CHANGE = re.compile(r"(?:净增|净减|增长|下降|提高|提升|增加|减少|上升|上涨|增产|减产|增值|增幅|增速|降幅|增长率)$")
"""How the name of a figure ends that tells how another has changed."""
LEADING = re.compile(
    r"^(?:(?:该|本|此)?(?:项目|工程|公司|企业|基地)(?:规划)?(?=总?(?:用地|占地|建筑))"
    r"|.*?(?:[已现共拥]有|组建|成立|创办)(?=[\u4e00-\u9fff]{2})|(?:吸纳|培育|发展|新增|引进|共有|拥有|现有|可|共|已|累计)(?=[\u4e00-\u9fff]{2}))"
)
VERB_ONLY = re.compile(
    r"(?:[^增减提下上扩]{0,4}?(?:增加|形成|推广|应用|推进|突破|完成|实现|培育|减少|提高|提升|下降|上升|扩大|扩展|达到|达|增长|攀升|调整|控制|不足|超过|占|共|有|为|是|各|约|近|到|至|后|前|的|和|及|已|将|可|仅|只|以|在|从|由|第)(?:到|至|为|了)?|.*各建?|以[上下]|左右|连片|[该全本我各][村镇乡县市区省州]|(?:超时序|高于|低于|快于|高出)[^，,]{1,10}|(?:规划|计划|新|拟|着力|共|已|将|年|还|要|再|可|并|又|均)*(?:打造|建设|建成|新建|新增|实施|引进|培育|创建|布局|设立|建立|发展|推出|举办|开展)+)"
)
STAGES: tuple[tuple[re.Pattern[str], Stage], ...] = (
    (re.compile(r"意向|在谈|洽谈"), "lead"),
    (re.compile(r"签约|签订|签下|签署"), "signed"),
    (re.compile(r"(?<!未)(?<!待)开工|动工|在建"), "under_construction"),
    (re.compile(r"竣工|投产(?!后)|投用"), "operating"),
)
OF_PROJECTS = re.compile(r"项目|工程|签约|协议|意向|合同")
OF_A_PROJECT = re.compile(r"项目|[一二三四五首]期|拟")
AWARD = re.compile("给予|予以|奖励|奖补|补助|补贴|资助")
CONDITION = re.compile(r"(?:^|[，,；;。：:）)、])(?:[\d一二三四五六七八九十.]{1,3}[.、])?(?:对(?![外内口接比])|凡|如果?|若)")
ASKED = re.compile(r"(?:[（(][^（）()]{0,10}[）)])?(?:及?以[上下])?的?[，,（(、](?<=[的上下].)|[^，,]{0,6}[，,]按照?每")
"""What stands before or behind a figure that is a condition, and what follows it."""
AWARDED = 60
GROUND = re.compile("建筑面积|占地|用地|厂区|车间|空地")
BUILDER = re.compile("(?:项目|总投资|工程|公司|集团|企业)[^，,；;。]*[，,；;。]")
"""The ground that something stands on is no place's where who builds it was named."""
OTHERS = re.compile("[" + "".join(LETTERS[kind] for kind in ("money", "capacity", "area")) + "]")
AREA, RATIO = LETTERS["area"], LETTERS["ratio"]
LOOK_BACK = 20
BY_NOW = re.compile("截[至止]|[目当]前|现[有已]")
"""What is there by now is no plan; a month that lies ahead is then one of the year before."""
EXACT = frozenset({"day", "ten_days", "month"})
"""How exact a date is that nobody writes of what is to come; with a year of publication the date itself tells."""
BESIDE = 10
"""So many letters before a figure's words may tell how far its projects are."""


def full_name(name: str, letters: str, at: int, told: Mapping[int, str]) -> str | None:
    """Return what a figure at a letter is of, in full; None where its words alone say nothing.

    Parameters
    ----------
    name : str
        The words before or after the figure; empty where only a place stands there ("临江县23万亩").
    letters : str
        The sentence.
    at : int
        The figure's position.
    told : mapping of int to str
        The names of the sentence's other figures, by their positions.
    """
    near = [i for i in range(at - 1, max(-1, at - HORIZON), -1) if i in told]
    if not name:
        return next((told[i] for i in near if letters[i] == letters[at]), None)
    if BARE_GROWTH.fullmatch(name) or name.startswith("占"):
        if name[0] != "占" and OTHERS.search(letters, near[0] + 1 if near else 0, at):  # of a figure that nobody could name
            return None
        ratio = letters[at] == RATIO
        of_other = (told[i] for i in near if (letters[i] != letters[at]) is ratio)
        before = next((one for one in of_other if not CHANGE.search(one)), None)
        return before and before + name.removeprefix("预计").removesuffix("的")
    name = "完成投资" if name == "投资" else LEADING.sub("", name)
    name = name.removesuffix("的")
    if VERB_ONLY.fullmatch(name) or (letters[at] == AREA and OF_A_PROJECT.search(name)):
        return None
    if letters[at] == AREA and GROUND.search(name) and BUILDER.search(letters, max(0, at - HORIZON), at):
        return None
    return name


def stage_of_projects(letters: str, start: int, end: int, name: str) -> Stage | None:
    """Return how far the projects are that a figure counts or sums, where its clause tells."""
    if not OF_PROJECTS.search(name):
        return None
    before = SEGMENT.split(letters[max(0, start - BESIDE) : start])[-1]
    clause = before + letters[start:end] + SEGMENT.split(letters[end : end + BESIDE])[0]
    return next((stage for word, stage in STAGES if word.search(clause)), None)


def of_change(sentence: Sentence, name: str, at: int) -> str | None:
    """Name a change in percentage points: of a share or a rate; None of what is itself growth ("增长8%,比上年提高2个百分点")."""
    value = sentence.reader.encoded.mentions[at].value
    if not isinstance(value, Quantity) or "百分点" not in value.as_written or not BARE_GROWTH.fullmatch(name):
        return name
    near = (i for i in range(at - 1, max(-1, at - HORIZON), -1) if i in sentence.names)
    before = next((sentence.names[i] for i in near if sentence.letters[i] == RATIO), "")
    return before + name if before and not CHANGE.search(before) else None


def name_in_full(sentence: Sentence, pattern: Pattern, groups: Groups, fields: dict[str, object]) -> bool:
    """Name a general pattern's figure in full; False where there is no name."""
    if pattern.kind == "indicator" and any(is_condition(sentence, groups[g][0]) for g in FIGURES if g in groups):
        return False
    if pattern.general:
        at = max(groups[name][0] for name in FIGURES if name in groups)
        name = of_change(sentence, str(fields.get("name", "")), at)
        fields["name"] = None if name is None else full_name(name, sentence.letters, at, sentence.names)
        return fields["name"] is not None
    return fields.get("name") != ""


def is_condition(sentence: Sentence, at: int) -> bool:
    """Tell whether a figure is what a benefit asks for ("对产值达到5亿元的企业，奖励10万元")."""
    letters = sentence.letters
    if not AWARD.search(letters, at):
        return False
    end = min((i for i in (letters.find(mark, at) for mark in "。；;") if i >= 0), default=len(letters))
    start = max(letters.rfind(mark, 0, at) for mark in "。；;") + 1
    if not AWARD.search(letters, at + 1, min(end, at + AWARDED)):
        return False
    return bool(CONDITION.search(letters, start, at) or ASKED.match(letters, at + 1))


def is_one(fields: Mapping[str, object]) -> bool:
    """Tell whether a figure is a single thing."""
    return fields.get("count", fields.get("value")) == 1 and fields.get("unit") != "ratio"


def is_planned(sentence: Sentence, span: tuple[int, int], date: object) -> bool:
    """Tell whether a figure is meant for later: its date says so, else its words do, else what it stands under."""
    published = sentence.reader.setting.published
    if isinstance(date, DateSpan):
        past = date.as_written.startswith(("去", "昨", "前", "上", "近", "过去", "最近"))
        if past or (published and date.end and date.end < published):
            return False
        if published and date.start and date.start > published:
            return not BY_NOW.search(sentence.letters, max(0, span[0] - HORIZON), span[0])
    exact = published is None and isinstance(date, DateSpan) and date.precision in EXACT
    return planned(
        sentence.letters,
        *span,
        dated=date is not None and not exact,
        framed=sentence.above.frames(sentence.letters, span[0]),
    )


def in_turn(sentence: Sentence, draft: Draft, start: int, figure: int) -> Iterator[Draft]:
    """Yield a statement for each figure of a row ("分别…"); none where nothing tells which figure is whose."""
    reader = sentence.reader
    near = (i for i in range(max(0, start - HORIZON), start) if sentence.letters[i] != RATIO)
    told = [sentence.names[i] for i in near if i in sentence.names]
    items = row(reader, start, figure, carried_date(sentence.letters, start), told)
    if items is None:
        yield draft
        return
    for item in items:
        fields = {**draft.fields, **(reader.fields({"value": (item.figure, item.figure + 1)}) or {})}
        own = {"place": item.place, "date": item.year, "name": item.name}
        fields |= {name: value for name, value in own.items() if value is not None}
        sentence.used.add(item.figure)
        spans = [*draft.spans[:1], reader.encoded.span(item.figure, item.figure + 1)]
        yield Draft(draft.kind, draft.rule, spans, fields)


def last_named(sentence: Sentence, word: str) -> Place | None:
    """Return the last place named before the sentence that a word like 全县 may mean."""
    places = sentence.reader.setting.places
    first = sentence.reader.encoded.span(0, 0)[0]
    last = bisect_left(places, first, key=attrgetter("start"))
    near = (m.value for m in reversed(places[max(0, last - LOOK_BACK) : last]))
    return next((place for place in near if place.adcode and fits(word, place.adcode)), None)
