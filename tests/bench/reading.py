"""How fast a document becomes statements, beside jieba's plain cut of the same text in the same run.

Usage: python tests/bench/reading.py [ROUNDS]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from turns import rounds

from sanjiang.documents import document_from_text
from sanjiang.grammar import reader
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions
from sanjiang.mentions.products import general_words

TELLING, RUNNING = (
    part.split() for part in (Path(__file__).parent / "frames.txt").read_text(encoding="utf-8").split("\n\n")
)
"""Sentences with blanks: those that make statements, and those that articles are filled with."""
SIZES = 1_250_000, 5_000_000
"""Bytes in UTF-8 of the two texts whose times per character are compared."""
SYLLABLES = "德盛远宏泰恒嘉瑞丰华腾晟昌隆睿辰启明鼎信凯达安润科宇创博汇聚茂源祥和顺康宁永兴"
CROPS = ["茶叶", "柑橘", "竹笋", "花椒", "蚕桑", "核桃", "魔芋", "白酒原粮", "蓝莓", "猕猴桃", "生姜", "中药材"]
TRADES = ["光伏产业", "电子信息产业", "食品饮料产业", "装备制造业", "新材料产业", "文旅产业", "现代物流业"]
ZONES = ["工业园区", "经济开发区", "高新区", "产业园", "物流园", "科技园", "农业园区"]
BUSINESSES = ["新能源", "光电", "材料", "食品", "农业", "机械", "电子", "化工", "生物", "环保", "纺织", "酒业"]
ENDINGS = ["有限公司", "股份有限公司", "集团", "集团有限公司", "科技有限公司"]
SCHOOLS = ["理工大学", "农业大学", "轻工学院", "材料研究所", "中药研究院"]


@dataclass(frozen=True, slots=True)
class Words:
    """What fills the blanks of a frame, drawn anew each time."""

    random: Random
    places: tuple[str, ...]
    products: tuple[str, ...]

    def fill(self, frame: str) -> str:
        """Return a frame with every ``{blank}`` filled by the method of its name."""
        return re.sub(r"\{(\w+)\}", lambda m: str(getattr(self, m[1])()), frame)

    def short(self) -> str:
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 3)))

    def org(self) -> str:
        return self.short() + self.random.choice(BUSINESSES) + self.random.choice(ENDINGS)

    def school(self) -> str:
        return self.place() + self.random.choice(SCHOOLS)

    def brand(self) -> str:
        return self.place() + self.crop()

    def place(self) -> str:
        return self.random.choice(self.places)

    def product(self) -> str:
        return self.random.choice(self.products)

    def crop(self) -> str:
        return self.random.choice(CROPS)

    def trade(self) -> str:
        return self.random.choice(TRADES)

    def zone(self) -> str:
        return self.random.choice(ZONES)

    def phase(self) -> str:
        return self.random.choice("一二三四") + "期"

    def m(self) -> int:
        return self.random.randint(2, 11)

    def n(self) -> str:
        return self.random.choice((f"{self.random.randint(2, 999)}", f"{self.random.uniform(1, 99):.2f}"))

    def count(self) -> int:
        return self.random.randint(2, 400)

    def year(self) -> int:
        return self.random.randint(2008, 2023)

    def money(self) -> str:
        return f"{self.random.choice(('', '约', '超'))}{self.random.uniform(0.5, 300):.1f}亿元"

    def date(self) -> str:
        day = f"{self.random.randint(2015, 2023)}年{self.random.randint(1, 12)}月"
        return self.random.choice((f"{day}{self.random.randint(1, 28)}日", day, day[:5], "去年", "今年上半年", "年底"))


def words(seed: int) -> Words:
    """Return the blanks' words: the library's places and products, in an order of the seed."""
    places = tuple(r.name if i % 2 else r.short for i, r in enumerate(load_regions()))
    return Words(Random(seed), places, general_words())


def text(size: int, seed: int = 1) -> str:
    """Return articles of varied sentences, `size` bytes in UTF-8 or a little more; no paragraph stands twice."""
    return "\n".join(paragraphs(size, words(seed)))


def paragraphs(size: int, blanks: Words) -> Iterator[str]:
    """Yield the lines of an article of varied sentences, `size` bytes in UTF-8 or a little more."""
    yield "乐山市产业发展纪要\n发布时间：2023-05-06"
    done, seen = 0, set[str]()
    while done < size:
        told, beside = blanks.random.choices(TELLING, k=2), blanks.random.choices(RUNNING, k=6)
        chosen = blanks.random.sample((*told, *beside), k=blanks.random.randint(4, 6))
        paragraph = "".join(blanks.fill(frame) for frame in chosen)
        if paragraph not in seen:
            seen.add(paragraph)
            done += len(paragraph.encode()) + 1
            yield paragraph


@dataclass(frozen=True, slots=True)
class Speed:
    """Characters a second, ours and jieba's, and how many times as long a character takes in the larger text."""

    speed: float
    rival: float
    growth: float


def read(body: str) -> int:
    """Read a text and return how many statements it makes."""
    return len(read_statements(document_from_text(body, "bench"), load_regions(), load_chains()).statements)


def jieba_cut() -> Callable[[str], object]:
    """Return jieba's plain cut with its dictionary loaded; ends the program where jieba is missing."""
    try:
        import jieba
    except ImportError:
        raise SystemExit("jieba is missing: .venv/bin/pip install jieba, then run the bench again") from None
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    return lambda body: list(jieba.cut(body))


def measure(count: int = 3) -> Speed:
    """Time the reading of both sizes and jieba's cut of the larger, in turns; print and return what came of it."""
    small, large = (text(size) for size in SIZES)
    cut, statements = jieba_cut(), read(large)
    took = rounds(count, ours=lambda: read(large), jieba=lambda: cut(large), small=lambda: read(small))
    speed, rival = len(large) / took["ours"], len(large) / took["jieba"]
    growth = (took["ours"] / len(large)) / (took["small"] / len(small))
    print(f"reading {len(large):,} characters ({len(large.encode()) / 1e6:.2f} MB), {statements:,} statements,")
    print(f"  one in {len(large) / statements:.0f} characters; medians of {count} turns")
    how = "from its sources; `make bench` compiles it" if reader.__file__.endswith(".py") else "compiled, as wheels are"
    print(f"  ours  {speed / 1e6:6.3f} M characters a second, {how}")
    print(f"  jieba {rival / 1e6:6.3f} M characters a second; ours is {speed / rival:.2f} ×")
    print(f"  time a character, {SIZES[1] / 1e6:g} MB to {SIZES[0] / 1e6:g} MB: {growth:.2f}")
    return Speed(speed, rival, growth)


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
