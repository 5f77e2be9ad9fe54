"""What a note says: at most two short quotes with document and date, then the labels of everything it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sanjiang.brief.references import Reference
from sanjiang.brief.report import Language, Number, Report, Sentence
from sanjiang.brief.xml_text import shorten

QUOTES, LONGEST_QUOTE, LONGEST_TITLE = 2, 40, 28
LABEL = re.compile(r"(\D+)(\d+)")


def keys_of(sentence: Sentence, language: Language) -> list[str]:
    """Return what a sentence and its figures rest on."""
    keys = [sentence.key, *(run.key for run in sentence.runs(language) if isinstance(run, Number))]
    return list(dict.fromkeys(k for k in keys if k))


def references_of(keys: Iterable[str], report: Report) -> list[Reference]:
    """Return the references of several keys, without repeats, in the order of the brief."""
    wanted = {r.anchor for key in keys for r in report.grounds(key).references}
    return [r for r in report.references.all.values() if r.anchor in wanted]


def compressed(labels: Iterable[str], language: Language) -> str:
    """Write labels with runs of numbers drawn together.

    Examples
    --------
    >>> compressed(["S2", "S3", "A1", "A2", "A3", "C4"], "zh")
    'S2–S3、A1–A3、C4'
    """
    found = [(m[1], int(m[2])) for label in labels if (m := LABEL.fullmatch(label))]
    parts = []
    for _, group in groupby(enumerate(found), lambda item: (item[1][0], item[1][1] - item[0])):
        run = [label for _, label in group]
        first, last = (f"{letter}{rank}" for letter, rank in (run[0], run[-1]))
        parts.append(first if len(run) == 1 else f"{first}–{last}")
    return ("、" if language == "zh" else ", ").join(parts)


def note(references: Sequence[Reference], report: Report, language: Language, quotes: int = QUOTES) -> str:
    """Write a footnote."""
    said = list(_quotes(references, report, language))[:quotes]
    labels = compressed((r.label for r in references), language)
    if language == "zh":
        return "；".join(said) + ("。" if said else "") + f"依据：{labels}，见附件。"
    return "; ".join(said) + (". " if said else "") + f"Evidence: {labels}, see the annex."


def _quotes(references: Sequence[Reference], report: Report, language: Language) -> Iterator[str]:
    """Yield a quote for each statement, those that hold a number first, a document's second quote last."""
    found: list[tuple[bool, bool, str]] = []
    documents = {str(d.get("name")): d for d in report.documents}
    seen: set[str] = set()
    for reference in references:
        quotes = [str(e.get("quote") or "") for e in reference.content.get("evidence") or ()]
        if not reference.anchor.startswith("statement-") or not any(quotes):
            continue
        best = max(quotes, key=lambda quote: (any(c.isdigit() for c in quote), len(quote)))
        name = str(reference.content.get("document") or "")
        document = documents.get(name, {})
        title = shorten(str(document.get("title") or name), LONGEST_TITLE)
        where = (f"《{title}》" if language == "zh" else title, str(document.get("published") or ""))
        place = ("，" if language == "zh" else ", ").join(w for w in where if w)
        bracketed = f"（{place}）" if language == "zh" else f" ({place})"
        text = f"“{shorten(best, LONGEST_QUOTE)}”{bracketed}"
        found.append((not any(c.isdigit() for c in best), name in seen, text))
        seen.add(name)
    yield from dict.fromkeys(text for _, _, text in sorted(found, key=lambda item: item[:2]))
