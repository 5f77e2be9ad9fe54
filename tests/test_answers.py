"""The verbs that decide, on documents and network folders: their JSON, their evidence, one line for each fault."""

import json
import random
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from sanjiang.answers import gaps_of, ladder_of, partners_of
from sanjiang.brief.content import named_figures
from sanjiang.library.data_files import data_path
from sanjiang.pipeline import Request, load_library, read
from test_cli import FOR_YIBIN, GOOD, put, write_network

ROOT = Path(__file__).parents[1]
EXAMPLES = tuple(sorted((ROOT / "examples").glob("*.txt")))
LESHAN = ("--region", "乐山", "--as-of", "2021-04-30")
VERBS = {
    "ladder": (),
    "gaps": (),
    "partners": (),
    "recruit": ("--budget", "money=60亿元", "--budget", "power=50亿千瓦时"),
    "share": (),
    "history": (),
}
FOLDER = {
    "products": "product,unit\nore,t\npig,t\nsteel,t\n",
    "processes": "process,unit,cost,capex\nblast,t,5,40\nsmelt,t,10,50\n",
    "coefficients": "process,product,amount\nblast,ore,-2\nblast,pig,1\nsmelt,pig,-1\nsmelt,steel,1\n",
    "plants": "plant,process,region,capacity\nworks,smelt,west,100\nfurnace,blast,north,60\n",
    "regions": "region\nwest\neast\nnorth\n",
    "supplies": "region,product,quantity,price\nwest,ore,,5\nnorth,ore,,5\neast,pig,,30\n",
    "demands": "region,product,quantity,price\neast,steel,80,60\n",
    "lanes": "origin,destination,mode,distance_km\nwest,east,rail,10\neast,west,rail,10\n"
    "north,west,rail,20\nnorth,east,rail,19\n",
    "freight": "product,mode,per_km\npig,rail,0.1\nsteel,rail,0.1\n",
}


@pytest.fixture
def answer(sanjiang):
    """Ask a verb about the examples, of Leshan."""

    def ask(verb, *options):
        run = sanjiang(verb, *EXAMPLES, *LESHAN, *(options or VERBS[verb]), "--json")
        assert (run.code, run.err) == (0, "")
        return run.value

    return ask


