"""Pages of the 2000s, laid out with tables in tables."""

from __future__ import annotations

from around import Around
from article import Article


def nested(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """A column of links on the left, the article in a cell of a table in a cell, tags in capitals and never closed."""
    body = "\n".join(f"<P>　　{line}" for line in article.lines)
    left = "".join(f'<TR><TD height=22>·<A href="{i}.asp">{h}</A></TD></TR>' for i, h in enumerate(around.headlines(8)))
    menu = "".join(f'<TD align=middle><A href="{i}.asp">{w}</A></TD>' for i, w in enumerate(around.menu(8)))
    return (
        f"""<HTML><HEAD><TITLE>{article.title} - 信息网</TITLE>
<META content="text/html; charset=utf-8" http-equiv=Content-Type></HEAD>
<BODY bgColor=#ffffff><TABLE width=760 align=center><TR>{menu}</TR></TABLE>
<TABLE width=760 align=center><TR><TD width=180 vAlign=top><TABLE><TR><TD bgColor=#cc0000>最新动态</TD>
</TR>{left}</TABLE></TD>
<TD vAlign=top><TABLE width="100%"><TR>
<TD>您现在的位置：<A href="/">信息网</A>&gt;&gt;<A href="/n">新闻</A>&gt;&gt;正文</TD>
</TR>
<TR><TD align=middle><STRONG>{article.title}</STRONG></TD></TR>
<TR><TD align=middle>作者：佚名　来源：{article.source}　点击：88　更新：{article.day}</TD></TR>
<TR><TD class=p14>{body}</TD></TR><TR>
<TD align=right>[<A href="#">发表评论</A>] [<A href="#">告诉好友</A>] [<A href="#">打印此文</A>] [
<A href="#">关闭窗口</A>]</TD>
</TR>
</TABLE></TD></TR></TABLE><TABLE width=760 align=center><TR><TD align=middle>Copyright 2005 信息网 版权所有<BR>
联系地址：本市信息大厦　站长：webmaster@example.com</TD></TR></TABLE></BODY></HTML>""",
        article.lines,
    )


def print_version(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """The version for printing: title, rule, text, and the address it came from."""
    body = "".join(f"<tr><td>&nbsp;&nbsp;&nbsp;&nbsp;{line}</td></tr>" for line in article.lines)
    return (
        f"""<html><head><title>{article.title}</title><meta charset=gbk></head><body onload="window.print()">
<table width=600><tr><td><a href="javascript:window.close()">关闭</a> <a href="javascript:window.print()">打印</a>
</td></tr>
<tr><td align=center><h2>{article.title}</h2></td></tr><tr>
<td align=center>http://www.example.cn/{article.day.year}/0{around.random.randrange(1, 9)}/show_18.htm
　{article.day} 10:11:12</td></tr>{body}<tr><td>原文地址：http://www.example.cn/show_18.htm</td></tr></table></body>
</html>""",
        article.lines,
    )


def three_columns(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """Three columns; the article is font tags and breaks in the middle cell, notices with sentences stand beside it."""
    body = "<br>".join(f"&nbsp;&nbsp;{line}" for line in article.lines)
    notices = "".join(f"<tr><td><b>{a}</b><br>{b}</td></tr>" for a, b in around.teasers(3))
    links = "<br>".join(f'<a href="{i}.php">{h}</a>' for i, h in enumerate(around.headlines(10)))
    return (
        f"""<html><head><meta http-equiv=content-type content="text/html;charset=big5">
<title>{article.title}</title></head><body>
<table border=0 width=900><tr><td colspan=3>{" | ".join(f"<a href=#>{w}</a>" for w in around.menu(11))}</td>
</tr>
<tr><td width=150 valign=top>{links}</td><td valign=top><font face=宋体><b>{article.title}</b><br>
<font color=#666666>发布时间：{article.day}　发布人：admin</font><br><br>{body}</font><br><br>
<font color=#666666>上一条：<a href=1>{around.headlines(1)[0]}</a><br>下一条：没有了</font></td>
<td width=200 valign=top><table><tr><td>公告栏</td></tr>{notices}</table></td></tr>
<tr><td colspan=3 align=center>本站由科技公司提供技术支持　您是第100231位访客</td></tr></table></body></html>""",
        article.lines,
    )


LAYOUTS = (nested, print_version, three_columns)
