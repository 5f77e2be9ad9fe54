"""The game of a network: what coalitions earn, who owns what, and dual allocation."""

import numpy as np
import polars as pl
import pytest

from sanjiang.cooperation import ProductionGame, check_core, dual_allocation, nucleolus, read_members, shapley, share
from sanjiang.cooperation.sampling import random_coalitions
from sanjiang.core.errors import SolveError
from sanjiang.network import Network, solve


def values(network):
    return dict(ProductionGame(network).game().named())


def test_the_published_production_game(owen):
    """R package coopProductGame, its documented example; Owen 1975."""
    game = ProductionGame(owen)
    table = game.game()
    assert table.total == pytest.approx(992, rel=1e-12)
    assert table.value(["one", "two"]) == pytest.approx(170, rel=1e-12)
    assert dual_allocation(game).shares == pytest.approx([230, 282, 480], rel=1e-12)
    assert check_core(table, dual_allocation(game).shares).inside


def test_what_three_towns_can_do_by_hand(towns):
    # 10 t: sold 400, ore 30, carried 10 + 10, smelted 50 → 300, and no two can do it
    assert values(towns()) == pytest.approx({"a": 0, "b": 0, "c": 0, "a,b": 0, "a,c": 0, "b,c": 0, "a,b,c": 300})
    # a second ore at b lets b and c do it: 400 − 20 − 10 − 50 = 320
    ore = [{"region": r, "product": "ore", "quantity": 20, "price": p} for r, p in (("a", 3), ("b", 2))]
    assert values(towns(supplies=ore))["b,c"] == pytest.approx(320)


def members(**players):
    return [{"region": region, "player": player} for region, player in players.items()]


def test_the_outside_market_is_open_to_all_at_its_prices(towns):
    common = towns(
        members=members(a="miner", b="smelter", c="*"), demands=[{"region": "c", "product": "steel", "price": 40}]
    )
    assert values(common) == pytest.approx({"miner": 0, "smelter": 0, "miner,smelter": 300})


def test_what_is_common_and_scarce_belongs_to_all_in_equal_parts(towns):
    """A common mine of 8 t with two smelters beside it: each alone may take 4 of it, and its rent is halved."""
    network = towns(
        members=members(a="*", b="first", c="second"),
        plants=[{"plant": f"works {r}", "process": "smelt", "region": r, "capacity": 10} for r in "bc"],
        supplies=[{"region": "a", "product": "ore", "quantity": 8, "price": 3}],
        demands=[{"region": r, "product": "steel", "quantity": 30, "price": 40} for r in "bc"],
    )
    each = 40 - 3 - 1 - 5
    assert values(network) == pytest.approx({"first": 4 * each, "second": 4 * each, "first,second": 8 * each})
    game = ProductionGame(network)
    found = dual_allocation(game)
    assert found.common == pytest.approx(8 * each)
    assert found.shares == pytest.approx([4 * each, 4 * each])
    assert check_core(game.game(), found.shares).inside


def test_the_rent_of_a_lane_goes_to_both_ends(towns):
    lanes = [{"origin": o, "destination": d, "mode": "road", "distance_km": 1, "capacity": 4} for o, d in ("ab", "bc")]
    lanes[1]["capacity"] = None
    found = dual_allocation(ProductionGame(towns(lanes=lanes)))
    assert found.shares == pytest.approx([60, 60, 0])  # 4 t at 30, all of it the lane's from a to b


def test_the_rent_of_a_common_road_goes_to_the_player_at_its_other_end(towns):
    lanes = [{"origin": o, "destination": d, "mode": "road", "distance_km": 1, "capacity": 4} for o, d in ("ab", "bc")]
    network = towns(lanes=[*lanes[:1], {**lanes[1], "capacity": None}], members=members(a="*", b="smelter", c="seller"))
    assert dual_allocation(ProductionGame(network)).shares == pytest.approx([120, 0])


