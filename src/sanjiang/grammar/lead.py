"""What stands before a works in its piece: its owner and its places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.grammar.encode import LETTERS, Encoded, expand
from sanjiang.grammar.entry import INDEFINITE, Entry

Lead = tuple[int, int]
"""The letters of the piece before the works."""

BUILT_BY: Final = re.compile(
    expand(r"由(?P<owner><org>)(?:[\u4e00-\u9fff]{0,8}<money>)?[\u4e00-\u9fff]{0,8}的<place>*$")
)
PAID: Final = re.compile(
    expand(
        r"(?:投资|投入|出资|拟投|斥资|耗资|总额|引资)(?:额|概算)?(?:约|近|超过|超|达到|达|为|是|逾|共|：|:)*(?P<money><money>)"
        r"(?:以上|左右)?(?:[^，,。；、<money>]{0,24}的|(?:在<place>[^，,。；<money>]{0,10}?)?(?:投资|开工|动工|规划)?(?:建设|新建|兴建|修建|改建|打造|实施|扩建)的?)"
        r"[^，,。；、的<money>]{0,8}$"
    )
)
"""Money told right before a works, in the same piece ("投资3亿元建设的…", "总投资2亿元的…")."""
ABLE: Final = re.compile(
    expand(
        r"(?:产能|产量|能力|规模|装机(?:容量)?|(?:年|日|月)(?:产|处理|加工|屠宰|出栏)[^，,。；、<money>]{0,8}|(?<=[、，,])|^)"
        r"(?:约|近|超过|超|达到|达|为|是|逾|：|:)*(?:(?P<capacity><capacity>)|(?<=[产力模量机装理工宰栏达到为约])(?P<count><count>))的<place>*$"
    )
)
"""Capacity told right before a works ("年产能10万辆的")."""
ATTRIBUTES: Final = re.compile(
    expand(
        r"(?:^|(?<=[，,；;：:。]))(?:<date>[，,]?)?(?:其中[，,]?)?(?:计划|预计|概算|协议|静态)*"
        r"(?:(?:总投资|投资总额|投资额|投资|引资)(?:约|近|超过|超|达到|达|为|逾|：|:)*(?P<money><money>)元?(?:以上)?"
        r"|(?:总|设计)*(?:占地|用地|规划|建筑|全长|总长|日处理|年产|日产|装机)[^，,、。；;的]{1,14})"
        r"(?:[、，,](?:(?!项目|工程)[^，,、。；;的]){1,20}){0,4}?的"
    )
)
"""What opens a clause and tells of the works behind it: "投资3亿元、日处理污水5万吨的|某某污水处理厂"."""
REACH: Final = 80
"""So many letters before a works its attributes stand."""
MEASURE: Final = re.compile(expand("[<money><capacity><count><area><phase>]"))
OWNER_AT: Final = re.compile(
    expand(r"(?:^|[，,：:]|<date>)(?P<owner><org>|[\u4e00-\u9fffA-Za-z]{2,8}?)(?:将|拟|计划|正)?在(?P<place><place>)")
)
OWNER_ACTS: Final = re.compile(
    expand(
        r"^(?:<date>[ ，,]?)?由?(?P<owner><place>?[\u4e00-\u9fffA-Za-z<product>]{3,8}?)"
        r"(?:将|拟|计划|正|正在|宣布|决定|又|再|已|还|也|并|先后)*"
        r"(?:启动|新上|上马|投资|投入|斥资|新建|扩建|建设|建成|投建|开建|兴建|引进)"
    )
)
"""A firm's short name that opens the piece with what it does ("一汽大众|启动")."""
NO_OWNER: Final = re.compile(
    r"[的了在是把被等和与及、个]|^于|半年|季度|^(?:年度|本年|计划|项目|工程|公司|企业|集团|该|本|全|我|双方|记者|政府|未来|预计|力争|其|此|目前|今年|投资|总|大力|加快|积极|重点|规划|继续|同时|将|为|以|再|共|已|先后|陆续|累计)|政府|领域|板块|行业|部门|方面|项目|工程|产业|市[区县委]|园区|开发区|高新区|管委会|期间|主要|全部|计划|集中|正式|顺利"
)
PHASE: Final = re.compile(
    expand(r"(?P<phase><phase>)(?:项目|工程)?(?:主要)?(?:建设)?(?:内容|规模)?[为是：:]?(?:新建|建设)?$")
)
BUILDS: Final = re.compile("(?:负责)?(?:承建|承担|施工|设计|监理|总承包)")
"""What makes of an organisation a contractor, no owner."""
HELPERS: Final = ("援建", "对口", "支援", "企业", "客商")
AIM: Final = re.compile(r"将是|堪称|打造|建立|建设|培育|形成|成为|创建|规划|推进|加快|实施|引进|包括|强化")
"""Words before a name that make it an aim rather than a thing that stands somewhere."""
VAGUE: Final = re.compile(f"{AIM.pattern}|{INDEFINITE.pattern}")
"""Or that speak of any such thing ("两个…基地")."""


