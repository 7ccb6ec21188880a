"""JSON written node by node is the JSON written whole; models share what they can."""

from __future__ import annotations

import copy
import io
import pickle
from pathlib import Path

import pytest

from planparse import Plan, parse
from planparse.json_text import json_text, write_json
from planparse.model import Node
from planparse.pipeline import read_path_as, tree_of
from planparse.read.source import Source
from planparse.tree import plain

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))


def written(*texts: str | Path, several: bool) -> str:
    trees = [tree_of(t if isinstance(t, Source) else source(t)) for t in texts]
    stream = io.BytesIO()
    write_json(trees, stream, several=several)
    return stream.getvalue().decode("utf-8", "surrogatepass")


def source(text: str | Path) -> Source:
    return read_path_as(text) if isinstance(text, Path) else Source("t", text, "text/plain", "")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_node_by_node_and_whole_are_the_same(path: Path) -> None:
    tree = tree_of(read_path_as(path))
    assert written(path, several=False) == json_text(plain(tree)) + "\n"
    assert json_text(tree, None) == json_text(plain(tree), None)


def test_several_trees_are_an_array() -> None:
    trees = [tree_of(read_path_as(path)) for path in SAMPLES[:3]]
    assert written(*SAMPLES[:3], several=True) == json_text(plain(tuple(trees))) + "\n"
    assert written(several=True) == "[]\n"


def test_text_with_line_ends_quotes_and_half_surrogates_stays_what_it_is() -> None:
    for text in ("", '一、"引号"\\n反斜杠\n二、制表\t符', "一、半个\ud83d字符\n二、任务"):
        out = written(text, several=False)
        assert out == json_text(plain(tree_of(source(text)))) + "\n"


PLAN = "一、总体目标\n到2030年，绿化覆盖率达到45%。\n二、重点任务\n（一）种树。由市林业局牵头。\n"


def test_nodes_share_the_set_of_their_fields() -> None:
    nodes = list(parse(PLAN).walk())
    assert len({id(node.model_fields_set) for node in nodes}) == 1
    assert nodes[0].model_fields_set == set(Node.model_fields)


def test_a_model_with_fields_left_out_has_a_set_of_its_own() -> None:
    plan = parse(PLAN)
    node = plan.body[0]
    bare = Node(id="x", form="item", kind="task", span=node.span, lines=node.lines)
    assert bare.model_fields_set == {"id", "form", "kind", "span", "lines"}
    assert bare.model_dump(exclude_unset=True).keys() == bare.model_fields_set


def test_models_are_copied_and_pickled_as_ever() -> None:
    plan = parse(PLAN)
    for twin in (pickle.loads(pickle.dumps(plan)), copy.deepcopy(plan), plan.model_copy()):
        assert twin == plan
        assert twin.body[0].model_fields_set == plan.body[0].model_fields_set
    changed = plan.body[0].model_copy(update={"title": "另一标题"})
    assert changed.title == "另一标题"
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
