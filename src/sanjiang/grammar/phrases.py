"""Cutting a sentence's letters into segments (；), pieces (，) and the entries of a list (、及和)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, cast

from sanjiang.grammar.encode import LETTERS
from sanjiang.grammar.heads import HeadClass, head_classes, head_pattern

TokenKind = Literal[
    "text",
    "date",
    "money",
    "capacity",
    "count",
    "ratio",
    "area",
    "org",
    "place",
    "product",
    "phase",
    "paren",
    "separator",
    "head",
]
KIND_OF: Final = {letter: cast(TokenKind, kind) for kind, letter in LETTERS.items()}
SEPARATORS: Final = ("、", "以及", "+", "＋")
WEAK: Final = ("及", "和", "与")
OPENING: Final = "（(“《【["
CLOSING: Final = "）)”》】]"
SEGMENT: Final = re.compile(f"[{re.escape('；;。！？!?' + OPENING + CLOSING)}]")
PIECE: Final = re.compile(f"[{re.escape('，,：:' + OPENING + CLOSING)}]")
"""What parts a sentence, and a segment of it; brackets and quotes too, for nothing is parted inside them."""
RUNNING: Final = re.compile(r"[了的已正将由是在被于使为]|主要|位于|包括|计划|根据")


class Token:
    """A mention, a head word, a bracket, a separator or the text between, among a sentence's letters."""

    __slots__ = ("end", "head", "kind", "start")

    def __init__(self, start: int, end: int, kind: TokenKind, head: HeadClass | None = None) -> None:
        self.start, self.end, self.kind, self.head = start, end, kind, head

    def cut(self, start: int, end: int) -> Token:
        """Return what is left of the token between two letters."""
        return Token(max(self.start, start), min(self.end, end), self.kind, self.head)

    def read_as(self, kind: TokenKind) -> Token:
        """Return the token as one of another kind."""
        return Token(self.start, self.end, kind, self.head)


def split(letters: str, start: int, end: int, marks: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `letters` between `SEGMENT` or `PIECE` marks, not cutting inside brackets or quotes."""
    depth, begin = 0, start
    for match in marks.finditer(letters, start, end):
        char, i = match.group(), match.start()
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            if i > begin:
                yield begin, i
            begin = i + 1
    if end > begin:
        yield begin, end


@cache
def _marks() -> re.Pattern[str]:
    branches = (
        *KIND_OF,
        "（[^（()）]*[）)]",
        r"\([^（()）]*[）)]",
        *map(re.escape, SEPARATORS),
        *WEAK,
        head_pattern().pattern,
    )
    return re.compile("|".join(branches))


def tokens(letters: str, start: int, end: int) -> list[Token]:
    """Cut a stretch into tokens; "和" and "及" part entries only after a mention or a head word."""
    found: list[Token] = []
    text_from = start
    for match in _marks().finditer(letters, start, end):
        if match.group() in WEAK and letters[match.end() : match.end() + 1] != LETTERS["capacity"]:
            beside = found[-1] if found and match.start() == text_from else None
            if beside is None or beside.kind in ("separator", "org"):
                continue
        if text_from < match.start():
            found.append(Token(text_from, match.start(), "text"))
        found.append(_token(match))
        text_from = match.end()
    if text_from < end:
        found.append(Token(text_from, end, "text"))
    return found


def _token(match: re.Match[str]) -> Token:
    word, (start, end) = match.group(), match.span()
    if word in KIND_OF:
        return Token(start, end, KIND_OF[word])
    if word[0] in "（(":
        return Token(start, end, "paren")
    if word in SEPARATORS or word in WEAK:
        return Token(start, end, "separator")
    return Token(start, end, "head", head_classes()[word])


def phrases(letters: str, found: list[Token]) -> Iterator[list[Token]]:
    """Yield the noun phrases of a piece: one ends at a head word that running text follows ("…项目|由首钢公司出资")."""
    begin = 0
    for i, token in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        if token.kind != "head" or following is None or following.kind != "text":
            continue
        closing = found[i + 2].kind if i + 2 < len(found) else None
        if closing != "head" or RUNNING.search(letters, following.start, following.end):
            yield found[begin : i + 1]
            begin = i + 1
    if begin < len(found):
        yield found[begin:]


def entries(found: list[Token]) -> list[list[Token]]:
    """Group the tokens of a list into entries: one works each.

    A separator parts two works when a head word or a new capacity, phase or name stands beside it; otherwise it joins
    the products of one ("拉棒、切方").
    """
    chunks: list[list[Token]] = [[]]
    for token in found:
        kinds = [t.kind for t in chunks[-1]]
        if token.kind == "separator" or (token.kind == "capacity" and "capacity" in kinds and kinds[-1] == "product"):
            chunks.append([])
        if token.kind != "separator":
            chunks[-1].append(token)
    chunks = [c for c in chunks if c]
    out: list[list[Token]] = []
    for chunk in chunks:
        if out and _continues(out[-1], chunk):
            out[-1] = out[-1] + chunk
        else:
            out.append(chunk)
    return out


def _continues(before: list[Token], chunk: list[Token]) -> bool:
    kinds = [t.kind for t in chunk]
    if before[-1].kind == "head" or (before[-1].kind == "paren" and len(before) > 1 and before[-2].kind == "head"):
        # "研发中心及智能制造示范基地项目" is one: the closing 项目 governs what went before
        return (
            before[-1].head == "facility"
            and chunk[-1].head == "project"
            and "capacity" not in kinds
            and kinds[0] == "text"
        )
    if "capacity" in kinds or "phase" in kinds or kinds[0] in ("place", "org"):
        return False
    return kinds[0] == "product" or any(t.kind == "capacity" for t in before)
