"""A deal as it is written: ``PROCESS@REGION=SIZE`` for a project, ``SELLER,BUYER,PRODUCT=PRICE`` for a price."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from sanjiang.cooperation.deal import Deal, Term
from sanjiang.cooperation.members import COMMON, Members
from sanjiang.cooperation.project import Project
from sanjiang.core.errors import NetworkError
from sanjiang.network import Network
from sanjiang.network.problem import suggest

Called = Callable[[str], str]
"""The region that a name means."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the user wrote.

    Parameters
    ----------
    project : str or None
        ``pv-cell@成都=10``: a process, a region and a yearly capacity.
    paid_by : str or None
        A player; without it, who owns the region pays.
    prices : sequence of str
        ``乐山,成都,pv-wafer=-10%``: a discount on the outside market's price, or a price.
    """

    project: str | None = None
    paid_by: str | None = None
    prices: Sequence[str] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is proposed."""
        return self.project is None and self.paid_by is None and not self.prices


def read_deal(written: Written, network: Network, members: Members, called: Called) -> Deal:
    """Return the deal that is meant.

    Raises
    ------
    NetworkError
        If it is written wrongly, names what is not there, or asks for a discount on what has no outside price.
    """
    project = None
    if written.project is not None:
        project = _project(written.project, written.paid_by, network, members, called)
    elif written.paid_by is not None:
        raise _wrong(f"--paid-by {written.paid_by}", "没有项目 there is no project to pay", "写 give --project, too")
    return Deal(project, tuple(_term(text, network, members, called) for text in written.prices))


def _project(text: str, paid_by: str | None, network: Network, members: Members, called: Called) -> Project:
    where = f"--project {text}"
    name, _, amount = text.partition("=")
    process, _, place = name.partition("@")
    size = _number(amount)
    if not (process and place) or size is None or size <= 0:
        raise _wrong(where, "不是 工艺@地区=规模 not PROCESS@REGION=SIZE", "例如 for example pv-cell@成都=10")
    region = called(place.strip())
    if members.owner.get(region, COMMON) == COMMON:
        raise _wrong(where, f"不是参与方的地区 not a player's region: {place}", "写参与方的地区 name a player's region")
    process = _known(process.strip(), network, "processes", "process", where)
    payer = members.owner[region] if paid_by is None else _player(paid_by, members, called, f"--paid-by {paid_by}")
    return Project(process, region, size, payer)


def _term(text: str, network: Network, members: Members, called: Called) -> Term:
    where = f"--price {text}"
    names, _, amount = text.partition("=")
    parts = [part.strip() for part in names.split(",")]
    share = amount.strip().endswith("%")
    number = _number(amount.strip().rstrip("%"))
    if len(parts) != 3 or not all(parts) or number is None:
        mend = "例如 for example 乐山,成都,pv-wafer=-10%"
        raise _wrong(where, "不是 卖方,买方,产品=价格 not SELLER,BUYER,PRODUCT=PRICE", mend)
    seller, buyer = (_player(name, members, called, where) for name in parts[:2])
    if seller == buyer:
        raise _wrong(where, "卖方就是买方 the seller is the buyer", "写两个参与方 name two players")
    product = _known(parts[2], network, "products", "product", where)
    price = number if not share else (1 + number / 100) * _outside(product, network, members, where)
    return Term(seller, buyer, product, price)


def _outside(product: str, network: Network, members: Members, where: str) -> float:
    """Return the lowest price at which the outside market sells a product."""
    supplies = network.table("supplies").filter(
        (pl.col("product") == product) & pl.col("region").is_in(list(members.common))
    )
    if supplies.is_empty():
        raise _wrong(
            where,
            f"外部市场没有这种产品的价格 no outside price of {product}",
            "写价格,不写折扣 write a price, no discount",
        )
    return float(supplies["price"].min())  # type: ignore[arg-type]  # a column of numbers without blanks


def _player(name: str, members: Members, called: Called, where: str) -> str:
    if name.strip() in members.players:
        return name.strip()
    player = members.owner.get(called(name.strip()), COMMON)
    if player == COMMON:
        listed = f"可用 use one of {', '.join(members.players[:12])}"
        raise _wrong(where, f"不是参与方 no player: {name}", suggest(name, members.players, listed))
    return player


def _known(name: str, network: Network, table: str, column: str, where: str) -> str:
    """Return the id that an id or a name of a table means."""
    frame = network.table(table)
    for named in (column, "name_zh", "name_en"):
        found = frame.filter(pl.col(named) == name)[column]
        if found.len() == 1:
            return str(found[0])
    ids = frame[column].to_list()
    raise _wrong(where, f"没有 no such {column}: {name}", suggest(name, ids, f"可用 use one of {', '.join(ids[:20])}"))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _wrong(where: str, what: str, mend: str) -> NetworkError:
    return NetworkError(what, where, mend)
