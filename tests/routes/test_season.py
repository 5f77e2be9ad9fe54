"""The season of docs/routes.md: the cold store, when it is built and what it gains are those worked out by hand."""

from pathlib import Path

import pytest
from route_tables import write

from sanjiang.network import TableError
from sanjiang.routes.season import plan_season

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "routes.md").read_text("utf-8")
NO_INTEREST = {"finance.discount_rate": 0.0}


@pytest.fixture(scope="module")
def season():
    return plan_season(DOCS / "season", NO_INTEREST)


def test_the_cold_store_is_the_one_worked_out_by_hand(season):
    store = season["cold_store"]
    assert (store["size"], store["charge_per_week"], store["gain"]) == (62.5, 100, 140_000)
    assert store["builds"] == [{"week": "w1", "size": 50}, {"week": "w2", "size": 12.5}]
    assert season["objective"] == 340_000
    for told in ("62.5", "100", "140,000", "340,000", "200,000", "17.5"):
        assert f"**{told}**" in PAGE


def test_what_is_sent_and_kept_is_what_is_worked_out_by_hand(season):
    assert [(each["week"], each["amount"]) for each in season["sent"]] == [("w1", 50), ("w2", 17.5), ("w3", 50)]
    assert [(each["week"], each["store"], each["amount"]) for each in season["stock"]] == [
        ("w1", "cold", 50),
        ("w2", "cold", 62.5),
    ]
    assert season["unharvested"] == []


def test_without_a_cold_store_half_of_the_first_week_stays_in_the_field(tmp_path):
    folder = changed(tmp_path, "storage", [{"store": "cold", "loss": 0.2, "capex": 52_000, "largest": 0}])
    answer = plan_season(folder, NO_INTEREST)
    assert (answer["objective"], answer["cold_store"]["size"]) == (200_000, 0)
    assert answer["unharvested"] == [{"week": "w1", "product": "tomatoes", "amount": 50}]


def test_a_dear_store_is_not_built_and_interest_makes_it_dearer(tmp_path):
    dear = [{"store": "cold", "loss": 0.2, "capex": 2e6, "life_years": 10, "largest": 500}]
    assert plan_season(changed(tmp_path, "storage", dear), NO_INTEREST)["cold_store"]["builds"] == []
    store = plan_season(DOCS / "season", {"finance.discount_rate": 0.08})["cold_store"]
    assert store["charge_per_week"] == pytest.approx(52_000 * 0.08 / (1 - 1.08**-10) / 52)


def test_a_lead_of_a_week_leaves_the_first_week_without_a_store(tmp_path):
    late = [{"store": "cold", "loss": 0.2, "capex": 52_000, "life_years": 10, "largest": 500, "lead_weeks": 1}]
    answer = plan_season(changed(tmp_path, "storage", late), NO_INTEREST)
    assert [each["week"] for each in answer["cold_store"]["builds"]] == ["w1"]
    assert [each["week"] for each in answer["stock"]] == ["w2"]


def test_a_store_that_stands_is_used_before_any_is_built(tmp_path):
    here = [{"store": "cold", "capacity": 50, "loss": 0.2, "capex": 52_000, "life_years": 10, "largest": 500}]
    store = plan_season(changed(tmp_path, "storage", here), NO_INTEREST)["cold_store"]
    assert store["builds"] == [{"week": "w2", "size": 12.5}]


def test_goods_share_one_store(tmp_path):
    """Two goods of half the harvest and half the sales need the store of one."""
    goods = [{"product": p, "name_zh": p, "name_en": p} for p in ("a", "b")]
    weeks = [("w1", 50, 2700), ("w2", 20, 3200), ("w3", 0, 5200)]
    harvests = [{"week": w, "product": g, "quantity": q, "cost": 500} for w, q, _ in weeks for g in ("a", "b")]
    sales = [
        {"week": w, "market": "chengdu", "product": g, "price": p, "quantity": 25} for w, _, p in weeks for g in "ab"
    ]
    folder = changed(tmp_path, "goods", goods)
    write(folder, harvests=harvests, sales=sales)
    answer = plan_season(folder, NO_INTEREST)
    assert (answer["cold_store"]["size"], answer["objective"]) == (62.5, 340_000)


def changed(tmp_path, name, rows):
    """The season of the page with another table."""
    folder = tmp_path / "s"
    folder.mkdir(parents=True, exist_ok=True)
    for file in (DOCS / "season").glob("*.csv"):
        (folder / file.name).write_text(file.read_text("utf-8"), encoding="utf-8")
    return write(folder, **{name: rows})


def test_wrong_cells_are_told_with_their_place(tmp_path):
    with pytest.raises(TableError, match=r"storage.csv:2 loss"):
        plan_season(changed(tmp_path, "storage", [{"store": "cold", "loss": 1.5}]))
