"""What comes of a file: documents and errors of one line, nothing written, nobody called."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from sanjiang.core.errors import DocumentError
from sanjiang.documents import as_read
from sanjiang.documents.document import Document
from sanjiang.documents.gather import gather
from sanjiang.documents.read import document_from_bytes

_watching = False
_seen: list[str] = []
_CALLS = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.mkdir", "os.rename", "os.remove")


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _watching and (event in _CALLS or (event == "open" and _writes(args))):
        _seen.append(f"{event} {args!r}")


def _writes(args: tuple[object, ...]) -> bool:
    mode = args[1]
    return isinstance(mode, str) and any(sign in mode for sign in "wax+")


sys.addaudithook(_hook)


@contextmanager
def watched():
    """Fail where anything inside writes a file, starts a process or calls another machine."""
    global _watching  # noqa: PLW0603  an audit hook cannot be taken away again
    _seen.clear()
    _watching = True
    try:
        yield
    finally:
        _watching = False
    assert not _seen, _seen


def outcomes(data: bytes, name: str) -> list[Document | DocumentError]:
    """Return what a file comes to; an archive, what each file in it does.

    Raises
    ------
    AssertionError
        Where offsets are wrong, an error is not one line, or something is written or called.
    Exception
        Whatever is no DocumentError is a fault.
    """
    if name.endswith(".zip"):
        found = _gathered(data, name)
    else:
        with watched():
            found = [_read(lambda: document_from_bytes(data, name))]
    for each in found:
        if isinstance(each, DocumentError):
            assert "\n" not in str(each)
        else:
            check(each)
    return found


def _gathered(data: bytes, name: str) -> list[Document | DocumentError]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        with watched():
            found = [_read(each.document) for each in gather([path])]
        assert [each.name for each in Path(folder).iterdir()] == [name]
    return found


def _read(read) -> Document | DocumentError:
    try:
        return read()
    except DocumentError as error:
        return error


def check(document: Document) -> None:
    """Fail where a document's blocks or its view do not fit its text."""
    text, end = document.text, 0
    assert text.strip()
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        end = block.end
    seen = as_read(document)
    for block in seen.blocks:
        assert 0 <= block.start <= block.end <= len(seen.text)
