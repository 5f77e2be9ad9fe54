"""The way from a file, or from a text at hand, to a Document."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sanjiang.core.errors import DocumentError
from sanjiang.core.tuples import new
from sanjiang.documents import front
from sanjiang.documents.blocks import label
from sanjiang.documents.decode import MAX_BYTES, decode, too_large
from sanjiang.documents.document import Block, Document
from sanjiang.documents.html import is_html, page
from sanjiang.documents.view import view_of


def read_document(path: Path, name: str | None = None) -> Document:
    """Read a text or HTML file.

    Parameters
    ----------
    path : Path
        The file.
    name : str, optional
        What the document is called; the file's own name by default.

    Raises
    ------
    DocumentError
        If there is no such file, it cannot be read, or it holds no text.
    """
    data = _bytes(path)
    decoded = decode(data, str(path))
    return _document(decoded.text, name or path.name, sha256(data).hexdigest(), path.name, decoded.notes)


def document_from_text(text: str, name: str) -> Document:
    """Return the document of a text that is already at hand; its sha256 is that of the text in UTF-8.

    Raises
    ------
    DocumentError
        If the text is blank.
    """
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(text.removeprefix("\ufeff"), name, digest, name, ())


def _document(text: str, name: str, digest: str, file_name: str, notes: tuple[str, ...]) -> Document:
    shown = page(text) if is_html(text, file_name) else None
    if shown:
        text = shown.text
        notes = (*notes, "偏移量以 HTML 中提取的文字计 / offsets count in the text taken from the HTML")
    if not text.strip():
        raise DocumentError(
            "文件没有文字 / the document has no text", name, "请提供有文字的文件 / give one that has text"
        )
    view = view_of(text)
    seen = label(view.text)
    blocks = tuple(new(Block, (*view.back(start, end), kind)) for start, end, kind in seen) if view.steps else seen
    return Document(
        name=name,
        sha256=digest,
        text=text,
        blocks=blocks,
        title=front.title(text, blocks, shown),
        published=front.published(view.text, seen),
        source=front.source(view.text, seen),
        notes=(*notes, *view.notes),
        view=view if view.notes else None,
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(
                "这是文件夹，不是文件 / a folder, not a file", str(path), "请逐个给出其中的文件 / name the files in it"
            )
        if not path.exists():
            raise DocumentError("没有这个文件 / no such file", str(path), "请检查路径 / check the path")
        if not path.is_file():
            raise DocumentError("不是普通文件 / not a regular file", str(path), "请先存成文件 / save it as a file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(
            f"无法读取文件 / the file cannot be read ({reason})", str(path), "请检查权限 / check its permissions"
        ) from error
    if len(data) > MAX_BYTES:
        raise too_large(str(path))
    return data
