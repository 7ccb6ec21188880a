"""What an edit says to a reader, in Chinese or English, in one line.

Kept apart from the edit types so that the wording may change without the published types; nothing
here decides anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..messages import say_in
from .model import (
    Deadline,
    DeadlineChanged,
    Diff,
    DutyChanged,
    Edit,
    EditBase,
    Insert,
    KindChanged,
    Merge,
    Move,
    Notice,
    Numbering,
    Owners,
    Ref,
    Remove,
    Rename,
    Renumber,
    Reword,
    Split,
    Target,
    TargetChange,
    TargetChanged,
)  # fmt: skip

TYPES: dict[str, tuple[str, str]] = {
    "insert": ("新增", "added"), "remove": ("删除", "removed"), "move": ("移动", "moved"),
    "split": ("拆分", "split"), "merge": ("合并", "merged"), "rename": ("改题", "renamed"),
    "reword": ("改写", "reworded"), "renumber": ("序号变化", "renumbered"),
    "target-changed": ("指标变化", "target changed"),
    "deadline-changed": ("时限变化", "deadline changed"),
    "duty-changed": ("责任单位变化", "duty changed"),
    "kind-changed": ("类型变化", "kind changed"),
}  # fmt: skip

NOTICES: dict[str, tuple[str, str]] = {
    "number": ("数字变化", "number changed"), "date": ("时间变化", "date changed"),
    "deadline": ("时限变化", "deadline changed"),
    "deadline-dropped": ("时限取消", "deadline dropped"),
    "obligation-weakened": ("要求减弱", "obligation weakened"),
    "obligation-strengthened": ("要求加强", "obligation strengthened"),
    "prohibition-dropped": ("禁止性规定取消", "prohibition dropped"),
    "prohibition-added": ("新增禁止性规定", "prohibition added"),
    "hedge-added": ("新增留有余地的措辞", "hedge added"),
    "hedge-dropped": ("删去留有余地的措辞", "hedge dropped"),
    "lead-changed": ("牵头单位变化", "lead unit changed"),
    "duty-changed": ("责任单位变化", "units changed"),
    "target-raised": ("目标值调高", "target raised"),
    "target-lowered": ("目标值调低", "target lowered"),
    "target-changed": ("指标变化", "target changed"),
    "target-dropped": ("指标取消", "target dropped"), "target-added": ("新增指标", "target added"),
}  # fmt: skip
_FIRST = (
    ("target-raised", "target-lowered", "target-changed"), ("target-dropped", "target-added"),
    ("deadline", "deadline-dropped"), ("lead-changed", "duty-changed"),
    ("obligation-weakened", "obligation-strengthened", "prohibition-dropped", "prohibition-added"),
    ("number",), ("date",), ("hedge-added", "hedge-dropped"),
)  # fmt: skip
"""What a reviewer wants to see first."""
_PLACES = {code: place for place, codes in enumerate(_FIRST) for code in codes}


def pick(words: tuple[str, str], lang: str) -> str:
    """The Chinese or the English word."""
    return words[1] if lang == "en" else words[0]


def type_name(name: str, lang: str = "zh") -> str:
    """The name of an edit type."""
    return pick(TYPES[name], lang)


def notice_text(notice: Notice, lang: str = "zh") -> str:
    """A notice in words: 要求减弱：应当 → 可以."""
    head = pick(NOTICES[notice.code], lang)
    colon = ": " if lang == "en" else "："
    return head + colon + arrow(notice.before, notice.after, lang)


def urgent(diff: Diff) -> list[tuple[Edit, Notice]]:
    """All that needs attention (需要注意), what matters most first, else in document order."""
    points = [(edit, notice) for edit in diff.edits for notice in edit.notices]
    return sorted(points, key=lambda point: _PLACES[point[1].code])


def arrow(before: str | None, after: str | None, lang: str = "zh") -> str:
    """``before → after``; 无 stands for nothing."""
    nothing = pick(("无", "none"), lang)
    return f"{before or nothing} → {after or nothing}"


def named(ref: Ref) -> str:
    """The node's number and heading: （一）扩大库容."""
    title = ref.title.replace("\n", " ")
    title = title if len(title) <= 40 else title[:39] + "…"
    return f"{ref.label or ''}{title}" or ref.id


def number(value: object) -> str:
    """A value without a needless fraction: 40, 6.5, 3–5."""
    if isinstance(value, tuple | list):
        return "–".join(number(part) for part in value)
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def target_text(target: Target) -> str:
    """A target in words: 冷库容量≥40万吨（2027年）."""
    op = {"range": "", "growth": "↑", "=": ""}.get(target.op, target.op)
    year = f"（{target.year}年）" if target.year else ""
    return f"{target.name}{' ' if not op else ''}{op}{number(target.value)}{target.unit}{year}"


def owners_text(owners: Iterable[Owners], lang: str = "zh") -> str:
    """Units with their parts: 牵头 市商务局；配合 市财政局."""
    parts: list[str] = []
    for one in owners:
        for words, units in (
            (("牵头", "lead"), one.lead), (("配合", "support"), one.support),
            (("责任", "responsible"), one.units),
        ):  # fmt: skip
            if units:
                parts.append(f"{pick(words, lang)} {'、'.join(units)}")
    return "；".join(parts)


def deadlines_text(deadlines: Iterable[Deadline]) -> str:
    """The deadlines as written."""
    return "、".join(d.deadline or d.due or "" for d in deadlines)


