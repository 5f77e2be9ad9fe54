"""A project of a deal: the plant that it adds to the game, and what its capital costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sanjiang.cooperation.production import ProductionGame
from sanjiang.core.errors import NetworkError
from sanjiang.network import Network
from sanjiang.network.timeline import Timeline

NEW = "deal: "
"""Begins the name of the project's plant."""


@dataclass(frozen=True, slots=True)
class Project:
    """A plant to be built.

    Parameters
    ----------
    process, region : str
    size : float
        Yearly capacity in the process's unit.
    paid_by : str
        The player who pays its annuities.
    """

    process: str
    region: str
    size: float
    paid_by: str


def with_project(game: ProductionGame, project: Project) -> ProductionGame:
    """Return the game with the project's plant; it takes no part of a limit from those who have it."""
    built = ProductionGame(_built(game.network, project), game.members)
    built.ownership = replace(built.ownership, limit_parts=game.ownership.limit_parts)
    return built


def _built(network: Network, project: Project) -> Network:
    """Return the network with the project's plant, from the period on in which it would stand."""
    names = network.table("periods")["period"].to_list()
    lead = int(_candidate(network, project).get("lead_periods") or 0)
    row = {
        "plant": f"{NEW}{project.process}@{project.region}",
        "process": project.process,
        "region": project.region,
        "capacity": project.size if not names or lead < len(names) else 0.0,
        "from": names[min(lead, len(names) - 1)] if names else None,
    }
    plants = network.table("plants")
    return Network({**network.tables, "plants": pl.concat([plants, pl.DataFrame([row], schema=plants.schema)])})


def annuities(network: Network, project: Project) -> float:
    """Return what a project's capital costs over the periods in which it stands, discounted as the objective is.

    Raises
    ------
    NetworkError
        If neither its candidate nor its process has a capital cost.
    """
    process = network.table("processes").row(by_predicate=pl.col("process") == project.process, named=True)
    candidate = _candidate(network, project)
    capex = process["capex"] if candidate.get("capex") is None else candidate["capex"]
    if capex is None:
        raise NetworkError(
            f"工艺没有单位投资 no capital cost of the process: {project.process}",
            "processes.csv capex",
            "写上单位产能的投资 write what a unit of its capacity costs",
        )
    timeline = Timeline.of(network)
    lead = np.array([int(candidate.get("lead_periods") or 0)])
    stands = float(timeline.standing(lead)[0, 0])
    yearly = capex * project.size * float(timeline.annuity(np.array([process["life_years"]]))[0])
    return float((yearly + (candidate.get("fixed_cost") or 0.0)) * stands)


def _candidate(network: Network, project: Project) -> Mapping[str, float | None]:
    found = network.table("candidates").filter(
        (pl.col("region") == project.region) & (pl.col("process") == project.process)
    )
    return found.row(0, named=True) if found.height else {}
