"""Fills the register that the environment names with statements of made-up names, as many as asked, judged in part.

Usage: SANJIANG_HOME=FOLDER python tests/bench/filled.py [STATEMENTS] [SEED]
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import product
from typing import Any

from sanjiang.core.statement import KINDS, STAGES

A_DOCUMENT = 20
"""Statements of a document."""
JUDGED = 0.3
"""Share of statements that somebody judged."""
GOODS = ("多晶硅", "硅片", "电池片", "组件", "钒钛铁精矿", "钒铁", "钛白粉", "铝锭", "绿茶", "茉莉花茶", "柑橘", "蔬菜")
MAKERS = ("新能源", "半导体", "钒钛", "铝业", "茶业", "农业", "文旅", "材料", "科技", "机械")
SOUNDS = "永祥德盛晶科通威天合华川宏远金泰瑞丰恒兴嘉明东方盛达安和顺源"


def said(place: int, names: list[str], adcodes: list[str], dice: random.Random) -> dict[str, Any]:
    """Return the `place`-th statement, as the contract has it."""
    kind = dice.choices(KINDS, (30, 15, 3, 10, 25, 5, 10, 2))[0]
    maker, good, money = dice.choice(names), dice.choice(GOODS), dice.randint(1, 900)
    quote = f"{maker}年产{dice.randint(1, 50)}万吨{good}项目，总投资{money}亿元，预计明年投产。"
    told: dict[str, Any] = {
        "id": sha256(f"statement {place}".encode()).hexdigest(),
        "document": f"{place // A_DOCUMENT:06}.txt",
        "kind": kind,
        "name": f"{maker}{good}{'项目' if kind == 'project' else ''}",
        "organisation": f"{maker}有限公司",
        "place": {"name": "某地", "adcode": dice.choice(adcodes)},
        "evidence": [{"start": 100, "end": 100 + len(quote), "quote": quote}],
        "confidence": round(dice.uniform(0.3, 1.0), 2),
        "rule": "made",
    }
    if kind == "project":
        told |= {"product": good, "stage": dice.choice(STAGES)}
        told["investment"] = {"value": money * 1e8, "unit": "CNY", "as_written": f"{money}亿元"}
    return told


def fill(count: int, seed: int = 1) -> None:
    """Keep `count` statements by the register's own functions, a document a transaction; none if so many are there."""
    from sanjiang.workbench.start import open_register

    open_register()
    from django.db import transaction

    from sanjiang.library.regions import load_regions
    from sanjiang.workbench.register.add import add_statements
    from sanjiang.workbench.register.models import Document, Original, Reading, Statement

    if Statement.objects.count() >= count:
        return
    dice = random.Random(seed)
    names = ["".join(pair) for pair in product(SOUNDS, SOUNDS)]
    names = [f"{a}{b}" for a in names for b in MAKERS]
    dice.shuffle(names)
    names = names[: max(count // 5, 1)]
    adcodes = [region.adcode for region in load_regions() if not region.adcode.endswith("00")]
    adcodes = dice.sample(adcodes, 400) + [code for code in adcodes if code.startswith("5111")]
    begun = datetime(2021, 1, 1, tzinfo=UTC)
    for first in range(0, count, A_DOCUMENT):
        came = begun + timedelta(minutes=first)
        published = date(2019, 1, 1) + timedelta(days=dice.randrange(1000))
        digest = sha256(f"document {first}".encode()).hexdigest()
        with transaction.atomic():
            document = Document.objects.create(
                original=Original.objects.create(sha256=digest, data=b"made"),
                name=f"{first // A_DOCUMENT:06}.txt",
                title=f"文章 {first}",
                published=published,
                text="",
                fingerprint=b"",
                came=came,
            )
            reading = Reading.objects.create(document=document, reader="made", at=came, by="bench")
            told = [said(i, names, adcodes, dice) for i in range(first, min(first + A_DOCUMENT, count))]
            _judge(add_statements(document, told, reading), came, dice)


def _judge(rows: list[Any], came: datetime, dice: random.Random) -> None:
    from sanjiang.workbench.register.models import Judgement, Statement, Version

    versions = dict(Version.objects.filter(statement__in=rows).values_list("statement", "id"))
    judged = [row for row in rows if dice.random() < JUDGED]
    for row in judged:
        row.decision, row.judged = dice.choices(("accept", "reject"), (4, 1))[0], 1
    Judgement.objects.bulk_create(
        Judgement(
            statement=row,
            ordinal=1,
            decision=row.decision,
            version_id=versions[row.id],
            at=came + timedelta(days=30),
            by="bench",
        )
        for row in judged
    )
    Statement.objects.bulk_update(judged, ["decision", "judged"])


if __name__ == "__main__":
    fill(*map(int, sys.argv[1:] or ["100000"]))
