"""The command line: what it prints where, and one plain line for every bad input."""

import json
import os
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "../shared/cases"
OPTIMA = {"mexss": -538.8112, "trnsport": -153.675, "owen": 992.0}

GOOD = "宜宾硅材料企业投产\n2021年4月20日\n\n东江硅业宜宾6万吨多晶硅项目已建成投产,青岚光能宜宾10GW组件项目正在施工。\n"
LATER = GOOD.replace("2021年", "2022年").replace("东江", "西岭")
NETWORK = {
    "regions": "region\nwest\neast\n",
    "products": "product,unit\nore,t\nsteel,t\n",
    "processes": "process,unit,cost\nsmelt,t,10\n",
    "coefficients": "process,product,amount\nsmelt,ore,-2\nsmelt,steel,1\n",
    "plants": "plant,process,region,capacity\nworks,smelt,west,100\n",
    "supplies": "region,product,quantity,price\nwest,ore,,5\n",
    "demands": "region,product,quantity,price\nwest,steel,80,40\n",
}
STATEMENT_KEYS = {
    *(
        "id",
        "document",
        "kind",
        "name",
        "organisation",
        "organisation_id",
        "product",
        "product_id",
        "process",
        "process_id",
        "capacity",
    ),
    *("investment", "stage", "phase", "part_of", "place", "parties", "date", "count", "value", "unit", "evidence"),
    *("confidence", "rule"),
}
FOR_YIBIN = ("--region", "宜宾", "--alone")
"""Neighbours are left out where nothing is asked of them: that is quicker."""
GIVEN_KEYS = {"id", "document", "kind", "evidence", "confidence", "rule"}


@pytest.fixture
def good(tmp_path):
    return put(tmp_path / "good.txt", GOOD)


def put(path, text):
    path.write_text(text, "utf-8")
    return path.name


def write_network(folder, **tables):
    """Write the small network with some of its tables changed; None leaves a table out."""
    folder.mkdir()
    for name, text in {**NETWORK, **tables}.items():
        if text is not None:
            put(folder / f"{name}.csv", text)
    return folder.name


