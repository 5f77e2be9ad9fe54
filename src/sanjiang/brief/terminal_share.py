"""The answer of share in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sanjiang.brief.numbers import MISSING, Text, amount, between
from sanjiang.brief.share_words import PROMISES, SHARES, VERDICTS, filled, group_of, name_of
from sanjiang.brief.terminal import Json, notes, table_of

MOST = 40
"""Players and pairs that are printed; the rest is counted."""
COALITIONS = 16
"""Coalitions that are printed."""


def sharing(found: Json, lacking: Sequence[Json]) -> None:
    """Print what is earned together, shares and gains, who would leave, partners, and what to propose."""
    console = Console(highlight=False)
    if not found:
        console.print("没有产业链可以合作,或没有别的参与方 no chain to cooperate on, or nobody to cooperate with")
        notes(console, lacking)
        return
    unit = str(found["unit"])
    total, gain = (_range(found, key, unit) for key in ("total", "gain"))
    console.print(f"[bold]合计 together[/bold]: {total}; 比各自单干多 more than each alone: {gain}")
    console.print(_shares(found, unit))
    if len(found["players"]) > MOST:
        console.print(f"… {len(found['players']) - MOST} 方未列 more players, see --json")
    for line in _checks(found, unit):
        console.print(escape(line))
    pairs = found["synergy"]
    if pairs:
        console.print("\n[bold]两两协同 synergy of pairs[/bold]")
    for row in pairs[:MOST]:
        console.print(escape(_pair(found, row, unit)))
    for row in found["other_ties"]:
        quotes = "; ".join(f"“{tie['quote']}”" for tie in row["documented"])
        console.print(escape(f"{row['name_zh']} {row['name_en']}: 文件中已有 documented: {quotes}"))
    for line in _deal(found, unit):
        console.print(escape(line))
    console.print("\n[bold]建议 recommended[/bold]")
    for line in _recommended(found):
        console.print(escape(line))
    for note in found["notes"]:
        told = filled(found, note)
        console.print(f"· {escape(told.zh)}\n  {escape(told.en)}")
    notes(console, lacking)


def _range(found: Json, key: str, unit: str) -> str:
    value, low, high = (found[name] for name in (key, f"{key}_low", f"{key}_high"))
    if value is None:
        return MISSING
    span = "" if low == high else f" ({between(low, high, unit).zh})"
    return f"{amount(value, unit).zh}{span}"


def _shares(found: Json, unit: str) -> Table:
    """Lay out what each player earns alone and its shares, each over its gain; names are never cut, however narrow."""
    known = list(found["shares"])
    heads = [f"{SHARES[name].zh}\n{SHARES[name].en}" for name in known]
    table = table_of("分法 shares", "参与方 player\n单干 alone", *heads, numbers=range(1, len(known) + 1))
    table.columns[0].no_wrap = True
    for player in found["players"][:MOST]:
        both = _both(name_of(found, player), "\n")
        alone = amount(found["alone"][player], unit).zh
        table.add_row(f"{escape(both)}\n{alone}", *(_cell(found, share, player, unit) for share in known))
    return table


def _cell(found: Json, share: str, player: str, unit: str) -> str:
    value = amount(found["shares"][share][player], unit).zh
    gain = found["gains"][share][player]
    error = (found["errors"].get(share) or {}).get(player)
    told = value if error is None else f"{value} ± {amount(error, unit).zh}"
    low, high = found["ranges"][f"{share}_gain"][player]
    span = f"\n({between(low, high, unit).zh.rpartition(' ')[0]})" if len(found["cases"]) > 1 else ""
    return told if gain is None else f"{told}\n{_signed(gain, unit)}{span}"


def _checks(found: Json, unit: str) -> Iterator[str]:
    for name, check in found["core"].items():
        worst = group_of(found, check["worst"]["coalition"].split(","))
        inside = "在核内 in the core" if check["inside"] else "在核外 outside the core"
        excess = amount(check["worst"]["excess"], unit).zh
        looked = "" if check["every"] else f"; 查了 looked at {check['looked_at']}"
        yield f"{_both(SHARES[name])}: {inside}; 最不满 worst off {worst.zh} {excess}{looked}"
    for name, rows in found["extreme"].items():
        for row in rows:
            player, told = name_of(found, row["player"]), filled(found, row)
            yield f"{_both(SHARES[name])} 偏 extreme: {player.zh}{told.zh} {player.en} {told.en}"
    for row in found["cannot_stand"]:
        group = group_of(found, row["coalition"].split(","))
        yield f"撑不住 cannot stand: {group.zh} {row['because']}".rstrip()
    if found["cannot_stand_more"]:
        yield f"… 另有 {found['cannot_stand_more']} more"


def _pair(found: Json, row: Json, unit: str) -> str:
    one, other = (name_of(found, player) for player in row["pair"])
    names = f"{one.zh}–{other.zh}" if one.zh == one.en else f"{one.zh}–{other.zh} {one.en}–{other.en}"
    low, high = row["worth_low"], row["worth_high"]
    span = "" if low == high else f" ({between(low, high, unit).zh})"
    goods = "; ".join(_moved(found, exchange) for exchange in row["exchanged"])
    ties = "; ".join(f"“{tie['quote']}”" for tie in row["documented"])
    told = f"{names}: {amount(row['worth'], unit).zh}{span}" + (f" — {goods}" if goods else "")
    return told + (f"\n  文件中已有 documented: {ties}" if ties else "")


def _moved(found: Json, exchange: Json) -> str:
    ends = "→".join(name_of(found, exchange[end]).zh for end in ("from", "to"))
    return f"{ends} {exchange['product_zh']} {amount(exchange['amount'], exchange['unit']).zh}"


def _deal(found: Json, unit: str) -> Iterator[str]:
    """Say who gains and who loses by a proposed deal, and which side payment makes all gain."""
    deal = found.get("deal")
    if deal is None:
        return
    verdict = VERDICTS[deal["verdict"]]
    yield f"\n拟议 deal: {verdict.zh} {verdict.en}, 合计 all {amount(deal['gain'], unit).zh}"
    for case, other in zip(found["cases"], deal["verdicts"], strict=True):
        if other != deal["verdict"]:
            told = VERDICTS[other]
            yield f"· 但 but {case['name_zh']} {case['name_en']}: {told.zh} {told.en}"
    if deal["project_adds"] is not None:
        rate = f"折现率 discount rate {deal['discount_rate']:.3g}"
        yield f"· 项目年金 annuities of the project {amount(deal['capital'], unit).zh} ({rate})"
        yield f"· 项目本身使各方合计 the project itself adds {_signed(deal['project_adds'], unit)}"
    yield from (_supply(found, supply) for supply in deal["supplies"])
    for player in deal["parties"]:
        low, high = deal["ranges"][player]
        span = "" if low == high else f" ({between(low, high, unit).zh})"
        paid = deal["side_payments"].get(player)
        side = "" if paid is None else f"; {'应收 receives' if paid >= 0 else '应付 pays'} {amount(abs(paid), unit).zh}"
        yield f"· {_both(name_of(found, player))}: {_signed(deal['gains'][player], unit)}{span}{side}"


def _both(name: Text, apart: str = " ") -> str:
    return apart.join(dict.fromkeys((name.zh, name.en)))


def _signed(gain: float, unit: str) -> str:
    return f"{'+' if gain >= 0 else ''}{amount(gain, unit).zh}"


def _supply(found: Json, supply: Json) -> str:
    """Say what moves under a price of a deal."""
    ends = "→".join(name_of(found, supply[end]).zh for end in ("seller", "buyer"))
    goods = f"{ends} {_both(Text(supply['product_zh'], supply['product_en']))}"
    if not supply["amount"]:
        return f"· {goods}: 没有货走 nothing moves"
    each = amount(supply["price"], _each(found, supply)).zh
    return f"· {goods} {amount(supply['amount'], supply['unit']).zh}, 单价 each {each}"


def _each(found: Json, supply: Json) -> str:
    return f"{str(found['unit']).removesuffix('/a')}/{supply['unit']}"


def _recommended(found: Json) -> Iterator[str]:
    share = found["recommendation"]["share"]
    if share is not None:
        yield f"{SHARES[share].zh} {SHARES[share].en}"
        yield f"  {PROMISES[share].zh}"
        yield f"  {PROMISES[share].en}"
    for reason in found["recommendation"]["reasons"]:
        told = filled(found, reason)
        yield f"· {told.zh}"
        yield f"  {told.en}"
