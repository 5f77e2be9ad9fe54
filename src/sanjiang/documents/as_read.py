"""A document as the grammar reads it: its view in place of its text."""

from __future__ import annotations

from dataclasses import replace

from sanjiang.core.tuples import new
from sanjiang.documents.document import Block, Document
from sanjiang.documents.view import View, view_of


def as_read(document: Document) -> Document:
    """Return the document whose text, blocks and title are those of its view; a clean document is its own."""
    view = document.view
    if view is None:
        return document
    blocks = (new(Block, (*view.at(start, end), label)) for start, end, label in document.blocks)
    return replace(document, text=view.text, blocks=tuple(blocks), title=_title(document, view), view=None)


def _title(document: Document, view: View) -> str | None:
    """Return the title as the view shows it: where the text has it, judged with the rest of the text."""
    if document.title is None:
        return None
    start = document.text.find(document.title)
    if start < 0:
        return view_of(document.title).text
    seen = view.at(start, start + len(document.title))
    return view.text[slice(*seen)]
