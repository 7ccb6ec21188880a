"""What the README shows is what the commands print, and its Python runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
FENCE = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
ENV = {"NO_COLOR": "1", "PLANPARSE_LANG": "en", "PYTHONUTF8": "1", "COLUMNS": "100"}


def sessions(block: str) -> list[tuple[str, str]]:
    """Commands and what stands under each."""
    parts = re.split(r"^\$ (.+)\n", block, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def run(command: str, folder: Path) -> str:
    done = subprocess.run(
        command, shell=True, cwd=folder, text=True, encoding="utf-8", check=False, timeout=60,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, **ENV, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    return tmp_path


def test_console_blocks(folder: Path, regolden: bool) -> None:
    text = README.read_text("utf-8")
    if regolden:

        def again(match: re.Match[str]) -> str:
            shown = "".join(f"$ {c}\n{run(c, folder)}" for c, _ in sessions(match[1]))
            return f"```console\n{shown}```"

        README.write_text(FENCE.sub(again, text), "utf-8")
        return
    blocks = FENCE.findall(text)
    assert len(blocks) >= 4
    for block in blocks:
        for command, expected in sessions(block):
            assert run(command, folder) == expected, command


def test_python_blocks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    for block in re.findall(r"^```python\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S):
        if block.startswith("import planparse\n"):
            exec(compile(block, "README.md", "exec"), {})
    assert "建强县级枢纽" in capsys.readouterr().out


def test_every_command_is_in_the_readme() -> None:
    from planparse.cli import group

    text = README.read_text("utf-8")
    for name in group.list_commands(None):  # type: ignore[arg-type]
        assert f"planparse {name}" in text, name


def test_ci_calls_the_readmes_test_command() -> None:
    assert "python -m pytest" in README.read_text("utf-8")
    assert "python -m pytest" in (ROOT / ".ci/run").read_text("utf-8")
