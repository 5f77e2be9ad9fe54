"""Objects show themselves in a notebook, as tables that escape what they hold."""

import base64
import re
from datetime import date
from pathlib import Path

import pytest

from sanjiang.answers import gaps_of, ladder_of
from sanjiang.core.shown import MOST, html_table
from sanjiang.network import Network, solve
from sanjiang.pipeline import Request, brief, load_library, read

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def request_():
    documents = tuple(sorted((ROOT / "examples").glob("*.txt")))
    return Request(documents, "乐山", date(2021, 4, 30), False, {})


def test_a_table_escapes_and_counts_what_it_leaves_out():
    shown = html_table("<t>", [{"a": "<script>", "b": None, "c": [1]}, *[{"a": 1234567.0}] * MOST])
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "&lt;t&gt;" in shown
    assert "<th>b</th>" not in shown
    assert "1.23457e+06" in shown or "1,234,570" in shown
    assert "1 行未列" in shown


def test_a_reading_shows_its_statements():
    shown = read(ROOT / "examples" / "leshan-2018-06.txt", load_library())._repr_html_()
    assert "江苏环太集团6GW单晶拉棒项目" in shown
    assert "6GW" in shown


def test_a_brief_shows_its_findings_tables_and_charts(request_):
    content, _ = brief(request_)
    shown = content._repr_html_()
    assert "断在电池片" in shown
    assert shown.count("<table>") > 6
    pictures = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', shown)
    assert len(pictures) >= 6
    assert all(base64.b64decode(p).lstrip().startswith(b"<svg") for p in pictures)
    assert "<script" not in shown


def test_answers_show_their_rows(request_):
    assert "电池片" in ladder_of(request_, lambda _: None)._repr_html_()
    assert "pays only if no partner serves" in gaps_of(request_, "kind", lambda _: None)._repr_html_()


def test_a_network_and_its_solution_show_their_tables():
    network = Network.read(ROOT / "docs" / "transport")
    assert "<caption>plants</caption>" in network._repr_html_()
    shown = solve(network)._repr_html_()
    assert "objective=-153675" in shown
    assert "<caption>flows</caption>" in shown
