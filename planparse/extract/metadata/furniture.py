"""Furniture of the page that a text was copied from (网页残留).

It is data: whole lines only, since a fragment of a paragraph is never furniture.
"""

from __future__ import annotations

from functools import cache

import regex

from ...patterns import compiled

_INDEX = (
    r"索\s?引\s?号|(?:组配|主题|体裁|信息)分类|公开(?:方式|属性|期限|类型|类别|形式|范围|时限|责任部门)|发布机构|"
    r"发文(?:机构|机关|单位|字号)|(?:公文|文件|规范性文件|统一)(?:种类|状态|编号)|有效性|效力状态|"
    r"(?:废止|失效|实施|执行|生效|生成|成文)日期|内容概述|信息(?:来源|名称)|主\s?题\s?词|关\s?键\s?词|文\s?号|"
    r"法规(?:名称|体系|内容)|公发布日|图表附件"
)
_FURNITURE = (
    # where the page stands on the site, and what one can do with it
    r"(?:您?(?:的)?(?:(?:当前|现在)(?:所在)?|所在)的?(?:的)?位置|您(?:所在)?的?位置|当前位置)\s?:?.{0,80}",
    r"(?:快捷|热门)搜索\s?:.{0,60}",
    r"(?:热门站点|友情链接|收藏本站|设为首页|加入收藏)\s?[|:][^。]{0,120}",
    r"(?:[^\s。,;:]{2,12} |返?回?到[^\s。,;:]{0,10})?"
    r"首页(?:\s?[>»/|-]+\s?[^\s>»/|]{1,20}){0,8}(?:\s?>+)?",
    r"(?:\[?\s?(?:打印(?:本[页文])?|关闭(?:窗口|本[页文])?|收藏(?:本[页站])?|我的收藏|"
    r"下载(?:文字版|图片版|附件)?|全屏|分享|"
    r"分享到|微信|微博|纠错|返回(?:顶部|首页|列表)?|加大|还原|减小|放大|缩小|大|中|小|默认|繁体|"
    r"简体|English|无障碍(?:浏览)?|"
    r"长者(?:模式|助手)|关怀版|手机版|手机端|高级搜索|搜索|登录|注册|用户登录|上一页|下一页|\+|×|"
    r"↺|>)\s?\]?\s?[|/·]?\s?){1,10}:?",
    r"[【\[(]?\s?(?:字\s?[号体](?:大小)?|文字大小)\s?:?[^。]{0,24}[】\])]?",
    r"[【】|>×\[\]]|:::|(?:>+\s?[^\s>。;]{1,16}\s?){2,8}",
    r"(?:按 ?Enter ?到主内容区|跳到主要?内容区[块塊]?|您的浏览器不支[援持]JavaScript.{0,60})",
    r"[•·▪] ?(?:无障碍(?:浏览)?|长[辈者]版|适老版|友善列印|回上一页|设为首页|加入收藏|繁体|"
    r"简体)[ |]*",
    r"(?:[•·▪] ?)?(?:最后异动时间|建[档立]日期|最后更新(?:时间|日期)?|点阅(?:次)?数?|列印时间|"
    r"发布单位) ?: ?.{0,60}",
    r"[【\[](?:打印|关闭|收藏|分享|下载|大中小|大\s中\s小)[^】\]]{0,8}[】\]][^。]{0,30}",
    r"(?:微信|手机)?扫一?扫.{0,24}|版权(?:声明|说明)|本(?:篇)?文(?:章)?(?:共)?\d{2,6}字.{0,20}|(?:长按|微信)?(?:识别|扫描)二维码.{0,20}",
    r"分享(?:到|至)?\s?:.{0,30}",
    r"(?:相关(?:报道|链接|文章|新闻|附件|解读|文件|稿件)|推荐阅读|延伸阅读|热点推荐|附件下载|"
    r"上一[篇条]|下一[篇条])\s?:?(?:.{0,80})?",
    r"相关推荐:?|请先登录|(?:网友|会员|用户) ?(?:分享|上传) ?(?:时间:.{0,30})?",
    r"(?:浏览(?:次数|量)?|点击(?:量|次数|数)?|阅读(?:量|次数)?|访问(?:量|次数))\s?:\s?.{0,20}",
    # stamps: when and by whom the page was put up
    r"(?:发[布表](?:时间|日期)|发文日期|更新(?:时间|日期)|录入时间|添加时间|时间|日期|"
    r"上传时间)\s?:\s?(?:\d{3,4}.{0,60})?",
    r"文档编号\s?:\s?[\w-]{1,24}|(?:(?:文件|文档)?(?:格式|大小)|(?:文档)?页数)\s?:\s?"
    r"(?:\d[\d.]*\s?(?:[KMG]?B|页)?|[A-Z]{2,5})",
    r"(?:责任编辑|责编|编辑|作者|记者|审核|签发|校对|撰稿|发布人|信息员)\s?:\s?[^。,;:]{0,24}",
    r"《[^《》]{2,80}》由会员分享.{0,200}",
    r"(?:文章|以上内容)?来源于?网络.{0,20}|(?:原文|查看原文|来源)(?:链接|地址|网址)\s?:?.{0,200}",
    r"【?法宝引证码】?.{0,40}|【?(?:发布部门|时效性|效力级别|法规类别|批准部门|实施日期|"
    r"唯一标志)】?\s?:?.{0,60}",
    # index table of a government site
    rf"(?:{_INDEX}|标\s*题|名\s*称)\s?:\s?[^。]{{0,300}}",
    rf"(?:(?:{_INDEX})(?: [^\s。,;:]{{1,40}})?(?: |$)){{1,4}}",
    # who runs the site
    r"(?:主办单位?|承办单位?|技术支持|网站(?:地图|声明)|联系(?:方式|电话|我们)|隐私(?:声明|保护)|"
    r"邮政编码|邮编)\s?:[^。;]{0,100}"
    r"(?:联系(?:方式|电话)|电话|网站|网址|地址|邮编|备案|网络中心|信息中心|\d{6,})[^。;]{0,60}",
    r"(?:联系(?:方式|我们)|关于我们|网站地图|网站声明|隐私(?:声明|保护)|法律声明|"
    r"使用帮助)(?:\s?[|·]?\s?\S{2,6}){0,6}",
    r"法规(?:内容|功能按钮区)|.{2,14}法规(?:共用系统|资料库|查询系统)",
    r"https?://?\S{1,300}|www\.\S{1,200}",
    r"Public domain|维基文库.{0,40}|本(?:作品|文件)(?:来自|属于)?.{0,20}公有领域.{0,80}",
    r"(?:\d{1,3} )?(?:内部(?:资料|文件|材料)[ ,]*)?(?:注意保[存管密]|妥善保管)",
    r"(?:\d{1,3} )?内部(?:资料|文件|材料)",
    r"VIP.{0,6}|\d{1,5}\+|\d[\d.]* ?[KMG]B|\d{1,4} 页|海报|侵权投诉|(?:我要)?(?:举报|点赞)",
    r"404|页面不存在.{0,20}|您访问的页面.{0,30}|(?:\(完\)|全文完|\(以上\)|\(全文结束\))",
)
FURNITURE_MAX = 320
_SITE_WORDS = ("版权", "copyright", "all rights reserved", "网站标识码", "icp", "公网安备")
_SITE = compiled(
    r".{0,60}(?:版权所有|(?<![\u4e00-\u9fff])版权:|Copyright|All Rights Reserved|网站标识码|"
    r"ICP\s?[备证]|公网安备).{0,160}",
    regex.I,
)
"""Who runs the site: searched only where one of the words occurs, since it may begin anyhow."""

