"""The fields of a statement from the groups of a pattern's match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sanjiang.core.dates import DateSpan
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.grammar.draft import Setting
from sanjiang.grammar.encode import Encoded

FIELDS: Final = (
    "name",
    "organisation",
    "product",
    "process",
    "place",
    "date",
    "capacity",
    "investment",
    "count",
    "value",
)
"""Groups that fill the field of their name. ``party1``, ``party2``, ``parties`` list parties; ``items`` is counted."""
WORDS: Final = frozenset({"name", "organisation", "product", "process"})
"""Those that take the words of their group."""

LIST: Final = re.compile(r"[、和与及，,]|以及")
IN_QUOTES: Final = re.compile(r"“[^“”]+”")
QUOTED: Final = re.compile(r"[“”\"]")
BARE: Final = re.compile(r"(\d+(?:\.\d+)?)([万亿])")
SCALES: Final = {"万": 1e4, "亿": 1e8}
CHINESE_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
MEASURES: Final = frozenset(
    [
        "h",
        "a",
        "month",
        "d",
        "min",
        "s",
        "km",
        "m",
        "cm",
        "mm",
        "μm",
        "nm",
        "inch",
        "m3",
        "L",
        "mL",
        "倍",
        "kV",
        "kVA",
        "MVA",
        "Hz",
        "kHz",
        "MHz",
        "kg",
        "g",
        "mg",
        "工作日",
        "tce",
        "kcal",
        "ratio",
    ]
)
"""Units that measure: an amount in one of them counts no things."""

HEADS: Final = frozenset({"人", "人次", "户", "张", "场次"})
"""A number of these is a figure as well as a count."""
PIECES: Final = frozenset((*"台辆套片件只羽尾头株棵箱盒袋瓶锭", "台套", "台（套）", "标箱", "人次", "车次"))
MACHINES: Final = ("设备", "机组", "风机", "变压器", "充电桩", "机器", "机械", "车", "机床", "终端", "装置")
PAPERS: Final = ("商标", "专利", "产权", "著作权", "软著", "标志", "证书", "作品", "提案", "建议", "标准")
"""Pieces count these; of anything else they measure what is made."""

Groups = dict[str, tuple[int, int]]


class Reader(NamedTuple):
    """Reads groups of one sentence."""

    encoded: Encoded
    setting: Setting

    def words(self, start: int, end: int) -> str:
        """Return what stands at letters `start` to `end`, without quotation marks."""
        begin, stop = self.encoded.span(start, end)
        words = self.setting.text[begin:stop]
        if "“" in words or "”" in words or '"' in words:
            words = QUOTED.sub("", words)
        return words.strip("、，, ")

    def fields(self, groups: Groups) -> dict[str, object] | None:
        """Return the fields that the groups fill; None where one of them does not hold what it must."""
        fields: dict[str, object] = {}
        parties: list[str] = []
        for name, (start, end) in groups.items():
            if name in WORDS:
                fields[name] = self.words(start, end)
            elif name.startswith("part"):
                parties += [self.words(*item) for item in listed(self.encoded.letters, start, end)]
            elif name == "items":
                fields["count"] = 1 + self.encoded.letters.count("、", start, end)
            else:
                found = self._field(name, start, end)
                if found is None:
                    return None
                fields.update(found)
        if "count" in groups and not self._counts(groups["count"][0], str(fields.get("name", ""))):
            return None
        if str(fields.get("name", "")).endswith("岗位") and isinstance(fields.get("count"), int):
            fields |= {"value": fields["count"], "unit": "个"}
        if parties:
            fields["parties"] = tuple(dict.fromkeys(p for p in parties if p))
        return fields

    def _counts(self, at: int, name: str) -> bool:
        """Tell whether an amount in pieces is a number of things, and not a capacity ("百万辆乘用车基地")."""
        mention = self.encoded.mentions.get(at)
        unit = mention.value.unit if mention and isinstance(mention.value, Quantity) else ""
        return unit not in PIECES or name.endswith(MACHINES + PAPERS)

    def _field(self, name: str, start: int, end: int) -> dict[str, object] | None:
        mention = self.encoded.mentions.get(start) if end - start == 1 else None
        value = mention.value if mention else None
        if name == "place":
            return {"place": value if isinstance(value, Place) else self.place(start, end)}
        if name == "date":
            return {"date": value} if isinstance(value, DateSpan) else None
        if name in ("capacity", "investment"):
            return {name: value} if isinstance(value, Quantity) else None
        if name == "value":
            return _value(value) if isinstance(value, Quantity) else self._unit_to_come(start, end)
        return _count(value, self.words(start, end))

    def _unit_to_come(self, start: int, end: int) -> dict[str, object] | None:
        """Read a bare number whose unit stands at the next ("10万" in "10万、5万元")."""
        number = BARE.fullmatch(self.encoded.letters, start, end)
        after = next((m.value for i, m in self.encoded.mentions.items() if i >= end), None)
        if number is None or not isinstance(after, Quantity):
            return None
        return {"value": float(number[1]) * SCALES[number[2]], "unit": after.unit}

    def place(self, start: int, end: int) -> Place:
        """Return the place that letters name, with the code of the last region in them."""
        inside = [self.encoded.mentions[i].value for i in range(start, end) if i in self.encoded.mentions]
        places = [v for v in inside if isinstance(v, Place)]
        return Place(self.words(start, end), places[-1].adcode if places else None)


def _value(quantity: Quantity) -> dict[str, object]:
    value = quantity.low if quantity.low == quantity.high else (quantity.low, quantity.high)
    return {"value": value, "unit": quantity.unit}


def _count(value: object, words: str) -> dict[str, object] | None:
    """Read a number of things; a written range is a value, and "一家" and amounts of measure are no counts."""
    if isinstance(value, Quantity):
        if value.unit in MEASURES or "/" in value.unit or value.low != int(value.low) or words.startswith("一"):
            return None
        if value.low != value.high:
            return _value(value)
        return {"count": int(value.low)} | (_value(value) if value.unit in HEADS else {})
    if words.isascii() and words.isdigit():
        return {"count": int(words)}
    return {"count": CHINESE_DIGITS[words]} if words in CHINESE_DIGITS else None


def listed(letters: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the entries of a list between letters `start` and `end`; one in quotation marks is whole."""
    if letters.startswith("“", start) and letters.endswith("”", start, end):
        yield from (match.span() for match in IN_QUOTES.finditer(letters, start, end))
        return
    begin = start
    for match in LIST.finditer(letters, start, end):
        if match.start() > begin:
            yield begin, match.start()
        begin = match.end()
    if end > begin:
        yield begin, end
