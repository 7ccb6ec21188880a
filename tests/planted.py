"""Plans of any size with planted edits, and what a diff ought to say of them.

Everything is drawn from a small vocabulary of the genre, so that unrelated nodes share many
characters, as they do in real plans.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from planparse.model import Duty, Indicator, Meta, Node, Plan, SourceInfo
from planparse.span import Lines, Span

VERBS = [
    "推进",
    "加强",
    "完善",
    "健全",
    "优化",
    "提升",
    "实施",
    "开展",
    "构建",
    "打造",
    "培育",
    "支持",
    "深化",
    "拓展",
    "规范",
    "强化",
    "落实",
    "建设",
    "推广",
    "引导",
]
ADVERBS = [
    "加快",
    "大力",
    "积极",
    "全面",
    "深入",
    "着力",
    "持续",
    "有序",
    "稳步",
    "统筹",
    "依法",
    "主动",
    "精准",
]
PLACES = [
    "城区",
    "乡镇",
    "园区",
    "社区",
    "沿江片区",
    "北部山区",
    "东部新城",
    "老城区",
    "产业集聚区",
    "港口",
    "机场",
    "高校",
    "医院",
    "学校",
    "农村",
    "口岸",
    "开发区",
    "商圈",
    "林区",
    "库区",
    "湖区",
    "矿区",
    "景区",
    "车站",
    "市场",
    "工地",
    "码头",
    "小区",
    "街道",
    "村组",
]
OBJECTS = [
    "冷链物流",
    "养老服务",
    "托育机构",
    "数字政务",
    "智能制造",
    "绿色建筑",
    "污水处理",
    "节水灌溉",
    "职业教育",
    "科技金融",
    "文化旅游",
    "生物医药",
    "新能源汽车",
    "充电设施",
    "农产品加工",
    "种业振兴",
    "海洋牧场",
    "低空经济",
    "跨境电商",
    "公共交通",
    "轨道建设",
    "防洪排涝",
    "应急救援",
    "食品安全",
    "药品监管",
    "知识产权",
    "人才公寓",
    "就业培训",
    "全民健身",
    "体育赛事",
    "图书阅读",
    "非遗传承",
    "垃圾分类",
    "大气治理",
    "土壤修复",
    "森林防火",
    "湿地保护",
    "碳排放交易",
    "数据要素",
    "工业互联网",
    "人工智能",
    "集成电路",
    "新型储能",
    "氢能应用",
    "光伏发电",
    "老旧小区改造",
    "保障性住房",
    "城市更新",
    "地下管网",
    "燃气安全",
    "消防设施",
    "校园餐饮",
    "家政服务",
    "社会救助",
    "残疾人康复",
    "儿童友好",
    "退役军人服务",
    "信访化解",
    "法律援助",
    "营商环境",
    "招商引资",
    "外贸转型",
    "物流枢纽",
    "仓储设施",
    "快递进村",
    "乡村道路",
    "高标准农田",
    "畜禽养殖",
    "水产加工",
    "茶叶品牌",
]
MANNERS = [
    "建立部门会商机制",
    "制定年度任务清单",
    "引入第三方评估",
    "完善财政补助办法",
    "推行首席服务员制度",
    "搭建统一信息平台",
    "组织骨干集中培训",
    "开展季度通报考核",
    "设立专项引导资金",
    "编制技术导则",
    "培育龙头企业",
    "建立风险预警模型",
    "推动设备更新换代",
    "布局前置服务网点",
    "畅通投诉举报渠道",
    "实行清单式管理",
    "组建专家咨询委员会",
    "探索政府购买服务",
    "发布应用场景清单",
    "推动跨区域协同",
    "完善统计监测体系",
    "开展入户摸底调查",
    "推进标准互认",
    "实施信用分级监管",
    "建设示范样板",
    "优化审批流程",
    "盘活闲置资产",
    "加大用地保障",
    "落实税收优惠",
    "开放公共数据",
    "举办供需对接活动",
    "健全应急预案",
    "开展全流程追溯",
    "配齐专业人员",
]
UNITS = ["个", "家", "处", "公里", "万吨", "万人次", "亿元", "%"]
BUREAUS = [
    "市发展改革委",
    "市商务局",
    "市财政局",
    "市交通运输局",
    "市农业农村局",
    "市市场监管局",
    "市科技局",
    "市教育局",
]
HAN = "〇一二三四五六七八九十"


def han(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    if number > 99:
        return HAN[number // 100] + "百" + han(number % 100)
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else HAN[tens] + "十")
    return head + (HAN[ones] if ones or not tens else "")


LABELS = (lambda n: han(n) + "、", lambda n: f"（{han(n)}）", lambda n: f"{n}.")


@dataclass(eq=False)
class Draft:
    """A node that can still be changed; ``uid`` survives from the old plan to the new one."""

    uid: int
    title: str
    body: str = ""
    target: tuple[str, float, str, int] | None = None
    lead: str = ""
    children: list[Draft] = field(default_factory=list)
    shift: int = 0

    def walk(self) -> Iterator[Draft]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Planted:
    """The new plan and the truth: uid sets by type of edit."""

    moved: set[int] = field(default_factory=set)
    renamed: set[int] = field(default_factory=set)
    renumbered: set[int] = field(default_factory=set)
    retargeted: set[int] = field(default_factory=set)
    split: set[int] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    added: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)


class Maker:
    """Draws drafts; ``uid`` counts up over both plans."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.uid = 0

    def title(self) -> str:
        draw = self.random.choice
        return draw(VERBS) + draw(PLACES) + draw(OBJECTS)

    def sentence(self) -> str:
        draw = self.random.choice
        return (
            f"{draw(ADVERBS)}{draw(VERBS)}{draw(PLACES)}{draw(OBJECTS)}，"
            f"{draw(MANNERS)}，{draw(MANNERS)}。"
        )

    def leaf(self) -> Draft:
        self.uid += 1
        body = "".join(self.sentence() for _ in range(self.random.randint(1, 3)))
        draft = Draft(self.uid, self.title(), body)
        if self.random.random() < 0.3:
            name = self.random.choice(PLACES) + self.random.choice(OBJECTS) + "数量"
            draft.target = (
                name,
                float(self.random.randint(10, 90)),
                self.random.choice(UNITS),
                2027,
            )
        if self.random.random() < 0.3:
            draft.lead = self.random.choice(BUREAUS)
        return draft

    def branch(self, children: list[Draft]) -> Draft:
        self.uid += 1
        return Draft(self.uid, self.title(), children=children)

    def plan(self, nodes: int) -> list[Draft]:
        """Sections of about seven tasks of about seven measures."""
        sections: list[Draft] = []
        while self.uid < nodes:
            tasks = [
                self.branch([self.leaf() for _ in range(self.random.randint(5, 9))])
                for _ in range(self.random.randint(5, 9))
            ]
            sections.append(self.branch(tasks))
        return sections


