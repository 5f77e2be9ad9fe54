"""Why a step is a gap, in one Chinese and one English sentence that say no more than the figures."""

from __future__ import annotations

from sanjiang.chain.breaks import Break
from sanjiang.chain.ladder import Rung
from sanjiang.chain.worth import Worth
from sanjiang.library.processes import Supporting

Sentence = tuple[str, str]

VERDICTS = {
    "pays": ("按基准价格合算", "it pays at the base prices"),
    "pays only if no partner serves": ("只有在没有伙伴供给时才合算", "it pays only if no partner serves"),
    "does not pay at these prices": ("按这些价格不合算", "it does not pay at these prices"),
    "not valued": ("未估值", "it is not valued"),
}


def width(rung: Rung) -> str:
    """Write a step's capacity at the horizon as "20" or "35.5–72"."""
    low, high = f"{rung.low:.3g}", f"{rung.high:.3g}"
    return low if low == high else f"{low}–{high}"


def gap_reason(item: Break, best: Worth | None, verdict: str) -> Sentence:
    """Say what stands beside the gap and what follows from the worth."""
    position = _position(item)
    zh, en = VERDICTS[verdict]
    if best is None:
        return f"{position[0]};{zh}。", f"{position[1]}; {en}."
    tail_zh = tail_en = ""
    if best.base > 0 > best.low:
        tail_zh, tail_en = f",但在“{best.worst.name_zh}”时为负", f", but not in the case “{best.worst.name_en}”"
    return f"{position[0]};{zh}{tail_zh}。", f"{position[1]}; {en}{tail_en}."


def _position(item: Break) -> Sentence:
    before, after, rung = item.before, item.after, item.rung
    final = rung.chain.steps[-1]
    unit = rung.chain.product(final.product).unit
    if item.kind == "fill" and before and after:
        return (
            f"{rung.step.name_zh}一处也没有,而上游{before.step.name_zh}({width(before)} {unit})和下游{after.step.name_zh}({width(after)} {unit})都在",
            f"no plant for {rung.step.name_en}, while {before.step.name_en} before it ({width(before)} {unit}) and {after.step.name_en} after it ({width(after)} {unit}) are here",
        )
    if item.kind == "extend":
        beside = before or after
        assert beside is not None  # a step with nothing on either side is no break
        side_zh, side_en = ("上游", "before it") if before else ("下游", "after it")
        return (
            f"{rung.step.name_zh}没有,只有{side_zh}{beside.step.name_zh}({width(beside)} {unit})在",
            f"no plant for {rung.step.name_en}; only {beside.step.name_en} {side_en} ({width(beside)} {unit}) is here",
        )
    measure = before or after
    assert measure is not None  # a narrow step was measured against another
    if item.kind == "strengthen":
        return (
            f"{rung.step.name_zh}最多 {rung.high:.3g} {unit},低于{measure.step.name_zh}至少 {measure.low:.3g} {unit}",
            f"{rung.step.name_en} has at most {rung.high:.3g} {unit}, less than the at least {measure.low:.3g} {unit} of {measure.step.name_en}",
        )
    return (
        f"{rung.step.name_zh}有据可查的只有 {rung.low:.3g} {unit},{rung.without_figure} 处没有产能数字;{measure.step.name_zh}至少 {measure.low:.3g} {unit}",
        f"only {rung.low:.3g} {unit} of {rung.step.name_en} is stated and {rung.without_figure} of its plants give no figure; {measure.step.name_en} has at least {measure.low:.3g} {unit}",
    )


def supporting_reason(side: Supporting, rung: Rung) -> Sentence:
    """Say which step takes a side material that nobody here makes."""
    return (
        f"文件中没有本地{side.name_zh}产能,而{rung.step.name_zh}要用它。",
        f"the documents name no local plant for {side.name_en}, which {rung.step.name_en} takes.",
    )
