"""Labels every line of a text: body, furniture of the page, or a repeat of body that stood before."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from sanjiang.core.tuples import new
from sanjiang.documents.document import Block, Label
from sanjiang.documents.furniture import cells, is_furniture, is_long_sentence, menu_items, opens_links
from sanjiang.documents.lines import half_width, lines

_REPEAT_CHARACTERS: Final = 12
# A field ("建设地点：…") or a row of a table may rightly say the same twice; so may a short line.
_FIELD_OR_ROW: Final = re.compile(r"[^:。,、]{1,10}:|[^|\t]*[|\t]")


def label(text: str, outside: Container[int] = ()) -> tuple[Block, ...]:
    """Return every non-blank line of `text`, in order, with its label; time grows with the length of the text.

    Parameters
    ----------
    text : str
    outside : container of int, optional
        Where lines begin that the document's format says are outside the body.
    """
    spans = list(lines(text))
    half = half_width(text)
    shown = [half[start:end] for start, end in spans]
    furniture = _furniture(shown, [start in outside for start, _ in spans])
    kept = [row for row, out in enumerate(furniture) if not out]
    repeated = {kept[place] for place in _repeats([shown[row] for row in kept])}
    if outside:
        repeated |= _repeats_outside(shown, furniture)
    return tuple([new(Block, (a, b, _label(row, furniture, repeated))) for row, (a, b) in enumerate(spans)])


def _label(row: int, furniture: Sequence[bool], repeated: set[int]) -> Label:
    if row in repeated:
        return "repeat"
    return "furniture" if furniture[row] else "body"


def _furniture(shown: Sequence[str], outside: Sequence[bool]) -> list[bool]:
    found = []
    after_prose = in_links = False
    for row, line in enumerate(shown):
        if outside[row]:
            found.append(True)
            continue
        if is_long_sentence(line):  # prose is no furniture and opens no links, unless a list of them holds it
            in_links = in_links and "。" not in line
            found.append(in_links)
            after_prose = after_prose or not in_links
            continue
        # "相关新闻" right after prose opens a list of other articles' titles, which lasts until prose comes again.
        opens = opens_links(line)
        in_links = (in_links and "。" not in line) or (opens and after_prose)
        found.append(in_links or opens or is_furniture(line) or _is_menu(row, shown))
        after_prose = after_prose and found[-1]
    return found


def _is_menu(row: int, shown: Sequence[str]) -> bool:
    """A line of short words is a menu unless a neighbour has as many cells: then both are rows of a table."""
    items = menu_items(shown[row])
    neighbours = (shown[other] for other in (row - 1, row + 1) if 0 <= other < len(shown))
    return items > 0 and all(len(cells(line)) != items for line in neighbours)


def _repeats(body: Sequence[str]) -> set[int]:
    """Find the rows of `body` that stood before: long lines alone, other lines as parts of a repeated run."""
    keys = ["".join(line.split()) for line in body]
    first: dict[str, int] = {}
    first_pair: dict[tuple[str, str], int] = {}
    for row, key in enumerate(keys):
        first.setdefault(key, row)
        if row:
            first_pair.setdefault((keys[row - 1], key), row)
    found = {
        row
        for row, key in enumerate(keys)
        if first[key] < row and len(key) >= _REPEAT_CHARACTERS and not _may_recur(body[row])
    }
    # A run grows from a repeated line to its neighbours, as long as the same two lines stood together before.
    for row in range(1, len(keys)):
        if row - 1 in found and first_pair[keys[row - 1], keys[row]] < row:
            found.add(row)
    for row in range(len(keys) - 1, 0, -1):
        if row in found and first_pair[keys[row - 1], keys[row]] < row:
            found.add(row - 1)
    return found


def _repeats_outside(shown: Sequence[str], furniture: Sequence[bool]) -> set[int]:
    """Find the long rows outside the body that are in it, too: pages show an article once more for telephones."""
    keys = ["".join(line.split()) for line in shown]
    body = {key for key, out in zip(keys, furniture, strict=True) if not out and len(key) >= _REPEAT_CHARACTERS}
    return {row for row, key in enumerate(keys) if furniture[row] and key in body}


def _may_recur(line: str) -> bool:
    return _FIELD_OR_ROW.match(line) is not None and not is_long_sentence(line)
