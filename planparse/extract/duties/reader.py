"""The grammar of duties: reads piece after piece, and units wait until a word gives them a role."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from ...patterns import compiled
from ..agencies import is_strong_unit, is_unit
from .deadlines import due_date, is_deadline
from .found import DutyFound
from .pieces import MAX_UNIT, Name, clauses, name_at, names_in, stripped
from .words import Role, label_at, role_of, verb_at_end

_RESULT = compiled(r"完成|取得|实现|形成|建成|达到|全面|基本|持续")
_FIRM = compiled(r"完成|持续|推进|坚持|见效|成效|到位|建成|启动|实施|优化")
_NOISE = compiled(r"[无/\-—–.、,;。:\s]*|暂无|详见.{0,10}|不涉及")
_ENUMERATOR = compiled(
    r"(?:\(?\d{1,2}[).、]|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s?(?=[\u4e00-\u9fff])"
)
_LEADING = compiled(
    r"(?:(?:以上|上述|本项|该项|此项|具体)(?:任务|工作|事项|措施|内容)由|并?由|以|会同|商(?=市|省|区|县|国家|财政|有关)|联合(?=[市省区县各国])|及|与|同时|"
    r"并)(?=[\u4e00-\u9fff]{2})"
)
_VERB_BLANK = compiled(r"(?<=牵头|负责|主办|承办|配合|参与)\s+(?=[一-龥])")


def is_noise(piece: str) -> bool:
    """Whether a piece says that there is nothing to say (无, 暂无, ——)."""
    return _NOISE.fullmatch(piece) is not None


@dataclass(slots=True)
class Reader:
    """Reads the pieces of one duty; ``default`` is the role of units that no word gives one."""

    folded: str
    text: str
    default: Role = "units"
    roles: dict[str, list[str]] = field(
        default_factory=lambda: {"lead": [], "support": [], "units": []}
    )
    deadline: tuple[int, int] | None = None
    pending: list[str] = field(default_factory=list)
    parted: int = 0
    """How many of those waiting stand before a comma: 某局，某委、某办配合."""
    label: Role | None = None
    fresh: bool = False
    labels: int = 0
    verbs: int = 0
    known: int = 0
    strong: int = 0
    unknown: int = 0
    dues: int = 0
    pieces: int = 0

    def read(self, start: int, end: int) -> None:
        """Read ``folded[start:end]``."""
        for begin, stop, mark in clauses(self.folded, start, end):
            begin, stop = stripped(self.folded, begin, stop)
            if begin < stop:
                self._piece(begin, stop)
            if (self.label is not None and mark != "、") or mark in ";。":
                self._flush(self.label or self.default)
            elif mark == ",":
                self.parted = len(self.pending)
            self.fresh = self.fresh and mark not in ";。"
        self._flush(self.label or self.default)

    def _piece(self, start: int, end: int) -> None:
        start = self._after_number(start, end)
        while start < end and (label := label_at(self.folded, start, end)):
            start, end = self._opened(label, end)
            start = self._after_number(start, end)
        while label := self._later_label(start, end):
            self._content(*stripped(self.folded, start, label.start()))
            start, end = self._opened(label, end)
        if start < end:
            self._content(start, end)

    def _after_number(self, start: int, end: int) -> int:
        mark = _ENUMERATOR.match(self.folded, start, end)
        return mark.end() if mark else start

    def _later_label(self, start: int, end: int) -> regex.Match[str] | None:
        """Another label further on, set off by a blank only."""
        blank = self.folded.find(" ", start, end)
        while blank >= 0:
            label = label_at(self.folded, blank + 1, end)
            if label:
                return label
            blank = self.folded.find(" ", blank + 1, end)
        return None

    def _opened(self, label: regex.Match[str], end: int) -> tuple[int, int]:
        """Takes note of a label; gives the range that it labels."""
        self._flush(self.label or self.default)
        self.labels += 1
        self.fresh = True
        if label["due"]:
            self.label = "deadline"
        else:
            self.label = "none" if label["other"] else role_of(label["label"])
        return stripped(self.folded, label.end(), end)

    def _content(self, start: int, end: int) -> None:
        if self.label is None and len(self.folded[start:end].split()) > 1:
            for gap in _VERB_BLANK.finditer(self.folded, start, end):
                self._said(start, gap.start())  # 某局牵头 某局配合
                start = gap.end()
        self._said(start, end)

    def _said(self, start: int, end: int) -> None:
        piece = self.folded[start:end]
        if not piece or self.label == "none" or is_noise(piece):
            return
        if self.label == "deadline":
            self._due(start, end)
            return
        self.pieces += 1
        role, stop = self._verb(piece) or (None, len(piece))
        if self._goes_on(piece, start) or (is_deadline(piece) and not is_strong_unit(piece[:stop])):
            self.known += 1
            self.dues += 1
            self._due(start, end)
            return
        lead_in = _LEADING.match(piece, 0, stop)
        self._list(start + lead_in.end() if lead_in else start, start + stop)
        if role:
            self._claim(role)

    def _claim(self, role: Role) -> None:
        """Gives those who wait their role; a comma before a first 配合 sets apart who answers."""
        if role == "support" and not self.verbs and not self.labels:
            self.roles["units"] += self.pending[: self.parted]
            del self.pending[: self.parted]
        self.verbs += 1
        self._flush(self._claimed(role))

    def _verb(self, piece: str) -> tuple[Role, int] | None:
        """The verb at the end of a piece, if it or what waits before it names somebody."""
        verb = verb_at_end(piece)
        return verb if verb and (verb[1] or self.pending) else None

    def _goes_on(self, piece: str, start: int) -> bool:
        """Whether a piece is the rest of the deadline just read (6月底前，完成编制)."""
        near = self.deadline is not None and start - self.deadline[1] <= 1
        return near and _RESULT.match(piece) is not None and not is_unit(piece)

    def _claimed(self, role: Role) -> Role:
        """A label just read outranks a mere 负责: 牵头单位：某局负责 is a lead."""
        named = self.fresh and self.label in ("lead", "support")
        return self.label if named and role == "units" and self.label else role

    def _list(self, start: int, end: int) -> None:
        joint = self.folded.find("会同", start, end)
        if joint > start and not self.label and is_strong_unit(self.folded[start:joint].strip()):
            name = name_at(self.folded[start:joint], 0, joint - start)
            self._take(name, start)
            self._flush("lead")
            start = joint + len("会同")
        for name in names_in(self.folded[start:end]):
            self._take(name, start)

    def _take(self, name: Name | None, start: int) -> None:
        """Counts a name found in the piece at ``start`` and lets it wait for its role."""
        if name is None:
            return
        self.known += name.known
        self.strong += name.strong
        self.unknown += not name.known
        if name.end - name.start <= MAX_UNIT:
            waiting = self.roles[role_of(name.share)] if name.share else self.pending
            waiting.append(self.text[start + name.start : start + name.end].strip())

    def _due(self, start: int, end: int) -> None:
        if self.deadline is None:
            self.deadline = (start, end)
        elif start - self.deadline[1] <= 2:
            self.deadline = (self.deadline[0], end)

    def _flush(self, role: Role) -> None:
        if role in self.roles:
            self.roles[role] += self.pending
        self.pending.clear()
        self.parted = 0

    def found(self, start: int, end: int, year: int | None) -> DutyFound:
        """The duty read, as standing in ``text[start:end]``."""
        deadline = self.text[slice(*self.deadline)].strip() if self.deadline else None
        return DutyFound(
            lead=tuple(dict.fromkeys(self.roles["lead"])),
            support=tuple(dict.fromkeys(self.roles["support"])),
            units=tuple(dict.fromkeys(self.roles["units"])),
            deadline=deadline,
            due=due_date(deadline, year) if deadline else None,
            start=start,
            end=end,
            text=self.text[start:end],
        )

    @property
    def any_unit(self) -> bool:
        """Whether there is a unit in any role."""
        return any(self.roles.values())

    @property
    def firm(self) -> bool:
        """Whether the deadline says what is to be done by then, and is not only a period."""
        return bool(self.deadline and _FIRM.search(self.folded, *self.deadline))
