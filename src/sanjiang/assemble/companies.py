"""The user's own list of companies, as CSV or Excel: who makes what, where."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sanjiang.chain.targets import Maker
from sanjiang.core.errors import DocumentError, LibraryError
from sanjiang.core.evidence import Citation
from sanjiang.library.processes import Chain
from sanjiang.library.regions import Region, Regions
from sanjiang.mentions.products import product_finder

HEADINGS = {
    "company": ("企业", "企业名称", "公司", "公司名称", "company", "organisation", "name"),
    "product": ("产品", "主要产品", "主营产品", "product", "products"),
    "place": ("地区", "所在地", "地点", "place", "region", "city"),
}
MEND = "第一行写 企业,产品,地区 write the headings company, product, place in the first row"
Row = tuple[int, list[str]]
"""A row's number in the file, the headings' being 1, and its cells."""


def read_companies(path: Path, chains: Sequence[Chain], regions: Regions) -> tuple[Maker, ...]:
    """Return the companies of a list, one row each, that make something of a chain.

    Parameters
    ----------
    path : Path
        ``.csv`` (UTF-8 or GB 18030) or ``.xlsx`` (its first sheet), with the headings 企业 and 产品, and 地区 if known.
    chains : sequence of Chain
        Their words tell which process a product is of; rows of other products are passed over.
    regions : Regions

    Raises
    ------
    DocumentError
        If the file cannot be read, lacks a heading, or a row names no company.
    """
    rows = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    if not rows:
        raise DocumentError("名单是空的 the list is empty", path.name, MEND)
    place = {name: _column(rows[0][1], words) for name, words in HEADINGS.items()}
    for name in ("company", "product"):
        if place[name] is None:
            raise DocumentError(f"名单没有这一列 the list has no column {name}", f"{path.name}:1", MEND)
    found: list[Maker] = []
    for number, cells in rows[1:]:
        said = {name: cells[i].strip() if i is not None and i < len(cells) else "" for name, i in place.items()}
        if not said["company"]:
            where = f"{path.name}:{number}"
            raise DocumentError("没有写企业 no company", where, "填上企业或删去这一行 name it or remove the row")
        found += _makers(said, f"{path.name}:{number}", chains, regions)
    return tuple(found)


def _makers(said: dict[str, str], where: str, chains: Sequence[Chain], regions: Regions) -> Iterator[Maker]:
    words = [m.value for m in product_finder(tuple(chains)).find(said["product"])]
    processes = tuple(dict.fromkeys(p for word in words for p in word.processes))
    if processes:
        region = _region(said["place"], regions)
        yield Maker(
            company=said["company"],
            processes=processes,
            region=region.adcode if region else None,
            place_zh=region.name if region else said["place"],
            place_en=(region.name_en or region.name) if region else said["place"],
            stage=None,
            capacity=None,
            unit=None,
            evidence=(Citation(where),),
        )


def _region(name: str, regions: Regions) -> Region | None:
    """Return the region that a name means; None where it is unknown or ambiguous, which is no fault of a list."""
    try:
        return regions.find(name) if name else None
    except LibraryError:
        return None


def _column(headings: Sequence[str], words: Sequence[str]) -> int | None:
    return next((i for i, cell in enumerate(headings) if cell.strip().lower() in words), None)


def _csv(path: Path) -> list[Row]:
    content = _bytes(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise DocumentError("名单不是文本 the list is not a text", path.name, "另存为 UTF-8 CSV save it as CSV UTF-8")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise DocumentError(
            f"名单不是 CSV the list is no CSV: {error}", path.name, "检查引号 check its quotes"
        ) from error


def _xlsx(path: Path) -> list[Row]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(_bytes(path)), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise DocumentError(
            f"名单不是 Excel 工作簿 the list is no Excel workbook: {error}",
            path.name,
            "另存为 save it as .xlsx or .csv",
        ) from error
    sheet = book.worksheets[0]
    rows = (
        (i, ["" if v is None else str(v) for v in row]) for i, row in enumerate(sheet.iter_rows(values_only=True), 1)
    )
    return [row for row in rows if any(cell.strip() for cell in row[1])]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"名单读不了 the list cannot be read: {error.strerror}", str(path), "检查路径 check the path"
        ) from error
