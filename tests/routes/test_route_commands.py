"""tour, deliver and flow on the command line: the keys of their JSON, both languages for people, one line a fault."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from route_tables import sight, town, trip, write

DOCS = Path(__file__).parents[2] / "docs"


def run(*words):
    command = [sys.executable, "-m", "sanjiang", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


def value(*words):
    done = run(*words, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.fixture
def day(tmp_path):
    return write(
        tmp_path / "day",
        towns=[town("A", 29.5, 103.7)],
        attractions=[sight("s1", 29.51, 103.7), sight("s2", 29.52, 103.7, closed_weekdays="2")],
        trips=[trip()],
    )


def test_tour_has_the_keys_of_the_contract(day):
    answer = value("tour", day)
    (route,) = answer["routes"]
    assert {"days", "score", "length"} <= route.keys()
    assert {"id", "arrive", "leave"} <= route["days"][0]["stops"][0].keys()
    assert {"id", "because"} <= answer["left_out"][0].keys()


def test_tour_of_a_file_and_deliver_of_a_file_have_them_too(tmp_path):
    head = "DIMENSION : 3\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 3 4\n3 60 80\n"
    oplib, vrp = tmp_path / "x.oplib", tmp_path / "x.vrp"
    oplib.write_text(f"COST_LIMIT : 20\n{head}NODE_SCORE_SECTION\n1 0\n2 5\n3 7\n")
    vrp.write_text(f"CAPACITY : 9\n{head}DEMAND_SECTION\n1 0\n2 5\n3 7\n")
    tour = value("tour", oplib)
    assert (tour["routes"][0]["score"], tour["routes"][0]["length"]) == (5, 10)
    assert [stop["id"] for stop in tour["routes"][0]["days"][0]["stops"]] == [1, 2]
    assert tour["left_out"][0]["id"] == 3
    deliver = value("deliver", vrp)
    assert deliver.keys() >= {"routes", "cost", "loss", "unserved"}
    assert (deliver["cost"], deliver["loss"]) == (210, None)
    assert all(route.keys() >= {"vehicle", "stops", "cost"} for route in deliver["routes"])


def test_deliver_of_tables_has_the_keys_of_the_contract():
    answer = value("deliver", DOCS / "deliver")
    assert answer.keys() >= {"routes", "cost", "loss", "unserved"}
    assert all(route.keys() >= {"vehicle", "stops", "cost"} for route in answer["routes"])


def test_every_assumption_that_an_answer_names_is_told_with_its_reason():
    def named(part):
        if isinstance(part, dict):
            own = {part["assumption"]} if "assumption" in part and isinstance(part["assumption"], str) else set()
            return own.union(*map(named, part.values()))
        return set().union(*map(named, part)) if isinstance(part, list) else set()

    for words in (("tour", DOCS / "tour", "--trip", "bases"), ("flow", DOCS / "holiday"), ("flow", DOCS / "season")):
        answer = value(*words)
        (inner,) = answer.values() if words[0] == "flow" else [answer]
        told = {each["name"]: each["because"] for each in inner["assumptions"]}
        assert named(answer) <= told.keys()
        assert all(told.values())


@pytest.mark.parametrize("words", [("tour", "day"), ("flow", DOCS / "holiday"), ("flow", DOCS / "season")])
def test_answers_for_people_are_in_chinese_and_english(day, words):
    done = run(*(day if word == "day" else word for word in words))
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"[\u4e00-\u9fff]", done.stdout)
    assert re.search(r"\b[a-z]{4}", done.stdout)


def test_an_assumption_changes_the_answer(day):
    quick, slow = (
        value("tour", day, "--assume", f"travel.local_speed={speed}")["routes"][0]["days"][0]["driving_minutes"]
        for speed in (60, 6)
    )
    assert quick < slow


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tour", "nowhere"), "no such folder"),
        (("deliver", "nowhere.vrp"), "cannot be read"),
        (("tour", "day", "--trip", "x"), "no such trip: x"),
        (("tour", "day", "--assume", "tour.nonsense=1"), "unknown assumption: tour.nonsense"),
        (("tour", "day", "--assume", "travel.speed=0"), "travel.speed"),
        (("tour", "day", "--assume", "travel.speed=quick"), "not NAME=VALUE"),
        (("deliver", "day"), "no such table: 'towns'"),
        (("flow", "day"), "no such table: 'towns'"),
        (("flow", DOCS / "holiday", "--assume", "travel.speed=9"), "--assume says nothing about this"),
        (("tour", "x.oplib", "--trip", "t"), "--trip says nothing about this"),
    ],
)
def test_every_fault_is_lines_of_what_where_and_mend(day, words, told):
    done = run(*(day if word == "day" else word for word in words))
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert all(line.startswith("sanjiang: ") and line.count(" — ") == 2 for line in lines)
    assert any(told in line for line in lines)
