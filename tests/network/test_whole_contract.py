"""Random networks of the whole contract, beside the same programme said again: optima, what has none, files."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said_again import Said

from sanjiang.core.errors import SolveError
from sanjiang.network import Network, solve
from sanjiang.network.schema import TERMS

SEEDS = st.integers(0, 2**32)
"""Hypothesis's own draws keep networks small: of so many tables hardly any would have all."""
SIZES, MONEY = (0.5, 1.0, 2.0, 3.5, 7.25), (0.0, 0.25, 1.0, 1.75, 3.0, 8.0)


class Drawn:
    """Tables of a network, drawn; ``some`` keeps about so many of what there could be."""

    def __init__(self, chance):
        self.chance = chance
        self.regions = ["r0", "西", "r 2"][: chance.randint(1, 3)]
        self.products = ["p0", "铁", "p2"][: chance.randint(1, 3)]
        self.processes = ["x0", "x1", "x2"][: chance.randint(1, 3)]
        self.periods = ["a", "b", "2030"][: chance.randint(0, 3)]

    def of(self, *values):
        return self.chance.choice(values)

    def some(self, share, *choices):
        return [each for each in itertools.product(*choices) if self.chance.random() < share]

    def tables(self):
        tables = {**self.things(), **self.works(), **self.ways(), **self.trade(), **self.building()}
        return {**tables, **self.limits(tables)}

    def things(self):
        return {
            "regions": [{"region": name} for name in self.regions],
            "products": [
                {"product": name, "unit": "t", "tradable": self.of(True, True, False)} for name in self.products
            ],
            "periods": [{"period": name, "years": self.chance.randint(1, 4)} for name in self.periods],
            "settings": [
                {"key": "discount_rate", "value": self.of("0", "0.08", "0.5")},
                {"key": "quantities", "value": self.of("per_year", "per_period")},
            ],
        }

    def window(self):
        return {"from": self.of(None, *self.periods[:1]), "to": self.of(None, *self.periods[-2:])}

    def works(self):
        return {
            "processes": [
                {"process": x, "unit": "t", "cost": self.of(*MONEY), "capex": self.of(None, 5.0, 20.0)}
                | {"life_years": self.of(None, 1, 2.5)}
                for x in self.processes
            ],
            "coefficients": [
                {"process": x, "product": p, "amount": self.of(-2, -0.75, 0.5, 1, 1.5)}
                for x, p in self.some(0.6, self.processes, self.products)
            ],
            "plants": [
                {"plant": f"{x}@{r}{i}", "process": x, "region": r, "capacity": self.of(None, *SIZES)}
                | {"cost": self.of(None, *MONEY), **self.window()}
                for x, r, i in self.some(0.5, self.processes, self.regions, "12")
            ],
        }

    def ways(self):
        return {
            "lanes": [
                {"origin": o, "destination": d, "mode": m, "distance_km": self.of(*SIZES)}
                | {"capacity": self.of(None, *SIZES), "loss": self.of(None, 0, 0.25, 1)}
                for o, d, m in self.some(0.5, self.regions, self.regions, ["rail", "road"])
                if o != d
            ],
            "freight": [
                {"product": p, "mode": m, "fixed": self.of(*MONEY), "per_km": self.of(0, 0.125)}
                for p, m in self.some(0.7, self.products, ["rail", "road"])
            ],
            "stores": [
                {"region": r, "product": p, "capacity": self.of(None, 3.0, 9.0), "cost": self.of(0, 0.1, 1)}
                | {"loss": self.of(0, 0.3)}
                for r, p in self.some(0.5, self.regions, self.products)
            ],
        }

    def trade(self):
        return {
            "supplies": [
                {"region": r, "product": p, "quantity": self.of(None, *SIZES), "price": price}
                | {"period": self.of(None, *self.periods)}
                for r, p, price in self.some(0.4, self.regions, self.products, [0.5, 2.0])
            ],
            "demands": [
                {"region": r, "product": p, "quantity": size, "minimum": self.of(0, 0, 0, 0, size / 4), "price": price}
                | {"period": self.of(None, *self.periods)}
                for r, p, price in self.some(0.5, self.regions, self.products, [4.0, 20.0])
                for size in [self.of(*SIZES)]
            ],
        }

    def building(self):
        return {
            "candidates": [
                {"region": r, "process": x, "capex": self.of(None, 5.0, 20.0), "max_size": self.of(2.5, 6.0)}
                | {
                    "min_size": self.of(None, 0, 2),
                    "fixed_cost": self.of(None, 0, 3),
                    "lead_periods": self.of(None, 1, 2),
                }
                for r, x in self.some(0.4, self.regions, self.processes)
            ]
        }

    def limits(self, tables):
        limits, terms = [], [{"limit": "x", "table": "processes", "key": "*", "per_unit": 1}]
        if self.of(True, False):
            sense, period = self.of("<=", "<=", ">=", "="), self.of(None, "all", *self.periods)
            amount = self.of(*SIZES) * (3 if sense == "<=" else 0.3)
            limits = [{"limit": "x", "sense": sense, "amount": amount, "period": period}]
        for (table,) in self.some(0.35, [name for name in TERMS if tables[name]]):
            row = self.of(*tables[table])
            parts = ["*" if self.of(True, False) else "" if row[c] is None else str(row[c]) for c in TERMS[table]]
            terms.append({"limit": "x", "table": table, "key": "|".join(parts), "per_unit": self.of(1, 2, 0.5, -0.5)})
        unique = {(row["table"], row["key"]): row for row in terms}
        return {"limits": limits, "limit_terms": list(unique.values()) if limits else []}


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_the_optimum_is_that_of_the_programme_said_again(seed):
    tables = Drawn(random.Random(seed)).tables()
    status, objective = Said(tables).solved()
    network = Network.from_rows(tables)
    if status in ("Optimal", "Empty"):
        assert solve(network).objective == pytest.approx(objective, rel=1e-7, abs=1e-6)
        return
    with pytest.raises(SolveError, match=r"^(infeasible|unbounded) /") as caught:
        solve(network)
    assert status.lower() in (caught.value.what.split(" ")[0], "primal infeasible or unbounded")


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_every_table_is_read_back_as_it_was_written(tmp_path_factory, seed):
    network = Network.from_rows(Drawn(random.Random(seed)).tables())
    folder = tmp_path_factory.mktemp("written")
    for place in (folder / "net", folder / "net.xlsx"):
        network.write(place)
        again = Network.read(place)
        assert all(again.table(name).equals(frame) for name, frame in network.tables.items())
