"""Documents become policies: each benefit with the terms of its clause, its sentence, its paragraph and its notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sanjiang.assemble.offers.benefits import Found, find_benefits
from sanjiang.assemble.offers.fields import Labelled, labelled_parts
from sanjiang.assemble.offers.limits import limits_in
from sanjiang.assemble.offers.people import groups_in, regions_before
from sanjiang.assemble.offers.text import Text, count, pattern, text_of
from sanjiang.assemble.offers.times import days_in
from sanjiang.assemble.offers.where import sites_in, visited
from sanjiang.core.evidence import Span
from sanjiang.core.statement import Statement
from sanjiang.documents import Document, Sentence
from sanjiang.library.regions import Region, Regions
from sanjiang.policies.policy import Days, Group, Policy, PolicyError, Site, checked

MUTUAL = re.compile("对方|互游|互惠|互免|互认|互换|互为|相互|互相|双向")
UNTOLD = Days(None, None, False, False, None)
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A benefit, with the stretches that stand before and after it as far as they are its own, and its sentence."""

    found: Found
    before: Stretch
    after: Stretch
    sentence: Sentence
    first: bool
    in_title: bool


def offers_of(
    document: Document, home: Region | None, statements: Iterable[Statement], regions: Regions
) -> tuple[list[Policy], list[PolicyError]]:
    """Return the policies of a document, and what is wrong with those that cannot be.

    Parameters
    ----------
    document : Document
    home : Region or None
        The region that the document is about.
    statements : iterable of Statement
        What was read of the document; those of kind policy are named by the policies that rest on the same words.
    regions : Regions
    """
    text = text_of(document, home, regions)
    told = [s for s in statements if s.kind == "policy"]
    faults: list[PolicyError] = []
    found: list[Policy] = []
    for policy in _distinct(_Notice(text).policies()):
        try:
            found.append(checked(replace(policy, statements=_same_words(policy, told))))
        except PolicyError as error:
            faults.append(error)
    return found, list({str(e): e for e in faults}.values())


def _same_words(policy: Policy, statements: Sequence[Statement]) -> tuple[str, ...]:
    where = policy.evidence[0]
    return tuple(s.id for s in statements if any(e.start < where.end and where.start < e.end for e in s.evidence))


def _distinct(policies: Iterable[Policy]) -> Iterator[Policy]:
    """Yield each policy once: a notice says the same in its title, its opening and its list, with other limits each."""
    first: dict[object, Policy] = {}
    for p in policies:
        key = (p.benefit[:4], tuple(g[:6] for g in p.groups), tuple(s[:2] for s in (p.partners or p.sites)), p.days[:3])
        first[key] = _joined(first[key], p) if key in first else p
    yield from first.values()


def _joined(one: Policy, other: Policy) -> Policy:
    """Return one policy with the limits of both."""
    quotas = {(q.per, q.amount): q for q in (*one.quotas, *other.quotas)}
    exclusions = {e[:4]: e for e in (*one.exclusions, *other.exclusions)}
    return replace(
        one,
        quotas=tuple(quotas.values()),
        exclusions=tuple(exclusions.values()),
        first_only=one.first_only or other.first_only,
        delay=one.delay or other.delay,
        proof=tuple(dict.fromkeys((*one.proof, *other.proof))),
        combinable=one.combinable if one.combinable is not None else other.combinable,
        full_price=one.full_price if one.full_price is not None else other.full_price,
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
    )


