import json

import planted
from click.testing import CliRunner
from test_diff import aim, node, plan, sentence

from planparse.cli.diff import align_command
from planparse.diff import align
from planparse.diff.align import Alignment, phrases
from planparse.diff_render.align_views import align_html


def work(key, title, text):
    return node(key, title, text=text, kind="measure", label=f"{key[-1]}.")


def upper():
    return plan(
        node(
            "1", "主要目标",
            sentence(
                "1/s", "到2027年，全省冷库总容量达到900万吨，果蔬冷链流通率达到35%，培育80家。",
                indicators=(
                    aim("全省冷库总容量", 900, "万吨"), aim("果蔬冷链流通率", 35),
                    aim("冷链龙头企业", 80, "家"),
                ),
            ),
            kind="goal", label="一、",
        ),
        node(
            "2", "重点任务",
            work("2/1", "建设骨干冷链物流基地", "布局一批国家骨干冷链物流基地。"),
            work("2/2", "完善产地冷链设施", "支持建设预冷库和移动冷库。"),
            work("2/3", "发展航空冷链货运", "开辟生鲜航线，建设空港冷链查验设施。"),
            label="二、",
        ),
        name="某省冷链物流发展规划",
    )  # fmt: skip


def city():
    rate = aim("果蔬冷链流通率", 32)
    return plan(
        node("0", text="落实《某省冷链物流发展规划》。", form="paragraph", kind="preamble"),
        node(
            "1", "主要目标",
            sentence("1/s", "……", indicators=(aim("我市冷库总容量", 6000, "吨"), rate)),
            kind="goal", label="一、",
        ),
        node(
            "2", "重点任务",
            work("2/1", "推进骨干冷链物流基地建设", "依托货场建设。"),
            work("2/2", "补强产地冷链短板", "支持合作社建设预冷库和移动冷库。"),
            work("2/3", "保障校园食堂供应", "学校食堂推广集中采购和净菜加工。"),
            label="二、",
        ),
        name="某市方案",
    )  # fmt: skip


def test_who_takes_up_what():
    found = align(upper(), [city()])
    taken = {task.upper.id: [u.lower.id for u in task.taken] for task in found.tasks}
    assert taken["2/1"][0] == "2/1"
    assert taken["2/2"][0] == "2/2"
    assert taken["2/3"] == []
    assert "2/3" in [task.upper.id for task in found.missing]
    assert [one.lower.id for one in found.additions] == ["2/3"]
    assert found.lowers[0].cites
    first = next(task for task in found.tasks if task.upper.id == "2/1").taken[0]
    assert first.strength == "full"
    assert "骨干冷链物流基地" in first.evidence.phrases


def test_targets_meet_on_subject_unit_and_year():
    found = align(upper(), [city()])
    by = {target.target.name: target for target in found.targets}
    size = by["全省冷库总容量"].found[0]
    assert (size.relation, size.shortfall, size.same_year) == ("lower", False, True)
    rate = by["果蔬冷链流通率"].found[0]
    assert (rate.relation, rate.shortfall) == ("lower", True)
    assert [target.target.name for target in found.missing_targets] == ["冷链龙头企业"]


def test_another_year_is_said():
    def one(year, value):
        return plan(
            node(
                "1",
                "目标",
                text="……",
                kind="goal",
                indicators=(aim("森林覆盖率", value, year=year),),
            )
        )

    (target,) = align(one(2027, 40), [one(2030, 42)]).targets
    assert (target.found[0].same_year, target.found[0].relation) == (False, "higher")


def test_a_branch_is_taken_up_by_its_parts():
    goal, tasks = upper().body
    old = plan(goal, tasks.model_copy(update={"title": "推进骨干通道能力跃升"}))
    lower = plan(*city().body[2].children, name="散列方案")
    task = next(t for t in align(old, [lower]).tasks if t.upper.id == "2")
    assert task.taken[0].evidence.parts == "2/3"
    assert task.taken[0].strength == "partial"


def test_a_plan_takes_up_itself_wholly():
    (made, _), _, _ = planted.planted_pair(200, 1, 4)
    found = align(made, [made])
    assert not found.missing
    assert not found.additions
    assert all(task.taken[0].score == 1.0 for task in found.tasks)
    assert all(match.relation == "equal" for t in found.targets for match in t.found)


def test_phrases_are_in_both():
    one, other = "推进城区冷链物流，完善补贴办法", "加快城区冷链物流建设，修订完善补贴办法"
    for phrase in phrases(one, other):
        assert phrase in one
        assert phrase in other
    assert phrases(one, "毫不相干") == []


def test_command(tmp_path):
    paths = []
    for name, made in (("up.json", upper()), ("a.json", city()), ("b.json", upper())):
        (tmp_path / name).write_text(made.model_dump_json(), "utf-8")
        paths.append(str(tmp_path / name))

    def run(*arguments):
        return CliRunner().invoke(align_command, [*paths, *arguments])

    for lang in ("zh", "en"):
        shown = run("--width", "80", "--lang", lang)
        assert shown.exit_code == 0
        assert max(map(len, shown.stdout.splitlines())) <= 80
    assert "下位2" in run("--lang", "zh").stdout
    found = Alignment.model_validate_json(run("--format", "json").stdout)
    assert len(found.lowers) == 2
    out = tmp_path / "align.html"
    assert run("-o", str(out)).stdout == ""
    assert "骨干冷链物流基地" in out.read_text("utf-8")
    assert run("-o", str(tmp_path / "x.xlsx")).exit_code == 2
    assert CliRunner().invoke(align_command, ["none.txt", "none.txt"]).exit_code == 2


def test_html_escapes():
    made = plan(node("1", "<b>任务</b>", text="……", kind="task"), name="<i>")
    page = align_html(align(made, [made]))
    assert "<b>任务" not in page
    assert "<i>" not in page


def test_json_has_the_evidence():
    data = json.loads(align(upper(), [city()]).model_dump_json())
    assert data["tasks"][0]["taken"][0]["evidence"]["phrases"]
