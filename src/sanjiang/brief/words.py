"""What the answers' codes are called in Chinese and English, wherever people read them."""

from sanjiang.brief.numbers import Text

KINDS = {
    "fill": Text("补链", "Fill"),
    "strengthen": Text("强链", "Strengthen"),
    "possibly narrow": Text("可能偏窄", "Possibly narrow"),
    "extend": Text("延链", "Extend"),
    "supporting": Text("配套", "Supporting"),
    "project": Text("项目", "Projects"),
    "agreement": Text("协议", "Agreements"),
    "alliance": Text("联盟", "Alliances"),
    "policy": Text("政策", "Policies"),
    "indicator": Text("指标", "Indicators"),
    "park": Text("园区", "Parks"),
    "task": Text("任务", "Tasks"),
    "brand": Text("品牌", "Brands"),
}
"""Headings of the kinds of gap and of statement."""

VERDICTS = {
    "pays": Text("划算", "pays"),
    "pays only if no partner serves": Text("仅在没有伙伴供应时划算", "pays only if no partner serves"),
    "does not pay at these prices": Text("按这些价格不划算", "does not pay at these prices"),
    "not valued": Text("未估值", "not valued"),
}

FINDINGS = {
    "two_figures": Text("两个数字", "Two figures"),
    "sum": Text("合计不符", "Sum"),
    "implausible": Text("不合常理", "Implausible"),
    "stage": Text("进度倒退", "Stage goes back"),
}
"""Kinds of finding: what documents say that cannot be so."""

STAGES = {
    "lead": Text("线索", "lead"),
    "signed": Text("已签约", "signed"),
    "planned": Text("拟建", "planned"),
    "under_construction": Text("在建", "under construction"),
    "partly_operating": Text("部分投产", "partly operating"),
    "operating": Text("在产", "operating"),
    "suspended": Text("停建", "suspended"),
    "cancelled": Text("取消", "cancelled"),
}

MILESTONES = {
    "signed": Text("签约", "signed"),
    "started": Text("开工", "start"),
    "operating": Text("投产", "operation"),
}

LIVES = {
    "operating": Text("在产", "running"),
    "open": Text("未投产", "open"),
    "gone": Text("已放弃", "given up"),
}
"""What became of a plant."""
