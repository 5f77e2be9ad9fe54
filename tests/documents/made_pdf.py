"""Pdf files made by hand, so that tests know where every line stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

A4 = (595, 842)


class Printed(NamedTuple):
    """A line of a page: where it begins, from the lower left in points, its size and its text."""

    left: float
    bottom: float
    text: str
    size: float = 12
    slant: bool = False


def made_pdf(pages: Sequence[Sequence[Printed]], extra: str = "", turned: int = 0) -> bytes:
    """Return a pdf; its font is not in it, its characters are those of Adobe-GB1 by their numbers in Unicode."""
    kids = " ".join(f"{5 + 2 * row} 0 R" for row in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    for row, page in enumerate(pages):
        stream = "".join(
            f"BT /F1 {line.size} Tf {_matrix(line, turned)} Tm <{line.text.encode('utf-16-be').hex()}> Tj ET\n"
            for line in page
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Rotate {turned} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * row} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}endstream")
    return file_of(*objects, extra=extra)


def _matrix(line: Printed, turned: int) -> str:
    """Return the place of a line on a page that is shown turned clockwise, so that the line is shown upright."""
    width, height = A4
    if line.slant:
        return f".7 .7 -.7 .7 {line.left} {line.bottom}"
    if turned == 90:
        return f"0 1 -1 0 {width - line.bottom} {line.left}"
    if turned == 180:
        return f"-1 0 0 -1 {width - line.left} {height - line.bottom}"
    if turned == 270:
        return f"0 -1 1 0 {line.bottom} {height - line.left}"
    return f"1 0 0 1 {line.left} {line.bottom}"


def file_of(*objects: str, extra: str = "") -> bytes:
    """Return a pdf of objects, the first of which is its catalogue."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    root = f"<< /Size {len(places) + 1} /Root 1 0 R {extra} >>"
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n{root}\n"
    return body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode("latin-1")
