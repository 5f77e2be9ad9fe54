"""What a figure is of: its own words, in full with those of the figure that it adds to ("增长8%", "占全省的三成")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.grammar.encode import LETTERS
from sanjiang.grammar.pattern_context import HORIZON
from sanjiang.grammar.pattern_sentence import Sentence

BARE_GROWTH: Final = re.compile(
    r"(?:预计|同比|环比|年均|平均|累计|实际|名义|净|[比较与][^，,]{1,8}?|相比|同口径|可比|又|再)*"
    r"(?:净增|净减|新增|增长|下降|提高|提升|增加|减少|上升|上涨|增产|减产|增值|增幅|增速|降幅|增长率)"
)
CHANGE: Final = re.compile(
    r"(?:净增|净减|增长|下降|提高|提升|增加|减少|上升|上涨|增产|减产|增值|增幅|增速|降幅|增长率)$"
)
"""How the name of a figure ends that tells how another has changed."""
LEADING: Final = re.compile(
    r"^(?:(?:该|本|此)?(?:项目|工程|公司|企业|基地)(?:规划)?(?=总?(?:用地|占地|建筑))"
    r"|.*?(?:[已现共拥]有|组建|成立|创办)(?=[\u4e00-\u9fff]{2})|(?:吸纳|培育|发展|新增|引进|共有|拥有|现有|可|共|已|累计)(?=[\u4e00-\u9fff]{2}))"
)
TRAILING: Final = re.compile(r"的$|(?<=[\u4e00-\u9fff]{2})(?:已经|已|现已)(?:建成|建有|建立|形成)$")
VERB_ONLY: Final = re.compile(
    r"(?:[^增减提下上扩]{0,4}?(?:增加|形成|推广|应用|推进|突破|完成|实现|培育|减少|提高|提升|下降|上升|扩大|扩展|达到|达|增长"
    r"|攀升|调整|控制|不足|超过|占|共|有|为|是|各|约|近|到|至|后|前|的|和|及|已|将|可|仅|只|以|在|从|由|第)(?:到|至|为|了)?"
    r"|.*各建?|以[上下]|左右|累计|连片|[该全本我各][村镇乡县市区省州]|(?:超时序|高于|低于|快于|高出)[^，,]{1,10}"
    r"|(?:规划|计划|新|拟|着力|共|已|将|年|还|要|再|可|并|又|均)*(?:打造|建设|建成|新建|新增|实施|引进|培育|创建|布局|设立|建立|发展"
    r"|推出|举办|开展)+)"
)
"""Words that name nothing."""
OF_A_TRADE: Final = re.compile(r"[\u4e00-\u9fff]+[业类品率量值额资](?:同比|比上年|环比)?(?:增长|下降)")
"""A name of growth that says what has grown."""
OF_A_PROJECT: Final = re.compile(r"项目|[一二三四五首]期|拟")
GROUND: Final = re.compile("建筑面积|占地|用地|厂区|车间|空地")
BUILDER: Final = re.compile("(?:项目|总投资|工程|公司|集团|企业)[^，,；;。]*[，,；;。]")
"""The ground that something stands on is no place's where who builds it was named."""
MEASURED: Final = "".join(LETTERS[kind] for kind in ("money", "capacity", "area"))
UNNAMED: Final = re.compile(rf"[{MEASURED}]|[\u4e00-\u9fff{LETTERS['product']}](?<!的){LETTERS['count']}")
"""A figure between growth and the last figure that has a name: the growth may be of it."""
AREA: Final = LETTERS["area"]
RATIO: Final = LETTERS["ratio"]


def full_name(name: str, letters: str, at: int, told: Mapping[int, str]) -> str | None:
    """Return what a figure at a letter is of, in full; None where its words alone say nothing.

    Parameters
    ----------
    name : str
        The words before or after the figure; empty where only a place stands there ("临江县23万亩").
    letters : str
        The sentence.
    at : int
        The figure's position.
    told : mapping of int to str
        The names of the sentence's other figures, by their positions.
    """
    name = name.removeprefix("所") if name.startswith("所占") else name
    near = [i for i in range(at - 1, max(-1, at - HORIZON), -1) if i in told]
    if not name:
        return next((told[i] for i in near if letters[i] == letters[at]), None)
    if BARE_GROWTH.fullmatch(name) or name.startswith("占"):
        if name[0] != "占" and UNNAMED.search(letters, near[0] + 1 if near else 0, at):
            return None
        ratio = letters[at] == RATIO
        of_other = (told[i] for i in near if (letters[i] != letters[at]) is ratio)
        before = next((one for one in of_other if not CHANGE.search(one)), None)
        return before and before + name.removeprefix("预计").removesuffix("的")
    name = "完成投资" if name == "投资" else TRAILING.sub("", LEADING.sub("", name))
    if VERB_ONLY.fullmatch(name) and not OF_A_TRADE.fullmatch(name):
        return None
    return None if letters[at] == AREA and _of_a_project(name, letters, at) else name


def _of_a_project(name: str, letters: str, at: int) -> bool:
    """Tell whether an area is the ground of something that is built."""
    if OF_A_PROJECT.search(name):
        return True
    return bool(GROUND.search(name) and BUILDER.search(letters, max(0, at - HORIZON), at))


def of_points(sentence: Sentence, name: str, at: int) -> str | None:
    """Name what has changed by percentage points, a share or a rate; None where growth itself has."""
    value = sentence.reader.encoded.mentions[at].value
    if not isinstance(value, Quantity) or "百分点" not in value.as_written or not BARE_GROWTH.fullmatch(name):
        return name
    near = (i for i in range(at - 1, max(-1, at - HORIZON), -1) if i in sentence.names)
    before = next((sentence.names[i] for i in near if sentence.letters[i] == RATIO), "")
    return before + name if before and not CHANGE.search(before) else None
