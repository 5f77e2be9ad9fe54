from datetime import date

import pytest

from sanjiang.documents.declared import declared
from sanjiang.documents.read import document_from_bytes


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        (' name="ArticleTitle" content="工业提速"', ("title", "工业提速")),
        (" content='2024-03-05 09:30' name=PubDate", ("published", "2024-03-05 09:30")),
        (
            ' property="article:published_time" content="2024-03-05T09:30:00+08:00"',
            ("published", "2024-03-05T09:30:00+08:00"),
        ),
        (' name="ContentSource" content="日&amp;报"', ("source", "日&报")),
        (' name="keywords" content="工业"', None),
        (' name="PubDate" content=""', None),
        (' name="ArticleTitle" content="' + "长" * 200 + '"', None),
        ("", None),
    ],
)
def test_declared(attributes, said):
    assert declared(attributes) == said


def test_a_declared_day_is_the_day_of_publication():
    source = (
        '<html><head><meta name="PubDate" content="2024-03-05 09:30"><meta name="ContentSource" content="日报">'
        '<meta name="ArticleTitle" content="工业提速"></head><p>2024-03-07</p>'
        "<p>全市工业项目已经开工，总投资三百亿元。</p>"
    )
    document = document_from_bytes(source.encode(), "page.html")
    assert (document.title, document.published, document.source) == ("工业提速", date(2024, 3, 5), "日报")
