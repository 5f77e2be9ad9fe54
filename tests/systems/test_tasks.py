"""Plans: the late first, counts declared against counts found."""

from datetime import date

from sanjiang.systems.tasks import plans

DAY = date(2021, 7, 1)


def days(end):
    return {"start": "2021-01-01", "end": end, "precision": "day", "as_written": end}


def test_the_late_first_then_by_day_and_the_done_last(told):
    items = [
        told("task", "无期限"),
        told("task", "年底", date=days("2021-12-31"), organisation="农业局"),
        told("task", "已逾期", date=days("2021-06-30")),
        told("task", "已完成", date=days("2021-06-30"), stage="operating"),
    ]
    [plan] = plans(items, DAY)
    assert [t["name"] for t in plan["tasks"]] == ["已逾期", "年底", "无期限", "已完成"]
    assert (plan["late"], plan["done"], plan["unassigned"]) == (1, 1, 3)
    assert [t["late"] for t in plan["tasks"]] == [True, False, None, False]


def test_counts_declared_against_those_found(told):
    items = [
        told("task", "工作围绕抓园区、抓品牌2个方面", count=2, items=["抓园区", "抓品牌"], date=days("2021-06-30")),
        told("task", "具体任务", count=20),
        told("task", "编制手册"),
    ]
    [plan] = plans(items, DAY)
    fields, tasks = plan["counts"]
    assert (fields["of"], fields["declared"], fields["found"], fields["agrees"]) == ("fields", 2, 2, True)
    assert (tasks["of"], tasks["declared"], tasks["found"], tasks["list"], tasks["agrees"]) == (
        "tasks",
        20,
        1,
        False,
        None,
    )
    assert plan["late"] == 0  # a count is no task


def test_a_short_list_does_not_agree(told):
    [plan] = plans([told("task", "围绕园区、品牌等", count=5, items=["园区", "品牌"])], DAY)
    assert plan["counts"][0]["agrees"] is False


def test_a_plan_a_document_the_latest_first(told):
    items = [told("task", "一", "2020-01-01", document="a"), told("task", "二", "2021-01-01", document="b")]
    assert [p["document"] for p in plans(items, DAY)] == ["b", "a"]
