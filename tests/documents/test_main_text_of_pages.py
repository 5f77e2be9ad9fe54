"""The main text of pages, ours beside that of others on the same pages: at least as good as a whole and on most."""

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
sys.path.insert(0, str(Path(__file__).parent / "layouts"))

import pages
from article import CORPUS, Article, LaidOut
from main_text import EXTRACTORS, Quality, head, mean, qualities, quality

from sanjiang.documents import read_document

SETS = {"known": pages.known, "fresh": pages.fresh}
FLOORS = {"known": Quality(0.97, 0.99), "fresh": Quality(0.94, 0.99)}
"""What was reached, less a little: floors may rise and never sink."""


@cache
def laid_out(name: str) -> tuple[LaidOut, ...]:
    return tuple(SETS[name]())


@cache
def reached(name: str, extractor: str) -> dict[str, Quality]:
    return qualities(laid_out(name), EXTRACTORS[extractor])


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("rival", ["trafilatura", "resiliparse"])
def test_main_text_is_found_at_least_as_well_as_by_others(name, rival):
    ours, other = mean(reached(name, "ours").values()), mean(reached(name, rival).values())
    assert ours.f1 >= other.f1
    assert ours.precision >= other.precision
    assert ours.recall >= other.recall - 0.01
    better = [page for page, found in reached(name, "ours").items() if found.f1 >= reached(name, rival)[page].f1 - 0.02]
    assert len(better) >= 0.9 * len(laid_out(name))


@pytest.mark.parametrize("name", SETS)
def test_no_less_is_found_than_before(name):
    found = mean(reached(name, "ours").values())
    assert (found.precision, found.recall) >= (FLOORS[name].precision, FLOORS[name].recall)
    assert found.recall >= FLOORS[name].recall


@pytest.mark.parametrize("name", SETS)
def test_titles_and_days_are_found_about_as_often_as_by_trafilatura(name):
    right = {
        extractor: [sum(found) for found in zip(*(head(page, extractor) for page in laid_out(name)), strict=True)]
        for extractor in ("ours", "trafilatura")
    }
    (titles, days), (their_titles, their_days) = right["ours"], right["trafilatura"]
    assert titles >= their_titles
    assert days >= their_days


@pytest.mark.parametrize("name", SETS)
def test_the_body_of_every_page_is_there(name):
    lost = {page: round(found.recall, 3) for page, found in reached(name, "ours").items() if found.recall < 0.95}
    assert lost == {}


def test_the_page_of_the_corpus_is_read_at_least_as_well_as_by_trafilatura():
    if not CORPUS.is_dir():
        pytest.skip("the shared corpus is not beside this checkout")
    plain = read_document(CORPUS / "003.txt")  # the same article
    body = tuple(plain.text[block.start : block.end] for block in plain.body())
    article = Article(plain.title, plain.published, "", body)
    page = LaidOut("056", (CORPUS / "056.html").read_bytes(), article, body)
    found = {name: quality(extract(page.data), page).f1 for name, extract in EXTRACTORS.items()}
    assert found["ours"] >= max(found["trafilatura"], 0.99)
