"""Very many broken files of a format, without atheris: ``python tests/fuzz/many.py FORMAT COUNT [FIRST]``."""

from __future__ import annotations

import resource
import sys
import time
import traceback
from pathlib import Path

from broken import broken
from formats import formats
from outcome import outcomes

from sanjiang.core.errors import DocumentError
from sanjiang.documents import pdf
from sanjiang.documents.pdf_pages import pdf_lines


def main() -> None:
    """Run one format; what fails is left in out/fuzz."""
    name, count, first = sys.argv[1], int(sys.argv[2]), int((sys.argv[3:] or ["0"])[0])
    pdf._pages = pdf_lines  # in this process, which is quicker, and watched
    format_ = formats()[name]
    Path("out/fuzz").mkdir(parents=True, exist_ok=True)
    faults = documents = errors = 0
    slowest = 0.0
    for seed in range(first, first + count):
        data = format_.file(broken(format_.seeds[seed % len(format_.seeds)], seed))
        begun = time.perf_counter()
        try:
            found = outcomes(data, format_.name)
        except Exception:
            faults += 1
            Path(f"out/fuzz/{name}-{seed}").write_bytes(data)
            traceback.print_exc()
            continue
        slowest = max(slowest, time.perf_counter() - begun)
        documents += sum(not isinstance(each, DocumentError) for each in found)
        errors += sum(isinstance(each, DocumentError) for each in found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name}: {count} inputs, {documents} documents, {errors} errors, {faults} faults, ", end="")
    print(f"slowest {slowest:.2f} s, peak {peak} MiB")


if __name__ == "__main__":
    main()
