"""Projects and parks: noun phrases with a capacity, a phase or a head word, alone or in lists that share a verb."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sanjiang.core.statement import Place
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import LETTERS, Encoded, expand
from sanjiang.grammar.entry import Entry, read_entry
from sanjiang.grammar.heads import head_pattern
from sanjiang.grammar.phrases import Token, entries, phrases, split, tokens
from sanjiang.grammar.stages import StageWord, stage_words

INTRODUCTION = re.compile(
    expand(
        r"加快|加速|推进|实施|打造|引进|引入|包括|涵盖|启动|新建|在建|开工建设|开工|建成|签约|拥有|完善|强化|加强|举办|参加|落户|落地|投资建设|投资|建设|主要有|分别[为是]"
        r"|其中|目前|当前|近日|日前|同时|随着|由于|通过|围绕|的|了|[—]{2}|(?<=.)将"
    )
)
LOCATIVE = re.compile(
    expand(
        r"^(?:(?:在|位于|走进|来到)?(?P<place>.{1,24}?)(?:境内|内|里|上|区域)|(?:在|位于)(?P<bare><place>[^在]{0,16}))$"
    )
)
OWNER_AT = re.compile(expand(r"^(?P<owner><org>|[\u4e00-\u9fffA-Za-z]{2,8}?)(?:将|拟|计划|正)?在(?P<place><place>)"))
AIM = re.compile(r"打造|建设|培育|形成|成为|创建|规划|推进|加快|实施|引进|包括|强化")
"""Words before a name that make it an aim rather than a thing that stands somewhere."""
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
    if (not places and not heads) or (group == "bare" and any(h.lastgroup != "park" for h in heads)):
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
        work.follows = work.inherits and earlier is not None and (earlier.organisation is not None or earlier.follows)
        if shared is not None and work.head is None:
            work.head = shared.head
            work.head_span = shared.head_span if governed else None
        work.stage = work.stage or _stage(words, work, bounds)
    located = bool(sentence.place or _places(sentence.encoded, lead) or LETTERS["money"] in letters[slice(*lead)])
    kept = [w for w in works if w.specific(letters, located) or (governed and w.place is not None)]
    for work in works:
        if work in kept:
            _emit(sentence, work, lead, len(kept))
        elif work.head != "park" and not AIM.search(letters[slice(*lead)]) and work.names_one(letters):
            _topic(sentence, work)


def _last_core(found: list[Token]) -> int | None:
    """Return the index of the last head word; without one, of the end of a capacity and its product, or of a phase."""
    heads = [i for i, t in enumerate(found) if t.kind == "head"]
    if heads:
        i = heads[-1]
        while i + 1 < len(found) and found[i + 1].kind in ("paren", "phase"):
            i += 1
        return i
    kinds = [t.kind for t in found]
    if "capacity" in kinds and ("product" in kinds or "phase" in kinds):
        return max(i for i, kind in enumerate(kinds) if kind in ("capacity", "product"))
    return max((i for i, kind in enumerate(kinds) if kind == "phase"), default=None)


def _stage(words: list[StageWord], work: Entry, bounds: tuple[int, int]) -> StageWord | None:
    """Return the first word of progress after the works in its segment (a park's: its piece), else the last before."""
    after = [w for w in words if w.start >= work.end and (work.head != "park" or w.end <= bounds[1])]
    if after:
        return after[0]
    before = [w for w in words if bounds[0] <= w.start and w.end <= work.start]
    return before[-1] if before else None


def _emit(sentence: Sentence, work: Entry, lead: tuple[int, int], company: int) -> None:
    encoded, setting, stage = sentence.encoded, sentence.setting, work.stage
    if work.head != "project" and work.capacity is None and work.phase is None:
        located = work.place is not None or company > 1 or bool(_places(encoded, lead))
        if stage is None or stage.stage in ("lead", "signed") or not located:
            return
    fields: dict[str, object] = {"name": _name(encoded, setting, work)}
    if stage:
        fields["stage"] = "partly_operating" if work.phase_only and stage.stage == "operating" else stage.stage
    if work.head == "park":
        fields["place"] = work.place or sentence.place or setting.home
        if work.product:
            fields["product"] = setting.quote(encoded.span(*work.product))
        _add(sentence, Draft("park", "works-park", _spans(encoded, work, stage), fields))
        return
    owner, place = _owner_in_lead(encoded, lead)
    organisation = work.organisation or owner
    if organisation is None and work.inherits:
        organisation = sentence.organisation
    if organisation:
        sentence.organisation = organisation
        fields["organisation"] = setting.quote(encoded.span(*organisation))
    fields |= {"phase": work.phase, "capacity": work.capacity}
    _product(sentence, work, fields)
    inside = organisation is not None and organisation[0] <= work.start <= organisation[1] - 1
    own_place = None if inside and work.place_at and organisation and work.place_at[0] < organisation[1] else work.place
    where = _places(encoded, lead) or ([place] if place else [])
    for each in where[:20] if work.head == "facility" and len(where) > 1 else [None]:
        fields["place"] = each or sentence.place or own_place or (where[-1] if where else None) or setting.home
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


def _topic(sentence: Sentence, work: Entry) -> None:
    """Keep a name of which the paragraph may tell more ("…综合整治工程,…总投资达52亿元")."""
    fields: dict[str, object] = {"name": _name(sentence.encoded, sentence.setting, work)}
    if work.organisation:
        fields["organisation"] = sentence.setting.quote(sentence.encoded.span(*work.organisation))
    _product(sentence, work, fields)
    fields["place"] = work.place or sentence.place or sentence.setting.home
    spans = [sentence.encoded.span(work.start, work.end)]
    _add(sentence, Draft("project", "works-topic", spans, fields, pending=True))


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
    values = [encoded.mentions[i].value for i in range(*lead) if i in encoded.mentions]
    return [v for v in values if isinstance(v, Place)]


def _owner_in_lead(encoded: Encoded, lead: tuple[int, int]) -> tuple[tuple[int, int] | None, Place | None]:
    """Read "通威在金堂的…" before the works: its owner and place."""
    match = OWNER_AT.match(encoded.letters[lead[0] : lead[1]])
    if match is None:
        organisations = [i for i in range(*lead) if encoded.letters[i] == LETTERS["org"]]
        return ((organisations[-1], organisations[-1] + 1) if organisations else None), None
    place = encoded.mentions[lead[0] + match.start("place")].value
    return (lead[0] + match.start("owner"), lead[0] + match.end("owner")), place if isinstance(place, Place) else None
