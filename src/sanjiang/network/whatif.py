"""Many scenarios side by side: a sweep, and a tornado of what moves the optimum most."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sanjiang.core.errors import SolveError
from sanjiang.network.build import Programme
from sanjiang.network.scenario import Scenario


def sweep(programme: Programme, scenarios: Sequence[Scenario]) -> pl.DataFrame:
    """Solve scenarios one after the other on the same programme.

    Returns
    -------
    polars.DataFrame
        ``scenario``, ``status``, ``objective`` and ``change`` against the tables as they are; where a scenario has no
        optimum, the status says why and the figures are blank.
    """
    base = programme.solve().objective
    rows: list[tuple[str, str, float | None, float | None]] = []
    for scenario in scenarios:
        try:
            found = programme.solve(scenario)
        except SolveError as error:
            rows.append((scenario.name, error.what, None, None))
        else:
            rows.append((scenario.name, found.status, found.objective, found.objective - base))
    schema = {"scenario": pl.String, "status": pl.String, "objective": pl.Float64, "change": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def tornado(programme: Programme, drivers: Sequence[tuple[str, Scenario, Scenario]]) -> pl.DataFrame:
    """Put each driver at its low and at its high, the rest as in the tables.

    Parameters
    ----------
    drivers : sequence of (str, Scenario, Scenario)
        Name, low and high.

    Returns
    -------
    polars.DataFrame
        ``driver``, the objective ``at_low`` and ``at_high``, and the ``swing`` between the least and the most of these
        and of the tables as they are; the largest swing first.
    """
    base = programme.solve().objective
    ends = sweep(programme, [scenario for _, low, high in drivers for scenario in (low, high)])["objective"]
    frame = pl.DataFrame(
        {
            "driver": [name for name, _, _ in drivers],
            "at_low": ends.gather_every(2),
            "at_high": ends.gather_every(2, 1),
        },
        schema={"driver": pl.String, "at_low": pl.Float64, "at_high": pl.Float64},
    )
    ends_of = [pl.col("at_low"), pl.col("at_high"), pl.lit(base)]
    swing = pl.max_horizontal(ends_of) - pl.min_horizontal(ends_of)
    return frame.with_columns(swing=swing).sort("swing", descending=True, maintain_order=True)
