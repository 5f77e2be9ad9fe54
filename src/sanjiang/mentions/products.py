"""Products: the library's words for processes, the context that settles ambiguous ones, and general product words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

import ahocorasick_rs

from sanjiang.core.errors import LibraryError
from sanjiang.core.tuples import new
from sanjiang.library.data_files import data_path
from sanjiang.library.processes import Chain, WordRule
from sanjiang.mentions.mention import Mention

ITEM_MARKS: Final = "、，,。；;"
KIND_LENGTHS: Final = (4, 3, 2)
"""How long the words before a product are that tell its kind, the longest first."""
REACH: Final = 40
"""How many characters either side of an ambiguous word its context is looked for."""


class ProductWord(NamedTuple):
    """A product as written, and what of the library it names: processes, a side material, or neither."""

    word: str
    processes: tuple[str, ...]
    side: str | None = None


class ProductFinder:
    """Finds the longest product words of a text; part of the `Finder` family.

    Parameters
    ----------
    chains : sequence of Chain
        The library's chains; their processes' words are known with ids.
    """

    def __init__(self, chains: Sequence[Chain]) -> None:
        meanings: dict[str, list[tuple[str, WordRule | None]]] = {}
        for chain in chains:
            for process in chain.processes:
                for word in process.words:
                    meanings.setdefault(word, []).append((process.id, None))
                for rule in process.words_if:
                    meanings.setdefault(rule.word, []).append((process.id, rule))
        self._sides = {word: side.product for chain in chains for side in chain.supporting for word in side.words}
        self._before = kind_words()
        self._before_ends = frozenset(word[-1] for word in self._before)
        self._nothing = frozenset(_listed("not_products.txt"))
        for word in (*self._sides, *general_words(), *self._nothing):
            meanings.setdefault(word, [])
        self._words = [self._word(word, ids) for word, ids in meanings.items()]
        self._rules = [ids if any(rule for _, rule in ids) else [] for ids in meanings.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(meanings, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def _word(self, word: str, ids: Iterable[tuple[str, object]]) -> ProductWord:
        return ProductWord(word, tuple(dict.fromkeys(process for process, _ in ids)), self._sides.get(word))

    def find(self, text: str) -> Iterator[Mention[ProductWord]]:
        """Yield product words left to right, the longest at each place, each with the words before it of its kind."""
        last = 0
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            product = self._words[index]
            if product.word in self._nothing:
                last = end
                continue
            if rules := self._rules[index]:
                around = (text[max(0, start - REACH) : end + REACH], _item(text, start, end))
                product = self._word(product.word, [i for i in rules if i[1] is None or _holds(i[1], around)])
            begin = self._with_kind(text, last, start)
            last = end
            yield new(Mention, (begin, end, product))

    def _with_kind(self, text: str, floor: int, start: int) -> int:
        """Return where the words begin that stand before a product and tell its kind ("|高端特种|不锈钢")."""
        while start > floor and text[start - 1] in self._before_ends:
            longest = next((n for n in KIND_LENGTHS if self._is_kind(text, floor, start - n, start)), 0)
            if not longest:
                break
            start -= longest
        return start

    def _is_kind(self, text: str, floor: int, start: int, end: int) -> bool:
        return start >= floor and text[start:end] in self._before


@lru_cache(maxsize=4)
def product_finder(chains: tuple[Chain, ...]) -> ProductFinder:
    """Return the finder of a library's chains, made once."""
    return ProductFinder(chains)


def _item(text: str, start: int, end: int) -> str:
    """Return the item of a list that a word stands in, at most `REACH` to either side."""
    left = max(text.rfind(mark, max(0, start - REACH), start) for mark in ITEM_MARKS)
    ends = [i for i in (text.find(mark, end, end + REACH) for mark in ITEM_MARKS) if i >= 0]
    return text[max(left + 1, start - REACH, 0) : min(ends, default=end + REACH)]


def _holds(rule: WordRule, around: tuple[str, str]) -> bool:
    """Tell whether the words that must be near are, and those that must not stand in the same item do not."""
    near, item = (stretch.replace(rule.word, " ") for stretch in around)
    return (not rule.present or any(w in near for w in rule.present)) and not any(w in item for w in rule.absent)


def general_words() -> tuple[str, ...]:
    """Return the general product words of ``data/words/products.txt``."""
    return _listed("products.txt")


@cache
def kind_words() -> frozenset[str]:
    """Return the words before a product that tell its kind, and name nobody."""
    return frozenset(_listed("before_products.txt"))


def _listed(name: str) -> tuple[str, ...]:
    """Return the words of a list of ``data/words``."""
    path = data_path("words", name)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LibraryError("the list of product words cannot be read", str(path), "install the package anew") from error
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
