"""Documents become policies: each benefit with the terms of its clause, its sentence, its paragraph and its notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from sanjiang.assemble.offers.clauses import Clause, Stretch, clauses_of
from sanjiang.assemble.offers.distinct import distinct
from sanjiang.assemble.offers.fields import Labelled, labelled_parts
from sanjiang.assemble.offers.limits import NONE, Limits, joined, limits_in
from sanjiang.assemble.offers.people import groups_in
from sanjiang.assemble.offers.people_words import regions_before
from sanjiang.assemble.offers.text import Text, count, pattern, text_of
from sanjiang.assemble.offers.times import days_in
from sanjiang.assemble.offers.weekdays import only_on
from sanjiang.assemble.offers.where import excepted_in, sites_in, visited
from sanjiang.core.evidence import Span
from sanjiang.core.statement import Statement
from sanjiang.documents import Document, Sentence
from sanjiang.library.regions import Region, Regions
from sanjiang.policies.policy import Days, Group, Policy, PolicyError, Site, checked

MUTUAL = re.compile("对方|互游|互惠|互免|互认|互换|互为|相互|互相|双向")
UNTOLD = Days(None, None, False, False, None)


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
    for policy in distinct(_Notice(text).policies()):
        try:
            found.append(checked(replace(policy, statements=_same_words(policy, told))))
        except PolicyError as error:
            faults.append(error)
    return found, list({str(e): e for e in faults}.values())


def _same_words(policy: Policy, statements: Sequence[Statement]) -> tuple[str, ...]:
    where = policy.evidence[0]
    return tuple(s.id for s in statements if any(e.start < where.end and where.start < e.end for e in s.evidence))


class _Notice:
    """A document's clauses, parts and what they share; in a notice of benefits, other paragraphs speak of them too."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.paragraphs: dict[int, Stretch] = {}
        for s in text.sentences:
            first, _ = self.paragraphs.get(s.paragraph, (s.start, s.end))
            self.paragraphs[s.paragraph] = (first, s.end)
        self.parts = list(labelled_parts(text, self.paragraphs))
        clauses = list(clauses_of(text))
        outside = [c for c in clauses if not c.in_title]
        self.clauses = outside or clauses
        with_benefit = {c.sentence for c in self.clauses}
        self.plain = [s for s in text.sentences if s not in with_benefit and not text.in_title(s)]
        self.in_paragraphs = {c.sentence.paragraph for c in self.clauses}
        title = text.text[slice(*text.title)]
        self.told = {s: limits_in(text, s.start, s.end) for s in self.plain}
        self.is_notice = bool(self.parts) or pattern("scope", "notice").search(title) is not None
        apart = [s for s in self.plain if self.is_notice and s.paragraph not in self.in_paragraphs]
        self.shared = [self.told[s] for s in apart if self.told[s] != NONE]

    def policies(self) -> Iterator[Policy]:
        """Yield a policy for each benefit."""
        last: Policy | None = None
        before: Clause | None = None
        for clause in self.clauses:
            same = before is not None and before.sentence.paragraph == clause.sentence.paragraph
            if last and before and not same:  # 自…起，下列人员免票：… 以下人员半价：…
                one_after_another = self._opens_list(before) and self._opens_list(clause)
                last = replace(last, groups=(), sites=()) if one_after_another else None
            last = self._policy(clause, last)
            before = clause
            yield last

    def _opens_list(self, clause: Clause) -> bool:
        line = self.text.text[clause.sentence.start : clause.sentence.end]
        return pattern("fields", "opens_list").search(line.rstrip()) is not None

    def _policy(self, clause: Clause, last: Policy | None) -> Policy:
        """Return a benefit with its terms; what its own sentence does not say is as of the `last` in the paragraph."""
        text, found = self.text, clause.found
        groups = self._groups(clause, last.groups if last else ())
        sites, partners = self._sites(clause, groups, last)
        limits = self._limits(clause)
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
            sites=sites,
            not_at=excepted_in(text, clause.sentence.start, clause.after[1]),
            mutual=bool(partners),
            partners=partners,
            **limits._asdict(),
        )

    def _groups(self, clause: Clause, inherited: tuple[Group, ...]) -> tuple[Group, ...]:
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
        self, clause: Clause, groups: tuple[Group, ...], last: Policy | None
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
            return self._named_sites(clause, own), tuple(Site(None, code, _evidence(groups, code)) for code in codes)
        if len(codes) == 1 and text.home and text.home.adcode != codes[0] and MUTUAL.search(text.text, *here):
            home = Site(None, text.home.adcode, text.span(*text.title) if text.title[1] else groups[0].evidence)
            return self._named_sites(clause, own), (home, Site(None, codes[0], groups[0].evidence))
        anaphor = re.compile(rf"({pattern('people', 'anaphor').pattern})(?:的)?[^，,。；]{{0,6}}(?:景区|景点|旅游)")
        if not own and (match := anaphor.search(text.text, *clause.before)):
            both_codes = regions_before(text, match.start(), count(match["number"] or "两")) or codes
            own = tuple(Site(None, code, text.span(*match.span())) for code in both_codes)
        own = own or sites_in(text, clause.sentence.start, clause.before[0])
        parts = self._parts("where", clause.found.start)
        if own and len(parts) == 1:
            own += tuple(
                s for s in sites_in(text, parts[0].start, parts[0].end, named=True) if s[:2] not in {o[:2] for o in own}
            )
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
        return tuple(map(self._unguessed, sites))

    def _unguessed(self, site: Site) -> Site:
        """Return an attraction as of an unknown region, where only the issuing office spoke for its region."""
        home = self.text.home
        guessed = home and site.name and site.adcode == home.adcode and home.short not in site.name
        return site._replace(adcode=None) if guessed else site

    def _named_sites(self, clause: Clause, own: tuple[Site, ...]) -> tuple[Site, ...]:
        """Return the attractions that take part in a benefit that goes both ways."""
        parts = self._parts("where", clause.found.start)[:1]
        listed = (s for p in parts for s in sites_in(self.text, p.start, p.end, named=True))
        return tuple(self._unguessed(s) for s in (own or listed) if s.name)

    def _shared_sites(self, clause: Clause) -> tuple[Site, ...]:
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

    def _days(self, clause: Clause, last: Policy | None) -> Days:
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

    def _until(self, days: Days, clause: Clause) -> Days:
        """Return open-ended days with the end that stands behind the benefit: 即日起免票（截至9月30日）."""
        if days.end is not None or not days.told:
            return days
        behind = days_in(self.text, *clause.after)
        return days._replace(end=behind.end) if behind and behind.start_unknown else days

    def _parts(self, kind: str, at: int) -> list[Labelled]:
        """Return the labelled parts of a kind, the last before a place first, then those after it."""
        parts = [p for p in self.parts if p.kind == kind]
        return [*reversed([p for p in parts if p.head <= at]), *(p for p in parts if p.head > at)]

    def _neighbours(self, clause: Clause) -> list[Sentence]:
        """Return the sentences of the paragraph that grant nothing themselves, those before first, nearest first."""
        own = [s for s in self.plain if s.paragraph == clause.sentence.paragraph]
        before = [s for s in own if s.start < clause.sentence.start]
        return [*reversed(before), *(s for s in own if s.start > clause.sentence.start)]

    def _limits(self, clause: Clause) -> Limits:
        """Return the limits of a benefit: its own, its paragraph's, the whole notice's."""
        own = limits_in(self.text, clause.before[0], clause.after[1])
        near = [self.told[s] for s in self._neighbours(clause)]
        kept_to = (only_on(self.text, *stretch) for stretch in self._when(clause))
        ends = (limits_in(self.text, *stretch).exclusions for stretch in (clause.opening, clause.closing))
        days = chain(*kept_to, *ends)
        return joined([own, *near, *self.shared], days)

    def _when(self, clause: Clause) -> list[Stretch]:
        """Return the stretches in which days of the week keep a benefit to themselves."""
        start, end = clause.after
        bracket = re.compile(r"[（(][^（）()]*[)）]").match(self.text.text, start, end)
        times = self._parts("time", clause.found.start)[:1]
        return [clause.before, *([bracket.span()] if bracket else []), *((p.start, p.end) for p in times)]


def _evidence(groups: Sequence[Group], code: str) -> Span:
    return next(g.evidence for g in groups if code in g.residences)
