"""A paragraph's story: whose project it is about, and what later clauses add to it (money, capacity, product, stage)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place, Stage
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import Encoded, expand
from sanjiang.grammar.stages import stage_words
from sanjiang.grammar.works import read_works

SHORT = r"<place>?[\u4e00-\u9fffA-Za-z—]{2,8}?"
SUBJECT = re.compile(
    expand(
        r"(?P<full><org>)(?=成立|是|由|拟|计划|将|宣布|投资|总投资|专业|主要|从事|在<place>|于|先后|已|目前|现|[，,])"
        rf"|(?:^|[，,。；;：:“”])(?:<date>[，,]?)?(?P<short>{SHORT})(?=(?:拟|计划|宣布|将)+(?:在<place>|投资|投入|总投资))"
    )
)
BUILDER = re.compile(
    expand(r"由[\u4e00-\u9fff]{0,8}?(?P<builder><org>)(?:独家|共同)?(?:出资|投资|负责)?(?:建设|承建|投资)")
)
FOUNDERS = re.compile(expand(r"由(?P<one><org>)[与和](?:位于[^，,。；]{1,10}的)?(?P<two><org>)(?:共同|合资)"))
MONEY = re.compile(
    expand(
        r"(?P<front>(?:计划|预计|概算|工程|项目)*(?:总投资|投资总额|投资额|投资概算|投资|投入|出资)(?:额|概算)?)"
        r"(?:约|近|超过|超|达到|达|为|逾|共|：|:)*(?P<money><money>)(?P<relative>的)?"
    )
)
TOGETHER = re.compile(
    expand(r"(?:<count>[^，,。；]{0,14}项目|这些项目|全部项目|项目<count>)[^，,。；]{0,8}[，,]?(?:合计|共计|协议)?$")
)
CAPACITY = re.compile(
    expand(
        r"(?P<past>由(?:原来)?(?:的)?)?(?:装机(?:容量|规模)?(?:均为|为|达)?|年产(?P<before>[^，,。；、\d<count><capacity>]{2,14}?)|形成(?:年产)?|新增(?:年产)?|产能(?:为|达)?|提升(?:为|到|至)|扩大(?:到|至)(?:年产)?)?"
        r"(?P<amount><capacity>|(?<=年产)<count>)(?:余)?(?P<after>[\u4e00-\u9fffA-Za-z<product>]{2,16}?(?=(?:的)?(?:生产)?(?:能力|产能|规模)))?"
    )
)
PRODUCT = re.compile(
    expand(
        r"(?:主要生产|专业生产|专业从事|从事[\u4e00-\u9fff]{0,4}生产|生产)(?P<made>(?!能力|规模|基地|总值|企业|线|经营|的|，|成本|要素)[^，,。；：]{2,20}?)(?=等|为主|的|[，,。；]|项目|$)"
        r"|(?:建设|扩大|扩建|新建|建立|用于)(?P<built>[^，,。；的：“”]{2,14}?)(?=生产能力|产能|生产线|(?:生产|制造|物流)+基地|基地|项目)"
        r"|进行(?P<done>[^，,。；]{2,14}?)的(?:研发|生产|制造)"
    )
)
NO_OWNER = re.compile(
    r"^(?:项目|工程|公司|企业|集团|该|本|全|我|双方|记者|政府|未来|预计|力争|其|此|目前|今年|投资|总)|[的了在]"
)

Kind = Literal["project", "subject", "builder", "founders", "money", "capacity", "product", "stage"]


@dataclass(slots=True)
class Paragraph:
    """What has been read of a paragraph so far; feed it sentence by sentence."""

    setting: Setting
    place: Place | None = None
    subject: tuple[int, int] | None = None
    current: Draft | None = None
    drafts: list[Draft] = field(default_factory=list)

    def read(self, encoded: Encoded) -> None:
        """Read one sentence: its works, then what its clauses say of the project at hand."""
        works, self.place = read_works(encoded, self.setting, self.place)
        self.drafts += works
        for _, kind, found in sorted(self._events(encoded, works), key=lambda e: (e[0], e[1] != "project")):
            if isinstance(found, Draft):
                self._project(found)
            else:
                getattr(self, f"_{kind}")(encoded, found)

    def _events(self, encoded: Encoded, works: list[Draft]) -> Iterator[tuple[int, Kind, Draft | re.Match[str]]]:
        for draft in works:
            if draft.kind == "project" and draft.whole is None:
                yield draft.spans[0][0], "project", draft
        patterns: tuple[tuple[Kind, re.Pattern[str], str], ...] = (
            ("subject", SUBJECT, ""),
            ("builder", BUILDER, "builder"),
            ("founders", FOUNDERS, "one"),
            ("money", MONEY, "money"),
            ("capacity", CAPACITY, "amount"),
            ("product", PRODUCT, ""),
        )
        for kind, pattern, group in patterns:
            for match in pattern.finditer(encoded.letters):
                yield encoded.span(match.start(group or 0), match.end())[0], kind, match

    def _project(self, draft: Draft) -> None:
        if "organisation" not in draft.fields and self.subject and draft.rule != "works-facility":
            draft.fields["organisation"] = self.setting.quote(self.subject)
        self.current = draft

    def _subject(self, encoded: Encoded, match: re.Match[str]) -> None:
        group = "full" if match["full"] else "short"
        span = encoded.span(*match.span(group))
        name = self.setting.quote(span)
        if NO_OWNER.search(name):
            return
        if self.subject is None or self.setting.quote(self.subject) != name:
            self.subject = span
            if self.current is not None and self.current.fields.get("organisation") != name:
                self.current = None

    def _builder(self, encoded: Encoded, match: re.Match[str]) -> None:
        if self.current is not None:
            self.current.fields["organisation"] = self.setting.quote(encoded.span(*match.span("builder")))

    def _founders(self, encoded: Encoded, match: re.Match[str]) -> None:
        if self.current is not None:
            names = (self.setting.quote(encoded.span(*match.span(g))) for g in ("one", "two"))
            self.current.fields.setdefault("parties", tuple(names))

    def _money(self, encoded: Encoded, match: re.Match[str]) -> None:
        if TOGETHER.search(encoded.letters[: match.start()]):
            return
        money = encoded.mentions[match.start("money")].value
        span = encoded.span(*match.span())
        if match["relative"]:
            later = [d for d in self.drafts if d.kind == "project" and d.spans[0][0] >= span[1] and d.whole is None]
            target = later[0] if later else None
        elif self.current is not None and "investment" not in self.current.fields:
            target = self.current
        else:
            target = self._new(encoded, match, span)
        if target is not None and "investment" not in target.fields and isinstance(money, Quantity):
            target.fields["investment"] = money
            self._tell(target, span)
            self._stage(encoded, match, target)

    def _new(self, encoded: Encoded, match: re.Match[str], span: tuple[int, int]) -> Draft | None:
        """Begin a project that only its investor and its money name ("某公司计划投资2亿元扩大…")."""
        if self.subject is None or self.current is not None:
            return None
        places = [
            m.value
            for i, m in encoded.mentions.items()
            if i < match.start() and isinstance(m.value, Place) and m.start >= self.subject[1]
        ]
        fields: dict[str, object] = {"organisation": self.setting.quote(self.subject)}
        fields["place"] = places[-1] if places else self.place or self.setting.home
        self.current = Draft("project", "narrative-investment", [span], {k: v for k, v in fields.items() if v})
        self.drafts.append(self.current)
        return self.current

    def _capacity(self, encoded: Encoded, match: re.Match[str]) -> None:
        amount = encoded.mentions[match.start("amount")].value
        if (
            self.current is None
            or match["past"]
            or "capacity" in self.current.fields
            or not isinstance(amount, Quantity)
        ):
            return
        if not (match["before"] or match["after"] or match.start("amount") > match.start()):
            return
        self.current.fields["capacity"] = amount
        for group in ("before", "after"):
            if match[group]:
                self.current.fields.setdefault("product", self.setting.quote(encoded.span(*match.span(group))))
        self._tell(self.current, encoded.span(*match.span()))

    def _product(self, encoded: Encoded, match: re.Match[str]) -> None:
        if (
            self.current is not None
            and "product" not in self.current.fields
            and "process_id" not in self.current.fields
        ):
            group = match.lastgroup or "made"
            self.current.fields["product"] = self.setting.quote(encoded.span(*match.span(group)))
            self._tell(self.current, encoded.span(*match.span()))

    def _stage(self, encoded: Encoded, match: re.Match[str], target: Draft) -> None:
        """Take the stage from the words after the money, or else before it, in the same sentence."""
        if "stage" in target.fields:
            return
        words = stage_words(encoded.letters)
        chosen = [w for w in words if w.start >= match.end()] or [w for w in words if w.end <= match.start()][-1:]
        if chosen:
            stage: Stage = chosen[0].stage
            target.fields["stage"] = stage
            self._tell(target, encoded.span(chosen[0].start, chosen[0].end))

    @staticmethod
    def _tell(draft: Draft, span: tuple[int, int]) -> None:
        draft.pending = False
        if span not in draft.spans:
            draft.spans.append(span)
