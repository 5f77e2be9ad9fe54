"""Text that XML can hold: what it cannot is shown as the replacement character."""

from __future__ import annotations

import re

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 knows no way to write: controls, lone surrogates, two noncharacters."""


def legal(text: str) -> str:
    """Return text with U+FFFD for every character that XML cannot hold.

    Examples
    --------
    >>> legal("a\\x00b")
    'a\ufffdb'
    """
    return ILLEGAL.sub("\ufffd", text)


def escape(text: str) -> str:
    """Return text as it stands between tags or inside quotation marks of XML."""
    text = legal(text).replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def shorten(text: str, longest: int) -> str:
    """Return text of at most so many characters, an ellipsis where some were left out."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
