"""The regular expressions of quantities: an amount, a range of amounts, and what may stand before either."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from sanjiang.mentions.numbers import NUMBER, SCALE
from sanjiang.mentions.unit_words import UnitWord, alternatives, unit_words

_WORDS: Final = "零一二三四五六七八九两十百千万亿半负壹贰叁肆伍陆柒捌玖拾对"
_BESIDES: Final = f"0-9{_WORDS}又/·以左上多×*xX—–~─至到 -"
"""What follows an amount where more may belong to it."""
_GO_ON: Final = "余多来分点又折 "
"""What may follow a numeral's first character besides its other characters, a unit and a dash."""

BEFORE: Final = {
    "about": "大约 约为 将近 接近 大概",
    "above": "超过 超出 超 逾 突破 大于 高于 多于",
    "at_least": "不少于 不低于 不小于 至少 最少 最低",
    "at_most": "不超过 不高于 不大于 不多于 最多 至多 最高",
    "below": "不足 不到 不满 低于 少于 小于 未满",
}
INSIDE: Final = {"余": "above", "多": "above", "来": "about"}
AFTER: Final = {
    "以上": "at_least",
    "以下": "at_most",
    "以内": "at_most",
    "左右": "about",
    "上下": "about",
    "多": "above",
}
"""What a word says of the number before, in or after which it stands. 以上 and 以下 include it, as in Chinese law."""

MEANING: Final = {word: about for about, words in BEFORE.items() for word in words.split()} | {
    "约": "about",
    "近": "about",
    "过": "above",
}

SYMBOLS: Final = {"人民币": "CNY", "RMB": "CNY", "¥": "CNY", "US$": "USD", "$": "USD", "€": "EUR", "HK$": "HKD"}
"""Money words before a number, with their currencies."""

MINOR: Final = {"角": "0.1", "毛": "0.1", "美分": "0.01", "分": "0.01", "日本钱": "0.01"}
"""What a part of a money unit is worth in it."""

YEAR_GOES_ON: Final = re.compile(
    r"[初底末内来间前后度代级报版]|以[来后前]|[0-9一二三四五六七八九十]{1,2}[月季]|[上下]半|第.季|[年中]"
)
"""What follows 年 where the words are a date (三年内, 11年底) and no stretch of time."""

