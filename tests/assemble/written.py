"""Statements made in memory, as a reader would hand them over, and the model case told with them."""

from hashlib import sha256

from sanjiang.core.evidence import Span
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place, Statement

LESHAN, WUTONGQIAO, MEISHAN, CHENGDU = "511100", "511112", "511400", "510100"


def amount(low, unit, per=None, high=None):
    return Quantity(low, low if high is None else high, unit, f"{low:g}{unit}", per)


def project(key, *, document="leshan.txt", start=0, at=WUTONGQIAO, kind="project", **fields):
    """Return a statement of a project; `key` tells it from others, `at` is the code of its place."""
    process = fields.pop("process_id", ())
    return Statement(
        id=sha256(f"{document}/{key}".encode()).hexdigest(),
        document=document,
        kind=kind,
        evidence=(Span(document, start, start + len(key), key),),
        confidence=0.5,
        rule="by hand",
        process_id=(process,) if isinstance(process, str) else process,
        place=Place("some place", at) if at else None,
        **fields,
    )


def part_of(whole, key, **fields):
    return project(key, part_of=whole.id, **fields)


def model_case():
    """Return what the article of the model case tells of the chain: 16 statements, one of them a part."""
    slicing = project(
        "slicing",
        start=60,
        organisation="晶科能源",
        process_id="pv-wafer",
        capacity=amount(20, "GW"),
        stage="under_construction",
    )
    rows = [
        ("永祥", "operating", None, "polysilicon-rod", None),
        ("永祥新能源", "operating", "一期", None, None),
        ("晶科能源", "operating", "一期", None, None),
        ("晶科能源", "operating", "二期", None, None),
        ("保利协鑫", "under_construction", None, "polysilicon-granular", amount(100, "kt")),
        ("永祥新能源", "under_construction", "二期", "polysilicon-rod", None),
        ("京运通", "under_construction", None, "pv-ingot", amount(24, "GW")),
        ("晶科能源", "under_construction", "三期", "pv-ingot", amount(5, "GW")),
        ("永祥", "under_construction", None, "pv-ingot", amount(15_000, "MW")),
        ("四川武骏", "under_construction", None, "pv-module", amount(8, "GW")),
        ("青岛高测", "under_construction", None, "pv-wafer", None),
    ]
    told = [
        project(
            f"row {i}",
            start=i,
            organisation=organisation,
            stage=stage,
            phase=phase,
            process_id=process or (),
            capacity=capacity,
        )
        for i, (organisation, stage, phase, process, capacity) in enumerate(rows)
    ]
    first = part_of(
        slicing, "phase one", start=61, organisation="晶科能源", process_id="pv-wafer", capacity=amount(10, "GW")
    )
    return (*told, slicing, first)
