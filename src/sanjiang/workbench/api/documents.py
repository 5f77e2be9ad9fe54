"""Documents: listed, shown, given back as they came, taken in."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Query, Router

from sanjiang.assemble.assembly import Library
from sanjiang.documents.gather import Found
from sanjiang.pipeline import load_library
from sanjiang.workbench.api.answers import as_json, as_page
from sanjiang.workbench.api.callers import caller, role
from sanjiang.workbench.api.faults import Fault, RefusalError
from sanjiang.workbench.api.shapes import (
    FAULTS,
    MISSING,
    Added,
    DocumentPage,
    DocumentRow,
    Documents,
    Name,
    Uid,
    described_only,
)
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.models import Document
from sanjiang.workbench.register.pages import cut
from sanjiang.workbench.register.rows import document_row

router = Router(tags=["documents"])
BYTES = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
_WIDE = [f"{of}{column}" for of in ("", "copy_of__", "supersedes__") for column in ("text", "fingerprint")]


@router.get("/documents", auth=role("viewer"), response={200: DocumentPage, **FAULTS})
def list_documents(request: HttpRequest, asked: Query[Documents]) -> Any:
    """List documents, in the order in which they came."""
    described_only(request, Documents)
    rows = _documents()
    if asked.q:
        rows = rows.filter(Q(name__icontains=asked.q) | Q(title__icontains=asked.q))
    found, following = cut(rows, asked.after, asked.limit)
    return as_page([document_row(document) for document in found], following)


@router.get("/documents/{sha256}", auth=role("viewer"), response={200: DocumentRow, **FAULTS, **MISSING})
def show_document(request: HttpRequest, sha256: Uid) -> Any:
    """Show what a document says of itself, and what it is to others."""
    return as_json(document_row(_document(sha256)))


@router.get(
    "/documents/{sha256}/original",
    auth=role("viewer"),
    response={**FAULTS, **MISSING},
    openapi_extra={"responses": {200: {"description": "The document as it came", **BYTES}}},
)
def give_original(request: HttpRequest, sha256: Uid) -> HttpResponse:
    """Give a document's bytes as they came: to be saved, never shown or run."""
    document = _document(sha256)
    name = "".join(c if c.isprintable() else "_" for c in document.name.replace("\\", "/").rpartition("/")[2])
    return HttpResponse(
        bytes(document.original.data),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, name or "document") or "attachment",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
        },
    )


@router.post(
    "/documents",
    auth=role("editor"),
    response={200: Added, **FAULTS, 415: Fault},
    openapi_extra={"requestBody": {"required": True, **BYTES}},
)
def add_document(request: HttpRequest, asked: Query[Name]) -> Any:
    """Take in a document: its bytes are the body. One that is there already succeeds, and says so."""
    described_only(request, Name)
    if request.content_type != "application/octet-stream":
        raise RefusalError(
            415,
            "文件要按字节传 a document is sent as bytes",
            "Content-Type",
            "写成 write application/octet-stream",
        )
    found = Found(asked.name, request.body)
    return as_json(add(found, _library(), caller(request).username).to_json())


@cache
def _library() -> Library:
    return load_library()


def _documents() -> Any:
    return Document.objects.select_related("copy_of", "supersedes").defer(*_WIDE)


def _document(sha256: str) -> Document:
    document: Document | None = _documents().filter(original=sha256).first()
    if document is None:
        raise RefusalError(404, f"没有这份文件 no such document: {sha256[:12]}", "sha256", "见 see: GET /api/documents")
    return document
