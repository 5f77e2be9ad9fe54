"""What the clauses of a paragraph may add to its project, as regular expressions over their letters."""

from __future__ import annotations

import re
from typing import Literal

from sanjiang.grammar.encode import expand

SHORT = r"<place>?[\u4e00-\u9fffA-Za-z—]{2,8}?"
FOLLOWS_FULL = r"成立|是|由|拟|计划|将|宣布|投资|总投资|专业|主要|从事|在<place>|于|先后|已|目前|现|[，,]"
FOLLOWS_SHORT = (
    r"(?:拟|计划|宣布|将)+(?:在<place>|投资|投入|总投资)"
    r"|是(?:国内|中国|全国|我国|一家|全球|世界|<place>[^，,。；]{0,6}(?:企业|公司))"
)
SUBJECT = re.compile(
    expand(
        rf"(?<![由与和同向])(?P<full><org>)(?={FOLLOWS_FULL})"
        rf"|(?:^|[，,。；;：:“”])(?:<date>[，,]?)?(?P<short>{SHORT})(?={FOLLOWS_SHORT})"
    )
)
BUILDER = re.compile(
    expand(r"由[\u4e00-\u9fff]{0,8}?(?P<builder><org>)(?:独家|共同)?(?:出资|投资|负责)?(?:建设|承建|投资)")
)
FOUNDERS = re.compile(expand(r"由(?P<one><org>)[与和](?:位于[^，,。；]{1,10}的)?(?P<two><org>)(?:共同|合资)"))
MONEY = re.compile(
    expand(
        r"(?P<front>(?:计划|预计|概算|工程|项目)*(?:总投资|投资总额|投资额|投资概算|投资|投入|出资)(?:额|概算)?)"
        r"(?:分别|各|约|近|超过|超|达到|达|为|是|逾|共|：|:)*(?P<money><money>(?:[、和]<money>)*)(?P<relative>的)?"
    )
)
TOGETHER = re.compile(
    expand(r"(?:<count>[^，,。；]{0,14}项目|这些项目|全部项目|项目<count>)[^，,。；]{0,8}[，,]?(?:合计|共计|协议)?$")
)
CAPACITY = re.compile(
    expand(
        r"(?:(?=[由从年月日装形新产提扩增<capacity>])|(?<=[、和]))"  # most letters open none: see `glance`
        r"(?:(?P<past>[由从](?:原来)?(?:的)?(?:年产)?[^，,。；、<capacity><count>]{0,6}?(?:<capacity>|<count>)(?=增|提|扩|上升|改))|(?:"
        r"(?P<rate>年|日|月)(?:产|生产|处理|加工|屠宰|出栏|宰杀|新增|出货)(?P<before>(?!能|值|量)[^，,。；、\d<count><capacity>]{1,14}?)(?P<listed><capacity>|<count>)"
        r"|(?:装机(?:容量|规模)?(?:均为|为|达)?|形成(?:年产)?|新增(?:年产)?|产能(?:可达|为|达)?|(?:提升|提高|扩大|增加|扩|增)(?:为|到|至)(?:年产)?)"
        r"(?P<told><capacity>|<count>)(?:余)?(?P<after>[\u4e00-\u9fffA-Za-z<product>]{2,16}?(?=(?:的)?(?:生产)?(?:能力|产能|规模)))?"
        r"|(?<=[、和])(?P<also>[\u4e00-\u9fffA-Za-z<product>]{2,10})(?P<next><capacity>)"
        r"|(?P<yearly><capacity>)(?:余)?(?P<thing>[\u4e00-\u9fffA-Za-z<product>]{2,16}?(?=[，,。；、]|(?:的)?(?:生产)?(?:能力|产能|规模)))))"
    )
)
PER = {"年": "a", "月": "month", "日": "d"}
PRODUCT = re.compile(
    expand(
        r"(?:主要生产|专业生产|专业从事|从事[\u4e00-\u9fff]{0,4}生产|生产)(?P<made>(?!能力|规模|物流|基地|总值|企业|线|经营|的|，|成本|要素)[^，,。；：]{2,20}?)(?=等|为主|的|[，,。；]|项目|$)"
        r"|(?:建设|扩大|扩建|新建|用于)<place>?(?:最大|首个)?(?P<built>[^，,。；的了：“”<place>]{2,14}?)(?=(?:研发|及|和)*(?:生产能力|产能|生产线|(?:生产|制造|物流)+基地|基地|项目))"
        r"|进行(?P<done>[^，,。；]{2,14}?)的(?:研发|生产|制造)"
    )
)
NO_OWNER = re.compile(
    r"^(?:年度|本年|计划|项目|工程|公司|企业|集团|该|本|全|我|双方|记者|政府|未来|预计|力争|其|此|目前|今年|投资|总)|[的了在]|领域|板块|行业|部门"
)

NUMERAL = re.compile(r"[\d０-９〇零一二两三四五六七八九十百千]")
"""What "亿元以上" lacks: it is a class of projects, not a sum."""

OWNERS = re.compile(
    expand(
        rf"(?:^|[，,；。])(?P<owners>{SHORT}(?:、{SHORT})*(?:[、和]{SHORT}))(?:(?:[两二三四五六七八九十]家|<count>)(?:企业|公司))?"
        r"(?:在(?P<place><place>))?分别(?:计划|拟)?投资(?P<moneys><money>(?:[、和]<money>)+)"
    )
)
Kind = Literal["owners", "project", "subject", "builder", "founders", "money", "capacity", "product"]
TOLD: tuple[tuple[Kind, re.Pattern[str], str], ...] = (
    ("owners", OWNERS, ""),
    ("subject", SUBJECT, ""),
    ("builder", BUILDER, "builder"),
    ("founders", FOUNDERS, "one"),
    ("money", MONEY, "money"),
    ("capacity", CAPACITY, ""),
    ("product", PRODUCT, ""),
)
"""What clauses add, and the group where each begins."""
