"""Pages of newspapers and news portals."""

from __future__ import annotations

from around import Around
from article import Article


def portal(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """A news portal: side bars with teasers, remarks of readers, advertisements between the paragraphs."""
    half = len(article.lines) // 2
    paragraphs = [f"<p>{line}</p>" for line in article.lines]
    advert = (
        '<div class="ad-box"><a href="http://ad.example.com/">限时特惠 新车首付只要1万元</a><span>广告</span></div>'
    )
    body = "".join((*paragraphs[:half], advert, *paragraphs[half:]))
    teasers = "".join(f"<li><h5><a href=#>{a}</a></h5><p>{b}</p></li>" for a, b in around.teasers(4))
    remarks = "".join(
        f'<div class="c-item"><b>网友{i}</b> <i>{i + 1}小时前</i><p>{said}</p><a>回复</a><a>赞({i})</a></div>'
        for i, said in enumerate(around.remarks(5))
    )
    return (
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{article.title}_新闻频道_大河网</title>
<meta property="article:published_time" content="{article.day}T08:15:00+08:00"></head><body>
<div class="topbar">{around.links(around.menu(14), "span")}</div><div class="crumb">
<a>大河网</a>&gt;<a>新闻频道</a>&gt;正文</div>
<div class="col-l"><h1>{article.title}</h1>
<div class="meta">{article.day} 08:15 <a>{article.source}</a> 责编：小编 <span>评论 25</span></div>
<div class="article-content">{body}<p class="pic"><img src="1.jpg"></p>
<p class="note">图为项目建设现场。　资料照片</p></div>
<div class="sharebox">分享到：<a>微信</a><a>微博</a><a>QQ空间</a></div>
<div class="statement">免责声明：本文仅代表作者个人观点，与本网无关。其原创性以及文中陈述文字和内容未经本站证实。
</div>
<div class="next">上一篇：<a>{around.headlines(1)[0]}</a> 下一篇：<a>{around.headlines(1)[0]}</a></div>
<div class="comments"><h3>网友评论</h3>{remarks}<textarea>我来说两句</textarea></div></div>
<div class="col-r"><h4>今日头条</h4><ul>{teasers}</ul><h4>24小时排行</h4><ol>{around.links(around.headlines(10))}</ol>
</div>
<div class="ft"><p>关于我们 | 广告服务 | 招聘信息 | 版权声明</p><p>互联网新闻信息服务许可证 51120200001</p></div>
</body>
</html>""",
        article.lines,
    )


def breaks(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """Paragraphs parted by line breaks alone, in one division with the by-line."""
    body = "<br><br>\n".join(f"　　{line}" for line in article.lines)
    return (
        f"""<html><head><meta charset="gb2312"><title>{article.title}</title></head><body><center>
<a href="/">返回首页</a> | <a href="/list.asp?id=3">新闻列表</a> | <a href="/bbs">论坛</a></center><hr>
<div align=center><font size=5><b>{article.title}</b></font><br>
<font color=gray>{article.day}　{article.source}　阅读：221次</font></div>
<div><font size=3>{body}<br><br>　　（编辑：本报网络部）</font></div><hr>
<div><b>相关文章</b>
<br>{"<br>".join(f'· <a href="/{i}.htm">{h}</a> (03-0{i})' for i, h in enumerate(around.headlines(6), 1))}</div>
<div align=center>本报法律顾问：某律师事务所<br>电话：0800-7654321　投稿信箱：news@example.com</div></body></html>""",
        article.lines,
    )


def divisions(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """Nothing but divisions and spans of meaningless names, as client-side frameworks make them."""
    body = "".join(f'<div class="_3f{i}"><span>{line}</span></div>' for i, line in enumerate(article.lines))
    cards = "".join(
        f'<div class="_k{i}"><div><a href="/d/{i}"><div>{a}</div></a></div><div>{b}</div><div>3天前</div></div>'
        for i, (a, b) in enumerate(around.teasers(5))
    )
    menu = "".join(f'<div class="_m"><a href="/c/{i}"><span>{w}</span></a></div>' for i, w in enumerate(around.menu()))
    return (
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{article.title}</title>
<script>window.__DATA__={{"a":1}}</script>
</head><body><div id="root"><div class="_a1"><div class="_b2">{menu}</div></div><div class="_c3">
<div class="_d4">
<div class="_e5">{article.title}</div><div class="_e6"><span>{article.source}</span>
<span>{article.day} 17:22</span></div>
<div class="_f7"><div>{body}</div></div><div class="_g8"><div>点赞</div><div>收藏</div><div>举报</div></div></div>
<div class="_h9"><div>为你推荐</div>{cards}</div></div><div class="_z0"><div>© 2022 大河新闻</div>
<div>京ICP证000001号</div></div></div>
<noscript>请启用JavaScript后浏览本页。</noscript></body></html>""",
        article.lines,
    )


def pictures(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """Pictures with captions between the paragraphs, keywords, a box with the editor's words and a QR code."""
    figure = '<figure><img src="{0}.jpg" alt="图{0}"><figcaption>图{0}：{1}一角（通讯员供图）</figcaption></figure>'
    town = around.random.choice(("园区", "厂区", "茶山", "码头"))
    body = "".join(
        f"<p>{line}</p>{figure.format(i, town) if i % 3 == 0 else ''}" for i, line in enumerate(article.lines)
    )
    return (
        f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{article.title}|江畔客户端</title>
</head><body>
<div class="app-download"><p>打开APP，阅读体验更佳</p><a>立即打开</a></div>
<div class="wrap"><article><header><h1>{article.title}</h1><p>
<span>江畔客户端</span> <time datetime="{article.day}">{article.day}</time></p></header>
<div class="body">{body}</div><p class="keywords">关键词：<a>产业</a> <a>项目</a> <a>投资</a></p></article>
<div class="qr"><img src="qr.png"><p>长按识别二维码，关注江畔客户端，获取更多本地资讯。</p></div>
<section><h3>热门推荐</h3>{around.links(around.headlines(8), "div")}</section></div>
<footer>江畔传媒集团 版权所有 未经书面授权禁止使用</footer></body></html>""",
        article.lines,
    )


def short_in_long(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """Two paragraphs of an article in a page full of other columns."""
    lines = article.lines[:2]
    columns = "".join(
        f'<div class="box"><h3><a>{name}</a><a class="more">更多&gt;&gt;</a></h3>'
        f"<ul>{around.links(around.headlines(9))}</ul></div>"
        for name in around.menu(6)
    )
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"""<html><head><meta charset="utf-8"><title>{article.title}</title></head><body>
<ul class="n">{around.links(around.menu(16))}</ul>
<div class="l">{columns}</div><div class="c"><h1>{article.title}</h1>
<p class="i">{article.day} {article.source}</p>{body}</div>
<div class="r">{columns}</div>
<p class="copy">本网站所有内容，凡注明“来源：本网”的，版权均属本网所有，任何媒体转载须注明来源。</p></body>
</html>""",
        lines,
    )


LAYOUTS = (portal, breaks, divisions, pictures, short_in_long)
