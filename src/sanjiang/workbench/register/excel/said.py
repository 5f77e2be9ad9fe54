"""What cells say, as fields of the contract; and what is wrong with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from stdnum.cn import uscc

from sanjiang.brief.words import STAGES
from sanjiang.core.errors import LibraryError
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.library.data_files import data_path
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions
from sanjiang.mentions.places import PlaceFinder
from sanjiang.mentions.products import ProductFinder, product_finder
from sanjiang.mentions.quantities import QuantityFinder
from sanjiang.workbench.register.excel.dates import EARLIEST, LATEST, day_of, in_range, read_date
from sanjiang.workbench.register.excel.values import LARGEST, Value, WrongError, number_text

Values = Mapping[str, Value]
Fields = dict[str, Any]
ABROAD = ("境外：", "境外:")
_UNIT = re.compile(r"([百千万亿]*)([^/]+)(?:/(年|月|日|天|a|d))?")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_PER = {"年": "a", "a": "a", "月": "month", "日": "d", "天": "d", "d": "d"}
_MORE_STAGES = {
    "在谈": "lead", "洽谈中": "lead", "储备": "planned", "前期": "planned", "签约": "signed", "已签": "signed",
    "开工": "under_construction", "建设": "under_construction", "试产": "partly_operating", "运营中": "operating",
}  # fmt: skip


def fields_of(values: Values, keys: frozenset[str]) -> tuple[Fields, list[WrongError]]:
    """Return the fields that these columns make, None for what they leave blank; and what is wrong, with its column."""
    made: Fields = {}
    wrong: list[WrongError] = []
    for columns, make in MAKERS:
        if not keys.isdisjoint(columns):
            try:
                made |= make(values)
            except WrongError as error:
                wrong.append(error)
    return made, wrong


def _text(field: str) -> Callable[[Values], Fields]:
    return lambda values: {field: values.get(field)}


def _organisation_id(values: Values) -> Fields:
    """Return an organisation's credit code as it is kept: capitals without spaces, its check digit right."""
    said = values.get("organisation_id")
    if said is None:
        return {"organisation_id": None}
    if not isinstance(said, str) or not uscc.is_valid(said):
        told = said[:40] if isinstance(said, str) else number_text(said) if isinstance(said, float) else said
        mend = "查对 18 位，格式设为文本 check its 18 characters, kept as text"
        raise WrongError(f"不是统一社会信用代码 not a credit code: {told}", mend, "organisation_id")
    if values.get("organisation") is None:
        mend = "填建设单位，或清空代码 write the organisation, or clear the code"
        raise WrongError("有代码没有单位 a code without an organisation", mend, "organisation_id")
    return {"organisation_id": str(uscc.compact(said))}


def _product(values: Values) -> Fields:
    """Return a product, and what the library knows by these words."""
    said = values.get("product")
    processes, side = _known(said) if isinstance(said, str) else ((), None)
    made = (processes[0] if len(processes) == 1 else list(processes)) if processes else None
    return {"product": said, "process_id": made, "product_id": side}


@cache
def _known(product: str) -> tuple[tuple[str, ...], str | None]:
    found = list(_finder().find(product))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(product)):
        return (), None
    return found[0].value.processes, found[0].value.side


@cache
def _finder() -> ProductFinder:
    return product_finder(load_chains())


def _place(values: Values) -> Fields:
    region, park = values.get("region"), values.get("park")
    code = region_code(region, "region") if isinstance(region, str) else None
    if isinstance(park, str):
        return {"place": Place(park, code).to_json()}
    return {"place": Place(region, code).to_json() if isinstance(region, str) else None}


def _origin(values: Values) -> Fields:
    origin = values.get("origin")
    if not isinstance(origin, str):
        return {"origin": None}
    if origin.startswith(ABROAD):
        return {"origin": Place(origin).to_json()}
    return {"origin": Place(origin, region_code(origin, "origin")).to_json()}


def region_code(name: str, key: str) -> str:
    """Return the code of the region of this name; WrongError with the nearest names where there is none."""
    found = _region(name)
    if isinstance(found, str):
        return found
    raise WrongError(found.what, found.mend, key)


@cache
def _region(name: str) -> str | LibraryError:
    try:
        return load_regions().find(name).adcode
    except LibraryError as error:
        found = next(_places().find(name), None)
        if found is None or found.start > 0 or found.value.adcode is None:
            return error
        if found.end == len(name):
            return found.value.adcode  # 四川省乐山市五通桥区
        mend = f"只写 write only {name[: found.end]}，其余写在“园区” and the rest as park"
        return LibraryError(error.what, error.where, mend)


@cache
def _places() -> PlaceFinder:
    return PlaceFinder(load_regions(), None)


def _money(field: str) -> Callable[[Values], Fields]:
    def make(values: Values) -> Fields:
        value = values.get(field)
        if value is None:
            return {field: None}
        low, high = _ends(value, field)
        shown = "–".join(number_text(end / 10**4) for end in dict.fromkeys((low, high)))
        return {field: Quantity(low, high, "CNY", f"{shown}万元").to_json()}

    return make


