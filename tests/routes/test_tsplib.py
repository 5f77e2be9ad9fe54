"""Files of the TSPLIB family: every format says the same distances, every fault its line."""

from itertools import pairwise

import numpy as np
import pytest

from sanjiang.core.errors import RouteError
from sanjiang.routes.published import tour_of
from sanjiang.routes.tsplib import read_instance

FULL = [[0, 3, 4, 9], [3, 0, 5, 7], [4, 5, 0, 2], [9, 7, 2, 0]]
PARTS = {
    "FULL_MATRIX": [x for row in FULL for x in row],
    "UPPER_ROW": [3, 4, 9, 5, 7, 2],
    "LOWER_ROW": [3, 4, 5, 9, 7, 2],
    "UPPER_DIAG_ROW": [0, 3, 4, 9, 0, 5, 7, 0, 2, 0],
    "LOWER_DIAG_ROW": [0, 3, 0, 4, 5, 0, 9, 7, 2, 0],
}
POINTS = "NAME : p\nDIMENSION : 3\nEDGE_WEIGHT_TYPE : {kind}\nNODE_COORD_SECTION\n1 0 0\n2 3 4.4\n3 6 8\n"
BURMA = """16.47 96.10 16.47 94.44 20.09 92.54 22.39 93.37 25.23 97.24 22.00 96.05 20.47 97.02
17.20 96.29 16.30 97.38 14.05 98.12 16.53 97.38 21.52 95.59 19.41 97.13 20.09 94.55"""
"""The points of burma14 (Reinelt 1995): degrees and minutes."""


def written(tmp_path, text, name="x.oplib"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", PARTS)
def test_every_way_to_write_a_matrix_is_the_same(tmp_path, form):
    numbers = " ".join(map(str, PARTS[form]))
    text = (
        f"DIMENSION: 4\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: {form}\nEDGE_WEIGHT_SECTION\n{numbers}\nEOF\n"
    )
    assert np.array_equal(read_instance(written(tmp_path, text)).distance, FULL)


@pytest.mark.parametrize(("kind", "expected"), [("EUC_2D", 5), ("CEIL_2D", 6), ("ATT", 2)])
def test_distances_are_rounded_as_their_kind_asks(tmp_path, kind, expected):
    """Between (0, 0) and (3, 4.4) lie 5.325; ATT divides the square by ten: 1.68 becomes 2."""
    assert read_instance(written(tmp_path, POINTS.format(kind=kind))).distance[0, 1] == expected


def test_windowed_deliveries_are_cut_to_one_decimal(tmp_path):
    text = POINTS.format(kind="EUC_2D") + "TIME_WINDOW_SECTION\n1 0 9\n2 0 9\n3 0 9\n"
    assert read_instance(written(tmp_path, text, "x.vrp")).distance[0, 1] == 5.3


def burma(tmp_path, limit):
    numbers = BURMA.split()
    points = [f"{i} {x} {y}" for i, (x, y) in enumerate(zip(numbers[::2], numbers[1::2], strict=True), 1)]
    scores = [f"{i} 1" for i in range(1, 15)]
    head = f"DIMENSION : 14\nCOST_LIMIT : {limit}\nEDGE_WEIGHT_TYPE : GEO\nNODE_COORD_SECTION"
    return written(tmp_path, "\n".join([head, *points, "NODE_SCORE_SECTION", *scores, "EOF"]))


def test_burma14_has_its_published_tour_of_3323(tmp_path):
    """All fourteen places fit into the published optimum (Reinelt 1995), and not into one less."""
    route = tour_of(burma(tmp_path, 3323), rounds=400)["routes"][0]
    assert (route["score"], route["length"]) == (14, 3323)
    assert tour_of(burma(tmp_path, 3322), rounds=400)["routes"][0]["score"] == 13


GOOD = (
    "COST_LIMIT : 20\n"
    + POINTS.format(kind="EUC_2D")
    + "NODE_SCORE_SECTION\n1 0\n2 5\n3 7\nDEPOT_SECTION\n1\n-1\nEOF\n"
)


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("DIMENSION : 3", "DIMENSION : 4", "x.oplib:8", "has 3 lines, expected 4"),
        ("DIMENSION : 3", "DIMENSION : many", "x.oplib", "not a number: many"),
        ("DIMENSION : 3\n", "", "x.oplib", "no DIMENSION"),
        ("DIMENSION : 3", "DIMENSION : 999999", "x.oplib", "DIMENSION 999999"),
        ("COST_LIMIT : 20\n", "", "x.oplib", "no COST_LIMIT"),
        ("COST_LIMIT : 20\n", "COST_LIMIT : -1\n", "x.oplib", "below 0"),
        ("EUC_2D", "XRAY1", "x.oplib", "EDGE_WEIGHT_TYPE XRAY1"),
        ("2 3 4.4", "2 3 nan", "x.oplib:7", "not a number: nan"),
        ("2 3 4.4", "2 3", "x.oplib:7", "expected three numbers"),
        ("2 3 4.4", "1 3 4.4", "x.oplib:7", "twice"),
        ("2 5\n", "", "x.oplib", "says nothing of node 2"),
        ("2 5\n", "9 5\n", "x.oplib:11", "no such node: 9"),
        ("2 5\n", "2 5 5\n", "x.oplib:11", "expected 2 numbers"),
        ("NAME : p", "what is this", "x.oplib:2", "not understood"),
        ("NODE_SCORE_SECTION", "NODE_COORD_SECTION", "x.oplib:9", "twice"),
        ("DEPOT_SECTION\n1", "DEPOT_SECTION\n7", "x.oplib:14", "no such node: 7"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, old, new, where, what):
    assert old in GOOD
    with pytest.raises(RouteError) as caught:
        tour_of(written(tmp_path, GOOD.replace(old, new)))
    assert caught.value.where == where
    assert what in caught.value.what


def test_without_a_fault_it_is_read(tmp_path):
    assert tour_of(written(tmp_path, GOOD), rounds=20)["routes"][0]["score"] == 12


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "x.vrp"
    path.write_bytes(bytes([0xFF, 0xFE, 0xFF]))
    with pytest.raises(RouteError, match="not a text"):
        read_instance(path)
    with pytest.raises(RouteError, match="cannot be read"):
        read_instance(tmp_path / "none.vrp")


def test_coordinates_and_matrix_keep_the_order_of_the_file(tmp_path):
    text = POINTS.format(kind="EUC_2D").replace("1 0 0\n2 3 4.4\n3 6 8", "7 0 0\n2 3 4\n9 6 8")
    instance = read_instance(written(tmp_path, text))
    assert instance.nodes == (7, 2, 9)
    assert [instance.distance[a, b] for a, b in pairwise(range(3))] == [5, 5]
