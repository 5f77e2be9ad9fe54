"""What a brief says: one object, from which every rendering and the JSON are made."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sanjiang
from sanjiang.assemble import Assembly
from sanjiang.assemble.assembly import Library
from sanjiang.assemble.shared import share_documents
from sanjiang.brief.sectors import sector_of
from sanjiang.chain.deepen import Deepening, deepen
from sanjiang.chain.gaps import Gap, find_gaps, in_order
from sanjiang.chain.ladder import Rung, ladder
from sanjiang.chain.partners import Partner, find_partners
from sanjiang.chain.partners import in_order as partners_in_order
from sanjiang.chain.targets import Visits, visits
from sanjiang.cooperation.sharing import Sharing
from sanjiang.core.evidence import Assumption, Evidence
from sanjiang.core.figure import Figure
from sanjiang.core.statement import Statement
from sanjiang.grammar.findings import Finding
from sanjiang.history import to_json as realisation
from sanjiang.library.data_files import data_path
from sanjiang.library.regions import Region

CURRENCY = "CNY"


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the brief lists it; `note` says why it was left out, or what was decided in reading it."""

    name: str
    title: str | None
    published: date | None
    publisher: str | None
    sha256: str
    statements: int
    used: bool
    note: str | None

    def to_json(self) -> dict[str, object]:
        """Return the document's line in the brief's JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "source": self.publisher,
            "sha256": self.sha256,
            "statements": self.statements,
            "used": self.used,
            "note": self.note,
        }


@dataclass(frozen=True)
class Brief:
    """A brief's content."""

    region: Region
    as_of: date
    alone: bool
    documents: tuple[Source, ...]
    statements: tuple[Statement, ...]
    assembly: Assembly
    library: Library
    rungs: tuple[Rung, ...]
    gaps: tuple[Gap, ...]
    deepenings: tuple[Deepening, ...]
    partners: tuple[Partner, ...]
    visits: tuple[Visits, ...]
    findings: tuple[Finding, ...]
    sharing: Sharing | None = None

    def _repr_html_(self) -> str:
        """Show findings, tables and charts, in a notebook."""
        from sanjiang.brief.notebook import show
        from sanjiang.brief.outline import lay_out

        return show(lay_out(self.to_json()))

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape, `statement_list`, `unplaced`, `visits` and `realisation` added."""
        region = {
            "name": self.region.name,
            "name_en": self.region.name_en,
            "adcode": self.region.adcode,
            "lat": self.region.lat,
            "lon": self.region.lon,
        }
        out: dict[str, object] = {
            "sanjiang": sanjiang.__version__,
            "region": region,
            "as_of": self.as_of.isoformat(),
            "alone": self.alone,
            "documents": [d.to_json() for d in self.documents],
            "statements": len(self.statements),
            "ladder": [r.to_json() for r in self.rungs],
            "gaps": [g.to_json(CURRENCY) for g in self.gaps],
            "deepen": [d.to_json(CURRENCY) for d in self.deepenings],
            "partners": [self._partner(p) for p in self.partners],
            "partners_note": self.partners_note(),
            "share": None if self.sharing is None else self.sharing.to_json(),
            "visits": [v.to_json() for v in self.visits],
            "realisation": realisation(self.assembly.lives),
            "unplaced": [u.to_json() for u in self.assembly.unplaced],
            "lacking": [k.to_json() for k in self.assembly.lacking],
            "findings": [f.to_json() for f in self.findings],
            "statement_list": [self._statement(s) for s in self.statements],
        }
        return {**out, "assumptions": list(self._assumptions())}

    def _partner(self, partner: Partner) -> dict[str, object]:
        """Return a partner's line with its place on the map."""
        region = self.library.regions.find(partner.region)
        return {**partner.to_json(CURRENCY), "lat": region.lat, "lon": region.lon}

    def _statement(self, statement: Statement) -> dict[str, object]:
        """Return a statement's line with its sector."""
        return {**statement.to_json(), "sector": sector_of(statement, self.library.chains)}

    def partners_note(self) -> dict[str, str] | None:
        """Say why there is no partner, where there is none."""
        if self.partners:
            return None
        if self.alone:
            return {
                "zh": "按要求只看本地(--alone),没有考察相邻地区。",
                "en": "Asked to stand alone (--alone): no neighbour was considered.",
            }
        if not any(not r.here for r in self.rungs):
            return {
                "zh": "主链没有缺失的环节,或没有可分析的产业链。",
                "en": "No step of a main chain is missing, or there is no chain to analyse.",
            }
        return {
            "zh": "图册和文件中没有相邻地区持有缺失的环节。",
            "en": "Neither the atlas nor the documents know a neighbour that holds a missing step.",
        }

    def _assumptions(self) -> Iterator[dict[str, object]]:
        """Yield every named assumption that some answer rests on, with its value, range and reason."""
        figures = named_figures(self.library, self.as_of)
        rules = tomllib.loads(data_path("assumptions.toml").read_text(encoding="utf-8"))
        for name in sorted(set(_assumed(self._evidence()))):
            if name in figures:
                yield {"name": name, **_plain(figures[name]), "kind": "assumption"}
            else:
                rule = rules[name]
                yield {
                    "name": name,
                    "value": None,
                    "low": None,
                    "high": None,
                    "unit": None,
                    "because": rule["zh"],
                    "because_en": rule["en"],
                    "kind": "rule",
                }

    def _evidence(self) -> Iterator[Evidence]:
        for rung in self.rungs:
            yield from rung.evidence
        for gap in self.gaps:
            yield from gap.evidence
        for deepening in self.deepenings:
            yield from deepening.evidence
        for partner in self.partners:
            yield from partner.evidence
        yield from self.sharing.evidence if self.sharing is not None else ()
        for visit in self.visits:
            for company in visit.companies:
                for maker in company.makers:
                    yield from maker.evidence
        for life in self.assembly.lives:
            yield from life.evidence()
        for lack in self.assembly.lacking:
            yield from lack.evidence


