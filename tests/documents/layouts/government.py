"""Pages as offices publish them."""

from __future__ import annotations

from around import OFFICES, TOWNS, Around
from article import Article


def portal(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """A city's portal of today: divisions, a table of the file's particulars, a list of related files."""
    day = article.day
    body = "".join(f'<p style="text-indent:2em;">{line}</p>\n' for line in article.lines)
    return (
        f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<title>{article.title}_本市人民政府门户网站</title><meta name="PubDate" content="{day} 09:30">
<style>.w1200{{width:1200px}}</style><script>var _hmt=_hmt||[];document.write("<p>加载中……请稍候。</p>");</script>
</head>
<body><div class="top"><div class="w1200"><span>今天是2024年2月3日 星期六</span>
<a href="#">无障碍阅读</a><a href="#">长者专区</a><a href="#">繁體</a><a href="#">登录</a></div></div>
<div class="nav"><ul>{around.links(around.menu())}</ul></div>
<div class="w1200 pos">当前位置：<a href="/">首页</a> &gt; <a href="/xw">新闻动态</a> &gt; <a href="/xw/bm">部门动态
</a></div>
<div class="w1200 main"><h1>{article.title}</h1>
<div class="info"><span>发布日期：{day} 09:30</span><span>信息来源：{around.random.choice(OFFICES)}</span>
<span>浏览次数：<em>1083</em></span><span>字体：[ <a>大</a> <a>中</a> <a>小</a> ]</span></div>
<div class="con" id="zoom">{body}</div>
<div class="tools"><a>【打印本页】</a><a>【关闭窗口】</a> 分享到：<a></a><a></a></div>
<div class="rel"><h3>相关文件</h3><ul>{around.links(around.headlines(5))}</ul></div></div>
<div class="foot"><p>主办：本市人民政府办公室 承办：市大数据中心 联系电话：0800-1234567</p>
<p>蜀ICP备05000000号 网站标识码5100000001 <a>川公网安备 51000002000001号</a></p>
<p>建议使用1366*768分辨率，IE9.0以上浏览器访问本网站。</p></div></body></html>""",
        article.lines,
    )


def project_table(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """A notice whose body holds a table of projects with a caption."""
    head = ("序号", "项目名称", "建设单位", "总投资（万元）", "建设地点", "进度")
    rows = [
        (str(i + 1), f"{town}{what}项目", f"{town}投资有限公司", f"{i * 3700 + 5200}", f"{town}工业园", stage)
        for i, (town, what, stage) in enumerate(
            zip(
                around.random.sample(TOWNS, 5),
                ("光伏组件", "茶叶精深加工", "冷链物流园", "游客中心", "锂电材料"),
                ("在建", "已开工", "前期", "竣工", "在建"),
                strict=True,
            )
        )
    ]
    table = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>\n" for row in (head, *rows))
    body = "".join(f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{line}</p>" for line in article.lines)
    caption = "附件：重点项目清单"
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{article.title}</title></head>
<body><div id="header"><img src="/logo.png" alt="logo"><form><input name="q" value="请输入关键字">
<button>搜索</button>
</form></div>
<div id="menu">{around.links(around.menu(9), "span")}</div>
<div id="left"><h4>信息公开目录</h4><ul>{around.links(OFFICES)}</ul></div>
<div id="right"><table class="xxgk"><tr><td>索引号：</td><td>00800-2020-0031</td><td>主题分类：</td>
<td>国民经济管理</td></tr>
<tr><td>发布机构：</td><td>{around.random.choice(OFFICES)}</td><td>成文日期：</td><td>{article.day}</td></tr></table>
<div class="title">{article.title}</div><div class="text">{body}<p align="center">{caption}</p>
<table border="1" cellspacing="0">{table}</table></div>
<div class="share">扫一扫在手机打开当前页<img src="/qr.png"></div></div>
<div id="footer">版权所有：本市发展和改革委员会&nbsp;&nbsp;技术支持：市信息中心</div></body></html>"""
    return page, (*article.lines, caption, *(" ".join(row) for row in (head, *rows)))


def twice(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """The article for the desk and once more for the telephone, one of them hidden by a style sheet."""
    desk = "".join(f"<p>　　{line}</p>" for line in article.lines)
    phone = "".join(f"<p>{line}</p>" for line in article.lines)
    return (
        f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{article.title}-县人民政府</title>
<style>@media(max-width:768px){{.pc{{display:none}}}}</style></head><body>
<div class="pc"><div class="hd">{around.links(around.menu(10), "b")}</div><div class="bd">
<h2>{article.title}</h2>
<p class="d">时间：{article.day.year}年{article.day.month}月{article.day.day}日　来源：{article.source}　点击数：356
</p>
<div>{desk}</div><p class="ed">编辑：本站编辑　审核：值班主任</p></div></div>
<div class="wap"><div class="wh"><a href="/m">首页</a><a href="/m/1">政务</a><a href="/m/2">服务</a>
<a href="/m/3">互动</a></div>
<h2>{article.title}</h2><p>{article.day}</p><section>{phone}</section><p>扫一扫，关注我们的微信公众号</p></div>
<div class="bt">地址：县城人民路1号　邮编：614000<br>Copyright © 2018 All Rights Reserved</div></body>
</html>""",
        article.lines,
    )


def outline(article: Article, around: Around) -> tuple[str, tuple[str, ...]]:
    """A plan: headings and numbered lists are as much body as the sentences are."""
    heads = ("一、发展目标", "二、重点任务", "三、保障措施")
    items = (
        "到2025年，规模以上工业企业达到120家",
        "建成标准厂房30万平方米",
        "新增高标准农田8万亩",
        "培育国家级旅游线路2条",
        "每年安排专项资金5000万元",
    )
    listed = "".join(f"<li>{item}</li>" for item in items)
    body = f"<h3>{heads[0]}</h3>" + "".join(f"<p>{line}</p>" for line in article.lines)
    body += f"<h3>{heads[1]}</h3><ol>{listed}</ol><h3>{heads[2]}</h3><p>各有关部门要按照职责分工抓好落实。</p>"
    page = f"""<!doctype html><html><head><meta charset=utf-8><title>{article.title} - 政策文件 - 区政府</title>
</head>
<body>
<header><a href=/>区政府</a><nav><ul>{around.links(around.menu(8))}</ul></nav></header>
<main><article><h1>{article.title}</h1><time>{article.day}</time>{body}</article>
<aside><h2>政策解读</h2><ul>{around.links(around.headlines(4))}</ul><p>咨询电话：12345，工作日9:00—17:00。</p>
</aside></main>
<footer><p>网站地图 | 联系我们 | 隐私声明</p><p>主办单位：区人民政府办公室。未经授权，不得转载本网站内容。</p>
</footer></body></html>"""
    return page, (heads[0], *article.lines, heads[1], *items, heads[2], "各有关部门要按照职责分工抓好落实。")


LAYOUTS = (portal, project_table, twice, outline)
