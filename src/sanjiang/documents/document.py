"""A document as published, with its lines labelled and nothing taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from sanjiang.documents.raw_places import RawPlaces
from sanjiang.documents.view import View

Label = Literal["body", "furniture", "repeat"]


class Block(NamedTuple):
    """One non-blank line, as a half-open span of the document's text without the white space at its ends.

    Parameters
    ----------
    start, end : int
        Code points of `Document.text`.
    label : str
        ``body``; ``furniture``, what a page puts around its article; or ``repeat``, body that stood before.
    """

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Document:
    """A text, its labelled lines and what its head says of it.

    Parameters
    ----------
    name : str
        As the user calls the document.
    sha256 : str
        Of the bytes as they were read, in hexadecimal.
    text : str
        All offsets count its code points.
    blocks : tuple of Block
        Every non-blank line in order.
    title, published, source
        None where the text does not say.
    notes : tuple of str
        What the reader of the bytes and of the text had to decide, in Chinese and English.
    view : View or None
        The text as the grammar reads it, None where that is `text` itself.
    raw : RawPlaces or None
        Of a page: where its text stands in its source.
    """

    name: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None
    published: date | None
    source: str | None
    notes: tuple[str, ...]
    view: View | None = field(default=None, repr=False)
    raw: RawPlaces | None = field(default=None, repr=False, compare=False)

    def body(self) -> Iterator[Block]:
        """Yield the blocks that are neither furniture nor repeats."""
        return (block for block in self.blocks if block.label == "body")
