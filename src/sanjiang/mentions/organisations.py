"""Organisations by the endings of their names: companies, groups, institutes, associations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sanjiang.core.tuples import new
from sanjiang.mentions.mention import Mention

ENDING: Final = re.compile(
    r"(?:有限责任公司|股份有限公司|集团有限公司|有限公司|集团公司|分公司|子公司|公司|集团(?![^，,。；、与和及在将拟投收旗下的是为由向对签组等\s]{2,10}公司)|研究所|研究院|设计院|勘测设计研究院|大学|学院|合作社|股份)"
    r"(?![\u4e00-\u9fff]{0,2}(?:内|的人)|[（(][^（()）]{1,8}[）)][\u4e00-\u9fff]{0,16}公司)"
)
BREAK: Final = re.compile(
    r".*(?:\d+强|[，,。；;：:、！？!?“”\"《》\s\d①-⑩—]|位于|参与|旗下|下属|所属|活动|(?:缓解|助力|推动|支持|促进|确保|力争|力促|重点抓好|抓好)|根据|按照|依据|(?:承建|投资|建设|施工|运营|业主|合作)(?:方|单位)|开发商|(?:参股|控股)(?!集团|有限|股份|公司|$)|引进|签约|来自|分别|其中|包括|以及|(?:联合(?=[\u4e00-\u9fff]{4})|(?<![\u4e00-\u9fff])联合)|携手|成功|依托"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|迎来|引入|引资|签下|获悉|入驻|落户|走进|来到|拟由|报道|消息|同意|决定|(?:全资|控股)?子公司(?=[\u4e00-\u9fff]{3})"
    r"|通过|围绕|了解|拜访|考察|走访|作为|收购|增资|入股|并购|联手|牵手|合资|成立|成为|组建|共建|会见|国内|知名|龙头|企业(?!$|管理|咨询|服务|发展|运营|投资)"
    r"|(?<=[\u4e00-\u9fff]{2})(?:[与和由同及赴对向从至在是将被把给的了到让据]|(?<!华)为))",
    re.DOTALL,
)
LEADING: Final = re.compile(
    r"^(?:[该我][省市县区州镇乡]|[年月日](?=[与和由在对将])|这是|那是|原为|系|[与和由同及赴对向从在为是将被把给的了到让据并](?=[\u4e00-\u9fff]{2}))"
)
LONGEST: Final = 30
GENERIC: Final = frozenset(
    {
        "两家",
        "一家",
        "多家",
        "国有",
        "民营",
        "外资",
        "这家",
        "大型",
        "上市",
        "旗下",
        "下属",
        "有限",
        "股份",
        "责任",
        "集团",
        "全资",
        "该",
        "本",
        "这些",
        "各",
        "某",
        "母",
        "合资",
        "项目",
    }
)
"""What stands before an ending without naming anybody."""
NAMELESS: Final = re.compile("(?:[以由]?该|公司|其|该公司|旗下|下属|集团)(?:全资|控股|参股|下属|旗下)?")
"""Or names only a kind of firm ("公司全资|子公司")."""


class OrganisationFinder:
    """Finds names that end like an organisation's ("德胜集团", "某某研究所"); part of the `Finder` family."""

    def find(self, text: str) -> Iterator[Mention[str]]:
        """Yield names left to right; a name begins after the nearest mark or function word before its ending."""
        last = 0
        for match in ENDING.finditer(text):
            floor = max(last, match.start() - LONGEST)
            before = text[floor : match.start()]
            cut = BREAK.match(before)
            start = floor + (cut.end() if cut else 0)
            if before.endswith((")", "）")) and cut and cut.end() < len(before):
                start = min(start, floor + before.rfind("（" if "（" in before else "("))
            while leading := LEADING.match(text[start : match.start()]):
                start += leading.end()
            stem = text[start : match.start()]
            if (
                len(stem) < 2
                or stem in GENERIC
                or NAMELESS.fullmatch(stem)
                or stem.endswith(("大型", "民营", "国有", "上市", "跨国", "骨干", "首家"))
            ):
                continue
            last = match.end()
            yield new(Mention, (start, match.end(), text[start : match.end()]))
