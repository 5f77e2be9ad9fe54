"""What each table asks of its rows: agreeing units, bounds that leave room, figures that the solver takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

import polars as pl

from sanjiang.core.units import factor
from sanjiang.network.problem import Problem
from sanjiang.network.schema import LARGEST, SMALLEST, TERMS, YEARS

Tables = Mapping[str, pl.DataFrame]


def row_problems(name: str, frame: pl.DataFrame, tables: Tables) -> Iterator[Problem]:
    """Yield what is wrong with the rows of a table; `frame` is that table with the `line` of each row."""
    if name in CHECKS:
        yield from CHECKS[name](frame, tables)


def _lanes(frame: pl.DataFrame, _: Tables) -> Iterator[Problem]:
    yield from _losses(frame, "lanes")
    loops = frame.filter(pl.col("origin") == pl.col("destination"))
    for line, region in loops.select("line", "origin").iter_rows():
        what = f"a lane from {region!r} to itself / 起点与终点相同"
        yield Problem(what, f"lanes.csv:{line} destination", "remove the row / 请删除该行")


def _demands(frame: pl.DataFrame, _: Tables) -> Iterator[Problem]:
    short = frame.filter(pl.col("minimum") > pl.col("quantity"))
    for line, minimum, quantity in short.select("line", "minimum", "quantity").iter_rows():
        what = f"minimum {minimum:g} exceeds the quantity {quantity:g} / 最低量超过需求量"
        yield Problem(what, f"demands.csv:{line} minimum", "lower it, or raise the quantity / 请降低, 或提高需求量")


def _coefficients(frame: pl.DataFrame, _: Tables) -> Iterator[Problem]:
    yield from _sizes(frame, "coefficients", "amount")


def _losses(frame: pl.DataFrame, table: str) -> Iterator[Problem]:
    kept = 1.0 - pl.col("loss")
    for line, loss in frame.filter((kept > 0) & (kept < SMALLEST)).select("line", "loss").iter_rows():
        what = f"a loss of {loss!r} leaves less than the solver can tell from nothing / 剩余过小, 求解器无法区分"
        yield Problem(what, f"{table}.csv:{line} loss", "write 1, or a little less / 请写 1, 或略小的数")


def _sizes(frame: pl.DataFrame, table: str, column: str) -> Iterator[Problem]:
    size = pl.col(column).abs()
    for line, amount in frame.filter((size > 0) & (size < SMALLEST)).select("line", column).iter_rows():
        what = f"{amount:g} is beyond the solver, expected a size from {SMALLEST:g} to {LARGEST:g} / 超出求解范围"
        yield Problem(what, f"{table}.csv:{line} {column}", "choose another unit / 请改用其他单位")


def _processes(frame: pl.DataFrame, tables: Tables) -> Iterator[Problem]:
    """A process that makes 1.0 of one product, and nothing else, counts its activity in that product's unit."""
    if not {"coefficients", "products"} <= tables.keys():
        return
    outputs = tables["coefficients"].filter(pl.col("amount") > 0)
    sole = outputs.filter((pl.len().over("process") == 1) & (pl.col("amount") == 1.0)).select("process", "product")
    made = frame.select("line", "process", "unit").join(sole, on="process", maintain_order="left")
    units = tables["products"].select("product", made_in="unit")
    made = made.join(units, on="product", maintain_order="left").drop_nulls()
    for line, process, unit, product, made_in in made.unique(maintain_order=True).iter_rows():
        ratio = factor(unit, made_in)
        if ratio is not None and math.isclose(ratio, 1.0):
            continue
        amount = f", or the amount {ratio:g} in coefficients.csv / 或将系数写为 {ratio:g}" if ratio else ""
        yield Problem(
            f"unit clash: {process!r} counts in {unit!r} and makes 1 {product!r}, counted in {made_in!r} / 单位不一致",
            f"processes.csv:{line} unit",
            f"write the unit {made_in!r} / 请写单位 {made_in!r}{amount}",
        )


def _plants(frame: pl.DataFrame, tables: Tables) -> Iterator[Problem]:
    order = {name: i for i, name in enumerate(tables["periods"]["period"])}
    for line, start, end in frame.select("line", "from", "to").drop_nulls().iter_rows():
        if order.get(start, -1) > order.get(end, math.inf):
            what = f"from {start!r} comes after to {end!r} / 起始期晚于终止期"
            yield Problem(what, f"plants.csv:{line} to", "exchange or clear them / 请对调或清空")