def numbers_without_evidence(value, covered=False, path="$"):
    """Yield where a number stands that neither its object nor one around it gives evidence for."""
    if isinstance(value, dict):
        covered = covered or bool(value.get("evidence"))
        for key, inner in value.items():
            if key != "evidence":
                yield from numbers_without_evidence(inner, covered, f"{path}.{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from numbers_without_evidence(inner, covered, f"{path}[{i}]")
    elif isinstance(value, int | float) and not isinstance(value, bool) and not covered:
        yield path


def test_the_walker_finds_a_bare_number():
    assert list(numbers_without_evidence([{"a": {"b": 1}, "evidence": []}, 2])) == ["$[0].a.b", "$[1]"]
    assert list(numbers_without_evidence([{"a": {"b": 1}, "evidence": [{"assumption": "x"}]}])) == []


def evidence_in(value):
    if isinstance(value, dict):
        yield from value.get("evidence", [])
        for key, inner in value.items():
            if key != "evidence":
                yield from evidence_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from evidence_in(inner)


@pytest.fixture(scope="module")
def known():
    """Statements of the examples, and names of figures and rules."""
    library = load_library()
    statements = {s.id for path in EXAMPLES for s in read(path, library).statements}
    rules = tomllib.loads(data_path("assumptions.toml").read_text("utf-8"))
    return statements, {*named_figures(library, date(2021, 4, 30)), *rules}


@pytest.mark.parametrize("verb", VERBS)
def test_every_number_has_evidence_or_an_assumption(answer, known, verb):
    value = answer(verb)
    assert list(numbers_without_evidence(value)) == []
    statements, names = known
    found = list(evidence_in(value))
    assert len(found) > 5
    for item in found:
        ((shape, text),) = item.items()
        resolved = {"statement": text in statements, "assumption": text in names, "citation": bool(str(text).strip())}
        assert resolved[shape], item


KEYS = {
    "ladder": "process name_zh operating under_construction planned unit plants without_figure final evidence",
    "gaps": "rank kind process name_zh region size size_unit worth worth_low worth_high worth_unit payback_years "
    "verdict because evidence moved_most_by",
    "partners": "rank region name process operating announced unit distance_km worth evidence exchanged",
}


@pytest.mark.parametrize("verb", KEYS)
def test_a_list_has_the_keys_of_the_contract(answer, verb):
    value = answer(verb)
    assert isinstance(value, list)
    assert len(value) > 2
    assert [item for item in value if set(KEYS[verb].split()) - set(item)] == []


def test_recruit_has_the_keys_of_the_contract(answer):
    value = answer("recruit")
    assert {"builds", "objective_gain", "budget"} <= set(value)
    assert value["builds"]
    for build in value["builds"]:
        assert {"process", "region", "size", "unit", "cost", "payback_years", "companies"} <= set(build)
        assert build["payback_years"] > 0
        for company in build["companies"]:
            assert company["name"]
            assert company["evidence"]
            assert {p["region"] for p in company["plants"]}.isdisjoint({"511100"})
    assert all(b["used"] <= b["limit"] for b in value["budget"].values())
    assert value["gain_low"] <= value["objective_gain"] <= value["gain_high"]


def test_the_brief_says_what_the_verbs_say(sanjiang, answer):
    brief = sanjiang("brief", *EXAMPLES, *LESHAN, "--json").value
    assert answer("ladder") == brief["ladder"]
    assert answer("gaps") == brief["gaps"]
    assert answer("share") == brief["share"]
    placed = [
        {**p, "lat": q["lat"], "lon": q["lon"]} for p, q in zip(answer("partners"), brief["partners"], strict=True)
    ]
    assert placed == brief["partners"]


def test_gaps_by_worth_leave_kinds_aside(answer):
    by_kind, by_worth = answer("gaps"), answer("gaps", "--by", "worth")
    assert sorted(g["process"] for g in by_kind) == sorted(g["process"] for g in by_worth)
    worths = [g["worth"] for g in by_worth if g["worth"] is not None]
    assert worths == sorted(worths, reverse=True)
    assert [g["rank"] for g in by_worth] == list(range(1, len(by_worth) + 1))
    assert [g["kind"] for g in by_worth] != [g["kind"] for g in by_kind]


def test_what_moves_a_gap_most_is_named_and_can_be_set(answer):
    cells = answer("gaps")[0]
    assert cells["moved_most_by"] == cells["sensitivity"][0]["name"]
    named = next(s for s in cells["sensitivity"] if s["low"] is not None)
    again = answer("gaps", "--assume", f"{named['name']}={named['high']}")[0]
    at_size = {s["size"]: s["worth"] for s in again["sizes"]}
    assert at_size[cells["size"]] == pytest.approx(named["worth_at_high"])


def request(*paths):
    return Request(tuple(paths), "乐山", date(2021, 4, 30), False, {})


def without_rank_evidence(items):
    """Return answers without the order of their evidence."""
    return [{**item, "evidence": sorted(map(json.dumps, item["evidence"]))} for item in items]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_documents_changes_nothing(seed):
    mixed = list(EXAMPLES)
    random.Random(seed).shuffle(mixed)
    assert mixed != list(EXAMPLES)
    for ask in (ladder_of, gaps_of, partners_of):
        assert ask(request(*mixed)).value == ask(request(*EXAMPLES)).value


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        (r"(\d+)GW", lambda m: f"{int(m[1]) * 1000}MW"),
        (r"(\d+)GW", lambda m: f"{int(m[1])}吉瓦"),
        (r"10万吨", lambda _: "100000吨"),
        (r"10万吨", lambda _: "100千吨"),
    ],
)
def test_the_units_of_documents_change_nothing(tmp_path, pattern, written):
    article = ROOT / "examples/leshan-2021-04.txt"
    text = article.read_text("utf-8")
    changed = re.sub(pattern, written, text)
    assert changed != text
    (tmp_path / "same.txt").write_text(changed, "utf-8")

    def told(path):
        ladder = [(r["process"], r["under_construction"], r["final"]) for r in ladder_of(request(path)).value]
        gaps = [(g["kind"], g["process"], g["size"], g["worth"], g["verdict"]) for g in gaps_of(request(path)).value]
        return ladder, gaps

    one, other = told(article), told(tmp_path / "same.txt")
    assert other[0] == one[0]
    assert [g[:2] for g in other[1]] == [g[:2] for g in one[1]]
    for a, b in zip(one[1], other[1], strict=True):
        assert b[2:4] == (pytest.approx(a[2]), a[3] if a[3] is None else pytest.approx(a[3]))


@pytest.mark.parametrize("verb", VERBS)
def test_tables_in_a_terminal(sanjiang, verb):
    run = sanjiang(verb, *EXAMPLES, *LESHAN, *VERBS[verb])
    assert (run.code, run.err) == (0, "")
    words = {"ladder": "阶梯", "gaps": "最敏感", "partners": "成都市", "recruit": "回收期", "history": "中位数"}
    assert words.get(verb, "核仁") in run.out


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "share"])  # nobody shares alone
def test_nothing_on_any_chain_is_an_empty_answer(sanjiang, tmp_path, verb):
    put(tmp_path / "tea.txt", "宜宾春茶上市\n2021年4月20日\n\n春分过后,宜宾进入采摘季。\n")
    value = sanjiang(verb, "tea.txt", *FOR_YIBIN, "--json").value
    assert not value or not (value.get("builds") or value.get("plants"))
    run = sanjiang(verb, "tea.txt", *FOR_YIBIN)
    assert run.code == 0
    assert run.out.strip()


