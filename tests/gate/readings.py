"""The labelled texts and, where it is at hand, the labelled corpus, read by the reader as it is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from scoring import Record, Text

from sanjiang.documents import Document, document_from_text, read_document
from sanjiang.grammar.reader import Reading, read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "../shared/corpus"
SCORER = HERE.parents[1] / "../shared/tools/score.py"
EXHAUSTIVE = "seed"
"""The one document of the corpus in which all that it says is labelled."""


@cache
def records() -> tuple[Record, ...]:
    """Return the texts of the sets labelled and unseen, made up and true of nobody whom they name, and the articles."""
    files = sorted(HERE.glob("*/*.jsonl"))
    return tuple(json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())


@cache
def readings() -> tuple[Reading, ...]:
    """Read the labelled texts, each as a document of its region and day."""
    regions, chains = load_regions(), load_chains()
    documents = map(_document, records())
    return tuple(read_statements(document, regions, chains) for document in documents)


def _document(record: Record) -> Document:
    document = document_from_text(str(record["text"]), str(record["id"]))
    if "home" not in record:  # an article says itself where and when it is
        return document
    published = date.fromisoformat(str(record["published"]))
    return replace(document, title=str(record["home"]), published=published)


def labelled() -> Iterator[Text]:
    """Yield the texts that the patterns were widened with, and what was read of each."""
    return (text for text in _texts() if not text.name.startswith(("unseen", "article")))


def unseen() -> Iterator[Text]:
    """Yield the texts labelled after the patterns were made, and what was read of each.

    Of those with an odd number some misses were read since, and three mended; those with an even number are to stay
    unread, so that they tell how a text fares that nobody had before.
    """
    return (text for text in _texts() if text.name.startswith("unseen"))


def articles(*, unread: bool) -> Iterator[Text]:
    """Yield whole articles and what was read of each: those that were read while rules were made, or the others.

    They are written by us from published facts, a file a field, and labelled by somebody who had not seen the program.
    Those that are `unread` tell how an article fares that nobody had before: their labels are to stay so.
    """
    chosen = {str(r["id"]) for r in records() if r.get("unread", False) is unread}
    return (text for text in _texts() if text.name.startswith("article") and text.name in chosen)


def _texts() -> Iterator[Text]:
    for record, reading in zip(records(), readings(), strict=True):
        labels: list[Record] = record["statements"]
        yield Text(str(record["id"]), str(record["text"]), labels, _said(reading))


@cache
def corpus() -> tuple[Text, ...]:
    """Read the labelled documents of the corpus; an empty tuple where it is not at hand."""
    if not (CORPUS / "gold.jsonl").is_file():
        return ()
    labels: dict[str, list[Record]] = defaultdict(list)
    for line in (CORPUS / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[label["doc"]].append(label)
    regions, chains = load_regions(), load_chains()
    texts = []
    for path in sorted(CORPUS.glob("*.txt")):
        document = read_document(path, path.name)
        said = _said(read_statements(document, regions, chains))
        if path.stem in labels:
            texts.append(Text(path.stem, document.text, labels[path.stem], said, path.stem == EXHAUSTIVE))
    return tuple(texts)


def _said(reading: Reading) -> list[dict[str, object]]:
    return [s.to_json() for s in reading.statements]
