"""Prints the statements of the texts whose paths stand on standard input: run with the compiled package in front."""

import json
import sys

from sanjiang.documents import document_from_text
from sanjiang.grammar import reader
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions

if reader.__file__.endswith(".py"):
    sys.exit("the reading is not compiled")
for path in sys.stdin.read().split("\n"):
    with open(path, encoding="utf-8") as file:
        document = document_from_text(file.read(), "text")
    print(json.dumps(reader.read_statements(document, load_regions(), load_chains()).to_json(), ensure_ascii=False))
