"""Project statements become plants: which process, how much, how far, in which region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanjiang.assemble.names import same_organisation
from sanjiang.assemble.remarks import Unplaced
from sanjiang.chain.plant import HORIZON, Plant
from sanjiang.core.evidence import Assumption, Evidence, StatementRef
from sanjiang.core.statement import Stage, Statement
from sanjiang.core.units import factor
from sanjiang.library.processes import Process
from sanjiang.library.regions import Region, Regions

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
    """

    processes: Mapping[str, Process]
    regions: Regions
    region: Region
    homes: Mapping[str, Region | None]

    def read(self, statements: Sequence[Statement], order: Mapping[str, int]) -> tuple[list[Told], list[Unplaced]]:
        """Return what the project statements tell of plants, and the statements that tell of none."""
        told: list[Told] = []
        unplaced: list[Unplaced] = []
        projects = [s for s in statements if s.kind == "project"]
        wholes = [s for s in projects if s.part_of is None]
        for statement in projects:
            found = self._plants(statement, wholes)
            if isinstance(found, Unplaced):
                unplaced.append(found)
            else:
                told += [Told(statement, plant, order[statement.document]) for plant in found]
        return told, unplaced

    def sides(self, statements: Sequence[Statement]) -> frozenset[str]:
        """Return the side materials that project statements place in the asking region at the horizon."""
        here = [s for s in statements if s.kind == "project" and s.product_id and s.stage in HORIZON]
        return frozenset(s.product_id for s in here if s.product_id and self._bucket(s) == self.region.adcode)

    def _plants(self, statement: Statement, projects: Sequence[Statement]) -> list[Plant] | Unplaced:
        if statement.part_of:
            return Unplaced(statement.id, "是另一项目的一部分,不重复计入", "part of another project, not counted twice")
        if statement.stage in GONE:
            return Unplaced(statement.id, "已停建或取消", "suspended or cancelled")
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
        siblings = [s for s in projects if s.process_id and s.organisation == statement.organisation]
        siblings = siblings or [
            s
            for s in projects
            if s.process_id and s.organisation and same_organisation(s.organisation, statement.organisation)
        ]
        siblings = [s for s in siblings if s.phase == statement.phase] or siblings
        found = tuple(dict.fromkeys(p for s in siblings for p in s.process_id))
        evidence: tuple[Evidence, ...] = (SIBLING, *(StatementRef(s.id) for s in siblings))
        return found, evidence, len(found) == 1

    def _plant(
        self, statement: Statement, process: Process, region: str, evidence: tuple[Evidence, ...], sure: bool
    ) -> Plant:
        capacity = capacity_in(statement, process)
        typical = process.typical_size.value
        low, high = capacity if capacity and sure else (0.0, capacity[1] if capacity else typical)
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
                *evidence,
                *(() if capacity and sure else (UNKNOWN, *process.typical_size.evidence)),
            ),
            placed=sure,
        )


def bucket(regions: Regions, region: Region, place: Region) -> str | None:
    """Return the region that a place counts for: the asking one if within it, else its prefecture; None if wider."""
    if regions.contains(region, place):
        return region.adcode
    if place.level == "province" and not _municipality(place):
        return None
    for each in (place, *regions.parents(place)):
        if each.level == "prefecture" or _municipality(each):
            return each.adcode
    return None


def _municipality(region: Region) -> bool:
    return region.level == "province" and region.name.endswith("市")


def capacity_in(statement: Statement, process: Process) -> tuple[float, float] | None:
    """Return a statement's yearly capacity in the process's unit, (low, high); None if unsaid or not convertible."""
    quantity = statement.capacity
    if quantity is None:
        return None
    scale = factor(quantity.unit, process.unit)
    if scale is None:
        return None
    yearly = factor("a", quantity.per) if quantity.per and quantity.per != "a" else 1.0
    if yearly is None:
        return None
    return quantity.low * scale * yearly, quantity.high * scale * yearly


def joined(told: Iterable[Told]) -> Iterator[list[Told]]:
    """Group what different documents tell of one plant; within a document every statement is a plant of its own."""
    groups: list[list[Told]] = []
    for item in sorted(told, key=lambda t: (t.order, t.statement.evidence[0].start)):
        group = next((g for g in groups if _same(g, item)), None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    yield from groups


def _same(group: list[Told], item: Told) -> bool:
    if any(t.statement.document == item.statement.document for t in group):
        return False
    other = group[-1]
    a, b = other.plant, item.plant
    if a.region != b.region or a.process != b.process or not same_organisation(a.owner, b.owner):
        return False
    phases = {other.statement.phase, item.statement.phase}
    if len(phases) == 1 and phases != {None}:
        return True
    alike = a.stated and b.stated and a.low == b.low and a.high == b.high
    return (alike and (None in phases)) or (phases == {None} and (alike or not (a.stated and b.stated)))


def merged(group: Sequence[Told]) -> Plant:
    """Return the one plant of a group: the latest stage, the latest stated capacity, everybody's evidence."""
    latest = max(group, key=lambda t: t.order).plant
    stated = [t for t in group if t.plant.stated]
    source = max(stated, key=lambda t: t.order).plant if stated else latest
    evidence = tuple(dict.fromkeys(e for t in reversed(group) for e in t.plant.evidence))
    return Plant(
        id=group[0].plant.id,
        process=latest.process,
        region=latest.region,
        owner=latest.owner,
        stage=latest.stage,
        low=source.low,
        high=source.high,
        stated=source.stated,
        evidence=evidence,
        placed=any(t.plant.placed for t in group),
    )
