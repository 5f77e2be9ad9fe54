"""What a regular expression may begin with, looked at before it is tried at every letter of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sanjiang.grammar.expression import parsed

MANY: Final = 300
"""So many characters open nearly every word; a look at them spares no trial."""
ZERO_WIDTH: Final = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def glance(source: str, inside: bool = False) -> str:
    """Return an expression that matches what `source` does, but first looks whether a match may begin at all.

    Parameters
    ----------
    source : str
    inside : bool, optional
        Whether it is to be a part of another expression. At the beginning of one `re` leaps to the next opening
        character where each branch has a plain one; where parts are optional it tries all of them at each character,
        and so it does inside.

    Examples
    --------
    >>> glance("(?:甲|乙)?(?<!子)丙"), glance("[^甲]乙"), glance("甲乙")
    ('(?=[丙乙甲])(?:(?:甲|乙)?(?<!子)丙)', '[^甲]乙', '甲乙')
    >>> glance("甲+|乙"), glance("甲乙|丙", inside=True)
    ('(?=[乙甲])(?:甲+|乙)', '(?=[丙甲])(?:甲乙|丙)')
    """
    parts = parsed(source)
    opening, may_be_empty = _opening(parts)
    if opening is None or may_be_empty or len(opening) > MANY or _is_plain(parts) or (not inside and _leaps(parts)):
        return source
    return f"(?=[{''.join(sorted(map(_escaped, opening)))}])(?:{source})"


def _is_plain(parts: Sequence[tuple[object, Any]]) -> bool:
    return bool(parts) and str(parts[0][0]) in ("LITERAL", "IN")


def _leaps(parts: Sequence[tuple[object, Any]]) -> bool:
    """Tell whether `re` itself leaps to where the parts may begin."""
    name, value = str(parts[0][0]), parts[0][1]
    if name == "SUBPATTERN" and not value[1]:
        return _is_plain(value[-1]) or _leaps(value[-1])
    return name == "BRANCH" and all(map(_opens_with_letter, value[1]))


def _opens_with_letter(parts: Sequence[tuple[object, Any]]) -> bool:
    return bool(parts) and str(parts[0][0]) == "LITERAL"


def _escaped(char: str) -> str:
    return f"\\{char}" if char in "\\]^-[&~|" else char


def _opening(parts: Iterable[tuple[object, Any]]) -> tuple[frozenset[str] | None, bool]:
    """Return the characters that a parsed sequence may begin with, None if unknown, and whether it may be empty."""
    found: frozenset[str] = frozenset()
    for operation, value in parts:
        opening, may_be_empty = _of_part(str(operation), value)
        if opening is None:
            return None, False
        found |= opening
        if not may_be_empty:
            return found, False
    return found, True


def _of_part(name: str, value: Any) -> tuple[frozenset[str] | None, bool]:
    if name == "LITERAL":
        return frozenset(chr(value)), False
    if name == "IN" and all(str(kind) in ("LITERAL", "RANGE") for kind, _ in value):
        ranges = [range(v[0], v[1] + 1) if str(kind) == "RANGE" else (v,) for kind, v in value]
        known = sum(map(len, ranges)) <= MANY
        return (frozenset(chr(code) for codes in ranges for code in codes) if known else None), False
    if name == "BRANCH":
        each = [_opening(branch) for branch in value[1]]
        openings = [opening for opening, _ in each if opening is not None]
        known = len(openings) == len(each)
        return (frozenset().union(*openings) if known else None), any(empty for _, empty in each)
    if name == "SUBPATTERN" and not value[1]:
        return _opening(value[-1])
    if name in REPEATS:
        opening, empty = _opening(value[-1])
        return opening, empty or value[0] == 0
    return (frozenset(), True) if name in ZERO_WIDTH else (None, False)