def spread(encoded: Encoded, work: Entry, lead: Lead) -> list[Place] | list[None]:
    """Return the places that a works stands at each of ("在甲、乙、丙三地分别建设…"), or one None."""
    places = places_in(encoded, lead)
    apart = work.head == "facility" or "分别" in encoded.letters[slice(*lead)]
    return places[:20] if apart and len(places) > 1 else [None]


def places_in(encoded: Encoded, lead: Lead) -> list[Place]:
    """Return the places named before the works, those that only pay or help left out ("甲市援建的")."""
    places = [(i, encoded.mentions[i].value) for i in range(*lead) if i in encoded.mentions]
    return [v for i, v in places if isinstance(v, Place) and not encoded.letters.startswith(HELPERS, i + 1)]


def measured(letters: str, begin: int) -> bool:
    """Tell whether money, an amount or a phase stands where it may be that of a works behind."""
    return MEASURE.search(letters, max(0, begin - REACH), begin) is not None


def paid_in(encoded: Encoded, lead: Lead) -> Quantity | None:
    """Return the money that the words right before a works say was put into it."""
    match = PAID.search(encoded.letters, *lead)
    value = encoded.mentions[match.start("money")].value if match else None
    return value if isinstance(value, Quantity) else None


def attributes_in(encoded: Encoded, begin: int) -> tuple[Quantity | None, Quantity | None]:
    """Return the money and the capacity that the attributes right before a works give it."""
    for match in ATTRIBUTES.finditer(encoded.letters, max(0, begin - REACH), begin):
        if match.end() != begin:
            continue
        inside = [
            (encoded.letters[i], encoded.mentions[i].value) for i in range(*match.span()) if i in encoded.mentions
        ]
        amounts = [v for letter, v in inside if letter == LETTERS["capacity"] and isinstance(v, Quantity)]
        money = encoded.mentions[match.start("money")].value if match["money"] else None
        return money if isinstance(money, Quantity) else None, amounts[0] if len(amounts) == 1 else None
    return None, None


def able_in(encoded: Encoded, lead: Lead) -> Quantity | None:
    """Return the capacity that the words right before a works give it ("年产能10万辆的")."""
    match = ABLE.search(encoded.letters, *lead)
    group = "capacity" if match and match["capacity"] else "count"
    value = encoded.mentions[match.start(group)].value if match else None
    return value if isinstance(value, Quantity) else None


def phase_in(encoded: Encoded, lead: Lead) -> str | None:
    """Return the phase that the words right before a works say it is ("二期主要建设内容为")."""
    match = PHASE.search(encoded.letters, *lead)
    value = encoded.mentions[match.start("phase")].value if match else None
    return value if isinstance(value, str) else None


def owners_in(encoded: Encoded) -> Iterator[str]:
    """Yield the organisations of a sentence, contractors left out."""
    for i, mention in encoded.mentions.items():
        if encoded.letters[i] == LETTERS["org"] and not BUILDS.match(encoded.letters, i + 1):
            yield str(mention.value)


def owner_in(encoded: Encoded, lead: Lead) -> tuple[tuple[int, int] | None, Place | None]:
    """Return the owner and the place that the words before a works name ("通威在金堂的…", "由某集团投资建设的…")."""
    built_by = BUILT_BY.search(encoded.letters, *lead)
    if built_by:
        return built_by.span("owner"), None
    match = OWNER_AT.search(encoded.letters[lead[0] : lead[1]])
    if match is None:
        acts = OWNER_ACTS.match(encoded.letters[lead[0] : lead[1]])
        if acts and not NO_OWNER.search(acts["owner"]):
            return (lead[0] + acts.start("owner"), lead[0] + acts.end("owner")), None
        organisations = [
            i for i in range(*lead) if encoded.letters[i] == LETTERS["org"] and not BUILDS.match(encoded.letters, i + 1)
        ]
        return ((organisations[-1], organisations[-1] + 1) if organisations else None), None
    found = encoded.mentions[lead[0] + match.start("place")].value
    place = found if isinstance(found, Place) else None
    if NO_OWNER.search(match["owner"]):
        return None, place
    return (lead[0] + match.start("owner"), lead[0] + match.end("owner")), place
