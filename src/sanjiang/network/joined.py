"""Rows that join two small tables: kept as two places a row, put together only where someone looks at them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl


def codes(frame: pl.DataFrame, column: str, names: pl.Enum) -> npt.NDArray[np.int32]:
    """Return the place of each row's name among `names`."""
    return frame[column].cast(names).to_physical().cast(pl.Int32).to_numpy()


@dataclass(frozen=True, eq=False)
class Joined:
    """Rows made of a row of each of two tables.

    Parameters
    ----------
    left, right : polars.DataFrame
        Their columns have different names.
    first, second : int arrays, shape (rows,)
        Places in the one and the other.
    """

    left: pl.DataFrame
    right: pl.DataFrame
    first: npt.NDArray[np.int32]
    second: npt.NDArray[np.int32]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self.first.size

    def __getitem__(self, column: str) -> pl.Series:
        if column in self.left.columns:
            return self.left[column].gather(self.first)
        return self.right[column].gather(self.second)

    def codes(self, column: str, names: pl.Enum) -> npt.NDArray[np.int32]:
        """Return the place of each row's name among `names`."""
        if column in self.left.columns:
            return codes(self.left, column, names)[self.first]
        return codes(self.right, column, names)[self.second]

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The rows as a table."""
        return pl.DataFrame([self[column] for column in (*self.left.columns, *self.right.columns)])
