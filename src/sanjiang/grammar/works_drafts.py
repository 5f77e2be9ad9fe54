"""The drafts that a works makes: a project with its parts, a park, or a name of which more may be told."""

from __future__ import annotations

import re
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import LETTERS, Encoded, expand
from sanjiang.grammar.entry import Entry
from sanjiang.grammar.heads import head_classes, head_pattern
from sanjiang.grammar.lead import AIM, BUILT_BY, VAGUE, Lead, owner_in, places_in, spread
from sanjiang.grammar.progress import part_of_amount, settled
from sanjiang.grammar.sites import placed, site
from sanjiang.grammar.stages import StageWord

CLAUSE_MARKS: Final = "，,；;。：:！？"
GOVERNED: Final = re.compile(r"等(?:地|地的|一大批|一批|\d*个|" + LETTERS["count"] + r")?(?:的)?$")


CLASS: Final = re.compile(expand("[，,：:]?[^，,。；;]{0,8}?<count>"))
"""What follows a class of projects: how many there are ("化工项目，开复工25个")."""
ACTOR: Final = re.compile(
    expand("(?:计划|拟|将|已)*(?:投资|斥资|投入|耗资)(?:约|近|超)?<money>(?:的|元)?(?:[建新改扩实对在引购索]|，对)")
)
"""What follows a place that invests, and is no works itself ("某某景区|投资8000万元改造…")."""
LINES: Final = ("生产线", "产线", "装置")
CONTENT: Final = re.compile(
    "(?:^|[，,；;。：:])(?:[该本此]?项目|[该本此]工程)(?:[^。；;]*[，,])?[^，,。；;]{0,8}?"
    "(?:建设|新建|构建|购置|引进|建成|新上|布局)(?:内容)?(?:[为是包括：:])*(?:" + LETTERS["count"] + "|一条)?$"
)
"""What stands between the project at hand and what it builds."""
BACKDROP: Final = re.compile("为(?:依托|主|基础|核心|中心|龙头|载体|支撑|重点|抓手|代表|例|骨干|引领|纽带|平台)")
"""What follows a works that only stands behind what is told ("以某某基地|为依托")."""
CLASS_OF_SIZE: Final = f"{LETTERS['capacity']}级"
GOES_ON: Final = re.compile(
    "[，,：:（(]|(?:静态|计划|预计|概算|现)?(?:总|全长|线路|起于|起点|库容|装机|日处理|建筑面积|工期|概算|占地|规划|位于|投资|由|设计|年产|日产|年出栏|拟|分[两三]期|包括|采用|已|正)"
)
"""What follows a name of which more is told."""
PAYER: Final = re.compile(expand(r"(?<![与和同向对由])<org>"))
"""Whoever opens the sentence that tells of money put into a works."""


class Sentence:
    """What has been read of a sentence so far."""

    __slots__ = ("drafts", "encoded", "last", "organisation", "place", "setting")

    def __init__(self, encoded: Encoded, setting: Setting, place: Place | None) -> None:
        self.encoded, self.setting, self.place = encoded, setting, place
        self.organisation: tuple[int, int] | None = None
        self.last: Draft | None = None
        self.drafts: list[Draft] = []


def tell(sentence: Sentence, work: Entry, lead: Lead, company: int) -> None:
    """Add what a works tells.

    Parameters
    ----------
    sentence : Sentence
    work : Entry
    lead : (int, int)
        The letters of its piece before it.
    company : int
        How many works stand in its list.
    """
    encoded, setting, stage = sentence.encoded, sentence.setting, work.stage
    if (
        _is_room(encoded.letters, work)
        or BACKDROP.match(encoded.letters, work.end)
        or ACTOR.match(encoded.letters, work.end)
    ):
        return
    if (
        work.head != "project"
        and work.capacity is None
        and work.phase is None
        and work.investment is None
        and not _stands(encoded, work, lead, company)
    ):
        if (
            work.head == "facility"
            and GOES_ON.match(encoded.letters, work.end)
            and not AIM.search(encoded.letters[slice(*lead)])
        ):
            keep(sentence, work, lead)
        return
    fields: dict[str, object] = {"name": _name(encoded, setting, work)}
    if stage:
        running = stage.stage == "operating"
        part = part_of_amount(encoded, stage, work.capacity) if running else None
        if part and work.phase and not work.phase_only:  # "40GW项目一期投产20GW": the phase's own
            work.capacity, part = part, None
        fields["stage"] = "partly_operating" if running and (work.phase_only or part) else stage.stage
        fields |= settled(encoded, stage)
    phase_of_one = work.phase is not None and work.stage is not None and work.names_one(encoded.letters)
    if work.head == "park" and not (phase_of_one or (work.investment and work.organisation)):
        fields["investment"] = work.investment
        fields["place"] = work.place or sentence.place or setting.home
        if work.product:
            fields["product"] = setting.quote(encoded.span(*work.product))
        _add(sentence, Draft("park", "works-park", _spans(encoded, work, stage), fields))
    else:
        _project(sentence, work, lead, fields)


