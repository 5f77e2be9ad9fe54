"""The regular expressions of dates: points and periods, what joins two of them, and what opens an end."""

from __future__ import annotations

import re
from typing import Final

_NUMERALS: Final = "0-9一二三四五六七八九十元"
_AFTER_NUMERAL: Final = (
    r"[0-9零一二三四五六七八九十]*+ {0,2}+[-年月季世至到—–~─]|[0-9]?日[，,上下晚凌在举从与]"
    r"|(?<=[12])[0-9]{3}[-/.]|(?<=十)[一二三四五六七]?五"
)
_FOLLOWERS: Final = {
    "第": "[一二三四1-4]季",
    "去同": "年",
    "今": "[年后]",
    "明": "[年日天]",
    "前": "[年天半二两三]",
    "后": "[年天半]",
    "本": "[年月世]",
    "上下": "[月个半世]",
    "年": "[初底末内]",
    "昨": "[日天]",
    "近": " ?[0-9一二两三四五六七八九十]",
    "最": "近",
    "过": "去",
    "未": "来",
    "截": "[至止]",
    "到": "目",
    "目": "前为",
    "迄": "今",
    "“‘\"'": "[七八九十]",
}
_SECOND: Final = " 0-9零一二两三四五六七八九十年月日天季个世半前后初底末内去今来近至止到目—–~─-"
"""What follows here begins with one of these; a glance at it spares most characters the trial of each."""
START: Final = re.compile(
    f"[{_NUMERALS}{''.join(_FOLLOWERS)}](?=[{_SECOND}])(?:(?<=[{_NUMERALS}])(?:{_AFTER_NUMERAL})"
    f"|(?<![{_NUMERALS}])(?:{'|'.join(f'(?<=[{first}]){then}' for first, then in _FOLLOWERS.items())}))"
)
"""Every date starts with one of these characters and what follows it here, though not all that does is a date."""

_CHINESE: Final = "零一二三四五六七八九"
_WHOLE: Final = rf"(?<![0-9./A-Za-z第{_CHINESE}十百千万])"
_ALONE: Final = rf"{_WHOLE}(?<![0-9][-:])"
_WESTERN_YEAR: Final = rf"{_ALONE}(?<!元前)(?P<year>(?:19|20)[0-9]{{2}}|[一二][{_CHINESE}]{{3}})"
_DASH: Final = r" ?(?:[-—–~─]{1,2}|至|到) ?"

_MONTH: Final = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元)"
_DAY: Final = "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DAYS: Final = rf"(?P<day>{_DAY}) ?(?:[日号]?{_DASH}(?P<last_day>{_DAY}))?[日号]"
_MONTHS: Final = (
    rf"(?:{_ALONE}(?P<month>{_MONTH}) ?(?:月?{_DASH}(?P<last_month>{_MONTH}) ?)?月份?"
    r"|(?P<named_month>本月|上个?月|下个?月))"
    rf"(?: ?{_DAYS}|(?P<third>[上中下])旬|(?P<month_edge>初(?![一二三四五六七八九十])|[底末]))?"
)
_PARTS: Final = r"(?P<half>[上下前后])半年|(?:第?(?P<quarter>[一二三四1-4])|前(?P<quarters>[二两三]))季度"
_NO_STAGE: Final = "(?![期次步始级盘心])"

ISO: Final = re.compile(
    rf"{_WHOLE}(?P<year>(?:19|20)[0-9]{{2}})(?:(?P<stroke>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=stroke)"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])(?!(?P=stroke)[0-9A-Za-z])"
    r"|-(?P<only_month>1[0-2]|0[1-9])(?![0-9])(?! ?[-年万亿千百]))"
)
YEARS: Final = re.compile(
    rf"{_WESTERN_YEAR} ?年?{_DASH}(?P<last_year>(?:19|20)[0-9]{{2}}|[一二][{_CHINESE}]{{3}}) ?年度?"
    rf"(?! ?{_MONTH}月|[上下]半年|[初底末]{_NO_STAGE})"
)
DATED: Final = re.compile(
    rf"(?:{_WESTERN_YEAR} ?年|(?P<named_year>去年|今年|明年|前年|(?<![成产运工用营达])后年|同年|本年))"
    r"(?!的?历史)(?:度|全年)?"
    rf"(?:(?: |的)?(?:{_MONTHS}|{_PARTS}|前(?P<months>{_MONTH})个?月|年?(?P<edge>[初底末内]){_NO_STAGE}))?"
)
UNDATED: Final = re.compile(
    rf"(?<![年期周]){_MONTHS}|(?<![历每今去明前后本])(?:{_PARTS})|(?<![0-9{_CHINESE}十百几两多近历每今去明前后来当同])年(?P<edge>[初底末内])"
)
PLAN: Final = re.compile(
    r"(?:[“‘\"'](?P<quoted>[七八九]五|十[一二三四五六七]?五)[”’\"']"
    rf"|(?<![0-9第百千{_CHINESE}])(?P<bare>十[一二三四五六七]五(?![个家年天项条名人倍折元亩吨公万百千])|十五(?=期间|时期)))"
    rf"(?:期间|时期)?(?:(?P<edge>[初末]){_NO_STAGE})?"
)
_COUNT: Final = "[0-9]{1,2}|[一二两三四五六七八九]|十[一二三四五]?|二十|三十"
STRETCH: Final = re.compile(
    rf"(?:最近|过去|(?<![附最邻靠])近) ?(?P<back>{_COUNT}) ?(?P<back_unit>年|个月)(?:以?来|[间内里])?"
    rf"|(?:未来|今后) ?(?P<ahead>{_COUNT}) ?年|{_ALONE}(?P<within>{_COUNT}) ?年[之以]?内"
)
BARE_DAY: Final = re.compile(
    r"(?:^|(?<=[\n。！？；，,、\s）)讯电者]))(?P<day>3[01]|[12][0-9]|[1-9])日(?=[，,]|[上下]午|晚|凌晨|在|从|与|举[行办])"
)
"""The day of an event in the news, without its month ("讯 18日,…"): the last of that number up to the publication."""
DAY_WORD: Final = re.compile(r"昨[日天]|前天(?!津)|明[日天](?!之)|后天")
DAY_OFFSETS: Final = {"昨": -1, "前": -2, "明": 1, "后": 2}
DECADE: Final = re.compile(
    r"(?P<century>上世纪|本世纪|19世纪|20世纪|21世纪|十九世纪|二十世纪)(?P<decade>[0-9]0|[二三四五六七八九]?十)年代"
)
UNTIL_NOW: Final = re.compile("(?:截[至止]到?|到)目前(?:为止)?|目前为止|迄今(?:为止)?")
JOIN: Final = re.compile(_DASH)
OPENING: Final = re.compile(
    "(?P<since>以来)|(?P<begun>开始)|(?P<through>[及或][以之]?前)|(?P<onward>[及或][以之]?后|起(?![草步点飞来初诉重源家]))"
    rf"|(?P<before>[以之]前|前(?![后半往来景沿端列期身0-9{_CHINESE}两十]))|(?P<after>[以之]后|后(?![半续期来勤备端市]))"
)
"""What follows a date and leaves one of its ends open."""