def test_a_document_that_cannot_be_read_is_reported_after_the_answer(sanjiang, tmp_path):
    put(tmp_path / "good.txt", GOOD)
    run = sanjiang("ladder", "good.txt", "nowhere.txt", *FOR_YIBIN, "--json")
    assert run.fault[1] == "nowhere.txt"
    assert len(run.value) == 6


FAULTS = [
    (("gaps", "--by", "size"), "--by", "size"),
    (("recruit", "--budget", "gold=5吨"), "--budget gold=5吨", "unknown budget"),
    (("recruit", "--budget", "money"), "--budget money", "CNY"),
    (("recruit", "--budget", "money=5吨"), "--budget money=5吨", "not an amount in CNY"),
    (("recruit", "--budget", "money=-3亿元"), "--budget money=-3亿元", "not an amount"),
    (("recruit", "--budget", "money=1000元"), "--budget money=1000 CNY", "larger than the budget"),
    (("recruit", "--budget", "land=2000亩"), "--budget land", "cannot be applied"),
    (("recruit", "--need", "pv-sell.land=60亩"), "--need pv-sell.land=60亩", "unknown process"),
    (("recruit", "--companies", "none.csv"), "none.csv", "cannot be read"),
    (("ladder", "--assume", "no.such=1"), "--assume", "no such assumption"),
    (("partners", "--as-of", "soon"), "--as-of", "soon"),
]


@pytest.mark.parametrize(
    ("command", "where", "word"), FAULTS, ids=lambda x: " ".join(x) if isinstance(x, tuple) else ""
)
def test_a_fault_is_one_line(sanjiang, tmp_path, command, where, word):
    put(tmp_path / "good.txt", GOOD)
    run = sanjiang(command[0], "good.txt", *FOR_YIBIN, *command[1:], "--json")
    assert run.fault[1] == where
    assert word in run.fault[0]
    assert run.out == ""


def test_budgets_of_land_with_the_users_own_needs_and_list(sanjiang, tmp_path):
    put(tmp_path / "good.txt", GOOD)
    put(tmp_path / "list.csv", "企业,产品,地区\n云汀光能,工业硅、多晶硅、拉棒、硅片切片、太阳能电池、光伏组件,海口\n")
    needs = {"industrial-silicon": "0.001", "polysilicon-rod": "0.01"}
    needs |= dict.fromkeys(("pv-ingot", "pv-wafer", "pv-cell", "pv-module"), "50")
    said = [x for p, n in needs.items() for x in ("--need", f"{p}.land={n}亩")]
    command = ("recruit", "good.txt", *FOR_YIBIN, "--budget", "land=600亩", *said, "--companies", "list.csv", "--json")
    plan = sanjiang(*command).value
    assert 0 < plan["budget"]["land"]["used"] <= 600
    assert plan["builds"]
    for build in plan["builds"]:
        process = "polysilicon-rod" if build["process"] == "polysilicon" else build["process"]
        assert build["uses"]["land"] == pytest.approx(float(needs[process]) * build["size"])
        assert {"assumption": f"{process}.land"} in build["evidence"]
        listed = next(c for c in build["companies"] if c["name"] == "云汀光能")
        assert listed["evidence"] == [{"citation": "list.csv:2"}]


@pytest.mark.parametrize("verb", ["ladder", "gaps", "partners"])
def test_a_folder_of_network_tables(sanjiang, tmp_path, verb):
    folder = write_network(tmp_path / "net", **FOLDER)
    run = sanjiang(verb, folder, "--region", "west", "--json")
    assert (run.code, run.err) == (0, "")
    assert list(numbers_without_evidence(run.value)) == []
    assert run.value
    if verb == "gaps":
        (gap,) = run.value
        # pig costs 30 + 1 bought, 5 + 2 × 5 made: 16 saved on each of the 80 sold; capital 40 × 0.08/(1 − 1.08⁻²⁰)
        assert (gap["kind"], gap["process"], gap["size"]) == ("extend", "blast", 100)
        assert gap["worth"] == pytest.approx(80 * 16 - 100 * 40 * 0.08 / (1 - 1.08**-20))
        assert gap["worth_unit"] == "money/a"
    if verb == "partners":
        # pig from the north costs 15 + 2: 14 less than bought, for 60
        assert [(p["region"], p["operating"], p["worth"]) for p in run.value] == [("north", 60, pytest.approx(60 * 14))]


OFFERS = "region,process,min_size,max_size,fixed_cost,capex\nwest,blast,50,120,10,\n"
OWNED = {
    **FOLDER,
    "plants": "plant,process,region,owner,capacity\nworks,smelt,west,,100\nfurnace,blast,north,北冶,60\n",
    "candidates": OFFERS,
}


