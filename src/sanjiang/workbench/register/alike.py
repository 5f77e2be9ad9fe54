"""Which documents of the register say the same as a new one, and which of them is the version before or after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sanjiang.documents.duplicates import ALIKE, NUMBERS_ALIKE
from sanjiang.documents.fingerprint import FINGERPRINT, bare
from sanjiang.workbench.register.models import Document


@dataclass(frozen=True, slots=True)
class Relation:
    """What a new document is to those that are there.

    Parameters
    ----------
    copy_of, supersedes, superseded_by : int or None
        Ids of documents.
    """

    copy_of: int | None = None
    supersedes: int | None = None
    superseded_by: int | None = None


class Shelf:
    """The fingerprints of all documents but imports, whose tables grow; what others add is fetched before each look."""

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._titles: list[str] = []
        self._days: list[date | None] = []
        self._digests: dict[int, int] = {}
        self._prints = bytearray()

    def relate(self, printed: bytes, title: str | None, published: date | None) -> Relation:
        """Return what a document of this fingerprint, title and day is to the others."""
        self._fetch()
        own = np.frombuffer(printed, FINGERPRINT)
        if not self._ids or not own["letters"][0]:
            return Relation()
        if (same := self._digests.get(int(own["digest"][0]))) is not None:
            return Relation(copy_of=same)
        alike = self._alike(own)
        if not alike:
            return Relation()
        heading = bare(title or "")
        versions = [i for i in alike if heading and self._titles[i] == heading and self._days[i] != published]
        if published is None or not any(self._days[i] for i in versions):
            return Relation(copy_of=self._ids[alike[0]])
        dated = sorted((day, self._ids[i]) for i in versions if (day := self._days[i]))
        before = [id_ for day, id_ in dated if day < published]
        after = [id_ for day, id_ in dated if day > published]
        return Relation(None, before[-1] if before else None, after[0] if after else None)

    def _alike(self, own: np.ndarray) -> list[int]:
        prints = np.frombuffer(self._prints, FINGERPRINT)
        numbers = (prints["numbers"] == own["numbers"]).mean(axis=1) >= NUMBERS_ALIKE
        shared = (prints["shingles"] == own["shingles"]).mean(axis=1)
        found: list[int] = np.flatnonzero(numbers & (shared >= ALIKE) & (prints["letters"] > 0)).tolist()
        return found

    def _fetch(self) -> None:
        rows = Document.objects.filter(copy_of=None, imports=None, id__gt=self._ids[-1] if self._ids else 0).order_by(
            "id"
        )
        for id_, title, day, printed in rows.values_list("id", "title", "published", "fingerprint"):
            self._ids.append(id_)
            self._titles.append(bare(title or ""))
            self._days.append(day)
            self._digests.setdefault(int(np.frombuffer(bytes(printed), FINGERPRINT)["digest"][0]), id_)
            self._prints += bytes(printed)
