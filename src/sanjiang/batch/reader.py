"""What a process of the pool does with a path: reads the document into its line, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sanjiang.batch.record import line_of, line_of_failure
from sanjiang.core.errors import SanjiangError

Reader = Callable[[str], bytes]
Opener = Callable[[], Reader]
"""Called once in each process; it can be pickled, so it is a function of a module."""

_TELL = "请单独读这个文件,并报告这个错误 read this file alone and report the error"


def open_reader() -> Reader:
    """Load the library and return the function that reads one document."""
    # As `pipeline.read` does, without what assembles and solves: each process holds half the memory.
    from sanjiang.documents import read_document
    from sanjiang.documents.fingerprint import fingerprint
    from sanjiang.grammar.reader import read_statements
    from sanjiang.library.processes import load_chains
    from sanjiang.library.regions import load_regions

    regions, chains = load_regions(), load_chains()

    def line(path: str) -> bytes:
        try:
            reading = read_statements(read_document(Path(path), path), regions, chains)
            return line_of(reading, fingerprint(reading.document))
        except SanjiangError as error:
            return line_of_failure(path, error.what, error.where, error.mend, again=False)
        except MemoryError:
            what = "内存不够 out of memory"
            return line_of_failure(
                path, what, path, "减少 --workers 或拆分文件 fewer --workers, or split it", again=True
            )
        except Exception as error:  # a fault of ours must not cost the other documents
            what = f"读的程序出错 the reader failed ({type(error).__name__}: {error})"
            return line_of_failure(path, what, path, _TELL, again=True)

    return line