BAD_DOCUMENTS = {
    "empty": (b"", "empty"),
    "blank": (b"  \n\r\n\t", "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "PNG"),
    "binary": (bytes(range(256)) * 8, "not a text"),
    "no-encoding": (b"\xff\xff\x80" * 50, "encoding"),
}


def test_the_version_is_told(sanjiang):
    assert sanjiang("--version").out == f"sanjiang {version('sanjiang')}\n"


@pytest.mark.parametrize(("content", "word"), BAD_DOCUMENTS.values(), ids=BAD_DOCUMENTS)
@pytest.mark.parametrize("command", [("read",), ("brief", *FOR_YIBIN)], ids=lambda c: c[0])
def test_a_document_that_is_no_text(sanjiang, tmp_path, command, content, word):
    (tmp_path / "bad.txt").write_bytes(content)
    what, where, _ = sanjiang(command[0], "bad.txt", *command[1:]).fault
    assert word in what
    assert where.startswith("bad.txt")


@pytest.mark.parametrize("command", [("read",), ("brief", *FOR_YIBIN)], ids=lambda c: c[0])
def test_a_document_that_is_not_there(sanjiang, tmp_path, command):
    what, where, _ = sanjiang(command[0], "nowhere.txt", *command[1:]).fault
    assert "no such file" in what
    assert where == "nowhere.txt"
    what, where, _ = sanjiang(command[0], tmp_path, *command[1:]).fault
    assert "folder" in what
    assert where == str(tmp_path)


def test_a_region_that_nobody_knows(sanjiang, good):
    what, _, _ = sanjiang("brief", good, "--region", "亚特兰蒂斯").fault
    assert "亚特兰蒂斯" in what
    what, _, _ = sanjiang("brief", good, "--region", "999999").fault
    assert "999999" in what


def test_a_region_that_is_ambiguous_is_answered_with_its_readings(sanjiang, good):
    what, _, mend = sanjiang("brief", good, "--region", "市中区").fault
    assert "市中区" in what
    assert "511102" in mend
    assert "370103" in mend


@pytest.mark.parametrize("day", ["2021-13-30", "昨天", ""])
def test_an_as_of_that_is_no_day(sanjiang, good, day):
    what, where, mend = sanjiang("brief", good, *FOR_YIBIN, "--as-of", day).fault
    assert day in what
    assert where == "--as-of"
    assert "2021-04-30" in mend


def test_all_documents_after_the_as_of_date(sanjiang, tmp_path):
    put(tmp_path / "later.txt", LATER)
    what, where, _ = sanjiang("brief", "later.txt", *FOR_YIBIN, "--as-of", "2021-04-30").fault
    assert "2021-04-30" in what
    assert where == "later.txt (2022-04-20)"


def test_some_documents_after_the_as_of_date_are_left_out_and_said(sanjiang, tmp_path, good):
    put(tmp_path / "later.txt", LATER)
    run = sanjiang("brief", "later.txt", good, *FOR_YIBIN, "--as-of", "2021-04-30", "--json")
    assert (run.code, run.err) == (0, "")
    notes = {d["name"]: (d["used"], d["statements"], d["note"]) for d in run.value["documents"]}
    assert notes["good.txt"] == (True, run.value["statements"], None)
    assert notes["later.txt"][:2] == (False, 0)
    assert "2021-04-30" in notes["later.txt"][2]
    assert "西岭" not in run.out
    assert "later than 2021-04-30" in " ".join(
        sanjiang("brief", "later.txt", good, *FOR_YIBIN, "--as-of", "2021-04-30").out.split()
    )


@pytest.mark.parametrize("assume", ["spread", "market.spread=", "market.spread=much", "no.such=1", "=1"])
def test_an_assumption_that_is_none(sanjiang, good, assume):
    what, where, _ = sanjiang("brief", good, *FOR_YIBIN, "--assume", assume).fault
    assert assume.split("=")[0] in what
    assert where == "--assume"


@pytest.mark.parametrize("number", ["nan", "inf"])
def test_an_assumption_that_is_no_number(sanjiang, good, number):
    what, _, _ = sanjiang("brief", good, *FOR_YIBIN, "--assume", f"market.spread={number}").fault
    assert "market.spread" in what


def test_an_assumption_changes_the_answer_and_is_shown(sanjiang, good):
    as_given = sanjiang("brief", good, *FOR_YIBIN, "--json").value
    changed = sanjiang("brief", good, *FOR_YIBIN, "--json", "--assume", "finance.discount_rate=0.25").value
    rates = [{a["name"]: a for a in value["assumptions"]}["finance.discount_rate"] for value in (as_given, changed)]
    assert rates[0]["value"] < 0.25
    assert [rates[1][k] for k in ("value", "low", "high")] == [0.25, 0.25, 0.25]
    assert "set by the user" in rates[1]["because"]
    worths = [{g["process"]: g["worth"] for g in value["gaps"]} for value in (as_given, changed)]
    valued = [process for process, worth in worths[0].items() if worth is not None]
    assert "pv-cell" in valued
    assert [process for process in valued if worths[1][process] >= worths[0][process]] == []


@pytest.mark.parametrize("place", ["good.txt/page.html", "folder.html"])
def test_a_page_that_cannot_be_written(sanjiang, good, tmp_path, place):
    (tmp_path / "folder.html").mkdir()
    what, where, _ = sanjiang("brief", good, *FOR_YIBIN, "--out", place).fault
    assert "cannot write" in what
    assert where == place


def test_what_could_be_read_is_written_and_the_rest_reported(sanjiang, good, tmp_path):
    run = sanjiang("brief", good, "nowhere.txt", *FOR_YIBIN, "--out", "deep/page.html", "--json")
    assert run.fault[1] == "nowhere.txt"
    assert [d["name"] for d in run.value["documents"]] == ["good.txt"]
    page = (tmp_path / "deep" / "page.html").read_text("utf-8")
    assert page.startswith("<!")
    assert "东江硅业" in page
    run = sanjiang("read", "nowhere.txt", good, "--format", "jsonl")
    assert run.fault[1] == "nowhere.txt"
    assert len(run.out.splitlines()) == 2


def test_the_summary_says_where_the_page_lies(sanjiang, good):
    run = sanjiang("brief", good, *FOR_YIBIN, "--out", "page.html")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[-1].endswith("page.html")
    assert "宜宾市" in run.out


def test_a_network_is_solved(sanjiang, tmp_path):
    run = sanjiang("solve", write_network(tmp_path / "net"), "--json")
    assert run.err == ""
    assert run.value["status"] == "optimal"
    assert run.value["objective"] == pytest.approx(80 * 40 - 80 * (2 * 5 + 10))
    assert "1600" in sanjiang("solve", "net").out


BAD_NETWORKS = {
    "missing table": ({"products": None}, "products.csv", "products"),
    "unknown product": ({"demands": "region,product,quantity,price\nwest,stele,80,40\n"}, "demands.csv:2", "stele"),
    "wrong unit": ({"processes": "process,unit,cost\nsmelt,GW,10\n"}, "processes.csv:2", "GW"),
    "no number": ({"plants": "plant,process,region,capacity\nworks,smelt,west,lots\n"}, "plants.csv:2", "lots"),
    "missing column": ({"processes": "process,cost\nsmelt,10\n"}, "processes.csv:1", "unit"),
}


@pytest.mark.parametrize(("tables", "place", "thing"), BAD_NETWORKS.values(), ids=BAD_NETWORKS)
def test_a_network_with_a_fault(sanjiang, tmp_path, tables, place, thing):
    run = sanjiang("solve", write_network(tmp_path / "net", **tables), "--json")
    what, where, _ = run.fault
    assert thing in what
    assert where.startswith(place)
    assert run.out == ""


def test_a_network_that_is_not_there(sanjiang, good):
    assert sanjiang("solve", "nowhere").fault[1] == "nowhere"
    assert sanjiang("solve", good).fault[1] == "good.txt"


@pytest.mark.parametrize(("name", "objective"), OPTIMA.items())
def test_a_published_case_is_solved(sanjiang, name, objective):
    if not CASES.is_dir():
        pytest.skip("the shared cases are not beside this repository")
    value = sanjiang("solve", CASES.resolve() / name, "--json").value
    assert value["objective"] == pytest.approx(objective, rel=1e-6)
    assert set(value) == {"status", "objective", "currency", "rows", "columns", "seconds"}
    assert set(value["seconds"]) == {"read", "build", "solve"}


def test_brief_prints_one_json_value_with_the_contract_s_keys(sanjiang, good):
    value = sanjiang("brief", good, "--region", "宜宾", "--json").value
    keys = {"region", "as_of", "documents", "statements", "ladder", "gaps", "partners", "assumptions", "lacking"}
    assert keys <= set(value)
    assert value["as_of"] == "2021-04-20"  # of the latest document, as nobody gave a day


def test_read_prints_statements_with_the_contract_s_keys(sanjiang, good):
    run = sanjiang("read", good, "--format", "jsonl")
    assert (run.code, run.err) == (0, "")
    statements = [json.loads(line) for line in run.out.splitlines()]
    assert [s["kind"] for s in statements] == ["project", "project"]
    for statement in statements:
        assert GIVEN_KEYS <= set(statement) <= STATEMENT_KEYS
        assert None not in statement.values()
        assert 0 <= statement["confidence"] <= 1
        assert set(statement["place"]) == {"name", "adcode"}
        assert all(set(e) == {"start", "end", "quote"} for e in statement["evidence"])
    assert statements[0]["capacity"] == {"value": 60_000, "unit": "t", "per": None, "as_written": "6万吨"}


def test_read_prints_a_table(sanjiang, good):
    run = sanjiang("read", good)
    assert (run.code, run.err) == (0, "")
    assert "东江硅业" in run.out
    _, where, mend = sanjiang("read", good, "--format", "xml").fault
    assert where == "--format"
    assert "jsonl" in mend


ENCODED = {
    "lf": GOOD.encode(),
    "crlf": GOOD.replace("\n", "\r\n").encode(),
    "bom": GOOD.encode("utf-8-sig"),
    "crlf and bom": GOOD.replace("\n", "\r\n").encode("utf-8-sig"),
    "gb18030": GOOD.encode("gb18030"),
    "utf-16": GOOD.encode("utf-16"),
}


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED)
def test_offsets_count_in_the_text_that_read_prints(sanjiang, tmp_path, content):
    (tmp_path / "article.txt").write_bytes(content)
    text = sanjiang("read", "article.txt", "--text").out
    assert text.replace("\r\n", "\n") == GOOD
    assert ("\r\n" in text) == (b"\r\n" in content)
    statements = list(map(json.loads, sanjiang("read", "article.txt", "--format", "jsonl").out.splitlines()))
    spans = [e for s in statements for e in s["evidence"]]
    assert len(statements) == 2
    assert [e for e in spans if text[e["start"] : e["end"]] != e["quote"]] == []


