"""The words around a number, as data: what they compare, command, report or rule out.

Each row of ``COMPARATORS`` is a role and the forms that play it when they stand directly before a
number; ``OPERATORS`` says what operator a role means. The remaining tables are word lists that
become one pattern each. Single characters carry a guard, since most of them also end longer words
(节约, 最近).
"""

from __future__ import annotations

from functools import cache

import regex

from ...patterns import compiled

COMPARATORS: dict[str, str] = {
    "reach": """
        达到 达至 达成 达 增至 增加到 增加至 提高到 提高至 提高为 提升到 提升至 提升为 扩大到
        扩大至 上升到 上升至 增长到 增长至 发展到 拓展到 拓展至 扩展到 扩展至 延长到 延长至 恢复到
        做到 增到 升至 升到 攀升至 壮大到 扩容至 扩容到 放宽至 累计达
    """,
    "over": """
        超过 突破 高于 大于 多于 跨越 站上 迈上 迈过 跃上 跨上 跨过 越过 逾 超出 冲刺 > 优于 好于
        (?<!不)超 (?<![通超经不越跨迈])过
    """,
    "least": "不低于 不少于 不小于 不得低于 不得少于 不应低于 不应少于 至少 最低 最少 ≥ 保底",
    "most": """
        不超过 不高于 不多于 不大于 不得超过 不得高于 控制在 控制到 控制为 压减到 压减至 压降到
        压降至 限制在 最多 至多 ≤ 降至 降到 降低到 降低至 下降到 下降至 缩小到 缩小至 缩短到 缩短至
        缩短为 压缩到 压缩至 压缩为 减少到 减少至 减至 减到 精简到 精简至 低至 最长
    """,
    "less": "低于 小于 少于 < 不足 不到",
    "keep": "保持在 稳定在 维持在 稳定保持在 保持 稳定 维持",
    "is": "(?<![成作])为 是 按 按照 =",
    "about": "大约 将近 接近 大概 (?<![节公契合条大])约 (?<![最附临邻])近",
    "rise": """
        增长 年均增长 同比增长 提高 (?<!改造)提升 增加 上升 扩大 上涨 增收 高出 增幅 年均递增 递增
        年均提高 年均增加 扩增 快于
    """,
    "fall": "下降 降低 减少 缩小 压减 压缩 削减 缩短 年均下降 年均降低 下浮 压降 调减 减排",
    "past": "(?<![除为罢])了",
    "adverb": """
        再 (?<![年户人亩日月村校班])均 都 分别 仅 平均 将 力争 争取 努力 累计 合计 总计 (?<!公)共
        基本 各 (?<!目)前后 也 应 要 须 需 拟 每年 当年 年度 全部 实际 总数
        累计新增 一般 原则上 稳步 进一步 逐步 逐年
        持续 继续 统一 预计 普遍 总体 整体 确保 提前 至 不断 大幅 : ,
    """,
}
OPERATORS = {"over": ">", "least": "≥", "most": "≤", "less": "<", "about": "≈", "reach": "≥"}

