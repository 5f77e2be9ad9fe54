"""The cells of a workbook's sheets; only those that hold something are kept, however large a sheet says it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sanjiang.documents.limits import Limits, beyond
from sanjiang.documents.number_formats import PLAIN, Format, written
from sanjiang.documents.xml_parts import local

Rows = dict[int, dict[int, str]]
"""Row to column to text."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_TRUE = ("1", "true")
_SPANS = 1000
"""So many spans of hidden columns are looked at: offices write one for each run of them."""
_SPAN = re.compile(r"([^:]+):([^:]+)")


@dataclass(slots=True)
class Room:
    """How many cells and characters a workbook may still hold.

    Parameters
    ----------
    limits : Limits
    where : str
    """

    limits: Limits
    where: str
    cells: int = 0
    characters: int = 0

    def take(self, text: str) -> None:
        """Count a cell; DocumentError beyond a limit."""
        self.cells += 1
        self.characters += len(text)
        if self.cells > self.limits.cells:
            raise beyond(self.limits, "cells", self.where)
        if self.characters > self.limits.characters:
            raise beyond(self.limits, "characters", self.where)


class SharedTexts:
    """Gathers the texts that cells refer to, without the readings of their characters."""

    def __init__(self, room: Room) -> None:
        self.texts: list[str] = []
        self._room = room
        self._pieces: list[str] = []
        self._in_text = self._in_reading = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = local(tag)
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._in_reading = True
        elif name == "t":
            self._in_text = not self._in_reading

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        name = local(tag)
        if name == "si":
            text = "".join(self._pieces)
            self._room.take(text)
            self.texts.append(text)
        elif name == "rPh":
            self._in_reading = False
        elif name == "t":
            self._in_text = False

    def data(self, text: str) -> None:
        """Take characters."""
        if self._in_text:
            self._pieces.append(text)


class Sheet:
    """Gathers the cells of one sheet and, after them, what is merged."""

    def __init__(self, shared: Sequence[str], formats: Sequence[Format], from_1904: bool, room: Room) -> None:
        self.rows: Rows = {}
        self.hidden_rows: set[int] = set()
        self.unsolved = 0
        """How many formulas have no value that was worked out."""
        self._shared, self._formats, self._from_1904, self._room = shared, formats, from_1904, room
        self._hidden_columns: list[tuple[int, int]] = []
        self._place = (0, -1)
        self._kind = "n"
        self._style = 0
        self._pieces: list[str] = []
        self._in_value = self._is_formula = False
        self._merged: list[tuple[tuple[int, int], tuple[int, int]]] = []

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = local(tag)
        if name == "row":
            self._place = (_index(attrs.get("r")) or self._place[0] + 1, -1)
            if attrs.get("hidden") in _TRUE:
                self.hidden_rows.add(self._place[0])
        elif name == "col" and attrs.get("hidden") in _TRUE:
            self._hidden_columns.append(((_index(attrs.get("min")) or 1) - 1, _index(attrs.get("max")) or 0))
        elif name == "c":
            self._place = place(attrs.get("r", "")) or (self._place[0], self._place[1] + 1)
            self._kind, self._style, self._pieces = attrs.get("t", "n"), _index(attrs.get("s")) or 0, []
            self._is_formula = False
        elif name == "f":
            self._is_formula = True
        elif name in ("v", "t"):
            self._in_value = True
        elif name == "mergeCell" and (span := _SPAN.fullmatch(attrs.get("ref", ""))):
            first, last = place(span[1]), place(span[2])
            if first and last and first < last:
                self._room.take("")
                self._merged.append((first, last))

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        name = local(tag)
        if name in ("v", "t"):
            self._in_value = False
        elif name == "c":
            text = self._text("".join(self._pieces)).strip()
            if text:
                self._put(*self._place, text)
            self.unsolved += self._is_formula and not self._pieces

    def data(self, text: str) -> None:
        """Take characters."""
        if self._in_value:
            self._pieces.append(text)

    def covered(self) -> dict[tuple[int, int], str]:
        """Return the text of merged cells for each empty one below the first, in rows that hold something."""
        rows = sorted(self.rows)
        found: dict[tuple[int, int], str] = {}
        for (top, left), (bottom, _) in self._merged:
            text = self.rows.get(top, {}).get(left)
            if text is None:
                continue
            for row in rows[bisect_left(rows, top + 1) : bisect_right(rows, bottom)]:
                self._room.take(text)  # for each time, or spans over each other would take for ever
                if left not in self.rows[row]:
                    found[row, left] = text
        return found

    def hidden(self) -> tuple[int, int]:
        """Return how many hidden rows and columns hold something."""
        columns = {column for row in self.rows.values() for column in row} if self._hidden_columns else set()
        shut = sum(any(first <= c < end for first, end in self._hidden_columns[:_SPANS]) for c in columns)
        return len(self.hidden_rows & self.rows.keys()), shut

    def _put(self, row: int, column: int, text: str) -> None:
        self._room.take(text)
        self.rows.setdefault(row, {})[column] = text

    def _text(self, value: str) -> str:
        if self._kind == "s":
            at = _index(value.strip())
            return unescaped(self._shared[at]) if at is not None and at < len(self._shared) else ""
        if self._kind in ("str", "inlineStr"):
            return unescaped(value)
        if self._kind == "e":
            return ""  # an error of a formula says nothing
        if self._kind == "b":
            return {"1": "是", "0": "否"}.get(value.strip(), "")
        form = self._formats[self._style] if self._style < len(self._formats) else PLAIN
        return written(value.strip(), form, self._from_1904)


def unescaped(text: str) -> str:
    """Return a text with the characters that it gives by number, as ``_x000D_``; without those that no text holds."""
    return _ESCAPED.sub(lambda code: _character(int(code[1], 16)), text) if "_x" in text else text


def _character(code: int) -> str:
    return "" if (code < 0x20 and chr(code) not in "\t\n\r") or 0xD800 <= code < 0xE000 else chr(code)


def place(reference: str) -> tuple[int, int] | None:
    """Return row and column (from 0) of a reference such as ``B7``."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def _index(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None
