import json
import os
import random
import re
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import planted
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planparse import parse
from planparse.cli.diff import diff_command
from planparse.diff import Diff, apply, build, diff, json_schema
from planparse.diff import words as diff_words
from planparse.diff.messages import message, notice_text, urgent
from planparse.diff.model import Reword
from planparse.diff.moves import heaviest_run
from planparse.diff_render import markdown, page, rows, sheet, text
from planparse.errors import FormatError
from planparse.model import Duty, Indicator, Meta, Node, Plan, SourceInfo
from planparse.span import Lines, Span

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
SPAN, LINES = Span(0, 0), Lines(1, 1)


def node(key, title=None, *children, text="", kind="task", form="heading", label=None, **more):
    ordinal = more.pop("ordinal", None)
    if ordinal is None and label:
        found = re.search(r"\d+", label)
        ordinal = (
            int(found[0]) if found else "〇一二三四五六七八九十".find(label.strip("（）、")) or None
        )
    return Node(
        id=key, form=form, kind=kind, label=label, ordinal=ordinal, title=title, text=text,
        span=SPAN, lines=LINES, children=children, **more,
    )  # fmt: skip


def plan(*body, name="plan"):
    source = SourceInfo(name=name, media_type="text/plain", sha256="", characters=0, lines=0)
    return Plan(source=source, meta=Meta(title=name), body=body)


def sentence(key, words, **more):
    return node(key, text=words, form="sentence", kind="text", **more)


def aim(name, value, unit="%", year=2027, op="≥", words=""):
    return Indicator(
        name=name, op=op, value=value, unit=unit, year=year, text=words, span=SPAN, lines=LINES
    )


def duty(lead=(), support=(), units=(), deadline=None, words=""):
    return Duty(
        lead=lead,
        support=support,
        units=units,
        deadline=deadline,
        text=words,
        span=SPAN,
        lines=LINES,
    )


def types(found):
    return [edit.type for edit in found.edits]


def check(old, new):
    """The diff, after applying it and after a round through JSON."""
    found = diff(old, new)
    assert apply(old, found).rows() == build(new).rows()
    again = Diff.model_validate_json(found.model_dump_json())
    assert again == found
    assert apply(old, again).rows() == build(new).rows()
    return found


BODY_A = "支持合作社在主产乡镇建设预冷库和移动冷库，配套分级包装车间。"
BODY_B = "更新冷藏运输车辆，落实绿色通道政策，允许配送车辆高峰时段通行。"
BODY_C = "建立进货查验和出库检验制度，对进口食品实行批批检测。"


def three(*order, parent="一、"):
    items = {
        "a": ("完善产地设施", BODY_A), "b": ("提升运输能力", BODY_B), "c": ("强化安全监管", BODY_C),
    }  # fmt: skip
    return [
        node(f"1/{n}", items[key][0], sentence(f"1/{n}/s", items[key][1]), label=f"{n}.")
        for n, key in enumerate(order, 1)
    ]


def test_same_plan_gives_an_empty_diff():
    one = plan(node("1", "重点任务", *three("a", "b", "c"), label="一、"))
    found = check(one, one)
    assert found.empty
    assert found.summary == {}


def test_insertion_renumbers_in_one_line():
    old = plan(node("1", "重点任务", *three("a", "c"), label="一、"))
    new = plan(node("1", "重点任务", *three("b", "a", "c"), label="一、"))
    found = check(old, new)
    assert sorted(types(found)) == ["insert", "renumber"]
    renumber = next(edit for edit in found.edits if edit.type == "renumber")
    assert [(c.before.label, c.after.label) for c in renumber.changes] == [
        ("1.", "2."),
        ("2.", "3."),
    ]
    assert "2项序号1.…2. → 2.…3." in message(renumber)


