"""Pictures of charts: drawn as on the page, offline, within limits, hostile text included."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sanjiang.brief import pictures
from sanjiang.brief.outline import lay_out
from sanjiang.core.errors import PictureError

REPORT = lay_out(json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8")))
CHARTS = {(c.name, language): (c.options[language], c.height) for c in REPORT.charts() for language in ("zh", "en")}
SVG = "{http://www.w3.org/2000/svg}"
ENDLESS = {
    "xAxis": {},
    "yAxis": {},
    "series": [{"type": "line", "smooth": True, "data": [[i, i] for i in range(2000)]}] * 800,
}


@pytest.mark.parametrize("name", CHARTS, ids="-".join)
def test_every_chart_is_drawn_with_the_bundled_font(name):
    option, height = CHARTS[name]
    root = ElementTree.fromstring(pictures.svg(option, 640, height))
    texts = [element for element in root.iter(f"{SVG}text") if "".join(element.itertext()).strip()]
    assert texts
    for element in texts:
        style = element.get("style") or ""
        assert f"font-family:{pictures.FAMILY};" in style
    image = pictures.png(option, 640, height, 2)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == (1280, 2 * height)


def test_the_same_chart_gives_the_same_bytes():
    option, height = next(iter(CHARTS.values()))
    assert pictures.png(option, 640, height) == pictures.png(option, 640, height)


def test_hostile_text_is_drawn_as_text():
    option = {"title": {"text": '</text><script>\x00\ud800"&<!--' + "长" * 100_000}, "series": []}
    root = ElementTree.fromstring(pictures.svg(option, 640, 200))
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>" in "".join(root.itertext())
    assert pictures.png(option, 640, 200)


def test_what_cannot_be_drawn_is_one_line_and_the_next_chart_is_drawn():
    with pytest.raises(PictureError) as caught:
        pictures.svg({"series": [{"type": "bar", "data": 5}], "xAxis": 7}, 640, 200)
    assert "\n" not in str(caught.value)
    option, height = next(iter(CHARTS.values()))
    assert pictures.png(option, 640, height)


def test_a_drawing_that_takes_too_long_is_given_up(monkeypatch):
    option, height = next(iter(CHARTS.values()))
    assert pictures.svg(option, 640, height)
    monkeypatch.setattr(pictures, "SECONDS", 0.05)
    with pytest.raises(PictureError):
        pictures.svg(ENDLESS, 640, 300)
    monkeypatch.undo()
    assert pictures.svg(option, 640, height)


def test_characters_that_the_bundled_font_lacks_are_asked_of_the_machine():
    assert pictures._is_covered("五通桥 −3.5 GW")
    assert not pictures._is_covered("\U00020bb7")


def test_the_engine_ends_with_the_process():
    code = "from sanjiang.brief.pictures import svg; svg({'series': []}, 10, 10); raise SystemExit(3)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 3


def test_the_vendored_font_is_unchanged():
    folder = pictures.FONT.parent
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    assert set(sums) == {"LICENSE", "NotoSansHans-Regular.otf"}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
