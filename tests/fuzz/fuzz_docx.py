"""Damage docx files at random: ``python tests/fuzz/fuzz_docx.py [COUNT] [FIRST_SEED]``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from test_read_docx import check_mutation


def main() -> None:
    arguments = [int(word) for word in sys.argv[1:3]]
    total, first = [*arguments, *(2000, 1000)[len(arguments) :]]
    read = sum(check_mutation(seed) for seed in range(first, first + total))
    print(f"{total} damaged files: {read} read, {total - read} refused with a ReadError")


if __name__ == "__main__":
    main()