def test_a_run_ends_at_a_number_that_stayed():
    def row(*labels):
        return [node(str(n), f"第{chr(0x4E00 + 40 * n)}类{BODY_A[n:]}", label=f"{k}.")
                for n, k in enumerate(labels)]  # fmt: skip

    old = plan(*row(1, 2, 3, 4, 5))
    new = plan(*row(1, 3, 4, 4, 6))
    runs = [edit for edit in check(old, new).edits if edit.type == "renumber"]
    assert [len(run.changes) for run in runs] == [2, 1]


def test_move_carries_its_number():
    old = plan(
        node("1", "重点任务", *three("a", "b", "c"), label="一、"),
        node("2", "保障措施", node("2/1", "加强领导", label="1."), label="二、"),
    )
    moved = node("2/2", "提升运输能力", sentence("2/2/s", BODY_B), label="2.")
    new = plan(
        node("1", "重点任务", *three("a", "c"), label="一、"),
        node("2", "保障措施", node("2/1", "加强领导", label="1."), moved, label="二、"),
    )
    found = check(old, new)
    assert sorted(types(found)) == ["move", "renumber"]
    move = next(edit for edit in found.edits if edit.type == "move")
    assert (move.old.id, move.place.index, move.after.label) == ("1/2", 1, "2.")
    assert "由“一、重点任务”移至“二、保障措施”" in message(move)


def test_swapped_neighbours_are_one_move():
    old = plan(node("1", "重点任务", *three("a", "b", "c"), label="一、"))
    new = plan(node("1", "重点任务", *three("b", "a", "c"), label="一、"))
    assert types(check(old, new)).count("move") == 1


def test_content_decides_and_not_the_heading_that_another_node_took_over():
    old = plan(
        node("1", "支持研发机构", sentence("1/s", BODY_A)),
        node("2", "培育领军企业", sentence("2/s", BODY_B)),
    )
    new = plan(node("1", "培育领军企业", sentence("1/s", BODY_A)))
    found = check(old, new)
    assert sorted(types(found)) == ["remove", "rename"]
    assert next(e for e in found.edits if e.type == "remove").old.id == "2"


def test_renamed_branch_is_found_by_its_children():
    old = plan(node("1", "总体要求", *three("a", "b", "c"), label="一、"))
    new = plan(node("1", "基本思路", *three("a", "b", "c"), label="一、"))
    assert types(check(old, new)) == ["rename"]


def test_reword_shows_words_and_a_weakened_duty():
    old = plan(node("1", "药品管理", sentence("1/s", "储运企业应当配备监测设备，不得中断记录。")))
    new = plan(node("1", "药品管理", sentence("1/s", "储运企业可以配备监测设备，保持记录。")))
    (edit,) = check(old, new).edits
    assert [(p.op, p.text) for p in edit.pieces][:4] == [
        ("=", "储运企业"), ("-", "应当"), ("+", "可以"), ("=", "配备监测设备，"),
    ]  # fmt: skip
    codes = {notice.code: (notice.before, notice.after) for notice in edit.notices}
    assert codes["obligation-weakened"] == ("应当", "可以")
    assert codes["prohibition-dropped"][0] == "不得"
    assert edit.severity == "high"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("补助20%的费用", "补助15%的费用", "number"),
        ("到2026年完成", "到2027年完成", "date"),
        ("全面完成改造", "力争完成改造", "hedge-added"),
        ("力争建成三条线路", "建成三条线路", "hedge-dropped"),
        ("企业可以申报", "企业必须申报", "obligation-strengthened"),
        ("企业自行处置", "企业不得自行处置", "prohibition-added"),
        ("严禁超载运输", "防止超载运输", "prohibition-dropped"),
        ("每季度通报进展", "每半年通报进展", "date"),
    ],
)
def test_words_that_stand_out(old, new, code):
    assert [n.code for n in diff_words.notices(diff_words.runs(old, new))] == [code]


