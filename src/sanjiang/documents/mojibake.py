"""Text that was once decoded wrongly and saved so: undone where that is exact and yields plausible Chinese."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator

from sanjiang.documents.plausible import PLAUSIBLE, beyond_ascii, plausibility

# As browsers read windows-1252: the five bytes that it leaves open are control characters.
_WESTERN = {ord(char): byte for byte in range(0x80, 0xA0) for char in bytes((byte,)).decode("cp1252", "ignore")}
_HEAD = 4096  # characters
_RIGHT = ("utf-8", "gb18030", "big5")


def repaired(text: str) -> tuple[str, str, str] | None:
    """Return the text as it was written, its codec and the codec that it was read with; None where none is sure.

    The characters of ``text`` are put back into the bytes that they were read from, strictly. The bytes must then be
    UTF-8, GB 18030 or Big5 without a fault, and the Chinese that comes of it plausible where the text at hand is not.
    """
    if plausibility(text) >= PLAUSIBLE:
        return None
    for wrong, data in _bytes_read_with(text):
        for codec in _RIGHT:
            # read as GB 18030, only UTF-8 gives itself away: almost any text of its makes some Big5
            if wrong == "gb18030" and codec != "utf-8":
                continue
            try:
                right = data.decode(codec)
            except UnicodeDecodeError:
                continue
            if not right.isascii() and plausibility(right) >= PLAUSIBLE:
                return right, codec, wrong
    return None


def _bytes_read_with(text: str) -> Iterator[tuple[str, bytes]]:
    head = beyond_ascii(text)[:_HEAD]  # what its characters do not allow, the whole text does not
    for wrong in ("gb18030", "latin-1", "cp1252"):
        try:
            beginning = _put_back(head, wrong)
            if wrong != "gb18030" or _begins_as_utf8(beginning):
                yield wrong, _put_back(text, wrong)
        except UnicodeEncodeError:
            continue


def _put_back(text: str, wrong: str) -> bytes:
    return text.translate(_WESTERN).encode("latin-1") if wrong == "cp1252" else text.encode(wrong)


def _begins_as_utf8(head: bytes) -> bool:
    """Tell whether bytes without ASCII may be the first of UTF-8."""
    try:
        getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
