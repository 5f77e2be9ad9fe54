"""Coverage-guided runs on broken files: ``python tests/fuzz/fuzz.py FORMAT [RUNS]`` with atheris installed.

What fails is left in out/fuzz/FORMAT; what reached new code is kept there for the next run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris
from broken import broken

with atheris.instrument_imports(include=["sanjiang.documents"]):
    from formats import formats
    from outcome import outcomes

    from sanjiang.documents import pdf
    from sanjiang.documents.pdf_pages import pdf_lines

WORDS = (
    "<w:tbl>",
    "<w:vMerge/>",
    "<w:gridSpan w:val='9'/>",
    "<!DOCTYPE x [",
    "<!ENTITY a '&a;'>",
    "rowspan=99999",
    "colspan=99999",
    "<table>",
    "<![CDATA[",
    "/Kids [2 0 R]",
    "/Encrypt",
    "/Count 99999999",
    "r='XFD1048576'",
    "ref='A1:XFD1048576'",
    "TargetMode='External'",
    "项目名称",
    "\0",
    "\xff\xfe",
    "|--|",
    "PK\x03\x04",
    "PK\x05\x06",
    "%PDF-",
)
SECONDS, MEBIBYTES = 10, 2048


def _escaped(word: str) -> str:
    codec = "latin-1" if word.isascii() or "\xff" in word else "utf-8"
    return "".join(f"\\x{byte:02x}" for byte in word.encode(codec))


def _change(data: bytes, longest: int, seed: int) -> bytes:
    """Change bytes as libFuzzer does, or the marks of a format."""
    return broken(data, seed)[:longest] if seed % 2 else atheris.Mutate(data, longest)


def main() -> None:
    """Run one format."""
    pdf._pages = pdf_lines  # in this process, which is quicker, and watched
    name, runs = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "20000"
    format_ = formats()[name]
    folder = Path("out/fuzz", name)
    folder.mkdir(parents=True, exist_ok=True)
    for row, seed in enumerate(format_.seeds):
        (folder / f"seed{row}").write_bytes(seed)
    words = folder.with_suffix(".words")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in WORDS), "ascii")
    options = [
        f"-runs={runs}",
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={MEBIBYTES}",
        "-max_len=8192",
        "-print_final_stats=1",
        f"-dict={words}",
        f"-artifact_prefix={folder}-",
    ]
    arguments = [sys.argv[0], *options, str(folder)]
    atheris.Setup(arguments, lambda data: outcomes(format_.file(data), format_.name), custom_mutator=_change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
