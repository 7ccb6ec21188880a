import json
import time
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse import FormatError, ReadError, parse
from planparse.cli.lint import lint_command
from planparse.language import language
from planparse.lint import _CHECKS, RULES, lint
from planparse.lint.baseline import dump_baseline, fingerprint, load_baseline, unknown
from planparse.lint.mend import apply_fixes, mend
from planparse.lint.report import region, width_of, wrapped
from planparse.span import Span

SAMPLES = Path(__file__).parent.parent / "samples"
TEXTS = sorted(SAMPLES.glob("*.txt"))
DRAFT = "一、总体要求\n依据青政发[2026]5号文件。\n二、主要任务\n（一）、修路\n（二）、架桥\n"


def found(text, **options):
    return lint(parse(text), text, **options)


def codes(text, **options):
    return [finding.code for finding in found(text, **options)]


def run(*arguments, text=None):
    return CliRunner().invoke(lint_command, list(arguments), input=text)


# --- rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", RULES)
def test_bad_example_gives_the_code_and_nothing_else(code):
    assert set(codes(RULES[code].bad)) == {code}


@pytest.mark.parametrize("code", RULES)
def test_good_example_gives_nothing(code):
    assert codes(RULES[code].good) == []


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.fixable])
def test_fixing_the_bad_example_mends_it(code):
    bad = RULES[code].bad
    mended, places = mend(parse(bad), bad)
    assert places >= 1
    assert code not in codes(mended)


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if not rule.fixable])
def test_rules_without_a_safe_fix_offer_none(code):
    assert all(not finding.fix for finding in found(RULES[code].bad))


def test_each_rule_is_found_in_one_way():
    named = Counter(code for _, owned in _CHECKS for code in owned)
    patterns = {code for code, rule in RULES.items() if rule.pattern}
    assert set(named) | patterns == set(RULES)
    assert not set(named) & patterns
    assert max(named.values()) == 1


def test_rules_of_law_and_standard_name_the_clause():
    for rule in RULES.values():
        assert bool(rule.clause) or rule.ground in ("practice", "heuristic"), rule.code


@pytest.mark.parametrize(
    "text",
    [
        "一、办法\n1）修路。\n2）架桥。\na) 通水；b) 植树。\n",
        "县里落实《修路\n办法》（含桥梁\n和隧道）。\n",
        "他说：“县里修‘幸福路’，镇里架桥（见《办法》）。”\n",
        '县里修"幸福路"，镇里架“连心桥”。\n',
    ],
)
def test_marks_that_have_their_other_half(text):
    assert codes(text, select=["PUN009", "PUN011"]) == []


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("一、修路（含桥梁\n二、架桥）和隧道\n", "（）"),
        ("县里修“幸福路“，镇里架桥。\n", "““"),
        ("县里修幸福路》，镇里架桥】。\n", "》】"),
        ("县里修（幸福路，镇里架(连心桥）。\n", "（"),
    ],
)
def test_marks_that_lack_it(text, marks):
    spans = [finding.span for finding in found(text, select=["PUN009"])]
    assert "".join(text[span.start : span.end] for span in spans) == marks


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2025年2月29日至3月1日", ["2025年2月29日"]),
        ("2024年2月29日，6月31日，4月0日", ["6月31日", "4月0日"]),
        ("2025年13月底前，14月份，24月以上的婴儿，36月龄", ["2025年13月底", "14月份"]),
        ("每年12月31日前，2025年1—12月，第13月", []),
    ],
)
def test_dates_that_no_calendar_has(text, dates):
    findings = found(text, select=["DOC011"])
    assert [text[one.span.start : one.span.end] for one in findings] == dates


