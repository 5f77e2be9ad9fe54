"""Which lines of an HTML page stand outside its article: told by where prose, links and the title stand in its tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sanjiang.documents.elements import Elements

_LINKED = 0.6  # a line with more of its characters in links is one
_SHORT = 60  # a shorter sentence counts less the shorter it is: remarks and teasers are short
_LONG = 1000  # no paragraph is longer: such a line may be anything
_MOST = 0.75  # the article is the smallest part of the page that holds so much of its prose
_TITLED = 0.25  # or a part that holds the title, and so much of what the largest beside it holds
_BESIDE = 0.1  # an article is at least so much of a page's prose
_FEWEST_TEASERS, _TEASERS = 3, 0.66
_TITLE = 4  # characters that a title has at least
_ENDS = re.compile(r"[。！？；.!?][”’\"）)]*\s*$")
_CELLS = ("td", "th")
_PAGE = ("html", "body")
_PAUSE = re.compile(r"[。！？；，]|[a-z\"”][,.;!?](?:\s|$)")
_NOTICE = re.compile(
    r"[【\[(（*]*(?:(?:免责|版权|特别|郑重)?声明\s*[】\])）:：]|凡(?:本[网站报]|注明)|本[文网站]\S{0,6}仅代表)"
)
_RIGHTS = re.compile(r"转载[^。]{0,8}(?:注明|出处|授权)|版权[^。]{0,6}(?:所有|归)|^未经\S{0,6}(?:授权|许可|同意)")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Elements that hold one paragraph, row or item: the article is more than one of them.
_SMALL = _HEADINGS | {"p", "li", "dd", "dt", "blockquote", "pre", "caption"}


class Line(NamedTuple):
    """A line of a page, the innermost block element that it stands in, how much of it is in links, and its cell."""

    text: str
    element: int
    linked: int
    cell: int


def outside(lines: Sequence[Line], elements: Elements, title: str | None, headings: Sequence[str]) -> list[bool]:
    """Tell of each line whether it stands outside the page's article.

    Where a page has no prose nothing is known, and no line does.
    """
    links = [line.linked > _LINKED * len(line.text) for line in lines]
    weights = _weights(lines, links)
    heads = frozenset(headings)
    titles = [row for row, line in enumerate(lines) if not links[row] and _is_title(line.text, title or "", heads)]
    titled = _sums(elements, lines, _at(titles, len(lines)))
    around = _around(elements, lines, links, weights, titled)
    out = [
        around[line.element] or is_link or _NOTICE.match(line.text.lstrip()) is not None
        for line, is_link in zip(lines, links, strict=True)
    ]
    kept = [0.0 if is_out else weight for weight, is_out in zip(weights, out, strict=True)]
    if not any(kept):
        return [False] * len(lines)
    at, sums = _article(lines, elements, kept, titled)
    within = _inside(elements, [at, *_alike(at, elements, sums)])
    beside = _inside(elements, _without_links(at, elements, _sums(elements, lines, [x.linked for x in lines])))
    begin = next(row for row, line in enumerate(lines) if within[line.element])
    title_row = next((row for row in reversed(titles) if row <= begin), titles[0] if titles else begin)
    for row, line in enumerate(lines):
        if not within[line.element]:
            # Between title and text stand sub-titles and leads; below it, what was parted from it.
            leads = title_row < row < begin and (elements.names[line.element] in _HEADINGS or kept[row] > 0)
            follows = beside[line.element] and ("\t" in line.text or (kept[row] > 0 and _ENDS.search(line.text)))
            out[row] = out[row] or not (leads or follows)
    if titles:
        out[title_row] = False
        if not any(kept[begin:title_row]):  # short lines above a title are no article
            out[begin:title_row] = [True] * (title_row - begin)
    return out


def _weights(lines: Sequence[Line], links: Sequence[bool]) -> list[float]:
    """Return how much of an article each line may be: its length, for a sentence; less for others, none again."""
    found, seen = [], set[str]()
    for line, is_link in zip(lines, links, strict=True):
        size, key = _size(line.text), line.text.strip()
        if is_link or key in seen or _RIGHTS.search(key):
            weight = 0.0
        elif _PAUSE.search(line.text):
            weight = min(size, _LONG) * min(1.0, size / _SHORT)
        else:
            weight = size / 4 if "\t" in line.text or size >= 10 else 0.0
        seen.add(key)
        found.append(weight)
    return found


def _size(text: str) -> float:
    """Return the length in Chinese characters: four others are as good as one."""
    wide = (len(text.encode("utf-8", "surrogatepass")) - len(text)) / 2
    return wide + max(0.0, len(text) - wide) / 4


def _at(rows: Sequence[int], count: int) -> list[float]:
    found = [0.0] * count
    for row in rows:
        found[row] = 1.0
    return found


def _sums(elements: Elements, lines: Sequence[Line], values: Sequence[float]) -> list[float]:
    """Return of each element what it and those in it hold."""
    sums = [0.0] * len(elements.parents)
    for line, value in zip(lines, values, strict=True):
        sums[line.element] += value
    for element in range(len(sums) - 1, 0, -1):
        sums[elements.parents[element]] += sums[element]
    return sums


def _around(
    elements: Elements, lines: Sequence[Line], links: Sequence[bool], weights: Sequence[float], titled: Sequence[float]
) -> list[bool]:
    """Tell of each element whether it holds what stands around articles.

    One with half the page's prose does not, whatever it is called; only a list of teasers may, below or above a title
    with some prose of its own.
    """
    sums = _sums(elements, lines, weights)
    teasers = _lists_of_teasers(elements, lines, links, weights)
    around = [False] * len(sums)
    for element in range(1, len(sums)):
        small = sums[element] < sums[0] / 2
        beside = titled[0] > 0 == titled[element] and sums[0] - sums[element] > _BESIDE * sums[0]
        own = (elements.around[element] and small) or (teasers[element] and (small or beside))
        around[element] = own or around[elements.parents[element]]
    return around


def _lists_of_teasers(
    elements: Elements, lines: Sequence[Line], links: Sequence[bool], weights: Sequence[float]
) -> list[bool]:
    """Tell of each element whether most of what it holds are links, each alone or with a few words on it."""
    count = _sums(elements, lines, [1.0] * len(lines))
    linked = _sums(elements, lines, [float(link) for link in links])
    prose = _sums(elements, lines, [float(weight > 0) for weight in weights])
    held, teasers = [0] * len(count), [0] * len(count)
    for element in range(1, len(count)):
        if count[element]:
            parent = elements.parents[element]
            held[parent] += 1
            teasers[parent] += linked[element] >= 1 and count[element] <= 5 and prose[element] <= 2
    return [t >= _FEWEST_TEASERS and t >= _TEASERS * h for t, h in zip(teasers, held, strict=True)]


def _article(
    lines: Sequence[Line], elements: Elements, weights: Sequence[float], titled: Sequence[float]
) -> tuple[int, list[float]]:
    """Return the smallest element that holds most of the page's prose, and how much each holds."""
    sums = _sums(elements, lines, weights)
    children: dict[int, list[int]] = {}
    for element in range(1, len(sums)):
        if sums[element] > 0 and elements.names[element] not in _SMALL:
            children.setdefault(elements.parents[element], []).append(element)
    at, total = 0, sums[0]
    while inner := children.get(at):
        most = max(inner, key=sums.__getitem__)
        with_title = max((e for e in inner if titled[e]), key=sums.__getitem__, default=None)
        if sums[most] >= _MOST * total:
            at = most
        elif with_title is not None and sums[with_title] >= _TITLED * sums[most]:
            at, total = with_title, sums[with_title]
        else:
            break
    return at, sums


