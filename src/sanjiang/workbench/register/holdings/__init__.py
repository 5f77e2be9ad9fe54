"""What the register holds, one file a thing, as plain values; each names the statements that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.utils import timezone

from sanjiang.workbench.register.clocks import NOW, Clocks
from sanjiang.workbench.register.holdings.agreements import agreement_rows
from sanjiang.workbench.register.holdings.alliances import alliance_rows, brand_rows
from sanjiang.workbench.register.holdings.indicators import indicator_rows
from sanjiang.workbench.register.holdings.parks import park_rows
from sanjiang.workbench.register.holdings.plans import plan_rows
from sanjiang.workbench.register.holdings.policies import policy_rows
from sanjiang.workbench.register.holdings.project_rows import project_rows
from sanjiang.workbench.register.listing import adcodes_within, known_word
from sanjiang.workbench.register.rows import Row

HOLDINGS: Mapping[str, Callable[[Clocks, str | None, date], Iterator[Row]]] = {
    "project": project_rows,
    "agreement": agreement_rows,
    "alliance": alliance_rows,
    "policy": policy_rows,
    "park": park_rows,
    "brand": brand_rows,
    "plan": plan_rows,
    "indicator": indicator_rows,
}
"""What can be asked for."""


def holdings(thing: str, clocks: Clocks = NOW, region: str | None = None) -> list[Row]:
    """Return what the register holds of one thing.

    Parameters
    ----------
    thing : str
        One of `HOLDINGS`.
    clocks : Clocks
        What is in force or late is so on the day `as_of`, else on that of `known`, else today.
    region : str, optional
        A name or a code; what lies in it counts.

    Raises
    ------
    RegisterError, LibraryError
        If there is no such thing or region.
    """
    known_word(thing, tuple(HOLDINGS), "register holdings")
    day = clocks.as_of or (timezone.localtime(clocks.known) if clocks.known else timezone.localtime()).date()
    return list(HOLDINGS[thing](clocks, adcodes_within(region), day))
