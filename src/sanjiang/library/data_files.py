"""Where the package keeps its data files."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


def data_path(*parts: str) -> Path:
    """Return the path of a data file or folder of the package."""
    return DATA.joinpath(*parts)
