"""The words that pages put around articles: general knowledge of Chinese sites, apart from the rules."""

from __future__ import annotations

_TOOLS = """
微信 微信公众号 公众号 微博 新浪微博 腾讯微博 政务微博 政务微信 QQ QQ空间 朋友圈 头条号 今日头条
抖音 抖音号 快手 快手号 小红书 百家号 客户端 手机客户端 手机版 手机端 电脑版 电脑端 移动版 触屏版
PC版 APP 小程序 扫一扫 微信扫一扫 二维码 打印 打印本页 打印本文 我要打印 关闭 关闭本页 关闭窗口
关闭页面 字体 字号 大 中 小 大号 中号 小号 放大 缩小 默认 收藏 加入收藏 设为首页 分享 分享到 分享至
转发 复制链接 评论 我要评论 点赞 纠错 我要纠错 返回 返回顶部 返回首页 返回列表 TOP 首页 网站首页
登录 注册 搜索 站内搜索 无障碍 无障碍浏览 无障碍阅读 长者模式 适老化 关怀版 简体 繁体 繁體 English EN
上一页 下一页 尾页 末页 更多 查看更多 查看原文 阅读原文 网站地图 网站声明 联系我们 关于我们 联系方式
帮助中心 隐私政策 RSS 朗读 语音播报
"""

_LABELS = """
责任编辑 责编 编辑 本期编辑 值班编辑 作者 记者 本报记者 通讯员 撰稿 撰文 文字 摄影 图片 图片来源
校对 审核 审签 初审 复审 终审 签发 监制 供稿 供稿单位 来源 信息来源 文章来源 稿件来源 新闻来源
内容来源 稿源 来源单位 转载自 发布时间 发布日期 发布人 发布者 发布机构 发布单位 发稿时间 更新时间
更新日期 发文日期 成文日期 生成日期 索引号 信息索引号 主题分类 体裁分类 公文种类 发文字号 有效性
关键词 关键字 标签 浏览 浏览量 浏览次数 阅读 阅读量 阅读数 阅读次数 点击 点击数 点击量 点击次数
访问量 访问次数 字体 字号 字体大小 文字大小 分享 分享到 分享至 打印 主办 主办单位 承办 承办单位
运行维护单位 运维单位 技术支持 建议使用 网站标识码 原文链接 本文链接 本文地址 上一篇 下一篇 上一条
下一条 当前位置 您的位置 所在位置 您所在的位置 您的当前位置 现在的位置 您现在的位置 当前所在位置
"""

WORDS = frozenset(_TOOLS.split())
"""Lines of nothing but these are share widgets, tools and menus."""

LABELS = tuple(sorted(_LABELS.split(), key=len, reverse=True))
"""What stands before the colon in lines about the page or the article, longest first."""
