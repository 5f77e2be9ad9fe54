"""Of the statements said with a confidence, how many were accepted: counted by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import told

from sanjiang.workbench.register.add import refresh_void
from sanjiang.workbench.register.calibration import bin_of, calibration
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.models import Document

SURE = [{"uid": f"{i:064}", "confidence": 0.9, "name": f"甲{i}"} for i in range(5)]
UNSURE = [{"uid": f"{i + 5:064}", "confidence": 0.3, "kind": "task", "rule": "other"} for i in range(3)]


@pytest.fixture
def judged(register):
    """Of five said 0.9: two accepted, one amended, one rejected, one open; of three said 0.3 one rejected."""
    told("1", date(2021, 4, 27), *SURE, *UNSURE)
    judge(SURE[0]["uid"], "accept", by="甲")
    judge(SURE[1]["uid"], "accept", by="甲")
    judge(SURE[2]["uid"], "amend", by="甲", fields={"stage": "signed"})
    judge(SURE[2]["uid"], "accept", by="乙")
    judge(SURE[3]["uid"], "reject", by="甲")
    judge(SURE[4]["uid"], "accept", by="甲")
    judge(SURE[4]["uid"], "undo", by="甲")
    return judge(UNSURE[0]["uid"], "reject", by="甲")


def counts(table, of):
    row = next(row for row in table if row["of"] == of)
    return tuple(row[answer] for answer in ("accept", "amend", "reject", "open"))


def test_by_hand(judged):
    found = calibration()
    for of, table in (("0.9–1.0", "confidence"), ("project", "kind"), ("told", "rule")):
        assert counts(found[table], of) == (2, 1, 1, 1)
    for of, table in (("0.3–0.4", "confidence"), ("task", "kind"), ("other", "rule")):
        assert counts(found[table], of) == (0, 0, 1, 2)
    sure = found["confidence"][-1]
    assert (sure["accepted"], sure["confidence"]) == (0.5, pytest.approx(0.9))


def test_both_clocks(judged):
    before = calibration(Clocks(known=judged.at - timedelta(microseconds=1)))
    assert counts(before["kind"], "task") == (0, 0, 0, 3)
    assert before["kind"][-1]["accepted"] is None
    assert counts(before["kind"], "project") == (2, 1, 1, 1)
    assert calibration(Clocks(as_of=date(2021, 4, 26))) == {"confidence": [], "kind": [], "rule": []}
    assert calibration(Clocks(as_of=date(2021, 4, 27))) == calibration()


def test_a_correction_takes_no_judgement_away(judged):
    old = Document.objects.get()
    told("2", date(2021, 5, 1), {"uid": "f" * 64, "confidence": 0.9}, supersedes=old)
    refresh_void([old.id])
    assert counts(calibration()["kind"], "project") == (2, 1, 1, 1)
    assert counts(calibration()["kind"], "task") == (0, 0, 1, 0)


@given(st.floats(0, 1))
def test_a_confidence_lies_in_its_tenth(confidence):
    low, high = map(float, bin_of(confidence).split("–"))
    assert low - 1e-9 <= confidence <= high
