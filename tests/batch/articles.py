"""Articles for runs over many documents, and readers that go wrong or leave a trace."""

import io
import json
import os
import time
import zipfile
from pathlib import Path

from sanjiang.batch import open_reader
from sanjiang.documents.gather import find

COUNT = 40
HEAD = "{place}项目进展\n发布时间：2021-04-{day:02}\n来源：{place}日报\n\n"
BODY = (
    "{place}{name}硅业有限公司投资{n}亿元建设的年产{n}万吨多晶硅项目已建成投产。{name}光能{n}GW电池片项目正在施工。\n"
)
PLACES = ("乐山", "宜宾", "眉山", "成都", "自贡")
SYLLABLES = "德盛远宏泰恒嘉瑞丰华"


def article(i):
    place, name = PLACES[i % 5], SYLLABLES[i // 10 % 10] + SYLLABLES[i % 10]
    told = (HEAD + BODY).format(place=place, day=1 + i % 28, name=name, n=i + 2)
    return told + "".join(
        f"{name}第{i * 7 + k}号车间{k * i + 3}人、{SYLLABLES[(i + k) % 10]}线{i * k + 11}台。\n" for k in range(6)
    )


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def crashing():
    """A reader whose process ends at one document, never finishes another, and fails at a third."""
    read = open_reader()

    def line(task):
        place = f"{task.path}#{task.member}"
        if place.endswith(("04.txt#None", "mixed.zip#1")):
            os._exit(7)
        if place.endswith("09.txt#None"):
            time.sleep(1000)
        return read(task)

    return line


def never():
    os._exit(3)


def counting():
    """A reader that leaves a trace of every document it reads."""
    read = open_reader()

    def line(task):
        with open(os.environ["SANJIANG_TEST_TRACE"], "a", encoding="utf-8") as trace:
            trace.write(task.path + ("" if task.member is None else f"#{task.member}") + "\n")
        return read(task)

    return line


def documents(*sources):
    return [str(item) for item in find(sources) if isinstance(item, Path)]


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
