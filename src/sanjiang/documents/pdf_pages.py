"""The printed lines of a pdf as a program of its own, which is stopped where it takes too much time or memory.

It reads a line of JSON (what errors call the file, the limits) and the pdf, and writes a line of JSON: ``{"pages": …}``
or ``{"error": [what, where, mend]}``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from sanjiang.core.errors import DocumentError
from sanjiang.documents.archive import damaged, encrypted
from sanjiang.documents.limits import Clock, Limits, beyond
from sanjiang.documents.pdf_lines import Line, page_lines

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_LOCKED = ("password", "security")


def main() -> None:
    """Answer one question."""
    where, said = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**said)
    _hold(limits.memory_bytes)
    told: dict[str, object]
    try:
        pages = pdf_lines(sys.stdin.buffer.read(), where, limits)
        told = {"pages": [[_told(line) for line in page] for page in pages]}
    except DocumentError as error:
        told = {"error": error.args}
    sys.stdout.write(json.dumps(told))


def pdf_lines(data: bytes, where: str, limits: Limits) -> list[list[Line]]:
    """Return the lines of every page; DocumentError as `read_pdf`'s."""
    with closing(_opened(data, where)) as pdf:
        return list(_pages(pdf, where, limits))


def _hold(memory: int) -> None:
    """Let the process have no more memory, where the system knows how."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _told(line: Line) -> tuple[object, ...]:
    return line.text, line.left, line.right, line.bottom, line.top, line.em


def _opened(data: bytes, where: str) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        said = str(error).lower()
        raise encrypted(where) if any(word in said for word in _LOCKED) else damaged(where, error) from error


def _pages(pdf: PdfDocument, where: str, limits: Limits) -> Iterator[list[Line]]:
    """Yield the lines of every page; a page that cannot be opened has none."""
    import pypdfium2

    characters, clock = 0, Clock(limits, where)
    if len(pdf) > limits.pages:
        raise beyond(limits, "pages", where)
    for number in range(len(pdf)):
        clock.check()
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            yield []
            continue
        with closing(page), closing(page.get_textpage()) as text:
            characters += text.count_chars()
            if characters > limits.characters:
                raise beyond(limits, "characters", where)
            yield page_lines(page, text, clock)


if __name__ == "__main__":
    main()
