"""XML read as a stream, without document types, entities of its own, or anything fetched."""

from __future__ import annotations

import re
from typing import Protocol
from xml.etree.ElementTree import ParseError, XMLParser

from sanjiang.core.errors import DocumentError
from sanjiang.documents.archive import damaged
from sanjiang.documents.limits import Clock, beyond

_CHUNK = 1 << 14
_LONG_TAG = re.compile(rb"<[^<>]{1048576}")  # attributes take thirty times their size
_ASKED = 5000  # after so many elements the clock is asked


class Handler(Protocol):
    """What takes the parts of an XML document in order; names are ``{namespace}local``."""

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def data(self, text: str) -> None:
        """Take characters."""


class _Target:
    """Refuses document types, with which entities, bombs of them, and outside files come; and endless nesting."""

    def __init__(self, handler: Handler, where: str, clock: Clock) -> None:
        self.data = handler.data
        self._start, self._end = handler.start, handler.end
        self._where, self._clock, self._nesting = where, clock, clock.limits.nesting
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > self._nesting:
            raise beyond(self._clock.limits, "nesting", self._where)
        if self._count % _ASKED == 0:
            self._clock.check()
        self._start(tag, attrs)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._end(tag)

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise DocumentError(
            "XML 带有文档类型声明，可能是实体炸弹 / the XML declares a document type, maybe an entity bomb",
            self._where,
            "请检查来源，再用办公软件另存 / check where it is from, and save it again",
        )

    def close(self) -> None:
        """End."""


def read_xml(data: bytes, handler: Handler, where: str, clock: Clock) -> None:
    """Feed a handler with XML.

    Raises
    ------
    DocumentError
        If it is no XML, declares a document type, is nested beyond the limit, or takes too long.
    """
    if _LONG_TAG.search(data):
        raise damaged(where, "a tag of more than a million bytes")
    parser = XMLParser(target=_Target(handler, where, clock))
    place, size = 0, _CHUNK
    try:
        while place < len(data):
            clock.check()
            parser.feed(data[place : place + size])
            place, size = place + size, 2 * size  # Expat reads what a chunk leaves unfinished anew with the next one
        parser.close()
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, DocumentError):
            raise
        raise damaged(where, error) from error


def local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]
