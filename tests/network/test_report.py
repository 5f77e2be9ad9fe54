"""A solution in a terminal and as files: names are printed as they stand."""

from __future__ import annotations

from sanjiang.network import Network, report, solve


def test_names_are_no_markup(chain, capsys):
    chain["regions"].append({"region": "[/x]"})
    market = {"region": "[/x]", "product": "steel", "quantity": 1}
    chain["demands"].append({**market, "price": 9})
    chain["supplies"].append({**market, "price": 1})
    chain["settings"] = [{"key": "currency", "value": "[bold]"}]
    report.tables(solve(Network.from_rows(chain)))
    printed = capsys.readouterr().out
    assert "[/x]" in printed
    assert "[bold]" in printed


def test_a_name_of_a_file_of_results_is_no_formula(chain, tmp_path):
    chain["plants"][0]["plant"] = "=1+1"
    report.write(solve(Network.from_rows(chain)), tmp_path / "out")
    assert "\n'=1+1,smelt,west,80.0,t\n" in (tmp_path / "out/activity.csv").read_text("utf-8")
