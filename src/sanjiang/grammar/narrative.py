"""A paragraph's story: whose project it is about, and what later clauses add to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place, Stage
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.due import NOTHING, Due
from sanjiang.grammar.encode import LETTERS, Encoded
from sanjiang.grammar.narrative_patterns import NO_OWNER, NUMERAL, PER, TOGETHER, TOLD, Kind
from sanjiang.grammar.stages import dates_ahead, stage_words
from sanjiang.grammar.works import read_works
from sanjiang.mentions.products import ProductWord


@dataclass(slots=True)
class Paragraph:
    """What has been read of a paragraph so far; feed it sentence by sentence.

    `told` holds the document's projects that only an investor and a sum name, by investor.
    """

    setting: Setting
    place: Place | None = None
    subject: tuple[int, int] | None = None
    current: Draft | None = None
    drafts: list[Draft] = field(default_factory=list)
    group: list[Draft] = field(default_factory=list)
    told: dict[str, list[Draft]] = field(default_factory=dict)
    made: dict[str, object] = field(default_factory=dict)
    weak: Draft | None = None

    def read(self, encoded: Encoded, due: Due) -> None:
        """Read one sentence: its works, then what its clauses say of the project at hand."""
        if due is NOTHING and not encoded.mentions:
            self.group = []
            self._progress(encoded)
            return
        works, self.place = read_works(encoded, self.setting, self.place, due.works)
        self.drafts += works
        self.group = [d for d in works if d.kind == "project" and d.whole is None]
        if self.group or due.told:
            for _, kind, found in sorted(self._events(encoded, due.told), key=lambda e: (e[0], e[1] != "project")):
                if isinstance(found, Draft):
                    self._project(found)
                else:
                    getattr(self, f"_{kind}")(encoded, found)
        self._progress(encoded)

    def _progress(self, encoded: Encoded) -> None:
        """Let a project that only the paragraph tells of take the sentence's first word of progress."""
        if self.current is None or "stage" in self.current.fields or self.current.rule != "works-topic":
            return
        words = [
            w
            for w in stage_words(encoded.letters, ahead=dates_ahead(encoded, self.setting.published))
            if not w.relative
        ]
        if words:
            self.current.fields["stage"] = words[0].stage
            self.current.spans.append(encoded.span(words[0].start, words[0].end))

    def _events(self, encoded: Encoded, due: list[int]) -> Iterator[tuple[int, Kind, Draft | re.Match[str]]]:
        for draft in self.group:
            yield draft.spans[0][0], "project", draft
        for i in due:
            kind, pattern, group = TOLD[i]
            for match in pattern.finditer(encoded.letters):
                yield encoded.span(match.start(group or 0), match.end())[0], kind, match

    def _project(self, draft: Draft) -> None:
        own = {"phase", "capacity"} & set(draft.fields) or draft.rule != "works-facility"
        if "organisation" not in draft.fields and self.subject and own:
            draft.fields["organisation"] = self.setting.quote(self.subject)
            if not {"product", "process_id"} & set(draft.fields):
                draft.fields |= self.made
                self.weak = draft if self.made else None
        self.current = draft

    def _subject(self, encoded: Encoded, match: re.Match[str]) -> None:
        span = encoded.span(*match.span("full" if match["full"] else "short"))
        name = self.setting.quote(span)
        if NO_OWNER.search(name) or (self.subject and self.setting.quote(self.subject) == name):
            return
        self.subject, self.made = span, {}
        if self.current is None or self.current.fields.get("organisation") != name:
            told = (d for d in self.told.get(name, ()) if d.fields.get("organisation") == name)
            self.current = min(told, key=lambda d: d.spans[0], default=None)

    def _owners(self, encoded: Encoded, match: re.Match[str]) -> None:
        """Read "甲、乙分别投资3亿元、2亿元": each owner's project with its sum."""
        begin = match.start("owners")
        names = [encoded.span(begin + m.start(), begin + m.end()) for m in re.finditer(r"[^、和]+", match["owners"])]
        moneys = [encoded.mentions[i] for i in range(*match.span("moneys")) if i in encoded.mentions]
        if len(names) != len(moneys):
            return
        site = encoded.mentions[match.start("place")].value if match["place"] else self.place or self.setting.home
        self.group = []
        for name, money in zip(names, moneys, strict=True):
            fields = {"organisation": self.setting.quote(name), "investment": money.value, "place": site}
            draft = Draft("project", "narrative-owners", [name, (money.start, money.end)])
            draft.fields = {k: v for k, v in fields.items() if v}
            self.group.append(draft)
        self.drafts += self.group
        self.current = self.group[-1]

    def _builder(self, encoded: Encoded, match: re.Match[str]) -> None:
        if self.current is not None:
            self._own(self.current, self.setting.quote(encoded.span(*match.span("builder"))))

    def _own(self, draft: Draft, organisation: str) -> None:
        """Set whose a project is, and remember it if only its investor and its money name it."""
        draft.fields["organisation"] = organisation
        if draft.rule == "narrative-investment":
            self.told.setdefault(organisation, []).append(draft)

    def _founders(self, encoded: Encoded, match: re.Match[str]) -> None:
        if self.current is not None:
            names = (self.setting.quote(encoded.span(*match.span(g))) for g in ("one", "two"))
            self.current.fields.setdefault("parties", tuple(names))

    def _money(self, encoded: Encoded, match: re.Match[str]) -> None:
        if TOGETHER.search(encoded.letters[: match.start()]):
            return
        moneys = [encoded.mentions[i].value for i in range(*match.span("money")) if i in encoded.mentions]
        span = encoded.span(*match.span())
        targets = self._payees(encoded, match, span, len(moneys))
        for target, money in zip(targets, moneys, strict=False):
            if "investment" not in target.fields and isinstance(money, Quantity) and NUMERAL.search(money.as_written):
                target.fields["investment"] = money
                self._tell(target, span)
                self._stage(encoded, match, target)

    def _payees(self, encoded: Encoded, match: re.Match[str], span: tuple[int, int], amounts: int) -> list[Draft]:
        """Return the projects that the money is for, as many as there are amounts."""
        if amounts > 1:
            return self.group if len(self.group) == amounts else []
        phase = self._phase(encoded, match.start())
        later = [d for d in self.group if d.spans[0][0] >= span[1]]
        if phase:
            same = [d for d in (*reversed(self.group), *reversed(self.drafts)) if d.fields.get("phase") == phase]
            if same:
                return same[:1]
        if match["relative"]:
            return later[:1]
        if self.current is not None and "investment" not in self.current.fields:
            return [self.current]
        if later:
            return later if len(later) == 1 and later[0].fields.get("investment") is None else []
        new = self._new(encoded, match, span)
        return [new] if new else []

    @staticmethod
    def _phase(encoded: Encoded, position: int) -> str | None:
        """Return the phase named in the same piece before a position ("此次二期总投资…")."""
        begin = max(encoded.letters.rfind(mark, 0, position) for mark in "，,；;") + 1
        found = [i for i in range(begin, position) if encoded.letters[i] == LETTERS["phase"]]
        value = encoded.mentions[found[-1]].value if found else None
        return value if isinstance(value, str) else None

    def _new(self, encoded: Encoded, match: re.Match[str], span: tuple[int, int]) -> Draft | None:
        """Begin a project that only its investor and its money name ("某公司计划投资2亿元扩大…")."""
        if self.subject is None or self.current is not None:
            return None
        places = [
            m.value
            for i, m in encoded.mentions.items()
            if i < match.start() and isinstance(m.value, Place) and m.start >= self.subject[1]
        ]
        fields: dict[str, object] = {**self.made, "place": places[-1] if places else self.place or self.setting.home}
        self.current = Draft("project", "narrative-investment", [span], {k: v for k, v in fields.items() if v})
        self._own(self.current, self.setting.quote(self.subject))
        self.drafts.append(self.current)
        self.weak = self.current if self.made else None
        return self.current

    def _capacity(self, encoded: Encoded, match: re.Match[str]) -> None:
        if self.current is None or match["past"]:
            return
        group = next(g for g in ("listed", "told", "next", "yearly") if match[g])
        mention = encoded.mentions[match.start(group)]
        amount = mention.value
        named = any(a <= mention.start < b for d in self.group for a, b in d.spans[:1])
        if named or not isinstance(amount, Quantity):
            return
        if match["rate"] and amount.per is None:
            amount = amount._replace(per=PER[match["rate"]])
        if group == "yearly" and amount.per is None and not encoded.letters.startswith(("能力", "产能"), match.end()):
            return
        made = next((match.span(g) for g in ("before", "after", "also", "thing") if match[g]), None)
        product = self.setting.quote(encoded.span(*made)) if made else None
        every = "均" in match.group() and len(self.group) > 1
        for target in self.group if every else [self._maker(product)]:
            if "capacity" not in target.fields:
                target.fields["capacity"] = amount
                if product and "process_id" not in target.fields:
                    target.fields.setdefault("product", product)
                self._tell(target, encoded.span(*match.span()))

    def _maker(self, product: str | None) -> Draft:
        """Return the project at hand, or a sister of it that makes another product of the same owner."""
        current = self.current
        if current is None:
            raise ValueError("no project at hand")
        made = str(current.fields.get("product", ""))
        if product is None or not made or made in product or product in made:
            return current
        kept = {k: v for k, v in current.fields.items() if k in ("organisation", "place", "stage")}
        kept.setdefault("organisation", str(current.fields.get("name", "")).removesuffix("项目"))
        sister = Draft("project", "narrative-sister", [], {**kept, "product": product})
        self.drafts.append(sister)
        return sister

    def _product(self, encoded: Encoded, match: re.Match[str]) -> None:
        group = match.lastgroup or "made"
        inside = [encoded.mentions[i].value for i in range(*match.span(group)) if i in encoded.mentions]
        ids = tuple(dict.fromkeys(p for v in inside if isinstance(v, ProductWord) for p in v.processes))
        made: dict[str, object] = {"product": self.setting.quote(encoded.span(*match.span(group))), "process_id": ids}
        made = {k: v for k, v in made.items() if v}
        if self.current is None:
            self.made = made
        elif self.weak is self.current or not {"product", "process_id"} & set(self.current.fields):
            self.weak = None
            self.current.fields |= made
            self._tell(self.current, encoded.span(*match.span()))

    def _stage(self, encoded: Encoded, match: re.Match[str], target: Draft) -> None:
        """Take the stage from the words after the money, or else before it, in the same sentence."""
        if "stage" in target.fields:
            return
        words = stage_words(encoded.letters, ahead=dates_ahead(encoded, self.setting.published))
        chosen = [w for w in words if w.start >= match.end()] or [
            w
            for w in words
            if w.end <= match.start() and not re.search("[，,；;]", encoded.letters[w.end : match.start()])
        ][-1:]
        if chosen:
            stage: Stage = chosen[0].stage
            target.fields["stage"] = stage
            self._tell(target, encoded.span(chosen[0].start, chosen[0].end))

    @staticmethod
    def _tell(draft: Draft, span: tuple[int, int]) -> None:
        draft.pending = False
        if span not in draft.spans:
            draft.spans.append(span)
