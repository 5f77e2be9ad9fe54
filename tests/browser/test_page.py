"""The page in a real browser: Debian's Chromium, headless."""

import json
import shutil
from pathlib import Path

import pytest

from sanjiang.brief.html import render as write
from sanjiang.brief.outline import lay_out

FIXTURE = Path(__file__).parents[1] / "brief" / "fixture" / "brief.json"
BRIEF = json.loads(FIXTURE.read_text("utf-8"))
EVIDENCE = "#panel blockquote q"


def render(brief):
    return write(lay_out(brief))


@pytest.fixture(scope="module")
def chromium():
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra dev)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, tmp_path):
    """Open a brief and, at the end, check that the page was quiet."""
    contexts, noise = [], []

    def open_page(brief=BRIEF, **options):
        path = tmp_path / "brief.html"
        path.write_text(render(brief), "utf-8")
        contexts.append(chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options}))
        page = contexts[-1].new_page()
        page.on("console", lambda message: noise.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("request", lambda request: noise.append(request.url) if request.url != path.as_uri() else None)
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert noise == []


def test_charts_are_drawn_with_every_step_and_the_break(opened):
    page = opened()
    words = page.locator("[data-chart=ladder-0] svg text").all_text_contents()
    assert {step["name_zh"] for step in BRIEF["ladder"]} <= set(words)
    assert "缺 · 断链" in words
    assert page.locator("[data-chart=worth] svg path").count() > 4


def test_a_figure_opens_its_quotes_and_focus_returns(opened):
    page = opened()
    figure = page.locator("#gap-0 button.figure").nth(1)
    figure.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    assert "12.4 亿元/年" in page.locator("#panel-title").inner_text()
    quotes = {s["id"]: s["evidence"][0]["quote"] for s in BRIEF["statement_list"]}
    expected = [quotes[e["statement"]] for e in BRIEF["gaps"][0]["evidence"] if "statement" in e]
    assert page.locator(EVIDENCE).all_inner_texts() == expected
    assert "market.spread" in page.locator("#panel-list").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert figure.evaluate("element => element === document.activeElement")


def test_every_figure_opens_a_panel_that_says_something(opened):
    page = opened()
    empty = page.evaluate(
        """() => [...document.querySelectorAll("button.figure")].filter((button) => {
            button.click();
            const text = document.querySelector("#panel-list").textContent.trim();
            document.querySelector("#panel").close();
            return text.length < 10;
        }).map((button) => button.outerHTML)"""
    )
    assert empty == []


def test_a_bar_of_the_chart_opens_the_evidence_of_its_step(opened):
    page = opened()
    page.locator("[data-chart=ladder-0]").scroll_into_view_if_needed()
    box = page.locator("[data-chart=ladder-0]").bounding_box()
    page.mouse.click(box["x"] + 130, box["y"] + 77)
    assert page.locator("#panel-title").inner_text() == "多晶硅"
    assert BRIEF["statement_list"][0]["evidence"][0]["quote"] in page.locator(EVIDENCE).all_inner_texts()


def test_the_language_switch_changes_words_charts_and_labels(opened):
    page = opened()
    assert page.locator("h1").inner_text() == "乐山市产业链简报"
    page.get_by_role("button", name="EN", exact=True).click()
    assert page.locator("h1").inner_text() == "Leshan: industrial chain brief"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("button", name="Solar cells, worth: CNY 1.24 bn/a, show evidence").first.is_visible()
    page.wait_for_function(
        "[...document.querySelectorAll('[data-chart=ladder-0] text')].some((t) => t.textContent === 'Wafers')"
    )
    assert "Absent" not in page.locator("#ladder-3").inner_text()
    assert "absent" in page.locator("#ladder-3").inner_text()
    page.get_by_role("button", name="中文").click()
    assert page.locator("h1").inner_text() == "乐山市产业链简报"


@pytest.mark.parametrize("language", ["中文", "EN"])
@pytest.mark.parametrize("width", [360, 768])
def test_a_narrow_screen_does_not_scroll_sideways(opened, width, language):
    page = opened(viewport={"width": width, "height": 740})
    page.get_by_role("button", name=language, exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_the_evidence_is_still_there(opened):
    page = opened(java_script_enabled=False)
    page.locator("#evidence-gap-0 a").first.click()
    assert page.url.endswith("#statement-" + next(e["statement"] for e in BRIEF["gaps"][0]["evidence"]))
    assert page.locator("#statements q").first.is_visible()
    assert page.locator("h1 .en").is_visible()


def test_charts_fit_the_paper(opened):
    page = opened()
    page.set_viewport_size({"width": 680, "height": 960})
    page.emulate_media(media="print")
    width = page.evaluate("document.querySelector('.chart').clientWidth")
    for svg in page.locator(".chart svg").all():
        box = svg.bounding_box()
        assert 0 < box["width"] <= width
        assert box["height"] > 150
    assert not page.locator(".languages").is_visible()


def test_hostile_names_run_nothing(opened):
    brief = json.loads(
        json.dumps(BRIEF, ensure_ascii=False).replace("电池片", "</script><img src=x onerror=document.title='run'>")
    )
    page = opened(brief)
    page.locator("#gap-0 button.figure").nth(1).click()
    assert page.locator("img").count() == 0
    assert page.title() != "run"
    page.keyboard.press("Escape")


def test_an_empty_brief_opens_quietly(opened):
    page = opened({"region": {"name": "空城", "name_en": "Nowhere"}, "ladder": [], "gaps": []})
    assert "没有可以归入产业链的项目" in page.locator("#findings").inner_text()
    assert page.locator("svg").count() == 0


@pytest.mark.parametrize("language", ["中文", "EN"])
def test_axe_finds_nothing_serious(opened, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra dev)").Axe()
    page = opened()
    page.get_by_role("button", name=language, exact=True).click()
    whole = axe.run(page).response
    assert len(whole["passes"]) > 20
    found = whole["violations"]
    page.locator("#gap-0 button.figure").nth(1).click()
    found += axe.run(page, context="#panel").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []
