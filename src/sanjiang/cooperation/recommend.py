"""Which share to propose, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sanjiang.cooperation.core import Check
from sanjiang.cooperation.game import JOINT, Bools, Floats, noise

SHARES = ("dual_allocation", "shapley", "nucleolus")
EXTREME = 0.9
"""A player that takes more than this of the whole gain is said to take it nearly all."""
NONE = 1e-6
"""A player that gets less than this of the gain is said to get none of it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence in Chinese and English.

    Parameters
    ----------
    zh, en : str
        With ``{group}`` and ``{amount}`` where a coalition and money stand.
    group : tuple of str
    amount : float or None
    """

    zh: str
    en: str
    group: tuple[str, ...] = ()
    amount: float | None = None

    def to_json(self) -> dict[str, object]:
        """Return the sentences filled in, and what they are made of."""
        slots = {"group": JOINT.join(self.group), "amount": "" if self.amount is None else f"{self.amount:.6g}"}
        return {
            "zh": self.zh.format(**slots),
            "en": self.en.format(**slots),
            "template": {"zh": self.zh, "en": self.en},
            "group": list(self.group),
            "amount": self.amount,
        }


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A share by name, None where there is nothing to share, with the reasons for it."""

    share: str | None
    reasons: tuple[Reason, ...]

    def to_json(self) -> dict[str, object]:
        """Return share and reasons as plain values."""
        return {"share": self.share, "reasons": [reason.to_json() for reason in self.reasons]}


def recommend(gain: float | None, checks: Mapping[str, Check], *, lumpy: bool, lacking: float = 0.0) -> Recommendation:
    """Choose among the shares that are known.

    Parameters
    ----------
    gain : float or None
        Of all together over each alone, 0 where it is within the solver's tolerance; None where somebody cannot stand
        alone.
    checks : mapping of str to Check
        By share; one that is absent is not known.
    lumpy : bool
        Whether something is built in lumps: then nothing promises that the core holds any shares.
    lacking : float
        Where the core is empty, what must come from outside for nobody to gain by leaving.
    """
    if gain is not None and gain <= 0:
        return Recommendation(
            None,
            (
                Reason(
                    "合起来不比各自单干多,没有可分的", "together they earn no more than each alone: nothing to share"
                ),
            ),
        )
    fair, calm, owned = (checks.get(name) for name in ("shapley", "nucleolus", "dual_allocation"))
    if fair is not None and fair.every and fair.inside:
        return Recommendation("shapley", (_FAIR, _kept(fair)))
    if calm is not None and calm.inside:
        reasons = [_kept(calm), _CALM]
        if fair is not None:
            reasons.insert(0, _left("沙普利值", "Shapley", fair))
        else:
            reasons.insert(0, NO_SHAPLEY)
        return Recommendation("nucleolus", tuple(reasons))
    if calm is not None:
        return Recommendation("nucleolus", (*_empty(calm, lacking, lumpy), _CALM))
    if owned is not None and owned.inside and not lumpy:
        return Recommendation("dual_allocation", (_OWEN, _kept(owned)))
    if owned is not None:
        return Recommendation(
            "dual_allocation", (_LUMPS if lumpy else _left("影子价格分配", "dual allocation", owned),)
        )
    return Recommendation(None, (Reason("没有一种分法求得出", "no share could be worked out"),))


_FAIR = Reason(
    "沙普利值按各方在所有加入次序中带来的平均增量分配:同样的贡献得同样的份额,没有贡献不得",
    "Shapley pays what each adds on average over all orders of joining: equal parts for equal contributions, none for "
    "none",
)
_CALM = Reason(
    "核仁使最不满的那个联盟的不满尽可能小,再使次不满的尽可能小",
    "the nucleolus makes the loudest objection of any group as small as can be, then the next loudest",
)
_OWEN = Reason(
    "影子价格分配在核内(Owen 1975),参与方再多也只需一次求解",
    "dual allocation lies in the core (Owen 1975), however many the players, at the cost of one solve",
)
_LUMPS = Reason(
    "有整批建设,影子价格分配不保证在核内;没有别的分法可算",
    "with lumps dual allocation need not lie in the core; no other share could be worked out for so many players",
)
NO_SHAPLEY = Reason(
    "有的联盟单独撑不住,没有值,沙普利值无从算起",
    "some coalitions cannot stand alone and have no value, so there is no Shapley value",
)


def _kept(check: Check) -> Reason:
    zh = "任何联盟" if check.every else f"查过的 {check.looked_at} 个联盟"
    en = "no group" if check.every else f"none of the {check.looked_at} groups looked at"
    if check.excess == 0:
        return Reason(
            f"{zh}单干都不会更多,但{{group}}走了也不少得",
            f"{en} earns more on its own, though {{group}} would lose nothing by leaving",
            check.coalition,
        )
    return Reason(
        f"{zh}单干都不会更多;最接近要走的是{{group}},走了少得 {{amount}}",
        f"{en} earns more on its own; {{group}}, the nearest to leaving, would lose {{amount}}",
        check.coalition,
        -check.excess,
    )


def _left(zh: str, en: str, check: Check) -> Reason:
    return Reason(
        f"{zh}在核外:{{group}}走了多得 {{amount}}",
        f"{en} leaves the core: {{group}} would earn {{amount}} more by leaving",
        check.coalition,
        check.excess,
    )


def _empty(check: Check, lacking: float, lumpy: bool) -> Iterator[Reason]:
    zh, en = (",因为有整批建设", ", because of lumps") if lumpy else ("", "")
    yield Reason(
        f"核是空的{zh}:怎么分都有联盟想走;按核仁,{{group}}走了多得 {{amount}}",
        f"the core is empty{en}: whatever the shares, some group gains by leaving; by the nucleolus {{group}} would "
        "earn {amount} more by leaving",
        check.coalition,
        check.excess,
    )
    yield Reason(
        "要谁都不想走,至少要从外面补 {amount}",
        "for nobody to gain by leaving, {amount} at least must come from outside",
        amount=lacking,
    )


def extremes(shares: Floats, alone: Floats, adds: Bools, players: tuple[str, ...]) -> list[tuple[str, Reason]]:
    """Return the players whose share is extreme: nearly all of the gain, or none of it though they add to it.

    Parameters
    ----------
    shares, alone : float arrays, shape (players,)
    adds : bool array, shape (players,)
        Who is known to add to what some coalition earns beyond what it earns alone.
    players : tuple of str
    """
    gains = shares - alone
    total = float(gains.sum())
    if np.isnan(gains).any() or total <= noise([*shares, *alone]) or adds.sum() < 2:
        return []
    found = []
    for player, gain, added in zip(players, (gains / total).tolist(), adds.tolist(), strict=True):
        if gain > EXTREME:
            found.append((player, Reason(f"得全部增益的 {gain:.0%}", f"takes {gain:.0%} of the whole gain")))
        elif added and gain < NONE:
            found.append((player, Reason("增益有它一份功劳,却一点不得", "adds to the gain and gets none of it")))
    return found
