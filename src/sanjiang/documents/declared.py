"""What an HTML page declares of its article in ``<meta>``, for machines.

Names of China's guideline for government websites (《政府网站发展指引》, 国办发〔2017〕47号) and of the
Open Graph protocol (ogp.me).
"""

from __future__ import annotations

import re
from html import unescape

_NAMES = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "published",
    "article:published_time": "published",
    "contentsource": "source",
}
_ATTRIBUTE = re.compile(r"(?<![\w-])(name|property|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_CHARACTERS = 120  # no title, day or source is longer


def declared(attributes: str) -> tuple[str, str] | None:
    """Return which of ``title``, ``published`` and ``source`` a ``<meta>`` declares, and as what; None for others."""
    found = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(attributes)}
    what = _NAMES.get((found.get("name") or found.get("property") or "").lower())
    said = " ".join(unescape(found.get("content", "")).split())
    return (what, said) if what and 0 < len(said) <= _CHARACTERS else None
