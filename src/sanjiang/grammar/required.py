"""Which words no match of a regular expression is without, so that it is tried only where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any, Final

from ahocorasick_rs import AhoCorasick

from sanjiang.grammar.expression import parsed

Required = tuple[tuple[str, ...], ...]
MANY: Final = 60
"""A text has one of so many words nearly always."""
COMMON: Final = frozenset(
    "，、。的一是在了和不有大这主中人上为们地个用工时要动国产以我到他会作来分生对于下就年发成部可出能方进同行面"
)
"""The commonest characters."""
SETS: Final = 3
"""So many sets tell nearly as much as all."""
END: Final = "\n"
"""What ends a line; no pattern is required to match it, for none is tried on more than a line."""
REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def required(source: str) -> Required:
    """Return sets of words, the rarest first: a text that the expression matches in has one of each set at least.

    Examples
    --------
    >>> required("由(?:甲|乙丙)(?:丁|[0-9])?")
    (('由乙丙', '由甲'),)
    """
    return required_of(parsed(source))


def required_of(parts: Any) -> Required:
    """Return what `required` does, of an expression already parsed."""
    if parts.state.flags & re.IGNORECASE:
        return ()
    found = set(map(_shortest, _sets(parts)))
    least = (one for one in found if len(one) <= MANY and not any(_implies(o, one) for o in found if o != one))
    rarest = sorted((tuple(sorted(one)) for one in least), key=lambda one: (_commonness(one), one))
    return tuple(rarest[:SETS])


def telling(sets: Required) -> Required:
    """Return the sets that few texts have a word of, or else the first; "，" or "的" is not worth a look."""
    return tuple(one for one in sets if not any(word in COMMON for word in one)) or sets[:1]


class Triggers:
    """Tells which of several patterns may match in a text, in one pass over it.

    Parameters
    ----------
    required : sequence of Required
        What each pattern requires.
    """

    def __init__(self, required: Sequence[Required]) -> None:
        words: dict[str, int] = {}
        self._count, self._rounds = len(required), max(map(len, required))
        self._free, self._all = 0, (1 << self._count) - 1
        # One bit for each pattern and each of its sets: the first sets' bits, then the second sets', and so on.
        for bit in range(self._count * self._rounds):
            turn, i = divmod(bit, self._count)
            if turn >= len(required[i]):
                self._free |= 1 << bit
            else:
                words |= {word: words.get(word, 0) | 1 << bit for word in required[i][turn]}
        words.pop(END, None)
        self._words = AhoCorasick([*words, END])
        self._bits = words

    def due(self, text: str) -> list[int]:
        """Return the indices of the patterns of whose every set the text has a word."""
        return indices(self.due_of_each([text])[0])

    def due_of_each(self, lines: Sequence[str]) -> list[int]:
        """Return for each text, a line without its end, the patterns that are due, a bit each: see `indices`.

        The automaton reads all lines at once and finds their ends too, which costs much less than a call for each.
        """
        due, has, bits = [], self._free, self._bits
        for word in self._words.find_matches_as_strings("".join([line + END for line in lines]), overlapping=True):
            if word != END:
                has |= bits[word]
                continue
            both = has
            for _ in range(1, self._rounds):
                has >>= self._count
                both &= has
            due.append(both & self._all)
            has = self._free
        return due


def indices(bits: int) -> list[int]:
    """Return which bits are set, the lowest first."""
    found = []
    while bits:
        found.append((bits & -bits).bit_length() - 1)
        bits &= bits - 1
    return found


def _sets(parts: Iterable[tuple[object, Any]]) -> Iterator[frozenset[str]]:
    """Yield the sets of a parsed sequence; letters that follow one another are one word."""
    word = ""
    for operation, value in parts:
        name = str(operation)
        if name == "LITERAL":
            word += chr(value)
            continue
        if word:
            yield frozenset(word + opening for opening in _openings(name, value) or {""})
        word = ""
        yield from _of_part(name, value)
    if word:
        yield frozenset({word})


def _openings(name: str, value: Any) -> frozenset[str]:
    """Return the words that a part opens with one of; none where that cannot be told."""
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return frozenset(chr(code) for _, code in value)
    if (name == "SUBPATTERN" and not value[1]) or (name == "ASSERT" and value[0] == 1):
        return _opening_words(value[-1])
    if name == "BRANCH":
        each = [_opening_words(branch) for branch in value[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    return frozenset()


def _opening_words(parts: Sequence[tuple[object, Any]]) -> frozenset[str]:
    literal = "".join(chr(value) for _, value in takewhile(lambda part: str(part[0]) == "LITERAL", parts))
    if not len(parts):
        return frozenset()
    return frozenset({literal}) if literal else _openings(str(parts[0][0]), parts[0][1])


def _of_part(name: str, value: Any) -> Iterator[frozenset[str]]:
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        yield frozenset(chr(code) for _, code in value)
    elif name == "BRANCH":
        best = [min(_sets(branch), key=_commonness, default=frozenset[str]()) for branch in value[1]]
        if all(best):
            yield frozenset().union(*best)
    elif (name == "SUBPATTERN" and not value[1]) or (name in REPEATS and value[0]) or name == "ASSERT":
        yield from _sets(value[-1])


def _shortest(words: frozenset[str]) -> frozenset[str]:
    """Return the words less those that hold another."""
    return frozenset(word for word in words if not any(other in word for other in words if other != word))


def _implies(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether a text that has a word of one set has one of the other too."""
    return all(any(short in word for short in other) for word in one)


def _commonness(words: Iterable[str]) -> int:
    """Return a guess of how often a text has one of the words: one character is in many, a mention's letter in few."""
    return sum(5 if len(word) == 1 and unicodedata.category(word) != "Co" else 1 for word in words)
