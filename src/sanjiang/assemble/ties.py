"""The ties that documents already show between regions: agreements, alliances and visits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sanjiang.assemble.plants import bucket
from sanjiang.chain.targets import Maker
from sanjiang.cooperation.sharing import Tie
from sanjiang.core.statement import Statement
from sanjiang.library.regions import Region, Regions
from sanjiang.mentions.names import same_organisation

KINDS = ("agreement", "alliance")
"""Statements that tie; visits and talks are agreements, too."""


def find_ties(
    statements: Iterable[Statement],
    homes: Mapping[str, Region | None],
    makers: Sequence[Maker],
    among: tuple[Regions, Region],
) -> Mapping[str, tuple[Tie, ...]]:
    """Return the ties of a region with others, by the other's code.

    A party stands for the region that its name begins with (重庆武隆), or, where it is a company whose plants are known
    in one region only, for that one; any other company for the region that the document is about.

    Parameters
    ----------
    statements : iterable of Statement
    homes : mapping of str to Region or None
        The region that each document is about, by the document's name.
    makers : sequence of Maker
    among : (Regions, Region)
        All regions, and the one that asks; counties count for their prefecture or municipality.
    """
    regions, region = among
    found: dict[str, list[Tie]] = {}
    for statement in statements:
        if statement.kind in KINDS:
            touched = set(_touched(statement, makers, regions, region))
            home = homes.get(statement.document)
            if None in touched and home is not None:
                touched.add(bucket(regions, region, home))
            if region.adcode in touched:
                for code in sorted(c for c in touched if c is not None and c != region.adcode):
                    found.setdefault(code, []).append(_tie(statement))
    return {code: tuple(dict.fromkeys(ties)) for code, ties in found.items()}


def _touched(statement: Statement, makers: Sequence[Maker], regions: Regions, region: Region) -> Iterator[str | None]:
    """Yield the region of each party, None where it is not known, and that of the place."""
    for party in statement.parties:
        at = _place(party, regions, region)
        homes = {at} if at else {m.region for m in makers if same_organisation(party, m.company)}
        yield homes.pop() if len(homes) == 1 else None
    if statement.place is not None and statement.place.adcode is not None:
        code = bucket(regions, region, regions.by_code(statement.place.adcode))
        if code is not None:
            yield code


def _place(party: str, regions: Regions, region: Region) -> str | None:
    """Return the region that a name is, or begins with; a short name of a county only where it is the whole name."""
    for end in range(len(party), 1, -1):
        word = party[:end]
        named = regions.named(word)
        wide = [r for r in named if r.level != "county"]
        narrow = [r for r in named if r.level == "county" and (end == len(party) or r.name == word)]
        codes = {bucket(regions, region, r) for r in wide or narrow} - {None}
        if region.adcode in codes:
            return region.adcode
        if len(codes) == 1:
            return codes.pop()
    return None


def _tie(statement: Statement) -> Tie:
    return Tie(
        statement=statement.id,
        kind=statement.kind,
        name=statement.name or "",
        date=statement.date.as_written if statement.date else "",
        quote=statement.evidence[0].quote,
    )
