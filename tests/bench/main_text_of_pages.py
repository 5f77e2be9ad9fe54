"""How fast and how well a page's main text is found: ours, trafilatura and resiliparse on the same bytes in one run.

Ours is all that reading does: bytes to a Document with every block labelled, its title, day and source.

Usage: python tests/bench/main_text_of_pages.py [ROUNDS]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from turns import rounds

sys.path.insert(0, str(Path(__file__).parents[1] / "documents"))
sys.path.insert(0, str(Path(__file__).parents[1] / "documents/layouts"))

import pages
from article import CORPUS, LaidOut
from main_text import EXTRACTORS, mean, qualities


@dataclass(frozen=True, slots=True)
class Reading:
    """How many times as fast as trafilatura, on all pages and on the middle one; F1 of ours less its."""

    speed: float
    middle: float
    better: float


def measure(count: int = 5) -> Reading:
    """Time every page in turns, compare what is found with the labels; print and return what came of it."""
    laid_out = [*pages.known(), *pages.fresh()]
    sources = [page.data for page in laid_out]
    if CORPUS.is_dir():
        sources += [path.read_bytes() for path in sorted(CORPUS.glob("*.html"))]
    took = [_times(source, count) for source in sources]
    total = {name: sum(each[name] for each in took) for name in EXTRACTORS}
    print(f"main text of {len(sources)} pages, {sum(map(len, sources)) / len(sources):,.0f} bytes each; ", end="")
    print(f"medians of {count} turns")
    for name in EXTRACTORS:
        print(f"  {name:12} {total[name] / len(sources) * 1e3:6.2f} ms a page, ", end="")
        print(f"{total['trafilatura'] / total[name]:5.1f} × trafilatura's speed; ", end="")
        print("; ".join(_quality(part, name, made()) for part, made in _SETS.items()))
    middle = median(each["trafilatura"] / each["ours"] for each in took)
    found = {name: mean(qualities(laid_out, EXTRACTORS[name]).values()).f1 for name in ("ours", "trafilatura")}
    return Reading(total["trafilatura"] / total["ours"], middle, found["ours"] - found["trafilatura"])


_SETS = {"known layouts": pages.known, "fresh": pages.fresh}


def _times(source: bytes, count: int) -> dict[str, float]:
    works = {name: (lambda extract=extract: extract(source)) for name, extract in EXTRACTORS.items()}
    return rounds(count, **works)


def _quality(part: str, name: str, laid_out: list[LaidOut]) -> str:
    found = mean(qualities(laid_out, EXTRACTORS[name]).values())
    return f"{part}: precision {found.precision:.3f}, recall {found.recall:.3f}, F1 {found.f1:.3f}"


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
