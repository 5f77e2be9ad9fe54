"""Articles and the pages that show them, whose body is known because it was put there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / "../shared/corpus"


@dataclass(frozen=True, slots=True)
class Article:
    """A title, a day, who published it, and its paragraphs."""

    title: str
    day: date
    source: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A page as bytes, and the lines that are its article's body; the title is neither body nor not."""

    name: str
    data: bytes
    article: Article
    body: tuple[str, ...]


def examples() -> list[Article]:
    """Return the examples of this repository: title and day in the first two lines."""
    found = []
    for path in sorted((ROOT / "examples").glob("*.txt")):
        title, day, *rest = path.read_text(encoding="utf-8").split("\n")
        year, month, of_month = (int(part.rstrip("年月日")) for part in _parts(day))
        lines = tuple(line.strip() for line in rest if line.strip())
        found.append(Article(title, date(year, month, of_month), "本市经济信息", lines))
    return found


def written(count: int = 4) -> list[Article]:
    """Return articles of the bench's sentences, each longer than the one before."""
    from reading import paragraphs, words

    found = []
    for seed in range(count):
        blanks = words(seed)
        _, *lines = paragraphs(1500 * (seed + 1), blanks)
        found.append(
            Article(f"{blanks.place()}{blanks.trade()}提速", date(2019 + seed, 3 + seed, 9), "日报", tuple(lines))
        )
    return found


def corpus() -> list[Article]:
    """Return the sentences of the shared corpus, without lines that may be the page's; nothing where it is absent."""
    found = []
    for row, path in enumerate(sorted(CORPUS.glob("[0-9]*.txt"))):
        title, *rest = path.read_text(encoding="utf-8").strip().split("\n")
        lines = tuple(dict.fromkeys(line.strip() for line in rest if "。" in line and len(line) > 30))
        found.append(Article(title.strip("# "), date(2010 + row % 14, 1 + row % 12, 1 + row), "晚报", lines))
    return [article for article in found if article.lines]


ENGLISH = (
    Article(
        "Second cell plant starts up in the river park",
        date(2023, 5, 17),
        "County Business Weekly",
        (
            "The second plant for solar cells in the river park has started production, the park's office "
            "said on Tuesday.",
            "It can make 4.5 GW of cells a year and cost 2.4 billion yuan. The first plant, next door, has "
            "run since 2020.",
            "Glass for the modules will come by barge from a works forty kilometres upstream, which saves "
            "some 18 yuan a tonne "
            "against the road. The park expects six suppliers to follow before the end of next year.",
            "Wafers remain the missing link. Two companies have visited the site, but neither has signed an agreement.",
        ),
    ),
    Article(
        "Tea growers of four counties agree on one brand",
        date(2021, 11, 2),
        "Hill Country Post",
        (
            "Growers from four counties will sell their spring tea under one name from next season.",
            "The agreement covers 120,000 mu of gardens and some 30,000 families. Each county keeps its own "
            "grading, while a "
            "common laboratory tests every batch before it leaves the hills.",
            "“We were selling the same leaf at four prices,” said the chair of the alliance. “Buyers played "
            "one valley off "
            "against the next, and nobody could afford a decent cold store.”",
            "A cold store for 6,000 tonnes is to be built beside the railway in the first half of 2022.",
            "Subsidies of 300 yuan a mu go to those who replant old gardens. Applications close at the end of March.",
        ),
    ),
)
"""Articles in English, written for these tests and true of nobody."""


def chinese() -> list[Article]:
    """Return every article in Chinese that is at hand."""
    return [*examples(), *written(), *corpus()]


def turns(articles: list[Article], seed: int) -> Iterator[Article]:
    """Yield the articles over and over, in an order of the seed."""
    mixed = Random(seed).sample(articles, len(articles))
    while True:
        yield from mixed


def _parts(day: str) -> list[str]:
    return day.replace("年", "年 ").replace("月", "月 ").split()
