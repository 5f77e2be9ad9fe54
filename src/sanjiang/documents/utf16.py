"""UTF-16 without a byte order mark, told by where its zero bytes stand."""

from __future__ import annotations

from sanjiang.documents.plausible import PLAUSIBLE, plausibility


def order_of_utf16(data: bytes) -> str | None:
    """Return ``utf-16-le`` or ``utf-16-be`` where `data` reads well as it, else None.

    Digits, Latin letters and line ends have a high byte of zero, so most zeros stand at odd places in little-endian
    text and at even ones in big-endian text; 一 and the wide space have a low byte of zero. The text must then be
    valid, plausible and free of control characters.
    """
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or even == odd:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    plain = all(char >= " " or char in "\t\n\v\f\r\x1a\x1b" for char in text)
    return codec if plain and plausibility(text) >= PLAUSIBLE else None
