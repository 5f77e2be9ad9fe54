"""Pages written with the others but never looked at while the reading was made better: they tell how new pages fare."""

from __future__ import annotations

from around import LONGER, SHORT, Around
from article import Article


def interview(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """Questions and answers with sub-headings between them, in a layout of definition lists for its menus."""
    heads = ("为什么现在动工", "钱从哪里来", "群众得到什么")
    asked = ("记者：这个项目现在进展到哪一步了？", "记者：下一步还有哪些打算？")
    lines: list[str] = [asked[0]]
    for i, line in enumerate(article.lines):
        if i < len(heads):
            lines.append(heads[i])
        lines.append(line)
    lines.append(asked[1])
    body = "".join(f"<p><strong>{x}</strong></p>" if x in heads else f"<p>{x}</p>" for x in lines)
    menu = "".join(f"<dl><dt>{w}</dt>{around.links(around.menu(4), 'dd')}</dl>" for w in around.menu(5))
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{article.title} 访谈 今日县域</title></head>
<body>
<div class="sitemap">{menu}</div><div class="fl w680"><h1>{article.title}</h1>
<h4>来源：{article.source}　　日期：{article.day}</h4>
<div class="nr">{body}</div><div class="bq">标签： <a>访谈</a> <a>项目</a></div></div>
<div class="fr w300"><div class="tit">视频推荐</div>{around.links(around.headlines(5), "p")}</div>
<div class="cl copyright"><p>今日县域编辑部 投稿邮箱 tougao@example.com</p>
<p>违法和不良信息举报电话：0800-1112223</p></div></body>
</html>"""
    return page, tuple(lines)


def bulletin(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """A statistical bulletin: sentences of figures, a table of indicators, notes below that belong to the text."""
    head = ("指标", "绝对量", "同比增长（%）")
    rows = (
        ("地区生产总值（亿元）", "1 865.2", "8.1"),
        ("第一产业", "251.6", "4.9"),
        ("茶叶产量（吨）", "98 800", "6.2"),
    )
    note = "注：生产总值按现价计算，增长速度按不变价格计算。"
    table = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in (head, *rows))
    body = "".join(f'<p class="MsoNormal"><span style="font-size:16pt">{line}</span></p>' for line in article.lines)
    page = f"""<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{article.title}--统计局</title>
<meta charset="utf-8"></head><body>
<div class="lm"><span>统计公报</span><span>统计数据</span><span>统计分析</span><span>数据解读</span></div>
<table class="outer"><tr><td><div class="bt">{article.title}</div>
<div class="sj">{article.day.year}/{article.day.month:02}/{article.day.day:02}</div>
<div class="TRS_Editor">{body}<table border="1">{table}</table><p>{note}</p></div>
<div class="xg"><b>相关链接：</b>{around.links(around.headlines(4), "p")}</div></td></tr></table>
<div class="db">地址：市行政中心3号楼 邮编：610000 您是第<span>3001</span>位访问者</div></body></html>"""
    return page, (*article.lines, *(" ".join(row) for row in (head, *rows)), note)


def forum(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """The article as the first post of a thread; long answers follow."""
    first = "<br />".join(article.lines)
    posts = "".join(
        f'<table class="post"><tr><td>会员{i}<br>积分：{i * 31}<br>注册：2012-3-{i + 1}</td>'
        f"<td><div>发表于 2016-5-{i + 3} 10:20</div>"
        f"<div>{said}{said}</div><div>支持({i}) 反对(0)</div></td></tr></table>"
        for i, said in enumerate(around.remarks(6))
    )
    page = f"""<html><head><title>{article.title} - 本地论坛 - Powered by Board</title><meta charset="utf-8"></head>
<body>
<div id="hd"><a>论坛</a> <a>门户</a> <a>群组</a> <a>排行榜</a></div>
<div id="pt">论坛 › 市民之声 › {article.title}</div>
<table class="post"><tr><td>版主<br>积分：9120<br>注册：2009-7-1</td><td><h1>{article.title}</h1>
<div>发表于 {article.day} 08:00</div>
<div class="t_f">{first}</div><div>收藏(3) 转播 分享</div></td></tr></table>{posts}
<div id="ft">Archiver | 手机版 | 小黑屋 | 本地论坛</div></body></html>"""
    return page, article.lines


def app_share(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """A page made to be shared on telephones: sections of nested spans, a card of the account, read-more links."""
    body = "".join(
        f'<section style="margin:8px"><section><span style="color:#333"><span>{line}</span></span></section></section>'
        for line in article.lines
    )
    more = "".join(f'<section><a href="{i}"><span>{h}</span></a></section>' for i, h in enumerate(around.headlines(3)))
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<meta property="og:title" content="{article.title}"><title></title></head><body>
<div id="js_article"><h1 id="activity-name">{article.title}</h1><div><span>原创</span>
<span>{article.source}</span><em>{article.day}</em><span>发表于四川</span></div>
<div id="js_content"><section>点击上方蓝字关注我们</section>{body}<section>- END -</section>
<section>往期推荐</section>{more}
<section>编辑 | 小江</section><section>觉得好看，请点这里</section></div></div>
<div id="js_pc_qr"><p>微信扫一扫</p><p>关注该公众号</p></div></body></html>"""
    return page, article.lines


def two_stories(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """Columns of other stories' first paragraphs, each as long as one of the article's, above and below it."""
    blurbs = "".join(
        f'<div class="story"><h2><a href="#">{a}</a></h2><p>{b}{c[1]}<a href="#">[详细]</a></p></div>'
        for (a, b), c in zip(around.teasers(3), around.teasers(3), strict=True)
    )
    body = "".join(f"<p>{line}</p>" for line in article.lines)
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{article.title} - 山水时报</title></head>
<body>
<div class="m">{around.links(around.menu(10), "i")}</div><div class="top-stories">{blurbs}</div>
<div class="a"><h1>{article.title}</h1><p>{article.source} {article.day}</p>{body}<p>[责任编辑：本网]</p></div>
<div class="more-stories"><h2>更多报道</h2>{blurbs}</div><div>山水时报社主办 网站备案中</div></body></html>"""
    return page, article.lines


def english_portal(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """An English portal of divisions only; a box of key facts belongs to nobody's text, an agenda stands beside."""
    body = "".join(f'<div class="x2">{line}</div>' for line in article.lines)
    side = "".join(
        f'<div class="x9"><a href="#">{a}</a><div>{b}</div></div>' for a, b in zip(SHORT, LONGER, strict=False)
    )
    page = f"""<!DOCTYPE html><html><head><title>{article.title}</title></head><body><div>
<a>Start</a> <a>Regions</a> <a>Trade</a> <a>Archive</a></div>
<div><div><div class="t">{article.title}</div><div>Posted on {article.day:%d/%m/%Y} in <a>Trade</a></div>{body}
<div>Tags: <a>energy</a>, <a>regions</a></div><div>Share this: <a>mail</a> <a>print</a></div></div>
<div><div>You may also like</div>{side}</div></div><div>Copyright {article.day.year}. Contact us | Imprint</div>
</body></html>"""
    return page, article.lines


LAYOUTS = (interview, bulletin, forum, app_share, two_stories)
ENGLISH_LAYOUTS = (english_portal,)
