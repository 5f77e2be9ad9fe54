"""Whether something is late on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def late(word: Mapping[str, object] | None, due: date | None, day: date) -> bool | None:
    """Say whether it was due before the day and is not done; None where nobody says when it is due.

    Parameters
    ----------
    word : mapping or None
        The last follow-up; its `due` goes before that of the text.
    due : date or None
        The day that the text gives.
    day : date
    """
    told = word.get("due") if word else None
    due = date.fromisoformat(str(told)) if told else due
    if word and word.get("progress") == 1:
        return False
    return None if due is None else due < day
