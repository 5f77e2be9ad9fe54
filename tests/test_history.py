"""Stages over time, on lives made by hand: when a milestone was reached, how long it took, what is still open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.evidence import Citation
from sanjiang.history import Life, Sighting, Span, median, reached, slippage, spans, to_json

WHY = (Citation("round"),)


def seen(stage, told, *, since=None, until=None, due=None, capacity=None):
    low, high = (capacity, capacity) if capacity is not None else (0.0, 10.0)
    return Sighting(stage, told, since, until, due, low, high, capacity is not None, WHY)


def life(*sightings, name="works", step="cell"):
    return Life(name, name, step, "电池片", "cell", "511100", "GW", sightings)


SIGNED = seen("signed", date(2019, 1, 1), capacity=5.0)
STARTED = seen("under_construction", date(2020, 1, 1))
RUNS = seen("operating", date(2021, 1, 1))


def test_a_stage_is_reached_between_the_last_day_without_it_and_the_first_with_it():
    found = reached(life(SIGNED, STARTED, RUNS), "operating")
    assert (found.day, found.low, found.high) == (date(2021, 1, 1), date(2020, 1, 1), date(2021, 1, 1))
    first = reached(life(SIGNED), "signed")
    assert (first.day, first.low) == (date(2019, 1, 1), None)
    assert reached(life(SIGNED), "started") is None


def test_a_day_that_the_text_gives_counts():
    dated = seen("operating", date(2021, 1, 1), since=date(2020, 6, 1), until=date(2020, 6, 30))
    found = reached(life(SIGNED, dated), "operating")
    assert (found.low, found.high) == (date(2020, 6, 1), date(2020, 6, 30))
    # what a document told before it narrows it
    late = reached(life(SIGNED, seen("under_construction", date(2020, 6, 20)), dated), "operating")
    assert (late.low, late.high) == (date(2020, 6, 20), date(2020, 6, 30))


def test_a_start_that_only_operation_implies_was_by_then():
    found = reached(life(SIGNED, RUNS), "started")
    assert (found.low, found.high) == (date(2019, 1, 1), date(2021, 1, 1))


def test_months_between_the_stages_with_what_the_documents_leave_possible():
    found = {(s.start, s.end): s for s in spans(life(SIGNED, STARTED, RUNS))}
    assert set(found) == {("signed", "started"), ("signed", "operating"), ("started", "operating")}
    whole = found["signed", "operating"]
    assert (whole.months, whole.low, whole.high, whole.open) == (24.0, 12.0, None, False)
    build = found["started", "operating"]
    assert (build.months, build.low, build.high) == (12.0, 0.0, 24.0)  # started in 2019 at the earliest


def test_what_has_not_come_is_open_up_to_the_last_day_told_and_never_zero():
    found = {(s.start, s.end): s for s in spans(life(SIGNED, STARTED))}
    assert found["started", "operating"].open
    assert found["signed", "operating"].open
    assert (found["signed", "operating"].months, found["signed", "operating"].high) == (12.0, None)
    assert not found["signed", "started"].open


def test_a_plant_given_up_is_neither_done_nor_open():
    gone = life(SIGNED, STARTED, seen("cancelled", date(2020, 6, 1)))
    assert gone.status == "gone"
    assert [(s.start, s.end) for s in spans(gone)] == [("signed", "started")]
    assert slippage(gone) is None


def test_a_plant_first_told_of_as_running_has_no_span():
    assert list(spans(life(RUNS))) == []
    assert not life(RUNS).announced


def test_slippage_is_against_the_first_day_told():
    due = ("operating", date(2020, 7, 1))
    promised = seen("signed", date(2019, 1, 1), due=due)
    later = seen("under_construction", date(2020, 1, 1), due=("operating", date(2020, 12, 1)))
    assert slippage(life(promised, later, RUNS)) == (6.0, False)
    assert slippage(life(promised, seen("operating", date(2020, 5, 1)))) == (-2.0, False)
    # still building after the day: open, at least so much; nobody has told since: unknown
    assert slippage(life(promised, seen("under_construction", date(2020, 10, 1)))) == (3.0, True)
    assert slippage(life(promised, later)) is None
    assert slippage(life(SIGNED, RUNS)) is None


def span(months, *, is_open=False):
    return Span("signed", "operating", months, 0.0, None, is_open)


@pytest.mark.parametrize(
    ("done", "still_open", "expected"),
    [
        ([6, 12, 18], [], 12),
        ([6, 12], [], 6),
        ([6], [12, 18], None),  # 2/3 are still open
        ([12, 18], [6], 12),  # of the two that went on past 6, one was done by 12: 1/2
        ([6, 12, 18], [3, 3], 12),
        ([], [6], None),
        ([], [], None),
    ],
)
def test_the_median_counts_open_ones_as_open(done, still_open, expected):
    assert median([span(m) for m in done] + [span(m, is_open=True) for m in still_open]) == expected


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.lists(st.integers(1, 60), max_size=8))
def test_open_ones_never_shorten_the_median(done, still_open):
    closed = [span(m) for m in done]
    alone = median(closed)
    assert alone == sorted(done)[(len(done) - 1) // 2]
    later = [span(max(done) + m, is_open=True) for m in still_open]
    found = median([*closed, *later])
    assert found is None or found >= alone


def test_announced_against_running():
    lives = [
        life(SIGNED, RUNS, name="came"),
        life(SIGNED, STARTED, name="building"),
        life(seen("signed", date(2019, 1, 1)), seen("cancelled", date(2020, 1, 1)), name="gone"),
        life(seen("operating", date(2019, 1, 1), capacity=3.0), name="old"),
    ]
    value = to_json(lives)
    (step,) = value["steps"]
    assert step["announced"] == {"plants": 3, "capacity": 10.0}
    assert step["came_to_run"] == {"plants": 1, "capacity": 5.0}
    assert step["open"] == {"plants": 1, "capacity": 5.0}
    assert step["given_up"] == {"plants": 1, "capacity": 0.0}
    assert step["running"] == {"plants": 2, "capacity": 8.0}
    assert step["without_figure"] == 1
    assert {p["plant"]: p["status"] for p in value["plants"]} == {
        "came": "operating",
        "building": "open",
        "gone": "gone",
        "old": "operating",
    }
    whole = next(d for d in value["durations"] if (d["from"], d["to"]) == ("signed", "operating"))
    assert (whole["done"], whole["open"], whole["median_months"]) == (1, 1, 24.0)


def test_of_nothing_there_is_nothing():
    assert to_json([]) == {"plants": [], "steps": [], "durations": []}
