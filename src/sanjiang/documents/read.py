"""The way from a file, its bytes, or a text at hand, to a Document."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sanjiang.core.errors import DocumentError
from sanjiang.core.tuples import new
from sanjiang.documents import front
from sanjiang.documents.blocks import label
from sanjiang.documents.decode import decode
from sanjiang.documents.document import Block, Document
from sanjiang.documents.extracted import Extracted
from sanjiang.documents.html import Page, is_html, page
from sanjiang.documents.kinds import extract, said_otherwise
from sanjiang.documents.limits import LIMITS, Limits, beyond
from sanjiang.documents.lines import LINE_ENDS
from sanjiang.documents.markdown import is_markdown, plain
from sanjiang.documents.raw_places import RawPlaces
from sanjiang.documents.view import view_of


def read_document(path: Path, name: str | None = None) -> Document:
    """Read a text, HTML, Markdown, docx, xlsx or pdf file; what it is, its bytes say.

    Parameters
    ----------
    path : Path
        The file.
    name : str, optional
        What the document is called; the file's own name by default.

    Raises
    ------
    DocumentError
        If there is no such file, it cannot be read, holds no text, or is beyond a limit.
    """
    data = read_bytes(path, "file_bytes")
    return _from_bytes(data, name or path.name, path.name, str(path), LIMITS)


def document_from_bytes(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """Return the document of a file's bytes, read as `read_document` does; errors as its.

    Parameters
    ----------
    data : bytes
    name : str
        What the document is called; its ending tells Markdown from plain text.
    limits : Limits, optional
    """
    return _from_bytes(data, name, name, name, limits)


def document_from_text(text: str, name: str) -> Document:
    """Return the document of a text that is already at hand; its sha256 is that of the text in UTF-8.

    Raises
    ------
    DocumentError
        If the text is blank.
    """
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(text.removeprefix("\ufeff"), name, digest, name, (), LIMITS)


def read_bytes(path: Path, most: str, limits: Limits = LIMITS) -> bytes:
    """Return the bytes of a regular file.

    Parameters
    ----------
    path : Path
    most : str
        Which limit of size holds for it.
    limits : Limits, optional

    Raises
    ------
    DocumentError
        If there is no such file, it cannot be read, or it is too large.
    """
    size: int = getattr(limits, most)
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
            data = file.read(size + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(
            f"无法读取文件 / the file cannot be read ({reason})", str(path), "请检查权限 / check its permissions"
        ) from error
    if len(data) > size:
        raise beyond(limits, most, str(path))
    return data


def _from_bytes(data: bytes, name: str, file_name: str, where: str, limits: Limits) -> Document:
    kind, extracted = extract(data, where, limits)
    digest = sha256(data).hexdigest()
    if extracted is None:
        decoded = decode(data, where)
        kind_said = "html" if is_html(decoded.text, "") else kind
        told = (*said_otherwise(kind_said, file_name), *decoded.notes)
        return _document(decoded.text, name, digest, file_name, told, limits)
    notes = (*said_otherwise(kind, file_name), *extracted.notes)
    return _finished(extracted, name, digest, notes, None, limits)


def _document(text: str, name: str, digest: str, file_name: str, notes: tuple[str, ...], limits: Limits) -> Document:
    shown = None
    if is_html(text, file_name):
        if text.count("<") > limits.tags:
            raise beyond(limits, "tags", name)
        shown = page(text)
    if shown:
        text = shown.text
        notes = (*notes, "偏移量以 HTML 中提取的文字计 / offsets count in the text taken from the HTML")
    elif is_markdown(file_name):
        taken = plain(text)
        return _finished(taken, name, digest, (*notes, *taken.notes), None, limits)
    around = shown.outside if shown else frozenset()
    return _finished(Extracted(text, furniture=around), name, digest, notes, shown, limits)


def _finished(
    taken: Extracted, name: str, digest: str, notes: tuple[str, ...], shown: Page | None, limits: Limits
) -> Document:
    text = taken.text
    if sum(map(text.count, LINE_ENDS)) > limits.lines:
        raise beyond(limits, "lines", name)
    if not text.strip():
        raise DocumentError(
            "文件没有文字 / the document has no text", name, "请提供有文字的文件 / give one that has text"
        )
    view = view_of(text, taken.has_cells)
    seen = label(view.text, {view.at(start, start)[0] for start in taken.furniture} if view.steps else taken.furniture)
    blocks = tuple(new(Block, (*view.back(start, end), kind)) for start, end, kind in seen) if view.steps else seen
    return Document(
        name=name,
        sha256=digest,
        text=text,
        blocks=blocks,
        title=taken.title or front.title(text, blocks, shown),
        published=front.published(view.text, seen, shown),
        source=front.source(view.text, seen, shown),
        notes=(*notes, *view.notes),
        view=view if view.notes else None,
        raw=RawPlaces(text, shown.nodes) if shown else None,
    )
