"""Writes varied articles into a folder, as many as asked: something to read very many documents with.

Usage: python scripts/make_documents.py FOLDER [COUNT] [SEED]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/bench"))

import reading

SHORTEST, LONGEST = 1_500, 9_000
"""Bytes of an article in UTF-8."""
A_FOLDER = 500


def main(folder: Path, count: int, seed: int) -> None:
    """Write `count` articles, `A_FOLDER` to a folder."""
    blanks = reading.words(seed)
    for number in range(count):
        path = folder / f"{number // A_FOLDER:04}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(reading.paragraphs(blanks.random.randint(SHORTEST, LONGEST), blanks)), "utf-8")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        raise SystemExit(__doc__)
    given = sys.argv[2:]
    main(Path(sys.argv[1]), int(given[0]) if given else 1000, int(given[1]) if given[1:] else 1)