_DISCLAIMER = compiled(
    r"(?:[-•·] ?)?(?:\d{1,2}[.、] ?){0,2}[\"“]?(?:"
    r"(?:下载|付费)(?:本)?文档前|本文档(?:共 ?\d+ ?页|由用户上传)|仅部分预览|"
    r"如(?:果|您)?(?:本)?文档侵犯|如您已付费下载|本站(?:所有(?:内容|文档)均?由|不保证|不对))"
)
"""What a site that shares documents says of itself (下载文档前请自行甄别…), full stop or not."""


@cache
def _furniture() -> regex.Pattern[str]:
    return compiled("|".join(f"(?:{pattern})" for pattern in _FURNITURE), regex.I)


def is_boilerplate(text: str) -> bool:
    """Whether a folded line is furniture of the page it was copied from (网页残留), not the text.

    >>> [is_boilerplate(t) for t in ("当前位置:首页>>正文", "打印本页 关闭窗口", "扩大开放。")]
    [True, True, False]
    """
    text = " ".join(text.split())
    if not 1 <= len(text) <= FURNITURE_MAX:
        return False
    if len(text) > 20 and text[-1] == "。":
        return _is_disclaimer(text)
    return _furniture().fullmatch(text) is not None or _names_site(text) or _is_disclaimer(text)


def _is_disclaimer(text: str) -> bool:
    return ("文档" in text or "本站" in text) and _DISCLAIMER.match(text) is not None


def _names_site(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _SITE_WORDS) and _SITE.fullmatch(text) is not None
