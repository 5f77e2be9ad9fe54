"""The atlas: neighbours' plants, prices of the outside market, and what trading, carrying and borrowing cost."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from sanjiang.core.errors import LibraryError
from sanjiang.core.evidence import Citation, Evidence
from sanjiang.core.figure import Figure
from sanjiang.core.statement import Stage
from sanjiang.library.data_files import data_path
from sanjiang.library.figures import in_unit, overridden, read_figure
from sanjiang.library.processes import Chain, Process, load_chains

PLANT_COLUMNS = ("organisation", "process", "adcode", "place", "capacity", "unit", "stage", "as_of", "source")
LOCAL_COLUMNS = ("product", "adcode", "date_from", "date_to", "price", "low", "high", "unit", "source", "assumption")
PRICE_COLUMNS = ("product", "date_from", "date_to", "price", "low", "high", "unit", "source", "assumption")
STAGES = ("operating", "under_construction", "planned")


@dataclass(frozen=True, slots=True)
class AtlasPlant:
    """A plant as a source told of it on a day.

    Parameters
    ----------
    adcode : str
        The region's six-digit code, as narrow as the source allows.
    capacity : Figure or None
        Per year, in the process's unit; None where the source gives none.
    stage : str
        ``operating``, ``under_construction`` or ``planned``.
    as_of : date
        The day of the fact.
    """

    organisation: str
    process: str
    adcode: str
    place: str
    capacity: Figure | None
    stage: Stage
    as_of: date
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price that held between two days (both included), as quoted: with value-added tax.

    Parameters
    ----------
    adcode : str
        The region that it holds in, such as a province's price of power; empty for everywhere.
    """

    product: str
    start: date
    end: date
    quoted: Figure
    adcode: str = ""

    @property
    def name(self) -> str:
        """The name under which the user sets it."""
        return price_name(self.product, self.adcode)


@dataclass(frozen=True, slots=True)
class Atlas:
    """What lies outside the documents; every figure is cited or a named assumption."""

    told: tuple[AtlasPlant, ...]
    prices: tuple[PriceRow, ...]
    figures: Mapping[str, Figure]
    overrides: Mapping[str, float]
    untaxed: frozenset[str] = frozenset()

    def plants(self, as_of: date) -> tuple[AtlasPlant, ...]:
        """Return the plants as known on a day: of several rows on one plant the latest; later facts are left out."""
        latest: dict[tuple[str, str, str, str], AtlasPlant] = {}
        for plant in sorted((p for p in self.told if p.as_of <= as_of), key=lambda p: p.as_of):
            latest[plant.organisation, plant.process, plant.adcode, plant.place] = plant
        return tuple(latest.values())

    def price(self, product: str, on: date, region: str = "") -> Figure | None:
        """Return the outside market's price without value-added tax in CNY per unit, or None where it has none.

        On a day outside all rows the nearest row holds, and `because` says so. With a region's code, the price of the
        narrowest region around it that has one of its own; a price that the user sets for everywhere goes before that.
        """
        rows = [r for r in self.prices if r.product == product]
        if not rows:
            return None
        row = min(rows, key=lambda r: (_width(r.adcode, region), _days_apart(r, on)))
        for name in (row.name, price_name(product)):
            if name in self.overrides:
                return overridden(name, self.overrides[name], row.quoted.unit)
        if _width(row.adcode, region) == ELSEWHERE:
            return None
        return _on_the_day(row, None if product in self.untaxed else self.figure("market.vat"), on)

    def local_prices(self, on: date) -> dict[str, Figure]:
        """Return the prices that hold in some region only, by the name under which the user sets each."""
        places = {(r.product, r.adcode): r.name for r in self.prices if r.adcode}
        found = {name: self.price(product, on, adcode) for (product, adcode), name in places.items()}
        return {name: figure for name, figure in found.items() if figure is not None}

    def figure(self, name: str) -> Figure:
        """Return a figure of ``market.toml``, such as ``road.freight``; LibraryError where there is none such."""
        if name not in self.figures:
            raise LibraryError(f"unknown figure {name!r}", "market.toml", f"use one of {', '.join(self.figures)}")
        return self.figures[name]