def test_what_is_missing_is_written_as_the_label_is():
    text = "第一章 总则\n第一条 修路。\n第二条 架桥。\n第四条 通水。\n第三章 附则\n第五条 植树。\n"
    assert [one.message for one in found(text, select=["NUM"])] == [
        "“第四条”之前缺第三条", "“第三章”之前缺第二章",
    ]  # fmt: skip
    text = "1 总则\n1.1 范围\n1.2 依据\n1.4 原则\n2 任务\n2.1 修路\n2.2 架桥\n"
    assert [one.message for one in found(text, select=["NUM"])] == ["“1.4”之前缺1.3"]


def test_items_that_run_on_across_chapters_turn_no_levels_round():
    text = (
        "一、主要目标\n1.修路三十公里。\n2.架桥两座。\n二、主要任务\n（一）改善出行\n3.开通公交。\n"
        "（二）改善用水\n4.铺设管网。\n三、工作要求\n（一）加强领导\n（二）落实资金\n"
    )
    assert codes(text, select=["NUM"]) == []


def test_what_a_year_adds_does_not_contradict_the_sum():
    text = (
        "一、总体要求\n二、主要任务\n（一）植树造林。到2030年，新增公园10座。\n"
        "（二）修建公园。到2030年，新增公园10座，公园总计达30座。\n"
    )
    assert codes(text) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_samples_are_clean(path):
    text = path.read_bytes().decode()
    findings = [f for f in found(text) if f.severity != "info"]
    assert bool(findings) == (path.name == "damaged.txt")


def test_damaged_sample():
    text = (SAMPLES / "damaged.txt").read_bytes().decode()
    by_line = {f.lines.start: f.code for f in found(text)}
    assert by_line == {7: "NUM005", 14: "NUM001", 18: "NUM003", 20: "NUM006", 24: "NUM005",
                       28: "NUM006"}  # fmt: skip
    mended, _ = mend(parse(text), text)
    assert "\n1.落实" in mended
    assert "\n三、保障措施" in mended
    assert "（十）做好" in mended


# --- what is not a fault ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "一、任务\n（一）路桥\n1.修路。县里负责。\n2.架桥。镇里负责。\n（二）水电\n3.通水。村里负责。\n4.通电。村里负责。\n",
        "一、任务\n1.修路。县里负责。\n2.架桥。镇里负责。\n二、保障\n1.加强领导。县里负责。\n2.落实资金。县里负责。\n",
        "一、二、三产业增加值分别增长3%、4%和5%，第三、第四季度回升。\n",
        "高中一、二年级学生参加，每周三、四下午活动。\n",
        "按照法院（2016）京01民终54号判决执行。\n",
        "2021年1月12日，全县9:00开会，网址http://www.example.cn/a,b。\n",
        "建设期为20年，到10年期满时评估。\n",
        "本办法自发布之日起施行，违反《道路法》第九十九条的从其规定。\n",
        "到2030年，产值增长5%—6%，投入5亿—10亿元，2021—2025年安排200—300人。\n",
    ],
)
def test_common_forms_are_no_faults(text):
    assert [f for f in found(text) if f.severity != "info"] == []


def test_half_width_document_is_told_once():
    text = "县里修路,镇里架桥:年年如此;处处如此.\n" * 200
    findings = found(text)
    assert [(f.code, f.count) for f in findings] == [("WID001", 600)]
    assert len(findings[0].fix) == 600


def test_brackets_are_widened_in_pairs():
    text = (
        "县里修路，镇里架桥，村里通水，户户植树，年年如此，处处如此，人人参与(含村民)，家家受益。\n"
    )
    mended, _ = mend(parse(text), text)
    assert "参与（含村民），" in mended


def test_contradiction_needs_the_same_year():
    text = RULES["TGT001"].bad.replace("（一）植树造林。到2030年", "（一）植树造林。到2035年")
    assert codes(text) == []


def test_reference_to_another_law_is_not_ours():
    text = RULES["REF001"].bad.replace("违反本办法第九条", "违反《公路法》第九条")
    assert codes(text) == []


