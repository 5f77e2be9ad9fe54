"""Formulas of a workbook that no program has worked out: their cells look blank, and blank may mean without limit."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import openpyxl
from openpyxl import Workbook

CELL = re.compile(
    rb"<c\b([^>]*)>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>",
)
PLACE = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')


def without_value(content: bytes, values: Workbook) -> Mapping[str, Mapping[int, str]]:
    """Return the first formula without a value of each row, as ``place: formula``, by sheet and row.

    `values` is the workbook opened for its values.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [packed.read(part) for part in packed.namelist() if part.startswith("xl/worksheets/")]
    # a formula whose value is an empty text (t="str") is worked out
    places = {
        place[1].decode()
        for part in parts
        for told in CELL.findall(part)
        if b't="str"' not in told and (place := PLACE.search(told))
    }
    if not places:
        return {}
    book = openpyxl.load_workbook(io.BytesIO(content))
    found: dict[str, dict[int, str]] = {}
    for sheet in book.worksheets:
        shown = values[sheet.title]._cells
        for (row, column), cell in sorted(sheet._cells.items(), key=lambda placed: placed[0]):
            blank = (row, column) not in shown or shown[row, column].value is None
            if cell.data_type == "f" and cell.coordinate in places and blank:
                found.setdefault(sheet.title, {}).setdefault(row, f"{cell.coordinate}: {cell.value}")
    book.close()
    return found