def _assumed(evidence: Iterable[Evidence]) -> Iterator[str]:
    for item in evidence:
        if isinstance(item, Assumption):
            yield item.assumption


def _plain(figure: Figure) -> dict[str, object]:
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "because": figure.because,
        "because_en": figure.because,
    }


def named_figures(library: Library, as_of: date) -> dict[str, Figure]:
    """Return every figure of the library by the name under which the user can change it."""
    found: dict[str, Figure] = {**library.atlas.figures, **library.atlas.local_prices(as_of)}
    for chain in library.chains:
        for product in chain.products:
            price = library.atlas.price(product.id, as_of)
            if price is not None:
                found[f"{product.id}.price"] = price
            if product.tonnes_per_unit is not None:
                found[f"{product.id}.tonnes_per_unit"] = product.tonnes_per_unit
        for process in chain.processes:
            for field in ("cost", "capex", "life_years", "typical_size", "lead_years", "other_mass"):
                figure = getattr(process, field)
                if figure is not None:
                    found[f"{process.id}.{field}"] = figure
            found |= {f"{process.id}.{i.product}": i.amount for i in process.inputs}
            found |= {f"{process.id}.{o.product}": o.amount for o in process.outputs}
            found |= {f"{process.id}.per_{e.unit}": e.amount for e in process.stated_in}
    return found


def make_brief(
    region: Region,
    as_of: date,
    documents: Sequence[Source],
    statements: Sequence[Statement],
    assembly: Assembly,
    library: Library,
    *,
    findings: Sequence[Finding],
    alone: bool,
) -> Brief:
    """Answer the brief's questions: ladder, gaps partners and shares of every chain that the region has a plant of."""
    rungs: list[Rung] = []
    gaps: list[Gap] = []
    partners: list[Partner] = []
    for scene in assembly.scenes:
        rungs += ladder(scene.chain, scene.plants, scene.region)
        gaps += find_gaps(scene)
        partners += find_partners(scene)
    ranked = in_order(gaps)
    sharing = None if alone else share_documents(assembly, region, library, as_of)
    return Brief(
        region,
        as_of,
        alone,
        tuple(documents),
        tuple(statements),
        assembly,
        library,
        tuple(rungs),
        ranked,
        tuple(d for d in map(deepen, assembly.scenes) if d is not None),
        partners_in_order(partners),
        tuple(visits(ranked, assembly.makers)),
        tuple(findings),
        sharing,
    )
