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
from sanjiang.grammar.heads import head_classes
from sanjiang.grammar.narrative_patterns import (
    ANAPHOR,
    DOES,
    NO_NAME,
    NO_OWNER,
    NUMERAL,
    PER,
    PLACE_LIKE,
    TOGETHER,
    TOLD,
    YEARLY,
    Kind,
)
from sanjiang.grammar.stages import dates_ahead, stage_words
from sanjiang.grammar.works import read_works
from sanjiang.mentions.products import ProductWord

INHERITED = ("organisation", "place", "product", "process_id", "product_id")
"""What a phase takes from its whole."""
FIGURES = frozenset(LETTERS[kind] for kind in ("money", "capacity", "count"))
FIRMS = ("厂", "总部", "中心")
"""What a firm's name may end with like a works'."""
CLASSES = frozenset({"家", "户", "名", "人", "位"})
"""Units in which no works' capacity is told."""


SHORTEST = 4
"""So many letters at least has a name that no head word ends."""


@dataclass(slots=True)
class Paragraph:
    """What has been read of a paragraph so far; feed it sentence by sentence.

    `told` holds the document's projects that only an investor and a sum name, by investor; `topic` is the project that
    the paragraph before told of.
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
    whole: Draft | None = None
    topic: Draft | None = None

    def read(self, encoded: Encoded, due: Due) -> None:
        """Read one sentence: its works, then what its clauses say of the project at hand."""
        if due is NOTHING and not encoded.mentions:
            self.group = []
            self._progress(encoded)
            return
        works, self.place = read_works(encoded, self.setting, self.place, due.works)
        self.drafts += works
        self.group = [d for d in works if d.kind == "project" and d.whole is None]
        if self.current is None and self.topic and ANAPHOR.search(encoded.letters):
            self.current = self.whole = self.topic
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
        own = {"phase", "capacity", "investment"} & set(draft.fields) or draft.rule != "works-facility"
        if "organisation" not in draft.fields and self.subject and own:
            draft.fields["organisation"] = self.setting.quote(self.subject)
            if not {"product", "process_id"} & set(draft.fields):
                draft.fields |= self.made
                self.weak = draft if self.made else None
        if "phase" in draft.fields:
            self._part_from_whole(draft)
            self._inherit(draft)
        else:
            self.whole = draft
        self.current = draft

    def _part_from_whole(self, phase: Draft) -> None:
        """Take what stands before a phase for its whole, where it is no owner but a works ("某某度假区|一期")."""
        name = str(phase.fields.get("organisation", ""))
        if not name.endswith(tuple(head_classes())) or name.endswith(FIRMS):
            return
        del phase.fields["organisation"]
        place = {"place": phase.fields["place"]} if "place" in phase.fields else {}
        self.whole = Draft("project", "narrative-whole", phase.spans[:1], {"name": name, **place}, pending=True)
        self.drafts.append(self.whole)

    def _inherit(self, phase: Draft) -> None:
        """Give a phase the owner, the place and, where it says none, the product of its whole."""
        fields = self.whole.fields if self.whole else {}
        kept = ["organisation", "place"] if {"product", "process_id"} & set(phase.fields) else list(INHERITED)
        if "organisation" in phase.fields and phase.fields["organisation"] != fields.get("organisation"):
            return
        phase.fields = {**{k: fields[k] for k in kept if k in fields}, **phase.fields}

    def _phased(self, encoded: Encoded, match: re.Match[str]) -> None:
        """Begin a phase that its money, its capacity or its progress tells of ("一期投资3亿元,今年7月动工")."""
        span, at = encoded.span(*match.span("phase")), match.start("phase")
        if any(a < span[1] and span[0] < b for d in self.group for a, b in d.spans[:1]):
            return
        phase = self.setting.quote(span)
        told = next((d for d in reversed(self.drafts) if d.fields.get("phase") == phase), None)
        if told is not None:
            self.current = told
            return
        if self.whole is None and self.subject is None:
            return
        draft = Draft("project", "narrative-phase", [span], {"name": phase, "phase": phase}, pending=True)
        if self.whole is None and self.subject:
            draft.fields["organisation"] = self.setting.quote(self.subject)
        self._inherit(draft)
        self.weak = draft
        following = encoded.letters.find(LETTERS["phase"], at + 1)
        end = min(
            i
            for i in (encoded.letters.find("；", at), encoded.letters.find(";", at), following, len(encoded.letters))
            if i >= 0
        )
        words = stage_words(encoded.letters, at, end, dates_ahead(encoded, self.setting.published))
        if not words and not FIGURES & set(encoded.letters[at:end]):
            return
        if words:
            draft.fields["stage"] = words[0].stage
            self._tell(draft, encoded.span(words[0].start, words[0].end))
        self.drafts.append(draft)
        self.current = draft

    def _subject(self, encoded: Encoded, match: re.Match[str]) -> None:
        span = encoded.span(*match.span("full" if match["full"] else "short"))
        name = self.setting.quote(span)
        if (
            NO_OWNER.search(name)
            or name in head_classes()
            or (self.subject and self.setting.quote(self.subject) == name)
        ):
            return
        self.subject, self.made = span, {}
        if self.current is None or self.current.fields.get("organisation") != name:
            told = (d for d in self.told.get(name, ()) if d.fields.get("organisation") == name)
            self.current = min(told, key=lambda d: d.spans[0], default=None)

    def _named(self, encoded: Encoded, match: re.Match[str]) -> None:
        """Begin a project that a name without a head word and its money tell of ("某某水城投资3亿元")."""
        begin, end = match.span("named")
        span = encoded.span(begin, end)
        name = self.setting.quote(span)
        if DOES.match(encoded.letters, match.end()) and not PLACE_LIKE.search(encoded.letters, begin, end):
            return
        if (
            end - begin < SHORTEST
            or NO_NAME.search(encoded.letters, begin, end)
            or any(a < span[1] and span[0] < b for d in self.group for a, b in d.spans[:1])
        ):
            return
        places = [encoded.mentions[i].value for i in range(begin, end) if i in encoded.mentions]
        place = next((p for p in places if isinstance(p, Place)), self.place or self.setting.home)
        fields = {"name": name, "investment": encoded.mentions[match.start("money")].value, "place": place}
        self.current = Draft("project", "narrative-named", [span], {k: v for k, v in fields.items() if v})
        self.current.spans.append(encoded.span(begin, match.end()))
        self.drafts.append(self.current)
        self.whole = self.current
        self._stage(encoded, match, self.current)

    def _opened(self, encoded: Encoded, match: re.Match[str]) -> None:
        """Begin a project that a name without a head word and its progress tell of ("某某港日前动工")."""
        begin, end = match.span("named")
        span = encoded.span(begin, end)
        taken = any(a < span[1] and span[0] < b for d in self.group for a, b in d.spans[:1])
        words = stage_words(
            encoded.letters, match.start("opened"), match.end(), dates_ahead(encoded, self.setting.published)
        )
        if taken or not words or end - begin < SHORTEST - 1 or NO_NAME.search(encoded.letters, begin, end):
            return
        places = [encoded.mentions[i].value for i in range(begin, end) if i in encoded.mentions]
        place = next((p for p in places if isinstance(p, Place)), self.place or self.setting.home)
        fields = {"name": self.setting.quote(span), "stage": words[0].stage, "place": place}
        self.current = Draft("project", "narrative-opened", [span], {k: v for k, v in fields.items() if v})
        self.current.spans.append(encoded.span(begin, match.end()))
        self.drafts.append(self.current)
        self.whole = self.current

    def _started(self, encoded: Encoded, match: re.Match[str]) -> None:
        """Begin the works of a firm that is said to start without a word for what it starts."""
        if self.group:
            return
        span = encoded.span(*match.span("firm"))
        word = stage_words(
            encoded.letters, match.start("started"), match.end(), dates_ahead(encoded, self.setting.published)
        )
        fields = {"organisation": self.setting.quote(span), "place": self.place or self.setting.home}
        self.current = Draft("project", "narrative-started", [span, encoded.span(*match.span())])
        self.current.fields = {k: v for k, v in fields.items() if v}
        if word:
            self.current.fields["stage"] = word[0].stage
        self.drafts.append(self.current)
        self.whole = self.current

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
        if any(d.fields.get("investment") is m for d in (*self.group, *self.drafts[-1:]) for m in moneys):
            return  # what it is for has taken it
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
        ends = [i for i in (encoded.letters.find(mark, match.end()) for mark in "；;") if i >= 0]
        reach = encoded.span(0, min(ends, default=len(encoded.letters)))[1]
        later = [d for d in self.group if span[1] <= d.spans[0][0] < reach]
        if phase:
            same = [d for d in (*reversed(self.group), *reversed(self.drafts)) if d.fields.get("phase") == phase]
            if same:
                return same[:1]
        if match["relative"]:
            return later[:1]
        if named := self._meant(encoded, match.start()):
            return [named] if "investment" not in named.fields else []
        if self.current is not None and "investment" not in self.current.fields:
            return [self.current]
        if later:
            return later if len(later) == 1 and later[0].fields.get("investment") is None else []
        new = self._new(encoded, match, span)
        return [new] if new else []

    def _meant(self, encoded: Encoded, position: int) -> Draft | None:
        """Return the project that a bare head word before a position means ("度假区|计划总投资…")."""
        begin = max(encoded.letters.rfind(mark, 0, position) for mark in "，,；;。：:") + 1
        word = encoded.letters[begin:position].removeprefix("整个").removeprefix("该").removesuffix("计划")
        if word not in head_classes() or word in ("项目", "工程"):
            return None
        known = (*reversed(self.drafts), *filter(None, (self.whole, self.topic)))
        return next(
            (d for d in known if str(d.fields.get("name", "")).endswith(word) and "phase" not in d.fields), None
        )

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
        group = next(g for g in ("listed", "told", "next", "plain", "yearly") if match[g])
        mention = encoded.mentions[match.start(group)]
        amount = mention.value
        if (
            group == "next"
            and match["next"] != LETTERS["capacity"]
            and not YEARLY.search(encoded.letters[: match.start()])
        ):
            return
        named = any(a <= mention.start < b for d in self.group for a, b in d.spans[:1])
        if named or not isinstance(amount, Quantity) or amount.unit in CLASSES:
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
        if current is self.weak and "phase" in current.fields and "capacity" not in current.fields:
            self.weak = None
            for field_ in ("product", "process_id", "product_id"):
                current.fields.pop(field_, None)
            return current
        kept = {k: v for k, v in current.fields.items() if k in ("organisation", "place", "stage", "phase")}
        name = str(current.fields.get("name", ""))
        if name.endswith("项目"):
            kept.setdefault("organisation", name.removesuffix("项目"))
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
