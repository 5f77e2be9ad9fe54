"""Keeps each policy once: a notice says the same in its title, its opening and its list, with other limits each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sanjiang.policies.policy import Policy


def distinct(policies: Iterable[Policy]) -> Iterator[Policy]:
    """Yield each policy once, in the order of the text, with the limits of all the places that tell of it."""
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
