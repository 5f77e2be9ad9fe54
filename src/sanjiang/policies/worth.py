"""What a discount costs and brings: visits × elasticity at a price, every number of it named and changeable."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from itertools import product

from sanjiang.core.errors import LibraryError
from sanjiang.core.evidence import Evidence
from sanjiang.core.figure import Figure
from sanjiang.library.data_files import data_path
from sanjiang.library.figures import read_figure
from sanjiang.policies.policy import Policy

NAMES = ("visits", "price", "elasticity", "spend")


def assumptions(overrides: Mapping[str, float]) -> dict[str, Figure]:
    """Return visits, price, elasticity and spend.

    Raises
    ------
    LibraryError
        If an override names none of them (policy.visits …).
    """
    table = tomllib.loads(data_path("policies", "assumptions.toml").read_text("utf-8"))["policy"]
    known = {f"policy.{name}" for name in NAMES}
    if unknown := sorted(set(overrides) - known):
        raise LibraryError(
            f"没有这个假设 no such assumption: {unknown[0]}", "--assume", f"可用 use {', '.join(sorted(known))}"
        )
    where = "data/policies/assumptions.toml"
    return {name: read_figure(table[name], f"policy.{name}", where, overrides) for name in NAMES}


def share_paid(policy: Policy, price: float) -> float:
    """Return the share of a full price that is paid under a policy."""
    benefit = policy.benefit
    if benefit.pays is not None:
        return benefit.pays
    amount = benefit.amount or 0.0
    paid = amount if benefit.kind == "price" else price - amount
    return min(1.0, max(0.0, paid / price)) if price else 1.0


Terms = tuple[float, float, float, float]
"""Visits without the benefit, full price, elasticity, further spending of a visitor."""


def worth(policy: Policy, given: Mapping[str, Figure]) -> dict[str, Figure] | None:
    """Return what a ticket's discount costs, what it brings and the difference, in CNY; None for other things.

    With visits V, full price P, share paid r, elasticity e and further spending S: it costs V·P·(1 − r); the further
    visits are V·e·(1 − r), and they bring P·r + S each. Low and high are the least and
    most over all ends of the ranges.
    """
    if policy.benefit.on != "ticket":
        return None
    price = given["price"]
    if policy.full_price is not None:
        said = (policy.evidence[0],)
        price = Figure(
            policy.full_price, "CNY", policy.full_price, policy.full_price, "原文的原价 told by the text", said
        )
    figures = (given["visits"], price, given["elasticity"], given["spend"])
    evidence = tuple(dict.fromkeys((*(e for f in figures for e in f.evidence), policy.evidence[0])))
    formulas: dict[str, tuple[Callable[[Terms], float], str, str]] = {
        "cost": (lambda t: t[0] * t[1] * (1 - share_paid(policy, t[1])), "CNY", "少收的门票 ticket money given up"),
        "visits": (lambda t: _further(policy, t), "人次", "多来的游客 further visits"),
        "brings": (
            lambda t: _further(policy, t) * (t[1] * share_paid(policy, t[1]) + t[3]),
            "CNY",
            "多来的游客的门票和消费 tickets and spending of further visitors",
        ),
        "net": (lambda t: _net(policy, t), "CNY", "带来的减去少收的 what it brings less what it costs"),
    }
    return {name: _figure(figures, *formula, evidence) for name, formula in formulas.items()}


def _further(policy: Policy, t: Terms) -> float:
    return t[0] * t[2] * (1 - share_paid(policy, t[1]))


def _net(policy: Policy, t: Terms) -> float:
    paid = share_paid(policy, t[1])
    return _further(policy, t) * (t[1] * paid + t[3]) - t[0] * t[1] * (1 - paid)


def _figure(
    figures: Sequence[Figure],
    formula: Callable[[Terms], float],
    unit: str,
    because: str,
    evidence: tuple[Evidence, ...],
) -> Figure:
    visits, price, elasticity, spend = figures
    v, p, e, s = ((f.low, f.value, f.high) for f in figures)
    ends = [formula(t) for t in product(v, p, e, s)]
    value = formula((visits.value, price.value, elasticity.value, spend.value))
    return Figure(value, unit, min(*ends, value), max(*ends, value), because, evidence)
