"""Whether each pattern reads its own examples, and nothing of its counter-examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sanjiang.documents import document_from_text
from sanjiang.grammar.pattern import Pattern
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import Chain
from sanjiang.library.regions import Regions

HEAD: Final = "乐山市产业发展情况\n发布时间：2023-05-10\n"
"""What every example stands under: a region and a day, so that places and relative dates mean something."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence that a pattern should read and does not, or should not read and does."""

    pattern: str
    sentence: str
    counter: bool

    def to_json(self) -> dict[str, object]:
        """Return pattern, sentence and counter."""
        return {"pattern": self.pattern, "sentence": self.sentence, "counter": self.counter}


def failures(patterns: Sequence[Pattern], regions: Regions, chains: Sequence[Chain]) -> Iterator[Failure]:
    """Yield every example or counter-example that is read otherwise than its pattern says."""
    for pattern in patterns:
        for counter, sentences in ((False, pattern.examples), (True, pattern.counter)):
            for sentence in sentences:
                document = document_from_text(f"{HEAD}{sentence}\n", pattern.id)
                rules = {s.rule for s in read_statements(document, regions, chains).statements}
                if (pattern.id in rules) is counter:
                    yield Failure(pattern.id, sentence, counter)
