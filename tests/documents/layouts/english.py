"""Pages in English."""

from __future__ import annotations

from around import LONGER, SHORT, Around
from article import Article


def weekly(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """A paper of today: newsletter box, related stories with teasers, cookie banner, remarks of readers."""
    body = "".join(f"<p>{line}</p>" for line in article.lines)
    related = "".join(f"<li><a href=#>{a}</a><p>{b}</p></li>" for a, b in zip(SHORT, LONGER, strict=False))
    return (
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{article.title} | {article.source}</title>
<meta property="article:published_time" content="{article.day}T06:00:00Z"></head><body>
<div class="cookie-banner">
<p>We use cookies to improve your experience. By continuing you agree to our policy.</p><button>Accept</button>
</div>
<header><nav><a>Home</a><a>News</a><a>Business</a><a>Sport</a><a>Weather</a></nav></header>
<main><h1>{article.title}</h1><p class="byline">By Staff Reporter</p><p class="date">{article.day:%B %d, %Y}</p>
<div class="story">{body}</div><div class="newsletter"><h3>Sign up for our newsletter</h3>
<p>Get the week's news in your inbox.</p>
<form><input type=email><button>Subscribe</button></form></div>
<section class="related"><h2>Related stories</h2><ul>{related}</ul></section>
<section id="comments"><h2>2 comments</h2><div><b>reader1</b><p>Good news for the county at last.</p></div>
<div><b>reader2</b><p>What about the noise? Nobody asked the people who live there.</p></div></section></main>
<footer><p>© {article.day.year} {article.source}. All rights reserved.</p><a>Terms</a><a>Privacy</a></footer>
</body></html>""",
        article.lines,
    )


def council(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """An office's page: a column of services, a summary list at the head of the article, contact lines below."""
    points = ("4.5 GW of new capacity", "2.4 billion yuan invested", "six suppliers expected")
    listed = "".join(f"<li>{point}</li>" for point in points)
    body = f"<ul>{listed}</ul>" + "".join(f"<p>{line}</p>" for line in article.lines)
    return (
        f"""<html><head><title>{article.title}</title></head><body><div id="skip">
<a href="#c">Skip to content</a></div>
<div id="services"><h2>Services</h2><ul><li><a>Permits</a></li><li><a>Taxes</a></li><li><a>Grants</a></li><li>
<a>Land</a></li></ul></div>
<div id="c"><h1>{article.title}</h1><p>Published {article.day:%d %B %Y}</p>{body}</div>
<div id="contact"><p>Press office: +00 555 0100</p><p>Was this page useful? <a>Yes</a> <a>No</a></p></div>
</body></html>""",
        (
            *points,
            *article.lines,
        ),
    )


LAYOUTS = (weekly, council)
