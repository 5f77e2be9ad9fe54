"""The whole life of a register: read in, reviewed, amended, read again, names joined and parted, both clocks, moved."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from sanjiang.documents.gather import gather
from sanjiang.pipeline import load_library
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.alike import Shelf
from sanjiang.workbench.register.clocks import Clocks, standing
from sanjiang.workbench.register.entities.decide import decide
from sanjiang.workbench.register.entities.known import entity_of
from sanjiang.workbench.register.export_file import export_file
from sanjiang.workbench.register.holdings import holdings
from sanjiang.workbench.register.import_file import import_file
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.models import Document, Name, Statement
from sanjiang.workbench.register.reread import reread
from sanjiang.workbench.register.statistics import statistics

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
EXAMPLES = Path(__file__).parents[2] / "examples"


def told(clocks=None):
    """What counts, without what another register gives anew: ids, documents and offsets."""
    rows = []
    for each in standing() if clocks is None else standing(clocks):
        said = {k: v for k, v in each.current.said.items() if k not in ("id", "document", "evidence", "part_of")}
        quotes = [e["quote"] for e in each.current.said["evidence"]]
        rows.append((each.row.told, each.current.decision, sorted(said.items(), key=str), quotes))
    return sorted(rows, key=str)


@pytest.mark.parametrize("folder", [EXAMPLES, CORPUS], ids=["examples", "corpus"])
def test_the_whole_life(register, folder, tmp_path, another_register):
    if not folder.is_dir():
        pytest.skip("needs ../shared/corpus")
    library, shelf = load_library(), Shelf()
    texts = [found for found in gather([folder]) if found.name.endswith((".txt", ".html"))]
    for found in texts:
        add(found, library, "甲", shelf)
    assert Document.objects.count() == len(texts)
    came = max(Document.objects.values_list("came", flat=True))
    before = told()
    rows = list(Statement.objects.filter(kind="project").order_by("id")[:4])
    judge(rows[0].uid, "accept", by="乙")
    judge(rows[1].uid, "reject", by="乙")
    judge(rows[2].uid, "amend", by="乙", fields={"stage": "operating", "name": "改过的项目"})
    judge(rows[3].uid, "reject", by="乙")
    judge(rows[3].uid, "undo", by="丙")
    for document in Document.objects.order_by("id"):
        again = reread(document, library, "甲")
        assert (again.new, again.changed, again.gone) == (0, 0, 0)
    assert [Statement.objects.get(uid=r.uid).decision for r in rows] == ["accept", "reject", "amend", ""]
    _join_and_part()
    assert told(Clocks(known=came + timedelta(microseconds=1))) == before
    assert told(Clocks(as_of=date(1990, 1, 1))) == [row for row in told() if row[0] is None]
    assert len(told()) == len(before) - 1
    everything, figures = told(), _figures()
    export_file(tmp_path / "all.jsonl")
    with another_register():
        assert not Statement.objects.exists()
        assert not import_file(tmp_path / "all.jsonl", "丁").faults
        assert told() == everything
        assert _figures() == figures


def _join_and_part():
    one, other = Name.objects.filter(kind="organisation").order_by("id")[:2]
    decide(one.id, other.id, "join", by="乙")
    assert len(set(entity_of([one.id, other.id]).values())) == 1
    decide(one.id, other.id, "undo", by="丙")
    decide(one.id, other.id, "part", by="乙")
    assert len(set(entity_of([one.id, other.id]).values())) == 2


def _figures():
    """What the register holds and counts, without ids."""
    return len(holdings("project")), _without_ids(statistics(["stage"])["rows"])


def _without_ids(value):
    if isinstance(value, dict):
        return {key: _without_ids(each) for key, each in value.items() if key != "statements"}
    return [_without_ids(each) for each in value] if isinstance(value, list) else value
