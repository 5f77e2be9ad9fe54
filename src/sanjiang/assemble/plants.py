"""Project statements become plants: which process, how much, how far, in which region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sanjiang.assemble.remarks import Unplaced
from sanjiang.chain.plant import HORIZON, Plant
from sanjiang.core.evidence import Assumption, Evidence, StatementRef
from sanjiang.core.statement import Stage, Statement
from sanjiang.core.units import factor
from sanjiang.library.processes import Process
from sanjiang.library.regions import Region, Regions
from sanjiang.mentions.names import same_organisation

GONE: tuple[Stage, ...] = ("suspended", "cancelled")
SIBLING = Assumption("phase.process")
"""A phase whose product is not said makes what its organisation's other phases make."""
UNKNOWN = Assumption("plant.unknown")
"""A plant without a stated capacity has at least nothing and at most a typical size."""


@dataclass(frozen=True, slots=True)
class Told:
    """One statement as a plant; several may tell of the same one.

    Parameters
    ----------
    order : int
        The place of its document by date of publication; later ones know better.
    """

    statement: Statement
    plant: Plant
    order: int


@dataclass(frozen=True)
class Reader:
    """Turns statements into plants.

    Parameters
    ----------
    processes : mapping of str to Process
        The library's processes by id.
    regions : Regions
    region : Region
        The region that asks; what lies within it is its own.
    homes : mapping of str to Region or None
        The region that each document is about.
    parts : dict of str to list of Statement
        What `read` finds to be parts of a whole, by the whole's id.
    """

    processes: Mapping[str, Process]
    regions: Regions
    region: Region
    homes: Mapping[str, Region | None]
    parts: dict[str, list[Statement]] = field(default_factory=dict)

    def read(self, statements: Sequence[Statement], order: Mapping[str, int]) -> tuple[list[Told], list[Unplaced]]:
        """Return what the project statements tell of plants, and the statements that tell of none."""
        told: list[Told] = []
        unplaced: list[Unplaced] = []
        projects = [s for s in statements if s.kind == "project"]
        wholes = [s for s in projects if s.part_of is None]
        for part in projects:
            if part.part_of:
                self.parts.setdefault(part.part_of, []).append(part)
        for statement in projects:
            found = self._plants(statement, wholes)
            if isinstance(found, Unplaced):
                unplaced.append(found)
                continue
            if statement.stage in GONE:
                unplaced.append(Unplaced(statement.id, "已停建或取消", "suspended or cancelled"))
            told += [Told(statement, plant, order[statement.document]) for plant in found]
        return told, unplaced

    def sides(self, statements: Sequence[Statement]) -> frozenset[str]:
        """Return the side materials that project statements place in the asking region at the horizon."""
        here = [s for s in statements if s.kind == "project" and s.product_id and s.stage in HORIZON]
        return frozenset(s.product_id for s in here if s.product_id and self._bucket(s) == self.region.adcode)

    def _plants(self, statement: Statement, projects: Sequence[Statement]) -> list[Plant] | Unplaced:
        if statement.part_of:
            return Unplaced(statement.id, "是另一项目的一部分,不重复计入", "part of another project, not counted twice")
        place = self._bucket(statement)
        if place is None:
            return Unplaced(statement.id, "不知道在哪个市州", "the prefecture is not known")
        processes, evidence, sure = self._processes(statement, projects)
        if not processes and statement.product_id:
            return Unplaced(
                statement.id, "配套材料,只记作本地有,不入主链", "a side material: noted as here, not on the main chain"
            )
        if not processes:
            return Unplaced(
                statement.id, "产品不在工艺库中,或文中没有说", "its product is not in the process library, or not said"
            )
        return [self._plant(statement, self.processes[p], place, evidence, sure) for p in processes]

    def _bucket(self, statement: Statement) -> str | None:
        """Return the region that a statement's plant counts for: the asking one, or a prefecture."""
        code = statement.place.adcode if statement.place else None
        place = self.regions.by_code(code) if code else self.homes.get(statement.document)
        return bucket(self.regions, self.region, place) if place else None

    def _processes(
        self, statement: Statement, projects: Sequence[Statement]
    ) -> tuple[tuple[str, ...], tuple[Evidence, ...], bool]:
        """Return the processes, their evidence besides the statement, and whether they are sure."""
        if statement.process_id:
            return statement.process_id, (), True
        if statement.product or not statement.phase or not statement.organisation:
            return (), (), False
        place = self._bucket(statement)
        projects = [s for s in projects if s.process_id and s.stage not in GONE and self._bucket(s) == place]
        siblings = [s for s in projects if s.organisation == statement.organisation]
        siblings = siblings or [
            s for s in projects if s.organisation and same_organisation(s.organisation, statement.organisation)
        ]
        siblings = [s for s in siblings if s.phase == statement.phase] or siblings
        found = tuple(dict.fromkeys(p for s in siblings for p in s.process_id))
        evidence: tuple[Evidence, ...] = (SIBLING, *(StatementRef(s.id) for s in siblings))
        return found, evidence, len(found) == 1

    def _plant(
        self, statement: Statement, process: Process, region: str, evidence: tuple[Evidence, ...], sure: bool
    ) -> Plant:
        capacity = capacity_in(statement, process)
        parts = self.parts.get(statement.id, ())
        told = in_process_unit(statement.capacity.unit, process) if statement.capacity else None
        least = sum(found[0] for part in parts if (found := capacity_in(part, process)))
        low, high = capacity or (least, max(least, process.typical_size.value))
        if not sure:
            low = 0.0
        return Plant(
            id=f"{process.id}:{statement.id[:12]}",
            process=process.id,
            region=region,
            owner=statement.organisation or "",
            stage=statement.stage or "planned",
            low=low,
            high=high,
            stated=capacity is not None and sure,
            evidence=(
                StatementRef(statement.id),
                *(StatementRef(part.id) for part in parts if not capacity),
                *evidence,
                *(told.evidence if told else ()),
                *(() if capacity and sure else (UNKNOWN, *process.typical_size.evidence)),
            ),
            placed=sure,
        )


