"""Projects told as a form: lines of a label, a colon and a value ("项目名称：…", "建设单位：…", "总投资：…")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from sanjiang.core.dates import DateSpan
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import LETTERS, Encoded
from sanjiang.grammar.stages import stage_words
from sanjiang.library.data_files import data_path

REACH: Final = 14
"""So many sentences after its last label a form goes on."""


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of a label with its colon, and the field that each label opens."""
    data = tomllib.loads(data_path("grammar", "forms.toml").read_text(encoding="utf-8"))
    fields = {label: name for name, labels in data.items() for label in labels}
    labels = "|".join(sorted(fields, key=len, reverse=True))
    numbered = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]\s*)?"
    return re.compile(rf"(?:^|(?<=[；;，,。\s]))\s*{numbered}(?P<label>{labels})\s*[：:]\s*"), fields


def may_be_line(letters: str) -> bool:
    """Tell whether a sentence may be a line of a form: it has a colon."""
    return "：" in letters or ":" in letters


@dataclass(slots=True)
class Form:
    """The form that a document is in, if any; feed it every sentence with the projects that were read of it."""

    setting: Setting
    projects: list[Draft] = field(default_factory=list)
    waits: int = 0

    def read(self, encoded: Encoded, read: Sequence[Draft]) -> list[Draft] | None:
        """Take a sentence that is a line of a form.

        Returns
        -------
        list of Draft or None
            The projects that stand instead of those `read`, or None where the sentence is no line of a form.
        """
        labels = list(_labels()[0].finditer(encoded.letters)) if may_be_line(encoded.letters) else []
        if not labels:
            self.pass_over()
            return None
        ends = [*(m.start() for m in labels[1:]), len(encoded.letters)]
        kept: list[Draft] | None = None
        for match, end in zip(labels, ends, strict=True):
            name = _labels()[1][match["label"]]
            if name == "name":
                kept = self._open(encoded, (match.end(), end), read)
            elif self.projects and self.waits > 0:
                self._fill(name, encoded, (match.end(), end))
                kept = kept if kept is not None else ([] if name != "content" else None)
        return kept

    def pass_over(self) -> None:
        """Take a sentence that is no line of a form."""
        self.waits -= 1

    def _open(self, encoded: Encoded, value: tuple[int, int], read: Sequence[Draft]) -> list[Draft]:
        """Begin a form: the projects that its name reads as, or one of that name."""
        begin, end = encoded.span(*value)
        inside = [d for d in read if d.kind == "project" and begin <= d.spans[0][0] and d.spans[0][1] <= end]
        if not inside:
            span = encoded.span(value[0], value[0] + len(encoded.letters[slice(*value)].rstrip("；;，,。 ")))
            inside = [Draft("project", "form", [span], {"name": self.setting.quote(span).strip()})]
        for draft in inside:
            draft.pending = False
            draft.fields.pop("place", None)
        self.projects, self.waits = inside, REACH
        return inside

    def _fill(self, name: str, encoded: Encoded, value: tuple[int, int]) -> None:
        """Give the form's projects what a label's value says, where they lack it; money goes to the first alone."""
        self.waits = REACH
        found, at = self._value(name, encoded, value)
        if found is None:
            return
        field_ = {"content": "capacity"}.get(name, name)
        for draft in self.projects[: 1 if name in ("investment", "content") else None]:
            if field_ not in draft.fields or (field_ == "organisation" and _is_of_name(draft)):
                draft.fields[field_] = found
                draft.spans.append(encoded.span(*at))

    def _value(self, name: str, encoded: Encoded, value: tuple[int, int]) -> tuple[object, tuple[int, int]]:
        """Return what a value says for a field, and where; None where it says nothing."""
        begin, end = value
        letters = encoded.letters
        if name in ("organisation", "place"):
            last = next((i for i in range(begin, end) if letters[i] in "；;，,。（("), end)
            if name == "organisation" and (own := encoded.letters.rfind(LETTERS["org"], begin, last)) >= 0:
                return self.setting.quote(encoded.span(own, own + 1)), (own, own + 1)
            words = self.setting.quote(encoded.span(begin, last)).strip()
            inside = [encoded.mentions[i].value for i in range(begin, last) if i in encoded.mentions]
            places = [p for p in inside if isinstance(p, Place)]
            place = Place(words, places[-1].adcode if places else None)
            return (words if name == "organisation" else place) if words else None, (begin, last)
        if name == "stage":
            words_of = stage_words(letters, begin, end)
            return (words_of[0].stage, (words_of[0].start, words_of[0].end)) if words_of else (None, value)
        letter = {"investment": "money", "date": "date", "content": "capacity"}.get(name)
        at = letters.find(LETTERS[letter], begin, end) if letter else -1
        meant = encoded.mentions[at].value if at >= 0 else None
        return (meant if isinstance(meant, Quantity | DateSpan) else None), (at, at + 1)


def _is_of_name(draft: Draft) -> bool:
    """Tell whether an owner was only taken from a project's name: what stands behind a label is surer."""
    return str(draft.fields["organisation"]) in str(draft.fields.get("name", ""))
