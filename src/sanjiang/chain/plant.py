"""A plant as the chain sees it: whose, where, what it makes, how far it is, and how much at least and at most."""

from __future__ import annotations

from dataclasses import dataclass

from sanjiang.core.evidence import Evidence
from sanjiang.core.statement import Stage

OPERATING: tuple[Stage, ...] = ("operating",)
BUILDING: tuple[Stage, ...] = ("under_construction", "partly_operating")
HORIZON: tuple[Stage, ...] = OPERATING + BUILDING
"""Stages whose full capacity counts at the horizon; of a partly operating one the part is not said."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A plant.

    Parameters
    ----------
    id : str
        Its name in the network's table `plants`.
    process, region : str
        Ids of the library's process and of the region.
    owner : str
        As written; empty where unknown.
    stage : str
        One of `sanjiang.core.statement.STAGES`.
    low, high : float
        Yearly capacity in the process's unit; low 0 and high a typical size where nobody states it.
    stated : bool
        Whether a source states the capacity.
    placed : bool
        Whether a source states the process; False for a plant that may be at this step or at another.
    evidence : tuple of Evidence
    """

    id: str
    process: str
    region: str
    owner: str
    stage: Stage
    low: float
    high: float
    stated: bool
    evidence: tuple[Evidence, ...]
    placed: bool = True

    @property
    def at_horizon(self) -> bool:
        """Whether it counts when gaps are taken."""
        return self.stage in HORIZON
