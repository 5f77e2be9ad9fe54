"""The labelled examples, and how one is written out as a document."""

import tomllib
from pathlib import Path

FILES = sorted(Path(__file__).parent.glob("labelled*.toml"))
EXAMPLES = [example for file in FILES for example in tomllib.loads(file.read_text("utf-8"))["example"]]


def document(folder: Path, example: dict) -> Path:
    path = folder / "notice.txt"
    head = f"{example['title']}\n{example['published']}\n来源：{example['source']}\n\n"
    path.write_text(head + example["text"].strip() + "\n", "utf-8")
    return path
