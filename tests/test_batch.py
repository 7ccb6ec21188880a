import hashlib
import io
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from planparse import load_plan
from planparse.batch import Options, Summary, child, driver, run, try_parse
from planparse.batch.inputs import find
from planparse.batch.progress import shown_progress
from planparse.batch.work import do
from planparse.cli.batch import batch_command
from planparse.errors import FormatError, MissingExtraError, PlanparseError, ReadError
from planparse.records import TABLES

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
TEXT = (
    "某县工作方案\n一、主要任务\n（一）加强研发。支持企业创新。\n二、保障措施\n（一）加强领导。\n"
)

HOOKED = """
import os, time
import planparse.batch.child as child
import planparse.batch.work as work
real = child.do
def do(job):
    name = os.path.basename(job.path)
    if "hang" in name: time.sleep(60)
    if "crash" in name: os.kill(os.getpid(), 9)
    if "print" in name: os.write(1, b"noise" * 1000)
    {extra}
    return real(job)
def document_of(data, name, **options):
    return 1 / 0 if "bug" in name else read(data, name, **options)
child.do, work.document_of, read = do, document_of, work.document_of
child.serve()
"""


def corpus(folder, count=12):
    for number in range(count):
        path = folder / f"{'东南西北'[number % 4]}区" / f"plan{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.replace("某县", f"第{number}县"), "utf-8")
    return folder


def hook(monkeypatch, extra="pass"):
    monkeypatch.setattr(child, "_SERVE", HOOKED.format(extra=extra))


