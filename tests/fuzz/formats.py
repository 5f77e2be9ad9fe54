"""Every format that is read: how bytes become a file of it, and whole files to begin from."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import NamedTuple

import docx
import openpyxl

TEXT = "某厂年产3万吨白酒项目开工，总投资5亿元。\n關(guān)於產業項目\n1\t甲项目\t乙公司"
TRADITIONAL = "關於產業項目的報導：某廠年產萬噸，總投資五億元，開工建設。\n項目名稱\t業主"
ROWS = (["项目名称", "建设单位", "总投资（万元）"], ["甲项目", "乙公司", "500"])
PART = b"\x1eEND\x1e"  # parts of a file that are changed together stand one behind the other
STYLES = (
    b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:style w:styleId="Heading1"><w:name w:val="heading 1"/><w:outlineLvl w:val="0"/></w:style></w:styles>'
)
HTML = (
    "<html><head><title>题</title></head><body><h1>题</h1><table><tr><td colspan=2>项目名称</td><td>业主</td></tr>"
    "<tr><td rowspan='2'><p>甲</p></td><td>乙</td><td>&lt;</td></tr></table><!-- c --><script>x</script>"
    "<pre>a\nb</pre></body></html>"
)
MARKDOWN = "# 题\n\n| 项目名称 | 业主 |\n|--|:-:|\n| **甲** | [乙](x) |\n\n- `一`\n> 引\n```\n码\n```\n"


class Format(NamedTuple):
    """A format: the name that its files bear, what bytes begin with, and how they become a file."""

    name: str
    seeds: Sequence[bytes]
    file: Callable[[bytes], bytes] = bytes


def word() -> bytes:
    """Return a Word file with a heading, a paragraph and a table of projects."""
    made = docx.Document()
    made.add_heading("标题", 1)
    made.add_paragraph("某厂年产3万吨白酒项目开工。")
    table = made.add_table(2, 3)
    for cell, text in zip(table._cells, (*ROWS[0], *ROWS[1]), strict=True):
        cell.text = text
    return _saved(made)


def book() -> bytes:
    """Return a workbook with a table of projects and merged cells."""
    made = openpyxl.Workbook()
    for row in (*ROWS, [None, 0.5, True]):
        made.active.append(row)
    made.active.merge_cells("A2:A3")
    return _saved(made)


def pdf() -> bytes:
    """Return a pdf of two pages in a font that every reader has."""
    pages = "".join(
        f"{row} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents {row + 2} 0 R /Resources "
        f"<< /Font << /F 3 0 R >> >> >>\nendobj\n{row + 2} 0 obj\n<< /Length 41 >>\nstream\n"
        f"BT /F 12 Tf 20 200 Td (A plant of 3 t) Tj ET\nendstream\nendobj\n"
        for row in (4, 5)
    )
    body = (
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [4 0 R 5 0 R] "
        "/Count 2 >>\nendobj\n3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
    )
    return f"{body}{pages}trailer\n<< /Size 8 /Root 1 0 R >>\n%%EOF\n".encode()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip of files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return made.getvalue()


def repacked(whole: bytes, changed: dict[str, bytes]) -> bytes:
    """Return an office file with other contents of some parts."""
    return packed({**unpacked(whole), **changed})


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _parts(whole: bytes, names: Sequence[str]) -> tuple[bytes, Callable[[bytes], bytes]]:
    """Return some parts of an office file in a row, and how such a row becomes an office file."""
    files = unpacked(whole)
    joined = PART.join(files[name] for name in names)
    return joined, lambda data: packed({**files, **dict(zip(names, data.split(PART), strict=False))})


def _saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def formats() -> dict[str, Format]:
    """Return every format; office files by their parts, so that what is changed is XML and not a checksum."""
    inner, inner_file = _parts(
        repacked(word(), {"word/styles.xml": STYLES}), ["word/document.xml", "word/styles.xml", "_rels/.rels"]
    )
    sheet, sheet_file = _parts(
        book(), ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
    )
    codecs = ("utf-8", "gb18030", "utf-16", "utf-16-le", "big5")
    archive = packed({"甲.txt": TEXT.encode(), "b/c.html": HTML.encode(), "../d.md": MARKDOWN.encode()})
    return {
        "text": Format("a.txt", [(TRADITIONAL if codec == "big5" else TEXT).encode(codec) for codec in codecs]),
        "html": Format("a.html", [HTML.encode()]),
        "md": Format("a.md", [MARKDOWN.encode()]),
        "docx": Format("a.docx", [inner], inner_file),
        "xlsx": Format("a.xlsx", [sheet], sheet_file),
        "pdf": Format("a.pdf", [pdf()]),
        "zip": Format("a.zip", [archive, word(), packed({"e.zip": archive})]),
        "nested": Format("a.zip", [TEXT.encode(), archive], lambda data: packed({"b.zip": packed({"甲": data})})),
    }
