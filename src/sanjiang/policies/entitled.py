"""Who is entitled: every policy is tried, and the best that grants anything answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sanjiang.library.regions import Regions
from sanjiang.policies.answer import Finding, Truth, all_of
from sanjiang.policies.asked import Asked
from sanjiang.policies.excluded import exclusion_finding
from sanjiang.policies.people import in_group, residence_finding
from sanjiang.policies.policy import Policy, Site
from sanjiang.policies.terms import (
    day_finding,
    not_at_findings,
    quota_findings,
    same_place,
    site_finding,
    ticket_findings,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one policy says to a question, with the findings that decide it, and whether it is for such a person."""

    policy: Policy
    truth: Truth
    findings: tuple[Finding, ...]
    fits: bool

    @property
    def because(self) -> tuple[Finding, ...]:
        """The findings that made the answer: those that say no; else those that leave it open; else all."""
        return tuple(f for f in self.findings if f.truth == self.truth) or self.findings

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape."""
        return {
            "entitled": self.truth,
            "because": [str(f) for f in self.because],
            "because_zh": [f.zh for f in self.because],
            "because_en": [f.en for f in self.because],
            "policy": self.policy.to_json(),
        }


def judge(policy: Policy, asked: Asked, regions: Regions) -> Verdict:
    """Return what a policy says to a question."""
    found = [day_finding(policy, asked)]
    if policy.mutual:
        found += _mutual(policy.partners, _placed(policy.sites, asked, regions), regions)
    elif policy.sites:
        found.append(_best([site_finding(regions, asked, site) for site in policy.sites]))
    found += not_at_findings(policy, asked)
    people = _groups(policy, asked, regions) if policy.groups else []
    found += people
    found += [exclusion_finding(exclusion, asked) for exclusion in policy.exclusions]
    found += [*quota_findings(policy, asked), *ticket_findings(policy, asked)]
    return Verdict(policy, all_of(found), tuple(found), all_of(people) == "yes")


def _best(found: Sequence[Finding]) -> Finding:
    return min(found, key=lambda f: ("yes", "unknown", "no").index(f.truth))


def _groups(policy: Policy, asked: Asked, regions: Regions) -> list[Finding]:
    tried = [in_group(regions, asked, group) for group in policy.groups]
    for truth in ("yes", "unknown"):
        if fitting := next((found for said, found in tried if said == truth), None):
            return fitting
    return list(dict.fromkeys(f for _, found in tried for f in found))


def _placed(sites: Sequence[Site], asked: Asked, regions: Regions) -> Asked:
    """Return the question with the region of an attraction that takes part, where it is told."""
    if asked.at is not None or asked.at_name is None:
        return asked
    code = next((s.adcode for s in sites if s.adcode and same_place(s.name or "", asked.at_name)), None)
    return replace(asked, at=regions.by_code(code)) if code else asked


def _mutual(partners: Sequence[Site], asked: Asked, regions: Regions) -> list[Finding]:
    """Say whether the person lives in one partner's region and visits another's."""
    pairs: list[list[Finding]] = []
    for host in partners:
        codes = tuple(p.adcode for p in partners if p.adcode and p.adcode != host.adcode)
        if codes and host.adcode:
            pairs.append([site_finding(regions, asked, host), residence_finding(regions, asked, codes)])
    for truth in ("yes", "unknown"):
        if pair := next((pair for pair in pairs if all_of(pair) == truth), None):
            return pair
    # nobody fits: tell of the place that is visited, if it is one of them
    return max(pairs, key=lambda pair: pair[0].truth == "yes", default=[])


def pays(policy: Policy) -> float:
    """Return the share of the price that is paid, for ordering; benefits in money alone come last."""
    benefit = policy.benefit
    if benefit.pays is not None:
        return benefit.pays
    if benefit.amount is not None and policy.full_price:
        paid = benefit.amount if benefit.kind == "price" else policy.full_price - benefit.amount
        return min(1.0, max(0.0, paid / policy.full_price))
    return 0.99


def entitled(policies: Sequence[Policy], asked: Asked, regions: Regions) -> tuple[Verdict, ...]:
    """Return every policy's verdict, the one that answers first.

    A yes comes before an unknown and that before a no; of several the cheaper ticket, of those that refuse the one that
    is for such a person and has the fewest reasons.
    """
    verdicts = [judge(policy, asked, regions) for policy in policies]
    order = ("yes", "unknown", "no")
    return tuple(
        sorted(
            verdicts,
            key=lambda v: (
                order.index(v.truth),
                v.truth == "no" and not v.fits,
                sum(f.truth != "yes" for f in v.findings),
                v.policy.benefit.on != "ticket",
                pays(v.policy),
            ),
        )
    )


def answer(verdicts: Sequence[Verdict]) -> dict[str, object]:
    """Return the contract of `policy check`: the first verdict, and what every other policy says."""
    if not verdicts:
        finding = Finding("unknown", "文件里没有读到优惠", "the documents tell of no benefit")
        told = {"because": [str(finding)], "because_zh": [finding.zh], "because_en": [finding.en]}
        return {"entitled": "unknown", **told, "policy": None, "others": []}
    return {**verdicts[0].to_json(), "others": [verdict.to_json() for verdict in verdicts[1:]]}
