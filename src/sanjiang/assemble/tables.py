"""Network tables from plants, processes and the atlas; every row names its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sanjiang.chain.plant import Plant
from sanjiang.chain.scene import MARKET, OUTSIDE, SUPPLY
from sanjiang.core.evidence import Assumption, Evidence, to_source
from sanjiang.core.figure import Figure
from sanjiang.library.atlas import Atlas
from sanjiang.library.processes import Chain, Product
from sanjiang.network import Network

Level = Literal["value", "low", "high"]
Row = dict[str, object]
ROAD = "road"
OUTSIDE_NAMES = {MARKET: "外部市场(买) outside market, buying", SUPPLY: "外部市场(卖) outside market, selling"}
BY_DEFINITION: Evidence = Assumption("network.definition")
"""Rows that hold no figure of their own: names, and one unit of output per unit of activity."""
UNLIMITED: Evidence = Assumption("market.supply")
TAKES_ALL: Evidence = Assumption("share.market")


@dataclass(frozen=True)
class Tables:
    """What the tables are made of.

    Parameters
    ----------
    chain : Chain
    atlas : Atlas
    as_of : date
        The day whose prices hold.
    region : str
        The region that asks.
    names : mapping of str to (str, str)
        Chinese and English names of all regions in the network.
    distance_km : mapping of str to Figure
        From `region` to the others.
    between : mapping of (str, str) to Figure
        Between the others, where they trade among themselves, too.
    takes_all : bool
        Whether the outside market takes any quantity at its price, so that what one region earns there does not depend
        on what others sell.
    """

    chain: Chain
    atlas: Atlas
    as_of: date
    region: str
    names: Mapping[str, tuple[str, str]]
    distance_km: Mapping[str, Figure]
    between: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    takes_all: bool = False

    def network(self, plants: Sequence[Plant], prices: Level, spread: Level) -> Network:
        """Return the network of the plants at the horizon, unknown capacities at nothing, in one market."""
        return Network.from_rows(self.rows(plants, prices, spread))

    def rows(self, plants: Sequence[Plant], prices: Level = "value", spread: Level = "value") -> dict[str, list[Row]]:
        """Return the rows of every table of that network."""
        supplies, demands = self._market(prices, spread)
        return {
            "regions": [self._region(code) for code in (*self.names, *OUTSIDE)],
            "products": [
                {
                    "product": p.id,
                    "unit": p.unit,
                    "name_zh": p.name_zh,
                    "name_en": p.name_en,
                    "tradable": p.tonnes_per_unit is not None,
                    "source": str(BY_DEFINITION),
                }
                for p in self.chain.products
            ],
            "processes": self._processes(),
            "coefficients": self._coefficients(),
            "plants": [self._plant(p) for p in plants if p.at_horizon],
            "lanes": self._lanes(),
            "freight": self._freight(),
            "supplies": supplies,
            "demands": demands,
            "settings": [{"key": "currency", "value": "CNY", "source": str(BY_DEFINITION)}],
        }

    def _region(self, code: str) -> Row:
        name = self.names[code][0] if code in self.names else OUTSIDE_NAMES[code]
        return {"region": code, "name": name, "source": str(BY_DEFINITION)}

    def _processes(self) -> list[Row]:
        return [
            {
                "process": p.id,
                "unit": p.unit,
                "cost": p.cost.value,
                "capex": p.capex.value,
                "life_years": p.life_years.value,
                "name_zh": p.name_zh,
                "name_en": p.name_en,
                "source": to_source((*p.cost.evidence, *p.capex.evidence, *p.life_years.evidence)),
            }
            for p in self.chain.processes
        ]

    def _coefficients(self) -> list[Row]:
        rows: list[Row] = []
        for process in self.chain.processes:
            rows.append({"process": process.id, "product": process.output, "amount": 1.0, "source": str(BY_DEFINITION)})
            taken = [(i.product, -i.amount.value, i.amount) for i in process.inputs]
            made = [(o.product, o.amount.value, o.amount) for o in process.outputs]
            rows += [
                {"process": process.id, "product": product, "amount": amount, "source": to_source(figure.evidence)}
                for product, amount, figure in (*taken, *made)
            ]
        return rows

    def _plant(self, plant: Plant) -> Row:
        return {
            "plant": plant.id,
            "process": plant.process,
            "region": plant.region,
            "owner": plant.owner,
            "capacity": plant.low,
            "stage": plant.stage,
            "source": to_source(plant.evidence),
        }

    def _lanes(self) -> list[Row]:
        market = self.atlas.figure("market.distance_km")
        pairs: list[tuple[str, str, Figure]] = []
        for code in self.names:
            pairs += [(code, MARKET, market), (SUPPLY, code, market)]
            if code in self.distance_km:
                pairs += [(self.region, code, self.distance_km[code]), (code, self.region, self.distance_km[code])]
        for (one, other), figure in self.between.items():
            pairs += [(one, other, figure), (other, one, figure)]
        return [
            {"origin": a, "destination": b, "mode": ROAD, "distance_km": f.value, "source": to_source(f.evidence)}
            for a, b, f in pairs
        ]

    def _freight(self) -> list[Row]:
        fixed, rate = self.atlas.figure("road.fixed"), self.atlas.figure("road.freight")
        rows: list[Row] = []
        for product in self.chain.products:
            weight = product.tonnes_per_unit
            if weight is not None:
                source = to_source((*weight.evidence, *fixed.evidence, *rate.evidence))
                rows.append(
                    {
                        "product": product.id,
                        "mode": ROAD,
                        "fixed": fixed.value * weight.value,
                        "per_km": rate.value * weight.value,
                        "source": source,
                    }
                )
        return rows

    def _market(self, prices: Level, spread: Level) -> tuple[list[Row], list[Row]]:
        """Return what can be bought (price + spread) and sold (price − spread, and a further part at a discount)."""
        supplies: list[Row] = []
        demands: list[Row] = []
        lost = self.atlas.figure("market.spread")
        share = getattr(lost, spread)
        for product in self.chain.products:
            price = None if product.captive else self.atlas.price(product.id, self.as_of)
            if price is None:
                continue
            if product.on_the_spot:
                for code in self.names:
                    bought, sold = self._on_the_spot(product, code, prices, spread)
                    supplies += bought
                    demands += sold
                continue
            amount = getattr(price, prices)
            source = to_source((*price.evidence, *lost.evidence, UNLIMITED))
            supplies.append({"region": SUPPLY, "product": product.id, "price": amount * (1 + share), "source": source})
            if not product.bought_only:
                demands += self._sold(product, MARKET, amount * (1 - share), (*price.evidence, *lost.evidence))
        return supplies, demands

    def _on_the_spot(self, product: Product, code: str, prices: Level, spread: Level) -> tuple[list[Row], list[Row]]:
        """Return what is bought and sold at a region's gate: power and ore at their price, the rest with a spread."""
        price, lost = self.atlas.price(product.id, self.as_of, code), self.atlas.figure("market.spread")
        if price is None:
            return [], []
        both = not (product.bought_only or product.sold_only)
        share = getattr(lost, spread) if both else 0.0
        evidence = (*price.evidence, *(lost.evidence if both else ()))
        amount = getattr(price, prices)
        row = {"region": code, "product": product.id, "price": amount * (1 + share)}
        bought = [] if product.sold_only else [{**row, **self._quota(product, evidence)}]
        return bought, [] if product.bought_only else self._sold(product, code, amount * (1 - share), evidence)

    def _quota(self, product: Product, evidence: tuple[Evidence, ...]) -> Row:
        """Return how much of a product a region gets in a year, such as power under its quota, and the row's source."""
        quota = self.atlas.figures.get(f"quota.{product.id}")
        if quota is None:
            return {"source": to_source((*evidence, UNLIMITED))}
        return {"quantity": quota.value, "source": to_source((*evidence, *quota.evidence))}

    def _sold(self, product: Product, region: str, price: float, evidence: tuple[Evidence, ...]) -> list[Row]:
        """Return the steps of demand: what the market takes at its price, and what it takes further at a discount."""
        takes = self.takes(product.id)
        if takes is None:
            return []
        if self.takes_all and region == MARKET:
            source = to_source((*evidence, TAKES_ALL))
            return [{"region": region, "product": product.id, "price": price, "source": source}]
        more, cut = self.atlas.figure("market.further_share"), self.atlas.figure("market.further_discount")
        steps = {price: takes.value}
        further = price * (1 - cut.value)
        steps[further] = steps.get(further, 0.0) + takes.value * more.value
        source = to_source((*evidence, *takes.evidence, *more.evidence, *cut.evidence))
        return [
            {"region": region, "product": product.id, "quantity": quantity, "price": each, "source": source}
            for each, quantity in steps.items()
        ]

    def takes(self, product: str) -> Figure | None:
        """Return how much of a product the outside market takes a year, or None where nothing says."""
        return self.atlas.figures.get(f"market.takes.{product}")

    def without_price(self) -> Iterable[str]:
        """Yield the products that should have an outside market but have no price."""
        for product in self.chain.products:
            if not product.captive and self.atlas.price(product.id, self.as_of) is None:
                yield product.id
