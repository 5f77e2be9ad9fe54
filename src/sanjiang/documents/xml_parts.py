"""XML read as a stream, without document types, entities of its own, or anything fetched."""

from __future__ import annotations

from typing import Protocol
from xml.etree.ElementTree import ParseError, XMLParser

from sanjiang.core.errors import DocumentError
from sanjiang.documents.archive import damaged
from sanjiang.documents.limits import Clock

_CHUNK = 1 << 14  # a chunk is read to its end even where its beginning is refused


class Handler(Protocol):
    """What takes the parts of an XML document in order; names are ``{namespace}local``."""

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def data(self, text: str) -> None:
        """Take characters."""


class _Target:
    """Refuses document types, with which entities, bombs of them, and outside files come."""

    def __init__(self, handler: Handler, where: str) -> None:
        self.start, self.end, self.data = handler.start, handler.end, handler.data
        self._where = where

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
        If it is no XML, declares a document type, or takes too long.
    """
    parser = XMLParser(target=_Target(handler, where))
    try:
        for place in range(0, len(data), _CHUNK):
            clock.check()
            parser.feed(data[place : place + _CHUNK])
        parser.close()
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, DocumentError):
            raise
        raise damaged(where, error) from error


def local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]
