"""Broken files from whole ones: by bytes, and by the marks of which XML, HTML, Markdown and pdf are made."""

from __future__ import annotations

import re
from random import Random

MARK = re.compile(rb"<[^<>]*>|[^<>\n|]+|.", re.DOTALL)
ODD = (
    b"",
    b"\0",
    b"\xff\xfe",
    b"&a;",
    b"<",
    b"]]>",
    b"|--|",
    b"99999999999",
    b"-1",
    b"\xf0\x9f",
    b"\t\t\t",
    b"<table>",
    b"<td rowspan=9 colspan=9>",
    b"<w:tbl><w:tr><w:tc>",
    b"<w:vMerge/>",
    b"<w:gridSpan w:val='9'/>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"2 0 R",
    b"PK\x01\x02",
    "项目名称\t业主\t总投资\n".encode(),
    "〃".encode(),
)
LONGEST = 1 << 16


def broken(data: bytes, seed: int) -> bytes:
    """Return `data` with one to eight changes; the same for the same seed."""
    random = Random(seed)
    changes = random.choice(((_marks,), (_marks,), (_bytes, _cut, _marks, _odd)))
    for _ in range(random.randint(1, 8)):
        data = random.choice(changes)(data, random)[:LONGEST]
    return data


def _bytes(data: bytes, random: Random) -> bytes:
    made = bytearray(data or b"x")
    made[random.randrange(len(made))] = random.randrange(256)
    return bytes(made)


def _cut(data: bytes, random: Random) -> bytes:
    start, end = sorted((random.randint(0, len(data)), random.randint(0, len(data))))
    return data[:start] + data[end:] if random.random() < 0.8 else data[:end]


def _odd(data: bytes, random: Random) -> bytes:
    place = random.randint(0, len(data))
    return data[:place] + random.choice(ODD) * random.choice((1, 1, 1, 2, 100)) + data[place:]


def _marks(data: bytes, random: Random) -> bytes:
    """Double, drop, move or nest an element, or else a stretch of marks, without the first and the last."""
    marks = MARK.findall(data)
    start = random.randint(1, max(1, len(marks) - 1))
    end = _end(marks, start) or min(len(marks), start + random.choice((1, 1, 2, 3, 9, 40)))
    stretch, rest = marks[start:end], marks[:start] + marks[end:]
    what, place = random.randrange(4), random.randint(0, len(rest))
    if what == 0:
        return b"".join(marks[:end] + stretch * random.choice((1, 2, 50)) + marks[end:])
    if what == 1:
        return b"".join(rest)
    if what == 2:
        return b"".join(rest[:place] + stretch + rest[place:])
    opened = stretch[:1] if len(stretch) > 1 else []
    return b"".join(marks[:start] + opened + stretch + stretch[-1:] * len(opened) + marks[end:])


def _end(marks: list[bytes], start: int) -> int | None:
    """Return where the element ends that starts at a place; None where none does."""
    depth = 0
    for place in range(start, len(marks)):
        mark = marks[place]
        depth += mark.startswith(b"<") and not mark.startswith((b"</", b"<!", b"<?"))
        depth -= mark.startswith(b"</") or (mark.startswith(b"<") and mark.endswith(b"/>"))
        if depth <= 0:
            return place + 1 if mark.startswith(b"<") and depth == 0 else None
    return None