def test_each_place_is_judged_for_itself():
    changed = diff_words.runs("应当配备设备，不得中断记录", "可以配备设备，确保记录完整")
    found = [(n.code, n.before, n.after) for n in diff_words.notices(changed)]
    assert found == [
        ("obligation-weakened", "应当", "可以"),
        ("prohibition-dropped", "不得", "确保"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [("扩大应用", "扩大使用"), ("响应及时", "反应及时"), ("服务、管理", "服务，管理")],
)
def test_words_that_do_not(old, new):
    assert diff_words.notices(diff_words.runs(old, new)) == ()


def test_target_deadline_and_lead_have_edits_of_their_own():
    def version(value, lead, deadline):
        target = f"冷链流通率达到{value}%"
        aims = (aim("冷链流通率", value, words=target),)
        bracket = f"（牵头单位：{lead}；完成时限：{deadline}）"
        return plan(
            node(
                "1", "提升流通率",
                sentence("1/s", f"到2027年，{target}。", indicators=aims),
                sentence("1/t", bracket, duty=duty((lead,), deadline=deadline, words=bracket)),
            )
        )  # fmt: skip

    found = check(version(35, "市商务局", "2026年底"), version(38, "市发展改革委", "2027年6月"))
    by = {edit.type: edit for edit in found.edits}
    assert set(by) == {"reword", "target-changed", "deadline-changed", "duty-changed"}
    assert by["reword"].covered
    assert "reword" not in found.summary
    assert by["target-changed"].notices[0].code == "target-raised"
    assert by["deadline-changed"].notices[0].after == "2027年6月"
    assert notice_text(by["duty-changed"].notices[0]) == "牵头单位变化：市商务局 → 市发展改革委"


def test_a_changed_word_beside_a_changed_target_is_not_hidden():
    def version(verb, value):
        words = f"冷链流通率达到{value}%"
        return plan(
            node(
                "1",
                "提升流通率",
                sentence(
                    "1/s",
                    f"{verb}补贴，{words}。",
                    indicators=(aim("冷链流通率", value, words=words),),
                ),
            )
        )

    found = check(version("发放", 35), version("取消", 38))
    assert not next(e for e in found.edits if e.type == "reword").covered


def test_split_and_merge_are_said_as_such():
    whole = plan(
        node("1", "发展数字化与标准化", sentence("1/s", BODY_A + BODY_C), label="1."),
        node("2", "提升运输能力", sentence("2/s", BODY_B), label="2."),
    )
    parts = plan(
        node("1", "发展数字化", sentence("1/s", BODY_A), label="1."),
        node("2", "健全标准", sentence("2/s", BODY_C), label="2."),
        node("3", "提升运输能力", sentence("3/s", BODY_B), label="3."),
    )
    forth, back = check(whole, parts), check(parts, whole)
    assert sorted(types(forth)) == ["renumber", "split"]
    assert sorted(types(back)) == ["merge", "renumber"]
    split = next(edit for edit in forth.edits if edit.type == "split")
    assert [part.id for part in split.parts] == ["1", "2"]
    merge = next(edit for edit in back.edits if edit.type == "merge")
    assert [part.id for part in merge.parts] == ["1", "2"]


def test_a_branch_split_in_two():
    def leaves(key, start, stop):
        maker = planted.Maker(3)
        drafts = [maker.leaf() for _ in range(8)][start:stop]
        return [
            node(f"{key}/{n}", d.title, text=d.body, label=f"{n}.") for n, d in enumerate(drafts, 1)
        ]

    old = plan(node("1", "农业和水利", *leaves("1", 0, 8), label="一、"))
    new = plan(
        node("1", "农业", *leaves("1", 0, 4), label="一、"),
        node("2", "水利", *leaves("2", 4, 8), label="二、"),
    )
    found = check(old, new)
    (split,) = found.edits
    assert split.type == "split"
    assert [part.title for part in split.parts] == ["农业", "水利"]


def test_preamble_and_closing_count_and_furniture_only_on_request():
    def version(first, last, contents):
        return plan(
            node("p", text=first, form="paragraph", kind="preamble"),
            node("t", text=contents, form="paragraph", kind="toc"),
            node("1", "重点任务", label="一、"),
            node("c", text=last, form="paragraph", kind="closing"),
        )

    old = version("为补齐短板，制定本计划。", "云岭市商务局", "一、重点任务……3")
    new = version("为补齐冷链短板，制定本计划。", "云岭市商务局", "一、重点任务……4")
    assert types(check(old, new)) == ["reword"]
    assert types(diff(old, new, furniture=True)) == ["reword", "reword"]


def test_ids_that_occur_twice_do_no_harm():
    old = plan(node("1", "甲任务推进", text=BODY_A), node("1", "乙任务推进", text=BODY_B))
    new = plan(node("1", "乙任务推进", text=BODY_B), node("1", "丙任务推进", text=BODY_C))
    check(old, new)


def test_a_diff_of_another_plan_is_refused():
    old = plan(node("1", "甲", text=BODY_A))
    found = diff(old, plan(node("1", "甲", text=BODY_A + BODY_B)))
    with pytest.raises(FormatError, match="does not fit"):
        apply(plan(node("1", "甲", text=BODY_C)), found)
    with pytest.raises(FormatError, match="no node"):
        apply(plan(node("9", "甲", text=BODY_A)), found)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_edits_are_recovered(seed):
    (old, old_ids), (new, new_ids), truth = planted.planted_pair(1000, 10, seed)
    assert all(len(found) >= 10 for found in vars(truth).values())
    found = diff(old, new)
    recall, false = planted.score(truth, planted.recovered(found, old_ids, new_ids))
    assert recall >= 0.98
    assert false <= 0.02
    assert apply(old, found).rows() == build(new).rows()


TITLES = st.sampled_from(
    ["推进冷库建设", "加强监管", "推进冷库改造", "", "目标", "完善产地冷链设施"]
)
BODIES = st.sampled_from(["", BODY_A, BODY_B, BODY_C, BODY_A + BODY_B, BODY_B + BODY_C, "应当。"])


@st.composite
def plans(draw):
    def grow(key, depth):
        count = draw(st.integers(0, 3 if depth else 4)) if depth < 3 else 0
        below = [grow(f"{key}/{n}", depth + 1) for n in range(count)]
        body = draw(BODIES)
        value = draw(st.sampled_from([None, 5, 6.5]))
        aims = (aim("库容", value, "万吨"),) if value else ()
        if body:
            below.insert(0, sentence(f"{key}/s", body, indicators=aims))
        label = draw(st.sampled_from([None, "1.", "2.", "（一）"]))
        form = draw(st.sampled_from(["heading", "item", "paragraph"]))
        kind = draw(st.sampled_from(["task", "measure", "text"]))
        return node(key, draw(TITLES), *below, label=label, form=form, kind=kind)

    return plan(*(grow(str(n), 0) for n in range(draw(st.integers(0, 4)))))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), plans())
