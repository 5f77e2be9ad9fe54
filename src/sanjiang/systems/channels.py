"""Channels compared: what is paid, what is lost, what selling costs and what is left, for produce at the farm gate."""

from __future__ import annotations

from collections.abc import Sequence

from sanjiang.core.figure import Figure
from sanjiang.library.farms import Channel
from sanjiang.systems.told import Row, Told, uids


def margin(channel: Channel) -> Figure:
    """Return what is left of a unit of farm-gate value: price × (1 − loss) × (1 − cost) − 1.

    Low is the worst of all three figures at once, high the best.
    """
    low, value, high = (
        price * (1 - loss) * (1 - cost) - 1
        for price, loss, cost in (
            (channel.price.low, channel.loss.high, channel.cost.high),
            (channel.price.value, channel.loss.value, channel.cost.value),
            (channel.price.high, channel.loss.low, channel.cost.low),
        )
    )
    evidence = (*channel.price.evidence, *channel.loss.evidence, *channel.cost.evidence)
    return Figure(value, "ratio", low, high, "price × (1 − loss) × (1 − cost) − 1", tuple(dict.fromkeys(evidence)))


def compare(channels: Sequence[Channel], items: Sequence[Told]) -> list[Row]:
    """Return the channels, the largest margin first, each with the statements that tell of it.

    Returns
    -------
    list of dict
        `channel`, `name_zh`, `name_en`, `price`, `loss`, `cost`, `margin` (figures), `may_lead` (its high is not below
        the low of the first: the figures do not tell them apart), `statements`.
    """
    ranked = sorted(((margin(c), c) for c in channels), key=lambda pair: -pair[0].value)
    first = ranked[0][0].low if ranked else 0.0
    return [
        {
            "channel": c.id,
            "name_zh": c.zh,
            "name_en": c.en,
            "price": c.price.to_json(),
            "loss": c.loss.to_json(),
            "cost": c.cost.to_json(),
            "margin": left.to_json(),
            "may_lead": left.high >= first,
            "statements": uids(i for i in items if i.kind not in ("park", "alliance") and _tells(i, c)),
        }
        for left, c in ranked
    ]


def _tells(item: Told, channel: Channel) -> bool:
    return item.sector == "farming" and any(w in item.words for w in channel.words)