def test_a_limit_belongs_to_those_whose_things_it_counts(towns):
    plants = [{"plant": f"works {r}", "process": "smelt", "region": r, "capacity": 10} for r in "bc"]
    market = [{"region": r, "product": "steel", "quantity": 30, "price": 40} for r in "bc"]
    ore = [{"region": r, "product": "ore", "quantity": 20, "price": 3} for r in "bc"]
    power = [{"limit": "power", "sense": "<=", "amount": 12}]
    terms = [{"limit": "power", "table": "processes", "key": "smelt", "per_unit": 1}]
    shared = towns(plants=plants, demands=market, supplies=ore, limits=power, limit_terms=terms)
    each = 40 - 3 - 5
    # b and c have half of the power each; a, whose things it does not count, has none
    assert values(shared) == pytest.approx(
        {"a": 0, "b": 6 * each, "c": 6 * each, "a,b": 6 * each, "a,c": 6 * each, "b,c": 12 * each, "a,b,c": 12 * each}
    )
    own = [{"limit": "power", "table": "plants", "key": "works b", "per_unit": 1}]
    assert values(
        towns(plants=plants, demands=market, supplies=ore, limits=[{**power[0], "amount": 7}], limit_terms=own)
    )["b"] == pytest.approx(7 * each)
    found = dual_allocation(ProductionGame(shared))
    assert found.shares == pytest.approx([0, 6 * each, 6 * each])


def test_a_coalition_that_cannot_meet_a_minimum_cannot_stand(towns):
    network = towns(demands=[{"region": "c", "product": "steel", "quantity": 30, "minimum": 2, "price": 40}])
    game = ProductionGame(network)
    found = dict(game.game().named())
    assert found == {"a": 0, "b": 0, "c": None, "a,b": 0, "a,c": None, "b,c": None, "a,b,c": pytest.approx(300)}
    assert "steel at c: short by / 缺口 2 t" in game.why_not(["a", "c"])
    table = game.game()
    assert np.isnan(shapley(table)).any()
    assert np.isnan(nucleolus(table)).all()  # nobody objects for c, which could be charged without end
    assert check_core(table, dual_allocation(game).shares).inside


def test_all_together_without_an_optimum_is_an_error_by_name(towns):
    short = ProductionGame(towns(demands=[{"region": "c", "product": "steel", "minimum": 11, "price": 40}]))
    with pytest.raises(SolveError, match="steel at c: short by"):
        short.game()
    endless = towns(plants=[{"plant": "works", "process": "smelt", "region": "b"}],
                    supplies=[{"region": "a", "product": "ore", "price": 3}],
                    demands=[{"region": "c", "product": "steel", "price": 40}])  # fmt: skip
    with pytest.raises(SolveError, match="unbounded"):
        dual_allocation(ProductionGame(endless))


def test_with_lumps_the_core_may_be_empty(towns):
    """Works of at least 10 t may be built at b or c for 200 a year; a has ore for one, which two could share."""
    lump = {"process": "smelt", "min_size": 10, "max_size": 10, "fixed_cost": 200, "capex": 0}
    network = towns(
        plants=[],
        candidates=[{"region": r, **lump} for r in ROADS],
        supplies=[{"region": r, "product": "ore", "quantity": 5, "price": 3} for r in ROADS],
        demands=[{"region": r, "product": "steel", "quantity": 30, "price": 40} for r in ROADS],
    )
    game = ProductionGame(network)
    table = game.game()
    assert game.lumpy
    # one has 5 t of ore: 5 × 32 < 200; two 10 t: 320 − 200 − 5; three gain nothing more: the works hold 10 t only
    assert table.value(["a"]) == pytest.approx(0)
    assert table.value(["a", "b"]) == pytest.approx(115)
    assert table.total == pytest.approx(115)
    assert not check_core(table, nucleolus(table)).inside  # of whom any two can have all
    shares = dual_allocation(game).shares
    assert shares.sum() == pytest.approx(115)
    told = {reason.en: reason.amount for reason in share(game).recommendation.reasons}
    # for any two to have their 115 each needs half of it: 172.5 in all
    assert told[next(en for en in told if "from outside" in en)] == pytest.approx(57.5)


ROADS = ("a", "b", "c")