def load_atlas(overrides: Mapping[str, float] | None = None) -> Atlas:
    """Return the atlas of ``data/atlas``, checked.

    Parameters
    ----------
    overrides : Mapping, optional
        Figures that the user sets, by name: ``polysilicon.price`` (without tax), ``market.spread``, ``road.freight`` …

    Raises
    ------
    LibraryError
        Where a row is not what its column asks for, names an unknown process or product, or two prices overlap.
    """
    return _load(tuple(sorted((overrides or {}).items())))


@cache
def _load(overrides: tuple[tuple[str, float], ...]) -> Atlas:
    return read_atlas(data_path("atlas"), dict(overrides))


def read_atlas(folder: Path, overrides: Mapping[str, float]) -> Atlas:
    """Return the atlas of a folder with the files of ``data/atlas``, checked; errors as `load_atlas`."""
    chains = load_chains()
    return Atlas(
        told=_plants(folder / "plants.csv", chains),
        prices=(*_prices(folder / "prices.csv", chains), *_prices(folder / "local.csv", chains)),
        figures=read_figures(folder / "market.toml", overrides),
        overrides=overrides,
        untaxed=frozenset(p.id for chain in chains for p in chain.products if p.untaxed),
    )


def price_name(product: str, adcode: str = "") -> str:
    """Return the name under which the user sets a price, everywhere or in one region."""
    return f"{product}.price.{adcode}" if adcode else f"{product}.price"


ELSEWHERE = 4


def _width(adcode: str, region: str) -> int:
    """Return how wide around a region a price's region lies: itself, its prefecture, its province, everywhere."""
    around = (region, f"{region[:4]}00", f"{region[:2]}0000") if region else ()
    return 3 if not adcode else around.index(adcode) if adcode in around else ELSEWHERE


def _days_apart(row: PriceRow, on: date) -> int:
    return max((row.start - on).days, (on - row.end).days, 0)


def _on_the_day(row: PriceRow, vat: Figure | None, on: date) -> Figure:
    quoted, net = row.quoted, 1 / (1 + vat.value) if vat else 1.0
    tax = f"with {vat.value:.0%} VAT 含税报价" if vat else "without VAT 不含税报价"
    because = (
        f"quoted {quoted.value:,.10g} {quoted.unit} {tax}, "
        f"{row.start.isoformat()} – {row.end.isoformat()}: {quoted.because}"
    )
    if _days_apart(row, on):
        because += f" (no price for {on.isoformat()}: the nearest holds 当日无价格,取最近一期)"
    scaled = replace(quoted, value=quoted.value * net, low=quoted.low * net, high=quoted.high * net)
    return replace(scaled, because=because, evidence=(*quoted.evidence, *(vat.evidence if vat else ())))


def _plants(path: Path, chains: tuple[Chain, ...]) -> tuple[AtlasPlant, ...]:
    processes = {p.id: p for chain in chains for p in chain.processes}
    return tuple(_plant(row, where, processes) for row, where in _rows(path, PLANT_COLUMNS))


def _plant(row: dict[str, str], where: str, processes: Mapping[str, Process]) -> AtlasPlant:
    process = processes.get(row["process"])
    if process is None:
        raise LibraryError(f"unknown process {row['process']!r}", where, f"use one of {', '.join(processes)}")
    if row["stage"] not in STAGES:
        raise LibraryError(f"unknown stage {row['stage']!r}", where, f"use one of {', '.join(STAGES)}")
    if not row["source"] or not row["organisation"]:
        raise LibraryError("a plant without organisation or source", where, "say whose it is and who says so")
    capacity = None
    if row["capacity"]:
        name = f"{row['organisation']}.{row['process']}.{row['place']}"
        record = {"value": _number(row["capacity"], "capacity", where), "unit": row["unit"], "source": row["source"]}
        capacity = in_unit(read_figure(record, name, where, {}), process.unit, name, where)
    return AtlasPlant(
        organisation=row["organisation"],
        process=row["process"],
        adcode=_adcode(row["adcode"], where),
        place=row["place"],
        capacity=capacity,
        stage=cast(Stage, row["stage"]),
        as_of=_day(row["as_of"], "as_of", where),
        evidence=(Citation(row["source"]),),
    )


