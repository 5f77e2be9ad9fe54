"""A document as the grammar reads it: its view in place of its text."""

from __future__ import annotations

from dataclasses import replace

from sanjiang.core.tuples import new
from sanjiang.documents.document import Block, Document
from sanjiang.documents.view import plain_words


def as_read(document: Document) -> Document:
    """Return the document whose text, blocks and title are those of its view; a clean document is its own."""
    view = document.view
    if view is None:
        return document
    blocks = (new(Block, (*view.at(start, end), label)) for start, end, label in document.blocks)
    title = document.title and plain_words(document.title)
    return replace(document, text=view.text, blocks=tuple(blocks), title=title, view=None)