def tree(folder):
    """Everything a user sees of an output folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    shown = (path for path in files if ".planparse" not in str(path))
    return {str(path.relative_to(folder)): path.read_bytes() for path in shown}


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def batch(inputs, output, **options):
    return run(inputs, Options(str(output), workers=1, **options))


class InProcess:
    """A stand-in for the pool, since starting processes takes most of a short batch."""

    def run(self, jobs):
        yield from map(do, jobs)


@pytest.fixture(autouse=True)
def pool(request, monkeypatch):
    if "processes" not in request.fixturenames:
        monkeypatch.setattr(driver, "_runner", lambda _: InProcess())


@pytest.fixture
def processes():
    """Asked for by tests that need the real pool."""


@pytest.fixture
def plans(tmp_path):
    return corpus(tmp_path / "plans")


# -- outputs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_outputs_mirror_the_folder(plans, tmp_path, form):
    summary = batch([plans], tmp_path / "out", to=form)
    assert (summary.total, summary.written, summary.failed) == (12, 12, 0)
    made = tree(tmp_path / "out")
    assert made.pop("errors.jsonl") == b""
    inputs = {path.relative_to(plans).with_suffix("." + form) for path in plans.rglob("*.txt")}
    assert set(map(Path, made)) == inputs
    for data in made.values():
        assert load_plan(data.decode(), "out").meta.title


def test_a_tree_is_what_extract_prints(tmp_path):
    from planparse import dumps, parse_file

    batch([SAMPLES / "opinion.txt"], tmp_path / "out")
    expected = dumps(parse_file(SAMPLES / "opinion.txt"), "yaml")
    assert (tmp_path / "out" / "opinion.yaml").read_text("utf-8") == expected


def test_json_lines_come_in_the_order_of_the_paths(plans, tmp_path):
    batch([plans], tmp_path / "new" / "plans.jsonl")
    rows = lines(tmp_path / "new" / "plans.jsonl")
    paths = sorted(plans.rglob("*.txt"), key=os.fsencode)
    assert [row["source"]["name"] for row in rows] == [path.as_posix() for path in paths]
    assert load_plan(json.dumps(rows[0]), "row").body


def test_script_is_an_option(tmp_path):
    batch([SAMPLES / "traditional.txt"], tmp_path / "out", script="simplified")
    data = yaml.safe_load((tmp_path / "out" / "traditional.yaml").read_text("utf-8"))
    assert "無" not in data["meta"]["title"]


def test_duckdb_has_the_tables_and_views(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "same.txt").write_bytes((SAMPLES / "opinion.txt").read_bytes())
    samples = sorted(SAMPLES.glob("*.txt"))
    batch([*samples, tmp_path / "bad.pdf", tmp_path / "same.txt"], tmp_path / "all.duckdb")
    with duckdb.connect(str(tmp_path / "all.duckdb"), read_only=True) as db:
        for name, columns in TABLES.items():
            found = db.execute(f'SELECT column_name, column_type FROM (DESCRIBE "{name}")')
            assert dict(found.fetchall()) == columns
        counts = "SELECT status, count(*) FROM files GROUP BY status ORDER BY status"
        assert db.execute(counts).fetchall() == [
            ("done", len(samples)), ("duplicate", 1), ("failed", 1)
        ]  # fmt: skip
        for view in ("targets", "tasks", "measures", "offices", "overview"):
            assert db.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0
        assert db.execute("SELECT count(*) FROM overview").fetchone()[0] == len(samples)
        lost = "SELECT count(*) FROM indicators ANTI JOIN nodes USING (plan_id, node_id)"
        assert db.execute(lost).fetchone() == (0,)


def test_parquet_has_a_file_for_each_table(plans, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    batch([plans], tmp_path / "set", to="parquet")
    assert {path.stem for path in (tmp_path / "set").glob("*.parquet")} == {*TABLES, "files"}
    where = str(tmp_path / "set" / "plans.parquet")
    with duckdb.connect() as db:
        rows = db.execute("SELECT path FROM read_parquet(?)", [where]).fetchall()
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert len(rows) == 12


def test_duckdb_missing_is_told_before_any_work(plans, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtraError, match=r"planparse\[duckdb\]"):
        batch([plans], tmp_path / "all.duckdb")
    assert not list(tmp_path.glob("*all*"))


def questions():
    """The SQL of README.md under “Five questions”."""
    text = (ROOT / "README.md").read_text("utf-8")
    part = re.search(r"^#+ Five questions\s*$(.*?)(?=^#+ |\Z)", text, re.M | re.S)
    return re.findall(r"^```sql\n(.*?)^```", part.group(1), re.M | re.S) if part else []


def test_questions_of_the_readme_have_answers(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    if not questions():
        pytest.skip("README.md has no questions yet")
    assert len(questions()) == 5
    batch(sorted(SAMPLES.glob("*.txt")), tmp_path / "plans.duckdb")
    with duckdb.connect(str(tmp_path / "plans.duckdb"), read_only=True) as db:
        for question in questions():
            assert db.execute(question).fetchall(), question


# -- inputs ----------------------------------------------------------------------------------


def test_files_folders_patterns_and_lists_are_inputs(plans, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (plans / ".hidden.txt").write_text("x")
    (plans / "~$lock.docx").write_text("x")
    (plans / "image.png").write_text("x")
    assert len(list(find(["plans"]))) == 12
    relative = {found.relative for found in find(["plans/**/*.txt"])}
    assert str(Path("东区", "plan000.txt")) in relative
    assert [found.relative for found in find(["plans/东区/plan000.txt"])] == ["plan000.txt"]
    listed = list(find(["-"], ["plans/东区/plan000.txt\n", "\n", "plans/南区\r\n"]))
    assert listed[0].relative == str(Path("plans", "东区", "plan000.txt"))
    assert len(listed) == 4
    assert listed[1].relative.startswith(str(Path("plans", "南区")))


@pytest.mark.parametrize("argument", ["missing", "*.none", "missing/**/*.txt"])
def test_an_argument_that_names_nothing_is_refused(argument, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadError, match=re.escape(argument)):
        batch([argument], tmp_path / "out")


def test_the_output_is_not_read_as_input(plans, tmp_path):
    (plans / "out").mkdir()
    (plans / "out" / "note.txt").write_text("别的")
    assert batch([plans], plans / "out").total == 12


def test_two_inputs_for_one_output_are_refused_before_work(plans, tmp_path):
    (plans / "东区" / "plan000.md").write_text("另一个", "utf-8")
    with pytest.raises(ReadError, match=r"plan000\.md and .*plan000\.txt would both be written"):
        batch([plans], tmp_path / "out")
    assert not list((tmp_path / "out").glob("*"))[1:]
    assert batch([plans], tmp_path / "out", keep_suffix=True).written == 13
    assert (tmp_path / "out" / "东区" / "plan000.md.yaml").exists()


def test_a_file_named_twice_is_one_file(plans, tmp_path):
    first = plans / "东区" / "plan000.txt"
    assert batch([plans, plans, first], tmp_path / "out.jsonl").total == 12


def test_names_that_are_not_utf8_are_read(tmp_path):
    raw = os.fsencode(tmp_path) + b"/" + "规划".encode("gb18030") + b".txt"
    try:
        Path(os.fsdecode(raw)).write_text(TEXT, "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes only UTF-8")
    assert batch([tmp_path], tmp_path / "out").written == 1
    assert batch([tmp_path], tmp_path / "out.jsonl").written == 1


def test_formats_and_kinds_of_output_agree(plans, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReadError, match="is a file"):
        batch([plans], tmp_path / "file", to="yaml")
    with pytest.raises(ReadError, match="is a folder"):
        batch([plans], plans, to="jsonl")


# -- failures --------------------------------------------------------------------------------


def test_bad_files_are_reported_and_end_nothing(processes, plans, tmp_path, monkeypatch):
    hook(monkeypatch)
    for name in ("hang.txt", "crash.txt", "bug.txt", "print.txt"):
        (plans / name).write_text(TEXT + name, "utf-8")
    (plans / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    options = Options(str(tmp_path / "out.jsonl"), workers=2, timeout=1.5)
    summary = run([plans], options)
    assert (summary.written, summary.failed) == (13, 4)
    errors = {Path(row["path"]).name: row for row in lines(options.report("errors"))}
    assert {name: row["error"] for name, row in errors.items()} == {
        "hang.txt": "Timeout", "crash.txt": "WorkerDied", "bug.txt": "ZeroDivisionError",
        "broken.pdf": errors["broken.pdf"]["error"],
    }  # fmt: skip
    assert "1.5 s" in errors["hang.txt"]["message"]
    assert "signal 9" in errors["crash.txt"]["message"]
    assert errors["hang.txt"]["sha256"] == hashlib.sha256((TEXT + "hang.txt").encode()).hexdigest()


def test_a_listed_file_that_is_missing_fails_alone(plans, tmp_path):
    listing = [
        str(plans / "东区" / "plan000.txt"),
        str(plans / "gone.txt"),
        str(plans / "东区" / "x"),
    ]
    options = Options(str(tmp_path / "out.jsonl"), workers=1)
    summary = run(["-"], options, listing=listing)
    assert (summary.written, summary.failed) == (1, 2)
    assert {row["error"] for row in lines(options.report("errors"))} == {"ReadError"}


def test_failed_files_are_tried_again(processes, plans, tmp_path, monkeypatch):
    (plans / "crash.txt").write_text(TEXT, "utf-8")
    with monkeypatch.context() as patch:
        hook(patch)
        assert batch([plans], tmp_path / "out").failed == 1
    summary = batch([plans], tmp_path / "out")
    assert (summary.written, summary.unchanged, summary.failed) == (1, 12, 0)
    assert (tmp_path / "out" / "errors.jsonl").read_text() == ""


def test_processes_are_replaced_after_a_while(processes, plans, tmp_path, monkeypatch):
    monkeypatch.setattr(child, "RECYCLE", 8)
    assert run([plans], Options(str(tmp_path / "out"), workers=1)).written == 12


def test_a_process_that_cannot_start_ends_the_batch(processes, plans, tmp_path, monkeypatch):
    monkeypatch.setattr(child, "_SERVE", "raise SystemExit(3)")
    with pytest.raises(PlanparseError, match="exit code 3"):
        batch([plans], tmp_path / "out")


# -- duplicates and resuming -----------------------------------------------------------------


def test_same_content_is_recorded_once(plans, tmp_path):
    copy = plans / "副本.txt"
    copy.write_bytes((plans / "东区" / "plan000.txt").read_bytes())
    options = Options(str(tmp_path / "out.jsonl"), workers=2)
    for _ in range(2):
        summary = run([plans], options)
        assert (summary.duplicates, summary.failed) == (1, 0)
        assert len(lines(tmp_path / "out.jsonl")) == 12
        (row,) = lines(options.report("duplicates"))
        assert row["same_as"] == (plans / "东区" / "plan000.txt").as_posix()
    copy.unlink()
    run([plans], options)
    assert not options.report("duplicates").exists()


@pytest.mark.parametrize("output", ["out", "out.jsonl"])
def test_unchanged_files_are_skipped(plans, tmp_path, output):
    target = tmp_path / output
    batch([plans], target)
    assert batch([plans], target).unchanged == 12
    changed = plans / "东区" / "plan000.txt"
    changed.write_text(TEXT + "三、附则\n", "utf-8")
    again = batch([plans], target)
    assert (again.written, again.unchanged) == (1, 11)
    assert batch([plans], target, script="simplified").written == 12
    assert batch([plans], target, resume=False).written == 12


def test_another_version_does_the_work_again(plans, tmp_path, monkeypatch):
    batch([plans], tmp_path / "out")
    monkeypatch.setattr("planparse.batch.driver.__version__", "99")
    assert batch([plans], tmp_path / "out").written == 12


def test_a_lost_output_is_made_again(plans, tmp_path):
    batch([plans], tmp_path / "out")
    batch([plans], tmp_path / "out.jsonl")
    before = tree(tmp_path)
    (tmp_path / "out" / "东区" / "plan000.yaml").unlink()
    (tmp_path / "out.jsonl").unlink()
    assert batch([plans], tmp_path / "out").written == 1
    assert batch([plans], tmp_path / "out.jsonl").unchanged == 12
    assert tree(tmp_path) == before


def test_a_dataset_has_only_the_inputs_of_its_run(plans, tmp_path):
    batch([plans], tmp_path / "out.jsonl")
    (plans / "东区" / "plan000.txt").unlink()
    batch([plans], tmp_path / "out.jsonl")
    assert len(lines(tmp_path / "out.jsonl")) == 11


def test_two_batches_into_one_output_are_refused(plans, tmp_path):
    def again(_):
        with pytest.raises(PlanparseError, match="another batch"):
            batch([plans], tmp_path / "out")

    run([plans / "东区" / "plan000.txt"], Options(str(tmp_path / "out")), progress=again)


def test_a_damaged_ledger_is_named(plans, tmp_path):
    options = Options(str(tmp_path / "out"))
    options.state.mkdir(parents=True)
    (options.state / "ledger.sqlite").write_bytes(b"not a database" * 500)
    with pytest.raises(FormatError, match=r"ledger\.sqlite: damaged"):
        run([plans], options)


def start(inputs, output, delay, marks):
    """The command in a process of its own, with slow workers that leave a mark for each file."""
    extra = f"print(os.getpid(), file=open({str(marks)!r}, 'a')); time.sleep({delay})"
    code = (
        f"import sys; import planparse.batch.child as child\n"
        f"child._SERVE = {HOOKED.format(extra=extra)!r}\n"
        "from planparse.cli.batch import batch_command\n"
        "batch_command(sys.argv[1:])"
    )
    arguments = [str(inputs), "-o", str(output), "-j", "2"]
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def wait_for_work(marks, at_least):
    """Until the workers have begun so many files."""
    end = time.monotonic() + 30
    while not marks.exists() or marks.read_text().count("\n") < at_least:
        assert time.monotonic() < end, "no work was done in time"
        time.sleep(0.01)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
@pytest.mark.parametrize("output", ["out", "out.jsonl"])
def test_killed_at_any_moment_the_next_run_finishes_the_same(tmp_path, output):
    plans = corpus(tmp_path / "plans", 40)
    (plans / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    (plans / "same.txt").write_bytes((plans / "东区" / "plan000.txt").read_bytes())
    undisturbed, killed = tmp_path / "a" / output, tmp_path / "b" / output
    batch([plans], undisturbed)
    for pause in (0.0, 0.3):
        marks = tmp_path / f"marks{pause}"
        process = start(plans, killed, 0.05, marks)
        wait_for_work(marks, 8)
        time.sleep(pause)
        process.kill()
        process.communicate()
    summary = batch([plans], killed)
    assert summary.unchanged > 0
    assert summary.finished == 42
    assert tree(tmp_path / "b") == tree(tmp_path / "a")
    assert not list(Options(str(killed)).state.glob("scratch/*"))


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_interrupted_it_ends_within_a_second_and_keeps_what_is_done(tmp_path):
    plans = corpus(tmp_path / "plans", 40)
    process = start(plans, tmp_path / "out", 0.1, tmp_path / "marks")
    wait_for_work(tmp_path / "marks", 8)
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=10)
    assert time.monotonic() - began < a_second()
    assert process.returncode == 130
    assert re.fullmatch(r"planparse batch: interrupted: \d+ of 40 files done; run .*\n", stderr)
    summary = batch([plans], tmp_path / "out")
    assert summary.unchanged >= 2
    assert summary.failed == 0


def a_second():
    """A second, or what becomes of it where even ``python -c pass`` waits for its turn."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return max(1.0, 40 * (time.monotonic() - began))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_no_process_outlives_a_killed_parent(tmp_path):
    plans = corpus(tmp_path / "plans", 4)
    process = start(plans, tmp_path / "out", 30, tmp_path / "marks")
    wait_for_work(tmp_path / "marks", 2)
    process.kill()
    process.communicate()
    end = time.monotonic() + 5
    for pid in (tmp_path / "marks").read_text().split():
        while alive(pid):
            assert time.monotonic() < end
            time.sleep(0.02)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


