"""UTF-16 without a byte order mark, told by where its zero bytes stand."""

from __future__ import annotations

from sanjiang.documents.plausible import PLAUSIBLE, plausibility


def order_of_utf16(data: bytes) -> str | None:
    """Return ``utf-16-le`` or ``utf-16-be`` where `data` reads well as it, else None.

    Digits, Latin letters and line ends have a high byte of zero, so most zeros stand at odd places in little-endian
    text and at even ones in big-endian text; 一 and the wide space have a low byte of zero, so the other order is tried
    as well. The text must be valid, plausible and free of control characters.
    """
    if len(data) % 2:
        return None
    orders = ("utf-16-le", "utf-16-be")
    likely = orders if data[1::2].count(0) >= data[::2].count(0) else orders[::-1]
    return next((order for order in likely if _reads_well(data, order)), None)


def _reads_well(data: bytes, order: str) -> bool:
    try:
        text = data.decode(order)
    except UnicodeDecodeError:
        return False
    plain = all(char >= " " or char in "\t\n\v\f\r\x1a\x1b" for char in text)
    return plain and plausibility(text) >= PLAUSIBLE
