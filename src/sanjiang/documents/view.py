"""A text as the grammar reads it, and the way back to the text as published."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from sanjiang.documents.characters import ODD, has_odd, hidden, plain_characters
from sanjiang.documents.edits import Edits, edit
from sanjiang.documents.noise import doubled, pinyin
from sanjiang.documents.project_tables import forms
from sanjiang.documents.simplified import foreign, simplified
from sanjiang.documents.spacing import SPACES, stray_spaces

_HIDDEN = (hidden, "略去看不见的字符 {} 处 / {} invisible characters left out")
_PASSES = (
    (pinyin, "略去字后注音 {} 处 / pinyin after {} characters left out"),
    (stray_spaces, "略去文中空格 {} 处 / {} stray spaces left out"),
    (doubled, "重复标点按一个读 {} 处 / {} doubled marks read as one"),
)
_PASSES_OF_ALL = tuple(each for each in _PASSES if each[0] is not stray_spaces)
_PLAIN = "变体字、全角字母数字按通用字读 / variants and full-width letters and digits read as the usual ones"
_FORMS = "项目表 {} 行按表头读 / {} rows of tables of projects are read by their headings"
_SIMPLIFIED = "繁体字按简体读 {} 处 / {} traditional characters read as simplified"


@dataclass(frozen=True, slots=True)
class View:
    """A normalised text whose every code point stands for a span of the text that it was made of.

    Parameters
    ----------
    text : str
        The normalised text.
    steps : tuple of Edits
        What changed the length, first to last; empty where offsets are the same in both texts.
    notes : tuple of str
        What was normalised, in Chinese and English; empty where nothing was.
    """

    text: str
    steps: tuple[Edits, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the published text that a half-open span of the view stands for.

        An empty span is taken to the place where what follows it starts.
        """
        if start >= end:
            for step in reversed(self.steps):
                start = step.old(start)[0]
            return start, start
        last = end - 1
        for step in reversed(self.steps):
            start, end = step.old(start)[0], step.old(last)[1]
            last = end - 1
        return start, end

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the view that stands for a half-open span of the published text."""
        for step in self.steps:
            start, end = step.new_start(start), step.new_end(end)
        return start, max(start, end)


def view_of(text: str, has_cells: bool = True) -> View:
    """Return `text` normalised; a clean text is its own view.

    One after the other: compatibility characters and full-width letters and digits become the usual ones; invisible
    characters, pinyin in brackets after its character and stray spaces inside Chinese prose are left out; doubled marks
    become one; traditional characters become simplified; rows of tables of projects become forms. Lines stay lines.

    Parameters
    ----------
    text : str
    has_cells : bool, optional
        Whether tabs part the cells of tables, rather than gaps in print.
    """
    rare = _rare().search(text) is not None
    odd = rare and has_odd(text)
    plain = plain_characters(text) if odd else text
    notes = [] if plain == text else [_PLAIN]
    steps: list[Edits] = []
    passes = _PASSES if rare else _PASSES_OF_ALL
    for find, note in (_HIDDEN, *passes) if odd else passes:
        plain, step = edit(plain, find(plain))
        if count := len(step.old_starts):
            steps.append(step)
            notes.append(note.format(count, count))
    done, changed, count = simplified(plain) if rare else (plain, None, 0)
    if count:
        notes.append(_SIMPLIFIED.format(count, count))
    if changed:
        steps.append(changed)
    if has_cells and (rows := list(forms(done))):
        done, step = edit(done, rows)
        steps.append(step)
        notes.append(_FORMS.format(len(rows), len(rows)))
    return View(done, tuple(steps), tuple(notes))


@cache
def _rare() -> re.Pattern[str]:
    """Match what one pass or another looks for and a clean Chinese text has none of: one look instead of three."""
    return re.compile(f"[{ODD}{SPACES}{foreign()}]")
