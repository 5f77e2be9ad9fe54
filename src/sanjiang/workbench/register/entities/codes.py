"""Codes decide at once which names are one: an organisation's uscc, a region's adcode, a product's id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from django.utils import timezone
from stdnum.cn import uscc

from sanjiang.core.errors import LibraryError
from sanjiang.library.regions import Region, load_regions
from sanjiang.workbench.register.models import Joining, Name

RULES = {"organisation": "rule:uscc", "place": "rule:adcode", "product": "rule:product"}
"""Who is said to have joined names of one code."""


@cache
def deciding_code(kind: str, text: str, code: str) -> str:
    """Return the code by which a name is one with others, empty where none decides.

    A uscc counts if its check digit is right. A place's adcode counts where the text is a writing of that region: a
    park bears the code of the region it lies in and is not that region. Without a code, a text that writes one region
    only has that region's. A product's id is the library's.
    """
    if kind == "organisation":
        return str(uscc.compact(code)) if code and uscc.is_valid(code) else ""
    if kind == "place":
        return _adcode(text.strip(), code)
    return code if kind == "product" else ""


def _adcode(text: str, code: str) -> str:
    regions = load_regions()
    try:
        if code:
            region = regions.by_code(code)
            return code if writes(text, region) else ""
        return regions.find(text).adcode if not text.isascii() else ""
    except LibraryError:
        ends = {r for at in range(2, len(text) - 1) for r in regions.named(text[at:]) if writes(text, r)}
        return ends.pop().adcode if not code and len(ends) == 1 else ""


def writes(text: str, region: Region) -> bool:
    """Tell whether a text is a writing of a region: 乐山, 乐山市, 四川省乐山市, 四川乐山."""
    for parent in reversed(load_regions().parents(region)):
        before = next((n for n in (*parent.full_names, parent.short) if text.startswith(n) and text != n), "")
        if not any(text == own for own in (*region.full_names, region.short)):
            text = text.removeprefix(before)
    return text in (*region.full_names, region.short)


def join_by_codes(names: Sequence[Name]) -> None:
    """Join each of these new names with the first of its code, within the caller's transaction."""
    coded = [name for name in names if name.decides]
    first: dict[tuple[str, str], Name] = {}
    for name in _bearing({name.decides for name in coded}):
        first.setdefault((name.kind, name.decides), name)
    now = timezone.now()
    joinings = []
    for name in sorted(coded, key=lambda n: n.id):
        other = first[(name.kind, name.decides)]
        if other.id == name.id:
            continue
        name.entity_id = other.entity_id or other.id
        reason = f"同一代码 one code: {name.decides}"
        joinings.append(
            Joining(left=other, right=name, ordinal=1, decision="join", reason=reason, at=now, by=RULES[name.kind])
        )
    Joining.objects.bulk_create(joinings, batch_size=500)
    Name.objects.bulk_update([joining.right for joining in joinings], ["entity"], batch_size=500)


def _bearing(codes: Iterable[str]) -> list[Name]:
    ordered = sorted(codes)
    found: list[Name] = []
    for start in range(0, len(ordered), 500):
        found += Name.objects.filter(decides__in=ordered[start : start + 500])
    return sorted(found, key=lambda name: name.id)
