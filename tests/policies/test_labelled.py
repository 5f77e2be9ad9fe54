"""Offers of our own making: the terms that are read, and what is answered."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from examples import EXAMPLES, document

from sanjiang.benefits import Question, check_policies, read_policies

CASES = [(e, a) for e in EXAMPLES for a in e["ask"]]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    @cache
    def write(name: str) -> Path:
        example = next(e for e in EXAMPLES if e["name"] == name)
        return document(tmp_path_factory.mktemp("notice"), example)

    return write


def terms(policy) -> dict[str, object]:
    """Return a policy's terms in the words of the labels."""
    groups, days = policy.groups, policy.days
    return {
        "pays": policy.benefit.pays,
        "amount": policy.benefit.amount,
        "on": policy.benefit.on,
        "from": days.start.isoformat() if days.start else "",
        "to": days.end.isoformat() if days.end else "",
        "mutual": policy.mutual,
        "residences": sorted({code for g in groups for code in g.residences}),
        "not_from": sorted({code for g in groups for code in g.not_from}),
        "kinds": sorted({k for g in groups for k in g.kinds}),
        "age": [groups[0].age_from or 0, groups[0].age_under or 0] if groups else [0, 0],
        "where": sorted(s.name or s.adcode for s in policy.partners or policy.sites),
        "quotas": sorted([q.per, q.amount] for q in policy.quotas),
        "excluded": sorted(e.kind for e in policy.exclusions),
        "activation": list(policy.delay[:2]) if policy.delay else None,
        "first_only": policy.first_only is not None,
        "combinable": policy.combinable,
        "full_price": policy.full_price,
    }


def as_labelled(value):
    return sorted(value) if isinstance(value, list) and value and not isinstance(value[0], int) else value


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["name"])
def test_terms_are_read(example, written):
    policies, _, failures = read_policies([written(example["name"])])
    assert failures == []
    assert len(policies) == len(example["offers"])
    for policy, label in zip(policies, example["offers"], strict=True):
        found = terms(policy)
        assert {k: found[k] for k in label} == {k: as_labelled(v) for k, v in label.items()}
        text = written(example["name"]).read_text("utf-8")
        assert all(text[e.start : e.end] == e.quote for e in policy.evidence)


@pytest.mark.parametrize(("example", "ask"), CASES, ids=lambda v: v.get("name") or f"{v.get('residence')} {v['date']}")
def test_answers(example, ask, written):
    question = Question(
        date.fromisoformat(ask["date"]),
        ask.get("residence"),
        ask["at"],
        date.fromisoformat(ask["birth"]) if "birth" in ask else None,
        tuple(ask.get("kind", ())),
        ask.get("ticket", "first"),
        date.fromisoformat(ask["activated"]) if "activated" in ask else None,
        tuple(ask.get("count", ())),
    )
    value = check_policies([written(example["name"])], question).value
    assert value["entitled"] == ask["entitled"], value["because"]
    assert value["because"]
    if "pays" in ask:
        assert value["policy"]["benefit"]["pays"] == ask["pays"]


def test_there_are_enough_of_them():
    assert len(EXAMPLES) >= 40
