"""Draws the README's pictures: ``python tests/make_pictures.py`` (the screenshot needs chromium)."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "samples" / "pictures"
SAMPLE = ROOT / "samples" / "report-longform.txt"


def outline_svg() -> str:
    """What ``planparse outline`` prints, as SVG."""
    code = (
        "import sys; from planparse.pipeline import open_plan; import planparse.render as r;"
        "from planparse.language import choose; choose('en');"
        "from rich.console import Console;"
        "r.console = lambda width=None, stderr=False: Console(file=sys.stdout, width=88,"
        " force_terminal=True, color_system='truecolor', highlight=False, legacy_windows=False);"
        f"r.print_outline(open_plan({str(SAMPLE)!r}), depth=3)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    out = Console(record=True, width=88, file=io.StringIO(), legacy_windows=False)
    for line in done.stdout.splitlines()[:34]:
        out.print(Text.from_ansi(line), no_wrap=True)
    return out.export_svg(title="planparse outline samples/report-longform.txt --depth 3")


def screenshot() -> None:
    """The view of a sample in headless chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        subprocess.run(
            [
                sys.executable,
                "-m",
                "planparse",
                "view",
                str(SAMPLE),
                "-o",
                str(page),
                "--lang",
                "zh",
            ],
            check=True,
        )
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--disable-background-networking", "--window-size=1280,800", f"--user-data-dir={folder}/u",
             f"--screenshot={PICTURES / 'view.png'}", page.as_uri()],
            check=True, timeout=120, capture_output=True,
        )  # fmt: skip


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / "outline.svg").write_text(outline_svg(), "utf-8")
    if shutil.which("chromium"):
        screenshot()
