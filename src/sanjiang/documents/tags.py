"""HTML source as text and tags, one after the other; never fails, and its time grows with the source alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Values hold no angle brackets here: what does not match ends at the next of them, so no source costs a second look.
_PLAIN = re.compile(
    r"([^<]*+)<(/?[A-Za-z][^\s/<>]*+)"
    r"((?:[^<>\"'=]++|=\s*+(?:\"[^\"<>]*+\"|'[^'<>]*+'|(?![\"']))|[\"'])*+)>"
)
_QUOTED = re.compile(r"<(/?[A-Za-z][^\s/<>]*+)((?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"']))|[\"'])*+)>")
_BROKEN = re.compile(r"<[^<>]*+>")
_OPENS = re.compile(r"</?[A-Za-z]")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
# Letters spelt out both ways: looked for without their case they would take ten times as long.
_ENDS = {
    name: re.compile("</" + "".join(f"[{letter}{letter.upper()}]" for letter in name) + r"\b[^>]*+>")
    for name in ("script", "style")
}
_MAX_STALLS = 20  # each unclosed quote costs one more pass over the rest; beyond so many, tags are only cut out

Token = tuple[str, str, str]
"""Text, then the name of the tag after it in lower case (``/p`` where it closes, empty without one), its attributes."""
Placed = tuple[int, str, str, str]
"""Where a text begins, and its token."""


def tokens(source: str) -> Iterator[Placed]:
    """Yield the text and the tags of `source`; what scripts and styles hold, comments and declarations are left out."""
    slow = _Slow(source)
    plain, at = _PLAIN.match, 0
    while at < len(source):
        begins = at
        if found := plain(source, at):
            text, name, attributes = found.groups()
            at = found.end()
        else:
            (text, name, attributes), at = slow.token(at)
        name = name.lower()
        yield begins, text, name, attributes
        if name in _ENDS:
            end = _ENDS[name].search(source, at)
            at = end.end() if end else len(source)  # one that was never closed takes the rest


class _Slow:
    """Reads what is no plain tag; what once was not found further on is not looked for again."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._stalls = 0
        self._comments = self._brackets = True

    def token(self, at: int) -> tuple[Token, int]:
        """Return what stands at `at`, and where to go on."""
        source = self._source
        start = source.find("<", at)
        if start < 0:
            return (source[at:], "", ""), len(source)
        text = source[at:start]
        if _OPENS.match(source, start):
            return self._tag(text, start)
        end = self._end_of_rest(start)
        return ((text, "", ""), end) if end > 0 else ((f"{text}<", "", ""), start + 1)

    def _tag(self, text: str, start: int) -> tuple[Token, int]:
        if self._stalls < _MAX_STALLS:
            if found := _QUOTED.match(self._source, start):
                return (text, found[1], found[2]), found.end()
            self._stalls += 1
        elif broken := _BROKEN.match(self._source, start):
            return (text, "br", ""), broken.end()
        return (f"{text}<", "", ""), start + 1

    def _end_of_rest(self, start: int) -> int:
        """Return where a comment, declaration or instruction ends; 0 where `<` is a character of the text."""
        if self._source.startswith("<!--", start):
            found = _COMMENT.match(self._source, start) if self._comments else None
            self._comments = found is not None
            return found.end() if found else 0
        if not self._source.startswith(("<!", "<?", "</"), start) or not self._brackets:
            return 0
        end = self._source.find(">", start) + 1
        self._brackets = end > 0
        return end
