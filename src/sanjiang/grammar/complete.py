"""What the whole document tells of its projects: the event that it reports, and the one owner that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from sanjiang.core.statement import Place, Stage
from sanjiang.documents import Document
from sanjiang.grammar.draft import Draft
from sanjiang.mentions.names import core_name, same_organisation

EVENTS: Final[tuple[tuple[re.Pattern[str], Stage], ...]] = (
    (re.compile(r"(?:集中|集体)(?:竣工|投产)|(?:投产|竣工)仪式"), "operating"),
    (re.compile(r"(?:集中|集体)开工|开工(?:奠基|动工)?仪式|奠基仪式"), "under_construction"),
    (re.compile(r"(?:集中|集体)签约|(?<!意向协议)(?<!意向)签约仪式"), "signed"),
)
TITLES: Final[tuple[tuple[re.Pattern[str], Stage], ...]] = (
    (
        re.compile(
            r"(?<!即将)(?<!预计)(?<!年)(?<!月)(?:建成投产|投产|竣工|投运|投用|达产|下线|通车|开业|建成|投入使用|投入运营)(?!后|前|倒计时)"
        ),
        "operating",
    ),
    (re.compile(r"(?<!即将)(?<!拟)(?:开工|动工|奠基|破土|开建|启动建设)(?!前|率)"), "under_construction"),
    (re.compile(r"签约|签订|签署|签下|(?<!拟)落户|牵手|引进|花落"), "signed"),
)
"""What a title reports of the works that its text then tells of."""
AHEAD: Final = re.compile(
    "(?:将|拟|力争|确保|争取|力促|预计|计划|有望|可|明年|后年|定于|推迟)[^，,。；！!]{0,24}[，,]?[^，,。；！!]{0,4}$"
)
"""What stands before it where it has yet to come."""
FEW: Final = 1
"""A document of so many works at most is about all of them."""
NEAR: Final = 400
"""Characters of the beginning in which the works stand that a title is about."""
OPENS: Final = re.compile(r"[年日月]产|[\d一二三四两首全]|项目|工程|该|本|公司|新|扩")
"""What opens the name of a works that may be the one firm's of which the document tells."""
LEAD: Final = 300
"""Characters of the beginning in which a report names the event that it is about."""
REPORTING: Final = re.compile(
    r"(?P<firm>[\u4e00-\u9fffA-Za-z]{2,6}(?:股份|集团|公司|科技|能源|新材)?)[:：](?:公司|子公司)?(?:拟|与|将|签|投资|年产|控股|中标|增资)"
)
"""The title of a listed firm's announcement."""


def complete(document: Document, home: Place | None, drafts: list[Draft], organisations: Iterable[str]) -> None:
    """Give projects without a stage the stage of the event reported, and ownerless ones the document's one owner.

    Parameters
    ----------
    document : Document
    home : Place or None
        The region that it is about.
    drafts : list of Draft
        Its drafts; those of projects are completed.
    organisations : iterable of str
        The organisations that it names.
    """
    projects = [d for d in drafts if d.kind == "project"]
    body, more = [*islice(document.body(), 2), None, None][:2]
    headed = body is not None and more is not None and "。" not in document.text[body.start : body.end]
    title = document.text[body.start : body.end] if body and headed else document.title or ""
    lead = document.text[body.start : body.start + LEAD] if body else ""
    event = next((s for pattern, s in EVENTS if pattern.search(document.title or "") or pattern.search(lead)), None)
    reported = [s for pattern, s in TITLES if _happened(pattern, title)]
    near = (body.start if body else 0) + NEAR
    for draft in projects:
        stage = event or (reported[0] if len(reported) == 1 and draft.spans[0][0] < near else None)
        if stage:
            draft.fields.setdefault("stage", stage)
        if home and _is_around(draft, home):
            draft.fields["place"] = home
    _own(projects, title, set(organisations))


def _own(projects: list[Draft], title: str, organisations: set[str]) -> None:
    """Give ownerless projects the one owner that the document is about, those with names only where it says so."""
    owners = {d.fields["organisation"] for d in projects if "organisation" in d.fields}
    owner = _protagonist(title, owners, organisations)
    reporting = REPORTING.match(title) if owner is None and not owners else None
    if reporting:
        owner = reporting["firm"]
    if owner is None:
        return
    owned = sum("organisation" in d.fields for d in projects)
    titled = core_name(owner) in title
    alone = 2 * owned >= len(projects) or titled or not owners
    for draft in projects:
        name = str(draft.fields.get("name", "项目"))
        bare = reporting is not None or OPENS.match(name) is not None
        named = titled and (len(projects) <= FEW or core_name(owner) in name)
        if named or (bare and (alone or "phase" in draft.fields)):
            draft.fields.setdefault("organisation", owner)


def _happened(pattern: re.Pattern[str], title: str) -> bool:
    """Tell whether a title reports something as done or begun, rather than hoped for."""
    return any(not AHEAD.search(title, 0, match.start()) for match in pattern.finditer(title))


def _is_around(draft: Draft, home: Place) -> bool:
    """Tell whether a project's place only stands in its name or owner's, and lies around the document's region."""
    place = draft.fields.get("place")
    if not isinstance(place, Place) or not place.adcode or not home.adcode or place.adcode == home.adcode:
        return False
    named = any(place.name in str(draft.fields.get(f, "")) for f in ("name", "organisation"))
    return named and home.adcode.startswith(place.adcode.rstrip("0"))


def _protagonist(title: str, owners: set[str], organisations: set[str]) -> str | None:
    """Return the one owner that a document is about: its projects' only one, or the only firm that it names."""
    if len(owners) > 1:
        return None
    firms = owners or {o for o in organisations if o.endswith(("公司", "集团", "股份", "厂"))}
    longest = max(firms, key=len, default=None)
    if longest is None or not all(same_organisation(firm, longest) for firm in firms):
        return None
    return longest if owners or core_name(longest) in title or len(organisations) <= 2 else None
