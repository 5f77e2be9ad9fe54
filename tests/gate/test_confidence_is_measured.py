"""The confidence that the reader gives is measured, and on the rules as they are."""

import tomllib
from collections import Counter

from readings import readings

from sanjiang.grammar.confidence import confidence
from sanjiang.library.data_files import data_path

MEND = "run: python scripts/measure_confidence.py"


def counts():
    return tomllib.loads(data_path("grammar", "confidence.toml").read_text(encoding="utf-8"))["rule"]


def test_every_rule_that_speaks_on_the_labelled_texts_was_measured():
    spoken = Counter(s.rule for reading in readings() for s in reading.statements)
    assert sorted(set(spoken) - set(counts())) == [], MEND
    # The corpus, where it was at hand, adds to what these texts count.
    few = {rule: (n, counts()[rule]["seen"]) for rule, n in spoken.items() if counts()[rule]["seen"] < 0.8 * n}
    assert few == {}, MEND


def test_a_rule_is_right_at_most_as_often_as_it_speaks():
    assert all(0 <= c["right"] <= c["seen"] > 0 for c in counts().values())


def test_confidence_follows_from_the_counts():
    for rule, c in counts().items():
        assert confidence(rule) == round((c["right"] + 1) / (c["seen"] + 2), 2)
    assert confidence("no such rule") == 0.5
