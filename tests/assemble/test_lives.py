"""Plants over time, from articles of several days."""

from datetime import date
from pathlib import Path

import pytest

from sanjiang.answers import history_of
from sanjiang.history import months
from sanjiang.pipeline import Request, study

SIGNING = (
    "海口签下新项目\n2019年3月1日\n\n云汀光能海口10GW电池片项目签约落户。琼岚新能源海口5GW硅片切片项目签约落户。\n"
)
BUILDING = "海口项目开工\n2020年3月1日\n\n云汀光能海口10GW电池片项目开工建设。琼岚新能源海口5GW硅片切片项目已取消。\n"
RUNNING = "海口项目投产\n2021年3月1日\n\n云汀光能海口10GW电池片项目建成投产。\n"


@pytest.fixture
def told(tmp_path):
    def tell(*articles):
        for i, article in enumerate(articles):
            (tmp_path / f"{i}.txt").write_text(article, "utf-8")
        paths = tuple(Path(tmp_path / f"{i}.txt") for i in range(len(articles)))
        return Request(paths, "海口", date(2021, 12, 31), True, {})

    return tell


@pytest.mark.parametrize("order", [(SIGNING, BUILDING, RUNNING), (RUNNING, SIGNING, BUILDING)])
def test_one_plant_of_three_articles(told, order):
    value = history_of(told(*order)).value
    cells, slicing = sorted(value["plants"], key=lambda p: p["process"])
    assert [(s["stage"], s["told"]) for s in cells["stages"]] == [
        ("signed", "2019-03-01"),
        ("under_construction", "2020-03-01"),
        ("operating", "2021-03-01"),
    ]
    assert (cells["status"], cells["capacity"], cells["unit"]) == ("operating", 10.0, "GW")
    assert {(s["from"], s["to"]): s["months"] for s in cells["spans"]}["signed", "operating"] == pytest.approx(
        months(date(2019, 3, 1), date(2021, 3, 1))
    )
    assert (slicing["process"], slicing["status"]) == ("pv-wafer", "gone")
    steps = {s["process"]: s for s in value["steps"]}
    assert steps["pv-cell"]["came_to_run"] == {"plants": 1, "capacity": 10.0}
    assert steps["pv-wafer"]["given_up"] == {"plants": 1, "capacity": 5.0}


def test_an_undated_article_tells_nothing_over_time(told):
    undated = SIGNING.replace("2019年3月1日\n\n", "")
    assert study(told(undated)).readings[0].document.published is None
    assert history_of(told(undated)).value["plants"] == []


def test_a_stage_without_a_day_rests_on_a_named_assumption(told):
    for plant in history_of(told(SIGNING, BUILDING)).value["plants"]:
        assert {"assumption": "history.told"} in plant["evidence"]
        assert [e for e in plant["evidence"] if "statement" in e]
