"""Units of measure and conversion between them (Pint, with our own definitions)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pint

DEFINITIONS = """
t = [mass]
kt = 1000 * t
Mt = 1000000 * t
kg = 0.001 * t
g = 0.000001 * t
m2 = [area]
km2 = 1000000 * m2
ha = 10000 * m2
mu = 10000 / 15 * m2
km = [distance]
W = [power]
kW = 1000 * W
MW = 1000000 * W
GW = 1000000000 * W
Wh = [energy]
kWh = 1000 * Wh
MWh = 1000000 * Wh
GWh = 1000000000 * Wh
CNY = [renminbi]
USD = [us_dollar]
EUR = [euro]
HKD = [hong_kong_dollar]
a = [year]
month = a / 12
d = a / 365
ratio = []
"""
"""Every unit that converts: kt is a kilotonne, mu the Chinese 亩 (a fifteenth of a hectare). Others convert not."""


@cache
def registry() -> pint.UnitRegistry[Any]:
    """Return the registry of `DEFINITIONS` and nothing else."""
    import pint

    return pint.UnitRegistry(DEFINITIONS.strip().splitlines(), cache_folder=None)


@cache
def factor(unit: str, target: str) -> float | None:
    """Return what one `unit` is in `target`, or None where neither converts to the other.

    Examples
    --------
    >>> factor("kt", "t")
    1000.0
    >>> factor("kg/kW", "t/GW")
    1000.0
    >>> factor("台", "t") is None
    True
    """
    if unit == target:
        return 1.0
    import pint

    try:
        return float(registry().Quantity(1.0, unit).to(target).magnitude)
    except (pint.errors.UndefinedUnitError, pint.errors.DimensionalityError, pint.errors.DefinitionSyntaxError):
        return None
    except (
        AttributeError,
        TypeError,
        ValueError,
        AssertionError,
        SyntaxError,
    ):  # a word that Pint's parser trips over is no unit
        return None
