"""Mutated pages must be read or refused, never crash: ``python tests/fuzz/fuzz_html.py [N]``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from test_read_html import PAGE, mutated, survives


def main(count: int) -> None:
    table = "<table><tr><td rowspan=2>甲</td><td><p>乙</p></td></tr><tr><td>丙</td></tr></table>"
    page = PAGE.replace("<h1>", table + "<h1>")
    files = [page.encode(codec) for codec in ("utf-8", "gb18030", "utf-16")]
    for seed in range(count):
        try:
            survives(mutated(files[seed % 3], seed))
        except BaseException:
            print(f"seed {seed}", file=sys.stderr)
            raise
    print(f"{count} mutations survived")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
