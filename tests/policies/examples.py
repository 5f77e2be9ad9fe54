"""The labelled examples, and how one is written out as a document."""

import tomllib
from pathlib import Path

EXAMPLES = tomllib.loads((Path(__file__).parent / "labelled.toml").read_text("utf-8"))["example"]


def document(folder: Path, example: dict) -> Path:
    path = folder / "notice.txt"
    head = f"{example['title']}\n{example['published']}\n来源：{example['source']}\n\n"
    path.write_text(head + example["text"].strip() + "\n", "utf-8")
    return path