def test_applying_a_diff_gives_the_new_plan(old, new):
    found = check(old, new)
    assert found.empty == (build(old).rows() == build(new).rows())
    assert diff(old, old).empty
    assert found == diff(old, new)
    for edit in found.plain():
        assert message(edit)
        assert message(edit, "en")
    text.print_diff(found, StringIO(), width=60)
    assert markdown.markdown(found)
    assert page.html(old, found).endswith("</html>\n")
    assert sheet.table_markdown(old, found)
    shown = rows.rows(old, found)
    assert [row.new.key for row in shown if row.new] == [i.key for i in apply(old, found).items]
    assert len([row for row in shown if row.old]) == len(build(old).items)


WORDS = st.text(alphabet="应当可以不得，。2027年40万吨甲乙\n", max_size=60)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_pieces_hold_both_texts(old, new):
    found = diff_words.runs(old, new)
    assert "".join(t for op, t in found if op != "+") == old
    assert "".join(t for op, t in found if op != "-") == new
    assert all(words for _, words in found)


@given(st.permutations(range(8)))
def test_the_kept_run_is_increasing_and_longest(places):
    kept = heaviest_run([(place, 1) for place in places])
    chosen = [places[n] for n in kept]
    assert chosen == sorted(chosen)
    lengths = []
    for place in places:
        before = [length for length, other in zip(lengths, places, strict=False) if other < place]
        lengths.append(1 + max(before, default=0))
    assert len(kept) == max(lengths)