def test_with_lumps_a_coalition_earns_the_same_whatever_was_solved_before():
    """a sells the 6 t that it buys at 13 for 17 and needs nobody; solved after others, {a, c} was told 102.

    What c may build makes nothing; its fixed cost alone makes the programme one of lumps.
    """
    lanes = [("a", "c", None), ("b", "d", None), ("c", "a", 6), ("c", "d", None), ("d", "b", 7)]
    loss = (0.1, 0.0, 0.0, 0.1, 0.1)
    network = Network.from_rows(
        {
            "regions": [{"region": r} for r in "abcd"],
            "products": [{"product": p, "unit": "t"} for p in ("steel", "tools")],
            "processes": [{"process": "idle", "unit": "t", "cost": 1, "capex": 5, "life_years": 10}],
            "coefficients": [],
            "plants": [],
            "freight": [{"product": p, "mode": "road", "fixed": 1} for p in ("steel", "tools")],
            "lanes": [
                {"origin": o, "destination": d, "mode": "road", "distance_km": 1, "capacity": most, "loss": lost}
                for (o, d, most), lost in zip(lanes, loss, strict=True)
            ],
            "supplies": [
                {"region": r, "product": "tools", "quantity": most, "price": price}
                for r, most, price in (("a", 22, 13), ("c", 21, 14), ("d", 30, 10))
            ],
            "demands": [{"region": "a", "product": "tools", "quantity": 6, "price": 17}],
            "candidates": [{"region": "c", "process": "idle", "min_size": 1, "max_size": 8, "fixed_cost": 17}],
        }
    )
    table = ProductionGame(network).game()
    game = ProductionGame(network)
    for number in range(1, table.values.size):
        assert table.values[number] == pytest.approx(game.solve(table.coalition(number)).objective, abs=1e-6)
    assert table.value(["a", "c"]) == pytest.approx(24)


def test_over_periods_money_is_discounted(towns):
    periods = [{"period": "1", "years": 2}, {"period": "2", "years": 3}]
    network = towns(periods=periods, settings=[{"key": "discount_rate", "value": 0.1}])
    game = ProductionGame(network)
    assert game.game().total == pytest.approx(300 * sum(1.1**-y for y in range(5)))
    assert dual_allocation(game).shares.sum() == pytest.approx(game.whole.objective, rel=1e-12)


def test_players_that_are_not_chosen_are_left_out(owen):
    game = ProductionGame(owen, read_members(owen, ["two", "one"]))
    assert game.players == ("two", "one")
    assert game.game().total == pytest.approx(170)
    assert game.network.table("regions")["region"].to_list() == ["one", "two"]


def partition(network, count):
    regions = network.table("regions")["region"]
    return network.replace(members=[{"region": r, "player": f"p{i % count}"} for i, r in enumerate(regions)])


def alone(network, inside):
    """Return the network of some regions only, made anew."""
    here = pl.col("region").is_in(inside)
    kept = {name: network.table(name).filter(here) for name in ("regions", "plants", "supplies", "demands")}
    ends = pl.col("origin").is_in(inside) & pl.col("destination").is_in(inside)
    kept["lanes"] = network.table("lanes").filter(ends)
    return network.replace(**kept, members=[])


def test_six_players_earn_what_their_own_networks_do(made):
    network = partition(made("S"), 6)
    game = ProductionGame(network)
    table = game.game()
    for number in (1, 2, 37, 44, 62):
        players = table.coalition(number)
        regions = [r for p in players for r in game.members.regions(p)]
        assert table.values[number] == pytest.approx(solve(alone(network, regions)).objective, rel=1e-9)
    found = dual_allocation(game).shares
    assert abs(found.sum() - table.total) <= 1e-9 * table.total
    assert check_core(table, found).inside
    assert shapley(table).sum() == pytest.approx(table.total, rel=1e-12)
    assert nucleolus(table).sum() == pytest.approx(table.total, rel=1e-12)


def test_processes_find_the_same(made, monkeypatch):
    from sanjiang.cooperation import production

    network = partition(made("S"), 5)
    alone = ProductionGame(network).game()
    monkeypatch.setattr(production, "PAYS", 0.0)
    monkeypatch.setattr(production, "TRIED", 3)
    assert ProductionGame(network).game(workers=2).values == pytest.approx(alone.values, rel=1e-9)


def test_dual_allocation_of_fifty_players_holds_against_random_coalitions(made):
    game = ProductionGame(made("S"))
    shares = dual_allocation(game).shares
    total = game.whole.objective
    assert len(game.players) == 50
    assert abs(shares.sum() - total) <= 1e-9 * total
    for inside in random_coalitions(50, 200, seed=3):
        assert game.worth(inside) - shares[inside].sum() <= 1e-7 * total
