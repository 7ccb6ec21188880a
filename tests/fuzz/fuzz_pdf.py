"""Mutated PDF files must be read or refused, never crash: ``python tests/fuzz/fuzz_pdf.py [N]``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from test_read_pdf import BODY, MORE, SONG, make, mutated, one_page, survives


def main(count: int) -> None:
    pages = [
        [*one_page(["一、总体安排", BODY, MORE]), (SONG, 14.0, 280.0, 70.0, f"— {number} —")]
        for number in (1, 2, 3)
    ]
    files = (make(pages), make(pages, packed=False), make(pages, packed=False, matrix="0 1 -1 0"))
    for seed in range(count):
        try:
            survives(mutated(files[seed % 3], seed))
        except BaseException:
            print(f"seed {seed}", file=sys.stderr)
            raise
    print(f"{count} mutations survived")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
