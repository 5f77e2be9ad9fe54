"""The win–win test, by hand: a project that somebody else pays for, a price, a discount."""

import numpy as np
import pytest

from sanjiang.cooperation import ProductionGame, read_members
from sanjiang.cooperation.deal import Deal, Term, try_deal
from sanjiang.cooperation.deal_terms import Written, read_deal
from sanjiang.cooperation.project import Project, annuities
from sanjiang.core.errors import NetworkError, SolveError
from sanjiang.network import Solution

ANNUITY = 0.08 / (1 - 1.08**-20)
RATE = [{"key": "discount_rate", "value": 0.08}]


@pytest.fixture
def pair(towns):
    """A mine at a and a market at c, each its own; b has nothing but a smelter of 4 t.

    A ton is sold for 40 at c; ore costs 3, roads 1 + 1, smelting 5: 30 a ton, all of it the rent of the smelter.
    """
    plants = [{"plant": "works", "process": "smelt", "region": "b", "capacity": 4}]
    return ProductionGame(towns(plants=plants, settings=RATE, members=members(a="*", b="smelter", c="*")))


def members(**players):
    return [{"region": region, "player": player} for region, player in players.items()]


def test_a_price_moves_money_between_the_two_and_no_more(towns):
    game = ProductionGame(towns(members=members(a="miner", b="smelter", c="*")))
    # alone neither earns; together 300, all of it rent of the smelter: ore costs it 3 + 1
    even = try_deal(game, Deal(None, (Term("miner", "smelter", "ore", 3.0),)))
    assert even.alone == {"miner": 0.0, "smelter": 0.0}
    assert even.gains == {"miner": 0.0, "smelter": pytest.approx(300)}
    assert even.verdict == "all gain with side payments"
    assert even.side_payments == {"miner": pytest.approx(150), "smelter": pytest.approx(-150)}
    dear = try_deal(game, Deal(None, (Term("miner", "smelter", "ore", 13.0),)))
    assert (dear.supplies[0].amount, dear.supplies[0].paid_more) == (10, pytest.approx(100))
    assert dear.gains == pytest.approx({"miner": 100, "smelter": 200})
    assert (dear.verdict, dear.side_payments, dear.lacking) == ("all gain", {}, {})
    cheap = try_deal(game, Deal(None, (Term("miner", "smelter", "ore", 1.0),)))
    assert cheap.gains == pytest.approx({"miner": -20, "smelter": 320})
    assert cheap.lacking == pytest.approx({"miner": 20})
    assert cheap.side_payments == pytest.approx({"miner": 170, "smelter": -170})


def test_who_pays_for_a_project_loses_until_it_is_paid_back(towns):
    """The seller pays for 6 t more at the smelter: its annuity is the seller's, the rent the smelter's."""
    plants = [{"plant": "works", "process": "smelt", "region": "b", "capacity": 4}]
    game = ProductionGame(towns(plants=plants, settings=RATE, members=members(a="*", b="smelter", c="seller")))
    found = try_deal(game, Deal(Project("smelt", "b", 6, "seller")))
    capital = 6 * 60 * ANNUITY
    assert found.capital == pytest.approx(capital)
    assert found.alone == {"smelter": 0.0, "seller": 0.0}
    assert sum(found.after.values()) == pytest.approx(10 * 30 - capital)
    assert found.after["seller"] == pytest.approx(-capital)
    assert found.verdict == "all gain with side payments"
    assert found.lacking == {"seller": pytest.approx(capital)}
    after = {p: found.gains[p] + paid for p, paid in found.side_payments.items()}
    assert after == pytest.approx(dict.fromkeys(after, (300 - capital) / 2))
    assert sum(found.side_payments.values()) == pytest.approx(0)
    # without it the two would earn 4 × 30 together: only 6 × 30 are the project's own
    assert found.project_adds == pytest.approx(180 - capital)


def test_a_project_that_does_not_pay_lets_nobody_gain(pair):
    found = try_deal(pair, Deal(Project("smelt", "b", 1000, "smelter")))
    assert found.verdict == "not all can gain"
    assert found.side_payments == {}
    assert found.total == pytest.approx(20 * 30 - 4 * 30 - 1000 * 60 * ANNUITY)  # ore for 20 t