def test_select_and_ignore():
    assert codes(DRAFT) == ["DOC001", "MRK003", "MRK003"]
    assert codes(DRAFT, select=["MRK"]) == ["MRK003", "MRK003"]
    assert codes(DRAFT, ignore=["MRK"]) == ["DOC001"]


def test_places_are_exact():
    finding = found(DRAFT)[0]
    assert finding.span.of(DRAFT) == "[2026]"
    assert (finding.lines.start, finding.column) == (2, 6)
    assert finding.ground == "standard: GB/T 9704-2012 7.2.5"
    assert finding.message != finding.message_en


def test_crlf_places_and_fixes():
    text = DRAFT.replace("\n", "\r\n")
    assert [(f.lines.start, f.column) for f in found(text)] == [(2, 6), (4, 1), (5, 1)]
    mended, places = mend(parse(text), text)
    assert places == 3
    assert mended.count("\r\n") == 5


def test_traditional_script():
    text = "一、總體要求\n依據青政發[2026]5號文件。\n二、主要任務\n"
    assert codes(text) == ["DOC001"]


def test_overlapping_edits_are_done_once():
    findings = found(DRAFT)
    assert apply_fixes(DRAFT, [*findings, *findings]) == apply_fixes(DRAFT, findings)


# --- any text --------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    RULES["MRK001"].bad.split()
    + RULES["DOC009"].bad.split()
    + list("、，。；：（)%①")
    + ["（一）", "(二)、", "1、", "2.", "一是，", "第3条", "[2026]5号", "5-6%"]
    + ["二○一二年", "（责任单位：）", "专栏3", "五项任务："]
    + ["\n", "\n", "\n", "目录\n", "2026年01月02日", " "]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_any_mixture_gives_findings_in_order_that_lie_in_the_text(text):
    findings = found(text)
    assert list(findings) == sorted(findings, key=lambda f: (f.span, f.code))
    for finding in findings:
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        assert text.split("\n")[finding.lines.start - 1]
        assert all(0 <= e.span.start <= e.span.end <= len(text) for e in finding.fix)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text(text):
    found(text)


def test_time_grows_with_the_text():
    text = "".join(f"{n % 90 + 1}、修路架桥，，县里（负责)。\n" for n in range(1500))
    plan = parse(text)
    begin = time.perf_counter()
    lint(plan, text)
    assert time.perf_counter() - begin < 3


# --- reports ---------------------------------------------------------------------------------


def test_regions_count_code_points():
    assert region("甲\n乙𠀀丙", Span(3, 5)) == {
        "startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 4, "charOffset": 3,
        "charLength": 2,
    }  # fmt: skip