def _candidates(frame: pl.DataFrame, _: Tables) -> Iterator[Problem]:
    crossed = frame.filter(pl.col("min_size") > pl.col("max_size"))
    for line, low, high in crossed.select("line", "min_size", "max_size").iter_rows():
        what = f"min_size {low:g} exceeds the max_size {high:g} / 最小规模超过最大规模"
        yield Problem(what, f"candidates.csv:{line} min_size", "lower it, or raise the max_size / 请降低, 或提高上限")
    lumps = frame.filter((pl.col("min_size") > 0) | (pl.col("fixed_cost") > 0))
    for column in ("min_size", "max_size"):
        yield from _sizes(lumps, "candidates", column)
    for line in lumps.filter(pl.col("max_size").is_null())["line"]:
        what = "max_size is blank, and a min_size or fixed_cost needs one / 有最小规模或固定成本时须有上限"
        yield Problem(what, f"candidates.csv:{line} max_size", "write the largest size / 请填写最大规模")


def _stores(frame: pl.DataFrame, _: Tables) -> Iterator[Problem]:
    yield from _losses(frame, "stores")


def _periods(frame: pl.DataFrame, tables: Tables) -> Iterator[Problem]:
    """Years count unless quantities are per period."""
    settings = tables["settings"].filter((pl.col("key") == "quantities") & (pl.col("value") == "per_period"))
    far = frame.filter(pl.col("years").cum_sum() > YEARS) if settings.is_empty() else frame.clear()
    for line in far["line"].head(1):
        what = f"the periods reach beyond {YEARS:g} years / 各期合计超过 {YEARS:g} 年"
        yield Problem(what, f"periods.csv:{line} years", "write fewer years / 请减少年数")
    for line in frame.filter(pl.col("period") == "all")["line"]:
        what = "a period is called 'all', which means every period in limits / 时期不能叫 all"
        yield Problem(what, f"periods.csv:{line} period", "name it otherwise / 请改名")


def _limits(frame: pl.DataFrame, tables: Tables) -> Iterator[Problem]:
    bare = frame.filter(~pl.col("limit").is_in(tables["limit_terms"]["limit"].drop_nulls().implode()))
    for line, name in bare.select("line", "limit").drop_nulls().iter_rows():
        what = f"the limit {name!r} has no terms / 限额没有计入项"
        yield Problem(what, f"limits.csv:{line} limit", "add a row to limit_terms.csv / 请在 limit_terms.csv 中添加")


def _limit_terms(frame: pl.DataFrame, tables: Tables) -> Iterator[Problem]:
    yield from _sizes(frame, "limit_terms", "per_unit")
    for line, table, key in frame.select("line", "table", "key").drop_nulls().iter_rows():
        columns, parts = TERMS[table], key.split("|")
        where = f"limit_terms.csv:{line} key"
        if len(parts) != len(columns):
            what = f"{key!r} has {len(parts)} parts, expected {'|'.join(columns)} / 键的段数不符"
            yield Problem(what, where, "join them by |, * for any / 以 | 连接, * 表示任意")
            continue
        if table in tables and tables[table].filter(matches(table, key)).is_empty():
            what = f"{key!r} matches no row of {table}.csv / 没有匹配的行"
            yield Problem(what, where, f"take names from {table}.csv, * for any / 请用 {table}.csv 中的名称")


def matches(table: str, key: str) -> pl.Expr:
    """Return which rows of a table a limit term's key means; `*` is any, a blank part a blank cell."""
    found = pl.lit(True)
    for column, part in zip(TERMS[table], key.split("|"), strict=True):
        if part == "*":
            continue
        if column == "price":
            found &= pl.col(column) == _number(part)
        elif part == "":
            found &= pl.col(column).is_null()
        else:
            found &= pl.col(column).cast(pl.String).eq_missing(pl.lit(part))
    return found


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _settings(frame: pl.DataFrame, _: Tables) -> Iterator[Problem]:
    for line, key, value in frame.select("line", "key", "value").drop_nulls().iter_rows():
        if key == "discount_rate" and not 0 <= _number(value) <= 1:
            what = f"discount_rate {value!r} is not a number from 0 to 1 / 折现率应在 0 与 1 之间"
            yield Problem(what, f"settings.csv:{line} value", "write a share such as 0.08 / 请写小数, 如 0.08")
        if key == "quantities" and value not in ("per_year", "per_period"):
            what = f"quantities {value!r} is neither per_year nor per_period / 应为 per_year 或 per_period"
            yield Problem(what, f"settings.csv:{line} value", "write one of them / 请写其一")


CHECKS: dict[str, Callable[[pl.DataFrame, Tables], Iterator[Problem]]] = {
    "lanes": _lanes,
    "demands": _demands,
    "coefficients": _coefficients,
    "processes": _processes,
    "plants": _plants,
    "candidates": _candidates,
    "stores": _stores,
    "periods": _periods,
    "limits": _limits,
    "limit_terms": _limit_terms,
    "settings": _settings,
}