def _adcode(text: str, where: str) -> str:
    if not (len(text) == 6 and text.isdecimal()):
        raise LibraryError(f"{text!r} is no region code", where, "give the six digits of adcode")
    return text


def _prices(path: Path, chains: tuple[Chain, ...]) -> tuple[PriceRow, ...]:
    units = {p.id: p.unit for chain in chains for p in chain.products if not p.captive}
    prices: list[PriceRow] = []
    columns = LOCAL_COLUMNS if path.name == "local.csv" else PRICE_COLUMNS
    for row, where in _rows(path, columns):
        price = _price(row, where, units)
        for other in prices:
            if other.name == price.name and other.start <= price.end and price.start <= other.end:
                raise LibraryError(f"two prices of {price.product} overlap", where, "let each day have one price")
        prices.append(price)
    return tuple(prices)


def _price(row: dict[str, str], where: str, units: Mapping[str, str]) -> PriceRow:
    product = row["product"]
    if product not in units:
        raise LibraryError(f"{product!r} is no product with an outside market", where, f"use one of {', '.join(units)}")
    record: dict[str, object] = {"value": _number(row["price"], "price", where), "unit": row["unit"]}
    record |= {end: _number(row[end], end, where) for end in ("low", "high") if row[end]}
    record |= {reason: row[reason] for reason in ("source", "assumption") if row[reason]}
    adcode = _adcode(row["adcode"], where) if "adcode" in row else ""
    name = price_name(product, adcode)
    quoted = in_unit(read_figure(record, name, where, {}), f"CNY/{units[product]}", name, where)
    start, end = _day(row["date_from"], "date_from", where), _day(row["date_to"], "date_to", where)
    if end < start:
        raise LibraryError(f"date_to {end} is before date_from {start}", where, "put the days in order")
    return PriceRow(product, start, end, quoted, adcode)


def read_figures(path: Path, overrides: Mapping[str, float]) -> dict[str, Figure]:
    """Return the figures of a file such as ``market.toml``, by name; errors as `load_atlas`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(f"{path.name} cannot be read: {error}", str(path), "mend or restore the file") from error
    return dict(_flat(data, "", path.name, overrides))


def _flat(
    table: Mapping[str, object], above: str, file: str, overrides: Mapping[str, float]
) -> list[tuple[str, Figure]]:
    """Return the figures of nested tables, named by their path: ``market.takes.polysilicon``."""
    found: list[tuple[str, Figure]] = []
    for key, value in table.items():
        name = f"{above}{key}"
        if not isinstance(value, dict):
            raise LibraryError(f"{name} is no figure", file, "write { value = …, unit = …, source = … }")
        if "value" in value:
            found.append((name, read_figure(value, name, f"{file}:{name}", overrides)))
        else:
            found.extend(_flat(value, f"{name}.", file, overrides))
    return found


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[dict[str, str], str]]:
    """Return the rows of a CSV file with their places (``file:line``)."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            if tuple(reader.fieldnames or ()) != columns:
                raise LibraryError("its columns are not the atlas's", f"{path.name}:1", f"use {','.join(columns)}")
            rows = [(dict(row), f"{path.name}:{reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LibraryError(f"{path.name} cannot be read: {error}", str(path), "mend or restore the file") from error
    for row, where in rows:
        if set(row) != set(columns) or None in row.values():
            raise LibraryError(f"a row without just {len(columns)} fields", where, "quote fields that hold a comma")
    return rows


def _number(text: str, column: str, where: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise LibraryError(f"{column} {text!r} is no number", where, "write it in plain digits") from None


def _day(text: str, column: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise LibraryError(f"{column} {text!r} is no date", where, "write it as 2021-04-30") from None
