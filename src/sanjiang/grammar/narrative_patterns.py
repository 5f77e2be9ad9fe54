"""What the clauses of a paragraph may add to its project, as regular expressions over their letters."""

from __future__ import annotations

import re
from typing import Final, Literal

from sanjiang.grammar.encode import expand
from sanjiang.grammar.heads import head_classes
from sanjiang.grammar.openings import glance

SHORT: Final = r"<place>?[\u4e00-\u9fffA-Za-z—]{2,8}?"
FOLLOWS_FULL: Final = (
    r"未来|今年|明年|近日|日前|此次|本次|拥有|成立|是|由|拟|计划|将|宣布|投资|总投资|专业|主要|从事|在<place>"
    r"|于|先后|已|目前|现|[，,]"
)
FOLLOWS_SHORT: Final = (
    r"(?:拟|计划|宣布|将)+(?:在<place>|投资|投入|总投资)"
    r"|是(?:国内|中国|全国|我国|一家|全球|世界|<place>[^，,。；]{0,6}(?:企业|公司))"
)
SUBJECT: Final = re.compile(expand(rf"(?P<firm><org>)(?<![由与和同向]<org>)(?={FOLLOWS_FULL})"))
SHORT_SUBJECT: Final = re.compile(
    expand(rf"(?:^|[，,。；;：:“”])(?:<date>[，,]?)?(?P<firm>{SHORT})(?={FOLLOWS_SHORT})")
)
BUILDER: Final = re.compile(
    expand(
        r"(?:由|项目是)[\u4e00-\u9fff]{0,8}?(?P<builder><org>)(?:[、和与及]<org>)*(?:[\u4e00-\u9fffA-Z]{0,6}模式)?(?:独家|共同)?(?:出资|投资|负责|筹划|组织|规划)?(?:建设|投资|兴建|实施|控股|开发|打造|筹建|投建)"
    )
)
FOUNDERS: Final = re.compile(expand(r"由(?P<one><org>)[与和](?:位于[^，,。；]{1,10}的)?(?P<two><org>)(?:共同|合资)"))
MONEY: Final = re.compile(
    glance(
        expand(
            r"(?P<front>(?<!已)(?<!累计)(?<!已完成)(?<!计完成)(?<!年完成)(?<!，完成)(?<!,完成)(?<!环保)(?<!平均)(?<!年度)(?<!到位)(?<!实际)(?:计划|预计|概算|工程|项目)*(?:总投资|投资总额|投资额|投资概算|投资|投入|出资|拟投|斥资|耗资)(?:额|概算)?)"
            r"(?:分别|各|约|近|超过|超|达到|达|为|是|逾|共|预计|预估|计划|大约|合计|不低于|不少于|高达|人民币|：|:)*(?P<money><money>(?:[、和]<money>)*)(?P<relative>的)?"
        )
    )
)
TOGETHER: Final = re.compile(
    expand(r"(?:<count>[^，,。；]{0,14}项目|这些项目|全部项目|项目<count>)[^，,。；：:]{0,8}[，,]?(?:合计|共计|协议)?$")
)
CAPACITY: Final = re.compile(
    expand(
        r"(?:(?=[由从年月日装形新产提扩增<capacity>])|(?<=[、和，,；;]))"  # most letters open none: see `glance`
        r"(?:(?P<past>[由从](?:原来)?(?:的)?(?:年产)?[^，,。；、<capacity><count>]{0,6}?(?:<capacity>|<count>)(?=增|提|扩|上升|改))|(?:"
        r"(?P<rate>年|日|月)(?:产|生产|处理|加工|屠宰|出栏|宰杀|新增|出货)(?P<before>(?!能|值|量)[^，,。；、\d<count><capacity>]{1,14}?)(?P<listed><capacity>|<count>)"
        r"|(?:装机(?:容量|规模)?(?:均为|为|达)?|形成(?:年产)?|新增(?:年产)?|产能(?:可达|为|达)?|(?:提升|提高|扩大|增加|扩|增)(?:为|到|至)(?:年产)?)"
        r"(?P<told><capacity>|<count>)(?:余)?(?P<after>[\u4e00-\u9fffA-Za-z<product>]{2,16}?(?=(?:的)?(?:生产)?(?:能力|产能|规模)))?"
        r"|(?<=[、和])(?P<also>[\u4e00-\u9fffA-Za-z<product>]{2,10})(?P<next><capacity>|<count>|<area>)"
        r"|(?<=[，,；;])(?:项目|工程|电站|码头|基地|工厂|园区|全部)?(?:总|设计)*(?P<plain><capacity>)(?=[，,。；;]|$)"
        r"|(?P<yearly><capacity>)(?:余)?(?P<thing>[\u4e00-\u9fffA-Za-z<product>]{2,16}?(?=[，,。；、]|(?:的)?(?:生产)?(?:能力|产能|规模)))))"
    )
)
YEARLY: Final = re.compile(r"[年日月](?:产|加工|处理|出栏|屠宰|生产)[^，,。；]*$")
"""Before a list of amounts: each is what the works makes."""
PER: Final = {"年": "a", "月": "month", "日": "d"}
PRODUCT: Final = re.compile(
    glance(
        expand(
            r"(?:主要生产|专业生产|专业从事|从事[\u4e00-\u9fff]{0,4}生产|(?<!试)生产)(?P<made>(?!能力|工作|任务|活动|一线|车间|设备|秩序|过程|环节|条件|所需|资料|要素|技术|工艺|厂房|用|规模|物流|基地|总值|企业|线|经营|的|，|成本|要素|项目|运营|、)(?:(?!项目|建成|将|主要)[^，,。；：]){2,20}?)(?=等|为主|的|[，,。；]|项目|$)"
            r"|(?:建设|扩大|扩建|新建|用于)<place>?(?:最大|首个)?(?P<built>(?!内容|规模|包括|周期|工期|用地|单位)[^，,。；的了：“”<place><count><capacity><money><area>]{2,14}?)(?=(?:研发|及|和)*(?:生产能力|产能|生产线|(?:生产|制造|物流)+基地|基地|项目))"
            r"|(?:进行|从事)(?P<done>[^，,。；]{2,14}?)(?:等(?:系列)?(?:产品)?)?的(?:研发|生产|制造)"
        )
    )
)
NO_OWNER: Final = re.compile(
    r"^(?:年度|本年|计划|项目|工程|公司|企业|集团|该|本|全|我|双方|记者|政府|未来|预计|力争|其|此|目前|今年|投资|总)|[的了在]|领域|板块|行业|部门"
)

