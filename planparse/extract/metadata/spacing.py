"""Letters set apart by blanks (某 市 规 划), as printers space a short title."""

from __future__ import annotations


def joined(line: str) -> str:
    """A line without the blanks that set its letters apart (某 市 规 划), else as it is.

    >>> joined("某 市 “十 四 五” 规 划"), joined("某市 规划")
    ('某市“十四五”规划', '某市 规划')
    """
    parts = line.split()
    single = sum(len(part) == 1 for part in parts)
    return "".join(parts) if len(parts) >= 4 and single * 3 >= len(parts) * 2 else line
