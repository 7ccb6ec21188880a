import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.chunk import chunks
from planparse.clean import clean
from planparse.cli.chunk import chunk_command
from planparse.pipeline import parse_source
from planparse.read import read

SAMPLES = Path(__file__).parent.parent / "samples"
TEXTS = sorted(SAMPLES.glob("*.txt"))


def cut(text, **options):
    source = read(text.encode("utf-8", "surrogatepass"), "x.txt")
    plan = parse_source(source)
    return source.text, plan, list(chunks(plan, clean(source), **options))


def uncovered(text, pieces):
    """Offsets of characters that are not blank and not in exactly one piece."""
    times = [0] * len(text)
    for piece in pieces:
        for at in range(piece.span.start, piece.span.end):
            times[at] += 1
    return [at for at, char in enumerate(text) if not char.isspace() and times[at] != 1]


@pytest.mark.parametrize(("largest", "smallest"), [(800, 80), (150, 40), (40, 0), (10**6, 0)])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_pieces_cover_every_sample_once_and_keep_the_limit(path, largest, smallest):
    text, plan, pieces = cut(path.read_bytes().decode(), largest=largest, smallest=smallest)
    assert uncovered(text, pieces) == []
    assert all(piece.characters <= largest for piece in pieces)
    assert len({piece.id for piece in pieces}) == len(pieces)
    for piece in pieces:
        assert piece.characters == len(piece.text)
        assert all(plan.find(node) for node in piece.nodes)


def test_texts_without_repairs_are_the_source():
    text, _, pieces = cut((SAMPLES / "action-plan.txt").read_text("utf-8"), largest=200)
    assert "".join("".join(p.text.split()) for p in pieces) == "".join(text.split())


PLAN = (
    "一、总体要求\n二、主要任务\n（一）修路\n"
    + "1.县里修好公路。"
    + "村里人人参与。" * 12
    + "\n2.架桥。镇里架桥。\n"
)


def test_heading_path_and_no_lone_headings():
    _, _, pieces = cut(PLAN, largest=60, smallest=0)
    first = next(p for p in pieces if p.text.startswith("二、"))
    assert "1.县里修好公路" in first.text
    second = pieces[pieces.index(first) + 1]
    assert second.path == ("二、主要任务", "（一）修路", "1.县里修好公路")
    assert second.text.startswith("村里人人参与")
    assert pieces[-1].path == ("二、主要任务", "（一）修路")


def test_long_paragraphs_are_cut_after_sentences():
    _, _, pieces = cut(
        "一、任务\n" + "县里修好公路，镇里架好大桥。" * 30 + "\n", largest=100, smallest=0
    )
    assert all(piece.text.endswith("。") for piece in pieces)


def test_small_pieces_join_their_neighbours():
    text = "一、任务\n" + "".join(f"（{n}）修路。县里负责。\n" for n in "一二三四五六七八九十")
    _, _, apart = cut(text, largest=60, smallest=0)
    _, _, joined = cut(text, largest=60, smallest=30)
    assert len(joined) < len(apart)
    assert all(piece.characters >= 30 for piece in joined[:-1])


def test_skip_leaves_contents_pages_out():
    text = (SAMPLES / "plan-145-guihua.txt").read_text("utf-8")
    _, _, whole = cut(text)
    _, _, without = cut(text, skip=("toc",))
    assert any("toc" in piece.kinds for piece in whole)
    assert not any("toc" in piece.kinds for piece in without)
    assert all(
        set(piece.kinds) <= {"toc", "boilerplate"} for piece in whole if "toc" in piece.kinds
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["一、任务", "（一）修路", "1.架桥。", "县里负责，", "镇里落实。", "目录", "\n", " "]
        ),
        max_size=40,
    ).map("".join),
    st.integers(20, 60),
    st.integers(0, 30),
)  # fmt: skip
def test_any_mixture_is_covered_once(text, largest, smallest):
    source, _, pieces = cut(text, largest=largest, smallest=smallest)
    assert uncovered(source, pieces) == []
    assert all(piece.characters <= largest for piece in pieces)


def test_command():
    result = CliRunner().invoke(chunk_command, [str(SAMPLES / "opinion.txt"), "--max", "300"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [row["index"] for row in rows] == list(range(len(rows)))
    assert rows[0]["source"] == "opinion.txt"
    assert {"path", "nodes", "kinds", "text", "span", "lines"} <= set(rows[0])


@pytest.mark.parametrize("options", [["--min", "900"], ["--skip", "nothing"], ["--max", "3"]])
def test_wrong_usage(options):
    result = CliRunner().invoke(chunk_command, [str(SAMPLES / "opinion.txt"), *options])
    assert result.exit_code == 2
