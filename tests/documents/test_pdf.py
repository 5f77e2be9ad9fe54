import time
import zlib
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pdf import Printed, file_of, made_pdf

from sanjiang.core.errors import DocumentError
from sanjiang.documents import Document
from sanjiang.documents.limits import LIMITS
from sanjiang.documents.pdf_pages import pdf_lines
from sanjiang.documents.read import document_from_bytes

WIDTH = 30  # characters in a full line


def read(pages, **more):
    return document_from_bytes(made_pdf(pages, **more), "a.pdf")


def filler(count):
    return ("某市加快建设现代产业体系推动重点项目早日投产达效" * 9)[:count]


def column(*lines, left=90.0, top=760.0, pitch=20.0):
    """Lines below each other; those that begin with two blanks are indented."""
    return [
        Printed(left + 12 * (len(line) - len(line.lstrip())), top - pitch * row, line.lstrip())
        for row, line in enumerate(lines)
    ]


def test_lines_of_a_paragraph_are_one():
    full, first = filler(WIDTH), "  " + filler(WIDTH - 2)
    document = read([column(first, full, "末行。", first, "又一段。")])
    assert document.text.split("\n") == [first.strip() + full + "末行。", first.strip() + "又一段。"]


def test_a_comma_never_begins_a_line_so_a_full_one_may_be_short():
    full = filler(WIDTH)
    document = read([column(full, full[:-2], "建，", full, full)])
    assert document.text.split("\n") == [full + full[:-2] + "建，", full + full]
    document = read([column(full, full[:-1], "设，某厂。", full, full)])
    assert document.text.split("\n")[0] == full + full[:-1] + "设，某厂。"


def test_a_paragraph_goes_over_the_page_and_its_furniture_is_told_once():
    def page(number, *lines):
        edge = [Printed(200, 800, "某市项目汇编"), Printed(280, 40, f"— {number} —")]
        return [edge[0], *column(*lines), edge[1]]

    full = filler(WIDTH)
    document = read([page(1, full, full), page(2, "接上页。", "另一行。"), page(3, full[::-1], "末行。")])
    assert document.text.split("\n") == ["某市项目汇编", full + full + "接上页。", "另一行。", full[::-1] + "末行。"]
    assert [block.label for block in document.blocks] == ["furniture", "body", "body", "body"]


def test_rows_of_a_table_stay_rows():
    rows = [("项目名称", "业主", "总投资"), ("甲项目", "乙公司", "3亿元"), ("丙项目", "丁公司", "5亿元")]
    lines = [
        Printed(90 + 150 * place, 700 - 20 * row, cell)
        for row, cells in enumerate(rows)
        for place, cell in enumerate(cells)
    ]
    assert read([lines]).text == "\n".join("\t".join(cells) for cells in rows)


def test_a_numbered_heading_begins_a_paragraph():
    full = filler(WIDTH)
    assert read([column(full, "一、工业", full, "（二）农业")]).text.split("\n") == [
        full,
        "一、工业",
        full,
        "（二）农业",
    ]


def test_words_of_letters_and_a_hyphen():
    lines = [
        "It reads what cities publish about their industries and pro-",
        "duction networks, and it tells all of it in one line of",
    ]
    assert read([column(*lines, "print.")]).text == f"{lines[0][:-1]}{lines[1]} print."


def test_the_largest_lines_are_the_title():
    full = filler(WIDTH)
    pages = [[Printed(150, 780, "某市重点项目", 24), Printed(190, 745, "清单", 24), *column(full, full, full, top=700)]]
    document = read(pages)
    assert document.title == "某市重点项目清单"
    assert document.text == f"某市重点项目清单\n{full * 3}"


def test_a_mark_that_is_written_last_stands_where_it_is_printed():
    assert read([[Printed(90, 700, "甲"), Printed(114, 700, "乙"), Printed(102, 700, "“")]]).text == "甲“乙"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page(turned):
    full = filler(WIDTH)
    assert read([column(full, full, "末。")], turned=turned).text == full + full + "末。"


def test_a_slanted_watermark_is_left_out_wherever_it_is_written():
    mark, full = Printed(150, 720, "内部资料", 60, slant=True), filler(WIDTH)
    for page in ([*column(full, "末。"), mark], [mark, *column(full, "末。")]):
        assert read([page]).text == full + "末。"


def test_a_title_across_columns_is_no_margin_of_theirs():
    full = filler(12)
    columns = [column(full, full, "末。", left=left, top=650) for left in (60, 220, 380)]
    document = read([[Printed(200, 720, "某市重大项目集中开工仪式", 24), *columns[0], *columns[1], *columns[2]]])
    assert document.text.split("\n") == ["某市重大项目集中开工仪式", *[full * 2 + "末。"] * 3]