@given(st.text(alphabet="修路ab 。（)", max_size=80), st.integers(8, 40))
def test_wrapping_keeps_the_text_and_the_width(text, width):
    lines = wrapped(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_fits_sixty_columns(lang, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    result = run(str(SAMPLES / "damaged.txt"), "--lang", lang)
    assert result.exit_code == 1
    rows = result.stdout.splitlines()[1:]
    assert rows
    assert all(width_of(row) <= 60 for row in rows)
    starts = {width_of(row[: row.index("NUM")]) for row in rows if "NUM" in row}
    assert len(starts) == 1
    assert "--fix" in result.stderr


def test_json():
    result = run("-", "-f", "json", text=DRAFT)
    data = json.loads(result.stdout)
    assert [f["code"] for f in data[0]["findings"]] == ["DOC001", "MRK003", "MRK003"]
    assert data[0]["findings"][0]["fix"] == [{"span": {"start": 12, "end": 18}, "text": "〔2026〕"}]


def test_sarif(tmp_path):
    draft = tmp_path / "草 案.txt"
    draft.write_text(DRAFT, "utf-8")
    result = run(str(draft), "-f", "sarif", "--lang", "en")
    log = json.loads(result.stdout)
    assert log["version"] == "2.1.0"
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    first = log["runs"][0]["results"][0]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "DOC001"
    place = first["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 2
    assert " " not in place["artifactLocation"]["uri"]
    change = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"] == {"text": "〔2026〕"}


# --- the command -----------------------------------------------------------------------------


def test_exit_codes():
    assert run("-", text="一、总体要求\n二、主要任务\n").exit_code == 0
    assert run("-", text=RULES["WID001"].bad).exit_code == 0
    assert run("-", text=DRAFT).exit_code == 1
    assert run().exit_code == 2
    assert run("-", "--select", "XYZ", text="").exit_code == 2
    assert run("-", "--write", text="").exit_code == 2


def test_fix_prints_the_text_and_nothing_else():
    result = run("-", "--fix", text=DRAFT)
    assert result.exit_code == 0
    assert result.stdout == DRAFT.replace("[2026]", "〔2026〕").replace("）、", "）")


def test_fix_leaves_files_alone_without_write(tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, "utf-8")
    run(str(draft), "--fix")
    assert draft.read_text("utf-8") == DRAFT
    assert run(str(draft), "--fix", "--write").stdout == ""
    assert "〔2026〕" in draft.read_text("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_write_keeps_encoding_and_line_ends(tmp_path, encoding):
    draft = tmp_path / "draft.txt"
    text = DRAFT.replace("\n", "\r\n") * 3
    draft.write_bytes(text.encode(encoding))
    run(str(draft), "--fix", "--write", "--select", "DOC001")
    assert draft.read_bytes() == text.replace("[2026]", "〔2026〕").encode(encoding)


def test_fix_of_several_files_needs_write(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(DRAFT, "utf-8")
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    assert run(*files, "--fix").exit_code == 2
    assert run(*files, "--fix", "--write").exit_code == 0


def test_explain_and_rules():
    assert "GB/T 15834-2011 B.3.4" in run("--explain", "mrk003").stdout
    rows = run("--rules").stdout.splitlines()
    assert [row[:6] for row in rows if row[0] != " "] == list(RULES)


# --- baseline --------------------------------------------------------------------------------


def test_baseline_hides_what_is_known_wherever_it_has_moved(tmp_path):
    draft, baseline = tmp_path / "draft.txt", tmp_path / "known.json"
    draft.write_text(DRAFT, "utf-8")
    assert run(str(draft), "--write-baseline", str(baseline)).exit_code == 0
    assert run(str(draft), "--baseline", str(baseline)).exit_code == 0
    draft.write_text("\n\n" + DRAFT + "三、保障措施\n（一）、加强领导\n（二）落实资金\n", "utf-8")
    result = run(str(draft), "--baseline", str(baseline), "-f", "json")
    assert result.exit_code == 1
    assert [f["lines"]["start"] for f in json.loads(result.stdout)[0]["findings"]] == [9]


def test_a_second_copy_of_a_known_fault_is_new():
    text = "依据青政发[2026]5号文件。\n"
    (one,) = found(text)
    known = Counter([fingerprint(one, text)])
    assert len(unknown(found(text * 2), text * 2, known)) == 1


@pytest.mark.parametrize("content", ["", "[]", '{"version": 9}', '{"version": 1, "files": [1]}'])
def test_what_is_no_baseline_is_refused(tmp_path, content):
    path = tmp_path / "known.json"
    path.write_text(content, "utf-8")
    with pytest.raises(FormatError):
        load_baseline(path)
    with pytest.raises(ReadError):
        load_baseline(tmp_path / "none.json")


def test_baseline_round_trip(tmp_path):
    path = tmp_path / "known.json"
    path.write_text(dump_baseline({"a.txt": ["x", "x", "y"], "b.txt": []}), "utf-8")
    assert load_baseline(path) == {"a.txt": Counter({"x": 2, "y": 1})}


# --- language --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "environment", "expected"),
    [
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"PLANPARSE_LANG": "zh", "LC_ALL": "en_US"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_TW"}, "zh"),
        (None, {}, "en"),
    ],
)
def test_language(option, environment, expected):
    assert language(option, environment) == expected
