"""Word-level differences of two Chinese texts, and the words in them that a reviewer looks for.

Chinese has no blanks between words and a dictionary segmenter would be a heavy dependency, so a
token is what readers of plans see as one thing: an amount with its unit, a date, a unit in a list
of units, a word of the policy register, else one character. Texts are first aligned clause by
clause and only what lies between common clauses word by word; both levels are Myers' O(ND)
algorithm with a bound on D, beyond which a stretch counts as replaced. Time is therefore linear in
the length of the texts for any input, and a wholly rewritten paragraph reads as such instead of as
confetti of single characters that happen to agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from .model import Notice, NoticeCode
from .years import later

Run = tuple[str, str]
"""(op, text): "=", "-" or "+"."""

_CLAUSE_BOUND = 400
_WORD_BOUND = 200


def _listed(text: str) -> list[str]:
    """Words between blanks."""
    return text.split()


_UNITS = _listed(
    """
个百分点 % ％ ‰ 元 吨 人次 人 户 家 个 项 条 座 辆 台 套 立方米 平方米 平方公里 公里 米 亩
公顷 千瓦时 千瓦 年 月 日 天 小时 分钟 倍 名 所 处 次 件 批 期 级 类 张 只 头 株 斤 公斤 辆次
标箱 床 位 岁 周岁 个月 个工作日 工作日 季度
"""
)
PROHIBITIONS = frozenset(["不得", "严禁", "禁止", "不准", "不许", "不允许"])
OBLIGATIONS = {
    "必须": 5, "务必": 5, "一律": 5, "应当": 4, "应": 4, "须": 4, "确保": 4,
    "鼓励": 2, "支持": 2, "引导": 2, "探索": 2, "倡导": 1, "可以": 1, "可": 1,
}  # fmt: skip
HEDGES = frozenset(
    ["原则上", "力争", "争取", "适时", "适当", "逐步", "有条件的", "视情", "酌情", "尽量", "尽可能"]
)
_WORDS = _listed(
    """