def test_windows_line_ends_reach_a_file_unchanged(tmp_path):
    content = GOOD.replace("\n", "\r\n").encode("utf-8-sig")
    (tmp_path / "article.txt").write_bytes(content)
    command = [sys.executable, "-m", "sanjiang", "read", "article.txt", "--text"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == content.removeprefix(b"\xef\xbb\xbf")
    assert done.stderr == b""


def test_a_document_given_twice_counts_once(sanjiang, good):
    once = sanjiang("brief", good, *FOR_YIBIN, "--json").value
    twice = sanjiang("brief", good, good, f"./{good}", *FOR_YIBIN, "--json").value
    assert twice == once


def test_a_text_under_two_names_counts_once(sanjiang, tmp_path, good):
    put(tmp_path / "same.txt", GOOD)
    once = sanjiang("brief", good, *FOR_YIBIN, "--json").value
    twice = sanjiang("brief", good, "same.txt", *FOR_YIBIN, "--json").value
    assert [d["name"] for d in twice["documents"]] == ["good.txt", "same.txt"]
    assert {k: v for k, v in twice.items() if k != "documents"} == {k: v for k, v in once.items() if k != "documents"}


@pytest.mark.parametrize("command", [(), ("brief",), ("read",), ("solve",)], ids=" ".join)
def test_help(sanjiang, command):
    run = sanjiang(*command, "--help")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"Usage: {' '.join(['sanjiang', *command])}")
    words = ("brief", "read", "solve") if not command else ("--help",)
    assert [w for w in words if w not in run.out] == []


