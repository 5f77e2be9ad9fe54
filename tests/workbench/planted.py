"""Made names with planted doubles of many kinds, and names that look alike and are not one. Written before the matcher.

The words below are drawn by a seed; no name is a company's on purpose.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from opencc import OpenCC

from sanjiang.library.regions import Region, load_regions

WORDS: dict[str, list[str]] = {}
for _line in Path(__file__).with_name("planted_words.txt").read_text("utf-8").splitlines():
    _key, _, _some = _line.partition(": ")
    WORDS.setdefault(_key, []).extend(_some.split())
ALIKE: dict[str, str] = {}
for _group in WORDS["alike"]:
    for _char in _group:
        ALIKE[_char] = ALIKE.get(_char, "") + _group.replace(_char, "")
"""Characters that sound or look alike."""


@dataclass(slots=True)
class Made:
    """A name, which thing it truly names, the kind of its difference, and the documents that mention it."""

    kind: str
    text: str
    within: str
    truth: int
    how: str
    documents: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Firm:
    """An organisation by its parts; `place` says where its region stands: before, bracket, middle or none."""

    truth: int
    region: Region
    brand: str
    industry: str
    form: str
    place: str
    mark: str = ""
    tail: str = ""
    group: bool = False

    def text(self) -> str:
        short = self.region.short
        before = short if self.place == "before" else ""
        middle = short if self.place == "middle" else ""
        bracket = f"（{short}）" if self.place == "bracket" else ""
        words = f"{before}{self.brand}{middle}{self.mark}{self.industry}{bracket}"
        return f"{words}{'集团' if self.group else ''}{self.form}{self.tail}"


class Maker:
    """Makes organisations and their doubles, then projects within them; the same seed makes the same names."""

    def __init__(self, seed: int, organisations: int, projects: int) -> None:
        self.chance = random.Random(seed)
        every = load_regions()
        self.regions = self.chance.sample([r for r in every if r.level != "province"], 160)
        self.provinces = {r.adcode: every.parents(r)[-1] for r in self.regions}
        self.documents = max(20, organisations // 7)
        self.about = [self.chance.randrange(len(self.regions)) for _ in range(self.documents)]
        self.names: dict[tuple[str, str, str], Made] = {}
        self.pairs: list[tuple[Made, Made]] = []
        self.firms: list[tuple[Firm, Made]] = []
        self.truth = 0
        while len(self.firms) < organisations:
            self.family()
        del self.firms[organisations:]
        for firm, made in self.chance.sample(self.firms, organisations // 10):
            self.double(firm, made)
        written: dict[int, list[str]] = {}
        for made in self.names.values():
            written.setdefault(made.truth, []).append(made.text)
        for firm, _ in self.chance.choices(self.firms, k=int(0.75 * projects)):  # a third has a hard neighbour too
            self.project(firm, written[firm.truth])

    def home(self, document: int) -> str:
        """Return the code of the region that a document is about."""
        return self.regions[self.about[document]].adcode

    def keep(self, kind: str, text: str, within: str, truth: int, how: str) -> Made | None:
        """Keep a name, unless something else has it already."""
        key = (kind, text, within)
        if key in self.names or len(text) < 2:
            return None
        self.names[key] = Made(kind, text, within, truth, how)
        return self.names[key]

    def mentioned(self, region: Region, with_: Made | None = None, often: float = 0.0) -> set[int]:
        """Return documents: one of another name's with the probability `often`, some of the region's, and any."""
        some = set()
        if with_ and with_.documents and self.chance.random() < often:
            some.add(self.chance.choice(sorted(with_.documents)))
        at = self.regions.index(region)
        near = [i for i, home in enumerate(self.about) if home == at] or range(self.documents)
        for _ in range(1 + int(self.chance.expovariate(1.0))):
            some.add(self.chance.choice(near) if self.chance.random() < 0.7 else self.chance.randrange(self.documents))
        return some

    def family(self) -> None:
        """Make a firm, and often its relatives: other trades, other cities, numbers, branches, a near brand."""
        chance = self.chance
        if chance.random() < 0.06:
            region = chance.choice(self.regions)
            self.firm(Firm(0, region, "", chance.choice(WORDS["body"]), "", "before"), None)
            return
        region = chance.choice(self.regions)
        brand = "".join(chance.sample(WORDS["brand"], chance.choice((2, 2, 2, 3))))
        place = chance.choices(("before", "none", "bracket", "middle"), (55, 27, 12, 6))[0]
        head = Firm(
            0, region, brand, chance.choice(WORDS["industry"]), self.form(), place, group=chance.random() < 0.08
        )
        first = self.firm(head, None)
        for _ in range(chance.choices((0, 1, 2, 4), (45, 25, 20, 10))[0]):
            self.relative(head, first)

    def relative(self, head: Firm, first: Made | None) -> None:
        chance = self.chance
        how = chance.choices(("trade", "city", "number", "branch", "near"), (45, 25, 12, 10, 8))[0]
        other = Firm(0, head.region, head.brand, head.industry, head.form, head.place)
        if how == "trade":
            # one brand in one trade and place is one firm: no other is registered
            other.industry = chance.choice([trade for trade in WORDS["industry"] if trade != head.industry])
            other.form = self.form()
        elif how == "city":
            other.region = chance.choice(self.regions)
            other.place = head.place if head.place != "none" else chance.choice(("before", "bracket"))
        elif how == "number":
            numbers = chance.sample(("第一", "第二", "第三", "第四"), 2)
            other.mark = numbers[0]
            self.firm(Firm(0, *self.parts(other), mark=numbers[1]), first)
        elif how == "branch":
            town = chance.choice(self.regions).short
            other.tail = chance.choice((f"{town}分公司", f"{town}办事处", "研究院", "一分厂"))
        else:
            at = chance.randrange(len(head.brand))
            char = chance.choice([char for char in WORDS["brand"] if char != head.brand[at]])
            other.brand = head.brand[:at] + char + head.brand[at + 1 :]
        self.firm(other, first)

    @staticmethod
    def parts(firm: Firm) -> tuple[Region, str, str, str, str]:
        return firm.region, firm.brand, firm.industry, firm.form, firm.place

    def form(self) -> str:
        return self.chance.choices(WORDS["form"], (60, 16, 10, 6, 3, 5))[0]

    def firm(self, firm: Firm, relative: Made | None) -> Made | None:
        self.truth += 1
        firm.truth = self.truth
        made = self.keep("organisation", firm.text(), "", firm.truth, "itself")
        if made:
            made.documents = self.mentioned(firm.region, relative, 0.5)
            self.firms.append((firm, made))
        return made

    def double(self, firm: Firm, made: Made) -> None:
        """Write an organisation once more in another way; now and then in two ways at once."""
        chance = self.chance
        fitting = [(how, text) for how, text in self.writings(firm, made.text) if text != made.text]
        if not fitting:
            return
        how, text = chance.choice(fitting)
        if how not in ("brand", "initials") and chance.random() < 0.15:
            again, more = chance.choice(list(EVERYWHERE.items()))
            how, text = f"{how}+{again}", more(chance, text)
        other = self.keep("organisation", text, "", firm.truth, how)
        if other:
            other.documents = self.mentioned(firm.region, made, 0.8 if how in ("brand", "initials", "short") else 0.25)
            self.pairs.append((made, other))

    def writings(self, firm: Firm, text: str) -> Iterator[tuple[str, str]]:
        for how, write in EVERYWHERE.items():
            yield how, write(self.chance, text)
        bare = Firm(0, *self.parts(firm), mark=firm.mark)
        bare.form = ""
        if firm.brand and not firm.tail:
            yield "no form", bare.text()
            yield "short", firm.brand + firm.mark + firm.industry
            if not firm.mark:
                yield "brand", firm.brand
                yield "initials", firm.brand[0] + firm.industry[0]
            if firm.form in ("有限公司", "有限责任公司"):
                yield "other form", text.replace(firm.form, "有限责任公司" if firm.form == "有限公司" else "有限公司")
            if "集团" in text:
                yield "group", text.replace("集团", "")
            elif firm.form:
                yield "group", bare.text() + "集团" + firm.form
        province = self.provinces[firm.region.adcode]
        if firm.place == "before" and firm.brand:
            yield "region dropped", text.removeprefix(firm.region.short)
        if firm.place == "before":
            yield "region in full", firm.region.name + text.removeprefix(firm.region.short)
            yield "province before", self.chance.choice((province.short, province.name)) + text
        else:
            yield "region added", self.chance.choice((firm.region.short, firm.region.name, province.short)) + text
        if firm.place == "bracket":
            yield "half width", text.replace("（", "(").replace("）", ")")
            yield "no brackets", text.replace("（", "").replace("）", "")

    def project(self, firm: Firm, owners: list[str]) -> None:
        """Make a project of a firm, often a hard neighbour, and sometimes write it once more."""
        chance, plain = self.chance, self.project_text
        goods, unit = chance.choice(WORDS["goods"]), chance.choice(WORDS["unit"])
        amount = chance.choice((1, 2, 3, 5, 8, 10, 12, 20, 30, 50, 100))
        phase = chance.choice(("", "", "", "一期", "二期"))
        tail = chance.choice(("项目", "项目", "生产项目", "生产线项目", "生产基地", "基地项目", "工程"))
        within = f"{chance.choice(owners)}|{firm.region.adcode}"
        self.truth += 1
        first = self.keep("project", plain(amount, unit, goods, tail, phase), within, self.truth, "itself")
        if first is None:
            return
        first.documents = self.mentioned(firm.region)
        truth = self.truth
        if chance.random() < 0.35:
            self.truth += 1
            changed = chance.choice(("phase", "amount", "goods", "place"))
            other = plain(
                amount * 2 if changed == "amount" else amount,
                unit,
                chance.choice(WORDS["goods"]) if changed == "goods" else goods,
                tail,
                {"": "二期", "一期": "二期", "二期": "三期"}[phase] if changed == "phase" else phase,
            )
            owner, _, place = within.partition("|")
            where = f"{owner}|{chance.choice(self.regions).adcode if changed == 'place' else place}"
            if hard := self.keep("project", other, where, self.truth, f"not: {changed}"):
                hard.documents = self.mentioned(firm.region, first, 0.5)
        if chance.random() < 0.14:
            how, text, where = chance.choice(
                list(self.project_writings(firm, owners, (amount, unit, goods, tail, phase), (first.text, within)))
            )
            if double := self.keep("project", text, where, truth, how):
                double.documents = self.mentioned(firm.region, first, 0.3)
                self.pairs.append((first, double))

    @staticmethod
    def project_text(amount: int, unit: str, goods: str, tail: str, phase: str) -> str:
        return f"年产{amount}{unit}{goods}{tail}{phase}"

    def project_writings(
        self, firm: Firm, owners: list[str], parts: tuple[int, str, str, str, str], as_written: tuple[str, str]
    ) -> Iterator[tuple[str, str, str]]:
        amount, unit, goods, tail, phase = parts
        text, within = as_written
        for how, write in EVERYWHERE.items():
            yield how, write(self.chance, text), within
        yield "no amount", f"{goods}{tail}{phase}", within
        yield "no year", text.removeprefix("年产"), within
        yield "other tail", self.project_text(amount, unit, goods, "建设项目", phase), within
        yield "owner before", firm.brand + text, within
        yield "region before", firm.region.short + text, within
        if phase:
            yield "phase in brackets", f"{self.project_text(amount, unit, goods, tail, '')}（{phase}）", within
        if unit.startswith("万") and amount < 100:
            yield "digits", self.project_text(amount * 10_000, unit.removeprefix("万"), goods, tail, phase), within
        if len(owners) > 1:
            yield "owner otherwise", text, f"{self.chance.choice(owners)}|{firm.region.adcode}"
        yield "no place", text, f"{within.partition('|')[0]}|"


def _typo(chance: random.Random, text: str) -> str:
    """Return a text with one character wrong: most often for one that sounds or looks like it."""
    spots = [i for i, char in enumerate(text[:-2]) if char in ALIKE]
    at = chance.choice(spots) if spots and chance.random() < 0.7 else chance.randrange(max(1, len(text) - 2))
    what = chance.choices(("other", "lost", "twice", "swapped"), (70, 12, 8, 10))[0]
    if what == "other":
        char = chance.choice(ALIKE[text[at]]) if text[at] in ALIKE else chance.choice(WORDS["brand"])
        return text[:at] + char + text[at + 1 :]
    if what == "swapped":
        return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
    return text[:at] + (text[at] * 2 if what == "twice" else "") + text[at + 1 :]


def _traditional(_: random.Random, text: str) -> str:
    return _converter().convert(text)


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


EVERYWHERE: dict[str, Callable[[random.Random, str], str]] = {
    "typo": _typo,
    "traditional": _traditional,
    "space": lambda chance, text: f"{text[: (at := chance.randrange(1, len(text)))]} {text[at:]}",
}
"""What may befall any name."""