def copy(drafts: list[Draft]) -> list[Draft]:
    return [
        Draft(d.uid, d.title, d.body, d.target, d.lead, copy(d.children), d.shift) for d in drafts
    ]


def plant(maker: Maker, old: list[Draft], each: int) -> tuple[list[Draft], Planted]:
    """A changed copy; no node is chosen twice, and all chosen are measures (leaves)."""
    new, truth, draw = copy(old), Planted(), maker.random
    tasks = [task for section in new for task in section.children]
    home = {leaf.uid: task for task in tasks for leaf in task.children}
    leaves = [leaf for task in tasks for leaf in task.children]
    draw.shuffle(leaves)
    pool = iter(leaves)

    def take(count: int = each) -> list[Draft]:
        return [next(pool) for _ in range(count)]

    for leaf in take():
        home[leaf.uid].children.remove(leaf)
        there = draw.choice([task for task in tasks if task is not home[leaf.uid]])
        there.children.insert(draw.randint(0, len(there.children)), leaf)
        truth.moved.add(leaf.uid)
    for leaf in take():
        leaf.title = maker.title()
        truth.renamed.add(leaf.uid)
    aimed = [leaf for leaf in pool if leaf.target]
    for leaf in aimed[:each]:
        name, value, unit, year = leaf.target
        leaf.target = (name, value + 7, unit, year)
        truth.retargeted.add(leaf.uid)
    used = truth.moved | truth.renamed | truth.retargeted
    pool = iter([leaf for leaf in leaves if leaf.uid not in used])
    plain = [leaf for leaf in pool if leaf.body.count("。") >= 2 and not leaf.target]
    for leaf in plain[:each]:
        _split(maker, leaf, home[leaf.uid], truth)
    used |= truth.split
    pool = iter([leaf for leaf in leaves if leaf.uid not in used])
    while len(truth.merged) < each:
        _merge(next(pool), home, truth, used)
    pool = iter([leaf for leaf in leaves if leaf.uid not in used])
    for leaf in take():
        home[leaf.uid].children.remove(leaf)
        truth.removed.add(leaf.uid)
    for _ in range(each):
        leaf = maker.leaf()
        there = draw.choice(tasks)
        there.children.insert(draw.randint(0, len(there.children)), leaf)
        truth.added.add(leaf.uid)
    for leaf in take():  # a number skipped by hand: this one and all behind it
        leaf.shift = draw.randint(1, 3)
    return new, truth


def _split(maker: Maker, leaf: Draft, task: Draft, truth: Planted) -> None:
    first, _, rest = leaf.body.partition("。")
    maker.uid += 1
    leaf.body = first + "。"
    task.children.insert(task.children.index(leaf) + 1, Draft(maker.uid, maker.title(), rest))
    truth.split.add(leaf.uid)


