"""The same figures in every rendering: read back from what was written, table by table, row by row.

A reader takes a file's bytes and returns {(table's name, row, column's title): text}; every rendering has one.
"""

import re
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from sanjiang.brief.changes import with_changes
from sanjiang.brief.excel.grid import HIGH, LOW, UNIT, of_column, unit_word
from sanjiang.brief.numbers import amount, between
from sanjiang.brief.outline import lay_out
from sanjiang.brief.renderings import WRITERS
from sanjiang.brief.report import LANGUAGES, Number, said
from sanjiang.pipeline import Request, brief

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Tables(HTMLParser):
    """Gathers the rows of tables in one language: every cell's text, without marks and links."""

    def __init__(self, text, language):
        super().__init__(convert_charrefs=True)
        self.quiet = {"zh": "en", "en": "zh"}[language]
        self.stack, self.name, self.rows, self.found = [], "", [], {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag not in VOID:
            self.stack.append((tag, attributes))
        if tag == "table":
            sections = [a.get("id") for t, a in self.stack if t == "section"]
            self.name = attributes.get("id") or sections[-1]
            self.rows = self.found.setdefault(self.name, [])
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            if "colspan" in attributes:
                self.rows.pop()  # a group's heading, or what is said below a row
                self.rows.append([])
            else:
                self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.stack.pop()
        if tag == "tr" and not self.rows[-1]:
            self.rows.pop()

    def handle_data(self, data):
        inside = [t for t, _ in self.stack]
        quiet = any(self.quiet in (a.get("class") or "").split() for _, a in self.stack)
        in_cell = {"td", "th"} & set(inside) and self.rows and self.rows[-1]
        if in_cell and not quiet and not {"strong", "a"} & set(inside):
            self.rows[-1][-1] += data


def titled(name, rows):
    titles, *rest = rows
    return {
        (name, place, title): " ".join(cell.split())
        for place, row in enumerate(rest)
        for title, cell in zip(titles, row, strict=False)
    }


def read_html(content, report, language):
    found = {}
    for name, rows in Tables(content.decode(), language).found.items():
        found |= titled(name, [[" ".join(cell.split()) for cell in row] for row in rows])
    return found


def read_markdown(content, report, language):
    names = {said(table.caption, language): table.name for table in every_table(report)}
    found, name, rows = {}, None, []
    for line in [*content.decode().splitlines(), ""]:
        caption = re.fullmatch(r"\*\*(?:表：|Table: )(.*)\*\*", line)
        if caption:
            name = names[unescaped(caption[1])]
        elif line.startswith("| ---"):
            continue
        elif line.startswith("| "):
            cells = [unescaped(cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            rows += [] if rows and len(cells) > 1 and not any(cells[1:]) else [cells]
        elif rows:
            found |= titled(name, rows)
            rows = []
    return found


def unescaped(text):
    plain = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    return re.sub(r"\\(.)", r"\1", plain).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def read_excel(content, report, language):
    names = {said(table.caption, language): table.name for table in every_table(report)}
    symbols = {unit_word(n.unit, language): n.unit for n in numbers(report)}
    book = openpyxl.load_workbook(BytesIO(content))
    captions = {row[0].value: row[1].value for row in book.worksheets[0] if row[0].hyperlink}
    assert list(captions) == book.sheetnames[1:]
    found = {}
    for sheet in book.worksheets[1:]:
        name = names.get(captions[sheet.title])
        if name and name != "statements":  # those have a column a field
            titles, *rows = sheet.iter_rows(values_only=True)
            for place, row in enumerate(rows):
                cells = dict(zip(titles, row, strict=True))
                for column in next(t for t in every_table(report) if t.name == name).columns:
                    found[name, place, said(column.title, language)] = as_read(cells, column.title, symbols, language)
    book.close()
    return found


def as_read(cells, title, symbols, language):
    """Return the text that the numbers of a row would have in another rendering."""
    unit = symbols.get(cells.get(of_column(title, UNIT, language)), "")
    if of_column(title, LOW, language) in cells:
        ends = [cells[of_column(title, end, language)] for end in (LOW, HIGH)]
        assert len({isinstance(end, str) for end in ends}) == 1
        return ends[0] if isinstance(ends[0], str) else said(between(*ends, unit), language)
    value = cells[said(title, language)]
    return value if isinstance(value, str) else said(amount(value, unit), language)


def words_of(element):
    return "".join(text.text or "" for text in element.iter(f"{WORD}t"))


def read_word(content, report, language):
    names = {said(table.caption, language): table.name for table in every_table(report)}
    document = docx.Document(BytesIO(content))
    found, caption = {}, ""
    for element in document.element.body.iterchildren():
        if element.tag.endswith("}p"):
            caption = words_of(element) or caption
        elif element.tag.endswith("}tbl"):
            rows = [[words_of(cell) for cell in row.iter(f"{WORD}tc")] for row in element.iter(f"{WORD}tr")]
            text = re.fullmatch(r"(?:表|Table )\d+(?:　|\. )(.*)", caption)[1]
            found |= titled(names[text], [row for row in rows if len(row) == len(rows[0])])
    return found


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
READERS = {".html": read_html, ".xlsx": read_excel, ".md": read_markdown, ".docx": read_word}
WITH_ASSUMPTIONS = {".xlsx": {"assumptions"}, ".md": set(), ".docx": {"assumptions"}}
"""Where assumptions stand as a table, they are compared, too; Markdown has them as footnotes."""


def every_table(report):
    return [*report.tables(), *(b for section in report.annexes for b in section.blocks)]


def numbers(report):
    return [
        cell for table in every_table(report) for row in table.rows for cell in row.cells if isinstance(cell, Number)
    ]


def made(day):
    content, failures = brief(Request(tuple(EXAMPLES), "乐山", date.fromisoformat(day), False, {}))
    assert not failures
    return content.to_json()


@pytest.fixture(scope="module")
def report():
    return lay_out(with_changes(made("2020-12-31"), made("2021-04-30")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [ending for ending in READERS if ending != ".html"])
def test_every_figure_of_every_table_is_read_back_as_on_the_page(report, ending, language):
    page = read_html(WRITERS[".html"](report, language), report, language)
    other = READERS[ending](WRITERS[ending](report, language), report, language)
    compared = set()
    for table in [t for t in every_table(report) if t in report.tables() or t.name in WITH_ASSUMPTIONS[ending]]:
        for place in range(len(table.rows)):
            for column in table.columns[1:]:
                key = (table.name, place, said(column.title, language))
                assert other[key] == page[key], key
                compared.add(key)
    assert len(compared) > 200
    assert {name for name, _, _ in compared} >= {table.name for table in report.tables()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", READERS)
def test_rows_are_named_alike(report, ending, language):
    other = READERS[ending](WRITERS[ending](report, language), report, language)
    for table in report.tables():
        for place, row in enumerate(table.rows):
            name = other[table.name, place, said(table.columns[0].title, language)]
            assert name.startswith(said(row.cells[0], language))
