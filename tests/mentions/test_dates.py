import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.mentions.dates import DateFinder

TRUTH = Path(__file__).parents[2] / "../shared/truth"
PUBLISHED = date(2021, 4, 27)


def dates(text, published=PUBLISHED):
    return [m.value for m in DateFinder(published).find(text)]


def shown(span):
    return f"{span.start or ''}..{span.end or ''} {span.precision}"


CASES = [
    ("于2020年6月开工", "2020年6月", "2020-06-01..2020-06-30 month"),
    ("发布于2021年04月27日 14时", "2021年04月27日", "2021-04-27..2021-04-27 day"),
    ("日期：2020-06-01", "2020-06-01", "2020-06-01..2020-06-01 day"),
    ("日期：2021/4/27", "2021/4/27", "2021-04-27..2021-04-27 day"),
    ("日期：2021.4.27", "2021.4.27", "2021-04-27..2021-04-27 day"),
    ("统计期2020-06", "2020-06", "2020-06-01..2020-06-30 month"),
    ("２０２０年６月投产", "２０２０年６月", "2020-06-01..2020-06-30 month"),
    ("二〇二一年", "二〇二一年", "2021-01-01..2021-12-31 year"),
    ("二〇二一年四月二十七日", "二〇二一年四月二十七日", "2021-04-27..2021-04-27 day"),
    ("闰年2020年2月29日", "2020年2月29日", "2020-02-29..2020-02-29 day"),
    ("2011年元月", "2011年元月", "2011-01-01..2011-01-31 month"),
    ("在2020年6月至2021年6月有效", "2020年6月至2021年6月", "2020-06-01..2021-06-30 month"),
    ("规划期2020—2025年", "2020—2025年", "2020-01-01..2025-12-31 years"),
    ("2015年至2018年", "2015年至2018年", "2015-01-01..2018-12-31 years"),
    ("2015年至2018年6月", "2015年至2018年6月", "2015-01-01..2018-06-30 month"),
    ("2022年1—9月", "2022年1—9月", "2022-01-01..2022-09-30 month"),
    ("今年3月22-24日", "今年3月22-24日", "2021-03-22..2021-03-24 day"),
    ("2019年6月1日-6月30日", "2019年6月1日-6月30日", "2019-06-01..2019-06-30 day"),
    ("2020年11月至2021年2月", "2020年11月至2021年2月", "2020-11-01..2021-02-28 month"),
    ("去年产值", "去年", "2020-01-01..2020-12-31 year"),
    ("今年任务", "今年", "2021-01-01..2021-12-31 year"),
    ("明年4月投产", "明年4月", "2022-04-01..2022-04-30 month"),
    ("前年", "前年", "2019-01-01..2019-12-31 year"),
    ("去年10月份", "去年10月份", "2020-10-01..2020-10-31 month"),
    ("本月15日开园", "本月15日", "2021-04-15..2021-04-15 day"),
    ("上月", "上月", "2021-03-01..2021-03-31 month"),
    ("昨日上午", "昨日", "2021-04-26..2021-04-26 day"),
    ("4月上旬赴渝", "4月上旬", "2021-04-01..2021-04-10 ten_days"),
    ("4月中旬", "4月中旬", "2021-04-11..2021-04-20 ten_days"),
    ("2020年2月下旬", "2020年2月下旬", "2020-02-21..2020-02-29 ten_days"),
    ("4月8日签约", "4月8日", "2021-04-08..2021-04-08 day"),
    ("9月投产", "9月", "2021-09-01..2021-09-30 month"),
    ("12月签约", "12月", "2020-12-01..2020-12-31 month"),
    ("2019年初重组", "2019年初", "2019-01-01..2019-03-31 quarter"),
    ("预计2011年底竣工", "2011年底", "2011-10-01..2011-12-31 quarter"),
    ("今年年底", "今年年底", "2021-10-01..2021-12-31 quarter"),
    ("年底完工", "年底", "2021-10-01..2021-12-31 quarter"),
    ("力争年内投产", "年内", "2021-01-01..2021-12-31 year"),
    ("上半年增速", "上半年", "2021-01-01..2021-06-30 half_year"),
    ("去年下半年", "去年下半年", "2020-07-01..2020-12-31 half_year"),
    ("一季度开工", "一季度", "2021-01-01..2021-03-31 quarter"),
    ("2020年第三季度", "2020年第三季度", "2020-07-01..2020-09-30 quarter"),
    ("前三季度", "前三季度", "2021-01-01..2021-09-30 quarter"),
    ("今年前5个月", "今年前5个月", "2021-01-01..2021-05-31 month"),
    ("今年以来", "今年以来", "2021-01-01..2021-04-27 open"),
    ("自2018年以来", "2018年以来", "2018-01-01..2021-04-27 open"),
    ("截至目前", "截至目前", "..2021-04-27 open"),
    ("将于2023年7月前完成", "2023年7月前", "..2023-06-30 open"),
    ("年底前", "年底前", "..2021-12-31 open"),
    ("12月31日前完成", "12月31日前", "..2021-12-30 open"),
    ("12月底前完成", "12月底前", "..2021-12-31 open"),
    ("四季度前完成", "四季度前", "..2021-09-30 open"),
    ("12月31日前后", "12月31日", "2020-12-31..2020-12-31 day"),
    ("2013年及以前", "2013年及以前", "..2013-12-31 open"),
    ("2020年之后", "2020年之后", "2021-01-01.. open"),
    ("2018年6月28日起施行", "2018年6月28日起", "2018-06-28.. open"),
    ("自2007年12月开始进场", "2007年12月开始", "2007-12-01.. open"),
    ("于2017年3月开始建设", "2017年3月", "2017-03-01..2017-03-31 month"),
    ("2018/1/10-2018/7/10", "2018/1/10-2018/7/10", "2018-01-10..2018-07-10 day"),
    ("到2025年建成", "2025年", "2025-01-01..2025-12-31 year"),
    ("近三年", "近三年", "2018-04-27..2021-04-27 years"),
    ("五年内", "五年内", "2021-04-27..2026-04-27 years"),
    ("未来3年", "未来3年", "2021-04-27..2024-04-27 years"),
    ("“十四五”期间", "“十四五”期间", "2021-01-01..2025-12-31 years"),
    ("“十四五”良好开局", "“十四五”", "2021-01-01..2025-12-31 years"),
    ("十三五时期", "十三五时期", "2016-01-01..2020-12-31 years"),
    ("“十二五”末", "“十二五”末", "2015-01-01..2015-12-31 year"),
    ("“十一五”", "“十一五”", "2006-01-01..2010-12-31 years"),
    ("十五五规划", "十五五", "2026-01-01..2030-12-31 years"),
    ("在‘十五’期间", "‘十五’期间", "2001-01-01..2005-12-31 years"),
    ("“十四五”以来", "“十四五”以来", "2021-01-01..2021-04-27 open"),
    ("上世纪90年代", "上世纪90年代", "1990-01-01..1999-12-31 years"),
]


