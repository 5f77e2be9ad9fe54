"""Text as it stands in XML, and text that is not too long."""

from __future__ import annotations

from sanjiang.brief.characters import legal


def escape(text: str) -> str:
    """Return text as it stands between tags or inside quotation marks of XML."""
    text = legal(text).replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def shorten(text: str, longest: int) -> str:
    """Return text of at most so many characters, an ellipsis where some were left out."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
