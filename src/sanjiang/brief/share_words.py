"""What the shares are called and what each promises, and the reasons for one, with names in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sanjiang.brief.numbers import Text, amount

Json = Mapping[str, Any]

SHARES = {
    "dual_allocation": Text("影子价格分配", "dual allocation"),
    "shapley": Text("沙普利值", "Shapley value"),
    "nucleolus": Text("核仁", "nucleolus"),
}
VERDICTS = {
    "all gain": Text("各方都得益", "all gain"),
    "all gain with side payments": Text("补偿之后各方都得益", "all gain with side payments"),
    "not all can gain": Text("不可能各方都得益", "not all can gain"),
}
"""Of the win–win test of a deal."""

PROMISES = {
    "dual_allocation": Text(
        "各方得自己资产在全体最优时的租金；没有整批建设时必在核内，参与方再多也能算；"
        "但可能很偏，且租金有多组时取哪一组不唯一",
        "pays each the rents of what it owns at the joint optimum; without lumps it lies in the core, for any number "
        "of players; but it can be extreme, and where several duals explain the optimum it depends on the one chosen",
    ),
    "shapley": Text(
        "按各方在所有加入次序中的平均贡献；按其公理是公平的；但可能在核外，即有人单干更好",
        "pays each what it adds on average over all orders of joining; fair by its axioms; but it may leave the core: "
        "some group may do better on its own",
    ),
    "nucleolus": Text(
        "使最不满的联盟尽可能少些不满；核不空时必在核内，而且唯一；但贡献增加时所得未必增加",
        "makes the loudest objection of any group as small as can be; in the core where there is one, and unique; but "
        "more contribution need not mean a larger share",
    ),
}
"""What each share promises, and what it does not."""


def name_of(sharing: Json, player: str) -> Text:
    """Return a player's name."""
    names = (sharing.get("names") or {}).get(player) or {}
    zh = str(names.get("zh") or player)
    return Text(zh, str(names.get("en") or zh))


def group_of(sharing: Json, players: Sequence[str]) -> Text:
    """Return the names of a coalition; of a large one, how many they are."""
    if len(players) > MANY:
        first = name_of(sharing, players[0])
        return Text(f"{first.zh}等 {len(players)} 方", f"{first.en} and {len(players) - 1} others")
    names = [name_of(sharing, player) for player in players]
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))


MANY = 12
"""As many players of a coalition are named."""


def filled(sharing: Json, reason: Json) -> Text:
    """Return a reason's sentence with names and money as people read them."""
    template = reason.get("template") or {}
    group = group_of(sharing, reason.get("group") or ())
    money = amount(reason.get("amount"), str(sharing.get("unit") or ""))
    zh = str(template.get("zh") or reason.get("zh") or "").format(group=group.zh, amount=money.zh)
    return Text(zh, str(template.get("en") or reason.get("en") or "").format(group=group.en, amount=money.en))