def _merge(leaf: Draft, home: dict[int, Draft], truth: Planted, used: set[int]) -> None:
    row = home[leaf.uid].children
    if leaf.uid in used:
        return
    at = row.index(leaf)
    other = row[at + 1] if at + 1 < len(row) else None
    if other is None or {leaf.uid, other.uid} & used or other.uid not in home:
        used.add(leaf.uid)
        return
    if leaf.target or other.target:
        used.add(leaf.uid)
        return
    leaf.body += other.body
    row.remove(other)
    used |= {leaf.uid, other.uid}
    truth.merged.add(leaf.uid)


def labels(drafts: list[Draft]) -> dict[int, str]:
    """The label of every uid."""
    found: dict[int, str] = {}
    stack = [(drafts, 0)]
    while stack:
        row, depth = stack.pop()
        number = 0
        for draft in row:
            number += 1 + draft.shift
            found[draft.uid] = LABELS[min(depth, 2)](number)
            stack.append((draft.children, depth + 1))
    return found


def as_plan(drafts: list[Draft], name: str = "plan") -> tuple[Plan, dict[str, int]]:
    """A Plan, and the uid of each id."""
    ids: dict[str, int] = {}
    body = tuple(_node(d, "", 0, n, ids) for n, d in _numbered(drafts))
    source = SourceInfo(name=name, media_type="text/plain", sha256="", characters=0, lines=0)
    return Plan(source=source, meta=Meta(title=name), body=body), ids


def _numbered(row: list[Draft]) -> Iterator[tuple[int, Draft]]:
    number = 0
    for draft in row:
        number += 1 + draft.shift
        yield number, draft


def _node(draft: Draft, above: str, depth: int, number: int, ids: dict[str, int]) -> Node:
    key = f"{above}/{number}" if above else str(number)
    ids[key] = draft.uid
    span, lines = Span(0, 0), Lines(1, 1)
    children = [_node(d, key, depth + 1, n, ids) for n, d in _numbered(draft.children)]
    text, indicators, duty = draft.body, (), None
    if draft.target:
        name, value, unit, year = draft.target
        quote = f"到{year}年，{name}达到{value:g}{unit}"
        text += quote + "。"
        indicators = (
            Indicator(
                name=name,
                op="≥",
                value=value,
                unit=unit,
                year=year,
                text=quote,
                span=span,
                lines=lines,
            ),
        )
    if draft.lead:
        bracket = f"（牵头单位：{draft.lead}）"
        text += bracket
        duty = Duty(lead=(draft.lead,), text=bracket, span=span, lines=lines)
    if text:
        children.insert(
            0,
            Node(
                id=f"{key}/s", form="sentence", kind="text", text=text, span=span, lines=lines,
                indicators=indicators, duty=duty,
            ),
        )  # fmt: skip
    return Node(
        id=key, form="heading", kind="task" if draft.children else "measure",
        label=LABELS[min(depth, 2)](number), ordinal=number, title=draft.title,
        span=span, lines=lines, children=tuple(children),
    )  # fmt: skip


def planted_pair(
    nodes: int, each: int, seed: int = 7
) -> tuple[tuple[Plan, dict[str, int]], tuple[Plan, dict[str, int]], Planted]:
    """Old plan, new plan (each with the uid of each id) and the truth."""
    maker = Maker(seed)
    old = maker.plan(nodes)
    new, truth = plant(maker, old, each)
    before, after = labels(old), labels(new)
    kept = (before.keys() & after.keys()) - truth.moved
    truth.renumbered = {uid for uid in kept if before[uid] != after[uid]}
    return as_plan(old, "old"), as_plan(new, "new"), truth


def recovered(diff, old_ids: dict[str, int], new_ids: dict[str, int]) -> Planted:
    """What a diff says, in the terms of the truth."""
    said = Planted()
    simple = {"move": said.moved, "rename": said.renamed, "remove": said.removed,
              "split": said.split, "target-changed": said.retargeted}  # fmt: skip
    for edit in diff.edits:
        if edit.type in simple:
            simple[edit.type].add(old_ids[edit.old.id])
        elif edit.type == "insert":
            said.added.add(new_ids[edit.new.id])
        elif edit.type == "merge":
            said.merged.add(new_ids[edit.new.id])
        elif edit.type == "renumber":
            said.renumbered |= {old_ids[change.old.id] for change in edit.changes}
    return said


def score(truth: Planted, said: Planted) -> tuple[float, float]:
    """Share of the truth that was found, and share of what was said that is false."""
    right = total = claims = 0
    for name in vars(truth):
        wanted, found = getattr(truth, name), getattr(said, name)
        right += len(wanted & found)
        total += len(wanted)
        claims += len(found)
    return right / total, (claims - right) / max(1, claims)
