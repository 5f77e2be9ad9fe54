"""What later clauses add to a paragraph's projects: owner, money, capacity, product, stage."""

from __future__ import annotations

import re
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.grammar.beginnings import invested
from sanjiang.grammar.draft import Draft
from sanjiang.grammar.encode import LETTERS, Encoded
from sanjiang.grammar.heads import head_classes
from sanjiang.grammar.narrative_patterns import NUMERAL, PER, TOGETHER, YEARLY
from sanjiang.grammar.paragraph import Paragraph, filled, tell
from sanjiang.grammar.stages import each_stage_word
from sanjiang.mentions.products import ProductWord

Match = re.Match[str]
JOINT: Final = re.compile(r"[\u4e00-\u9fff]{2,6}[—-][\u4e00-\u9fff]{2,6}项目")
"""A project that goes by its two owners' names."""
UNNAMED: Final = re.compile(
    "^(?:能力|产能|规模|产品|系统.*)$|^的|项目.*$|(?:约|近|超过|达到|可?(?:增加|新增|提升|提高)|逾|能力[为达]?|的|项目|工程|生产线)+$"
)
"""Words around a product that are no part of its name, or name none."""
DONE: Final = re.compile("(?:建成|投产|达产|完工|竣工)(?:后|投产后|达产后)?[，,]?(?:每年|预计|可|将|实现|达到|形成)*$")
"""What stands before the amount that the project at hand will make ("项目建成后,可…")."""
CLASSES: Final = frozenset({"家", "户", "名", "人", "位"})
"""Units in which no works' capacity is told."""


