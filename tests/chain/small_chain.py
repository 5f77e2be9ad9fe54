"""A chain of round figures, and scenes on it, whose answers can be worked out by hand.

Two tonnes of a make one b, two b make one c; 100 km away lies the market, whose prices lose a tenth either way.
"""

from collections.abc import Mapping, Sequence

from sanjiang.chain.plant import Plant
from sanjiang.chain.scene import MARKET, OUTSIDE, SUPPLY, Case, Scene
from sanjiang.core.evidence import Citation
from sanjiang.core.figure import Figure
from sanjiang.core.statement import Stage
from sanjiang.library.processes import Chain, Input, Process, Product, Step, Supporting
from sanjiang.network import Network

BECAUSE = (Citation("round figures of a test"),)
LINKS = {"a": 0.0, "b": 2.0, "c": 2.0}
"""How much of the product before it one unit takes."""
COSTS = {"a": 3.0, "b": 5.0, "c": 20.0, "d": 20.0}
PRICES = {"a": 10.0, "b": 60.0, "c": 200.0}
GLASS = 0.5
"""How much glass a unit of the last product takes."""


def figure(value: float, unit: str = "t") -> Figure:
    return Figure(value, unit, value, value, "round", BECAUSE)


def make_chain(links: Mapping[str, float] = LINKS, captive: Sequence[str] = (), capex: float = 42.0) -> Chain:
    """Return a chain whose process `make-b` is the only one of the step `step-b`, which makes the product `b`."""
    names = list(links)
    processes = []
    for before, name in zip([None, *names], names, strict=False):
        inputs = [Input(before, figure(links[name]))] if before else []
        inputs += [Input("glass", figure(GLASS))] if name == names[-1] else []
        figures = {"cost": figure(COSTS[name]), "capex": figure(capex), "life_years": figure(2.0)}
        texts = {"id": f"make-{name}", "unit": "t", "name_zh": name, "name_en": name, "output": name}
        size = figure(10.0)
        processes.append(Process(**texts, inputs=tuple(inputs), **figures, typical_size=size, words=(), words_if=()))
    products = [Product(n, "t", n, n, figure(1.0), captive=n in captive) for n in (*names, "glass")]
    steps = [Step(f"step-{n}", n, n, n, (f"make-{n}",)) for n in names]
    side = Supporting("glass", "玻璃", "glass", "glass", steps[-1].id, ())
    return Chain("small", "小", "small", tuple(steps), (side,), tuple(products), tuple(processes))


def plant(
    process: str, low: float, high: float | None = None, stage: Stage = "operating", region: str = "here"
) -> Plant:
    top = low if high is None else high
    name = f"{process}@{region}:{stage}"
    return Plant(name, process, region, "", stage, low, top, stated=high is None, evidence=BECAUSE)


def make_network(
    chain: Chain,
    plants: Sequence[Plant],
    prices: Mapping[str, float] = PRICES,
    takes: float = 1000.0,
    neighbours: Sequence[str] = (),
) -> Network:
    """Return the network: b at 60 costs 60 × 1.1 + 1 to buy and earns 60 × 0.9 − 1; a neighbour is 50 km away."""
    places = ["here", *neighbours]
    lanes = [lane for p in places for lane in ((p, MARKET, 100.0), (SUPPLY, p, 100.0))]
    lanes += [lane for n in neighbours for lane in (("here", n, 50.0), (n, "here", 50.0))]
    sold = {p: price for p, price in prices.items() if not chain.product(p).captive}
    coefficients = [(p.id, p.output, 1.0) for p in chain.processes]
    coefficients += [(p.id, i.product, -i.amount.value) for p in chain.processes for i in p.inputs]
    tables = {
        "regions": [{"region": r} for r in (*places, *OUTSIDE)],
        "products": [{"product": p.id, "unit": p.unit} for p in chain.products],
        "processes": [{"process": p.id, "unit": p.unit, "cost": p.cost.value} for p in chain.processes],
        "coefficients": [{"process": p, "product": o, "amount": n} for p, o, n in coefficients],
        "plants": [
            {"plant": p.id, "process": p.process, "region": p.region, "capacity": p.low} for p in plants if p.at_horizon
        ],
        "lanes": [{"origin": a, "destination": b, "mode": "road", "distance_km": km} for a, b, km in lanes],
        "freight": [{"product": p.id, "mode": "road", "fixed": 0.5, "per_km": 0.005} for p in chain.products],
        "supplies": [{"region": SUPPLY, "product": p, "price": price * 1.1} for p, price in sold.items()]
        + [{"region": place, "product": "glass", "price": 0.0} for place in places],
        "demands": [
            {"region": MARKET, "product": p, "quantity": takes, "price": price * 0.9} for p, price in sold.items()
        ],
    }
    return Network.from_rows({name: [{**row, "source": "round"} for row in rows] for name, rows in tables.items()})


def make_scene(
    chain: Chain,
    plants: Sequence[Plant],
    *,
    cases: Mapping[str, Mapping[str, float]] | None = None,
    unknown_high: bool = False,
    takes: float = 1000.0,
) -> Scene:
    """Return the scene of the region `here`, at 10 % a year.

    Parameters
    ----------
    cases : mapping of str to prices, optional
        By name, the base first; the usual prices alone by default.
    unknown_high : bool
        Add a case named ``unknown`` at the base's prices, in which unknown capacities stand.
    """
    neighbours = sorted({p.region for p in plants} - {"here"})
    networks = {
        name: make_network(chain, plants, prices, takes, neighbours)
        for name, prices in (cases or {"base": PRICES}).items()
    }
    listed = [Case(name, name, network) for name, network in networks.items()]
    if unknown_high:
        listed.append(Case("unknown", "unknown", listed[0].network, unknown_high=True))
    names = {r: (r, r) for r in ("here", *neighbours)}
    distance = {n: figure(50.0, "km") for n in neighbours}
    return Scene(chain, "here", names, tuple(plants), tuple(listed), figure(0.1, "ratio"), distance)