def test_all_can_gain_by_a_deal_whose_project_does_not_pay(towns):
    """The two gain by joining; works of 10 t more sell nothing where the market takes 10 t."""
    game = ProductionGame(towns(settings=RATE, members=members(a="*", b="smelter", c="seller")))
    found = try_deal(game, Deal(Project("smelt", "b", 10, "seller")))
    capital = 10 * 60 * ANNUITY
    # ore for 20 t: sold for 30 more each
    assert found.project_adds == pytest.approx(300 - capital)
    market = [{"region": "c", "product": "steel", "quantity": 10, "price": 40}]
    game = ProductionGame(towns(settings=RATE, members=members(a="*", b="smelter", c="seller"), demands=market))
    found = try_deal(game, Deal(Project("smelt", "b", 10, "seller")))
    assert found.verdict == "all gain with side payments"
    assert found.project_adds == pytest.approx(-capital)
    assert try_deal(game, Deal(None, (Term("smelter", "seller", "steel", 30.0),))).project_adds is None


def test_a_project_stands_only_after_its_lead(towns):
    periods = [{"period": str(i), "years": 2} for i in range(3)]
    candidates = [{"region": "b", "process": "smelt", "lead_periods": 1, "capex": 30, "fixed_cost": 7, "max_size": 9}]
    network = towns(plants=[], periods=periods, settings=RATE, candidates=candidates)
    stands = sum(1.08**-y for y in range(2, 6))
    assert annuities(network, Project("smelt", "b", 4, "b")) == pytest.approx((4 * 30 * ANNUITY + 7) * stands)
    none = towns(plants=[], periods=periods, settings=RATE)
    found = try_deal(ProductionGame(none, read_members(none, ["a", "b", "c"])), Deal(Project("smelt", "b", 4, "c")))
    assert found.parties == ("b", "c")  # without ore
    assert found.after == pytest.approx({"b": 0, "c": -found.capital})


def test_a_deal_over_periods_is_discounted(towns):
    periods = [{"period": "1", "years": 2}, {"period": "2", "years": 3}]
    game = ProductionGame(towns(periods=periods, settings=RATE, members=members(a="miner", b="smelter", c="*")))
    (supply,) = try_deal(game, Deal(None, (Term("miner", "smelter", "ore", 13.0),))).supplies
    assert supply.amount == pytest.approx(50)
    assert supply.paid_more == pytest.approx(100 * sum(1.08**-y for y in range(5)))


def read(game, **written):
    return read_deal(Written(**written), game.network, game.members, lambda name: {"乙": "b"}.get(name, name))


def test_a_deal_as_it_is_written(pair):
    assert read(pair, project="smelt@乙=2.5").project == Project("smelt", "b", 2.5, "smelter")


def test_a_discount_is_on_the_lowest_outside_price(towns):
    game = ProductionGame(towns(members=members(a="*", b="x", c="y")))
    (term,) = read(game, prices=["x, y, ore = -10%"]).terms
    assert term == Term("x", "y", "ore", pytest.approx(2.7))
    assert read(game, prices=["x,y,steel=12"]).terms == (Term("x", "y", "steel", 12.0),)