def bucket(regions: Regions, region: Region, place: Region) -> str | None:
    """Return the region that a place counts for: the asking one if within it, else its prefecture; None if wider."""
    if place == region or regions.contains(region, place):
        return region.adcode
    if place.level == "province" and not _municipality(place):
        return None
    for each in (place, *regions.parents(place)):
        if each.level == "prefecture" or _municipality(each):
            return each.adcode
    return place.adcode  # a county right under its province


def _municipality(region: Region) -> bool:
    return region.level == "province" and region.name.endswith("市")


class InUnit(NamedTuple):
    """What one of another unit is in a process's unit, least and most, and what says so."""

    low: float
    high: float
    evidence: tuple[Evidence, ...]


def in_process_unit(unit: str, process: Process) -> InUnit | None:
    """Return what one `unit` is in the process's own, by definition or as its `stated_in` says; None where neither."""
    scale = factor(unit, process.unit)
    if scale is not None:
        return InUnit(scale, scale, ())
    for told in process.stated_in:
        scale = factor(unit, told.unit)
        if scale is not None:
            return InUnit(scale * told.amount.low, scale * told.amount.high, told.amount.evidence)
    return None


def capacity_in(statement: Statement, process: Process) -> tuple[float, float] | None:
    """Return a statement's yearly capacity in the process's unit, (low, high); None if unsaid or not convertible.

    One told by area or by the piece is as much as the process's `stated_in` says, from its low to its high.
    """
    quantity = statement.capacity
    if quantity is None:
        return None
    yearly = factor("a", quantity.per) if quantity.per and quantity.per != "a" else 1.0
    told = in_process_unit(quantity.unit, process)
    if yearly is None or told is None:
        return None
    return quantity.low * yearly * told.low, quantity.high * yearly * told.high