def _without_links(at: int, elements: Elements, linked: Sequence[float]) -> Iterator[int]:
    """Yield the elements below one, in the one that holds it, that hold no link; a column's neighbours are columns."""
    if elements.names[at] not in _CELLS and elements.names[elements.parents[at]] not in _PAGE:
        for element in range(at + 1, len(linked)):
            if elements.parents[element] == elements.parents[at] and not linked[element]:
                yield element


def _alike(at: int, elements: Elements, sums: Sequence[float]) -> Iterator[int]:
    """Yield the elements of the same kind and class beside one that hold prose: sections of the same text."""
    if at and elements.attributes[at].strip():
        for element in range(elements.parents[at] + 1, len(sums)):
            if sums[element] > 0 and _look(elements, element) == _look(elements, at):
                yield element


def _look(elements: Elements, element: int) -> tuple[int, str, str]:
    return elements.parents[element], elements.names[element], elements.attributes[element]


def _inside(elements: Elements, roots: Iterable[int]) -> list[bool]:
    """Tell of each element whether it is one of `roots` or in one."""
    inside = [False] * len(elements.parents)
    for root in roots:
        inside[root] = True
    for element in range(1, len(inside)):
        inside[element] = inside[element] or inside[elements.parents[element]]
    return inside


def _is_title(text: str, title: str, headings: frozenset[str]) -> bool:
    return len(text) >= _TITLE and (text in headings or title.startswith(text))
