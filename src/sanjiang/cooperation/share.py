"""Sharing the gain: what every coalition earns, shares by three rules, whether anybody would leave, which to take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sanjiang.cooperation.core import Check, check_core, check_some, cost_of_stability, dummies
from sanjiang.cooperation.dual_allocation import DualAllocation, dual_allocation, dual_ranges
from sanjiang.cooperation.game import JOINT, Bools, Floats, noise
from sanjiang.cooperation.nucleolus import nucleolus
from sanjiang.cooperation.production import EXACT, ProductionGame
from sanjiang.cooperation.recommend import NO_SHAPLEY, Reason, Recommendation, extremes, recommend
from sanjiang.cooperation.sampling import Sample, sample
from sanjiang.cooperation.shapley import shapley
from sanjiang.cooperation.synergy import Synergy, synergies


@dataclass(frozen=True, eq=False)
class Share:
    """What is earned together, and shares of it.

    Parameters
    ----------
    players : tuple of str
    total : float
    alone : float array, shape (players,)
        What each earns alone; not a number where it cannot stand alone.
    coalitions : mapping of str to float or None
        What is known of coalitions, by their players' names joined by commas; None where one cannot stand.
    shares : mapping of str to float array
        ``dual_allocation``, ``shapley``, ``nucleolus``; what could not be worked out is absent.
    errors : float array or None
        Standard errors of a sampled Shapley value.
    checks : mapping of str to Check
        Whether a coalition would leave, by share.
    dual_ranges : float array or None, shape (players, 2)
        The least and the most that dual allocation pays, whichever duals are chosen; None where it was not asked.
    synergy : tuple of Synergy
    recommendation : Recommendation
    common_rents : float
        What is earned by what is common: an equal part of it is in each player's dual allocation.
    extremes : mapping of str to list of (str, Reason)
        By share: who gets nearly all of the gain, or none of it.
    cannot_stand : tuple of (str, str)
        The smallest coalitions that cannot meet a minimum, and what each lacks.
    others_lost : int
        How many more there are.
    notes : tuple of Reason
    """

    players: tuple[str, ...]
    total: float
    alone: Floats
    coalitions: Mapping[str, float | None]
    shares: Mapping[str, Floats]
    errors: Floats | None
    checks: Mapping[str, Check]
    dual_ranges: Floats | None
    synergy: tuple[Synergy, ...]
    recommendation: Recommendation
    common_rents: float
    extremes: Mapping[str, list[tuple[str, Reason]]]
    cannot_stand: tuple[tuple[str, str], ...]
    others_lost: int
    notes: tuple[Reason, ...]

    @property
    def gain(self) -> float | None:
        """What all earn together over each alone; None where somebody cannot stand alone."""
        return _gain(self.total, self.alone)


def share(game: ProductionGame, of: str | None = None, workers: int = 1, *, base: bool = True) -> Share:
    """Share what a network's players earn together.

    Up to `EXACT` players every coalition is solved; with more, coalitions are sampled, and there is no nucleolus.

    Parameters
    ----------
    game : ProductionGame
    of : str, optional
        The player whose partners are ranked; without it, all pairs are, where every coalition is solved.
    workers : int
        Processes to use where that pays.
    base : bool
        Whether to say what pairs would exchange and how far dual allocation depends on the duals, which takes solves.

    Raises
    ------
    SolveError
        If all together have no optimum.
    """
    paid = _paid(game)
    if len(game.players) <= EXACT:
        return _exact(game, paid, workers, of, base)
    return _sampled(game, paid, of, base)


def _gain(total: float, alone: Floats) -> float | None:
    gain = total - float(alone.sum())
    if np.isnan(gain):
        return None
    return 0.0 if abs(gain) <= noise([total, *alone]) else gain


def _paid(game: ProductionGame) -> DualAllocation:
    """Return dual allocation; no numbers where lumps left the solver without duals."""
    if np.isnan(game.whole.row_dual).any():
        return DualAllocation(np.full(len(game.players), np.nan), 0.0)
    return dual_allocation(game)


def _exact(game: ProductionGame, paid: DualAllocation, workers: int, of: str | None, base: bool) -> Share:
    table = game.game(workers)
    shares = {"dual_allocation": paid.shares, "shapley": shapley(table), "nucleolus": nucleolus(table)}
    shares = {name: share for name, share in shares.items() if not np.isnan(share).any()}
    checks = {name: check_core(table, share) for name, share in shares.items()}
    adds = ~dummies(table)
    stable = "nucleolus" not in checks or checks["nucleolus"].inside
    lacking = 0.0 if stable else cost_of_stability(table)
    ranges = dual_ranges(game, paid.shares) if base else None
    lost = [table.coalition(int(number)) for number in np.flatnonzero(np.isnan(table.values))]
    return Share(
        players=game.players,
        total=table.total,
        alone=table.alone,
        coalitions=dict(table.named()),
        shares=shares,
        errors=None,
        checks=checks,
        dual_ranges=ranges,
        synergy=synergies(game, of, table, exchanged=base),
        recommendation=recommend(_gain(table.total, table.alone), checks, lumpy=game.lumpy, lacking=lacking),
        common_rents=paid.common,
        extremes={name: extremes(share, table.alone, adds, game.players) for name, share in shares.items()},
        cannot_stand=_named(game, lost),
        others_lost=max(len(lost) - NAMED, 0),
        notes=(*_notes(game, paid.common), *_of_duals(game, ranges)),
    )


def _sampled(game: ProductionGame, paid: DualAllocation, of: str | None, base: bool) -> Share:
    drawn: Sample = sample(game)
    shares = {} if np.isnan(paid.shares).any() else {"dual_allocation": paid.shares}
    fair = drawn.shapley
    if fair is not None and not np.isnan(fair.shares).any():
        shares["shapley"] = fair.shares
    checks = {name: check_some(game.players, share, drawn.inside, drawn.values) for name, share in shares.items()}
    total = game.whole.objective
    alone = drawn.alone
    adds = _adds(shares.get("shapley"), alone)
    rows = drawn.inside[np.isnan(drawn.values)]
    lost = [tuple(p for p, there in zip(game.players, row, strict=True) if there) for row in rows]
    return Share(
        players=game.players,
        total=total,
        alone=alone,
        coalitions={
            **{p: None if np.isnan(v) else v for p, v in zip(game.players, alone.tolist(), strict=True)},
            JOINT.join(game.players): total,
        },
        shares=shares,
        errors=fair.errors if fair is not None and "shapley" in shares else None,
        checks=checks,
        dual_ranges=None,
        synergy=synergies(game, of, exchanged=base) if of is not None else (),
        recommendation=recommend(_gain(total, alone), checks, lumpy=game.lumpy),
        common_rents=paid.common,
        extremes={name: extremes(share, alone, adds, game.players) for name, share in shares.items()},
        cannot_stand=_named(game, lost),
        others_lost=max(len(lost) - NAMED, 0),
        notes=(*_notes(game, paid.common), *_of_samples(game, drawn, of)),
    )


def _adds(fair: Floats | None, alone: Floats) -> Bools:
    """Return who adds to what some coalition earns: whom Shapley pays more than it earns alone."""
    if fair is None:
        return np.zeros(alone.size, dtype=bool)
    return np.asarray(fair - alone > noise([*fair, *alone]))


NAMED = 5
"""As many coalitions that cannot stand are named, the smallest first."""


def _named(game: ProductionGame, lost: Sequence[tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """Return the smallest coalitions that cannot stand, and what each lacks."""
    return tuple((JOINT.join(coalition), game.why_not(coalition)) for coalition in sorted(lost, key=len)[:NAMED])


def idle(game: ProductionGame) -> tuple[str, ...]:
    """Return the players that have nothing: no plant, supply, demand, candidate or store in their regions."""
    tables = ("plants", "supplies", "demands", "candidates", "stores")
    used = {region for name in tables for region in game.network.table(name)["region"]}
    return tuple(p for p in game.players if used.isdisjoint(game.members.regions(p)))


def _notes(game: ProductionGame, common: float) -> Iterator[Reason]:
    if game.lumpy:
        yield Reason(
            "有整批建设:影子价格分配不保证在核内,核可能是空的",
            "there are lumps: dual allocation need not lie in the core, and the core may be empty",
        )
    shared = abs(common) > noise([common, game.whole.objective])
    if game.members.common and not shared:
        yield Reason(
            "外部市场按其价格对各方敞开,没有租金可分",
            "the outside market is open to all at its prices; there are no rents of it to share",
        )
    if shared or game.network.table("limits").height:
        yield Reason(
            "公共的(“*”和跨参与方的限额)按人头均分:n 方中的 k 方可用其数量的 k/n,不限量的全部可用;其租金 {amount} 均分",
            "what is common (*, and limits across players) is owned in equal parts: k of n players have k/n of its "
            "quantities, and all of what is unlimited; its rents of {amount} are shared equally",
            amount=common,
        )
    nothing = idle(game)
    if nothing:
        yield Reason(
            "什么都没有的也是参与方,所得只有过境和公共部分带来的:{group}",
            "players with nothing of their own, who get only what passage or a part of what is common brings: {group}",
            nothing,
        )


def _of_duals(game: ProductionGame, ranges: Floats | None) -> Iterator[Reason]:
    """Say whose dual allocation depends most on the duals that are chosen, where it does."""
    wide = np.zeros(0) if ranges is None else ranges[:, 1] - ranges[:, 0]
    endless = tuple(p for p, width in zip(game.players, wide.tolist(), strict=False) if np.isinf(width))
    if endless:
        yield Reason(
            "有的最低需求刚好满足:换一组影子价格,{group}按影子价格的所得或所付没有止境",
            "a minimum is only just met: by the choice of duals, what dual allocation pays or charges {group} "
            "has no end",
            endless,
        )
    elif (wide > 0).any():
        most = int(np.argmax(wide))
        yield Reason(
            "最优的影子价格不止一组:取哪一组,{group}按影子价格的所得相差可达 {amount}",
            "several duals explain the optimum: by the choice, dual allocation to {group} may differ by up to {amount}",
            (game.players[most],),
            float(wide[most]),
        )


def _of_samples(game: ProductionGame, drawn: Sample, of: str | None) -> Iterator[Reason]:
    count = len(game.players)
    yield Reason(
        f"{count} 个参与方,联盟太多:只解了 {drawn.values.size} 个;没有核仁",
        f"{count} players make too many coalitions: {drawn.values.size} were solved; there is no nucleolus",
    )
    if drawn.shapley is None:
        yield Reason(
            "沙普利值没有抽样:网络太大,每个次序要解的次数太多",
            "the Shapley value was not sampled: for a network of this size each order takes too many solves",
        )
    elif np.isnan(drawn.shapley.shares).any():
        yield NO_SHAPLEY
    else:
        orders = drawn.shapley.orders
        yield Reason(
            f"沙普利值取 {orders} 个次序的平均,附标准误",
            f"Shapley is a mean over {orders} orders, with standard errors",
        )
    if of is None:
        yield Reason(
            "两两协同只为指定的一方计算(--region)", "synergy of pairs is worked out for one player only (--region)"
        )
