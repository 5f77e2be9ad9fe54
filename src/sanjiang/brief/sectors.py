"""Industry, farming or tourism: which sector a statement belongs to, and under which heading its section lists it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sanjiang.brief.numbers import Text
from sanjiang.core.statement import Statement
from sanjiang.library.chains import Chain, Sector
from sanjiang.library.data_files import data_path


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(data_path("words/sectors.toml").read_text(encoding="utf-8"))


def sector_of(statement: Statement, chains: Sequence[Chain]) -> Sector:
    """Return a statement's sector: its process's, else by words in its names, else by words in its quotes."""
    for chain in chains:
        if any(p.id in statement.process_id for p in chain.processes):
            return chain.sector
    said = (statement.name, statement.product, statement.process, statement.organisation, *statement.parties)
    names = " ".join(filter(None, said))
    quotes = " ".join(e.quote for e in statement.evidence)
    return _by_words(names) or _by_words(quotes) or "industry"


def _by_words(text: str) -> Sector | None:
    sectors: tuple[Sector, ...] = ("tourism", "farming")  # 茶旅融合 is a matter of visitors
    return next((s for s in sectors if any(w in text for w in _data()[s]["words"])), None)


def group_of(statement: Mapping[str, Any], sector: Sector) -> Text | None:
    """Return the channels or routes that a statement tells of, by its words; None if it is grouped by its kind."""
    group = _data()["channels" if sector == "farming" else "routes"]
    text = _text(statement) if sector == "farming" else str(statement.get("name") or "")  # a quote may pass a road by
    if statement.get("kind") not in ("park", "indicator", "alliance") and any(w in text for w in group["words"]):
        return Text(group["name_zh"], group["name_en"])
    return None


def _text(statement: Mapping[str, Any]) -> str:
    quotes = [str(e.get("quote") or "") for e in statement.get("evidence") or ()]
    return " ".join([str(statement.get("name") or ""), *quotes])
