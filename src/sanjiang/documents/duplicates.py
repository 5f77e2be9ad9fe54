"""Finds the same article under several names: a copy on another site, or a corrected later version of it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from sanjiang.documents.document import Document
from sanjiang.documents.fingerprint import FINGERPRINT, HASHES, bare, digest, fingerprint

ALIKE = 0.5
"""The share of common shingles above which two texts are one article: one letter in twenty changed leaves 0.6."""
NUMBERS_ALIKE = 0.3
"""The share of common numbers, besides: this month's bulletin has last month's words, but other figures."""

_ROWS = 3  # min-hashes of a band; with one of the numbers they find 99 in 100 at 0.6, nearly all from 0.7
_BANDS = HASHES // _ROWS
_REACH = 64  # how many neighbours a text is compared with in a band that very many share
_PIECE = 1 << 16  # pairs that are compared at a time
_NEVER = date.max.toordinal()

Prints = npt.NDArray[np.void]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """One text, where else it stands, and which earlier version it corrects.

    Parameters
    ----------
    first : str
        The document whose statements count: the earliest, of those the longest.
    also : tuple of str
        The documents that say the same.
    supersedes : str or None
        The earlier version, under the same title, of which this is nearly a copy.
    """

    first: str
    also: tuple[str, ...] = ()
    supersedes: str | None = None


def near_duplicates(documents: Iterable[Document]) -> list[Group]:
    """Find the documents that are one article.

    Parameters
    ----------
    documents : iterable of Document
        Their order makes no difference, nor does the order of a second call.

    Returns
    -------
    list of Group
        Only texts that have a copy or correct an earlier version; a document without letters has neither.
    """
    pile = Pile()
    for document in documents:
        pile.add(document.name, document.title, document.published, fingerprint(document))
    return pile.groups()


class Pile:
    """Fingerprints of many documents, some 0.5 kB each beside their names."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._titles, self._days = array("Q"), array("q")
        self._prints = bytearray()

    def add(self, name: str, title: str | None, published: date | None, printed: bytes) -> None:
        """Add a document by its `fingerprint`."""
        self._names.append(name)
        self._titles.append(digest(bare(title)) if title else 0)
        self._days.append(published.toordinal() if published else _NEVER)
        self._prints += printed

    def groups(self) -> list[Group]:
        """Return the texts that have a copy or supersede another, in the order of their days, then their names."""
        prints = np.frombuffer(self._prints, FINGERPRINT)
        letters = prints["letters"]
        order = [
            i
            for i in sorted(range(len(prints)), key=lambda i: (self._days[i], -int(letters[i]), self._names[i]))
            if letters[i]
        ]
        ranked = prints[order]
        found: list[Group] = []
        for members in _together(ranked):
            if len(members) > 1:
                found += self._versions([order[rank] for rank in members], prints)
        return found

    def _versions(self, members: list[int], prints: Prints) -> Iterator[Group]:
        """Part one article's documents into its versions: a later day, the same title and not the same letters."""
        versions: list[list[int]] = []
        of_digest: dict[int, list[int]] = {}
        for member in members:
            same = of_digest.get(int(prints["digest"][member]))
            if same is None and (not versions or self._corrects(versions[-1][0], member)):
                same = []
                versions.append(same)
            same = versions[0] if same is None else same
            of_digest.setdefault(int(prints["digest"][member]), same)
            same.append(member)
        for place, (first, *also) in enumerate(versions):
            earlier = self._names[versions[place - 1][0]] if place else None
            if also or earlier is not None:
                yield Group(self._names[first], tuple(sorted(self._names[i] for i in also)), earlier)

    def _corrects(self, earlier: int, later: int) -> bool:
        return self._titles[earlier] == self._titles[later] != 0 and self._days[earlier] < self._days[later] < _NEVER


def _together(prints: Prints) -> list[list[int]]:
    """Return the ranks of each article's documents; every one is like the first of them, not only like a neighbour."""
    _, places, same = np.unique(prints["digest"], return_index=True, return_inverse=True)
    ranks = np.sort(places)  # the first of each set of identical texts
    alone = prints if len(ranks) == len(prints) else prints[ranks]
    nearby: dict[int, set[int]] = {}
    for later, earlier in _alike_pairs(alone):
        nearby.setdefault(later, set()).add(earlier)
    first = list(range(len(alone)))
    for later in sorted(nearby):
        for root in sorted({first[earlier] for earlier in nearby[later]}):
            if _alike(alone, np.array([root]), np.array([later]))[0]:
                first[later] = root
                break
    row_of_rank = {int(rank): row for row, rank in enumerate(ranks)}
    articles: dict[int, list[int]] = {}
    for rank, digest_ in enumerate(same):
        articles.setdefault(first[row_of_rank[int(places[digest_])]], []).append(rank)
    return [articles[row] for row in sorted(articles)]


def _alike_pairs(prints: Prints) -> Iterator[tuple[int, int]]:
    """Yield the pairs (later, earlier) that share a band and are alike."""
    for band in range(_BANDS):
        keys = _keys(prints, band)
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        for step in range(1, min(_REACH, len(keys) - 1) + 1):
            at = np.flatnonzero(keys[step:] == keys[:-step])
            if not at.size:
                break
            for piece in range(0, len(at), _PIECE):
                some = at[piece : piece + _PIECE]
                earlier, later = order[some], order[some + step]
                kept = _alike(prints, earlier, later)
                yield from zip(later[kept].tolist(), earlier[kept].tolist(), strict=True)


def _keys(prints: Prints, band: int) -> npt.NDArray[np.uint64]:
    rows = prints["shingles"][:, band * _ROWS : (band + 1) * _ROWS]
    keys: npt.NDArray[np.uint64] = np.hstack([rows, prints["numbers"][:, [band]]]).view("<u8")[:, 0]
    return keys


def _alike(prints: Prints, ones: Places, others: Places) -> npt.NDArray[np.bool_]:
    """Tell of each pair whether texts and numbers are alike enough, as far as min-hashes can tell."""
    numbers = (prints["numbers"][ones] == prints["numbers"][others]).mean(axis=1) >= NUMBERS_ALIKE
    alike = np.zeros(len(ones), np.bool_)
    rest = np.flatnonzero(numbers)
    shingles = prints["shingles"]
    alike[rest] = (shingles[ones[rest]] == shingles[others[rest]]).mean(axis=1) >= ALIKE
    return alike