def _is_room(letters: str, work: Entry) -> bool:
    """Tell whether a works is a room or a piece of one ("总装车间", "500吨级码头")."""
    if work.head != "facility" or work.head_span is None:
        return False
    told = work.capacity or work.investment or work.organisation or work.phase
    return letters.find(CLASS_OF_SIZE, work.start, work.end) >= 0 or (
        not told and letters[slice(*work.head_span)] == "车间"
    )


def _stands(encoded: Encoded, work: Entry, lead: Lead, company: int) -> bool:
    """Tell whether a facility or park is said to stand somewhere, rather than wished for or signed."""
    located = work.place is not None or company > 1 or bool(places_in(encoded, lead))
    located = (
        located
        or (work.organisation is not None and work.stage is not None)
        or (work.head == "facility" and work.moves(encoded.letters))
    )
    if work.stage is None:
        return located and bool(work.product) and not VAGUE.search(encoded.letters[slice(*lead)])
    return located and work.stage.stage not in ("lead", "signed")


def _project(sentence: Sentence, work: Entry, lead: Lead, fields: dict[str, object]) -> None:
    encoded, setting = sentence.encoded, sentence.setting
    owner, place = owner_in(encoded, lead)
    organisation = owner if BUILT_BY.search(encoded.letters, *lead) else work.organisation or owner
    if organisation is None and work.inherits:
        organisation = sentence.organisation
    if organisation is None and work.investment and (payer := PAYER.search(encoded.letters, 0, work.start)):
        organisation = payer.span()
    if organisation and setting.quote(encoded.span(*organisation)) in setting.regions:  # "石桥" beside "石桥县"
        organisation = None
    if organisation:
        sentence.organisation = organisation
        fields["organisation"] = setting.quote(encoded.span(*organisation))
    fields |= {"phase": work.phase, "capacity": work.capacity, "investment": work.investment}
    _product(sentence, work, fields)
    named_after = work.place_at is not None and organisation is not None and work.place_at[0] == organisation[0]
    where = places_in(encoded, lead) or ([place] if place else [])
    told = fields.get("place") or sentence.place or (None if named_after else work.place)
    if told is None and work.inherits and sentence.last is not None:
        told = sentence.last.fields.get("place")
    whole = _whole(sentence, work, fields)
    around = alone(encoded.letters, (lead[0], work.end))
    rule = "works-part" if whole else f"works-{work.head or 'capacity'}"
    for each in spread(encoded, work, lead):
        fields["place"] = each or told or (where[-1] if where else setting.home)
        if each is None and (
            stands := site(encoded, (work.start, work.head_span[0] if work.head_span else work.end), around)
        ):
            fields["place"] = placed(encoded, stands, setting.quote(encoded.span(*stands)), fields["place"])
        draft = Draft("project", rule, _spans(encoded, work, work.stage), dict(fields), whole=whole)
        draft.content = _is_content(encoded.letters, work)
        _add(sentence, draft)
        for phase, capacity in work.parts:
            part = {**draft.fields, "phase": phase, "capacity": capacity}
            if work.stage:
                part["stage"] = work.stage.stage
            _add(sentence, Draft("project", "works-part", _spans(encoded, work, work.stage), part, whole=draft))


def _is_content(letters: str, work: Entry) -> bool:
    """Tell whether a works is what the project at hand builds, as its sentence says before."""
    if work.head_span is None or work.phase or work.investment or work.organisation:
        return False
    return letters.startswith(LINES, work.head_span[0]) and CONTENT.search(letters, 0, work.start) is not None


