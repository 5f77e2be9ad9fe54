"""Characters that are not what they show: compatibility and full-width forms, and such as do not show at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

# Kangxi radicals and their supplement, compatibility ideographs, full-width letters and digits. Full-width marks are
# what Chinese is written with and stay.
_FORMS = "\u2e80-\u2fdf\uf900-\ufaff０-９Ａ-Ｚａ-ｚ"
_HIGH_FORMS = "\U0002f800-\U0002fa1f"
# Soft hyphens, joiners, marks of direction, byte order marks and selectors of variants.
_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_HIGH_HIDDEN = "\U000e0100-\U000e01ef"
ODD = f"{_FORMS}{_HIDDEN}．\U00010000-\U0010ffff"
"""A class of all these characters, and of others beyond the first 65,536."""
_ODD = re.compile(f"[{ODD}]")
_CONVERTED = re.compile(f"[{_FORMS}{_HIGH_FORMS}]|(?<=[0-9０-９])．(?=[0-9０-９])")
_LEFT_OUT = re.compile(f"[{_HIDDEN}{_HIGH_HIDDEN}]+")


def has_odd(text: str) -> bool:
    """Tell whether `text` may hold any of these characters; quick, because most texts hold none."""
    return _ODD.search(text) is not None


def plain_characters(text: str) -> str:
    """Return `text` with each form replaced by the character that it stands for: offsets stay as they are."""
    return _CONVERTED.sub(lambda match: _plain(match[0]), text)


def hidden(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the characters that do not show."""
    return ((*match.span(), "") for match in _LEFT_OUT.finditer(text))


@cache
def _plain(char: str) -> str:
    plain = normalize("NFKC", char)
    return plain if len(plain) == 1 else char
