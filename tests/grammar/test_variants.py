"""Our examples in other dress say the same: names and figures as in the plain text, evidence as published."""

import re
from functools import cache
from pathlib import Path
from random import Random

import pytest
from opencc import OpenCC

from sanjiang.documents import document_from_text
from sanjiang.documents.decode import decode
from sanjiang.grammar.findings import find_contradictions
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
HAN = re.compile("[\u4e00-\u9fff]")
SYLLABLES = ["zi", "lè", "shan", "zhōng", "qū", "yǔ", "chuan", "gōng", "xiàng", "nián", "lǜ", "guang"]


def noisy_pinyin(text):
    random, count = Random(3), iter(range(1, len(text) + 1))
    sounded = (random.choice(("({})", "（{}）")).format(random.choice(SYLLABLES)) for _ in text)
    return HAN.sub(lambda m: m[0] + (next(sounded) if next(count) % 40 == 0 else ""), text)


def doubled_and_spaced(text):
    random = Random(5)
    text = re.sub("[，。；]", lambda m: m[0] * random.choice((1, 1, 2)), text)
    return re.sub(
        "[\u4e00-\u9fff](?=[\u4e00-\u9fff0-9])", lambda m: m[0] + (" " if random.random() < 0.05 else ""), text
    )


def hidden(text):
    random = Random(6)
    return HAN.sub(lambda m: m[0] + random.choice(("", "", "", "\u200b", "\u00ad")), text)


def mojibake(text):
    return decode(text.encode("gb18030").decode("latin-1").encode(), "a.txt").text


DRESSES = {
    "traditional": lambda text: OpenCC("s2t").convert(text),
    "of Taiwan": lambda text: OpenCC("s2tw").convert(text),
    "of Hong Kong": lambda text: OpenCC("s2hk").convert(text),
    "pinyin": noisy_pinyin,
    "doubled and spaced": doubled_and_spaced,
    "hidden": hidden,
    "mojibake": mojibake,
    "twice": lambda text: f"{text}\n{text}",
    "twice, once traditional": lambda text: f"{text}\n{OpenCC('s2t').convert(text)}",
    "all": lambda text: doubled_and_spaced(noisy_pinyin(hidden(OpenCC("s2tw").convert(text)))),
}


@cache
def library():
    return load_regions(), load_chains()


def read(text):
    return read_statements(document_from_text(text, "a.txt"), *library())


def told(reading):
    """Return what statements say, without where."""
    left_out = {"id", "evidence", "part_of", "document"}
    said = ({k: v for k, v in s.to_json().items() if k not in left_out} for s in reading.statements)
    return sorted(re.sub(r"\s", "", repr(fields)) for fields in said)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_another_dress_says_the_same(path, dress):
    text = path.read_text(encoding="utf-8")
    reading = read(DRESSES[dress](text))
    assert told(reading) == told(read(text))
    source = reading.document.text
    for statement in reading.statements:
        for span in statement.evidence:
            assert source[span.start : span.end] == span.quote != ""


def test_names_are_readable_and_quotes_as_published():
    text = "樂山市\n保利協鑫在五通(tōng)橋區投資建設年產１０萬噸顆粒硅項目，總投資60億元。"
    project = next(s for s in read(text).statements if s.kind == "project")
    assert "年产10万吨颗粒硅项目" in project.name
    assert "年產１０萬噸顆粒硅項目" in project.evidence[0].quote
    assert project.organisation == "保利协鑫"


def test_contradictions_are_found_and_quoted_in_another_dress():
    plain = "江州工业简讯\n\n江州今年经济运行平稳。\n7个外资项目和13个内资项目共21个项目在江州集中开工，总投资9亿元。"
    for dress in (lambda text: text, OpenCC("s2t").convert, hidden, lambda text: text.replace("，", "，，")):
        reading = read(dress(plain))
        found = find_contradictions(reading.statements, [reading.document])
        assert [f.kind for f in found] == ["sum"]
        source = reading.document.text
        assert all(source[e.start : e.end] == e.quote for e in found[0].evidence)