def alone(letters: str, phrase: tuple[int, int]) -> tuple[int, int]:
    """Return the stretch around a works up to the next mark that may begin another: its segment."""
    ends = [i for i in (letters.find(mark, phrase[1]) for mark in "；;。") if i >= 0]
    begin = max(letters.rfind(mark, 0, phrase[0]) for mark in "；;。") + 1
    end = min(ends, default=len(letters))
    found = head_pattern().finditer(letters, phrase[1], end)
    return begin, next((m.start() for m in found if head_classes()[m.group()] != "park"), end)


def _whole(sentence: Sentence, work: Entry, fields: dict[str, object]) -> Draft | None:
    """Return the works of the same owner that a phase told behind it fits into ("年产10万吨,首期2万吨已试生产")."""
    last = sentence.last
    if last is None or not work.inherits or not work.phase or work.capacity is None or "phase" in last.fields:
        return None
    whole = last.fields.get("capacity")
    fits = isinstance(whole, Quantity) and whole.unit == work.capacity.unit and whole.low >= work.capacity.low
    return last if fits and last.fields.get("organisation") == fields.get("organisation") else None


def keep(sentence: Sentence, work: Entry, lead: Lead) -> None:
    """Keep a name of which the paragraph may tell more ("…综合整治工程,…总投资达52亿元")."""
    encoded, setting = sentence.encoded, sentence.setting
    counted = CLASS.match(encoded.letters, work.end)
    if counted and getattr(encoded.mentions[counted.end() - 1].value, "unit", "") in ("个", "项"):
        return
    fields: dict[str, object] = {"name": _name(encoded, setting, work), "investment": work.investment}
    organisation = work.organisation or owner_in(encoded, lead)[0]
    if organisation:
        fields["organisation"] = setting.quote(encoded.span(*organisation))
    if work.stage:
        fields["stage"] = work.stage.stage
    _product(sentence, work, fields)
    for each in spread(encoded, work, lead):
        place = each or work.place or sentence.place or setting.home
        spans = _spans(encoded, work, work.stage)
        _add(
            sentence,
            Draft("project", "works-topic", spans, {**fields, "place": place}, pending=work.investment is None),
        )


def _add(sentence: Sentence, draft: Draft) -> None:
    draft.fields = {k: v for k, v in draft.fields.items() if v}
    sentence.drafts.append(draft)
    if draft.whole is None:
        sentence.last = draft


def _product(sentence: Sentence, work: Entry, fields: dict[str, object]) -> None:
    """Set product and processes; a later phase without a product of its own makes what the phase before it makes."""
    if work.product:
        fields["product"] = sentence.setting.quote(sentence.encoded.span(*work.product))
    if work.side:
        fields["product_id"] = work.side
    if work.processes:
        fields["process_id"] = work.processes
    elif (
        work.product is None
        and work.phase
        and work.capacity
        and sentence.last
        and sentence.last.fields.get("capacity")
        and work.organisation is None
    ):
        fields |= {k: sentence.last.fields[k] for k in ("product", "process_id") if k in sentence.last.fields}


def _name(encoded: Encoded, setting: Setting, work: Entry) -> str:
    if (
        work.head is None and work.first == "phase" and work.phase
    ):  # "一期日处理800吨" tells of the phase, it is no name
        return work.phase
    own = setting.quote(encoded.span(work.start, work.end))
    if work.head_span:
        stem = GOVERNED.sub("", encoded.letters[work.start : work.head_span[0]])
        if work.head_span[0] < work.end and work.start + len(stem) == work.head_span[0]:
            return own
        own = setting.quote(encoded.span(work.start, min(work.start + len(stem), work.end)))
        return own + setting.quote(encoded.span(*work.head_span))
    return own


def _spans(encoded: Encoded, work: Entry, stage: StageWord | None) -> list[tuple[int, int]]:
    spans = [encoded.span(work.start, work.end)]
    if stage:
        spans.append(encoded.span(*_clause(encoded.letters, work, stage)))
    return spans


def _clause(letters: str, work: Entry, stage: StageWord) -> tuple[int, int]:
    """Return the clause around a word of progress, from behind the works that it is about."""
    if stage.end <= work.start:
        return stage.start, stage.end
    begin = max(letters.rfind(mark, work.start, stage.start) for mark in CLAUSE_MARKS) + 1
    begin = max(begin, work.end) if begin <= work.end else begin
    heads = [m.end() for m in head_pattern().finditer(letters, begin, stage.start)]
    begin = heads[-1] if heads else begin
    ends = [i for i in (letters.find(mark, stage.end) for mark in CLAUSE_MARKS) if i >= 0]
    return min(begin, stage.start), min(ends, default=len(letters))