def test_wholly_different_long_texts_take_linear_time():
    rand = random.Random(5)
    long = ["".join(rand.choices("甲乙丙丁，。3年", k=60_000)) for _ in range(2)]
    found = diff_words.runs(*long)
    assert "".join(t for op, t in found if op != "+") == long[0]


def test_ten_thousand_levels():
    def deep(word):
        below = node("leaf", word, form="item")
        for n in range(10_000):
            below = node(f"n{n}", f"第{n}层", below, form="item", label=f"{n}.", ordinal=n)
        return plan(below)

    old, new = deep("叶子"), deep("另一片叶子")
    found = diff(old, new)
    assert types(found) == ["rename"]
    assert apply(old, found).rows() == build(new).rows()
    assert page.html(old, found)
    assert Diff.model_validate_json(diff(plan(), new).model_dump_json()).edits


def test_published_schema_is_the_models():
    path = ROOT / "schemas" / "diff-1.0.schema.json"
    assert json.loads(path.read_text("utf-8")) == json_schema()


EVIL = "<script>alert(1)</script>|*x*_=cmd()"


@pytest.fixture
def evil():
    old = plan(node("1", "标题" + EVIL, text=BODY_A, label="一、"), name=EVIL)
    new = plan(node("1", "标题" + EVIL, text=BODY_A.replace("支持", EVIL), label="一、"), name=EVIL)
    return old, diff(old, new)


def test_html_escapes_and_needs_no_network(evil):
    for made in (page.html(*evil), sheet.table_html(*evil)):
        assert "<script" not in made
        assert "&lt;script&gt;" in made
        assert not re.search(r"(?:src|href)=|https?://|@import|url\(", made)
    assert "default-src 'none'" in page.html(*evil)


def test_html_folds_what_did_not_change():
    old = plan(*[node(str(n), f"第{n}项", text=BODY_A) for n in range(9)])
    new = plan(*old.body[:-1], node("8", "第8项", text=BODY_A + "另加一句。"))
    made = page.html(old, diff(old, new))
    assert "8个节点没有变化" in made
    assert "<ins>另加一句。</ins>" in made


def test_markdown_escapes_and_keeps_table_columns(evil):
    made = sheet.table_markdown(*evil)
    assert "<script" not in made
    for line in made.splitlines():
        assert len(re.findall(r"(?<!\\)\|", line)) == 4
    assert "<script" not in markdown.markdown(evil[1])
    assert markdown.escape("1. 甲") == "1\\. 甲"


def test_xlsx_table_marks_changes_and_has_no_formula(evil):
    openpyxl = pytest.importorskip("openpyxl")
    old = plan(node("1", "=1+1", text="=HYPERLINK(1)应当办理", label="1."))
    found = diff(old, plan(node("1", "=1+1", text="=HYPERLINK(1)可以办理", label="1.")))
    book = openpyxl.load_workbook(BytesIO(sheet.table_xlsx(old, found)), rich_text=True)
    rows_made = list(book.active.iter_rows())
    assert [cell.value for cell in rows_made[0]] == ["原文", "修改后", "变化"]
    assert all(cell.data_type != "f" for row in rows_made for cell in row)
    assert "应当" in str(rows_made[1][0].value)
    assert "要求减弱" in str(rows_made[1][2].value)


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_terminal_report_fits(width, lang):
    from rich.cells import cell_len

    (old, _), (new, _), _ = planted.planted_pair(300, 3, 5)
    out = StringIO()
    text.print_diff(diff(old, new), out, width=width, lang=lang)
    lines = out.getvalue().splitlines()
    assert max(cell_len(line) for line in lines) <= width + 2  # a closing mark may hang
    assert ("moved" if lang == "en" else "移动") in lines[2]
    assert "[-" in out.getvalue()