class _Notice:
    """A document's clauses, parts and what they share; in a notice of benefits, other paragraphs speak of them too."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.paragraphs: dict[int, Stretch] = {}
        for s in text.sentences:
            first, _ = self.paragraphs.get(s.paragraph, (s.start, s.end))
            self.paragraphs[s.paragraph] = (first, s.end)
        self.parts = list(labelled_parts(text, self.paragraphs))
        clauses = list(self._clauses())
        outside = [c for c in clauses if not c.in_title]
        self.clauses = outside or clauses
        with_benefit = {c.sentence for c in self.clauses}
        self.plain = [s for s in text.sentences if s not in with_benefit and not self._in_title(s)]
        self.in_paragraphs = {c.sentence.paragraph for c in self.clauses}
        title = text.text[slice(*text.title)]
        self.is_notice = bool(self.parts) or pattern("scope", "notice").search(title) is not None

    def policies(self) -> Iterator[Policy]:
        """Yield a policy for each benefit."""
        last: Policy | None = None
        before: _Clause | None = None
        for clause in self.clauses:
            same = before is not None and before.sentence.paragraph == clause.sentence.paragraph
            last = self._policy(clause, last if same else None)
            before = clause
            yield last

    def _in_title(self, sentence: Sentence) -> bool:
        return sentence.start < self.text.title[1] and self.text.title[0] < sentence.end

    def _clauses(self) -> Iterator[_Clause]:
        line = self.text.text
        for sentence in self.text.sentences:
            found = list(find_benefits(line, sentence.start, sentence.end))
            end = sentence.start
            for i, benefit in enumerate(found):
                mark = max(line.rfind(m, sentence.start, benefit.start) for m in "；;") + 1
                start = max(sentence.start, mark, end)
                stop = found[i + 1].start if i + 1 < len(found) else sentence.end
                end = _tail(line, benefit.end, stop, open_end=i + 1 == len(found))
                yield _Clause(
                    benefit, (start, benefit.start), (benefit.end, end), sentence, i == 0, self._in_title(sentence)
                )

    def _policy(self, clause: _Clause, last: Policy | None) -> Policy:
        """Return a benefit with its terms; what its own sentence does not say is as of the `last` in the paragraph."""
        text, found = self.text, clause.found
        groups = self._groups(clause, last.groups if last else ())
        sites, partners = self._sites(clause, groups, last)
        limits = limits_in(text, self._about(clause))
        days = self._days(clause, last)
        evidence = [text.span(clause.sentence.start, clause.sentence.end)]
        evidence += (
            [g.evidence for g in groups] + [s.evidence for s in sites] + ([days.evidence] if days.evidence else [])
        )
        return Policy(
            id=f"{text.document.name}:{text.span(found.start, found.end).start}",
            benefit=found.benefit,
            days=days,
            evidence=tuple(dict.fromkeys(evidence)),
            groups=() if partners else groups,
            sites=() if partners else sites,
            mutual=bool(partners),
            partners=partners,
            **limits._asdict(),
        )

    def _groups(self, clause: _Clause, inherited: tuple[Group, ...]) -> tuple[Group, ...]:
        text = self.text
        following = text.text[clause.found.end : clause.after[1]]
        if (label := pattern("scope", "about_who").match(following)) and (
            right := groups_in(text, clause.found.end + label.end(), clause.after[1], named=True)
        ):
            return right
        if own := groups_in(text, *clause.before):
            return own
        left = text.text[slice(*clause.before)]
        if pattern("scope", "everyone").search(left) or pattern("scope", "others").search(left):
            return ()
        if inherited:
            return inherited
        for part in self._parts("who", clause.found.start):
            if groups := groups_in(text, part.start, part.end, named=True):
                return groups
        for sentence in self._neighbours(clause):
            if groups := tuple(g for g in groups_in(text, sentence.start, sentence.end) if g.residences or g.not_from):
                return groups
        return groups_in(text, *text.title)

    def _sites(
        self, clause: _Clause, groups: tuple[Group, ...], last: Policy | None
    ) -> tuple[tuple[Site, ...], tuple[Site, ...]]:
        """Return the sites, and the partners of a benefit that goes both ways."""
        text = self.text
        here = (clause.sentence.start, clause.after[1])
        codes = tuple(dict.fromkeys(code for g in groups for code in g.residences))
        inside = (clause.found.start, clause.found.end)
        own = sites_in(text, *clause.before) or sites_in(text, *inside) or sites_in(text, *clause.after)
        if not own and pattern("where", "visit").search(clause.found.benefit.as_written):
            own = visited(text, *clause.after)
        turns = any(s.evidence.start < g.evidence.end for s in own for g in groups)  # A市民到B、B市民到A
        both = turns and {s.adcode for s in own if s.name is None} == set(codes)
        if len(codes) > 1 and (both or MUTUAL.search(text.text, *here)):
            return (), tuple(Site(None, code, _evidence(groups, code)) for code in codes)
        if len(codes) == 1 and text.home and text.home.adcode != codes[0] and MUTUAL.search(text.text, *here):
            home = Site(None, text.home.adcode, text.span(*text.title) if text.title[1] else groups[0].evidence)
            return (), (home, Site(None, codes[0], groups[0].evidence))
        anaphor = re.compile(rf"({pattern('people', 'anaphor').pattern})(?:的)?[^，,。；]{{0,6}}(?:景区|景点|旅游)")
        if not own and (match := anaphor.search(text.text, *clause.before)):
            both_codes = regions_before(text, match.start(), count(match["number"] or "两")) or codes
            own = tuple(Site(None, code, text.span(*match.span())) for code in both_codes)
        own = own or sites_in(text, clause.sentence.start, clause.before[0])
        parts = self._parts("where", clause.found.start)
        if own and len(parts) == 1:
            own += tuple(s for s in sites_in(text, *parts[0][1:], named=True) if s[:2] not in {o[:2] for o in own})
        own = self._elsewhere(own, codes, last)
        return own or (last.sites if last else ()) or self._shared_sites(clause), ()

    def _elsewhere(self, sites: tuple[Site, ...], codes: tuple[str, ...], last: Policy | None) -> tuple[Site, ...]:
        """Return attractions without a region's name as of an unknown region, where they may be the partner's.

        They are, where residents of home are favoured right after those of elsewhere (甲市居民在乙市…，乙市居民在…).
        """
        home = self.text.home
        favoured = {code for g in (last.groups if last else ()) for code in g.residences}
        if home is None or set(codes) != {home.adcode} or not favoured - {home.adcode}:
            return sites
        guessed = [bool(s.name) and s.adcode == home.adcode and home.short not in str(s.name) for s in sites]
        return tuple(s._replace(adcode=None) if guess else s for s, guess in zip(sites, guessed, strict=True))

    def _shared_sites(self, clause: _Clause) -> tuple[Site, ...]:
        text = self.text
        for part in self._parts("where", clause.found.start):
            if sites := sites_in(text, part.start, part.end, named=True):
                return sites
        for sentence in self._neighbours(clause):
            if sites := sites_in(text, sentence.start, sentence.end):
                return sites
        if sites := sites_in(text, *text.title):
            return sites
        if text.home is None:
            return ()
        return (Site(None, text.home.adcode, text.span(*(text.title if text.title[1] else clause.sentence[:2]))),)

    def _days(self, clause: _Clause, last: Policy | None) -> Days:
        text = self.text
        for stretch in (clause.before, clause.after, (clause.sentence.start, clause.before[0])):
            if days := days_in(text, *stretch):
                return self._until(days, clause)
        if last is not None and last.days.told:
            return last.days
        for part in self._parts("time", clause.found.start):
            if days := days_in(text, part.start, part.end):
                return days
        for sentence in (*self._neighbours(clause), *(self.plain if self.is_notice else ())):
            if days := days_in(text, sentence.start, sentence.end, cued=True):
                return days
        return days_in(text, *text.title, cued=True) or UNTOLD

    def _until(self, days: Days, clause: _Clause) -> Days:
        """Return open-ended days with the end that stands behind the benefit: 即日起免票（截至9月30日）."""
        if days.end is not None or not days.told:
            return days
        behind = days_in(self.text, *clause.after)
        return days._replace(end=behind.end) if behind and behind.start_unknown else days

    def _parts(self, kind: str, at: int) -> list[Labelled]:
        """Return the labelled parts of a kind, the last before a place first, then those after it."""
        parts = [p for p in self.parts if p.kind == kind]
        return [*reversed([p for p in parts if p.start <= at]), *(p for p in parts if p.start > at)]

    def _neighbours(self, clause: _Clause) -> list[Sentence]:
        """Return the sentences of the paragraph that grant nothing themselves, those before first, nearest first."""
        own = [s for s in self.plain if s.paragraph == clause.sentence.paragraph]
        before = [s for s in own if s.start < clause.sentence.start]
        return [*reversed(before), *(s for s in own if s.start > clause.sentence.start)]

    def _about(self, clause: _Clause) -> list[Stretch]:
        """Return the stretches whose limits count for a benefit: its own, its paragraph's, the whole notice's."""
        shared = [s for s in self.plain if self.is_notice and s.paragraph not in self.in_paragraphs]
        own = (clause.before[0], clause.after[1])
        return [own, *((s.start, s.end) for s in (*self._neighbours(clause), *shared))]


def _evidence(groups: Sequence[Group], code: str) -> Span:
    return next(g.evidence for g in groups if code in g.residences)


def _tail(line: str, start: int, stop: int, open_end: bool) -> int:
    """Return where what follows a benefit ends: at ；, at the next benefit's clause, or with the sentence."""
    semicolon = min((at for m in "；;" if (at := line.find(m, start, stop)) >= 0), default=stop)
    if open_end or semicolon < stop:
        return semicolon
    depth = 0
    for at in range(start, stop):
        depth += line[at] in "（("
        depth -= line[at] in "）)"
        if line[at] in "，,、。" and depth <= 0:
            return at
    return stop
