"""A stretch of days with the precision that its source had."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, NamedTuple, get_args

Precision = Literal["day", "ten_days", "month", "quarter", "half_year", "year", "years", "open"]
PRECISIONS: Final[tuple[Precision, ...]] = get_args(Precision)


class DateSpan(NamedTuple):
    """First and last day (both included); None where the text leaves an end open.

    Parameters
    ----------
    start, end : date or None
        The first and the last day that the words cover.
    precision : str
        The unit that the text spoke in, so that "2021" is not taken for the first of January.
    as_written : str
        The text, unchanged.
    """

    start: date | None
    end: date | None
    precision: Precision
    as_written: str

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> DateSpan:
        """Return the days that `to_json` told; TypeError or ValueError if they are none."""
        start, end = (date.fromisoformat(told[end]) if told.get(end) else None for end in ("start", "end"))
        if told["precision"] not in PRECISIONS:
            raise ValueError(told)
        if not isinstance(told["as_written"], str):
            raise TypeError(told)
        return cls(start, end, told["precision"], told["as_written"])

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape; an open end is left out."""
        out: dict[str, object] = {}
        if self.start:
            out["start"] = self.start.isoformat()
        if self.end:
            out["end"] = self.end.isoformat()
        return {**out, "precision": self.precision, "as_written": self.as_written}