# --- command line ---


def save(path, found):
    path.write_text(found.model_dump_json(), "utf-8")
    return str(path)


@pytest.fixture
def pair(tmp_path):
    (old, _), (new, _), _ = planted.planted_pair(150, 1, 3)
    return save(tmp_path / "old.json", old), save(tmp_path / "new.json", new)


def run(*arguments):
    return CliRunner().invoke(diff_command, list(arguments))


def test_exit_codes(pair, tmp_path):
    old, new = pair
    assert run(old, old).exit_code == 0
    assert run(old, new).exit_code == 1
    assert run(old, str(tmp_path / "none.txt")).exit_code == 2
    assert run(old).exit_code == 2
    assert run("-", "-").exit_code == 2
    assert run(old, new, "--table", "--format", "json").exit_code == 2


def test_formats(pair, tmp_path):
    old, new = pair
    as_json = run(old, new, "--format", "json")
    found = Diff.model_validate_json(as_json.stdout)
    assert run(old, new, "--format", "json", "--lang", "zh").stdout == as_json.stdout
    as_yaml = run(old, new, "--format", "yaml")
    assert Diff.model_validate(yaml.safe_load(as_yaml.stdout)) == found
    assert run(old, new, "-f", "md", "--lang", "zh").stdout.startswith("# 版本比对")
    assert run(old, new, "-f", "md", "--lang", "en").stdout.startswith("# Comparison")
    assert run(old, new, "-f", "html").stdout.startswith("<!DOCTYPE html>")
    assert run(old, new, "--table", "--lang", "zh").stdout.startswith("| 原文 | 修改后 | 变化 |")
    for name, start in (
        ("d.html", b"<!DOCTYPE"),
        ("d.md", b"#"),
        ("d.xlsx", b"PK"),
        ("d.txt", b"---"),
    ):
        result = run(old, new, "-o", str(tmp_path / name))
        assert result.exit_code == 1
        assert result.stdout == ""
        assert (tmp_path / name).read_bytes().startswith(start)


