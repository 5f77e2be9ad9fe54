"""What a name of an organisation or a place is made of: region, own words, legal form, branch, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from sanjiang.library.regions import load_regions

_FORM = re.compile(r"(?:专业合作社|合作社|总公司|公司|股份|有限|责任|集团|控股)+$")
_FORMS = ("集团股份有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "专业合作社", "有限公司")
_BRANCHES = "分公司|子公司|办事处|代表处|分厂|研究院|事业部"
_BRANCH = re.compile(rf"(.+(?:公司|合作社))(.{{2,}})$|(.+集团)(.*(?:{_BRANCHES}))$")
_FORM_IN_BRACKETS = re.compile(r"\((?:集团|股份|控股)\)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_NUMBERS = re.compile(r"\d+|[零〇一二三四五六七八九十百]+")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_OF_BRANCH = re.compile(rf"(?:{_BRANCHES})$")
_BODY = re.compile(r"[局厅委会院校署处社团部站]$|大学$|中心$|政府$")
_COUNTRY = ("中国", "中华", "全国")
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart.

    Parameters
    ----------
    whole : str
        All of it but the legal form; what stands in brackets, without them.
    words : str
        Its own words: without the regions before it and the legal form.
    core : str
        Its words without a region amid.
    region : frozenset of str
        Codes of the regions that may stand before it; the narrowest where several do.
    inner : frozenset of str
        Codes of regions in brackets or amid: 通威太阳能（合肥）.
    form, branch : str
    numbers : tuple of str
    """

    whole: str
    words: str
    core: str
    region: frozenset[str]
    inner: frozenset[str]
    form: str
    branch: str
    numbers: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Whether it has a whole legal form; 永祥股份 and 德胜集团 have none."""
        return self.form.endswith(("公司", "合作社"))

    @property
    def short(self) -> bool:
        """Whether it may be short for a longer name: no whole legal form, no branch, no office."""
        return not self.full and not self.branch and not _BODY.search(self.core)


def parts_of(text: str, code: str = "") -> Parts:
    """Return what a name is made of.

    Parameters
    ----------
    text : str
        As `spelled_alike` gives it.
    code : str
        An adcode that is given with it.
    """
    text, branch = _off_branch(text)
    text = _FORM_IN_BRACKETS.sub("", text)
    whole, _ = _off_form(text.replace("(", "").replace(")", ""))
    text, inner = _out_of_brackets(text)
    text, form = _off_form(text)
    words, region = off_regions(text)
    core, amid = _off_amid(words)
    return Parts(
        whole=whole,
        words=words,
        core=core,
        region=region or frozenset([code] if code else ()),
        inner=inner | amid,
        form=form,
        branch=branch,
        numbers=numbers_in(core + branch),
    )


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers in a text, 一 as 1."""
    return tuple(found.translate(_DIGITS) for found in _NUMBERS.findall(text))


def other_branch(one: str, other: str) -> bool:
    """Tell whether two branches are not one: 乐山分公司 and 眉山分公司, but not 乐山份公司."""
    if one == other:
        return False
    if not one or not other or OSA.distance(one, other, score_cutoff=1) > 1:
        return True
    regions = off_regions(one)[1], off_regions(other)[1]
    return bool(regions[0] and regions[1] and not regions[0] & regions[1])


def nested(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether some region of one set is, or lies in, one of the other."""
    stems = [[code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code for code in codes]
             for codes in (one, other)]  # fmt: skip
    return any(a.startswith(b) or b.startswith(a) for a in stems[0] for b in stems[1])


def _out_of_brackets(text: str) -> tuple[str, frozenset[str]]:
    inner: frozenset[str] = frozenset()
    for found in _BRACKETS.findall(text):
        if codes := region_names().get(found):
            inner |= codes
            text = text.replace(f"({found})", "", 1)
    return text.replace("(", "").replace(")", ""), inner


def _off_branch(text: str) -> tuple[str, str]:
    """Return a name without its branch, and that; the legal form between them may have one slip in it."""
    found = _BRANCH.match(text)
    if found:
        name, branch = found[1] or found[3], found[2] or found[4]
        return (text, "") if _FORM.fullmatch(branch) else (name, branch)
    if _OF_BRANCH.search(text):
        for cut in range(len(text) - SHORTEST, len(_FORMS[-1]), -1):
            if _slipped_form(text[:cut]):
                return text[:cut], text[cut:]
    return text, ""


def _slipped_form(text: str, right: int = 0) -> tuple[int, str] | None:
    """Return how long a legal form with one slip in it is at the end of a text, and what it should be.

    It is longer than the form that is `right` as it stands. One that lacks its first character is taken for no more
    than that: 材料份有限公司.
    """
    for full in _FORMS:
        if len(full) <= right:
            break
        sizes = (len(full), len(full) - 1, len(full) + 1)
        for size in sizes if not text.endswith(full[1:]) else sizes[1:2]:
            if len(text) - size >= SHORTEST and OSA.distance(text[-size:], full, score_cutoff=1) == 1:
                return size, full
    return None


def _off_form(text: str) -> tuple[str, str]:
    """Return a name without its legal form, and that as it should be written: a form with one slip in it is one too."""
    kept = _FORM.sub("", text)
    form = text[len(kept) :]
    if slipped := _slipped_form(text, len(form)):
        size, full = slipped
        kept = _FORM.sub("", text[:-size])
        return kept, text[len(kept) : -size] + full
    return (kept, form) if len(kept) >= SHORTEST else (text, "")


def off_regions(text: str) -> tuple[str, frozenset[str]]:
    """Return a name without the regions before it, each within the one before, and the codes of the last."""
    region: frozenset[str] = frozenset()
    while True:
        found = next((text[:size] for size in range(12, 1, -1) if _leads(text, size)), None)
        if found is None:
            return text, region
        codes = region_names().get(found, frozenset())
        within = frozenset(code for code in codes if not region or nested(frozenset([code]), region))
        if codes and not within:
            return text, region
        text, region = text[len(found) :], within or region


def _leads(text: str, size: int) -> bool:
    return len(text) - size >= SHORTEST and (text[:size] in region_names() or text[:size] in _COUNTRY)


def _off_amid(core: str) -> tuple[str, frozenset[str]]:
    """Return a name without a region that stands after its first word, and that region."""
    for at in range(SHORTEST, len(core) - 1):
        for size in range(min(12, len(core) - at), 1, -1):
            if codes := region_names().get(core[at : at + size]):
                return core[:at] + core[at + size :], codes
    return core, frozenset()


@cache
def region_names() -> dict[str, frozenset[str]]:
    """Return the codes of the regions that bear each full or short name."""
    found: dict[str, set[str]] = {}
    for region in load_regions():
        for name in (*region.full_names, region.short):
            if len(name) >= SHORTEST:
                found.setdefault(name, set()).add(region.adcode)
    return {name: frozenset(codes) for name, codes in found.items()}
