"""Names of sheets: short, in the reader's language, and such as Excel takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sanjiang.brief.characters import cut, one_line
from sanjiang.brief.numbers import Text
from sanjiang.brief.report import Heading, Language, Section, Table, said

LONGEST = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
RESERVED = {"history"}


def named(sections: Sequence[Section]) -> Iterator[tuple[Table, Text]]:
    """Yield every table with a short name: its section's, its heading's or its caption's, whichever tells it best."""
    shorts = {_head(section.short.zh) for section in sections}
    for section in sections:
        heading: Text | None = None
        for place, block in enumerate(b for b in section.blocks if isinstance(b, Heading | Table)):
            if isinstance(block, Heading):
                heading = block.text
            elif place == 0:
                yield block, section.short
            else:
                name = min((heading or block.caption, block.caption), key=lambda text: len(_head(text.zh)))
                yield block, _below(section.short, name) if _head(name.zh) in shorts else name


def _below(section: Text, name: Text) -> Text:
    """Return a name that another section has, with its own section's before it."""
    return Text(f"{section.zh} {name.zh}", f"{section.en} {name.en}")


def sheet_names(texts: Iterable[Text], language: Language) -> list[str]:
    """Return a name a sheet: no longer than Excel takes, without what it forbids, no two alike.

    Examples
    --------
    >>> sheet_names([Text("缺口：值多少", ""), Text("缺口", ""), Text("[a]*", "")], "zh")
    ['缺口', '缺口 2', 'a']
    """
    taken = set(RESERVED)
    names: list[str] = []
    for text in texts:
        wanted = _allowed(_head(said(text, language)))
        name, again = wanted, 1
        while name.casefold() in taken:
            again += 1
            tail = f" {again}"
            name = cut(wanted, LONGEST - len(tail)) + tail
        taken.add(name.casefold())
        names.append(name)
    return names


def _head(title: str) -> str:
    """Return a title up to its colon."""
    return re.split("[：:]", title, maxsplit=1)[0].strip() or title


def _allowed(name: str) -> str:
    kept = " ".join(FORBIDDEN.sub(" ", one_line(name)).split())
    return cut(kept, LONGEST).strip("' ") or "—"
