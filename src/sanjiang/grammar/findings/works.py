"""Works of which two figures, or two stages, are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from sanjiang.core.evidence import Span
from sanjiang.core.statement import Statement
from sanjiang.grammar.findings.amounts import Amount, Field, amount_of, apart, converted, quoted
from sanjiang.grammar.findings.finding import Finding
from sanjiang.grammar.findings.passages import Passages, shared_by_projects
from sanjiang.grammar.findings.ranges import Plausible
from sanjiang.grammar.findings.same_works import bare_name, same_works
from sanjiang.grammar.stages import stage_words
from sanjiang.mentions.names import core_name

NAMES: dict[Field, tuple[str, str]] = {"capacity": ("产能", "capacities"), "investment": ("投资", "investments")}
PROGRESS = {"planned": 0, "under_construction": 1, "partly_operating": 2, "operating": 3}
"""How far a stage is. A later text may recall how a project was signed or recruited, so those say nothing here."""

Pair = tuple[Statement, Statement]


def pairs_of_works(statements: Sequence[Statement], passages: Passages, plausible: Plausible) -> list[Pair]:
    """Return the pairs of statements that tell of one works, in the order given."""
    groups: dict[Hashable, list[Statement]] = defaultdict(list)
    for s in statements:
        if s.kind == "project" and s.organisation and s.place:
            groups[s.phase, s.place.adcode or s.place.name].append(s)
    pairs = (pair for group in groups.values() for pair in combinations(group, 2))
    return [(a, b) for a, b in pairs if same_works(a, b, passages, plausible)]


def two_figures(
    pairs: Sequence[Pair], statements: Sequence[Statement], passages: Passages, plausible: Plausible
) -> Iterator[Finding]:
    """Yield a finding for each works with two capacities or investments; a third figure is held against one of them."""
    told: dict[Hashable, set[Amount | None]] = defaultdict(set)
    shared = shared_by_projects(statements, passages)
    for a, b in pairs:
        for field, (zh, en) in NAMES.items():
            x, y = amount_of(a, field, plausible.about), amount_of(b, field, plausible.about)
            if x is None or y is None or _per(a, field) != _per(b, field) or not apart(x, y, plausible.rounding):
                continue
            if _further_is_less(a, b, x, y):
                continue
            if field == "investment" and any(passages.at(quoted(s, field)) in shared for s in (a, b)):
                continue
            known = told[core_name(a.organisation or ""), a.place, a.phase, a.process_id or a.product, field]
            figures = {x, converted(y, x.unit)}
            if figures <= known:
                continue
            known |= figures
            words = [getattr(s, field).as_written for s in (a, b)]
            yield Finding(
                "two_figures",
                f"主体、产品、期次和地点都相同,{zh}却不同:{words[0]} 与 {words[1]}({a.organisation})",
                f"Same owner, product, phase and place, yet two {en}: {words[0]} and {words[1]} ({b.organisation})",
                (quoted(a, field), quoted(b, field)),
                (a.id, b.id),
            )


def _per(statement: Statement, field: Field) -> str:
    """Return what a rate is per; 10万吨 of a plant is yearly, as 年产10万吨 is."""
    quantity = getattr(statement, field)
    return quantity.per or "a"


def _further_is_less(a: Statement, b: Statement, x: Amount, y: Amount) -> bool:
    """Tell whether the one that is further along is smaller: a part of the works may stand before the whole."""
    same = converted(y, x.unit)
    ranks = [PROGRESS.get(s.stage or "", -1) for s in (a, b)]
    if same is None or -1 in ranks or ranks[0] == ranks[1]:
        return False
    return (ranks[0] > ranks[1]) == (x.low < same.low)


def stages_going_back(pairs: Sequence[Pair], passages: Passages, plausible: Plausible) -> Iterator[Finding]:
    """Yield a finding where a later document says of running works that they are planned or being built."""
    seen: set[Hashable] = set()
    for pair in pairs:
        days = [passages.published(s.document) for s in pair]
        first, last = days
        if first is None or last is None or first == last:
            continue
        earlier, later = pair if first < last else (pair[1], pair[0])
        start = min(first, last)
        if later.date and later.date.end and later.date.end < start:
            continue
        if not _goes_back(earlier, later) or not _surely_one(earlier, later, plausible):
            continue
        spans = (_said_stage(earlier), _said_stage(later))
        key = (earlier.place, earlier.phase, earlier.process_id or earlier.product, later.stage)
        if spans[0] is None or spans[1] is None or key in seen:
            continue
        seen.add(key)
        yield _stage_finding(earlier, later, (spans[0], spans[1]), (start, max(first, last)))


def _goes_back(earlier: Statement, later: Statement) -> bool:
    a, b = (PROGRESS.get(s.stage or "") for s in (earlier, later))
    return a is not None and b is not None and a >= PROGRESS["partly_operating"] > b


def _surely_one(a: Statement, b: Statement, plausible: Plausible) -> bool:
    """Tell whether nothing but the stage differs, and something besides owner, product and place is the same."""
    fields: tuple[Field, ...] = ("capacity", "investment")
    amounts = [(amount_of(a, f, plausible.about), amount_of(b, f, plausible.about)) for f in fields]
    both = [(x, y) for x, y in amounts if x and y]
    if any(apart(x, y, plausible.rounding) for x, y in both):
        return False
    return a.phase is not None or bool(both) or bare_name(a) == bare_name(b) != ""


def _said_stage(statement: Statement) -> Span | None:
    """Return the quote whose words say the stage; a stage taken from a headline's event proves nothing."""
    for span in statement.evidence:
        if any(word.stage == statement.stage for word in stage_words(span.quote)):
            return span
    return None


def _stage_finding(
    earlier: Statement, later: Statement, spans: tuple[Span, Span], days: tuple[object, object]
) -> Finding:
    who = earlier.organisation
    return Finding(
        "stage",
        f"{who}的同一项目,{days[0]} 的文件写“{spans[0].quote}”,{days[1]} 的文件却写“{spans[1].quote}”",
        f"One works of {who}: “{spans[0].quote}” in the document of {days[0]}, “{spans[1].quote}” in that of {days[1]}",
        spans,
        (earlier.id, later.id),
    )