def builder(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Name the owner of the project at hand ("由某公司投资建设")."""
    if paragraph.current is not None:
        paragraph.own(paragraph.current, paragraph.setting.quote(encoded.span(*match.span("builder"))))


def founders(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Name the two who found the project at hand together."""
    if paragraph.current is not None:
        names = (paragraph.setting.quote(encoded.span(*match.span(g))) for g in ("one", "two"))
        paragraph.current.fields.setdefault("parties", tuple(names))


def money(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Give a sum to the project that it is for."""
    if TOGETHER.search(encoded.letters[: match.start()]):
        return
    moneys = [encoded.mentions[i].value for i in range(*match.span("money")) if i in encoded.mentions]
    if any(d.fields.get("investment") is m for d in (*paragraph.group, *paragraph.drafts[-1:]) for m in moneys):
        return  # what it is for has taken it
    span = encoded.span(*match.span())
    targets = _payees(paragraph, encoded, match, len(moneys))
    for target, money in zip(targets, moneys, strict=False):
        if "investment" not in target.fields and isinstance(money, Quantity) and NUMERAL.search(money.as_written):
            target.fields["investment"] = money
            tell(target, span)
            stage(paragraph, encoded, match, target)


def _payees(paragraph: Paragraph, encoded: Encoded, match: Match, amounts: int) -> list[Draft]:
    """Return the projects that the money is for, as many as there are amounts."""
    if amounts > 1:
        return paragraph.group if len(paragraph.group) == amounts else []
    begin, reach = encoded.span(match.end(), _segment_end(encoded.letters, match.end()))
    later = [d for d in paragraph.group if begin <= d.spans[0][0] < reach]
    if phase := _phase(encoded, match.start()):
        same = [d for d in (*reversed(paragraph.group), *reversed(paragraph.drafts)) if d.fields.get("phase") == phase]
        if same:
            return same[:1]
    if match["relative"]:
        return later[:1]
    if named := _meant(paragraph, encoded, match.start()):
        return [named] if "investment" not in named.fields else []
    if paragraph.current is not None and "investment" not in paragraph.current.fields:
        return [paragraph.current]
    if later and "phase" not in later[0].fields:
        return later if len(later) == 1 and later[0].fields.get("investment") is None else []
    new = invested(paragraph, encoded, match)
    return [new] if new else []


def _segment_end(letters: str, position: int) -> int:
    """Return where the semicolon after a position stands, or the sentence ends."""
    return min((i for i in (letters.find(mark, position) for mark in "；;") if i >= 0), default=len(letters))


def _meant(paragraph: Paragraph, encoded: Encoded, position: int) -> Draft | None:
    """Return the project that a bare head word before a position means ("度假区|计划总投资…")."""
    begin = max(encoded.letters.rfind(mark, 0, position) for mark in "，,；;。：:") + 1
    word = encoded.letters[begin:position].removeprefix("整个").removeprefix("该").removesuffix("计划")
    if word not in head_classes() or word in ("项目", "工程"):
        return None
    known = (*reversed(paragraph.drafts), *filter(None, (paragraph.whole, paragraph.topic)))
    return next((d for d in known if str(d.fields.get("name", "")).endswith(word) and "phase" not in d.fields), None)


def _phase(encoded: Encoded, position: int) -> str | None:
    """Return the phase named in the same piece before a position ("此次二期总投资…")."""
    begin = max(encoded.letters.rfind(mark, 0, position) for mark in "，,；;") + 1
    found = [i for i in range(begin, position) if encoded.letters[i] == LETTERS["phase"]]
    value = encoded.mentions[found[-1]].value if found else None
    return value if isinstance(value, str) else None


def capacity(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Give an amount to the project that makes it."""
    if paragraph.current is None or match["past"]:
        return
    group = next(g for g in ("listed", "told", "next", "plain", "yearly") if match[g])
    mention = encoded.mentions[match.start(group)]
    amount = mention.value
    if group == "next" and match["next"] != LETTERS["capacity"] and not YEARLY.search(encoded.letters[: match.start()]):
        return
    if any(d.fields.get("capacity") is amount for d in paragraph.group):
        return  # what makes it has taken it
    if paragraph.covers((mention.start, mention.end)) or not isinstance(amount, Quantity) or amount.unit in CLASSES:
        return
    if match["rate"] and amount.per is None:
        amount = amount._replace(per=PER[match["rate"]])
    if group == "yearly" and amount.per is None and not encoded.letters.startswith(("能力", "产能"), match.end()):
        return
    made = next((match.span(g) for g in ("before", "after", "also", "thing") if match[g]), None)
    product = UNNAMED.sub("", paragraph.setting.quote(encoded.span(*made))) or None if made else None
    every = "均" in match.group() and len(paragraph.group) > 1
    done = DONE.search(encoded.letters, max(0, match.start() - 16), match.start()) is not None
    alone = done and "capacity" not in paragraph.current.fields
    for target in paragraph.group if every else [paragraph.current if alone else _maker(paragraph, product)]:
        if "capacity" not in target.fields:
            target.fields["capacity"] = amount
            if product and "process_id" not in target.fields:
                if target is paragraph.weak:  # its own word, for the one that it took over
                    target.fields["product"] = product
                target.fields.setdefault("product", product)
            tell(target, encoded.span(*match.span()))


def _maker(paragraph: Paragraph, product: str | None) -> Draft:
    """Return the project at hand, or a sister of it that makes another product of the same owner."""
    current = paragraph.current
    if current is None:
        raise ValueError("no project at hand")
    made = str(current.fields.get("product", ""))
    if product is None or not made or made in product or product in made:
        return current
    if current is paragraph.weak and "phase" in current.fields and "capacity" not in current.fields:
        paragraph.weak = None
        for field_ in ("product", "process_id", "product_id"):
            current.fields.pop(field_, None)
        return current
    kept = {k: v for k, v in current.fields.items() if k in ("organisation", "place", "stage", "phase")}
    name = str(current.fields.get("name", ""))
    if JOINT.fullmatch(name):
        kept.setdefault("organisation", name.removesuffix("项目"))
    sister = Draft("project", "narrative-sister", [], {**kept, "product": product})
    paragraph.drafts.append(sister)
    return sister


def product(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Say what the project at hand makes, or, before there is one, what its subject does."""
    group = match.lastgroup or "made"
    inside = [encoded.mentions[i].value for i in range(*match.span(group)) if i in encoded.mentions]
    ids = tuple(dict.fromkeys(p for v in inside if isinstance(v, ProductWord) for p in v.processes))
    made: dict[str, object] = {"product": paragraph.setting.quote(encoded.span(*match.span(group))), "process_id": ids}
    made = filled(made)
    if paragraph.current is None:
        paragraph.made = made
    elif paragraph.weak is paragraph.current or not {"product", "process_id"} & set(paragraph.current.fields):
        paragraph.weak = None
        paragraph.current.fields |= made
        tell(paragraph.current, encoded.span(*match.span()))


def stage(paragraph: Paragraph, encoded: Encoded, match: Match, target: Draft) -> None:
    """Take the stage from the words after the money in its segment, or else before it in its clause."""
    if "stage" in target.fields:
        return
    letters, chosen = encoded.letters, None
    begin = max(letters.rfind(mark, 0, match.start()) for mark in "，,；;") + 1
    for word in each_stage_word(letters, begin, _segment_end(letters, match.end()), paragraph.ahead(encoded)):
        if word.end <= match.start() or word.start >= match.end():
            chosen = word
        if word.start >= match.end():
            break
    if chosen:
        target.fields["stage"] = chosen.stage
        tell(target, encoded.span(chosen.start, chosen.end))