@pytest.mark.parametrize(
    ("written", "where", "what"),
    [
        ({"project": "smelt"}, "--project smelt", "not PROCESS@REGION=SIZE"),
        ({"project": "smelt@b=0"}, "--project smelt@b=0", "not PROCESS@REGION=SIZE"),
        ({"project": "smelt@b=nan"}, "--project smelt@b=nan", "not PROCESS@REGION=SIZE"),
        ({"project": "melt@b=1"}, "--project melt@b=1", "no such process: melt"),
        ({"project": "smelt@a=1"}, "--project smelt@a=1", "not a player's region: a"),
        ({"project": "smelt@b=1", "paid_by": "z"}, "--paid-by z", "no player: z"),
        ({"paid_by": "x"}, "--paid-by x", "no project to pay"),
        ({"prices": ["x,y=3"]}, "--price x,y=3", "not SELLER,BUYER,PRODUCT=PRICE"),
        ({"prices": ["x,y,ore=cheap"]}, "--price x,y,ore=cheap", "not SELLER,BUYER,PRODUCT=PRICE"),
        ({"prices": ["x,x,ore=3"]}, "--price x,x,ore=3", "the seller is the buyer"),
        ({"prices": ["x,y,iron=3"]}, "--price x,y,iron=3", "no such product: iron"),
        ({"prices": ["x,*,ore=3"]}, "--price x,*,ore=3", "no player: *"),
        ({"prices": ["x,y,steel=-5%"]}, "--price x,y,steel=-5%", "no outside price of steel"),
    ],
)
def test_a_deal_that_is_written_wrongly_is_told_in_one_line(towns, written, where, what):
    game = ProductionGame(towns(members=members(a="*", b="x", c="y")))
    with pytest.raises(NetworkError) as fault:
        read(game, **written)
    assert what in fault.value.what
    assert fault.value.where == where


def test_a_project_without_a_capital_cost_is_named(towns):
    processes = [{"process": "smelt", "unit": "t", "cost": 5}]
    game = ProductionGame(towns(processes=processes))
    with pytest.raises(NetworkError, match="no capital cost of the process: smelt"):
        try_deal(game, Deal(Project("smelt", "b", 1, "b")))


def test_a_party_that_cannot_stand_alone_has_nothing_to_compare_with(towns):
    network = towns(demands=[{"region": "c", "product": "steel", "minimum": 2, "quantity": 9, "price": 40}])
    with pytest.raises(NetworkError, match="c cannot stand alone"):
        try_deal(ProductionGame(network), Deal(None, (Term("b", "c", "steel", 1.0),)))


def test_the_rent_of_a_limit_goes_to_the_parties_that_own_it(towns):
    """Power for 12 t belongs to b and c, whose works it counts: a, who gives nothing, has none of it."""
    plants = [{"plant": f"works {r}", "process": "smelt", "region": r, "capacity": 10} for r in "bc"]
    network = towns(
        plants=plants,
        demands=[{"region": r, "product": "steel", "quantity": 30, "price": 40} for r in "bc"],
        supplies=[{"region": r, "product": "ore", "quantity": 20, "price": 3} for r in "bc"],
        limits=[{"limit": "power", "sense": "<=", "amount": 12}],
        limit_terms=[{"limit": "power", "table": "processes", "key": "smelt", "per_unit": 1}],
    )
    found = try_deal(ProductionGame(network), Deal(None, (Term("a", "b", "ore", 3.0),)))
    assert found.alone == pytest.approx({"a": 0, "b": 6 * 32})
    assert found.gains == {"a": 0.0, "b": 0.0}


def test_a_project_takes_no_part_of_a_limit_from_those_who_have_it(towns):
    """All power for 12 t is c's, whose works it counts; c pays for works at b, which have none of their own."""
    network = towns(
        plants=[{"plant": "works c", "process": "smelt", "region": "c", "capacity": 12}],
        supplies=[{"region": r, "product": "ore", "quantity": 20, "price": 3} for r in "abc"],
        limits=[{"limit": "power", "sense": "<=", "amount": 12}],
        limit_terms=[{"limit": "power", "table": "processes", "key": "smelt", "per_unit": 1}],
        settings=RATE,
    )
    found = try_deal(ProductionGame(network), Deal(Project("smelt", "b", 6, "c")))
    assert found.alone == pytest.approx({"b": 0, "c": 12 * 32})
    assert found.after == pytest.approx({"b": 0, "c": 12 * 32 - found.capital})


def test_without_duals_a_deal_has_no_prices(pair, monkeypatch):
    monkeypatch.setattr(Solution, "_dual", lambda self, duals, size: np.full(size, np.nan))
    with pytest.raises(SolveError, match="no duals"):
        try_deal(pair, Deal(Project("smelt", "b", 1, "smelter")))
