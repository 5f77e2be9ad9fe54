"""What pages put around articles: menus, other headlines, remarks of readers; drawn anew for every page."""

from __future__ import annotations

from random import Random

MENU = (
    "首页",
    "要闻",
    "时政",
    "经济",
    "社会",
    "教育",
    "体育",
    "文化",
    "旅游",
    "健康",
    "房产",
    "汽车",
    "视频",
    "图片",
    "专题",
    "评论",
    "县区",
    "政务",
    "民生",
    "法治",
)
OFFICES = (
    "市发展改革委",
    "市经济和信息化局",
    "市农业农村局",
    "市文化广播电视和旅游局",
    "市商务局",
    "市统计局",
    "市交通运输局",
)
TOWNS = ("东河", "南溪", "西岭", "北塘", "中兴", "白石", "青坪", "长滩", "石桥", "柳林", "金沙", "龙泉")
HAPPENED = (
    "{}县召开春季农业生产现场会",
    "{}区：老旧小区改造惠及三千户居民",
    "{}新增两条公交线路 下月一日开通",
    "今年前两月{}外贸进出口增长12.6%",
    "{}镇茶叶开采 首批鲜叶每斤卖到80元",
    "市领导到{}调研重点项目建设情况",
    "{}大桥合龙，预计年底通车",
    "关于{}片区部分路段封闭施工的通告",
    "{}举办青年人才招聘会，提供岗位1200个",
    "图说|{}的春天有多美",
)
TOLD = (
    "近日，{0}举行项目推进会，听取各部门工作汇报，并对下一阶段任务作出安排。",
    "{0}气象台预计，未来三天以多云天气为主，最高气温26℃，请注意防火。",
    "记者从{0}获悉，今年将新建改建农村公路85公里，总投资2.3亿元。",
)
SAID = (
    "支持！希望项目早点建成，家门口就能上班。",
    "请问招工什么时候开始，有没有年龄要求？",
    "路还是太堵了，先把路修好再说吧。",
    "为家乡点赞！这几年变化真的很大，每次回来都不一样。",
    "楼上说得对，环保也要跟上，不能只看产值。",
    "沙发",
    "投资这么大，钱从哪里来？希望公开一下。",
)
SHORT = ("Water works to close for repairs", "Council votes on new bus lanes", "Hill road open again after slide")
LONGER = (
    "A survey of 2,000 households found that most would move for a better school. Results are due in June.",
    "The museum of salt reopens on Saturday with three new rooms. Entry is free until the end of the month.",
)


class Around:
    """Draws what stands around one article."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def menu(self, count: int = 12) -> list[str]:
        return self.random.sample(MENU, count)

    def headlines(self, count: int = 6) -> list[str]:
        return [self.random.choice(HAPPENED).format(self.random.choice(TOWNS)) for _ in range(count)]

    def teasers(self, count: int = 3) -> list[tuple[str, str]]:
        return [
            (self.headlines(1)[0], self.random.choice(TOLD).format(self.random.choice((*TOWNS, *OFFICES))))
            for _ in range(count)
        ]

    def remarks(self, count: int = 4) -> list[str]:
        return self.random.sample(SAID, count)

    def links(self, words: list[str], tag: str = "li") -> str:
        """Return words as a list of links."""
        address = self.random.randrange(10**5, 10**6)
        return "".join(f'<{tag}><a href="/a/{address + i}.html">{word}</a></{tag}>' for i, word in enumerate(words))