def _capacity(values: Values) -> Fields:
    value, unit = values.get("capacity"), values.get("unit")
    if value is None:
        if unit is None:
            return {"capacity": None}
        raise WrongError(
            "有单位没有产能 a unit without a capacity",
            "填产能，或清空单位 write the capacity, or clear the unit",
            "unit",
        )
    if not isinstance(unit, str):
        raise WrongError(
            "产能没有单位 a capacity without a unit", "填产能单位 write its unit, e.g. 万吨/年", "capacity"
        )
    low, high = _ends(value, "capacity")
    factor, name, per = unit_of(unit)
    written = "–".join(number_text(end) for end in dict.fromkeys((low, high))) + unit
    least, most = (float(Decimal(f"{end:.15g}") * factor) for end in (low, high))
    return {"capacity": Quantity(least, most, name, written, per).to_json()}


@cache
def unit_of(text: str) -> tuple[Decimal, str, str | None]:
    """Return what one of a written unit is: how many of which plain unit, and per what time."""
    probe = f"2{text}"
    found = list(QuantityFinder().find(probe))
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(probe)):
        quantity = found[0].value
        return Decimal(f"{quantity.low:.15g}") / 2, quantity.unit, quantity.per
    match = _UNIT.fullmatch(text)
    if match is None:
        return Decimal(1), text, None
    factor = Decimal(1)
    for scale in match[1]:
        factor *= _SCALES[scale]
    return factor, match[2], _PER.get(match[3] or "")


def _ends(value: Value, key: str) -> tuple[float, float]:
    """Return the ends of an amount that can be one."""
    if isinstance(value, str):
        scaled = any(scale in value for scale in "万亿")
        mend = (
            "只写数字，单位写在表头 write the number alone, its unit in the heading"
            if scaled and key != "capacity"
            else "写数字，或 10–20 write a number, or 10–20"
        )
        raise WrongError(f"应为数字，却是文字 expected a number, found text: {value[:40]}", mend, key)
    low, high = value if isinstance(value, tuple) else (value, value)
    if not isinstance(low, float) or not isinstance(high, float):
        raise WrongError(f"应为数字 expected a number, found {value}", "写数字 write a number", key)
    if low < 0 or high < low:
        raise WrongError(
            f"负数或倒置 negative or turned round: {number_text(low)}…{number_text(high)}", "查对 check it", key
        )
    if high > LARGEST:
        raise WrongError(f"大得不合常理 too large: {number_text(high)}", "查对单位 check the unit", key)
    return low, high


def _stage(values: Values) -> Fields:
    said = values.get("stage")
    if not isinstance(said, str):
        return {"stage": None}
    stages = _stages()
    bare = said.strip().lower()
    stage = stages.get(bare) or stages.get(bare.removeprefix("已").removeprefix("正在"))
    if stage is None:
        known = "、".join(text.zh for text in STAGES.values())
        raise WrongError(f"没有这种阶段 no such stage: {said[:40]}", f"用其一 one of: {known}", "stage")
    return {"stage": stage}


@cache
def _stages() -> dict[str, str]:
    data = tomllib.loads(data_path("grammar", "stages.toml").read_text(encoding="utf-8"))
    found = {word: stage for stage, words in data["words"].items() for word in words}
    for stage, text in STAGES.items():
        found |= dict.fromkeys((stage, text.zh, text.en), stage)
    return found | _MORE_STAGES


def _date(values: Values) -> Fields:
    said = values.get("date")
    if said is None:
        return {"date": None}
    if isinstance(said, date):
        span = day_of(said)
    else:
        found = read_date(said) if isinstance(said, str) else None
        if found is None:
            raise WrongError(
                f"读不出日期 no clear date: {str(said)[:40]}", "写成 write 2021-03-05, 2021年3月, 2021年", "date"
            )
        span = found
    if not in_range(span):
        years = f"{EARLIEST}–{LATEST}"
        raise WrongError(f"日期超出 the date is beyond {years}: {said}", "查对年份 check the year", "date")
    return {"date": span.to_json()}


MAKERS: tuple[tuple[frozenset[str], Callable[[Values], Fields]], ...] = (
    (frozenset({"name"}), _text("name")),
    (frozenset({"organisation"}), _text("organisation")),
    (frozenset({"organisation_id"}), _organisation_id),
    (frozenset({"origin"}), _origin),
    (frozenset({"region", "park"}), _place),
    (frozenset({"product"}), _product),
    (frozenset({"capacity", "unit"}), _capacity),
    (frozenset({"investment"}), _money("investment")),
    (frozenset({"arrived"}), _money("arrived")),
    (frozenset({"stage"}), _stage),
    (frozenset({"phase"}), _text("phase")),
    (frozenset({"date"}), _date),
)
"""Which columns make which fields."""