@pytest.mark.parametrize(("text", "written", "meaning"), CASES)
def test_date(text, written, meaning):
    assert [(d.as_written, shown(d)) for d in dates(text)] == [(written, meaning)]


@pytest.mark.parametrize(
    "text",
    [
        "20年", "8日", "23日至24日", "日前", "近年来", "近日", "三年", "12个月", "一年", "年产10万吨", "十四五个",
        "2月30日", "每年2月", "同年6月", "ctv.com/2023/02/02/V", "1123号", "2000多年", "2000年的历史", "星期三",
        "第三年", "888-000-9999", "192.168.1.1",
    ],
)  # fmt: skip
def test_no_date(text):
    assert dates(text) == []


@pytest.mark.parametrize(
    "text", ["去年", "4月", "年底", "一季度", "近三年", "五年内", "昨日", "截至目前", "上世纪90年代"]
)
def test_relative_date_needs_a_publication(text):
    assert dates(text, published=None) == []


def test_absolute_date_needs_none():
    assert [shown(d) for d in dates("2020年6月起，“十四五”末", published=None)] == [
        "2020-06-01.. open",
        "2025-01-01..2025-12-31 year",
    ]


def test_same_year_is_the_year_last_written():
    assert [shown(d) for d in dates("2017年3月开工，同年6月28日并网")] == [
        "2017-03-01..2017-03-31 month",
        "2017-06-28..2017-06-28 day",
    ]


