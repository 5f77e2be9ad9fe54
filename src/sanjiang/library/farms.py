"""What is known of farm parks, industries and channels: tiers with conditions, words, prices, losses and costs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sanjiang.core.errors import LibraryError
from sanjiang.core.figure import Figure
from sanjiang.library.data_files import data_path
from sanjiang.library.figures import read_figure


@dataclass(frozen=True, slots=True)
class Condition:
    """What a park must show to bear a tier.

    Parameters
    ----------
    id, zh, en : str
    words : tuple of str
        The words under which documents tell the figure; none: any of that unit that the park gives of itself.
    least : Figure
    """

    id: str
    zh: str
    en: str
    words: tuple[str, ...]
    least: Figure


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of parks; `words` tell it, `conditions` are asked for."""

    id: str
    zh: str
    en: str
    words: tuple[str, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry of a farm system; `support` is one that serves the others (seed, machinery, cold chain)."""

    id: str
    words: tuple[str, ...]
    chains: tuple[str, ...]
    support: bool


@dataclass(frozen=True, slots=True)
class Need:
    """What an industry needs, told by words."""

    id: str
    zh: str
    en: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to sell produce.

    Parameters
    ----------
    price : Figure
        What the buyer pays, as a multiple of the price at the farm gate.
    loss : Figure
        The share that is lost before it is paid for.
    cost : Figure
        What selling costs, as a share of what is paid.
    """

    id: str
    zh: str
    en: str
    words: tuple[str, ...]
    price: Figure
    loss: Figure
    cost: Figure


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(data_path("farms", f"{name}.toml").read_text(encoding="utf-8"))


def load_tiers(assumed: Mapping[str, float] | None = None) -> tuple[Tier, ...]:
    """Return the tiers of parks, the highest first.

    Parameters
    ----------
    assumed : mapping of str to float, optional
        Figures that the user sets: ``provincial.area``.

    Raises
    ------
    LibraryError
        If a record is wrong, or `assumed` names no figure.
    """
    values = dict(assumed or {})
    found = tuple(_tier(record, values) for record in _data("tiers")["tier"])
    _known(values, [f"{t.id}.{c.id}" for t in found for c in t.conditions])
    return found


def _tier(record: Mapping[str, Any], assumed: Mapping[str, float]) -> Tier:
    conditions = (
        Condition(c["id"], c["name_zh"], c["name_en"], tuple(c["words"]), _figure(record, c["id"], c["least"], assumed))
        for c in record["condition"]
    )
    return Tier(record["id"], record["name_zh"], record["name_en"], tuple(record["words"]), tuple(conditions))


def load_industries() -> tuple[Industry, ...]:
    """Return the industries, in the order in which their words are tried."""
    return tuple(
        Industry(r["id"], tuple(r["words"]), tuple(r["chains"]), r.get("support", False))
        for r in _data("industries")["industry"]
    )


def load_needs() -> tuple[Need, ...]:
    """Return what an industry needs beside a park and a brand."""
    needs = _data("industries")["needs"]
    return tuple(Need(id_, r["name_zh"], r["name_en"], tuple(r["words"])) for id_, r in needs.items())


def load_channels(assumed: Mapping[str, float] | None = None) -> tuple[Channel, ...]:
    """Return the channels; `assumed` sets figures such as ``wholesale.loss``; errors as `load_tiers`'."""
    values = dict(assumed or {})
    fields = ("price", "loss", "cost")
    found = tuple(
        Channel(r["id"], r["name_zh"], r["name_en"], tuple(r["words"]), *(_figure(r, f, r[f], values) for f in fields))
        for r in _data("channels")["channel"]
    )
    _known(values, [f"{c.id}.{field}" for c in found for field in fields])
    for channel in found:
        for field in ("loss", "cost"):
            share: Figure = getattr(channel, field)
            if not 0 <= share.low <= share.high < 1:
                raise LibraryError(
                    f"{channel.id}.{field} 不能是 cannot be {share.high:g}",
                    "--assume",
                    "取 0 到 1 take a share of 1",
                )
    return found


def _figure(record: Mapping[str, Any], field: str, told: Mapping[str, Any], assumed: Mapping[str, float]) -> Figure:
    return read_figure(told, f"{record['id']}.{field}", f"data/farms: {record['id']}", assumed)


def _known(assumed: Mapping[str, float], names: list[str]) -> None:
    unknown = sorted(set(assumed) - set(names))
    if unknown:
        raise LibraryError(
            f"没有这个假设 no such assumption: {unknown[0]}", "--assume", f"可用 use one of {', '.join(names)}"
        )
