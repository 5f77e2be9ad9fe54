"""Which regions the members of an alliance are, and that none stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sanjiang.core.errors import LibraryError, SanjiangError
from sanjiang.library.regions import Region, Regions


def region_named(name: str, regions: Regions) -> Region | None:
    """Return the region that a member's name means (乐山, 重庆武隆); None for anybody else, and where several may be.

    Examples
    --------
    >>> from sanjiang.library.regions import load_regions
    >>> region_named("重庆武隆", load_regions()).name, region_named("某公司", load_regions())
    ('武隆区', None)
    """
    if regions.named(name):
        try:
            return regions.find(name)
        except LibraryError:
            return None
    inside = (
        [inner for inner in regions.named(name[cut:]) if any(regions.contains(o, inner) for o in outer)]
        for cut in range(2, len(name) - 1)
        if (outer := regions.named(name[:cut]))
    )
    found = next(filter(None, inside), [])
    return found[0] if len(found) == 1 else None


def read_regions(names: Iterable[str], regions: Regions, where: str) -> list[Region]:
    """Return the regions that a user lists.

    Raises
    ------
    LibraryError
        If one is unknown.
    SanjiangError
        If one stands twice, under whatever names.
    """
    found: list[Region] = []
    for name in filter(None, map(str.strip, names)):
        region = region_named(name, regions) or regions.find(name)
        if region in found:
            raise SanjiangError(
                f"成员写了两次 a member twice: {name} ({region.name} {region.adcode})", where, "只写一次 name it once"
            )
        found.append(region)
    return found


def twice(names: Sequence[str], regions: Regions) -> list[str]:
    """Return the names that are a member again, as written or as the same region."""
    seen: set[str] = set()
    again = []
    for name in names:
        region = region_named(name, regions)
        key = region.adcode if region else name
        if key in seen:
            again.append(name)
        seen.add(key)
    return again