def test_two_years_joined_by_and_are_two_dates():
    assert [d.as_written for d in dates("2015年和2016年")] == ["2015年", "2016年"]


def test_range_over_the_turn_of_the_year():
    assert [shown(d) for d in dates("11月至2月")] == ["2020-11-01..2021-02-28 month"]


PIECES = [
    "2020年",
    "6月",
    "至",
    "—",
    "8日",
    "上旬",
    "去年",
    "年底",
    "以来",
    "“十四五”",
    "近三",
    "年",
    "前",
    "2021.4.27",
    "季度",
    "第",
    "。",
]
prose = st.lists(st.one_of(st.sampled_from(PIECES), st.text("0123年月日一二十半末内起-/", max_size=4))).map("".join)


@given(prose, st.none() | st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_spans_are_in_order_and_as_written(text, published):
    done = 0
    for mention in DateFinder(published).find(text):
        assert done <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.value.as_written
        assert mention.value.start or mention.value.end
        if mention.value.start and mention.value.end:
            assert mention.value.start <= mention.value.end
        done = mention.end


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]),
)
def test_written_day_reads_back(day, form):
    assert [(d.start, d.end, d.precision) for d in dates(f"于{day.strftime(form)}投产", None)] == [(day, day, "day")]


def ends(value):
    """The ends of an outside resolution: a day, or a range whose end is the first day after it."""
    first = value.get("value") or value.get("start") or value.get("startDate")
    last = value.get("value") or value.get("end") or value.get("endDate")
    return tuple(date.fromisoformat(x) if x and len(x) == 10 else None for x in (first, last))


def agrees(ours, theirs, published):
    """Tell whether a date of ours means one of theirs.

    Their ranges are half-open: 2018年 ends on 2019-01-01, 2016至2018年 on 2018-01-01, 之后 starts on the day itself.
    Our ends are included, and our 以来 ends at the publication.
    """
    start, end = theirs
    day = timedelta(days=1)
    if end is None:
        good_end = ours.end in (None, published)
    elif ours.end is None:
        good_end = False
    else:
        joined = any(j in ours.as_written for j in "至到-–—~")
        first = ours.end.replace(day=1, month=1 if ours.precision == "years" else ours.end.month)
        good_end = end in (ours.end, ours.end + day, first if joined else ours.end)
    return good_end and (ours.start == start or (start is not None and ours.start == start + day))


def held_of(name, readings):
    path = TRUTH / name
    if not path.exists():
        pytest.skip(f"the outside cases are not here: {name}")
    held = 0
    for case in json.loads(path.read_text(encoding="utf-8")):
        results = [r for r in case["Results"] if not r.get("TypeName", "").endswith(".set")]
        if any(r.get("TypeName", "").endswith(("time", "timerange", "duration")) for r in results):
            continue
        reference = case.get("Context", {}).get("ReferenceDateTime")
        published = datetime.fromisoformat(reference).date() if reference else None
        found = dates(case["Input"], published)
        held += len(found) == len(results) and all(
            any(agrees(d, ends(v), published) for v in readings(r)) for d, r in zip(found, results, strict=True)
        )
    return held


def test_outside_datetime_cases():
    """Any of their readings will do. Cases with times of day or durations are left out; weeks and reign years fail."""
    assert held_of("DateTimeModel.json", lambda r: r["Resolution"]["values"]) >= 113  # of 186


def test_outside_period_cases():
    """Either of their readings, past or future, will do. Weeks, reign years and two-digit years are not ours."""
    held = held_of("DatePeriodParser.json", lambda r: [r["Value"]["PastResolution"], r["Value"]["FutureResolution"]])
    assert held >= 32  # of 72


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18日，该市签约五个项目。", "2021-04-18"),
        ("本报讯 30日上午，项目开工。", "2021-03-30"),
        ("记者28日从市发改委获悉", "2021-03-28"),
        ("27日晚，园区揭牌。", "2021-04-27"),
        ("3日游线路", None),
        ("连续8日，客流不减", None),
        ("4月8日，签约", None),
    ],
)
def test_a_day_that_opens_the_news_is_the_last_of_its_number(text, expected):
    found = [d.value for d in DateFinder(date(2021, 4, 27)).find(text) if len(d.value.as_written) < 4]
    assert [d.start.isoformat() for d in found] == ([expected] if expected else [])
