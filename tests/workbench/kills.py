"""Writers that are killed at random moments: whether all that they acknowledged is there, and nothing half.

kills.py review|add COUNT SEED      the register is the environment's; prints what came of it as JSON
"""

import json
import os
import random
import signal
import sys
import time
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from sanjiang.workbench.start import open_register

open_register()

from django.db import connections, transaction  # noqa: E402 after Django is set up

from sanjiang.documents.gather import Found  # noqa: E402 after Django is set up
from sanjiang.pipeline import load_library  # noqa: E402 after Django is set up
from sanjiang.workbench.register.add import add  # noqa: E402 after Django is set up
from sanjiang.workbench.register.current import current  # noqa: E402 after Django is set up
from sanjiang.workbench.register.import_file import import_file  # noqa: E402 after Django is set up
from sanjiang.workbench.register.judge import judge  # noqa: E402 after Django is set up
from sanjiang.workbench.register.models import Arrival, Document, Import, Judgement, Reading, Statement, Version  # noqa: E402 after Django is set up

EXAMPLES = Path(__file__).parents[2] / "examples"
LIBRARY = load_library()
TEXT = (EXAMPLES / "leshan-2021-04.txt").read_text("utf-8")


def review(pipe, chosen):
    """Judge statements, one after the other, and tell of each when it is kept."""
    uids = list(Statement.objects.order_by("id").values_list("uid", flat=True))
    while True:
        judgement = judge(chosen.choice(uids), chosen.choice(["accept", "reject"]), by="甲")
        os.write(pipe, f"{judgement.id}\n".encode())


def added(pipe, chosen):
    """Add documents, one after the other, and tell of each when it is kept."""
    while True:
        data = TEXT.replace("乐山", f"乐山{chosen.randrange(10**9)}号", 1).encode()
        found = add(Found("killed.txt", data), LIBRARY, "甲")
        os.write(pipe, f"{found.document.id}\n".encode())


def imported(pipe, chosen):
    """Import workbooks, one after the other, and tell of each when it is kept."""
    while True:
        path = Path(os.environ["SANJIANG_KILLS"]) / f"{chosen.randrange(10**9)}.xlsx"
        path.write_bytes(workbook(chosen))
        found = import_file(path, "甲")
        os.write(pipe, f"{found.number}\n".encode())


def workbook(chosen):
    """Return a workbook of thirty projects that no other has."""
    book = Workbook()
    sheet = book.active
    sheet.append(["项目名称", "建设单位", "所在地", "投资额（亿元）", "阶段", "日期"])
    for number in range(30):
        name = f"第{chosen.randrange(10**9)}号光伏玻璃项目"
        sheet.append([name, "甲公司", "乐山市", number + 1, "签约", date(2021, 4, 1)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS = {"review": (review, Judgement), "add": (added, Document), "import": (imported, Import)}


def killed(writer, chosen):
    """Return what a writer acknowledged before it was killed."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        writer(writing, chosen)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        lines = [told.readline() for _ in range(chosen.randrange(4))]
        time.sleep(chosen.uniform(0.0, 0.1))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines += told.readlines()
    return [int(line) for line in lines if line.endswith(b"\n")]


def halves():
    """Return what is half written: nothing, if all is well."""
    found = []
    for document in Document.objects.all():
        whole = (document.readings.count(), document.arrivals.count(), document.statements.count())
        if whole[:2] != (1, 1) or Version.objects.filter(statement__document=document).count() != whole[2]:
            found.append(f"document {document.id}: {whole}")
    for source in Import.objects.all():
        if source.statements.count() != 30 or source.statements.filter(mentions=None).exists():
            found.append(f"import {source.id}: {source.statements.count()}")
    for row in Statement.objects.all():
        now = current(list(row.versions.order_by("id")), list(row.judgements.all()))
        ordinals = list(row.judgements.order_by("ordinal").values_list("ordinal", flat=True))
        shown = (row.said, row.decision, row.gone, row.changed, row.judged, ordinals)
        if shown != (now.said, now.decision, now.gone, now.changed, len(ordinals), list(range(1, len(ordinals) + 1))):
            found.append(f"statement {row.id}")
    if Arrival.objects.count() != Document.objects.count() or Reading.objects.count() != Document.objects.count():
        found.append("arrivals or readings without a document")
    return found


def main(kind, count, seed):
    """Kill writers, and print how many acknowledged how much, what is lost and what is half."""
    writer, model = WRITERS[kind]
    for path in sorted(EXAMPLES.glob("*.txt")):
        add(Found(path.name, path), LIBRARY, "甲")
    acknowledged, at_work = [], 0
    for turn in range(count):
        before = model.objects.count()
        told = killed(writer, random.Random(f"{seed}/{turn}"))
        acknowledged += told
        with transaction.atomic():
            at_work += model.objects.count() > before
    kept = set(model.objects.values_list("id", flat=True))
    lost = sorted(set(acknowledged) - kept)
    print(json.dumps({"kills": count, "wrote": at_work, "told": len(acknowledged), "lost": lost, "half": halves()}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