def test_unwritable_output_is_an_error(pair, tmp_path):
    result = run(*pair, "-o", str(tmp_path / "none" / "d.md"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_samples_tell_the_story():
    result = run(
        str(ROOT / "samples/coldchain-draft.txt"), str(ROOT / "samples/coldchain-final.txt"),
        "--format", "json",
    )  # fmt: skip
    assert result.exit_code == 1
    found = Diff.model_validate_json(result.stdout)
    kinds = set(types(found))
    assert {
        "insert",
        "move",
        "rename",
        "renumber",
        "split",
        "target-changed",
        "duty-changed",
    } <= kinds
    codes = {notice.code for edit in found.edits for notice in edit.notices}
    assert {
        "obligation-weakened", "prohibition-dropped", "lead-changed", "target-lowered", "deadline",
    } <= codes  # fmt: skip


COMMAND = f'"{sys.executable}" -m planparse'


def git(where, *arguments, config=(), expect=0):
    env = {
        **os.environ, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(where), "GIT_PAGER": "cat",
        "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1",
        "PLANPARSE_LANG": "zh",
    }  # fmt: skip
    more = ("user.name=x", "user.email=x@example.org", "core.quotepath=off", *config)
    flags = [part for entry in more for part in ("-c", entry)]
    done = subprocess.run(
        ["git", *flags, *arguments], cwd=where, env=env, capture_output=True, check=False
    )
    assert done.returncode == expect, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture
def repository(tmp_path):
    (tmp_path / ".gitattributes").write_text("*.txt diff=planparse\n", "utf-8")
    target = tmp_path / "计划.txt"
    target.write_text("一、重点任务\n（一）管好药品。企业应当配备设备。\n", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "draft")
    target.write_text("一、重点任务\n（一）管好药品。企业可以配备设备。\n", "utf-8")
    return tmp_path


def test_git_diff_driver(repository):
    driver = (f"diff.planparse.command={COMMAND} diff --git",)
    shown = git(repository, "diff", config=driver)
    assert "planparse 计划.txt" in shown
    assert "要求减弱：应当 → 可以" in shown
    git(repository, "rm", "-q", "--cached", "计划.txt")
    assert "删除“一、重点任务”" in git(repository, "diff", "--cached", config=driver)


def test_git_difftool(repository):
    tool = (f'difftool.planparse.cmd={COMMAND} diff "$LOCAL" "$REMOTE"', "difftool.prompt=false")
    shown = git(repository, "difftool", "--tool=planparse", config=tool)
    assert "要求减弱：应当 → 可以" in shown


def test_git_textconv(repository):
    tool = (f"diff.planparse.textconv={COMMAND} diff --textconv",)
    lines = git(repository, "diff", config=tool).splitlines()[-4:]
    assert lines == [
        " 一、重点任务",
        "   （一）管好药品",
        "-    企业应当配备设备。",
        "+    企业可以配备设备。",
    ]


def test_reword_message_counts_characters():
    found = diff(plan(node("1", "甲", text="应当办理")), plan(node("1", "甲", text="可以办理")))
    (edit,) = found.edits
    assert isinstance(edit, Reword)
    assert edit.message() == "“甲”正文改写（删2字，增2字）"
    assert edit.message("en") == "“甲” reworded (2 characters out, 2 in)"


def test_rows_know_both_lines():
    old = plan(node("1", "甲", text="应当办理").model_copy(update={"lines": Lines(3, 3)}))
    new = plan(node("1", "甲", text="可以办理").model_copy(update={"lines": Lines(5, 5)}))
    (row,) = rows.rows(old, diff(old, new))
    assert rows.lines_text(row) == "L3 → L5"


def test_rows_of_a_task_table_are_compared_one_by_one():
    head = "某县分工表\n序号\t重点任务\t责任单位\t完成时限\t备注\n"
    old = parse(head + "1\t新建学校\t县教育局\t6月底\t续建\n2\t修建道路\t县交通局\t年底\t新建\n")
    new = parse(
        head + "1\t培训教师\t县教育局\t3月底\t新增\n2\t新建学校\t县教育局\t9月底\t续建\n"
        "3\t修建道路\t县交通局\t年底\t改建\n"
    )
    found = check(old, new)
    told = [(e.type, e.new.title) for e in found.edits if e.severity != "low"]
    assert told == [
        ("insert", "培训教师"), ("deadline-changed", "新建学校"), ("reword", "修建道路"),
    ]  # fmt: skip


def test_the_number_of_a_row_and_its_task_are_not_compared_twice():
    old = plan(node("r", "甲 乙", text="1 | 甲 | 乙 | 县局 | 年底", form="row"))
    new = plan(node("r", "甲 乙", text="7 | 甲 | 乙 | 县局 | 年底", form="row"))
    assert build(old).roots[0].body == "县局 | 年底"
    assert check(old, new).empty
    unknown = plan(node("r", "丙", text="1 | 甲 | 乙", form="row"))
    assert build(unknown).roots[0].body == "甲 | 乙"


REPORT = (
    "某县政府工作报告\n一、{last}年工作回顾\n地区生产总值增长{done}%，新改建公路{road}公里。\n"
    "二、{year}年主要目标\n今年的主要预期目标是：地区生产总值增长6%；粮食产量达到{grain}万吨；"
    "城镇新增就业{jobs}以上。\n三、{year}年重点工作\n（一）稳住工业。{year}年底前建成标准厂房"
    "{halls}万平方米，企业应当按期投产。\n（二）办好教育。原则上每个镇办一所中心园。\n"
)


def test_a_report_a_year_later_tells_the_news_and_what_matters_first():
    old = parse(REPORT.format(last=2024, year=2025, done=5.1, road=31, grain=21, jobs=900, halls=8))
    new = parse(
        REPORT.format(last=2025, year=2026, done=5.8, road=47, grain=23, jobs=900, halls=6)
        .replace("应当按期", "可以按期")
        .replace("每个镇", "力争每个镇")
    )
    found = check(old, new)
    told = [(notice.code, notice.before, notice.after) for _, notice in urgent(found)]
    assert told == [
        ("target-raised", "粮食产量≥21万吨（2025年）", "粮食产量≥23万吨（2026年）"),
        ("target-lowered", "标准厂房 8万平方米（2025年）", "标准厂房 6万平方米（2026年）"),
        ("obligation-weakened", "应当", "可以"),
        ("hedge-added", None, "力争"),
    ]
    assert not [e for e in found.edits if e.type == "rename" and e.severity != "low"]


def test_years_are_news_where_the_headings_keep_theirs():
    draft = "某县养老方案\n一、总体目标\n到2026年，{}。\n二、主要任务\n（一）建设养老院。\n"
    found = check(parse(draft.format("建成养老院5所")), parse(draft.format("建成养老院8所")))
    assert [n.code for _, n in urgent(found)] == ["target-raised"]
    later = parse(draft.replace("2026", "2027").format("建成养老院5所"))
    found = check(parse(draft.format("建成养老院5所")), later)
    assert next(n.code for _, n in urgent(found)) == "target-changed"


def test_a_target_that_is_said_twice_is_no_new_one():
    text = (
        "某县方案\n一、总体目标\n到2027年，养老床位达到{}张。\n{}二、主要任务\n（一）建设养老院。\n"
    )
    again = "实现养老床位达到900张的目标，要靠全县的努力。\n"
    found = check(parse(text.format(800, "")), parse(text.format(900, again)))
    assert [n.code for _, n in urgent(found)] == ["target-raised"]


def test_a_relation_that_changed_hides_no_amount():
    old = plan(node("1", "目标", indicators=(aim("赤字率", 3, op="="),)))
    new = plan(node("1", "目标", indicators=(aim("赤字率", 4, op="≈"),)))
    (edit,) = check(old, new).edits
    assert edit.notices[0].code == "target-raised"


def test_blanks_that_pages_set_beside_digits_are_no_change():
    text = (SAMPLES / "action-plan.txt").read_text("utf-8")
    spaced = re.sub(r"(?<=[一-鿿])(?=\d)|(?<=[\d%])(?=[一-鿿])", " ", text)
    assert spaced.count(" ") > 40
    assert check(parse(text), parse(spaced)).empty
    assert check(parse(spaced), parse(text)).empty


def test_the_date_below_the_signature_needs_no_attention():
    old = parse("某县方案\n一、主要任务\n（一）修路。\n（二）架桥。\n某县人民政府\n2025年3月1日\n")
    new = parse("某县方案\n一、主要任务\n（一）修路。\n（二）架桥。\n某县人民政府\n2025年5月9日\n")
    found = check(old, new)
    assert [e.type for e in found.edits] == ["reword"]
    assert not urgent(found)


def test_a_name_that_took_a_word_more_is_no_other_target():
    old = plan(node("1", "目标", indicators=(aim("骨干企业", 5, unit="家"),)))
    new = plan(node("1", "目标", indicators=(aim("培育骨干企业", 5, unit="家"),)))
    (edit,) = check(old, new).edits
    assert (edit.type, edit.notices) == ("target-changed", ())