NUMERAL: Final = re.compile(r"[\d０-９〇零一二两三四五六七八九十百千]")
"""What "亿元以上" lacks: it is a class of projects, not a sum."""

OWNERS: Final = re.compile(
    expand(
        rf"(?:^|[，,；。])(?P<owners>{SHORT}(?:、{SHORT})*(?:[、和]{SHORT}))(?:(?:[两二三四五六七八九十]家|<count>)(?:企业|公司))?"
        r"(?:在(?P<place><place>))?分别(?:计划|拟)?投资(?P<moneys><money>(?:[、和]<money>)+)"
    )
)
NAMED: Final = re.compile(
    expand(
        r"(?:^|[，,。；;：:）)]|[、\s](?=<place>))(?:新上的|新建的|在建的|其中)?(?P<named>(?:<place>|[\u4e00-\u9fffA-Za-z·—“”]){1,3}?"
        r"(?:(?!投资|总投|计划|预计|概算|占地)[\u4e00-\u9fffA-Za-z0-9·—“”<place><product>]){2,20}?)(?:项目)?[：:]?(?:计划|预计|概算|协议|规划|静态)*(?:总投资|投资总额|投资)(?:额|概算)?"
        r"(?:约|近|超过|超|达到|达|为|是|逾|共|：|:)*(?P<money><money>)(?=[，,。；;、（(]|$)"
    )
)
"""A works by a name without a head word, with its money: "某某水城投资3亿元，"."""
DOES: Final = re.compile(r"[，,](?:主要|计划)?(?:建|新建|在|将|引进|用于|收购|扩|年产|对|实施|拟|以)")
"""After a sum: what its owner does with it, so that the name before is the owner's."""
PLACE_LIKE: Final = re.compile(r"[村园城港谷湖镇馆寺岛街里水江河山区]$")
NO_NAME: Final = re.compile(
    r"[的了将把是在对从到被也都还又而于其之这该本为以及和与我各全]|项目|企业|公司|集团|累计|固定资产|分别|合计|完成|实现|已|去年|今年|年度|计划|工业|产业|民间|社会|政府|财政|有限|其中|另外|平均|领域|方面|签约|协议|行业|板块|部门|基础设施|总投资|首[条座台期批个]|主体|生产线"
)
_TELLING: Final = (
    "投资|总投|投入|产能|年产|日产|处理|占地|规模|面积|装机|建设|建成|投产|完工|开工|动工|竣工|投用|达产|运营|实施|启动|在"
    "|<date>|<capacity>|<money>|<area>"
)
PHASED: Final = re.compile(
    glance(
        expand(
            r"(?:(?<=[，,。；;：:、 的])|(?<=其中)|(?<=项目)|(?<=工程)|(?<=基地)|(?<=园区)|^)"
            r"(?P<phase><phase>(?:[、和及]<phase>)*)"
            rf"(?:工程|项目)?(?=[\u4e00-\u9fff]{{0,6}}(?:{_TELLING})|[，,](?:计划|总|将|拟)?(?:投资|占地|年产))"
        )
    )
)
"""A phase of the project at hand, told by what it costs, makes or how far it is ("一期投资3亿元,今年7月动工")."""
OPENED: Final = re.compile(
    expand(
        r"(?:^|[，,。；;：:]|<date>[，, ]?)"
        r"(?P<named>(?:<place>{1,3}(?:(?![的了将已在与和从对是<org>])[\u4e00-\u9fffA-Za-z“”]){0,16}?|(?:(?![的了将已在与和从对是<org>])[\u4e00-\u9fffA-Za-z“”]){2,16}?)"
        r"(?:港|城|园|谷|街|站|馆|楼|桥|路|线|湖|广场|中心|市场|公园|乐园|大厦|酒店|医院|总部|枢纽))"
        r"(?:<date>|日前|今天|昨日|昨天|当天|近日|正式|全面|顺利|在<place>[^，,。；<money>]{0,10}?|于)*"
        r"(?P<opened>开工|动工|奠基|竣工|建成|投用|启用|开业|开园|通车|投产|破土|开建|试运营|投入使用|正式运营)(?=[，,。；]|$|以来|建设)"
    )
)
"""A works by a name without a head word, with how far it is: "某某港日前动工"."""
STARTED: Final = re.compile(
    expand(
        r"(?P<firm><org>)(?:<date>|当天|昨日|昨天|日前|近日|正式|顺利|全面|在<place>[^，,。；]{0,10}?|建成)*"
        r"(?P<started>投产|开工|开业|奠基|竣工|试生产|试运行|破土动工)(?=[，,。；]|$|仪式)"
    )
)
"""A firm that is its own works: "某某公司当天投产"."""
_HEADS: Final = "|".join(
    sorted((word for word, name in head_classes().items() if name != "project"), key=len, reverse=True)
)
_ANAPHOR: Final = (
    rf"(?:该|此|这个|整个|本|上述)?(?:项目|工程|{_HEADS})(?:计划|预计|概算)?"
    r"(?=总投|计划|占地|投资|建成|达产|全部|采用|设计|建设|[一二三]期|首期|分|拟|规划|位于|用地|由|落成|投产)"
)
ANAPHOR: Final = re.compile(_ANAPHOR), re.compile(f"[，,。：:“]{_ANAPHOR}")
"""What a paragraph opens with, and what follows a mark, when it goes on about the project of the one before."""
Kind = Literal[
    "opened",
    "started",
    "phased",
    "named",
    "owners",
    "project",
    "subject",
    "builder",
    "founders",
    "money",
    "capacity",
    "product",
]
TOLD: Final[tuple[tuple[Kind, re.Pattern[str], str], ...]] = (
    ("named", NAMED, "named"),
    ("phased", PHASED, "phase"),
    ("opened", OPENED, "named"),
    ("started", STARTED, "firm"),
    ("owners", OWNERS, ""),
    ("subject", SUBJECT, ""),
    ("subject", SHORT_SUBJECT, ""),
    ("builder", BUILDER, "builder"),
    ("founders", FOUNDERS, "one"),
    ("money", MONEY, "money"),
    ("capacity", CAPACITY, ""),
    ("product", PRODUCT, ""),
)
"""What clauses add, and the group where each begins."""
BEGINS: Final[frozenset[Kind]] = frozenset({"named", "phased", "opened", "started", "owners", "subject", "money"})
"""Those after which a project may be at hand."""
CONTINUES: Final[frozenset[Kind]] = frozenset({"builder", "founders", "capacity"})
"""Those that tell nothing where none is."""