# -- command and library ---------------------------------------------------------------------


def test_the_command_counts_and_exits_as_promised(plans, tmp_path):
    out = str(tmp_path / "out")
    result = CliRunner().invoke(batch_command, [str(plans), "-o", out, "-j", "2"])
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.startswith("planparse batch: 12 written; ")
    (plans / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    result = CliRunner().invoke(batch_command, [str(plans), "-o", out])
    assert result.exit_code == 1
    assert "12 unchanged, 1 failed (see " in result.stderr
    result = CliRunner().invoke(batch_command, [str(plans), "-o", out, "-q"])
    assert (result.exit_code, result.output) == (1, "")


def test_the_program_exits_with_the_code_of_the_command(plans, tmp_path):
    (plans / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    arguments = ["-m", "planparse", "batch", str(plans), "-o", str(tmp_path / "out"), "-j", "1"]
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "12 written, 1 failed" in done.stderr


def test_the_command_reads_a_list(plans, tmp_path):
    listing = "\n".join(map(str, plans.rglob("*.txt")))
    out = tmp_path / "plans.jsonl"
    result = CliRunner().invoke(batch_command, ["-", "-o", str(out)], input=listing)
    assert result.exit_code == 0
    assert len(lines(out)) == 12


def test_progress_is_drawn_on_terminals_only(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with shown_progress() as show:
            show(Summary(total=30, written=9, failed=1))
        assert ("10/30" in stream.getvalue()) is drawn
        assert ("1 failed" in stream.getvalue()) is drawn


def test_try_parse_is_pure_picklable_and_never_raises():
    assert pickle.loads(pickle.dumps(try_parse)) is try_parse
    good = try_parse(TEXT.encode(), "plan.txt")
    assert load_plan(json.dumps(good["plan"]), "plan").body
    assert good["error"] is None
    bad = try_parse(b"%PDF-1.7 nothing", "plan.pdf")
    assert bad["plan"] is None
    assert bad["error"]
    assert bad["message"]


def test_try_parse_can_be_mapped_by_any_pool():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        (row,) = pool.map(try_parse, [TEXT.encode()], ["plan.txt"])
    assert row == try_parse(TEXT.encode(), "plan.txt")
