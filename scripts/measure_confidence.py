"""Measure how often each rule of the grammar is right, and write it to `src/sanjiang/data/grammar/confidence.toml`.

Usage: python scripts/measure_confidence.py

A statement is right when it is paired with a label, has 60 % of the label's slots right and no number wrong; the texts
and the pairing are those of `tests/gate`. Only documents in which everything is labelled count.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src/sanjiang/data/grammar/confidence.toml"
sys.path.insert(0, str(ROOT / "tests/gate"))

from readings import articles, corpus, labelled, unseen  # noqa: E402  # they lie beside the tests, which are no package
from scoring import Text, pairs_of  # noqa: E402  # as above

HEADER = """\
# How often each rule was right, of the times that it spoke, on texts in which everything is labelled:
# {texts}.
# Right means: paired with a label, at least 60 % of the label's slots right, no number wrong.
# Written by scripts/measure_confidence.py; confidence is (right + 1) / (seen + 2).
"""


def measure(texts: Iterable[Text]) -> dict[str, tuple[int, int]]:
    """Return how often each rule was right, and how often it spoke."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for text in texts:
        for pair in pairs_of(text):
            if text.exhaustive and pair.said is not None:
                rule = str(pair.said["rule"])
                seen[rule] += 1
                right[rule] += pair.right
    return {rule: (right[rule], seen[rule]) for rule in sorted(seen)}


def write() -> None:
    """Measure on all that is at hand and write the file."""
    texts = [*labelled(), *unseen(), *articles(unread=False), *articles(unread=True)]
    whole = [text for text in corpus() if text.exhaustive]
    named = f"{len(texts)} texts of tests/gate, written in the genre of city news"
    if whole:
        named += f", and {len(whole)} published article"
    header = HEADER.format(texts=named)
    counts = measure([*texts, *whole])
    lines = (f'[rule."{rule}"]\nright = {right}\nseen = {seen}\n' for rule, (right, seen) in counts.items())
    OUT.write_text("\n".join((header, *lines)), encoding="utf-8")
    for rule, (right, seen) in counts.items():
        print(f"{rule:32}{right:>5} of{seen:>5}")


if __name__ == "__main__":
    write()
