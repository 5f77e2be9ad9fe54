"""How well the main text of a page is found: ours, trafilatura and resiliparse on the same bytes, against labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from article import LaidOut

from sanjiang.documents.read import document_from_bytes

_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
SHINGLE = 4
"""Tokens are Chinese characters and other words; what is compared are runs of four, each as often as it stands."""

Extractor = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / total if (total := self.precision + self.recall) else 0.0


def ours(data: bytes) -> str:
    """Return the body of the document, all of its blocks labelled."""
    document = document_from_bytes(data, "page.html")
    return "\n".join(document.text[block.start : block.end] for block in document.body())


def trafilatura(data: bytes) -> str:
    """Return trafilatura's main text, without remarks of readers, which it can tell apart."""
    from trafilatura import extract

    return extract(data, include_comments=False) or ""


def resiliparse(data: bytes) -> str:
    """Return resiliparse's main text, the encoding detected by it."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding

    text = data.decode(detect_encoding(data), "replace")
    return extract_plain_text(text, main_content=True, alt_texts=False)


EXTRACTORS: dict[str, Extractor] = {"ours": ours, "trafilatura": trafilatura, "resiliparse": resiliparse}


def quality(found: str, page: LaidOut) -> Quality:
    """Compare a text with the body of a page; lines that are the title count neither way."""
    title = _tokens(page.article.title)
    got = _shingles([tokens for line in found.split("\n") if (tokens := _tokens(line)) != title])
    want = _shingles([_tokens(line) for line in page.body])
    both = (got & want).total()
    return Quality(both / got.total() if got else 0.0, both / want.total())


def mean(qualities: Iterable[Quality]) -> Quality:
    rows = list(qualities)
    return Quality(sum(q.precision for q in rows) / len(rows), sum(q.recall for q in rows) / len(rows))


def qualities(pages: Iterable[LaidOut], extract: Extractor) -> dict[str, Quality]:
    """Return how well each page was read."""
    return {page.name: quality(extract(page.data), page) for page in pages}


def _tokens(line: str) -> list[str]:
    return _TOKEN.findall(line)


def _shingles(lines: Iterable[list[str]]) -> Counter[tuple[str, ...]]:
    tokens = [token for line in lines for token in line]
    return Counter(tuple(tokens[i : i + SHINGLE]) for i in range(max(1, len(tokens) - SHINGLE + 1)))


def head(page: LaidOut, extractor: str) -> tuple[bool, bool]:
    """Tell whether the title and the day of a page were found."""
    if extractor == "ours":
        document = document_from_bytes(page.data, "page.html")
        title, day = document.title, str(document.published)
    else:
        from trafilatura import bare_extraction

        found = bare_extraction(page.data, with_metadata=True)
        title, day = (found.title, found.date) if found else (None, None)
    return title == page.article.title, day == str(page.article.day)
