"""What pages put between the characters of a text and no reader would say: found as spans with what stays of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Those of a line that ends in "！！" mean it; an ellipsis and a dash are doubled by rule.
_MARKS = "，。；、："
_DOUBLED = re.compile("|".join(f"{mark}{{2,}}" for mark in _MARKS))
_TONES = str.maketrans("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ", "aaaaooooeeeeiiiiuuuuüüüü")
_BRACKETED = tuple(
    re.compile(rf"{opening}(?<=[\u3400-\u9fff]{opening})[a-zāáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜ]{{1,6}}[1-5]?[)）]")
    for opening in (r"\(", "（")
)
"""One for each bracket: `re` leaps to the next single character, but looks at every one for a class."""
_SYLLABLE = re.compile(
    r"[bpm](?:a|o|ai|ei|ao|an|en|ang|eng|i|ie|iao|in|ian|ing|u|ou|iu)|f(?:a|o|ei|ou|an|en|ang|eng|u)"
    r"|[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|ü|üe|v|ve|ue)"
    r"|[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)"
    r"|[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ü|ue|üe|uan|üan|un|ün)"
    r"|(?:[zcs]h?|r)(?:a|e|i|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)"
    r"|y(?:a|o|e|ao|ou|an|ang|i|in|ing|ong|u|ue|üe|uan|un)|w(?:a|o|ai|ei|an|en|ang|eng|u)"
    r"|ai|ei|ao|ou|an|en|ang|er"
)


def pinyin(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield one syllable in brackets right after a Chinese character: 乐(lè)山, 犍(qian)为."""
    for match in sorted((m for each in _BRACKETED for m in each.finditer(text)), key=re.Match.start):
        inside = match[0][1:-1].rstrip("12345")
        bare = inside.translate(_TONES)
        if _SYLLABLE.fullmatch(bare) or (bare in {"a", "o", "e"} and inside != bare):
            yield *match.span(), ""


def doubled(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the marks that stand twice or more where one does: ，， 。。 ；；."""
    if any(mark + mark in text for mark in _MARKS):
        for match in _DOUBLED.finditer(text):
            yield *match.span(), match[0][0]
