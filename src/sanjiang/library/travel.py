"""What tours and deliveries take as given: speeds, hours at the wheel, what a coach costs."""

from __future__ import annotations

from collections.abc import Mapping

from sanjiang.core.errors import LibraryError
from sanjiang.core.figure import Figure
from sanjiang.library.atlas import read_figures
from sanjiang.library.data_files import data_path


def load_travel(overrides: Mapping[str, float] | None = None) -> dict[str, Figure]:
    """Return the figures of ``travel.toml``, and of ``market.toml`` the road's detour and the discount rate, by name.

    Parameters
    ----------
    overrides : Mapping, optional
        Figures that the user sets, by name: ``travel.speed``, ``tour.driving_hours`` …

    Raises
    ------
    LibraryError
        Where the user names a figure that is not there, or a value that it cannot take.
    """
    chosen = dict(overrides or {})
    found = read_figures(data_path("atlas", "travel.toml"), chosen)
    market = read_figures(data_path("atlas", "market.toml"), chosen)
    found |= {name: market[name] for name in ("road.detour", "finance.discount_rate")}
    for name in chosen:
        if name not in found:
            raise LibraryError(
                f"没有这个假设 unknown assumption: {name}", "--assume", f"可用 use one of {', '.join(found)}"
            )
    return found
