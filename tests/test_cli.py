"""The command line: streams, exit codes, messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from planparse.cli.output import binary, write

PLAN = "某市行动方案\n一、主要目标\n到2027年，产值达到300亿元。\n二、主要任务\n（一）加强研发。支持企业创新。（责任单位：市科技局）\n"


def run(*args: str, data: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "planparse", *args], input=data, capture_output=True,
        env={**os.environ, **env}, timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    return path


def test_extract_prints_yaml(plan: Path) -> None:
    done = run("extract", str(plan))
    assert (done.returncode, done.stderr) == (0, b"")
    data = yaml.safe_load(done.stdout)
    assert data["schema_version"] == "1.0"
    assert [n["label"] for n in data["body"] if n["form"] == "heading"] == ["一、", "二、"]


def test_extract_reads_stdin() -> None:
    done = run("extract", "-", "-f", "json", data=PLAN.encode("gb18030"))
    assert json.loads(done.stdout)["source"]["encoding"].lower() == "gb18030"


def test_several_files(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(PLAN, "utf-8")
    assert len(json.loads(run("extract", str(plan), str(other), "-f", "json").stdout)) == 2
    assert len(list(yaml.safe_load_all(run("extract", str(plan), str(other)).stdout))) == 2
    assert len(run("extract", str(plan), str(other), "-f", "jsonl").stdout.splitlines()) == 2


def test_text_layer(plan: Path) -> None:
    assert run("extract", "--text", str(plan)).stdout.decode() == PLAN


def test_output_file(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = run("extract", str(plan), "-o", str(out))
    assert (done.returncode, done.stdout) == (0, b"")
    assert json.loads(out.read_text("utf-8"))["meta"]["title"] == "某市行动方案"


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02\xff\xfe\xfd" * 50, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7\nbroken",
     b"PK\x03\x04broken"],
)  # fmt: skip
def test_unreadable_input_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad.bin"
    path.write_bytes(data)
    done = run("extract", str(path))
    assert done.stdout == b""
    assert done.returncode == 2
    message = done.stderr.decode()
    assert message.startswith("planparse: bad.bin"), message
    assert message.count("\n") == 1, message


def test_an_empty_file_is_an_empty_plan() -> None:
    done = run("extract", "-", "-f", "json")
    plan = json.loads(done.stdout)
    assert (done.returncode, plan["body"]) == (0, [])
    assert plan["diagnostics"][0]["code"] == "DOC001"
    assert done.stderr == b"<stdin>: the file holds no text\n"
    assert "文件中没有文字" in run("extract", "-", "--lang", "zh", data=b" \n").stderr.decode()


def test_missing_file() -> None:
    done = run("extract", "no-such-plan.txt")
    assert done.returncode == 2
    assert b"no-such-plan.txt: cannot be read" in done.stderr


def test_a_folder_is_sent_to_batch(tmp_path: Path) -> None:
    done = run("extract", str(tmp_path))
    assert done.returncode == 2
    assert b"a folder; give one of its files, or read them all with planparse batch" in done.stderr


def test_wrong_usage() -> None:
    assert run("extract").returncode == 2
    assert run("frobnicate").returncode == 2


@pytest.mark.parametrize(
    "text",
    ["It was a bright cold day in April, and the clocks were striking thirteen.\n" * 20,
     "他走进屋子，看见桌上放着一封信。信里说，春天来了。\n" * 50, "一" * 100_000, "（" * 10_000],
)  # fmt: skip
def test_what_is_no_plan_is_still_a_tree(text: str) -> None:
    done = run("extract", "-", "-f", "json", data=text.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["body"]


def test_outline_fits_the_terminal(plan: Path) -> None:
    done = run("outline", str(plan), "--width", "40", NO_COLOR="1")
    lines = done.stdout.decode().splitlines()
    assert any("（一）加强研发" in line for line in lines)
    assert all(sum(2 if ord(c) > 0x2E80 else 1 for c in line) <= 40 for line in lines)
    assert b"\x1b[" not in done.stdout


def test_tasks_and_indicators(plan: Path, tmp_path: Path) -> None:
    rows = json.loads(run("tasks", str(plan), "-f", "json").stdout)
    assert [(r["举措"], r["责任单位"]) for r in rows] == [("（一）加强研发", "市科技局")]
    rows = json.loads(run("indicators", str(plan), "-f", "json").stdout)
    assert [(r["指标"], r["关系"], r["目标值"], r["单位"], r["年份"]) for r in rows] == [
        ("产值", "≥", "300", "亿元", "2027")
    ]
    out = tmp_path / "tasks.csv"
    run("tasks", str(plan), "-o", str(out), "--bom")
    assert out.read_bytes().startswith("\ufeff序号,任务".encode())


def test_schema() -> None:
    assert json.loads(run("schema").stdout)["title"] == "Plan"


def test_version_and_help() -> None:
    assert b"planparse" in run("--version").stdout
    assert b"extract" in run("--help").stdout


def test_closed_pipe(plan: Path) -> None:
    command = f"{sys.executable} -m planparse extract {plan} {plan} {plan} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


def test_all_of_a_text_without_headings_is_shown_without_advice() -> None:
    data = "没有标题的一段话。\n".encode()
    plain, everything = run("outline", "-", data=data), run("outline", "-", "--all", data=data)
    assert b"--all" in plain.stderr
    assert everything.stderr == b""
    assert "没有标题" in everything.stdout.decode()


def interrupted(out: str) -> None:
    with binary(out) as stream:
        stream.write(b"half")
        raise KeyboardInterrupt


def test_a_file_is_written_whole_or_left_as_it_was(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    assert run("extract", str(plan), "-o", str(out)).returncode == 0
    out.chmod(0o640)
    before = out.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        interrupted(str(out))
    assert out.read_bytes() == before
    write("new", str(out))
    assert (out.read_bytes(), out.stat().st_mode & 0o777) == (b"new", 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({out.name, plan.name})


def test_a_link_stays_a_link_and_a_device_is_written_to(plan: Path, tmp_path: Path) -> None:
    link, out = tmp_path / "link.txt", tmp_path / "out.txt"
    try:
        link.symlink_to(out)
    except OSError:
        pytest.skip("this file system has no links")
    write("one", str(link))
    assert link.is_symlink()
    assert out.read_text() == "one"
    write("two", os.devnull)
    piped = run("extract", str(plan), "-f", "jsonl", "-o", "/dev/stdout")
    assert sys.platform == "win32" or json.loads(piped.stdout)["schema_version"] == "1.0"


def test_a_name_that_is_not_utf8_is_data_that_is(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/plan\xff.txt"
    try:
        Path(os.fsdecode(raw)).write_text("某县方案\n一、任务（\n", "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes only UTF-8")
    name = os.fsdecode(raw)
    for command in (
        ["extract"],
        ["extract", "-f", "json"],
        ["lint", "--format", "json"],
        ["chunk"],
    ):
        done = run(*command, name)
        assert done.returncode in (0, 1), done.stderr
        assert "plan\\udcff.txt" in done.stdout.decode().replace("\\\\", "\\")


def test_a_data_base_is_written_in_silence(plan: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    done = run("batch", str(plan), "-o", str(tmp_path / "plans.duckdb"))
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1, done.stderr


@pytest.mark.parametrize("command", ["chunk", "lint"])
def test_an_extracted_plan_is_not_taken_for_its_text(
    plan: Path, tmp_path: Path, command: str
) -> None:
    extracted = tmp_path / "plan.yaml"
    run("extract", str(plan), "-o", str(extracted))
    done = run(command, str(extracted))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"give the document" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes differ")
@pytest.mark.parametrize("command", [["extract"], ["outline"], ["tasks", "-f", "csv"], ["chunk"]])
def test_a_reader_that_has_seen_enough_is_no_error(
    plan: Path, command: list[str], tmp_path: Path
) -> None:
    long = tmp_path / "long.txt"
    long.write_text(PLAN + "（二）推进应用。支持企业创新发展。\n" * 3000, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "planparse", *command, str(long)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as done:  # fmt: skip
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.read(10)
        done.stdout.close()
        assert done.stderr.read().replace(b"long.txt", b"").count(b"Error") == 0
        assert done.wait(60) == 0
