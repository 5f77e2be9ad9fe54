"""Whose every column and row of a programme is, and what of it a coalition has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sanjiang.cooperation.game import Bools, Floats
from sanjiang.cooperation.members import Members
from sanjiang.network.arrays import Arrays, Labels
from sanjiang.network.columns import Columns

Places = npt.NDArray[np.int64]
OPEN = -1
"""Stands for the common player among the numbers of players."""


@dataclass(frozen=True, eq=False)
class Ownership:
    """Whose a network's columns and rows are.

    What is common belongs to the players in equal parts: k of n of them have k/n of its quantities, and all of what is
    unlimited. A lane is used by those who have both its ends. A named limit belongs in equal parts to the players whose
    plants, lanes or markets it counts, and to all where it counts what is common.

    Parameters
    ----------
    players : tuple of str
    origin, destination : int arrays, shape (columns,)
        Number of the player at either end; the same but for lanes, `OPEN` where it is common.
    lane_rows : slice
        The rows of lanes of finite capacity.
    lane_origin, lane_destination : int arrays, shape (lane rows,)
    limit_rows : slice
    limit_parts : float array, shape (limit rows, players)
        How much of each limit is whose; rows add up to 1.
    """

    players: tuple[str, ...]
    origin: Places
    destination: Places
    lane_rows: slice
    lane_origin: Places
    lane_destination: Places
    limit_rows: slice
    limit_parts: Floats

    @classmethod
    def of(cls, members: Members, labels: Labels) -> Ownership:
        """Return whose a programme's columns and rows are."""
        number = {player: i for i, player in enumerate(members.players)}
        of_region = {region: number.get(player, OPEN) for region, player in members.owner.items()}
        width = sum(kind.size for kind in labels.columns.values())
        origin, destination = np.empty(width, dtype=np.int64), np.empty(width, dtype=np.int64)
        for kind in labels.columns.values():
            ends = ("origin", "destination") if kind.name == "flows" else ("region", "region")
            origin[kind.span], destination[kind.span] = (_owners(kind, end, of_region) for end in ends)
        lanes = labels.rows["lanes"]
        first, second = (
            np.array([of_region[region] for region in lanes.frame[end]], dtype=np.int64)[lanes.row]
            for end in ("origin", "destination")
        )
        parts = _limit_parts(labels, origin, destination, len(number))
        limits = labels.row_slice("limits")
        return cls(members.players, origin, destination, labels.row_slice("lanes"), first, second, limits, parts)

    @cached_property
    def common(self) -> Places:
        """The columns that are common."""
        return np.flatnonzero((self.origin == OPEN) & (self.destination == OPEN))

    def bounded(self, arrays: Arrays, inside: Bools) -> Arrays:
        """Return the programme of a coalition: what is not its own stands at nothing.

        Parameters
        ----------
        arrays : Arrays
            Of all players.
        inside : bool array, shape (players,)
        """
        there = np.append(inside, True)  # the common player, number −1, is always there
        part = float(inside.sum()) / inside.size
        usable = there[self.origin] & there[self.destination]
        upper = np.where(usable, arrays.upper, 0.0)
        lower = np.where(usable, arrays.lower, 0.0) if arrays.lower.any() else arrays.lower
        if self.common.size:
            scaled = np.ones(upper.size)
            scaled[self.common] = part
            scaled[arrays.integer] = 1.0  # a lump is built or not
            lower, upper = lower * scaled, upper * scaled
        if not (self.lane_origin.size or self.limit_parts.size):
            return replace(arrays, lower=lower, upper=upper)
        row_lower, row_upper = arrays.row_lower.copy(), arrays.row_upper.copy()
        row_upper[self.lane_rows] *= np.where((self.lane_origin == OPEN) & (self.lane_destination == OPEN), part, 1.0)
        parts = self.limit_parts @ inside
        for bound in (row_lower, row_upper):
            own = bound[self.limit_rows]
            np.multiply(own, parts, out=own, where=np.isfinite(own))
        return replace(arrays, lower=lower, upper=upper, row_lower=row_lower, row_upper=row_upper)

    def endowed(self, arrays: Arrays, player: int, times: float) -> Arrays:
        """Return the programme of all, in which a player has `times` its own and its part of what is shared."""
        part = (times - 1.0) / 2
        columns, lanes = (
            1.0 + part * (self._parts(first, second, player) + self._parts(second, first, player))
            for first, second in ((self.origin, self.destination), (self.lane_origin, self.lane_destination))
        )
        lower, upper = arrays.lower * columns, arrays.upper * columns
        row_lower, row_upper = arrays.row_lower.copy(), arrays.row_upper.copy()
        row_upper[self.lane_rows] *= lanes
        limits = 1.0 + (times - 1.0) * self.limit_parts[:, player]
        for bound in (row_lower, row_upper):
            bound[self.limit_rows] *= limits
        return replace(arrays, lower=lower, upper=upper, row_lower=row_lower, row_upper=row_upper)

    def _parts(self, end: Places, other: Places, player: int) -> Floats:
        """Return how much of what lies at an end is a player's: all, and of what is common at both an equal part."""
        whose = np.where(end == OPEN, other, end)
        return np.where(whose == OPEN, 1.0 / len(self.players), whose == player)

    def divided(self, of_columns: Floats, of_rows: Floats, inside: Bools) -> tuple[Floats, float]:
        """Return what each player of a coalition has of its amounts by column and by row, and what is common.

        Of what lies on a lane between two players each has half; of a limit, those inside have what parts of it are
        the coalition's.

        Returns
        -------
        float array, shape (players,), and float
        """
        shares = np.zeros(len(self.players) + 1)  # the last one is the common player's
        for ends, amounts in (
            ((self.origin, self.destination), of_columns),
            ((self.lane_origin, self.lane_destination), of_rows[self.lane_rows]),
        ):
            first, second = ends
            first, second = np.where(first == OPEN, second, first), np.where(second == OPEN, first, second)
            for end in (first, second):
                np.add.at(shares, end, amounts / 2)
        own = self.limit_parts * inside
        whole = own.sum(axis=1)
        shares[:-1] += (of_rows[self.limit_rows] / np.where(whole > 0, whole, 1.0)) @ own
        return shares[:-1], float(shares[-1])

    def sizes(self) -> Places:
        """Return how many columns each player has, shape (players,)."""
        ends = np.concatenate([self.origin, self.destination])
        return np.bincount(ends[ends >= 0], minlength=len(self.players))


def _owners(kind: Columns, end: str, of_region: Mapping[str, int]) -> Places:
    if not kind.size:
        return np.zeros(0, dtype=np.int64)
    names, place = np.unique(kind.rows[end].to_numpy(), return_inverse=True)
    return np.array([of_region[str(name)] for name in names], dtype=np.int64)[place][kind.row]


def _limit_parts(labels: Labels, origin: Places, destination: Places, count: int) -> Floats:
    rows = labels.rows["limits"]
    counted = np.zeros((rows.size, count + 1), dtype=bool)
    row, column, value = rows.entries
    real = value != 0
    for ends in (origin, destination):
        counted[row[real], ends[column[real]]] = True
    counted[counted[:, OPEN] | ~counted.any(axis=1)] = True
    own = counted[:, :-1].astype(np.float64)
    return np.asarray(own / np.maximum(own.sum(axis=1, keepdims=True), 1.0))
