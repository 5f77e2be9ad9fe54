"""Compatibility characters and full-width letters and digits, one for one: offsets stay as they are."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

# Kangxi radicals and their supplement, compatibility ideographs, full-width letters and digits. Full-width marks are
# what Chinese is written with and stay.
_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f０-９Ａ-Ｚａ-ｚ]|(?<=[0-9０-９])．(?=[0-9０-９])")


def plain_characters(text: str) -> str:
    """Return `text` with each such character replaced by the one that Unicode says it stands for."""
    return _ODD.sub(lambda match: _plain(match[0]), text) if _ODD.search(text) else text


@cache
def _plain(char: str) -> str:
    plain = normalize("NFKC", char)
    return plain if len(plain) == 1 else char
