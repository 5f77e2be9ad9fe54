"""Whatever stands in a cell, a verb answers or tells one fault a line; nothing else comes out."""

import csv
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from route_tables import sight, town, trip, write

from sanjiang.core.errors import SanjiangError
from sanjiang.routes import deliver, tour
from sanjiang.routes.answer import deliver as answer_deliver
from sanjiang.routes.answer import flow as answer_flow
from sanjiang.routes.answer import tour as answer_tour

DOCS = Path(__file__).parents[2] / "docs"
ODD = ["", "-1", "0", "1e300", "1e-300", "1e7", "nan", "0.5", "x", "24:00", "23:59-24:00", "|", "9999-12-31", "A", "真"]


@pytest.fixture(scope="module", autouse=True)
def short_searches():
    """What is asked here is what comes out, not how good it is."""
    with pytest.MonkeyPatch.context() as patch:
        for module, names in ((tour, ("ITERATIONS", "TRIED")), (deliver, ("ITERATIONS",))):
            for name in names:
                patch.setattr(module, name, 5)
        yield


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A small folder of each verb."""
    base = tmp_path_factory.mktemp("good")
    for name in ("holiday", "season"):
        shutil.copytree(DOCS / name, base / name)
    write(
        base / "tour",
        towns=[town("A", 29.5, 103.7), town("B", 29.6, 103.8)],
        attractions=[
            sight("s1", 29.51, 103.7, hours="09:00-17:00", closed_weekdays="1", capacity=90, ticket=5, themes="tea"),
            sight("s2", 29.52, 103.7, closed_from="2021-01-01", closed_to="2021-02-01", groups="study"),
        ],
        roads=[{"from": "A", "to": "s1", "km": 3, "minutes": 9}],
        trips=[
            trip(days=2, overnight="A|B", pace="normal", group="study", people=20, themes="tea", must="s1", routes=2)
        ],
    )
    for name in ("farms", "stock", "vehicles", "produce", "outlets"):
        (base / "deliver").mkdir(exist_ok=True)
        shutil.copy(Path(deliver.__file__).parents[1] / f"data/atlas/{name}.csv", base / "deliver")
    rows = (DOCS / "deliver/orders.csv").read_text("utf-8").splitlines()[:9]
    (base / "deliver/orders.csv").write_text("\n".join(rows), encoding="utf-8")
    return base


@pytest.mark.parametrize(
    ("name", "ask"),
    [("tour", answer_tour), ("deliver", answer_deliver), ("holiday", answer_flow), ("season", answer_flow)],
)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_odd_cells_are_answered_or_told(folders, tmp_path_factory, name, ask, data):
    folder = tmp_path_factory.mktemp("odd") / name
    shutil.copytree(folders / name, folder)
    path = folder / data.draw(st.sampled_from(sorted(file.name for file in folder.glob("*.csv"))))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    row = data.draw(st.integers(1, len(rows) - 1))
    rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(st.sampled_from(ODD))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    faults = []
    try:
        assert ask(folder)
    except SanjiangError as error:
        faults = getattr(error, "problems", [str(error)])
    assert all(str(fault).count(" — ") == 2 for fault in faults)