推进 推动 加快 实施 深化 开展 坚持 落实 做好 贯彻 聚焦 抓好 围绕 启动 推广 组织 推行 加速
稳步 扎实 部署 加强 提升 强化 提高 扩大 增强 加大 巩固 拓展 激发 做强 做优 壮大 增加 释放
丰富 筑牢 夯实 升级 拓宽 补齐 延伸 扩容 建设 打造 培育 建立 构建 完成 建成 新建 形成 布局
营造 创建 开工 组建 设立 谋划 搭建 培养 规划 储备 配备 配置 完善 优化 健全 创新 制定 规范
出台 改造 改革 改善 编制 明确 更新 畅通 调整 整合 打通 统一 细化 修订 简化 废止 促进 服务
保障 带动 引进 吸引 满足 赋能 发放 给予 安排 引入 激励 遴选 认定 补贴 扶持 奖励 减免 资助
补助 贴息 进一步 大力 积极 全面 深入 着力 持续 有序 切实 不断 全力 统筹 有效 严格 坚决 系统
主动 联合 依法 协同 精准 及时 发展 体系 机制 制度 政策 标准 平台 中心 基地 园区 产业 企业
项目 工程 行动 试点 示范 设施 设备 技术 数据 信息 网络 管理 监管 监测 评估 考核 检查 治理
安全 质量 应急 风险 责任 能力 水平 效率 资源 资金 人才 市场 社会 公共 基础 重点 牵头 配合
负责 单位 部门 以上 以下 以内 左右 超过 达到 不低于 不少于 不超过 年底前 底前 年底 全市 全省
全国 全区 应用 供应 响应 适应 应急 对应 相应 反应 效应 应对 感应 顺应 应届 可持续 可靠 可再生
可行 许可 认可 可视 可追溯 可及 可复制 可推广 可比 可观 必要 主要 重要 需要 要素 要求
"""
)
_COMPARING = frozenset(
    [
        *_UNITS,
        *_listed(
            "以上 以下 以内 左右 超过 达到 达 不低于 不少于 不超过 突破 力争 到 至 约 近 万 亿 万吨"
        ),
    ]
)
_KEPT_ALONE = frozenset("，。；：、（）()“”《》！？,.;:!?\n")


@cache
def _tokens() -> regex.Pattern[str]:
    words = {*_WORDS, *_OFTEN, *PROHIBITIONS, *OBLIGATIONS, *HEDGES}
    long = sorted((word for word in words if len(word) > 1), key=lambda word: (-len(word), word))
    units = sorted(_UNITS, key=lambda unit: (-len(unit), unit))
    # a unit in a list of units: 、市商务局、 stays whole
    listed = (
        r"(?:(?<=[、：:（(；;，【\[])|^)\p{Han}{2,14}+(?<=局|委|厅|办|部|院|政府|中心|公司|会|集团)"
        r"(?=[、；;，,。）)】\]]|$)"
    )
    number = r"\d++(?:[.,．，]\d++)*+(?:[十百千]?+[万亿]*+(?:\L<units>)|[万亿]++)?"
    return regex.compile(
        rf"{listed}|{number}|\L<words>|[A-Za-z]++|\s++|.", regex.DOTALL, words=long, units=units
    )


@cache
def _clauses() -> regex.Pattern[str]:
    return regex.compile(r"[^，。；：\n]*+[，。；：\n]|[^，。；：\n]++")


def tokens(text: str) -> list[str]:
    """The text cut into words; joined they are the text.

    >>> tokens("不得超过500万元，力争到2027年建成")
    ['不得', '超过', '500万元', '，', '力争', '到', '2027年', '建成']
    """
    found: list[str] = _tokens().findall(text)
    return found


def runs(old: str, new: str) -> list[Run]:
    """What stayed, went and came, in reading order; the "-" of a replacement precedes its "+".

    >>> runs("企业应当建立台账。", "企业可以建立台账。")
    [('=', '企业'), ('-', '应当'), ('+', '可以'), ('=', '建立台账。')]
    """
    if old == new:
        return [("=", old)] if old else []
    found: list[Run] = []
    upper, lower = _clauses().findall(old), _clauses().findall(new)
    for op, gone, came in _blocks(upper, lower, _CLAUSE_BOUND):
        if op == "=":
            found.append(("=", "".join(gone)))
        else:
            found.extend(_word_runs("".join(gone), "".join(came)))
    return _joined(found)


def _word_runs(old: str, new: str) -> list[Run]:
    blocks = _tidy(list(_blocks(tokens(old), tokens(new), _WORD_BOUND)))
    same = sum(len("".join(gone)) for op, gone, _ in blocks if op == "=")
    if same * 5 < max(len(old), len(new)):  # next to nothing in common: one replacement
        return [("-", old), ("+", new)]
    found: list[Run] = []
    for op, gone, came in blocks:
        if op == "=":
            found.append(("=", "".join(gone)))
        else:
            found.extend([("-", "".join(gone)), ("+", "".join(came))])
    return found


Block = tuple[str, Sequence[str], Sequence[str]]


def _tidy(blocks: list[Block]) -> list[Block]:
    """Swallow single characters that agree by chance between two changes."""
    found: list[Block] = []
    for at, (op, gone, came) in enumerate(blocks):
        lone = op == "=" and len(gone) == 1 and len(gone[0]) == 1 and gone[0] not in _KEPT_ALONE
        if lone and 0 < at < len(blocks) - 1:
            op = "!"
        if op == "!" and found and found[-1][0] == "!":
            _, before, after = found.pop()
            gone, came = [*before, *gone], [*after, *came]
        found.append((op, gone, came))
    return found


def _joined(found: list[Run]) -> list[Run]:
    """Neighbouring runs of one kind as one, each replacement as one "-" and one "+"."""
    tidy: list[Run] = []
    gone: list[str] = []
    came: list[str] = []
    for op, text in [*found, ("=", "")]:
        if op == "-":
            gone.append(text)
        elif op == "+":
            came.append(text)
        else:
            tidy.extend(_flush(gone, came))
            gone, came = [], []
            if text and tidy and tidy[-1][0] == "=":
                tidy[-1] = ("=", tidy[-1][1] + text)
            elif text:
                tidy.append((op, text))
    return tidy


def _flush(gone: list[str], came: list[str]) -> Iterator[Run]:
    if any(gone):
        yield "-", "".join(gone)
    if any(came):
        yield "+", "".join(came)


def _blocks(old: Sequence[str], new: Sequence[str], bound: int) -> Iterator[Block]:
    """Equal ("=") and changed ("!") stretches of two sequences."""
    head = 0
    top = min(len(old), len(new))
    while head < top and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < top - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield "=", old[:head], new[:head]
    upper, lower = old[head : len(old) - tail], new[head : len(new) - tail]
    at, to = 0, 0
    for x, y, size in (*_snakes(upper, lower, bound), (len(upper), len(lower), 0)):
        if x > at or y > to:
            yield "!", upper[at:x], lower[to:y]
        if size:
            yield "=", upper[x : x + size], lower[y : y + size]
        at, to = x + size, y + size
    if tail:
        yield "=", old[len(old) - tail :], new[len(new) - tail :]


def _snakes(old: Sequence[str], new: Sequence[str], bound: int) -> list[tuple[int, int, int]]:
    """Equal runs (start in old, start in new, length) by Myers 1986; none beyond the bound."""
    n, m = len(old), len(new)
    if not n or not m:
        return []
    best = {1: 0}
    history: list[dict[int, int]] = []
    for depth in range(min(bound, n + m) + 1):
        history.append(dict(best))
        for k in range(-depth, depth + 1, 2):
            down = k == -depth or (k != depth and best[k - 1] < best[k + 1])
            x = best[k + 1] if down else best[k - 1] + 1
            y = x - k
            while x < n and y < m and old[x] == new[y]:
                x += 1
                y += 1
            best[k] = x
            if x >= n and y >= m:
                return _walk_back(history, n, m)
    return []


def _walk_back(history: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for depth in range(len(history) - 1, -1, -1):
        best = history[depth]
        k = x - y
        down = k == -depth or (k != depth and best[k - 1] < best[k + 1])
        before = k + 1 if down else k - 1
        start = best[before]
        from_y = start - before
        after = start if down else start + 1
        if depth == 0:
            after = 0
        if x > after:
            found.append((after, after - k, x - after))
        x, y = start, from_y
    return found[::-1]


def notices(changed: Sequence[Run], *, figures: bool = True) -> tuple[Notice, ...]:
    """What a reviewer must not overlook in a change of words.

    Words that only stand elsewhere are no change; what is left is judged place by place.

    >>> [n.code for n in notices(runs("不得收费，应当在3日内办结", "应当在5日内办结"))]
    ['prohibition-dropped', 'date']
    """
    went, came = _census(changed)
    lost, won = went - came, came - went
    found: list[Notice] = []
    for before, after in _hunks(changed):
        gone = Counter(word for word in tokens(before) if word in lost)
        new = Counter(word for word in tokens(after) if word in won)
        found += [*_prohibition(gone, new), *_obligation(gone, new), *_hedges(gone, new)]
    if figures:
        found.extend(_figures(lost, won))
    return tuple(dict.fromkeys(found))


def figure_notices(
    changed: Sequence[Run], on: int = 0, told: Sequence[str] = ()
) -> tuple[Notice, ...]:
    """The figures that differ, without those told already and years that moved on with the plan.

    >>> figure_notices(runs("2025年投资70亿元", "2026年投资73亿元"), 1)
    (Notice(code='number', before='70亿元', after='73亿元'),)
    """
    went, came = _census(changed)
    lost, won = went - came, came - went
    if on:
        moved = {word: later(word, on) for word in lost if later(word, on) in won}
        for word, after in moved.items():
            del lost[word], won[after]
    for word in {word for quote in told for word in tokens(quote)}:
        del lost[word], won[word]
    return tuple(_figures(lost, won))


def _hunks(changed: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """What went and came at each place."""
    gone = ""
    for op, text in changed:
        if op == "-":
            gone = text
            continue
        if gone or op == "+":
            yield gone, text if op == "+" else ""
        gone = ""
    if gone:
        yield gone, ""


def regrouped(before: str, after: str) -> tuple[Notice, ...]:
    """The same for a text that was split or merged, where saying a thing twice is no change."""
    went, came = dict.fromkeys(tokens(before)), dict.fromkeys(tokens(after))
    gone = Counter([word for word in went if word not in came])
    new = Counter([word for word in came if word not in went])
    found = [*_prohibition(gone, new), *_obligation(gone, new), *_figures(gone, new)]
    return tuple(found)


def only_figures(text: str) -> bool:
    """Whether a text is nothing but amounts, units and words that compare amounts."""
    return all(
        _is_figure(token) or token in _COMPARING or not token.strip("，、。；： \n")
        for token in tokens(text)
    )


def only_marks(changed: Sequence[Run]) -> bool:
    """Whether nothing but punctuation and blanks changed."""
    return not any(op != "=" and any(c.isalnum() for c in text) for op, text in changed)


def _census(changed: Sequence[Run]) -> tuple[Counter[str], Counter[str]]:
    went: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for op, text in changed:
        if op != "=":
            (went if op == "-" else came).update(tokens(text))
    return went, came


def _first(counter: Counter[str], wanted: frozenset[str]) -> str | None:
    return next((word for word in counter if word in wanted), None)


def _prohibition(gone: Counter[str], new: Counter[str]) -> Iterator[Notice]:
    lost = sum(count for word, count in gone.items() if word in PROHIBITIONS)
    won = sum(count for word, count in new.items() if word in PROHIBITIONS)
    modal = frozenset(OBLIGATIONS)
    if lost > won:
        yield Notice(
            code="prohibition-dropped", before=_first(gone, PROHIBITIONS), after=_first(new, modal)
        )
    elif won > lost:
        yield Notice(
            code="prohibition-added", before=_first(gone, modal), after=_first(new, PROHIBITIONS)
        )


def _obligation(gone: Counter[str], new: Counter[str]) -> Iterator[Notice]:
    before = max((w for w in gone if w in OBLIGATIONS), key=OBLIGATIONS.__getitem__, default=None)
    after = max((w for w in new if w in OBLIGATIONS), key=OBLIGATIONS.__getitem__, default=None)
    high, low = OBLIGATIONS.get(before or "", 0), OBLIGATIONS.get(after or "", 0)
    if high > low and high >= 4:
        if not (after is None and _first(new, PROHIBITIONS)):
            yield Notice(code="obligation-weakened", before=before, after=after)
    elif low > high and low >= 4 and not (before is None and _first(gone, PROHIBITIONS)):
        yield Notice(code="obligation-strengthened", before=before, after=after)


def _hedges(gone: Counter[str], new: Counter[str]) -> Iterator[Notice]:
    lost, won = _first(gone, HEDGES), _first(new, HEDGES)
    if won and not lost:
        yield Notice(code="hedge-added", after=won)
    elif lost and not won:
        yield Notice(code="hedge-dropped", before=lost)


_TIME = ("年", "月", "日", "天", "小时", "季度", "每季", "每周")
_FIGURE_CODES: tuple[tuple[NoticeCode, bool], ...] = (("date", True), ("number", False))
_OFTEN = frozenset(_listed("每年 每半年 每季度 每季 每两月 每月 每周 每日 每天"))


def _figures(gone: Counter[str], new: Counter[str]) -> Iterator[Notice]:
    for code, time in _FIGURE_CODES:
        before = [w for w in gone.elements() if _is_figure(w) and w.endswith(_TIME) is time]
        after = [w for w in new.elements() if _is_figure(w) and w.endswith(_TIME) is time]
        if before or after:
            yield Notice(code=code, before=_few(before), after=_few(after))


def _is_figure(word: str) -> bool:
    return word[0].isdecimal() or word in _OFTEN


def _few(words: list[str]) -> str | None:
    if not words:
        return None
    return "、".join(words[:4]) + ("…" if len(words) > 4 else "")
