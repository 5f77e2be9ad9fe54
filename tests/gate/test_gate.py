"""The gate: how well labelled texts are read, against floors that may rise and never sink.

``python tests/gate/test_gate.py --update`` writes the floors anew: upwards only, or not at all.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from readings import CORPUS, SCORER, articles, corpus, labelled, readings, records, unseen
from scoring import NUMBERS, Pair, Score, Text, amount, pairs_of, same_amount, score

FLOORS = Path(__file__).parent / "floors.json"
LESS_IS_BETTER = ("wrong", "spurious")
FEWEST = {"found": 5, "slots": 5, "wrong": 40, "spurious": 40}
"""A rate of fewer cases has no floor: one case would decide it."""
SLACK = 0.02
"""A floor stands so much under what was reached, so that one case of many does not close the gate."""
SHOWN = 12
BASE = {"found": "labels", "slots": "want", "wrong": "filled", "spurious": "said"}

Floors = dict[str, dict[str, dict[str, float]]]


def pairs(texts: Iterable[Text]) -> list[Pair]:
    return [pair for text in texts for pair in pairs_of(text)]


def rates(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    """Return the rates that enough cases carry."""
    return {
        kind: {
            name: round(rate, 4)
            for name, rate in scores[kind].rates().items()
            if scores[kind].counts[BASE[name]] >= FEWEST[name]
        }
        for kind in sorted(scores)
    }


def sets() -> dict[str, Iterable[Text]]:
    """Return the labelled sets that lie in the repository."""
    read, unread = articles(unread=False), articles(unread=True)
    return {"labelled": labelled(), "unseen": unseen(), "articles": read, "articles unread": unread}


def reached() -> Floors:
    found = {name: rates(score(pairs(texts))) for name, texts in sets().items()}
    return {**found, "corpus": rates(score(pairs(corpus())))} if corpus() else found


def sunk(now: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> list[str]:
    """Name every rate that is worse than its floor."""
    out = []
    for kind, floor in floors.items():
        for name, limit in floor.items():
            rate = now.get(kind, {}).get(name, limit if name in LESS_IS_BETTER else 0.0)
            if (rate > limit) if name in LESS_IS_BETTER else (rate < limit):
                out.append(f"{kind} {name}: {rate:.3f}, floor {limit:.3f}")
    return out


def table(now: dict[str, dict[str, float]]) -> str:
    head = f"{'kind':12}" + "".join(f"{name:>10}" for name in BASE)
    rows = (
        f"{kind:12}" + "".join(f"{row[name]:>10.3f}" if name in row else f"{'-':>10}" for name in BASE)
        for kind, row in now.items()
    )
    return "\n".join((head, *rows))


def worst(found: list[Pair]) -> str:
    """Describe the worst misses: wrong numbers, then what nobody labelled, then what was not found."""

    def badness(pair: Pair) -> tuple[int, int, int]:
        return -len(set(pair.against) & set(NUMBERS)), pair.label is not None, len(pair.got) - len(pair.want)

    asked = [p for p in found if (p.label is None and p.text.exhaustive) or (p.label and not p.label.get("optional"))]
    bad = sorted((p for p in asked if p.label is None or len(p.got) < len(p.want)), key=badness)[:SHOWN]
    return "\n".join(describe(p) for p in bad)


def describe(pair: Pair) -> str:
    lacking = [s for s in pair.want if s not in pair.got]
    label = json.dumps(pair.label, ensure_ascii=False)
    keep = {k: v for k, v in (pair.said or {}).items() if k not in ("id", "document", "confidence")}
    said = json.dumps(keep, ensure_ascii=False) if keep else "nothing"
    return f"{pair.text.name} {pair.kind}: wrong or lacking {lacking}\n  label {label}\n  read  {said}"


def check(source: str, texts: Iterable[Text]) -> None:
    found = pairs(texts)
    now = rates(score(found))
    below = sunk(now, json.loads(FLOORS.read_text(encoding="utf-8"))[source])
    assert not below, "\n".join([f"{source}: {'; '.join(below)}", table(now), worst(found)])


@pytest.mark.parametrize("name", sets())
def test_a_set_is_read_as_well_as_ever(name):
    check(name, sets()[name])


def test_the_corpus_is_read_as_well_as_ever():
    if not corpus():
        pytest.skip(f"no labelled corpus at {CORPUS}")
    check("corpus", corpus())


def test_every_quote_is_what_the_text_has_there():
    for reading in readings():
        for statement in reading.statements:
            for span in statement.evidence:
                assert reading.document.text[span.start : span.end] == span.quote


def test_parts_do_not_add_to_their_wholes():
    now, floors = totals(), json.loads(FLOORS.read_text(encoding="utf-8"))["totals"]
    assert not sunk(now, floors), f"{sunk(now, floors)}: totals held only in {totals_held()}"


def totals() -> dict[str, dict[str, float]]:
    return {"held": {"found": len(totals_held()) / sum("own_total" in r for r in records())}}


def totals_held() -> list[str]:
    """Name the texts in which the capacities that are no part of another add up to the total that the text gives."""
    held = []
    for record, reading in zip(records(), readings(), strict=True):
        if total := amount(record.get("own_total")):
            own = [amount(s.capacity.to_json()) for s in reading.statements if s.capacity and not s.part_of]
            total_read = sum(value for value, unit in filter(None, own) if unit == total[1])
            if same_amount({"value": total_read, "unit": total[1]}, {"value": total[0], "unit": total[1]}):
                held.append(str(record["id"]))
    return held


def test_the_labelled_texts_cover_the_genre():
    kinds: defaultdict[str, int] = defaultdict(int)
    for record in records():
        quotes = [(label["kind"], label["quote"]) for label in record["statements"]]
        assert all(quote in str(record["text"]) for _, quote in quotes), record["id"]
        for kind, _ in quotes:
            kinds[kind] += 1
    assert len({r["text"] for r in records()}) == len(records()) >= 180
    assert sum("trap" in r for r in records()) >= 45
    assert {"project", "agreement", "alliance", "policy", "indicator", "park", "task", "brand"} == set(kinds)
    assert min(kinds.values()) >= 8, dict(kinds)


def test_scores_are_those_of_the_projects_scorer(tmp_path):
    if not (SCORER.is_file() and corpus()):
        pytest.skip(f"no scorer at {SCORER} or no corpus at {CORPUS}")
    said = [{**statement, "document": text.name} for text in corpus() for statement in text.said]
    predicted = tmp_path / "read.jsonl"
    predicted.write_text("".join(json.dumps(s, ensure_ascii=False) + "\n" for s in said), encoding="utf-8")
    command = [
        sys.executable,
        str(SCORER),
        str(CORPUS / "gold.jsonl"),
        str(predicted),
        "--texts",
        str(CORPUS),
        "--json",
    ]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = score(pairs(corpus()))
    for kind, row in theirs.items():
        mine = ours[kind].rates()
        for name, rate in row.items():
            if name in BASE and rate is not None:
                assert mine[name] == pytest.approx(rate, abs=6e-4), (kind, name)


def test_a_worse_rate_is_named_and_a_better_one_is_not():
    floors = {"all": {"found": 0.5, "wrong": 0.1}}
    assert sunk({"all": {"found": 0.6, "wrong": 0.05}}, floors) == []
    below = sunk({"all": {"found": 0.4, "wrong": 0.2}}, floors)
    assert below == ["all found: 0.400, floor 0.500", "all wrong: 0.200, floor 0.100"]
    assert sunk({}, floors) == ["all found: 0.000, floor 0.500"]


def raised(floors: Floors, now: Floors) -> Floors:
    """Return the floors risen to just under what is reached now; ValueError names those that would have to sink."""
    below = [f"{source} {line}" for source, row in now.items() for line in sunk(row, floors.get(source, {}))]
    if below:
        raise ValueError("floors never sink: " + "; ".join(below))
    risen = {source: {kind: dict(row) for kind, row in kinds.items()} for source, kinds in floors.items()}
    for source, kinds in now.items():
        for kind, row in kinds.items():
            floor = risen.setdefault(source, {}).setdefault(kind, {})
            for name, rate in row.items():
                if name in LESS_IS_BETTER:
                    floor[name] = min(floor.get(name, 1.0), round(rate + SLACK, 3))
                else:
                    floor[name] = max(floor.get(name, 0.0), round(max(rate - SLACK, 0.0), 3))
    return risen


def test_floors_rise_and_never_sink():
    floors = {"labelled": {"all": {"found": 0.5, "wrong": 0.1}}, "corpus": {"all": {"found": 0.7}}}
    assert raised(floors, {"labelled": {"all": {"found": 0.6, "wrong": 0.05}}}) == {
        "labelled": {"all": {"found": 0.58, "wrong": 0.07}},
        "corpus": {"all": {"found": 0.7}},
    }
    assert raised(floors, {"labelled": {"all": {"found": 0.51, "wrong": 0.09}}}) == floors
    with pytest.raises(ValueError, match=r"floor 0\.700"):
        raised(floors, {"corpus": {"all": {"found": 0.6}}})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached now")
    update = parser.parse_args().update
    now = reached()
    for source, row in now.items():
        print(f"{source}\n{table(row)}\n")
    print(f"totals held: {totals_held()}\n\n{worst(pairs(labelled()))}")
    if update:
        floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
        try:
            risen = raised(floors, {**now, "totals": totals()})
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        FLOORS.write_text(json.dumps(risen, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
