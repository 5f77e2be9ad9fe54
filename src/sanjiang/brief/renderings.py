"""Which file ending is written by which rendering; each is imported when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from sanjiang.brief.report import Language, Report
from sanjiang.core.errors import SanjiangError


def _html(report: Report, language: Language) -> bytes:
    from sanjiang.brief.html import render

    return render(report, language).encode(errors="replace")  # half a character is none


def _word(report: Report, language: Language) -> bytes:
    from sanjiang.brief.word import render

    return render(report, language)


def _excel(report: Report, language: Language) -> bytes:
    from sanjiang.brief.excel import render

    return render(report, language)


def _markdown(report: Report, language: Language) -> bytes:
    from sanjiang.brief.markdown import render

    return render(report, language).encode()


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    return text.encode(errors="backslashreplace")  # half a character stays as JSON's escape of it


WRITERS: Mapping[str, Callable[[Report, Language], bytes]] = {
    ".html": _html,
    ".docx": _word,
    ".xlsx": _excel,
    ".md": _markdown,
}
ENDINGS = (*WRITERS, ".json")


def check_ending(path: Path) -> None:
    """Raise SanjiangError where no rendering writes files of this ending."""
    if path.suffix.lower() not in ENDINGS:
        raise SanjiangError(
            f"不认识这种文件 no rendering writes this ending: {path.suffix or '—'}",
            str(path),
            f"用 use one of {' '.join(ENDINGS)}",
        )


def save(path: Path, report: Report, value: object, language: Language) -> None:
    """Write a brief to a file, by its ending; folders are made.

    Parameters
    ----------
    path : Path
        Ends in one of `ENDINGS`.
    report : Report
        What is written, in `language`.
    value : object
        The JSON value, which is what ``.json`` files hold.

    Raises
    ------
    SanjiangError
        If the ending is not known or the file cannot be written.
    """
    check_ending(path)
    writer = WRITERS.get(path.suffix.lower())
    content = writer(report, language) if writer else _json(value)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise SanjiangError(
            f"写不出文件 cannot write the file: {error.strerror}",
            str(path),
            "换一个可写的位置 choose a place that can be written",
        ) from error
