"""The same bytes give the same bytes: whatever the hash seed, locale, time zone and process count."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

pytest.importorskip("selectolax")
pytest.importorskip("pypdfium2")
pytest.importorskip("openpyxl")

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
FILES = " ".join(
    f"containers/action-plan.{suffix}" for suffix in ("docx", "html", "md", "ofd", "pdf")
)
COMMANDS = f"""
extract {FILES} plan-145-guihua.txt -f json
extract {FILES} -f yaml --script simplified
diff coldchain-draft.txt coldchain-final.txt -f json
diff coldchain-draft.txt coldchain-final.txt -f html --lang zh
diff coldchain-draft.txt coldchain-final.txt --table -o OUT/diff.xlsx --lang zh
lint damaged.txt -f json
lint damaged.txt --fix
tasks {FILES} -f csv
tasks plan-145-guihua.txt -o OUT/tasks.xlsx
indicators plan-145-guihua.txt -f md
view plan-145-guihua.txt -o - --lang en
chunk coldchain-final.txt
export plan-145-guihua.txt --to opml
"""
CHILD = """
import sys
from planparse.cli import main
for command in sys.stdin.read().splitlines():
    sys.argv = ["planparse", *command.split()]
    try:
        main()
    except SystemExit as stop:
        assert stop.code in (0, 1, None), command
"""
WORLDS = {
    "no locale": {"PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Asia/Shanghai"},
    "Chinese": {"PYTHONHASHSEED": "3", "LC_ALL": "zh_CN.UTF-8", "TZ": "America/St_Johns"},
    "at random": {
        "PYTHONHASHSEED": "random",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONOPTIMIZE": "1",
    },
}


def environment(world: Mapping[str, str], home: Path) -> dict[str, str]:
    """Nothing of the tester's own but what Python needs to find itself and planparse."""
    kept = {"PATH", "PYTHONPATH", "SYSTEMROOT", "VIRTUAL_ENV"} & set(os.environ)
    own = {"HOME": str(home), "PLANPARSE_CACHE": str(home / "cache")}
    return {**{name: os.environ[name] for name in kept}, **own, **world}


def made(world: Mapping[str, str], folder: Path, home: Path) -> dict[str, bytes]:
    """What all commands print and write."""
    out = folder / "out"
    out.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", CHILD], input=COMMANDS.replace("OUT", str(out)).strip().encode(),
        cwd=SAMPLES, env=environment(world, home), stdout=subprocess.PIPE, check=True, timeout=60,
    )  # fmt: skip
    return {"stdout": done.stdout, **{path.name: path.read_bytes() for path in out.iterdir()}}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all worlds: the first finds no cache of patterns, the others do."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def usual(home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made({"PYTHONHASHSEED": "0"}, tmp_path_factory.mktemp("usual"), home)


@pytest.mark.parametrize("world", WORLDS)
def test_every_command_writes_the_same_bytes(
    world: str, usual: dict[str, bytes], tmp_path: Path, home: Path
) -> None:
    assert sorted(usual) == ["diff.xlsx", "stdout", "tasks.xlsx"]
    found = made(WORLDS[world], tmp_path, home)
    assert [name for name in usual if found[name] != usual[name]] == []


def batch(jobs: int, folder: Path, home: Path) -> dict[str, bytes]:
    """The outputs of a batch of every container."""
    folder.mkdir()
    out = folder / "plans.jsonl"
    command = f"-m planparse batch *-final.txt *-draft.txt {FILES} -o {out} -j {jobs} -q".split()
    world = environment({}, home)
    subprocess.run([sys.executable, *command], cwd=SAMPLES, env=world, check=True, timeout=60)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_one_process_and_two_write_the_same(tmp_path: Path, home: Path) -> None:
    one, two = batch(1, tmp_path / "one", home), batch(2, tmp_path / "two", home)
    assert one["plans.jsonl"].count(b"\n") == 7
    assert one == two