ACTIONS = """
    抓好 做好 开设 帮助
    建成 建设 建立 建好 建强 新建 改建 扩建 改扩建 新改建 新改扩建 续建 开工 新开工 投产 打造 培育
    培养 培训 培植 培优 壮大 做大 做强 做优 发展 引进 引育 招引 引入 新增 新培育 新认定 新组建 新签
    新设 净增 组建 认定 创建 创成 争创 争取 形成 完成 实施 实现 推动 推进 促进 带动 发布 制定
    制修订 制订 修订 研制 研发 出台 安排 发行 发放 投入 投放 筹措 供应 筹集 筹建 落实 盘活 处置
    改造 更新 更换 提供 推出 推介 推荐 布局 部署 布设 遴选 评选 选树 选派 选育 选拔 扶持 支持 组织
    开展 举办 承办 攻克 攻关 突破 转化 淘汰 压减 减少 治理 修复 绿化 种植 推广 应用 接入 覆盖 服务
    惠及 吸引 集聚 聚集 汇聚 储备 设立 设置 搭建 构建 增设 增加 扩大 提升 提高 达成 签约 落地 引导
    引领 获批 申报 取得 获得 收储 清理 化解 创造 开发 开通 开行 加装 安装 新装 铺设 敷设 升级 整治
    疏浚 加固 配备 配置 招聘 招募 招收 救助 资助 保障 产出 生产 输送 消纳 孵化 认证 登记 上市 贯通
    挂牌 纳入 优化 整合 扩容 转移 输出 减负 减量 统筹 力促 拟定 编制 评定 命名 授牌 保护 保持 稳定
    疏解 办好 办理 新增设 新建成 加快 关停 腾退 拆除 筛选 征集 归集 汇集 联通 打通 开放 共享
    完善 新创建 新引进 新打造 新开通 新辟 启动 解决 改善 投保 购买 购置 修建
    植树 造林 复垦 整理 储气 下达 拨付 核发 分配 转型
"""
_ADVERBS = """
    (?:建议(?!书))
    其中 同时 此外 另外 并且 (?:并(?![网购联轨])) 且 以及 (?:及(?!格)) (?:和(?![谐美平])) 与 也 以
    (?:使(?!用|命)) 让 (?:其(?![他它])) (?:再(?!生|制造|就业|担保|保险|融资|贷款|利用)) 每年 累计
    分别 合计 总计 共计 (?:共(?!享|建|治|青|性|富|振|和|产)) 力争 争取 努力 确保 保证 务必 必须
    计划 打算 拟 (?:将(?!军|来)) (?:要(?!素|点|道|件|闻|害)) (?:应(?!届|用|急|收|对|税|战|聘))
    (?:需(?!求)) 须 基本 初步 全面 加快 积极 大力 着力 深入 持续 稳步 有序 进一步 继续 逐步 高质量
    高标准 高水平 高起点 合理 梯度 分批 滚动 扎实 切实 加强 强化 主动 联合 共同 充分 不断 更好
    预计 目标是 目标为 确定 支撑 我国 我省 我市 我区 我县 本市 本省 适时 适度 统筹 择优 平均每年
    (?:明确(?=[到至在2“])) (?:主要(?=[铺建新改实开])) 目前 已 已经 现已 至少 大约 约 实现 推动 推进
    促进 带动 引导 拉动 保持 : ,
"""
GUARD = (
    "(?!农田|区(?!域|级|块)|时|业|器|值|率|量|者|度|性|化|力|额|型|链|线(?![路上下索])|就业|费|品|总|能|端|站|体系|机构"
    "|中心|平台|指数|水平|规模|用地|面积|场景|投资|经费|成本|收入|周期|用水|用电|强度)"
)
PREPOSITIONS = """
    围绕 聚焦 针对 依托 涵盖 包括 涉及 基于 根据 按照 依据 参照 贯彻 现有 共有 拥有 设有 面向 利用
    通过 结合 对接 对照 经过 属于 分为 分成 划分 参加 出席 利于 抓住 抓好 抓牢 掌握
"""
SUBSIDY_BEFORE = (
    "给予|予以|最高|一次性|补助|补贴|奖励|资助|奖补|补偿|罚款|处罚|贴息|按(?:照)?.{0,12}比例"
)
SUBSIDY_AFTER = (
    "的?(?:比例|标准|额度)(?:内|以内)?(?:给予|予以|发放|报销|支付|救助|进行补)"
    "|(?:的|以内的|以下的|以上的)?(?:一次性)?(?:奖励|补助|补贴|资助|奖补|贴息|罚款|补偿)"
    "|的支持|的经费|给予|予以"
)
_MEASURE_NOUNS = """
    任务 举措 措施 工作 行动 方面 领域 环节 实事 原则 部门 清单 指标 机制 制度 方向 维度 要求 条款
    步骤 阶段 体会 政策 事项 内容 关系 问题 维护 意识 自信 确立 坚持
"""
MEASURE_NOUNS = tuple(_MEASURE_NOUNS.split())
FORWARD = "力争|争取|确保|目标|预期|努力|计划|拟|将|必须|务必|规划"
REPORTED = (
    "同比|已(?!婚)|(?<![比较从由])目前|截至|现有|原有|去年|上年度"
    "|(?:达到|建成|完成|实现|新增)了|累计.{0,6}了|连续.{1,3}年|五年来|以来|居全国第|列全国第"
)


def _union(row: str) -> str:
    words = row.split()
    plain = sorted((w for w in words if not w.startswith("(?")), key=len, reverse=True)
    guarded = [w for w in words if w.startswith("(?")]
    return "|".join([regex.escape(w) for w in plain] + guarded)


@cache
def comparator_forms() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each comparator or adverb with its role and with what must not stand before it."""
    forms = {}
    for role, row in COMPARATORS.items():
        for written in row.split():
            guard, _, form = written.rpartition(")")
            before = guard.removeprefix("(?<!")
            several = tuple(before[1:-1]) if before.startswith("[") else (before,)
            forms[form] = role, several if before else ()
    return forms


@cache
def comparator_ends() -> frozenset[str]:
    """The last characters of the comparators: most phrases end with none of them."""
    return frozenset(form[-1] for form in comparator_forms())


@cache
def action_ends() -> frozenset[str]:
    """The action verbs and what is short for one, up to four characters long."""
    return frozenset({*ACTIONS.split(), "建", "新", "造", "建立健全"})


_FRESH = "新(?!增|型|能|材|兴|一|城|区|建)|建(?!设|筑|材|制|档|成|立|档)"
_LEADING_MARKS = "、;。-"


@cache
def leading(strong: bool) -> regex.Pattern[str]:
    """An adverb, and if ``strong`` an action verb too, at the beginning of a phrase."""
    verbs = f"(?:{_union(ACTIONS)}|{_FRESH}){GUARD}|" if strong else ""
    return compiled(
        f"(?:{verbs}(?:{_union(_ADVERBS)})(?!农田|量|业)|[{regex.escape(_LEADING_MARKS)}])"
    )


@cache
def leading_starts(strong: bool) -> frozenset[str]:
    """The characters that what :func:`leading` matches may begin with."""
    words = (_ADVERBS + ACTIONS if strong else _ADVERBS).split()
    return frozenset([word.removeprefix("(?:")[0] for word in words]) | set(_LEADING_MARKS)


@cache
def action() -> regex.Pattern[str]:
    """An action verb anywhere."""
    return compiled(_union(ACTIONS))


@cache
def preposition() -> regex.Pattern[str]:
    """A word that makes the number after it a setting, not an aim (围绕37条产业链)."""
    return compiled(_union(PREPOSITIONS))


@cache
def _last_action() -> regex.Pattern[str]:
    return compiled(f"(?r){_union(ACTIONS)}")


def last_action(text: str) -> int:
    """Where the last action verb of a text begins, or -1 if it has none."""
    found = _last_action().search(text)
    return found.start() if found else -1