@pytest.mark.parametrize(("budget", "size"), [((), 100), (("--budget", "money=3000"), 50)])
def test_a_folder_offers_what_may_be_built(sanjiang, tmp_path, budget, size):
    plan = sanjiang("recruit", write_network(tmp_path / "net", **OWNED), "--region", "west", *budget, "--json").value
    (build,) = plan["builds"]
    assert (build["process"], build["size"], build["unit"], build["cost"]) == ("blast", size, "t", 40 * size)
    # 16 saved on each pig of own make, 80 at most; a lump is 50, two fit into 120; 10 a year for having it at all
    paid = 40 * size * 0.08 / (1 - 1.08**-20) + 10
    assert plan["objective_gain"] == pytest.approx(16 * min(size, 80) - paid)
    assert [c["name"] for c in build["companies"]] == ["北冶"]
    assert list(numbers_without_evidence(plan)) == []


@pytest.mark.parametrize(
    ("offers", "options", "word"),
    [
        (OFFERS.replace("50,120", ",120"), (), "a candidate without min_size: 'blast'"),
        (OFFERS.replace("50,120", "0,120"), (), "a candidate without min_size: 'blast'"),
        (OFFERS.replace("50,120", "50,"), (), "max_size is blank"),
        (OFFERS, ("--budget", "money=1000"), "larger than the budget"),
        (OFFERS, ("--budget", "power=1000"), "cannot be applied"),
    ],
)
def test_a_fault_of_an_offer_is_one_line(sanjiang, tmp_path, offers, options, word):
    folder = write_network(tmp_path / "net", **{**OWNED, "candidates": offers})
    assert word in sanjiang("recruit", folder, "--region", "west", *options).fault[0]


def test_a_solve_builds_what_pays(sanjiang, tmp_path):
    folder = write_network(tmp_path / "net", **OWNED, settings="key,value\ndiscount_rate,0.08\n")
    plan = sanjiang("solve", folder, "--json").value
    (tmp_path / "net" / "candidates.csv").unlink()
    assert plan["objective"] > sanjiang("solve", folder, "--json").value["objective"]
    assert plan["gap"] <= 1e-6


FOLDER_FAULTS = {
    "two at once": (("ladder", "net", "good.txt"), "stands alone"),
    "an assumption": (("ladder", "net", "--assume", "market.spread=0"), "--assume"),
    "a day": (("ladder", "net", "--as-of", "2021-04-30"), "--as-of"),
    "an unknown region": (("ladder", "net", "--region", "south"), "no such region: south"),
    "nothing to build": (("recruit", "net"), "offer nothing to build in west"),
    "a list of companies": (("recruit", "net", "--companies", "good.txt"), "a list of companies"),
    "history": (("history", "net"), "no dates"),
}


@pytest.mark.parametrize(("command", "word"), FOLDER_FAULTS.values(), ids=FOLDER_FAULTS)
def test_a_fault_of_a_folder_is_one_line(sanjiang, tmp_path, command, word):
    write_network(tmp_path / "net", **FOLDER)
    put(tmp_path / "good.txt", GOOD)
    region = () if "--region" in command else ("--region", "west")
    assert word in sanjiang(*command, *region).fault[0]


@pytest.mark.parametrize("verb", ["ladder", "gaps", "partners", "recruit"])
def test_a_process_without_inputs_is_told_after_the_answer(sanjiang, tmp_path, verb):
    free = OWNED["coefficients"].replace("blast,ore,-2\n", "")
    supplies = OWNED["supplies"].replace("west,ore,,5\nnorth,ore,,5\n", "")
    products = OWNED["products"].replace("ore,t\n", "")
    changed = {**OWNED, "coefficients": free, "supplies": supplies, "products": products}
    if verb != "recruit":
        changed["candidates"] = None
    run = sanjiang(verb, write_network(tmp_path / "net", **changed), "--region", "west", "--json")
    assert run.fault[0] == "工艺没有投入 takes nothing: blast"
    assert run.value


def test_faults_of_tables_are_all_told(sanjiang, tmp_path):
    write_network(tmp_path / "net", **{**FOLDER, "processes": "process,unit,cost\nblast,t,x\nsmelt,t,y\n"})
    run = sanjiang("gaps", "net", "--region", "west")
    assert run.code == 2
    assert len(run.err.splitlines()) == 2


def test_a_folder_of_documents_is_no_network(sanjiang, tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "乐山企业投产\n2021年4月20日\n\n东江硅业乐山6万吨多晶硅项目已建成投产。\n", encoding="utf-8"
    )
    assert sanjiang("ladder", folder, "--region", "乐山", "--alone", "--json").value