@pytest.mark.parametrize(
    ("command", "word"),
    [
        (("brief", "good.txt"), "--region"),
        (("brief", "good.txt", "--region"), "--region"),
        (("read", "good.txt", "--formt", "table"), "--formt"),
        (("solve",), "folder"),
        (("breif", "good.txt"), "breif"),
    ],
)
def test_a_command_written_wrongly_is_one_line(sanjiang, good, command, word):
    what, _, mend = sanjiang(*command).fault
    assert word in what
    assert "--help" in mend


def test_no_command_prints_the_help(sanjiang):
    run = sanjiang()
    assert (run.code, run.err) == (0, "")
    assert "brief" in run.out


def test_help_of_the_module_without_the_command():
    environment = {**os.environ, "COLUMNS": "100"}
    command = [sys.executable, "-m", "sanjiang", "--help"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert "brief" in done.stdout
    assert done.stderr == ""


def test_a_fault_leaves_the_process_with_two_and_no_traceback(tmp_path):
    command = [sys.executable, "-m", "sanjiang", "brief", "nowhere.txt", *FOR_YIBIN]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("sanjiang: ")
    assert done.stderr.count("\n") == 1


# ---- the brief in several forms, and what changed ---------------------------------------------------------------


def test_what_changed_is_told_in_the_terminal_and_in_json(sanjiang, good):
    for day in ("2021-04-30", "2021-12-31"):
        assert sanjiang("brief", good, *FOR_YIBIN, "--as-of", day, "--out", f"{day}.json").code == 0
    told = sanjiang("brief", "compare", "2021-04-30.json", "2021-12-31.json")
    assert "变化 changes" in told.out
    value = sanjiang("brief", "compare", "2021-04-30.json", "2021-12-31.json", "--json").value
    assert {"steps", "gaps", "partners", "assumptions", "documents", "before", "after"} <= set(value)
    since = sanjiang("brief", good, *FOR_YIBIN, "--as-of", "2021-12-31", "--since", "2021-04-30", "--json").value
    assert since["changes"]["gaps"] == value["gaps"]


def test_an_ending_a_language_or_a_day_that_is_not_known_is_refused_before_anything_is_solved(sanjiang, good):
    assert "no rendering writes this ending" in sanjiang("brief", good, *FOR_YIBIN, "--out", "brief.pdf").fault[0]
    assert "no such language" in sanjiang("brief", good, *FOR_YIBIN, "--lang", "fr").fault[0]
    assert sanjiang("brief", good, *FOR_YIBIN, "--since", "gestern").fault[1] == "--since"


def test_what_is_no_brief_is_not_compared(sanjiang, good):
    assert "no brief's JSON" in sanjiang("brief", "compare", good, good).fault[0]
    assert sanjiang("brief", "compare", "nowhere.json", good).fault[1] == "nowhere.json"


def test_folders_and_archives_are_read_and_one_bad_file_stops_none(sanjiang, tmp_path, good):
    folder = tmp_path / "材料"
    folder.mkdir()
    (folder / "a.txt").write_bytes((tmp_path / good).read_bytes())
    (folder / "b.png").write_bytes(b"\x89PNG\r\n")
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.write(tmp_path / good, "../d.txt")
    run = sanjiang("read", folder, "--format", "jsonl")
    assert run.code == 0
    assert {json.loads(line)["document"] for line in run.out.splitlines()} == {
        f"{folder}/a.txt",
        f"{folder}/c.zip/../d.txt",
    }
    assert run.err.count("\n") == 1
    assert "b.png" in run.err
    (folder / "0.docx").write_bytes(b"PK\x03\x04")
    run = sanjiang("brief", folder, *FOR_YIBIN, "--json")
    assert run.code == 2
    assert json.loads(run.out)
    assert [line for line in run.err.splitlines() if "0.docx" in line and "damaged" in line]
    assert sanjiang("check", folder / "c.zip", "--json").code == 0
