"""Prints what the files say whose paths stand on standard input: run with the compiled package in front."""

import json
import sys
from pathlib import Path

from sanjiang.documents import read_document
from sanjiang.grammar import reader
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions


def read(path: Path) -> dict[str, object]:
    """Return a file's title, its labelled lines and its statements."""
    document = read_document(path)
    statements = reader.read_statements(document, load_regions(), load_chains()).to_json()
    return {"title": document.title, "blocks": document.blocks, "statements": statements}


if __name__ == "__main__":
    if reader.__file__.endswith(".py"):
        sys.exit("the reading is not compiled")
    for line in sys.stdin.read().split("\n"):
        print(json.dumps(read(Path(line)), ensure_ascii=False))
