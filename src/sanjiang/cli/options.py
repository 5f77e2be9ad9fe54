"""Arguments and options that several commands share, and what their texts mean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanjiang.core.errors import SanjiangError

if TYPE_CHECKING:
    from sanjiang.pipeline import Request

Files = Annotated[
    list[Path],
    typer.Argument(help="文件、文件夹或压缩包 documents (.docx .pdf .xlsx .txt .md .html), folders of them, .zip."),
]
MaybeFiles = Annotated[
    list[Path] | None,
    typer.Argument(help="文件、文件夹或压缩包 documents (.docx .pdf .xlsx .txt .md .html), folders of them, .zip."),
]
Sources = Annotated[
    list[Path],
    typer.Argument(
        help="文件、文件夹或压缩包,或一个网络表文件夹 "
        "documents (.docx .pdf .xlsx .txt .md .html), folders of them, .zip, or one folder of network tables."
    ),
]
RegionName = Annotated[str, typer.Option(help="地区名或代码 region: name or code, e.g. 乐山 or 511100.")]
AsOf = Annotated[
    str | None,
    typer.Option(help="基准日 day, e.g. 2021-04-30; later documents are left out. Default: the latest document's."),
]
Alone = Annotated[bool, typer.Option("--alone", help="不考虑相邻地区 leave neighbours out.")]
Assume = Annotated[
    list[str] | None, typer.Option(help="改一个假设 change an assumption: NAME=VALUE, e.g. market.spread=0.05.")
]
Json = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 值 print one JSON value and nothing else.")]


def make_request(
    documents: Iterable[Path], region: str, as_of: str | None, alone: bool, assume: list[str] | None
) -> Request:
    """Return what is asked; an error where a day or an assumption is written wrongly."""
    from sanjiang.pipeline import Request

    assumed = dict(assumption(text) for text in assume or [])
    return Request(tuple(documents), region, None if as_of is None else day(as_of, "--as-of"), alone, assumed)


def assumption(text: str) -> tuple[str, float]:
    """Return name and value of ``NAME=VALUE``."""
    name, _, number = text.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError:
        raise SanjiangError(
            f"不是 名称=数值 not NAME=VALUE: {text}", "--assume", "例如 for example market.spread=0.05"
        ) from None


def day(text: str, option: str) -> date:
    """Return the day that an option names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SanjiangError(f"不是日期 not a date: {text}", option, "写成 2021-04-30 write it as 2021-04-30") from None