def message(edit: EditBase, lang: str = "zh") -> str:
    """One line for one edit, without its notices."""
    say: Callable[[Any, str], str] = _SAY[type(edit)]
    return say(edit, lang)


def _f(lang: str, zh: str, en: str) -> str:
    return en if lang == "en" else zh


def _under(ref: Ref, lang: str) -> str:
    top = _f(lang, "顶层", "the top level")
    return ref.path[-1] if ref.path else top


def _size(count: int, lang: str) -> str:
    if count < 2:
        return ""
    return _f(lang, f"（共{count}个节点）", f" ({count} nodes)")


def _insert(edit: Insert, lang: str) -> str:
    name, size = named(edit.new), _size(len(edit.entries), lang)
    return _f(lang, f"新增“{name}”{size}", f"added “{name}”{size}")


def _remove(edit: Remove, lang: str) -> str:
    name, size = named(edit.old), _size(len(edit.entries), lang)
    return _f(lang, f"删除“{name}”{size}", f"removed “{name}”{size}")


def _move(edit: Move, lang: str) -> str:
    here, there = _under(edit.old, lang), _under(edit.new, lang)
    old, new = named(edit.old), _numbering(edit.after)
    if edit.old.path == edit.new.path:
        return _f(
            lang, f"“{old}”在“{here}”内调整次序，现为{new}",
            f"“{old}” changed its order within “{here}”, now {new}",
        )  # fmt: skip
    return _f(
        lang, f"“{old}”由“{here}”移至“{there}”，现为{new}",
        f"“{old}” moved from “{here}” to “{there}”, now {new}",
    )  # fmt: skip


def _numbering(numbering: Numbering) -> str:
    return numbering.label or (f"#{numbering.ordinal}" if numbering.ordinal is not None else "—")


def _rename(edit: Rename, lang: str) -> str:
    before, after = edit.before or "", edit.after or ""
    return _f(lang, f"标题“{before}”改为“{after}”", f"heading “{before}” now reads “{after}”")


def _renumber(edit: Renumber, lang: str) -> str:
    first, last = edit.changes[0], edit.changes[-1]
    if first is last:
        name = first.new.title
        return _f(
            lang, f"“{name}”序号{_numbering(first.before)} → {_numbering(first.after)}",
            f"“{name}” renumbered {_numbering(first.before)} → {_numbering(first.after)}",
        )  # fmt: skip
    old = f"{_numbering(first.before)}…{_numbering(last.before)}"
    new = f"{_numbering(first.after)}…{_numbering(last.after)}"
    count = len(edit.changes)
    return _f(lang, f"{count}项序号{old} → {new}", f"{count} items renumbered {old} → {new}")


def _reword(edit: Reword, lang: str) -> str:
    gone = sum(len(piece.text) for piece in edit.pieces if piece.op == "-")
    came = sum(len(piece.text) for piece in edit.pieces if piece.op == "+")
    name = named(edit.new)
    return _f(
        lang, f"“{name}”正文改写（删{gone}字，增{came}字）",
        f"“{name}” reworded ({gone} characters out, {came} in)",
    )  # fmt: skip


def target_change(change: TargetChange, lang: str = "zh") -> str:
    """One target before and after."""
    before = target_text(change.before) if change.before else None
    after = target_text(change.after) if change.after else None
    return arrow(before, after, lang)


def _target(edit: TargetChanged, lang: str) -> str:
    changes = "；".join(target_change(change, lang) for change in edit.changes)
    changes = changes or _f(lang, "次序变化", "another order")
    return _f(
        lang, f"“{named(edit.new)}”指标：{changes}", f"“{named(edit.new)}” targets: {changes}"
    )


def _deadline(edit: DeadlineChanged, lang: str) -> str:
    change = arrow(deadlines_text(edit.before), deadlines_text(edit.after), lang)
    name = named(edit.new)
    return _f(lang, f"“{name}”完成时限：{change}", f"“{name}” deadline: {change}")


def _duty(edit: DutyChanged, lang: str) -> str:
    change = arrow(owners_text(edit.before, lang), owners_text(edit.after, lang), lang)
    name = named(edit.new)
    return _f(lang, f"“{name}”责任单位：{change}", f"“{name}” units: {change}")


def _kind_name(kind: str, lang: str) -> str:
    return say_in("en" if lang == "en" else "zh", kind)


def _kind(edit: KindChanged, lang: str) -> str:
    change = arrow(_kind_name(edit.before, lang), _kind_name(edit.after, lang), lang)
    return _f(lang, f"“{named(edit.new)}”类型：{change}", f"“{named(edit.new)}” kind: {change}")


def _split(edit: Split, lang: str) -> str:
    parts = "、".join(f"“{named(part)}”" for part in edit.parts)
    name = named(edit.old)
    return _f(lang, f"“{name}”拆分为{parts}", f"“{name}” was split into {parts}")


def _merge(edit: Merge, lang: str) -> str:
    parts = "、".join(f"“{named(part)}”" for part in edit.parts)
    name = named(edit.new)
    return _f(lang, f"{parts}合并为“{name}”", f"{parts} were merged into “{name}”")


_SAY: dict[type[EditBase], Callable[[Any, str], str]] = {
    Insert: _insert, Remove: _remove, Move: _move, Rename: _rename, Renumber: _renumber,
    Reword: _reword, TargetChanged: _target, DeadlineChanged: _deadline, DutyChanged: _duty,
    KindChanged: _kind, Split: _split, Merge: _merge,
}  # fmt: skip
