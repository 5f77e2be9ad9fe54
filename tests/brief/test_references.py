"""Every piece of evidence has one number and one place."""

from sanjiang.brief.references import number


def test_statements_are_numbered_by_kind_and_all_else_follows():
    brief = {
        "statement_list": [{"id": "t", "kind": "task"}, {"id": "p", "kind": "project"}],
        "assumptions": [{"name": "market.spread"}],
        "gaps": [{"evidence": [{"citation": "a yearbook"}, {"statement": "p"}, {"citation": "a yearbook"}]}],
        "partners": [{"evidence": [{"document": "d", "start": 1, "end": 2, "quote": "q"}]}],
    }
    labels = {reference.anchor: reference.label for reference in number(brief).all.values()}
    assert labels == {
        "statement-p": "S1",
        "statement-t": "S2",
        "assumption-market.spread": "A1",
        "citation-1": "C1",
        "quote-1": "Q1",
    }


def test_a_figure_may_name_what_the_brief_does_not_hold():
    references = number({"ladder": [{"evidence": [{"statement": "gone"}, {"assumption": "unnamed"}]}]})
    assert [reference.label for reference in references.of([{"assumption": "unnamed"}, {"statement": "gone"}])] == [
        "?1",
        "?2",
    ]
    assert references.kind("statement") == []


def test_names_that_would_share_an_anchor_get_two():
    references = number({"assumptions": [{"name": "a b"}, {"name": "a/b"}]})
    assert len({reference.anchor for reference in references.all.values()}) == 2
