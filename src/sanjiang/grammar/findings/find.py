"""Finds what statements say that cannot all be true; it settles nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sanjiang.core.statement import Statement
from sanjiang.documents import Document
from sanjiang.grammar.findings.finding import Finding
from sanjiang.grammar.findings.implausible import implausible
from sanjiang.grammar.findings.parts import parts_beyond_whole
from sanjiang.grammar.findings.passages import Passages
from sanjiang.grammar.findings.ranges import load_plausible
from sanjiang.grammar.findings.sums import sums
from sanjiang.grammar.findings.works import pairs_of_works, stages_going_back, two_figures


def find_contradictions(statements: Sequence[Statement], documents: Sequence[Document] = ()) -> tuple[Finding, ...]:
    """Find works with two figures or a stage that goes back, sums that do not add up, and implausible figures.

    Parameters
    ----------
    statements : sequence of Statement
        Of one or several documents, in any order; none is changed.
    documents : sequence of Document
        Those that the statements are from. Without them nothing is known of the words around a quote and of the days of
        publication: sums within a sentence and stages are then not compared.

    Returns
    -------
    tuple of Finding
        By the place of the first quote. A figure that the words leave open (约, 超) contradicts only what it excludes.
    """
    plausible = load_plausible()
    passages = Passages(documents)
    unique = {s.id: s for s in sorted(statements, key=_place)}
    ordered = list(unique.values())
    pairs = pairs_of_works(ordered, passages, plausible)
    found = [
        *two_figures(pairs, ordered, passages, plausible),
        *parts_beyond_whole(ordered, plausible),
        *sums(ordered, passages, plausible),
        *implausible(ordered, passages, plausible),
        *stages_going_back(pairs, passages, plausible),
    ]
    found.sort(key=lambda f: (f.evidence[0].document, f.evidence[0].start, f.kind, f.because))
    return tuple(dict.fromkeys(found))


def _place(statement: Statement) -> tuple[str, int, int, str]:
    first = statement.evidence[0]
    return (statement.document, first.start, first.end, statement.id)
