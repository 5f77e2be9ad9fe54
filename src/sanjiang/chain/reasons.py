"""Why a step is a gap, in one Chinese and one English sentence that say no more than the figures."""

from __future__ import annotations

from sanjiang.chain.breaks import Break
from sanjiang.chain.ladder import Rung
from sanjiang.chain.worth import Worth
from sanjiang.library.processes import Supporting

Sentence = tuple[str, str]

VERDICTS = {
    "pays": ("按基准价格划算", "it pays at the base prices"),
    "pays only if no partner serves": ("只有在没有伙伴供应时才划算", "it pays only if no partner serves"),
    "does not pay at these prices": ("按这些价格不划算", "it does not pay at these prices"),
    "not valued": ("未估值", "it is not valued"),
}


def width(rung: Rung) -> str:
    """Write a step's capacity at the horizon as "20" or "35.5–72"."""
    low, high = rounded(rung.low), rounded(rung.high)
    return low if low == high else f"{low}–{high}"


def gap_reason(item: Break, best: Worth | None, verdict: str, together: Worth | None = None) -> Sentence:
    """Say what stands beside the gap, what follows from the worth, and whether it pays with its absent neighbours."""
    position = _position(item)
    zh, en = VERDICTS[verdict]
    if best is None:
        return f"{position[0]};{zh}。", f"{position[1]}; {en}."
    tail_zh = tail_en = ""
    if best.base > 0 > best.low:
        tail_zh, tail_en = f",但在“{best.worst.name_zh}”时为负", f", but not in the case “{best.worst.name_en}”"
    if together is not None and together.base > 0 >= best.base:
        tail_zh, tail_en = ",但与相邻缺失环节一起建设则划算", "; built together with its absent neighbours it pays"
    return f"{position[0]};{zh}{tail_zh}。", f"{position[1]}; {en}{tail_en}."


def _position(item: Break) -> Sentence:
    if item.kind == "fill":
        return _fill(item)
    beside = item.before or item.after
    if beside is None:
        raise ValueError(f"{item.rung.step.id}: a break without a step beside it")
    return {"extend": _extend, "strengthen": _strengthen}.get(item.kind, _possibly_narrow)(item, beside)


def _unit(rung: Rung) -> str:
    return rung.chain.product(rung.chain.steps[-1].product).unit


def _standing(rung: Rung) -> Sentence:
    span = f"({width(rung)} {_unit(rung)})"
    return f"{rung.step.name_zh}{span}", f"{rung.step.name_en} {span}"


def _fill(item: Break) -> Sentence:
    if item.before is None or item.after is None:
        raise ValueError(f"{item.rung.step.id}: a fill needs a step on either side")
    before, after, step = _standing(item.before), _standing(item.after), item.rung.step
    return (
        f"{step.name_zh}一处也没有,而上游{before[0]}和下游{after[0]}都在",
        f"no plant for {step.name_en}, while {before[1]} before it and {after[1]} after it are here",
    )


def _extend(item: Break, beside: Rung) -> Sentence:
    side_zh, side_en = ("上游", "before it") if item.before else ("下游", "after it")
    zh, en = _standing(beside)
    step = item.rung.step
    return f"{step.name_zh}没有,只有{side_zh}{zh}在", f"no plant for {step.name_en}; only {en} {side_en} is here"


def _strengthen(item: Break, beside: Rung) -> Sentence:
    rung, unit = item.rung, _unit(item.rung)
    most, least = f"{rounded(rung.high)} {unit}", f"{rounded(beside.low)} {unit}"
    return (
        f"{rung.step.name_zh}最多 {most},低于{beside.step.name_zh}至少 {least}",
        f"{rung.step.name_en} has at most {most}, less than the at least {least} of {beside.step.name_en}",
    )


def _possibly_narrow(item: Break, beside: Rung) -> Sentence:
    rung, unit = item.rung, _unit(item.rung)
    stated, least = f"{rounded(rung.low)} {unit}", f"{rounded(beside.low)} {unit}"
    why_zh = why_en = ""
    if rung.without_figure:
        plants = "plant gives" if rung.without_figure == 1 else "plants give"
        why_zh = f",{rung.without_figure} 处没有产能数字"
        why_en = f", and {rung.without_figure} {plants} no figure"
    return (
        f"{rung.step.name_zh}有据可查的只有 {stated}{why_zh};{beside.step.name_zh}至少 {least}",
        f"only {stated} of {rung.step.name_en} is stated{why_en}; {beside.step.name_en} has at least {least}",
    )


def supporting_reason(side: Supporting, rung: Rung) -> Sentence:
    """Say which step takes a side material that nobody here makes."""
    return (
        f"文件中没有本地{side.name_zh}产能,而{rung.step.name_zh}要用它。",
        f"the documents name no local plant for {side.name_en}, which {rung.step.name_en} takes.",
    )


def rounded(number: float) -> str:
    """Write a number to three significant digits, as people write it.

    Examples
    --------
    >>> rounded(892_857.1), rounded(35.46), rounded(0.01234)
    ('893,000', '35.5', '0.0123')
    """
    return f"{float(f'{number:.3g}'):,.10g}"
