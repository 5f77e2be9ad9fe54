"""The page: every number leads to its evidence, nothing is fetched, and hostile text stays text."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

import sanjiang.brief.html as page
from sanjiang.brief.html import embed, policy
from sanjiang.brief.html import render as write
from sanjiang.brief.outline import lay_out

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))
VENDOR = Path(page.__file__).parent / "vendor" / "echarts"
VOID = {"meta", "link", "br", "img", "input", "hr"}
QUIET = {"style", "script", "title", "time", "code", "blockquote", "q", "h1"}
QUIET_CLASSES = {"where", "label", "rank", "citations", "titles", "source", "words", "reference", "sha", "note"}
QUARTER = re.compile(r"\d{4}Q\d")
LOOKS_LIKE_A_NUMBER = re.compile(r"(?<![A-Za-z0-9])\d")


def render(brief):
    return write(lay_out(brief))


class Page(HTMLParser):
    """Gathers what the tests ask for: ids, links, attributes, and every text with the elements around it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.stack, self.ids, self.elements, self.texts, self.links_in = [], [], [], [], {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        for _, around in self.stack:
            if tag == "a" and "id" in around:
                self.links_in.setdefault(around["id"], []).append(unquote(attributes["href"]))
        if tag not in VOID:
            self.stack.append((tag, attributes))

    def handle_endtag(self, tag):
        opened, _ = self.stack.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"

    def handle_data(self, data):
        self.texts.append((data, list(self.stack)))

    def text_of(self, attributes):
        return "".join(text for text, around in self.texts if any(a is attributes for _, a in around))


def is_quiet(around):
    return any(
        tag in QUIET
        or QUIET_CLASSES & set((attributes.get("class") or "").split())
        or attributes.get("id") in ("lacking-title", "panel")
        for tag, attributes in around
    )


@pytest.fixture(scope="module")
def parsed():
    return Page(render(BRIEF))


def test_every_number_is_a_figure_whose_evidence_resolves(parsed):
    seen = 0
    for text, around in parsed.texts:
        if (
            not LOOKS_LIKE_A_NUMBER.search(text)
            or is_quiet(around)
            or not any(tag in ("main", "header") for tag, _ in around)
        ):
            continue
        if any(tag == "a" and attributes["href"].startswith("#") for tag, attributes in around):
            continue  # the number of a reference
        targets = [
            attributes["data-evidence"]
            for tag, attributes in around
            if tag == "button" and "data-evidence" in attributes
        ]
        assert targets or QUARTER.fullmatch(text), f"no evidence for {text!r}"
        seen += len(targets)
    assert seen > 150


def test_evidence_of_every_figure_stands_on_the_page(parsed):
    ids = set(parsed.ids)
    figures = [attributes for tag, attributes in parsed.elements if "figure" in (attributes.get("class") or "").split()]
    for attributes in figures:
        target = attributes["data-evidence"]
        assert attributes["aria-label"]
        lists = f"evidence-{target}"
        if lists in ids:
            assert parsed.links_in[lists], f"{target} lists nothing"
            assert {link.removeprefix("#") for link in parsed.links_in[lists]} <= ids
        else:
            assert target in ids
    assert len(parsed.ids) == len(ids), "an id stands twice"


def test_evidence_without_script_is_reached_by_anchors(parsed):
    gap = BRIEF["gaps"][0]
    expected = {
        f"#statement-{e['statement']}" if "statement" in e else f"#assumption-{e['assumption']}"
        for e in gap["evidence"]
    }
    assert set(parsed.links_in["evidence-gap-0"]) == expected


def test_a_number_without_evidence_is_called_unsupported():
    brief = {**BRIEF, "gaps": [{**BRIEF["gaps"][0], "evidence": []}]}
    assert Page(render(brief)).links_in["evidence-gap-0"] == ["#no-evidence"]
    assert Page(render(brief)).links_in["evidence-ladder-3"] == ["#no-plant"]


def test_figures_read_as_in_the_json(parsed):
    figures = [element for _, element in parsed.elements if element.get("data-evidence") == "gap-0"]
    shown = {parsed.text_of(element) for element in figures}
    assert {
        "12.4 亿元/年CNY 1.24 bn/a",
        "−2.1 至 23.5 亿元/年CNY −0.21 to 2.35 bn/a",
        "10 GW",
        "3.2 年3.2 years",
    } <= shown


def test_every_quote_stands_with_its_place(parsed):
    quotes = [parsed.text_of(element) for tag, element in parsed.elements if tag == "q"]
    for statement in BRIEF["statement_list"]:
        for span in statement["evidence"]:
            assert span["quote"] in quotes
            place = f"{statement['document']} {span['start']}–{span['end']}"
            assert any(text == place for text, _ in parsed.texts)


def test_absent_steps_are_called_so_in_both_languages():
    text = render(BRIEF)
    row = text[text.index('id="ladder-3"') :]
    row = row[: row.index("</tr>")]
    assert 'class="absent breaks"' in row
    assert "缺" in row
    assert "absent · break" in re.sub(
        r"<[^>]+>", "", row.replace('</span><span class="zh" lang="zh-CN"> · 断链</span>', "")
    )


def test_both_languages_stand_side_by_side(parsed):
    chinese = sum(attributes.get("class") == "zh" for _, attributes in parsed.elements)
    english = sum(attributes.get("class") == "en" for _, attributes in parsed.elements)
    assert chinese == english > 100


@pytest.mark.parametrize(
    "hostile",
    ["</script><img src=x onerror=alert(1)>", "\"'><svg/onload=alert(1)>", "{{7*7}}{% x %}", "A\u2028b\u2029&amp;<!--"],
)
def test_hostile_text_comes_out_as_text(hostile):
    brief = json.loads(
        json.dumps(BRIEF, ensure_ascii=False).replace("电池片", json.dumps(hostile, ensure_ascii=False)[1:-1])
    )
    brief["region"]["name"] = hostile
    brief["gaps"][0] |= {"kind": hostile, "verdict": hostile, "size_unit": hostile}
    brief["documents"][0] |= {"name": hostile, "sha256": hostile}
    parsed = Page(render(brief))
    tags = {tag for tag, _ in parsed.elements}
    assert not tags & {"img", "svg", "iframe", "object"}
    assert sum(tag == "script" for tag, _ in parsed.elements) == 3
    assert not [
        name for _, attributes in parsed.elements for name in attributes if name.startswith("on") or name == "style"
    ]
    assert any(hostile in text for text, _ in parsed.texts)
    charts = next(text for text, around in parsed.texts if around and around[-1][1].get("id") == "charts")
    assert json.loads(charts)["ladder-0"]["zh"]["yAxis"]["data"][3]["value"] == hostile


def test_embedded_json_holds_no_character_that_ends_a_script():
    value = {"<>&": "</script><!-- \u2028\u2029"}
    assert not set("<>&\u2028\u2029") & set(embed(value))
    assert json.loads(embed(value)) == value


def test_the_policy_names_the_scripts_and_styles_of_the_page_and_nothing_else():
    parsed = Page(render(BRIEF))
    content = next(a["content"] for _, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert content.startswith("default-src 'none'")
    assert "unsafe" not in content
    for text, around in parsed.texts:
        tag, attributes = around[-1] if around else ("", {})
        if tag in ("script", "style") and attributes.get("type") != "application/json":
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in content
    assert policy(["a"], ["b"]) != policy(["a"], ["c"])


def test_nothing_is_fetched_from_anywhere(parsed):
    for _, attributes in parsed.elements:
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            assert (attributes.get(name) or "#").startswith(("#", "data:")), attributes
    styles = "".join(text for text, around in parsed.texts if around and around[-1][0] == "style")
    assert "url(" not in styles
    assert "@import" not in styles


@pytest.mark.parametrize(
    "brief", [{}, {"region": {"name": "空城"}, "ladder": [], "gaps": [], "partners": [], "statement_list": []}]
)
def test_an_empty_brief_says_that_it_is_empty(brief):
    text = render(brief)
    Page(text)
    assert "所读文件中没有可以归入产业链的项目" in text
    assert "The documents hold no project that could be placed on a chain" in text
    assert 'data-chart="' not in text


def test_standing_alone_says_why_there_are_no_partners():
    text = render(
        {
            **BRIEF,
            "alone": True,
            "partners": [],
            "partners_note": {"zh": "按要求不计邻市。", "en": "Asked to stand alone."},
        }
    )
    assert text.count("按要求不计邻市。") == text.count("Asked to stand alone.") == 2


def test_whom_to_visit_and_what_came_to_run_stand_on_the_page(parsed):
    assert {"visits", "realisation"} <= set(parsed.ids)
    text = "".join(text for text, _ in parsed.texts)
    assert "岷江光电" in text
    assert "7.5 个月" in text


def test_what_came_to_run_needs_documents_of_several_days():
    one_day = BRIEF | {"documents": BRIEF["documents"][:1]}
    page = Page(render(one_day))
    assert "pipeline-table" in page.ids
    assert "realisation-table" not in page.ids


def test_unknown_worth_is_a_dash_and_not_a_zero():
    brief = {**BRIEF, "gaps": [BRIEF["gaps"][3]], "deepen": []}
    parsed = Page(render(brief))
    labels = ("年净值", "回收期")
    cells = [
        parsed.text_of(element).strip() for _, element in parsed.elements if element.get("data-label-zh") in labels
    ]
    assert cells == ["—", "—"]


def test_the_page_stays_small_and_the_vendored_file_unchanged():
    assert len(render(BRIEF).encode()) <= 3_000_000
    sums = dict(reversed(line.split()) for line in (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines())
    assert {"echarts.min.js", "LICENSE", "NOTICE"} <= set(sums)
    for name, digest in sums.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest
