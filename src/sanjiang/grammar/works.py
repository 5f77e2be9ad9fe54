"""Projects and parks: noun phrases with a capacity, a phase or a head word, alone or in lists that share a verb."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sanjiang.core.statement import Place
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import LETTERS, Encoded, expand
from sanjiang.grammar.entry import INDEFINITE, Entry, read_entry
from sanjiang.grammar.heads import head_pattern
from sanjiang.grammar.phrases import Token, entries, phrases, split, tokens
from sanjiang.grammar.stages import StageWord, stage_words

INTRODUCTION = re.compile(
    expand(
        r"加快|加速|推进|实施|打造|引进|引入|包括|涵盖|启动|新建|在建|开工建设|开工|建成|签约|拥有|完善|强化|加强|举办|参加|落户|落地|投资建设|投资|建设|主要有|分别[为是]"
        r"|<money>|用于|其中|目前|当前|近日|日前|同时|随着|由于|通过|围绕|的|了(?!解)|[—]{2}|(?<=.)将"
    )
)
LOCATIVE = re.compile(
    expand(
        r"^(?:(?:在|位于|走进|来到)?(?P<place>.{1,24}?)(?:境内|内|里|上|区域)|(?:在|位于)(?P<bare><place>[^在]{0,16}(?<!期间)))$"
    )
)
BUILT_BY = re.compile(expand(r"由(?P<owner><org>)[\u4e00-\u9fff]{0,8}的$"))
OWNER_AT = re.compile(
    expand(r"(?:^|[，,：:]|<date>)(?P<owner><org>|[\u4e00-\u9fffA-Za-z]{2,8}?)(?:将|拟|计划|正)?在(?P<place><place>)")
)
OTHER_SUBJECT = re.compile(r"项目|工程|公司|企业|产业|全市|全县|全区|全省|我[市县区省]|.{13}")
HELPERS = ("援建", "对口", "支援", "企业", "客商")
AIM = re.compile(r"打造|建设|培育|形成|成为|创建|规划|推进|加快|实施|引进|包括|强化")
"""Words before a name that make it an aim rather than a thing that stands somewhere."""
MEANT = re.compile(r"(?:将|拟|计划|规划)[^，,。；]{0,16}(?:建设|新建|建立|投资)")
VAGUE = re.compile(f"{AIM.pattern}|{INDEFINITE.pattern}")
GOVERNED = re.compile(r"等(?:地|地的|一大批|一批|\d*个|" + LETTERS["count"] + r")?(?:的)?$")


@dataclass(slots=True)
class Sentence:
    """What has been read of a sentence so far."""

    encoded: Encoded
    setting: Setting
    place: Place | None
    organisation: tuple[int, int] | None = None
    last: Draft | None = None
    drafts: list[Draft] = field(default_factory=list)


def read_works(encoded: Encoded, setting: Setting, carried: Place | None) -> tuple[list[Draft], Place | None]:
    """Return the projects and parks of one sentence, and the place that it sets for the next.

    Parameters
    ----------
    encoded : Encoded
        The sentence.
    setting : Setting
        The document around it.
    carried : Place or None
        The place that an earlier sentence of the paragraph set.
    """
    sentence = Sentence(encoded, setting, carried)
    letters = encoded.letters
    for start, end in split(letters, 0, len(letters), "；;。！？!?"):
        words = stage_words(letters[:end])
        words = [w for w in words if w.start >= start]
        for a, b in split(letters, start, end, "，,：:"):
            if not _locative(sentence, a, b):
                _piece(sentence, (a, b), words)
    return sentence.drafts, sentence.place


def _locative(sentence: Sentence, start: int, end: int) -> bool:
    """Take "某某产业园内," as the place of what follows; a park so named is a statement once works stand in it."""
    match = LOCATIVE.match(sentence.encoded.letters[start:end])
    if match is None:
        return False
    group = "place" if match["place"] else "bare"
    a, b = start + match.start(group), start + match.end(group)
    inside = [sentence.encoded.mentions[i].value for i in range(a, b) if i in sentence.encoded.mentions]
    places = [p for p in inside if isinstance(p, Place)]
    heads = list(head_pattern().finditer(sentence.encoded.letters, a, b))
    if (not places and not heads) or (group == "bare" and heads and heads[-1].lastgroup != "park"):
        return False
    span = sentence.encoded.span(a, b)
    sentence.place = Place(sentence.setting.quote(span), places[-1].adcode if places else None)
    if heads and heads[-1].end() == b and heads[-1].lastgroup == "park":
        fields = {"name": sentence.place.name, "place": places[-1] if places else sentence.setting.home}
        sentence.drafts.append(Draft("park", "works-locative", [span], {k: v for k, v in fields.items() if v}))
    return True


def _piece(sentence: Sentence, bounds: tuple[int, int], words: list[StageWord]) -> None:
    for phrase in phrases(sentence.encoded.letters, tokens(sentence.encoded.letters, *bounds)):
        last = _last_core(phrase)
        if last is not None:
            _phrase(sentence, phrase[: last + 1], words, bounds)


def _phrase(sentence: Sentence, found: list[Token], words: list[StageWord], bounds: tuple[int, int]) -> None:
    """Read one noun phrase, a works or a list of them that shares its last head word."""
    letters = sentence.encoded.letters
    marks = [t.start for t in found if t.kind in ("capacity", "phase")]
    first = marks[0] if marks else next(t.start for t in found if t.kind == "head")
    begin = start = found[0].start
    for match in INTRODUCTION.finditer(letters, start, first):
        stem = letters[match.end() : first]
        if len(stem) > 1 or stem == LETTERS["product"] or (letters[first] in LETTERS.values() and match.end() <= first):
            begin = match.end()
    group = entries(tokens(letters, begin, found[-1].end))
    works = [w for w in (read_entry(sentence.encoded, g, words) for g in group) if w is not None]
    lead = (bounds[0], begin)
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
        if shared is not None and work.head is None:
            work.head = shared.head
            work.head_span = shared.head_span if governed else None
        work.stage = work.stage or _stage(letters, words, work, (*bounds, found[-1].end))
    located = bool(sentence.place or _places(sentence.encoded, lead) or LETTERS["money"] in letters[slice(*lead)])
    kept = [w for w in works if w.specific(letters, located) or (governed and w.place is not None)]
    for work in works:
        if work in kept:
            _emit(sentence, work, lead, len(kept))
        elif work.head != "park" and work.names_one(letters):
            if len(_spread(sentence.encoded, work, lead)) > 1 or not AIM.search(letters[slice(*lead)]):
                _topic(sentence, work, lead)


def _last_core(found: list[Token]) -> int | None:
    """Return the index of the last head word; without one, of the end of a capacity and its product, or of a phase."""
    heads = [i for i, t in enumerate(found) if t.kind == "head"]
    if heads:
        i = heads[-1]
        while i + 1 < len(found) and found[i + 1].kind in ("paren", "phase", "capacity"):
            i += 1
        return i
    kinds = [t.kind for t in found]
    if "capacity" in kinds and ("product" in kinds or "phase" in kinds):
        return max(i for i, kind in enumerate(kinds) if kind in ("capacity", "product"))
    return max((i for i, kind in enumerate(kinds) if kind == "phase"), default=None)


def _carries_on(letters: str, listed_to: int, end: int, word: int) -> bool:
    """Tell whether a word of progress in a later piece is about works that stand before it.

    It is where the works end their piece and the later one goes on listing works, or where the later one names no
    subject of its own ("也已全面开工").
    """
    begin = max(letters.rfind(mark, end, word) for mark in "，,：:") + 1 or end
    listing = listed_to >= end - 1 and head_pattern().search(letters, begin, word) is not None
    return (listing and not letters.startswith(("该", "此", "本", "这"), begin)) or not OTHER_SUBJECT.search(
        letters, begin, word
    )


def _stage(letters: str, words: list[StageWord], work: Entry, bounds: tuple[int, int, int]) -> StageWord | None:
    """Return the word of progress that is about the works, or None.

    The first after them in their segment (a park's: in its piece), the last of those when building is followed by
    running ("开工建设，…并网发电"); else the last before them.

    Parameters
    ----------
    bounds : (int, int, int)
        Where their piece begins and ends, and where the list that they stand in ends.
    """
    start, end, listed_to = bounds
    after = [w for w in words if w.start >= work.end and not w.relative]
    about = [
        w for w in after if w.end <= end or (work.head != "park" and _carries_on(letters, listed_to, end, w.start))
    ]
    if about and about[0] is after[0]:
        running = [
            w for w in about if w.stage == "operating" and not head_pattern().search(letters, about[0].end, w.start)
        ]
        return running[0] if about[0].stage == "under_construction" and running else about[0]
    before = [w for w in words if start <= w.start and w.end <= work.start]
    if before:
        return before[-1]
    meant = MEANT.search(letters, start, work.start)
    return StageWord(*meant.span(), "planned") if meant else None


def _emit(sentence: Sentence, work: Entry, lead: tuple[int, int], company: int) -> None:
    encoded, setting, stage = sentence.encoded, sentence.setting, work.stage
    if work.head != "project" and work.capacity is None and work.phase is None:
        located = work.place is not None or company > 1 or bool(_places(encoded, lead))
        standing = stage is not None or (bool(work.product) and not VAGUE.search(encoded.letters[slice(*lead)]))
        if not standing or (stage and stage.stage in ("lead", "signed")) or not located:
            return
    fields: dict[str, object] = {"name": _name(encoded, setting, work)}
    if stage:
        fields["stage"] = "partly_operating" if work.phase_only and stage.stage == "operating" else stage.stage
        fields |= _settled(encoded, work, stage)
    if work.head == "park":
        fields["place"] = work.place or sentence.place or setting.home
        if work.product:
            fields["product"] = setting.quote(encoded.span(*work.product))
        _add(sentence, Draft("park", "works-park", _spans(encoded, work, stage), fields))
        return
    owner, place = _owner_in_lead(encoded, lead)
    built_by = BUILT_BY.search(encoded.letters, *lead)
    organisation = built_by.span("owner") if built_by else work.organisation or owner
    if organisation is None and work.inherits:
        organisation = sentence.organisation
    if organisation:
        sentence.organisation = organisation
        fields["organisation"] = setting.quote(encoded.span(*organisation))
    fields |= {"phase": work.phase, "capacity": work.capacity}
    _product(sentence, work, fields)
    inside = organisation is not None and organisation[0] <= work.start <= organisation[1] - 1
    own_place = (
        None if inside and work.place_at and organisation and work.place_at[0] == organisation[0] else work.place
    )
    where = _places(encoded, lead) or ([place] if place else [])
    for each in _spread(encoded, work, lead):
        fields["place"] = (
            each or fields.get("place") or sentence.place or own_place or (where[-1] if where else None) or setting.home
        )
        draft = Draft(
            "project",
            f"works-{work.head or 'capacity'}",
            _spans(encoded, work, stage),
            {k: v for k, v in fields.items() if v},
        )
        _add(sentence, draft)
        for phase, capacity in work.parts:
            part = {**draft.fields, "phase": phase, "capacity": capacity}
            _add(sentence, Draft("project", "works-part", _spans(encoded, work, stage), part, whole=draft))


def _settled(encoded: Encoded, work: Entry, stage: StageWord) -> dict[str, object]:
    """Return the date told with the progress ("于2010年…达产"), and the place that it names ("落户花都")."""
    found: dict[str, object] = {}
    begin = max(encoded.letters.rfind(mark, 0, stage.start) for mark in "，,；;。") + 1
    dates = [encoded.mentions[i].value for i in range(begin, stage.start) if encoded.letters[i] == LETTERS["date"]]
    if dates:
        found["date"] = dates[-1]
    following = encoded.mentions.get(stage.end)
    if (
        following
        and isinstance(following.value, Place)
        and encoded.letters[stage.start : stage.end] in ("落户", "落地")
    ):
        found["place"] = following.value
    return found


def _spread(encoded: Encoded, work: Entry, lead: tuple[int, int]) -> list[Place] | list[None]:
    """Return the places that a works stands at each of ("在甲、乙、丙三地分别建设…"), or one None."""
    places = _places(encoded, lead)
    apart = work.head == "facility" or "分别" in encoded.letters[slice(*lead)]
    return places[:20] if apart and len(places) > 1 else [None]


def _topic(sentence: Sentence, work: Entry, lead: tuple[int, int]) -> None:
    """Keep a name of which the paragraph may tell more ("…综合整治工程,…总投资达52亿元")."""
    encoded, setting = sentence.encoded, sentence.setting
    fields: dict[str, object] = {"name": _name(encoded, setting, work)}
    organisation = work.organisation or _owner_in_lead(encoded, lead)[0]
    if organisation:
        fields["organisation"] = setting.quote(encoded.span(*organisation))
    if work.stage:
        fields["stage"] = work.stage.stage
    _product(sentence, work, fields)
    for each in _spread(encoded, work, lead):
        place = each or work.place or sentence.place or setting.home
        spans = _spans(encoded, work, work.stage)
        _add(sentence, Draft("project", "works-topic", spans, {**fields, "place": place}, pending=True))


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
        spans.append(encoded.span(stage.start, stage.end))
    return spans


def _places(encoded: Encoded, lead: tuple[int, int]) -> list[Place]:
    """Return the places named before the works, those that only pay or help left out ("甲市援建的")."""
    places = [(i, encoded.mentions[i].value) for i in range(*lead) if i in encoded.mentions]
    return [v for i, v in places if isinstance(v, Place) and not encoded.letters.startswith(HELPERS, i + 1)]


def _owner_in_lead(encoded: Encoded, lead: tuple[int, int]) -> tuple[tuple[int, int] | None, Place | None]:
    """Read "通威在金堂的…" before the works: its owner and place."""
    match = OWNER_AT.search(encoded.letters[lead[0] : lead[1]])
    if match is None:
        organisations = [i for i in range(*lead) if encoded.letters[i] == LETTERS["org"]]
        return ((organisations[-1], organisations[-1] + 1) if organisations else None), None
    place = encoded.mentions[lead[0] + match.start("place")].value
    return (lead[0] + match.start("owner"), lead[0] + match.end("owner")), place if isinstance(place, Place) else None
