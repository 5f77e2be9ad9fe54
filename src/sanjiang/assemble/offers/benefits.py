"""Finds what is granted: free, half price, a share of the price, money off, a price."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from sanjiang.assemble.offers.text import pattern, words
from sanjiang.policies.policy import Benefit, BenefitKind

DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")}
NEAR = 14
"""A price this near behind another benefit says the same in money: 半价（80元）."""


Same = Literal["same"]
"""同等优惠: as the benefit before it in the sentence."""


class Found(NamedTuple):
    """A benefit and where it stands."""

    start: int
    end: int
    benefit: Benefit


@cache
def _patterns() -> tuple[tuple[BenefitKind | Same, re.Pattern[str]], ...]:
    out: list[tuple[BenefitKind | Same, re.Pattern[str]]] = []
    for record in words()["benefit"]:
        stop = f"(?!(?:{record['not_before']}))" if "not_before" in record else ""
        out += [(record["kind"], re.compile(f"(?:{word}){stop}")) for word in record["words"]]
    return tuple(out)


def find_benefits(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield the benefits of a stretch from left to right; those that the text denies are left out."""
    every = sorted(
        ((m.start(), -m.end(), kind, m) for kind, p in _patterns() for m in p.finditer(text, start, end)),
        key=lambda f: f[:2],
    )
    reached = start
    last: Found | None = None
    for at, stop, kind, match in every:
        denied = pattern("scope", "negated").search(text[max(start, at - 20) : at])
        if at < reached or denied or pattern("scope", "denied_after").match(text, -stop, end):
            continue
        if kind in ("price", "off") and last is not None and at - last.end <= NEAR:
            continue
        if kind == "same":
            benefit = last.benefit._replace(as_written=match[0]) if last else None
        else:
            benefit = _benefit(kind, match, text[max(start, at - 30) : -stop], text[-stop : min(end, 8 - stop)])
        if benefit is None:
            continue
        reached = -stop
        last = Found(at, -stop, benefit)
        yield last


def _benefit(kind: BenefitKind, match: re.Match[str], before: str, after: str) -> Benefit | None:
    told = match.groupdict()
    on = _on(before)
    if on == "none" or (on == "ticket" and re.match(f"[^，,。；]*?(?:{words()['on']['none']})", after)):
        return None
    if kind == "free":
        return Benefit(kind, 0.0, None, on, match[0])
    if kind == "half":
        return Benefit(kind, 0.5, None, on, match[0])
    if told.get("money"):
        return Benefit(kind, None, float(told["money"]), on, match[0])
    if told.get("tenths"):
        share = _tenths(told["tenths"])
    elif told.get("share"):
        share = float(told["share"]) / 100
    else:
        share = 1 - float(told["less"]) / 100
    if not 0 < share < 1:
        return None
    return Benefit("half" if abs(share - 0.5) < 1e-9 else kind, round(share, 4), None, on, match[0])


def _tenths(written: str) -> float:
    """Return the share that 折 means: 八折 is 0.8, 七五折 and 75折 are 0.75.

    Examples
    --------
    >>> _tenths("八"), _tenths("七五"), _tenths("8.5"), _tenths("75")
    (0.8, 0.75, 0.85, 0.75)
    """
    digits = "".join(DIGITS.get(c, c) for c in written.replace("点", "."))
    if "." in digits:
        return float(digits) / 10
    return float(int(digits)) / float(10 ** len(digits))


def _on(before: str) -> str:
    clause = re.split(r"[，,；;。（(]", before)[-1]
    named = {name: list(re.finditer(expression, clause)) for name, expression in words()["on"].items()}
    if named["ticket"] and re.search("门票", clause):
        return "ticket"
    return max(
        ((found[-1].start(), name) for name, found in named.items() if found and name != "ticket"),
        default=(0, "ticket"),
    )[1]


def money_of(text: str) -> float | None:
    """Return the undiscounted price that a stretch tells, in CNY."""
    found = pattern("limits", "full_price").search(text)
    return float(found["money"]) if found else None