def test_a_paragraph_does_not_go_on_in_an_indented_one_of_the_next_column():
    full = filler(12)
    left = column(full, full[:-1] + "。", left=60)
    right = column("  " + full[:-2], full, "末。", left=300)
    assert read([[*left, *right]]).text.split("\n") == [full + full[:-1] + "。", full[:-2] + full + "末。"]


def test_digits_that_are_spread_are_one_number():
    spread = [Printed(90 + 15 * place, 700, char) for place, char in enumerate("总投资约为七十")]
    spread += [Printed(195 + 9.5 * place, 700, char) for place, char in enumerate("71.50")]
    assert read([spread]).text == "总投资约为七十71.50"


@pytest.mark.parametrize("before", [b"<!-- saved -->\n", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n", b"\xef\xbb\xbf \n"])
def test_a_pdf_may_begin_with_other_bytes(before):
    assert document_from_bytes(before + made_pdf([column("甲。")]), "a.pdf").text == "甲。"


def test_a_text_layer_that_is_no_text():
    garbled = "".join(chr(0xE000 + 7 * place) + chr(0x480 + place) for place in range(WIDTH // 2))
    with pytest.raises(DocumentError, match="no readable"):
        read([column(garbled, garbled)])
    document = read([column(filler(WIDTH)), column(garbled, garbled)])
    assert any("pages that are not readable: 2" in note for note in document.notes)
    assert read([column("Ils ont créé une société à Chengdu, près de Leshan.")]).notes[1:] == ()


def test_encrypted_pdf():
    code = "00" * 32
    lock = f"/ID [<{code}> <{code}>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{code}> /U <{code}> /P -4 >>"
    with pytest.raises(DocumentError, match="encrypted"):
        read([column("甲。")], extra=lock)


def test_no_text_layer():
    with pytest.raises(DocumentError, match="no text layer"):
        read([[], []])
    assert any("without text: 2" in note for note in read([column("甲。"), []]).notes)


def test_thousands_of_pages():
    data = made_pdf([column("甲。")] * (LIMITS.pages + 1))
    begun = time.monotonic()
    with pytest.raises(DocumentError, match="limit: pages"):
        document_from_bytes(data, "a.pdf")
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(("name", "most"), [("characters", 5), ("seconds", -1.0), ("file_bytes", 10)])
def test_limits(name, most):
    with pytest.raises(DocumentError, match=f"limit: {name}"):
        document_from_bytes(made_pdf([column(filler(WIDTH))]), "a.pdf", replace(LIMITS, **{name: most}))


def test_a_page_of_very_many_lines_is_read_in_time():
    page = [Printed(10 + 7 * (row % 80), 800 - 0.5 * (row // 80), "字", 5) for row in range(8_000)]
    begun = time.monotonic()
    assert isinstance(read([page]), Document)
    assert time.monotonic() - begun < 30


WHOLE = made_pdf([column(filler(WIDTH), "末行。")] * 2)


def drawn(depth):
    """A pdf that draws a form twice, which draws another twice, and so on."""
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    streams = [
        f"{form} /Resources << /XObject << /X {row + 6} 0 R >> >> /Length 12 >>\nstream\n/X Do /X Do \nendstream"
        for row in range(depth)
    ]
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R"
    return file_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"{page} /Resources << /XObject << /X 5 0 R >> >> >>",
        "<< /Length 6 >>\nstream\n/X Do \nendstream",
        *streams,
        f"{form} /Length 2 >>\nstream\nq \nendstream",
    )


def test_a_pdf_that_never_ends_is_stopped():
    with pytest.raises(DocumentError, match="limit: seconds"):
        document_from_bytes(drawn(40), "a.pdf", replace(LIMITS, seconds=1.0, memory_bytes=2**35))


def test_a_pdf_that_asks_for_too_much_memory_is_stopped():
    marks = zlib.compress(b"BT /F 1 Tf (a) Tj ET\n" + b"q " * 50_000_000, 9).hex()
    data = file_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R >>",
        f"<< /Length {len(marks)} /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n{marks}\nendstream",
    )
    with pytest.raises(DocumentError, match="limit: memory_bytes"):
        document_from_bytes(data, "a.pdf", replace(LIMITS, memory_bytes=600 * 1024**2))


def test_pages_that_hold_themselves():
    data = file_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 1900 >>",
        "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1900 >>",
    )
    with pytest.raises(DocumentError):
        document_from_bytes(data, "a.pdf")


def lines_here(data):
    """Read in this process, which is quicker."""
    with suppress(DocumentError):
        pdf_lines(bytes(data), "a.pdf", LIMITS)


@given(st.integers(1, len(WHOLE)))
def test_cut_pdf(end):
    lines_here(WHOLE[:end])


@given(st.lists(st.tuples(st.integers(9, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=9))
def test_pdf_of_wrong_bytes(changes):
    made = bytearray(WHOLE)
    for place, byte in changes:
        made[place] = byte
    lines_here(made)