_MONEY: Final = "(?:投资|产值|销售额|收入|税收|总额|利润|资金|基金|交易额)"
_BEFORE_MONEY: Final = re.compile(rf"的?{_MONEY}(?![者人商家户持份])")
_AFTER_MONEY: Final = re.compile(rf"{_MONEY}额?(?:已|将|可)?(?:达到|达|为|约|近|超过|超|逾|突破)*[: ]?\Z")
_CHINESE_DIGIT: Final = "零一二三四五六七八九十"
_VERBS: Final = (
    "产|处理|加工|生产|供应|供|消耗|耗|发电|用电|耗电|销售|接待|吞吐|出栏|屠宰|"
    "利用|回收|运输|交易|营业|营收|收入|利润|税收|利税|节约|减排|培训"
)
_OUTPUT: Final = f"(?:设计|可|新增|实现|完成|形成|综合)*(?:{_VERBS})+(?:收入|能力|能|总?[量额值])?"
_RATE: Final = (
    rf"(?:(?:每[年月天日]|[年月日]均)(?:{_OUTPUT})?"
    rf"|(?:(?<![0-9{_CHINESE_DIGIT}今去明前当本同全近往历几数多来])年"
    rf"|(?<![0-9{_CHINESE_DIGIT}本当上下每个])月"
    rf"|(?<![0-9{_CHINESE_DIGIT}今昨明当工])(?<!东风)日){_OUTPUT})"  # 东风日产 is a maker of cars
    r"(?:[可将]?(?:达到|达|为))?"
)
_DASH: Final = r" ?(?:[-—–~─]{1,2}|至|到) ?"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled expressions; all read text that has gone through `numbers.plain`.

    Every quantity starts at `start`; what stands before it (年产, 约, 人民币) is read backwards with `before`.
    """

    start: re.Pattern[str]
    plain: re.Pattern[str]
    """An amount in digits to which nothing behind it belongs."""
    single: re.Pattern[str]
    dash: re.Pattern[str]
    may_range: re.Pattern[str]
    ranged: re.Pattern[str]
    before: re.Pattern[str]
    ends: frozenset[str]
    """The last characters of what `before` finds; most numbers have none of them before."""
    divisor: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Return the expressions, built from the table of unit words."""
    words = list(unit_words().values())
    unit = alternatives([w for w in words if w.only != "divisor"])
    divisor = rf"(?:[年月天日]|[ad](?![A-Za-z])|{alternatives(words)})"
    tail = (
        rf" ?(?P<unit>{unit})(?P<half>半(?![导岛径球成山自固挂停封决潜工天年]))?"
        rf"(?P<tenth>(?<=成)[一二三四五六七八九](?=左右|以上|以下|的|\W|\Z))?"
        rf"(?P<minor>(?:又?(?:{NUMBER})(?:{'|'.join(MINOR)})(?![钟之别为析布]))*)"
        rf"(?P<divisors>(?:[/·]{divisor})*)(?P<after>以上|以下|以内|左右|上下|多(?![晶元样种功层媒]))?"
    )
    longer = sorted(set(MEANING) - set("约近过"), key=len, reverse=True)
    about = "|".join([*longer, "(?<![附最邻靠临走])近", "(?<![经通透路渡])过", "(?<![签合契制节公预条])约"])
    symbol = "|".join(re.escape(s) for s in sorted(SYMBOLS, key=len, reverse=True))
    firsts = re.escape("".join(sorted({w[0] for w in (*MEANING, *SYMBOLS)})))
    units = "".join(sorted({w.word[0].lower() + w.word[0].upper() for w in words}))
    follows = f"0-9{_WORDS}{_GO_ON}{re.escape(units + '×xX*—–~─至到-')}"
    money_ends = re.escape("".join(s[-1] for s in SYMBOLS))
    return Patterns(
        start=re.compile(rf"[0-9{_WORDS}-](?:(?<=[0-9-])|(?=[{follows}])|(?<=[{money_ends} ].))"),
        plain=re.compile(rf"([0-9]{{1,18}}+(?:\.[0-9]{{1,9}}+)?+[万亿]?+)((?>{unit}))(?![{_BESIDES}])"),
        single=re.compile(rf"(?P<sign>[负-])?(?:(?P<times>[1-9][0-9]?) ?[×xX*] ?)?{_amount(1)}{tail}"),
        dash=re.compile(_DASH),
        may_range=re.compile(rf"(?:{NUMBER}|[半百千万亿])(?:[余多来] ?(?:{SCALE})*)?{_DASH}"),
        ranged=re.compile(rf"{_amount(1)}(?: ?(?P<first>{unit}))?(?P<dash>{_DASH}){_amount(2)}{tail}"),
        before=re.compile(  # `re` leaps to the next of a class that comes first; the rest looks from there
            rf"[每年月日{firsts}](?<=(?=(?P<rate>{_RATE})?(?P<each>(?:每{divisor})+)?(?P<about>{about})?"
            rf"(?:(?P<symbol>{symbol}) *)?\Z).)"
        ),
        ends=_ends(words),
        divisor=re.compile(rf"[/·每]({divisor})"),
    )


def _ends(words: Iterable[UnitWord]) -> frozenset[str]:
    """Return the characters one of which ends whatever `Patterns.before` finds."""
    told = (*_VERBS.split("|"), *"入力能量额值到达为年月日均天", *MEANING, *SYMBOLS, *(w.word for w in words), *" ad")
    return frozenset(c for word in told for c in (word[-1], word[-1].upper(), word[-1].lower()))


def _amount(i: int) -> str:
    number = rf"{NUMBER}|半(?=[个年天小亩])|(?<![大多过对一])半(?=[成折])|[百千万亿](?![瓦米克伏卡赫字比分])"
    return rf"(?P<n{i}>{number})(?:(?P<more{i}>[余多来])(?P<scale{i}> ?{SCALE}+)?)?"


def is_money(line: str, start: int, end: int) -> bool:
    """Tell whether the number without a unit stands right beside a money word: 投资120亿, 70亿的销售额.

    A bare 百亿 is no amount but a class (百亿产值企业), and after 万 a thing may be counted (投资3万股).
    """
    number = line[start:end]
    if (
        number[-1] not in "万亿"
        or not number.strip("十百千万亿余多")
        or re.match("[-—–~─至]|到[0-9]", line[end : end + 2])
    ):
        return False
    if _BEFORE_MONEY.match(line, end):
        return True
    follows = line[end : end + 1]
    counted = follows.isalnum() if number[-1] == "万" else follows in tuple("股份美欧日韩港澳英法卢盾比铢兹")
    return not counted and _AFTER_MONEY.search(line, max(0, start - 12), start) is not None
